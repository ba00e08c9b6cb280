//! `sandan backup` and `sandan restore`: one line for a cron job's mail, or why not.

use std::{path::PathBuf, sync::Arc};

use clap::Args;
use desk::backup::{self, BackupError, Files, Key};
use store::Db;

use crate::{
    clock,
    command::{Failure, say},
    config::Data,
    serve::asked_to_stop,
};

/// What `backup` needs.
#[derive(Debug, Args)]
pub struct Backup {
    /// A new file, or a directory in which one is made that is named by the time
    #[arg(value_name = "FILE_OR_DIR")]
    to: PathBuf,
    #[command(flatten)]
    key: KeyFile,
}

/// What `restore` needs.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup
    #[arg(value_name = "FILE")]
    from: PathBuf,
    #[command(flatten)]
    key: KeyFile,
}

#[derive(Debug, Args)]
struct KeyFile {
    /// Keys as `sandan backup-key` and `age-keygen` write them: public ones encrypt, secret ones decrypt
    #[arg(long, env = "SANDAN_BACKUP_KEY_FILE", value_name = "FILE")]
    key_file: Option<PathBuf>,
}

impl KeyFile {
    fn read(&self) -> Result<Option<Arc<Key>>, BackupError> {
        self.key_file.as_deref().map(|file| Key::read(file).map(Arc::new)).transpose()
    }
}

fn files(data: &Data) -> Files {
    Files {
        dir: data.data_dir.clone(),
        photos: data.photos(),
        holidays: data.holidays(),
        secret: data.secret_file(),
    }
}

pub async fn take(data: &Data, wanted: Backup) -> Result<(), Failure> {
    let key = wanted.key.read()?;
    let url = data.database_url();
    // Opening would make it.
    if store::backup::sqlite_file(&url).is_some_and(|file| !file.exists()) {
        return Err(BackupError::NoDatabase.into());
    }
    let db = Db::connect(&url).await?;
    let files = files(data);
    let taking = backup::take(&db, &files, &wanted.to, key, data.secret.is_some(), clock::now());
    let taken = unless_stopped(taking).await;
    db.close().await;
    let taken = taken?;
    let bytes = taken.bytes;
    say(&format!(
        "{}: {} rows and {} pictures in {bytes} bytes, {}.",
        taken.path.display(),
        taken.end.all_rows(),
        taken.end.pictures,
        if taken.verified { "verified" } else { "read back and compared" }
    ));
    if taken.lost.is_empty() { Ok(()) } else { Err(BackupError::Lost(taken.lost).into()) }
}

pub async fn restore(data: &Data, wanted: Restore) -> Result<(), Failure> {
    let key = wanted.key.read()?;
    let files = files(data);
    let restored = unless_stopped(backup::restore(&data.database_url(), &files, &wanted.from, key)).await?;
    say(&format!(
        "Restored as it was on {} (China Standard Time): {} rows and {} pictures.",
        restored.head.taken,
        restored.end.all_rows(),
        restored.end.pictures
    ));
    if restored.end.lost > 0 {
        say(&format!("Of {} of the photos the file was missing already.", restored.end.lost));
    }
    if !restored.head.secret {
        say("The secret is not in this backup: set SANDAN_SECRET as it was, or every poster is void.");
    }
    for violation in &restored.violations {
        say(&violation.to_string());
    }
    if restored.violations.is_empty() {
        say("Every invariant holds.");
        Ok(())
    } else {
        Err(Failure::Broken(restored.violations.len()))
    }
}

/// Ctrl-C leaves nothing behind: what is dropped clears up after itself.
async fn unless_stopped<T>(work: impl Future<Output = Result<T, BackupError>>) -> Result<T, BackupError> {
    tokio::select! {
        done = work => done,
        () = asked_to_stop() => Err(BackupError::BrokenOff),
    }
}
