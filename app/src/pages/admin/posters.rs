//! `/admin/posters`: which grid has which poster. `/admin/posters/{grid}`: the sheet itself, A4, ready to print.

use desk::{
    Ask, Error,
    poster::{self, Listed, Poster},
};
use domain::{Area, Role, area::Level, permit::Denied};
use leptos::prelude::*;

use super::{above, crumbs};
use crate::{
    api::admin::{IssuePoster, RevokePoster},
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{DoForm, Pager, Picture, QrCode, Sign, page_of, person::spaced, qr::in_words},
    t, words,
};

/// Grids on a page.
const PER_PAGE: u32 = 30;
/// As many faces as the sheet has room for.
const FACES: usize = 4;

/// The grids of an area with their posters; `?area=` goes down the tree.
pub async fn posters(ask: Ask, address: Address) -> Result<Page, PageError> {
    let page = page_of(&address);
    let post = ask.actor()?.post.ok_or(Error::Denied(Denied::NotYourRole))?;
    let area = address.queried::<Area>("area").filter(|area| post.area.covers(*area)).unwrap_or(post.area);
    let changes = matches!(post.role, Role::Administrator | Role::GridLeader);
    let skip = page.saturating_mul(PER_PAGE);
    let mut listed = poster::list(&ask, area, skip, PER_PAGE + 1).await?;
    let more = listed.len() > PER_PAGE as usize;
    listed.truncate(PER_PAGE as usize);
    let place = desk::place::area(&ask, area).await?;
    let up = place.path.iter().rev().nth(1).filter(|entry| post.area.covers(entry.area)).map(|entry| {
        view! {
            <a class="button button--quiet" href=format!("/admin/posters?area={}", entry.area)>
                <Sign name="back" />{entry.name.clone()}
            </a>
        }
    });
    let below = place.children.iter().filter(|entry| entry.area.level() < Level::Grid);
    let below: Vec<_> = below
        .map(|entry| view! { <option value=entry.area.to_string()>{entry.name.clone()}</option> })
        .collect();
    let narrow = (!below.is_empty()).then(|| {
        view! {
            <form class="sentence" method="get" action="/admin/posters">
                {t!("admin-posters-narrow")}
                <select name="area" aria-label=t!("admin-posters-where")>
                    <option value=area.to_string()>{place.entry.name.clone()}</option>
                    {below}
                </select>
                {t!("admin-posters-narrow-end")}
                <button class="button">{t!("admin-see")}</button>
            </form>
        }
    });
    let mut rows = Vec::with_capacity(listed.len());
    for one in listed {
        rows.push(row(&ask, one, changes).await?);
    }
    let list = if rows.is_empty() {
        view! {
            <div class="empty">
                <Picture name="not-found" /><h2>{t!("admin-posters-none")}</h2><p>{t!("admin-posters-none-hint")}</p>
            </div>
        }
        .into_any()
    } else {
        view! {
            <ul class="columns">{rows}</ul>
            <Pager page more />
        }
        .into_any()
    };
    let body = view! {
        {crumbs(vec![], t!("admin-posters"))}
        <h1>{t!("admin-posters")}</h1>
        <p class="lead">{t!("admin-posters-lead")}</p>
        <div class="row">{up}{narrow}</div>
        <section><h2>{place.entry.name.clone()}</h2>{list}</section>
    };
    Ok(Page::new(t!("admin-posters"), body))
}

async fn row(ask: &Ask, listed: Listed, changes: bool) -> Result<AnyView, Error> {
    let Listed { grid, path, live } = listed;
    let area = grid.area;
    let issuing = Draft::of(ask, format!("issue-poster-{area}")).await?;
    let revoking = Draft::of(ask, format!("revoke-poster-{area}")).await?;
    let about = vec![("grid", area.to_string())];
    let issue = |words: String, draft: Draft| {
        view! {
            <DoForm ask=ask.clone() action={forms::url::<IssuePoster>()} draft about=about.clone()>
                <button class="button">{words}</button>
            </DoForm>
        }
    };
    let print_label = t!("admin-posters-print-this", grid = grid.name.as_str());
    let state = match live {
        Some(live) => {
            let said =
                t!("admin-posters-live", serial = live.serial, day = words::day(live.issued_at, ask.at));
            let revoke_about = vec![("grid", area.to_string()), ("serial", live.serial.to_string())];
            let change = changes.then(|| {
                let open = issuing.is_kept() || revoking.is_kept();
                view! {
                    <details class="fold fold--bare" open=open>
                        <summary>{t!("admin-posters-replace")}</summary>
                        <div class="stack">
                            <p>{t!("admin-posters-issue-hint")}</p>
                            {issue(t!("admin-posters-issue-new"), issuing)}
                            <p>{t!("admin-posters-revoke-hint", serial = live.serial)}</p>
                            <DoForm
                                ask=ask.clone()
                                action={forms::url::<RevokePoster>()}
                                draft=revoking
                                about=revoke_about
                            >
                                <button class="button button--danger">
                                    <Sign name="warn" />{t!("admin-posters-revoke", serial = live.serial)}
                                </button>
                            </DoForm>
                        </div>
                    </details>
                }
            });
            view! {
                <p>{said}</p>
                <a class="button" href=format!("/admin/posters/{area}") aria-label=print_label>
                    <Sign name="print" />{t!("admin-posters-print")}
                </a>
                {change}
            }
            .into_any()
        }
        None => view! {
            <p><span class="tag tag--soon"><Sign name="warn" />{t!("admin-posters-no-live")}</span></p>
            {changes.then(|| issue(t!("admin-posters-issue"), issuing))}
        }
        .into_any(),
    };
    Ok(view! {
        <li class="sheet">
            <h3>{grid.name}</h3>
            <p class="soft">{above(&path)}<br /><span class="digits">{area.to_string()}</span></p>
            {state}
        </li>
    }
    .into_any())
}

/// The sheet for the wall. It stands alone in its page, so that it prints alone.
pub async fn poster(ask: Ask, address: Address) -> Result<Page, PageError> {
    let grid: Area = address.part("grid")?;
    let Poster { grid: entry, path, staff, serial, issued_at, address, qr } =
        poster::poster(&ask, grid).await?;
    let faces = staff.into_iter().take(FACES).map(|server| {
        // For where, if it is not the grid itself.
        let area = path.iter().find(|entry| entry.area == server.post.area && entry.area != grid);
        let role = words::role(server.post.role);
        let role = area.map_or_else(|| role.clone(), |area| format!("{} {role}", area.name));
        let name = server.name.map_or_else(|| role.clone(), |name| name.to_string());
        let face: String = name.chars().take(1).collect();
        view! {
            <article class="person person--bare">
                <span class="face" aria-hidden="true">{face}</span>
                <b>{name}</b>
                <span class="role">{role}</span>
                {server.public_phone.map(|phone| view! { <span class="phone">{spaced(phone.as_str())}</span> })}
            </article>
        }
    });
    let extent = entry.extent.map(|extent| view! { <p class="lead">{extent}</p> });
    let supervision =
        entry.supervision_phone.map(|phone| view! { <span>{t!("poster-supervision", phone = phone)}</span> });
    let title = t!("poster-title", grid = entry.name.as_str());
    let body = view! {
        <article class="poster">
            <div class="poster-body">
                <header>
                    <p class="lead">{above(&path)}</p>
                    <h1>{entry.name}</h1>
                    {extent}
                </header>
                <section class="poster-call">
                    <QrCode qr label=t!("poster-qr") caption=in_words(&address) />
                    <div>
                        <h2>{t!("poster-call")}</h2>
                        <ol>
                            <li>{t!("poster-step-1")}</li>
                            <li>{t!("poster-step-2")}</li>
                            <li>{t!("poster-step-3")}</li>
                            <li>{t!("poster-step-4")}</li>
                        </ol>
                    </div>
                </section>
                <section class="poster-staff">{faces.collect_view()}</section>
                <footer class="poster-foot">
                    <span>{t!("poster-serial", serial = format!("{grid}-{serial}"))}</span>
                    {supervision}
                    <span>{t!("poster-issued", day = issued_at.civil().date().to_string())}</span>
                </footer>
            </div>
        </article>
        <p class="no-print row">
            <a class="button" href="/admin/posters"><Sign name="back" />{t!("poster-back")}</a>
            <span class="soft">{t!("poster-how")}</span>
        </p>
    };
    Ok(Page::new(title, body))
}
