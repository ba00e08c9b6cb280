//! WebP: decoded whole, so the area is bounded more closely than that of the others.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, codecs::webp::WebPDecoder};

use super::{Decoded, kept};
use crate::error::PhotoFault;

const MOST_PIXELS: u64 = 24_000_000;

fn open(bytes: &[u8]) -> Result<WebPDecoder<Cursor<&[u8]>>, PhotoFault> {
    WebPDecoder::new(Cursor::new(bytes)).map_err(|_| PhotoFault::NotAPicture)
}

/// The memory that decoding it takes, in bytes: the picture, and the decoder's own copy with four bytes a pixel.
pub(super) fn takes(bytes: &[u8]) -> Result<u64, PhotoFault> {
    let decoder = open(bytes)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS { Err(PhotoFault::TooManyPixels) } else { Ok(decoder.total_bytes() + 4 * pixels) }
}

pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, PhotoFault> {
    let mut decoder = open(bytes)?;
    let (width, height) = decoder.dimensions();
    let kept = kept(width, height);
    let orientation = decoder.orientation().ok();
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| PhotoFault::NotAPicture)?;
    // Averaged first: resampling a large picture takes more memory than the picture itself.
    let picture = if width >= 2 * kept.0 && height >= 2 * kept.1 {
        picture.thumbnail_exact(2 * kept.0, 2 * kept.1)
    } else {
        picture
    };
    Ok(Decoded { picture, orientation, kept })
}
