//! Deadlines as tables of cases: the published years, the three units, pauses, agreed ends, years without a notice.
//! `calendar/walk.rs` holds the calendar against a plain walk through every minute.

use domain::{
    Deadline, Limit, Timestamp,
    calendar::{Calendar, Notice, Office, OfficeHours, Pause},
};
use jiff::civil::{DateTime, date};

mod walk;

fn published(year: i16) -> String {
    std::fs::read_to_string(format!("{}/../data/holidays/{year}.json", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn notice(json: &str) -> Notice {
    serde_json::from_str(json).unwrap()
}

fn shipped() -> Calendar {
    [2024, 2025, 2026].map(|year| notice(&published(year))).into_iter().collect()
}

/// `2026-09-30 16:20`, or with seconds.
fn time(text: &str) -> Timestamp {
    let civil: DateTime = text.parse().unwrap();
    let seconds = civil.duration_since(civil.start_of_day()).as_secs();
    Timestamp::midnight(civil.date()).plus_seconds(seconds)
}

fn limit(text: &str) -> Limit {
    text.parse().unwrap()
}

/// Counts in an office that is open at these hours, by the notices shipped.
struct Town {
    calendar: Calendar,
    hours: OfficeHours,
}

impl Town {
    fn open(hours: &str) -> Self {
        Self { calendar: shipped(), hours: hours.parse().unwrap() }
    }

    fn office(&self) -> Office<'_> {
        Office { calendar: &self.calendar, hours: &self.hours }
    }

    fn deadline(&self, since: &str, text: &str) -> Deadline {
        self.office().deadline(time(since), limit(text))
    }

    fn resumed(&self, deadline: &Deadline, paused_at: &str, resumed_at: &str) -> Deadline {
        self.office().resumed(deadline, time(paused_at), time(resumed_at))
    }
}

fn town() -> Town {
    Town::open("08:30-12:00 14:00-18:00")
}

#[test]
fn the_published_years_have_their_working_days() {
    let calendar = shipped();
    for (year, working) in [(2024, 251), (2025, 248), (2026, 248)] {
        let days = date(year, 1, 1).series(jiff::Span::new().days(1)).take_while(|day| day.year() == year);
        assert_eq!(days.filter(|day| calendar.is_working_day(*day)).count(), working, "{year}");
    }
}

#[test]
fn working_days_are_counted_from_the_next_day_over_holidays_and_make_up_days() {
    let town = town();
    for (start, limit, end) in [
        ("2026-09-30", "1 工作日", "2026-10-08"),
        ("2026-09-30", "5 工作日", "2026-10-13"),
        ("2026-02-13", "1 工作日", "2026-02-14"),
        ("2026-02-13", "5 工作日", "2026-02-27"),
        ("2026-02-13", "15 工作日", "2026-03-12"),
        ("2026-04-30", "3 工作日", "2026-05-08"),
        ("2025-12-31", "1 工作日", "2026-01-04"),
        ("2025-12-31", "5 工作日", "2026-01-08"),
    ] {
        for hour in ["00:00", "07:59", "12:30", "18:00", "23:59:59"] {
            let deadline = town.deadline(&format!("{start} {hour}"), limit);
            assert_eq!(deadline.at.to_string(), format!("{end} 18:00"), "{limit} from {start} {hour}");
            assert!(!deadline.provisional);
        }
    }
}

#[test]
fn hours_run_round_the_clock_or_while_the_office_is_open() {
    for (hours, since, limit, end) in [
        // Friday to Monday.
        ("08:30-12:00 14:00-18:00", "2026-11-20 16:20", "5 工作时", "2026-11-23 11:50"),
        ("08:30-12:00 14:00-18:00", "2026-11-20 16:20", "5 紧急工作时", "2026-11-20 21:20"),
        // The last minute of the office is the end, not the first of its next day.
        ("08:30-12:00 14:00-18:00", "2026-11-20 16:00", "2 工作时", "2026-11-20 18:00"),
        ("08:30-12:00 14:00-18:00", "2026-11-20 11:00", "1 工作时", "2026-11-20 12:00"),
        ("08:30-12:00 14:00-18:00", "2026-11-20 12:00", "0.5 工作时", "2026-11-20 14:30"),
        ("08:30-12:00 14:00-18:00", "2026-11-21 03:00", "7.5 工作时", "2026-11-23 18:00"),
        // Over the National Day, and on the Saturday that makes up for it.
        ("08:30-12:00 14:00-18:00", "2026-09-30 17:30", "1 工作时", "2026-10-08 09:00"),
        ("09:00-17:00", "2026-10-09 16:30", "1 工作时", "2026-10-10 09:30"),
        // An office that never closes on working days still rests on the others.
        ("00:00-24:00", "2026-11-20 23:00", "2 工作时", "2026-11-23 01:00"),
        ("00:00-24:00", "2026-11-20 23:00", "1 工作日", "2026-11-24 00:00"),
    ] {
        let deadline = Town::open(hours).deadline(since, limit);
        assert_eq!(deadline.at.to_string(), end, "{limit} from {since} in {hours}");
    }
}

#[test]
fn a_limit_counts_to_the_second() {
    let deadline = town().deadline("2026-11-20 17:59:31", "0.5 工作时");
    assert_eq!(deadline.at, time("2026-11-23 08:59:31"));
}

#[test]
fn what_was_left_at_a_pause_runs_on_from_the_resumption() {
    for (since, limit, paused, resumed, end) in [
        // The clock simply stands still.
        ("2026-11-20 16:20", "2 紧急工作时", "2026-11-20 17:00", "2026-11-21 17:00", "2026-11-21 18:20"),
        // 3 h 20 min are left; they begin when the office opens.
        ("2026-11-20 16:20", "5 工作时", "2026-11-20 18:30", "2026-11-21 09:00", "2026-11-23 11:50"),
        ("2026-11-20 16:20", "5 工作时", "2026-11-23 08:30", "2026-11-23 10:30", "2026-11-23 15:50"),
        // Two working days are left on Wednesday, and none of the day of the answer counts.
        ("2026-11-16 10:00", "4 工作日", "2026-11-18 09:00", "2026-11-20 09:00", "2026-11-24 18:00"),
        ("2026-11-16 10:00", "4 工作日", "2026-11-18 09:00", "2026-11-21 20:00", "2026-11-24 18:00"),
        // Answered on the same day: nothing is lost, nothing is won.
        ("2026-11-16 10:00", "4 工作日", "2026-11-18 09:00", "2026-11-18 23:00", "2026-11-20 18:00"),
        ("2026-11-16 10:00", "4 工作日", "2026-11-20 09:00", "2026-11-20 17:00", "2026-11-20 18:00"),
        // Stopped on the last day: a whole one again.
        ("2026-11-16 10:00", "4 工作日", "2026-11-20 17:00", "2026-11-21 20:00", "2026-11-23 18:00"),
        ("2026-11-16 10:00", "4 工作日", "2026-11-20 17:00", "2026-11-23 08:00", "2026-11-24 18:00"),
    ] {
        let town = town();
        let deadline = town.resumed(&town.deadline(since, limit), paused, resumed);
        let story = format!("{limit} from {since}, from {paused} to {resumed} at rest");
        assert_eq!(deadline.at.to_string(), end, "{story}");
        assert_eq!(deadline.pauses, [Pause { from: time(paused), to: time(resumed) }], "{story}");
        assert_eq!(deadline.paused(), time(resumed).minutes_since(time(paused)), "{story}");
        assert_eq!(deadline.runs_since(), time(resumed), "{story}");
        assert_eq!(deadline.began, time(since), "{story}");
    }
}

#[test]
fn an_office_that_never_closes_ends_its_days_at_midnight_after_a_pause_too() {
    let town = Town::open("00:00-24:00");
    let deadline = town.deadline("2026-11-16 10:00", "4 工作日");
    assert_eq!(deadline.at.to_string(), "2026-11-21 00:00");
    assert_eq!(
        town.resumed(&deadline, "2026-11-20 23:59", "2026-11-21 01:00").at.to_string(),
        "2026-11-24 00:00"
    );
}

#[test]
fn a_deadline_that_was_over_stays_as_it_is() {
    for limit in ["1 紧急工作时", "1 工作时", "1 工作日"] {
        let town = town();
        let deadline = town.deadline("2026-11-17 10:00", limit);
        for paused in [deadline.at.to_string(), "2026-11-19 10:00".to_owned()] {
            let after = town.resumed(&deadline, &paused, "2026-11-20 10:00");
            assert_eq!((after.at, after.paused().0), (deadline.at, 0), "{limit}, stopped at {paused}");
        }
    }
}

#[test]
fn clocks_that_go_back_take_no_time_and_give_none() {
    for limit in ["2 紧急工作时", "2 工作时", "2 工作日"] {
        let town = town();
        let deadline = town.deadline("2026-11-17 10:00", limit);
        assert_eq!(town.resumed(&deadline, "2026-11-17 11:00", "2026-11-17 10:59"), deadline, "{limit}");
        assert_eq!(town.resumed(&deadline, "2026-11-17 11:00", "2026-11-17 11:00"), deadline, "{limit}");
        // A pause cannot begin before the deadline runs, nor in an earlier pause.
        let early = town.resumed(&deadline, "2026-11-16 09:00", "2026-11-17 10:30");
        assert_eq!(early, town.resumed(&deadline, "2026-11-17 10:00", "2026-11-17 10:30"), "{limit}");
        assert_eq!(town.resumed(&early, "2026-11-17 10:00", "2026-11-17 10:30"), early, "{limit}");
    }
}

#[test]
fn an_agreed_end_holds_and_runs_by_the_same_clock() {
    let town = town();
    let parked = town
        .deadline("2026-11-16 10:00", "4 工作日")
        .moved_to(time("2026-12-04 12:00"), time("2026-11-19 09:00"));
    assert_eq!((parked.at, parked.began), (time("2026-12-04 12:00"), time("2026-11-16 10:00")));
    assert_eq!(parked.runs_since(), time("2026-11-19 09:00"));
    assert_eq!(town.office().recounted(&parked), parked);

    // Thursday's question is answered on Saturday: Friday is given back.
    let resumed = town.resumed(&parked, "2026-12-03 10:00", "2026-12-05 10:00");
    assert_eq!(resumed.at.to_string(), "2026-12-07 12:00");
    assert_eq!(town.office().recounted(&resumed), resumed);

    // An end at an hour when the office is closed is never brought nearer.
    let night = town
        .deadline("2026-11-16 10:00", "4 工作时")
        .moved_to(time("2026-11-21 23:00"), time("2026-11-16 11:00"));
    for (paused, resumed, end) in [
        ("2026-11-20 17:00", "2026-11-23 08:00", "2026-11-23 09:30"),
        ("2026-11-20 19:00", "2026-11-20 20:00", "2026-11-21 23:00"),
        ("2026-11-21 10:00", "2026-11-23 17:00", "2026-11-21 23:00"),
    ] {
        assert_eq!(town.resumed(&night, paused, resumed).at.to_string(), end, "{paused} to {resumed}");
    }
}

#[test]
fn the_warning_comes_at_its_share_of_the_time_that_runs_now() {
    let town = town();
    let deadline = town.deadline("2026-11-20 10:00", "4 紧急工作时");
    for (percent, at) in [(0, "10:00"), (25, "11:00"), (75, "13:00"), (100, "14:00"), (200, "14:00")] {
        assert_eq!(deadline.warn_at(percent), time(&format!("2026-11-20 {at}")), "{percent} %");
    }
    let resumed = town.resumed(&deadline, "2026-11-20 12:00", "2026-11-22 12:00");
    assert_eq!(resumed.warn_at(75), time("2026-11-22 13:30"));
    let over = town.resumed(&deadline, "2026-11-20 15:00", "2026-11-22 12:00");
    assert_eq!(over.warn_at(75), deadline.at, "of a deadline that was over nothing is left to warn of");
}

#[test]
fn a_deadline_over_days_without_a_notice_is_provisional() {
    let town = town();
    for (since, limit, provisional) in [
        ("2026-12-01 10:00", "5 工作日", false),
        ("2026-12-24 10:00", "0.5 工作时", false),
        ("2026-12-30 10:00", "5 工作日", true),
        ("2026-12-31 10:00", "9 工作时", true),
        // The next year's notice may change the last days of this one.
        ("2026-12-24 10:00", "3 工作日", true),
        // Round the clock asks no calendar.
        ("2026-12-31 10:00", "72 紧急工作时", false),
        ("2023-06-01 10:00", "1 工作日", true),
    ] {
        assert_eq!(town.deadline(since, limit).provisional, provisional, "{limit} from {since}");
    }
    let into_the_year =
        town.resumed(&town.deadline("2026-12-21 10:00", "2 工作日"), "2026-12-22 10:00", "2027-01-04 10:00");
    assert_eq!(
        (into_the_year.at.to_string().as_str(), into_the_year.provisional),
        ("2027-01-05 18:00", true)
    );
}

/// A notice for 2027 that makes the last Saturday but one of 2026 a working day, and Monday the 4th a holiday.
const NEXT_YEAR: &str = r#"{ "year": 2027, "papers": [], "days": [
    { "name": "元旦", "date": "2026-12-26", "isOffDay": false },
    { "name": "元旦", "date": "2027-01-01", "isOffDay": true },
    { "name": "元旦", "date": "2027-01-04", "isOffDay": true }
] }"#;

#[test]
fn when_the_notice_arrives_a_provisional_deadline_is_counted_anew() {
    let before = town();
    let notices = [2026, 2025, 2024].map(|year| notice(&published(year)));
    let after = Town { calendar: [notice(NEXT_YEAR)].into_iter().chain(notices).collect(), ..town() };
    for (since, limit, plain, settled) in [
        ("2026-12-30 10:00", "2 工作日", "2027-01-01 18:00", "2027-01-05 18:00"),
        ("2026-12-31 17:00", "2 工作时", "2027-01-01 09:30", "2027-01-05 09:30"),
        ("2026-12-24 10:00", "2 工作日", "2026-12-28 18:00", "2026-12-26 18:00"),
    ] {
        let deadline = before.deadline(since, limit);
        assert_eq!((deadline.at.to_string().as_str(), deadline.provisional), (plain, true), "{limit}");
        let recounted = after.office().recounted(&deadline);
        assert_eq!((recounted.at.to_string().as_str(), recounted.provisional), (settled, false), "{limit}");
    }
    // The pauses are honoured: two of three days are left on the 30th, and they begin on the 6th.
    let paused = before.resumed(
        &before.deadline("2026-12-29 10:00", "3 工作日"),
        "2026-12-30 10:00",
        "2027-01-05 10:00",
    );
    assert_eq!((paused.at.to_string().as_str(), paused.provisional), ("2027-01-07 18:00", true));
    let recounted = after.office().recounted(&paused);
    assert_eq!((recounted.at, recounted.provisional), (paused.at, false));
    assert_eq!(recounted.pauses, paused.pauses);
}

#[test]
fn two_notices_may_name_a_december_day_and_the_later_holds() {
    let [earlier, later] = [(2026, true), (2027, false)].map(|(year, is_off_day)| {
        let day = serde_json::json!({ "date": "2026-12-31", "isOffDay": is_off_day });
        notice(&serde_json::json!({ "year": year, "days": [day] }).to_string())
    });
    let day = date(2026, 12, 31);
    assert!(!Calendar::from_iter([earlier.clone()]).is_working_day(day));
    let calendar = Calendar::from_iter([earlier.clone(), later.clone()]);
    assert!(calendar.is_working_day(day));
    assert_eq!(Calendar::from_iter([later, earlier]), calendar, "in whatever order they come");
    assert!(calendar.knows(day..=day) && !calendar.knows(day..=date(2028, 1, 1)));
}

#[test]
fn bad_notices_are_refused_with_the_day() {
    let refusal = |days: &str| {
        let json = format!(r#"{{ "year": 2027, "days": [{days}] }}"#);
        serde_json::from_str::<Notice>(&json).unwrap_err().to_string()
    };
    let day = |date: &str| format!(r#"{{ "name": "元旦", "date": "{date}", "isOffDay": true }}"#);
    for (days, reason) in [
        (day("2028-01-01"), "2028-01-01 belongs neither to 2027 nor to the December before"),
        (day("2026-11-30"), "2026-11-30 belongs neither to 2027 nor to the December before"),
        (day("2025-12-31"), "2025-12-31 belongs neither to 2027 nor to the December before"),
        (format!("{}, {}", day("2027-01-01"), day("2027-01-01")), "2027-01-01 is named twice"),
    ] {
        assert_eq!(refusal(&days), reason);
    }
    assert!(refusal(&day("2027-02-29")).contains("day"), "{}", refusal(&day("2027-02-29")));
    assert!(refusal(r#"{ "date": "2027-01-01" }"#).contains("isOffDay"));
    assert_eq!(notice(NEXT_YEAR).year(), 2027);
}

#[test]
fn counting_ends_in_any_calendar_and_at_any_time() {
    // Three years in which nobody works; then the plain week.
    let rest = |year: i16| {
        let days = date(year, 1, 1).series(jiff::Span::new().days(1)).take_while(|day| day.year() == year);
        let days: Vec<_> = days.map(|day| serde_json::json!({ "date": day, "isOffDay": true })).collect();
        notice(&serde_json::json!({ "year": year, "days": days }).to_string())
    };
    let idle = Town { calendar: (2026..2029).map(rest).collect(), ..town() };
    for (limit, end) in [("1 工作时", "2029-01-01 09:30"), ("1 工作日", "2029-01-01 18:00")] {
        assert_eq!(idle.deadline("2026-01-01 10:00", limit).at.to_string(), end);
    }

    let town = town();
    for micros in [i64::MIN, i64::MIN + 1, 0, i64::MAX - 1, i64::MAX] {
        for text in ["8760 紧急工作时", "8760 工作时", "365 工作日"] {
            let (office, at) = (town.office(), Timestamp::from_micros(micros));
            let deadline = office.deadline(at, limit(text));
            assert!(deadline.at >= at, "{text} from {micros}");
            let resumed = office.resumed(&deadline, at.plus_micros(1), Timestamp::from_micros(i64::MAX));
            assert!(resumed.at >= deadline.at, "{text} from {micros}");
            assert!(
                deadline.warn_at(50) >= at && deadline.warn_at(50) <= deadline.at,
                "{text} from {micros}"
            );
        }
    }
}

#[test]
fn a_deadline_is_kept_in_few_words_and_comes_back_whole() {
    let town = town();
    let plain = town.deadline("2026-11-20 16:20", "5 工作时");
    assert_eq!(
        serde_json::to_string(&plain).unwrap(),
        r#"{"at":1795405800000000,"began":1795162800000000,"limit":"5 工作时"}"#
    );
    let full = town
        .resumed(&plain, "2026-11-20 17:00", "2026-11-20 17:20")
        .moved_to(time("2026-12-30 18:00"), time("2026-11-23 09:00"));
    let full = town.resumed(&full, "2026-12-30 10:00", "2027-01-05 10:00");
    assert!(full.provisional && full.agreed.is_some() && !full.pauses.is_empty());
    for deadline in [plain, full] {
        let json = serde_json::to_string(&deadline).unwrap();
        assert_eq!(serde_json::from_str::<Deadline>(&json).unwrap(), deadline);
    }
}

#[test]
fn how_long_an_office_was_open() {
    let town = Town::open("08:30-12:00 14:00-18:00");
    for (from, to, minutes) in [
        ("2026-11-23 10:00", "2026-11-23 11:00", 60),
        ("2026-11-23 11:00", "2026-11-23 15:00", 120),
        ("2026-11-20 17:00", "2026-11-23 09:00", 90),
        ("2026-11-21 08:00", "2026-11-22 20:00", 0),
        // A make-up working day of the National Day.
        ("2026-10-10 00:00", "2026-10-11 00:00", 450),
        ("2026-11-23 11:00", "2026-11-23 10:00", 0),
    ] {
        let open = town.office().open_between(time(from), time(to));
        assert_eq!(open, domain::Minutes(minutes), "{from} to {to}");
    }
}
