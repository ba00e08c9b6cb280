//! Files on their way in: how many bytes of them are in memory at once, how many forms with files one person may send at a
//! time, and whose picture is developed next.
//!
//! A file takes its room as its bytes arrive, so that an upload that stands still holds no more than it has sent.

use std::{sync::Arc, time::Duration};

use domain::PersonId;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time,
};

use crate::{
    Error, Result,
    shares::{Share, Shares},
};

/// What an operator may set.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Bytes of all files that are in memory at once.
    pub bytes: u32,
    /// Forms with files that one person may be sending at a time.
    pub each: u32,
    /// Pictures that may wait to be developed.
    pub queue: u32,
    /// Mebibytes that all pictures which are being developed may take.
    pub bench: u32,
    /// How long a file waits for room, or a picture for its turn, before the person is asked to try again.
    pub patience: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { bytes: 256 << 20, each: 2, queue: 64, bench: 384, patience: Duration::from_secs(20) }
    }
}

/// The room of one node.
pub struct Uploads {
    bounds: Bounds,
    room: Arc<Semaphore>,
    of_each: Shares<PersonId>,
    turns: Shares<PersonId>,
    queue: Arc<Semaphore>,
    bench: Arc<Semaphore>,
}

impl Default for Uploads {
    fn default() -> Self {
        Self::within(Bounds::default())
    }
}

impl Uploads {
    pub fn within(bounds: Bounds) -> Self {
        Self {
            bounds,
            room: Arc::new(Semaphore::new(bounds.bytes as usize)),
            of_each: Shares::new(bounds.each),
            turns: Shares::new(1),
            queue: Arc::new(Semaphore::new(bounds.queue as usize)),
            bench: Arc::new(Semaphore::new(bounds.bench as usize)),
        }
    }

    /// This person begins to send a form with files, unless they are sending as many as they may.
    pub fn begin(&self, person: PersonId) -> Option<Share> {
        self.of_each.try_take(person)
    }

    /// How many forms with files one person may be sending at a time.
    pub fn of_each(&self) -> u32 {
        self.bounds.each
    }

    /// Room for a file that has not begun to arrive.
    pub fn room(&self) -> Room {
        Room { all: Arc::clone(&self.room), held: None, patience: self.bounds.patience }
    }

    /// How many bytes of files are in memory.
    pub fn bytes_held(&self) -> usize {
        (self.bounds.bytes as usize).saturating_sub(self.room.available_permits())
    }

    /// Waits until this person's picture may be developed. One at a time of each person goes on; the others wait in a queue
    /// that has an end.
    pub(crate) async fn turn(&self, person: PersonId) -> Result<Turn> {
        let queued = Arc::clone(&self.queue).try_acquire_owned().map_err(|_| crowded(self.bounds.patience))?;
        match time::timeout(self.bounds.patience, self.turns.take(person)).await {
            Ok(Some(share)) => Ok(Turn { _share: share, queued: Some(queued) }),
            Ok(None) | Err(_) => Err(crowded(self.bounds.patience)),
        }
    }

    /// Waits for the bench, and leaves the queue. A picture that takes more than half of its memory has the whole bench,
    /// any other has half: two at a time, so that a core of a small machine is left for everybody else.
    pub(crate) async fn bench(&self, turn: &mut Turn, mebibytes: u64) -> Result<OwnedSemaphorePermit> {
        let half = (self.bounds.bench / 2).max(1);
        let share = if mebibytes <= u64::from(half) { half } else { self.bounds.bench };
        let bench = Arc::clone(&self.bench).acquire_many_owned(share);
        match time::timeout(self.bounds.patience, bench).await {
            Ok(Ok(bench)) => {
                turn.queued = None;
                Ok(bench)
            }
            Ok(Err(_)) | Err(_) => Err(crowded(self.bounds.patience)),
        }
    }
}

/// Who has waited this long for nothing is asked to wait as long again.
fn crowded(patience: Duration) -> Error {
    let seconds = u32::try_from(patience.as_secs()).unwrap_or(u32::MAX);
    Error::Crowded { seconds: seconds.max(1) }
}

/// A person's turn to have a picture developed.
pub(crate) struct Turn {
    _share: Share,
    queued: Option<OwnedSemaphorePermit>,
}

/// The room that one file has taken; it is free again when this is dropped.
#[derive(Debug)]
pub struct Room {
    all: Arc<Semaphore>,
    held: Option<OwnedSemaphorePermit>,
    patience: Duration,
}

impl Room {
    /// Takes room for some more bytes, and waits a while if there is none.
    pub async fn grow(&mut self, bytes: usize) -> Result<()> {
        let bytes = u32::try_from(bytes).map_err(|_| crowded(self.patience))?;
        let more = Arc::clone(&self.all).acquire_many_owned(bytes);
        match time::timeout(self.patience, more).await {
            Ok(Ok(more)) => match &mut self.held {
                Some(held) => held.merge(more),
                held => *held = Some(more),
            },
            Ok(Err(_)) | Err(_) => return Err(crowded(self.patience)),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn small() -> Uploads {
        Uploads::within(Bounds { bytes: 100, each: 2, queue: 2, bench: 100, patience: Duration::from_millis(30) })
    }

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    #[tokio::test]
    async fn a_person_has_one_picture_developed_at_a_time() {
        let uploads = small();
        let mut first = uploads.turn(person(1)).await.unwrap();
        assert!(matches!(uploads.turn(person(1)).await, Err(Error::Crowded { seconds: 1 })));
        let other = uploads.turn(person(2)).await.unwrap();
        assert!(uploads.turn(person(3)).await.is_err(), "the queue has an end");
        let bench = uploads.bench(&mut first, 1).await.unwrap();
        assert!(uploads.turn(person(3)).await.is_ok(), "who is at the bench is not in the queue");
        drop((first, bench, other));
        assert!(uploads.turn(person(1)).await.is_ok());
    }

    #[tokio::test]
    async fn a_large_picture_has_the_bench_alone() {
        let uploads = small();
        let mut turns = [uploads.turn(person(1)).await.unwrap(), uploads.turn(person(2)).await.unwrap()];
        let small = uploads.bench(&mut turns[0], 20).await.unwrap();
        assert!(uploads.bench(&mut turns[1], 60).await.is_err());
        drop(small);
        let _large = uploads.bench(&mut turns[1], 1_000_000).await.unwrap();
        assert!(uploads.bench(&mut turns[0], 20).await.is_err());
    }

    #[tokio::test]
    async fn files_together_take_no_more_room_than_there_is() {
        let uploads = small();
        let (mut one, mut other) = (uploads.room(), uploads.room());
        one.grow(60).await.unwrap();
        other.grow(40).await.unwrap();
        assert!(matches!(other.grow(1).await, Err(Error::Crowded { .. })));
        assert_eq!(uploads.bytes_held(), 100);
        drop(one);
        other.grow(60).await.unwrap();
        drop(other);
        assert_eq!(uploads.bytes_held(), 0);
    }
}
