//! What a step of the history did, without its doer.

use desk::view::{Step, Units};
use domain::{
    RequestNumber, Timestamp, UnitId, What,
    request::{Finding, Handover},
};

use super::{difficulty, grade, next::inside, rank, unit, when};
use crate::{context::locale, t, text::Locale};

/// The words that follow the name of whoever did it; a sentence of its own where nobody did.
pub fn event(step: &Step, units: &Units, now: Timestamp) -> String {
    let named = |id: &UnitId| units.get(*id).map_or_else(|| t!("next-some-unit"), unit);
    let moment = |at: &Timestamp| inside(when(*at, now));
    let alone = if step.event.by.is_none() { "yes" } else { "no" };
    match &step.event.what {
        What::Placed => t!("event-placed"),
        What::SplitOff { from } => t!("event-split-off", number = from.to_string()),
        What::AskedBack { .. } => t!("event-asked-back"),
        What::Answered { .. } => t!("event-answered"),
        What::Unanswered => t!("event-unanswered"),
        What::Refused { .. } => t!("event-refused"),
        What::Turned { to, .. } => t!("event-turned", line = to.number()),
        What::Merged { into } => t!("event-merged", number = into.to_string()),
        What::Unmerged { from } => t!("event-unmerged", number = from.to_string()),
        What::Joined { .. } => t!("event-joined"),
        What::Released { from } => t!("event-released", number = from.to_string()),
        What::NotMended { from, .. } => t!("event-not-mended", number = from.to_string()),
        What::Left { .. } => t!("event-left", alone = alone),
        What::Split { parts } => {
            let numbers = parts.iter().map(RequestNumber::to_string).collect();
            t!("event-split", parts = parts.len(), numbers = listed(numbers))
        }
        What::PartOver { part } => t!("event-part-over", number = part.to_string()),
        What::Verified => t!("event-verified"),
        What::Dispatched { to, helping } => match to {
            Handover::Hall => t!("event-dispatched-hall"),
            Handover::Person(_) => match step.to.as_deref() {
                Some(to) => t!("event-dispatched-to", to = to),
                None => t!("event-dispatched"),
            },
            Handover::Unit(lead) if helping.is_empty() => t!("event-dispatched-to", to = named(lead)),
            Handover::Unit(lead) => {
                let helping = listed(helping.iter().map(named).collect());
                t!("event-dispatched-helped", to = named(lead), helping = helping)
            }
        },
        What::GivenBack { .. } => t!("event-given-back"),
        What::HandedBack { unit: None } => t!("event-handed-back"),
        What::HandedBack { unit: Some(unit) } => t!("event-handed-back-unit", unit = named(unit)),
        What::Returned { unit, .. } => t!("event-returned", unit = named(unit)),
        What::ReturnDecided { upheld: true, .. } => t!("event-return-upheld"),
        What::ReturnDecided { upheld: false, .. } => t!("event-return-settled"),
        What::Parked { until, .. } => t!("event-parked", until = super::day(*until, now)),
        What::Resumed => t!("event-resumed", alone = alone),
        What::Accepted => t!("event-accepted"),
        What::Arrived { .. } => t!("event-arrived"),
        What::Progressed { .. } => t!("event-progressed"),
        What::Reached { milestone } => t!("event-reached", milestone = milestone.as_str()),
        What::Assisted { unit, .. } => t!("event-assisted", unit = named(unit)),
        What::ExtensionAsked { until, .. } => t!("event-extension-asked", until = moment(until)),
        What::ExtensionDecided { until, approved: true, .. } => {
            t!("event-extension-approved", until = moment(until))
        }
        What::ExtensionDecided { approved: false, .. } => t!("event-extension-declined"),
        What::Finished { .. } => t!("event-finished"),
        What::SentBack { .. } => t!("event-sent-back"),
        What::Checked { .. } => t!("event-checked"),
        What::Rated { .. } => t!("event-rated"),
        What::Disputed => t!("event-disputed"),
        What::Judged { finding, .. } => match finding {
            Finding::Justified => t!("event-judged-justified"),
            Finding::Mistaken => t!("event-judged-mistaken"),
            Finding::Malicious => t!("event-judged-malicious"),
        },
        What::Reopened => t!("event-reopened"),
        What::Withdrawn { .. } => t!("event-withdrawn"),
        What::Closed => t!("event-closed"),
        What::Warned => t!("event-warned"),
        What::Overdue => t!("event-overdue"),
        What::Escalated { to, past } if past.is_empty() => t!("event-escalated", level = rank(*to)),
        What::Escalated { to, past } => {
            let past = listed(past.iter().map(|past| rank(*past)).collect());
            t!("event-escalated-past", level = rank(*to), past = past)
        }
        What::Supervised { answer_by, .. } => {
            t!("event-supervised", until = moment(answer_by), alone = alone)
        }
        What::SupervisionAnswered { .. } => t!("event-supervision-answered"),
        What::AnswerMissed => t!("event-answer-missed"),
        What::Whistled { difficulty: how, units, .. } => {
            let units = listed(units.iter().map(named).collect());
            t!("event-whistled", units = units, difficulty = difficulty(*how))
        }
        What::ReportedIn { unit, .. } => t!("event-reported-in", unit = named(unit)),
        What::CallMissed { unit } => t!("event-call-missed", unit = named(unit)),
        What::UnitRated { unit, grade: given, .. } => {
            t!("event-unit-rated", unit = named(unit), grade = grade(*given))
        }
        What::Recounted { from, to } => {
            let same = if from == to { "yes" } else { "no" };
            t!("event-recounted", same = same, from = moment(from), to = moment(to))
        }
    }
}

/// Several things in a row.
pub fn listed(things: Vec<String>) -> String {
    things.join(match locale() {
        Locale::Zh => "、",
        Locale::En => ", ",
    })
}
