//! Permission is a value that a verb demands, and only this module can build one: a forgotten check does not compile.
//!
//! The functions are also how a page knows which buttons to offer: `permit::accept(..).is_ok()`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    Actor, Area, PersonId, Request, Role, UnitId,
    catalogue::{Review, Service},
    person::{Post, Rank},
    request::{Handover, State},
};

/// Why somebody may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Denied {
    #[error("the role acted in does not do this")]
    NotYourRole,
    #[error("the request belongs to an area this post is not for")]
    NotYourArea,
    #[error("nobody can be both sides of one request")]
    OwnRequest,
    #[error("only the resident who placed it may")]
    NotYourRequest,
    #[error("only the person who took it on may")]
    NotYourWork,
    #[error("who did the work does not check it")]
    OwnWork,
    #[error("it was given to somebody else")]
    GivenToAnother,
    #[error("this takes a level above the one that dispatched it")]
    NotHighEnough,
    #[error("this unit was not asked")]
    NotYourUnit,
    #[error("who verified, dispatched, checked or handled it does not look into a bad rating")]
    Concerned,
    #[error("nobody gives themselves a post")]
    OwnPost,
    #[error("a district keeps its last administrator")]
    LastAdministrator,
}

macro_rules! permits {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name {
            by: PersonId,
            role: Role,
        }

        impl $name {
            const fn of(actor: Actor, role: Role) -> Self {
                Self { by: actor.person, role }
            }

            pub const fn by(&self) -> PersonId {
                self.by
            }

            pub const fn role(&self) -> Role {
                self.role
            }
        }
    )*};
}

/// Verify, refuse, ask back, dispatch: the desk's work on a slip.
#[derive(Debug, Clone, Copy)]
pub struct MayRun {
    by: PersonId,
    role: Role,
    rank: Rank,
}

impl MayRun {
    pub const fn by(&self) -> PersonId {
        self.by
    }

    pub const fn role(&self) -> Role {
        self.role
    }

    /// How high whoever does it stands.
    pub const fn rank(&self) -> Rank {
        self.rank
    }
}

/// To act on a slip for a unit.
#[derive(Debug, Clone, Copy)]
pub struct MayServe {
    by: PersonId,
    unit: UnitId,
}

impl MayServe {
    pub const fn by(&self) -> PersonId {
        self.by
    }

    pub const fn role(&self) -> Role {
        Role::UnitWorker
    }

    pub const fn unit(&self) -> UnitId {
        self.unit
    }
}

/// To give somebody a post.
#[derive(Debug, Clone, Copy)]
pub struct MayAppoint {
    who: PersonId,
}

impl MayAppoint {
    /// Who is given it.
    pub const fn who(&self) -> PersonId {
        self.who
    }
}

permits! {
    /// Open a case.
    MayFile,
    /// Take it on.
    MayAccept,
    /// Work on what one has taken on: arrive, report, finish, return.
    MayHandle,
    /// Check finished work.
    MayCheck,
    /// Look into a bad rating.
    MayJudge,
    /// Decide above whoever dispatched it: returns, extensions, parking, supervision.
    MayDecide,
    /// Answer for it to a supervisor.
    MayAnswer,
    /// Call units for it.
    MayWhistle,
    /// What is the resident's own: answer, withdraw, rate.
    MayOwn,
    /// Look at the slip with everything on it but the masked contact.
    MaySee,
    /// Read what was written on it as it was written, hidden words among it.
    MayRead,
    /// Look at the contact behind the mask, after giving a reason that is logged.
    MayContact,
    /// Hide pictures and words.
    MayModerate,
    /// Change people, roles, services, stock, posters of an area.
    MayAdminister,
    /// Hand out what a voucher promises.
    MayRedeem,
    /// Say whether a new duty may be put on grids.
    MayReview,
}

fn runs_the_desk(actor: Actor, request: &Request) -> Result<Rank, Denied> {
    let rank = actor.post.and_then(Post::rank).ok_or(Denied::NotYourRole)?;
    if !actor.serves(request.grid, Role::runs_the_desk) {
        return Err(Denied::NotYourArea);
    }
    if request.resident == actor.person {
        return Err(Denied::OwnRequest);
    }
    Ok(rank)
}

/// What is on the menu is anybody's to order; all else is filed by those who run the desk of the grid.
pub fn file(actor: Actor, grid: Area, service: &Service) -> Result<MayFile, Denied> {
    if service.on_menu {
        return Ok(MayFile::of(actor, Role::Resident));
    }
    if !actor.role().runs_the_desk() {
        return Err(Denied::NotYourRole);
    }
    if !actor.serves(grid, Role::runs_the_desk) {
        return Err(Denied::NotYourArea);
    }
    Ok(MayFile::of(actor, actor.role()))
}

pub fn run(actor: Actor, request: &Request) -> Result<MayRun, Denied> {
    let rank = runs_the_desk(actor, request)?;
    Ok(MayRun { by: actor.person, role: actor.role(), rank })
}

pub fn check(actor: Actor, request: &Request) -> Result<MayCheck, Denied> {
    runs_the_desk(actor, request)?;
    if request.handler() == Some(actor.person) {
        return Err(Denied::OwnWork);
    }
    Ok(MayCheck::of(actor, actor.role()))
}

/// The desk, but nobody who is `concerned` ([`crate::request::concerned`]): who judges has no part in what is judged.
pub fn judge(actor: Actor, request: &Request, concerned: &BTreeSet<PersonId>) -> Result<MayJudge, Denied> {
    runs_the_desk(actor, request)?;
    if request.handler() == Some(actor.person) || concerned.contains(&actor.person) {
        return Err(Denied::Concerned);
    }
    Ok(MayJudge::of(actor, actor.role()))
}

/// A grid leader or staff, above whoever dispatched it; on the highest level, somebody else. Never the handler.
pub fn decide(actor: Actor, request: &Request) -> Result<MayDecide, Denied> {
    let rank = runs_the_desk(actor, request)?;
    if request.handler() == Some(actor.person) {
        return Err(Denied::OwnWork);
    }
    let high_enough = request.beside.dispatcher.is_none_or(|dispatcher| {
        rank > dispatcher.rank || (rank == Rank::District && dispatcher.by != actor.person)
    });
    if rank < Rank::Leader || !high_enough {
        return Err(Denied::NotHighEnough);
    }
    Ok(MayDecide::of(actor, actor.role()))
}

/// Whoever has it in hand, and the desk below the supervisor.
pub fn answer_for(actor: Actor, request: &Request, service: &Service) -> Result<MayAnswer, Denied> {
    let supervisor = request.beside.supervision.as_ref().and_then(|supervision| supervision.by);
    if supervisor == Some(actor.person) {
        return Err(Denied::OwnWork);
    }
    if !has_in_hand(actor, request, service) {
        runs_the_desk(actor, request)?;
    }
    Ok(MayAnswer::of(actor, actor.role()))
}

/// 吹哨 is for communities and above.
pub fn whistle(actor: Actor, request: &Request) -> Result<MayWhistle, Denied> {
    if runs_the_desk(actor, request)? < Rank::Community {
        return Err(Denied::NotHighEnough);
    }
    Ok(MayWhistle::of(actor, actor.role()))
}

/// May this person take the request on, if it is to be had? What was given to a unit is for that unit's people.
pub fn accept(actor: Actor, request: &Request, service: &Service) -> Result<MayAccept, Denied> {
    if request.resident == actor.person {
        return Err(Denied::OwnRequest);
    }
    if let State::Dispatched { to: Handover::Unit(unit), .. } = request.state {
        return serve(actor, unit).map(|_| MayAccept::of(actor, Role::UnitWorker));
    }
    helps(actor, request, service)?;
    if let State::Dispatched { to: Handover::Person(person), .. } = request.state
        && person != actor.person
    {
        return Err(Denied::GivenToAnother);
    }
    Ok(MayAccept::of(actor, actor.role()))
}

/// Acts in a post of a helper whom the case type admits, for where the slip is.
fn helps(actor: Actor, request: &Request, service: &Service) -> Result<(), Denied> {
    if !service.helpers.include(actor.role()) {
        Err(Denied::NotYourRole)
    } else if !actor.serves(request.grid, Role::helps) {
        Err(Denied::NotYourArea)
    } else {
        Ok(())
    }
}

/// Acts in a post in which the slip can be worked on: in the unit that leads, or as a helper.
fn works_on(actor: Actor, request: &Request, service: &Service) -> Result<(), Denied> {
    match request.unit() {
        Some(unit) => serve(actor, unit).map(drop),
        None => helps(actor, request, service),
    }
}

/// Has taken it on, and acts in a post for it.
fn has_in_hand(actor: Actor, request: &Request, service: &Service) -> bool {
    request.handler() == Some(actor.person) && works_on(actor, request, service).is_ok()
}

/// Whoever has taken it on or was given it, in a post for it: the work ends with the post.
pub fn handle(actor: Actor, request: &Request, service: &Service) -> Result<MayHandle, Denied> {
    let given =
        matches!(request.state, State::Dispatched { to: Handover::Person(p), .. } if p == actor.person);
    if !given && request.handler() != Some(actor.person) {
        return Err(Denied::NotYourWork);
    }
    works_on(actor, request, service)?;
    Ok(MayHandle::of(actor, actor.role()))
}

/// Can somebody who holds these posts work on it?
pub(crate) fn still_works_on(person: PersonId, posts: &[Post], request: &Request, service: &Service) -> bool {
    posts.iter().any(|post| works_on(Actor { person, post: Some(*post) }, request, service).is_ok())
}

fn serve(actor: Actor, unit: UnitId) -> Result<MayServe, Denied> {
    if actor.unit() == Some(unit) {
        Ok(MayServe { by: actor.person, unit })
    } else if actor.unit().is_some() {
        Err(Denied::NotYourUnit)
    } else {
        Err(Denied::NotYourRole)
    }
}

/// For the unit that leads: it was given the slip, or one of its people has it.
pub fn lead(actor: Actor, request: &Request) -> Result<MayServe, Denied> {
    match request.unit() {
        Some(unit) => serve(actor, unit),
        None => Err(Denied::NotYourUnit),
    }
}

/// For a unit that helps the one that leads.
pub fn assist(actor: Actor, request: &Request) -> Result<MayServe, Denied> {
    let unit = actor.unit().ok_or(Denied::NotYourRole)?;
    if request.beside.helping.contains(&unit) { serve(actor, unit) } else { Err(Denied::NotYourUnit) }
}

/// For a unit that was called by a whistle.
pub fn report_in(actor: Actor, request: &Request) -> Result<MayServe, Denied> {
    let unit = actor.unit().ok_or(Denied::NotYourRole)?;
    let called = request.beside.whistle.as_ref().is_some_and(|whistle| whistle.call(unit).is_some());
    if called { serve(actor, unit) } else { Err(Denied::NotYourUnit) }
}

pub fn own(actor: Actor, request: &Request) -> Result<MayOwn, Denied> {
    if request.resident == actor.person {
        Ok(MayOwn::of(actor, Role::Resident))
    } else {
        Err(Denied::NotYourRequest)
    }
}

/// The resident, whoever has it in hand or was given it (in a post for it), the desk of its area, the units that lead, help or were called, and
/// those who could take it from the hall. Everybody else is told what one is told of a number that does not exist.
pub fn see(actor: Actor, request: &Request, service: &Service) -> Result<MaySee, Denied> {
    let in_hall =
        matches!(request.state, State::Dispatched { .. }) && accept(actor, request, service).is_ok();
    let sees = request.resident == actor.person
        || has_in_hand(actor, request, service)
        || runs_the_desk(actor, request).is_ok()
        || in_hall
        || lead(actor, request).is_ok()
        || assist(actor, request).is_ok()
        || report_in(actor, request).is_ok();
    if sees { Ok(MaySee::of(actor, actor.role())) } else { Err(Denied::NotYourRequest) }
}

/// Its resident, whoever has it in hand or was given it, those who run its desk and the units that work on it read the
/// matter itself. Others who may see it read it with hidden words masked.
pub fn read(actor: Actor, request: &Request, service: &Service) -> Result<MayRead, Denied> {
    let reads = own(actor, request).is_ok()
        || handle(actor, request, service).is_ok()
        || runs_the_desk(actor, request).is_ok()
        || lead(actor, request).is_ok()
        || assist(actor, request).is_ok()
        || report_in(actor, request).is_ok();
    if reads { Ok(MayRead::of(actor, actor.role())) } else { Err(Denied::NotYourWork) }
}

/// The handler while the work is in hand, and the desk of its area.
pub fn contact(actor: Actor, request: &Request, service: &Service) -> Result<MayContact, Denied> {
    let at_work = has_in_hand(actor, request, service) && !request.state.is_over();
    if at_work || runs_the_desk(actor, request).is_ok() {
        Ok(MayContact::of(actor, actor.role()))
    } else {
        Err(Denied::NotYourWork)
    }
}

fn holds(actor: Actor, role: Role, area: Area) -> Result<(), Denied> {
    if actor.role() != role {
        Err(Denied::NotYourRole)
    } else if !actor.serves(area, |r| r == role) {
        Err(Denied::NotYourArea)
    } else {
        Ok(())
    }
}

pub fn moderate(actor: Actor, area: Area) -> Result<MayModerate, Denied> {
    holds(actor, Role::Moderator, area)
        .or_else(|_| holds(actor, Role::Administrator, area))
        .map(|()| MayModerate::of(actor, actor.role()))
}

pub fn administer(actor: Actor, area: Area) -> Result<MayAdminister, Denied> {
    holds(actor, Role::Administrator, area).map(|()| MayAdminister::of(actor, Role::Administrator))
}

/// An administrator of the area, and never for themselves.
pub fn appoint(actor: Actor, area: Area, who: PersonId) -> Result<MayAppoint, Denied> {
    administer(actor, area)?;
    if who == actor.person { Err(Denied::OwnPost) } else { Ok(MayAppoint { who }) }
}

/// An administrator of the area. `others` says whether somebody else administers the same area: a district is never left
/// without anybody who could appoint the next one.
pub fn dismiss(actor: Actor, post: Post, others: bool) -> Result<MayAdminister, Denied> {
    let permit = administer(actor, post.area)?;
    if post.keeps_the_district() && !others { Err(Denied::LastAdministrator) } else { Ok(permit) }
}

/// A shop keeper for vouchers of people anywhere in the keeper's area; never for the keeper's own.
pub fn redeem(actor: Actor, shop: Area, owner: PersonId) -> Result<MayRedeem, Denied> {
    holds(actor, Role::ShopKeeper, shop)?;
    if owner == actor.person {
        return Err(Denied::OwnRequest);
    }
    Ok(MayRedeem::of(actor, Role::ShopKeeper))
}

/// The people who were named as reviewers, in whatever post they act.
pub fn review(actor: Actor, review: &Review) -> Result<MayReview, Denied> {
    if review.reviewers().iter().any(|reviewer| reviewer.person == actor.person) {
        Ok(MayReview::of(actor, actor.role()))
    } else {
        Err(Denied::NotYourWork)
    }
}
