//! Several units on one case: 吹哨 whistle, 报到 report in, what the caller says of a unit, and what a helping unit did.

use desk::request;
use leptos::prelude::*;

use super::moves;
use crate::{
    forms::{Done, Spec},
    notice,
};

#[server(prefix = "/do", endpoint = "request/whistle")]
pub async fn whistle() -> Done {
    moves(Spec::new("whistle"), notice!("notice-whistled"), |ask, number, form| async move {
        let (difficulty, demand) = (form.text("difficulty"), form.text("demand"));
        request::whistle(&ask, number, &difficulty, &form.all("units"), &demand).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/report-in")]
pub async fn report_in() -> Done {
    moves(Spec::new("report-in"), notice!("notice-reported-in"), |ask, number, form| async move {
        request::report_in(&ask, number, &form.text("note")).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/rate-unit")]
pub async fn rate_unit() -> Done {
    moves(Spec::new("rate-unit"), notice!("notice-unit-rated"), |ask, number, form| async move {
        let (unit, grade, comment) = (form.text("unit"), form.text("grade"), form.text("comment"));
        request::rate_unit(&ask, number, &unit, &grade, &comment).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/assist")]
pub async fn assist() -> Done {
    moves(Spec::new("assist"), notice!("notice-assisted"), |ask, number, form| async move {
        request::assist(&ask, number, &form.text("note")).await
    })
    .await
}
