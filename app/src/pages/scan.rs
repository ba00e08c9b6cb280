//! `/q/{token}`: what a poster's code opens. A good one leads to its grid; any other to somebody who can help.

use axum::http::StatusCode;
use desk::{
    Ask,
    poster::PosterFault,
    view::{self, GridPage},
};
use leptos::prelude::*;

use super::grid::serving_here;
use crate::{
    context::set_status,
    page::{Address, Page, PageError},
    parts::Picture,
    t,
};

/// Follows a scanned code.
pub async fn scan(ask: Ask, address: Address) -> Result<Page, PageError> {
    let token: String = address.part("token")?;
    match desk::poster::read(&ask, &token).await? {
        Ok(grid) => Err(PageError::SeeOther(format!("/g/{grid}"))),
        Err(fault) => {
            set_status(StatusCode::NOT_FOUND);
            Ok(match fault {
                PosterFault::Forged => forged(),
                PosterFault::Revoked { grid } => match view::grid(&ask, grid).await {
                    Ok(grid) => revoked(grid),
                    Err(desk::Error::NotFound) => forged(),
                    Err(error) => return Err(error.into()),
                },
            })
        }
    }
}

/// A code that this house did not print: nobody knows which grid it means.
fn forged() -> Page {
    let body = view! {
        <div class="empty">
            <Picture name="not-found" large=true />
            <h1>{t!("scan-forged")}</h1>
            <p>{t!("scan-forged-lead")}</p>
            <a class="button button--main" href="/">{t!("scan-find")}</a>
        </div>
        <section>
            <h2>{t!("scan-tell")}</h2>
            <div class="prose">
                <ul>
                    <li>{t!("scan-tell-known")}</li>
                    <li>{t!("scan-tell-unknown")}</li>
                    <li>{t!("scan-sticker")}</li>
                </ul>
            </div>
        </section>
    };
    Page::new(t!("scan-title"), body).narrow()
}

/// A poster that was ours and is void: its grid can still be reached.
fn revoked(page: GridPage) -> Page {
    let name = page.entry.name.clone();
    let stands = page.entry.valid_until.is_none();
    let on = if stands {
        view! {
            <a class="button button--main" href=format!("/g/{}", page.entry.area)>
                {t!("scan-to-grid", grid = name.as_str())}
            </a>
        }
        .into_any()
    } else {
        view! { <a class="button button--main" href="/">{t!("scan-find")}</a> }.into_any()
    };
    let lead = if stands { t!("scan-revoked-lead") } else { t!("scan-grid-gone", grid = name.as_str()) };
    let tell = (!page.serving.is_empty()).then(|| {
        view! {
            <section>
                <h2>{t!("scan-tell")}</h2>
                <p>{t!("scan-tell-revoked")}</p>
                {serving_here(&page)}
            </section>
        }
    });
    let body = view! {
        <div class="empty">
            <Picture name="not-found" large=true />
            <h1>{t!("scan-revoked")}</h1>
            <p>{lead}</p>
            {on}
        </div>
        {tell}
    };
    Page::new(t!("scan-title"), body).narrow()
}
