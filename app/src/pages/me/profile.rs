//! `/me/profile`: a name, and where one lives, so that an order needs less typing.

use desk::{Ask, identity, place::search};
use domain::{
    Area,
    area::Level,
    text::{Line, Name},
};
use leptos::prelude::*;

use super::{Home, place};
use crate::{
    api::me::SetProfile,
    context::encoded,
    forms::{self, Draft},
    page::{Address, Page, PageError},
    pages::grid::above,
    parts::{Field, FormFor, Picture, Sign, form::id_of},
    t,
};

/// The form of one's profile. `?find=` looks for a grid, `?grid=` has chosen one.
pub async fn profile(ask: Ask, address: Address) -> Result<Page, PageError> {
    let me = identity::me(&ask).await?;
    if let Some(text) = address.query("find") {
        return find(&ask, &text).await;
    }
    let draft = Draft::of(&ask, "profile").await?;
    let typed = draft.value("grid").and_then(|grid| grid.parse::<Area>().ok());
    let chosen =
        address.queried::<Area>("grid").filter(|area| area.level() >= Level::Grid).or(typed).or(me.home);
    let home = match chosen {
        Some(area) => place(&ask, area).await?,
        None => None,
    };
    let area = home.as_ref().map_or_else(String::new, |home| home.area.to_string());
    draft.shows("grid", &t!("me-home"));
    let fault = draft.fault("grid").map(|fault| {
        view! { <p class="error"><Sign name="warn" />{fault}</p> }
    });
    let public_phone = super::public_phone::public_phone(&ask, None).await?;
    let body = view! {
        <ul class="crumbs"><li><a href="/me">{t!("me-title")}</a></li><li>{t!("me-profile")}</li></ul>
        <h1>{t!("me-profile")}</h1>
        <p class="lead">{t!("me-profile-lead")}</p>
        <section id=id_of(&draft, "grid")>
            <h2>{t!("me-home")}</h2>
            {fault}
            {lives(home)}
            {finder(String::new())}
        </section>
        <FormFor ask action={forms::url::<SetProfile>()} draft=draft.clone()>
            <input type="hidden" name="grid" value=area />
            <Field
                draft=draft.clone()
                name="building"
                label=t!("me-building")
                hint=t!("me-building-hint")
                value=me.building.map(String::from).unwrap_or_default()
                maxlength=Line::MOST
                autocomplete="address-line1"
                optional=true
            />
            <Field
                draft=draft.clone()
                name="door"
                label=t!("me-door")
                hint=t!("me-door-hint")
                value=me.door.map(String::from).unwrap_or_default()
                maxlength=Line::MOST
                autocomplete="address-line2"
                optional=true
            />
            <Field
                draft=draft.clone()
                name="name"
                label=t!("me-name")
                hint=t!("me-name-hint")
                value=me.name.map(String::from).unwrap_or_default()
                maxlength=Name::MOST
                autocomplete="name"
                optional=true
            />
            <div class="actions">
                <button class="button button--main">{t!("me-profile-save")}</button>
                <a class="button button--quiet" href="/me">{t!("me-back")}</a>
            </div>
        </FormFor>
        {public_phone}
    };
    Ok(Page::new(t!("me-profile"), body).narrow())
}

/// The grid one lives in, as far as it is known.
fn lives(home: Option<Home>) -> impl IntoView {
    match home {
        Some(home) => view! { <p><b>{home.name}</b>" "<span class="soft">{home.above}</span></p> }.into_any(),
        None => view! { <p class="soft">{t!("me-home-none")}</p> }.into_any(),
    }
}

/// Looks for a grid by what people call their home.
fn finder(text: String) -> impl IntoView {
    view! {
        <form method="get" action="/me/profile">
            <div class="field">
                <label for="find">{t!("me-find")}</label>
                <p class="hint" id="find-hint">{t!("me-find-hint")}</p>
                <div class="with-button">
                    <input class="input" id="find" name="find" value=text aria-describedby="find-hint" maxlength="40" required />
                    <button class="button">{t!("me-find-go")}</button>
                </div>
            </div>
        </form>
    }
}

/// The grids that were found; a tap takes one into the form.
async fn find(ask: &Ask, text: &str) -> Result<Page, PageError> {
    let found = search(ask, text).await?;
    let list = if found.is_empty() {
        view! {
            <div class="empty">
                <Picture name="not-found" large=true />
                <h2>{t!("me-found-none", text = text)}</h2>
                <p>{t!("me-found-none-hint")}</p>
            </div>
        }
        .into_any()
    } else {
        let lines = found.into_iter().map(|found| {
            let href = format!("/me/profile?grid={}", encoded(&found.grid.area.to_string()));
            let extent = found.grid.extent.map(|extent| view! { <p>{extent}</p> });
            view! {
                <li class="sheet">
                    <a href=href><b>{found.grid.name}</b></a>
                    <p class="soft">{above(&found.path)}</p>
                    {extent}
                </li>
            }
        });
        view! { <ul class="columns">{lines.collect_view()}</ul> }.into_any()
    };
    let body = view! {
        <ul class="crumbs"><li><a href="/me">{t!("me-title")}</a></li><li><a href="/me/profile">{t!("me-profile")}</a></li></ul>
        <h1>{t!("me-find-title")}</h1>
        {finder(text.to_owned())}
        {list}
    };
    Ok(Page::new(t!("me-find-title"), body).narrow())
}
