//! The only reader of the clock and of the system's dice.
#![allow(
    clippy::disallowed_methods,
    reason = "somebody has to read the clock; everybody else is told the time"
)]

use std::{
    fs,
    path::PathBuf,
    sync::Arc,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use domain::{Minutes, Timestamp};

/// What time it is. Tests bring their own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The clock of this machine.
pub fn real() -> Clock {
    Arc::new(now)
}

/// The clock of this machine, as many minutes ahead as stand in this file now: for demonstrations and tests, in which
/// days have to pass. A file that is not there, or holds no number, moves nothing.
pub fn ahead_by(file: PathBuf) -> Clock {
    Arc::new(move || {
        let minutes = fs::read_to_string(&file).ok().and_then(|text| text.trim().parse().ok());
        now().plus(Minutes(minutes.unwrap_or(0)))
    })
}

/// This instant.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// To measure how long something takes from now on.
pub fn stopwatch() -> Instant {
    Instant::now()
}

/// Chance from the operating system.
pub fn chance<const N: usize>() -> [u8; N] {
    rand::random::<[u8; N]>()
}
