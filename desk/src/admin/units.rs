//! Responsible units and the people who act for them, kept by the administrators of their areas.

use std::collections::HashMap;

use domain::{
    Area, PersonId, Post, PostId, Timestamp, Unit, UnitId,
    calendar::OfficeHours,
    permit::{self, MayAdminister},
    text::Line,
    unit::UnitKind,
};
use store::area::Entry;

use super::people::{hold, in_force, own_area, with_phone};
use crate::{Ask, Error, Fault, Result, error::Checks, writing::begin};

/// A unit as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub name_zh: String,
    pub name_en: String,
    pub kind: String,
    pub hours: String,
}

/// What of a unit can be written anew.
struct Card {
    name_zh: Line,
    name_en: Line,
    kind: UnitKind,
    hours: OfficeHours,
}

fn card(checks: &mut Checks, typed: &Typed) -> Option<Card> {
    let name_zh = checks.take("name_zh", Line::new(&typed.name_zh));
    let name_en = checks.take("name_en", Line::new(&typed.name_en));
    let kind = checks.take("kind", UnitKind::from_name(&typed.kind).ok_or(Fault::NotAChoice));
    let hours = checks.take("hours", typed.hours.parse::<OfficeHours>());
    Some(Card { name_zh: name_zh?, name_en: name_en?, kind: kind?, hours: hours? })
}

impl Card {
    fn on(self, unit: Unit) -> Unit {
        Unit {
            name_zh: self.name_zh.into(),
            name_en: self.name_en.into(),
            kind: self.kind,
            hours: self.hours,
            ..unit
        }
    }
}

/// A unit as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub unit: Unit,
    pub area_name: String,
    /// How many act for it; nothing is given to a unit without people.
    pub people: u32,
}

/// The units of the administrator's area and of all below it, retired ones last.
pub async fn list(ask: &Ask) -> Result<Vec<Listed>> {
    let (_, own) = own_area(ask)?;
    let mut c = ask.read().await?;
    let units = store::unit::within(&mut c, own).await?;
    let strength: HashMap<UnitId, u32> = store::unit::strengths(&mut c).await?.into_iter().collect();
    let mut areas: Vec<Area> = units.iter().map(|unit| unit.area).collect();
    areas.dedup();
    let areas: HashMap<Area, String> = store::area::find_all(&mut c, &areas)
        .await?
        .into_iter()
        .map(|entry| (entry.area, entry.name))
        .collect();
    let listed = |unit: Unit| Listed {
        area_name: areas.get(&unit.area).cloned().unwrap_or_else(|| unit.area.to_string()),
        people: strength.get(&unit.id).copied().unwrap_or_default(),
        unit,
    };
    Ok(units.into_iter().map(listed).collect())
}

/// Everything an administrator knows of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub unit: Unit,
    /// From the district down to the unit's area.
    pub path: Vec<Entry>,
    pub people: Vec<Member>,
    /// On how many responsibility lists it stands.
    pub duties: u32,
}

/// Somebody who acts for a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    pub post: PostId,
    pub person: PersonId,
    /// In full, as of everybody who holds a post.
    pub name: String,
    /// Masked.
    pub phone: String,
    pub since: Timestamp,
}

/// One unit. Of one outside the administrator's area nothing is told.
pub async fn unit(ask: &Ask, slug: &str) -> Result<Known> {
    let (_, own) = own_area(ask)?;
    let mut c = ask.read().await?;
    let unit = store::unit::find_by_slug(&mut c, slug).await?;
    let unit = unit.filter(|unit| own.covers(unit.area)).ok_or(Error::NotFound)?;
    let held = store::unit::members(&mut c, unit.id).await?;
    let ids: Vec<PersonId> = held.iter().map(|held| held.person).collect();
    let mut people: HashMap<_, _> =
        store::person::find_all(&mut c, &ids).await?.into_iter().map(|person| (person.id, person)).collect();
    let members = held.into_iter().filter_map(|held| {
        let person = people.remove(&held.person)?;
        Some(Member {
            post: held.id,
            person: person.id,
            phone: person.phone.masked(),
            name: person.name.map_or_else(String::new, Into::into),
            since: held.from,
        })
    });
    Ok(Known {
        people: members.collect(),
        path: store::area::path(&mut c, unit.area).await?,
        duties: store::responsibility::count(&mut c, unit.id).await?,
        unit,
    })
}

/// Sets up a unit for an area.
pub async fn add(ask: &Ask, slug: &str, area: &str, typed: &Typed) -> Result<Unit> {
    let mut w = begin!(ask, "add_unit");
    own_area(ask)?;
    let mut checks = Checks::default();
    let slug = checks.slug("slug", slug);
    let area = checks.take("area", area.parse::<Area>().map_err(|_| Fault::NotAChoice));
    let card = card(&mut checks, typed);
    let (Some(slug), Some(area), Some(card)) = (slug, area, card) else { return checks.refuse() };
    permit::administer(ask.actor()?, area)?;
    in_force(&mut w, area).await?;
    let Card { name_zh, name_en, kind, hours } = card;
    let (name_zh, name_en) = (name_zh.into(), name_en.into());
    let unit = Unit { id: ask.fresh(), slug, name_zh, name_en, kind, area, hours, retired: false };
    if !store::unit::add(&mut w, &unit).await? {
        return Err(Error::field("slug", Fault::Taken));
    }
    w.audit(Some(area), subject(&unit), Some(kind.name().to_owned()));
    w.reply(unit).await
}

/// Rewrites a unit. Its short name and its area stay: its people's posts are held there.
pub async fn change(ask: &Ask, slug: &str, typed: &Typed) -> Result<Unit> {
    let mut w = ask.begin_setting("change_unit").await?;
    let (_, unit) = mine(ask, store::unit::find_by_slug(&mut w, slug).await?)?;
    let mut checks = Checks::default();
    let Some(card) = card(&mut checks, typed) else { return checks.refuse() };
    let before = unit.clone();
    let unit = card.on(unit);
    if unit == before {
        return w.unchanged(unit).await;
    }
    store::unit::update(&mut w, &unit).await?;
    w.audit(Some(unit.area), subject(&unit), Some(format!("{}, {}", unit.kind.name(), unit.hours)));
    w.done().await?;
    Ok(unit)
}

/// Retires a unit, or takes it back. A retired one is passed over when cases are given out; its people keep their posts
/// and bring to an end what they have in hand.
pub async fn retire(ask: &Ask, slug: &str, retired: bool) -> Result<Unit> {
    let mut w = ask.begin_setting("retire_unit").await?;
    let (_, unit) = mine(ask, store::unit::find_by_slug(&mut w, slug).await?)?;
    if unit.retired == retired {
        return w.unchanged(unit).await;
    }
    let unit = Unit { retired, ..unit };
    store::unit::update(&mut w, &unit).await?;
    w.audit(Some(unit.area), subject(&unit), Some(format!("retired: {retired}")));
    w.done().await?;
    Ok(unit)
}

/// Lets somebody act for a unit. A phone nobody has signed in with yet is fine: the post waits for them. It is ended like
/// any other post.
pub async fn appoint(ask: &Ask, slug: &str, phone: &str) -> Result<PostId> {
    let mut w = begin!(ask, "appoint_to_unit");
    let (_, unit) = mine(ask, store::unit::find_by_slug(&mut w, slug).await?)?;
    let mut checks = Checks::default();
    let Some(phone) = checks.phone("phone", phone) else { return checks.refuse() };
    let person = with_phone(&mut w, &phone).await?;
    let permit = permit::appoint(ask.actor()?, unit.area, person)?;
    let id = hold(&mut w, permit, Post::in_unit(&unit), "phone").await?;
    w.reply(id).await
}

/// The unit, if whoever asks administers its area.
fn mine(ask: &Ask, unit: Option<Unit>) -> Result<(MayAdminister, Unit)> {
    own_area(ask)?;
    let unit = unit.ok_or(Error::NotFound)?;
    Ok((permit::administer(ask.actor()?, unit.area)?, unit))
}

fn subject(unit: &Unit) -> String {
    format!("unit:{}", unit.slug)
}
