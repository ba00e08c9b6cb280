//! What came of a form about several slips: how many were moved, and of each of the others why not.

use desk::{
    Ask,
    several::{Act, Outcome, Why, helper, outcome},
};
use leptos::prelude::*;

use crate::{
    page::{Address, PageError},
    parts::{Sign, slip_path},
    t, words,
};

/// The outcome that the address names, if it is kept and the asker's own.
pub(super) async fn told(ask: &Ask, address: &Address) -> Result<Option<AnyView>, PageError> {
    let Some(key) = address.queried("done") else { return Ok(None) };
    let Some(outcome) = outcome(ask, key).await? else { return Ok(None) };
    let helper = helper(ask, &outcome).await?;
    Ok(Some(notice(outcome, helper)))
}

fn notice(outcome: Outcome, helper: Option<String>) -> AnyView {
    let (done, left) = (outcome.done.len(), outcome.left.len());
    let did = match (outcome.act, helper) {
        (Act::Verify, _) => t!("several-verified", count = done),
        (Act::Dispatch(None), _) | (Act::Dispatch(Some(_)), None) => t!("several-opened", count = done),
        (Act::Dispatch(Some(_)), Some(name)) => t!("several-given", count = done, name = name),
    };
    let lines = outcome
        .left
        .into_iter()
        .map(|(number, why)| {
            view! { <li><a class="digits" href=slip_path(number)>{number.to_string()}</a>" "{words_of(why)}</li> }
        })
        .collect_view();
    view! {
        <div class="notice notice--warn no-print" role="status">
            <Sign name="warn" />
            <div>
                <p><b>{t!("several-left", did = did, count = left)}</b></p>
                <ul class="stack">{lines}</ul>
            </div>
        </div>
    }
    .into_any()
}

fn words_of(why: Why) -> String {
    match why {
        Why::NotForThem => t!("several-not-for-them"),
        why => words::error(&why.error()),
    }
}
