//! How a page is dressed for whoever reads it: language, letters, colours, the bar of their post, and how much waits for
//! them. Two readers for whom all of it is the same see the same of what is shown to everybody.

use axum::http::HeaderMap;
use desk::Ask;
use domain::{Role, inbox::Unread};

use crate::{
    context::{cookie_of, headers},
    page,
    text::Locale,
};

/// The cookie for the theme, and its values.
pub const THEME: (&str, [&str; 2]) = ("theme", ["light", "dark"]);
/// The cookie for the size of letters, and its values.
pub const SIZE: (&str, [&str; 3]) = ("size", ["large", "elder", "max"]);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reader {
    pub locale: Locale,
    pub size: Option<&'static str>,
    pub theme: Option<&'static str>,
    /// `None`: nobody is signed in.
    pub role: Option<Role>,
    pub unread: Unread,
}

impl Reader {
    pub fn new(headers: &HeaderMap, role: Option<Role>, unread: Unread) -> Self {
        let (size, theme) = (chosen(headers, SIZE), chosen(headers, THEME));
        Self { locale: Locale::of(headers), size, theme, role, unread }
    }

    /// Who reads the page that is being made.
    pub(crate) async fn of(ask: &Ask) -> Self {
        let role = ask.visitor.actor.map(|actor| actor.role());
        let unread = match role {
            Some(_) => desk::inbox::unread(ask).await.unwrap_or_else(|error| {
                // A page without the count is better than none.
                page::reference(&error);
                Unread::default()
            }),
            None => Unread::default(),
        };
        Self::new(&headers(), role, unread)
    }
}

fn chosen<const N: usize>(
    headers: &HeaderMap,
    (name, values): (&str, [&'static str; N]),
) -> Option<&'static str> {
    let chosen = cookie_of(headers, name)?;
    values.into_iter().find(|value| *value == chosen)
}
