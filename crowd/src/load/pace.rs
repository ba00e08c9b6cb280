//! Two ways to ask: as fast as answers come, which tells how much a server does; and at a given rate whatever comes
//! back, which tells how long people wait. In the second one an ask that had to wait for its turn has waited since it
//! was due, so that a server that stands still is not asked less and praised for it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use rand::{SeedableRng as _, rngs::StdRng};
use tokio::{
    task::JoinSet,
    time::{sleep_until, timeout},
};

use super::{fresh, sound};
use crate::{browser::Browser, form::Form};

/// Somebody who asks for one thing again and again.
#[derive(Clone)]
pub struct Shot {
    browser: Browser,
    what: What,
    dice: StdRng,
}

#[derive(Clone)]
enum What {
    Page(String),
    /// Filled in anew each time.
    Form(Box<Form>),
}

impl Shot {
    pub fn page(browser: Browser, path: &str) -> Self {
        Self { browser, what: What::Page(path.to_owned()), dice: StdRng::seed_from_u64(0) }
    }

    pub fn form(browser: Browser, form: Form) -> Self {
        Self { browser, what: What::Form(Box::new(form)), dice: StdRng::from_os_rng() }
    }

    /// Asks once; how many bytes came.
    async fn fire(&mut self) -> Result<usize> {
        match &self.what {
            What::Page(path) => Ok(sound(&self.browser.look(path).await?, path)?.len()),
            What::Form(form) => {
                let filled = fresh(form, &mut self.dice);
                let answer = self.browser.send(&filled, None).await?;
                let to = answer.location.clone().unwrap_or_default();
                ensure!(to.starts_with("/r/") && !to.contains("again="), "{}: refused, {to:?}", form.action);
                Ok(sound(&answer, &form.action)?.len())
            }
        }
    }
}

/// What came of it: how long each took, the fastest first.
pub struct Spell {
    pub took: Vec<Duration>,
    lasted: Duration,
    /// Of one answer.
    pub bytes: usize,
}

impl Spell {
    pub fn per_second(&self) -> f64 {
        self.took.len() as f64 / self.lasted.as_secs_f64()
    }

    /// So many of a thousand took no longer.
    pub fn permille(&self, share: usize) -> Duration {
        let at = (self.took.len() * share / 1000).min(self.took.len().saturating_sub(1));
        self.took.get(at).copied().unwrap_or_default()
    }
}

/// Everybody asks again as soon as they have an answer.
pub async fn closed(shots: &Arc<Vec<Shot>>, clients: u64, lasts: Duration) -> Result<Spell> {
    let begun = Instant::now();
    spell(shots, clients, begun, move |_| (begun.elapsed() < lasts).then_some(begun)).await
}

/// More than enough of them that one is free when the next ask is due.
const AT_ONCE: u64 = 8;

/// Somebody asks `rate` times a second.
pub async fn open(shots: &Arc<Vec<Shot>>, clients: u64, rate: f64, lasts: Duration) -> Result<Spell> {
    let begun = Instant::now();
    let due = move |turn: u64| {
        let due = Duration::from_secs_f64(turn as f64 / rate);
        (due < lasts).then(|| begun + due)
    };
    spell(shots, clients * AT_ONCE, begun, due).await
}

/// A server that is silent for so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

async fn spell(
    shots: &Arc<Vec<Shot>>,
    askers: u64,
    begun: Instant,
    due: impl Fn(u64) -> Option<Instant> + Copy + Send + 'static,
) -> Result<Spell> {
    let turns = Arc::new(AtomicU64::new(0));
    let mut all = JoinSet::new();
    for asker in 0..askers {
        let mut shot = shots[usize::try_from(asker)? % shots.len()].clone();
        let turns = Arc::clone(&turns);
        all.spawn(async move {
            let (mut took, mut bytes) = (Vec::new(), 0);
            while let Some(due) = due(turns.fetch_add(1, Relaxed)) {
                let early = due > Instant::now();
                if early {
                    sleep_until(due.into()).await;
                }
                // Who slept may have been woken late; who was still busy is late by the server's fault.
                let since = if early || due == begun { Instant::now() } else { due };
                bytes = timeout(PATIENCE, shot.fire()).await.context("no answer for a minute")??;
                took.push(since.elapsed());
            }
            anyhow::Ok((took, bytes))
        });
    }
    let mut spell = Spell { took: Vec::new(), lasted: Duration::ZERO, bytes: 0 };
    while let Some(done) = all.join_next().await {
        let (took, bytes) = done??;
        spell.took.extend(took);
        spell.bytes = spell.bytes.max(bytes);
    }
    spell.lasted = begun.elapsed();
    spell.took.sort_unstable();
    Ok(spell)
}
