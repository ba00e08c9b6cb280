//! Permission is a value that a verb demands, and only this module can build one: a forgotten check does not compile.
//!
//! The functions are also how a page knows which buttons to offer: `permit::accept(..).is_ok()`.

use serde::{Deserialize, Serialize};

use crate::{
    Actor, Area, PersonId, Request, Role,
    catalogue::Service,
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

permits! {
    /// Verify, refuse, ask back, dispatch: the desk's work on a slip.
    MayRun,
    /// Take it on.
    MayAccept,
    /// Work on what one has taken on: arrive, report, finish, return.
    MayHandle,
    /// Check finished work.
    MayCheck,
    /// What is the resident's own: answer, withdraw, rate.
    MayOwn,
    /// Look at the slip with everything on it but the masked contact.
    MaySee,
    /// Look at the contact behind the mask, after giving a reason that is logged.
    MayContact,
    /// Hide pictures and words.
    MayModerate,
    /// Change people, roles, services, stock, posters of an area.
    MayAdminister,
    /// Hand out what a voucher promises.
    MayRedeem,
}

fn runs_the_desk(actor: Actor, request: &Request) -> Result<Role, Denied> {
    let role = actor.role();
    if !role.runs_the_desk() {
        return Err(Denied::NotYourRole);
    }
    if !actor.serves(request.grid, Role::runs_the_desk) {
        return Err(Denied::NotYourArea);
    }
    if request.resident == actor.person {
        return Err(Denied::OwnRequest);
    }
    Ok(role)
}

pub fn run(actor: Actor, request: &Request) -> Result<MayRun, Denied> {
    runs_the_desk(actor, request).map(|role| MayRun::of(actor, role))
}

pub fn check(actor: Actor, request: &Request) -> Result<MayCheck, Denied> {
    let role = runs_the_desk(actor, request)?;
    if request.handler() == Some(actor.person) {
        return Err(Denied::OwnWork);
    }
    Ok(MayCheck::of(actor, role))
}

/// May this person take the request on, if it is to be had?
pub fn accept(actor: Actor, request: &Request, service: &Service) -> Result<MayAccept, Denied> {
    let role = actor.role();
    if !service.helpers.include(role) {
        return Err(Denied::NotYourRole);
    }
    if !actor.serves(request.grid, Role::helps) {
        return Err(Denied::NotYourArea);
    }
    if request.resident == actor.person {
        return Err(Denied::OwnRequest);
    }
    if let State::Dispatched { to: Handover::Person(person), .. } = request.state
        && person != actor.person
    {
        return Err(Denied::GivenToAnother);
    }
    Ok(MayAccept::of(actor, role))
}

pub fn handle(actor: Actor, request: &Request) -> Result<MayHandle, Denied> {
    if request.handler() == Some(actor.person) {
        Ok(MayHandle::of(actor, actor.role()))
    } else {
        Err(Denied::NotYourWork)
    }
}

pub fn own(actor: Actor, request: &Request) -> Result<MayOwn, Denied> {
    if request.resident == actor.person {
        Ok(MayOwn::of(actor, Role::Resident))
    } else {
        Err(Denied::NotYourRequest)
    }
}

/// The resident, whoever has it in hand or was given it, the desk of its area, and those who could take it from the
/// hall. Everybody else is told what one is told of a number that does not exist.
pub fn see(actor: Actor, request: &Request, service: &Service) -> Result<MaySee, Denied> {
    let in_hall =
        matches!(request.state, State::Dispatched { .. }) && accept(actor, request, service).is_ok();
    let sees = request.resident == actor.person
        || request.handler() == Some(actor.person)
        || runs_the_desk(actor, request).is_ok()
        || in_hall;
    if sees { Ok(MaySee::of(actor, actor.role())) } else { Err(Denied::NotYourRequest) }
}

/// The handler while the work is in hand, and the desk of its area.
pub fn contact(actor: Actor, request: &Request) -> Result<MayContact, Denied> {
    let at_work = request.handler() == Some(actor.person) && !request.state.is_over();
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

/// A shop keeper for vouchers of people anywhere in the keeper's area; never for the keeper's own.
pub fn redeem(actor: Actor, shop: Area, owner: PersonId) -> Result<MayRedeem, Denied> {
    holds(actor, Role::ShopKeeper, shop)?;
    if owner == actor.person {
        return Err(Denied::OwnRequest);
    }
    Ok(MayRedeem::of(actor, Role::ShopKeeper))
}
