//! What somebody other than the handler says of finished work: 核查 check on the spot, send back, judge a bad rating.

use domain::{
    Request, RequestNumber, permit,
    request::{Finding, concerned},
    text::Note,
};

use super::{Work, moved};
use crate::{Ask, Fault, Result, error::Checks, writing::begin};

/// Seen on the spot to be done.
pub async fn check(ask: &Ask, number: RequestNumber, work: Work) -> Result<Request> {
    let mut w = begin!(ask, "check");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::check)?;
    let (note, photos) = work.checked()?;
    let proof = slip.service.proof;
    super::step(w, slip, |request| request.check(permit, proof, note, photos, ask.at)).await
}

/// Not done yet: the handler goes on.
pub async fn send_back(ask: &Ask, number: RequestNumber, reason: &str) -> Result<Request> {
    let mut w = begin!(ask, "send_back");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::check)?;
    let reason = super::required("reason", reason)?;
    let hours = moved::hours(&mut w, slip.request.unit()).await?;
    super::step(w, slip, |request| request.send_back(permit, reason, &hours.office(), ask.at)).await
}

/// What looking into a bad rating brought out, and the answer to the resident.
pub async fn judge(ask: &Ask, number: RequestNumber, finding: &str, answer: &str) -> Result<Request> {
    let mut w = begin!(ask, "judge");
    let slip = moved::begin(&mut w, number).await?;
    let concerned = concerned(&store::request::history(&mut w, &slip.request).await?);
    let permit = slip.may(ask, |actor, request| permit::judge(actor, request, &concerned))?;
    let mut checks = Checks::default();
    let finding = checks.take("finding", Finding::from_name(finding).ok_or(Fault::Missing));
    let answer = checks.take("answer", Note::new(answer));
    let (Some(finding), Some(answer)) = (finding, answer) else {
        return checks.refuse();
    };
    let (hours, service) = (ask.hours(), slip.service.clone());
    super::step(w, slip, |request| request.judge(permit, finding, answer, &service, &hours.office(), ask.at))
        .await
}
