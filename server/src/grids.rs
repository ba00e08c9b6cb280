//! What most people come for, the page of a grid, is sent from memory if it is still true: one statement asks who comes,
//! what waits for them, and which edition would be shown. Otherwise the page is made like any other.

use std::sync::Arc;

use app::{
    context::cookie_of,
    forms::Notice,
    kept::{Kept, is_of_everybody},
    page::OF_ONE_PERSON,
    reader::Reader,
};
use axum::{
    extract::{Request, State},
    http::{Method, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use desk::identity;
use domain::Area;

use crate::{House, session};

/// Sends what is kept, or hands the request on with the visitor it found.
pub async fn send_kept(
    State((house, kept)): State<(Arc<House>, Arc<Kept>)>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(grid) = grid_of(&request) else { return next.run(request).await };
    let at = (house.clock)();
    let token = session::token(&house, &request);
    let arrival = match identity::arrive(&house.desk, token, grid, at).await {
        Ok(arrival) => arrival,
        Err(error) => return session::unrecognised(&error),
    };
    let actor = arrival.visitor.actor;
    let reader = Reader::new(request.headers(), actor.map(|actor| actor.role()), arrival.unread);
    if let Some(document) = kept.document((grid, arrival.edition), reader, actor, at) {
        let packed = if takes_gzip(&request) { document.packed() } else { None };
        return match packed {
            Some(packed) => {
                (OF_ONE_PERSON, [(header::CONTENT_ENCODING, "gzip")], Html(packed)).into_response()
            }
            None => (OF_ONE_PERSON, Html(document.plain())).into_response(),
        };
    }
    request.extensions_mut().insert(arrival.visitor);
    next.run(request).await
}

/// The grid whose page is asked for, as everybody asks for it: without a query, and with nothing to be told on top.
fn grid_of(request: &Request) -> Option<Area> {
    let address = request.uri().path_and_query()?.as_str();
    let grid = address.strip_prefix("/g/")?.parse::<Area>().ok()?;
    let plain = request.method() == Method::GET
        && is_of_everybody(address, grid)
        && cookie_of(request.headers(), Notice::COOKIE).is_none();
    plain.then_some(grid)
}

/// Every browser does.
fn takes_gzip(request: &Request) -> bool {
    let takes = request.headers().get_all(header::ACCEPT_ENCODING).iter();
    let mut codings = takes.filter_map(|takes| takes.to_str().ok()).flat_map(|takes| takes.split(','));
    codings.any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        name.trim() == "gzip" && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
    })
}
