//! 接单: somebody takes the slip on. However many tap at once, one of them has it; the others hear who.

use domain::{Request, RequestNumber, permit, request::Refusal};

use super::moved;
use crate::{Ask, Error, Result, writing::begin};

/// Takes it on. A repeat by the same person gives the same answer.
pub async fn accept(ask: &Ask, number: RequestNumber) -> Result<Request> {
    let mut w = begin!(ask, "accept");
    let slip = moved::begin(&mut w, number).await?;
    let permit = match permit::accept(ask.actor()?, &slip.request, &slip.service) {
        Ok(permit) => permit,
        Err(denied) => return Err(super::denied(ask, &slip, denied)),
    };
    let (before, from) = (slip.request.clone(), slip.request.revision);
    match slip.request.accept(permit, ask.at) {
        Ok(change) => {
            let request = moved::write(&mut w, from, &slip.service, change).await?;
            w.reply(request).await
        }
        Err(Refusal::AlreadyDone) => Ok(before),
        Err(Refusal::NotNow) => Err(Error::Request(Refusal::NotNow)),
        Err(refusal) => Err(moved::refused(&mut w, refusal).await),
    }
}
