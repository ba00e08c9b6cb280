//! PNG: read a strip of rows at a time, each made smaller at once, so that a picture takes little memory however large it
//! is. Interlaced pictures do not come row by row; they are decoded whole, and may not be as large.

use std::io::Cursor;

use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage, metadata::Orientation};
use png::{BitDepth, ColorType, Decoder, Limits, Reader, Transformations};

use super::{Decoded, LARGE, flatten, kept};
use crate::error::PhotoFault;

const MOST_PIXELS: u64 = 48_000_000;
/// What other formats count in two bytes, too.
const MOST_SIDE: u32 = 65_535;
/// An interlaced picture, in bytes.
const MOST_WHOLE: u64 = 128 << 20;
/// A strip of rows, in pixels.
const STRIP: u32 = 1 << 20;

type Rows<'b> = Reader<Cursor<&'b [u8]>>;

fn open(bytes: &[u8]) -> Result<Rows<'_>, PhotoFault> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: 32 << 20 });
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.read_info().map_err(|_| PhotoFault::NotAPicture)
}

/// The memory that decoding it takes, in bytes.
pub(super) fn takes(bytes: &[u8]) -> Result<u64, PhotoFault> {
    let rows = open(bytes)?;
    let (width, height) = rows.info().size();
    if width.max(height) > MOST_SIDE || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PhotoFault::TooManyPixels);
    }
    if !rows.info().interlaced {
        return Ok(0);
    }
    let whole = rows.output_buffer_size().map_or(u64::MAX, |bytes| bytes as u64);
    if whole > MOST_WHOLE { Err(PhotoFault::TooManyPixels) } else { Ok(whole) }
}

pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, PhotoFault> {
    let mut rows = open(bytes)?;
    let (width, height) = rows.info().size();
    let orientation = rows.info().exif_metadata.as_deref().and_then(Orientation::from_exif_chunk);
    let picture = if rows.info().interlaced {
        let mut pixels = vec![0; rows.output_buffer_size().ok_or(PhotoFault::TooManyPixels)?];
        rows.next_frame(&mut pixels).map_err(|_| PhotoFault::NotAPicture)?;
        picture(&rows, width, height, pixels)?
    } else {
        by_strips(&mut rows, width, height)?
    };
    Ok(Decoded { picture, orientation, kept: kept(width, height) })
}

/// Every side is divided by the same whole number, so that the result is less than twice as long as it is kept.
fn by_strips(rows: &mut Rows<'_>, width: u32, height: u32) -> Result<DynamicImage, PhotoFault> {
    let by = ((f64::from(width) * f64::from(height) / LARGE as f64).sqrt() as u32).max(1);
    let (across, down) = (width.div_ceil(by), height.div_ceil(by));
    let strip = by * (STRIP / width.saturating_mul(by)).max(1);
    let line = rows.output_line_size(width).ok_or(PhotoFault::TooManyPixels)?;
    let mut smaller: Vec<u8> = Vec::with_capacity(across as usize * down as usize * 3);
    let mut left = height;
    while left > 0 {
        let here = strip.min(left);
        left -= here;
        let mut pixels = vec![0; line * here as usize];
        for row in pixels.chunks_exact_mut(line) {
            if rows.read_row(row).map_err(|_| PhotoFault::NotAPicture)?.is_none() {
                return Err(PhotoFault::NotAPicture);
            }
        }
        let pixels = flatten(picture(rows, width, here, pixels)?);
        if by == 1 {
            smaller.extend_from_slice(&pixels);
        } else {
            let part = DynamicImage::ImageRgb8(pixels).thumbnail_exact(across, here.div_ceil(by));
            smaller.extend_from_slice(&part.into_rgb8());
        }
    }
    RgbImage::from_raw(across, down, smaller).map(DynamicImage::ImageRgb8).ok_or(PhotoFault::NotAPicture)
}

/// Pixels as the reader gives them.
fn picture(rows: &Rows<'_>, width: u32, height: u32, pixels: Vec<u8>) -> Result<DynamicImage, PhotoFault> {
    let picture = match rows.output_color_type() {
        (ColorType::Grayscale, BitDepth::Eight) => {
            GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
        }
        (ColorType::GrayscaleAlpha, BitDepth::Eight) => {
            GrayAlphaImage::from_raw(width, height, pixels).map(DynamicImage::ImageLumaA8)
        }
        (ColorType::Rgb, BitDepth::Eight) => {
            RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
        }
        (ColorType::Rgba, BitDepth::Eight) => {
            RgbaImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgba8)
        }
        _ => None,
    };
    picture.ok_or(PhotoFault::NotAPicture)
}
