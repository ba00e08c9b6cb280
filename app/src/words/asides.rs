//! What runs beside the state of a slip, said after the sentence: the alarm that has climbed, more time that was asked
//! for, an answer that is owed to a supervisor, units that were called.
//!
//! Residents hear how high it has gone and that others are coming, and not what staff have to settle among themselves.

use desk::view::Reader;
use domain::{
    Timestamp,
    request::{Alarm, Beside, Rung, Whistle},
};

use super::{
    next::{inside, sentence},
    rank, when,
};
use crate::t;

/// One sentence for each thing that runs beside the state.
pub fn asides(beside: &Beside, due: Option<Timestamp>, reader: Reader, now: Timestamp) -> Vec<String> {
    let at_work = match reader {
        Reader::Handler | Reader::Given | Reader::Unit(_) | Reader::Staff => true,
        Reader::Resident => false,
        Reader::Public => return Vec::new(),
    };
    let raised = raised(&beside.alarm, due);
    let extension = beside.extension.as_ref().filter(|_| at_work).map(|asked| {
        let mine = if reader == Reader::Handler { "yes" } else { "no" };
        t!("aside-extension", until = inside(when(asked.until, now)), mine = mine)
    });
    let supervised = beside.supervision.as_ref().map(|owed| {
        let until = inside(when(owed.answer_by, now));
        let late = if now > owed.answer_by { "yes" } else { "no" };
        if at_work {
            t!("aside-supervised", until = until, late = late)
        } else {
            t!("aside-supervised-resident")
        }
    });
    let whistle = beside.whistle.as_ref().and_then(|whistle| called(whistle, reader, now));
    [raised, extension, supervised, whistle].into_iter().flatten().map(sentence).collect()
}

/// How high the alarm has climbed for the limit that runs now.
fn raised(alarm: &Alarm, due: Option<Timestamp>) -> Option<String> {
    match alarm.rung {
        Some(Rung::Raised(to)) if due.is_some() && alarm.due == due => {
            Some(t!("aside-raised", level = rank(to)))
        }
        Some(Rung::Warned | Rung::Overdue | Rung::Raised(_)) | None => None,
    }
}

/// How many of the called units are there; a unit that is not is asked to come. Nothing once all are.
fn called(whistle: &Whistle, reader: Reader, now: Timestamp) -> Option<String> {
    let there = whistle.calls.iter().filter(|call| call.reported_at.is_some()).count();
    let mine = match reader {
        Reader::Unit(unit) => whistle.call(unit),
        Reader::Resident | Reader::Handler | Reader::Given | Reader::Staff | Reader::Public => None,
    };
    if let Some(call) = mine.filter(|call| call.reported_at.is_none()) {
        let late = if now > call.report_by { "yes" } else { "no" };
        return Some(t!("aside-called", until = inside(when(call.report_by, now)), late = late));
    }
    let all = whistle.calls.len();
    (there < all).then(|| t!("aside-whistled", all = all, there = there))
}

#[cfg(test)]
mod tests;
