//! One person asks for one thing, as a browser does, and what comes of it is read as the person reads it.

use axum::{
    Router,
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use desk::{Ask, Visitor, identity::Token};
use domain::permit::Denied;
use tower::ServiceExt as _;

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

/// Sends a form. The form says that it stands on `/`, so that nothing depends on another page.
pub async fn sends(
    router: &Router,
    town: &Town,
    browser: &Browser,
    verb: &str,
    fields: &[(&'static str, String)],
) -> Outcome {
    let ask = Ask { visitor: browser.visitor, ..town.stranger() };
    let key: uuid::Uuid = ask.fresh();
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
    let to = leads_to(&response).to_owned();
    assert_eq!(response.status(), StatusCode::SEE_OTHER, "{verb} with {fields:?} leads to {to:?}");
    if to.starts_with("/signin?to=") {
        return Outcome::SignIn;
    }
    let Some(name) = to.strip_prefix("/?again=").and_then(|rest| rest.strip_suffix("#errors")) else {
        return Outcome::Ok;
    };
    let session = new_session(&response).map(|token| token.hash()).or(ask.visitor.session);
    let ask = Ask { visitor: Visitor { session, ..ask.visitor }, ..ask };
    refusal(&ask, name).await
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

fn new_session(response: &Response<Body>) -> Option<Token> {
    let cookies = response.headers().get_all(header::SET_COOKIE).iter();
    cookies
        .filter_map(|cookie| cookie.to_str().unwrap().strip_prefix("sandan="))
        .find_map(|cookie| Token::read(cookie.split(';').next()?))
}
