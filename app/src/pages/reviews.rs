//! `/reviews`: new duties and changes of them that wait for the verdict of whoever reads (联审).

use desk::{
    Ask,
    catalogue::review::{Waiting, waiting},
    live::Topic,
};
use domain::{Timestamp, catalogue::Service, text::Note};
use leptos::prelude::*;

use super::admin::services::verdicts;
use crate::{
    api::services::JudgeService,
    context::locale,
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{FormFor, Picture, TextArea},
    t, words,
};

pub async fn reviews(ask: Ask, _address: Address) -> Result<Page, PageError> {
    let mut cards = Vec::new();
    for one in waiting(&ask).await? {
        let draft = Draft::of(&ask, format!("judge-service-{}", one.service.id)).await?;
        cards.push(card(&ask, one, draft));
    }
    let list = if cards.is_empty() {
        view! {
            <div class="empty"><Picture name="empty-inbox" /><h2>{t!("review-none")}</h2><p>{t!("review-none-hint")}</p></div>
        }
        .into_any()
    } else {
        cards.into_any()
    };
    let body = view! {
        <h1>{t!("review-title")}</h1>
        <p class="lead">{t!("review-lead")}</p>
        <div class="stack" data-live="reviews">{list}</div>
    };
    Ok(Page::new(t!("review-title"), body).narrow().watching(Topic::Person(ask.person()?)))
}

/// What is proposed, beside what is in force, and the two answers.
fn card(ask: &Ask, waiting: Waiting, draft: Draft) -> impl IntoView + use<> {
    let Waiting { service, before, told } = waiting;
    let name = locale().pick(&service.name_zh, &service.name_en).to_owned();
    let hint = locale().pick(&service.hint_zh, &service.hint_en).to_owned();
    let subclass = locale().pick(&service.subclass.name_zh, &service.subclass.name_en).to_owned();
    let place = format!("{} · {subclass}", words::class(service.class));
    let kind = match &before {
        Some(before) => t!("review-change", version = before.version),
        None => t!("review-new"),
    };
    let now: Timestamp = ask.at;
    let open = draft.is_kept();
    view! {
        <article class="sheet stack">
            <header class="row">
                <Picture name=service.picture.clone() />
                <h2>{name}</h2>
                <span class="tag">{kind}</span>
            </header>
            <p class="soft">{place}</p>
            <p>{hint}</p>
            {facts(&service, before.as_ref())}
            {verdicts(told, now)}
            <FormFor ask=ask.clone() action={forms::url::<JudgeService>()} draft=draft.clone()>
                <input type="hidden" name="service" value=service.id.to_string() />
                <div class="actions">
                    <button class="button button--main" name="verdict" value="agrees">{t!("review-agree")}</button>
                </div>
                <details class="fold" open=open>
                    <summary>{t!("review-object")}</summary>
                    <div class="stack">
                        <TextArea
                            draft=draft.clone()
                            name="reason"
                            label=t!("review-reason")
                            hint=t!("review-reason-hint")
                            most=Note::MOST
                            optional=true
                        />
                        <button class="button button--danger" name="verdict" value="objects">{t!("review-object-do")}</button>
                    </div>
                </details>
            </FormFor>
        </article>
    }
}

/// What the version says; where it changes something, what is said now stands beneath.
fn facts(service: &Service, before: Option<&Service>) -> impl IntoView + use<> {
    let line = |label: String, of: fn(&Service) -> String| {
        let now = of(service);
        let was = before.map(of).filter(|was| *was != now);
        let was = was.map(|was| view! { <br /><small class="soft">{t!("review-was", was = was)}</small> });
        view! { <dt>{label}</dt><dd>{now}{was}</dd> }
    };
    view! {
        <dl class="facts">
            {line(t!("type-open-when"), |s| s.open_when.clone())}
            {line(t!("type-close-when"), |s| s.close_when.clone())}
            {line(t!("type-accept"), |s| words::limit(s.accept_within))}
            {line(t!("type-finish"), |s| words::limit(s.finish_within))}
            {line(t!("type-helpers"), |s| words::helpers(s.helpers))}
            {line(t!("type-proof"), |s| words::proof(s.proof))}
            {line(t!("type-points"), |s| s.points.to_string())}
        </dl>
    }
}
