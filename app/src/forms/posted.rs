//! Reading what a browser sent: plain or multipart, fields and pictures, within limits.
//!
//! The body is set aside before the framework sees it: its own reading of multipart has no limit and panics over a bad
//! header, and its reading of plain forms answers a bad field with a status 500. Here nothing fails; what is too much or cannot be read is said
//! beside the form like any other fault.

mod files;

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    body::Body,
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request,
        multipart::{Field, MultipartError},
    },
    http::{StatusCode, header, request::Parts},
    response::IntoResponse,
};
use desk::{
    Ask, Error, Fault,
    error::FieldFault,
    idempotency::{Contents, IdempotencyKey},
    limits::TooMuch,
};
use domain::{PhotoId, text::is_blank};
use uuid::Uuid;

use self::files::{Files, Sheet};
use super::{OF_THE_SENDING, Spec};

/// All fields of a form together, without pictures.
const MOST_TEXT: usize = 256 * 1024;
const MOST_FIELDS: usize = 200;
/// How many pictures.
pub const MOST_PHOTOS: usize = desk::photo::MOST as usize;
/// What is read at all before it is given up: more than nine common pictures, so that a phone that sends twenty still hears
/// how many are taken.
const MOST_BODY: usize = 192 * 1024 * 1024;

/// A form's body, out of the framework's reach.
#[derive(Clone)]
struct Aside(Arc<Mutex<Option<Request>>>);

/// Takes the body of a request for a server function aside; the framework sees an empty form.
pub fn set_aside(request: Request) -> Request {
    let (mut parts, body) = request.into_parts();
    let mut aside = Request::new(body);
    *aside.headers_mut() = parts.headers.clone();
    *aside.method_mut() = parts.method.clone();
    parts.extensions.insert(Aside(Arc::new(Mutex::new(Some(aside)))));
    parts
        .headers
        .insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/x-www-form-urlencoded"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Request::from_parts(parts, Body::empty())
}

/// What was sent.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    photos: Vec<PhotoId>,
    sheet: Sheet,
    /// All of it as it was sent, but for what belongs to the sending.
    contents: Contents,
    /// What is wrong with it whatever it asks for: pictures that cannot be taken, a table that is not there.
    pub(super) faults: Vec<FieldFault>,
    pub(super) pictures_lost: bool,
    pub(super) broken: Option<Broken>,
}

/// Why it could not be read to its end, and so cannot be handed to a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    TooLarge,
    Unreadable,
    /// More files than are taken at a time.
    TooMuch(TooMuch),
}

impl Form {
    /// What was typed into a field; empty if there is no such field.
    pub fn text(&self, name: &str) -> String {
        self.find(name).unwrap_or_default().to_owned()
    }

    /// What was typed into a field that may be left out.
    pub fn optional(&self, name: &str) -> Option<String> {
        self.find(name).map(str::trim).filter(|value| !is_blank(value)).map(str::to_owned)
    }

    /// Everything that was ticked under one name.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.fields.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect()
    }

    pub fn ticked(&self, name: &str) -> bool {
        self.find(name).is_some_and(|value| !value.is_empty())
    }

    /// A hidden field that says what the form is about. One that cannot be read names nothing that exists.
    pub fn part<T: std::str::FromStr>(&self, name: &str) -> Result<T, Error> {
        self.find(name).and_then(|value| value.parse().ok()).ok_or(Error::NotFound)
    }

    /// A choice among given ones: `form.choice("grade", Grade::from_name)`. Nothing chosen is a fault of the field.
    pub fn choice<T>(&self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, Error> {
        let value = self.find(name).map(str::trim).unwrap_or_default();
        let fault = if value.is_empty() { Fault::Missing } else { Fault::NotAChoice };
        read(value).ok_or_else(|| Error::field(name, fault))
    }

    /// A value that reads itself from text: a number, a code, an id.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Result<T, Error> {
        self.choice(name, |value| value.parse().ok())
    }

    /// The pictures that were taken, now or before.
    pub fn photos(&self) -> Vec<PhotoId> {
        self.photos.clone()
    }

    /// The table that was sent.
    pub fn sheet(&self) -> &[u8] {
        self.sheet.bytes()
    }

    /// What this form carries that no other has. It is fresh each time a form is shown, and stays until the form is taken.
    pub(super) fn id(&self) -> Option<Uuid> {
        self.find("key")?.parse().ok()
    }

    /// What makes sending it twice with the same contents the same as sending it once.
    pub(super) fn key(&self) -> Option<IdempotencyKey> {
        Some(IdempotencyKey::new(self.id()?, &self.contents))
    }

    /// The name of the form on its page: the one that was sent, if it is one of this kind.
    pub(super) fn name(&self, kind: &str) -> String {
        let sent = self.find("form").unwrap_or_default();
        let rest = sent.strip_prefix(kind).unwrap_or_default();
        let plain = rest.len() <= 60 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if rest.starts_with('-') && plain { sent.to_owned() } else { kind.to_owned() }
    }

    pub(super) fn fields(&self) -> &[(String, String)] {
        &self.fields
    }

    fn find(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Counts a field among the contents.
    fn holds(&mut self, name: &str, value: &[u8]) {
        if !OF_THE_SENDING.contains(&name) {
            self.contents.add(name, value);
        }
    }

    fn fault(&mut self, field: &str, fault: Fault) {
        let fault = FieldFault { field: field.to_owned(), fault };
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }
}

/// Reads the body that was set aside.
pub(super) async fn read(ask: &Ask, parts: &Parts, spec: Spec) -> Form {
    let mut form = Form { contents: Contents::of(parts.uri.path()), ..Form::default() };
    let aside = parts.extensions.get::<Aside>().cloned();
    let Some(mut request) =
        aside.and_then(|Aside(cell)| cell.lock().unwrap_or_else(PoisonError::into_inner).take())
    else {
        form.broken = Some(Broken::Unreadable);
        return form;
    };
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let outcome = if kind.starts_with("multipart/form-data") {
        DefaultBodyLimit::max(MOST_BODY).apply(&mut request);
        read_parts(ask, spec, request, &mut form).await
    } else {
        DefaultBodyLimit::max(MOST_TEXT).apply(&mut request);
        read_plain(request, &mut form).await
    };
    form.broken = form.broken.or(outcome.err());
    if let Some((name, _)) = spec.sheet {
        sheet_or_text(name, &mut form);
    }
    form
}

/// A table may also have been typed, and there must be one.
fn sheet_or_text(name: &'static str, form: &mut Form) {
    if form.sheet().is_empty() {
        form.sheet = Sheet::Typed(form.text(name).into());
    }
    if form.sheet().is_empty() && form.faults.is_empty() {
        form.fault(name, Fault::Missing);
    }
}

async fn read_plain(request: Request, form: &mut Form) -> Result<(), Broken> {
    let axum::Form(fields) =
        axum::Form::<Vec<(String, String)>>::from_request(request, &()).await.map_err(|error| {
            let status = error.into_response().status();
            if status == StatusCode::PAYLOAD_TOO_LARGE { Broken::TooLarge } else { Broken::Unreadable }
        })?;
    if fields.len() > MOST_FIELDS {
        return Err(Broken::TooLarge);
    }
    for (name, value) in &fields {
        form.holds(name, value.as_bytes());
    }
    form.fields = fields;
    Ok(())
}

async fn read_parts(ask: &Ask, spec: Spec, request: Request, form: &mut Form) -> Result<(), Broken> {
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Broken::Unreadable)?;
    let mut files = Files::of(ask, spec);
    let mut room = MOST_TEXT;
    loop {
        let part = parts.next_field().await.map_err(|error| broken(&error))?;
        let Some(mut part) = part else { return Ok(()) };
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_some() {
            files.read(&name, &mut part, form).await?;
            continue;
        }
        let text = bytes(&mut part, room).await?.ok_or(Broken::TooLarge)?;
        room -= text.len();
        form.holds(&name, &text);
        let text = String::from_utf8_lossy(&text).into_owned();
        if spec.photos == Some(name.as_str()) {
            // Taken with an earlier try of this form.
            form.photos.extend(text.parse::<PhotoId>().ok().filter(|id| !form.photos.contains(id)));
        } else {
            form.fields.push((name, text));
        }
        if form.fields.len() > MOST_FIELDS {
            return Err(Broken::TooLarge);
        }
    }
}

fn broken(error: &MultipartError) -> Broken {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { Broken::TooLarge } else { Broken::Unreadable }
}

/// The bytes of a part, or `None` if there are more than `most`; the rest is then read and forgotten.
async fn bytes(part: &mut Field<'_>, most: usize) -> Result<Option<Vec<u8>>, Broken> {
    let mut bytes = Vec::new();
    let mut fits = true;
    while let Some(chunk) = part.chunk().await.map_err(|error| broken(&error))? {
        fits &= bytes.len() + chunk.len() <= most;
        if fits {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    Ok(fits.then_some(bytes))
}
