//! The slip: the one thing everybody recognises, as a card and as a line. Its page is [`crate::pages::request`].

use desk::view::{Glance, Reader};
use domain::{
    RequestNumber, Timestamp,
    request::{State, Wait},
};
use leptos::prelude::*;

use super::{Dots, Picture, Sign, Stamps, TimeLeft};
use crate::{
    context::locale,
    t,
    words::{self, Standing},
};

/// The address of a slip's page.
pub fn slip_path(number: RequestNumber) -> String {
    format!("/r/{}", number.digits())
}

/// The title of a slip. It leads to the slip's page, except where everybody may read: most of them may not go there.
fn title(glance: &Glance) -> AnyView {
    let name = locale().pick(&glance.service.name_zh, &glance.service.name_en).to_owned();
    if glance.reader == Reader::Public {
        view! { <h3 class="slip-title">{name}</h3> }.into_any()
    } else {
        view! { <h3 class="slip-title"><a href=slip_path(glance.number)>{name}</a></h3> }.into_any()
    }
}

/// Where it is, as far as the reader may know.
fn place(glance: &Glance) -> String {
    joined([glance.grid.clone(), glance.building.clone()])
}

fn joined<const N: usize>(pieces: [String; N]) -> String {
    pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The first words of what was written, on one line.
fn excerpt(need: &str) -> String {
    const MOST: usize = 40;
    let line = need.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(MOST).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

/// A slip as a card: the resident's list, the hall, a grid's page. The children stand at its foot, beside the time left.
#[component]
pub fn SlipCard(
    glance: Glance,
    now: Timestamp,
    /// Shows the first words of what was written.
    #[prop(optional)]
    need: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let foot = (glance.due.is_some() || children.is_some()).then(|| {
        view! {
            <hr class="tear" />
            <div class="slip-foot">
                <TimeLeft due=glance.due pressure=glance.pressure now />
                {children.map(|children| children())}
            </div>
        }
    });
    let words_of_need = (need && !glance.need.is_empty()).then(|| view! { <p>{excerpt(&glance.need)}</p> });
    view! {
        <article class="slip slip--card">
            <header class="slip-head">
                <Picture name=glance.service.picture.clone() />
                {title(&glance)}
                <p class="slip-number">{glance.number.to_string()}</p>
            </header>
            <p class="slip-place">{place(&glance)}</p>
            {words_of_need}
            <Stamps state=glance.state.clone() />
            <p class="slip-next">{words::next(Standing::of_glance(&glance, now))}</p>
            {foot}
        </article>
    }
}

/// What waits on it for somebody's word, as sign and word: for the desk, which sees to it.
fn waits(glance: &Glance) -> impl IntoView + use<> {
    let shown = if glance.reader == Reader::Staff { glance.waits.as_slice() } else { &[] };
    let tags = shown.iter().map(|&wait| {
        let class = if wait == Wait::Escalation { "tag tag--late" } else { "tag tag--soon" };
        view! { " "<span class=class><Sign name=sign(wait) />{words::wait(wait)}</span> }
    });
    tags.collect_view()
}

const fn sign(wait: Wait) -> &'static str {
    match wait {
        Wait::Return => "back",
        Wait::Dispute => "star",
        Wait::Extension => "clock",
        Wait::Supervision => "person",
        Wait::Whistle => "unit",
        Wait::Escalation => "warn",
    }
}

/// A slip as a line: the desk, and long lists. What was written while nobody has it; then who has it; then when it ended.
#[component]
pub fn SlipLine(glance: Glance, now: Timestamp) -> impl IntoView {
    let waits = waits(&glance);
    let where_ = if glance.building.is_empty() { glance.grid.clone() } else { glance.building.clone() };
    let what = match &glance.state {
        State::Closed { at, .. } => t!("slip-closed-on", day = words::day(*at, now)),
        State::Refused { at, .. } => t!("slip-refused-on", day = words::day(*at, now)),
        State::Withdrawn { at, .. } => t!("slip-withdrawn-on", day = words::day(*at, now)),
        State::Returned { .. }
        | State::Accepted { .. }
        | State::Arrived { .. }
        | State::Finished { .. }
        | State::Checked { .. }
        | State::Disputed { .. }
        | State::Parked { .. }
        | State::Split { .. }
        | State::Merged { .. }
        | State::Turned { .. } => words::next(Standing::of_glance(&glance, now)),
        State::Placed | State::AskedBack { .. } | State::Verified { .. } | State::Dispatched { .. } => {
            if glance.need.is_empty() {
                words::next(Standing::of_glance(&glance, now))
            } else {
                excerpt(&glance.need)
            }
        }
    };
    view! {
        <article class="slip slip--line">
            <Picture name=glance.service.picture.clone() />
            {title(&glance)}
            <p class="slip-place">{joined([where_, what])}{waits}</p>
            <p class="slip-number">{glance.number.to_string()}</p>
            <Dots state=glance.state.clone() />
            <TimeLeft due=glance.due pressure=glance.pressure now />
        </article>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt("灯\n不亮"), "灯 不亮");
        assert_eq!(excerpt(&"长".repeat(60)).chars().count(), 41);
    }
}
