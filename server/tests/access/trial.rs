//! One person asks for one thing, as a browser does, and what comes of it is read as the person reads it.

use axum::{
    Router,
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use desk::{Ask, Visitor, identity::Token};
use domain::permit::Denied;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::table::Outcome;
use crate::town::Town;

/// Who asks, as the server sees them.
#[derive(Clone)]
pub struct Browser {
    pub token: Option<Token>,
    pub visitor: Visitor,
}

/// Opens a page.
pub async fn opens(router: &Router, browser: &Browser, address: &str) -> Outcome {
    let request = Request::get(address).header(header::ACCEPT, "text/html").body(Body::empty());
    let response = asks(router, browser, request.unwrap()).await;
    match response.status() {
        StatusCode::OK => Outcome::Ok,
        StatusCode::NOT_FOUND => Outcome::NotFound,
        StatusCode::FORBIDDEN => Outcome::Forbidden,
        StatusCode::SEE_OTHER if leads_to(&response).starts_with("/signin") => Outcome::SignIn,
        StatusCode::SEE_OTHER => Outcome::On,
        status => panic!("{address} answers {status}, leading to {:?}", leads_to(&response)),
    }
}

/// What came of a form that was sent.
#[derive(Debug, PartialEq, Eq)]
pub struct Sent {
    pub outcome: Outcome,
    pub leads_to: String,
    /// What is told on the next page, as the cookie names it.
    pub told: String,
}

impl Sent {
    /// Is the person told that there was nothing left to do?
    pub fn tells_again(&self) -> bool {
        self.told.starts_with("notice-again")
    }
}

/// Sends a form that was opened just now.
pub async fn sends(
    router: &Router,
    town: &Town,
    browser: &Browser,
    verb: &str,
    fields: &[(&'static str, String)],
) -> Outcome {
    sends_under(town.stranger().fresh(), router, town, browser, verb, fields).await.outcome
}

/// Sends a form with this key, which may have been sent before. The form says that it stands on `/`, so that nothing depends on
/// another page.
pub async fn sends_under(
    key: Uuid,
    router: &Router,
    town: &Town,
    browser: &Browser,
    verb: &str,
    fields: &[(&'static str, String)],
) -> Sent {
    let ask = Ask { visitor: browser.visitor, ..town.stranger() };
    let mut body = format!("back=/&key={key}");
    for (name, value) in fields {
        body += &format!("&{name}={}", app::context::encoded(value));
    }
    let request = Request::post(verb)
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body));
    let response = asks(router, browser, request.unwrap()).await;
    let leads_to = leads_to(&response).to_owned();
    assert_eq!(response.status(), StatusCode::SEE_OTHER, "{verb} with {fields:?} leads to {leads_to:?}");
    let session = cookie(&response, "sandan").and_then(Token::read).map(|token| token.hash());
    let outcome = if leads_to.starts_with("/signin?to=") {
        Outcome::SignIn
    } else if let Some(name) = leads_to.strip_prefix("/?again=").and_then(|rest| rest.strip_suffix("#errors"))
    {
        let session = session.or(ask.visitor.session);
        let ask = Ask { visitor: Visitor { session, ..ask.visitor }, ..ask };
        refusal(&ask, name).await
    } else {
        Outcome::Ok
    };
    Sent { outcome, leads_to, told: cookie(&response, "notice").unwrap_or_default().to_owned() }
}

/// Why the form came back, as the draft that was kept with it says.
async fn refusal(ask: &Ask, form: &str) -> Outcome {
    let draft = desk::draft::find(ask, &format!("{form} /")).await.unwrap();
    let draft: serde_json::Value = serde_json::from_str(&draft.expect("what was typed is kept")).unwrap();
    let said = draft["said"].as_str().unwrap_or_default();
    if said == app::words::error(&desk::Error::NotFound) {
        Outcome::NotFound
    } else if DENIALS.iter().any(|denied| said == app::words::denied(*denied)) {
        Outcome::Forbidden
    } else {
        Outcome::Refused
    }
}

const DENIALS: [Denied; 12] = [
    Denied::NotYourRole,
    Denied::NotYourArea,
    Denied::OwnRequest,
    Denied::NotYourRequest,
    Denied::NotYourWork,
    Denied::OwnWork,
    Denied::GivenToAnother,
    Denied::NotHighEnough,
    Denied::NotYourUnit,
    Denied::Concerned,
    Denied::OwnPost,
    Denied::LastAdministrator,
];

async fn asks(router: &Router, browser: &Browser, mut request: Request<Body>) -> Response<Body> {
    if let Some(token) = &browser.token {
        let cookie = format!("sandan={}", token.cookie()).parse().unwrap();
        request.headers_mut().insert(header::COOKIE, cookie);
    }
    router.clone().oneshot(request).await.unwrap()
}

fn leads_to(response: &Response<Body>) -> &str {
    response.headers().get(header::LOCATION).map_or("", |to| to.to_str().unwrap())
}

/// The value that the browser is to keep under this name.
fn cookie<'r>(response: &'r Response<Body>, name: &str) -> Option<&'r str> {
    let cookies = response.headers().get_all(header::SET_COOKIE).iter();
    let values = cookies.filter_map(|cookie| cookie.to_str().unwrap().strip_prefix(name)?.strip_prefix('='));
    values.filter_map(|value| value.split(';').next()).find(|value| !value.is_empty())
}
