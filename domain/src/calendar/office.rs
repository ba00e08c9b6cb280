//! Counting: from a limit to a deadline, over a pause, and anew when a notice arrives.

use jiff::civil::Date;

use super::{Calendar, Deadline, Limit, OfficeHours, Pause, days_from};
use crate::{Minutes, Timestamp};

/// Whose time a limit is counted in: an office that is open at its hours on the working days.
#[derive(Debug, Clone, Copy)]
pub struct Office<'a> {
    pub calendar: &'a Calendar,
    pub hours: &'a OfficeHours,
}

/// Where counting runs out of days: after the year 9999.
const NEVER: Timestamp = Timestamp::from_micros(i64::MAX);

impl Office<'_> {
    /// When something is due that may take as long as `limit` from `since` on.
    pub fn deadline(&self, since: Timestamp, limit: Limit) -> Deadline {
        let at = match limit {
            Limit::RoundTheClock(hours) => since.plus(hours.minutes()),
            Limit::WorkingHours(hours) => self.open_for(since, hours.minutes().micros()),
            Limit::WorkingDays(days) => {
                self.working_day(day_of(since), days.get().into(), self.hours.close().micros())
            }
        };
        let provisional = self.guesses(limit, since, at);
        Deadline { at, began: since, limit, agreed: None, pauses: Vec::new(), provisional }
    }

    /// The deadline after a pause: what was left of it runs on from the resumption, by the clock of its limit. Nothing
    /// is left of one that was over at the pause; it stays as it is.
    pub fn resumed(&self, deadline: &Deadline, paused_at: Timestamp, resumed_at: Timestamp) -> Deadline {
        let mut deadline = deadline.clone();
        // It cannot stop before it runs, nor resume before it stopped, whatever the clocks said.
        let pause = Pause { from: paused_at.max(deadline.runs_since()), to: resumed_at };
        if pause.to <= pause.from {
            return deadline;
        }
        if pause.from < deadline.at {
            // A pause never takes time away, even if the office has changed its hours in the meantime.
            deadline.at = self.after_pause(deadline.at, deadline.limit, pause).max(deadline.at);
            deadline.provisional |= self.guesses(deadline.limit, pause.from, deadline.at);
        }
        deadline.pauses.push(pause);
        deadline
    }

    /// The deadline counted anew by what is known now, from its beginning or its agreement and over its pauses: when a
    /// notice has arrived or was amended.
    pub fn recounted(&self, deadline: &Deadline) -> Deadline {
        let first = self.deadline(deadline.began, deadline.limit);
        let first = match deadline.agreed {
            Some(agreed) => first.moved_to(agreed.end, agreed.at),
            None => first,
        };
        deadline.pauses.iter().fold(first, |counted, pause| self.resumed(&counted, pause.from, pause.to))
    }

    /// Was this counted over days whose notice is not known? Round the clock asks no calendar.
    fn guesses(&self, limit: Limit, from: Timestamp, to: Timestamp) -> bool {
        match limit {
            Limit::RoundTheClock(_) => false,
            Limit::WorkingHours(_) | Limit::WorkingDays(_) => {
                !self.calendar.knows(day_of(from)..=day_ended_at(to))
            }
        }
    }

    fn after_pause(&self, end: Timestamp, limit: Limit, pause: Pause) -> Timestamp {
        match limit {
            Limit::RoundTheClock(_) => end.plus_micros(pause.to.micros_since(pause.from)),
            Limit::WorkingHours(_) => match self.micros_open(pause.from, end) {
                // An end may be agreed for an hour at which the office is closed.
                0 => end,
                left => self.open_for(pause.to, left),
            },
            Limit::WorkingDays(_) => self.days_after_pause(end, pause),
        }
    }

    /// The working days after the pause's day, up to the last, counted on from the day after the resumption. Whoever was
    /// stopped on the last day gets a whole one again.
    fn days_after_pause(&self, end: Timestamp, pause: Pause) -> Timestamp {
        let (paused_on, resumed_on, last) = (day_of(pause.from), day_of(pause.to), day_ended_at(end));
        if paused_on == resumed_on {
            return end;
        }
        let left = self.working_days_after(paused_on).take_while(|day| *day <= last).count();
        self.working_day(resumed_on, left.max(1), end.micros_since(Timestamp::midnight(last)))
    }

    /// This long after midnight on the working day that is the `number`th after `day`, counted from one.
    fn working_day(&self, day: Date, number: usize, after_midnight: i64) -> Timestamp {
        let found = self.working_days_after(day).nth(number - 1);
        found.map_or(NEVER, |day| Timestamp::midnight(day).plus_micros(after_midnight))
    }

    fn working_days_after(&self, day: Date) -> impl Iterator<Item = Date> {
        days_from(day).skip(1).filter(|day| self.calendar.is_working_day(*day))
    }

    /// When the office has been open for some length since `since`.
    fn open_for(&self, since: Timestamp, length: i64) -> Timestamp {
        let mut left = length;
        for (opens, closes) in self.spans_from(since) {
            let open = closes.micros_since(opens);
            if open >= left {
                return opens.plus_micros(left);
            }
            left -= open;
        }
        NEVER
    }

    /// How long the office is open from one instant to the other.
    pub fn open_between(&self, from: Timestamp, to: Timestamp) -> Minutes {
        Minutes::whole(self.micros_open(from, to))
    }

    fn micros_open(&self, from: Timestamp, to: Timestamp) -> i64 {
        let spans = self.spans_from(from).take_while(|(opens, _)| *opens < to);
        spans.map(|(opens, closes)| closes.min(to).micros_since(opens)).sum()
    }

    /// When the office is open from `from` on: each span from its opening to its closing, the first perhaps not from
    /// its opening.
    fn spans_from(&self, from: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let days = days_from(day_of(from)).filter(|day| self.calendar.is_working_day(*day));
        let spans = days.flat_map(|day| {
            let midnight = Timestamp::midnight(day);
            self.hours.spans().iter().map(move |span| (midnight.plus(span.opens), midnight.plus(span.closes)))
        });
        spans.map(move |(opens, closes)| (opens.max(from), closes)).filter(|(opens, closes)| opens < closes)
    }
}

fn day_of(at: Timestamp) -> Date {
    at.civil().date()
}

/// The day that is over at this instant or goes on: 24:00 belongs to the day that it ends.
fn day_ended_at(at: Timestamp) -> Date {
    day_of(at.plus_micros(-1))
}
