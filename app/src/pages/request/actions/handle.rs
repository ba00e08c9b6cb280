//! The forms of whoever has it: accept, arrive, report, reach a milestone, finish, ask for more time, answer to a
//! supervisor, give back; and a unit's return.

use desk::view::Slip;
use domain::What;
use leptos::prelude::*;

use super::{Offer, Reach, Shown, decide::days_after, known};
use crate::{
    api::request::{
        Accept, AnswerSupervision, Arrive, AskExtension, Finish, GiveBack, Reach as ReachIt, Report,
        ReturnToAbove,
    },
    forms,
    parts::{DoForm, Field, Photos, TextArea},
    t,
};

/// Whoever comes second may not see a slip of the hall any more, so a refusal is told there.
pub(super) fn accept(on: Shown<'_>) -> AnyView {
    let back = on.slip.request.unit().map_or_else(|| "/hall".to_owned(), |_| forms::back());
    let (ask, draft, about) = (on.ask.clone(), on.draft.clone(), on.about());
    let button = on.button(t!("act-accept-do"));
    view! {
        <p>{t!("act-accept-hint")}</p>
        <DoForm ask action={forms::url::<Accept>()} draft about back>{button}</DoForm>
    }
    .into_any()
}

pub(super) fn arrive(on: Shown<'_>) -> AnyView {
    if !on.slip.service.proof.asks_before() {
        let form = on.button_form::<Arrive>(on.button(t!("act-arrive-do")));
        return view! { <p>{t!("act-arrive-hint")}</p>{form} }.into_any();
    }
    let draft = on.draft.clone();
    let form = on.form_with_photos::<Arrive>(view! {
        <Photos draft name="photos" label=t!("act-photos-before") needed=true />
        {on.button(t!("act-arrive-do"))}
    });
    view! { <p>{t!("act-arrive-hint")}</p>{form} }.into_any()
}

pub(super) fn report(on: Shown<'_>) -> AnyView {
    let draft = on.draft.clone();
    on.form_with_photos::<Report>(view! {
        <TextArea draft=draft.clone() name="note" label=t!("act-report-note") hint=t!("act-report-hint") optional=true />
        <Photos draft name="photos" label=t!("act-photos") />
        {on.button(t!("act-report-do"))}
    })
}

/// The form that says the next milestone is reached.
pub(super) fn next_milestone(slip: &Slip) -> Option<Offer> {
    let next = slip.request.limits.milestones.iter().find(|milestone| milestone.reached_at.is_none())?;
    let (name, due) = (next.name.as_str().to_owned(), next.deadline.at);
    let title = t!("act-reach", milestone = name.as_str());
    Some(Offer::new(Reach::Aside, "reach", title, move |on| {
        let due = on.when(due);
        let form = on.button_form::<ReachIt>(on.button(t!("act-reach-do", milestone = name)));
        view! { <p>{t!("act-reach-hint", due = due)}</p>{form} }.into_any()
    }))
}

pub(super) fn finish(on: Shown<'_>) -> AnyView {
    let draft = on.draft.clone();
    let needed = on.slip.service.proof.asks_after();
    on.form_with_photos::<Finish>(view! {
        <TextArea draft=draft.clone() name="note" label=t!("act-finish-note") hint=t!("act-finish-hint") optional=true />
        <Photos draft name="photos" label=t!("act-photos-done") needed />
        {on.button(t!("act-finish-do"))}
    })
}

pub(super) fn ask_extension(on: Shown<'_>) -> AnyView {
    let draft = on.draft.clone();
    let limit = on.slip.request.limits.work().at;
    let hint = t!("act-extension-hint", limit = on.when(limit));
    on.form::<AskExtension>(view! {
        <Field
            draft=draft.clone()
            name="until"
            label=t!("act-extension-until")
            hint
            kind="date"
            class="input--short"
            days=days_after(limit)
        />
        <TextArea draft name="reason" label=t!("act-extension-why") hint=t!("act-extension-why-hint") />
        {on.button(t!("act-ask-extension-do"))}
    })
}

pub(super) fn answer_supervision(on: Shown<'_>) -> AnyView {
    let owed = on.slip.request.beside.supervision.as_ref();
    let facts = known(vec![
        (t!("act-supervised-demand"), on.said(|what| matches!(what, What::Supervised { .. }))),
        (t!("act-supervised-by"), owed.map(|owed| on.when(owed.answer_by))),
    ]);
    let draft = on.draft.clone();
    let form = on.form::<AnswerSupervision>(view! {
        <TextArea draft name="answer" label=t!("act-supervised-answer") hint=t!("act-supervised-hint") />
        {on.button(t!("act-answer-supervision-do"))}
    });
    view! { {facts}{form} }.into_any()
}

pub(super) fn give_back(on: Shown<'_>) -> AnyView {
    let draft = on.draft.clone();
    on.form::<GiveBack>(view! {
        <TextArea draft name="reason" label=t!("act-give-back-reason") hint=t!("act-give-back-hint") />
        {on.danger(t!("act-give-back-do"))}
    })
}

pub(super) fn return_to_above(on: Shown<'_>) -> AnyView {
    let draft = on.draft.clone();
    on.form::<ReturnToAbove>(view! {
        <TextArea draft name="reason" label=t!("act-return-reason") hint=t!("act-return-hint") />
        {on.danger(t!("act-return-do"))}
    })
}
