//! `/admin`: what there is to keep, by the post acted in.

use desk::{Ask, Error};
use domain::{Role, area::Level, permit::Denied};
use leptos::prelude::*;

use super::{responsibility, services, units};
use crate::{
    page::{Address, Page, PageError},
    parts::Sign,
    t, words,
};

/// A place of administration: address, sign, what it is, what one does there.
struct Place(&'static str, &'static str, String, String);

/// The overview. Whoever keeps nothing finds a closed door.
pub async fn overview(ask: Ask, _address: Address) -> Result<Page, PageError> {
    let post = ask.actor()?.post.ok_or(Error::Denied(Denied::NotYourRole))?;
    let places = places(post.role, post.area.level());
    if places.is_empty() {
        return Err(Error::Denied(Denied::NotYourRole).into());
    }
    let area = desk::place::area(&ask, post.area).await?;
    let acting = t!("admin-acting", role = words::role(post.role), area = area.entry.name);
    let cards = places
        .into_iter()
        .map(|Place(href, sign, title, hint)| {
            view! {
                <li class="sheet">
                    <h2 class="row"><Sign name=sign /><a href=href>{title}</a></h2>
                    <p class="soft">{hint}</p>
                </li>
            }
        })
        .collect_view();
    let body = view! {
        <h1>{t!("admin-title")}</h1>
        <p class="lead">{acting}</p>
        <ul class="columns">{cards}</ul>
    };
    Ok(Page::new(t!("admin-title"), body))
}

fn places(role: Role, level: Level) -> Vec<Place> {
    let posters = || Place("/admin/posters", "print", t!("admin-posters"), t!("admin-posters-hint"));
    let photos = || Place("/admin/photos", "camera", t!("admin-photos"), t!("admin-photos-hint"));
    let words = || Place("/admin/words", "close", t!("admin-words"), t!("admin-words-hint"));
    match role {
        Role::Administrator => {
            let mut places = vec![
                Place("/admin/people", "person", t!("admin-people"), t!("admin-people-hint")),
                Place(units::LIST, "desk", t!("unit-list"), t!("unit-list-hint")),
                Place(responsibility::LIST, "menu", t!("duty-list"), t!("duty-list-hint")),
            ];
            if level == Level::District {
                places.push(Place(services::LIST, "slip", t!("type-list"), t!("type-list-hint")));
            }
            places.push(Place("/admin/shop", "shop", t!("admin-shop"), t!("admin-shop-hint")));
            if level == Level::District {
                places.push(Place("/admin/rules", "points", t!("admin-rules"), t!("admin-rules-hint")));
            }
            places.extend([
                posters(),
                photos(),
                words(),
                Place("/admin/audit", "search", t!("admin-audit"), t!("admin-audit-hint")),
            ]);
            places
        }
        Role::Moderator => vec![photos(), words()],
        Role::GridWorker | Role::GridLeader | Role::Staff => vec![posters()],
        Role::Resident | Role::Volunteer | Role::PartyVolunteer | Role::UnitWorker | Role::ShopKeeper => {
            Vec::new()
        }
    }
}
