//! What becomes of a slip when a post ends: work in hand goes back to the desk, and so does what waits for somebody by name, or
//! for a unit in which nobody is left.

use super::{Change, Refusal};
use crate::{
    PersonId, Post, Request, Role, Timestamp, UnitId, What,
    calendar::Office,
    catalogue::Service,
    permit,
    request::{Handover, State},
};

/// Somebody one of whose posts has ended.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'a> {
    pub person: PersonId,
    /// The posts they still hold.
    pub still: &'a [Post],
}

impl Request {
    /// Whoever has it in hand or was given it has left. [`Refusal::NotNow`]: it is not theirs, or they hold another post for
    /// it. Finished work stays theirs and waits for its check.
    pub fn leave(
        self,
        leaving: Leaving<'_>,
        service: &Service,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        let Leaving { person, still } = leaving;
        let has_it = match &self.state {
            State::Accepted { handling } | State::Arrived { handling, .. } => handling.by == person,
            State::Dispatched { to, .. } => *to == Handover::Person(person),
            State::Placed
            | State::AskedBack { .. }
            | State::Verified { .. }
            | State::Returned { .. }
            | State::Finished { .. }
            | State::Checked { .. }
            | State::Disputed { .. }
            | State::Parked { .. }
            | State::Split { .. }
            | State::Merged { .. }
            | State::Refused { .. }
            | State::Turned { .. }
            | State::Withdrawn { .. }
            | State::Closed { .. } => false,
        };
        if !has_it || permit::still_works_on(person, still, &self, service) {
            return Err(Refusal::NotNow);
        }
        Ok(self.back_to_desk(person, None, office, at))
    }

    /// The last who acted for the unit it waits for has left.
    pub fn leave_unit(
        self,
        unit: UnitId,
        last: PersonId,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        if !matches!(self.state, State::Dispatched { to: Handover::Unit(lead), .. } if lead == unit) {
            return Err(Refusal::NotNow);
        }
        Ok(self.back_to_desk(last, Some(unit), office, at))
    }

    fn back_to_desk(
        mut self,
        by: PersonId,
        unit: Option<UnitId>,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Change {
        self.beside.extension = None;
        let dispatcher = self.beside.dispatcher.map_or(by, |dispatcher| dispatcher.by);
        let state = State::Verified { by: dispatcher, at };
        self.hand(office, at, Some(by), Role::Resident, What::HandedBack { unit }, state)
    }
}
