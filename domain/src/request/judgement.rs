//! The public lists: why a request is not taken up, how handled work is rated, what came of a bad rating.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{Event, PersonId, What};

/// Why a request is not taken up: the public list. A refusal always names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalReason {
    /// Outside what a grid may do (准入).
    NotOurs,
    /// The same need stands on an earlier slip.
    Duplicate,
    /// Nobody found what was described.
    NotFound,
    /// A crime, a fire, an illness: 110, 119 or 120 was told.
    Emergency,
    /// Courts, petitions and property disputes have their own way.
    OwnProcedure,
    /// Offensive, or an advertisement.
    Misuse,
}

impl RefusalReason {
    pub const ALL: [Self; 6] =
        [Self::NotOurs, Self::Duplicate, Self::NotFound, Self::Emergency, Self::OwnProcedure, Self::Misuse];

    pub const fn name(self) -> &'static str {
        match self {
            Self::NotOurs => "not_ours",
            Self::Duplicate => "duplicate",
            Self::NotFound => "not_found",
            Self::Emergency => "emergency",
            Self::OwnProcedure => "own_procedure",
            Self::Misuse => "misuse",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// The five grades of 好差评, one rating per handled matter, voluntary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    VeryDissatisfied = 1,
    Dissatisfied = 2,
    Fair = 3,
    Satisfied = 4,
    VerySatisfied = 5,
}

impl Grade {
    pub const ALL: [Self; 5] =
        [Self::VeryDissatisfied, Self::Dissatisfied, Self::Fair, Self::Satisfied, Self::VerySatisfied];

    pub const fn value(self) -> u8 {
        self as u8
    }

    pub fn from_value(value: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.value() == value)
    }

    /// The best three grades count as satisfied; the others open a linked case.
    pub fn is_bad(self) -> bool {
        self <= Self::Dissatisfied
    }
}

/// What looking into a bad rating brought out (好差评). The rating itself stays in the history whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// It is so: the work is done again.
    Justified,
    /// It rests on a mistake: explained, and rated again.
    Mistaken,
    /// Meant to harm. It takes two reviewers to say so.
    Malicious,
}

impl Finding {
    pub const ALL: [Self; 3] = [Self::Justified, Self::Mistaken, Self::Malicious];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Justified => "justified",
            Self::Mistaken => "mistaken",
            Self::Malicious => "malicious",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|finding| finding.name() == name)
    }
}

/// Who verified, dispatched, handled or checked a slip, by its history: none of them looks into a bad rating of it.
pub fn concerned(history: &[Event]) -> BTreeSet<PersonId> {
    let part_in = |event: &&Event| {
        matches!(
            event.what,
            What::Verified
                | What::SplitOff { .. }
                | What::Unmerged { .. }
                | What::Dispatched { .. }
                | What::ReturnDecided { .. }
                | What::Accepted
                | What::Arrived { .. }
                | What::Progressed { .. }
                | What::Reached { .. }
                | What::Finished { .. }
                | What::SentBack { .. }
                | What::Checked { .. }
        )
    };
    history.iter().filter(part_in).filter_map(|event| event.by).collect()
}
