//! A row as a line of PostgreSQL's `COPY` text format: fields between tabs, `\N` for NULL, a backslash before what would
//! break the line. <https://www.postgresql.org/docs/current/sql-copy.html>, "Text Format".

use sqlx::{Row as _, sqlite::SqliteRow};
use uuid::Uuid;

use super::table::{Column, Kind};

/// A field, ready for its column.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Field {
    Integer(Option<i64>),
    Text(Option<String>),
    Uuid(Option<Uuid>),
}

/// A line that is being written behind others, field by field.
pub(crate) struct Line<'l> {
    lines: &'l mut Vec<u8>,
    begun: bool,
}

impl<'l> Line<'l> {
    pub fn on(lines: &'l mut Vec<u8>) -> Self {
        Self { lines, begun: false }
    }

    pub fn integer(self, value: Option<i64>) -> Self {
        self.field(value, |value, line| line.extend_from_slice(value.to_string().as_bytes()))
    }

    pub fn text(self, value: Option<&str>) -> Self {
        self.field(value, escape)
    }

    pub fn uuid(self, value: Option<Uuid>) -> Self {
        self.field(value, |value, line| line.extend_from_slice(value.to_string().as_bytes()))
    }

    pub fn end(self) {
        self.lines.push(b'\n');
    }

    fn field<T>(self, value: Option<T>, write: impl FnOnce(T, &mut Vec<u8>)) -> Self {
        if self.begun {
            self.lines.push(b'\t');
        }
        match value {
            Some(value) => write(value, self.lines),
            None => self.lines.extend_from_slice(br"\N"),
        }
        Self { begun: true, ..self }
    }
}

/// Writes a row of SQLite. PostgreSQL writes its own.
pub(super) fn write(row: &SqliteRow, columns: &[Column]) -> Result<Vec<u8>, sqlx::Error> {
    let mut lines = Vec::with_capacity(columns.len() * 16);
    let mut line = Line::on(&mut lines);
    for (at, column) in columns.iter().enumerate() {
        line = match column.kind {
            Kind::Integer | Kind::Boolean => line.integer(row.try_get(at)?),
            Kind::Text => line.text(row.try_get(at)?),
            Kind::Uuid => line.uuid(row.try_get(at)?),
        };
    }
    line.end();
    Ok(lines)
}

/// Reads a line, without its end, into fields for these columns. `None`: it is no such line.
pub(super) fn read(line: &[u8], columns: &[Column]) -> Option<Vec<Field>> {
    let mut parts = line.split(|&byte| byte == b'\t');
    let fields =
        columns.iter().map(|column| field(parts.next()?, column.kind)).collect::<Option<Vec<_>>>()?;
    parts.next().is_none().then_some(fields)
}

fn field(part: &[u8], kind: Kind) -> Option<Field> {
    let text = if part == br"\N" { None } else { Some(unescape(part)?) };
    Some(match kind {
        Kind::Integer | Kind::Boolean => Field::Integer(text.map(|n| n.parse()).transpose().ok()?),
        Kind::Text => Field::Text(text),
        Kind::Uuid => Field::Uuid(text.map(|id| Uuid::parse_str(&id)).transpose().ok()?),
    })
}

/// What stands for itself only behind a backslash, and what stands there for it.
const ESCAPES: [(u8, u8); 7] =
    [(b'\\', b'\\'), (8, b'b'), (12, b'f'), (b'\n', b'n'), (b'\r', b'r'), (b'\t', b't'), (11, b'v')];

fn escape(text: &str, line: &mut Vec<u8>) {
    for &byte in text.as_bytes() {
        match ESCAPES.iter().find(|(plain, _)| *plain == byte) {
            Some((_, code)) => line.extend_from_slice(&[b'\\', *code]),
            None => line.push(byte),
        }
    }
}

fn unescape(part: &[u8]) -> Option<String> {
    let mut text = Vec::with_capacity(part.len());
    let mut bytes = part.iter();
    while let Some(&byte) = bytes.next() {
        if byte != b'\\' {
            text.push(byte);
            continue;
        }
        let code = bytes.next()?;
        text.push(ESCAPES.iter().find(|(_, known)| known == code)?.0);
    }
    String::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(kinds: &[Kind]) -> Vec<Column> {
        kinds.iter().map(|&kind| Column { name: "c".to_owned(), kind }).collect()
    }

    #[test]
    fn whatever_stands_in_a_text_comes_back() {
        for text in ["", "\\N", "N", "a\tb\nc\\d\r\u{b}\u{c}\u{8}", "修灯，二楼", "\\."] {
            let mut line = Vec::new();
            escape(text, &mut line);
            assert!(!line.contains(&b'\t') && !line.contains(&b'\n'), "{text:?} breaks its line");
            let read = read(&line, &columns(&[Kind::Text]));
            assert_eq!(read, Some(vec![Field::Text(Some(text.to_owned()))]), "{text:?}");
        }
    }

    #[test]
    fn a_line_that_is_none_is_refused() {
        let two = columns(&[Kind::Integer, Kind::Uuid]);
        assert_eq!(read(b"\\N\t\\N", &two), Some(vec![Field::Integer(None), Field::Uuid(None)]));
        for wrong in ["", "1", "1\t\\N\t2", "x\t\\N", "1\tx", "1\t\\q", "1\t\\"] {
            assert_eq!(read(wrong.as_bytes(), &two), None, "{wrong:?}");
        }
    }
}
