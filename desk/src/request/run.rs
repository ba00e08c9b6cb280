//! The desk's work on a slip: 核实 verify, ask back, refuse, turn to 110/119/120, 派单 dispatch.

use domain::{
    Actor, PersonId, Post, Request, RequestNumber, UnitId,
    permit::{self, MayAccept},
    request::{Assignment, Emergency, RefusalReason},
    text::Note,
};

use super::moved::{self, Moving};
use crate::{
    Ask, Error, Fault, Result,
    calendar::Hours,
    error::Checks,
    writing::{Writing, begin},
};

/// True and ours.
pub async fn verify(ask: &Ask, number: RequestNumber) -> Result<Request> {
    let mut w = begin!(ask, "verify");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::run)?;
    super::step(w, slip, |request| request.verify(permit, ask.at)).await
}

/// Asks the resident something first.
pub async fn ask_back(ask: &Ask, number: RequestNumber, question: &str) -> Result<Request> {
    let mut w = begin!(ask, "ask_back");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::run)?;
    let question = super::required("question", question)?;
    let hours = ask.hours();
    super::step(w, slip, |request| request.ask_back(permit, question, &hours.office(), ask.at)).await
}

/// Not taken up, for a reason from the public list.
pub async fn refuse(ask: &Ask, number: RequestNumber, reason: &str, note: &str) -> Result<Request> {
    let mut w = begin!(ask, "refuse");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::run)?;
    let mut checks = Checks::default();
    let reason = checks.take("reason", RefusalReason::from_name(reason).ok_or(Fault::Missing));
    let note = checks.take("note", Note::optional(note));
    let (Some(reason), Some(note)) = (reason, note) else {
        return checks.refuse();
    };
    super::step(w, slip, |request| request.refuse(permit, reason, note, ask.at)).await
}

/// 110, 119 or 120 was told.
pub async fn turn(ask: &Ask, number: RequestNumber, to: &str, note: &str) -> Result<Request> {
    let mut w = begin!(ask, "turn");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::run)?;
    let mut checks = Checks::default();
    let to = checks.take("to", Emergency::from_number(to).ok_or(Fault::Missing));
    let note = checks.take("note", Note::optional(note));
    let (Some(to), Some(note)) = (to, note) else {
        return checks.refuse();
    };
    super::step(w, slip, |request| request.turn(permit, to, note, ask.at)).await
}

/// To whom a slip is to be dispatched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    Hall,
    Person(PersonId),
    /// One unit leads, others help.
    Unit {
        lead: UnitId,
        helping: Vec<UnitId>,
    },
}

/// To the hall, to one person in the post that lets them take it, or to units that serve there.
pub async fn dispatch(ask: &Ask, number: RequestNumber, to: To) -> Result<Request> {
    let mut w = begin!(ask, "dispatch");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::run)?;
    let usual = ask.hours();
    let hours;
    let to = match to {
        To::Hall => Assignment::Hall,
        To::Person(person) => Assignment::Person(helper(&mut w, person, &slip).await?),
        To::Unit { lead, helping } => {
            hours = unit_hours(&mut w, lead, &slip).await?;
            for unit in &helping {
                unit_hours(&mut w, *unit, &slip).await?;
            }
            Assignment::Unit { lead, helping, office: hours.office() }
        }
    };
    super::step(w, slip, |request| request.dispatch(permit, to, &usual.office(), ask.at)).await
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

/// The hours of a unit that serves where the slip is.
async fn unit_hours(w: &mut Writing<'_>, unit: UnitId, slip: &Moving) -> Result<Hours> {
    let known = store::unit::find(w, unit).await?.filter(|unit| unit.serves(slip.request.grid));
    let unit = known.ok_or_else(|| Error::field("to", Fault::NotAChoice))?;
    super::units::somebody_in(w, unit.id, "to").await?;
    Ok(w.ask.desk.days.hours_of(unit.hours))
}
