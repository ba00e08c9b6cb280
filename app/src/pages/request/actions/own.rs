//! The resident's own forms: answer, rate, withdraw, say that theirs is not done.

use domain::request::State;
use leptos::prelude::*;

use super::Shown;
use crate::{
    api::request::{Answer, NotMended, Rate, Withdraw},
    parts::{Grades, TextArea},
    t,
};

pub(super) fn answer(on: Shown<'_>) -> AnyView {
    let until = match &on.slip.request.state {
        State::AskedBack { until, .. } => Some(t!("act-answer-until", until = on.when(*until))),
        _ => None,
    };
    let until = until.map(|until| view! { <p>{until}</p> });
    let draft = on.draft.clone();
    let form = on.form::<Answer>(view! {
        <TextArea draft name="answer" label=t!("act-answer-label") />
        {on.button(t!("act-answer-do"))}
    });
    view! { {until}{form} }.into_any()
}

pub(super) fn rate(on: Shown<'_>) -> AnyView {
    let draft = on.draft.clone();
    on.form::<Rate>(view! {
        <Grades draft=draft.clone() legend=t!("act-rate-legend") />
        <TextArea draft name="comment" label=t!("act-rate-comment") hint=t!("act-rate-hint") optional=true />
        {on.button(t!("act-rate-do"))}
    })
}

pub(super) fn withdraw(on: Shown<'_>) -> AnyView {
    let draft = on.draft.clone();
    let form = on.form::<Withdraw>(view! {
        <TextArea draft name="reason" label=t!("act-withdraw-reason") optional=true />
        {on.danger(t!("act-withdraw-do"))}
    });
    view! { <p>{t!("act-withdraw-sure")}</p>{form} }.into_any()
}

/// The slip it went into is done, or ended undone: theirs may still be to be done.
pub(super) fn not_mended(on: Shown<'_>) -> AnyView {
    let undone = on.slip.kin.merged_into.as_deref().is_some_and(|earlier| earlier.state.is_undone());
    let hint = if undone { t!("act-not-mended-undone") } else { t!("act-not-mended-hint") };
    let draft = on.draft.clone();
    let form = on.form::<NotMended>(view! {
        <TextArea draft name="note" label=t!("act-not-mended-note") optional=true />
        {on.button(t!("act-not-mended-do"))}
    });
    view! { <p>{hint}</p>{form} }.into_any()
}
