//! The session cookie. Only its hash is known to the house; scripts cannot read it; over https it is bound to this
//! host and path by its name.

use axum::http::{HeaderMap, header};
use desk::{
    Ask, Error,
    identity::{self, Token},
};

use crate::context::{caller, cookie_of, set_header};

const OVER_HTTPS: &str = "__Host-sandan";
/// Browsers take a `__Host-` cookie over https alone.
const OVER_HTTP: &str = "sandan";

/// The cookie by which a browser is known, signed in or not, where somebody signed in before.
const KNOWN_OVER_HTTPS: &str = "__Host-sandan-known";
const KNOWN_OVER_HTTP: &str = "sandan-known";
const KNOWN_DAYS: u32 = 400;

/// How long the cookie lasts without a visit; the session itself may end sooner.
const DAYS: u32 = 90;

fn name(secure: bool) -> &'static str {
    if secure { OVER_HTTPS } else { OVER_HTTP }
}

/// The token this browser brings.
pub fn token(headers: &HeaderMap, secure: bool) -> Option<&str> {
    cookie_of(headers, name(secure)).filter(|token| !token.is_empty() && token.len() <= 200)
}

/// The token by which this browser is known.
pub fn browser(headers: &HeaderMap, secure: bool) -> Option<&str> {
    cookie_of(headers, known_name(secure)).filter(|token| token.len() <= 200)
}

fn known_name(secure: bool) -> &'static str {
    if secure { KNOWN_OVER_HTTPS } else { KNOWN_OVER_HTTP }
}

pub(super) fn begin(token: &Token) {
    set(name(caller().secure), &token.cookie(), DAYS * 24 * 60 * 60);
}

pub(super) fn end() {
    set(name(caller().secure), "", 0);
}

pub(super) fn be_known_by(token: &Token) {
    set(known_name(caller().secure), &token.cookie(), KNOWN_DAYS * 24 * 60 * 60);
}

fn set(name: &str, token: &str, seconds: u32) {
    let attribute = if caller().secure { "; Secure" } else { "" };
    set_header(
        header::SET_COOKIE,
        &format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{attribute}"),
    );
}

/// The ask with a session: a visitor's first form that must be kept gives the browser one.
pub async fn begun(ask: &Ask) -> Result<Ask, Error> {
    if ask.visitor.session.is_some() {
        return Ok(ask.clone());
    }
    let (token, visitor) = identity::begin_visit(ask, &caller().agent).await?;
    begin(&token);
    Ok(Ask { visitor, ..ask.clone() })
}
