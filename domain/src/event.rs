//! What happened to a slip: who, when, what. Events are written once and never changed; the timeline a
//! resident reads and the history staff answer for are the same list.

use serde::{Deserialize, Serialize};

use crate::{
    PersonId, PhotoId, Role, Timestamp,
    request::{Grade, Handover, RefusalReason},
    text::Note,
};

/// One step in the life of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// 1 for the placing, then without gaps; the request's revision after this step.
    pub revision: u32,
    pub at: Timestamp,
    /// `None`: a timer did it.
    pub by: Option<PersonId>,
    /// The role in which it was done.
    pub role: Role,
    pub what: What,
}

/// The steps, each with its own facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    Placed,
    AskedBack { question: Note },
    Answered { answer: Note },
    Refused { reason: RefusalReason, note: Option<Note> },
    Verified,
    Dispatched { to: Handover },
    Accepted,
    Returned { reason: Note },
    Arrived,
    Progressed { note: Option<Note>, photos: Vec<PhotoId> },
    Finished { note: Option<Note>, photos: Vec<PhotoId> },
    SentBack { reason: Note },
    Checked { note: Option<Note> },
    Rated { grade: Grade, comment: Option<Note> },
    Reopened,
    Withdrawn { reason: Option<Note> },
    Closed,
}

impl What {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::AskedBack { .. } => "asked_back",
            Self::Answered { .. } => "answered",
            Self::Refused { .. } => "refused",
            Self::Verified => "verified",
            Self::Dispatched { .. } => "dispatched",
            Self::Accepted => "accepted",
            Self::Returned { .. } => "returned",
            Self::Arrived => "arrived",
            Self::Progressed { .. } => "progressed",
            Self::Finished { .. } => "finished",
            Self::SentBack { .. } => "sent_back",
            Self::Checked { .. } => "checked",
            Self::Rated { .. } => "rated",
            Self::Reopened => "reopened",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Closed => "closed",
        }
    }

    /// What somebody wrote at this step, if they wrote anything.
    pub const fn note_mut(&mut self) -> Option<&mut Note> {
        match self {
            Self::AskedBack { question: note }
            | Self::Answered { answer: note }
            | Self::Returned { reason: note }
            | Self::SentBack { reason: note }
            | Self::Refused { note: Some(note), .. }
            | Self::Progressed { note: Some(note), .. }
            | Self::Finished { note: Some(note), .. }
            | Self::Checked { note: Some(note) }
            | Self::Rated { comment: Some(note), .. }
            | Self::Withdrawn { reason: Some(note) } => Some(note),
            Self::Placed
            | Self::Refused { note: None, .. }
            | Self::Verified
            | Self::Dispatched { .. }
            | Self::Accepted
            | Self::Arrived
            | Self::Progressed { note: None, .. }
            | Self::Finished { note: None, .. }
            | Self::Checked { note: None }
            | Self::Rated { comment: None, .. }
            | Self::Reopened
            | Self::Withdrawn { reason: None }
            | Self::Closed => None,
        }
    }
}
