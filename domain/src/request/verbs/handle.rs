//! The verbs of whoever has it: 接单 accept, 到场 arrive, report, reach a milestone, ask for more time, answer to a supervisor,
//! 办结 finish, 退单 give back; and a unit's 退回 return.

use super::{Change, Refusal, decide::within_reach};
use crate::{
    PhotoId, Request, Timestamp, What,
    calendar::Office,
    catalogue::Proof,
    permit::{MayAccept, MayAnswer, MayHandle, MayServe},
    request::{Extension, Handling, State, Verb},
    text::Note,
};

impl Request {
    /// 接单: from here a named person answers for it. A repeat by the same person is [`Refusal::AlreadyDone`].
    pub fn accept(self, permit: MayAccept, office: &Office<'_>, at: Timestamp) -> Result<Change, Refusal> {
        let at_work =
            matches!(self.state, State::Accepted { .. } | State::Arrived { .. } | State::Finished { .. });
        if at_work && self.handler() == Some(permit.by()) {
            return Err(Refusal::AlreadyDone);
        }
        self.allows(Verb::Accept)?;
        let handling = Handling { by: permit.by(), accepted_at: at, unit: self.unit() };
        let state = State::Accepted { handling };
        Ok(self.hand(office, at, Some(permit.by()), permit.role(), What::Accepted, state))
    }

    /// 退单: a person gives it back with a reason; the grid dispatches anew. A unit returns it instead.
    pub fn give_back(
        mut self,
        permit: MayHandle,
        reason: Note,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::GiveBack)?;
        if self.unit().is_some() {
            return Err(Refusal::NotNow);
        }
        self.beside.extension = None;
        let by = self.beside.dispatcher.map_or(permit.by(), |dispatcher| dispatcher.by);
        let state = State::Verified { by, at };
        Ok(self.hand(office, at, Some(permit.by()), permit.role(), What::GivenBack { reason }, state))
    }

    /// 退回: the unit says it is not theirs. Once the level above has decided, that stays.
    pub fn return_to_above(
        mut self,
        permit: MayServe,
        reason: Note,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::Return)?;
        let unit = permit.unit();
        if self.unit() != Some(unit) {
            return Err(Refusal::NotNow);
        }
        if self.beside.settled {
            return Err(Refusal::ReturnDecided);
        }
        self.beside.extension = None;
        let state = State::Returned { by: permit.by(), at, unit };
        Ok(self.hand(office, at, Some(permit.by()), permit.role(), What::Returned { unit, reason }, state))
    }

    /// 到场: the handler is on the spot. Service time counts from here.
    pub fn arrive(
        self,
        permit: MayHandle,
        proof: Proof,
        photos: Vec<PhotoId>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::Arrive)?;
        let State::Accepted { handling } = self.state else { return Err(Refusal::NotNow) };
        if proof.asks_before() && photos.is_empty() {
            return Err(Refusal::PictureMissing);
        }
        let state = State::Arrived { handling, arrived_at: at };
        Ok(self.step(at, Some(permit.by()), permit.role(), What::Arrived { photos }, state))
    }

    /// A word or pictures on the way. Changes nothing but the history.
    pub fn report(
        self,
        permit: MayHandle,
        note: Option<Note>,
        photos: Vec<PhotoId>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::Report)?;
        Ok(self.note(at, Some(permit.by()), permit.role(), What::Progressed { note, photos }))
    }

    /// The next milestone is reached.
    pub fn reach(mut self, permit: MayHandle, at: Timestamp) -> Result<Change, Refusal> {
        self.allows(Verb::Reach)?;
        let next = self.limits.milestones.iter_mut().find(|milestone| milestone.reached_at.is_none());
        let next = next.ok_or(Refusal::NothingOpen)?;
        next.reached_at = Some(at);
        let what = What::Reached { milestone: next.name.clone() };
        Ok(self.note(at, Some(permit.by()), permit.role(), what))
    }

    /// 办结: done, says the handler.
    pub fn finish(
        mut self,
        permit: MayHandle,
        proof: Proof,
        note: Option<Note>,
        photos: Vec<PhotoId>,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::Finish)?;
        let arrived_at =
            if let State::Arrived { arrived_at, .. } = self.state { Some(arrived_at) } else { None };
        let handling = self.state.handling().ok_or(Refusal::NotNow)?;
        let pictureless =
            (proof.asks_before() && arrived_at.is_none()) || (proof.asks_after() && photos.is_empty());
        if pictureless {
            return Err(Refusal::PictureMissing);
        }
        self.beside.extension = None;
        for milestone in self.limits.milestones.iter_mut().filter(|milestone| milestone.reached_at.is_none())
        {
            milestone.reached_at = Some(at);
        }
        let state = State::Finished { handling, arrived_at, finished_at: at };
        Ok(self.hand(office, at, Some(permit.by()), permit.role(), What::Finished { note, photos }, state))
    }

    /// More time is asked for before the limit; the level above decides. One question at a time.
    pub fn ask_extension(
        mut self,
        permit: MayHandle,
        until: Timestamp,
        reason: Note,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::AskExtension)?;
        if self.beside.extension.is_some() {
            return Err(Refusal::AlreadyDone);
        }
        let limit = self.limits.work().at;
        if at > limit {
            return Err(Refusal::LimitOver);
        }
        within_reach(until, limit)?;
        self.beside.extension = Some(Extension { by: permit.by(), at, until, reason: reason.clone() });
        Ok(self.note(at, Some(permit.by()), permit.role(), What::ExtensionAsked { until, reason }))
    }

    /// How it stands, to whoever supervises it.
    pub fn answer_supervision(
        mut self,
        permit: MayAnswer,
        answer: Note,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::AnswerSupervision)?;
        self.beside.supervision.take().ok_or(Refusal::NothingOpen)?;
        Ok(self.note(at, Some(permit.by()), permit.role(), What::SupervisionAnswered { answer }))
    }
}
