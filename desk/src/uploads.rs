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
    Ask, Error,
    limits::{Limit, Limits, TooMuch},
    shares::{Share, Shares},
};

/// Mebibytes that all pictures which are being developed may take.
const BENCH: u32 = 384;

/// The room of one node. What it has no room for it refuses by the limit that was met.
pub struct Uploads {
    bytes: usize,
    patience: Duration,
    room: Arc<Semaphore>,
    of_each: Shares<PersonId>,
    turns: Shares<PersonId>,
    queue: Arc<Semaphore>,
    bench: Arc<Semaphore>,
}

impl Uploads {
    pub fn within(limits: &Limits) -> Self {
        let number =
            |limit| usize::try_from(limits.of(limit)).unwrap_or(usize::MAX).min(Semaphore::MAX_PERMITS);
        let bytes = number(Limit::UploadBytes);
        Self {
            bytes,
            patience: Duration::from_secs(limits.of(Limit::UploadSeconds)),
            room: Arc::new(Semaphore::new(bytes)),
            of_each: Shares::new(number(Limit::UploadsPerPerson)),
            turns: Shares::new(1),
            queue: Arc::new(Semaphore::new(number(Limit::PicturesWaiting))),
            bench: Arc::new(Semaphore::new(BENCH as usize)),
        }
    }

    /// This person begins to send a form with files, unless they are sending as many as they may.
    pub fn begin(&self, person: PersonId) -> Result<Share, Limit> {
        self.of_each.try_take(person).ok_or(Limit::UploadsPerPerson)
    }

    /// How many bytes of files are in memory.
    pub fn bytes_held(&self) -> usize {
        self.bytes.saturating_sub(self.room.available_permits())
    }

    /// Waits until a picture of this person may be developed. One at a time of each person goes on; the others wait in a queue
    /// that has an end.
    pub(crate) async fn turn(&self, person: PersonId) -> Result<Turn, Limit> {
        let queue = Arc::clone(&self.queue);
        let queued = queue.try_acquire_owned().map_err(|_| Limit::PicturesWaiting)?;
        match time::timeout(self.patience, self.turns.take(person)).await {
            Ok(Some(share)) => Ok(Turn { _share: share, queued: Some(queued) }),
            Ok(None) | Err(_) => Err(Limit::PicturesWaiting),
        }
    }

    /// Waits for the bench, and leaves the queue. A picture that takes more than half of its memory has the whole bench,
    /// any other has half: two at a time, so that a core of a small machine is left for everybody else.
    pub(crate) async fn bench(&self, turn: &mut Turn, mebibytes: u64) -> Result<OwnedSemaphorePermit, Limit> {
        let share = if mebibytes <= u64::from(BENCH / 2) { BENCH / 2 } else { BENCH };
        let bench = Arc::clone(&self.bench).acquire_many_owned(share);
        match time::timeout(self.patience, bench).await {
            Ok(Ok(bench)) => {
                turn.queued = None;
                Ok(bench)
            }
            Ok(Err(_)) | Err(_) => Err(Limit::PicturesWaiting),
        }
    }
}

impl Ask {
    /// Refuses a file. Who has waited for nothing is asked to wait as long again; who is sending too much waits for that.
    pub fn crowded(&self, limit: Limit) -> Error {
        let seconds = i64::try_from(self.desk.limits.of(Limit::UploadSeconds)).unwrap_or(i64::from(u32::MAX));
        let again_at = (limit != Limit::UploadsPerPerson).then(|| self.at.plus_seconds(seconds));
        self.refuse(TooMuch { limit, at: self.at, again_at })
    }
}

/// A person's turn to have a picture developed.
#[derive(Debug)]
pub(crate) struct Turn {
    _share: Share,
    queued: Option<OwnedSemaphorePermit>,
}

/// The room that one file has taken; it is free again when this is dropped.
#[derive(Debug, Default)]
pub struct Room(Option<OwnedSemaphorePermit>);

impl Room {
    /// Takes room for some more bytes, and waits a while if there is none.
    pub async fn grow(&mut self, uploads: &Uploads, bytes: usize) -> Result<(), Limit> {
        let bytes = u32::try_from(bytes).map_err(|_| Limit::UploadBytes)?;
        let more = Arc::clone(&uploads.room).acquire_many_owned(bytes);
        match time::timeout(uploads.patience, more).await {
            Ok(Ok(more)) => match &mut self.0 {
                Some(held) => held.merge(more),
                held => *held = Some(more),
            },
            Ok(Err(_)) | Err(_) => return Err(Limit::UploadBytes),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn small() -> Uploads {
        let settings = ["upload-bytes=100", "pictures-waiting=2"].map(|setting| setting.parse().unwrap());
        Uploads { patience: Duration::from_millis(30), ..Uploads::within(&Limits::set(&settings)) }
    }

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    #[tokio::test]
    async fn a_person_has_one_picture_developed_at_a_time() {
        let uploads = small();
        let mut first = uploads.turn(person(1)).await.unwrap();
        assert_eq!(uploads.turn(person(1)).await.unwrap_err(), Limit::PicturesWaiting);
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
        assert!(uploads.bench(&mut turns[1], 200).await.is_err());
        drop(small);
        let _large = uploads.bench(&mut turns[1], 1_000_000).await.unwrap();
        assert!(uploads.bench(&mut turns[0], 20).await.is_err());
    }

    #[tokio::test]
    async fn files_together_take_no_more_room_than_there_is() {
        let uploads = small();
        let (mut one, mut other) = (Room::default(), Room::default());
        one.grow(&uploads, 60).await.unwrap();
        other.grow(&uploads, 40).await.unwrap();
        assert_eq!(other.grow(&uploads, 1).await, Err(Limit::UploadBytes));
        assert_eq!(uploads.bytes_held(), 100);
        drop(one);
        other.grow(&uploads, 60).await.unwrap();
        drop(other);
        assert_eq!(uploads.bytes_held(), 0);
    }
}
