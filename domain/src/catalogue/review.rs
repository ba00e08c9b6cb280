//! 联审: a new duty is put on grids only after several named people have looked at it and all of them agree.

use serde::{Deserialize, Serialize};

use super::Admission;
use crate::{PersonId, Timestamp, permit::MayReview, text::Note};

/// The review of one version of a case type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    pub proposer: PersonId,
    reviewers: Vec<Reviewer>,
}

/// Somebody who was asked, and what they said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewer {
    pub person: PersonId,
    pub said: Option<Said>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub verdict: Verdict,
    pub at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    Agrees,
    Objects { reason: Note },
}

/// Why something about a review was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ReviewRefusal {
    #[error("one version of it waits for its review already")]
    UnderWay,
    #[error("a review takes at least {least} reviewers")]
    TooFew { least: u32 },
    #[error("who proposes it does not review it")]
    OwnProposal,
    #[error("the review is over")]
    Over,
    #[error("the verdict was given before")]
    AlreadySaid,
    #[error("its review declined it")]
    Declined,
}

impl Review {
    /// One person alone makes no joint review.
    pub const LEAST: usize = 2;

    /// Asks these people; who is named twice is asked once.
    pub fn ask(proposer: PersonId, named: &[PersonId]) -> Result<Self, ReviewRefusal> {
        if named.contains(&proposer) {
            return Err(ReviewRefusal::OwnProposal);
        }
        let mut reviewers: Vec<Reviewer> = Vec::new();
        for &person in named {
            if reviewers.iter().all(|known| known.person != person) {
                reviewers.push(Reviewer { person, said: None });
            }
        }
        if reviewers.len() < Self::LEAST {
            return Err(ReviewRefusal::TooFew { least: Self::LEAST as u32 });
        }
        Ok(Self { proposer, reviewers })
    }

    /// A review as it was kept.
    pub const fn kept(proposer: PersonId, reviewers: Vec<Reviewer>) -> Self {
        Self { proposer, reviewers }
    }

    pub fn reviewers(&self) -> &[Reviewer] {
        &self.reviewers
    }

    /// One objection declines it; it is admitted when all have agreed.
    pub fn outcome(&self) -> Admission {
        let verdicts = || self.reviewers.iter().map(|one| one.said.as_ref().map(|said| &said.verdict));
        if verdicts().any(|verdict| matches!(verdict, Some(Verdict::Objects { .. }))) {
            Admission::Declined
        } else if verdicts().all(|verdict| matches!(verdict, Some(Verdict::Agrees))) {
            Admission::Admitted
        } else {
            Admission::InReview
        }
    }

    /// A reviewer gives their verdict, once.
    pub fn judge(mut self, by: MayReview, verdict: Verdict, at: Timestamp) -> Result<Self, ReviewRefusal> {
        let over = self.outcome() != Admission::InReview;
        for reviewer in self.reviewers.iter_mut().filter(|one| one.person == by.by()) {
            if reviewer.said.is_some() {
                return Err(ReviewRefusal::AlreadySaid);
            }
            if over {
                return Err(ReviewRefusal::Over);
            }
            reviewer.said = Some(Said { verdict: verdict.clone(), at });
        }
        Ok(self)
    }
}
