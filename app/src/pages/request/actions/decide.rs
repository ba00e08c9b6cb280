//! The forms of the level above: decide about a return and about more time, 挂账 park and take up again, 督办 supervise.

use domain::{Minutes, Timestamp, What, request::State};
use leptos::prelude::*;

use super::{Shown, known};
use crate::{
    api::request::{DecideExtension, DecideReturn, Park, Resume, Supervise},
    parts::{Choice, Choices, Field, TextArea},
    t, words,
};

/// The days from the next after `from` until about a year later.
pub(super) fn days_after(from: Timestamp) -> (Timestamp, Timestamp) {
    (from.plus(Minutes::days(1)), from.plus(Minutes::days(364)))
}

/// Yes or no, and a word about it.
fn verdict(on: &Shown<'_>, [yes, no]: [(String, String); 2]) -> AnyView {
    let choice = |value: &str, (words, small)| Choice {
        value: value.to_owned(),
        words,
        small: Some(small),
        ..Choice::default()
    };
    let choices = vec![choice("yes", yes), choice("no", no)];
    let draft = on.draft.clone();
    view! {
        <Choices draft=draft.clone() name="verdict" legend=t!("act-verdict") choices />
        <TextArea draft name="note" label=t!("act-verdict-note") hint=t!("act-verdict-note-hint") optional=true />
        {on.button(t!("act-verdict-do"))}
    }
    .into_any()
}

pub(super) fn decide_return(on: Shown<'_>) -> AnyView {
    let unit = match on.slip.request.state {
        State::Returned { unit, .. } => on.slip.units.get(unit).map(words::unit),
        _ => None,
    };
    let facts = known(vec![
        (t!("act-return-unit"), unit),
        (t!("act-return-why"), on.said(|what| matches!(what, What::Returned { .. }))),
    ]);
    let form = on.form::<DecideReturn>(verdict(
        &on,
        [
            (t!("act-return-uphold"), t!("act-return-uphold-hint")),
            (t!("act-return-deny"), t!("act-return-deny-hint")),
        ],
    ));
    view! { {facts}{form} }.into_any()
}

pub(super) fn decide_extension(on: Shown<'_>) -> AnyView {
    let asked = on.slip.request.beside.extension.as_ref();
    let facts = known(vec![
        (t!("act-extension-now"), Some(on.when(on.slip.request.limits.finish.at))),
        (t!("act-extension-until"), asked.map(|asked| on.when(asked.until))),
        (t!("act-extension-why"), on.said(|what| matches!(what, What::ExtensionAsked { .. }))),
    ]);
    let form = on.form::<DecideExtension>(verdict(
        &on,
        [
            (t!("act-extension-approve"), t!("act-extension-approve-hint")),
            (t!("act-extension-deny"), t!("act-extension-deny-hint")),
        ],
    ));
    view! { {facts}{form} }.into_any()
}

pub(super) fn park(on: Shown<'_>) -> AnyView {
    let draft = on.draft.clone();
    let days = days_after(on.ask.at);
    let form = on.form::<Park>(view! {
        <TextArea draft=draft.clone() name="plan" label=t!("act-park-plan") hint=t!("act-park-plan-hint") />
        <Field
            draft
            name="until"
            label=t!("act-park-until")
            hint=t!("act-park-until-hint")
            kind="date"
            class="input--short"
            days
        />
        {on.button(t!("act-park-do"))}
    });
    view! { <p>{t!("act-park-hint")}</p>{form} }.into_any()
}

pub(super) fn resume(on: Shown<'_>) -> AnyView {
    let form = on.button_form::<Resume>(on.button(t!("act-resume-do")));
    view! { <p>{t!("act-resume-hint")}</p>{form} }.into_any()
}

pub(super) fn supervise(on: Shown<'_>) -> AnyView {
    let draft = on.draft.clone();
    on.form::<Supervise>(view! {
        <TextArea draft name="demand" label=t!("act-supervise-demand") hint=t!("act-supervise-hint") />
        {on.button(t!("act-supervise-do"))}
    })
}
