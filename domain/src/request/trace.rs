//! Tracing (责任倒查): who was responsible for a slip when, and for how long, told from its history alone.

use super::{Handover, Holder, Request};
use crate::{Event, Limit, PersonId, Timestamp, UnitId, What, request::Finding};

/// A time in which a slip was in one pair of hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub who: Holder,
    /// For which unit a person had it.
    pub unit: Option<UnitId>,
    pub phase: Phase,
    pub from: Timestamp,
    /// `None`: they have it now.
    pub until: Option<Timestamp>,
    /// The end of the limit that ran against them, as far as it is known: one that ran before is known by the alarm that
    /// rang at its end.
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
    /// Dispatched, and not accepted yet by whoever received it.
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
    handler: Option<PersonId>,
    /// To which unit it was given last.
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
            What::SplitOff { .. }
            | What::Verified
            | What::Unmerged { .. }
            | What::GivenBack { .. }
            | What::ReturnDecided { upheld: true, .. }
            | What::Resumed => Some((Holder::Desk, Phase::Dispatch)),
            What::Dispatched { to, .. } => {
                let (unit, who) = match *to {
                    Handover::Unit(unit) => (Some(unit), Holder::Unit(unit)),
                    Handover::Person(given) => (None, Holder::Person(given)),
                    Handover::Hall => (None, Holder::Desk),
                };
                self.unit = unit;
                Some((who, Phase::Accept))
            }
            What::HandedBack { .. } => Some((Holder::Desk, Phase::Dispatch)),
            What::Returned { .. } => Some((Holder::Above, Phase::Decide)),
            What::ReturnDecided { upheld: false, .. } => {
                Some((self.unit.map_or(Holder::Desk, Holder::Unit), Phase::Accept))
            }
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
                Some((Holder::Desk, Phase::Dispatch))
            }
            What::Judged { finding: Finding::Mistaken, .. } => Some((Holder::Resident, Phase::Rate)),
            What::Parked { .. } => Some((person(by), Phase::Parked)),
            What::Split { .. } => Some((Holder::Desk, Phase::Parts)),
            What::Merged { into } => Some((Holder::With(*into), Phase::Joined)),
            What::Refused { .. } | What::Turned { .. } | What::Withdrawn { .. } | What::Closed => {
                self.ends(at);
                None
            }
            What::Overdue => {
                if let Some((_, held)) = self.held.last_mut() {
                    held.limit = held.limit.or(Some(at));
                }
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
        let unit = self.unit.filter(|_| phase == Phase::Handle);
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
        let (last, promised) = (self.round, request.limits.finish.at);
        let limit = |round: u32, held: &Held| match held.phase.clock() {
            Clock::None => None,
            // It had not run out when they received it.
            Clock::Finish if round == last && promised > held.from => Some(promised),
            Clock::Accept | Clock::Finish | Clock::Review if held.until.is_none() => request.due(),
            Clock::Accept | Clock::Finish | Clock::Review => held.limit,
        };
        let urgent = |limit: Limit| matches!(limit, Limit::RoundTheClock(_));
        let day_and_night = |phase: Phase| match phase.clock() {
            Clock::Accept => urgent(request.limits.accept.limit),
            Clock::Finish => urgent(request.limits.finish.limit),
            Clock::Review | Clock::None => false,
        };
        self.held
            .into_iter()
            .map(|(round, held)| {
                let (limit, day_and_night) = (limit(round, &held), day_and_night(held.phase));
                Held { limit, day_and_night, ..held }
            })
            .collect()
    }
}
