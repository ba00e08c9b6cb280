//! People and the posts they hold: who an administrator finds, and giving and ending posts.

use std::sync::Arc;

use domain::{
    Area, PersonId, Post, PostId, Role, Timestamp,
    area::Level,
    mask,
    permit::{self, MayAdminister, MayAppoint},
    person::Phone,
};
use store::{Conn, person::Person, post::Held};

use super::only_district;
use crate::{
    Ask, Desk, Error, Fault, Result, Visitor,
    error::{Checks, chain},
    live::Topic,
    place::Seat,
    request,
    writing::{Writing, begin},
};

/// Somebody as an administrator sees them: the name in full for those who hold a post, whose names are posted for
/// everybody to read, and masked for everyone else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLine {
    pub id: PersonId,
    pub name: String,
    /// Masked.
    pub phone: String,
    /// The grid they live in; the door is nobody's business here.
    pub home: Option<Area>,
    pub posts: Vec<HeldLine>,
    pub joined_at: Timestamp,
}

/// A post somebody holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldLine {
    pub id: PostId,
    pub post: Post,
    pub seat: Seat,
    pub since: Timestamp,
    /// The administrator who asks may end it.
    pub may_end: bool,
}

/// A page of people, and whether there is another one after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    pub lines: Vec<PersonLine>,
    pub more: bool,
}

/// People on a page.
pub const PER_PAGE: u32 = 30;

/// People of the administrator's area whose name or phone holds `query`; pages count from 0.
pub async fn people(ask: &Ask, query: &str, page: u32) -> Result<People> {
    let (_permit, area) = own_area(ask)?;
    let skip = page.saturating_mul(PER_PAGE);
    let mut c = ask.read().await?;
    let mut found =
        store::person::search(&mut c, area, query, sees_unplaced(area), skip, PER_PAGE + 1).await?;
    let more = found.len() > PER_PAGE as usize;
    found.truncate(PER_PAGE as usize);
    let mut lines = Vec::with_capacity(found.len());
    for person in found {
        let posts = store::post::of_person(&mut c, person.id).await?;
        lines.push(line(&mut c, ask, person, posts).await?);
    }
    Ok(People { lines, more })
}

/// Under which name a session keeps what was last searched for.
const SEARCH: &str = "people-search";

/// Keeps what is searched for with the session: names and phones stand in no address.
pub async fn keep_search(ask: &Ask, query: &str) -> Result<()> {
    own_area(ask)?;
    let query: String = query.trim().chars().take(40).collect();
    crate::draft::keep(ask, "", SEARCH, &query).await.map(drop)
}

/// What was last searched for.
pub async fn kept_search(ask: &Ask) -> Result<String> {
    own_area(ask)?;
    Ok(crate::draft::find(ask, SEARCH).await?.unwrap_or_default())
}

/// One of them. Whoever neither lives nor serves in the administrator's area is not found.
pub async fn person(ask: &Ask, id: PersonId) -> Result<PersonLine> {
    let (_permit, area) = own_area(ask)?;
    let mut c = ask.read().await?;
    let person = store::person::find(&mut c, id).await?.ok_or(Error::NotFound)?;
    let posts = store::post::of_person(&mut c, id).await?;
    if !is_of(area, &person, &posts) {
        return Err(Error::NotFound);
    }
    line(&mut c, ask, person, posts).await
}

/// A post to give, as it was typed. One of `phone` and `person` says to whom.
#[derive(Debug, Clone, Default)]
pub struct Grant {
    pub phone: String,
    pub person: Option<PersonId>,
    pub role: String,
    pub area: String,
}

/// Gives somebody a post. A phone nobody has signed in with yet is fine: the post waits for them.
pub async fn grant_post(ask: &Ask, grant: Grant) -> Result<PostId> {
    let mut w = begin!(ask, "grant_post");
    let (_, own) = own_area(ask)?;
    let mut checks = Checks::default();
    let role = checks.take("role", given_role(&grant.role));
    let area = checks.take("area", grant.area.parse::<Area>().map_err(|_| Fault::NotAChoice));
    let phone = match grant.person {
        Some(_) => None,
        None => checks.phone("phone", &grant.phone),
    };
    let (Some(role), Some(area)) = (role, area) else { return checks.refuse() };
    checks.done()?;
    permit::administer(ask.actor()?, area)?;
    let person = match (grant.person, phone) {
        (Some(id), _) => known(&mut w, own, id).await?,
        (None, Some(phone)) => with_phone(&mut w, &phone).await?,
        (None, None) => return Err(Error::field("phone", Fault::Missing)),
    };
    let permit = permit::appoint(ask.actor()?, area, person)?;
    let id = hold(&mut w, permit, Post::of(role, area), "role").await?;
    w.reply(id).await
}

/// Ends a post. Whoever acts in it is a resident from their next step on, and what they had in hand goes back to the desk.
pub async fn end_post(ask: &Ask, id: PostId) -> Result<()> {
    let mut w = begin!(ask, "end_post");
    let held = store::post::find(&mut w, id).await?.ok_or(Error::NotFound)?;
    let (actor, post) = (ask.actor()?, held.post);
    permit::administer(actor, post.area)?;
    let others = if post.keeps_the_district() {
        let there = store::post::administrators_for_change(&mut w, post.area).await?;
        there.iter().any(|other| *other != held.person)
    } else {
        true
    };
    permit::dismiss(actor, post, others)?;
    store::post::end(&mut w, id, ask.at).await?;
    w.tell(Topic::Person(held.person));
    w.audit(Some(post.area), format!("person:{}", held.person), Some(post.role.name().to_owned()));
    w.reply(()).await?;
    if let Err(error) = request::hand_over(&ask.by_itself()).await {
        // The timer goes on where this stopped.
        tracing::warn!(error = chain(&error), "work could not be handed over at once");
    }
    Ok(())
}

/// For the command line: makes the person with this phone an administrator of `area`, or of the only district there
/// is. Doing it again changes nothing.
pub async fn create_first_administrator(
    desk: &Arc<Desk>,
    phone: &str,
    area: Option<Area>,
    at: Timestamp,
) -> Result<PersonId> {
    let ask = Ask::new(desk.clone(), Visitor::STRANGER, at);
    let phone = Phone::new(phone).map_err(|error| Error::field("phone", error.into()))?;
    let mut w = ask.write("create_first_administrator").await?;
    let area = match area {
        Some(area) => in_force(&mut w, area).await?,
        None => only_district(&mut w).await?,
    };
    let person = with_phone(&mut w, &phone).await?;
    let post = Post::of(Role::Administrator, area);
    if store::post::of_person(&mut w, person).await?.iter().all(|held| held.post != post) {
        let id: PostId = ask.fresh();
        store::post::hold(&mut w, id, person, post, at).await?;
        w.audit(Some(area), format!("person:{person}"), Some(post.role.name().to_owned()));
    }
    w.reply(()).await?;
    Ok(person)
}

/// What the administrator acts for.
pub(super) fn own_area(ask: &Ask) -> Result<(MayAdminister, Area)> {
    let actor = ask.actor()?;
    let area = actor.post.ok_or(permit::Denied::NotYourRole)?.area;
    Ok((permit::administer(actor, area)?, area))
}

/// People who have only just signed in belong to no area yet; the district looks after them.
fn sees_unplaced(area: Area) -> bool {
    area.level() == Level::District
}

fn is_of(area: Area, person: &Person, posts: &[Held]) -> bool {
    let lives = person.home.as_ref().is_some_and(|home| area.covers(home.area));
    let serves = posts.iter().any(|held| area.covers(held.post.area));
    lives || serves || (sees_unplaced(area) && person.home.is_none() && posts.is_empty())
}

async fn line(c: &mut Conn, ask: &Ask, person: Person, posts: Vec<Held>) -> Result<PersonLine> {
    let name = person.name.as_ref().map_or("", |name| name.as_str());
    let name = if posts.is_empty() { mask::name(name) } else { name.to_owned() };
    let actor = ask.actor()?;
    let mut lines = Vec::with_capacity(posts.len());
    for held in posts {
        lines.push(HeldLine {
            id: held.id,
            post: held.post,
            seat: Seat::of(c, held.post).await?,
            since: held.from,
            may_end: permit::administer(actor, held.post.area).is_ok(),
        });
    }
    Ok(PersonLine {
        id: person.id,
        name,
        phone: person.phone.masked(),
        home: person.home.map(|home| home.area),
        posts: lines,
        joined_at: person.joined_at,
    })
}

/// Everybody is a resident; that is not given. And who acts for a unit is appointed there.
fn given_role(raw: &str) -> std::result::Result<Role, Fault> {
    match Role::from_name(raw) {
        None if raw.is_empty() => Err(Fault::Missing),
        None | Some(Role::Resident) => Err(Fault::NotAChoice),
        Some(role) if role.for_a_unit() => Err(Fault::NotAChoice),
        Some(role) => Ok(role),
    }
}

pub(super) async fn in_force(w: &mut Writing<'_>, area: Area) -> Result<Area> {
    let known = store::area::find(w, area).await?;
    if known.is_some_and(|entry| entry.valid_until.is_none()) {
        Ok(area)
    } else {
        Err(Error::field("area", Fault::NotAChoice))
    }
}

/// Somebody the administrator may know of.
async fn known(w: &mut Writing<'_>, own: Area, id: PersonId) -> Result<PersonId> {
    let person = store::person::find(w, id).await?.ok_or(Error::NotFound)?;
    let posts = store::post::of_person(w, id).await?;
    if is_of(own, &person, &posts) { Ok(id) } else { Err(Error::NotFound) }
}

/// The person with this phone, who may be new.
pub(super) async fn with_phone(w: &mut Writing<'_>, phone: &Phone) -> Result<PersonId> {
    if let Some(person) = store::person::find_by_phone(w, phone).await? {
        return Ok(person.id);
    }
    let (id, at) = (w.ask.fresh(), w.ask.at);
    store::person::add(w, id, phone, at).await?;
    Ok(id)
}

/// Writes that somebody holds a post from now on. `field` of the form is at fault if they hold it already.
pub(super) async fn hold(w: &mut Writing<'_>, permit: MayAppoint, post: Post, field: &str) -> Result<PostId> {
    let person = permit.who();
    in_force(w, post.area).await?;
    if store::post::of_person(w, person).await?.iter().any(|held| held.post == post) {
        return Err(Error::field(field, Fault::Taken));
    }
    let (id, at) = (w.ask.fresh(), w.ask.at);
    store::post::hold(w, id, person, post, at).await?;
    w.tell(Topic::Person(person));
    w.audit(Some(post.area), format!("person:{person}"), Some(post.role.name().to_owned()));
    Ok(id)
}
