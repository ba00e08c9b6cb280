//! What is known of a slip, as word and value: what, where, who, by when and why then.

use desk::view::{Reader, Slip};
use domain::{
    Deadline, Timestamp, UnitId,
    request::{Milestone, State, Verb},
};
use leptos::prelude::*;

use crate::{
    parts::{Lines, Sign, Time},
    t,
    words::{self, Stood},
};

pub(super) fn facts(slip: &Slip, now: Timestamp) -> impl IntoView + use<> {
    let request = &slip.request;
    let door = slip.resident.door.clone().map(|door| view! { <dt>{t!("request-door")}</dt><dd>{door}</dd> });
    let handler = slip.handler.clone().map(|name| view! { <dt>{t!("request-handler")}</dt><dd>{name}</dd> });
    let unit = request.unit().into_iter().collect::<Vec<_>>();
    let lead = named(slip, &unit).map(|unit| view! { <dt>{t!("request-lead")}</dt><dd>{unit}</dd> });
    let helping = named(slip, &request.beside.helping)
        .map(|units| view! { <dt>{t!("request-helping")}</dt><dd>{units}</dd> });
    let gains = slip.offers.has(Verb::Accept) || slip.reader == Reader::Handler && !request.state.is_over();
    let earns = gains.then(|| {
        view! {
            <dt>{t!("request-earns")}</dt>
            <dd>{t!("request-points", points = slip.service.points.get())}</dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{t!("request-need")}</dt><dd><Lines text=request.need.as_str() /></dd>
            <dt>{t!("request-place")}</dt><dd>{request.place.building.as_str().to_owned()}</dd>
            {door}
            {lead}
            {helping}
            {handler}
            <dt>{t!("request-placed")}</dt><dd><Time at=request.placed_at now /></dd>
            {limits(slip, now)}
            {earns}
        </dl>
    }
}

/// These units by name, if there are any.
fn named(slip: &Slip, units: &[UnitId]) -> Option<String> {
    let names: Vec<_> = units.iter().filter_map(|unit| slip.units.get(*unit)).map(words::unit).collect();
    (!names.is_empty()).then(|| words::listed(names))
}

/// The limits that run, each with the reason why it is what it is; or that they stand still, and until when.
fn limits(slip: &Slip, now: Timestamp) -> AnyView {
    let limits = &slip.request.limits;
    match &slip.request.state {
        State::Placed | State::Verified { .. } | State::Dispatched { .. } | State::Returned { .. } => view! {
            {limit(slip, t!("request-accept-by"), &limits.accept, now)}
            {limit(slip, t!("request-finish-by"), &limits.finish, now)}
            {milestones(&limits.milestones, now)}
        }
        .into_any(),
        State::Accepted { .. } | State::Arrived { .. } | State::Finished { .. } => view! {
            {limit(slip, t!("request-finish-by"), &limits.finish, now)}
            {limits.own.as_ref().map(|own| limit(slip, t!("request-own-by"), own, now))}
            {milestones(&limits.milestones, now)}
        }
        .into_any(),
        State::Disputed { answer_by, .. } => limit(slip, t!("request-answer-by"), answer_by, now).into_any(),
        State::AskedBack { .. } => {
            view! { <dt>{t!("request-finish-by")}</dt><dd>{t!("request-stopped")}</dd> }.into_any()
        }
        State::Parked { plan, until, .. } => view! {
            <dt>{t!("request-plan")}</dt><dd><Lines text=plan.as_str() /></dd>
            <dt>{t!("request-goes-on")}</dt><dd>{words::day(*until, now)}</dd>
            <dt>{t!("request-finish-by")}</dt><dd>{t!("request-stopped")}</dd>
        }
        .into_any(),
        State::Checked { .. }
        | State::Split { .. }
        | State::Merged { .. }
        | State::Refused { .. }
        | State::Turned { .. }
        | State::Withdrawn { .. }
        | State::Closed { .. } => ().into_any(),
    }
}

/// A limit, and beneath it why it is what it is.
fn limit(slip: &Slip, name: String, deadline: &Deadline, now: Timestamp) -> impl IntoView + use<> {
    let why = words::why(deadline, Stood::of(deadline, &slip.steps), slip.reader, now);
    view! {
        <dt>{name}</dt>
        <dd><Time at=deadline.at now /><p class="soft">{why}</p></dd>
    }
}

/// What must be reached on the way, and what has been.
fn milestones(milestones: &[Milestone], now: Timestamp) -> impl IntoView + use<> {
    (!milestones.is_empty()).then(|| {
        let lines = milestones.iter().map(|milestone| {
            let name = milestone.name.as_str().to_owned();
            match milestone.reached_at {
                Some(at) => {
                    let at = words::when(at, now);
                    view! { <li><Sign name="check" />" "{t!("request-reached", name = name, at = at)}</li> }
                }
                None => {
                    let by = words::inside(words::when(milestone.deadline.at, now));
                    view! { <li><Sign name="clock" />" "{t!("request-to-reach", name = name, by = by)}</li> }
                }
            }
            .into_any()
        });
        view! { <dt>{t!("request-milestones")}</dt><dd><ul>{lines.collect_view()}</ul></dd> }
    })
}
