//! Who comes with a request, and the session of a browser that has none yet.

use domain::{
    Actor, Minutes, PersonId, PostId, Timestamp,
    sign_in::{SESSION_PERIOD, VISIT_PERIOD},
};
use store::session::Beginning;

use super::{Token, token_hash};
use crate::{Ask, Desk, Result, Visitor, writing::Writing};

/// How long a browser may be busy before the session is noted as used again.
const NOTED_EVERY: Minutes = Minutes(1);

/// Who asks with this cookie, and in which post. Anything but a living session of ours is a stranger's.
pub async fn visit(desk: &Desk, cookie: Option<&str>, at: Timestamp) -> Result<Visitor> {
    let Some(token_hash) = cookie.and_then(token_hash) else { return Ok(Visitor::STRANGER) };
    let found = store::session::find(&mut desk.db.read().await?, token_hash, at).await?;
    let Some(session) = found else { return Ok(Visitor::STRANGER) };
    if session.seen_at <= at.minus(NOTED_EVERY)
        && let Err(error) = touch(desk, token_hash, session.person, at).await
    {
        // A page can be shown without this note; whatever keeps it from being written will speak up elsewhere.
        tracing::warn!(error = %error, "a session's use could not be noted");
    }
    let post = session.acting.map(|(_, post)| post);
    Ok(Visitor { session: Some(token_hash), actor: session.person.map(|person| Actor { person, post }) })
}

async fn touch(desk: &Desk, token_hash: uuid::Uuid, person: Option<PersonId>, at: Timestamp) -> Result<()> {
    let mut tx = desk.db.write().await?;
    store::session::touch(&mut tx, token_hash, at, at.minus(NOTED_EVERY), at.plus(lasts(person))).await?;
    Ok(tx.commit().await?)
}

/// A session for a browser where nobody is signed in: the cookie, and who asks from now on.
pub async fn begin_visit(ask: &Ask, agent: &str) -> Result<(Token, Visitor)> {
    let mut w = ask.write("begin_visit").await?;
    let token = begin(&mut w, None, None, agent).await?;
    w.done().await?;
    let visitor = Visitor { session: Some(token.hash()), actor: None };
    Ok((token, visitor))
}

/// Begins a session within a change.
pub(super) async fn begin(
    w: &mut Writing<'_>,
    person: Option<PersonId>,
    acting: Option<PostId>,
    agent: &str,
) -> Result<Token> {
    let token = Token::of(w.ask.chance());
    let (at, ends_at) = (w.ask.at, w.ask.at.plus(lasts(person)));
    let agent = readable(agent);
    let session = Beginning { token_hash: token.hash(), person, acting, agent: &agent, at, ends_at };
    store::session::begin(w, &session).await?;
    Ok(token)
}

const fn lasts(person: Option<PersonId>) -> Minutes {
    if person.is_some() { SESSION_PERIOD } else { VISIT_PERIOD }
}

/// What a browser says it is, cut to what fits in a list.
fn readable(agent: &str) -> String {
    agent.chars().filter(|c| !c.is_control()).take(200).collect()
}
