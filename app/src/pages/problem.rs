//! The pages for what cannot be shown. Each says why, kindly, and where to go on.

use domain::permit::Denied;
use leptos::prelude::*;

use crate::{page::Page, parts::Picture, t, words};

fn empty(picture: &'static str, title: String, lead: String, link: (String, String)) -> Page {
    let heading = title.clone();
    let (href, words) = link;
    let body = view! {
        <div class="empty">
            <Picture name=picture large=true />
            <h1>{heading}</h1>
            <p>{lead}</p>
            <a class="button" href=href>{words}</a>
        </div>
    };
    Page::new(title, body).narrow()
}

fn home() -> (String, String) {
    ("/".to_owned(), t!("page-to-home"))
}

/// What does not exist and what is not theirs to see: the same page.
pub fn not_found() -> Page {
    empty("not-found", t!("page-not-found-title"), t!("page-not-found-lead"), home())
}

pub fn closed_door(denied: Denied) -> Page {
    empty("closed-door", t!("page-closed-title"), words::denied(denied), home())
}

pub fn broken(reference: &str) -> Page {
    empty("broken", t!("page-broken-title"), t!("page-broken-lead", reference = reference), home())
}

pub fn refused(error: &desk::Error) -> Page {
    empty("closed-door", t!("page-refused-title"), words::error(error), home())
}

/// Seen only by who does not follow redirections.
pub fn elsewhere(to: String) -> Page {
    empty("not-found", t!("page-elsewhere-title"), String::new(), (to, t!("page-elsewhere-link")))
}
