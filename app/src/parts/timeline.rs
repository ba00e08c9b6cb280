//! The history of a slip, as whoever may see it reads it: every step with its stamp, who, what and when.

use desk::view::Step;
use domain::{PersonId, PhotoId, Timestamp, What, request::Stage};
use leptos::prelude::*;

use super::Time;
use crate::{context::locale, t, text::Locale, words};

/// Every step, newest last. `me` is told about themselves as "you".
#[component]
pub fn Timeline(steps: Vec<Step>, now: Timestamp, me: Option<PersonId>) -> impl IntoView {
    let apart = (locale() == Locale::En).then_some(" ");
    let steps = steps
        .into_iter()
        .map(|step| {
            let (stage, class) = stamp(&step.event.what);
            let (character, _) = words::stage(stage);
            let class = format!("stamp {class}");
            let who = who(&step, me);
            let did = words::event(&step.event.what, step.to.as_deref());
            let at = step.event.at;
            view! {
                <li>
                    <span class=class aria-hidden="true"><b lang="zh-CN">{character}</b></span>
                    <div>
                        <p>{who.map(|who| view! { <b>{who}</b>{apart} })}{did}</p>
                        <Time at now />
                        {said(&step.event.what)}
                        <PhotoRow photos=step.photos />
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{steps}</ol> }
}

/// The stamp of a step: which of the six, and inked or crossed.
fn stamp(what: &What) -> (Stage, &'static str) {
    const DONE: &str = "stamp--done";
    const BACK: &str = "stamp--back";
    match what {
        What::Placed => (Stage::Report, DONE),
        What::Withdrawn { .. } => (Stage::Report, BACK),
        What::AskedBack { .. } | What::Answered { .. } => (Stage::Verify, ""),
        What::Verified => (Stage::Verify, DONE),
        What::Refused { .. } => (Stage::Verify, BACK),
        What::Dispatched { .. } => (Stage::Dispatch, DONE),
        What::Returned { .. } => (Stage::Handle, BACK),
        What::Accepted | What::Arrived | What::Progressed { .. } => (Stage::Handle, ""),
        What::Finished { .. } => (Stage::Handle, DONE),
        What::Checked { .. } => (Stage::Check, DONE),
        What::SentBack { .. } => (Stage::Check, BACK),
        What::Rated { .. } | What::Closed => (Stage::Rate, DONE),
        What::Reopened => (Stage::Rate, BACK),
    }
}

/// `网格员陈静`, `您`; nobody where the step follows from another one or from the clock.
fn who(step: &Step, me: Option<PersonId>) -> Option<String> {
    if matches!(step.event.what, What::Closed | What::Reopened) {
        return None;
    }
    if step.event.by.is_some() && step.event.by == me {
        return Some(t!("step-you"));
    }
    let name = step.by.as_deref()?;
    Some(t!("step-who", role = words::role(step.event.role), name = name))
}

/// What somebody wrote with the step.
fn said(what: &What) -> Option<AnyView> {
    let lines = |text: &str| view! { <Lines text=text.to_owned() /> }.into_any();
    match what {
        What::AskedBack { question: words } | What::Answered { answer: words } => Some(lines(words.as_str())),
        What::Returned { reason } | What::SentBack { reason } => Some(lines(reason.as_str())),
        What::Withdrawn { reason: note }
        | What::Checked { note }
        | What::Progressed { note, .. }
        | What::Finished { note, .. } => note.as_ref().map(|note| lines(note.as_str())),
        What::Refused { reason, note } => {
            let reason = view! { <p>{words::refusal_reason(*reason)}</p> };
            let note = note.as_ref().map(|note| lines(note.as_str()));
            Some(view! { {reason}{note} }.into_any())
        }
        What::Rated { grade, comment } => {
            let grade = view! { <p>{words::grade(*grade)}</p> };
            let comment = comment.as_ref().map(|comment| lines(comment.as_str()));
            Some(view! { {grade}{comment} }.into_any())
        }
        What::Placed
        | What::Verified
        | What::Dispatched { .. }
        | What::Accepted
        | What::Arrived
        | What::Reopened
        | What::Closed => None,
    }
}

/// What a person wrote, with their line breaks.
#[component]
pub fn Lines(#[prop(into)] text: String) -> impl IntoView {
    let lines = text
        .lines()
        .enumerate()
        .map(|(place, line)| {
            let line_break = (place > 0).then(|| view! { <br /> });
            view! { {line_break}{line.to_owned()} }
        })
        .collect_view();
    view! { <p>{lines}</p> }
}

/// Pictures, small, each leading to the whole of it. Nothing where there are none.
#[component]
pub fn PhotoRow(photos: Vec<PhotoId>) -> impl IntoView {
    (!photos.is_empty()).then(|| {
        let photos = photos
            .into_iter()
            .enumerate()
            .map(|(place, id)| {
                let alt = t!("photo-alt", place = place + 1);
                view! {
                    <a href=format!("/photo/{id}")>
                        <img src=format!("/photo/{id}/small") alt=alt width="96" height="96" loading="lazy" />
                    </a>
                }
            })
            .collect_view();
        view! { <div class="photos">{photos}</div> }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_wrote_is_text_and_keeps_its_lines() {
        let html = Owner::new().with(|| view! { <Lines text="一\n<b>二</b>" /> }.to_html());
        assert!(html.contains("<br>") && html.contains("&lt;b&gt;二&lt;/b&gt;"), "{html}");
    }
}
