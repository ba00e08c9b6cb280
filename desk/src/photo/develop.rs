//! From what a phone sent to what is kept: read with care, turned upright, made smaller, and encoded anew.
//!
//! Nothing of the original file survives but its pixels, so no place, time or camera can.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::jpeg::JpegEncoder, imageops::FilterType,
};
use sha2::{Digest, Sha256};

use super::MOST_MIB;
use crate::error::PhotoFault;

const MOST_SIDE: u32 = 8_000;
const MOST_PIXELS: u64 = 40_000_000;
const MOST_DECODED: u64 = 128 * 1024 * 1024;

/// The longest side of the picture and of its thumbnail, as they are kept.
const LARGE: u32 = 1_600;
const SMALL: u32 = 320;

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

pub(super) fn develop(bytes: &[u8]) -> Result<Developed, PhotoFault> {
    if bytes.len() > MOST_MIB as usize * 1024 * 1024 {
        return Err(PhotoFault::TooLarge { most_mib: MOST_MIB });
    }
    if is_heic(bytes) {
        return Err(PhotoFault::Heic);
    }
    let large = fit(decode(bytes)?, LARGE);
    let small = fit(large.clone(), SMALL);
    let large = flatten(&large);
    let encoded = encode(&large)?;
    Ok(Developed {
        content: Sha256::digest(&encoded).iter().map(|byte| format!("{byte:02x}")).collect(),
        large: encoded,
        small: encode(&flatten(&small))?,
        width: large.width(),
        height: large.height(),
    })
}

/// The pixels, upright. Dimensions are read and judged before a single pixel is.
fn decode(bytes: &[u8]) -> Result<DynamicImage, PhotoFault> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PhotoFault::NotAPicture)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return Err(PhotoFault::NotAPicture);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_DECODED);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| fault(&e))?;
    let (width, height) = decoder.dimensions();
    if width > MOST_SIDE
        || height > MOST_SIDE
        || u64::from(width) * u64::from(height) > MOST_PIXELS
        || decoder.total_bytes() > MOST_DECODED
    {
        return Err(PhotoFault::TooManyPixels);
    }
    // A picture whose notes on itself cannot be read is shown as it lies.
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|e| fault(&e))?;
    // Made smaller first: turning it is then cheap.
    let mut picture = fit(picture, LARGE);
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn fault(error: &ImageError) -> PhotoFault {
    match error {
        ImageError::Limits(_) => PhotoFault::TooManyPixels,
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::Unsupported(_)
        | ImageError::IoError(_) => PhotoFault::NotAPicture,
    }
}

/// Made smaller until its longest side fits; never larger.
fn fit(picture: DynamicImage, longest: u32) -> DynamicImage {
    if picture.width().max(picture.height()) <= longest {
        picture
    } else {
        picture.resize(longest, longest, FilterType::Triangle)
    }
}

/// Without transparency, as on white paper.
fn flatten(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let rgba = picture.to_rgba8();
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [r, g, b, a] = rgba.get_pixel(x, y).0.map(u32::from);
        image::Rgb([r, g, b].map(|c| u8::try_from((c * a + 255 * (255 - a)) / 255).unwrap_or(u8::MAX)))
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
