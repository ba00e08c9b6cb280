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

/// How long the cookie lasts without a visit; the session itself may end sooner.
const DAYS: u32 = 90;

fn name(secure: bool) -> &'static str {
    if secure { OVER_HTTPS } else { OVER_HTTP }
}

/// The token this browser brings.
pub fn token(headers: &HeaderMap, secure: bool) -> Option<&str> {
    cookie_of(headers, name(secure)).filter(|token| !token.is_empty() && token.len() <= 200)
}

pub(super) fn begin(token: &Token) {
    set(&token.cookie(), DAYS * 24 * 60 * 60);
}

pub(super) fn end() {
    set("", 0);
}

fn set(token: &str, seconds: u32) {
    let secure = caller().secure;
    let attribute = if secure { "; Secure" } else { "" };
    set_header(
        header::SET_COOKIE,
        &format!("{}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{attribute}", name(secure)),
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
