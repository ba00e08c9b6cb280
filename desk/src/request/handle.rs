//! The handler's work: 到场 arrive, report on the way, 办结 finish, 退单 give back.

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
    fn checked(self) -> Result<(Option<Note>, Vec<PhotoId>)> {
        let mut checks = Checks::default();
        let note = checks.take("note", Note::optional(&self.note));
        photo::at_most(&mut checks, "photos", &self.photos);
        match note {
            Some(note) => checks.done().map(|()| (note, self.photos)),
            None => checks.refuse(),
        }
    }
}

/// On the spot; service time counts from here.
pub async fn arrive(ask: &Ask, number: RequestNumber) -> Result<Request> {
    let mut w = begin!(ask, "arrive");
    let slip = moved::begin(&mut w, number).await?;
    let permit =
        permit::handle(ask.actor()?, &slip.request).map_err(|denied| super::denied(ask, &slip, denied))?;
    super::step(w, slip, |request| request.arrive(permit, ask.at)).await
}

/// How it goes. Needs a word or a picture.
pub async fn report(ask: &Ask, number: RequestNumber, work: Work) -> Result<Request> {
    let mut w = begin!(ask, "report");
    let slip = moved::begin(&mut w, number).await?;
    let permit =
        permit::handle(ask.actor()?, &slip.request).map_err(|denied| super::denied(ask, &slip, denied))?;
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
    let permit =
        permit::handle(ask.actor()?, &slip.request).map_err(|denied| super::denied(ask, &slip, denied))?;
    let (note, photos) = work.checked()?;
    super::step(w, slip, |request| request.finish(permit, note, photos, ask.at)).await
}

/// Cannot be done by this person after all.
pub async fn give_back(ask: &Ask, number: RequestNumber, reason: &str) -> Result<Request> {
    let mut w = begin!(ask, "give_back");
    let slip = moved::begin(&mut w, number).await?;
    let permit =
        permit::handle(ask.actor()?, &slip.request).map_err(|denied| super::denied(ask, &slip, denied))?;
    let reason = super::required("reason", reason)?;
    super::step(w, slip, |request| request.give_back(permit, reason, ask.at)).await
}
