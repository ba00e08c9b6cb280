//! What stands in a backup, and under which names.

use std::collections::BTreeMap;

use domain::Timestamp;
use serde::{Deserialize, Serialize};
use store::backup::Table;

use super::archive::NAME_MOST;

/// The version of this format. A program reads its own and older ones.
pub const FORMAT: u32 = 1;

pub(super) const HEAD: &str = "sandan-backup.json";
pub(super) const END: &str = "end.json";

/// What a backup says of itself at its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub format: u32,
    /// The version of the program that took it.
    pub product: String,
    /// The last migration of its database.
    pub schema: i64,
    pub engine: String,
    /// The instant it shows, in microseconds since 1970.
    pub at: Timestamp,
    /// The same for people: China Standard Time.
    pub taken: String,
    /// Does it hold the secret? If not, the operator keeps it elsewhere.
    pub secret: bool,
    /// Each after those it refers to.
    pub tables: Vec<Columns>,
}

/// A table's name and, in the order of its lines' fields, its columns'.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    pub table: String,
    pub columns: Vec<String>,
}

impl From<&Table> for Columns {
    fn from(table: &Table) -> Self {
        Self {
            table: table.name.clone(),
            columns: table.columns.iter().map(|column| column.name.clone()).collect(),
        }
    }
}

/// What a backup says of itself at its end.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct End {
    /// Rows a table; a table without a row is not named.
    pub rows: BTreeMap<String, u64>,
    pub pictures: u64,
    /// Photos whose files were missing or damaged.
    pub lost: u64,
    /// SHA-256 of the archive up to here, in hex.
    pub sha256: String,
}

impl End {
    /// Counts a part that was written or read.
    pub(super) fn count(&mut self, part: &Part) {
        match part {
            Part::Rows { table, lines } => {
                *self.rows.entry(table.clone()).or_default() += count(lines);
            }
            Part::Lost(lines) => self.lost += count(lines),
            Part::Picture { small: false, .. } => self.pictures += 1,
            Part::Picture { small: true, .. } | Part::Secret(_) | Part::Holidays { .. } => {}
        }
    }

    pub fn all_rows(&self) -> u64 {
        self.rows.values().sum()
    }
}

fn count(lines: &[u8]) -> u64 {
    lines.iter().filter(|&&byte| byte == b'\n').count() as u64
}

/// One part between beginning and end.
pub(super) enum Part {
    Secret(Vec<u8>),
    Holidays {
        file: String,
        notice: Vec<u8>,
    },
    /// Whole lines.
    Rows {
        table: String,
        lines: Vec<u8>,
    },
    Picture {
        content: String,
        small: bool,
        jpeg: Vec<u8>,
    },
    /// The id of a photo a line.
    Lost(Vec<u8>),
}

/// The name of a part in the archive. Reading one is the only way from a name to a file, and none leads elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    Secret,
    Holidays(String),
    Rows { table: String, number: u32 },
    Picture { content: String, small: bool },
    Lost,
    End,
}

impl Name {
    pub fn read(name: &str) -> Option<Self> {
        let read = match name.split('/').collect::<Vec<_>>()[..] {
            ["secret"] => Self::Secret,
            ["lost.txt"] => Self::Lost,
            [END] => Self::End,
            ["holidays", file] if is_notice(file) => Self::Holidays(file.to_owned()),
            ["rows", table, number] => {
                Self::Rows { table: table.to_owned(), number: number.strip_suffix(".gz")?.parse().ok()? }
            }
            ["photos", _, file] => {
                let content = file.strip_suffix(".jpg")?;
                let (content, small) = match content.strip_suffix(".small") {
                    Some(content) => (content, true),
                    None => (content, false),
                };
                let is_hash = content.len() == 64 && content.bytes().all(|byte| byte.is_ascii_hexdigit());
                Self::Picture { content: Some(content).filter(|_| is_hash)?.to_owned(), small }
            }
            _ => return None,
        };
        (read.to_string() == name).then_some(read)
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Secret => write!(f, "secret"),
            Self::Holidays(file) => write!(f, "holidays/{file}"),
            Self::Rows { table, number } => write!(f, "rows/{table}/{number:06}.gz"),
            Self::Picture { content, small } => {
                let small = if *small { ".small" } else { "" };
                write!(f, "photos/{}/{content}{small}.jpg", content.get(..2).unwrap_or_default())
            }
            Self::Lost => write!(f, "lost.txt"),
            Self::End => write!(f, "{END}"),
        }
    }
}

/// May a file of this name be kept, and put back into its folder?
pub(super) fn is_notice(file: &str) -> bool {
    file.len() > ".json".len()
        && file.ends_with(".json")
        && !file.starts_with('.')
        && !file.contains(|c: char| c == '/' || c.is_control())
        && "holidays/".len() + file.len() <= NAME_MOST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_back_and_none_leads_elsewhere() {
        let hash = "ab".repeat(32);
        let picture = |small: &str| format!("photos/ab/{hash}{small}.jpg");
        for name in [
            "secret",
            "lost.txt",
            "end.json",
            "holidays/2027.json",
            "rows/request/000012.gz",
            &picture(""),
            &picture(".small"),
        ] {
            assert_eq!(Name::read(name).unwrap().to_string(), name);
        }
        for name in [
            "",
            "/secret",
            "../secret",
            "./secret",
            "holidays/../secret",
            "holidays/..json",
            "holidays/.json",
            "holidays/a/b.json",
            "rows/request/12.gz",
            "rows/request/+00012.gz",
            "photos/cd/../../etc/passwd",
            &picture(".large"),
            &picture("").replace("photos/ab", "photos/cd"),
            &picture("").replace("photos/ab", ".."),
        ] {
            assert_eq!(Name::read(name), None, "{name}");
        }
    }
}
