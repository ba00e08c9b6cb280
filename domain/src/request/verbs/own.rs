//! The resident's verbs: answer, 撤单 withdraw, 评价 rate; and the timer's, when nobody rated.

use super::{Change, RATING_PERIOD, Refusal};
use crate::{
    Request, Role, Timestamp, What,
    permit::MayOwn,
    request::{Grade, Limits, State},
    text::Note,
};

impl Request {
    /// The resident answers; the slip is back with the grid, and the time it waited is given back to the limits.
    pub fn answer(self, permit: MayOwn, answer: Note, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::AskedBack { at: asked_at, .. } => {
                let waited = at.minutes_since(asked_at);
                let limits = Limits {
                    accept_by: self.limits.accept_by.plus(waited),
                    finish_by: self.limits.finish_by.plus(waited),
                };
                let what = What::Answered { answer };
                Ok(Self { limits, ..self }.step(at, Some(permit.by()), permit.role(), what, State::Placed))
            }
            State::Placed
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Finished { .. }
            | State::Checked { .. }
            | State::Closed { .. } => Err(Refusal::NotNow),
        }
    }

    /// 撤单: the resident takes it back, as long as nobody has finished it.
    pub fn withdraw(self, permit: MayOwn, reason: Option<Note>, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::Placed
            | State::AskedBack { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Accepted { .. } => {
                let state = State::Withdrawn { at };
                Ok(self.step(at, Some(permit.by()), permit.role(), What::Withdrawn { reason }, state))
            }
            State::Withdrawn { .. } => Err(Refusal::AlreadyDone),
            State::Refused { .. }
            | State::Arrived { .. }
            | State::Finished { .. }
            | State::Checked { .. }
            | State::Closed { .. } => Err(Refusal::NotNow),
        }
    }

    /// 评价: one rating a matter, voluntary. One of the best three grades closes it; a bad one opens it again.
    pub fn rate(
        self,
        permit: MayOwn,
        grade: Grade,
        comment: Option<Note>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        match self.state {
            State::Checked { checked_at, .. } if at > checked_at.plus(RATING_PERIOD) => {
                Err(Refusal::RatingOver)
            }
            State::Checked { handling, served, checked_by, .. } => {
                let (by, role) = (Some(permit.by()), permit.role());
                let (resident, reopened) = (self.resident, self.reopened);
                let rated = What::Rated { grade, comment };
                if grade.is_bad() {
                    let state = State::Verified { by: checked_by, at };
                    let limits = Limits {
                        accept_by: at.plus(self.limits.accept_by.minutes_since(self.placed_at)),
                        finish_by: at.plus(self.limits.finish_by.minutes_since(self.placed_at)),
                    };
                    let rated = Self { limits, reopened: reopened + 1, ..self }.step(
                        at,
                        by,
                        role,
                        rated,
                        state.clone(),
                    );
                    Ok(rated.then(at, Some(resident), role, What::Reopened, state))
                } else {
                    let state = State::Closed { handling, served, grade: Some(grade), at };
                    let rated = self.step(at, by, role, rated, state.clone());
                    Ok(rated.then(at, None, role, What::Closed, state))
                }
            }
            State::Closed { grade: Some(_), .. } => Err(Refusal::AlreadyDone),
            State::Closed { grade: None, .. } => Err(Refusal::RatingOver),
            State::Placed
            | State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Finished { .. } => Err(Refusal::NotNow),
        }
    }

    /// Closed by the timer, once nobody has rated it for [`RATING_PERIOD`].
    pub fn close_unrated(self, at: Timestamp) -> Result<Change, Refusal> {
        match self.state {
            State::Checked { handling, served, checked_at, .. } if at > checked_at.plus(RATING_PERIOD) => {
                let state = State::Closed { handling, served, grade: None, at };
                Ok(self.step(at, None, Role::Resident, What::Closed, state))
            }
            State::Closed { .. } => Err(Refusal::AlreadyDone),
            State::Placed
            | State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Finished { .. }
            | State::Checked { .. } => Err(Refusal::NotNow),
        }
    }
}
