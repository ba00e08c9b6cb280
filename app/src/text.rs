//! The words of the house in both languages: `app/locales/<language>/<area>.ftl`, in Fluent's notation.
//!
//! [`t!`](crate::t) says a message in the reader's language: `t!("order-title")`, `t!("slip-left", hours = 3)`.
//! [`notice!`](crate::notice) names one that is told on the next page. Chinese is written first; English must have the
//! same keys. A key that stands in one language only, is used nowhere, or is used but not written fails a test.

use std::sync::LazyLock;

use axum::http::{HeaderMap, header};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

use crate::context::cookie_of;

macro_rules! areas {
    ($($name:literal),* $(,)?) => {
        /// Every area of the catalogue, with its text in each language.
        const AREAS: &[(&str, &str, &str)] = &[$((
            $name,
            include_str!(concat!("../locales/zh-CN/", $name, ".ftl")),
            include_str!(concat!("../locales/en/", $name, ".ftl")),
        )),*];
    };
}

areas![
    "shell",
    "home",
    "sign-in",
    "errors",
    "names",
    "form",
    "scan",
    "grid",
    "order",
    "next",
    "timeline",
    "request",
    "act",
    "trace",
    "me",
    "points",
    "shop",
    "voucher",
    "hall",
    "desk",
    "inbox",
    "counter",
    "admin",
    "catalogue",
    "unit",
];

/// The languages, Chinese first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    #[default]
    Zh,
    En,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];
    /// The cookie that keeps the reader's choice.
    pub const COOKIE: &str = "lang";

    /// The language tag, as `<html lang>` and the cookie have it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// What its speakers call it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Zh => "中文",
            Self::En => "English",
        }
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.tag() == tag)
    }

    /// Of two texts from the database, the one in this language.
    pub fn pick<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// What the reader chose, or else what the browser asks for, or else Chinese.
    pub fn of(headers: &HeaderMap) -> Self {
        cookie_of(headers, Self::COOKIE).and_then(Self::from_tag).unwrap_or_else(|| {
            let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
            asked.map_or(Self::Zh, Self::preferred)
        })
    }

    /// The first language of an `Accept-Language` that we speak; browsers send them in order.
    fn preferred(accept: &str) -> Self {
        accept
            .split(',')
            .find_map(|range| match range.trim().get(..2)?.to_ascii_lowercase().as_str() {
                "zh" => Some(Self::Zh),
                "en" => Some(Self::En),
                _ => None,
            })
            .unwrap_or_default()
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static ZH: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Locale::Zh));
        static EN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Locale::En));
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }
}

/// Says a message of the catalogue in the reader's language.
///
/// `t!("key")`, or `t!("key", name = value)` with strings and numbers as values.
#[macro_export]
macro_rules! t {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text::say($crate::context::locale(), $key, [$((stringify!($name), $value.into())),*])
    };
}

/// The message with this key, with `values` put in. Values are text: whoever shows the message escapes it as a whole.
pub fn say<'v, const N: usize>(locale: Locale, key: &str, values: [(&'v str, FluentValue<'v>); N]) -> String {
    say_all(locale, key, values.into_iter().collect())
}

pub(crate) fn say_all(locale: Locale, key: &str, args: FluentArgs<'_>) -> String {
    let bundle = locale.bundle();
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        tracing::error!(key, "a message is missing from the catalogue");
        return key.to_owned();
    };
    let mut errors = Vec::new();
    let said = bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned();
    if !errors.is_empty() {
        tracing::error!(key, ?errors, "a message could not be said whole");
    }
    said
}

pub(crate) fn knows(key: &str) -> bool {
    Locale::Zh.bundle().has_message(key)
}

fn bundle(locale: Locale) -> FluentBundle<FluentResource> {
    let tag = locale.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Marks around inserted values would show in copied text and in form values.
    bundle.set_use_isolating(false);
    for (area, zh, en) in AREAS {
        let resource =
            FluentResource::try_new(locale.pick(zh, en).to_owned()).unwrap_or_else(|(part, errors)| {
                tracing::error!(area, ?errors, "a part of the catalogue cannot be read");
                part
            });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(area, ?errors, "a message stands twice in the catalogue");
        }
    }
    bundle
}

#[cfg(test)]
mod tests;
