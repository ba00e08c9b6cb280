//! What everybody sees alike on a page, kept in memory as long as it is true. What is personal stands around it, in the
//! shell, and is made anew each time.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use desk::view::GridEdition;
use domain::Area;
use leptos::{prelude::*, tachys::html::InertElement};

use crate::{page::Page, shell::html, text::Locale};

/// So many are kept, some ten megabytes of them.
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

/// The pages of grids in both languages, each with the edition it is of.
#[derive(Default)]
pub struct Kept(Mutex<HashMap<(Area, Locale), (GridEdition, Body)>>);

impl Kept {
    /// The page of this edition, if it was kept.
    pub fn find(&self, grid: Area, locale: Locale, edition: GridEdition) -> Option<Body> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&(grid, locale)).filter(|(of, _)| *of == edition).map(|(_, body)| body.clone())
    }

    /// Keeps a page that was made after `edition` was asked for, so that it is never older than that.
    pub fn keep(&self, grid: Area, locale: Locale, edition: GridEdition, body: Body) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert((grid, locale), (edition, body));
    }
}

/// The kept pages of this server.
pub fn kept() -> Arc<Kept> {
    use_context().unwrap_or_default()
}
