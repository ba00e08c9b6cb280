//! What was typed into a form that was not taken, with what was wrong with it.
//!
//! It is kept for the browser's session under the form's name and page. The page shows it while its address says so
//! (`?again=order`), so a fresh visit finds a fresh form, and a reload loses nothing.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use desk::{Ask, Error, error::FieldFault, sheet::SheetFaults};
use domain::{PhotoId, request::RefusalReason};
use leptos::prelude::use_context;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Form, KEPT, OF_THE_SENDING, Spec, session};
use crate::{context, t, words};

/// The fields of a slip's forms in which people write; the parts of a split number theirs.
const WORDS: [&str; 8] = ["answer", "comment", "demand", "need", "note", "plan", "question", "reason"];

/// A form as it is to be shown: empty, or with what was typed.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    name: String,
    kept: Option<Kept>,
    labels: Labels,
}

/// What the fields are called on this page. Each field tells as it is made, and all copies of a draft know.
type Labels = Arc<Mutex<BTreeMap<String, String>>>;

/// One line of the summary of what was wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// The field it is about, if the page shows it.
    pub field: Option<String>,
    pub words: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    fields: Vec<(String, String)>,
    photos: Vec<PhotoId>,
    pictures_lost: bool,
    faults: Vec<FieldFault>,
    said: Option<String>,
    #[serde(default)]
    sheet: SheetFaults,
    signed_out: bool,
    /// What the form carried that no other has. Nothing was written under it, so it goes on.
    #[serde(default)]
    id: Option<Uuid>,
}

/// Why a form was not taken.
pub(super) enum Refusal {
    SignInFirst,
    Faults(Vec<FieldFault>),
    Sheet(SheetFaults),
    /// In words for the person.
    Said(String),
}

impl Draft {
    /// The form with this name on this page: empty, unless the browser was just sent back to it.
    pub async fn of(ask: &Ask, name: impl Into<String>) -> Result<Self, Error> {
        let name = name.into();
        let again = use_context::<axum::http::request::Parts>().is_some_and(|parts| {
            let query = parts.uri.query().unwrap_or_default();
            query.split('&').any(|pair| pair.strip_prefix(super::AGAIN) == Some(name.as_str()))
        });
        if !again {
            return Ok(Self { name, ..Self::default() });
        }
        let body = desk::draft::find(ask, &place(&name, &context::path())).await?;
        // One that cannot be read was kept by another release.
        let kept = body.and_then(|body| serde_json::from_str(&body).ok());
        Ok(Self { name, kept, labels: Labels::default() })
    }

    /// The form's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Was the browser just sent back to it? A fold that holds the form is then open.
    pub fn is_kept(&self) -> bool {
        self.kept.is_some()
    }

    /// What the form carried that no other has: it is the same form until it is taken, so whoever leafs back to an earlier
    /// page of it and sends that again sends nothing twice.
    pub(crate) fn id(&self) -> Option<Uuid> {
        self.kept.as_ref()?.id
    }

    /// What was typed into a field.
    pub fn value(&self, field: &str) -> Option<String> {
        let fields = &self.kept.as_ref()?.fields;
        fields.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone())
    }

    /// What was written in words, field by field, for a page that does not have the form any more.
    pub(crate) fn words(&self) -> Vec<String> {
        let fields = self.kept.iter().flat_map(|kept| &kept.fields);
        let is_written = |name: &str| WORDS.iter().any(|words| name.starts_with(words));
        // A refusal's reason is chosen from a list.
        let is_chosen =
            |value: &str| value.is_empty() || RefusalReason::ALL.iter().any(|reason| reason.name() == value);
        let written = fields.filter(|(name, value)| is_written(name) && !is_chosen(value));
        written.map(|(_, value)| value.clone()).collect()
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

    /// Notes that the page has this field under this label: the summary of what was wrong names it so and leads to it.
    /// The parts of a form do this by themselves; a page that draws a field of its own does it too.
    pub(crate) fn shows(&self, field: &str, label: &str) {
        let mut labels = self.labels.lock().unwrap_or_else(PoisonError::into_inner);
        labels.insert(field.to_owned(), label.to_owned());
    }

    /// Pictures that were taken already.
    pub fn photos(&self) -> Vec<PhotoId> {
        self.kept.as_ref().map(|kept| kept.photos.clone()).unwrap_or_default()
    }

    /// Everything that is wrong, for the summary above the form. Ask once the form's fields are made.
    pub(crate) fn troubles(&self) -> Vec<Trouble> {
        let Some(kept) = &self.kept else { return Vec::new() };
        let labels = self.labels.lock().unwrap_or_else(PoisonError::into_inner);
        let faults = kept.faults.iter().map(|FieldFault { field, fault }| {
            let fault = words::fault(fault);
            match labels.get(field) {
                Some(label) => Trouble {
                    field: Some(field.clone()),
                    words: t!("form-fault", label = label.as_str(), fault = fault),
                },
                None => Trouble { field: None, words: fault },
            }
        });
        let said = kept.said.iter().cloned().chain(words::sheet(&kept.sheet));
        faults.chain(said.map(|words| Trouble { field: None, words })).collect()
    }

    /// What stands above several troubles.
    pub(crate) fn heading(&self, troubles: &[Trouble]) -> String {
        match &self.kept {
            Some(kept) if kept.sheet.total > 0 => t!("form-sheet-errors", count = kept.sheet.total),
            Some(_) | None => t!("form-errors", count = troubles.len()),
        }
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
    refusal: &Refusal,
) -> Result<(), Error> {
    let typed = |field: &str| !OF_THE_SENDING.contains(&field) && spec.forgotten != Some(field);
    let mut kept = Kept {
        fields: form.fields().iter().filter(|(field, _)| typed(field)).cloned().collect(),
        photos: form.photos(),
        pictures_lost: form.pictures_lost,
        id: form.id(),
        ..Kept::default()
    };
    match refusal {
        Refusal::SignInFirst => kept.signed_out = true,
        Refusal::Faults(faults) => kept.faults = faults.clone(),
        Refusal::Sheet(faults) => kept.sheet = faults.clone(),
        Refusal::Said(said) => kept.said = Some(said.clone()),
    }
    // Whatever the verb says, the pictures are still wrong; it may have said so too.
    for fault in &form.faults {
        if !kept.faults.contains(fault) {
            kept.faults.push(fault.clone());
        }
    }
    let body = serde_json::to_string(&kept)
        .map_err(|error| Error::Files { doing: "writing a draft", source: std::io::Error::other(error) })?;
    // A browser that comes without a cookie gets one with its first draft.
    let token = desk::draft::keep(ask, &context::caller().agent, &place_of_back(name, back), &body).await?;
    if let Some(token) = token {
        session::begin(&token);
    }
    Ok(())
}

pub(super) async fn forget(ask: &Ask, form: &Form, kind: &str, back: &str) -> Result<(), Error> {
    if form.text(KEPT).is_empty() {
        return Ok(());
    }
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
        let kept = Some(Kept { fields, faults, ..Kept::default() });
        Self { name: name.to_owned(), kept, labels: Labels::default() }
    }
}
