//! What happens without anybody asking: what is due, and news from other nodes. Safe on many nodes at once; the desk's
//! timers see to that.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use desk::{Ask, Desk, Visitor, error::chain};
use domain::Timestamp;
use tokio::{sync::watch, task::JoinSet, time};

use crate::{clock::Clock, metrics::Metrics};

/// How often the desk looks for what is due.
const ROUND: Duration = Duration::from_secs(2);
/// How long to wait before listening again after the line broke.
const PATIENCE: Duration = Duration::from_secs(3);

/// Starts them. They end when the server stops.
pub fn start(
    desk: &Arc<Desk>,
    clock: &Clock,
    holidays: PathBuf,
    metrics: &Arc<Metrics>,
    stopping: &watch::Receiver<bool>,
) -> JoinSet<()> {
    let mut timers = JoinSet::new();
    let rounds = rounds(Arc::clone(desk), Arc::clone(clock), holidays, Arc::clone(metrics));
    timers.spawn(until_stop(stopping.clone(), rounds));
    timers.spawn(until_stop(stopping.clone(), hear_other_nodes(Arc::clone(desk))));
    timers.spawn(until_stop(stopping.clone(), tell_again(Arc::clone(desk), clock())));
    timers
}

/// A round under way is finished: it is one short transaction after the other, and dropping one loses nothing.
pub(crate) async fn until_stop(mut stopping: watch::Receiver<bool>, work: impl Future<Output = ()>) {
    tokio::select! {
        () = work => {}
        _ = stopping.wait_for(|stopping| *stopping) => {}
    }
}

async fn rounds(desk: Arc<Desk>, clock: Clock, holidays: PathBuf, metrics: Arc<Metrics>) {
    let mut complaint = None;
    // A notice may have been amended while the house was closed.
    let mut opening = true;
    let mut rounds = time::interval(ROUND);
    rounds.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        let ask = Ask::new(Arc::clone(&desk), Visitor::STRANGER, clock());
        let failed = read_notices(&ask, &holidays, opening).await.err();
        opening = false;
        if failed != complaint {
            match &failed {
                Some(error) => tracing::error!(error, "the calendar stays as it was"),
                None => tracing::info!("the notices can be read again"),
            }
            complaint = failed;
        }
        let round = desk::timer::run_due(&ask).await;
        metrics.round(round.as_ref().ok(), clock());
        match round {
            Ok(done) if done != desk::timer::Done::default() => tracing::info!(?done, "what was due is done"),
            Ok(_) => {}
            Err(error) => tracing::error!(error = chain(&error), "what was due could not be done"),
        }
    }
}

/// Takes notices that came or changed into the calendar, and counts the limits that run anew; once at the opening, too.
/// What is wrong is said once, in words for the operator.
async fn read_notices(ask: &Ask, folder: &Path, opening: bool) -> Result<(), String> {
    let changed = ask.desk.days.read_folder(folder).map_err(|error| chain(&error))?;
    if !changed && !opening {
        return Ok(());
    }
    let counted = desk::request::recount(ask).await.map_err(|error| chain(&error))?;
    if changed || counted > 0 {
        tracing::info!(counted, "the notices have changed; limits were counted anew");
    }
    Ok(())
}

/// The node that was here before may not have told of the last it did.
async fn tell_again(desk: Arc<Desk>, at: Timestamp) {
    if let Err(error) = desk::others::tell_again(&Ask::new(desk, Visitor::STRANGER, at)).await {
        tracing::warn!(error = chain(&error), "other nodes were not told what was done here before");
    }
}

/// On PostgreSQL, what other nodes commit reaches the pages that are open here.
async fn hear_other_nodes(desk: Arc<Desk>) {
    loop {
        match listen(&desk).await {
            Ok(()) => return,
            Err(error) => {
                tracing::warn!(error = chain(&error), "other nodes cannot be heard; trying again")
            }
        }
        time::sleep(PATIENCE).await;
    }
}

async fn listen(desk: &Desk) -> store::Result<()> {
    let Some(mut listener) = store::listen::listen(&desk.db).await? else { return Ok(()) };
    loop {
        match listener.next().await? {
            Some(topics) => {
                for topic in topics {
                    match topic.parse() {
                        Ok(topic) => desk.live.tell(topic),
                        Err(()) => tracing::warn!(topic, "another node told of something unknown"),
                    }
                }
            }
            None => tracing::warn!(
                "the line to the database broke; pages that are open may have missed something"
            ),
        }
    }
}
