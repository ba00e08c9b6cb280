//! Which days are worked: the notices the house ships, and those an operator lays into a folder, one file a year.
//!
//! A year without a notice is counted by the plain week; when its notice arrives or one is amended, the limits that run are
//! counted anew by the timers.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

use domain::calendar::{Calendar, Notice, Office, OfficeHours};

const SHIPPED: [&str; 3] = [
    include_str!("../../data/holidays/2024.json"),
    include_str!("../../data/holidays/2025.json"),
    include_str!("../../data/holidays/2026.json"),
];

/// The calendar in force, which may change while the house is open.
#[derive(Debug)]
pub struct Days(RwLock<Arc<Calendar>>);

/// Whose hours count, with the calendar of the moment.
#[derive(Debug, Clone)]
pub struct Hours {
    calendar: Arc<Calendar>,
    hours: OfficeHours,
}

/// Why a folder of notices was not taken. The calendar stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum NoticesError {
    #[error("the notices in {folder} cannot be read")]
    Folder {
        folder: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{file} is no notice")]
    Notice {
        file: PathBuf,
        #[source]
        source: serde_json::Error,
    },
}

/// The notices that are shipped.
fn shipped() -> Vec<Notice> {
    SHIPPED.into_iter().filter_map(|text| serde_json::from_str(text).ok()).collect()
}

impl Default for Days {
    fn default() -> Self {
        Self(RwLock::new(Arc::new(shipped().into_iter().collect())))
    }
}

impl Days {
    /// The usual office hours by the calendar of the moment.
    pub fn hours(&self) -> Hours {
        self.hours_of(OfficeHours::default())
    }

    /// These hours by the calendar of the moment.
    pub fn hours_of(&self, hours: OfficeHours) -> Hours {
        Hours { calendar: Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)), hours }
    }

    /// Reads a folder of notices, `2027.json` and so on; a year that is shipped too is taken from the folder. A folder that
    /// is not there holds none. Says whether the calendar is another one now.
    pub fn read_folder(&self, folder: &Path) -> Result<bool, NoticesError> {
        let mut notices = shipped();
        for file in files(folder)? {
            let text = fs::read_to_string(&file)
                .map_err(|source| NoticesError::Folder { folder: folder.to_owned(), source })?;
            let notice: Notice = serde_json::from_str(text.trim_start_matches('\u{FEFF}'))
                .map_err(|source| NoticesError::Notice { file, source })?;
            notices.retain(|known| known.year() != notice.year());
            notices.push(notice);
        }
        let calendar: Calendar = notices.into_iter().collect();
        let mut current = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let changed = **current != calendar;
        if changed {
            *current = Arc::new(calendar);
        }
        Ok(changed)
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, NoticesError> {
    let failed = |source| NoticesError::Folder { folder: folder.to_owned(), source };
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

impl Hours {
    pub fn office(&self) -> Office<'_> {
        Office { calendar: &self.calendar, hours: &self.hours }
    }
}
