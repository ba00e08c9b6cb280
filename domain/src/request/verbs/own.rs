//! The resident's verbs: answer, 撤单 withdraw, 评价 rate.

use super::{Change, PUT_RIGHT, RATING_PERIOD, Refusal};
use crate::{
    Request, Role, Timestamp, What,
    calendar::Office,
    permit::MayOwn,
    request::{Grade, State, Verb},
    text::Note,
};

impl Request {
    /// The resident answers; the slip is back with the grid, and the time it waited is given back to the limits.
    pub fn answer(
        self,
        permit: MayOwn,
        answer: Note,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::Answer)?;
        let State::AskedBack { at: asked_at, .. } = self.state else { return Err(Refusal::NotNow) };
        let limits = self.limits.clone().resumed(office, asked_at, at);
        let what = What::Answered { answer };
        let back = Self { limits, ..self };
        Ok(back.hand(office, at, Some(permit.by()), permit.role(), what, State::Placed))
    }

    /// 撤单: the resident takes it back, as long as nobody is at work on the spot.
    pub fn withdraw(self, permit: MayOwn, reason: Option<Note>, at: Timestamp) -> Result<Change, Refusal> {
        self.allows(Verb::Withdraw)?;
        let state = State::Withdrawn { handling: self.state.handling(), at };
        Ok(self.step(at, Some(permit.by()), permit.role(), What::Withdrawn { reason }, state))
    }

    /// 评价: one rating a matter, voluntary. One of the best three grades closes it; a bad one opens the linked case.
    pub fn rate(
        self,
        permit: MayOwn,
        grade: Grade,
        comment: Option<Note>,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        if let State::Closed { grade: None, .. } = self.state {
            return Err(Refusal::RatingOver);
        }
        self.allows(Verb::Rate)?;
        let State::Checked { handling, served, checked_at, .. } = self.state else {
            return Err(Refusal::NotNow);
        };
        if at > checked_at.plus(RATING_PERIOD) {
            return Err(Refusal::RatingOver);
        }
        let (state, follows) = if grade.is_bad() {
            let answer_by = office.deadline(at, PUT_RIGHT);
            let state = State::Disputed { handling, served, grade, at, answer_by, doubted_by: None };
            (state, What::Disputed)
        } else {
            (State::Closed { handling: Some(handling), served, grade: Some(grade), at }, What::Closed)
        };
        let rated = What::Rated { grade, comment };
        let change = self.step(at, Some(permit.by()), permit.role(), rated, state.clone());
        Ok(change.then(at, None, Role::Resident, follows, state))
    }
}
