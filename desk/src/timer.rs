//! What is due without anybody asking. Each part is safe to repeat and on many nodes at once.

use domain::{Minutes, Timestamp};

use crate::{
    Ask, Result, photo,
    request::{self, Woken},
    shop,
};

/// How long an answer waits for a repeat of its ask.
const ANSWERS_KEPT: Minutes = Minutes::days(7);

/// How long a message waits for the other nodes.
const OUTBOX_KEPT: Minutes = Minutes::days(1);

/// How long a form that was not taken can be brought back.
const DRAFTS_KEPT: Minutes = Minutes::days(1);

/// How long a counter of what may not be done too often is kept; no window is longer.
const THROTTLES_KEPT: Minutes = Minutes::days(1);

/// How long a message that was read can be looked up.
const MESSAGES_KEPT: Minutes = Minutes::days(180);

/// What one round did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// Steps that slips took because time has passed.
    pub steps: u32,
    /// How long the step that was due first had been due, in microseconds.
    pub late: i64,
    /// Vouchers that ran out; points and stock went back.
    pub expired: u32,
    /// Photos that no slip took.
    pub photos: u32,
}

/// Does all that is due at `ask.at`. One part that fails does not keep the others from being done: the first
/// failure is handed back after all were tried.
pub async fn run_due(ask: &Ask) -> Result<Done> {
    let woken = request::wake_all(ask).await;
    let expired = shop::expire_overdue(ask).await;
    let photos = photo::sweep(ask).await;
    let swept = sweep(ask).await;
    let Woken { steps, late } = woken?;
    let done = Done { steps, late, expired: expired?, photos: photos? };
    swept?;
    Ok(done)
}

/// Forgets what has served its time: sessions, drafts, counters, answers, messages.
async fn sweep(ask: &Ask) -> Result<()> {
    let before = |kept: Minutes| -> Timestamp { ask.at.minus(kept) };
    let mut w = ask.write("sweep").await?;
    store::session::sweep(&mut w, ask.at).await?;
    store::draft::sweep(&mut w, before(DRAFTS_KEPT)).await?;
    store::throttle::sweep(&mut w, before(THROTTLES_KEPT)).await?;
    store::answer::sweep(&mut w, before(ANSWERS_KEPT)).await?;
    store::outbox::sweep(&mut w, before(OUTBOX_KEPT)).await?;
    store::inbox::sweep(&mut w, before(MESSAGES_KEPT)).await?;
    w.reply(()).await
}
