//! What may not be done too often: counted in windows of time. Who it is counted for is kept as a keyed hash.

use domain::{Minutes, Timestamp};
use store::{Conn, Sentence};

use crate::{
    Ask, Error, Result,
    identity::seal,
    limits::{Limit, TooMuch},
    writing::Writing,
};

/// How much of a limit somebody has used in the window of time that this ask lies in.
pub(crate) struct Counter {
    limit: Limit,
    subject: String,
    window_start: Timestamp,
    window_end: Timestamp,
}

impl Counter {
    /// The counter of a limit, for whatever `who` names. What is no matter of time is noted day by day.
    pub fn of(ask: &Ask, limit: Limit, who: &[u8]) -> Self {
        let (midnight, length) = (ask.at.start_of_day(), limit.window().unwrap_or(Minutes::days(1)));
        let length = length.micros();
        let start = midnight.micros() + ask.at.micros_since(midnight) / length * length;
        let sealed = seal(&ask.desk.secret, "throttle", &[limit.name().as_bytes(), who]);
        Self {
            limit,
            subject: format!("{}/{sealed}", limit.name()),
            window_start: Timestamp::from_micros(start),
            window_end: Timestamp::from_micros(start + length),
        }
    }

    /// The counters of the address, the network and everybody, in the order in which they are always taken: on PostgreSQL
    /// two that take the same ones wait for each other, and never in a circle.
    pub fn around(ask: &Ask, address: Limit, network: Limit, all: Limit) -> [Self; 3] {
        let client = |part: fn(crate::Client) -> std::net::IpAddr| {
            ask.client.map_or_else(String::new, |client| part(client).to_string())
        };
        [
            Self::of(ask, address, client(crate::Client::host).as_bytes()),
            Self::of(ask, network, client(crate::Client::network).as_bytes()),
            Self::of(ask, all, b""),
        ]
    }

    /// Takes so much more; says if that is too much. Then the change must not be committed, or it counts.
    pub async fn take(&self, w: &mut Writing<'_>, amount: u64) -> Result<Option<TooMuch>> {
        let taken = store::throttle::take(w, &self.subject, self.window_start, amount).await?;
        let most = w.ask.desk.limits.of(self.limit);
        Ok((taken > most).then(|| self.too_much(w.ask)))
    }

    /// Gives one back: what it was taken for came to a good end.
    pub async fn give_back(&self, w: &mut Writing<'_>) -> Result<()> {
        Ok(store::throttle::give_back(w, &self.subject, self.window_start).await?)
    }

    /// Is one more too much?
    pub async fn is_full(&self, ask: &Ask, conn: &mut Conn) -> Result<Option<TooMuch>> {
        let taken = store::throttle::taken(conn, &self.subject, self.window_start).await?;
        Ok((taken >= ask.desk.limits.of(self.limit)).then(|| self.too_much(ask)))
    }

    /// Takes one, said at the end of the change: [`store::Error::Stale`] if that is too much.
    pub fn take_at_the_end(&self, ask: &Ask) -> Sentence {
        store::throttle::take_up_to(&self.subject, self.window_start, ask.desk.limits.of(self.limit))
    }

    /// Counts one, said at the end of the change, whether or not it is too much.
    pub fn count_at_the_end(&self) -> Sentence {
        store::throttle::take_up_to(&self.subject, self.window_start, u64::MAX >> 1)
    }

    /// Notes what is no matter of time, said at the end of the change by a sentence about this row.
    pub fn note_at_the_end(&self, note: impl FnOnce(&str, Timestamp) -> Sentence) -> Sentence {
        note(&self.subject, self.window_start)
    }

    /// Was nothing taken yet?
    pub async fn is_untouched(&self, conn: &mut Conn) -> Result<bool> {
        Ok(store::throttle::taken(conn, &self.subject, self.window_start).await? == 0)
    }

    fn too_much(&self, ask: &Ask) -> TooMuch {
        TooMuch { limit: self.limit, at: ask.at, again_at: Some(self.window_end) }
    }
}

/// What to tell somebody who met these limits: that of the one that holds longest, so that what they are told is true.
pub(crate) fn longest(met: impl IntoIterator<Item = TooMuch>) -> Option<TooMuch> {
    met.into_iter().max_by_key(|much| much.again_at.unwrap_or(much.at))
}

impl Ask {
    /// Refuses, and counts that.
    pub(crate) fn refuse(&self, much: TooMuch) -> Error {
        self.desk.limits.refused(much.limit);
        Error::TooMuch(much)
    }

    /// Refuses what is more than a limit that waiting does not change.
    pub(crate) fn at_most(&self, limit: Limit, number: u64) -> Result<()> {
        if number <= self.desk.limits.of(limit) {
            return Ok(());
        }
        Err(self.refuse(TooMuch { limit, at: self.at, again_at: None }))
    }
}
