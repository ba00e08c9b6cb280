//! The helper's forms: accept, arrive, report, finish, give back.

use leptos::prelude::*;

use super::Shown;
use crate::{
    api::request::{Accept, Arrive, Finish, GiveBack, Report},
    forms,
    parts::{DoForm, FormFor, Photos, TextArea},
    t,
};

/// Whoever comes second may not see the slip any more, so a refusal is told in the hall.
pub(super) fn accept(on: Shown<'_>, main: bool) -> AnyView {
    let (about, button) = (on.about(), on.button(t!("act-accept-do"), main));
    view! {
        <p>{t!("act-accept-hint")}</p>
        <DoForm ask=on.ask.clone() action={forms::url::<Accept>()} draft=on.draft about back="/hall">{button}</DoForm>
    }
    .into_any()
}

pub(super) fn arrive(on: Shown<'_>, main: bool) -> AnyView {
    let (about, button) = (on.about(), on.button(t!("act-arrive-do"), main));
    view! {
        <p>{t!("act-arrive-hint")}</p>
        <DoForm ask=on.ask.clone() action={forms::url::<Arrive>()} draft=on.draft about>{button}</DoForm>
    }
    .into_any()
}

pub(super) fn report(on: Shown<'_>, main: bool) -> AnyView {
    let (number, button) = (on.number(), on.button(t!("act-report-do"), main));
    view! {
        <FormFor ask=on.ask.clone() action={forms::url::<Report>()} draft=on.draft.clone() files=true>
            {number}
            <TextArea draft=on.draft.clone() name="note" label=t!("act-report-note") hint=t!("act-report-hint") optional=true />
            <Photos draft=on.draft name="photos" label=t!("act-photos") />
            {button}
        </FormFor>
    }
    .into_any()
}

pub(super) fn finish(on: Shown<'_>, main: bool) -> AnyView {
    let (number, button) = (on.number(), on.button(t!("act-finish-do"), main));
    view! {
        <FormFor ask=on.ask.clone() action={forms::url::<Finish>()} draft=on.draft.clone() files=true>
            {number}
            <TextArea draft=on.draft.clone() name="note" label=t!("act-finish-note") hint=t!("act-finish-hint") optional=true />
            <Photos draft=on.draft name="photos" label=t!("act-photos-done") />
            {button}
        </FormFor>
    }
    .into_any()
}

pub(super) fn give_back(on: Shown<'_>, _main: bool) -> AnyView {
    let number = on.number();
    view! {
        <FormFor ask=on.ask.clone() action={forms::url::<GiveBack>()} draft=on.draft.clone()>
            {number}
            <TextArea draft=on.draft name="reason" label=t!("act-give-back-reason") hint=t!("act-give-back-hint") />
            <div class="actions"><button class="button button--danger">{t!("act-give-back-do")}</button></div>
        </FormFor>
    }
    .into_any()
}
