//! A backup: one file that holds an installation whole, and the way back from it.
//!
//! The file is a plain tar archive (POSIX ustar), so that `tar` and `zcat` read it without us:
//!
//! | part | what |
//! | --- | --- |
//! | `sandan-backup.json` | [`Head`]: format, program, schema, when; the tables with their columns |
//! | `rows/TABLE/000001.gz` | rows in PostgreSQL's `COPY` text format, about a MiB a part, compressed |
//! | `secret` | what signs posters, if it lies in the data directory |
//! | `holidays/NAME.json` | notices of days off that the operator added |
//! | `photos/ab/abcdef….jpg`, `….small.jpg` | the pictures, as they lie in the data directory |
//! | `lost.txt` | the photos whose files were missing or damaged, if any; a backup without one picture is better than none |
//! | `end.json` | [`End`]: rows a table, pictures, and the SHA-256 of every byte before it |
//!
//! The end is written again by whoever reads the file, and must come out the same byte for byte: so nothing in the file can
//! be cut off or changed unseen. With a key the whole archive is sealed by age (<https://c2sp.org/age>).
//!
//! [`take`] and [`restore`] are the verbs, [`archive`] the file, [`part`] what stands in it, [`key`] the seal. Whatever is
//! held in memory is a part at a time, however large the town.

mod archive;
mod key;
mod part;
mod read;
mod restore;
mod take;

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use domain::PhotoId;

pub use key::{Key, make_key};
pub use part::{End, Head};
pub use read::verify;
pub use restore::{Restored, restore};
pub use take::{Taken, take};

/// Where an installation keeps what does not lie in its database.
#[derive(Debug, Clone)]
pub struct Files {
    /// The data directory, which holds the others.
    pub dir: PathBuf,
    pub photos: PathBuf,
    pub holidays: PathBuf,
    pub secret: PathBuf,
}

/// Why there is no backup, or nothing was restored. Read by whoever typed the command, or by a cron job's mail.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("there is no database here yet: nothing to back up")]
    NoDatabase,
    #[error(
        "this program knows the schema up to {known}, and the database has {found}: use the program that made it"
    )]
    NewerDatabase { found: i64, known: i64 },
    #[error("{0} exists already, and a backup never replaces anything")]
    Exists(PathBuf),
    #[error("the backup was taken, but the files of these photos are missing or damaged: {}", named(.0))]
    Lost(Vec<PhotoId>),
    #[error("{0} has a name that cannot be kept in a backup")]
    Name(PathBuf),
    #[error("the backup cannot be written to {path}; nothing was left there")]
    Write {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error(
        "what was written to {0} reads back differently: the disk cannot be trusted; nothing was left there"
    )]
    ReadsBack(PathBuf),
    #[error("the key in {path} cannot be used: {why}")]
    Key { path: PathBuf, why: &'static str },
    #[error("the file {path} cannot be read or written")]
    File {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("this backup is encrypted: name the file with the secret key (--key-file)")]
    Sealed,
    #[error("this key does not open the backup")]
    WrongKey,
    #[error("this is no backup of Sandan, or its beginning is damaged")]
    NotABackup,
    #[error("the backup is damaged: {0}")]
    Damaged(&'static str),
    #[error(
        "the backup has format {found}, and this program ({product}) knows up to {known}: use a newer one"
    )]
    NewerFormat { found: u32, known: u32, product: &'static str },
    #[error(
        "the backup was taken by version {product} with schema {found}, and this program knows up to {known}: use that \
         version or a newer one"
    )]
    NewerSchema { found: i64, known: i64, product: String },
    #[error("{0} is in the way: a backup is restored into an empty data directory only. Nothing was changed")]
    NotEmpty(PathBuf),
    #[error(
        "the database has tables already: a backup is restored into an empty one only. Nothing was changed"
    )]
    DatabaseNotEmpty,
    #[error("the backup does not fit the schema it names: {0}")]
    Unfit(String),
    #[error("the work was broken off")]
    BrokenOff,
    #[error("the database cannot be used")]
    Store(#[from] store::Error),
}

type Result<T> = std::result::Result<T, BackupError>;

/// How many photos are named at once.
const NAMED: usize = 20;

fn named(photos: &[PhotoId]) -> String {
    let mut text: Vec<String> = photos.iter().take(NAMED).map(ToString::to_string).collect();
    if photos.len() > NAMED {
        text.push(format!("and {} more", photos.len() - NAMED));
    }
    text.join(", ")
}

fn file_failed(path: &Path) -> impl Fn(io::Error) -> BackupError {
    move |source| BackupError::File { path: path.to_owned(), source }
}

/// What reading a backup met: damage, or a disk that fails.
fn read_failed(path: &Path) -> impl Fn(io::Error) -> BackupError {
    move |source| match source.kind() {
        ErrorKind::InvalidData | ErrorKind::InvalidInput => {
            BackupError::Damaged("something in it was changed")
        }
        ErrorKind::UnexpectedEof => BackupError::Damaged("it is cut off"),
        _ => BackupError::File { path: path.to_owned(), source },
    }
}

/// Runs what blocks on a thread of its own.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(BackupError::BrokenOff))
}

fn sha256_hex(hash: sha2::Sha256) -> String {
    use sha2::Digest as _;
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
