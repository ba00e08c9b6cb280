//! What happened to a slip: who, when, what. Events are written once and never changed; the timeline a
//! resident reads and the history staff answer for are the same list.

use serde::{Deserialize, Serialize};

use crate::{
    PersonId, PhotoId, RequestNumber, Role, Timestamp, UnitId,
    person::Rank,
    request::{Difficulty, Emergency, Finding, Grade, Handover, RefusalReason},
    text::{Line, Note},
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
    /// The first step of a part, which was verified with the whole.
    SplitOff {
        from: RequestNumber,
    },
    AskedBack {
        question: Note,
    },
    Answered {
        answer: Note,
    },
    /// No answer came; it goes on without.
    Unanswered,
    Refused {
        reason: RefusalReason,
        note: Option<Note>,
    },
    Turned {
        to: Emergency,
        note: Option<Note>,
    },
    /// On the later slip.
    Merged {
        into: RequestNumber,
    },
    Unmerged {
        from: RequestNumber,
    },
    /// The slip it was merged into ended without the work being done; it goes on by itself.
    Released {
        from: RequestNumber,
    },
    /// The slip it was merged into is done, and the resident says that theirs is not; it goes on by itself.
    NotMended {
        from: RequestNumber,
        note: Option<Note>,
    },
    /// On the earlier slip.
    Joined {
        by_slip: RequestNumber,
    },
    Left {
        by_slip: RequestNumber,
    },
    Split {
        parts: Vec<RequestNumber>,
    },
    PartOver {
        part: RequestNumber,
    },
    Verified,
    Dispatched {
        to: Handover,
        #[serde(default)]
        helping: Vec<UnitId>,
    },
    /// A person gave it back.
    GivenBack {
        reason: Note,
    },
    /// Who had it or was given it holds no post for it any more, or nobody is left in the unit: the desk dispatches anew.
    HandedBack {
        unit: Option<UnitId>,
    },
    /// A unit says it is not theirs.
    Returned {
        unit: UnitId,
        reason: Note,
    },
    ReturnDecided {
        upheld: bool,
        note: Option<Note>,
    },
    Parked {
        plan: Note,
        until: Timestamp,
    },
    Resumed,
    Accepted,
    Arrived {
        #[serde(default)]
        photos: Vec<PhotoId>,
    },
    Progressed {
        note: Option<Note>,
        photos: Vec<PhotoId>,
    },
    /// A milestone of the case was reached.
    Reached {
        milestone: Line,
    },
    /// A helping unit did its share.
    Assisted {
        unit: UnitId,
        note: Note,
    },
    ExtensionAsked {
        until: Timestamp,
        reason: Note,
    },
    ExtensionDecided {
        until: Timestamp,
        approved: bool,
        note: Option<Note>,
    },
    Finished {
        note: Option<Note>,
        photos: Vec<PhotoId>,
    },
    SentBack {
        reason: Note,
    },
    Checked {
        note: Option<Note>,
        #[serde(default)]
        photos: Vec<PhotoId>,
    },
    Rated {
        grade: Grade,
        comment: Option<Note>,
    },
    /// A linked case was opened about a bad rating.
    Disputed,
    Judged {
        finding: Finding,
        answer: Note,
    },
    Reopened,
    Withdrawn {
        reason: Option<Note>,
    },
    Closed,
    /// The limit is near.
    Warned,
    Overdue,
    /// Told to this level; nobody serves on those in `past`.
    Escalated {
        to: Rank,
        past: Vec<Rank>,
    },
    Supervised {
        demand: Option<Note>,
        answer_by: Timestamp,
    },
    SupervisionAnswered {
        answer: Note,
    },
    AnswerMissed,
    Whistled {
        difficulty: Difficulty,
        units: Vec<UnitId>,
        demand: Note,
    },
    ReportedIn {
        unit: UnitId,
        note: Option<Note>,
    },
    CallMissed {
        unit: UnitId,
    },
    UnitRated {
        unit: UnitId,
        grade: Grade,
        comment: Option<Note>,
    },
    /// A limit that ran into a year without a notice was counted anew.
    Recounted {
        from: Timestamp,
        to: Timestamp,
    },
}

impl What {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Placed => "placed",
            Self::SplitOff { .. } => "split_off",
            Self::AskedBack { .. } => "asked_back",
            Self::Answered { .. } => "answered",
            Self::Unanswered => "unanswered",
            Self::Refused { .. } => "refused",
            Self::Turned { .. } => "turned",
            Self::Merged { .. } => "merged",
            Self::Unmerged { .. } => "unmerged",
            Self::Released { .. } => "released",
            Self::NotMended { .. } => "not_mended",
            Self::Joined { .. } => "joined",
            Self::Left { .. } => "left",
            Self::Split { .. } => "split",
            Self::PartOver { .. } => "part_over",
            Self::Verified => "verified",
            Self::Dispatched { .. } => "dispatched",
            Self::GivenBack { .. } => "given_back",
            Self::HandedBack { .. } => "handed_back",
            Self::Returned { .. } => "returned",
            Self::ReturnDecided { .. } => "return_decided",
            Self::Parked { .. } => "parked",
            Self::Resumed => "resumed",
            Self::Accepted => "accepted",
            Self::Arrived { .. } => "arrived",
            Self::Progressed { .. } => "progressed",
            Self::Reached { .. } => "reached",
            Self::Assisted { .. } => "assisted",
            Self::ExtensionAsked { .. } => "extension_asked",
            Self::ExtensionDecided { .. } => "extension_decided",
            Self::Finished { .. } => "finished",
            Self::SentBack { .. } => "sent_back",
            Self::Checked { .. } => "checked",
            Self::Rated { .. } => "rated",
            Self::Disputed => "disputed",
            Self::Judged { .. } => "judged",
            Self::Reopened => "reopened",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Closed => "closed",
            Self::Warned => "warned",
            Self::Overdue => "overdue",
            Self::Escalated { .. } => "escalated",
            Self::Supervised { .. } => "supervised",
            Self::SupervisionAnswered { .. } => "supervision_answered",
            Self::AnswerMissed => "answer_missed",
            Self::Whistled { .. } => "whistled",
            Self::ReportedIn { .. } => "reported_in",
            Self::CallMissed { .. } => "call_missed",
            Self::UnitRated { .. } => "unit_rated",
            Self::Recounted { .. } => "recounted",
        }
    }

    /// The steps that leave a slip where it stands.
    pub const ASIDE: [&str; 20] = [
        "joined",
        "left",
        "part_over",
        "progressed",
        "reached",
        "assisted",
        "extension_asked",
        "extension_decided",
        "rated",
        "warned",
        "overdue",
        "escalated",
        "supervised",
        "supervision_answered",
        "answer_missed",
        "whistled",
        "reported_in",
        "call_missed",
        "unit_rated",
        "recounted",
    ];

    /// What somebody wrote at this step, if they wrote anything.
    pub const fn note_mut(&mut self) -> Option<&mut Note> {
        match self {
            Self::AskedBack { question: note }
            | Self::Answered { answer: note }
            | Self::GivenBack { reason: note }
            | Self::Returned { reason: note, .. }
            | Self::Parked { plan: note, .. }
            | Self::Assisted { note, .. }
            | Self::ExtensionAsked { reason: note, .. }
            | Self::SentBack { reason: note }
            | Self::Judged { answer: note, .. }
            | Self::SupervisionAnswered { answer: note }
            | Self::Whistled { demand: note, .. } => Some(note),
            Self::Refused { note, .. }
            | Self::Turned { note, .. }
            | Self::ReturnDecided { note, .. }
            | Self::Progressed { note, .. }
            | Self::ExtensionDecided { note, .. }
            | Self::Finished { note, .. }
            | Self::Checked { note, .. }
            | Self::Rated { comment: note, .. }
            | Self::Withdrawn { reason: note }
            | Self::NotMended { note, .. }
            | Self::Supervised { demand: note, .. }
            | Self::ReportedIn { note, .. }
            | Self::UnitRated { comment: note, .. } => note.as_mut(),
            Self::Placed
            | Self::SplitOff { .. }
            | Self::Unanswered
            | Self::Merged { .. }
            | Self::Unmerged { .. }
            | Self::Released { .. }
            | Self::Joined { .. }
            | Self::Left { .. }
            | Self::Split { .. }
            | Self::PartOver { .. }
            | Self::Verified
            | Self::Dispatched { .. }
            | Self::HandedBack { .. }
            | Self::Resumed
            | Self::Accepted
            | Self::Arrived { .. }
            | Self::Reached { .. }
            | Self::Disputed
            | Self::Reopened
            | Self::Closed
            | Self::Warned
            | Self::Overdue
            | Self::Escalated { .. }
            | Self::AnswerMissed
            | Self::CallMissed { .. }
            | Self::Recounted { .. } => None,
        }
    }

    /// The pictures that came with it.
    pub fn photos(&self) -> &[PhotoId] {
        if let Self::Arrived { photos }
        | Self::Progressed { photos, .. }
        | Self::Finished { photos, .. }
        | Self::Checked { photos, .. } = self
        {
            photos
        } else {
            &[]
        }
    }
}
