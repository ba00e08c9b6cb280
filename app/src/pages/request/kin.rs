//! What a slip has to do with: the slip it is a part of, its parts, what was merged, and the units that were called for it.

use desk::view::{Glance, Reader, Slip};
use domain::{
    RequestNumber, Timestamp,
    request::{Call, Whistle},
};
use leptos::prelude::*;

use crate::{
    context::locale,
    parts::{Dots, Sign, slip_path},
    t,
    words::{self, Standing},
};

pub(super) fn kin(slip: &Slip, now: Timestamp) -> impl IntoView + use<> {
    let kin = &slip.kin;
    let part_of = kin.part_of.map(|whole| {
        let to = number(whole, matches!(slip.reader, Reader::Resident | Reader::Staff));
        view! { <p>{t!("kin-part-of")}" "{to}</p> }
    });
    let merged = kin.merged_into.as_deref().map(|earlier| {
        let to = number(earlier.number, kin.may_see_earlier);
        view! { <p>{t!("kin-merged-into")}" "{to}</p> }
    });
    view! { {part_of}{merged}{joined(slip)}{parts(&kin.parts, now)}{whistle(slip, now)} }
}

/// A number, which leads to the slip for those who may go there.
fn number(number: RequestNumber, leads: bool) -> AnyView {
    if leads {
        view! { <a class="digits" href=slip_path(number)>{number.to_string()}</a> }.into_any()
    } else {
        view! { <span class="digits">{number.to_string()}</span> }.into_any()
    }
}

/// How many slips about the same thing were merged into this one. Whose they are is for the desk alone.
fn joined(slip: &Slip) -> impl IntoView + use<> {
    let joined = &slip.kin.joined;
    (!joined.is_empty()).then(|| {
        let numbers = (slip.reader == Reader::Staff).then(|| {
            let numbers = joined.iter().map(|slip| view! { <li>{number(*slip, true)}</li> });
            view! { <ul class="row">{numbers.collect_view()}</ul> }
        });
        view! { <div class="stack"><p>{t!("kin-joined", count = joined.len())}</p>{numbers}</div> }
    })
}

/// The parts, each with where it stands.
fn parts(parts: &[Glance], now: Timestamp) -> impl IntoView + use<> {
    (!parts.is_empty()).then(|| {
        let lines = parts.iter().map(|part| {
            let name = locale().pick(&part.service.name_zh, &part.service.name_en).to_owned();
            let name = if part.reader == Reader::Public {
                view! { <b>{name}</b> }.into_any()
            } else {
                view! { <a href=slip_path(part.number)>{name}</a> }.into_any()
            };
            view! {
                <li class="stack">
                    <div class="row">{name}<span class="digits">{part.number.to_string()}</span><Dots state=part.state.clone() /></div>
                    <p>{words::next(Standing::of_glance(part, now))}</p>
                </li>
            }
        });
        view! {
            <section class="stack">
                <h2>{t!("kin-parts")}</h2>
                <ul class="stack">{lines.collect_view()}</ul>
            </section>
        }
    })
}

/// The units that were called, and which of them are there.
fn whistle(slip: &Slip, now: Timestamp) -> impl IntoView + use<> {
    slip.request.beside.whistle.as_ref().map(|whistle| {
        let Whistle { at, difficulty, calls, .. } = whistle;
        let said = t!("kin-whistle", at = words::when(*at, now), difficulty = words::difficulty(*difficulty));
        let calls = calls.iter().map(|call| called(slip, call, now));
        view! {
            <section class="stack">
                <h2>{t!("kin-called")}</h2>
                <p class="soft">{said}</p>
                <ul class="stack">{calls.collect_view()}</ul>
            </section>
        }
    })
}

/// One of them: there, late, or still to come; and what the caller says of it, which is not the resident's to read.
fn called(slip: &Slip, call: &Call, now: Timestamp) -> impl IntoView + use<> {
    let name = slip.units.get(call.unit).map_or_else(|| t!("next-some-unit"), words::unit);
    let by = words::inside(words::when(call.report_by, now));
    let stands = match call.reported_at {
        Some(at) if at <= call.report_by => {
            view! { <span class="tag tag--done">{t!("kin-there", at = words::when(at, now))}</span> }
                .into_any()
        }
        Some(at) => {
            let said = t!("kin-there-late", at = words::when(at, now), by = by);
            view! { <span class="tag tag--late"><Sign name="warn" />{said}</span> }.into_any()
        }
        None if now > call.report_by => {
            view! { <span class="tag tag--late"><Sign name="warn" />{t!("kin-missing", by = by)}</span> }
                .into_any()
        }
        None => view! { <span class="tag">{t!("kin-expected", by = by)}</span> }.into_any(),
    };
    let grade = call.grade.filter(|_| slip.reader != Reader::Resident).map(words::grade);
    view! { <li class="row"><b>{name}</b>{stands}{grade.map(|grade| view! { <span>{grade}</span> })}</li> }
}
