//! Size of letters, colours, language: kept in cookies, so they hold before anybody signs in. The language is also
//! remembered with the person, and goes with them to other browsers.

use desk::{
    Ask,
    identity::{self, SignedIn},
};
use leptos::prelude::*;

use crate::{
    context::cookie,
    forms::{Done, Next, Spec, set_cookie, submit},
    notice, page,
    reader::{SIZE, THEME},
    text::Locale,
};

const YEAR_SECONDS: u32 = 365 * 24 * 60 * 60;

/// Changes how this browser shows the pages. A choice that is not one counts as "as the machine says".
#[server(prefix = "/do", endpoint = "settings")]
pub async fn change_settings() -> Done {
    submit(Spec::new("settings"), |ask, form| async move {
        for (name, values) in [(SIZE.0, SIZE.1.as_slice()), (THEME.0, THEME.1.as_slice())] {
            match values.iter().find(|value| **value == form.text(name)) {
                Some(value) => set_cookie(name, value, YEAR_SECONDS),
                None => set_cookie(name, "", 0),
            }
        }
        if let Some(locale) = Locale::from_tag(&form.text("lang")) {
            speak(locale);
            if ask.visitor.actor.is_some() {
                identity::set_locale(&ask, locale.tag()).await?;
            }
        }
        Ok(Next::back().told(notice!("notice-settings")))
    })
    .await
}

/// After signing in: a browser in which no language was chosen takes over the person's; a choice made in this browser
/// stays, and is remembered for a person who has made none.
pub(super) async fn agree_on_language(ask: &Ask, signed_in: &SignedIn) {
    let here = cookie(Locale::COOKIE).as_deref().and_then(Locale::from_tag);
    let elsewhere = signed_in.locale.as_deref().and_then(Locale::from_tag);
    match (here, elsewhere) {
        (None, Some(locale)) => speak(locale),
        (Some(locale), None) => {
            let ask = Ask { visitor: signed_in.visitor, key: None, ..ask.clone() };
            if let Err(error) = identity::set_locale(&ask, locale.tag()).await {
                // They are signed in; a language to choose again is no reason to say otherwise.
                page::reference(&error);
            }
        }
        (None, None) | (Some(_), Some(_)) => {}
    }
}

fn speak(locale: Locale) {
    set_cookie(Locale::COOKIE, locale.tag(), YEAR_SECONDS);
}
