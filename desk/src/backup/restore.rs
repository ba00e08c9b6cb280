//! Restoring a backup into an empty place, wholly or not at all.
//!
//! The file is read twice: once to verify it, once to use it. Everything is built beside its place, under names that end
//! in `.restoring`, and moved there at last: the database comes after the files, so that a server never finds it without
//! them. On PostgreSQL the schema and all rows are one transaction.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use store::{
    Db, Tx,
    backup::Filling,
    check::{self, Violation},
};
use tokio::sync::mpsc::{self, Receiver};

use super::{
    BackupError, End, Files, Head, Key, Result, blocking, file_failed,
    part::{Columns, Part},
    read::{read, verify},
};
use crate::photo::files;

/// How many parts may wait to be used.
const WAITING: usize = 4;

/// A backup that was restored.
#[derive(Debug)]
pub struct Restored {
    pub head: Head,
    pub end: End,
    /// The invariants, as they stood when the backup was taken.
    pub violations: Vec<Violation>,
}

/// Restores a backup into a data directory and a database (by its address) that are empty.
pub async fn restore(url: &str, files: &Files, from: &Path, key: Option<Arc<Key>>) -> Result<Restored> {
    let file = store::backup::sqlite_file(url);
    refuse_what_is_there(files, file.as_deref())?;
    let (path, opener) = (from.to_owned(), key.clone());
    let (head, end) = blocking(move || verify(&path, opener.as_deref())).await?;

    let site = Site::new(files, file.as_deref())?;
    let db = match &file {
        Some(file) => Db::connect(&format!("sqlite:{}", beside(file).display())).await?,
        None => Db::connect(url).await?,
    };
    let restored = fill(&db, &site, &head, from.to_owned(), key).await;
    let (tx, violations) = match restored {
        Ok(restored) => restored,
        Err(error) => {
            db.close().await;
            return Err(error);
        }
    };
    site.make_durable()?;
    if let Some(file) = &file {
        tx.commit().await?;
        store::backup::settle(db).await?;
        site.move_in()?;
        move_database(file).inspect_err(|_| site.move_out())?;
    } else {
        site.move_in()?;
        if let Err(error) = tx.commit().await {
            site.move_out();
            return Err(error.into());
        }
        db.close().await;
    }
    site.make_durable()?;
    Ok(Restored { head, end, violations })
}

/// An installation is never overwritten, not even a beginning of one.
fn refuse_what_is_there(files: &Files, file: Option<&Path>) -> Result<()> {
    for entry in fs::read_dir(&files.dir).map_err(file_failed(&files.dir))? {
        let entry = entry.map_err(file_failed(&files.dir))?;
        // What a restore left that was killed, and what file systems make at their top.
        let name = entry.file_name();
        if !name.to_string_lossy().contains(RESTORING) && name != "lost+found" {
            return Err(BackupError::NotEmpty(entry.path()));
        }
    }
    match file {
        Some(file) if file.symlink_metadata().is_ok() => Err(BackupError::NotEmpty(file.to_owned())),
        Some(_) | None => Ok(()),
    }
}

const RESTORING: &str = ".restoring";

/// Where something is built before it is moved to `path`.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(RESTORING);
    name.into()
}

/// The place where things are built. Dropped, it is cleared.
struct Site<'f> {
    files: &'f Files,
    database: Option<&'f Path>,
}

impl<'f> Site<'f> {
    fn new(files: &'f Files, database: Option<&'f Path>) -> Result<Self> {
        let site = Self { files, database };
        site.clear();
        fs::create_dir(beside(&files.photos)).map_err(file_failed(&files.photos))?;
        Ok(site)
    }

    /// What is built beside the database, in the order in which it is moved.
    fn parts(&self) -> [&Path; 3] {
        [&self.files.photos, &self.files.holidays, &self.files.secret]
    }

    fn clear(&self) {
        for path in self.parts().map(beside) {
            let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
        }
        if let Some(database) = self.database {
            let database = beside(database).into_os_string();
            for ending in ["", "-wal", "-shm"] {
                let mut path = database.clone();
                path.push(ending);
                let _ = fs::remove_file(path);
            }
        }
    }

    fn keep(&self, part: Part) -> Result<()> {
        let (path, bytes) = match part {
            Part::Secret(secret) => (beside(&self.files.secret), secret),
            Part::Holidays { file, notice } => (beside(&self.files.holidays).join(file), notice),
            Part::Picture { content, small, jpeg } => {
                (files::path(&beside(&self.files.photos), &content, small), jpeg)
            }
            // They are as little here as they were there.
            Part::Lost(_) => return Ok(()),
            Part::Rows { .. } => return Err(unfit("rows of a table stand where none should")),
        };
        write(&path, &bytes).map_err(file_failed(&path))
    }

    /// Everything that was written here so far survives a power cut.
    fn make_durable(&self) -> Result<()> {
        let dir = &self.files.dir;
        let synced = File::open(dir).and_then(|dir| Ok(rustix::fs::syncfs(&dir)?));
        synced.map_err(file_failed(dir))
    }

    fn move_in(&self) -> Result<()> {
        for path in self.parts() {
            let built = beside(path);
            if !built.exists() {
                continue;
            }
            // Somebody has started a server meanwhile.
            let moved = if path.exists() {
                Err(BackupError::NotEmpty(path.to_owned()))
            } else {
                fs::rename(&built, path).map_err(file_failed(path))
            };
            moved.inspect_err(|_| self.move_out())?;
        }
        Ok(())
    }

    /// Takes back what was moved: to where it is cleared.
    fn move_out(&self) {
        for path in self.parts() {
            let built = beside(path);
            if !built.exists() {
                let _ = fs::rename(path, built);
            }
        }
    }
}

impl Drop for Site<'_> {
    fn drop(&mut self) {
        self.clear();
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(bytes)
}

/// The moment in which a SQLite database is there.
fn move_database(file: &Path) -> Result<()> {
    let built = beside(file);
    let durable = File::open(&built).and_then(|built| built.sync_all());
    durable.map_err(file_failed(&built))?;
    let built = tempfile::TempPath::try_from_path(built).map_err(file_failed(file))?;
    built.persist_noclobber(file).map_err(|error| match error.error.kind() {
        io::ErrorKind::AlreadyExists => BackupError::NotEmpty(file.to_owned()),
        _ => file_failed(file)(error.error),
    })?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(file_failed(folder))
}

/// Builds everything in a transaction, and hands it over with what is wrong with it.
async fn fill(
    db: &Db,
    site: &Site<'_>,
    head: &Head,
    from: PathBuf,
    key: Option<Arc<Key>>,
) -> Result<(Tx, Vec<Violation>)> {
    let mut tx = db.write().await?;
    if !store::backup::tables(&mut tx).await?.is_empty() {
        return Err(BackupError::DatabaseNotEmpty);
    }
    let (parts, mut coming) = mpsc::channel(WAITING);
    let reading = tokio::task::spawn_blocking(move || {
        let hand_over = |part| parts.blocking_send(part).map_err(|_| BackupError::BrokenOff);
        read(&from, key.as_deref(), |_| {}, hand_over)
    });
    let used = use_parts(&mut tx, site, head, &mut coming).await;
    drop(coming);
    let read = reading.await.unwrap_or(Err(BackupError::BrokenOff));
    used?;
    read?;
    store::backup::modernise(&mut tx).await?;
    let violations = check::run(&mut tx, head.at).await?;
    Ok((tx, violations))
}

async fn use_parts(tx: &mut Tx, site: &Site<'_>, head: &Head, coming: &mut Receiver<Part>) -> Result<()> {
    let tables = store::backup::build(tx, head.schema).await?;
    if let Some((_, named)) =
        tables.iter().map(Columns::from).zip(&head.tables).find(|(built, named)| built != *named)
    {
        return Err(unfit(&format!("table {} is another here", named.table)));
    }
    if tables.len() != head.tables.len() {
        return Err(unfit("there are other tables here"));
    }
    let mut next = coming.recv().await;
    for table in &tables {
        let mut filling = Filling::begin(tx, table).await?;
        while let Some(Part::Rows { lines, .. }) =
            next.take_if(|part| matches!(part, Part::Rows { table: of, .. } if *of == table.name))
        {
            filling.add(&lines).await?;
            next = coming.recv().await;
        }
        filling.end().await?;
    }
    while let Some(part) = next {
        site.keep(part)?;
        next = coming.recv().await;
    }
    Ok(())
}

fn unfit(why: &str) -> BackupError {
    BackupError::Unfit(why.to_owned())
}
