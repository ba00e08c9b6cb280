//! The pages for what cannot be shown. Each says why, kindly, and where to go on.

use desk::{
    Ask,
    identity::{self, HeldPost},
    place::Seat,
};
use domain::{Post, Role, permit::Denied};
use leptos::prelude::*;

use crate::{
    api::me::SwitchPost,
    forms::{self, Draft},
    page::{Page, PageError},
    parts::{DoForm, Picture},
    t, words,
};

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

/// What is for somebody in another of their posts: one tap, and they act in that one and read on.
pub async fn other_post(ask: &Ask, held: &HeldPost) -> Result<Page, PageError> {
    let title = t!("page-other-post-title");
    let named = |seat: &Seat, post: Post| format!("{} {}", words::seat(seat), words::role(post.role));
    let acting = identity::posts(ask).await?.into_iter().find(|held| held.is_acting);
    let acting = acting.map_or_else(|| words::role(Role::Resident), |held| named(&held.seat, held.post));
    let lead = t!("page-other-post-lead", acting = acting, post = named(&held.seat, held.post));
    let draft = Draft::of(ask, "post").await?;
    let about = vec![("post", held.id.to_string()), ("to", forms::back())];
    let heading = title.clone();
    let body = view! {
        <div class="empty">
            <Picture name="closed-door" large=true />
            <h1>{heading}</h1>
            <p>{lead}</p>
            <DoForm ask=ask.clone() action={forms::url::<SwitchPost>()} draft about>
                <button class="button button--main">{t!("page-other-post-do")}</button>
            </DoForm>
        </div>
    };
    Ok(Page::new(title, body).narrow())
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
