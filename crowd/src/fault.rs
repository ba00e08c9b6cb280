//! What can happen to a running house, and how it is made to happen.

use std::{
    fs::File,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context as _, Result, bail, ensure};
use clap::ValueEnum;
use rand::{Rng as _, rngs::StdRng};
use sqlx::{Connection as _, PgConnection};
use tokio::{task::block_in_place, time::sleep};

use crate::{house::House, postgres::Postgres, power::Disk};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Fault {
    /// Servers are killed in the middle of everything
    Kill,
    /// Lines are cut while a form is sent, worked on or answered
    Cut,
    /// PostgreSQL stops without a checkpoint and starts again from its log
    Restart,
    /// PostgreSQL is gone with its disk, and a synchronous standby takes its place
    Failover,
    /// The clock jumps ahead by hours
    Clock,
    /// Nothing can be written any more, until it can again
    ReadOnly,
    /// No room is left on the disk, until there is again
    DiskFull,
    /// The machine loses its power, and with it whatever was not synced
    PowerLoss,
    /// A backup is taken while everybody goes on, and another house is restored from it
    Backup,
}

impl Fault {
    pub fn name(self) -> &'static str {
        match self {
            Self::Kill => "server killed",
            Self::Cut => "lines cut",
            Self::Restart => "database restarted",
            Self::Failover => "failed over",
            Self::Clock => "clock jumps",
            Self::ReadOnly => "read-only database",
            Self::DiskFull => "disk full",
            Self::PowerLoss => "power lost",
            Self::Backup => "backup restored",
        }
    }

    /// How many rounds say enough of it, unless somebody asks for another number.
    pub fn rounds(self) -> u32 {
        match self {
            Self::Kill => 1000,
            Self::PowerLoss => 100,
            Self::Cut
            | Self::Restart
            | Self::Failover
            | Self::Clock
            | Self::ReadOnly
            | Self::DiskFull
            | Self::Backup => 50,
        }
    }

    /// Can it happen to this engine here?
    pub fn befalls(self, engine: Engine) -> bool {
        match self {
            Self::Kill | Self::Cut | Self::Clock | Self::ReadOnly | Self::PowerLoss | Self::Backup => true,
            Self::Restart | Self::Failover => engine == Engine::Postgres,
            Self::DiskFull => engine == Engine::Sqlite,
        }
    }

    /// The room a house needs for it to happen.
    pub fn room(self) -> Result<Room> {
        match self {
            Self::DiskFull => Room::small(),
            Self::PowerLoss => Ok(Room::WithPower(Disk::new()?)),
            Self::Kill
            | Self::Cut
            | Self::Restart
            | Self::Failover
            | Self::Clock
            | Self::ReadOnly
            | Self::Backup => Room::on_disk(),
        }
    }

    /// One form in so many is cut off.
    pub fn cuts(self) -> Option<u32> {
        (self == Self::Cut).then_some(3)
    }

    /// Lets it happen, and be over. The house stands as before, but for its clock.
    pub async fn strike(self, ground: &mut Ground, dice: &mut StdRng) -> Result<()> {
        let Ground { house, postgres, ahead, room } = ground;
        match self {
            Self::Kill => {
                let server = dice.random_range(0..house.servers());
                house.kill(server)?;
                pause(dice, 0..80).await;
                block_in_place(|| house.open(server))?;
            }
            Self::Cut => pause(dice, 200..400).await,
            Self::Restart => {
                let postgres = postgres.as_mut().context("this PostgreSQL is not ours to restart")?;
                block_in_place(|| postgres.restart())?;
            }
            Self::Failover => {
                let postgres = postgres.as_mut().context("this PostgreSQL has no standby")?;
                block_in_place(|| postgres.has_a_standby())?;
                pause(dice, 100..400).await;
                block_in_place(|| postgres.fails_over())?;
            }
            Self::Clock => {
                // An answer waits seven days for a repeat; nobody here sleeps that long over a form.
                *ahead += dice.random_range(5..24 * 60);
                house.is_ahead(*ahead)?;
                pause(dice, 100..300).await;
            }
            Self::ReadOnly => {
                let url = house.url().to_owned();
                let locked = Locked::lock(&url).await?;
                pause(dice, 100..400).await;
                locked.unlock().await?;
            }
            Self::DiskFull => {
                let ballast = house.dir().join("ballast");
                fill(&ballast)?;
                pause(dice, 100..400).await;
                std::fs::remove_file(&ballast)?;
            }
            Self::Backup => block_in_place(|| house.back_up())?,
            Self::PowerLoss => {
                let Room::WithPower(disk) = room else { bail!("this house stands on no disk of its own") };
                block_in_place(|| {
                    (0..house.servers()).try_for_each(|server| house.kill(server))?;
                    postgres.as_mut().map_or(Ok(()), Postgres::kill)?;
                    let left = disk.cut()?;
                    disk.restore(left)?;
                    postgres.as_mut().map_or(Ok(()), Postgres::again)?;
                    (0..house.servers()).try_for_each(|server| house.open(server))
                })?;
            }
        }
        Ok(())
    }
}

/// Where a house stands, and what lies under it.
pub struct Ground {
    pub house: House,
    /// The database server, if it is ours alone.
    pub postgres: Option<Postgres>,
    /// How far the clock is ahead, in minutes.
    pub ahead: u64,
    /// Goes last: the directory the house stands in.
    pub room: Room,
}

/// A directory for a house, gone when it is.
pub enum Room {
    OnDisk(tempfile::TempDir),
    /// So small that it can be filled.
    Small(Small),
    /// On a disk whose power can be cut.
    WithPower(Disk),
}

/// A small disk of its own, in memory.
pub struct Small(tempfile::TempDir);

/// Room enough for the demo district and some hundred rounds.
const SMALL: &str = "size=256m";

impl Room {
    pub fn on_disk() -> Result<Self> {
        Ok(Self::OnDisk(tempfile::tempdir()?))
    }

    /// Needs the right to mount.
    pub fn small() -> Result<Self> {
        let dir = tempfile::tempdir()?;
        must(Command::new("mount").args(["-t", "tmpfs", "-o", SMALL, "none"]).arg(dir.path()))?;
        Ok(Self::Small(Small(dir)))
    }

    pub fn path(&self) -> PathBuf {
        match self {
            Self::OnDisk(dir) | Self::Small(Small(dir)) => dir.path().to_owned(),
            Self::WithPower(disk) => disk.path(),
        }
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = must(Command::new("umount").arg(self.0.path()));
    }
}

pub async fn pause(dice: &mut StdRng, millis: std::ops::Range<u64>) {
    sleep(Duration::from_millis(dice.random_range(millis))).await;
}

/// Writes until nothing more fits.
fn fill(ballast: &Path) -> Result<()> {
    let mut file = File::create(ballast)?;
    let block = vec![7; 64 * 1024];
    loop {
        match file.write_all(&block) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::StorageFull => return Ok(()),
            Err(error) => return Err(error).context("the disk cannot be filled"),
        }
    }
}

/// A database in which nothing can be written.
enum Locked {
    /// Files that even their owner must not change.
    Files(Vec<PathBuf>),
    Server(String),
}

const READ_ONLY: &str = "ALTER DATABASE postgres SET default_transaction_read_only = on";
const WRITABLE: &str = "ALTER DATABASE postgres RESET default_transaction_read_only";
const EVERYBODY_OUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
     WHERE datname = 'postgres' AND pid <> pg_backend_pid()";

impl Locked {
    async fn lock(url: &str) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            // Not the third file, which is shared memory: Linux ends a process that writes to memory whose file is locked.
            let all = ["", "-wal"].map(|ending| PathBuf::from(format!("{path}{ending}")));
            let files: Vec<PathBuf> = all.into_iter().filter(|file| file.exists()).collect();
            must(Command::new("chattr").arg("+i").args(&files))?;
            return Ok(Self::Files(files));
        }
        say(url, &[READ_ONLY, EVERYBODY_OUT]).await?;
        Ok(Self::Server(url.to_owned()))
    }

    async fn unlock(self) -> Result<()> {
        match self {
            Self::Files(files) => must(Command::new("chattr").arg("-i").args(&files)),
            Self::Server(url) => {
                say(&url, &["SET default_transaction_read_only = off", WRITABLE, EVERYBODY_OUT]).await
            }
        }
    }
}

async fn say(url: &str, sentences: &[&'static str]) -> Result<()> {
    let mut connection = PgConnection::connect(url).await?;
    for sentence in sentences {
        sqlx::query(*sentence).execute(&mut connection).await?;
    }
    Ok(connection.close().await?)
}

/// Runs a command that has to succeed.
pub(crate) fn must(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("cannot run {command:?}"))?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

/// Do files become immutable here, for whoever is allowed to make them so?
pub fn files_can_be_locked() -> Result<()> {
    let dir = tempfile::tempdir()?;
    let file = dir.path().join("file");
    std::fs::write(&file, "x")?;
    must(Command::new("chattr").arg("+i").arg(&file))?;
    let refused = File::options().append(true).open(&file).is_err();
    must(Command::new("chattr").arg("-i").arg(&file))?;
    ensure!(refused, "files stay writable");
    Ok(())
}
