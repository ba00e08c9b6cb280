//! Taking a backup while everybody goes on working.
//!
//! The rows are read in one snapshot and handed, a part at a time, to a thread that packs, seals and writes. The snapshot
//! ends before the pictures are copied, which may take long: a picture never changes, and one that came later is in no
//! row of the snapshot. The file bears its name only after it was made durable and read back.

use std::{
    fs::{self, File},
    io::{self, ErrorKind, Read as _, Write},
    num::NonZeroU64,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use domain::{PhotoId, Timestamp};
use flate2::{Compression, write::GzEncoder};
use futures::TryStreamExt as _;
use sha2::{Digest as _, Sha256};
use store::{Db, backup::Table};
use tokio::sync::mpsc::{self, Receiver, Sender};

use super::{
    BackupError, End, Files, Head, Key, Result,
    archive::Packing,
    file_failed,
    key::Out,
    part::{Columns, END, FORMAT, HEAD, Name, Part, is_notice},
    read::verify,
    sha256_hex,
};
use crate::photo::files;

/// Rows are packed in parts of about this many bytes.
const PART: usize = 1024 * 1024;
/// How many parts may wait for the thread that writes.
const WAITING: usize = 4;
/// How often, and how long apart, a picture is looked for that a sweep has put aside for a moment.
const LOOKS: u32 = 20;
const BETWEEN: Duration = Duration::from_millis(50);

/// A backup that was taken.
#[derive(Debug)]
pub struct Taken {
    pub path: PathBuf,
    pub bytes: u64,
    pub end: End,
    /// Read back and understood; otherwise, for want of the secret key, read back and compared.
    pub verified: bool,
    /// Photos whose files were missing or damaged, and are so in the backup.
    pub lost: Vec<PhotoId>,
}

/// What goes to the thread that writes. Without an end, it was broken off, and no file is left.
enum Order {
    Put(Part),
    End,
}

/// Takes a backup to a new file, or to one named by the time in this directory. `secret_elsewhere`: the operator keeps it.
pub async fn take(
    db: &Db,
    files: &Files,
    to: &Path,
    key: Option<Arc<Key>>,
    secret_elsewhere: bool,
    at: Timestamp,
) -> Result<Taken> {
    let path = place(to, key.is_some(), at)?;
    let mut snapshot = db.snapshot().await?;
    let schema = store::migrate::version(&mut snapshot).await?.ok_or(BackupError::NoDatabase)?;
    let known = store::migrate::newest();
    if schema > known {
        return Err(BackupError::NewerDatabase { found: schema, known });
    }
    let tables = store::backup::tables(&mut snapshot).await?;
    let secret = read_secret(files, secret_elsewhere)?;
    let head = Head {
        format: FORMAT,
        product: env!("CARGO_PKG_VERSION").to_owned(),
        schema,
        engine: if db.is_sqlite() { "SQLite" } else { "PostgreSQL" }.to_owned(),
        at,
        taken: at.to_string(),
        secret: secret.is_some(),
        tables: tables.iter().map(Columns::from).collect(),
    };

    let (orders, given) = mpsc::channel(WAITING);
    let writing = tokio::task::spawn_blocking(move || write(&path, key.as_deref(), &head, given));
    let sent = send(db, snapshot, &tables, files, secret, &orders).await;
    drop(orders);
    let written = writing.await.unwrap_or(Err(BackupError::BrokenOff));
    match (sent, written) {
        // It could not be sent because it could not be written.
        (Err(BackupError::BrokenOff), Err(error)) | (Err(error), _) | (Ok(_), Err(error)) => Err(error),
        (Ok(lost), Ok(taken)) => Ok(Taken { lost, ..taken }),
    }
}

fn place(to: &Path, sealed: bool, at: Timestamp) -> Result<PathBuf> {
    let path = if to.is_dir() {
        let (day, time) = (at.civil().date(), at.civil().time());
        let (hour, minute, second) = (time.hour(), time.minute(), time.second());
        let kind = if sealed { "tar.age" } else { "tar" };
        to.join(format!("sandan-{day}-{hour:02}{minute:02}{second:02}.{kind}"))
    } else {
        to.to_owned()
    };
    if path.symlink_metadata().is_ok() { Err(BackupError::Exists(path)) } else { Ok(path) }
}

fn read_secret(files: &Files, elsewhere: bool) -> Result<Option<Vec<u8>>> {
    if elsewhere {
        return Ok(None);
    }
    match fs::read(&files.secret) {
        Ok(secret) => Ok(Some(secret)),
        // Nobody has served from here yet.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(file_failed(&files.secret)(error)),
    }
}

async fn send(
    db: &Db,
    mut snapshot: store::Conn,
    tables: &[Table],
    files: &Files,
    secret: Option<Vec<u8>>,
    orders: &Sender<Order>,
) -> Result<Vec<PhotoId>> {
    for table in tables {
        let mut lines = Vec::with_capacity(PART + PART / 4);
        let mut rows = store::backup::rows(&mut snapshot, table).await?;
        while let Some(more) = rows.try_next().await? {
            lines.extend_from_slice(&more);
            if lines.len() >= PART {
                let lines = std::mem::take(&mut lines);
                put(orders, Part::Rows { table: table.name.clone(), lines }).await?;
            }
        }
        if !lines.is_empty() {
            put(orders, Part::Rows { table: table.name.clone(), lines }).await?;
        }
    }
    let pictures = store::photo::pictures(&mut snapshot).await?;
    drop(snapshot);

    if let Some(secret) = secret {
        put(orders, Part::Secret(secret)).await?;
    }
    for (file, notice) in notices(&files.holidays)? {
        put(orders, Part::Holidays { file, notice }).await?;
    }
    let mut lost = Vec::new();
    for (photo, content) in pictures {
        for small in [false, true] {
            match picture(db, &files.photos, &content, small).await? {
                Picture::Whole(jpeg) => {
                    put(orders, Part::Picture { content: content.clone(), small, jpeg }).await?;
                }
                Picture::Swept => {}
                Picture::Lost => {
                    lost.push(photo);
                    break;
                }
            }
        }
    }
    if !lost.is_empty() {
        let lines: String = lost.iter().map(|photo| format!("{photo}\n")).collect();
        put(orders, Part::Lost(lines.into_bytes())).await?;
    }
    orders.send(Order::End).await.map_err(|_| BackupError::BrokenOff)?;
    Ok(lost)
}

async fn put(orders: &Sender<Order>, part: Part) -> Result<()> {
    orders.send(Order::Put(part)).await.map_err(|_| BackupError::BrokenOff)
}

/// The operator's own notices of days off.
fn notices(folder: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let failed = file_failed(folder);
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(&failed)?,
    };
    let mut notices = Vec::new();
    for entry in entries {
        let path = entry.map_err(&failed)?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let name = path.file_name().and_then(|name| name.to_str()).filter(|name| is_notice(name));
        let name = name.ok_or_else(|| BackupError::Name(path.clone()))?.to_owned();
        notices.push((name, fs::read(&path).map_err(file_failed(&path))?));
    }
    notices.sort();
    Ok(notices)
}

/// What became of a picture of the snapshot.
enum Picture {
    Whole(Vec<u8>),
    /// Its photo, which no slip ever took, was swept away meanwhile.
    Swept,
    Lost,
}

async fn picture(db: &Db, photos: &Path, content: &str, small: bool) -> Result<Picture> {
    let path = files::path(photos, content, small);
    for _ in 0..LOOKS {
        match tokio::fs::read(&path).await {
            Ok(jpeg) if small || sha256_hex(Sha256::new_with_prefix(&jpeg)) == content => {
                return Ok(Picture::Whole(jpeg));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Ok(_) | Err(_) => return Ok(Picture::Lost),
        }
        // A sweep may have it in its hands.
        if !files::aside(&path).exists() && !path.exists() {
            break;
        }
        tokio::time::sleep(BETWEEN).await;
    }
    let used = store::photo::is_content_used(&mut db.read().await?, content).await?;
    Ok(if used { Picture::Lost } else { Picture::Swept })
}

/// A file that remembers the SHA-256 of what went into it.
struct Hashed<'f> {
    file: &'f File,
    hash: Sha256,
    bytes: u64,
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes the file, makes it durable, reads it back, and gives it its name.
fn write(path: &Path, key: Option<&Key>, head: &Head, mut given: Receiver<Order>) -> Result<Taken> {
    let failed = |source| BackupError::Write { path: path.to_owned(), source };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary = tempfile::Builder::new().prefix(".sandan-").suffix(".partial").tempfile_in(folder);
    let temporary = temporary.map_err(failed)?;

    let hashed = Hashed { file: temporary.as_file(), hash: Sha256::new(), bytes: 0 };
    let seconds = head.at.micros().unsigned_abs() / 1_000_000;
    let mut packing = Packing::new(Out::new(hashed, key).map_err(failed)?, seconds);
    let mut end = End::default();
    packing.add(HEAD, &json(head)).map_err(failed)?;
    let mut number = 0;
    loop {
        match given.blocking_recv() {
            Some(Order::Put(part)) => {
                number = if counts_on(&end, &part) { number + 1 } else { 1 };
                end.count(&part);
                pack(&mut packing, part, number).map_err(failed)?;
            }
            Some(Order::End) => break,
            None => return Err(BackupError::BrokenOff),
        }
    }
    end.sha256 = sha256_hex(packing.hash());
    packing.add(END, &json(&end)).map_err(failed)?;
    let Hashed { file, hash, bytes } = packing.finish().and_then(Out::finish).map_err(failed)?;
    file.sync_all().map_err(failed)?;

    let verified = reads_back(temporary.path(), path, key, &end, &sha256_hex(hash))?;
    temporary.persist_noclobber(path).map_err(|error| match error.error.kind() {
        ErrorKind::AlreadyExists => BackupError::Exists(path.to_owned()),
        _ => failed(error.error),
    })?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    Ok(Taken { path: path.to_owned(), bytes, end, verified, lost: Vec::new() })
}

/// Is this part one more of the table that was packed last?
fn counts_on(end: &End, part: &Part) -> bool {
    matches!(part, Part::Rows { table, .. } if end.rows.contains_key(table))
}

fn pack(packing: &mut Packing<impl Write>, part: Part, number: u32) -> io::Result<()> {
    let (name, bytes) = match part {
        Part::Secret(secret) => (Name::Secret, secret),
        Part::Lost(lines) => (Name::Lost, lines),
        Part::Holidays { file, notice } => (Name::Holidays(file), notice),
        Part::Picture { content, small, jpeg } => (Name::Picture { content, small }, jpeg),
        Part::Rows { table, lines } => {
            let mut zipped = GzEncoder::new(Vec::with_capacity(lines.len() / 4), Compression::fast());
            zipped.write_all(&lines)?;
            (Name::Rows { table, number }, zipped.finish()?)
        }
    };
    packing.add(&name.to_string(), &bytes)
}

fn json(value: &impl serde::Serialize) -> Vec<u8> {
    // Plain structures of ours, with texts for keys: it cannot fail.
    serde_json::to_vec(value).unwrap_or_default()
}

/// Reads the file from the disk again. Without the secret key it is compared with what went into it.
fn reads_back(temporary: &Path, path: &Path, key: Option<&Key>, end: &End, hash: &str) -> Result<bool> {
    let differs = || BackupError::ReadsBack(path.to_owned());
    let mut file = File::open(temporary).map_err(file_failed(path))?;
    // Out of the memory of the kernel, so that it is the disk that answers. Where it cannot, memory answers.
    let _ = rustix::fs::fadvise(&file, 0, None::<NonZeroU64>, rustix::fs::Advice::DontNeed);
    if key.is_none_or(Key::can_open) {
        let (_, found) = verify(temporary, key).map_err(|_| differs())?;
        return if found == *end { Ok(true) } else { Err(differs()) };
    }
    let mut found = Sha256::new();
    let mut piece = vec![0; PART];
    loop {
        match file.read(&mut piece).map_err(file_failed(path))? {
            0 => break,
            read => found.update(&piece[..read]),
        }
    }
    if sha256_hex(found) == hash { Ok(false) } else { Err(differs()) }
}
