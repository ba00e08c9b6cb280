//! What can be asked about a slip, one file per kind of asker. `moved` writes what each verb changed.

mod accept;
mod close;
mod handle;
mod moved;
mod own;
mod place;
mod run;

use domain::{
    Request,
    permit::{self, Denied},
    request::{Change, Refusal},
    text::Note,
};

pub use self::{
    accept::accept,
    close::close_unrated,
    handle::{Work, arrive, finish, give_back, report},
    own::{answer, rate, withdraw},
    place::{Order, place},
    run::{ask_back, check, dispatch, refuse, send_back, verify},
};
use crate::{Ask, Error, Fault, Result, writing::Writing};

/// Does one verb to a loaded slip and writes it. Doing again what is done already gives the slip as it stands.
async fn step(
    mut w: Writing<'_>,
    slip: moved::Moving,
    verb: impl FnOnce(Request) -> std::result::Result<Change, Refusal>,
) -> Result<Request> {
    let (before, from) = (slip.request.clone(), slip.request.revision);
    match verb(slip.request) {
        Ok(change) => {
            let request = moved::write(&mut w, from, &slip.service, change).await?;
            w.reply(request).await
        }
        Err(Refusal::AlreadyDone) => Ok(before),
        Err(refusal) => Err(moved::refused(&mut w, refusal).await),
    }
}

/// Whoever may not even see a slip hears what one hears of a number that does not exist.
fn denied(ask: &Ask, slip: &moved::Moving, denied: Denied) -> Error {
    match ask.visitor.actor {
        Some(actor) if permit::see(actor, &slip.request, &slip.service).is_ok() => Error::Denied(denied),
        _ => Error::NotFound,
    }
}

fn required(field: &str, raw: &str) -> Result<Note> {
    Note::new(raw).map_err(|error| Error::field(field, Fault::from(error)))
}

fn optional(field: &str, raw: &str) -> Result<Option<Note>> {
    Note::optional(raw).map_err(|error| Error::field(field, Fault::from(error)))
}
