//! What may not be done too often: counted in windows of time. Who it is counted for is kept as a keyed hash.

use domain::{Minutes, Timestamp};
use store::Conn;

use crate::{Ask, Result, identity::seal, writing::Writing};

/// How often something may be done, and by whom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit<'a> {
    pub what: &'static str,
    pub who: &'a [u8],
    /// (window, most).
    pub rate: (Minutes, u32),
}

impl Limit<'_> {
    /// Counts one more, and says whether it was allowed.
    pub async fn take(self, w: &mut Writing<'_>) -> Result<bool> {
        let (subject, window_start) = self.counter(w.ask);
        Ok(store::throttle::take(w, &subject, window_start).await? <= u64::from(self.rate.1))
    }

    /// Would one more be allowed?
    pub async fn allows(self, ask: &Ask, conn: &mut Conn) -> Result<bool> {
        let (subject, window_start) = self.counter(ask);
        Ok(store::throttle::taken(conn, &subject, window_start).await? < u64::from(self.rate.1))
    }

    /// The name of the counter, and when the window began that this instant lies in.
    fn counter(self, ask: &Ask) -> (String, Timestamp) {
        let who = seal(&ask.desk.secret, "throttle", &[self.what.as_bytes(), self.who]);
        let length = i64::from(self.rate.0.0) * 60_000_000;
        let window_start = Timestamp::from_micros(ask.at.micros().div_euclid(length) * length);
        (format!("{}/{who}", self.what), window_start)
    }
}
