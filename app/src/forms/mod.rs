//! What every form shares: reading what was sent, running the verb, and answering with 303 See Other.
//!
//! A server function is one call of [`submit`]. If the verb succeeds, the browser goes on to [`Next`], where a notice
//! may tell what was done. If not, what was typed is kept as a [`Draft`] and the browser goes back to the form, which
//! shows it again with the faults beside the fields. Nothing typed is ever lost, scripts or not, and nothing
//! personal ever stands in an address. The same form sent again with the same contents is answered again, and the person is told
//! so; sent again with other contents, as the browser's Back button allows, it is another form.

mod draft;
mod instead;
mod next;
mod posted;
pub mod session;

use axum::http::{header, request::Parts};
use desk::{Ask, Error, request::Step};
use leptos::prelude::*;
use server_fn::ServerFn;

pub(crate) use self::draft::Trouble;
use self::posted::Broken;
pub use self::{
    draft::Draft,
    instead::Instead,
    next::{Next, Notice},
    posted::{Form, MOST_PHOTOS, set_aside},
};
use crate::{
    context::{self, caller, encoded, local_path, see_other, set_header},
    page, t, words,
};

/// What a server function of a form returns. The answer itself is a redirection, so there is nothing to say here.
pub type Done = Result<(), ServerFnError>;

/// Fields that belong to the sending, not to what was typed.
const OF_THE_SENDING: [&str; 4] = ["key", "back", "form", KEPT];

/// Says that the form was shown with a draft, which goes when it is taken.
pub const KEPT: &str = "kept";

/// Whether somebody may send a table, asked before it is read.
type May = fn(&Ask) -> Result<(), Error>;

/// Which form it is.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    name: &'static str,
    photos: Option<&'static str>,
    /// What the pictures are for, if they are for a slip that was placed.
    step: Option<Step>,
    sheet: Option<(&'static str, May)>,
    forgotten: Option<&'static str>,
    in_session: bool,
}

impl Spec {
    /// The form with this name. One page may show it several times, as `name` and a dash and something that tells them
    /// apart, such as a request's number.
    pub const fn new(name: &'static str) -> Self {
        Self { name, photos: None, step: None, sheet: None, forgotten: None, in_session: false }
    }

    /// It takes pictures in the field of this name.
    pub const fn with_photos(self, field: &'static str) -> Self {
        Self { photos: Some(field), ..self }
    }

    /// The pictures are for a step of the slip in the field `number`, and only whoever may take that step sends any.
    pub const fn for_step(self, step: Step) -> Self {
        Self { step: Some(step), ..self }
    }

    /// It takes a table in the field of this name, from whoever may.
    pub const fn with_sheet(self, field: &'static str, may: May) -> Self {
        Self { sheet: Some((field, may)), ..self }
    }

    /// What is typed into this field is never kept: a sign-in code.
    pub const fn forgetting(self, field: &'static str) -> Self {
        Self { forgotten: Some(field), ..self }
    }

    /// Its verb wants a session even if nobody is signed in.
    pub const fn in_session(self) -> Self {
        Self { in_session: true, ..self }
    }
}

/// The address of a server function, for a form's `action`.
pub fn url<F: ServerFn>() -> &'static str {
    F::PATH
}

/// The page a form stands on: where it comes back to. For the hidden field `back`.
pub fn back() -> String {
    without_again(&context::here())
}

/// Runs what a form asks for, and answers it.
pub async fn submit<V, Fut>(spec: Spec, verb: V) -> Done
where
    V: FnOnce(Ask, Form) -> Fut + Send,
    Fut: Future<Output = Result<Next, Error>> + Send,
{
    let (Some(ask), Some(parts)) = (context::ask(), use_context::<Parts>()) else {
        tracing::error!("a form was sent without the session middleware");
        return Err(ServerFnError::new("not ready"));
    };
    let form = posted::read(&ask, &parts, spec).await;
    let back = back_of(&form, &parts);
    let mut ask = ask.with_key(form.key());
    if spec.in_session {
        match session::begun(&ask).await {
            Ok(begun) => ask = begun,
            Err(error) => {
                let refusal = refusal(error);
                send_back(&ask, spec, form, &back, refusal).await;
                return Ok(());
            }
        }
    }
    if let Some(broken) = form.broken {
        let said = match broken {
            Broken::TooLarge => {
                t!("form-too-large", photos = MOST_PHOTOS, most = desk::photo::MOST_MIB)
            }
            Broken::Unreadable => t!("form-unreadable"),
            Broken::TooMuch(much) => words::error(&Error::TooMuch(much)),
        };
        send_back(&ask, spec, form, &back, draft::Refusal::Said(said)).await;
        return Ok(());
    }
    match verb(ask.clone().with_faults(form.faults.clone()), form.clone()).await {
        // What waits there now may be another try of the same form.
        Ok(next) if ask.is_repeated() => next.told_again().go(&back),
        Ok(next) => {
            if let Err(error) = draft::forget(&ask, &form, spec.name, &back).await {
                // The job is done; a draft too many is no reason to say otherwise.
                page::reference(&error);
            }
            next.go(&back);
        }
        Err(error) => {
            // What somebody else did before them may still be on its way to the disk.
            let refusal = refusal(ask.desk.db.settled().await.err().map_or(error, Error::from));
            send_back(&ask, spec, form, &back, refusal).await;
        }
    }
    Ok(())
}

fn refusal(error: Error) -> draft::Refusal {
    match error {
        Error::SignInFirst => draft::Refusal::SignInFirst,
        Error::Fields(faults) => draft::Refusal::Faults(faults),
        Error::Sheet(faults) => draft::Refusal::Sheet(faults),
        Error::Store(_) | Error::Files { .. } => {
            let reference = page::reference(&error);
            draft::Refusal::Said(t!("error-reference", reference = reference))
        }
        other => draft::Refusal::Said(words::error(&other)),
    }
}

/// Keeps what was typed and shows the form again, or the way to sign in first.
async fn send_back(ask: &Ask, spec: Spec, form: Form, back: &str, refusal: draft::Refusal) {
    let must_sign_in = matches!(refusal, draft::Refusal::SignInFirst);
    let name = form.name(spec.name);
    let again = match draft::keep(ask, spec, &form, &name, back, &refusal).await {
        Ok(()) => with_again(back, &name),
        Err(error) => {
            if !matches!(error, Error::TooMuch(_)) {
                page::reference(&error);
            }
            if instead::leave(ask, spec, &form, back, (refusal, &error)).await {
                return;
            }
            back.to_owned()
        }
    };
    if must_sign_in {
        see_other(&format!("/signin?to={}", encoded(&again)));
    } else {
        see_other(&format!("{again}#errors"));
    }
}

/// Where the form stands: its hidden field, or the page the browser says it came from.
fn back_of(form: &Form, parts: &Parts) -> String {
    let field = form.text("back");
    let referer = || {
        let referer = parts.headers.get(header::REFERER)?.to_str().ok()?;
        let path = referer.split_once("://")?.1.split_once('/')?.1;
        local_path(&format!("/{path}")).map(str::to_owned)
    };
    let back = local_path(&field).map(str::to_owned).or_else(referer).unwrap_or_else(|| "/".to_owned());
    without_again(&back)
}

const AGAIN: &str = "again=";

fn without_again(address: &str) -> String {
    let address = address.split('#').next().unwrap_or(address);
    let Some((path, query)) = address.split_once('?') else {
        return address.to_owned();
    };
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.starts_with(AGAIN) && !pair.is_empty()).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

/// The address of the form with what was typed: `again` names the form whose draft the page shows.
fn with_again(back: &str, name: &str) -> String {
    let joint = if back.contains('?') { '&' } else { '?' };
    format!("{back}{joint}{AGAIN}{}", encoded(name))
}

/// A cookie of this browser. The value must be fit for a cookie; ours are words and numbers.
pub(crate) fn set_cookie(name: &str, value: &str, max_age_seconds: u32) {
    let secure = if caller().secure { "; Secure" } else { "" };
    set_header(
        header::SET_COOKIE,
        &format!("{name}={value}; Path=/; Max-Age={max_age_seconds}; SameSite=Lax; HttpOnly{secure}"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_names_the_draft_once() {
        for (back, clean, again) in [
            ("/g/3/order", "/g/3/order", "/g/3/order?again=order"),
            ("/g/3/order?service=lamp", "/g/3/order?service=lamp", "/g/3/order?service=lamp&again=order"),
            ("/g/3/order?again=order#errors", "/g/3/order", "/g/3/order?again=order"),
            (
                "/g/3/order?again=x&service=lamp",
                "/g/3/order?service=lamp",
                "/g/3/order?service=lamp&again=order",
            ),
        ] {
            assert_eq!(without_again(back), clean);
            assert_eq!(with_again(&without_again(back), "order"), again);
        }
    }
}
