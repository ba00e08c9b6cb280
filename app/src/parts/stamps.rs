//! The six stamps of the loop, as a row on the slip and as dots in a line.

use domain::request::{Stage, State};
use leptos::prelude::*;

use crate::{t, words};

/// How far one of the six has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    Empty,
    Done,
    /// The one that is waited for.
    Now,
    /// Refused or withdrawn here.
    Back,
}

fn inked(stage: Stage, state: &State) -> Ink {
    if let Some(now) = state.stage() {
        return match stage.cmp(&now) {
            std::cmp::Ordering::Less => Ink::Done,
            std::cmp::Ordering::Equal => Ink::Now,
            std::cmp::Ordering::Greater => Ink::Empty,
        };
    }
    let (last, end) = match state {
        State::Refused { .. } => (Stage::Verify, Ink::Back),
        // It was seen to be true, and goes on elsewhere.
        State::Merged { .. } | State::Turned { .. } => (Stage::Verify, Ink::Done),
        State::Withdrawn { .. } => (Stage::Report, Ink::Back),
        State::Closed { grade: Some(_), .. } => (Stage::Rate, Ink::Done),
        State::Closed { grade: None, .. } => (Stage::Check, Ink::Done),
        State::Placed
        | State::AskedBack { .. }
        | State::Verified { .. }
        | State::Dispatched { .. }
        | State::Returned { .. }
        | State::Accepted { .. }
        | State::Arrived { .. }
        | State::Finished { .. }
        | State::Checked { .. }
        | State::Disputed { .. }
        | State::Parked { .. }
        | State::Split { .. } => (Stage::Report, Ink::Done),
    };
    match stage.cmp(&last) {
        std::cmp::Ordering::Less => Ink::Done,
        std::cmp::Ordering::Equal => end,
        std::cmp::Ordering::Greater => Ink::Empty,
    }
}

/// Six round places, filled one by one.
#[component]
pub fn Stamps(state: State) -> impl IntoView {
    let stamps = Stage::ALL.map(|stage| {
        let (character, word) = words::stage(stage);
        let (class, current, spoken) = match inked(stage, &state) {
            Ink::Empty => ("stamp", None, None),
            Ink::Done => ("stamp stamp--done", None, Some(t!("stamp-done"))),
            Ink::Now => ("stamp stamp--now", Some("step"), Some(t!("stamp-now"))),
            Ink::Back => ("stamp stamp--back", None, Some(t!("stamp-back"))),
        };
        view! {
            <li class=class aria-current=current>
                <b aria-hidden="true" lang="zh-CN">{character}</b>
                <span>{word}</span>
                {spoken.map(|spoken| view! { <span class="spoken">{spoken}</span> })}
            </li>
        }
    });
    view! { <ol class="stamps" aria-label=t!("stamps-label")>{stamps.into_iter().collect_view()}</ol> }
}

/// The same six, small, in a line; where the slip stands is spoken.
#[component]
pub fn Dots(state: State) -> impl IntoView {
    let dots = Stage::ALL.map(|stage| {
        let class = match inked(stage, &state) {
            Ink::Empty => None,
            Ink::Done => Some("done"),
            Ink::Now => Some("now"),
            Ink::Back => Some("back"),
        };
        view! { <i class=class></i> }
    });
    let spoken = match state.stage() {
        Some(stage) => t!("dots-step", step = stage as u8 + 1, word = words::stage(stage).1),
        None => words::state(&state),
    };
    view! { <p class="dots"><span class="spoken">{spoken}</span>{dots.into_iter().collect_view()}</p> }
}

#[cfg(test)]
mod tests {
    use domain::{
        Minutes, PersonId, RequestNumber, Timestamp, UnitId,
        request::{Emergency, Grade, Handling, RefusalReason},
        text::Note,
    };

    use super::*;

    fn row(state: &State) -> String {
        let sign = |stage| match inked(stage, state) {
            Ink::Empty => '·',
            Ink::Done => '●',
            Ink::Now => '◎',
            Ink::Back => '×',
        };
        Stage::ALL.map(sign).into_iter().collect()
    }

    #[test]
    fn each_state_inks_its_stamps() {
        let (by, at) = (PersonId::from(uuid::Uuid::nil()), Timestamp::from_micros(0));
        let (unit, number) = (UnitId(uuid::Uuid::nil()), RequestNumber::new(at, 1));
        let (handling, served) = (Handling { by, accepted_at: at, unit: None }, Minutes(0));
        let closed = |grade| State::Closed { handling: Some(handling), served, grade, at };
        let plan = Note::new("等春天").unwrap();
        for (state, inked) in [
            (State::Placed, "●◎····"),
            (State::Verified { by, at }, "●●◎···"),
            (State::Returned { by, at, unit }, "●●◎···"),
            (State::Parked { by, at, plan, until: at }, "●●◎···"),
            (State::Accepted { handling }, "●●●◎··"),
            (State::Split { by, at, parts: Vec::new() }, "●●●◎··"),
            (State::Finished { handling, arrived_at: None, finished_at: at }, "●●●●◎·"),
            (State::Checked { handling, served, checked_by: by, checked_at: at }, "●●●●●◎"),
            (closed(Some(Grade::Fair)), "●●●●●●"),
            (closed(None), "●●●●●·"),
            (State::Closed { handling: None, served, grade: None, at }, "●●●●●·"),
            (State::Refused { by, at, reason: RefusalReason::NotOurs }, "●×····"),
            (State::Turned { by, at, to: Emergency::Fire }, "●●····"),
            (State::Merged { by, at, into: number }, "●●····"),
            (State::Withdrawn { handling: None, at }, "×·····"),
        ] {
            assert_eq!(row(&state), inked, "{}", state.name());
        }
    }
}
