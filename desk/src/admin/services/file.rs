//! The catalogue as a file that a spreadsheet program opens and saves.

use std::collections::{HashMap, HashSet};

use domain::{
    Area, Unit, UnitId,
    catalogue::{Admission, ReviewRefusal, Service, Standing},
    typed::plain,
};
use serde::{Deserialize, Serialize};
use store::Conn;

use super::{district, subject};
use crate::{
    Ask, Error, Fault, Result,
    admin::{only_district, responsibility},
    catalogue::{HEADER, Typed, Version, duties, named_units},
    sheet::{self, Row, SheetFaults, What},
    writing::{Writing, begin},
};

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Imported {
    pub added: u32,
    /// Case types that have a new version now.
    pub changed: u32,
    pub unchanged: u32,
    /// Responsibility lists that name other units now.
    pub lists: u32,
}

/// Every case type in force as a file that [`import`] takes. Its units are those of the district's own list.
pub async fn export(ask: &Ask) -> Result<Vec<u8>> {
    let district = district(ask)?;
    let mut c = ask.read().await?;
    let mut units: HashMap<String, String> = HashMap::new();
    for duty in store::responsibility::within(&mut c, district, None, 0, u32::MAX).await? {
        if duty.area == district {
            let named: Vec<&str> =
                duty.units.iter().filter(|unit| !unit.retired).map(|unit| unit.slug.as_str()).collect();
            units.insert(duty.service_slug, named.join("|"));
        }
    }
    let services = store::service::menu(&mut c).await?.into_iter();
    let in_force = services.filter(|service| service.standing() == Standing::InForce);
    let row = |service: Service| {
        let units = units.get(&service.slug).map(String::as_str).unwrap_or_default();
        Typed::of(&service, units).into()
    };
    sheet::written(&HEADER, in_force.map(row))
}

/// May they? Asked before the file is read.
pub fn may_import(ask: &Ask) -> Result<()> {
    district(ask).map(drop)
}

/// Takes every row of the file, or none if anything in it is wrong. Case types that are not in the file stay; those in it are
/// admitted at once. A row without units leaves the responsibility lists as they are.
pub async fn import(ask: &Ask, file: &[u8]) -> Result<Imported> {
    let district = district(ask)?;
    ask.sound()?;
    let rows = sheet::rows(file, &HEADER)?;
    let mut w = begin!(ask, "import_services");
    let imported = take(&mut w, district, rows).await?;
    w.reply(imported).await
}

/// The same for whoever runs the house, in the only district there is if none is named. Without `units` that column is not
/// read: a house that begins has none yet.
pub async fn import_by_operator(
    ask: &Ask,
    file: &[u8],
    district: Option<Area>,
    units: bool,
) -> Result<Imported> {
    let mut rows = sheet::rows(file, &HEADER)?;
    if !units {
        for row in &mut rows {
            row.cells[UNITS].clear();
        }
    }
    let mut w = ask.write("import_services").await?;
    let district = match district {
        Some(area) if store::area::districts(&mut w).await?.iter().any(|one| one.area == area) => area,
        Some(_) => return Err(Error::field("area", Fault::NotAChoice)),
        None => only_district(&mut w).await?,
    };
    let imported = take(&mut w, district, rows).await?;
    w.reply(imported).await
}

/// The column that names units.
const UNITS: usize = 18;

async fn take(w: &mut Writing<'_>, district: Area, rows: Vec<Row<22>>) -> Result<Imported> {
    let reading = Reading::of(w, district).await?;
    let lines = reading.lines(w.ask, rows)?;
    let mut standing: HashMap<(String, Area), Vec<UnitId>> = HashMap::new();
    for duty in store::responsibility::within(w, district, None, 0, u32::MAX).await? {
        let units = duty.units.into_iter().map(|unit| unit.id).collect();
        standing.insert((duty.service_slug, duty.area), units);
    }
    let mut imported = Imported::default();
    // What is new comes last, in the order of the file.
    let mut last = store::service::position(w, "").await?;
    for Line { service, before, duties } in lines {
        match before {
            Some(before) if before.admission.is_admitted() && service.says_the_same(before) => {
                imported.unchanged += 1;
            }
            Some(before) => {
                let version = store::service::next_version(w, &service.slug).await?;
                let position = store::service::position(w, &service.slug).await?;
                store::service::settle(w, &Service { retired: true, ..before.clone() }).await?;
                put(w, district, &Service { version, ..service.clone() }, position).await?;
                imported.changed += 1;
            }
            None => {
                put(w, district, &service, last).await?;
                last += 1;
                imported.added += 1;
            }
        }
        for (area, units) in duties {
            let place = (service.slug.clone(), area);
            if standing.get(&place) != Some(&units) {
                responsibility::put(w, &place.0, area, units).await?;
                imported.lists += 1;
            }
        }
    }
    let Imported { added, changed, unchanged, lists } = imported;
    let detail = format!("{added} added, {changed} changed, {unchanged} unchanged, {lists} lists");
    w.audit(Some(district), subject("*"), Some(detail));
    Ok(imported)
}

async fn put(w: &mut Writing<'_>, district: Area, service: &Service, position: u32) -> Result<()> {
    store::service::add(w, service, position).await?;
    w.audit(Some(district), subject(&service.slug), Some(format!("version {}", service.version)));
    Ok(())
}

/// What the cells of a file are held against.
struct Reading {
    known: HashMap<String, Service>,
    /// Short names of the types of which a version waits for its review.
    in_review: HashSet<String>,
    units: HashMap<String, Unit>,
}

/// A row that is right, and what it changes.
struct Line<'r> {
    service: Service,
    before: Option<&'r Service>,
    duties: Vec<(Area, Vec<UnitId>)>,
}

impl Reading {
    async fn of(c: &mut Conn, district: Area) -> Result<Self> {
        let slug = |service: &Service| service.slug.clone();
        let known = store::service::menu(c).await?;
        let units = store::unit::within(c, district).await?;
        Ok(Self {
            known: known.into_iter().map(|service| (slug(&service), service)).collect(),
            in_review: store::service::in_review(c).await?.iter().map(slug).collect(),
            units: units.into_iter().map(|unit| (unit.slug.clone(), unit)).collect(),
        })
    }

    fn lines(&self, ask: &Ask, rows: Vec<Row<22>>) -> Result<Vec<Line<'_>>> {
        let (mut lines, mut faults) = (Vec::with_capacity(rows.len()), SheetFaults::default());
        let mut first: HashMap<String, u32> = HashMap::new();
        for Row { line, cells } in rows {
            let mut typed = Typed::from(cells);
            typed.slug = plain(&typed.slug).into_owned();
            let before = self.known.get(&typed.slug);
            let version = Version { id: ask.fresh(), version: 1, admission: Admission::Admitted };
            let mut fault = |column: &str, what: What| faults.add(line, column, what);
            let service = match typed.service(version) {
                Ok(service) => Some(service),
                Err(Error::Fields(wrong)) => {
                    wrong.into_iter().for_each(|one| fault(&one.field, What::Cell(one.fault)));
                    None
                }
                Err(other) => return Err(other),
            };
            if self.in_review.contains(&typed.slug) {
                fault("slug", What::Cell(Fault::Review(ReviewRefusal::UnderWay)));
            } else if before.is_some_and(|before| before.standing() == Standing::Retired) {
                fault("slug", What::Unfit { text: typed.slug.clone() });
            }
            let units = named_units(&typed.units, |slug| self.unit(slug));
            let units = units.map_err(|what| fault("units", what)).unwrap_or_default();
            if let Some(&first) = first.get(&typed.slug) {
                fault("", What::Twice { first });
            } else {
                first.insert(typed.slug, line);
            }
            if let Some(service) = service {
                lines.push(Line { service, before, duties: duties(&units) });
            }
        }
        faults.done()?;
        Ok(lines)
    }

    fn unit(&self, slug: &str) -> std::result::Result<&Unit, What> {
        let text = || slug.chars().take(40).collect();
        match self.units.get(slug) {
            None => Err(What::Unknown { text: text() }),
            Some(unit) if unit.retired => Err(What::Unfit { text: text() }),
            Some(unit) => Ok(unit),
        }
    }
}
