//! Moments and limits, as people say them, with the exact instant for machines.

use domain::{Timestamp, request::Pressure};
use leptos::prelude::*;

use super::Sign;
use crate::{t, words};

/// `今天 14:20`, with the instant itself in `datetime`.
#[component]
pub fn Time(at: Timestamp, now: Timestamp) -> impl IntoView {
    view! { <time datetime=words::datetime(at)>{words::when(at, now)}</time> }
}

/// How long is left, or by how much it is over. Nothing where no limit runs.
#[component]
pub fn TimeLeft(due: Option<Timestamp>, pressure: Pressure, now: Timestamp) -> impl IntoView {
    let (class, sign) = match pressure {
        Pressure::Calm => ("left", "clock"),
        Pressure::Soon => ("left left--soon", "clock"),
        Pressure::Overdue => ("left left--late", "warn"),
    };
    due.map(|due| view! { <p class=class><Sign name=sign /><span>{words::left(due, now)}</span></p> })
}

/// On paper alone: when it was printed, for paper does not know what day it is.
#[component]
pub fn PrintedAt(now: Timestamp) -> impl IntoView {
    view! { <p class="soft print-only">{t!("time-printed-days", at = now.to_string())}</p> }
}
