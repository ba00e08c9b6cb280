//! A person's sessions: the list, and ending them.

use domain::Timestamp;
use uuid::Uuid;

use crate::{Ask, Error, Result, writing::begin};

/// One of the browsers where the person is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    pub id: Uuid,
    /// What the browser says it is.
    pub agent: String,
    pub began_at: Timestamp,
    pub seen_at: Timestamp,
    pub is_this_one: bool,
}

/// Where the person is signed in, the last used first.
pub async fn sessions(ask: &Ask) -> Result<Vec<SessionLine>> {
    let person = ask.person()?;
    let lines = store::session::of_person(&mut ask.read().await?, person, ask.at).await?;
    let line = |line: store::session::Line| SessionLine {
        id: line.token_hash,
        agent: line.agent,
        began_at: line.began_at,
        seen_at: line.seen_at,
        is_this_one: ask.visitor.session == Some(line.token_hash),
    };
    Ok(lines.into_iter().map(line).collect())
}

/// Ends one of the person's sessions. Somebody else's and one that is over are not found.
pub async fn end_session(ask: &Ask, id: Uuid) -> Result<()> {
    let mut w = begin!(ask, "end_session");
    let person = ask.person()?;
    store::session::end(&mut w, id, Some(person), ask.at).await.map_err(|error| match error {
        store::Error::Stale => Error::NotFound,
        error => error.into(),
    })?;
    w.audit(None, format!("session:{id}"), None);
    w.reply(()).await
}

/// Ends all of the person's sessions but this one, and says how many.
pub async fn end_other_sessions(ask: &Ask) -> Result<u64> {
    let mut w = ask.begin_setting("end_other_sessions").await?;
    let (person, this) = (ask.person()?, ask.visitor.session.ok_or(Error::SignInFirst)?);
    let ended = store::session::end_others(&mut w, person, this, ask.at).await?;
    w.audit(None, format!("person:{person}"), Some(ended.to_string()));
    w.done().await?;
    Ok(ended)
}

/// Ends the session that asks. Nobody there, or signed out already: that is signed out as well.
pub async fn sign_out(ask: &Ask) -> Result<()> {
    let Some(session) = ask.visitor.session else { return Ok(()) };
    let mut w = ask.write("sign_out").await?;
    let person = ask.visitor.actor.map(|actor| actor.person);
    match store::session::end(&mut w, session, person, ask.at).await {
        Ok(()) => {}
        Err(store::Error::Stale) => return Ok(()),
        Err(error) => return Err(error.into()),
    }
    // The trail is kept for ever: of strangers, who come and go as they like, it says nothing.
    if let Some(person) = person {
        w.audit(None, format!("person:{person}"), None);
    }
    w.done().await
}
