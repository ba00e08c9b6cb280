//! Finds out who asks, before anything else looks at a request.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use app::{context::Caller, forms::session};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use desk::{
    Ask, Client, Visitor,
    error::chain,
    identity::{self, Visit},
};

use crate::{House, reference::Reference};

/// Puts the [`Ask`] and the [`Caller`] into the request. A cookie that is not ours, or no longer, is a stranger's.
pub async fn identify(State(house): State<Arc<House>>, mut request: Request, next: Next) -> Response {
    let at = (house.clock)();
    let found = request.extensions().get::<Visitor>().copied();
    let Visit { visitor, editions } = match found {
        Some(visitor) => Visit { visitor, editions: None },
        None => match identity::visit(&house.desk, token(&house, &request), at).await {
            Ok(visit) => visit,
            Err(error) => return unrecognised(&error),
        },
    };
    let browser = session::browser(request.headers(), house.secure).and_then(identity::token_hash);
    let caller = Caller {
        agent: agent(request.headers()),
        secure: house.secure,
        reference: request.extensions().get::<Reference>().map_or_else(String::new, Reference::to_string),
    };
    let ask = Ask::new(Arc::clone(&house.desk), visitor, at)
        .from(client(&house.trusted_proxies, &request), browser);
    request.extensions_mut().insert(ask.with_editions(editions));
    request.extensions_mut().insert(caller);
    next.run(request).await
}

/// The token of a session that the browser brings.
pub(crate) fn token<'r>(house: &House, request: &'r Request) -> Option<&'r str> {
    session::token(request.headers(), house.secure)
}

/// The store does not say who comes, so nothing can be shown.
pub(crate) fn unrecognised(error: &desk::Error) -> Response {
    tracing::error!(error = chain(error), "nobody can be recognised");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

fn agent(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    agent.chars().take(200).collect()
}

/// Who is at the other end of the line.
pub(crate) fn peer(request: &Request) -> Option<IpAddr> {
    let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
    Some(peer.ip().to_canonical())
}

/// Where the request comes from: the peer, or, if the peer is a proxy we trust, the last address that no trusted
/// proxy added. A header from anybody else is what they like to say.
pub(crate) fn client(trusted: &[IpAddr], request: &Request) -> Option<Client> {
    let peer = peer(request)?;
    if !trusted.contains(&peer) {
        return Some(Client::at(peer));
    }
    let forwarded = request.headers().get_all("x-forwarded-for");
    let hops: Vec<&str> =
        forwarded.iter().filter_map(|hop| hop.to_str().ok()).flat_map(|hop| hop.split(',')).collect();
    let client = hops.iter().rev().map(|hop| hop.trim().parse::<IpAddr>()).find(|hop| match hop {
        Ok(hop) => !trusted.contains(&hop.to_canonical()),
        Err(_) => true,
    });
    Some(Client::at(client.and_then(Result::ok).unwrap_or(peer)))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn only_a_trusted_proxy_says_who_it_speaks_for() {
        let trusted: Vec<IpAddr> = vec!["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
        for (peer, forwarded, client) in [
            ("203.0.113.5:1", None, "203.0.113.5"),
            ("203.0.113.5:1", Some("198.51.100.7"), "203.0.113.5"),
            ("10.0.0.1:1", Some("198.51.100.7"), "198.51.100.7"),
            ("10.0.0.1:1", Some("1.2.3.4, 198.51.100.7, 10.0.0.2"), "198.51.100.7"),
            ("10.0.0.1:1", Some("198.51.100.7, nonsense"), "10.0.0.1"),
            ("10.0.0.1:1", None, "10.0.0.1"),
            ("[::ffff:10.0.0.1]:1", Some("198.51.100.7"), "198.51.100.7"),
        ] {
            let mut request = Request::new(Body::empty());
            request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
            if let Some(forwarded) = forwarded {
                request.headers_mut().insert("x-forwarded-for", forwarded.parse().unwrap());
            }
            assert_eq!(
                super::client(&trusted, &request).map(Client::address),
                Some(client.parse().unwrap()),
                "{peer} for {forwarded:?}"
            );
        }
    }
}
