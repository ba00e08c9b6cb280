//! Many pages that stay open: what each costs, and when all of them have heard of a step.

use std::time::{Duration, Instant, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail, ensure};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::mpsc,
    task::JoinSet,
    time::timeout,
};

use super::process::Processes;
use crate::{browser::Browser, fault::Ground, form::Filled};

/// What so many open pages came to.
#[derive(Debug, Clone, Copy)]
pub struct Watched {
    pub watchers: usize,
    /// What the server keeps for each, in bytes.
    pub memory: u64,
    /// From when somebody sent off the step until the last page had heard of it.
    pub all_heard: Duration,
}

const PATIENCE: Duration = Duration::from_secs(60);

/// Opens so many lines that watch a grid, files a slip in it, and waits until all have heard.
pub async fn steps(
    ground: &Ground,
    grid: &str,
    watchers: usize,
    (mut resident, order): (Browser, Filled),
    processes: &Processes,
) -> Result<Watched> {
    let door = ground.house.site.door(0).context("no server is there")?;
    let grid = grid.trim_start_matches("/g/");
    let since = UNIX_EPOCH.elapsed()?.as_micros();
    let ask = format!("GET /live?topic=grid:{grid}&since={since} HTTP/1.1\r\nHost: {door}\r\n\r\n");
    let before = processes.memory()?;
    let (opened, mut open) = mpsc::unbounded_channel();
    let mut lines = JoinSet::new();
    for _ in 0..watchers {
        let (ask, opened) = (ask.clone(), opened.clone());
        lines.spawn(async move {
            let mut line = TcpStream::connect(door).await?;
            line.write_all(ask.as_bytes()).await?;
            until(&mut line, "event: hello").await?;
            opened.send(()).context("nobody waits")?;
            until(&mut line, "event: changed").await?;
            anyhow::Ok((Instant::now(), line))
        });
    }
    for _ in 0..watchers {
        timeout(PATIENCE, open.recv()).await.context("not all lines could be opened")?;
    }
    let memory = processes.memory()?.saturating_sub(before) / watchers as u64;
    let sent = Instant::now();
    let answer = resident.send(&order, None).await?;
    ensure!(answer.location.is_some_and(|to| to.starts_with("/r/")), "the order was refused");
    let mut last = sent;
    while let Some(line) = timeout(PATIENCE, lines.join_next()).await.context("not all have heard")? {
        last = last.max(line??.0);
    }
    Ok(Watched { watchers, memory, all_heard: last - sent })
}

/// Reads until these words have come.
pub(crate) async fn until(line: &mut TcpStream, words: &str) -> Result<()> {
    let mut heard = Vec::new();
    let mut piece = [0; 512];
    while !heard.windows(words.len()).any(|window| window == words.as_bytes()) {
        let read = timeout(PATIENCE, line.read(&mut piece)).await.context("silence")??;
        if read == 0 {
            bail!("the line ended: {}", String::from_utf8_lossy(&heard));
        }
        heard.extend_from_slice(&piece[..read]);
    }
    Ok(())
}
