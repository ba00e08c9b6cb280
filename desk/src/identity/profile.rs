//! What people say of themselves: a name, where they live, which language they read.

use domain::{
    Area,
    area::Level,
    text::{Line, Name, is_blank},
};
use store::person::Home;

use crate::{Ask, Error, Fault, Result, error::Checks};

/// A profile as it was typed. Everything may be left empty; a building needs the grid it stands in.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    pub name: String,
    /// The code of the grid or micro-grid.
    pub grid: String,
    pub building: String,
    pub door: String,
}

/// Writes down what the person says of themselves, all of it anew.
pub async fn set_profile(ask: &Ask, profile: Profile) -> Result<()> {
    let mut w = ask.begin_setting("set_profile").await?;
    let person = ask.person()?;
    let mut checks = Checks::default();
    let name = checks.take("name", Name::optional(&profile.name));
    let building = checks.take("building", Line::optional(&profile.building));
    let door = checks.take("door", Line::optional(&profile.door));
    let grid = checks.take("grid", grid(&profile.grid));
    let (Some(name), Some(building), Some(door), Some(grid)) = (name, building, door, grid) else {
        return checks.refuse();
    };
    let home = match grid {
        Some(area) => {
            let known = store::area::find(&mut w, area).await?;
            if known.is_none_or(|entry| entry.valid_until.is_some()) {
                return Err(Error::field("grid", Fault::NotAChoice));
            }
            Some(Home { area, building, door })
        }
        None if building.is_some() || door.is_some() => return Err(Error::field("grid", Fault::Missing)),
        None => None,
    };
    let known = store::person::find(&mut w, person).await?.ok_or(Error::NotFound)?;
    if known.name == name && known.home == home {
        return w.unchanged(()).await;
    }
    // A name that changes is looked up again on every node.
    if known.name != name {
        store::person::set_name(&mut w, person, name.as_ref()).await?;
    }
    store::person::set_home(&mut w, person, home.as_ref()).await?;
    w.audit(home.map(|home| home.area), format!("person:{person}"), None);
    w.done().await
}

/// Remembers the address of an order as where the person lives. The micro-grid stays if it is in the same grid.
pub async fn remember_home(ask: &Ask, area: Area, building: &str, door: &str) -> Result<()> {
    let mut w = ask.write("remember_home").await?;
    let person = ask.person()?;
    let mut checks = Checks::default();
    let building = checks.take("building", Line::optional(building));
    let door = checks.take("door", Line::optional(door));
    let (Some(building), Some(door)) = (building, door) else {
        return checks.refuse();
    };
    let known = store::area::find(&mut w, area).await?;
    if area.level() < Level::Grid || known.is_none_or(|entry| entry.valid_until.is_some()) {
        return Err(Error::field("grid", Fault::NotAChoice));
    }
    let before = store::person::find(&mut w, person).await?.ok_or(Error::NotFound)?.home;
    let area = before.map(|home| home.area).filter(|home| area.covers(*home)).unwrap_or(area);
    store::person::set_home(&mut w, person, Some(&Home { area, building, door })).await?;
    w.audit(Some(area), format!("person:{person}"), None);
    // The key of the ask belongs to the order.
    w.done().await
}

/// Remembers which language the person reads, for other browsers: a tag that means something to the pages alone.
pub async fn set_locale(ask: &Ask, tag: &str) -> Result<()> {
    let mut w = ask.begin_setting("set_locale").await?;
    let person = ask.person()?;
    let known = store::person::find(&mut w, person).await?.ok_or(Error::NotFound)?;
    if known.locale.as_deref() == Some(tag) {
        return w.unchanged(()).await;
    }
    store::person::set_locale(&mut w, person, tag).await?;
    w.audit(None, format!("person:{person}"), None);
    w.done().await
}

fn grid(raw: &str) -> std::result::Result<Option<Area>, Fault> {
    if is_blank(raw) {
        return Ok(None);
    }
    match raw.parse::<Area>() {
        Ok(area) if area.level() >= Level::Grid => Ok(Some(area)),
        _ => Err(Fault::NotAChoice),
    }
}
