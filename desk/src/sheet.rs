//! Tables as people keep them in a spreadsheet program, as CSV: read with every fault named by its line, and written so that
//! the program reads them back.
//!
//! A file may be UTF-8 with or without its mark, or GBK, as spreadsheet programs in China save it. [`rows`] reads the shape
//! of a table; what its cells mean is for whoever asked, who adds to the same [`SheetFaults`].

use std::borrow::Cow;

use domain::{text::is_blank, typed::plain};
use encoding_rs::GB18030;
use serde::{Deserialize, Serialize};

use crate::Fault;

/// The most rows one file may have.
pub const MOST_ROWS: u32 = 50_000;
/// So many faults are told; the others are counted.
pub const TOLD: usize = 100;

/// What stands on a line, in the order of the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<const N: usize> {
    /// As a spreadsheet program numbers it: the header is 1, and a cell of several lines is on one.
    pub line: u32,
    pub cells: [String; N],
}

/// What is wrong with a cell, a row or the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetFault {
    /// 0: the whole file.
    pub line: u32,
    /// The header's name; empty: the whole row.
    pub column: String,
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Neither UTF-8 nor GBK: no CSV at all, or damaged.
    Unreadable,
    /// The first line must be this.
    Header {
        expected: String,
    },
    /// A header and nothing below it.
    Empty,
    TooManyRows {
        most: u32,
    },
    Columns {
        has: u32,
        expected: u32,
    },
    /// As a field of a form could be wrong.
    Cell(Fault),
    /// Names nothing there is.
    Unknown {
        text: String,
    },
    /// Exists, and cannot stand here: of another area, or retired.
    Unfit {
        text: String,
    },
    /// The same stands on an earlier line.
    Twice {
        first: u32,
    },
}

/// Everything that is wrong with a file. Told up to [`TOLD`], counted to the end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetFaults {
    pub told: Vec<SheetFault>,
    pub total: u32,
}

impl SheetFaults {
    /// Notes what is wrong with a cell, or with `column` empty the whole row.
    pub fn add(&mut self, line: u32, column: &str, what: What) {
        self.total = self.total.saturating_add(1);
        if self.told.len() < TOLD {
            self.told.push(SheetFault { line, column: column.to_owned(), what });
        }
    }

    /// The value if it is fit; otherwise notes what is wrong with its cell.
    pub fn take<T, E: Into<Fault>>(&mut self, line: u32, column: &str, value: Result<T, E>) -> Option<T> {
        value.map_err(|error| self.add(line, column, What::Cell(error.into()))).ok()
    }

    /// Nothing of a file is used if anything in it is wrong.
    pub fn done(self) -> Result<(), Self> {
        if self.total == 0 { Ok(()) } else { Err(self) }
    }

    fn of_file(what: What) -> Self {
        let mut faults = Self::default();
        faults.add(0, "", what);
        faults
    }
}

/// Reads a table whose first line is `header`. Rows with nothing in them are passed over.
pub fn rows<const N: usize>(bytes: &[u8], header: &[&str; N]) -> Result<Vec<Row<N>>, SheetFaults> {
    let text = text(bytes).ok_or_else(|| SheetFaults::of_file(What::Unreadable))?;
    let mut records = records(&text);
    let first = records.next().and_then(Result::ok).and_then(|(_, record)| cells::<N>(&record).ok());
    if first.is_none_or(|cells| cells.each_ref().map(|cell| plain(cell)) != *header) {
        return Err(SheetFaults::of_file(What::Header { expected: header.join(",") }));
    }
    let (mut rows, mut faults) = (Vec::new(), SheetFaults::default());
    for record in records {
        // It was text before it was taken apart, so nothing else can be wrong with it.
        let Ok((line, record)) = record else { return Err(SheetFaults::of_file(What::Unreadable)) };
        if record.iter().all(is_blank) {
            continue;
        }
        if rows.len() >= MOST_ROWS as usize {
            return Err(SheetFaults::of_file(What::TooManyRows { most: MOST_ROWS }));
        }
        match cells(&record) {
            Ok(cells) => rows.push(Row { line, cells }),
            Err(what) => faults.add(line, "", what),
        }
    }
    faults.done()?;
    if rows.is_empty() { Err(SheetFaults::of_file(What::Empty)) } else { Ok(rows) }
}

/// The records of a [`text`], the header among them, each with its line as a spreadsheet program numbers it.
pub(crate) fn records(text: &str) -> impl Iterator<Item = csv::Result<(u32, csv::StringRecord)>> {
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut line = 0;
    reader.into_records().map(move |record| {
        let record = record?;
        line += 1 + blank_lines_before(&record, text);
        Ok((line, record))
    })
}

/// The reader passes over lines with nothing on them, and takes them for a part of the record that follows.
fn blank_lines_before(record: &csv::StringRecord, text: &str) -> u32 {
    let begins = record.position().and_then(|at| usize::try_from(at.byte()).ok());
    let rest = begins.and_then(|byte| text.get(byte..)).unwrap_or_default();
    u32::try_from(rest.bytes().take_while(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Spreadsheet programs leave empty cells at the end of a row out, or write more of them than there are columns.
fn cells<const N: usize>(record: &csv::StringRecord) -> Result<[String; N], What> {
    let used = (0..record.len()).rfind(|&place| !is_blank(&record[place])).map_or(0, |last| last + 1);
    if used > N {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        return Err(What::Columns { has: count(used), expected: count(N) });
    }
    Ok(std::array::from_fn(|place| as_typed(record.get(place).unwrap_or_default()).to_owned()))
}

const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// The text of a file with one end to its lines; `None` if it is no text in a character set we know.
pub(crate) fn text(bytes: &[u8]) -> Option<String> {
    decoded(bytes).map(|text| text.replace("\r\n", "\n"))
}

fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(Cow::Borrowed(text)),
        // GB 18030 holds all of GBK.
        Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes),
    }
    .filter(|text| !text.contains('\0'))
}

/// Writes a table so that spreadsheet programs read it: UTF-8 with its mark.
pub fn written<const N: usize>(
    header: &[&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> crate::Result<Vec<u8>> {
    let failed = |error: std::io::Error| crate::Error::Files { doing: "writing a table", source: error };
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.to_vec());
    table.write_record(header).map_err(|error| failed(error.into()))?;
    for cells in rows {
        let cells = cells.map(|cell| harmless(&cell).into_owned());
        table.write_record(&cells).map_err(|error| failed(error.into()))?;
    }
    table.into_inner().map_err(|error| failed(error.into_error()))
}

/// What a spreadsheet program takes for the beginning of a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// The cell, with an apostrophe before it if a spreadsheet program would calculate it instead of showing it.
fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(FORMULA) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell without the apostrophe that [`harmless`] put there.
fn as_typed(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: [&str; 3] = ["code", "name", "note"];

    fn read(bytes: &[u8]) -> Result<Vec<(u32, String)>, SheetFaults> {
        let rows = rows(bytes, &HEADER)?;
        Ok(rows.into_iter().map(|row| (row.line, row.cells.join("|"))).collect())
    }

    fn whole(what: What) -> SheetFaults {
        SheetFaults { told: vec![SheetFault { line: 0, column: String::new(), what }], total: 1 }
    }

    #[test]
    fn a_table_is_read_as_spreadsheet_programs_save_it() {
        let table = "code,name,note\r\n1,燃气公司,\"值\r\n班\"\r\n,,,\r\n\r\n2,\"甲,乙\"\r\n3, 丙 ,,,\r\n4,'-5,'丁\r\n";
        let expected = [(2, "1|燃气公司|值\n班"), (5, "2|甲,乙|"), (6, "3|丙|"), (7, "4|-5|'丁")];
        let expected: Vec<_> = expected.into_iter().map(|(line, cells)| (line, cells.to_owned())).collect();
        let (gbk, _, lossy) = encoding_rs::GBK.encode(table);
        assert!(!lossy);
        for bytes in [table.as_bytes(), &[MARK, table.as_bytes()].concat(), &gbk] {
            assert_eq!(read(bytes).as_ref(), Ok(&expected));
        }
    }

    #[test]
    fn a_header_is_read_however_it_was_typed() {
        let table = "\u{FEFF}ｃｏｄｅ,\u{A0}name\u{200B},note\n1,甲,\u{A0}\n\u{200B},\u{3164},\n";
        assert_eq!(read(table.as_bytes()), Ok(vec![(2, "1|甲|".to_owned())]));
    }

    #[test]
    fn what_is_no_such_table_is_refused_whole() {
        let header = || What::Header { expected: "code,name,note".to_owned() };
        for (bytes, what) in [
            (&b""[..], header()),
            (b"code;name;note\n1;a;b\n", header()),
            (b"name,code,note\n", header()),
            (b"code,name,note\n", What::Empty),
            (b"code,name,note\n,,\n", What::Empty),
            (b"PK\x03\x04\xFF\xFE\x00", What::Unreadable),
            (b"\xFF\xFEc\0o\0d\0e\0", What::Unreadable),
        ] {
            assert_eq!(read(bytes), Err(whole(what)), "{}", String::from_utf8_lossy(bytes));
        }
        let long = format!("code,name,note\n{}", "1,a,b\n".repeat(50_001));
        assert_eq!(read(long.as_bytes()), Err(whole(What::TooManyRows { most: 50_000 })));
        assert_eq!(read(long.strip_suffix("1,a,b\n").unwrap().as_bytes()).map(|rows| rows.len()), Ok(50_000));
    }

    #[test]
    fn a_hundred_faults_are_told_and_all_are_counted() {
        let table = format!("code,name,note\n{}", "1,a,b,c\n1,a,b\n".repeat(25_000));
        let faults = read(table.as_bytes()).unwrap_err();
        assert_eq!((faults.told.len(), faults.total), (100, 25_000));
        let what = What::Columns { has: 4, expected: 3 };
        assert_eq!(faults.told[1], SheetFault { line: 4, column: String::new(), what });
    }

    #[test]
    fn what_is_written_is_read_again_and_is_never_a_formula() {
        let cells = [["a", "=1+1", "甲,乙"], ["b", "-", "\"丙\"\n丁"], ["c", "'q", ""]];
        let bytes = written(&HEADER, cells.map(|row| row.map(str::to_owned))).unwrap();
        assert!(bytes.starts_with(b"\xEF\xBB\xBFcode,name,note\r\n"));
        assert!(!String::from_utf8_lossy(&bytes).contains(",="));
        let again = rows(&bytes, &HEADER).unwrap();
        assert_eq!(again.into_iter().map(|row| row.cells).collect::<Vec<_>>(), cells);
    }
}
