//! Size of letters, colours, language: kept in cookies, so they hold before anybody signs in.

use leptos::prelude::*;

use crate::{
    forms::{Done, Next, Spec, set_cookie, submit},
    notice,
    shell::{SIZE, THEME},
    text::Locale,
};

const YEAR_SECONDS: u32 = 365 * 24 * 60 * 60;

/// Changes how this browser shows the pages. A choice that is not one counts as "as the machine says".
#[server(prefix = "/do", endpoint = "settings")]
pub async fn change_settings() -> Done {
    submit(Spec::new("settings"), |_, form| async move {
        for (name, values) in [(SIZE.0, SIZE.1.as_slice()), (THEME.0, THEME.1.as_slice())] {
            match values.iter().find(|value| **value == form.text(name)) {
                Some(value) => set_cookie(name, value, YEAR_SECONDS),
                None => set_cookie(name, "", 0),
            }
        }
        if let Some(locale) = Locale::from_tag(&form.text("lang")) {
            set_cookie(Locale::COOKIE, locale.tag(), YEAR_SECONDS);
        }
        Ok(Next::back().told(notice!("notice-settings")))
    })
    .await
}
