//! What was typed into a form that was not taken, kept for its session so that nothing typed is ever lost.
//!
//! Drafts are no business of the house: no audit line, no topic. They go with their session, or after a day.

use crate::{Ask, Result};

/// The most a draft may hold; what a form may carry is less.
const MOST_BYTES: usize = 512 * 1024;

/// Keeps what was typed into `form`. Without a session there is nowhere to keep it.
pub async fn keep(ask: &Ask, form: &str, body: &str) -> Result<()> {
    let Some(session) = ask.visitor.session else { return Ok(()) };
    if body.len() > MOST_BYTES {
        return Ok(());
    }
    let mut tx = ask.desk.db.write().await?;
    store::draft::keep(&mut tx, session, form, body, ask.at).await?;
    Ok(tx.commit().await?)
}

/// What was typed into `form` before, if it was not taken.
pub async fn find(ask: &Ask, form: &str) -> Result<Option<String>> {
    let Some(session) = ask.visitor.session else { return Ok(None) };
    let mut conn = ask.read().await?;
    Ok(store::draft::find(&mut conn, session, form).await?)
}

/// Forgets it: the form was taken.
pub async fn forget(ask: &Ask, form: &str) -> Result<()> {
    let Some(session) = ask.visitor.session else { return Ok(()) };
    let mut tx = ask.desk.db.write().await?;
    store::draft::discard(&mut tx, session, form).await?;
    Ok(tx.commit().await?)
}
