//! A document that is the same for readers who are alike, but for a gap: what it watches names the reader and the moment.
//!
//! It is compressed once, as gzip (RFC 1952): what stands around the gap as two runs of deflate (RFC 1951), between which
//! what fills the gap lies as it is. The check sum of the whole is put together from those of its pieces.

use std::io::Write as _;

use crc32fast::Hasher;
use flate2::{Compression, write::DeflateEncoder};

pub struct Document {
    before: Piece,
    after: Piece,
}

struct Piece {
    plain: String,
    packed: Vec<u8>,
    sum: Hasher,
}

/// Begins a file of gzip: deflate, no name, no time, from an unknown system.
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

impl Document {
    /// Takes out of a document what it watches. `None`: it does not stand there just once.
    pub fn of(html: &str, topics: &str) -> Option<Self> {
        let topics = escaped(topics);
        let (before, after) = html.split_once(&topics)?;
        if after.contains(&topics) {
            return None;
        }
        Some(Self { before: Piece::of(before, false), after: Piece::of(after, true) })
    }

    /// The document for one of those readers, who watches this from now on.
    pub fn plain(&self, topics: &str) -> String {
        [&self.before.plain, &*escaped(topics), &self.after.plain].concat()
    }

    /// The same as gzip. `None`: what fills the gap is longer than a piece may be that is not compressed.
    pub fn packed(&self, topics: &str) -> Option<Vec<u8>> {
        let gap = escaped(topics);
        let length = u16::try_from(gap.len()).ok()?;
        let mut sum = self.before.sum.clone();
        sum.update(gap.as_bytes());
        sum.combine(&self.after.sum);
        let whole = self.before.plain.len() + gap.len() + self.after.plain.len();

        let mut packed =
            Vec::with_capacity(self.before.packed.len() + self.after.packed.len() + gap.len() + 32);
        packed.extend(HEAD);
        packed.extend(&self.before.packed);
        packed.push(0);
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(gap.as_bytes());
        packed.extend(&self.after.packed);
        packed.extend(sum.finalize().to_le_bytes());
        packed.extend((whole as u32).to_le_bytes());
        Some(packed)
    }
}

impl Piece {
    fn of(plain: &str, is_last: bool) -> Self {
        let mut packed = Vec::new();
        let mut encoder = DeflateEncoder::new(&mut packed, Compression::best());
        // Nothing fails that writes to memory. A run that is flushed ends with a whole byte, and is not the last one.
        let _ = encoder.write_all(plain.as_bytes());
        let _ = if is_last { encoder.try_finish() } else { encoder.flush() };
        let packed = encoder.get_ref().to_vec();
        let mut sum = Hasher::new();
        sum.update(plain.as_bytes());
        Self { plain: plain.to_owned(), packed, sum }
    }
}

/// As it stands in an attribute.
fn escaped(topics: &str) -> String {
    topics.replace('&', "&amp;")
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;

    use super::*;

    fn html(watched: &str) -> String {
        let line = "<li>修灯</li>".repeat(500);
        format!("<ul>{line}</ul><p data-props='{watched}'></p><footer>{line}</footer>")
    }

    #[test]
    fn a_document_is_filled_with_what_each_reader_watches() {
        let document = Document::of(&html("topic=me&amp;since=1"), "topic=me&since=1").unwrap();
        for (topics, watched) in [("topic=you&since=2", "topic=you&amp;since=2"), ("", "")] {
            assert_eq!(document.plain(topics), html(watched));
            let packed = document.packed(topics).unwrap();
            assert!(packed.len() < 300, "{}", packed.len());
            let mut read = String::new();
            GzDecoder::new(packed.as_slice()).read_to_string(&mut read).unwrap();
            assert_eq!(read, html(watched));
        }
        assert!(document.packed(&"x".repeat(70_000)).is_none());
    }

    #[test]
    fn what_is_watched_stands_in_it_once() {
        for strange in [html("topic=you"), html("topic=me&amp;since=1").repeat(2)] {
            assert!(Document::of(&strange, "topic=me&since=1").is_none());
        }
    }
}
