//! Where a form leads, and what is told there.

use axum::http::{HeaderName, request::Parts};
use desk::identity::Token;
use domain::RequestNumber;
use fluent_bundle::{FluentArgs, FluentValue};
use leptos::prelude::use_context;

use super::set_cookie;
use crate::{
    context::{cookie, local_path, locale, see_other, set_header},
    notice, text,
};

const COOKIE_SECONDS: u32 = 120;

/// The page after a form that was taken.
#[derive(Debug, Clone, Default)]
pub struct Next {
    to: Option<String>,
    slip: Option<RequestNumber>,
    notice: Option<Notice>,
    session: Option<Session>,
    known_by: Option<Token>,
}

#[derive(Debug, Clone)]
enum Session {
    Begin(Token),
    End,
}

impl Next {
    /// Goes to this path of ours.
    pub fn to(path: impl Into<String>) -> Self {
        Self { to: Some(path.into()), ..Self::default() }
    }

    /// Goes back to the page of the form.
    pub fn back() -> Self {
        Self::default()
    }

    /// The form was about this slip, or made it.
    pub fn about(self, number: RequestNumber) -> Self {
        Self { slip: Some(number), ..self }
    }

    /// Tells this at the top of the next page, once: `.told(notice!("notice-placed"))`.
    pub fn told(self, notice: Notice) -> Self {
        Self { notice: Some(notice), ..self }
    }

    /// The form was handed in before, and this is what came of it then: says so, whatever else there was to tell.
    pub(super) fn told_again(self) -> Self {
        let notice = match self.slip {
            Some(number) => notice!("notice-again-slip", number = number),
            None => notice!("notice-again"),
        };
        self.told(notice)
    }

    /// The browser gets this token as its session.
    pub fn with_session(self, token: Token) -> Self {
        Self { session: Some(Session::Begin(token)), ..self }
    }

    /// The browser gets this token, if any, to be known by when somebody signs in there again.
    pub fn known_by(self, token: Option<Token>) -> Self {
        Self { known_by: token, ..self }
    }

    /// The browser's session is over. It also forgets the pages it kept, which others could leaf back to.
    pub fn without_session(self) -> Self {
        Self { session: Some(Session::End), ..self }
    }

    pub(super) fn go(self, back: &str) {
        if let Some(notice) = self.notice {
            set_cookie(Notice::COOKIE, &notice.written(), COOKIE_SECONDS);
        }
        if let Some(token) = self.known_by {
            super::session::be_known_by(&token);
        }
        match self.session {
            Some(Session::Begin(token)) => super::session::begin(&token),
            Some(Session::End) => {
                super::session::end();
                set_header(HeaderName::from_static("clear-site-data"), "\"cache\"");
            }
            None => {}
        }
        let to = self.to.as_deref().and_then(local_path).unwrap_or(back);
        see_other(to);
    }
}

/// A message for the next page: a key of the catalogue, and harmless values such as a request's number. It travels in a
/// cookie, so it says nothing about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    key: String,
    values: Vec<(String, String)>,
}

/// Names a message for the next page. Its key begins with `notice-`.
#[macro_export]
macro_rules! notice {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::forms::Notice::new($key, &[$((stringify!($name), $value.to_string())),*])
    };
}

fn plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

impl Notice {
    pub const COOKIE: &str = "notice";

    pub fn new(key: &str, values: &[(&str, String)]) -> Self {
        let values = values.iter().filter(|(_, value)| plain(value));
        Self {
            key: key.to_owned(),
            values: values.map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        }
    }

    /// The notice this browser brings, which is told now and never again. A script that only looks again does not count.
    pub(crate) fn take() -> Option<Self> {
        let navigates = use_context::<Parts>()
            .is_some_and(|parts| parts.headers.get("sec-fetch-mode").is_none_or(|mode| mode == "navigate"));
        let notice = cookie(Self::COOKIE).filter(|_| navigates)?;
        set_cookie(Self::COOKIE, "", 0);
        Self::read(&notice)
    }

    fn written(&self) -> String {
        let values: String = self.values.iter().map(|(name, value)| format!(".{name}.{value}")).collect();
        format!("{}{values}", self.key)
    }

    /// Takes only what [`Notice::written`] can have written: a browser may send anything.
    fn read(cookie: &str) -> Option<Self> {
        let mut pieces = cookie.split('.');
        let key = pieces.next().filter(|key| key.starts_with("notice-") && text::knows(key))?;
        let mut values = Vec::new();
        while let (Some(name), Some(value)) = (pieces.next(), pieces.next()) {
            if !(plain(name) && plain(value) && value.len() <= 40) {
                return None;
            }
            values.push((name.to_owned(), value.to_owned()));
        }
        Some(Self { key: key.to_owned(), values })
    }

    /// The message in the reader's language.
    pub fn said(&self) -> String {
        let args: FluentArgs<'_> = self
            .values
            .iter()
            .map(|(name, value)| (name.as_str(), FluentValue::from(value.as_str())))
            .collect();
        text::say_all(locale(), &self.key, args)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_survives_its_cookie_and_a_made_up_one_does_not() {
        let notice = Notice::new("notice-settings", &[("number", "2632504829137".to_owned())]);
        assert_eq!(Notice::read(&notice.written()), Some(notice));
        for forged in
            ["", "error-not-found", "notice-unknown", "notice-settings.a.<b>", "notice-settings.<a>.b"]
        {
            assert_eq!(Notice::read(forged), None, "{forged}");
        }
        let personal = Notice::new("notice-settings", &[("name", "王小明".to_owned())]);
        assert_eq!(personal.written(), "notice-settings");
    }
}
