//! JPEG: what a frame would cost is read from its markers, and the decoder makes it smaller by two, four or eight as it
//! turns coefficients into pixels.

use image::{DynamicImage, GrayImage, RgbImage, metadata::Orientation};
use jpeg_decoder::{Decoder, PixelFormat};

use super::{Decoded, kept};
use crate::error::PhotoFault;

/// Phones of 108 megapixels are served.
const MOST_PIXELS: u64 = 150_000_000;
/// All coefficients of a progressive picture are in memory until its last scan.
const MOST_COEFFICIENTS: u64 = 256 << 20;
/// The pixels of all scans together: a file of nothing but scans would be decoded for hours.
const MOST_PIXELS_OF_SCANS: u64 = 600_000_000;

/// What the markers tell of a picture.
pub(super) struct Frame {
    width: u16,
    height: u16,
    progressive: bool,
    /// Of all components, in bytes.
    coefficients: u64,
    scans: u64,
    /// The file has its end.
    ends: bool,
}

/// Walks through the markers. The bytes of a scan hold none but restarts.
pub(super) fn frame(bytes: &[u8]) -> Result<Frame, PhotoFault> {
    let mut frame = None;
    let (mut scans, mut ends, mut rest) = (0, false, bytes);
    while let Some(at) = rest.iter().position(|byte| *byte == 0xFF) {
        let Some((&marker, after)) = rest[at + 1..].split_first() else { break };
        rest = match marker {
            0xFF => &rest[at + 1..],
            0x00 | 0x01 | 0xD0..=0xD8 => after,
            0xD9 => {
                ends = true;
                break;
            }
            _ => {
                let [high, low, ..] = *after else { break };
                let length = usize::from(u16::from_be_bytes([high, low]));
                let Some((segment, behind)) = after.split_at_checked(length) else { break };
                match marker {
                    0xC4 | 0xC8 | 0xCC => {}
                    0xC0..=0xCF if frame.is_none() => frame = header(marker, segment),
                    0xDA => scans += 1,
                    _ => {}
                }
                behind
            }
        };
    }
    let frame = Frame { scans, ends, ..frame.ok_or(PhotoFault::NotAPicture)? };
    let pixels = u64::from(frame.width) * u64::from(frame.height);
    let waits_for_scans = frame.progressive && frame.coefficients > MOST_COEFFICIENTS;
    if pixels > MOST_PIXELS || waits_for_scans || pixels * frame.scans > MOST_PIXELS_OF_SCANS {
        return Err(PhotoFault::TooManyPixels);
    }
    Ok(frame)
}

/// Length, precision, height, width, and of each component its name, its sampling factors and its table.
fn header(marker: u8, segment: &[u8]) -> Option<Frame> {
    let [_, _, _, h1, h0, w1, w0, _, components @ ..] = segment else { return None };
    let (height, width) = (u16::from_be_bytes([*h1, *h0]), u16::from_be_bytes([*w1, *w0]));
    let factors: Vec<(u64, u64)> = components
        .chunks_exact(3)
        .map(|component| (u64::from(component[1] >> 4), u64::from(component[1] & 15)))
        .collect();
    let (across, down) = (factors.iter().map(|f| f.0).max()?, factors.iter().map(|f| f.1).max()?);
    if width == 0 || height == 0 || across * down == 0 {
        return None;
    }
    let samples: u64 = factors.iter().map(|(across, down)| across * down).sum();
    let coefficients = u64::from(width) * u64::from(height) * samples * 2 / (across * down);
    Some(Frame { width, height, progressive: marker == 0xC2, coefficients, scans: 0, ends: false })
}

impl Frame {
    /// The most memory that the decoder takes, in bytes. A plain picture needs few of its coefficients at a time, but nothing
    /// stops the decoder from reading far ahead of itself.
    pub(super) fn takes(&self) -> u64 {
        self.coefficients
    }

    pub(super) fn decode(&self, mut bytes: Vec<u8>) -> Result<Decoded, PhotoFault> {
        let kept = kept(self.width.into(), self.height.into());
        if !self.ends {
            // Some apps leave the end out.
            bytes.extend([0xFF, 0xD9]);
        }
        let broken = |_| PhotoFault::NotAPicture;
        let mut decoder = Decoder::new(bytes.as_slice());
        let side = |side: u32| u16::try_from(side).unwrap_or(u16::MAX);
        decoder.scale(side(kept.0), side(kept.1)).map_err(broken)?;
        let pixels = decoder.decode().map_err(broken)?;
        let info = decoder.info().ok_or(PhotoFault::NotAPicture)?;
        let (width, height) = (info.width.into(), info.height.into());
        let picture = match info.pixel_format {
            PixelFormat::L8 => GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8),
            PixelFormat::RGB24 => RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8),
            PixelFormat::CMYK32 => {
                RgbImage::from_raw(width, height, from_inks(&pixels)).map(DynamicImage::ImageRgb8)
            }
            PixelFormat::L16 => None,
        };
        let orientation = decoder.exif_data().and_then(Orientation::from_exif_chunk);
        Ok(Decoded { picture: picture.ok_or(PhotoFault::NotAPicture)?, orientation, kept })
    }
}

/// Printers' files count how much of the paper each ink leaves white.
fn from_inks(pixels: &[u8]) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(pixels.len() / 4 * 3);
    for pixel in pixels.chunks_exact(4) {
        let black = u16::from(pixel[3]);
        rgb.extend(pixel[..3].iter().map(|ink| (u16::from(*ink) * black / 255) as u8));
    }
    rgb
}
