//! The calendar against a plain walk, one minute after the other, that knows no shortcuts and none of the calendar's
//! code. The walk is done once and every step of it written down; then every minute of the three years is a start.

use std::{collections::HashMap, iter};

use domain::{
    Limit, Minutes, Timestamp,
    calendar::{Hours, Office},
};
use jiff::civil::date;

use super::{Town, published};

const DAY: usize = 24 * 60;

/// What a walk from 2024-01-01 to the middle of 2027 has seen.
struct Walk {
    first: Timestamp,
    /// For each minute: how many open minutes came before it.
    open_before: Vec<usize>,
    /// For each number of open minutes: the minute at which so many are over.
    open_over: Vec<usize>,
    /// For each day: how many working days came up to its end.
    worked_through: Vec<usize>,
    /// The working days, one after the other.
    working_days: Vec<usize>,
    /// The minute of the day at which the office closes.
    close: usize,
}

impl Walk {
    /// `open` are the spans of a working day, in minutes.
    fn new(open: &[(usize, usize)]) -> Self {
        let named: HashMap<String, bool> = [2024, 2025, 2026]
            .iter()
            .flat_map(|year| {
                let notice: serde_json::Value = serde_json::from_str(&published(*year)).unwrap();
                notice["days"].as_array().unwrap().clone()
            })
            .map(|day| (day["date"].as_str().unwrap().to_owned(), day["isOffDay"].as_bool().unwrap()))
            .collect();
        let mut walk = Self {
            first: Timestamp::of_day("2024-01-01").unwrap(),
            open_before: Vec::new(),
            open_over: vec![0],
            worked_through: Vec::new(),
            working_days: Vec::new(),
            close: open.last().unwrap().1,
        };
        let days = date(2024, 1, 1).series(jiff::Span::new().days(1));
        for (number, day) in days.take_while(|day| *day < date(2027, 6, 1)).enumerate() {
            // 2024 began on a Monday.
            let weekend = number % 7 >= 5;
            let works = named.get(&day.to_string()).map_or(!weekend, |is_off_day| !is_off_day);
            if works {
                walk.working_days.push(number);
            }
            walk.worked_through.push(walk.working_days.len());
            for minute in 0..DAY {
                walk.open_before.push(walk.open_over.len() - 1);
                if works && open.iter().any(|&(opens, closes)| (opens..closes).contains(&minute)) {
                    walk.open_over.push(number * DAY + minute + 1);
                }
            }
        }
        walk
    }

    fn time(&self, minute: usize) -> Timestamp {
        self.first.plus(Minutes(u32::try_from(minute).unwrap()))
    }

    fn deadline(&self, start: usize, limit: Amount) -> usize {
        match limit {
            Amount::RoundTheClock(minutes) => start + minutes,
            Amount::WorkingMinutes(minutes) => self.open_over[self.open_before[start] + minutes],
            Amount::WorkingDays(days) => self.close_of(self.worked_through[start / DAY] + days),
        }
    }

    fn after_pause(&self, end: usize, limit: Amount, from: usize, to: usize) -> usize {
        if end <= from {
            return end;
        }
        match limit {
            Amount::RoundTheClock(_) => end + to - from,
            Amount::WorkingMinutes(_) => {
                let left = self.open_before[end] - self.open_before[from];
                self.open_over[self.open_before[to] + left]
            }
            Amount::WorkingDays(_) if from / DAY == to / DAY => end,
            Amount::WorkingDays(_) => {
                let last = (end - 1) / DAY;
                let left = self.worked_through[last] - self.worked_through[from / DAY];
                self.close_of(self.worked_through[to / DAY] + left.max(1))
            }
        }
    }

    /// When the office closes on the working day of this number.
    fn close_of(&self, number: usize) -> usize {
        self.working_days[number - 1] * DAY + self.close
    }
}

/// A limit as the walk knows it.
#[derive(Clone, Copy)]
enum Amount {
    RoundTheClock(usize),
    WorkingMinutes(usize),
    WorkingDays(usize),
}

/// Every minute of these is a start, and each start has a limit in each unit and a pause, some a second one. How long
/// they are goes round with the minutes; the numbers of choices have no common divisor with each other or with the hour.
fn agrees(hours: &str, open: &[(usize, usize)], minutes: impl Iterator<Item = usize>) {
    let (town, walk) = (Town::open(hours), Walk::new(open));
    let office = town.office();
    let lengths = [1, 2, 3, 4, 8, 15, 40].map(|halves| (halves * 30, Hours::halves(halves as u16).unwrap()));
    let counts = [1, 2, 3, 4, 5, 7, 15].map(|days| (days, Limit::working_days(days as u16)));
    for start in minutes {
        let (length, hours) = lengths[start % 7];
        let (count, days) = counts[start / 7 % 7];
        agrees_from(&office, &walk, start, Amount::RoundTheClock(length), Limit::RoundTheClock(hours));
        agrees_from(&office, &walk, start, Amount::WorkingMinutes(length), Limit::WorkingHours(hours));
        agrees_from(&office, &walk, start, Amount::WorkingDays(count), days);
    }
}

fn agrees_from(office: &Office<'_>, walk: &Walk, start: usize, amount: Amount, limit: Limit) {
    let mut deadline = office.deadline(walk.time(start), limit);
    let mut end = walk.deadline(start, amount);
    assert_eq!(deadline.at, walk.time(end), "{limit} from {}", walk.time(start));
    let from = start + [1, 29, 90, 300, 1000, 1441, 2900, 4000, 9000, 0, 61][start % 11];
    let to = from + [3, 60, 240, 700, 1440, 1500, 2881, 4321, 7200, 11_111, 17, 33, 999][start % 13];
    let second = start.is_multiple_of(17).then_some((to + 100, to + 100 + start % 1700));
    for (from, to) in iter::once((from, to)).chain(second) {
        deadline = office.resumed(&deadline, walk.time(from), walk.time(to));
        end = walk.after_pause(end, amount, from, to);
        let [start, from, to, end] = [start, from, to, end].map(|minute| walk.time(minute));
        assert_eq!(deadline.at, end, "{limit} from {start}, at rest from {from} to {to}");
    }
}

const PLAIN: &str = "08:30-12:00 14:00-18:00";
const SPANS: [(usize, usize); 2] = [(510, 720), (840, 1080)];

#[test]
fn the_calendar_agrees_with_a_walk_from_every_minute_of_2024() {
    agrees(PLAIN, &SPANS, 0..366 * DAY);
}

#[test]
fn the_calendar_agrees_with_a_walk_from_every_minute_of_2025() {
    agrees(PLAIN, &SPANS, 366 * DAY..731 * DAY);
}

#[test]
fn the_calendar_agrees_with_a_walk_from_every_minute_of_2026() {
    agrees(PLAIN, &SPANS, 731 * DAY..1096 * DAY);
}

#[test]
fn the_calendar_agrees_with_a_walk_whatever_the_office_hours() {
    agrees("00:00-24:00", &[(0, DAY)], (0..1096 * DAY).step_by(37));
    agrees("06:00-06:31 22:59-24:00", &[(360, 391), (1379, DAY)], (0..1096 * DAY).step_by(41));
}
