//! The desk's forms: verify, ask back, refuse, turn to 110/119/120, dispatch.

use desk::view::Helper;
use domain::{
    Area, Unit,
    area::Level,
    catalogue,
    request::{Emergency, RefusalReason},
};
use leptos::prelude::*;

use super::Shown;
use crate::{
    api::request::{AskBack, Dispatch, HALL, Refuse, Turn, UNIT, Verify},
    parts::{Choice, Choices, Select, Sign, TextArea},
    t, words,
};

/// So many people stand open; the others are folded.
const NEAREST: usize = 5;

pub(super) fn verify(on: Shown<'_>) -> AnyView {
    let open_when = Some(on.slip.service.open_when.clone()).filter(|when| !when.is_empty());
    let open_when = open_when.map(|when| view! { <p>{t!("act-open-when", when = when)}</p> });
    let form = on.button_form::<Verify>(on.button(t!("act-verify-do")));
    view! { <p>{t!("act-verify-hint")}</p>{open_when}{form} }.into_any()
}

pub(super) fn ask_back(on: Shown<'_>) -> AnyView {
    let draft = on.draft.clone();
    on.form::<AskBack>(view! {
        <TextArea draft name="question" label=t!("act-question") hint=t!("act-question-hint") />
        {on.button(t!("act-ask-back-do"))}
    })
}

pub(super) fn refuse(on: Shown<'_>) -> AnyView {
    let mut options = vec![(String::new(), t!("act-refuse-choose"))];
    options
        .extend(RefusalReason::ALL.map(|reason| (reason.name().to_owned(), words::refusal_reason(reason))));
    let draft = on.draft.clone();
    on.form::<Refuse>(view! {
        <Select
            draft=draft.clone()
            name="reason"
            label=t!("act-refuse-reason")
            hint=t!("act-refuse-hint")
            options
        />
        <TextArea draft name="note" label=t!("act-refuse-note") hint=t!("act-refuse-note-hint") optional=true />
        <p>{t!("act-refuse-sure")}</p>
        {on.danger(t!("act-refuse-do"))}
    })
}

/// The call comes first; the form only says that it was made.
pub(super) fn turn(on: Shown<'_>) -> AnyView {
    let calls = Emergency::ALL.map(|emergency| {
        let number = emergency.number();
        view! { <a class="button" href=format!("tel:{number}")><Sign name="phone" />{number}</a> }
    });
    let choices = Emergency::ALL.map(|emergency| Choice {
        value: emergency.number().to_owned(),
        words: words::emergency(emergency),
        ..Choice::default()
    });
    let draft = on.draft.clone();
    let form = on.form::<Turn>(view! {
        <Choices
            draft=draft.clone()
            name="to"
            legend=t!("act-turn-to")
            choices=choices.to_vec()
        />
        <TextArea draft name="note" label=t!("act-turn-note") hint=t!("act-turn-note-hint") optional=true />
        <p>{t!("act-turn-sure")}</p>
        {on.danger(t!("act-turn-do"))}
    });
    view! {
        <div class="notice notice--warn"><Sign name="warn" /><div><p>{t!("act-turn-call")}</p></div></div>
        <div class="row">{calls.collect_view()}</div>
        {form}
    }
    .into_any()
}

pub(super) fn dispatch(on: Shown<'_>) -> AnyView {
    let units = &on.slip.units;
    let for_units = on.slip.service.helpers == catalogue::Helpers::Units && !units.responsible.is_empty();
    let hall = Choice {
        value: HALL.to_owned(),
        words: t!("act-to-hall"),
        small: Some(words::helpers(on.slip.service.helpers)),
        by_default: on.main && !for_units,
        ..Choice::default()
    };
    let responsible = units.responsible.iter().enumerate().map(|(place, unit)| Choice {
        value: format!("{UNIT}{}", unit.id),
        small: Some(if place == 0 { t!("act-list-lead") } else { t!("act-list-helps") }),
        by_default: on.main && for_units && place == 0,
        ..by_name(unit)
    });
    let mut people = on.slip.helpers.iter().map(|helper| person(&on, helper));
    let nearest: Vec<Choice> = people.by_ref().take(NEAREST).collect();
    let choices = [hall].into_iter().chain(responsible).chain(nearest).collect();
    let others = others(&on).map(|unit| Choice { value: format!("{UNIT}{}", unit.id), ..by_name(unit) });
    let folded =
        vec![(t!("act-to-more-people"), people.collect()), (t!("act-to-other-units"), others.collect())];
    let draft = on.draft.clone();
    let helping = helping(&on);
    on.form::<Dispatch>(view! {
        <Choices draft name="to" legend=t!("act-to") choices folded />
        {helping}
        {on.button(t!("act-dispatch-do"))}
    })
}

fn person(on: &Shown<'_>, helper: &Helper) -> Choice {
    Choice {
        value: helper.person.to_string(),
        words: helper.name.clone(),
        small: Some(t!("act-helper", role = words::role(helper.role), place = place(on, helper.area))),
        ..Choice::default()
    }
}

/// For which area somebody serves, as seen from the slip: the nearer, the better.
fn place(on: &Shown<'_>, area: Area) -> String {
    if area.level() == Level::Grid {
        return t!("act-this-grid");
    }
    let entry = on.slip.path.iter().find(|entry| entry.area == area);
    entry.map_or_else(|| words::level(area.level()), |entry| entry.name.clone())
}

/// A unit as a choice.
pub(super) fn by_name(unit: &Unit) -> Choice {
    Choice { value: unit.id.to_string(), words: words::unit(unit), ..Choice::default() }
}

/// The units that serve there and do not stand on the responsibility list.
pub(super) fn others<'s>(on: &Shown<'s>) -> impl Iterator<Item = &'s Unit> + use<'s> {
    let units = &on.slip.units;
    units.serving.iter().filter(|unit| units.responsible.iter().all(|listed| listed.id != unit.id))
}

/// 协办: those of the responsibility list are proposed.
fn helping(on: &Shown<'_>) -> Option<AnyView> {
    let units = &on.slip.units;
    if units.serving.is_empty() {
        return None;
    }
    let choices = units.responsible.iter().enumerate().map(|(place, unit)| Choice {
        small: Some(if place == 0 { t!("act-list-lead") } else { t!("act-list-helps") }),
        by_default: place > 0,
        ..by_name(unit)
    });
    let choices: Vec<Choice> = choices.chain(others(on).map(by_name)).collect();
    let draft = on.draft.clone();
    let open = choices.iter().any(|unit| draft.chose("helping", &unit.value, unit.by_default));
    Some(
        view! {
            <details class="fold fold--bare" open=open>
                <summary>{t!("act-helping")}</summary>
                <Choices
                    draft
                    name="helping"
                    legend=t!("act-helping-legend")
                    hint=t!("act-helping-hint")
                    choices
                    many=true
                    optional=true
                />
            </details>
        }
        .into_any(),
    )
}
