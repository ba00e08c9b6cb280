//! The desk's forms: verify, ask back, refuse, dispatch, check, send back.

use domain::{Area, area::Level, request::RefusalReason};
use leptos::prelude::*;

use super::Shown;
use crate::{
    api::request::{AskBack, Check, Dispatch, HALL, Refuse, SendBack, Verify},
    forms,
    parts::{Choice, Choices, DoForm, FormFor, Select, TextArea},
    t, words,
};

pub(super) fn verify(on: Shown<'_>, main: bool) -> AnyView {
    let (about, button) = (on.about(), on.button(t!("act-verify-do"), main));
    view! {
        <p>{t!("act-verify-hint")}</p>
        <DoForm ask=on.ask.clone() action={forms::url::<Verify>()} draft=on.draft about>{button}</DoForm>
    }
    .into_any()
}

pub(super) fn ask_back(on: Shown<'_>, main: bool) -> AnyView {
    let (number, button) = (on.number(), on.button(t!("act-ask-back-do"), main));
    view! {
        <FormFor ask=on.ask.clone() action={forms::url::<AskBack>()} draft=on.draft.clone()>
            {number}
            <TextArea draft=on.draft name="question" label=t!("act-question") hint=t!("act-question-hint") />
            {button}
        </FormFor>
    }
    .into_any()
}

pub(super) fn refuse(on: Shown<'_>, _main: bool) -> AnyView {
    let number = on.number();
    let mut options = vec![(String::new(), t!("act-refuse-choose"))];
    options
        .extend(RefusalReason::ALL.map(|reason| (reason.name().to_owned(), words::refusal_reason(reason))));
    view! {
        <FormFor ask=on.ask.clone() action={forms::url::<Refuse>()} draft=on.draft.clone()>
            {number}
            <Select
                draft=on.draft.clone()
                name="reason"
                label=t!("act-refuse-reason")
                hint=t!("act-refuse-hint")
                options
            />
            <TextArea draft=on.draft name="note" label=t!("act-refuse-note") hint=t!("act-refuse-note-hint") optional=true />
            <div class="actions"><button class="button button--danger">{t!("act-refuse-do")}</button></div>
        </FormFor>
    }
    .into_any()
}

pub(super) fn dispatch(on: Shown<'_>, main: bool) -> AnyView {
    let (number, button) = (on.number(), on.button(t!("act-dispatch-do"), main));
    let mut choices = vec![Choice {
        value: HALL.to_owned(),
        words: t!("act-to-hall"),
        small: Some(words::helpers(on.slip.service.helpers)),
        by_default: main,
        ..Choice::default()
    }];
    choices.extend(on.slip.helpers.iter().map(|helper| Choice {
        value: helper.person.to_string(),
        words: helper.name.clone(),
        small: Some(t!("act-helper", role = words::role(helper.role), place = place(&on, helper.area))),
        ..Choice::default()
    }));
    view! {
        <FormFor ask=on.ask.clone() action={forms::url::<Dispatch>()} draft=on.draft.clone()>
            {number}
            <Choices draft=on.draft name="to" legend=t!("act-to") choices />
            {button}
        </FormFor>
    }
    .into_any()
}

/// For which area somebody serves, as seen from the slip: the nearer, the better.
fn place(on: &Shown<'_>, area: Area) -> String {
    if area.level() == Level::Grid {
        return t!("act-this-grid");
    }
    let entry = on.slip.path.iter().find(|entry| entry.area == area);
    entry.map_or_else(|| words::level(area.level()), |entry| entry.name.clone())
}

pub(super) fn check(on: Shown<'_>, main: bool) -> AnyView {
    let (number, button) = (on.number(), on.button(t!("act-check-do"), main));
    view! {
        <p>{t!("act-check-hint")}</p>
        <FormFor ask=on.ask.clone() action={forms::url::<Check>()} draft=on.draft.clone()>
            {number}
            <TextArea draft=on.draft name="note" label=t!("act-check-note") optional=true />
            {button}
        </FormFor>
    }
    .into_any()
}

pub(super) fn send_back(on: Shown<'_>, main: bool) -> AnyView {
    let (number, button) = (on.number(), on.button(t!("act-send-back-do"), main));
    view! {
        <FormFor ask=on.ask.clone() action={forms::url::<SendBack>()} draft=on.draft.clone()>
            {number}
            <TextArea draft=on.draft name="reason" label=t!("act-send-back-reason") hint=t!("act-send-back-hint") />
            {button}
        </FormFor>
    }
    .into_any()
}
