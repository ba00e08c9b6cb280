//! A disk whose power can be cut: what was not synced is gone, what was is there.
//!
//! It is a file system in a file, attached as a loop device past the page cache. What a program writes lies in the page
//! cache of that file system until it is synced; only then does it reach the file. A copy of the file is therefore what
//! a disk holds that lost its power in that moment.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use sqlx::{
    Connection as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tempfile::TempDir;

use crate::fault::must;

/// Room enough for the demo district and some hundred rounds; what is not used takes no room.
const SIZE: u64 = 512 * 1024 * 1024;

/// A disk, and the file it lies in.
pub struct Disk {
    dir: TempDir,
    device: Option<String>,
    image: PathBuf,
}

impl Disk {
    /// An empty disk. Needs the right to mount.
    pub fn new() -> Result<Self> {
        let dir = tempfile::tempdir()?;
        let image = dir.path().join("disk");
        fs::File::create(&image)?.set_len(SIZE)?;
        must(Command::new("mkfs.ext4").args(["-q", "-F"]).arg(&image))?;
        fs::create_dir(dir.path().join("mounted"))?;
        let mut disk = Self { dir, device: None, image };
        disk.mount()?;
        // PostgreSQL runs as somebody else.
        fs::set_permissions(disk.dir.path(), Permissions::from_mode(0o711))?;
        fs::set_permissions(disk.path(), Permissions::from_mode(0o1777))?;
        Ok(disk)
    }

    /// Where its files are.
    pub fn path(&self) -> PathBuf {
        self.dir.path().join("mounted")
    }

    /// Makes everything durable that was written so far.
    pub fn sync(&self) -> Result<()> {
        must(Command::new("sync").arg("-f").arg(self.path()))
    }

    /// The power is gone in this moment: what the disk holds now, for [`Self::restore`].
    pub fn cut(&self) -> Result<PathBuf> {
        let image = self.dir.path().join(if self.image.ends_with("disk") { "other" } else { "disk" });
        must(Command::new("cp").arg("--sparse=always").arg(&self.image).arg(&image))?;
        Ok(image)
    }

    /// The power is back. Nobody may have a file open.
    pub fn restore(&mut self, image: PathBuf) -> Result<()> {
        self.unmount()?;
        self.image = image;
        self.mount()
    }

    fn mount(&mut self) -> Result<()> {
        let losetup =
            Command::new("losetup").args(["--show", "-f", "--direct-io=on"]).arg(&self.image).output()?;
        ensure!(losetup.status.success(), "losetup: {}", String::from_utf8_lossy(&losetup.stderr).trim());
        let device = String::from_utf8(losetup.stdout)?.trim().to_owned();
        let mounted = must(Command::new("mount").arg(&device).arg(self.path()));
        self.device = Some(device);
        mounted
    }

    fn unmount(&mut self) -> Result<()> {
        let Some(device) = self.device.take() else { return Ok(()) };
        let mut tries = 0;
        while let Err(busy) = must(Command::new("umount").arg(self.path())) {
            // Whoever was killed is still on the way out.
            if tries == 100 {
                return Err(busy);
            }
            tries += 1;
            thread::sleep(Duration::from_millis(20));
        }
        must(Command::new("losetup").arg("-d").arg(device))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = self.unmount();
    }
}

/// How many of as many acknowledged rows are gone after the power was cut.
pub async fn rows_lost(synchronous: SqliteSynchronous) -> Result<u32> {
    let mut disk = Disk::new()?;
    let file = disk.path().join("rows.db");
    let mut connection = open(&file, synchronous).await?;
    sqlx::query("CREATE TABLE promise (row INTEGER)").execute(&mut connection).await?;
    disk.sync()?;
    for row in 0..ROWS {
        sqlx::query("INSERT INTO promise VALUES ($1)").bind(row).execute(&mut connection).await?;
    }
    let left = disk.cut()?;
    connection.close().await?;
    disk.restore(left)?;
    let mut connection = open(&file, synchronous).await?;
    let (there,): (u32,) = sqlx::query_as("SELECT COUNT(*) FROM promise")
        .fetch_one(&mut connection)
        .await
        .context("counting")?;
    connection.close().await?;
    Ok(ROWS - there)
}

pub const ROWS: u32 = 200;

async fn open(file: &Path, synchronous: SqliteSynchronous) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
    let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(synchronous);
    Ok(SqliteConnection::connect_with(&options).await?)
}
