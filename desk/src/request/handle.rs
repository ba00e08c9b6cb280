//! The handler's work: 到场 arrive, report on the way, reach a milestone, ask for more time, answer to a supervisor, 办结 finish,
//! 退单 give back; and a unit's 退回 return.

use domain::{PhotoId, Request, RequestNumber, permit, text::Note};

use super::moved;
use crate::{Ask, Error, Fault, Result, error::Checks, photo, writing::begin};

/// A word and pictures from the handler, as they were sent.
#[derive(Debug, Clone, Default)]
pub struct Work {
    pub note: String,
    pub photos: Vec<PhotoId>,
}

impl Work {
    pub(super) fn checked(self) -> Result<(Option<Note>, Vec<PhotoId>)> {
        let mut checks = Checks::default();
        let note = checks.take("note", Note::optional(&self.note));
        photo::at_most(&mut checks, "photos", &self.photos);
        match note {
            Some(note) => checks.done().map(|()| (note, self.photos)),
            None => checks.refuse(),
        }
    }
}

/// On the spot; service time counts from here. Some kinds of work want a picture of how it was.
pub async fn arrive(ask: &Ask, number: RequestNumber, work: Work) -> Result<Request> {
    let mut w = begin!(ask, "arrive");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may_with(ask, permit::handle)?;
    let (_, photos) = work.checked()?;
    let proof = slip.service.proof;
    super::step(w, slip, |request| request.arrive(permit, proof, photos, ask.at)).await
}

/// How it goes. Needs a word or a picture.
pub async fn report(ask: &Ask, number: RequestNumber, work: Work) -> Result<Request> {
    let mut w = begin!(ask, "report");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may_with(ask, permit::handle)?;
    let (note, photos) = work.checked()?;
    if note.is_none() && photos.is_empty() {
        return Err(Error::field("note", Fault::Missing));
    }
    super::step(w, slip, |request| request.report(permit, note, photos, ask.at)).await
}

/// Done, says the handler.
pub async fn finish(ask: &Ask, number: RequestNumber, work: Work) -> Result<Request> {
    let mut w = begin!(ask, "finish");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may_with(ask, permit::handle)?;
    let (note, photos) = work.checked()?;
    let proof = slip.service.proof;
    let hours = ask.hours();
    super::step(w, slip, |request| request.finish(permit, proof, note, photos, &hours.office(), ask.at)).await
}

/// Cannot be done by this person after all.
pub async fn give_back(ask: &Ask, number: RequestNumber, reason: &str) -> Result<Request> {
    let mut w = begin!(ask, "give_back");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may_with(ask, permit::handle)?;
    let reason = super::required("reason", reason)?;
    let hours = ask.hours();
    super::step(w, slip, |request| request.give_back(permit, reason, &hours.office(), ask.at)).await
}

/// Not ours, says the unit; the level above decides.
pub async fn return_to_above(ask: &Ask, number: RequestNumber, reason: &str) -> Result<Request> {
    let mut w = begin!(ask, "return");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::lead)?;
    let reason = super::required("reason", reason)?;
    let hours = ask.hours();
    super::step(w, slip, |request| request.return_to_above(permit, reason, &hours.office(), ask.at)).await
}

/// The next milestone is reached.
pub async fn reach(ask: &Ask, number: RequestNumber) -> Result<Request> {
    let mut w = begin!(ask, "reach");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may_with(ask, permit::handle)?;
    super::step(w, slip, |request| request.reach(permit, ask.at)).await
}

/// More time, until the end of a day.
pub async fn ask_extension(ask: &Ask, number: RequestNumber, until: &str, reason: &str) -> Result<Request> {
    let mut w = begin!(ask, "ask_extension");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may_with(ask, permit::handle)?;
    let until = super::day("until", until)?;
    let reason = super::required("reason", reason)?;
    super::step(w, slip, |request| request.ask_extension(permit, until, reason, ask.at)).await
}

/// How it stands, to whoever supervises it.
pub async fn answer_supervision(ask: &Ask, number: RequestNumber, answer: &str) -> Result<Request> {
    let mut w = begin!(ask, "answer_supervision");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may_with(ask, permit::answer_for)?;
    let answer = super::required("answer", answer)?;
    super::step(w, slip, |request| request.answer_supervision(permit, answer, ask.at)).await
}
