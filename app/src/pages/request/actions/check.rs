//! The forms of somebody other than the handler: 核查 check, send back, judge a bad rating.

use domain::{
    What,
    request::{Finding, State},
};
use leptos::prelude::*;

use super::{Shown, known};
use crate::{
    api::request::{Check, Judge, SendBack},
    parts::{Choice, Choices, Photos, TextArea},
    t, words,
};

pub(super) fn check(on: Shown<'_>) -> AnyView {
    let close_when = Some(on.slip.service.close_when.clone()).filter(|when| !when.is_empty());
    let close_when = close_when.map(|when| view! { <p>{t!("act-close-when", when = when)}</p> });
    let draft = on.draft.clone();
    // A picture or a word: neither is needed by itself.
    let proof = on.slip.service.proof.asks_after().then(|| view! { <p>{t!("act-check-proof")}</p> });
    let form = on.form_with_photos::<Check>(view! {
        {proof}
        <TextArea draft=draft.clone() name="note" label=t!("act-check-note") optional=true />
        <Photos draft name="photos" label=t!("act-photos-check") />
        {on.button(t!("act-check-do"))}
    });
    view! { <p>{t!("act-check-hint")}</p>{close_when}{form} }.into_any()
}

pub(super) fn send_back(on: Shown<'_>) -> AnyView {
    let draft = on.draft.clone();
    on.form::<SendBack>(view! {
        <TextArea draft name="reason" label=t!("act-send-back-reason") hint=t!("act-send-back-hint") />
        {on.button(t!("act-send-back-do"))}
    })
}

/// What follows from a finding; `second`: somebody else has called it malicious already.
fn consequence(finding: Finding, second: bool) -> String {
    match finding {
        Finding::Justified => t!("act-finding-justified-hint"),
        Finding::Mistaken => t!("act-finding-mistaken-hint"),
        Finding::Malicious if second => t!("act-finding-malicious-second"),
        Finding::Malicious => t!("act-finding-malicious-hint"),
    }
}

pub(super) fn judge(on: Shown<'_>) -> AnyView {
    let (grade, answer_by, second) = match &on.slip.request.state {
        State::Disputed { grade, answer_by, doubted_by, .. } => {
            let reader = on.ask.visitor.actor.map(|actor| actor.person);
            let another = doubted_by.is_some() && *doubted_by != reader;
            (Some(words::grade(*grade)), Some(on.when(answer_by.at)), another)
        }
        _ => (None, None, false),
    };
    let facts = known(vec![
        (t!("act-judge-grade"), grade),
        (t!("act-judge-comment"), on.said(|what| matches!(what, What::Rated { .. }))),
        (t!("act-judge-by"), answer_by),
    ]);
    // A mistake is explained once.
    let explained = on.slip.request.beside.explained;
    let findings = Finding::ALL.into_iter().filter(|finding| *finding != Finding::Mistaken || !explained);
    let choices = findings.map(|finding| Choice {
        value: finding.name().to_owned(),
        words: words::finding(finding),
        small: Some(consequence(finding, second)),
        ..Choice::default()
    });
    let draft = on.draft.clone();
    let form = on.form::<Judge>(view! {
        <Choices
            draft=draft.clone()
            name="finding"
            legend=t!("act-judge-finding")
            choices=choices.collect()
            class="choices--list"
        />
        <TextArea draft name="answer" label=t!("act-judge-answer") hint=t!("act-judge-answer-hint") />
        {on.button(t!("act-judge-do"))}
    });
    view! { {facts}{form} }.into_any()
}
