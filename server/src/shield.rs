//! What protects every answer: the content policy and its neighbours, the refusal of posts from other sites, and an answer
//! where a request ended in a panic.

use std::any::Any;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, Response, StatusCode, header},
    middleware::Next,
    response::IntoResponse,
};
use tower_http::csrf::{ConfigError, CsrfLayer, ProtectionError};

/// Our own files only, and not one inline script or style: `public/boot.js` wakes the islands.
pub const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
     frame-ancestors 'none'";

const CROSS_SITE: &str = "这个请求不是从三单的页面发来的，没有办理。请回到三单的页面再试。\n\
     This did not come from a page of ours, so nothing was done. Please go back to our page and try again.\n";

const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // Forms without a hidden field for it find their page by the referrer, so it stays within the house.
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("geolocation=(self), camera=(self), microphone=(), payment=()"),
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// Gives every answer the headers that protect it.
pub async fn headers(request: Request, next: Next) -> axum::response::Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

/// Refuses what other sites' pages make a browser send. Looks at `Origin` and `Sec-Fetch-Site`, so no form needs a
/// token; proxies must pass `Host` on, or the public address must be right.
pub fn same_site_only(
    public_url: &str,
) -> Result<
    CsrfLayer<impl FnMut(ProtectionError) -> Response<Body> + Clone + Send + Sync + 'static>,
    ConfigError,
> {
    let layer = CsrfLayer::new().add_trusted_origin(origin(public_url))?;
    Ok(layer.with_rejection_response(|error: ProtectionError| {
        tracing::warn!(%error, "a request from another site was refused");
        (StatusCode::FORBIDDEN, CROSS_SITE).into_response()
    }))
}

/// The origin of an address, as browsers write it.
fn origin(url: &str) -> String {
    let lower = url.trim_end_matches('/').to_ascii_lowercase();
    let end =
        lower.find("://").map(|at| at + 3).and_then(|start| lower[start..].find('/').map(|at| start + at));
    let origin = &lower[..end.unwrap_or(lower.len())];
    let plain = match origin.split_once("://") {
        Some(("https", host)) => host.strip_suffix(":443").map(|host| format!("https://{host}")),
        Some(("http", host)) => host.strip_suffix(":80").map(|host| format!("http://{host}")),
        _ => None,
    };
    plain.unwrap_or_else(|| origin.to_owned())
}

/// A panic is a fault of ours that nobody foresaw: written down, and answered.
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let what = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no words");
    tracing::error!(what, "a request ended in a panic");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn an_origin_is_written_as_browsers_do() {
        for (url, expected) in [
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("https://Sandan.Example/", "https://sandan.example"),
            ("https://sandan.example:443/app", "https://sandan.example"),
            ("http://sandan.example:80", "http://sandan.example"),
        ] {
            assert_eq!(origin(url), expected);
        }
    }
}
