//! How long work waits before it may read or write, in plain numbers of this process, for whoever watches over it. On
//! SQLite whoever writes waits for the one writer; on PostgreSQL everybody waits for a connection of the pool.

use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::{Duration, Instant},
};

/// The waits of this process for a connection that reads.
pub static READING: Waits = Waits::new();
/// The waits of this process for a transaction that writes, until it has begun.
pub static WRITING: Waits = Waits::new();

/// Waits are counted by their length: up to each of these, in microseconds, and beyond.
pub const BOUNDS: [u64; 8] = [100, 1_000, 5_000, 20_000, 100_000, 500_000, 2_000_000, 10_000_000];

pub struct Waits {
    now: AtomicU64,
    micros: AtomicU64,
    up_to: [AtomicU64; BOUNDS.len()],
    beyond: AtomicU64,
}

/// The waits that are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past {
    /// All of them together, in microseconds.
    pub micros: u64,
    /// How many were longer than the bound before and not longer than this one.
    pub up_to: [u64; BOUNDS.len()],
    /// How many were longer than the last bound.
    pub beyond: u64,
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
        Self {
            now: AtomicU64::new(0),
            micros: AtomicU64::new(0),
            up_to: [const { AtomicU64::new(0) }; BOUNDS.len()],
            beyond: AtomicU64::new(0),
        }
    }

    /// How many wait at this moment.
    pub fn now(&self) -> u64 {
        self.now.load(Relaxed)
    }

    pub fn past(&self) -> Past {
        Past {
            micros: self.micros.load(Relaxed),
            up_to: std::array::from_fn(|at| self.up_to[at].load(Relaxed)),
            beyond: self.beyond.load(Relaxed),
        }
    }

    /// Counts the wait for a turn. Whoever gives up no longer waits, and is not counted.
    #[allow(clippy::disallowed_methods, reason = "a measurement for the operator; nothing is decided by it")]
    pub(crate) async fn until<T>(&self, turn: impl Future<Output = T>) -> T {
        self.now.fetch_add(1, Relaxed);
        let waiting = Waiting(&self.now);
        let since = Instant::now();
        let turn = turn.await;
        drop(waiting);
        self.note(since.elapsed());
        turn
    }

    fn note(&self, length: Duration) {
        let micros = u64::try_from(length.as_micros()).unwrap_or(u64::MAX);
        self.micros.fetch_add(micros, Relaxed);
        let bucket = BOUNDS.iter().position(|bound| micros <= *bound).map(|at| &self.up_to[at]);
        bucket.unwrap_or(&self.beyond).fetch_add(1, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_wait_is_counted_by_its_length_and_one_given_up_is_not() {
        let waits = Waits::new();
        for micros in [0, 100, 101, 10_000_001] {
            waits.note(Duration::from_micros(micros));
        }
        let past = waits.past();
        assert_eq!((past.up_to[0], past.up_to[1], past.beyond, past.micros), (2, 1, 1, 10_000_202));

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
