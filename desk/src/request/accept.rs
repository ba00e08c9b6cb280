//! 接单: somebody takes the slip on. However many tap at once, one of them has it; the others hear who.

use domain::{Request, RequestNumber, permit};

use super::moved;
use crate::{Ask, Result, writing::begin};

/// Takes it on. A repeat by the same person gives the same answer.
pub async fn accept(ask: &Ask, number: RequestNumber) -> Result<Request> {
    let mut w = begin!(ask, "accept");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may_with(ask, permit::accept)?;
    let hours = moved::hours(&mut w, slip.request.at_unit()).await?;
    super::step(w, slip, |request| request.accept(permit, &hours.office(), ask.at)).await
}
