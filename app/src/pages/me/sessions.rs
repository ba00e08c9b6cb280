//! `/me/sessions`: where one is signed in, and how to end it.

use desk::{
    Ask,
    identity::{SessionLine, sessions as of_person},
};
use domain::Timestamp;
use leptos::prelude::*;

use super::agent;
use crate::{
    api::me::{EndOtherSessions, EndSession},
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{DoForm, Time},
    t,
};

/// The browsers where one is signed in, this one first.
pub async fn sessions(ask: Ask, _address: Address) -> Result<Page, PageError> {
    let (this, others): (Vec<_>, Vec<_>) =
        of_person(&ask).await?.into_iter().partition(|line| line.is_this_one);
    let all = Draft::of(&ask, "other-sessions").await?;
    let end_all = (others.len() > 1).then(|| {
        let kept = all.is_kept();
        view! {
            <details class="fold" open=kept>
                <summary>{t!("me-end-others")}</summary>
                <div class="stack">
                    <p>{t!("me-end-others-hint", count = others.len())}</p>
                    <DoForm ask=ask.clone() action={forms::url::<EndOtherSessions>()} draft=all>
                        <button class="button button--danger">{t!("me-end-others-sure")}</button>
                    </DoForm>
                </div>
            </details>
        }
    });
    let alone = others.is_empty().then(|| view! { <p class="soft">{t!("me-sessions-alone")}</p> });
    let mut cards = Vec::new();
    for session in others {
        let draft = Draft::of(&ask, format!("session-{}", session.id.simple())).await?;
        let kept = draft.is_kept();
        let end = view! {
            <details class="fold fold--bare" open=kept>
                <summary>{t!("me-end")}</summary>
                <DoForm
                    ask=ask.clone()
                    action={forms::url::<EndSession>()}
                    draft
                    about=vec![("session", session.id.to_string())]
                >
                    <button class="button button--danger">{t!("me-end-sure")}</button>
                </DoForm>
            </details>
        };
        cards.push(view! { <li class="sheet">{facts(&session, ask.at)}{end}</li> });
    }
    let this = this.into_iter().map(|session| {
        view! { <li class="sheet"><p><span class="tag tag--done">{t!("me-this-one")}</span></p>{facts(&session, ask.at)}</li> }
    });
    let body = view! {
        <ul class="crumbs"><li><a href="/me">{t!("me-title")}</a></li><li>{t!("me-sessions")}</li></ul>
        <h1>{t!("me-sessions")}</h1>
        <p class="lead">{t!("me-sessions-lead")}</p>
        {alone}
        <ul class="stack">{this.collect_view()}{cards}</ul>
        {end_all}
    };
    Ok(Page::new(t!("me-sessions"), body).narrow())
}

/// Which browser, and when it was used.
fn facts(session: &SessionLine, now: Timestamp) -> impl IntoView + use<> {
    let (began, seen) = (session.began_at, session.seen_at);
    view! {
        <p><b>{agent::said(&session.agent)}</b></p>
        <p>{t!("me-seen")}" "<Time at=seen now /></p>
        <p class="soft">{t!("me-began")}" "<Time at=began now /></p>
    }
}
