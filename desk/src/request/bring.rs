//! Whether somebody may bring pictures to a slip, asked before a single one is read. The verb asks again.

use domain::{RequestNumber, permit};

use crate::{Ask, Error, Result};

/// What the pictures are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To arrive, report, finish.
    Work,
    Check,
}

pub async fn may_bring(ask: &Ask, number: RequestNumber, step: Step) -> Result<()> {
    let actor = ask.actor()?;
    let mut conn = ask.read().await?;
    let request = store::request::find(&mut conn, number).await?.ok_or(Error::NotFound)?;
    let service = store::service::find(&mut conn, request.service).await?.ok_or(Error::NotFound)?;
    match step {
        Step::Work => permit::handle(actor, &request, &service).map(drop)?,
        Step::Check => permit::check(actor, &request).map(drop)?,
    }
    Ok(())
}
