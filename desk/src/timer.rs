//! What is due without anybody asking. Each part is safe to repeat and on many nodes at once.

use domain::{Minutes, Timestamp};

use crate::{
    Ask, Result, identity, photo,
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
    /// Slips that went back to the desk because a post has ended.
    pub handed_over: u32,
    /// Vouchers that ran out; points and stock went back.
    pub expired: u32,
    /// Photos that no slip took.
    pub photos: u32,
}

/// Does all that is due at `ask.at`. One part that fails does not keep the others from being done: the first
/// failure is handed back after all were tried.
pub async fn run_due(ask: &Ask) -> Result<Done> {
    let handed_over = request::hand_over(ask).await;
    let woken = request::wake_all(ask).await;
    let expired = shop::expire_overdue(ask).await;
    let photos = photo::sweep(ask).await;
    let swept = sweep(ask).await;
    let Woken { steps, late } = woken?;
    let done = Done { steps, late, handed_over: handed_over?, expired: expired?, photos: photos? };
    swept?;
    Ok(done)
}

/// So many rows of each kind are forgotten in one change: nobody waits long for their turn to write.
const PORTION: u32 = 200;

/// So many portions at most are forgotten in one round. What is left is for the next one, two seconds later.
const PORTIONS: u32 = 20;

/// Forgets what has served its time: sessions, drafts, counters, answers, messages, places of sign-in. In portions, with room
/// for others to write between them.
async fn sweep(ask: &Ask) -> Result<()> {
    for _ in 0..PORTIONS {
        if !sweep_a_portion(ask).await? {
            break;
        }
    }
    Ok(())
}

/// Says whether there may be more.
async fn sweep_a_portion(ask: &Ask) -> Result<bool> {
    let before = |kept: Minutes| -> Timestamp { ask.at.minus(kept) };
    let mut w = ask.write("sweep").await?;
    let swept = [
        // Drafts first: the largest rows by far, which would otherwise go with their sessions, however many they are.
        store::draft::sweep(&mut w, before(DRAFTS_KEPT), PORTION).await?,
        store::session::sweep(&mut w, ask.at, PORTION).await?,
        store::throttle::sweep(&mut w, before(THROTTLES_KEPT), PORTION).await?,
        store::sign_in::sweep_places(&mut w, before(identity::PLACES_KEPT), PORTION).await?,
        store::answer::sweep(&mut w, before(ANSWERS_KEPT), PORTION).await?,
        store::outbox::sweep(&mut w, before(OUTBOX_KEPT), PORTION).await?,
        store::inbox::sweep(&mut w, before(MESSAGES_KEPT), PORTION).await?,
    ];
    w.done().await?;
    Ok(swept.into_iter().any(|rows| rows >= u64::from(PORTION)))
}
