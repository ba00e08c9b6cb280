//! The resident's own forms: answer, rate, withdraw.

use domain::request::Grade;
use leptos::prelude::*;

use super::Shown;
use crate::{
    api::request::{Answer, Rate, Withdraw},
    forms::{self, Draft},
    parts::{FormFor, Picture, Sign, TextArea},
    t, words,
};

pub(super) fn answer(on: Shown<'_>, main: bool) -> AnyView {
    let (number, button) = (on.number(), on.button(t!("act-answer-do"), main));
    view! {
        <FormFor ask=on.ask.clone() action={forms::url::<Answer>()} draft=on.draft.clone()>
            {number}
            <TextArea draft=on.draft name="answer" label=t!("act-answer-label") />
            {button}
        </FormFor>
    }
    .into_any()
}

pub(super) fn rate(on: Shown<'_>, main: bool) -> AnyView {
    let (number, button) = (on.number(), on.button(t!("act-rate-do"), main));
    view! {
        <FormFor ask=on.ask.clone() action={forms::url::<Rate>()} draft=on.draft.clone()>
            {number}
            <Grades draft=on.draft.clone() />
            <TextArea draft=on.draft name="comment" label=t!("act-rate-comment") hint=t!("act-rate-hint") optional=true />
            {button}
        </FormFor>
    }
    .into_any()
}

/// Five faces, the best first.
#[component]
fn Grades(draft: Draft) -> impl IntoView {
    let fault = draft.fault("grade").map(|fault| {
        view! { <p class="error" id="rate-grade-error"><Sign name="warn" />{fault}</p> }
    });
    let wrong = fault.is_some().then_some("field--wrong");
    let described_by = fault.is_some().then_some("rate-grade-error");
    let faces = Grade::ALL.into_iter().rev().enumerate().map(|(place, grade)| {
        let value = grade.value().to_string();
        let checked = draft.chose("grade", &value, false);
        // The summary of faults leads to the first face.
        let id = (place == 0).then_some("rate-grade");
        view! {
            <label class="grade">
                <Picture name=format!("grade-{value}") />
                <span>{words::grade(grade)}</span>
                <input type="radio" id=id name="grade" value=value checked=checked required />
            </label>
        }
    });
    view! {
        <fieldset class=wrong aria-describedby=described_by>
            <legend>{t!("act-rate-legend")}</legend>
            {fault}
            <div class="grades">{faces.collect_view()}</div>
        </fieldset>
    }
}

pub(super) fn withdraw(on: Shown<'_>, _main: bool) -> AnyView {
    let number = on.number();
    view! {
        <p>{t!("act-withdraw-sure")}</p>
        <FormFor ask=on.ask.clone() action={forms::url::<Withdraw>()} draft=on.draft.clone()>
            {number}
            <TextArea draft=on.draft name="reason" label=t!("act-withdraw-reason") optional=true />
            <div class="actions"><button class="button button--danger">{t!("act-withdraw-do")}</button></div>
        </FormFor>
    }
    .into_any()
}
