//! From what a phone sent to what is kept: read with care, made smaller while it is read, turned upright, and encoded anew.
//!
//! What bounds a picture is the area that has to be decoded, not its sides: a screenshot of a whole page and a panorama are
//! long and cheap. Nothing of the original file survives but its pixels, so no place, time or camera can.

mod jpeg;
mod png;
mod webp;

use image::{DynamicImage, RgbImage, codecs::jpeg::JpegEncoder, imageops::FilterType, metadata::Orientation};
use sha2::{Digest, Sha256};

use super::MOST_MIB;
use crate::error::PhotoFault;

/// The area of a picture as it is kept, 1600 by 1200 pixels or any other shape: writing on a long screenshot stays legible.
const LARGE: u64 = 1_600 * 1_200;
/// The longest side of its thumbnail.
const SMALL: u32 = 320;

/// What the kept picture and the one that is not yet as small as that take beside what the decoder takes, in bytes.
const WORKING: u64 = 64 << 20;

const QUALITY: u8 = 82;

/// What is kept of a picture.
pub(super) struct Developed {
    /// SHA-256 of `large`, in hex.
    pub content: String,
    pub large: Vec<u8>,
    pub small: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

/// A picture whose header was read and judged; not a pixel was decoded.
pub(super) struct Exposed {
    bytes: Vec<u8>,
    kind: Kind,
    /// The most memory that decoding it takes, in bytes.
    takes: u64,
}

enum Kind {
    Jpeg(jpeg::Frame),
    Png,
    WebP,
}

/// A decoded picture, not much larger than it is kept, and how it has to be turned.
struct Decoded {
    picture: DynamicImage,
    orientation: Option<Orientation>,
    /// The size that it is kept in before it is turned.
    kept: (u32, u32),
}

/// Reads the header, and refuses what would take too long or too much memory.
pub(super) fn expose(bytes: Vec<u8>) -> Result<Exposed, PhotoFault> {
    if bytes.len() > MOST_MIB as usize * 1024 * 1024 {
        return Err(PhotoFault::TooLarge { most_mib: MOST_MIB });
    }
    if is_heic(&bytes) {
        return Err(PhotoFault::Heic);
    }
    let (kind, takes) = match image::guess_format(&bytes) {
        Ok(image::ImageFormat::Jpeg) => {
            let frame = jpeg::frame(&bytes)?;
            let takes = frame.takes();
            (Kind::Jpeg(frame), takes)
        }
        Ok(image::ImageFormat::Png) => (Kind::Png, png::takes(&bytes)?),
        Ok(image::ImageFormat::WebP) => (Kind::WebP, webp::takes(&bytes)?),
        Ok(_) | Err(_) => return Err(PhotoFault::NotAPicture),
    };
    Ok(Exposed { bytes, kind, takes: takes + WORKING })
}

impl Exposed {
    pub(super) fn mebibytes(&self) -> u64 {
        self.takes >> 20
    }

    pub(super) fn develop(self) -> Result<Developed, PhotoFault> {
        let Decoded { picture, orientation, kept: (width, height) } = match self.kind {
            Kind::Jpeg(frame) => frame.decode(self.bytes)?,
            Kind::Png => png::decode(&self.bytes)?,
            Kind::WebP => webp::decode(&self.bytes)?,
        };
        // Made smaller first: turning it is then cheap.
        let mut large = if picture.width() > width || picture.height() > height {
            picture.resize_exact(
                width.min(picture.width()),
                height.min(picture.height()),
                FilterType::Triangle,
            )
        } else {
            picture
        };
        // A picture whose notes on itself cannot be read is shown as it lies.
        large.apply_orientation(orientation.unwrap_or(Orientation::NoTransforms));
        let large = flatten(large);
        let small = thumbnail(&large);
        let encoded = encode(&large)?;
        Ok(Developed {
            content: Sha256::digest(&encoded).iter().map(|byte| format!("{byte:02x}")).collect(),
            small: encode(&small)?,
            width: large.width(),
            height: large.height(),
            large: encoded,
        })
    }
}

/// The size in which a picture of this size is kept.
fn kept(width: u32, height: u32) -> (u32, u32) {
    let area = u64::from(width) * u64::from(height);
    if area <= LARGE {
        return (width, height);
    }
    let scale = (LARGE as f64 / area as f64).sqrt();
    let side = |side: u32| ((f64::from(side) * scale).round() as u32).max(1);
    (side(width), side(height))
}

fn thumbnail(large: &RgbImage) -> RgbImage {
    let (width, height) = large.dimensions();
    let longest = width.max(height);
    if longest <= SMALL {
        return large.clone();
    }
    let side = |side: u32| (side * SMALL / longest).max(1);
    DynamicImage::ImageRgb8(large.clone())
        .resize_exact(side(width), side(height), FilterType::Triangle)
        .into_rgb8()
}

/// Without transparency, as on white paper.
fn flatten(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let rgba = picture.into_rgba8();
    let white = |c: u8, a: u8| ((u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a))) / 255) as u8;
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0;
        image::Rgb([white(r, a), white(g, a), white(b, a)])
    })
}

fn encode(picture: &RgbImage) -> Result<Vec<u8>, PhotoFault> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(picture)
        .map_err(|_| PhotoFault::NotAPicture)?;
    Ok(bytes)
}

/// The family of formats that recent phones keep pictures in and browsers cannot show, by its file type box.
fn is_heic(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8; 4]; 10] =
        [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"];
    bytes.get(4..8) == Some(b"ftyp")
        && bytes.get(8..12).is_some_and(|brand| BRANDS.iter().any(|b| brand == *b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_kept_in_its_own_shape() {
        for (sent, expected) in [
            ((12_000, 9_000), (1_600, 1_200)),
            ((1_600, 1_200), (1_600, 1_200)),
            ((640, 480), (640, 480)),
            ((1_080, 9_600), (465, 4_131)),
            ((16_000, 2_000), (3_919, 490)),
            ((65_535, 1), (65_535, 1)),
        ] {
            assert_eq!(kept(sent.0, sent.1), expected, "{sent:?}");
        }
    }
}
