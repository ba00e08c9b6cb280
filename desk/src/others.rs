//! The other nodes, which are told of what was committed here: after the commit, and all that has gathered meanwhile at
//! once, so that nobody's change waits for it.

use std::{
    collections::BTreeSet,
    mem,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::sleep;

use crate::{Ask, Desk, Result, error::chain, live};

/// For so long it gathers. Each message wakes every node, whoever watches there, and on the screen nobody sees the difference.
const GATHERING: Duration = Duration::from_millis(10);

/// What they do not know yet.
#[derive(Default)]
pub struct Others(Mutex<Untold>);

#[derive(Default)]
struct Untold {
    topics: BTreeSet<String>,
    /// Somebody is about to tell them.
    taken_on: bool,
}

/// Tells the other nodes of these topics soon.
pub(crate) fn tell(desk: &Arc<Desk>, topics: impl Iterator<Item = String>) {
    if desk.db.is_sqlite() {
        return;
    }
    let mut untold = desk.others.0.lock().unwrap_or_else(PoisonError::into_inner);
    untold.topics.extend(topics);
    if !mem::replace(&mut untold.taken_on, true) {
        tokio::spawn(tell_all(Arc::clone(desk)));
    }
}

async fn tell_all(desk: Arc<Desk>) {
    while let Some(topics) = desk.others.take() {
        if let Err(error) = wake(&desk, &topics).await {
            tracing::warn!(
                error = chain(&error),
                "other nodes were not told; their pages may be old until they look again"
            );
        }
        sleep(GATHERING).await;
    }
}

impl Others {
    /// What is to be told now. `None`: all is told.
    fn take(&self) -> Option<Vec<String>> {
        let mut untold = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let topics: Vec<String> = mem::take(&mut untold.topics).into_iter().collect();
        untold.taken_on = !topics.is_empty();
        untold.taken_on.then_some(topics)
    }
}

async fn wake(desk: &Desk, topics: &[String]) -> Result<()> {
    Ok(store::outbox::wake(&mut desk.db.read().await?, topics).await?)
}

/// Tells of what was committed lately once more: a node that was killed may not have come to it. For the start of one.
pub async fn tell_again(ask: &Ask) -> Result<()> {
    if ask.desk.db.is_sqlite() {
        return Ok(());
    }
    let lately = live::committed_since(ask, ask.at.minus(live::LONG_AGO)).await?;
    tell(&ask.desk, lately.into_iter());
    Ok(())
}
