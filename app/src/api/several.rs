//! Forms about several slips of the desk at once.

use desk::{
    Ask, Error, Fault,
    several::{Act, Outcome, several},
};
use domain::RequestNumber;
use leptos::prelude::*;

use super::request::HALL;
use crate::{
    forms::{Done, Form, Next, Spec, submit},
    notice,
};

#[server(prefix = "/do", endpoint = "request/verify-several")]
pub async fn verify_several() -> Done {
    submit(Spec::new("verify-several"), |ask, form| async move {
        let outcome = several(&ask, Act::Verify, &numbers(&form)).await?;
        Ok(told(&ask, &form, &outcome))
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/dispatch-several")]
pub async fn dispatch_several() -> Done {
    submit(Spec::new("dispatch-several"), |ask, form| async move {
        let to = match form.text("to").as_str() {
            "" => return Err(Error::field("to", Fault::Missing)),
            HALL => None,
            person => Some(person.parse().map_err(|_| Error::field("to", Fault::NotAChoice))?),
        };
        let outcome = several(&ask, Act::Dispatch(to), &numbers(&form)).await?;
        Ok(told(&ask, &form, &outcome))
    })
    .await
}

/// What was ticked. A value that is no number was not ticked on a page of ours.
fn numbers(form: &Form) -> Vec<RequestNumber> {
    form.all("number").iter().filter_map(|number| number.parse().ok()).collect()
}

/// The list again, with a word about what was done; and where something was left, with the whole outcome.
fn told(ask: &Ask, form: &Form, outcome: &Outcome) -> Next {
    let back = without(&form.text("back"));
    let count = outcome.done.len();
    if !outcome.left.is_empty()
        && let Some(key) = &ask.key
    {
        let joint = if back.contains('?') { '&' } else { '?' };
        return Next::to(format!("{back}{joint}done={}", key.id()));
    }
    Next::to(back).told(match outcome.act {
        Act::Verify => notice!("notice-several-verified", count = count),
        Act::Dispatch(None) => notice!("notice-several-opened", count = count),
        Act::Dispatch(Some(_)) => notice!("notice-several-given", count = count),
    })
}

/// The address of the list without what was told and chosen there before.
fn without(back: &str) -> String {
    let back = back.split('#').next().unwrap_or_default();
    let (path, query) = back.split_once('?').unwrap_or((back, ""));
    let old = |pair: &&str| ["done=", "pick=", "again="].iter().any(|name| pair.starts_with(name));
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !old(pair)).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn the_way_back_forgets_what_was_told_before() {
        for (back, clean) in [
            ("/desk", "/desk"),
            ("/desk?tab=verify&done=1-2&pick=all", "/desk?tab=verify"),
            ("/desk?pick=all#errors", "/desk"),
        ] {
            assert_eq!(without(back), clean);
        }
    }
}
