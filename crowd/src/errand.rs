//! What a form is about: which step of which slip it asks for, and how often somebody in a town does such a thing.

use domain::RequestNumber;

use crate::form::Filled;

/// What somebody asks for with a form, as far as it can be found again afterwards.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Errand {
    /// A new slip, with this mark in what is needed.
    Order { mark: String },
    /// A step of a slip, by the name its event has in the history.
    Step { slip: RequestNumber, event: &'static str },
    /// Something from the shelf.
    Redeem,
    /// The goods for a voucher with this code.
    HandOut { code: String },
    /// What leaves nothing that could be counted afterwards.
    Other,
}

/// The steps of a slip: the form's address, the event in the history, and how often of a thousand it is chosen when it is
/// offered. What lets a slip go is rare, or no slip would get to its end.
const STEPS: [(&str, &str, u32); 31] = [
    ("verify", "verified", 1000),
    ("dispatch", "dispatched", 1000),
    ("accept", "accepted", 1000),
    ("arrive", "arrived", 1000),
    ("report", "progressed", 200),
    ("reach", "reached", 300),
    ("finish", "finished", 1000),
    ("check", "checked", 1000),
    ("rate", "rated", 1000),
    ("answer", "answered", 1000),
    ("judge", "judged", 1000),
    ("decide-return", "return_decided", 1000),
    ("decide-extension", "extension_decided", 1000),
    ("answer-supervision", "supervision_answered", 1000),
    ("report-in", "reported_in", 500),
    ("resume", "resumed", 500),
    ("assist", "assisted", 100),
    ("rate-unit", "unit_rated", 100),
    ("ask-back", "asked_back", 60),
    ("send-back", "sent_back", 60),
    ("ask-extension", "extension_asked", 60),
    ("give-back", "given_back", 30),
    ("return", "returned", 60),
    ("supervise", "supervised", 20),
    ("whistle", "whistled", 20),
    ("park", "parked", 10),
    ("refuse", "refused", 10),
    ("turn", "turned", 10),
    ("withdraw", "withdrawn", 10),
    ("split", "split", 10),
    ("merge", "merged", 10),
];

/// How often a form is chosen when it is offered; nothing for those a crowd leaves alone.
pub fn weight(action: &str) -> u32 {
    step(action).map_or(0, |(_, weight)| weight)
}

fn step(action: &str) -> Option<(&'static str, u32)> {
    let verb = action.strip_prefix("/do/request/")?;
    STEPS.iter().find(|(known, ..)| *known == verb).map(|(_, event, weight)| (*event, *weight))
}

impl Errand {
    /// What a filled form is about.
    pub fn of(form: &Filled) -> Self {
        let slip = || form.field("number")?.parse().ok();
        match (form.action.as_str(), step(&form.action), slip()) {
            (_, Some((event, _)), Some(slip)) => Self::Step { slip, event },
            ("/do/order", ..) => Self::Order { mark: form.field("need").unwrap_or_default().to_owned() },
            ("/do/redeem", ..) => Self::Redeem,
            ("/do/hand-out", ..) => Self::HandOut { code: form.field("code").unwrap_or_default().to_owned() },
            _ => Self::Other,
        }
    }
}
