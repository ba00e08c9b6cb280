//! The pages of grids, kept in memory as long as they are true: what everybody sees alike on one, and whole documents for
//! readers who are alike. A page of a grid is asked for more often than all others together.

mod document;

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use desk::{live::Topic, view::GridEdition};
use domain::{Actor, Area, Timestamp};
use leptos::{prelude::*, tachys::html::InertElement};

use self::document::Document;
use crate::{
    page::Page,
    reader::Reader,
    shell::{html, topics},
    text::Locale,
};

/// So many of each are kept, some ten megabytes of them.
const MOST: usize = 1000;

/// The title and the body of a page, as they are sent.
#[derive(Clone)]
pub struct Body {
    title: String,
    html: String,
}

impl Body {
    pub fn of(title: String, body: impl IntoView) -> Self {
        Self { title, html: html(body) }
    }
}

impl From<Body> for Page {
    fn from(body: Body) -> Self {
        Self::new(body.title, InertElement::new(body.html))
    }
}

/// The pages of grids, each with the edition it is of.
#[derive(Default)]
pub struct Kept {
    bodies: Shelf<(Area, Locale), Body>,
    documents: Shelf<(Area, Reader), Document>,
}

impl Kept {
    /// What everybody sees of this edition, if it was kept.
    pub fn body(&self, grid: Area, locale: Locale, edition: GridEdition) -> Option<Arc<Body>> {
        self.bodies.find(&(grid, locale), edition)
    }

    /// Keeps what was made after `edition` was asked for, so that it is never older than that.
    pub fn keep_body(&self, grid: Area, locale: Locale, edition: GridEdition, body: Body) {
        self.bodies.keep((grid, locale), edition, body);
    }

    /// The whole document of this edition for this reader, if one was kept for readers like them.
    pub fn document(
        &self,
        (grid, edition): (Area, GridEdition),
        reader: Reader,
        actor: Option<Actor>,
        at: Timestamp,
    ) -> Option<ForOne> {
        let document = self.documents.find(&(grid, reader), edition)?;
        Some(ForOne { document, topics: topics(actor, vec![Topic::Grid(grid)], at)? })
    }

    /// Keeps a document that was made after `edition` was asked for.
    pub(crate) fn keep_document(
        &self,
        (grid, edition): (Area, GridEdition),
        reader: Reader,
        html: &str,
        topics: &str,
    ) {
        if let Some(document) = Document::of(html, topics) {
            self.documents.keep((grid, reader), edition, document);
        }
    }
}

/// A kept document, and what its next reader watches.
pub struct ForOne {
    document: Arc<Document>,
    topics: String,
}

impl ForOne {
    pub fn plain(&self) -> String {
        self.document.plain(&self.topics)
    }

    /// Compressed as gzip, if that was done with.
    pub fn packed(&self) -> Option<Vec<u8>> {
        self.document.packed(&self.topics)
    }
}

/// Is this how everybody asks for the page of a grid? Only such a page is kept: the address stands in it.
pub fn is_of_everybody(address: &str, grid: Area) -> bool {
    address.strip_prefix("/g/").is_some_and(|rest| rest == grid.to_string())
}

/// The kept pages of this server.
pub fn kept() -> Arc<Kept> {
    use_context().unwrap_or_default()
}

/// What is true as long as an edition is the newest.
struct Shelf<K, V>(Mutex<HashMap<K, (GridEdition, Arc<V>)>>);

impl<K, V> Default for Shelf<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V> Shelf<K, V> {
    fn find(&self, key: &K, edition: GridEdition) -> Option<Arc<V>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(key).filter(|(of, _)| *of == edition).map(|(_, value)| Arc::clone(value))
    }

    fn keep(&self, key: K, edition: GridEdition, value: V) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, (edition, Arc::new(value)));
    }
}
