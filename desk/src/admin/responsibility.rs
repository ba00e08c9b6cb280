//! The responsibility list (责任清单): which unit leads (主办) and which help (协办) with a case type, area by area. A list
//! counts for its area and all below it, unless an area below has its own.

mod file;

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use domain::{Area, Unit, UnitId, permit};
use store::{Conn, Tx, area::Entry, responsibility::Duty};

pub use self::file::{HEADER, Imported, export, import, may_import};
use super::people::{in_force, own_area};
use crate::{Ask, Error, Fault, Result, error::Checks};

/// Lists on a page.
pub const PER_PAGE: u32 = 30;

/// A case type, as far as its duty goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseType {
    pub slug: String,
    pub name_zh: String,
    pub name_en: String,
}

/// A list with names for its ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub case_type: CaseType,
    pub area: Area,
    pub area_name: String,
    /// The lead first.
    pub units: Vec<Unit>,
}

/// A page of lists, and whether there is another one after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lists {
    pub lines: Vec<Listed>,
    pub more: bool,
}

/// The types that somebody can be made responsible for.
pub async fn case_types(ask: &Ask) -> Result<Vec<CaseType>> {
    own_area(ask)?;
    types(&mut ask.read().await?).await
}

async fn types(c: &mut Conn) -> Result<Vec<CaseType>> {
    let case_type = |service: domain::catalogue::Service| CaseType {
        slug: service.slug,
        name_zh: service.name_zh,
        name_en: service.name_en,
    };
    Ok(store::service::menu(c).await?.into_iter().map(case_type).collect())
}

/// The lists of an area and all below it, of the administrator's own if none is named; of one type alone if it is.
pub async fn lists(ask: &Ask, service: Option<&str>, area: Option<Area>, page: u32) -> Result<Lists> {
    let (_, own) = own_area(ask)?;
    let area = area.filter(|area| own.covers(*area)).unwrap_or(own);
    let mut c = ask.read().await?;
    let skip = page.saturating_mul(PER_PAGE);
    let mut duties = store::responsibility::within(&mut c, area, service, skip, PER_PAGE + 1).await?;
    let more = duties.len() > PER_PAGE as usize;
    duties.truncate(PER_PAGE as usize);
    Ok(Lists { lines: named(&mut c, duties).await?, more })
}

async fn named(c: &mut Conn, duties: Vec<Duty>) -> Result<Vec<Listed>> {
    let mut types: HashMap<String, CaseType> =
        types(c).await?.into_iter().map(|one| (one.slug.clone(), one)).collect();
    let areas: HashSet<Area> = duties.iter().map(|duty| duty.area).collect();
    let areas = entries(c, areas).await?;
    let listed = |Duty { service_slug: slug, area, units }: Duty| Listed {
        case_type: types.entry(slug).or_insert_with_key(|slug| nameless(slug)).clone(),
        area,
        area_name: areas.get(&area).map_or_else(|| area.to_string(), |entry| entry.name.clone()),
        units,
    };
    Ok(duties.into_iter().map(listed).collect())
}

/// A type that is in no catalogue any more is called by its short name.
fn nameless(slug: &str) -> CaseType {
    CaseType { slug: slug.to_owned(), name_zh: slug.to_owned(), name_en: slug.to_owned() }
}

async fn entries(c: &mut Conn, areas: HashSet<Area>) -> Result<HashMap<Area, Entry>> {
    let areas: Vec<Area> = areas.into_iter().collect();
    Ok(store::area::find_all(c, &areas).await?.into_iter().map(|entry| (entry.area, entry)).collect())
}

/// How a type's duty stands in an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub case_type: CaseType,
    /// From the district down to the area.
    pub path: Vec<Entry>,
    /// The area's own list, the lead first; empty: it has none.
    pub units: Vec<Unit>,
    /// Who answers without a list of its own, by the nearest list above.
    pub above: Vec<Unit>,
    /// The units that serve the area.
    pub choices: Vec<Unit>,
}

/// One type in one area, with the units it can be given to.
pub async fn standing(ask: &Ask, service: &str, area: Area) -> Result<Standing> {
    let (_, own) = own_area(ask)?;
    let mut c = ask.read().await?;
    let path = store::area::path(&mut c, area).await?;
    let known = path.last().is_some_and(|entry| entry.area == area && entry.valid_until.is_none());
    if !known || !own.covers(area) {
        return Err(Error::NotFound);
    }
    let case_type = types(&mut c).await?.into_iter().find(|one| one.slug == service);
    let above = match area.parent() {
        Some(parent) => store::unit::responsible(&mut c, service, parent).await?,
        None => Vec::new(),
    };
    Ok(Standing {
        case_type: case_type.ok_or(Error::NotFound)?,
        path,
        units: store::responsibility::find(&mut c, service, area)
            .await?
            .map_or(Vec::new(), |duty| duty.units),
        above,
        choices: choices(&mut c, area).await?,
    })
}

/// The units that serve an area, the nearest first and among them by kind.
async fn choices(c: &mut Conn, area: Area) -> Result<Vec<Unit>> {
    let mut units = store::unit::serving(c, area).await?;
    units.sort_by_key(|unit| (Reverse(unit.area.level()), unit.kind));
    Ok(units)
}

/// Says who answers for a type in an area from now on: the lead and the helpers, by their short names.
pub async fn set(ask: &Ask, service: &str, area: Area, lead: &str, helpers: &[String]) -> Result<()> {
    let mut w = ask.begin_setting("set_responsibility").await?;
    permit::administer(ask.actor()?, area)?;
    in_force(&mut w, area).await?;
    if types(&mut w).await?.iter().all(|one| one.slug != service) {
        return Err(Error::NotFound);
    }
    let serving: HashMap<String, UnitId> =
        store::unit::serving(&mut w, area).await?.into_iter().map(|unit| (unit.slug, unit.id)).collect();
    let mut checks = Checks::default();
    let find = |slug: &str| match slug {
        "" => Err(Fault::Missing),
        slug => serving.get(slug).copied().ok_or(Fault::NotAChoice),
    };
    let mut units: Vec<UnitId> = checks.take("lead", find(lead)).into_iter().collect();
    units.extend(helpers.iter().filter_map(|helper| checks.take("helpers", find(helper))));
    checks.done()?;
    let units = once_each(units);
    let known = store::responsibility::find(&mut w, service, area).await?;
    if known.is_some_and(|duty| duty.units.iter().map(|unit| unit.id).eq(units.iter().copied())) {
        return w.unchanged(()).await;
    }
    put(&mut w, service, area, units).await?;
    let detail = std::iter::once(lead).chain(helpers.iter().map(String::as_str)).collect::<Vec<_>>();
    w.audit(Some(area), subject(service), Some(detail.join(", ")));
    w.done().await
}

/// Takes an area's own list away: the one above holds again.
pub async fn clear(ask: &Ask, service: &str, area: Area) -> Result<()> {
    let mut w = ask.begin_setting("clear_responsibility").await?;
    permit::administer(ask.actor()?, area)?;
    if store::responsibility::find(&mut w, service, area).await?.is_none() {
        return w.unchanged(()).await;
    }
    store::responsibility::clear(&mut w, service, area).await?;
    w.audit(Some(area), subject(service), None);
    w.done().await
}

/// Puts a whole list in the place of the one there was.
pub(crate) async fn put(tx: &mut Tx, service: &str, area: Area, units: Vec<UnitId>) -> Result<()> {
    store::responsibility::clear(tx, service, area).await?;
    for (position, unit) in (0..).zip(units) {
        store::responsibility::put(tx, service, area, unit, position).await?;
    }
    Ok(())
}

/// Who leads does not help as well.
fn once_each(units: Vec<UnitId>) -> Vec<UnitId> {
    let mut seen = HashSet::new();
    units.into_iter().filter(|unit| seen.insert(*unit)).collect()
}

fn subject(service: &str) -> String {
    format!("responsibility:{service}")
}
