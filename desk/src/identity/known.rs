//! Where somebody signed in with a phone before: browsers, by a cookie of their own, and addresses. Strangers who ask for
//! codes for that phone until no more are sent take none away from these.

use domain::{Minutes, person::Phone};

use super::{Token, seal};
use crate::{Ask, Result, limits::Limit, writing::Writing};

/// How long a place is known since somebody signed in there last.
pub(crate) const PLACES_KEPT: Minutes = Minutes::days(400);

/// Which codes this ask takes from: those of a browser that is known, of an address that is, or of strangers.
pub(super) async fn codes_of(w: &mut Writing<'_>, phone: &Phone) -> Result<Limit> {
    let places = [
        (by_browser(w.ask, phone), Limit::CodesPerKnownBrowser),
        (by_address(w.ask, phone), Limit::CodesPerKnownAddress),
    ];
    let since = w.ask.at.minus(PLACES_KEPT);
    for (place, limit) in places {
        if let Some(place) = place
            && store::sign_in::knows_place(w, &place, since).await?
        {
            return Ok(limit);
        }
    }
    Ok(Limit::CodesPerPhone)
}

/// Notes that somebody has signed in with this phone here. A browser that brings no cookie to be known by is given one.
pub(super) async fn remember(w: &mut Writing<'_>, phone: &Phone) -> Result<Option<Token>> {
    let at = w.ask.at;
    let fresh = if w.ask.browser.is_none() { Some(Token::of(w.ask.chance())) } else { None };
    let browser = w.ask.browser.or(fresh.as_ref().map(Token::hash));
    let known = w.ask.clone().from(w.ask.client, browser);
    let places = [by_browser(&known, phone), by_address(&known, phone), by_itself(&known)];
    for place in places.into_iter().flatten() {
        store::sign_in::note_place(w, &place, at).await?;
    }
    Ok(fresh)
}

/// Has anybody signed in with this browser, whatever their phone?
pub(super) async fn is_known(w: &mut Writing<'_>) -> Result<bool> {
    let since = w.ask.at.minus(PLACES_KEPT);
    match by_itself(w.ask) {
        Some(place) => Ok(store::sign_in::knows_place(w, &place, since).await?),
        None => Ok(false),
    }
}

fn by_itself(ask: &Ask) -> Option<String> {
    ask.browser.map(|browser| seal(&ask.desk.secret, "known browser", &[browser.as_bytes()]))
}

fn by_browser(ask: &Ask, phone: &Phone) -> Option<String> {
    ask.browser.map(|browser| place(ask, phone, "browser", browser.as_bytes()))
}

fn by_address(ask: &Ask, phone: &Phone) -> Option<String> {
    ask.client.map(|client| place(ask, phone, "address", client.host().to_string().as_bytes()))
}

fn place(ask: &Ask, phone: &Phone, kind: &str, who: &[u8]) -> String {
    seal(&ask.desk.secret, "sign-in place", &[phone.as_str().as_bytes(), kind.as_bytes(), who])
}
