//! `/`: what this is, and the way to one's grid.

use desk::Ask;
use leptos::prelude::*;

use crate::{
    page::{Address, Page, PageError},
    t,
};

pub async fn home(_ask: Ask, _address: Address) -> Result<Page, PageError> {
    let body = view! {
        <h1>{t!("home-heading")}</h1>
        <p class="lead">{t!("home-lead")}</p>
        <p>{t!("home-scan")}</p>
    };
    Ok(Page::new(t!("home-title"), body))
}
