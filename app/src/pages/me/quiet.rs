//! `/me/quiet`: when one wants to be left alone.

use desk::{Ask, inbox};
use domain::Minutes;
use leptos::prelude::*;

use crate::{
    api::inbox::SetQuietHours,
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{FormFor, Select},
    t, words,
};

/// Times of day to choose from lie this far apart.
const STEP: usize = 30;

/// The form of one's quiet hours.
pub async fn quiet(ask: Ask, _address: Address) -> Result<Page, PageError> {
    let hours = inbox::quiet_hours(&ask).await?;
    let draft = Draft::of(&ask, "quiet").await?;
    let times =
        || (0..24 * 60).step_by(STEP).map(|minute| (minute.to_string(), words::clock(Minutes(minute))));
    let body = view! {
        <ul class="crumbs"><li><a href="/me">{t!("me-title")}</a></li><li>{t!("quiet-title")}</li></ul>
        <h1>{t!("quiet-title")}</h1>
        <p class="lead">{t!("quiet-lead")}</p>
        <FormFor ask action={forms::url::<SetQuietHours>()} draft=draft.clone()>
            <Select
                draft=draft.clone()
                name="from"
                label=t!("quiet-from")
                options=times().collect()
                value=hours.from().0.to_string()
            />
            <Select
                draft=draft.clone()
                name="until"
                label=t!("quiet-until")
                hint=t!("quiet-hint")
                options=times().collect()
                value=hours.until().0.to_string()
            />
            <div class="actions">
                <button class="button button--main">{t!("quiet-save")}</button>
                <a class="button button--quiet" href="/me">{t!("me-back")}</a>
            </div>
        </FormFor>
    };
    Ok(Page::new(t!("quiet-title"), body).narrow())
}
