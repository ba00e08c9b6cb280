//! Who comes with a request, and the session of a browser that has none yet.

use domain::{
    Actor, Area, Minutes, PersonId, PostId, Timestamp,
    inbox::Unread,
    sign_in::{SESSION_PERIOD, VISIT_PERIOD},
};
use store::{
    edition::Editions,
    session::{Beginning, Session},
};

use super::{Token, known, token_hash};
use crate::{
    Ask, Desk, Result, Visitor,
    limits::Limit,
    throttle::{Counter, longest},
    view::GridEdition,
    writing::Writing,
};

/// How long a browser may be busy before the session is noted as used again.
const NOTED_EVERY: Minutes = Minutes(1);

/// Who comes, and what is known from asking that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    pub visitor: Visitor,
    pub editions: Option<Editions>,
}

/// Who asks with this cookie, and in which post. Anything but a living session of ours is a stranger's.
pub async fn visit(desk: &Desk, cookie: Option<&str>, at: Timestamp) -> Result<Visit> {
    let found = match cookie.and_then(token_hash) {
        Some(token_hash) => store::session::find(&mut desk.db.read().await?, token_hash, at).await?,
        None => None,
    };
    let (session, editions) = found.unzip();
    Ok(Visit { visitor: visitor(desk, session, at).await, editions })
}

/// Who comes to the page of a grid, and whether what is kept of it can be sent to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    pub visitor: Visitor,
    /// What waits for them.
    pub unread: Unread,
    /// Which edition of the page would be shown now.
    pub edition: GridEdition,
}

/// Like [`visit`], for somebody who comes to the page of a grid. All of it is one statement.
pub async fn arrive(desk: &Desk, cookie: Option<&str>, grid: Area, at: Timestamp) -> Result<Arrival> {
    let mut conn = desk.db.read().await?;
    let arrival = match cookie.and_then(token_hash) {
        Some(token_hash) => store::session::arrive(&mut conn, token_hash, grid, at).await?,
        None => None,
    };
    let Some(arrival) = arrival else {
        let edition = GridEdition::new(store::edition::of_grid(&mut conn, grid).await?, at);
        return Ok(Arrival { visitor: Visitor::STRANGER, unread: Unread::default(), edition });
    };
    drop(conn);
    let visitor = visitor(desk, Some(arrival.session), at).await;
    Ok(Arrival { visitor, unread: arrival.unread, edition: GridEdition::new(arrival.edition, at) })
}

/// Whoever comes with this session, which is noted as used.
async fn visitor(desk: &Desk, session: Option<Session>, at: Timestamp) -> Visitor {
    let Some(session) = session else { return Visitor::STRANGER };
    if session.seen_at <= at.minus(NOTED_EVERY)
        && let Err(error) = touch(desk, session.token_hash, session.person, at).await
    {
        // A page can be shown without this note; whatever keeps it from being written will speak up elsewhere.
        tracing::warn!(error = %error, "a session's use could not be noted");
    }
    let post = session.acting.map(|(_, post)| post);
    Visitor { session: Some(session.token_hash), actor: session.person.map(|person| Actor { person, post }) }
}

async fn touch(desk: &Desk, token_hash: uuid::Uuid, person: Option<PersonId>, at: Timestamp) -> Result<()> {
    let mut tx = desk.db.write().await?;
    store::session::touch(&mut tx, token_hash, at, at.minus(NOTED_EVERY), at.plus(lasts(person))).await?;
    Ok(tx.commit().await?)
}

/// A session for a browser where nobody is signed in: the cookie, and who asks from now on.
pub async fn begin_visit(ask: &Ask, agent: &str) -> Result<(Token, Visitor)> {
    let mut w = ask.write("begin_visit").await?;
    let token = begin_stranger(&mut w, agent).await?;
    w.done().await?;
    let visitor = Visitor { session: Some(token.hash()), actor: None };
    Ok((token, visitor))
}

/// Begins a session for a browser where nobody is signed in, within a change. So many are given to one address, to one
/// network and over all. A browser in which somebody signed in before has some of its own.
pub(crate) async fn begin_stranger(w: &mut Writing<'_>, agent: &str) -> Result<Token> {
    let is_known = known::is_known(w).await?;
    let counters = match w.ask.browser {
        Some(browser) if is_known => {
            vec![Counter::of(w.ask, Limit::VisitsPerKnownBrowser, browser.as_bytes())]
        }
        _ => visits(w.ask).into(),
    };
    let mut met = Vec::new();
    for counter in counters {
        met.extend(counter.take(w, 1).await?);
    }
    match longest(met) {
        None => begin(w, None, None, agent).await,
        Some(much) => Err(w.ask.refuse(much)),
    }
}

/// Somebody has signed in where a stranger was: that makes room for the next one.
pub(super) async fn sign_ins_give_back(w: &mut Writing<'_>) -> Result<()> {
    for counter in visits(w.ask) {
        counter.give_back(w).await?;
    }
    Ok(())
}

fn visits(ask: &Ask) -> [Counter; 3] {
    Counter::around(ask, Limit::VisitsPerAddress, Limit::VisitsPerNetwork, Limit::Visits)
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
