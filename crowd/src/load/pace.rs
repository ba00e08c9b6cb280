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
use crate::{browser::Browser, client::Client, form::Form};

/// Somebody who does the same thing again and again.
pub trait Asker: Send + 'static {
    /// Does it once, and has the answer.
    fn ask(&mut self) -> impl Future<Output = Result<()>> + Send;
}

/// Somebody who asks for one page or leafs through several, or sends one form.
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

/// How many bytes the answer of a page is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub plain: usize,
    /// For a browser that takes it compressed.
    pub on_the_wire: usize,
}

impl Shot {
    pub fn page(browser: Browser, path: &str) -> Self {
        Self { browser, what: What::Page(path.to_owned()), dice: StdRng::seed_from_u64(0) }
    }

    pub fn form(browser: Browser, form: Form) -> Self {
        Self { browser, what: What::Form(Box::new(form)), dice: StdRng::from_os_rng() }
    }

    /// So many of them, each on a line of its own.
    pub fn crowd(shots: &[Self], count: u64) -> Result<Vec<Self>> {
        Ok(shots.iter().cycle().take(usize::try_from(count)?).cloned().collect())
    }

    /// Asks once to see how large the page is. A form leads to a page, and is none.
    pub async fn size(&mut self) -> Result<Option<Size>> {
        let What::Page(path) = &self.what else { return Ok(None) };
        let plain = sound(&self.browser.look(path).await?, path)?.len();
        Ok(Some(Size { plain, on_the_wire: self.browser.weigh(path).await? }))
    }
}

impl Asker for Shot {
    async fn ask(&mut self) -> Result<()> {
        match &self.what {
            What::Page(path) => sound(&self.browser.look(path).await?, path).map(drop),
            What::Form(form) => {
                let filled = fresh(form, &mut self.dice);
                let answer = self.browser.send(&filled, None).await?;
                let to = answer.location.clone().unwrap_or_default();
                ensure!(to.starts_with("/r/") && !to.contains("again="), "{}: refused, {to:?}", form.action);
                sound(&answer, &form.action).map(drop)
            }
        }
    }
}

impl Asker for Client {
    async fn ask(&mut self) -> Result<()> {
        self.try_to_act().await
    }
}

/// What came of it: how long each took, the fastest first.
pub struct Spell {
    pub took: Vec<Duration>,
    lasted: Duration,
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

/// Everybody asks again as soon as they have an answer. Hands back who asked.
pub async fn closed<A: Asker>(askers: Vec<A>, lasts: Duration) -> Result<(Spell, Vec<A>)> {
    let begun = Instant::now();
    spell(askers, begun, move |_| (begun.elapsed() < lasts).then_some(begun)).await
}

/// So many askers for each that asks as fast as it goes: more than enough that one is free when the next ask is due.
pub const AT_ONCE: u64 = 8;

/// Somebody asks `rate` times a second. Hands back who asked.
pub async fn open<A: Asker>(askers: Vec<A>, rate: f64, lasts: Duration) -> Result<(Spell, Vec<A>)> {
    let begun = Instant::now();
    let due = move |turn: u64| {
        let due = Duration::from_secs_f64(turn as f64 / rate);
        (due < lasts).then(|| begun + due)
    };
    spell(askers, begun, due).await
}

/// A server that is silent for so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

async fn spell<A: Asker>(
    askers: Vec<A>,
    begun: Instant,
    due: impl Fn(u64) -> Option<Instant> + Copy + Send + 'static,
) -> Result<(Spell, Vec<A>)> {
    let turns = Arc::new(AtomicU64::new(0));
    let mut all = JoinSet::new();
    for mut asker in askers {
        let turns = Arc::clone(&turns);
        all.spawn(async move {
            let mut took = Vec::new();
            while let Some(due) = due(turns.fetch_add(1, Relaxed)) {
                let early = due > Instant::now();
                if early {
                    sleep_until(due.into()).await;
                }
                // Who slept may have been woken late; who was still busy is late by the server's fault.
                let since = if early || due == begun { Instant::now() } else { due };
                timeout(PATIENCE, asker.ask()).await.context("no answer for a minute")??;
                took.push(since.elapsed());
            }
            anyhow::Ok((took, asker))
        });
    }
    let mut spell = Spell { took: Vec::new(), lasted: Duration::ZERO };
    let mut askers = Vec::new();
    while let Some(done) = all.join_next().await {
        let (took, asker) = done??;
        spell.took.extend(took);
        askers.push(asker);
    }
    spell.lasted = begun.elapsed();
    spell.took.sort_unstable();
    Ok((spell, askers))
}
