//! The sentence on a slip: what happens next, who has it, and until when.
//!
//! It is the one thing everybody reads, so each state has its own words for each reader: the resident, the person who
//! has it in hand, whoever was given it, the unit that leads, the desk and the hall, and the public, who learns no names.
//! What runs beside the state is said after it, by [`asides`](super::asides).

use desk::view::{Glance, Keeper, Reader, Slip};
use domain::{
    RequestNumber, Timestamp, Unit,
    request::{Grade, Handover, RATING_PERIOD, State},
    text::Note,
};

use super::{day, refusal_reason, role, unit, when};
use crate::{context::locale, t, text::Locale};

/// What the sentence is made of.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'s> {
    pub state: &'s State,
    /// The limit that runs against somebody, if any does.
    pub due: Option<Timestamp>,
    /// How often a bad rating opened it again.
    pub reopened: u32,
    pub reader: Reader,
    /// Who verifies, assigns and checks it.
    pub keeper: Option<&'s Keeper>,
    pub handler: Option<&'s str>,
    pub given_to: Option<&'s str>,
    /// The unit that leads.
    pub unit: Option<&'s Unit>,
    /// The earlier slip as which it goes on.
    pub earlier: Option<&'s Glance>,
    pub now: Timestamp,
}

impl<'s> Standing<'s> {
    pub fn of_glance(glance: &'s Glance, now: Timestamp) -> Self {
        Self {
            state: &glance.state,
            due: glance.due,
            reopened: glance.reopened,
            reader: glance.reader,
            keeper: glance.keeper.as_ref(),
            handler: glance.handler.as_deref(),
            given_to: glance.given_to.as_deref(),
            unit: glance.unit.as_ref(),
            earlier: None,
            now,
        }
    }

    pub fn of_slip(slip: &'s Slip, now: Timestamp) -> Self {
        Self {
            state: &slip.request.state,
            due: slip.request.due(),
            reopened: slip.request.reopened,
            reader: slip.reader,
            keeper: slip.keeper.as_ref(),
            handler: slip.handler.as_deref(),
            given_to: slip.given_to.as_deref(),
            unit: slip.request.unit().and_then(|unit| slip.units.get(unit)),
            earlier: slip.kin.merged_into.as_deref(),
            now,
        }
    }

    /// `陈静（网格员）`, or `您`, or `网格` where nobody holds that post.
    fn keeper(self) -> String {
        match self.keeper {
            Some(keeper) if keeper.is_reader && self.reader != Reader::Resident => t!("next-you"),
            Some(keeper) => {
                let role = role(keeper.role);
                let role = if locale() == Locale::En { role.to_lowercase() } else { role };
                t!("next-keeper", name = keeper.name.as_str(), role = role)
            }
            None => t!("next-grid"),
        }
    }

    /// `李建国`, `周勇（水务局）`, or the unit alone where no names are told.
    fn handler(self) -> String {
        match (self.handler, self.unit.map(unit)) {
            (Some(name), Some(unit)) => t!("next-keeper", name = name, role = unit),
            (Some(name), None) => name.to_owned(),
            (None, Some(unit)) => unit,
            (None, None) => t!("next-somebody"),
        }
    }

    /// The unit that leads.
    fn unit(self) -> String {
        self.unit.map_or_else(|| t!("next-some-unit"), unit)
    }

    /// Does the reader act for the unit that leads?
    fn leads(self) -> bool {
        matches!((self.reader, self.unit), (Reader::Unit(of), Some(unit)) if unit.id == of)
    }

    fn late(self) -> &'static str {
        if self.due.is_some_and(|due| self.now > due) { "yes" } else { "no" }
    }

    /// The limit, as it stands in the middle of a sentence.
    fn when(self) -> String {
        inside(self.due.map_or_else(String::new, |due| when(due, self.now)))
    }
}

/// Chinese sets a digit apart from the character before it.
pub fn inside(when: String) -> String {
    let apart = locale() == Locale::Zh && when.starts_with(|c: char| c.is_ascii_digit());
    if apart { format!(" {when}") } else { when }
}

/// What somebody wrote, on one line and without its last full stop, as it stands within a sentence.
fn quoted(note: &Note) -> String {
    let line = note.as_str().split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches(['。', '.']).to_owned()
}

/// Says what happens next.
pub fn next(standing: Standing<'_>) -> String {
    sentence(said(standing))
}

/// English begins a sentence with a capital.
pub(super) fn sentence(said: String) -> String {
    if locale() == Locale::En {
        let mut rest = said.chars();
        rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
    } else {
        said
    }
}

fn said(on: Standing<'_>) -> String {
    let (late, when) = (on.late(), on.when());
    match on.state {
        State::Placed => match on.reader {
            Reader::Resident | Reader::Handler | Reader::Given | Reader::Unit(_) | Reader::Public => {
                t!("next-placed", who = on.keeper(), when = when, late = late)
            }
            Reader::Staff => t!("next-placed-staff", who = on.keeper(), when = when, late = late),
        },
        State::AskedBack { question, until, .. } => {
            let (question, until) = (question.as_str(), super::when(*until, on.now));
            match on.reader {
                Reader::Resident => t!("next-asked-back", question = question, until = until),
                Reader::Handler | Reader::Given | Reader::Unit(_) | Reader::Staff => {
                    t!("next-asked-back-staff", question = question, until = inside(until))
                }
                Reader::Public => t!("next-asked-back-public", until = inside(until)),
            }
        }
        State::Verified { .. } if on.reopened > 0 => match on.reader {
            Reader::Resident => t!("next-reopened", who = on.keeper(), when = when, late = late),
            Reader::Handler | Reader::Given | Reader::Unit(_) | Reader::Staff | Reader::Public => {
                t!("next-reopened-staff", who = on.keeper(), when = when, late = late)
            }
        },
        State::Verified { .. } => match on.reader {
            Reader::Resident | Reader::Handler | Reader::Given | Reader::Unit(_) | Reader::Public => {
                t!("next-verified", who = on.keeper(), when = when, late = late)
            }
            Reader::Staff => t!("next-verified-staff", who = on.keeper(), when = when, late = late),
        },
        State::Dispatched { to, .. } => match to {
            Handover::Hall => t!("next-hall", when = when, late = late),
            Handover::Person(_) if on.reader == Reader::Given => t!("next-given", when = when, late = late),
            Handover::Person(_) => {
                let who = on.given_to.map_or_else(|| t!("next-somebody"), str::to_owned);
                t!("next-given-staff", who = who, when = when, late = late)
            }
            Handover::Unit(_) if on.leads() => t!("next-given-unit", when = when, late = late),
            Handover::Unit(_) => t!("next-given-staff", who = on.unit(), when = when, late = late),
        },
        State::Returned { .. } if on.leads() => t!("next-returned-unit", when = when, late = late),
        State::Returned { .. } => match on.reader {
            Reader::Resident | Reader::Handler | Reader::Given | Reader::Unit(_) | Reader::Public => {
                t!("next-returned", unit = on.unit(), when = when, late = late)
            }
            Reader::Staff => t!("next-returned-staff", unit = on.unit(), when = when, late = late),
        },
        State::Accepted { .. } => match on.reader {
            Reader::Handler => t!("next-accepted-handler", when = when, late = late),
            Reader::Resident | Reader::Given | Reader::Unit(_) | Reader::Staff | Reader::Public => {
                t!("next-accepted", who = on.handler(), when = when, late = late)
            }
        },
        State::Arrived { .. } => match on.reader {
            Reader::Handler => t!("next-arrived-handler", when = when, late = late),
            Reader::Resident | Reader::Given | Reader::Unit(_) | Reader::Staff | Reader::Public => {
                t!("next-arrived", who = on.handler(), when = when, late = late)
            }
        },
        State::Finished { .. } => match on.reader {
            Reader::Handler => t!("next-finished-handler", keeper = on.keeper(), when = when, late = late),
            Reader::Resident | Reader::Given | Reader::Unit(_) | Reader::Public => {
                t!("next-finished", who = on.handler(), keeper = on.keeper(), when = when, late = late)
            }
            Reader::Staff => {
                t!("next-finished-staff", who = on.handler(), keeper = on.keeper(), when = when, late = late)
            }
        },
        State::Checked { checked_at, .. } => checked(on, *checked_at),
        State::Disputed { doubted_by, .. } => match on.reader {
            Reader::Resident => t!("next-disputed", who = on.keeper(), when = when, late = late),
            Reader::Staff if doubted_by.is_some() => t!("next-disputed-twice", when = when, late = late),
            Reader::Staff => t!("next-disputed-staff", who = on.keeper(), when = when, late = late),
            // Who did the work and those who only look on learn that it is looked at again, and no more.
            Reader::Handler | Reader::Given | Reader::Unit(_) | Reader::Public => {
                t!("next-disputed-aside", who = on.keeper(), when = when, late = late)
            }
        },
        State::Parked { plan, until, .. } => {
            t!("next-parked", plan = quoted(plan), until = day(*until, on.now))
        }
        State::Split { parts, .. } => {
            let over = parts.iter().filter(|part| part.over).count();
            t!("next-split", parts = parts.len(), over = over, who = on.keeper())
        }
        State::Merged { into, .. } => merged(on, *into),
        State::Refused { reason, .. } => t!("next-refused", reason = refusal_reason(*reason)),
        State::Turned { to, .. } => match on.reader {
            Reader::Resident => t!("next-turned", line = to.number()),
            Reader::Handler | Reader::Given | Reader::Unit(_) | Reader::Staff | Reader::Public => {
                t!("next-turned-staff", line = to.number())
            }
        },
        State::Withdrawn { .. } => match on.reader {
            Reader::Resident => t!("next-withdrawn"),
            Reader::Handler | Reader::Given | Reader::Unit(_) | Reader::Staff | Reader::Public => {
                t!("next-withdrawn-staff")
            }
        },
        State::Closed { handling: None, .. } => t!("next-closed-parts"),
        State::Closed { grade, .. } => closed(on.reader, *grade),
    }
}

/// The work was seen to be done; there is time to rate it.
fn checked(on: Standing<'_>, checked_at: Timestamp) -> String {
    let end = checked_at.plus(RATING_PERIOD);
    let until = day(end, on.now);
    let late = if on.now > end { "yes" } else { "no" };
    match on.reader {
        Reader::Resident => t!("next-checked", until = until, late = late),
        Reader::Handler | Reader::Given | Reader::Unit(_) | Reader::Staff | Reader::Public => {
            t!("next-checked-staff", until = inside(until), late = late)
        }
    }
}

/// It goes on as an earlier slip, and where that one stands is what happens next.
fn merged(on: Standing<'_>, into: RequestNumber) -> String {
    let number = into.to_string();
    match on.earlier {
        Some(earlier) => {
            let there = next(Standing::of_glance(earlier, on.now));
            t!("next-merged-there", number = number, there = there)
        }
        None => t!("next-merged", number = number),
    }
}

fn closed(reader: Reader, grade: Option<Grade>) -> String {
    match (reader, grade) {
        (Reader::Resident, Some(grade)) if grade.is_bad() => t!("next-closed-answered"),
        (Reader::Resident, Some(_)) => t!("next-closed-rated"),
        (Reader::Handler, _) => t!("next-closed-handler"),
        (Reader::Resident, None) | (Reader::Given | Reader::Unit(_) | Reader::Staff | Reader::Public, _) => {
            t!("next-closed")
        }
    }
}

#[cfg(test)]
mod tests;
