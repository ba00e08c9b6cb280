//! What the level above decides: a return, more time, 挂账 parking, 督办 supervision.

use domain::{Request, RequestNumber, permit, text::Note};

use super::moved;
use crate::{Ask, Fault, Result, error::Checks, writing::begin};

/// Upheld, the grid dispatches it anew; otherwise it stays with the unit for good.
pub async fn decide_return(ask: &Ask, number: RequestNumber, verdict: &str, note: &str) -> Result<Request> {
    let mut w = begin!(ask, "decide_return");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::decide)?;
    let (upheld, note) = verdict_and_note(verdict, note)?;
    if !upheld && let Some(unit) = slip.request.unit() {
        super::units::somebody_in(&mut w, unit, "verdict").await?;
    }
    let hours = moved::hours(&mut w, slip.request.unit().filter(|_| !upheld)).await?;
    super::step(w, slip, |request| request.decide_return(permit, upheld, note, &hours.office(), ask.at)).await
}

/// More time, or not.
pub async fn decide_extension(
    ask: &Ask,
    number: RequestNumber,
    verdict: &str,
    note: &str,
) -> Result<Request> {
    let mut w = begin!(ask, "decide_extension");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::decide)?;
    let (approved, note) = verdict_and_note(verdict, note)?;
    super::step(w, slip, |request| request.decide_extension(permit, approved, note, ask.at)).await
}

/// `yes` or `no`, and perhaps why.
fn verdict_and_note(verdict: &str, note: &str) -> Result<(bool, Option<Note>)> {
    let mut checks = Checks::default();
    let verdict = match verdict {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(Fault::Missing),
    };
    let verdict = checks.take("verdict", verdict);
    let note = checks.take("note", Note::optional(note));
    match (verdict, note) {
        (Some(verdict), Some(note)) => Ok((verdict, note)),
        _ => checks.refuse(),
    }
}

/// Parks it with a plan until a day.
pub async fn park(ask: &Ask, number: RequestNumber, plan: &str, until: &str) -> Result<Request> {
    let mut w = begin!(ask, "park");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::decide)?;
    let plan = super::required("plan", plan)?;
    let until = super::day("until", until)?;
    super::step(w, slip, |request| request.park(permit, plan, until, ask.at)).await
}

/// Takes a parked slip up again before its day.
pub async fn resume(ask: &Ask, number: RequestNumber) -> Result<Request> {
    let mut w = begin!(ask, "resume");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::run)?;
    let hours = ask.hours();
    super::step(w, slip, |request| request.resume(permit, &hours.office(), ask.at)).await
}

/// How does it stand? Whoever has it owes an answer.
pub async fn supervise(ask: &Ask, number: RequestNumber, demand: &str) -> Result<Request> {
    let mut w = begin!(ask, "supervise");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::decide)?;
    let demand = super::required("demand", demand)?;
    let hours = ask.hours();
    super::step(w, slip, |request| request.supervise(permit, demand, &hours.office(), ask.at)).await
}
