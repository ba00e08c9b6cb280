//! The desk's verbs: 核实 verify, ask back, refuse, turn to 110/119/120, merge and undo, split, 派单 dispatch.

use super::{ANSWER_PERIOD, Change, Placing, Refusal};
use crate::{
    Request, RequestNumber, Role, Timestamp, UnitId, What,
    calendar::Office,
    catalogue::Service,
    permit::{MayAccept, MayRun},
    request::{Dispatcher, Emergency, Handover, Part, RefusalReason, State, Verb},
    text::Note,
};

/// To whom a slip is dispatched.
#[derive(Debug, Clone)]
pub enum Assignment<'a> {
    /// To whoever may, and is first.
    Hall,
    /// To one person, whose permit proves that they may take it.
    Person(MayAccept),
    /// To a unit that leads (主办) and others that help (协办). Its limits are counted by its own working hours, and end no
    /// earlier than they did.
    Unit { lead: UnitId, helping: Vec<UnitId>, office: Office<'a> },
}

/// One part of a slip that is split: its number, what it is, and which case type it belongs to.
#[derive(Debug, Clone)]
pub struct Splitting<'a> {
    pub number: RequestNumber,
    pub need: Note,
    pub service: &'a Service,
}

impl Request {
    /// 核实: it is true and it is ours.
    pub fn verify(self, permit: MayRun, at: Timestamp) -> Result<Change, Refusal> {
        self.allows(Verb::Verify)?;
        let state = State::Verified { by: permit.by(), at };
        Ok(self.step(at, Some(permit.by()), permit.role(), What::Verified, state))
    }

    /// Asks the resident something before it can be verified. The clock stands still until the answer.
    pub fn ask_back(
        self,
        permit: MayRun,
        question: Note,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::AskBack)?;
        let until = office.deadline(at, ANSWER_PERIOD).at;
        let state = State::AskedBack { by: permit.by(), at, question: question.clone(), until };
        Ok(self.step(at, Some(permit.by()), permit.role(), What::AskedBack { question }, state))
    }

    /// 不予受理: not taken up, for a reason from the public list.
    pub fn refuse(
        self,
        permit: MayRun,
        reason: RefusalReason,
        note: Option<Note>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::Refuse)?;
        let state = State::Refused { by: permit.by(), at, reason };
        Ok(self.step(at, Some(permit.by()), permit.role(), What::Refused { reason, note }, state))
    }

    /// A crime, a fire, an illness: 110, 119 or 120 was told at once.
    pub fn turn(
        self,
        permit: MayRun,
        to: Emergency,
        note: Option<Note>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::Turn)?;
        let state = State::Turned { by: permit.by(), at, to };
        Ok(self.step(at, Some(permit.by()), permit.role(), What::Turned { to, note }, state))
    }

    /// Goes on as an earlier slip about the same thing. Both change: this one first, then the earlier one. Only what
    /// goes on by itself takes others in, and only what has taken in none is merged, so that no circle can close.
    pub fn merge(self, permit: MayRun, earlier: Self, at: Timestamp) -> Result<(Change, Change), Refusal> {
        self.allows(Verb::Merge)?;
        let fits = earlier.number != self.number
            && (earlier.placed_at, earlier.number) < (self.placed_at, self.number)
            && earlier.grid == self.grid
            && !earlier.state.is_over()
            && self.beside.joined == 0
            && self.beside.part_of.is_none();
        if !fits {
            return Err(Refusal::CannotBeMerged);
        }
        let (by, role) = (Some(permit.by()), permit.role());
        let (number, into) = (self.number, earlier.number);
        let state = State::Merged { by: permit.by(), at, into };
        let merged = self.step(at, by, role, What::Merged { into }, state);
        let joined = earlier.joined_by(1).note(at, by, role, What::Joined { by_slip: number });
        Ok((merged, joined))
    }

    /// They were two things after all: it is verified and goes on by itself, with limits that begin now.
    pub fn unmerge(
        self,
        permit: MayRun,
        earlier: Self,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<(Change, Change), Refusal> {
        self.allows(Verb::Unmerge)?;
        let State::Merged { into, .. } = self.state else { return Err(Refusal::NotNow) };
        if earlier.number != into {
            return Err(Refusal::CannotBeMerged);
        }
        let (by, role) = (Some(permit.by()), permit.role());
        let number = self.number;
        let state = State::Verified { by: permit.by(), at };
        let what = What::Unmerged { from: into };
        let alone = self.begun_anew(office, at).hand(office, at, by, role, what, state);
        let left = earlier.joined_by(-1).note(at, by, role, What::Left { by_slip: number });
        Ok((alone, left))
    }

    pub(super) fn joined_by(mut self, slips: i32) -> Self {
        self.beside.joined = self.beside.joined.saturating_add_signed(slips);
        self
    }

    /// Goes on as parts, each with a number and a case type of its own; verified with the whole. Limits of the parts
    /// are counted from now.
    pub fn split(
        self,
        permit: MayRun,
        parts: &[Splitting<'_>],
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<(Change, Vec<Change>), Refusal> {
        self.allows(Verb::Split)?;
        if parts.len() < 2 || self.beside.part_of.is_some() {
            return Err(Refusal::CannotBeSplit);
        }
        if parts.iter().any(|part| part.service.retired) {
            return Err(Refusal::ServiceRetired);
        }
        let (by, role) = (permit.by(), permit.role());
        let children = parts.iter().map(|part| {
            let placing = Placing {
                number: part.number,
                grid: self.grid,
                need: part.need.clone(),
                place: self.place.clone(),
            };
            let mut child = Self::fresh(self.resident, placing, part.service, office, at);
            child.beside.part_of = Some(self.number);
            let what = What::SplitOff { from: self.number };
            child.step(at, Some(by), role, what, State::Verified { by, at })
        });
        let children = children.collect();
        let numbers = parts.iter().map(|part| part.number);
        let what = What::Split { parts: numbers.clone().collect() };
        let parts = numbers.map(|number| Part { number, over: false }).collect();
        Ok((self.step(at, Some(by), role, what, State::Split { by, at, parts }), children))
    }

    /// One of its parts is over; with the last of them the whole is closed.
    pub fn end_part(self, part: RequestNumber, at: Timestamp) -> Result<Change, Refusal> {
        let State::Split { by, at: split_at, mut parts } = self.state.clone() else {
            return Err(Refusal::NotNow);
        };
        match parts.iter_mut().find(|known| known.number == part) {
            Some(known) if !known.over => known.over = true,
            Some(_) => return Err(Refusal::AlreadyDone),
            None => return Err(Refusal::NothingOpen),
        }
        let all_over = parts.iter().all(|part| part.over);
        let state = State::Split { by, at: split_at, parts };
        let change = self.step(at, None, Role::Resident, What::PartOver { part }, state);
        if !all_over {
            return Ok(change);
        }
        let closed = State::Closed { handling: None, served: crate::Minutes(0), grade: None, at };
        Ok(change.then(at, None, Role::Resident, What::Closed, closed))
    }

    /// 派单: to the hall, to one person who may take it, or to a unit. Whoever receives it has all the time there is to
    /// accept it; `office` are the usual hours.
    pub fn dispatch(
        self,
        permit: MayRun,
        to: Assignment<'_>,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::Dispatch)?;
        let (handover, helping, office) = match to {
            Assignment::Hall => (Handover::Hall, Vec::new(), *office),
            Assignment::Person(helper) => (Handover::Person(helper.by()), Vec::new(), *office),
            Assignment::Unit { lead, mut helping, office } => {
                helping.sort_unstable();
                helping.dedup();
                helping.retain(|unit| *unit != lead);
                (Handover::Unit(lead), helping, office)
            }
        };
        if handover == Handover::Person(self.resident) {
            return Err(Refusal::CannotBeGiven);
        }
        let again = matches!(self.state, State::Dispatched { to, .. } if to == handover);
        if again && self.beside.helping == helping {
            return Err(Refusal::AlreadyDone);
        }
        let mut request = self;
        if matches!(handover, Handover::Unit(_)) {
            request.limits = request.limits.each(|deadline| office.recounted(deadline));
        }
        request.beside.helping.clone_from(&helping);
        request.beside.settled = false;
        request.beside.dispatcher = Some(Dispatcher { by: permit.by(), rank: permit.rank() });
        let state = State::Dispatched { by: permit.by(), at, to: handover };
        let what = What::Dispatched { to: handover, helping };
        let (by, role) = (Some(permit.by()), permit.role());
        // Whoever has it already does not receive it when others come to help.
        Ok(if again {
            request.step(at, by, role, what, state)
        } else {
            request.hand(&office, at, by, role, what, state)
        })
    }
}
