//! `/admin` and what lies below it: the same house with more light.

pub mod audit;
mod edit;
pub mod overview;
pub mod people;
pub mod photos;
mod pictures;
pub mod posters;
pub mod responsibility;
pub mod rules;
pub mod services;
pub mod shop;
mod spots;
pub mod units;
mod verbs;
pub mod words;

use desk::place::Entry;
use leptos::prelude::*;

use crate::t;

/// The way back: administration, the pages between, this one.
fn crumbs(between: Vec<(&'static str, String)>, this: String) -> impl IntoView {
    let between =
        between.into_iter().map(|(href, words)| view! { <li><a href=href>{words}</a></li> }).collect_view();
    view! { <ul class="crumbs"><li><a href="/admin">{t!("admin-title")}</a></li>{between}<li>{this}</li></ul> }
}

/// The names on the way down to an area, in a line.
fn way(path: &[Entry]) -> String {
    path.iter().map(|entry| entry.name.as_str()).collect::<Vec<_>>().join(" ")
}

/// The way to an area without its own name.
fn above(path: &[Entry]) -> String {
    path.split_last().map_or_else(String::new, |(_, above)| way(above))
}
