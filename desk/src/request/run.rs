//! The desk's work on a slip: 核实 verify, ask back, refuse, 派单 dispatch, 核查 check, send back.

use domain::{
    Actor, PersonId, Post, Request, RequestNumber,
    permit::{self, MayAccept},
    request::RefusalReason,
    text::Note,
};

use super::moved::{self, Moving};
use crate::{
    Ask, Error, Fault, Result,
    error::Checks,
    writing::{Writing, begin},
};

/// True and ours.
pub async fn verify(ask: &Ask, number: RequestNumber) -> Result<Request> {
    let mut w = begin!(ask, "verify");
    let slip = moved::begin(&mut w, number).await?;
    let permit =
        permit::run(ask.actor()?, &slip.request).map_err(|denied| super::denied(ask, &slip, denied))?;
    super::step(w, slip, |request| request.verify(permit, ask.at)).await
}

/// Asks the resident something first.
pub async fn ask_back(ask: &Ask, number: RequestNumber, question: &str) -> Result<Request> {
    let mut w = begin!(ask, "ask_back");
    let slip = moved::begin(&mut w, number).await?;
    let permit =
        permit::run(ask.actor()?, &slip.request).map_err(|denied| super::denied(ask, &slip, denied))?;
    let question = super::required("question", question)?;
    super::step(w, slip, |request| request.ask_back(permit, question, ask.at)).await
}

/// Not taken up, for a reason from the public list.
pub async fn refuse(ask: &Ask, number: RequestNumber, reason: &str, note: &str) -> Result<Request> {
    let mut w = begin!(ask, "refuse");
    let slip = moved::begin(&mut w, number).await?;
    let permit =
        permit::run(ask.actor()?, &slip.request).map_err(|denied| super::denied(ask, &slip, denied))?;
    let mut checks = Checks::default();
    let reason = checks.take("reason", RefusalReason::from_name(reason).ok_or(Fault::Missing));
    let note = checks.take("note", Note::optional(note));
    let (Some(reason), Some(note)) = (reason, note) else {
        return checks.refuse();
    };
    super::step(w, slip, |request| request.refuse(permit, reason, note, ask.at)).await
}

/// To the hall, or to one person in the post that lets them take it.
pub async fn dispatch(ask: &Ask, number: RequestNumber, to: Option<PersonId>) -> Result<Request> {
    let mut w = begin!(ask, "dispatch");
    let slip = moved::begin(&mut w, number).await?;
    let permit =
        permit::run(ask.actor()?, &slip.request).map_err(|denied| super::denied(ask, &slip, denied))?;
    let helper = match to {
        Some(person) => Some(helper(&mut w, person, &slip).await?),
        None => None,
    };
    super::step(w, slip, |request| request.dispatch(permit, helper, ask.at)).await
}

/// The proof that this person may take the slip in one of the posts they hold.
async fn helper(w: &mut Writing<'_>, person: PersonId, slip: &Moving) -> Result<MayAccept> {
    // Whom it was given before does not matter: it is being given anew.
    let free = Request { state: domain::request::State::Placed, ..slip.request.clone() };
    let posts: Vec<Post> =
        store::post::of_person(w, person).await?.into_iter().map(|held| held.post).collect();
    posts
        .into_iter()
        .find_map(|post| permit::accept(Actor { person, post: Some(post) }, &free, &slip.service).ok())
        .ok_or_else(|| Error::field("to", Fault::NotAChoice))
}

/// Seen to be done by somebody other than the handler.
pub async fn check(ask: &Ask, number: RequestNumber, note: &str) -> Result<Request> {
    let mut w = begin!(ask, "check");
    let slip = moved::begin(&mut w, number).await?;
    let permit =
        permit::check(ask.actor()?, &slip.request).map_err(|denied| super::denied(ask, &slip, denied))?;
    let note = super::optional("note", note)?;
    super::step(w, slip, |request| request.check(permit, note, ask.at)).await
}

/// Not done yet: the handler goes on.
pub async fn send_back(ask: &Ask, number: RequestNumber, reason: &str) -> Result<Request> {
    let mut w = begin!(ask, "send_back");
    let slip = moved::begin(&mut w, number).await?;
    let permit =
        permit::check(ask.actor()?, &slip.request).map_err(|denied| super::denied(ask, &slip, denied))?;
    let reason = super::required("reason", reason)?;
    super::step(w, slip, |request| request.send_back(permit, reason, ask.at)).await
}
