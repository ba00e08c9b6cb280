//! Several units on one case: 吹哨报到 whistle and report in, what the caller says of them, and what a helping unit (协办) did.

use super::{Change, Refusal};
use crate::{
    Request, Timestamp, UnitId, What,
    calendar::Office,
    permit::{MayServe, MayWhistle},
    request::{Call, Difficulty, Grade, Verb, Whistle},
    text::Note,
};

impl Request {
    /// 吹哨: calls units for this case; each must report in within the time its difficulty gives. While a call is open no
    /// second whistle is blown.
    pub fn whistle(
        mut self,
        permit: MayWhistle,
        difficulty: Difficulty,
        mut units: Vec<UnitId>,
        demand: Note,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::Whistle)?;
        let open = |whistle: &Whistle| whistle.calls.iter().any(|call| call.reported_at.is_none());
        if self.beside.whistle.as_ref().is_some_and(open) {
            return Err(Refusal::AlreadyDone);
        }
        units.sort_unstable();
        units.dedup();
        if units.is_empty() {
            return Err(Refusal::NothingOpen);
        }
        let report_by = office.deadline(at, difficulty.report_within()).at;
        let calls =
            units.iter().map(|&unit| Call { unit, report_by, reported_at: None, missed: false, grade: None });
        let calls = calls.collect();
        self.beside.whistle = Some(Whistle { by: permit.by(), at, difficulty, calls });
        let what = What::Whistled { difficulty, units, demand };
        Ok(self.note(at, Some(permit.by()), permit.role(), what))
    }

    /// 报到: the unit is there, in time or late.
    pub fn report_in(
        mut self,
        permit: MayServe,
        note: Option<Note>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::ReportIn)?;
        let unit = permit.unit();
        let call = self.call_mut(unit)?;
        if call.reported_at.is_some() {
            return Err(Refusal::AlreadyDone);
        }
        call.reported_at = Some(at);
        Ok(self.note(at, Some(permit.by()), permit.role(), What::ReportedIn { unit, note }))
    }

    /// What a caller says of a unit afterwards: once it has reported in, or has missed the call. Once.
    pub fn rate_unit(
        mut self,
        permit: MayWhistle,
        unit: UnitId,
        grade: Grade,
        comment: Option<Note>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::RateUnit)?;
        let call = self.call_mut(unit)?;
        if call.reported_at.is_none() && !call.missed {
            return Err(Refusal::NotNow);
        }
        if call.grade.is_some() {
            return Err(Refusal::AlreadyDone);
        }
        call.grade = Some(grade);
        Ok(self.note(at, Some(permit.by()), permit.role(), What::UnitRated { unit, grade, comment }))
    }

    fn call_mut(&mut self, unit: UnitId) -> Result<&mut Call, Refusal> {
        let whistle = self.beside.whistle.as_mut().ok_or(Refusal::NothingOpen)?;
        whistle.calls.iter_mut().find(|call| call.unit == unit).ok_or(Refusal::NothingOpen)
    }

    /// 协办: what a helping unit did. The unit that leads still answers for the whole.
    pub fn assist(self, permit: MayServe, note: Note, at: Timestamp) -> Result<Change, Refusal> {
        self.allows(Verb::Assist)?;
        let unit = permit.unit();
        Ok(self.note(at, Some(permit.by()), permit.role(), What::Assisted { unit, note }))
    }
}
