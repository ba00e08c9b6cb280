//! A page: an async function from who asks and at which address to a [`Page`], or to a [`PageError`] that is turned
//! into the right status and a kind page. [`page`] is the one place where that happens.

use std::str::FromStr;

use axum::http::{HeaderName, StatusCode, header};
use desk::{Ask, identity, live::Topic, view::GridEdition};
use domain::Area;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use crate::{
    context::{self, encoded, see_other, set_header, set_status},
    pages::problem,
    shell,
    text::{self, Locale},
};

/// What a page function returns.
pub struct Page {
    pub(crate) title: String,
    pub(crate) narrow: bool,
    pub(crate) here: Option<Here>,
    pub(crate) watches: Vec<Topic>,
    pub(crate) desk_keys: bool,
    pub(crate) still: bool,
    pub(crate) kept_as: Option<(Area, GridEdition)>,
    pub(crate) body: AnyView,
}

/// The grid that a page is about, for the line at the top.
pub(crate) struct Here {
    pub grid: Area,
    pub above: String,
    pub name: String,
}

impl Page {
    /// A page with its title, as the browser's tab shows it, and what stands in `<main>`.
    pub fn new(title: impl Into<String>, body: impl IntoView + 'static) -> Self {
        Self {
            title: title.into(),
            narrow: false,
            here: None,
            watches: Vec::new(),
            desk_keys: false,
            still: false,
            kept_as: None,
            body: body.into_any(),
        }
    }

    /// For reading and for single forms: a short line.
    pub fn narrow(self) -> Self {
        Self { narrow: true, ..self }
    }

    /// Says at the top which grid this is about: `above` is its town and community, in words.
    pub fn in_grid(self, grid: Area, above: impl Into<String>, name: impl Into<String>) -> Self {
        Self { here: Some(Here { grid, above: above.into(), name: name.into() }), ..self }
    }

    /// Hears the keys of the desk: `public/desk.js`.
    pub fn with_desk_keys(self) -> Self {
        Self { desk_keys: true, ..self }
    }

    /// The page of a grid in an edition: its document serves readers who are alike as long as the edition lasts.
    pub(crate) fn kept_as(self, grid: Area, edition: GridEdition) -> Self {
        Self { kept_as: Some((grid, edition)), ..self }
    }

    /// Never looks again: for what was said once, and for what looking again would only lead away from.
    pub(crate) fn still(self) -> Self {
        Self { still: true, ..self }
    }

    /// Looks again when this changes: every element with a `data-live` name is replaced by its newer self.
    pub fn watching(mut self, topic: Topic) -> Self {
        self.watches.push(topic);
        self
    }
}

/// The address of a page: the parts of its path that the route names, and its query.
#[derive(Debug, Clone, Default)]
pub struct Address {
    parts: ParamsMap,
    query: ParamsMap,
}

impl Address {
    fn current() -> Self {
        // The page for unknown addresses has no route, and so no parts.
        let parts = use_context::<ArcMemo<ParamsMap>>().map(|parts| parts.get_untracked());
        Self {
            parts: parts.unwrap_or_default(),
            query: leptos_router::hooks::use_query_map().get_untracked(),
        }
    }

    /// A part of the path, such as `number` in `/r/:number`. One that cannot be read names nothing that exists.
    pub fn part<T: FromStr>(&self, name: &str) -> Result<T, PageError> {
        self.parts
            .get_str(name)
            .and_then(|text| text.parse().ok())
            .ok_or(PageError::Desk(desk::Error::NotFound))
    }

    /// A value of the query, if it is there and not empty.
    pub fn query(&self, name: &str) -> Option<String> {
        self.query.get(name).filter(|value| !value.is_empty())
    }

    /// A value of the query as what it means, if it is there and means something.
    pub fn queried<T: FromStr>(&self, name: &str) -> Option<T> {
        self.query.get_str(name).and_then(|value| value.parse().ok())
    }
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    #[error(transparent)]
    Desk(#[from] desk::Error),
    /// The page is elsewhere: a path of ours.
    #[error("see {0}")]
    SeeOther(String),
}

/// Answers an address with what `of` makes of it.
pub fn page<F, Fut>(of: F) -> impl IntoView
where
    F: Fn(Ask, Address) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Page, PageError>> + Send + 'static,
{
    let address = Address::current();
    Suspend::new(async move {
        of_one_person();
        let Some(ask) = context::ask() else {
            // The session middleware puts an ask into every request; without it nothing can be shown.
            tracing::error!("a page was asked for without the session middleware");
            set_status(StatusCode::INTERNAL_SERVER_ERROR);
            return None;
        };
        let page = match of(ask.clone(), address.clone()).await {
            Ok(page) => page,
            Err(error) => match fitting(&ask, &error, |ask| of(ask, address.clone())).await {
                Some(switch) => switch.still(),
                None => problem_page(error).still(),
            },
        };
        Some(shell::document(&ask, page).await)
    })
}

/// Somebody was refused in the post they act in, and holds another one in which the page would open: the way to act in that. It
/// is found by trying, so that it cannot disagree with the pages.
async fn fitting<Fut>(ask: &Ask, error: &PageError, open: impl Fn(Ask) -> Fut) -> Option<Page>
where
    Fut: Future<Output = Result<Page, PageError>>,
{
    let PageError::Desk(desk::Error::NotFound | desk::Error::Denied(_)) = error else { return None };
    let acting = ask.visitor.actor?.post;
    for held in identity::posts(ask).await.ok()? {
        if Some(held.post) != acting && open(ask.acting_in(Some(held.post))).await.is_ok() {
            set_status(StatusCode::FORBIDDEN);
            return problem::other_post(ask, &held).await.ok();
        }
    }
    None
}

/// The page for an address that no route knows: the same as for a thing that does not exist.
pub fn not_found() -> impl IntoView {
    page(|_, _| async { Err(desk::Error::NotFound.into()) })
}

/// A page is one person's: no proxy keeps it, and a browser asks again before it shows its own copy.
pub const OF_ONE_PERSON: [(HeaderName, &str); 2] =
    [(header::CACHE_CONTROL, "private, no-cache"), (header::VARY, "Cookie, Accept-Language")];

fn of_one_person() {
    for (name, value) in OF_ONE_PERSON {
        set_header(name, value);
    }
}

fn problem_page(error: PageError) -> Page {
    let error = match error {
        PageError::Desk(error) => error,
        PageError::SeeOther(to) => {
            see_other(&to);
            return problem::elsewhere(to);
        }
    };
    match error {
        desk::Error::SignInFirst => {
            let to = format!("/signin?to={}", encoded(&context::here()));
            see_other(&to);
            problem::elsewhere(to)
        }
        desk::Error::NotFound => {
            set_status(StatusCode::NOT_FOUND);
            problem::not_found()
        }
        desk::Error::Denied(denied) => {
            set_status(StatusCode::FORBIDDEN);
            problem::closed_door(denied)
        }
        desk::Error::Store(_) | desk::Error::Files { .. } => {
            set_status(StatusCode::INTERNAL_SERVER_ERROR);
            problem::broken(&reference(&error))
        }
        other => {
            set_status(StatusCode::CONFLICT);
            problem::refused(&other)
        }
    }
}

/// Logs our own failure once, with the whole chain of causes, and returns the reference the person is told.
pub fn reference(error: &desk::Error) -> String {
    tracing::error!("{}", desk::error::chain(error));
    context::caller().reference
}

/// What is said of a failure of ours where there is no page to say it on: in every language, with the reference.
pub fn sorry(reference: &str) -> String {
    let say = |locale| text::say(locale, "error-reference", [("reference", reference.into())]) + "\n";
    Locale::ALL.map(say).concat()
}

/// What somebody hears who cannot be let in just now, without a page, in all languages.
pub fn crowded(seconds: u32) -> String {
    let say = |locale| text::say(locale, "error-connections", [("seconds", seconds.into())]) + "\n";
    Locale::ALL.map(say).concat()
}
