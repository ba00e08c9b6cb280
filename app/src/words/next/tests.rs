//! Every sentence as each reader reads it, in both languages, before the limit and after it.

use desk::view::{Keeper, Reader};
use domain::{
    Minutes, PersonId, Role, Timestamp,
    request::{Grade, Handling, Handover, RefusalReason, State},
    text::Note,
};
use insta::assert_snapshot;
use leptos::prelude::{Owner, provide_context};

use super::*;

/// 2026-11-21 10:00 in the district.
const NOW: Timestamp = Timestamp::from_micros(1_795_226_400_000_000);

fn states() -> Vec<(&'static str, State, u32)> {
    let (by, at) = (PersonId::from(uuid::Uuid::nil()), NOW);
    let (handling, served) = (Handling { by, accepted_at: at }, Minutes(40));
    let question = Note::new("几楼的灯?").unwrap();
    let closed = |grade| State::Closed { handling, served, grade, at };
    vec![
        ("placed", State::Placed, 0),
        ("asked back", State::AskedBack { by, at, question }, 0),
        ("refused", State::Refused { by, at, reason: RefusalReason::Duplicate }, 0),
        ("withdrawn", State::Withdrawn { at }, 0),
        ("verified", State::Verified { by, at }, 0),
        ("reopened", State::Verified { by, at }, 1),
        ("in the hall", State::Dispatched { by, at, to: Handover::Hall }, 0),
        ("given", State::Dispatched { by, at, to: Handover::Person(by) }, 0),
        ("accepted", State::Accepted { handling }, 0),
        ("arrived", State::Arrived { handling, arrived_at: at }, 0),
        ("finished", State::Finished { handling, arrived_at: Some(at), finished_at: at }, 0),
        ("checked", State::Checked { handling, served, checked_by: by, checked_at: at }, 0),
        ("closed", closed(None), 0),
        ("rated", closed(Some(Grade::Satisfied)), 0),
    ]
}

/// What each of `readers` reads in each state; a reader who reads the same as the one before is left out.
fn read(locale: Locale, late: bool, readers: &[Reader]) -> String {
    let keeper = Keeper { name: "陈静".to_owned(), role: Role::GridWorker, is_reader: false };
    let due = if late { NOW.minus(Minutes::hours(2)) } else { NOW.plus(Minutes::hours(8)) };
    let mut lines = Vec::new();
    for (name, state, reopened) in states() {
        let due = match state {
            State::AskedBack { .. }
            | State::Refused { .. }
            | State::Withdrawn { .. }
            | State::Checked { .. }
            | State::Closed { .. } => None,
            State::Placed
            | State::Verified { .. }
            | State::Dispatched { .. }
            | State::Accepted { .. }
            | State::Arrived { .. }
            | State::Finished { .. } => Some(due),
        };
        if late && due.is_none() {
            continue;
        }
        lines.push(format!("{name}:"));
        let mut before = String::new();
        for reader in readers {
            let named = *reader != Reader::Public;
            let standing = Standing {
                state: &state,
                due,
                reopened,
                reader: *reader,
                keeper: named.then_some(&keeper),
                handler: named.then_some("李建国"),
                given_to: named.then_some("李建国"),
                now: NOW,
            };
            let said = Owner::new().with(|| {
                provide_context(locale);
                next(standing)
            });
            if said != before {
                lines.push(format!("  {}", said));
                before = said;
            }
        }
    }
    lines.join("\n")
}

const EVERYBODY: [Reader; 5] = [Reader::Resident, Reader::Handler, Reader::Given, Reader::Staff, Reader::Public];

#[test]
fn the_resident_reads_who_has_it_and_until_when() {
    assert_snapshot!(read(Locale::Zh, false, &[Reader::Resident]), @"");
}

#[test]
fn each_reader_has_their_own_words() {
    assert_snapshot!(read(Locale::Zh, false, &EVERYBODY), @"");
}

#[test]
fn a_limit_that_has_passed_is_not_promised_again() {
    assert_snapshot!(read(Locale::Zh, true, &EVERYBODY), @"");
}

#[test]
fn english_says_the_same() {
    assert_snapshot!(read(Locale::En, false, &EVERYBODY), @"");
}

#[test]
fn english_says_the_same_after_the_limit() {
    assert_snapshot!(read(Locale::En, true, &EVERYBODY), @"");
}

#[test]
fn the_desk_reads_its_own_name_as_you_and_a_date_stands_apart() {
    let keeper = Keeper { name: "陈静".to_owned(), role: Role::GridWorker, is_reader: true };
    let standing = Standing {
        state: &State::Placed,
        due: Some(NOW.plus(Minutes::days(20))),
        reopened: 0,
        reader: Reader::Staff,
        keeper: Some(&keeper),
        handler: None,
        given_to: None,
        now: NOW,
    };
    assert_snapshot!(next(standing), @"");
}
