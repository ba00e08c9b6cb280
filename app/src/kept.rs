//! The pages of grids, kept in memory as long as they are true: what everybody sees alike on one, and whole documents for
//! readers who are alike. A page of a grid is asked for more often than all others together.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use desk::{live::Topic, view::GridEdition};
use domain::{Actor, Area, Timestamp};
use leptos::{prelude::*, tachys::html::InertElement};

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

/// A document that is the same for readers who are alike, but for what it watches: that names the reader and the moment.
pub struct Document {
    before: String,
    after: String,
}

impl Document {
    /// Takes out of a document what it watches. `None`: it does not stand there once.
    fn of(html: &str, topics: &str) -> Option<Self> {
        let (before, after) = html.split_once(&escaped(topics))?;
        (!after.contains(&escaped(topics)))
            .then(|| Self { before: before.to_owned(), after: after.to_owned() })
    }

    /// The document for one of those readers, who watches this from now on.
    fn filled(&self, topics: &str) -> String {
        [&self.before, &*escaped(topics), &self.after].concat()
    }
}

/// As it stands in an attribute.
fn escaped(topics: &str) -> String {
    topics.replace('&', "&amp;")
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
    ) -> Option<String> {
        let document = self.documents.find(&(grid, reader), edition)?;
        Some(document.filled(&topics(actor, vec![Topic::Grid(grid)], at)?))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_filled_with_what_each_reader_watches() {
        let html = |watched: &str| format!("<p data-props='{watched}'></p>");
        let document = Document::of(&html("topic=me&amp;since=1"), "topic=me&since=1").unwrap();
        assert_eq!(document.filled("topic=you&since=2"), html("topic=you&amp;since=2"));
        for strange in [html("topic=you"), html("topic=me&amp;since=1").repeat(2)] {
            assert!(Document::of(&strange, "topic=me&since=1").is_none(), "{strange}");
        }
    }
}
