//! Forms about slips that belong together: merge and undo it, split.

use desk::view::Glance;
use domain::catalogue::Class;
use leptos::prelude::*;

use super::Shown;
use crate::{
    api::request::{Merge, PARTS, Split, Unmerge},
    context::locale,
    parts::{Choice, Choices, Field, Lines, Select},
    t, words,
};

/// So many earlier slips stand open; the others are folded.
const LIKELY: usize = 4;

/// So much of what was written tells two slips apart.
const ENOUGH: usize = 40;

pub(super) fn merge(on: Shown<'_>) -> AnyView {
    let draft = on.draft.clone();
    let mut alike = on.slip.kin.alike.iter().map(|earlier| choice(&on, earlier));
    let likely: Vec<Choice> = alike.by_ref().take(LIKELY).collect();
    let none = likely.is_empty();
    let folded = vec![(t!("act-merge-more"), alike.collect())];
    let offered = (!none).then(|| {
        view! {
            <Choices
                draft=draft.clone()
                name="into"
                legend=t!("act-merge-into")
                choices=likely
                folded
                class="choices--list"
            />
        }
    });
    let label = if none { t!("act-merge-number") } else { t!("act-merge-other") };
    let form = on.form::<Merge>(view! {
        {offered}
        <Field
            draft
            name="typed"
            label
            hint=t!("act-merge-number-hint")
            optional=!none
            inputmode="numeric"
            autocomplete="off"
            maxlength=40
        />
        {on.button(t!("act-merge-do"))}
    });
    view! { <p>{t!("act-merge-hint")}</p>{form} }.into_any()
}

fn choice(on: &Shown<'_>, earlier: &Glance) -> Choice {
    let name = locale().pick(&earlier.service.name_zh, &earlier.service.name_en);
    let need: String = earlier.need.chars().take(ENOUGH).collect();
    let small = t!(
        "act-merge-earlier",
        when = on.when(earlier.placed_at),
        place = earlier.building.as_str(),
        need = need
    );
    Choice {
        value: earlier.number.digits(),
        words: t!("act-merge-slip", service = name, number = earlier.number.to_string()),
        small: Some(small),
        ..Choice::default()
    }
}

pub(super) fn unmerge(on: Shown<'_>) -> AnyView {
    let form = on.button_form::<Unmerge>(on.button(t!("act-unmerge-do")));
    view! { <p>{t!("act-unmerge-hint")}</p>{form} }.into_any()
}

/// How many parts stand open; it takes that many.
const LEAST: usize = 2;

pub(super) fn split(on: Shown<'_>) -> AnyView {
    let whole = on.slip.request.need.as_str().to_owned();
    let begun = PARTS.iter().skip(LEAST).any(|(need, service)| {
        [need, service].iter().any(|field| on.draft.value(field).is_some_and(|value| !value.is_empty()))
    });
    let mut parts = PARTS.into_iter().zip(1..).map(|(fields, count)| part(&on, fields, count));
    let least = parts.by_ref().take(LEAST).collect_view();
    let more = parts.collect_view();
    let form = on.form::<Split>(view! {
        {least}
        <details class="fold fold--bare" open=begun>
            <summary>{t!("act-split-more")}</summary>
            <div class="form">{more}</div>
        </details>
        <p>{t!("act-split-sure")}</p>
        {on.danger(t!("act-split-do"))}
    });
    view! { <p>{t!("act-split-hint")}</p><Lines text=whole />{form} }.into_any()
}

/// One part: what is to be done, and its case type.
fn part(
    on: &Shown<'_>,
    (need, service): (&'static str, &'static str),
    count: usize,
) -> impl IntoView + use<> {
    let draft = on.draft.clone();
    let optional = count > LEAST;
    let groups = Class::ALL.into_iter().filter_map(|class| {
        let types = on.slip.kin.types.iter().filter(|service| service.class == class);
        let types: Vec<_> = types
            .map(|service| {
                (service.slug.clone(), locale().pick(&service.name_zh, &service.name_en).to_owned())
            })
            .collect();
        (!types.is_empty()).then(|| (words::class(class), types))
    });
    let groups: Vec<_> = groups.collect();
    view! {
        <Field draft=draft.clone() name=need label=t!("act-split-need", count = count) optional maxlength=200 />
        <Select
            draft
            name=service
            label=t!("act-split-service", count = count)
            options=vec![(String::new(), t!("act-split-choose"))]
            groups
            optional
        />
    }
}
