//! The reasons of limits, in both languages.

use domain::{
    Event, PersonId, Role,
    calendar::{Calendar, Office, OfficeHours},
    text::Note,
};
use leptos::prelude::{Owner, provide_context};

use super::*;
use crate::text::Locale;

fn time(day: &str, minutes: u32) -> Timestamp {
    Timestamp::of_day(day).unwrap().plus(Minutes(minutes))
}

/// 2026-11-23, a Monday, 10:00.
fn now() -> Timestamp {
    time("2026-11-23", 600)
}

/// Counted by the plain week, of which no year is published.
fn counted<T>(count: impl FnOnce(&Office<'_>) -> T) -> T {
    let (calendar, hours) = (Calendar::default(), OfficeHours::default());
    count(&Office { calendar: &calendar, hours: &hours })
}

fn deadline(limit: Limit) -> Deadline {
    let began = time("2026-11-20", 16 * 60 + 20);
    Deadline { provisional: false, ..counted(|office| office.deadline(began, limit)) }
}

fn said(locale: Locale, deadline: &Deadline, stood: Stood, reader: Reader) -> String {
    Owner::new().with(|| {
        provide_context(locale);
        why(deadline, stood, reader, now())
    })
}

#[test]
fn a_limit_says_from_when_and_how_long() {
    for (limit, zh, en) in [
        (Limit::round_the_clock(2), "自周五 16:20 起 2 小时", "2 hours from 16:20 on Friday"),
        (Limit::working_hours(5), "自周五 16:20 起 5 个工作小时", "5 working hours from 16:20 on Friday"),
        (Limit::working_hours(1), "自周五 16:20 起 1 个工作小时", "1 working hour from 16:20 on Friday"),
        (Limit::working_days(15), "自周五 16:20 起 15 个工作日", "15 working days from 16:20 on Friday"),
    ] {
        let deadline = deadline(limit);
        assert_eq!(said(Locale::Zh, &deadline, Stood::default(), Reader::Public), zh);
        assert_eq!(said(Locale::En, &deadline, Stood::default(), Reader::Public), en);
    }
}

#[test]
fn what_stopped_it_is_said_to_whom_it_concerns() {
    let deadline = deadline(Limit::working_hours(5));
    let asked = Stood { asked: Minutes(120), ..Stood::default() };
    let both = Stood { otherwise: Minutes::days(3), ..asked };
    for (stood, reader, zh) in [
        (asked, Reader::Resident, "自周五 16:20 起 5 个工作小时，中间等您答复停了 2 小时"),
        (asked, Reader::Staff, "自周五 16:20 起 5 个工作小时，中间等居民答复停了 2 小时"),
        (both, Reader::Resident, "自周五 16:20 起 5 个工作小时，中间等您答复停了 2 小时，中间挂起 3 天不算"),
    ] {
        assert_eq!(said(Locale::Zh, &deadline, stood, reader), zh);
    }
    assert_eq!(
        said(Locale::En, &deadline, both, Reader::Resident),
        "5 working hours from 16:20 on Friday; stopped for 2 h while we waited for your answer; it stood still for 3 days"
    );
}

#[test]
fn an_agreed_end_and_one_over_new_year_say_so() {
    let limit = deadline(Limit::working_days(5));
    let agreed = limit.clone().moved_to(time("2026-12-01", 18 * 60), now());
    assert_eq!(said(Locale::Zh, &agreed, Stood::default(), Reader::Resident), "经批准延到 12 月 1 日 18:00");
    let provisional = Deadline { provisional: true, ..limit };
    assert_eq!(
        said(Locale::Zh, &provisional, Stood::default(), Reader::Resident),
        "自周五 16:20 起 5 个工作日，跨了年，节假日安排公布后再算"
    );
}

#[test]
fn pauses_are_told_apart_by_the_step_they_began_with() {
    let (asked, answered) = (time("2026-11-20", 17 * 60), time("2026-11-20", 17 * 60 + 30));
    let (parked, resumed) = (time("2026-11-23", 510), time("2026-11-23", 540));
    let began = deadline(Limit::working_hours(5));
    let limit = counted(|office| {
        let once = office.resumed(&began, asked, answered);
        office.resumed(&once, parked, resumed)
    });
    let step = |at, what| Step {
        event: Event { revision: 2, at, by: Some(PersonId(uuid::Uuid::nil())), role: Role::GridWorker, what },
        by: None,
        said: None,
        to: None,
        photos: Vec::new(),
    };
    let note = Note::new("哪一层?").unwrap();
    let steps = [
        step(asked, What::AskedBack { question: note.clone() }),
        step(parked, What::Parked { plan: note, until: resumed }),
    ];
    assert_eq!(Stood::of(&limit, &steps), Stood { asked: Minutes(30), otherwise: Minutes(30) });
    assert_eq!(Stood::of(&began, &steps), Stood::default());
}
