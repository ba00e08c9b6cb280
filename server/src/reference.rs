//! The reference of a request: what the person reads on an error page and tells on the telephone, and what every line
//! has that is logged meanwhile. The header `x-request-id` carries it to machines.

use std::{fmt, net::IpAddr, sync::Arc};

use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use tracing::Instrument as _;

use crate::{House, clock, session};

const HEADER: HeaderName = HeaderName::from_static("x-request-id");
/// Digits and letters that are not taken for one another, aloud or written down: Crockford's.
const LETTERS: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// What a proxy calls a request may be longer than what we do.
const MOST: usize = 64;
/// The route of an address that has none.
const NO_ROUTE: &str = "none";
/// Asked for every few seconds by whoever watches over the process.
const POLLED: [&str; 2] = ["/healthz", "/readyz"];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference(String);

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Reference {
    /// What a proxy of ours calls the request; from anybody else it is not believed, and the request gets a new one.
    fn of(request: &Request, trusted: &[IpAddr]) -> Self {
        let given = request.headers().get(HEADER).and_then(|given| given.to_str().ok());
        let fit = given.filter(|given| {
            (1..=MOST).contains(&given.len())
                && given.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        });
        match fit {
            Some(given) if session::peer(request).is_some_and(|peer| trusted.contains(&peer)) => {
                Self(given.to_owned())
            }
            _ => Self::fresh(clock::chance()),
        }
    }

    /// Eight letters: at a million requests a day, the chance that another of that day has the same is one in a million.
    fn fresh(chance: [u8; 8]) -> Self {
        Self(chance.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
    }
}

/// Gives the request its reference, and says of the answer what the operator needs: the route and never the address that was
/// asked for, the status, and how long it took until the answer began.
pub async fn give(State(house): State<Arc<House>>, mut request: Request, next: Next) -> Response {
    let since = clock::stopwatch();
    let reference = Reference::of(&request, &house.trusted_proxies);
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let route = matched.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    let span = tracing::error_span!("request", %reference, route);
    request.extensions_mut().insert(reference.clone());
    let mut response = next.run(request).instrument(span.clone()).await;

    let (status, took) = (response.status(), since.elapsed());
    house.metrics.answered(route, status, took);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| match status.as_u16() {
        status if POLLED.contains(&route) => tracing::debug!(status, ms, "answered"),
        status @ 500.. => tracing::warn!(status, ms, "answered"),
        status => tracing::info!(status, ms, "answered"),
    });
    if status.is_server_error() && !response.headers().contains_key(header::CONTENT_TYPE) {
        apologise(&mut response, &reference);
    }
    if let Ok(reference) = HeaderValue::from_str(&reference.0) {
        response.headers_mut().insert(HEADER, reference);
    }
    response
}

/// Says what a failure without a page says, in both languages.
fn apologise(response: &mut Response, reference: &Reference) {
    *response.body_mut() = Body::from(app::page::sorry(&reference.0));
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// The class of a status, for the label of a number.
pub fn class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::extract::ConnectInfo;

    use super::*;

    #[test]
    fn a_reference_can_be_read_aloud() {
        for byte in 0..=u8::MAX {
            let Reference(text) = Reference::fresh([byte; 8]);
            assert_eq!(text.len(), 8);
            assert!(!text.contains(['I', 'L', 'O', 'U']), "{text}");
        }
        assert_ne!(Reference::fresh([0, 1, 2, 3, 4, 5, 6, 7]), Reference::fresh([1, 0, 2, 3, 4, 5, 6, 7]));
    }

    #[test]
    fn only_a_trusted_proxy_names_a_request() {
        let trusted: Vec<IpAddr> = vec!["10.0.0.1".parse().unwrap()];
        let long = "a".repeat(MOST + 1);
        for (peer, given, believed) in [
            ("10.0.0.1:1", "0b66c3f2-1d5e", true),
            ("203.0.113.5:1", "0b66c3f2-1d5e", false),
            ("10.0.0.1:1", "", false),
            ("10.0.0.1:1", "a b", false),
            ("10.0.0.1:1", "<b>", false),
            ("10.0.0.1:1", &long, false),
        ] {
            let mut request = Request::new(Body::empty());
            request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
            request.headers_mut().insert(HEADER, given.parse().unwrap());
            let Reference(text) = Reference::of(&request, &trusted);
            assert_eq!(text == given, believed, "{peer} says {given}: {text}");
        }
    }
}
