//! The tar archive as far as a backup needs it: regular files with short names, one after the other. (POSIX.1-1988 ustar)
//!
//! A header is accepted only if it is the very one we would have written for that name, size and time, so that nothing
//! hides in one.

use std::io::{self, ErrorKind, Read, Write};

use sha2::{Digest as _, Sha256};

const BLOCK: usize = 512;

/// No part is larger: a size that was changed must not eat the memory.
pub(super) const MOST: u64 = 256 * 1024 * 1024;

type Header = [u8; BLOCK];

/// Where the fields of a header lie.
const NAME: std::ops::Range<usize> = 0..100;
const SIZE: std::ops::Range<usize> = 124..136;
const TIME: std::ops::Range<usize> = 136..148;
const SUM: std::ops::Range<usize> = 148..156;

/// Names longer than this do not fit.
pub(super) const NAME_MOST: usize = NAME.end - 1;

fn header(name: &str, size: u64, seconds: u64) -> Header {
    let mut header = [0; BLOCK];
    header[..name.len()].copy_from_slice(name.as_bytes());
    let mut put = |at: usize, text: &str| header[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(100, "0000600\x000000000\x000000000\0");
    put(SIZE.start, &format!("{size:011o}\0"));
    put(TIME.start, &format!("{seconds:011o}\0"));
    put(SUM.start, "        ");
    put(156, "0");
    put(257, "ustar\x0000");
    let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
    header[SUM].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    header
}

/// Name and size, if it is a header of ours.
fn read_header(found: &Header) -> Option<(String, u64)> {
    let octal = |field: &[u8]| {
        let digits = std::str::from_utf8(field.strip_suffix(b"\0")?).ok()?;
        u64::from_str_radix(digits, 8).ok()
    };
    let name = found[NAME].split(|&byte| byte == 0).next()?;
    let name = std::str::from_utf8(name).ok().filter(|name| !name.is_empty() && name.len() <= NAME_MOST)?;
    let (size, seconds) = (octal(&found[SIZE])?, octal(&found[TIME])?);
    (size <= MOST && seconds < 1 << 33 && header(name, size, seconds) == *found)
        .then(|| (name.to_owned(), size))
}

/// Zeros after content of this size, up to a whole block.
fn padding(size: u64) -> usize {
    (BLOCK - (size % BLOCK as u64) as usize) % BLOCK
}

/// An archive that is being written.
pub(super) struct Packing<W> {
    to: W,
    seconds: u64,
    hash: Sha256,
}

impl<W: Write> Packing<W> {
    /// `seconds` since 1970 is the time its files bear.
    pub fn new(to: W, seconds: u64) -> Self {
        Self { to, seconds, hash: Sha256::new() }
    }

    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let size = bytes.len() as u64;
        if name.len() > NAME_MOST || size > MOST {
            return Err(io::Error::new(ErrorKind::InvalidInput, "too large for a part of a backup"));
        }
        for piece in [&header(name, size, self.seconds), bytes, &[0; BLOCK][..padding(size)]] {
            self.hash.update(piece);
            self.to.write_all(piece)?;
        }
        Ok(())
    }

    /// SHA-256 of everything so far.
    pub fn hash(&self) -> Sha256 {
        self.hash.clone()
    }

    /// Two blocks of zeros end an archive.
    pub fn finish(mut self) -> io::Result<W> {
        self.to.write_all(&[0; 2 * BLOCK])?;
        Ok(self.to)
    }
}

/// An archive that is being read.
pub(super) struct Unpacking<R> {
    from: R,
    hash: Sha256,
}

/// A file of an archive.
pub(super) struct Entry {
    pub name: String,
    pub bytes: Vec<u8>,
    /// SHA-256 of everything before it.
    pub before: Sha256,
}

impl<R: Read> Unpacking<R> {
    pub fn new(from: R) -> Self {
        Self { from, hash: Sha256::new() }
    }

    /// The next file; `None` at an end after which there is nothing.
    pub fn next(&mut self) -> io::Result<Option<Entry>> {
        let changed = || io::Error::from(ErrorKind::InvalidData);
        let before = self.hash.clone();
        let mut found = [0; BLOCK];
        self.fill(&mut found)?;
        if found == [0; BLOCK] {
            self.fill(&mut found)?;
            let nothing = self.from.read(&mut [0])? == 0;
            return if found == [0; BLOCK] && nothing { Ok(None) } else { Err(changed()) };
        }
        let (name, size) = read_header(&found).ok_or_else(changed)?;
        let mut bytes = vec![0; usize::try_from(size).map_err(|_| changed())?];
        self.fill(&mut bytes)?;
        let mut rest = [0; BLOCK];
        let rest = &mut rest[..padding(size)];
        self.fill(rest)?;
        if rest.iter().any(|&byte| byte != 0) {
            return Err(changed());
        }
        Ok(Some(Entry { name, bytes, before }))
    }

    fn fill(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        self.from.read_exact(bytes)?;
        self.hash.update(bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed() -> Vec<u8> {
        let mut packing = Packing::new(Vec::new(), 1_795_276_800);
        packing.add("a.json", b"{}").unwrap();
        packing.add("b/c", &[7; 1024]).unwrap();
        packing.finish().unwrap()
    }

    fn names(archive: &[u8]) -> io::Result<Vec<String>> {
        let mut unpacking = Unpacking::new(archive);
        let mut names = Vec::new();
        while let Some(entry) = unpacking.next()? {
            names.push(entry.name);
        }
        Ok(names)
    }

    #[test]
    fn tar_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("a.tar");
        std::fs::write(&file, packed()).unwrap();
        let listed = std::process::Command::new("tar").arg("-tf").arg(&file).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&listed.stdout), "a.json\nb/c\n", "{listed:?}");
        assert_eq!(names(&packed()).unwrap(), ["a.json", "b/c"]);
    }

    #[test]
    fn a_header_with_anything_else_in_it_is_refused() {
        for at in (0..BLOCK).chain(BLOCK + 2..2 * BLOCK).chain(packed().len() - 2 * BLOCK..packed().len()) {
            let mut archive = packed();
            archive[at] ^= 1;
            assert!(names(&archive).is_err(), "byte {at}");
        }
        for short in [0, 1, BLOCK, BLOCK + 1, packed().len() - 1] {
            assert!(names(&packed()[..short]).is_err(), "{short} bytes");
        }
        assert!(names(&[packed(), vec![0]].concat()).is_err(), "something after its end");
    }
}
