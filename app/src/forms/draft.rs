//! What was typed into a form that was not taken, with what was wrong with it.
//!
//! It is kept for the browser's session under the form's name and page. The page shows it while its address says so
//! (`?again=order`), so a fresh visit finds a fresh form, and a reload loses nothing.

use desk::{Ask, Error, error::FieldFault};
use domain::PhotoId;
use leptos::prelude::use_context;
use serde::{Deserialize, Serialize};

use super::{Form, Spec, session};
use crate::{context, t, words};

/// A form as it is to be shown: empty, or with what was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    name: String,
    kept: Option<Kept>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    fields: Vec<(String, String)>,
    photos: Vec<PhotoId>,
    pictures_lost: bool,
    faults: Vec<FieldFault>,
    said: Option<String>,
    signed_out: bool,
}

/// Why a form was not taken.
pub(super) enum Refusal {
    SignInFirst,
    Faults(Vec<FieldFault>),
    /// In words for the person.
    Said(String),
}

/// Fields that belong to the sending, not to what was typed.
const OF_THE_SENDING: [&str; 3] = ["key", "back", "form"];

impl Draft {
    /// The form with this name on this page: empty, unless the browser was just sent back to it.
    pub async fn of(ask: &Ask, name: impl Into<String>) -> Result<Self, Error> {
        let name = name.into();
        let again = use_context::<axum::http::request::Parts>().is_some_and(|parts| {
            let query = parts.uri.query().unwrap_or_default();
            query.split('&').any(|pair| pair.strip_prefix(super::AGAIN) == Some(name.as_str()))
        });
        if !again {
            return Ok(Self { name, kept: None });
        }
        let body = desk::draft::find(ask, &place(&name, &context::path())).await?;
        // One that cannot be read was kept by another release.
        let kept = body.and_then(|body| serde_json::from_str(&body).ok());
        Ok(Self { name, kept })
    }

    /// The form's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Was the browser just sent back to it? A fold that holds the form is then open.
    pub fn is_kept(&self) -> bool {
        self.kept.is_some()
    }

    /// What was typed into a field.
    pub fn value(&self, field: &str) -> Option<String> {
        let fields = &self.kept.as_ref()?.fields;
        fields.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone())
    }

    /// What was typed, or else this.
    pub fn value_or(&self, field: &str, otherwise: &str) -> String {
        self.value(field).unwrap_or_else(|| otherwise.to_owned())
    }

    /// Was this one of the choices? `by_default` while nothing was sent yet.
    pub fn chose(&self, field: &str, choice: &str, by_default: bool) -> bool {
        match &self.kept {
            None => by_default,
            Some(kept) => kept.fields.iter().any(|(name, value)| name == field && value == choice),
        }
    }

    /// What is wrong with a field, in words.
    pub fn fault(&self, field: &str) -> Option<String> {
        let faults = &self.kept.as_ref()?.faults;
        faults.iter().find(|fault| fault.field == field).map(|fault| words::fault(&fault.fault))
    }

    /// Pictures that were taken already.
    pub fn photos(&self) -> Vec<PhotoId> {
        self.kept.as_ref().map(|kept| kept.photos.clone()).unwrap_or_default()
    }

    /// Everything that is wrong, each with the field it is about, for the summary above the form.
    pub(crate) fn troubles(&self) -> Vec<(Option<String>, String)> {
        let Some(kept) = &self.kept else { return Vec::new() };
        let faults = kept.faults.iter().map(|fault: &FieldFault| {
            let field = Some(fault.field.clone()).filter(|field| !field.is_empty());
            (field, words::fault(&fault.fault))
        });
        faults.chain(kept.said.iter().map(|said| (None, said.clone()))).collect()
    }

    /// Nothing was wrong but that nobody was signed in: what to say now that somebody is.
    pub(crate) fn welcome_back(&self) -> Option<String> {
        let kept = self.kept.as_ref().filter(|kept| kept.signed_out)?;
        Some(if kept.pictures_lost { t!("form-back-without-pictures") } else { t!("form-back") })
    }
}

/// Under which name a draft is kept: the form's and the page's.
fn place(name: &str, path: &str) -> String {
    format!("{name} {path}")
}

fn place_of_back(name: &str, back: &str) -> String {
    place(name, back.split('?').next().unwrap_or(back))
}

pub(super) async fn keep(
    ask: &Ask,
    spec: Spec,
    form: &Form,
    name: &str,
    back: &str,
    refusal: Refusal,
) -> Result<(), Error> {
    let typed = |field: &str| !OF_THE_SENDING.contains(&field) && spec.forgotten != Some(field);
    let mut kept = Kept {
        fields: form.fields().iter().filter(|(field, _)| typed(field)).cloned().collect(),
        photos: form.photos(),
        pictures_lost: form.pictures_lost,
        ..Kept::default()
    };
    match refusal {
        Refusal::SignInFirst => kept.signed_out = true,
        Refusal::Faults(faults) => kept.faults = faults,
        Refusal::Said(said) => kept.said = Some(said),
    }
    let body = serde_json::to_string(&kept)
        .map_err(|error| Error::Files { doing: "writing a draft", source: std::io::Error::other(error) })?;
    let ask = session::begun(ask).await?;
    desk::draft::keep(&ask, &place_of_back(name, back), &body).await
}

pub(super) async fn forget(ask: &Ask, form: &Form, kind: &str, back: &str) -> Result<(), Error> {
    desk::draft::forget(ask, &place_of_back(&form.name(kind), back)).await
}

/// A fault that the page itself finds, for tests of parts.
#[cfg(test)]
impl Draft {
    pub(crate) fn with(name: &str, fields: &[(&str, &str)], faults: &[(&str, desk::Fault)]) -> Self {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let faults = faults
            .iter()
            .map(|(field, fault)| FieldFault { field: (*field).to_owned(), fault: fault.clone() })
            .collect();
        Self { name: name.to_owned(), kept: Some(Kept { fields, faults, ..Kept::default() }) }
    }
}
