//! What is the resident's own: answer, 撤单 withdraw, 评价 rate.

use domain::{Request, RequestNumber, permit, request::Grade};

use super::moved;
use crate::{Ask, Error, Fault, Result, writing::begin};

/// Answers what the grid asked.
pub async fn answer(ask: &Ask, number: RequestNumber, answer: &str) -> Result<Request> {
    let mut w = begin!(ask, "answer");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::own)?;
    let answer = super::required("answer", answer)?;
    let hours = ask.hours();
    super::step(w, slip, |request| request.answer(permit, answer, &hours.office(), ask.at)).await
}

/// Takes the slip back.
pub async fn withdraw(ask: &Ask, number: RequestNumber, reason: &str) -> Result<Request> {
    let mut w = begin!(ask, "withdraw");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::own)?;
    let reason = super::optional("reason", reason)?;
    super::step(w, slip, |request| request.withdraw(permit, reason, ask.at)).await
}

/// Rates handled work with one of five grades, 1 to 5.
pub async fn rate(ask: &Ask, number: RequestNumber, grade: &str, comment: &str) -> Result<Request> {
    let mut w = begin!(ask, "rate");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::own)?;
    let grade = grade.parse().ok().and_then(Grade::from_value);
    let grade = grade.ok_or_else(|| Error::field("grade", Fault::Missing))?;
    let comment = super::optional("comment", comment)?;
    let hours = ask.hours();
    super::step(w, slip, |request| request.rate(permit, grade, comment, &hours.office(), ask.at)).await
}
