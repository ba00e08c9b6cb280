//! The sentence on a slip: what happens next, who has it, and until when.
//!
//! It is the one thing everybody reads, so each state has its own words for each reader: the resident, the person who
//! has it in hand, whoever was given it, the desk and the hall, and the public, who learns no names.

use desk::view::{Glance, Keeper, Reader, Slip};
use domain::{
    Timestamp,
    request::{Handover, RATING_PERIOD, State},
};

use super::{day, refusal_reason, role, when};
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

    fn handler(self) -> String {
        self.handler.map_or_else(|| t!("next-somebody"), str::to_owned)
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
fn inside(when: String) -> String {
    let apart = locale() == Locale::Zh && when.starts_with(|c: char| c.is_ascii_digit());
    if apart { format!(" {when}") } else { when }
}

/// Says what happens next.
pub fn next(standing: Standing<'_>) -> String {
    let said = said(standing);
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
            Reader::Resident | Reader::Handler | Reader::Given | Reader::Public => {
                t!("next-placed", who = on.keeper(), when = when, late = late)
            }
            Reader::Staff => t!("next-placed-staff", who = on.keeper(), when = when, late = late),
        },
        State::AskedBack { question, .. } => match on.reader {
            Reader::Resident => t!("next-asked-back", question = question.as_str()),
            Reader::Handler | Reader::Given | Reader::Staff => {
                t!("next-asked-back-staff", question = question.as_str())
            }
            Reader::Public => t!("next-asked-back-public"),
        },
        State::Refused { reason, .. } => t!("next-refused", reason = refusal_reason(*reason)),
        State::Withdrawn { .. } => match on.reader {
            Reader::Resident => t!("next-withdrawn"),
            Reader::Handler | Reader::Given | Reader::Staff | Reader::Public => t!("next-withdrawn-staff"),
        },
        State::Verified { .. } if on.reopened > 0 => match on.reader {
            Reader::Resident => t!("next-reopened", who = on.keeper(), when = when, late = late),
            Reader::Handler | Reader::Given | Reader::Staff | Reader::Public => {
                t!("next-reopened-staff", who = on.keeper(), when = when, late = late)
            }
        },
        State::Verified { .. } => match on.reader {
            Reader::Resident | Reader::Handler | Reader::Given | Reader::Public => {
                t!("next-verified", who = on.keeper(), when = when, late = late)
            }
            Reader::Staff => t!("next-verified-staff", who = on.keeper(), when = when, late = late),
        },
        State::Dispatched { to: Handover::Hall, .. } => t!("next-hall", when = when, late = late),
        State::Dispatched { to: Handover::Person(_), .. } => match on.reader {
            Reader::Given => t!("next-given", when = when, late = late),
            Reader::Resident | Reader::Handler | Reader::Staff | Reader::Public => {
                let who = on.given_to.map_or_else(|| t!("next-somebody"), str::to_owned);
                t!("next-given-staff", who = who, when = when, late = late)
            }
        },
        State::Accepted { .. } => match on.reader {
            Reader::Handler => t!("next-accepted-handler", when = when, late = late),
            Reader::Resident | Reader::Given | Reader::Staff | Reader::Public => {
                t!("next-accepted", who = on.handler(), when = when, late = late)
            }
        },
        State::Arrived { .. } => match on.reader {
            Reader::Handler => t!("next-arrived-handler", when = when, late = late),
            Reader::Resident | Reader::Given | Reader::Staff | Reader::Public => {
                t!("next-arrived", who = on.handler(), when = when, late = late)
            }
        },
        State::Finished { .. } => match on.reader {
            Reader::Handler => t!("next-finished-handler", keeper = on.keeper(), when = when, late = late),
            Reader::Resident | Reader::Given | Reader::Public => {
                t!("next-finished", who = on.handler(), keeper = on.keeper(), when = when, late = late)
            }
            Reader::Staff => {
                t!("next-finished-staff", who = on.handler(), keeper = on.keeper(), when = when, late = late)
            }
        },
        State::Checked { checked_at, .. } => {
            let end = checked_at.plus(RATING_PERIOD);
            let until = day(end, on.now);
            let late = if on.now > end { "yes" } else { "no" };
            match on.reader {
                Reader::Resident => t!("next-checked", until = until, late = late),
                Reader::Handler | Reader::Given | Reader::Staff | Reader::Public => {
                    t!("next-checked-staff", until = inside(until), late = late)
                }
            }
        }
        State::Closed { grade, .. } => match (on.reader, grade) {
            (Reader::Resident, Some(_)) => t!("next-closed-rated"),
            (Reader::Handler, _) => t!("next-closed-handler"),
            (Reader::Resident, None) | (Reader::Given | Reader::Staff | Reader::Public, _) => {
                t!("next-closed")
            }
        },
    }
}

#[cfg(test)]
mod tests;
