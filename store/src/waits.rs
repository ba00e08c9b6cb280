//! How long work waits before it may read or write, for whoever watches over it. On SQLite whoever writes waits for the one
//! writer; on PostgreSQL everybody waits for a connection of the pool.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Instant,
};

use crate::histogram::{Histogram, Past};

/// The waits of this process for a connection that reads.
pub static READING: Waits = Waits::new();
/// The waits of this process for a turn to write; on PostgreSQL a connection.
pub static WRITING: Waits = Waits::new();

/// Microseconds.
const BOUNDS: [u64; 8] = [100, 1_000, 5_000, 20_000, 100_000, 500_000, 2_000_000, 10_000_000];

pub struct Waits {
    now: AtomicU64,
    /// The waits that are over, in microseconds.
    lengths: Histogram<{ BOUNDS.len() }>,
}

/// One who waits, or no longer does.
struct Waiting<'w>(&'w AtomicU64);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

impl Waits {
    const fn new() -> Self {
        Self { now: AtomicU64::new(0), lengths: Histogram::new(BOUNDS) }
    }

    /// How many wait at this moment.
    pub fn now(&self) -> u64 {
        self.now.load(Relaxed)
    }

    /// The waits that are over, in microseconds.
    pub fn past(&self) -> Past<{ BOUNDS.len() }> {
        self.lengths.past()
    }

    /// Counts the wait for a turn. Whoever gives up no longer waits, and is not counted.
    #[allow(clippy::disallowed_methods, reason = "a measurement for the operator; nothing is decided by it")]
    pub(crate) async fn until<T>(&self, turn: impl Future<Output = T>) -> T {
        self.now.fetch_add(1, Relaxed);
        let waiting = Waiting(&self.now);
        let since = Instant::now();
        let turn = turn.await;
        drop(waiting);
        self.lengths.note(u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX));
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_wait_is_counted_and_one_given_up_is_not() {
        let waits = Waits::new();
        waits.until(std::future::ready(())).await;
        let past = waits.past();
        assert_eq!(past.up_to.iter().sum::<u64>() + past.beyond, 1);

        let mut never = Box::pin(waits.until(std::future::pending::<()>()));
        tokio::select! {
            biased;
            () = &mut never => {}
            () = std::future::ready(()) => {}
        }
        assert_eq!(waits.now(), 1);
        drop(never);
        assert_eq!((waits.now(), waits.past()), (0, past));
    }
}
