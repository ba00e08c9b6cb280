//! What a server and its engine take of the machine, as Linux tells it in `/proc`.

use std::{fs, time::Duration};

use anyhow::{Context as _, Result};

use crate::fault::Ground;

/// Whoever works, and PostgreSQL's first process if there is one.
pub struct Processes {
    worker: u32,
    engine: Option<u32>,
}

/// Linux counts processor time in hundredths of a second, on every machine we know.
const TICK: Duration = Duration::from_millis(10);

impl Processes {
    /// The server's.
    pub fn of(ground: &Ground) -> Result<Self> {
        Self::with(ground.house.process(0).context("no server is running")?, ground)
    }

    /// Our own, for what is done without a server.
    pub fn own(ground: &Ground) -> Result<Self> {
        Self::with(std::process::id(), ground)
    }

    fn with(worker: u32, ground: &Ground) -> Result<Self> {
        let engine = match &ground.postgres {
            Some(postgres) => Some(postgres.process().context("PostgreSQL is not running")?),
            None => None,
        };
        Ok(Self { worker, engine })
    }

    /// What is kept in memory, in bytes.
    pub fn memory(&self) -> Result<u64> {
        self.status("VmRSS:")
    }

    /// The most that was kept in memory since the peak was last forgotten, in bytes.
    pub fn peak(&self) -> Result<u64> {
        self.status("VmHWM:")
    }

    pub fn forget_peak(&self) -> Result<()> {
        Ok(fs::write(format!("/proc/{}/clear_refs", self.worker), "5")?)
    }

    fn status(&self, name: &str) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.worker))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)).context("no such line")?;
        let kib: u64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kib * 1024)
    }

    /// How long they kept a core busy since they began, PostgreSQL's helpers included.
    pub fn busy(&self) -> Result<Duration> {
        let mut ticks = stat(self.worker)?.busy;
        if let Some(engine) = self.engine {
            let stat_of_engine = stat(engine)?;
            ticks += stat_of_engine.busy + stat_of_engine.ended;
            for entry in fs::read_dir("/proc")?.flatten() {
                let Some(process) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
                    continue;
                };
                // It may end between the two looks.
                if let Ok(stat) = stat(process)
                    && stat.parent == engine
                {
                    ticks += stat.busy;
                }
            }
        }
        Ok(TICK * u32::try_from(ticks)?)
    }
}

struct Stat {
    parent: u32,
    busy: u64,
    /// Of children that have ended.
    ended: u64,
}

fn stat(process: u32) -> Result<Stat> {
    let text = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name in parentheses may hold anything; the fields behind it are numbers, the third of all first.
    let (_, fields) = text.rsplit_once(')').context("no name")?;
    let fields: Vec<&str> = fields.split_whitespace().collect();
    let field =
        |number: usize| fields.get(number - 3).context("a short line")?.parse::<u64>().context("a number");
    Ok(Stat {
        parent: u32::try_from(field(4)?)?,
        busy: field(14)? + field(15)?,
        ended: field(16)? + field(17)?,
    })
}
