//! The service menu: one for the whole district, kept by its administrators.

use domain::{
    Minutes, Points,
    catalogue::{Class, Helpers, Service},
    text::Line,
};

use super::district;
use crate::{Ask, Error, Fault, Result, error::Checks, writing::begin};

/// The longest limit: ninety days.
pub const LONGEST: Minutes = Minutes::days(90);

/// A service as it was typed. Limits are in minutes.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub class: String,
    pub name_zh: String,
    pub name_en: String,
    pub hint_zh: String,
    pub hint_en: String,
    /// The drawing, a symbol of the picture sprite.
    pub picture: String,
    pub accept_within: String,
    pub finish_within: String,
    pub helpers: String,
    pub points: String,
}

/// The line of the menu that was typed, under an id and a short name.
fn line(mut checks: Checks, typed: &Typed, service: Identity) -> Result<Service> {
    let class = checks.take("class", Class::from_name(&typed.class).ok_or(Fault::NotAChoice));
    let name_zh = checks.take("name_zh", Line::new(&typed.name_zh));
    let name_en = checks.take("name_en", Line::new(&typed.name_en));
    let hint_zh = checks.take("hint_zh", Line::new(&typed.hint_zh));
    let hint_en = checks.take("hint_en", Line::new(&typed.hint_en));
    let picture = checks.slug("picture", &typed.picture);
    let accept = checks.number("accept_within", &typed.accept_within, 1, LONGEST.0);
    // The work cannot have to be finished before it has to be accepted.
    let finish = checks.number("finish_within", &typed.finish_within, accept.unwrap_or(1), LONGEST.0);
    let helpers = checks.take("helpers", Helpers::from_name(&typed.helpers).ok_or(Fault::NotAChoice));
    let points = checks.number("points", &typed.points, 0, Points::MOST).and_then(|p| Points::new(p).ok());
    let (Some(slug), Some(class), Some(name_zh), Some(name_en), Some(hint_zh), Some(hint_en), Some(picture)) =
        (service.slug, class, name_zh, name_en, hint_zh, hint_en, picture)
    else {
        return checks.refuse();
    };
    let (Some(accept), Some(finish), Some(helpers), Some(points)) = (accept, finish, helpers, points) else {
        return checks.refuse();
    };
    Ok(Service {
        id: service.id,
        slug,
        class,
        name_zh: name_zh.into(),
        name_en: name_en.into(),
        hint_zh: hint_zh.into(),
        hint_en: hint_en.into(),
        picture,
        accept_within: Minutes(accept),
        finish_within: Minutes(finish),
        helpers,
        points,
        retired: service.retired,
    })
}

/// What of a service is not typed anew when it is changed.
struct Identity {
    id: domain::ServiceId,
    slug: Option<String>,
    retired: bool,
}

/// The whole menu, retired services last.
pub async fn list(ask: &Ask) -> Result<Vec<Service>> {
    district(ask)?;
    let mut c = ask.read().await?;
    Ok(store::service::menu(&mut c).await?)
}

/// Puts a service on the menu, behind the others.
pub async fn add(ask: &Ask, slug: &str, typed: &Typed) -> Result<Service> {
    let mut w = begin!(ask, "add_service");
    let district = district(ask)?;
    let mut checks = Checks::default();
    let slug = checks.slug("slug", slug);
    let service = line(checks, typed, Identity { id: ask.fresh(), slug, retired: false })?;
    if store::service::find_by_slug(&mut w, &service.slug).await?.is_some() {
        return Err(Error::field("slug", Fault::Taken));
    }
    let position = u32::try_from(store::service::menu(&mut w).await?.len()).unwrap_or(u32::MAX);
    store::service::add(&mut w, &service, position).await?;
    w.audit(Some(district), subject(&service), None).await?;
    w.reply(service).await
}

/// Rewrites a service. Requests that were placed keep the limits they were promised.
pub async fn change(ask: &Ask, slug: &str, typed: &Typed) -> Result<Service> {
    let mut w = begin!(ask, "change_service");
    let district = district(ask)?;
    let before = store::service::find_by_slug(&mut w, slug).await?.ok_or(Error::NotFound)?;
    let identity = Identity { id: before.id, slug: Some(before.slug), retired: before.retired };
    let service = line(Checks::default(), typed, identity)?;
    store::service::update(&mut w, &service).await?;
    let detail = format!("points {} → {}", before.points, service.points);
    w.audit(Some(district), subject(&service), Some(detail)).await?;
    w.reply(service).await
}

/// Takes a service off the menu (`retired`), or puts it back.
pub async fn retire(ask: &Ask, slug: &str, retired: bool) -> Result<Service> {
    let mut w = begin!(ask, "retire_service");
    let district = district(ask)?;
    let service = store::service::find_by_slug(&mut w, slug).await?.ok_or(Error::NotFound)?;
    let service = Service { retired, ..service };
    store::service::update(&mut w, &service).await?;
    w.audit(Some(district), subject(&service), Some(format!("retired: {retired}"))).await?;
    w.reply(service).await
}

fn subject(service: &Service) -> String {
    format!("service:{}", service.slug)
}
