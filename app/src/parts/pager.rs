//! Leafing through a long list: `?page=2` in the address, everything else in it kept.

use domain::typed::number;
use leptos::prelude::*;

use super::Sign;
use crate::{forms, page::Address, t};

/// Which page the address asks for; the first is 0.
pub fn page_of(address: &Address) -> u32 {
    let page = address.query("page").and_then(|typed| number(&typed).ok());
    page.unwrap_or(1).saturating_sub(1)
}

/// Back and on. Nothing at all where one page holds everything. `page` counts from 0.
#[component]
pub fn Pager(page: u32, more: bool) -> impl IntoView {
    let here = forms::back();
    (page > 0 || more).then(|| {
        let back = (page > 0).then(|| {
            view! {
                <a class="button" rel="prev" href=at_page(&here, page)><Sign name="back" />{t!("pager-back")}</a>
            }
        });
        let on = more.then(|| {
            view! {
                <a class="button" rel="next" href=at_page(&here, page + 2)>{t!("pager-on")}<Sign name="next" /></a>
            }
        });
        view! {
            <nav class="pager" aria-label=t!("pager-label")>
                {back}<span>{t!("pager-page", page = page + 1)}</span>{on}
            </nav>
        }
    })
}

/// Back and on along a list that has no numbers of pages, because it moves while one reads: `first`, `back` and `on` are
/// addresses, where there is something to go to.
#[component]
pub fn Leaves(
    #[prop(optional_no_strip)] first: Option<String>,
    #[prop(optional_no_strip)] back: Option<String>,
    #[prop(optional_no_strip)] on: Option<String>,
) -> impl IntoView {
    (back.is_some() || on.is_some()).then(|| {
        let back = back.map(|href| {
            view! { <a class="button" rel="prev" href=href><Sign name="back" />{t!("pager-back")}</a> }
        });
        let first = first.map(|href| view! { <span><a href=href>{t!("pager-first")}</a></span> });
        let on = on.map(|href| {
            view! { <a class="button" rel="next" href=href>{t!("pager-on")}<Sign name="next" /></a> }
        });
        view! { <nav class="pager" aria-label=t!("pager-label")>{back}{first}{on}</nav> }
    })
}

/// The address with another page; the first needs no number.
fn at_page(address: &str, number: u32) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut pairs: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("page="))
        .map(str::to_owned)
        .collect();
    if number > 1 {
        pairs.push(format!("page={number}"));
    }
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::at_page;

    #[test]
    fn the_rest_of_the_address_is_kept() {
        for (here, number, there) in [
            ("/me/points", 2, "/me/points?page=2"),
            ("/me/points?page=2", 3, "/me/points?page=3"),
            ("/me/points?page=2", 1, "/me/points"),
            ("/admin/people?q=%E7%8E%8B&page=4", 3, "/admin/people?q=%E7%8E%8B&page=3"),
        ] {
            assert_eq!(at_page(here, number), there);
        }
    }
}
