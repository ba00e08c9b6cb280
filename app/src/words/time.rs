//! Times as people say them.

use domain::{
    Minutes, Timestamp,
    calendar::{OfficeHours, Span},
};

use crate::t;

/// `今天 14:20`, `昨天 9:05`, `周三 18:00` within the week to come, else `7 月 25 日 14:20`, with the year if it is
/// another one. What ends with a day that is still to come ends at `周三 24:00`, not at `周四 0:00`.
pub fn when(at: Timestamp, now: Timestamp) -> String {
    let ends_the_day = at > now && at == at.start_of_day();
    let (of, clock) = if ends_the_day {
        (at.minus(Minutes(1)), clock(Minutes::days(1)))
    } else {
        (at, clock(at.minutes_since(at.start_of_day())))
    };
    let near = matches!((of.civil().date() - now.civil().date()).get_days(), -1..=1);
    t!("time-moment", day = day(of, now), clock = clock, near = if near { "yes" } else { "no" })
}

/// A moment that lies behind us, as something began then: within the last week by its weekday, `周五 16:20`.
pub fn since(at: Timestamp, now: Timestamp) -> String {
    let then = at.civil().date();
    match (now.civil().date() - then).get_days() {
        2..=6 => {
            let clock = format!("{}:{:02}", at.civil().hour(), at.civil().minute());
            let day = weekday(then.weekday().to_monday_one_offset());
            t!("time-moment", day = day, clock = clock, near = "no")
        }
        _ => when(at, now),
    }
}

/// A time of day, given as minutes after midnight: `7:00`.
pub fn clock(time: Minutes) -> String {
    format!("{}:{:02}", time.0 / 60, time.0 % 60)
}

/// When an office is open: `8:30–12:00、14:00–18:00`, or that it never closes.
pub fn office_hours(hours: &OfficeHours) -> String {
    if let [Span { opens: Minutes(0), closes }] = hours.spans()
        && *closes == Minutes::days(1)
    {
        return t!("time-all-day");
    }
    let span = |span: &Span| format!("{}–{}", clock(span.opens), clock(span.closes));
    hours.spans().iter().map(span).collect::<Vec<_>>().join(&t!("time-spans-and"))
}

/// The moment as machines read it, for `<time datetime>`.
pub fn datetime(at: Timestamp) -> String {
    let clock = at.civil();
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}+08:00",
        clock.year(),
        clock.month(),
        clock.day(),
        clock.hour(),
        clock.minute()
    )
}

/// The day alone, as it is said on the day of `now`.
pub fn day(at: Timestamp, now: Timestamp) -> String {
    let (then, today) = (at.civil().date(), now.civil().date());
    let month = month(then.month());
    match (then - today).get_days() {
        0 => t!("time-today"),
        -1 => t!("time-yesterday"),
        1 => t!("time-tomorrow"),
        2..=6 => weekday(then.weekday().to_monday_one_offset()),
        _ if then.year() == today.year() => t!("time-day", month = month, day = then.day()),
        _ => t!("time-day-of-year", year = then.year().to_string(), month = month, day = then.day()),
    }
}

/// Monday is 1.
fn weekday(day: i8) -> String {
    match day {
        1 => t!("weekday-1"),
        2 => t!("weekday-2"),
        3 => t!("weekday-3"),
        4 => t!("weekday-4"),
        5 => t!("weekday-5"),
        6 => t!("weekday-6"),
        _ => t!("weekday-7"),
    }
}

fn month(month: i8) -> String {
    match month {
        1 => t!("month-1"),
        2 => t!("month-2"),
        3 => t!("month-3"),
        4 => t!("month-4"),
        5 => t!("month-5"),
        6 => t!("month-6"),
        7 => t!("month-7"),
        8 => t!("month-8"),
        9 => t!("month-9"),
        10 => t!("month-10"),
        11 => t!("month-11"),
        _ => t!("month-12"),
    }
}

/// A length of time in its two largest units: `1 天 3 小时`.
pub fn length(length: Minutes) -> String {
    let (days, hours, minutes) = (length.0 / 1440, length.0 / 60 % 24, length.0 % 60);
    let part = |days: u32, hours: u32, minutes: u32| match (days, hours, minutes) {
        (0, 0, minutes) => t!("time-minutes", minutes = minutes),
        (0, hours, _) => t!("time-hours", hours = hours),
        (days, ..) => t!("time-days", days = days),
    };
    match (days, hours, minutes) {
        (0, 0, _) | (_, 0, _) if days > 0 || hours == 0 => part(days, hours, minutes),
        (0, hours, 0) => part(0, hours, 0),
        (0, hours, minutes) => t!("time-two", large = part(0, hours, 0), small = part(0, 0, minutes)),
        (days, hours, _) => t!("time-two", large = part(days, 0, 0), small = part(0, hours, 0)),
    }
}

/// A length of office hours, which no day of twenty-four divides: `27 小时 10 分钟`.
pub fn hours(length: Minutes) -> String {
    match (length.0 / 60, length.0 % 60) {
        (0, minutes) => t!("time-minutes", minutes = minutes),
        (hours, 0) => t!("time-hours", hours = hours),
        (hours, minutes) => {
            t!(
                "time-two",
                large = t!("time-hours", hours = hours),
                small = t!("time-minutes", minutes = minutes)
            )
        }
    }
}

/// How long is left until a limit, or by how much it is over: `还剩 1 天 3 小时`, `逾期 2 小时`.
pub fn left(due: Timestamp, now: Timestamp) -> String {
    let about = |time: Minutes| if time.0 == 0 { t!("time-under-a-minute") } else { length(time) };
    if now > due {
        t!("time-over", length = about(now.minutes_since(due)))
    } else {
        t!("time-left", length = about(due.minutes_since(now)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        let midnight = Timestamp::from_micros(1_795_276_800_000_000); // 2026-11-22 00:00
        let minutes: i64 = text.parse().unwrap();
        Timestamp::from_micros(midnight.micros() + minutes * 60_000_000)
    }

    #[test]
    fn a_moment_is_said_from_today() {
        let now = at("600");
        for (minutes, said) in [
            ("860", "今天 14:20"),
            ("5", "今天 0:05"),
            ("-1", "昨天 23:59"),
            ("1500", "明天 1:00"),
            ("1440", "今天 24:00"),
            ("4320", "周二 24:00"),
            ("4500", "周三 3:00"),
            ("-2880", "11 月 20 日 0:00"),
            ("100000", "2027 年 1 月 30 日 10:40"),
        ] {
            assert_eq!(when(at(minutes), now), said);
        }
    }

    #[test]
    fn what_began_this_week_began_on_a_weekday() {
        let now = at("600");
        assert_eq!(since(at("-1"), now), "昨天 23:59");
        assert_eq!(since(at("-2000"), now), "周五 14:40");
        assert_eq!(since(at("-20000"), now), "11 月 8 日 2:40");
    }

    #[test]
    fn a_length_has_at_most_two_units() {
        for (minutes, said) in [
            (0, "0 分钟"),
            (59, "59 分钟"),
            (60, "1 小时"),
            (61, "1 小时 1 分钟"),
            (1440, "1 天"),
            (1445, "1 天"),
            (1620, "1 天 3 小时"),
        ] {
            assert_eq!(length(Minutes(minutes)), said);
        }
        assert_eq!(left(at("120"), at("0")), "还剩 2 小时");
        assert_eq!(left(at("0"), at("120")), "逾期 2 小时");
        assert_eq!(left(at("0"), at("0")), "还剩 不到 1 分钟");
    }
}
