//! What was typed into a form that was not taken, kept for its session so that nothing typed is ever lost.
//!
//! Drafts are no business of the house: no audit line, no topic. They go with their session, or after a day. How much is
//! kept is bounded: for one form, one browser, one person, and for strangers by address, by network and over all.

use crate::{
    Ask, Result,
    identity::{Token, begin_stranger},
    limits::Limit,
    throttle::{Counter, longest},
    writing::Writing,
};

/// Keeps what was typed into `form`. A browser without a session gets one, in the same change: its cookie is handed back.
/// What is too much is refused before anything is written.
pub async fn keep(ask: &Ask, agent: &str, form: &str, body: &str) -> Result<Option<Token>> {
    let size = body.len() as u64;
    let signed_in = ask.visitor.actor.is_some();
    ask.at_most(if signed_in { Limit::DraftBytes } else { Limit::DraftBytesOfStranger }, size)?;
    let mut w = ask.write("keep_draft").await?;
    let (session, token) = match ask.visitor.session {
        Some(session) => (session, None),
        None => {
            let token = begin_stranger(&mut w, agent).await?;
            (token.hash(), Some(token))
        }
    };
    count(&mut w, size).await?;
    store::draft::keep(&mut w, session, form, body, ask.at).await?;
    store::draft::keep_newest(&mut w, session, ask.desk.limits.of(Limit::DraftsPerBrowser)).await?;
    w.done().await?;
    Ok(token)
}

/// Counts the bytes, for the person or for where a stranger comes from.
async fn count(w: &mut Writing<'_>, size: u64) -> Result<()> {
    let counters = match w.ask.visitor.actor {
        Some(actor) => vec![Counter::of(w.ask, Limit::DraftBytesPerPerson, actor.person.0.as_bytes())],
        None => {
            let (address, network) = (Limit::DraftBytesPerAddress, Limit::DraftBytesPerNetwork);
            Counter::around(w.ask, address, network, Limit::DraftBytesOfStrangers).into()
        }
    };
    let mut met = Vec::new();
    for counter in counters {
        met.extend(counter.take(w, size).await?);
    }
    longest(met).map_or(Ok(()), |much| Err(w.ask.refuse(much)))
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
