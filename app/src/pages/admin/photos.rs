//! `/admin/photos`: pictures on slips, hidden ones first; hiding and showing them.

use desk::{Ask, Error, photo};
use domain::permit::Denied;
use leptos::prelude::*;

use super::crumbs;
use crate::{
    api::admin::{HidePhoto, UnhidePhoto},
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{DoForm, Pager, Picture, Sign, page_of},
    t, words,
};

/// Pictures on a page.
const PER_PAGE: u32 = 24;

/// The pictures of the moderator's area.
pub async fn photos(ask: Ask, address: Address) -> Result<Page, PageError> {
    let page = page_of(&address);
    let post = ask.actor()?.post.ok_or(Error::Denied(Denied::NotYourRole))?;
    let skip = page.saturating_mul(PER_PAGE);
    let mut photos = photo::in_area(&ask, post.area, skip, PER_PAGE + 1).await?;
    let more = photos.len() > PER_PAGE as usize;
    photos.truncate(PER_PAGE as usize);
    let mut sheets = Vec::with_capacity(photos.len());
    for one in photos {
        let name = if one.hidden_at.is_some() { "unhide-photo" } else { "hide-photo" };
        let draft = Draft::of(&ask, format!("{name}-{}", one.id)).await?;
        let about = vec![("photo", one.id.to_string())];
        let number = one.request.map(|number| number.to_string()).unwrap_or_default();
        let (tag, act) = if let Some(at) = one.hidden_at {
            let words = t!("admin-photos-hidden", at = words::when(at, ask.at));
            (
                Some(view! { <p><span class="tag tag--soon"><Sign name="close" />{words}</span></p> }),
                view! {
                    <DoForm ask=ask.clone() action={forms::url::<UnhidePhoto>()} draft about>
                        <button class="button">{t!("admin-photos-unhide")}</button>
                    </DoForm>
                }
                .into_any(),
            )
        } else {
            (
                None,
                view! {
                    <DoForm ask=ask.clone() action={forms::url::<HidePhoto>()} draft about>
                        <button class="button">{t!("admin-photos-hide")}</button>
                    </DoForm>
                }
                .into_any(),
            )
        };
        sheets.push(view! {
            <li class="sheet">
                <div class="photos">
                    <a href=format!("/photo/{}", one.id)>
                        <img
                            src=format!("/photo/{}/small", one.id)
                            alt=t!("admin-photos-of", number = number.as_str())
                            width="96"
                            height="96"
                            loading="lazy"
                        />
                    </a>
                </div>
                <p><span class="digits">{number.clone()}</span>" "<span class="soft">{words::when(one.uploaded_at, ask.at)}</span></p>
                {tag}
                {act}
            </li>
        });
    }
    let list = if sheets.is_empty() {
        view! {
            <div class="empty"><Picture name="empty-inbox" /><h2>{t!("admin-photos-none")}</h2></div>
        }
        .into_any()
    } else {
        view! {
            <ul class="columns">{sheets}</ul>
            <Pager page more />
        }
        .into_any()
    };
    let body = view! {
        {crumbs(vec![], t!("admin-photos"))}
        <h1>{t!("admin-photos")}</h1>
        <p class="lead">{t!("admin-photos-lead")}</p>
        <section>{list}</section>
    };
    Ok(Page::new(t!("admin-photos"), body))
}
