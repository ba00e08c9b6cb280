//! `/r`: looking a slip up by its number, also when a number was mistyped.

use axum::http::StatusCode;
use desk::Ask;
use domain::{RequestNumber, number::NumberError};
use leptos::prelude::*;

use crate::{
    context::set_status,
    page::{Address, Page, PageError},
    parts::{Sign, slip_path},
    t,
};

/// Asks for a number, and leads to its slip.
pub async fn find(_ask: Ask, address: Address) -> Result<Page, PageError> {
    let Some(typed) = address.query("number") else {
        return Ok(form("", None));
    };
    match typed.parse::<RequestNumber>() {
        Ok(number) => Err(PageError::SeeOther(slip_path(number))),
        Err(error) => Ok(wrong(&typed, error)),
    }
}

/// There can be no slip with this number: the check digit shows it before anybody looks.
pub(super) fn wrong(typed: &str, error: NumberError) -> Page {
    set_status(StatusCode::NOT_FOUND);
    form(typed, Some(error)).still()
}

fn form(typed: &str, error: Option<NumberError>) -> Page {
    let (title, lead) = match error {
        None => (t!("find-title"), t!("find-lead")),
        Some(NumberError::CheckDigit) => (t!("find-wrong-title"), t!("find-check-digit")),
        Some(NumberError::Digits) => (t!("find-wrong-title"), t!("find-digits")),
    };
    let fault = error.map(|_| {
        view! { <p class="error" id="number-error"><Sign name="warn" />{t!("find-look-again")}</p> }
    });
    let (class, described_by, invalid) = match error {
        None => ("field", "number-hint", None),
        Some(_) => ("field field--wrong", "number-hint number-error", Some("true")),
    };
    let heading = title.clone();
    // Whatever was typed; far longer than a number it was no number.
    let typed: String = typed.chars().take(40).collect();
    let body = view! {
        <h1>{heading}</h1>
        <p class="lead">{lead}</p>
        <form class="form" method="get" action="/r">
            <div class=class>
                <label for="number">{t!("find-number")}</label>
                <p class="hint" id="number-hint">{t!("find-hint")}</p>
                {fault}
                <input
                    class="input"
                    id="number"
                    name="number"
                    value=typed
                    inputmode="numeric"
                    autocomplete="off"
                    required
                    aria-describedby=described_by
                    aria-invalid=invalid
                />
            </div>
            <div class="actions"><button class="button button--main">{t!("find-go")}</button></div>
        </form>
    };
    Page::new(title, body).narrow()
}
