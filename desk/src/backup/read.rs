//! Reading a backup from its beginning to its end, trusting nothing in it.

use std::{
    fs::File,
    io::{BufReader, Read, Seek as _},
    path::Path,
};

use flate2::read::GzDecoder;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::{
    BackupError, End, Head, Key, Result,
    archive::{Entry, MOST, Unpacking},
    file_failed,
    key::SEALED,
    part::{FORMAT, HEAD, Name, Part},
    read_failed, sha256_hex,
};

/// Reads a backup whole, and says what it holds. Whatever this accepts can be restored.
pub fn verify(path: &Path, key: Option<&Key>) -> Result<(Head, End)> {
    let mut known = None;
    let end = read(path, key, |head| known = Some(head.clone()), |_| Ok(()))?;
    Ok((known.ok_or(BackupError::NotABackup)?, end))
}

/// Hands over what a backup says at its beginning, then every part. It was whole if this ends well, and not before.
pub(super) fn read(
    path: &Path,
    key: Option<&Key>,
    begin: impl FnOnce(&Head),
    mut each: impl FnMut(Part) -> Result<()>,
) -> Result<End> {
    let failed = read_failed(path);
    let mut archive = Unpacking::new(open(path, key)?);
    // Whoever holds something else entirely should hear so, not that it is damaged.
    let first = archive.next().ok().flatten().filter(|entry| entry.name == HEAD);
    let head = understood(&first.ok_or(BackupError::NotABackup)?)?;
    begin(&head);

    let mut counted = End::default();
    let mut number = 0;
    while let Some(entry) = archive.next().map_err(&failed)? {
        match Name::read(&entry.name).ok_or(BackupError::Damaged("it holds something that no backup has"))? {
            Name::End => {
                counted.sha256 = sha256_hex(entry.before);
                let expected = serde_json::to_vec(&counted).unwrap_or_default();
                if entry.bytes != expected {
                    return Err(BackupError::Damaged("something in it was changed"));
                }
                return match archive.next().map_err(&failed)? {
                    None => Ok(counted),
                    Some(_) => Err(BackupError::Damaged("something was added to it")),
                };
            }
            name => {
                let part = part(name, entry.bytes, &mut number)?;
                counted.count(&part);
                each(part)?;
            }
        }
    }
    Err(BackupError::Damaged("its end is missing"))
}

fn open(path: &Path, key: Option<&Key>) -> Result<Box<dyn Read + Send>> {
    let failed = file_failed(path);
    let mut file = File::open(path).map_err(&failed)?;
    let mut begins = Vec::new();
    Read::by_ref(&mut file).take(SEALED.len() as u64).read_to_end(&mut begins).map_err(&failed)?;
    file.rewind().map_err(&failed)?;
    let file = BufReader::with_capacity(256 * 1024, file);
    match key {
        _ if begins != SEALED => Ok(Box::new(file)),
        Some(key) if key.can_open() => key.open(path, file),
        Some(_) | None => Err(BackupError::Sealed),
    }
}

/// The head, if this program knows what to do with it.
fn understood(entry: &Entry) -> Result<Head> {
    #[derive(Deserialize)]
    struct Version {
        format: u32,
    }
    let unread = |_| BackupError::NotABackup;
    let version: Version = serde_json::from_slice(&entry.bytes).map_err(unread)?;
    if version.format > FORMAT {
        let product = env!("CARGO_PKG_VERSION");
        return Err(BackupError::NewerFormat { found: version.format, known: FORMAT, product });
    }
    let head: Head = serde_json::from_slice(&entry.bytes).map_err(unread)?;
    let known = store::migrate::newest();
    if head.schema > known {
        return Err(BackupError::NewerSchema { found: head.schema, known, product: head.product });
    }
    Ok(head)
}

/// A part by its name. `number` is that of the last part of rows; they come in order.
fn part(name: Name, bytes: Vec<u8>, number: &mut u32) -> Result<Part> {
    Ok(match name {
        Name::Secret => Part::Secret(bytes),
        Name::Lost => Part::Lost(bytes),
        Name::Holidays(file) => Part::Holidays { file, notice: bytes },
        Name::Rows { table, number: found } => {
            *number = if found == 1 { 1 } else { *number + 1 };
            let mut lines = Vec::new();
            let unzipped = GzDecoder::new(&bytes[..]).take(MOST).read_to_end(&mut lines);
            if *number != found || unzipped.is_err() || lines.last() != Some(&b'\n') {
                return Err(BackupError::Damaged("rows in it were changed"));
            }
            Part::Rows { table, lines }
        }
        Name::Picture { content, small } => {
            if !small && sha256_hex(Sha256::new_with_prefix(&bytes)) != content {
                return Err(BackupError::Damaged("a picture in it was changed"));
            }
            Part::Picture { content, small, jpeg: bytes }
        }
        Name::End => return Err(BackupError::Damaged("it has two ends")),
    })
}

#[cfg(test)]
mod tests {
    use std::{fs, io::Write as _, path::PathBuf};

    use domain::Timestamp;
    use flate2::{Compression, write::GzEncoder};

    use super::{
        super::{archive::Packing, part::END},
        *,
    };

    fn head() -> Head {
        Head {
            format: FORMAT,
            product: "9.9.9".to_owned(),
            schema: store::migrate::newest(),
            engine: "SQLite".to_owned(),
            at: Timestamp::from_micros(0),
            taken: String::new(),
            secret: false,
            tables: Vec::new(),
        }
    }

    fn zipped(lines: &str) -> Vec<u8> {
        let mut zipped = GzEncoder::new(Vec::new(), Compression::fast());
        zipped.write_all(lines.as_bytes()).unwrap();
        zipped.finish().unwrap()
    }

    /// An archive of these parts with an end that counts so many rows of `area`.
    fn archive(dir: &Path, head: &serde_json::Value, parts: &[(&str, &[u8])], rows: u64) -> PathBuf {
        let path = dir.join("a.tar");
        let mut packing = Packing::new(Vec::new(), 0);
        packing.add(HEAD, head.to_string().as_bytes()).unwrap();
        for (name, bytes) in parts {
            packing.add(name, bytes).unwrap();
        }
        let mut end = End { sha256: sha256_hex(packing.hash()), ..End::default() };
        if rows > 0 {
            end.rows.insert("area".to_owned(), rows);
        }
        packing.add(END, &serde_json::to_vec(&end).unwrap()).unwrap();
        fs::write(&path, packing.finish().unwrap()).unwrap();
        path
    }

    fn refused(head: &serde_json::Value, parts: &[(&str, &[u8])], rows: u64) -> String {
        let dir = tempfile::tempdir().unwrap();
        match verify(&archive(dir.path(), head, parts, rows), None) {
            Ok(_) => "nothing".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let good = serde_json::to_value(head()).unwrap();
        let with = |field: &str, value: i64| {
            let mut head = good.clone();
            head[field] = value.into();
            head
        };
        let rows = zipped("1\t2\n3\t4\n");
        let area = ("rows/area/000001.gz", &rows[..]);
        for (head, parts, count, said) in [
            (&good, &[area][..], 2, "nothing"),
            (&good, &[area], 3, "something in it was changed"),
            (&good, &[area, area], 4, "nothing"),
            (&good, &[area, ("rows/area/000003.gz", &rows)], 4, "rows in it were changed"),
            (&good, &[("rows/area/000001.gz", b"no zip")], 0, "rows in it were changed"),
            (&good, &[("rows/area/000001.gz", &zipped("1\t2"))], 0, "rows in it were changed"),
            (&good, &[("../secret", b"mine")], 0, "something that no backup has"),
            (&good, &[("/etc/passwd", b"mine")], 0, "something that no backup has"),
            (&good, &[("holidays/../../x.json", b"mine")], 0, "something that no backup has"),
            (&with("format", 2), &[], 0, "has format 2, and this program"),
            (&with("schema", 9_999), &[], 0, "version 9.9.9 with schema 9999"),
            (&serde_json::json!({"format": 1}), &[], 0, "no backup of Sandan"),
        ] {
            let found = refused(head, parts, count);
            assert!(found.contains(said), "{said:?} was expected, and {found:?} was said");
        }
    }
}
