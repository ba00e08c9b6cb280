//! Photos of a slip: taken in, re-encoded so that nothing but the picture is kept, shown to those who may see the slip.
//!
//! A photo belongs to nobody but its uploader until a request verb gives it to a slip with [`attach`], inside the
//! verb's own transaction. What no slip took within a day is swept away.

mod develop;
pub(crate) mod files;

use domain::{Area, Minutes, PhotoId, Request, permit};
use store::{Conn, photo::Photo};

use crate::{
    Ask, Error, Fault, Result,
    error::{Checks, PhotoFault},
    live::Topic,
    writing::{Writing, begin},
};

/// The most photos one form may carry.
pub const MOST: u32 = 9;

/// The most bytes one photo may have as it is sent: a phone of 108 megapixels sends as many.
pub const MOST_MIB: u32 = 32;

/// The most photos that may wait for one person's slips; a form that is sent again and again does not fill the disk.
const WAITING_MOST: u32 = 60;

/// How long a photo waits for a slip to take it.
const WAITS: Minutes = Minutes::days(1);

/// Takes a picture in, as it came from the phone. The file is there before the row that names it.
pub async fn take(ask: &Ask, bytes: Vec<u8>) -> Result<PhotoId> {
    let uploaded_by = ask.person()?;
    let uploads = &ask.desk.uploads;
    let exposed = blocking(move || develop::expose(bytes)).await?;
    let mut turn = uploads.turn(uploaded_by).await.map_err(|limit| ask.crowded(limit))?;
    let mut conn = ask.read().await?;
    if store::photo::waiting_of(&mut conn, uploaded_by).await? >= WAITING_MOST {
        return Err(too_many_wait());
    }
    drop(conn);
    let bench = uploads.bench(&mut turn, exposed.mebibytes()).await;
    let bench = bench.map_err(|limit| ask.crowded(limit))?;
    let developed = blocking(move || exposed.develop()).await?;
    drop(bench);

    let photo = Photo {
        id: ask.fresh(),
        content: developed.content.clone(),
        width: developed.width,
        height: developed.height,
        uploaded_by,
        uploaded_at: ask.at,
        request: None,
        hidden_at: None,
    };
    let developed = files::keep(ask.desk.photos.clone(), developed).await?;
    // The form's key belongs to the verb the photos are for; each photo of the form is its own.
    let ask = ask.clone().with_key(None);
    let mut w = ask.write("take_photo").await?;
    match store::photo::add(&mut w, &photo, WAITING_MOST).await {
        Err(store::Error::Stale) => {
            // Another node took the last one that may wait.
            drop(w);
            drop_unless_used(&ask, &photo.content).await?;
            return Err(too_many_wait());
        }
        added => added?,
    }
    w.audit(None, format!("photo:{}", photo.id), None);
    w.reply(()).await?;
    // A sweep of the same picture may have run meanwhile; see `sweep`.
    files::keep_if_gone(ask.desk.photos.clone(), developed).await?;
    Ok(photo.id)
}

/// Where a picture that takes seconds keeps nobody else waiting.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::result::Result<T, PhotoFault> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        // A decoder that fell over met something that is no picture.
        .unwrap_or(Err(PhotoFault::NotAPicture))
        .map_err(fault)
}

fn too_many_wait() -> Error {
    fault(PhotoFault::TooMany { most: WAITING_MOST })
}

fn fault(fault: PhotoFault) -> Error {
    Error::field("photos", Fault::Photo(fault))
}

/// Notes a fault when a form brings more photos than it may.
pub(crate) fn at_most(checks: &mut Checks, field: &str, photos: &[PhotoId]) {
    if photos.len() > MOST as usize {
        checks.fault(field, Fault::Photo(PhotoFault::TooMany { most: MOST }));
    }
}

/// Gives photos to a slip, in the transaction of the verb that brought them, and in the order in which they were chosen.
/// Only the uploader's own, and only such as no slip has taken.
pub(crate) async fn attach(w: &mut Writing<'_>, photos: &[PhotoId], request: &Request) -> Result<()> {
    let mut checks = Checks::default();
    at_most(&mut checks, "photos", photos);
    checks.done()?;
    // A timer's step has no pictures, and nobody who could have taken them.
    if photos.is_empty() {
        return Ok(());
    }
    let uploader = w.ask.person()?;
    for (&photo, position) in photos.iter().zip(0..) {
        match store::photo::attach(w, photo, uploader, request, position).await {
            Err(store::Error::Stale) => return Err(Error::field("photos", Fault::NotAChoice)),
            attached => attached?,
        }
    }
    Ok(())
}

/// The picture itself, or its thumbnail, as a JPEG. What is hidden is shown to moderators alone; whoever may not see it
/// hears that it does not exist.
pub async fn picture(ask: &Ask, id: PhotoId, small: bool) -> Result<Vec<u8>> {
    let actor = ask.actor()?;
    let mut conn = ask.read().await?;
    let photo = store::photo::find(&mut conn, id).await?.ok_or(Error::NotFound)?;
    let shown = match slip(&mut conn, &photo).await? {
        None => photo.uploaded_by == actor.person && photo.hidden_at.is_none(),
        Some(request) => {
            let service = store::service::find(&mut conn, request.service).await?.ok_or(Error::NotFound)?;
            permit::moderate(actor, request.grid).is_ok()
                || (photo.hidden_at.is_none() && permit::see(actor, &request, &service).is_ok())
        }
    };
    drop(conn);
    if !shown {
        return Err(Error::NotFound);
    }
    files::read(&ask.desk.photos, &photo.content, small).await
}

async fn slip(conn: &mut Conn, photo: &Photo) -> Result<Option<Request>> {
    match photo.request {
        None => Ok(None),
        Some(number) => Ok(Some(store::request::find(conn, number).await?.ok_or(Error::NotFound)?)),
    }
}

/// The photos on slips of an area, hidden ones first, for its moderators.
pub async fn in_area(ask: &Ask, area: Area, skip: u32, most: u32) -> Result<Vec<Photo>> {
    permit::moderate(ask.actor()?, area)?;
    let mut conn = ask.read().await?;
    Ok(store::photo::in_area(&mut conn, area, skip, most).await?)
}

/// Hides a picture from everybody but moderators.
pub async fn hide(ask: &Ask, id: PhotoId) -> Result<()> {
    let mut w = begin!(ask, "hide_photo");
    let request = moderated(&mut w, id).await?;
    store::photo::hide(&mut w, id, ask.person()?, ask.at).await?;
    w.audit(Some(request.grid), format!("photo:{id}"), None);
    w.tell(Topic::Request(request.number));
    w.reply(()).await
}

/// Shows it again.
pub async fn unhide(ask: &Ask, id: PhotoId) -> Result<()> {
    let mut w = begin!(ask, "unhide_photo");
    let request = moderated(&mut w, id).await?;
    store::photo::unhide(&mut w, id).await?;
    w.audit(Some(request.grid), format!("photo:{id}"), None);
    w.tell(Topic::Request(request.number));
    w.reply(()).await
}

/// The slip of a photo that this person may moderate.
async fn moderated(w: &mut Writing<'_>, id: PhotoId) -> Result<Request> {
    let actor = w.actor()?;
    let photo = store::photo::find(w, id).await?.ok_or(Error::NotFound)?;
    let request = slip(w, &photo).await?.ok_or(Error::NotFound)?;
    permit::moderate(actor, request.grid).map_err(|_| Error::NotFound)?;
    Ok(request)
}

/// Forgets photos that no slip took within a day, and says how many. Safe to repeat and on many nodes.
///
/// A file may serve several photos of the same content, one of which may be coming in just now. So a file is first put
/// aside, and put back if a row names it by then; and whoever takes a photo in looks, after the commit, whether its
/// file is still there. One of the two always sees the other.
pub async fn sweep(ask: &Ask) -> Result<u32> {
    let mut conn = ask.read().await?;
    let unused = store::photo::unattached(&mut conn, ask.at.minus(WAITS), 500).await?;
    drop(conn);
    let mut swept = 0;
    for photo in unused {
        let mut w = ask.write("sweep_photo").await?;
        if !store::photo::remove(&mut w, photo.id).await? {
            continue;
        }
        w.reply(()).await?;
        swept += 1;
        drop_unless_used(ask, &photo.content).await?;
    }
    Ok(swept)
}

async fn drop_unless_used(ask: &Ask, content: &str) -> Result<()> {
    files::put_aside(&ask.desk.photos, content).await?;
    let mut conn = ask.read().await?;
    let used = store::photo::is_content_used(&mut conn, content).await?;
    drop(conn);
    if used {
        files::put_back(&ask.desk.photos, content).await
    } else {
        files::drop_aside(&ask.desk.photos, content).await
    }
}
