//! Divisions from a table of codes, as the statistical office gives them out: all of it or nothing, and again at will.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    io::Read,
};

use domain::{
    Area,
    area::Level,
    text::{Line, is_blank},
    typed::{digits, plain},
};
use store::area::Entry;

use crate::{Ask, Error, sheet, writing::Writing};

/// The columns, in this order.
const HEADER: [&str; 4] = ["code", "name", "level", "parent_code"];

/// How many faults of a file are told at once.
const TOLD: usize = 20;

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    pub added: u32,
    pub renamed: u32,
    pub unchanged: u32,
}

/// Why nothing was imported. Read by whoever typed the command.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("the file cannot be read")]
    Unreadable(#[source] std::io::Error),
    #[error("the file is neither UTF-8 nor GBK text: save it again as CSV")]
    NotText,
    #[error("the first line must be: code,name,level,parent_code")]
    Header,
    #[error("the file holds no divisions")]
    Empty,
    #[error("nothing was imported:\n{}", told(.0))]
    Rows(Vec<RowFault>),
    #[error(transparent)]
    Desk(#[from] Error),
}

impl From<store::Error> for ImportError {
    fn from(error: store::Error) -> Self {
        Self::Desk(error.into())
    }
}

/// What is wrong with one line, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// As a spreadsheet program numbers it: the header is 1.
    pub line: u32,
    pub fault: RowProblem,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RowProblem {
    #[error("has {0} columns instead of 4; put names that hold a comma into quotation marks")]
    Columns(usize),
    #[error("{0:?} is no division code; a district has 6 digits, a town 9, a community 12")]
    Code(String),
    #[error("{code} has as many digits as a {by_code}, but the line says {said:?}; correct one of them")]
    Level { code: Area, by_code: &'static str, said: String },
    #[error("the name of {0} is empty, too long or holds unprintable characters")]
    Name(Area),
    #[error("{code} lies in {expected} by its digits, but the line says {said:?}; correct one of them")]
    Parent { code: Area, expected: String, said: String },
    #[error("{parent}, the parent of {code}, is neither in the file nor imported yet; add its line")]
    UnknownParent { code: Area, parent: Area },
    #[error("{code} stands on line {first} already; remove one of the two")]
    Duplicate { code: Area, first: u32 },
    #[error("{0} was voided and a code is never given again; use a new one")]
    Voided(Area),
}

fn told(faults: &[RowFault]) -> String {
    let mut text: Vec<String> = faults.iter().take(TOLD).map(ToString::to_string).collect();
    if faults.len() > TOLD {
        text.push(format!("… and {} more lines with faults", faults.len() - TOLD));
    }
    text.join("\n")
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.fault)
    }
}

/// A line that is right by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Division {
    line: u32,
    area: Area,
    name: Line,
}

/// Imports a file of divisions. Every line is checked before the first is written.
pub async fn divisions(ask: &Ask, mut csv: impl Read) -> Result<Imported, ImportError> {
    let mut bytes = Vec::new();
    csv.read_to_end(&mut bytes).map_err(ImportError::Unreadable)?;
    let divisions = read(&bytes)?;
    let mut w = ask.write("import_divisions").await?;
    let imported = write(&mut w, &divisions).await?;
    let detail = format!("{} added, {} renamed", imported.added, imported.renamed);
    w.audit(None, "divisions".to_owned(), Some(detail));
    w.reply(()).await?;
    Ok(imported)
}

/// Reads the lines and checks each by itself.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Division>, ImportError> {
    let text = sheet::text(bytes).ok_or(ImportError::NotText)?;
    let mut records = sheet::records(&text);
    let header = records.next().and_then(Result::ok);
    if !header.is_some_and(|(_, header)| header.iter().map(plain).eq(HEADER)) {
        return Err(ImportError::Header);
    }
    let (mut divisions, mut faults, mut lines) = (Vec::new(), Vec::new(), HashMap::new());
    for record in records {
        let (line, record) = record.map_err(|_| ImportError::NotText)?;
        if record.iter().all(is_blank) {
            continue;
        }
        let checked = division(&record, line).and_then(|division| match lines.insert(division.area, line) {
            Some(first) => Err(RowProblem::Duplicate { code: division.area, first }),
            None => Ok(division),
        });
        match checked {
            Ok(division) => divisions.push(division),
            Err(fault) => faults.push(RowFault { line, fault }),
        }
    }
    if !faults.is_empty() {
        Err(ImportError::Rows(faults))
    } else if divisions.is_empty() {
        Err(ImportError::Empty)
    } else {
        Ok(divisions)
    }
}

fn division(record: &csv::StringRecord, line: u32) -> Result<Division, RowProblem> {
    let mut columns = record.iter();
    let (Some(code), Some(name), Some(level), Some(parent), None) =
        (columns.next(), columns.next(), columns.next(), columns.next(), columns.next())
    else {
        return Err(RowProblem::Columns(record.len()));
    };
    let area: Area = code.parse().map_err(|_| RowProblem::Code(code.to_owned()))?;
    match area.level() {
        Level::District | Level::Town | Level::Community => {}
        Level::Grid | Level::MicroGrid => return Err(RowProblem::Code(code.to_owned())),
    }
    if plain(level) != area.level().name() {
        return Err(RowProblem::Level { code: area, by_code: area.level().name(), said: level.to_owned() });
    }
    // A district lies in a city that is not in the tree: its code may stand there or be left out.
    let own = area.to_string();
    let fits = digits(parent).is_some_and(|parent| match area.parent() {
        Some(expected) => *parent == expected.to_string(),
        None => own.starts_with(&*parent),
    });
    if !fits {
        let expected =
            area.parent().map_or_else(|| own.chars().take(4).collect(), |parent| parent.to_string());
        return Err(RowProblem::Parent { code: area, expected, said: parent.to_owned() });
    }
    let name = Line::new(name).map_err(|_| RowProblem::Name(area))?;
    Ok(Division { line, area, name })
}

/// Checks the lines against what is there, then writes all of them, parents first.
pub(crate) async fn write(w: &mut Writing<'_>, divisions: &[Division]) -> Result<Imported, ImportError> {
    let in_file: BTreeMap<(Level, Area), &Division> =
        divisions.iter().map(|division| ((division.area.level(), division.area), division)).collect();
    let (mut faults, mut known) = (Vec::new(), HashMap::new());
    for division in in_file.values() {
        let area = division.area;
        let line = division.line;
        if let Some(entry) = store::area::find(w, area).await? {
            if entry.valid_until.is_some() {
                faults.push(RowFault { line, fault: RowProblem::Voided(area) });
            }
            known.insert(area, entry);
        }
        if let Some(parent) = area.parent()
            && !in_file.contains_key(&(parent.level(), parent))
            && store::area::find(w, parent).await?.is_none()
        {
            faults.push(RowFault { line, fault: RowProblem::UnknownParent { code: area, parent } });
        }
    }
    if !faults.is_empty() {
        faults.sort_by_key(|fault| fault.line);
        return Err(ImportError::Rows(faults));
    }

    let mut imported = Imported::default();
    for division in in_file.values() {
        let name = division.name.as_str().to_owned();
        match known.remove(&division.area) {
            None => {
                let entry = Entry {
                    area: division.area,
                    name,
                    grid_kind: None,
                    extent: None,
                    supervision_phone: None,
                    valid_from: w.ask.at,
                    valid_until: None,
                };
                store::area::add(w, &entry).await?;
                imported.added += 1;
            }
            Some(entry) if entry.name == name => imported.unchanged += 1,
            Some(entry) => {
                store::area::update(w, &Entry { name, ..entry }).await?;
                imported.renamed += 1;
            }
        }
    }
    Ok(imported)
}
