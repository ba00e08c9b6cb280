//! What a page or a form knows of the request it answers: who asks, in which language, from which address.
//!
//! The server puts it there before a page or a server function runs; see `server/src/session.rs`.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts};
use desk::Ask;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::{site::Site, text::Locale};

/// Facts about the request that the session middleware found out, beside the [`Ask`] itself.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// How the browser calls itself, kept with a session so that its owner recognises it. At most 200 characters.
    pub agent: String,
    /// Cookies go over https only.
    pub secure: bool,
    /// What the request is called in the log, and by a person who tells of its failure.
    pub reference: String,
}

/// Puts into leptos' context what [`ask`], [`locale`] and the rest of this module read. Called for pages and for server
/// functions alike.
pub fn provide(site: Arc<Site>) {
    provide_context(site);
    if let Some(parts) = use_context::<Parts>() {
        provide_context(Locale::of(&parts.headers));
        if let Some(ask) = parts.extensions.get::<Ask>() {
            provide_context(ask.clone());
        }
        provide_context(parts.extensions.get::<Caller>().cloned().unwrap_or_default());
    }
}

/// Who asks. `None` only while the routes are listed at the start, when nobody does.
pub fn ask() -> Option<Ask> {
    use_context()
}

pub fn caller() -> Caller {
    use_context().unwrap_or_default()
}

pub fn site() -> Arc<Site> {
    use_context().unwrap_or_else(|| Arc::new(Site::plain()))
}

pub fn locale() -> Locale {
    use_context().unwrap_or_default()
}

/// The value of a cookie of this request.
pub fn cookie(name: &str) -> Option<String> {
    let parts = use_context::<Parts>()?;
    cookie_of(&parts.headers, name).map(str::to_owned)
}

/// The value of a cookie.
pub fn cookie_of<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The path and query of this request, as the browser sent them.
pub fn here() -> String {
    use_context::<Parts>()
        .and_then(|parts| parts.uri.path_and_query().map(|all| all.as_str().to_owned()))
        .unwrap_or_else(|| "/".to_owned())
}

/// What the browser says beside what it asks for.
pub fn headers() -> HeaderMap {
    use_context::<Parts>().map(|parts| parts.headers).unwrap_or_default()
}

/// The path of this request without its query.
pub fn path() -> String {
    use_context::<Parts>().map_or_else(|| "/".to_owned(), |parts| parts.uri.path().to_owned())
}

/// A header of the answer. What cannot stand in a header is left out.
pub fn set_header(name: header::HeaderName, value: &str) {
    if let (Some(options), Ok(value)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(value)) {
        options.append_header(name, value);
    }
}

pub fn set_status(status: StatusCode) {
    if let Some(options) = use_context::<ResponseOptions>() {
        options.set_status(status);
    }
}

/// Sends the browser elsewhere with 303 See Other: it asks there with GET, whatever it sent here.
pub fn see_other(to: &str) {
    set_status(StatusCode::SEE_OTHER);
    if let Some(options) = use_context::<ResponseOptions>()
        && let Ok(value) = HeaderValue::from_str(to)
    {
        options.insert_header(header::LOCATION, value);
    }
}

/// Text as it may stand in a query: everything but letters, digits and `-._~/` is percent-encoded.
pub fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded += &format!("%{byte:02X}");
        }
    }
    encoded
}

/// A path of our own that a form or a query named; anything that could lead elsewhere is not one.
pub fn local_path(path: &str) -> Option<&str> {
    let fits = path.starts_with('/')
        && !path[1..].starts_with(['/', '\\'])
        && path.len() <= 2000
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    fits.then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_of_ours_is_followed() {
        for (path, ours) in [
            ("/r/123?a=b#c", true),
            ("/", true),
            ("", false),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example", false),
            ("/a\r\nSet-Cookie: x", false),
            ("/a b", false),
            ("javascript:alert(1)", false),
        ] {
            assert_eq!(local_path(path).is_some(), ours, "{path:?}");
        }
    }

    #[test]
    fn a_query_value_is_encoded_whole() {
        assert_eq!(encoded("/g/3?x=1&y=单"), "/g/3%3Fx%3D1%26y%3D%E5%8D%95");
    }
}
