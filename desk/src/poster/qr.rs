//! A QR code as one path of an SVG, so that it prints as sharp as the printer is.

use std::fmt::Write;

use fast_qr::{ECL, QRBuilder};

/// The white border that scanners need, in modules.
const QUIET: usize = 4;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    /// Width and height of the drawing in modules, the white border included: `viewBox="0 0 {size} {size}"`.
    pub size: u32,
    /// The dark modules: the `d` of the path.
    pub path: String,
}

impl Qr {
    /// `None`: the text is longer than any QR code holds. A quarter of the drawing may be lost or dirty.
    pub fn of(text: &str) -> Option<Self> {
        let code = QRBuilder::new(text).ecl(ECL::Q).build().ok()?;
        let mut path = String::new();
        for y in 0..code.size {
            let row = &code[y];
            let mut x = 0;
            while x < code.size {
                let run = row[x..].iter().take_while(|module| module.value()).count();
                if run > 0 {
                    // Cannot fail: it is written into memory.
                    let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
                }
                x += run.max(1);
            }
        }
        Some(Self { size: u32::try_from(code.size + 2 * QUIET).ok()?, path })
    }
}
