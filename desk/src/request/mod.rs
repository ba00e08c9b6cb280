//! What can be asked about a slip, one file per kind of asker. `moved` writes what each verb changed, `told` says to whom.

mod accept;
mod bring;
mod check;
mod decide;
mod enough;
mod handle;
mod kin;
mod leave;
mod moved;
mod own;
mod place;
mod run;
mod told;
mod units;
mod wake;

use domain::{
    Request,
    request::{Change, Refusal},
    text::{Note, is_blank},
};

pub use self::{
    accept::accept,
    bring::{Step, may_bring},
    check::{check, judge, send_back},
    decide::{decide_extension, decide_return, park, resume, supervise},
    handle::{
        Work, answer_supervision, arrive, ask_extension, finish, give_back, reach, report, return_to_above,
    },
    kin::{Part, merge, not_mended, split, unmerge},
    leave::hand_over,
    own::{answer, rate, withdraw},
    place::{Order, place},
    run::{To, ask_back, dispatch, refuse, turn, verify},
    units::{assist, rate_unit, report_in, whistle},
    wake::{Woken, recount, wake_all},
};
use crate::{Error, Fault, Result, writing::Writing};

/// Does one verb to a loaded slip and writes it. What is done already is refused like anything else that cannot be done: whoever
/// asked may have written something new, which is not written down.
async fn step(
    mut w: Writing<'_>,
    slip: moved::Moving,
    verb: impl FnOnce(Request) -> std::result::Result<Change, Refusal>,
) -> Result<Request> {
    match verb(slip.request.clone()) {
        Ok(change) => {
            let request = moved::write(&mut w, &slip, change).await?;
            w.reply(request).await
        }
        Err(refusal) => Err(moved::refused(&mut w, refusal).await),
    }
}

fn required(field: &str, raw: &str) -> Result<Note> {
    Note::new(raw).map_err(|error| Error::field(field, Fault::from(error)))
}

fn optional(field: &str, raw: &str) -> Result<Option<Note>> {
    Note::optional(raw).map_err(|error| Error::field(field, Fault::from(error)))
}

/// A day that was typed or chosen: the end of its office hours.
fn day(field: &str, raw: &str) -> Result<domain::Timestamp> {
    use domain::{Timestamp, calendar::OfficeHours};
    let day = if is_blank(raw) { Err(Fault::Missing) } else { Timestamp::of_day(raw).ok_or(Fault::NotADay) };
    day.map(|day| day.plus(OfficeHours::default().close())).map_err(|fault| Error::field(field, fault))
}
