//! The files of a form. Not one is read before it is known that its sender may do what the form asks for, and each takes
//! room in memory only as its bytes arrive. What is not taken is read and forgotten, so that the browser hears why.

use std::{mem, sync::Arc};

use axum::{body::Bytes, extract::multipart::Field};
use desk::{
    Ask, Error, Fault, error::PhotoFault, idempotency::Fingerprint, limits::Limit, shares::Share,
    uploads::Room,
};

use super::{Broken, Form, MOST_PHOTOS, broken};
use crate::forms::Spec;

/// One picture.
const MOST_PHOTO: usize = (desk::photo::MOST_MIB as usize) << 20;
/// A table; fifty thousand rows of long sentences fit.
const MOST_SHEET: usize = 32 << 20;
/// So many pictures of one form may turn out to be none; after that no other is tried.
const MOST_BAD: u32 = 3;

/// A file in memory.
#[derive(Debug)]
pub(super) struct Held {
    bytes: Vec<u8>,
    _room: Room,
}

/// A table that was sent, or typed.
#[derive(Debug, Clone, Default)]
pub(super) enum Sheet {
    #[default]
    None,
    Typed(Arc<str>),
    Sent(Arc<Held>),
}

impl Sheet {
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::None => &[],
            Self::Typed(text) => text.as_bytes(),
            Self::Sent(file) => &file.bytes,
        }
    }
}

/// How a file arrived.
enum Arrival {
    Whole(Held),
    TooLarge,
    /// There was no room for it.
    Crowded(Limit),
}

/// Reads the files of one form.
pub(super) struct Files<'a> {
    ask: &'a Ask,
    spec: Spec,
    /// May they be sent? Known from the first file on, which stands behind what says what the form is about.
    welcome: Option<bool>,
    share: Option<Share>,
    chosen: u32,
    bad: u32,
    /// Of the file that is being read.
    fingerprint: Fingerprint,
}

impl<'a> Files<'a> {
    pub fn of(ask: &'a Ask, spec: Spec) -> Self {
        Self { ask, spec, welcome: None, share: None, chosen: 0, bad: 0, fingerprint: Fingerprint::default() }
    }

    pub async fn read(&mut self, name: &str, part: &mut Field<'_>, form: &mut Form) -> Result<(), Broken> {
        // The browser sends a field in which no file was chosen as a file without a name.
        if part.file_name() == Some("") {
            return self.skip(part).await;
        }
        if self.spec.photos == Some(name) {
            self.photo(name, part, form).await?;
        } else if self.spec.sheet.is_some_and(|(field, _)| field == name) {
            self.sheet(name, part, form).await?;
        } else {
            self.skip(part).await?;
        }
        form.contents.add_file(name, mem::take(&mut self.fingerprint));
        Ok(())
    }

    /// Takes one picture, while only this one is in memory.
    async fn photo(&mut self, name: &str, part: &mut Field<'_>, form: &mut Form) -> Result<(), Broken> {
        self.chosen += 1;
        let place = self.chosen;
        if form.photos.len() >= MOST_PHOTOS {
            form.fault(name, Fault::Photo(PhotoFault::TooMany { most: MOST_PHOTOS as u32 }));
            return self.skip(part).await;
        }
        if !self.welcome(form).await || self.bad >= MOST_BAD || form.broken.is_some() {
            match self.ask.visitor.actor {
                None => form.pictures_lost = true,
                Some(_) => form.fault(name, Fault::Photo(PhotoFault::NotArrived { place })),
            }
            return self.skip(part).await;
        }
        // The room is given back when the picture was taken.
        let Held { bytes, _room } = match self.arrive(part, MOST_PHOTO).await? {
            Arrival::Whole(held) => held,
            Arrival::TooLarge => {
                form.fault(name, Fault::Photo(PhotoFault::TooLarge { most_mib: desk::photo::MOST_MIB }));
                return Ok(());
            }
            Arrival::Crowded(limit) => {
                self.too_much(form, limit);
                return Ok(());
            }
        };
        if bytes.is_empty() {
            form.fault(name, Fault::Photo(PhotoFault::Empty { place }));
            return Ok(());
        }
        match desk::photo::take(self.ask, bytes).await {
            Ok(id) => form.photos.push(id),
            Err(error) => self.not_taken(name, place, form, error),
        }
        Ok(())
    }

    fn not_taken(&mut self, name: &str, place: u32, form: &mut Form, error: Error) {
        match error {
            Error::Fields(faults) => {
                self.bad += 1;
                faults.into_iter().for_each(|fault| form.fault(name, fault.fault));
            }
            Error::TooMuch(much) => form.broken = Some(Broken::TooMuch(much)),
            error => {
                crate::page::reference(&error);
                form.fault(name, Fault::Photo(PhotoFault::NotArrived { place }));
            }
        }
    }

    /// Takes a table.
    async fn sheet(&mut self, name: &str, part: &mut Field<'_>, form: &mut Form) -> Result<(), Broken> {
        if !self.welcome(form).await {
            return self.skip(part).await;
        }
        match self.arrive(part, MOST_SHEET).await? {
            Arrival::Whole(held) => form.sheet = Sheet::Sent(Arc::new(held)),
            Arrival::TooLarge => {
                form.fault(name, Fault::FileTooLarge { most_mib: (MOST_SHEET >> 20) as u32 });
            }
            Arrival::Crowded(limit) => self.too_much(form, limit),
        }
        Ok(())
    }

    /// Whoever may not do it hears so from the verb, and whoever is sending as many forms as they may hears that.
    async fn welcome(&mut self, form: &mut Form) -> bool {
        if let Some(welcome) = self.welcome {
            return welcome;
        }
        if self.may(form).await.is_ok()
            && let Ok(person) = self.ask.person()
        {
            match self.ask.desk.uploads.begin(person) {
                Ok(share) => self.share = Some(share),
                Err(limit) => self.too_much(form, limit),
            }
        }
        let welcome = self.share.is_some();
        self.welcome = Some(welcome);
        welcome
    }

    fn too_much(&self, form: &mut Form, limit: Limit) {
        if let Error::TooMuch(much) = self.ask.crowded(limit) {
            form.broken = Some(Broken::TooMuch(much));
        }
    }

    async fn may(&self, form: &Form) -> Result<(), Error> {
        match (self.spec.sheet, self.spec.step) {
            (Some((_, may)), _) => may(self.ask),
            (None, Some(step)) => desk::request::may_bring(self.ask, form.part("number")?, step).await,
            (None, None) => self.ask.actor().map(drop),
        }
    }

    async fn arrive(&mut self, part: &mut Field<'_>, most: usize) -> Result<Arrival, Broken> {
        let mut room = Room::default();
        let mut bytes = Vec::new();
        while let Some(chunk) = self.chunk(part).await? {
            if bytes.len() + chunk.len() > most {
                drop((bytes, room));
                self.skip(part).await?;
                return Ok(Arrival::TooLarge);
            }
            if let Err(limit) = room.grow(&self.ask.desk.uploads, chunk.len()).await {
                drop((bytes, room));
                self.skip(part).await?;
                return Ok(Arrival::Crowded(limit));
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(Arrival::Whole(Held { bytes, _room: room }))
    }

    /// Reads a file to its end and forgets it.
    async fn skip(&mut self, part: &mut Field<'_>) -> Result<(), Broken> {
        while self.chunk(part).await?.is_some() {}
        Ok(())
    }

    /// Every byte counts among the contents of the form, so that sending it twice is known whatever is kept of it.
    async fn chunk(&mut self, part: &mut Field<'_>) -> Result<Option<Bytes>, Broken> {
        let chunk = part.chunk().await.map_err(|error| broken(&error))?;
        if let Some(bytes) = &chunk {
            self.fingerprint.add(bytes);
        }
        Ok(chunk)
    }
}
