//! 收件箱: what everybody is told of the slips they have to do with, on three heaps, and the hours in which nobody is
//! reminded of anything. Whoever looks into their inbox sees all of it at any hour.
//!
//! An entry says *that* something happened on a slip, never what was written there or by whom: the slip's page says
//! that, to those who may see it.

use serde::{Deserialize, Serialize};

use crate::{Minutes, Request, Timestamp};

/// The heaps of an inbox, in the order of what matters. Who writes an entry says on which it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heap {
    /// 要我办的: the reader is asked to do something.
    Needs,
    /// 我关注的: others have a slip in hand that the reader answers for or waits for.
    Follows,
    /// 有变化的: good to know, nothing to do.
    Changed,
}

impl Heap {
    pub const ALL: [Self; 3] = [Self::Needs, Self::Follows, Self::Changed];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Needs => "needs",
            Self::Follows => "follows",
            Self::Changed => "changed",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|heap| heap.name() == name)
    }
}

macro_rules! news {
    ($($(#[$doc:meta])* $news:ident = $name:literal),* $(,)?) => {
        /// What an entry tells of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum News {
            $($(#[$doc])* #[serde(rename = $name)] $news),*
        }

        impl News {
            pub const ALL: &'static [Self] = &[$(Self::$news),*];

            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$news => $name),*
                }
            }
        }
    };
}

news! {
    /// 新单: a slip was placed and waits to be verified.
    Placed = "placed",
    /// 已核实
    Verified = "verified",
    /// 反问: the resident was asked something first.
    AskedBack = "asked_back",
    /// 回话: the resident answered.
    Answered = "answered",
    /// 不予受理
    Refused = "refused",
    /// 转 110、119、120
    Turned = "turned",
    /// 撤回: by whoever placed it.
    Withdrawn = "withdrawn",
    /// 已派出
    Dispatched = "dispatched",
    /// 派给本人
    Given = "given",
    /// 派到单位: whoever of the unit takes it on, has it.
    Offered = "offered",
    /// 已接单
    Accepted = "accepted",
    /// 退回: given back with a reason, to be decided by the level above.
    Returned = "returned",
    /// 退单: whoever had it gave it back; it is dispatched anew.
    GivenBack = "given_back",
    /// 人不在岗了，单子回到网格: whoever had it holds no post for it any more; it is dispatched anew.
    HandedBack = "handed_back",
    /// 退回裁定
    ReturnDecided = "return_decided",
    /// 报进度
    Progressed = "progressed",
    /// 办完，待核查
    Finished = "finished",
    /// 返工: what was done was not enough.
    SentBack = "sent_back",
    /// 核查通过
    Checked = "checked",
    /// 办结
    Closed = "closed",
    /// 差评
    RatedBadly = "rated_badly",
    /// 差评核实结论有异议
    DisputedFinding = "disputed_finding",
    /// 申请延期
    ExtensionAsked = "extension_asked",
    /// 延期有了结果
    ExtensionDecided = "extension_decided",
    /// 挂账: it cannot be solved now and has a plan and a date.
    Parked = "parked",
    /// 挂账后继续办
    Resumed = "resumed",
    /// 并单: joined to an earlier slip of the same matter.
    Merged = "merged",
    /// 撤销并单
    Unmerged = "unmerged",
    /// 并到的那一单没办就结束了: it goes on by itself.
    Released = "released",
    /// 并到的那一单核查过了: whoever finds theirs not mended may say so.
    Mended = "mended",
    /// 说自己那儿没修好: it goes on by itself.
    NotMended = "not_mended",
    /// 拆单: into parts, each on its own way.
    Split = "split",
    /// 拆出来的一件结束了
    PartOver = "part_over",
    /// 吹哨: a department was called.
    Whistled = "whistled",
    /// 已报到
    ReportedIn = "reported_in",
    /// 未按时报到
    CallMissed = "call_missed",
    /// 督办: an answer is owed.
    Supervised = "supervised",
    /// 督办未按时回复
    AnswerMissed = "answer_missed",
    /// 督办已回复
    SupervisionAnswered = "supervision_answered",
    /// 临期提醒
    Warned = "warned",
    /// 逾期
    Overdue = "overdue",
    /// 升级上报: the level below let its time pass.
    Escalated = "escalated",
    /// 无人在岗: nobody is there who could have been told, so it went up.
    NobodyThere = "nobody_there",
}

impl News {
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|news| news.name() == name)
    }

    /// Asks units to report in, or their caller to see to it. A unit that has reported in is asked no more.
    pub const fn is_a_call(self) -> bool {
        matches!(self, Self::Whistled | Self::CallMissed)
    }

    /// A slip went from `before` to `after`: is what this news asked for done by that, or asked of others now?
    pub fn is_settled(self, before: &Request, after: &Request) -> bool {
        if after.state.is_over() {
            return true;
        }
        let passed_on = before.holder() != after.holder();
        match self {
            Self::ExtensionAsked => after.beside.extension.is_none(),
            Self::Supervised | Self::AnswerMissed => after.beside.supervision.is_none(),
            Self::Whistled | Self::CallMissed => {
                let whistle = after.beside.whistle.as_ref();
                whistle.is_none_or(|whistle| whistle.calls.iter().all(|call| call.reported_at.is_some()))
            }
            // Another limit, another alarm.
            Self::Warned | Self::Overdue | Self::Escalated => passed_on || before.due() != after.due(),
            // Who goes on working has not finished yet.
            Self::SentBack => passed_on,
            Self::Placed
            | Self::Verified
            | Self::AskedBack
            | Self::Answered
            | Self::Refused
            | Self::Turned
            | Self::Withdrawn
            | Self::Dispatched
            | Self::Given
            | Self::Offered
            | Self::Accepted
            | Self::Returned
            | Self::GivenBack
            | Self::HandedBack
            | Self::ReturnDecided
            | Self::Progressed
            | Self::Finished
            | Self::Checked
            | Self::Closed
            | Self::RatedBadly
            | Self::DisputedFinding
            | Self::ExtensionDecided
            | Self::Parked
            | Self::Resumed
            | Self::Merged
            | Self::Unmerged
            | Self::Released
            | Self::Mended
            | Self::NotMended
            | Self::Split
            | Self::PartOver
            | Self::ReportedIn
            | Self::SupervisionAnswered
            | Self::NobodyThere => before.state != after.state,
        }
    }
}

/// How many entries of each heap somebody has not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Unread {
    pub needs: u32,
    pub follows: u32,
    pub changed: u32,
}

impl Unread {
    pub const fn on(self, heap: Heap) -> u32 {
        match heap {
            Heap::Needs => self.needs,
            Heap::Follows => self.follows,
            Heap::Changed => self.changed,
        }
    }

    pub const fn all(self) -> u32 {
        self.needs.saturating_add(self.follows).saturating_add(self.changed)
    }
}

const DAY: u32 = 24 * 60;

/// 免打扰: the hours of each day in which somebody is reminded of nothing but emergencies. They hide nothing from whoever
/// looks. They may cross midnight; if they end when they begin, there are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    from: u32,
    until: u32,
}

impl Default for QuietHours {
    /// From half past nine in the evening to seven in the morning.
    fn default() -> Self {
        Self { from: 21 * 60 + 30, until: 7 * 60 }
    }
}

impl QuietHours {
    /// Two times of day, in minutes after midnight. `None`: a day has no such minute.
    pub const fn new(from: Minutes, until: Minutes) -> Option<Self> {
        if from.0 < DAY && until.0 < DAY { Some(Self { from: from.0, until: until.0 }) } else { None }
    }

    pub const fn from(self) -> Minutes {
        Minutes(self.from)
    }

    pub const fn until(self) -> Minutes {
        Minutes(self.until)
    }

    /// When somebody may be reminded of something that happens at `at`: at once, or when the quiet hours it fell into end.
    pub fn reminds_from(self, at: Timestamp) -> Timestamp {
        let midnight = at.start_of_day();
        let now = at.minutes_since(midnight).0;
        let Self { from, until } = self;
        let quiet = if from <= until { from <= now && now < until } else { from <= now || now < until };
        if !quiet {
            at
        } else if now < until {
            midnight.plus(Minutes(until))
        } else {
            midnight.plus(Minutes(DAY + until))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-21, a Saturday.
    fn at(clock: &str) -> Timestamp {
        let (hours, minutes) = clock.split_once(':').unwrap();
        let minutes = hours.parse::<u32>().unwrap() * 60 + minutes.parse::<u32>().unwrap();
        Timestamp::of_day("2026-11-21").unwrap().plus(Minutes(minutes))
    }

    #[test]
    fn nobody_is_reminded_in_the_quiet_hours_but_when_they_end() {
        let hours = |from: u32, until: u32| QuietHours::new(Minutes(from), Minutes(until)).unwrap();
        let (night, noon, early) = (QuietHours::default(), hours(12 * 60, 14 * 60), hours(0, 6 * 60));
        let (evening, never) = (hours(20 * 60, 0), hours(8 * 60, 8 * 60));
        for (quiet, happens, seen) in [
            (night, "21:29", "2026-11-21 21:29"),
            (night, "21:30", "2026-11-22 07:00"),
            (night, "23:59", "2026-11-22 07:00"),
            (night, "0:00", "2026-11-21 07:00"),
            (night, "6:59", "2026-11-21 07:00"),
            (night, "7:00", "2026-11-21 07:00"),
            (noon, "11:59", "2026-11-21 11:59"),
            (noon, "12:00", "2026-11-21 14:00"),
            (noon, "14:00", "2026-11-21 14:00"),
            (early, "0:00", "2026-11-21 06:00"),
            (early, "23:59", "2026-11-21 23:59"),
            (evening, "20:00", "2026-11-22 00:00"),
            (evening, "0:00", "2026-11-21 00:00"),
            (never, "8:00", "2026-11-21 08:00"),
            (never, "3:00", "2026-11-21 03:00"),
        ] {
            assert_eq!(quiet.reminds_from(at(happens)).to_string(), seen, "{quiet:?} at {happens}");
        }
    }

    #[test]
    fn of_every_minute_somebody_is_reminded_at_once_or_when_it_is_loud_again() {
        for (from, until) in [(1290, 420), (720, 840), (0, 1), (1439, 0), (600, 600), (1, 0)] {
            let quiet = QuietHours::new(Minutes(from), Minutes(until)).unwrap();
            for minute in 0..DAY {
                let happens = at("0:00").plus(Minutes(minute)).plus_seconds(59);
                let seen = quiet.reminds_from(happens);
                assert!(
                    seen >= happens && seen.minutes_since(happens) < Minutes(DAY),
                    "{quiet:?} at {minute}"
                );
                assert_eq!(quiet.reminds_from(seen), seen, "{quiet:?} at {minute}");
            }
        }
    }

    #[test]
    fn a_day_has_no_other_minutes() {
        assert_eq!(QuietHours::new(Minutes(DAY), Minutes(0)), None);
        assert_eq!(QuietHours::new(Minutes(0), Minutes(DAY)), None);
    }

    #[test]
    fn every_name_is_its_own() {
        for news in News::ALL {
            assert_eq!(News::from_name(news.name()), Some(*news));
        }
        assert_eq!(News::from_name(""), None);
        for heap in Heap::ALL {
            assert_eq!(Heap::from_name(heap.name()), Some(heap));
        }
    }
}
