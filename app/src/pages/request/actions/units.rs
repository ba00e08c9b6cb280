//! Forms about several units on one case: 吹哨 whistle, 报到 report in, rate a unit, and what a helping unit did.

use desk::view::Slip;
use domain::{What, request::Difficulty};
use leptos::prelude::*;

use super::{
    Offer, Reach, Shown, known,
    run::{by_name, others},
};
use crate::{
    api::request::{Assist, RateUnit, ReportIn, Whistle},
    parts::{Choice, Choices, Grades, TextArea},
    t, words,
};

/// So many units stand open where no list names any; the others are folded.
const FIRST: usize = 6;

pub(super) fn whistle(on: Shown<'_>) -> AnyView {
    let degrees = Difficulty::ALL.map(|degree| Choice {
        value: degree.name().to_owned(),
        words: words::difficulty(degree),
        small: Some(t!("act-whistle-within", limit = words::limit(degree.report_within()))),
        by_default: degree == Difficulty::Ordinary,
        ..Choice::default()
    });
    let listed = on.slip.units.responsible.iter().enumerate().map(|(place, unit)| Choice {
        small: Some(if place == 0 { t!("act-list-lead") } else { t!("act-list-helps") }),
        ..by_name(unit)
    });
    let mut units: Vec<Choice> = listed.collect();
    let mut others = others(&on).map(by_name);
    units.extend(others.by_ref().take(FIRST.saturating_sub(units.len())));
    let folded = vec![(t!("act-to-other-units"), others.collect())];
    let draft = on.draft.clone();
    let form = on.form::<Whistle>(view! {
        <Choices
            draft=draft.clone()
            name="units"
            legend=t!("act-whistle-units")
            choices=units
            folded
            many=true
        />
        <Choices
            draft=draft.clone()
            name="difficulty"
            legend=t!("act-whistle-difficulty")
            choices=degrees.to_vec()
        />
        <TextArea draft name="demand" label=t!("act-whistle-demand") hint=t!("act-whistle-demand-hint") />
        {on.button(t!("act-whistle-do"))}
    });
    view! { <p>{t!("act-whistle-hint")}</p>{form} }.into_any()
}

pub(super) fn report_in(on: Shown<'_>) -> AnyView {
    let unit = on.ask.visitor.actor.and_then(|actor| actor.unit());
    let whistle = on.slip.request.beside.whistle.as_ref();
    let call = unit.and_then(|unit| whistle?.call(unit));
    let facts = known(vec![
        (t!("act-whistle-demand"), on.said(|what| matches!(what, What::Whistled { .. }))),
        (t!("act-report-in-by"), call.map(|call| on.when(call.report_by))),
    ]);
    let draft = on.draft.clone();
    let form = on.form::<ReportIn>(view! {
        <TextArea draft name="note" label=t!("act-report-in-note") hint=t!("act-report-in-hint") optional=true />
        {on.button(t!("act-report-in-do"))}
    });
    view! { {facts}{form} }.into_any()
}

/// One form for each unit that was called and can be rated now.
pub(super) fn ratings(slip: &Slip) -> Vec<Offer> {
    let calls = slip.request.beside.whistle.iter().flat_map(|whistle| &whistle.calls);
    let open = calls.filter(|call| call.grade.is_none() && (call.reported_at.is_some() || call.missed));
    open.filter_map(|call| {
        let unit = slip.units.get(call.unit)?;
        let (id, name, late) = (unit.id, words::unit(unit), call.missed);
        let title = t!("act-rate-unit", unit = name.as_str());
        Some(Offer::new(Reach::Aside, &format!("rate-unit-{}", unit.slug), title, move |on| {
            let late = late.then(|| view! { <p>{t!("act-rate-unit-late")}</p> });
            let draft = on.draft.clone();
            let form = on.form::<RateUnit>(view! {
                <input type="hidden" name="unit" value=id.to_string() />
                <Grades draft=draft.clone() legend=t!("act-rate-unit-legend", unit = name) />
                <TextArea draft name="comment" label=t!("act-rate-comment") optional=true />
                {on.button(t!("act-rate-unit-do"))}
            });
            view! { {late}{form} }.into_any()
        }))
    })
    .collect()
}

pub(super) fn assist(on: Shown<'_>) -> AnyView {
    let draft = on.draft.clone();
    on.form::<Assist>(view! {
        <TextArea draft name="note" label=t!("act-assist-note") hint=t!("act-assist-hint") />
        {on.button(t!("act-assist-do"))}
    })
}
