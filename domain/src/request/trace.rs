//! Tracing (责任倒查): who was responsible for a slip when, and for how long, told from its history alone.

use super::{Handover, Holder, Request, State};
use crate::{Event, Limit, PersonId, Timestamp, UnitId, What, request::Finding};

/// A time in which a slip was in one pair of hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub who: Holder,
    /// For which unit they had it, or which unit was to accept it.
    pub unit: Option<UnitId>,
    pub phase: Phase,
    pub from: Timestamp,
    /// `None`: they have it now.
    pub until: Option<Timestamp>,
    /// The end of the limit that ran against them, as far as it is known: the limits of earlier rounds are known by the
    /// alarm that rang at their end.
    pub limit: Option<Timestamp>,
    /// That limit runs day and night, and not in office hours.
    pub day_and_night: bool,
}

/// What somebody had a slip for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Verify,
    /// The resident was asked.
    Answer,
    Dispatch,
    /// Dispatched, and not accepted yet: who dispatched it answers for it (首接负责).
    Accept,
    /// The level above decides about a return.
    Decide,
    Handle,
    Check,
    Rate,
    /// A bad rating is looked into.
    Review,
    Parked,
    /// It goes on as parts.
    Parts,
    /// It goes on as an earlier slip.
    Joined,
}

/// Which of the limits runs in a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clock {
    Accept,
    Finish,
    Review,
    None,
}

impl Phase {
    const fn clock(self) -> Clock {
        match self {
            Self::Verify | Self::Dispatch | Self::Accept | Self::Decide => Clock::Accept,
            Self::Handle | Self::Check => Clock::Finish,
            Self::Review => Clock::Review,
            Self::Answer | Self::Rate | Self::Parked | Self::Parts | Self::Joined => Clock::None,
        }
    }
}

impl Held {
    /// Until when it was held, seen from `now`.
    pub fn end(&self, now: Timestamp) -> Timestamp {
        self.until.unwrap_or(now)
    }

    /// The part of it that lies after the limit.
    pub fn after_limit(&self, now: Timestamp) -> Option<(Timestamp, Timestamp)> {
        let (from, end) = (self.limit?.max(self.from), self.end(now));
        (from < end).then_some((from, end))
    }
}

/// Who had the slip, one after the other, from its placing to now or to its end.
pub fn trace(request: &Request, history: &[Event]) -> Vec<Held> {
    let mut tracing = Tracing::default();
    for event in history {
        tracing.follow(event);
    }
    tracing.told(request)
}

#[derive(Default)]
struct Tracing {
    /// Each with the round it belongs to: a justified bad rating begins another one, with limits of its own.
    held: Vec<(u32, Held)>,
    round: u32,
    /// When the alarm rang: in which round, for which limit.
    rung: Vec<(u32, Clock, Timestamp)>,
    dispatcher: Option<PersonId>,
    parked_by: Option<PersonId>,
    handler: Option<PersonId>,
    unit: Option<UnitId>,
}

impl Tracing {
    fn follow(&mut self, event: &Event) {
        let (at, by) = (event.at, event.by);
        let person = |person: Option<PersonId>| person.map_or(Holder::Desk, Holder::Person);
        let next = match &event.what {
            What::Placed
            | What::Answered { .. }
            | What::Unanswered
            | What::Released { .. }
            | What::NotMended { .. } => Some((Holder::Desk, Phase::Verify)),
            What::AskedBack { .. } => Some((Holder::Resident, Phase::Answer)),
            What::SplitOff { .. } | What::Verified | What::Unmerged { .. } => {
                Some((person(by), Phase::Dispatch))
            }
            What::Dispatched { to, .. } => {
                self.dispatcher = by;
                self.unit = match to {
                    Handover::Unit(unit) => Some(*unit),
                    Handover::Person(_) | Handover::Hall => None,
                };
                Some((person(by), Phase::Accept))
            }
            What::GivenBack { .. } => Some((person(self.dispatcher.or(by)), Phase::Dispatch)),
            What::HandedBack { .. } => Some((Holder::Desk, Phase::Dispatch)),
            What::Returned { .. } => Some((Holder::Above, Phase::Decide)),
            What::ReturnDecided { upheld: true, .. } => Some((person(by), Phase::Dispatch)),
            What::ReturnDecided { upheld: false, .. } => Some((person(by), Phase::Accept)),
            What::Accepted => {
                self.handler = by;
                Some((person(by), Phase::Handle))
            }
            What::SentBack { .. } => Some((person(self.handler), Phase::Handle)),
            What::Finished { .. } => Some((Holder::Desk, Phase::Check)),
            What::Checked { .. } => Some((Holder::Resident, Phase::Rate)),
            What::Disputed => Some((Holder::Desk, Phase::Review)),
            What::Judged { finding: Finding::Justified, .. } => {
                self.round += 1;
                Some((person(by), Phase::Dispatch))
            }
            What::Judged { finding: Finding::Mistaken, .. } => Some((Holder::Resident, Phase::Rate)),
            What::Parked { .. } => {
                self.parked_by = by;
                Some((person(by), Phase::Parked))
            }
            What::Resumed => Some((person(self.parked_by), Phase::Dispatch)),
            What::Split { .. } => Some((person(by), Phase::Parts)),
            What::Merged { into } => Some((Holder::With(*into), Phase::Joined)),
            What::Refused { .. } | What::Turned { .. } | What::Withdrawn { .. } | What::Closed => {
                self.ends(at);
                None
            }
            What::Overdue => {
                let clock = self.held.last().map_or(Clock::None, |(_, held)| held.phase.clock());
                self.rung.push((self.round, clock, at));
                None
            }
            // The first of two reviewers leaves it where it is; after the second it is closed.
            What::Judged { finding: Finding::Malicious, .. }
            | What::Joined { .. }
            | What::Left { .. }
            | What::PartOver { .. }
            | What::Arrived { .. }
            | What::Progressed { .. }
            | What::Reached { .. }
            | What::Assisted { .. }
            | What::ExtensionAsked { .. }
            | What::ExtensionDecided { .. }
            | What::Rated { .. }
            | What::Reopened
            | What::Warned
            | What::Escalated { .. }
            | What::Supervised { .. }
            | What::SupervisionAnswered { .. }
            | What::AnswerMissed
            | What::Whistled { .. }
            | What::ReportedIn { .. }
            | What::CallMissed { .. }
            | What::UnitRated { .. }
            | What::Recounted { .. } => None,
        };
        if let Some((who, phase)) = next {
            self.begins(who, phase, at);
        }
    }

    fn begins(&mut self, who: Holder, phase: Phase, at: Timestamp) {
        let unit = self.unit.filter(|_| matches!(phase, Phase::Accept | Phase::Decide | Phase::Handle));
        let same = |held: &Held| (held.who, held.unit, held.phase) == (who, unit, phase);
        if self.held.last().is_some_and(|(_, held)| held.until.is_none() && same(held)) {
            return;
        }
        self.ends(at);
        self.held.push((
            self.round,
            Held { who, unit, phase, from: at, until: None, limit: None, day_and_night: false },
        ));
    }

    fn ends(&mut self, at: Timestamp) {
        if let Some((_, held)) = self.held.last_mut() {
            held.until = held.until.or(Some(at));
        }
    }

    fn told(self, request: &Request) -> Vec<Held> {
        let Self { held, round: last, rung, .. } = self;
        let rang = |round: u32, clock: Clock| {
            rung.iter().find(|(r, c, _)| (*r, *c) == (round, clock)).map(|(.., at)| *at)
        };
        let limit = |round: u32, phase: Phase| match (phase.clock(), &request.state) {
            (Clock::None, _) => None,
            (Clock::Accept, _) if round == last => Some(request.limits.accept.at),
            (Clock::Finish, _) if round == last => Some(request.limits.finish.at),
            (Clock::Review, State::Disputed { answer_by, .. }) if round == last => Some(answer_by.at),
            (clock @ (Clock::Accept | Clock::Finish | Clock::Review), _) => rang(round, clock),
        };
        let urgent = |limit: Limit| matches!(limit, Limit::RoundTheClock(_));
        let day_and_night = |phase: Phase| match phase.clock() {
            Clock::Accept => urgent(request.limits.accept.limit),
            Clock::Finish => urgent(request.limits.finish.limit),
            Clock::Review | Clock::None => false,
        };
        held.into_iter()
            .map(|(round, held)| {
                let (limit, day_and_night) = (limit(round, held.phase), day_and_night(held.phase));
                Held { limit, day_and_night, ..held }
            })
            .collect()
    }
}
