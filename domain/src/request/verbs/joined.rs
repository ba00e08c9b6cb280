//! What becomes of a slip that was merged into an earlier one when that one ends: it never ends with it.

use super::{Change, RATING_PERIOD, Refusal};
use crate::{
    Request, RequestNumber, Role, Timestamp, What,
    calendar::Office,
    permit::MayOwn,
    request::{State, Verb},
    text::Note,
};

impl Request {
    /// 没修好: the earlier slip is done, and the resident of this one says that theirs is not mended. It goes on by itself.
    pub fn not_mended(
        self,
        permit: MayOwn,
        earlier: Self,
        note: Option<Note>,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<(Change, Change), Refusal> {
        self.allows(Verb::NotMended)?;
        let State::Merged { into, .. } = self.state else { return Err(Refusal::NotNow) };
        if earlier.number != into {
            return Err(Refusal::CannotBeMerged);
        }
        earlier.lets_others_object(at)?;
        let what = What::NotMended { from: into, note };
        let left = earlier.joined_by(-1).note(at, None, Role::Resident, What::Left { by_slip: self.number });
        let by = Some(permit.by());
        let alone = self.begun_anew(office, at).hand(office, at, by, permit.role(), what, State::Placed);
        Ok((alone, left))
    }

    /// May those whose slips were merged into it say that theirs is not mended? From the check on, and as long after the end
    /// as anybody may rate; without a limit where it ended undone.
    fn lets_others_object(&self, at: Timestamp) -> Result<(), Refusal> {
        match &self.state {
            State::Closed { at: closed_at, .. } if at > closed_at.plus(RATING_PERIOD) => {
                Err(Refusal::ObjectionOver)
            }
            State::Checked { .. }
            | State::Disputed { .. }
            | State::Closed { .. }
            | State::Refused { .. }
            | State::Turned { .. }
            | State::Withdrawn { .. } => Ok(()),
            State::Placed
            | State::AskedBack { .. }
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Returned { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Finished { .. }
            | State::Parked { .. }
            | State::Split { .. }
            | State::Merged { .. } => Err(Refusal::NotNow),
        }
    }

    /// The earlier slip ended without the work being done: this one goes on by itself, and the desk looks at it anew.
    pub fn release(self, office: &Office<'_>, at: Timestamp) -> Result<Change, Refusal> {
        let State::Merged { into, .. } = self.state else { return Err(Refusal::NotNow) };
        let what = What::Released { from: into };
        Ok(self.begun_anew(office, at).hand(office, at, None, Role::Resident, what, State::Placed))
    }

    /// Whoever has it from now on is late for nothing: its limits begin at `at`, and so does what units and whoever has it
    /// owe beside it.
    pub(super) fn begun_anew(mut self, office: &Office<'_>, at: Timestamp) -> Self {
        self.limits = self.limits.begun_at(office, at);
        if let Some(owed) = self.beside.supervision.as_mut().filter(|owed| !owed.missed) {
            owed.answer_by = owed.answer_by.max(office.deadline(at, super::SUPERVISION_ANSWER).at);
        }
        if let Some(whistle) = &mut self.beside.whistle {
            let report_by = office.deadline(at, whistle.difficulty.report_within()).at;
            for call in whistle.calls.iter_mut().filter(|call| call.reported_at.is_none() && !call.missed) {
                call.report_by = call.report_by.max(report_by);
            }
        }
        self
    }
}

impl Change {
    /// These slips, which were merged into it, leave it: it ended without the work being done.
    #[must_use]
    pub fn let_go(self, slips: &[RequestNumber], at: Timestamp) -> Self {
        slips.iter().fold(self, |change, &by_slip| {
            let Self { request, events } = change;
            Self { request: request.joined_by(-1), events }.so(at, What::Left { by_slip })
        })
    }
}
