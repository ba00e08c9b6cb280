//! Every limit of abuse, on one page: how much or how often is enough for anybody honest, and what would happen without it.
//!
//! An operator can set each one (`sandan serve --limit NAME=NUMBER`). Each refusal is counted, and whoever is refused
//! hears when they may try again. `docs/limits.md` shows this table.

use std::{
    fmt,
    str::FromStr,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use domain::{Minutes, Timestamp};

/// Of what a limit counts how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// So many at one time.
    AtOnce(&'static str),
    /// So many in each minute of the clock, each hour, each day.
    EachMinute(&'static str),
    EachHour(&'static str),
    EachDay(&'static str),
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtOnce(what) => f.write_str(what),
            Self::EachMinute(what) => write!(f, "{what} a minute"),
            Self::EachHour(what) => write!(f, "{what} an hour"),
            Self::EachDay(what) => write!(f, "{what} a day"),
        }
    }
}

/// One row of the table.
struct Row {
    name: &'static str,
    number: u64,
    unit: Unit,
    meaning: &'static str,
}

macro_rules! limits {
    ($($limit:ident: $name:literal, $number:literal, $unit:ident($what:literal), $meaning:literal;)+) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Limit {
            $(#[doc = $meaning] $limit,)+
        }

        impl Limit {
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$limit),+];

            const fn row(self) -> Row {
                match self {
                    $(Self::$limit => Row {
                        name: $name,
                        number: $number,
                        unit: Unit::$unit($what),
                        meaning: $meaning,
                    },)+
                }
            }
        }
    };
}

limits! {
    // Signing in.
    CodesPerPhone: "codes-per-phone", 10, EachDay("codes"),
        "to one phone, asked for by browsers and addresses that never signed in with it: nobody floods a phone with messages";
    CodesPerKnownAddress: "codes-per-known-address", 10, EachDay("codes"),
        "to one phone from addresses that signed in with it before: strangers use up none of these";
    CodesPerKnownBrowser: "codes-per-known-browser", 10, EachDay("codes"),
        "to one phone from browsers that signed in with it before: neither strangers nor neighbours use up any of these";
    CodesPerAddress: "codes-per-address", 1_000, EachHour("unused codes"),
        "asked for from one IPv4 address or IPv6 /64; a code that signs somebody in is given back, so that a town behind one carrier address can sign in";
    CodesPerNetwork: "codes-per-network", 3_000, EachHour("unused codes"),
        "the same for an IPv4 /24 or IPv6 /48";
    CodesPerMinute: "codes-per-minute", 600, EachMinute("unused codes"),
        "over all, to spare the gateway; neither these nor those of an address are refused to a phone that holds a post";
    CodesPerDay: "codes-per-day", 20_000, EachDay("unused codes"),
        "over all: the most that strangers can make the house pay for";

    // What strangers leave behind.
    VisitsPerAddress: "visits-per-address", 2_000, EachHour("browsers"),
        "of one IPv4 address or IPv6 /64 that get a cookie without signing in: each is a row for a day";
    VisitsPerNetwork: "visits-per-network", 6_000, EachHour("browsers"),
        "the same for an IPv4 /24 or IPv6 /48";
    Visits: "visits", 500, EachMinute("browsers"),
        "the same over all: a flood keeps newcomers out for no longer than it lasts";
    VisitsPerKnownBrowser: "visits-per-known-browser", 20, EachHour("times"),
        "that a browser in which somebody signed in before gets another cookie: no flood of strangers keeps it out";
    DraftBytesOfStranger: "draft-bytes-of-stranger", 32_768, AtOnce("bytes"),
        "typed into one form by somebody who is not signed in, that are kept for them";
    DraftBytes: "draft-bytes", 524_288, AtOnce("bytes"),
        "typed into one form by somebody who is signed in, that are kept for them";
    DraftsPerBrowser: "drafts-per-browser", 30, AtOnce("forms"),
        "kept for one browser: the oldest gives way";
    DraftBytesPerPerson: "draft-bytes-per-person", 33_554_432, EachDay("bytes"),
        "kept for one person, in all their browsers";
    DraftBytesPerAddress: "draft-bytes-per-address", 16_777_216, EachDay("bytes"),
        "kept for strangers of one IPv4 address or IPv6 /64";
    DraftBytesPerNetwork: "draft-bytes-per-network", 67_108_864, EachDay("bytes"),
        "the same for an IPv4 /24 or IPv6 /48";
    DraftBytesOfStrangers: "draft-bytes-of-strangers", 268_435_456, EachDay("bytes"),
        "the same over all: strangers fill no disk";

    // Slips.
    OpenOrdersPerPerson: "open-orders-per-person", 30, AtOnce("slips"),
        "of one resident that are under way";
    OrdersPerPerson: "orders-per-person", 10, EachHour("slips"),
        "filed by one resident";
    OpenOrdersPerWorker: "open-orders-per-worker", 2_000, AtOnce("slips"),
        "under way that one person filed who runs a desk, and files what they see on their rounds";
    OrdersPerWorker: "orders-per-worker", 120, EachHour("slips"),
        "filed by one of them";
    OrdersPerGrid: "orders-per-grid", 200, EachHour("slips"),
        "filed for one grid; the first of a person and those of whoever runs its desk are taken all the same";

    // The counter.
    WrongVoucherCodes: "wrong-voucher-codes", 20, EachHour("codes"),
        "that are no voucher's, tried by one keeper: nobody finds a voucher by trying";

    // The network, and files on their way in.
    Connections: "connections", 16_384, AtOnce("connections"),
        "in all, and never more than three quarters of the files that may be open";
    ConnectionsPerAddress: "connections-per-address", 2_048, AtOnce("connections"),
        "of one IPv4 address or IPv6 /64; a trusted proxy has as many as there are";
    HeadSeconds: "head-seconds", 15, AtOnce("seconds"),
        "from a connection to the end of the head of its first request: a connection that asks nothing is closed";
    IdleSeconds: "idle-seconds", 75, AtOnce("seconds"),
        "from an answer to the end of the next head; longer than proxies keep a connection";
    BodySeconds: "body-seconds", 1_800, AtOnce("seconds"),
        "that a form may take to arrive";
    BodyBytesPerSecond: "body-bytes-per-second", 8_192, AtOnce("bytes"),
        "of a form that have to arrive in each second after the first thirty: below the slowest telephone line";
    BodiesPerAddress: "bodies-per-address", 128, AtOnce("forms"),
        "of one IPv4 address or IPv6 /64 that are arriving";
    Lines: "lines", 8_192, AtOnce("open lines"),
        "of pages that watch, in all";
    LinesPerSession: "lines-per-session", 12, AtOnce("open lines"),
        "of one browser that is signed in";
    LinesPerAddress: "lines-per-address", 256, AtOnce("open lines"),
        "of all strangers of one IPv4 address or IPv6 /64; a page without one does not move by itself";
    UploadBytes: "upload-bytes", 268_435_456, AtOnce("bytes"),
        "of files in memory, of everybody who is sending some";
    UploadsPerPerson: "uploads-per-person", 2, AtOnce("forms"),
        "with files that one person is sending";
    UploadSeconds: "upload-seconds", 20, AtOnce("seconds"),
        "that a file waits for room, or a picture for its turn, before its sender is asked to come again";
    PicturesWaiting: "pictures-waiting", 64, AtOnce("pictures"),
        "that wait to be decoded; of one person only one is at a time";
}

impl Limit {
    /// As an operator writes it and the metrics say it.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The number unless an operator sets another one.
    pub const fn default_number(self) -> u64 {
        self.row().number
    }

    pub const fn unit(self) -> Unit {
        self.row().unit
    }

    /// In which windows of time it is counted; `None`: it is no matter of time.
    pub const fn window(self) -> Option<Minutes> {
        match self.unit() {
            Unit::AtOnce(_) => None,
            Unit::EachMinute(_) => Some(Minutes(1)),
            Unit::EachHour(_) => Some(Minutes::hours(1)),
            Unit::EachDay(_) => Some(Minutes::days(1)),
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|limit| limit.name() == name)
    }
}

/// A limit as an operator sets it: `codes-per-address=2000`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    pub limit: Limit,
    pub number: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    #[error("a limit is written NAME=NUMBER, such as codes-per-address=2000")]
    NoNumber,
    #[error("there is no limit {0:?}; `sandan limits` lists them")]
    Unknown(String),
    #[error("{name} is a whole number from 1 to {most}, not {typed:?}", most = Setting::MOST)]
    Number { name: &'static str, typed: String },
}

impl Setting {
    /// As good as no limit at all.
    pub const MOST: u64 = 1_000_000_000_000;
}

impl FromStr for Setting {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        let (name, typed) = text.split_once('=').ok_or(SettingError::NoNumber)?;
        let (name, typed) = (name.trim(), typed.trim());
        let limit = Limit::from_name(name).ok_or_else(|| SettingError::Unknown(name.to_owned()))?;
        let number = typed.parse().ok().filter(|number| (1..=Self::MOST).contains(number));
        let wrong = || SettingError::Number { name: limit.name(), typed: typed.to_owned() };
        Ok(Self { limit, number: number.ok_or_else(wrong)? })
    }
}

/// The numbers that hold here, and how often each of them refused something on this node.
#[derive(Debug)]
pub struct Limits {
    numbers: [u64; Limit::ALL.len()],
    refusals: [AtomicU64; Limit::ALL.len()],
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            numbers: Limit::ALL.map(Limit::default_number),
            refusals: Limit::ALL.map(|_| AtomicU64::new(0)),
        }
    }
}

impl Limits {
    /// With these numbers instead of the usual ones; of two for one limit the last one holds.
    pub fn set(settings: &[Setting]) -> Self {
        let mut limits = Self::default();
        for setting in settings {
            limits.numbers[setting.limit as usize] = setting.number;
        }
        limits
    }

    /// How much is allowed.
    pub fn of(&self, limit: Limit) -> u64 {
        self.numbers[limit as usize]
    }

    /// Counts that something was refused.
    pub fn refused(&self, limit: Limit) {
        self.refusals[limit as usize].fetch_add(1, Relaxed);
    }

    /// How often each limit refused something since the start.
    pub fn refusals(&self) -> impl Iterator<Item = (Limit, u64)> + '_ {
        Limit::ALL.into_iter().map(|limit| (limit, self.refusals[limit as usize].load(Relaxed)))
    }
}

/// It is more than is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("over the limit {}", .limit.name())]
pub struct TooMuch {
    pub limit: Limit,
    /// When it was asked for.
    pub at: Timestamp,
    /// From when on it is allowed again. `None`: waiting alone does not help.
    pub again_at: Option<Timestamp>,
}

/// The table for `docs/limits.md` and for an operator, as Markdown.
pub fn table() -> String {
    let head = ["name", "number", "counts", "protects"].map(str::to_owned);
    let rows = Limit::ALL.map(|limit| {
        let Row { name, number, unit, meaning } = limit.row();
        [format!("`{name}`"), number.to_string(), unit.to_string(), meaning.to_owned()]
    });
    let mut table = String::new();
    let mut line = |cells: &[String; 4]| table.push_str(&format!("| {} |\n", cells.join(" | ")));
    line(&head);
    line(&["---", "---:", "---", "---"].map(str::to_owned));
    rows.iter().for_each(line);
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_stands_in_the_place_of_its_number() {
        for (place, limit) in Limit::ALL.into_iter().enumerate() {
            assert_eq!(limit as usize, place);
            assert_eq!(Limit::from_name(limit.name()), Some(limit), "two limits are called {}", limit.name());
            assert!((1..=Setting::MOST).contains(&limit.default_number()), "{limit:?}");
        }
    }

    #[test]
    fn an_operator_sets_a_limit_by_its_name() {
        let set = |text: &str| text.parse::<Setting>();
        let settings =
            [set("codes-per-minute=60").unwrap(), set(" visits = 7 ").unwrap(), set("visits=9").unwrap()];
        let limits = Limits::set(&settings);
        assert_eq!(limits.of(Limit::CodesPerMinute), 60);
        assert_eq!(limits.of(Limit::Visits), 9);
        assert_eq!(limits.of(Limit::CodesPerDay), Limit::CodesPerDay.default_number());
        assert_eq!(set("visits"), Err(SettingError::NoNumber));
        assert_eq!(set("visit=3"), Err(SettingError::Unknown("visit".to_owned())));
        for typed in ["", "0", "-1", "many", "1.5", "1000000000001"] {
            let wrong = SettingError::Number { name: "visits", typed: typed.to_owned() };
            assert_eq!(set(&format!("visits={typed}")), Err(wrong), "{typed:?}");
        }
    }

    #[test]
    fn refusals_are_counted_limit_by_limit() {
        let limits = Limits::default();
        limits.refused(Limit::Visits);
        limits.refused(Limit::Visits);
        let counted: Vec<_> = limits.refusals().filter(|(_, count)| *count > 0).collect();
        assert_eq!(counted, [(Limit::Visits, 2)]);
    }

    #[test]
    fn the_page_about_limits_shows_this_table() {
        let page = include_str!("../../docs/limits.md");
        assert!(page.ends_with(&table()), "docs/limits.md ends with this table:\n{}", table());
    }
}
