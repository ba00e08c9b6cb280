//! The case types in force: one catalogue for the whole district, kept by its administrators. A change makes a new version,
//! at once or after a review.

mod file;
mod list;

use domain::{
    Area, ServiceId,
    catalogue::{Admission, Review, ReviewRefusal, Service, Standing},
};

pub use self::{
    file::{Imported, export, import, import_by_operator, may_import},
    list::{Filter, Known, Listing, PER_PAGE, Written, known, list},
};
use super::district;
use crate::{
    Ask, Error, Fault, Result,
    catalogue::{Typed, Version, review},
    writing::{Writing, begin},
};

/// Adds a case type, behind the others. With `reviewers`, their phones, it waits until all of them have agreed.
pub async fn add(ask: &Ask, typed: &Typed, reviewers: Option<&str>) -> Result<Service> {
    let mut w = begin!(ask, "add_service");
    let district = district(ask)?;
    let (service, review) = proposed(&mut w, typed, 1, reviewers).await?;
    if store::service::find_by_slug(&mut w, &service.slug).await?.is_some() {
        return Err(Error::field("slug", Fault::Taken));
    }
    write(&mut w, district, &service, review.as_ref()).await?;
    w.reply(service).await
}

/// Writes a new version. Requests that were placed keep the version they were placed under. What changes nothing makes none;
/// with `reviewers`, their phones, the version before it stays in force until all of them have agreed.
pub async fn change(ask: &Ask, slug: &str, typed: &Typed, reviewers: Option<&str>) -> Result<Service> {
    let mut w = begin!(ask, "change_service");
    let district = district(ask)?;
    let before = store::service::find_by_slug(&mut w, slug).await?.ok_or(Error::NotFound)?;
    if store::service::in_review(&mut w).await?.iter().any(|waiting| waiting.slug == slug) {
        return Err(ReviewRefusal::UnderWay.into());
    }
    let next = store::service::next_version(&mut w, slug).await?;
    let typed = Typed { slug: slug.to_owned(), ..typed.clone() };
    let (service, review) = proposed(&mut w, &typed, next, reviewers).await?;
    if before.admission.is_admitted() && service.says_the_same(&before) {
        return w.unchanged(before).await;
    }
    // What was taken out of force stays so until it is put back.
    let retired = review.is_none() && before.standing() == Standing::Retired;
    let service = Service { retired, ..service };
    if review.is_none() {
        store::service::settle(&mut w, &Service { retired: true, ..before }).await?;
    }
    write(&mut w, district, &service, review.as_ref()).await?;
    w.reply(service).await
}

/// The version that was typed, and its review if it is to have one; or everything that is wrong with both.
async fn proposed(
    w: &mut Writing<'_>,
    typed: &Typed,
    version: u32,
    reviewers: Option<&str>,
) -> Result<(Service, Option<Review>)> {
    let admission = if reviewers.is_some() { Admission::InReview } else { Admission::Admitted };
    let service = typed.service(Version { id: w.ask.fresh::<ServiceId>(), version, admission });
    let review = match reviewers {
        Some(phones) => review::panel(w, phones).await.map(Some),
        None => Ok(None),
    };
    match (service, review) {
        (Err(Error::Fields(mut faults)), Err(Error::Fields(more))) => {
            faults.extend(more);
            Err(Error::Fields(faults))
        }
        (service, review) => Ok((service?, review?)),
    }
}

async fn write(
    w: &mut Writing<'_>,
    district: Area,
    service: &Service,
    review: Option<&Review>,
) -> Result<()> {
    let position = store::service::position(w, &service.slug).await?;
    store::service::add(w, service, position).await?;
    if let Some(review) = review {
        review::ask_for(w, service, review).await?;
    }
    let detail = format!("version {}: {}", service.version, service.admission.name());
    w.audit(Some(district), subject(&service.slug), Some(detail));
    Ok(())
}

/// Takes a case type out of force (`retired`), or puts its newest version back.
pub async fn retire(ask: &Ask, slug: &str, retired: bool) -> Result<Service> {
    let mut w = ask.begin_setting("retire_service").await?;
    let district = district(ask)?;
    let service = store::service::find_by_slug(&mut w, slug).await?.ok_or(Error::NotFound)?;
    if service.standing() == Standing::Declined {
        return Err(ReviewRefusal::Declined.into());
    }
    if service.retired == retired {
        return w.unchanged(service).await;
    }
    let service = Service { retired, ..service };
    store::service::settle(&mut w, &service).await?;
    w.audit(Some(district), subject(slug), Some(format!("retired: {retired}")));
    w.done().await?;
    Ok(service)
}

/// Takes back the version that waits for its review.
pub async fn take_back(ask: &Ask, slug: &str) -> Result<Service> {
    let mut w = begin!(ask, "take_back_service");
    let district = district(ask)?;
    let waiting = store::service::in_review(&mut w).await?.into_iter().find(|waiting| waiting.slug == slug);
    let service = Service { retired: true, ..waiting.ok_or(Error::Review(ReviewRefusal::Over))? };
    store::service::settle(&mut w, &service).await?;
    w.audit(Some(district), subject(slug), Some(format!("version {}", service.version)));
    w.reply(service).await
}

fn subject(slug: &str) -> String {
    format!("service:{slug}")
}
