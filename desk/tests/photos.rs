//! Photos: nothing but the picture survives, whatever it came in; what is no picture is refused by name; only those
//! who may see the slip see them.

use std::io::Cursor;

use crate::town::{self, DISTRICT, FAR_GRID, GRID, Person, Town, on_both_engines};
use desk::{
    Error, Fault, admin,
    catalogue::Typed,
    error::PhotoFault,
    photo,
    request::{self, Order, To, Work},
};
use domain::{
    Minutes, PhotoId, RequestNumber,
    catalogue::{Class, Helpers, Proof, Service},
    request::Refusal,
};
use image::{
    ExtendedColorType, ImageEncoder, ImageReader, RgbImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};

/// What a phone writes about a picture: taken with the phone lying on its side, here, at this place on earth.
fn exif() -> Vec<u8> {
    let mut tiff: Vec<u8> = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut bytes = tag.to_le_bytes().to_vec();
        bytes.extend(kind.to_le_bytes());
        bytes.extend(count.to_le_bytes());
        bytes.extend(value.to_le_bytes());
        bytes
    };
    let (gps, text) = (8 + 2 + 3 * 12 + 4, 8 + 2 + 3 * 12 + 4 + 2 + 12 + 4);
    let entries = [entry(0x010E, 2, 12, text), entry(0x0112, 3, 1, 6), entry(0x8825, 4, 1, gps)];
    let latitude = entry(0x0001, 2, 2, u32::from_le_bytes(*b"N\0\0\0"));
    tiff.extend(3u16.to_le_bytes());
    tiff.extend(entries.concat());
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(1u16.to_le_bytes());
    tiff.extend(latitude);
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(b"32.4N119.5E\0");
    tiff
}

const SECRETS: [&[u8]; 4] = [b"Exif", b"32.4N119.5E", b"II*\0", b"GPS"];

#[derive(Debug, Clone, Copy)]
enum Kind {
    Jpeg,
    Png,
    WebP,
}

/// A picture of this size, with everything a phone says about it.
fn picture(kind: Kind, width: u32, height: u32) -> Vec<u8> {
    let pixels = RgbImage::from_fn(width, height, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 120]));
    let mut bytes = Vec::new();
    let colour = ExtendedColorType::Rgb8;
    match kind {
        Kind::Jpeg => {
            let mut encoder = JpegEncoder::new(&mut bytes);
            encoder.set_exif_metadata(exif()).expect("a format that takes notes");
            encoder.write_image(&pixels, width, height, colour).expect("a picture");
        }
        Kind::Png => {
            let mut encoder = PngEncoder::new(&mut bytes);
            encoder.set_exif_metadata(exif()).expect("a format that takes notes");
            encoder.write_image(&pixels, width, height, colour).expect("a picture");
        }
        Kind::WebP => {
            let mut encoder = WebPEncoder::new_lossless(&mut bytes);
            encoder.set_exif_metadata(exif()).expect("a format that takes notes");
            encoder.write_image(&pixels, width, height, colour).expect("a picture");
        }
    }
    assert!(holds(&bytes, b"32.4N119.5E"), "the test picture says where it was taken");
    bytes
}

fn holds(bytes: &[u8], secret: &[u8]) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret)
}

/// A grey JPEG of any size, so compressible that it is written by hand: every block says the same in six bits.
fn grey(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new(&mut bytes);
    encoder.set_exif_metadata(exif()).expect("a format that takes notes");
    encoder.write_image(&[128; 64], 8, 8, ExtendedColorType::L8).expect("a picture");
    let found = |marker: u8| bytes.windows(2).rposition(|pair| pair == [0xFF, marker]).expect("a marker");
    let (frame, scan) = (found(0xC0), found(0xDA));
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes.truncate(scan + 2 + usize::from(bytes[scan + 3]));
    let blocks = usize::from(width).div_ceil(8) * usize::from(height).div_ceil(8);
    // As dark as the block before, and nothing else in it: 00 1010, four times.
    bytes.extend([0b0010_1000, 0b1010_0010, 0b1000_1010].repeat(blocks.div_ceil(4)));
    bytes.extend([0xFF, 0xD9]);
    bytes
}

/// A JPEG of this size in so many scans, each of which would be walked through whole.
fn scans(width: u16, height: u16, scans: usize) -> Vec<u8> {
    let mut bytes = grey(width, height);
    let scan = bytes.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).expect("a scan");
    let one = bytes[scan..scan + 20].to_vec();
    bytes.truncate(scan);
    bytes.extend(one.repeat(scans));
    bytes
}

/// A small PNG that says it is as large as this.
fn png_bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = picture(Kind::Png, 8, 8);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let mut check = flate2::Crc::new();
    check.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&check.sum().to_be_bytes());
    bytes
}

/// A small WebP that says it is 16,383 pixels wide and as high.
fn webp_bomb() -> Vec<u8> {
    let mut bytes = Vec::new();
    WebPEncoder::new_lossless(&mut bytes)
        .write_image(&[0; 192], 8, 8, ExtendedColorType::Rgb8)
        .expect("a picture");
    bytes[21..25].copy_from_slice(&0x0FFF_BFFE_u32.to_le_bytes());
    bytes
}

fn size(picture: Vec<u8>) -> (u32, u32) {
    ImageReader::new(Cursor::new(picture)).with_guessed_format().unwrap().into_dimensions().unwrap()
}

async fn refused(person: &Person, bytes: Vec<u8>) -> PhotoFault {
    match photo::take(&person.ask(), bytes).await {
        Err(Error::Fields(faults)) => match &faults[..] {
            [fault] if fault.field == "photos" => match fault.fault {
                Fault::Photo(fault) => fault,
                ref other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

async fn orders_with(person: &Person, photos: Vec<PhotoId>) -> Result<RequestNumber, Error> {
    let order = Order {
        grid: GRID.to_owned(),
        service: "repair-light".to_owned(),
        need: "灯不亮".to_owned(),
        building: "3 幢".to_owned(),
        door: String::new(),
        photos,
    };
    request::place(&person.ask(), order).await
}

async fn shown(person: &Person, id: PhotoId) -> Vec<u8> {
    photo::picture(&person.ask(), id, false).await.expect("the picture is shown")
}

async fn is_hidden_from(person: &Person, id: PhotoId) -> bool {
    let large = photo::picture(&person.ask(), id, false).await;
    let small = photo::picture(&person.ask(), id, true).await;
    matches!((large, small), (Err(Error::NotFound), Err(Error::NotFound)))
}

fn files(town: &Town) -> usize {
    let folders =
        std::fs::read_dir(&town.desk.photos).map(|f| f.flatten().collect::<Vec<_>>()).unwrap_or_default();
    folders.iter().map(|folder| std::fs::read_dir(folder.path()).expect("a folder").count()).sum()
}

on_both_engines! {
    async fn a_check_takes_a_picture_or_a_word_on_how_the_resident_was_asked(town: Town) {
        let planned = town::service("repair-pipe", Class::Livelihood, "修水管", Helpers::Volunteers, 10);
        let planned = Service { proof: Proof::After, ..planned };
        let administrator = town.administrator(DISTRICT).await;
        admin::services::add(&administrator.ask(), &Typed::of(&planned, ""), None).await.unwrap();
        let (resident, volunteer) = (town.resident(GRID).await, town.volunteer(GRID).await);
        let worker = town.grid_worker(GRID).await;
        for seen in [true, false] {
            let slip = resident.orders("repair-pipe").await;
            volunteer.takes_on(slip).await;
            let photos = vec![photo::take(&volunteer.ask(), picture(Kind::Jpeg, 40, 30)).await.unwrap()];
            request::finish(&volunteer.ask(), slip, Work { note: String::new(), photos }).await.unwrap();
            let bare = request::check(&worker.ask(), slip, Work::default()).await;
            assert!(matches!(bare, Err(Error::Request(Refusal::ProofMissing))), "{bare:?}");
            let proof = if seen {
                let photo = photo::take(&worker.ask(), picture(Kind::Jpeg, 41, 30)).await.unwrap();
                Work { note: String::new(), photos: vec![photo] }
            } else {
                Work { note: "打电话问过，居民说好了".to_owned(), photos: Vec::new() }
            };
            request::check(&worker.ask(), slip, proof).await.unwrap();
        }
        town.is_sound().await;
    }

    async fn nothing_but_the_picture_survives_whatever_way_it_comes_in(town: Town) {
        let resident = town.resident(GRID).await;
        let worker = town.grid_worker(GRID).await;
        let volunteer = town.volunteer(GRID).await;

        let mut ids = Vec::new();
        for kind in [Kind::Jpeg, Kind::Png, Kind::WebP] {
            ids.push((kind, photo::take(&resident.ask(), picture(kind, 400, 300)).await.unwrap()));
        }
        let number = orders_with(&resident, ids.iter().map(|(_, id)| *id).collect()).await.unwrap();
        request::verify(&worker.ask(), number).await.unwrap();
        request::dispatch(&worker.ask(), number, To::Hall).await.unwrap();
        request::accept(&volunteer.ask(), number).await.unwrap();
        let on_the_way = photo::take(&volunteer.ask(), picture(Kind::Jpeg, 401, 300)).await.unwrap();
        request::report(&volunteer.ask(), number, Work { note: String::new(), photos: vec![on_the_way] }).await.unwrap();
        let at_the_end = photo::take(&volunteer.ask(), picture(Kind::Jpeg, 402, 300)).await.unwrap();
        request::finish(&volunteer.ask(), number, Work { note: "好了".to_owned(), photos: vec![at_the_end] }).await.unwrap();

        ids.extend([(Kind::Jpeg, on_the_way), (Kind::Jpeg, at_the_end)]);
        for (kind, id) in ids {
            for small in [false, true] {
                let served = photo::picture(&worker.ask(), id, small).await.unwrap();
                for secret in SECRETS {
                    assert!(!holds(&served, secret), "{kind:?}: {:?} survived", String::from_utf8_lossy(secret));
                }
                let upright = image::load_from_memory(&served).unwrap();
                assert!(upright.height() > upright.width(), "{kind:?}: turned as the phone was held");
                assert!(!small || upright.height() == 320, "{kind:?}: {}", upright.height());
            }
        }
    }

    async fn a_large_picture_is_made_smaller_and_a_small_one_is_left(town: Town) {
        let resident = town.resident(GRID).await;
        let large = photo::take(&resident.ask(), picture(Kind::Jpeg, 2400, 1200)).await.unwrap();
        let small = photo::take(&resident.ask(), picture(Kind::Jpeg, 64, 32)).await.unwrap();
        assert_eq!(size(shown(&resident, large).await), (980, 1960));
        assert_eq!(size(shown(&resident, small).await), (32, 64));
    }

    async fn what_counts_is_the_area_of_a_picture_and_not_its_sides(town: Town) {
        let resident = town.resident(GRID).await;
        let screenshot = vec![200; 1_080 * 9_600];
        let mut page = Vec::new();
        PngEncoder::new(&mut page).write_image(&screenshot, 1_080, 9_600, ExtendedColorType::L8).expect("a picture");
        for (sent, kept, grey) in [
            // 108 megapixels, a panorama, and a picture of which nothing is left out; all taken with the phone on its side.
            (grey(12_000, 9_000), (1_200, 1_600), 128),
            (grey(16_000, 2_000), (490, 3_919), 128),
            (grey(1_600, 1_200), (1_200, 1_600), 128),
            (page, (465, 4_131), 200),
        ] {
            let id = photo::take(&resident.ask(), sent).await.unwrap();
            let served = image::load_from_memory(&shown(&resident, id).await).unwrap().to_luma8();
            assert_eq!(served.dimensions(), kept);
            let (width, height) = kept;
            for (x, y) in [(0, 0), (width - 1, 0), (width / 2, height / 2), (0, height - 1), (width - 1, height - 1)] {
                assert!(served.get_pixel(x, y).0[0].abs_diff(grey) <= 2, "{kept:?} at {x}, {y}");
            }
        }
    }

    async fn a_large_picture_is_averaged_strip_by_strip(town: Town) {
        let resident = town.resident(GRID).await;
        // Darker from the top to the bottom, and half of it clear; interlaced or not.
        let pixels: Vec<u8> = (0..3_000_u32)
            .flat_map(|y| (0..2_600_u32).flat_map(move |x| [(y / 12) as u8, if x < 1_300 { 255 } else { 0 }]))
            .collect();
        let mut bytes = Vec::new();
        PngEncoder::new(&mut bytes).write_image(&pixels, 2_600, 3_000, ExtendedColorType::La8).expect("a picture");
        let id = photo::take(&resident.ask(), bytes).await.unwrap();
        let served = image::load_from_memory(&shown(&resident, id).await).unwrap().to_luma8();
        assert_eq!(served.dimensions(), (1_290, 1_488));
        for y in [4, 400, 743, 1_100, 1_480] {
            let expected = (y * 3_000 / 1_488 / 12) as u8;
            assert!(served.get_pixel(300, y).0[0].abs_diff(expected) <= 4, "row {y}");
            assert!(served.get_pixel(1_000, y).0[0] >= 250, "what is clear lies on white paper");
        }
    }

    async fn photos_are_shown_in_the_order_in_which_they_were_chosen(town: Town) {
        let resident = town.resident(GRID).await;
        let mut chosen = Vec::new();
        for width in 0..9 {
            chosen.push(photo::take(&resident.ask(), picture(Kind::Jpeg, 20 + width, 20)).await.unwrap());
        }
        chosen.swap(0, 8);
        let number = orders_with(&resident, chosen.clone()).await.unwrap();
        assert_eq!(desk::view::slip(&resident.ask(), number).await.unwrap().photos, chosen);
    }

    async fn what_is_no_picture_is_refused_by_name_and_leaves_nothing_behind(town: Town) {
        let resident = town.resident(GRID).await;
        let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
        heic.extend([0; 200]);
        let mut half = picture(Kind::Jpeg, 400, 300);
        half.truncate(300);
        let mut png = picture(Kind::Png, 8, 8);
        png.truncate(40);
        for (bytes, fault) in [
            ("这是一段文字，不是照片".as_bytes().to_vec(), PhotoFault::NotAPicture),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), PhotoFault::NotAPicture),
            (b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(), PhotoFault::NotAPicture),
            (Vec::new(), PhotoFault::NotAPicture),
            (half, PhotoFault::NotAPicture),
            (png, PhotoFault::NotAPicture),
            (heic, PhotoFault::Heic),
            (grey(13_000, 13_000), PhotoFault::TooManyPixels),
            (scans(8_000, 5_000, 16), PhotoFault::TooManyPixels),
            (png_bomb(7_000, 7_000), PhotoFault::TooManyPixels),
            (png_bomb(65_536, 1), PhotoFault::TooManyPixels),
            (webp_bomb(), PhotoFault::TooManyPixels),
            (vec![0xFF; 32 * 1024 * 1024 + 1], PhotoFault::TooLarge { most_mib: 32 }),
        ] {
            let begins = bytes[..bytes.len().min(40)].to_vec();
            assert_eq!(refused(&resident, bytes).await, fault, "{begins:?}");
        }
        assert_eq!(files(&town), 0);
        assert!(matches!(photo::take(&town.stranger(), picture(Kind::Jpeg, 8, 8)).await, Err(Error::SignInFirst)));
    }

    async fn twenty_photos_are_too_many_for_one_form(town: Town) {
        let resident = town.resident(GRID).await;
        let mut ids = Vec::new();
        for width in 0..20 {
            ids.push(photo::take(&resident.ask(), picture(Kind::Jpeg, 20 + width, 20)).await.unwrap());
        }
        let refused = orders_with(&resident, ids.clone()).await;
        let Err(Error::Fields(faults)) = refused else { panic!("{refused:?}") };
        assert_eq!(faults[0].fault, Fault::Photo(PhotoFault::TooMany { most: photo::MOST }));
        orders_with(&resident, ids[..9].to_vec()).await.expect("nine are taken");
    }

    async fn a_photo_belongs_to_its_uploader_and_then_to_one_slip(town: Town) {
        let (resident, other) = (town.resident(GRID).await, town.resident(GRID).await);
        let worker = town.grid_worker(GRID).await;
        let id = photo::take(&resident.ask(), picture(Kind::Jpeg, 40, 30)).await.unwrap();
        shown(&resident, id).await;
        assert!(is_hidden_from(&other, id).await && is_hidden_from(&worker, id).await);

        let stolen = orders_with(&other, vec![id]).await;
        assert!(matches!(&stolen, Err(Error::Fields(f)) if f[0].fault == Fault::NotAChoice), "{stolen:?}");
        orders_with(&resident, vec![id]).await.unwrap();
        let twice = orders_with(&resident, vec![id]).await;
        assert!(matches!(&twice, Err(Error::Fields(f)) if f[0].fault == Fault::NotAChoice), "{twice:?}");
    }

    async fn a_stranger_is_told_that_there_is_no_such_photo(town: Town) {
        let resident = town.resident(GRID).await;
        let id = photo::take(&resident.ask(), picture(Kind::Jpeg, 40, 30)).await.unwrap();
        orders_with(&resident, vec![id]).await.unwrap();
        shown(&resident, id).await;
        shown(&town.grid_worker(GRID).await, id).await;
        for stranger in [
            town.resident(GRID).await,
            town.grid_worker(FAR_GRID).await,
            town.volunteer(GRID).await,
            town.administrator(FAR_GRID).await,
        ] {
            assert!(is_hidden_from(&stranger, id).await, "{:?}", stranger.post);
        }
        assert!(matches!(photo::picture(&town.stranger(), id, false).await, Err(Error::SignInFirst)));
    }

    async fn a_hidden_photo_is_shown_to_moderators_alone(town: Town) {
        let resident = town.resident(GRID).await;
        let (moderator, far) = (town.moderator(DISTRICT).await, town.moderator(FAR_GRID).await);
        let worker = town.grid_worker(GRID).await;
        let id = photo::take(&resident.ask(), picture(Kind::Jpeg, 40, 30)).await.unwrap();
        orders_with(&resident, vec![id]).await.unwrap();
        for other in [&far, &worker, &resident] {
            assert!(matches!(photo::hide(&other.ask(), id).await, Err(Error::NotFound)));
        }
        photo::hide(&moderator.ask(), id).await.unwrap();
        assert!(is_hidden_from(&resident, id).await && is_hidden_from(&worker, id).await);
        shown(&moderator, id).await;
        let listed = photo::in_area(&moderator.ask(), crate::town::area(DISTRICT), 0, 10).await.unwrap();
        assert!(listed.len() == 1 && listed[0].hidden_at.is_some());
        assert!(photo::in_area(&worker.ask(), crate::town::area(GRID), 0, 10).await.is_err());

        photo::unhide(&moderator.ask(), id).await.unwrap();
        shown(&resident, id).await;
    }

    async fn a_photo_nobody_used_is_swept_away_after_a_day(town: Town) {
        let resident = town.resident(GRID).await;
        let bytes = picture(Kind::Jpeg, 40, 30);
        let used = photo::take(&resident.ask(), bytes.clone()).await.unwrap();
        let same = photo::take(&resident.ask(), bytes).await.unwrap();
        let other = photo::take(&resident.ask(), picture(Kind::Jpeg, 41, 30)).await.unwrap();
        assert_eq!(files(&town), 4, "the same picture lies there once");
        orders_with(&resident, vec![used]).await.unwrap();

        assert_eq!(photo::sweep(&town.stranger()).await.unwrap(), 0, "not before a day has passed");
        town.pass(Minutes(Minutes::days(1).0 + 1));
        assert_eq!(photo::sweep(&town.stranger()).await.unwrap(), 2);
        assert_eq!(photo::sweep(&town.stranger()).await.unwrap(), 0);
        shown(&resident, used).await;
        assert!(is_hidden_from(&resident, same).await && is_hidden_from(&resident, other).await);
        assert_eq!(files(&town), 2);
    }
}
