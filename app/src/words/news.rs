//! What a message says: one sentence, from what happened and the name of the service.

use domain::{
    Timestamp,
    inbox::{Heap, News},
};

use super::left;
use crate::t;

/// What a sentence is made of.
#[derive(Debug, Clone, Copy)]
pub struct Told<'s> {
    pub news: News,
    pub heap: Heap,
    /// Nothing is asked of the reader any more.
    pub is_settled: bool,
    pub service: &'s str,
    /// The limit that runs on the slip now, if any does.
    pub due: Option<Timestamp>,
    pub now: Timestamp,
}

/// Says what happened, and what it asks of the reader.
pub fn news(told: Told<'_>) -> String {
    let Told { service, .. } = told;
    let mine = if told.heap == Heap::Needs { "yes" } else { "no" };
    match told.news {
        News::Placed => t!("news-placed", service = service, mine = mine),
        News::Verified => t!("news-verified", service = service, mine = mine),
        News::AskedBack => t!("news-asked-back", service = service, mine = mine),
        News::Answered => t!("news-answered", service = service, mine = mine),
        News::Refused => t!("news-refused", service = service),
        News::Turned => t!("news-turned", service = service),
        News::Withdrawn => t!("news-withdrawn", service = service),
        News::Dispatched => t!("news-dispatched", service = service),
        News::Given => t!("news-given", service = service, mine = mine),
        News::Offered => t!("news-offered", service = service, mine = mine),
        News::Accepted => t!("news-accepted", service = service),
        News::Returned => t!("news-returned", service = service, mine = mine),
        News::GivenBack => t!("news-given-back", service = service, mine = mine),
        News::HandedBack => t!("news-handed-back", service = service, mine = mine),
        News::ReturnDecided => t!("news-return-decided", service = service),
        News::Progressed => t!("news-progressed", service = service),
        News::Finished => t!("news-finished", service = service, mine = mine),
        News::SentBack => t!("news-sent-back", service = service, mine = mine),
        News::Checked => t!("news-checked", service = service, mine = mine),
        News::Closed => t!("news-closed", service = service),
        News::RatedBadly => t!("news-rated-badly", service = service, mine = mine),
        News::DisputedFinding => t!("news-disputed-finding", service = service, mine = mine),
        News::ExtensionAsked => t!("news-extension-asked", service = service, mine = mine),
        News::ExtensionDecided => t!("news-extension-decided", service = service),
        News::Parked => t!("news-parked", service = service),
        News::Resumed => t!("news-resumed", service = service, mine = mine),
        News::Merged => t!("news-merged", service = service),
        News::Unmerged => t!("news-unmerged", service = service),
        News::Released => t!("news-released", service = service, mine = mine),
        News::Mended => t!("news-mended", service = service),
        News::NotMended => t!("news-not-mended", service = service, mine = mine),
        News::Split => t!("news-split", service = service),
        News::PartOver => t!("news-part-over", service = service),
        News::Whistled => t!("news-whistled", service = service, mine = mine),
        News::ReportedIn => t!("news-reported-in", service = service),
        News::CallMissed => t!("news-call-missed", service = service, mine = mine),
        News::Supervised => t!("news-supervised", service = service, mine = mine),
        News::AnswerMissed => t!("news-answer-missed", service = service, mine = mine),
        News::SupervisionAnswered => t!("news-supervision-answered", service = service, mine = mine),
        // A limit that runs no more, or runs against somebody else, says nothing about this reminder.
        News::Warned => match told.due.filter(|_| !told.is_settled) {
            Some(due) => t!("news-warned", service = service, left = left(due, told.now), mine = mine),
            None => t!("news-warned-then", service = service),
        },
        News::Overdue => t!("news-overdue", service = service, mine = mine),
        News::Escalated => t!("news-escalated", service = service, mine = mine),
        News::NobodyThere => t!("news-nobody-there", service = service, mine = mine),
    }
}

#[cfg(test)]
mod tests;
