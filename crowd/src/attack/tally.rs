//! What an attacker sent and what came back.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use anyhow::Result;

use crate::load::pace::{Asker, open};

/// What became of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The server did what it was asked, or still holds the connection open.
    Taken,
    /// It said no.
    Refused,
}

/// The same for all attempts so far, counted from several tasks.
#[derive(Debug, Default)]
pub struct Counts {
    sent: AtomicU64,
    taken: AtomicU64,
    refused: AtomicU64,
}

/// How many attempts there were. Those that were neither taken nor refused had their connection closed without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub sent: u64,
    pub taken: u64,
    pub refused: u64,
}

impl Counts {
    pub fn send(&self) {
        self.sent.fetch_add(1, Relaxed);
    }

    pub fn note(&self, outcome: Outcome) {
        let count = match outcome {
            Outcome::Taken => &self.taken,
            Outcome::Refused => &self.refused,
        };
        count.fetch_add(1, Relaxed);
    }

    /// What was taken before is not any more: the server has closed the connection.
    pub fn lose(&self) {
        self.taken.fetch_sub(1, Relaxed);
    }

    pub fn tally(&self) -> Tally {
        Tally {
            sent: self.sent.load(Relaxed),
            taken: self.taken.load(Relaxed),
            refused: self.refused.load(Relaxed),
        }
    }
}

/// Somebody who makes one attempt after the other.
pub trait Attacker: Send + 'static {
    /// Fails if the connection broke.
    fn attempt(&mut self) -> impl Future<Output = Result<Outcome>> + Send;
}

/// Attempts at this rate, whatever comes back, by as many attackers as there are.
pub async fn attempts<A: Attacker>(
    attackers: Vec<A>,
    rate: f64,
    lasts: Duration,
    counts: &Arc<Counts>,
) -> Result<()> {
    let counted = |attacker| Counted { attacker, counts: Arc::clone(counts) };
    open(attackers.into_iter().map(counted).collect(), rate, lasts).await?;
    Ok(())
}

struct Counted<A> {
    attacker: A,
    counts: Arc<Counts>,
}

impl<A: Attacker> Asker for Counted<A> {
    async fn ask(&mut self) -> Result<()> {
        self.counts.send();
        // A connection that breaks is what the attacker has to expect.
        if let Ok(outcome) = self.attacker.attempt().await {
            self.counts.note(outcome);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    struct Third(u32);

    impl Attacker for Third {
        async fn attempt(&mut self) -> Result<Outcome> {
            self.0 += 1;
            match self.0 % 3 {
                0 => Ok(Outcome::Taken),
                1 => Ok(Outcome::Refused),
                _ => bail!("closed"),
            }
        }
    }

    #[tokio::test]
    async fn each_attempt_is_counted_by_what_came_back() {
        let counts = Arc::default();
        attempts(vec![Third(0)], 1000.0, Duration::from_millis(9), &counts).await.unwrap();
        assert_eq!(counts.tally(), Tally { sent: 9, taken: 3, refused: 3 });
    }
}
