//! The history of a slip, as whoever may see it reads it: every step with its stamp, who, what and when.

use desk::view::{Step, Units};
use domain::{PersonId, PhotoId, Timestamp, What, request::Stage};
use leptos::prelude::*;

use super::Time;
use crate::{context::locale, t, text::Locale, words};

/// Every step, newest last. `me` is told about themselves as "you".
#[component]
pub fn Timeline(steps: Vec<Step>, units: Units, now: Timestamp, me: Option<PersonId>) -> impl IntoView {
    let apart = (locale() == Locale::En).then_some(" ");
    let steps = steps
        .into_iter()
        .map(|step| {
            let (character, class) = stamp(&step.event.what);
            let class = format!("stamp {class}");
            let who = who(&step, me);
            let did = words::event(&step, &units, now);
            let at = step.event.at;
            let (picked, said) = (picked(&step.event.what), step.said);
            view! {
                <li>
                    <span class=class aria-hidden="true"><b lang="zh-CN">{character}</b></span>
                    <div>
                        <p>{who.map(|who| view! { <b>{who}</b>{apart} })}{did}</p>
                        <Time at now />
                        {picked.map(|picked| view! { <p>{picked}</p> })}
                        {said.map(|said| view! { <Lines text=said.as_str() /> })}
                        <PhotoRow photos=step.photos />
                    </div>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline">{steps}</ol> }
}

/// The stamp of a step: the character of its stage, or of what came from outside the six; inked or crossed.
fn stamp(what: &What) -> (&'static str, &'static str) {
    const DONE: &str = "stamp--done";
    const BACK: &str = "stamp--back";
    let of = |stage: Stage, class: &'static str| (words::stage(stage).0, class);
    match what {
        What::Placed => of(Stage::Report, DONE),
        What::Withdrawn { .. } => of(Stage::Report, BACK),
        What::AskedBack { .. }
        | What::Answered { .. }
        | What::Unanswered
        | What::Joined { .. }
        | What::Left { .. } => of(Stage::Verify, ""),
        What::Verified | What::Turned { .. } | What::Merged { .. } | What::Unmerged { .. } => {
            of(Stage::Verify, DONE)
        }
        What::Refused { .. } | What::Released { .. } | What::NotMended { .. } => of(Stage::Verify, BACK),
        What::Dispatched { .. } | What::Split { .. } | What::SplitOff { .. } => of(Stage::Dispatch, DONE),
        What::ReturnDecided { .. } | What::Parked { .. } | What::Resumed => of(Stage::Dispatch, ""),
        What::GivenBack { .. } | What::HandedBack { .. } | What::Returned { .. } => of(Stage::Handle, BACK),
        What::Accepted
        | What::Arrived { .. }
        | What::Progressed { .. }
        | What::Reached { .. }
        | What::Assisted { .. }
        | What::PartOver { .. }
        | What::ExtensionAsked { .. }
        | What::ExtensionDecided { .. } => of(Stage::Handle, ""),
        What::Finished { .. } => of(Stage::Handle, DONE),
        What::Checked { .. } | What::Judged { .. } => of(Stage::Check, DONE),
        What::SentBack { .. } => of(Stage::Check, BACK),
        What::Rated { .. } | What::Closed => of(Stage::Rate, DONE),
        What::Disputed | What::Reopened => of(Stage::Rate, BACK),
        What::Warned | What::Overdue | What::Escalated { .. } => ("催", ""),
        What::Supervised { .. } | What::SupervisionAnswered { .. } | What::AnswerMissed => ("督", ""),
        What::Whistled { .. }
        | What::ReportedIn { .. }
        | What::CallMissed { .. }
        | What::UnitRated { .. } => ("哨", ""),
        What::Recounted { .. } => ("时", ""),
    }
}

/// `网格员陈静`, `您`; nobody where the step follows from another one or from the clock.
fn who(step: &Step, me: Option<PersonId>) -> Option<String> {
    if matches!(step.event.what, What::Closed | What::Disputed | What::Reopened) {
        return None;
    }
    if step.event.by.is_some() && step.event.by == me {
        return Some(t!("step-you"));
    }
    let name = step.by.as_deref()?;
    // They hold no post any more.
    if matches!(step.event.what, What::HandedBack { .. }) {
        return Some(name.to_owned());
    }
    Some(t!("step-who", role = words::role(step.event.role), name = name))
}

/// What was picked from a public list with the step.
fn picked(what: &What) -> Option<String> {
    if let What::Refused { reason, .. } = what {
        Some(words::refusal_reason(*reason))
    } else if let What::Rated { grade, .. } = what {
        Some(words::grade(*grade))
    } else {
        None
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
        let html = Owner::new().with(|| crate::shell::html(view! { <Lines text="一\n<b>二</b>" /> }));
        assert!(html.contains("<br>") && html.contains("&lt;b&gt;二&lt;/b&gt;"), "{html}");
    }
}
