//! The page that answers a form when what was typed cannot be kept: it holds all of it itself, and sends it again from there.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, Uri, header, request::Parts},
    response::Response,
};
use desk::{Ask, Error};
use leptos::prelude::*;

use super::{Form, Spec, draft::Refusal};
use crate::{context, page::Page, parts::Sign, shell, t, words};

/// Where a form leaves the page that is to be sent in the place of its usual answer. The router puts it into the context.
#[derive(Clone, Default)]
pub struct Instead(Arc<Mutex<Option<Answer>>>);

struct Answer {
    status: StatusCode,
    wait: Option<u64>,
    document: String,
}

impl Instead {
    /// The answer: the page that was left here, or else the usual one.
    pub fn or(&self, mut usual: Response) -> Response {
        let left = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(Answer { status, wait, document }) = left else { return usual };
        *usual.status_mut() = status;
        let headers = usual.headers_mut();
        headers.remove(header::LOCATION);
        headers.remove(header::CONTENT_LENGTH);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = wait {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        *usual.body_mut() = Body::from(document);
        usual
    }
}

/// Leaves the page: why the form was not taken, why it is not kept, and all that was typed. Outside a server nobody could send
/// it, and nothing is left.
pub(super) async fn leave(
    ask: &Ask,
    spec: Spec,
    form: &Form,
    back: &str,
    (refusal, error): (Refusal, &Error),
) -> bool {
    let Some(instead) = use_context::<Instead>() else { return false };
    let (status, wait) = match error {
        Error::TooMuch(much) => match much.again_at {
            Some(again_at) => {
                let wait = again_at.micros_since(much.at).unsigned_abs().div_ceil(1_000_000);
                (StatusCode::TOO_MANY_REQUESTS, Some(wait))
            }
            None => (StatusCode::PAYLOAD_TOO_LARGE, None),
        },
        _ => (StatusCode::SERVICE_UNAVAILABLE, None),
    };
    let action = context::path();
    // The page stands for the one of the form: signing in and changing the language lead back there.
    if let (Some(mut parts), Ok(uri)) = (use_context::<Parts>(), back.parse::<Uri>()) {
        parts.uri = uri;
        provide_context(parts);
    }
    let page = page(spec, form, action, refusal, words::error(error));
    let document = shell::html(shell::document(ask, page).await);
    let answer = Answer { status, wait, document };
    *instead.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
    true
}

fn page(spec: Spec, form: &Form, action: String, refusal: Refusal, error: String) -> Page {
    let signs_in = matches!(refusal, Refusal::SignInFirst);
    let why = match refusal {
        Refusal::SignInFirst => vec![t!("sign-in-why")],
        Refusal::Faults(faults) => faults.iter().map(|fault| words::fault(&fault.fault)).collect(),
        Refusal::Sheet(faults) => words::sheet(&faults),
        Refusal::Said(said) => vec![said],
    };
    let why = why.into_iter().filter(|why| *why != error);
    let why = why.chain([error.clone()]).map(|why| view! { <p>{why}</p> }).collect_view();
    let sent = form.fields().iter().filter(|(name, _)| spec.forgotten != Some(name.as_str())).cloned();
    let photos = spec
        .photos
        .into_iter()
        .flat_map(|name| form.photos().into_iter().map(move |photo| (name.to_owned(), photo.to_string())));
    let hidden = sent.chain(photos);
    let hidden =
        hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    let typed = form.fields().iter().filter(|(name, value)| {
        spec.forgotten != Some(name.as_str()) && value.chars().any(|c| !c.is_ascii() || c == ' ')
    });
    let typed = typed.map(|(_, value)| view! { <li class="sheet">{value.clone()}</li> }).collect_view();
    // In a window of its own: this page is the only place where all of it is.
    let sign_in = signs_in.then(|| {
        view! { <a class="button" href="/signin" target="_blank" rel="noopener">{t!("sign-in-title")}</a> }
    });
    let body = view! {
        <h1>{t!("instead-title")}</h1>
        <div class="notice notice--warn"><Sign name="warn" /><div>{why}</div></div>
        <p class="lead">{t!("instead-lead")}</p>
        <form class="form" method="post" action=action>
            {hidden}
            <ul class="columns">{typed}</ul>
            <div class="actions">
                <button class="button button--main">{t!("instead-send")}</button>
                {sign_in}
            </div>
        </form>
    };
    Page::new(t!("instead-title"), body).narrow().still()
}
