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

/// A small JPEG that says it is as large as this.
fn bomb(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new(&mut bytes).write_image(&[0; 48], 4, 4, ExtendedColorType::Rgb8).expect("a picture");
    let frame = bytes.windows(2).position(|marker| marker == [0xFF, 0xC0]).expect("a frame header");
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
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
        let size = |bytes: Vec<u8>| ImageReader::new(Cursor::new(bytes)).with_guessed_format().unwrap().into_dimensions().unwrap();
        assert_eq!(size(shown(&resident, large).await), (800, 1600));
        assert_eq!(size(shown(&resident, small).await), (32, 64));
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
            (bomb(30_000, 30_000), PhotoFault::TooManyPixels),
            (bomb(8_001, 10), PhotoFault::TooManyPixels),
            (bomb(7_900, 7_900), PhotoFault::TooManyPixels),
            (vec![0xFF; 12 * 1024 * 1024 + 1], PhotoFault::TooLarge { most_mib: 12 }),
        ] {
            assert_eq!(refused(&resident, bytes).await, fault);
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
