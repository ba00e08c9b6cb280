//! Responsibility lists as a file that a spreadsheet program opens and saves.

use std::collections::{HashMap, HashSet};

use domain::{Area, Unit, UnitId, area::Level, typed::plain};
use serde::{Deserialize, Serialize};
use store::{Conn, area::Entry};

use super::{Listed, entries, named, once_each, own_area, put, subject, types};
use crate::{
    Ask, Fault, Result,
    sheet::{self, Row, SheetFaults, What},
    writing::begin,
};

/// The columns of the file. Each thing stands there by its short name or code, and after a space by the name people know
/// it by, which is not read: `hazard-gas 燃气隐患,321012 江都区,gas-company 燃气公司,housing 住建局; fire 消防大队`.
pub const HEADER: [&str; 4] = ["service", "area", "lead", "helpers"];

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    pub set: u32,
    pub unchanged: u32,
}

/// All lists of the administrator's area as a file that [`import`] takes.
pub async fn export(ask: &Ask) -> Result<Vec<u8>> {
    let (_, own) = own_area(ask)?;
    let mut c = ask.read().await?;
    let duties = store::responsibility::within(&mut c, own, None, 0, u32::MAX).await?;
    let row = |listed: Listed| {
        let mut units = listed.units.iter().map(|unit| with_name(&unit.slug, &unit.name_zh));
        let lead = units.next().unwrap_or_default();
        [
            with_name(&listed.case_type.slug, &listed.case_type.name_zh),
            with_name(&listed.area.to_string(), &listed.area_name),
            lead,
            units.collect::<Vec<_>>().join("; "),
        ]
    };
    sheet::written(&HEADER, named(&mut c, duties).await?.into_iter().map(row))
}

/// A code with the name beside it: a spreadsheet program that took it for a number would spoil the long ones.
fn with_name(code: &str, name: &str) -> String {
    format!("{code} {}", name.replace([';', '；'], "，"))
}

/// May they? Asked before the file is read.
pub fn may_import(ask: &Ask) -> Result<()> {
    own_area(ask).map(drop)
}

/// Sets every list of the file, or none if anything in it is wrong. Lists that are not in the file stay.
pub async fn import(ask: &Ask, file: &[u8]) -> Result<Imported> {
    let (_, own) = own_area(ask)?;
    ask.sound()?;
    let rows = sheet::rows(file, &HEADER)?;
    let mut w = begin!(ask, "import_responsibility");
    let lists = Reading::of(&mut w, own, &rows).await?.lists(&rows)?;
    let mut standing: HashMap<(String, Area), Vec<UnitId>> = HashMap::new();
    for duty in store::responsibility::within(&mut w, own, None, 0, u32::MAX).await? {
        let units = duty.units.into_iter().map(|unit| unit.id).collect();
        standing.insert((duty.service_slug, duty.area), units);
    }
    let mut imported = Imported { set: 0, unchanged: 0 };
    for (place, units) in lists {
        if standing.get(&place) == Some(&units) {
            imported.unchanged += 1;
        } else {
            put(&mut w, &place.0, place.1, units).await?;
            imported.set += 1;
        }
    }
    let detail = format!("{} lists set, {} unchanged", imported.set, imported.unchanged);
    w.audit(Some(own), subject("*"), Some(detail));
    w.reply(imported).await
}

/// What the cells of a file are held against.
struct Reading {
    own: Area,
    types: HashSet<String>,
    units: HashMap<String, Unit>,
    areas: HashMap<Area, Entry>,
}

/// For a type and an area the units, the lead first.
type List = ((String, Area), Vec<UnitId>);

impl Reading {
    async fn of(c: &mut Conn, own: Area, rows: &[Row<4>]) -> Result<Self> {
        let district = own.at(Level::District).unwrap_or(own);
        let named = rows.iter().filter_map(|row| code(&row.cells[1]).parse().ok());
        Ok(Self {
            own,
            types: types(c).await?.into_iter().map(|one| one.slug).collect(),
            units: store::unit::within(c, district)
                .await?
                .into_iter()
                .map(|unit| (unit.slug.clone(), unit))
                .collect(),
            areas: entries(c, named.collect()).await?,
        })
    }

    fn lists(&self, rows: &[Row<4>]) -> std::result::Result<Vec<List>, SheetFaults> {
        let (mut lists, mut faults) = (Vec::with_capacity(rows.len()), SheetFaults::default());
        let mut lines: HashMap<(String, Area), u32> = HashMap::new();
        for Row { line, cells: [service, area, lead, helpers] } in rows {
            let before = faults.total;
            let mut fault = |column, what| faults.add(*line, column, what);
            let service = code(service);
            if !self.types.contains(&service) {
                fault(HEADER[0], missing_or_unknown(&service));
            }
            let area = self.area(&code(area)).map_err(|what| fault(HEADER[1], what)).ok();
            let helpers = helpers.split([';', '；']).map(code).filter(|helper| !helper.is_empty());
            let named = std::iter::once((HEADER[2], code(lead))).chain(helpers.map(|one| (HEADER[3], one)));
            let units: Vec<UnitId> = named
                .filter_map(|(column, slug)| self.unit(&slug, area).map_err(|what| fault(column, what)).ok())
                .collect();
            let Some(area) = area else { continue };
            let place = (service, area);
            if let Some(&first) = lines.get(&place) {
                fault("", What::Twice { first });
            } else {
                lines.insert(place.clone(), *line);
            }
            if faults.total == before {
                lists.push((place, once_each(units)));
            }
        }
        faults.done()?;
        Ok(lists)
    }

    fn area(&self, code: &str) -> std::result::Result<Area, What> {
        let area: Area = code.parse().map_err(|_| missing_or_unknown(code))?;
        match self.areas.get(&area) {
            None => Err(missing_or_unknown(code)),
            Some(entry) if entry.valid_until.is_none() && self.own.covers(area) => Ok(area),
            Some(_) => Err(What::Unfit { text: code.to_owned() }),
        }
    }

    /// A unit that serves the area, as far as the area itself could be read.
    fn unit(&self, slug: &str, area: Option<Area>) -> std::result::Result<UnitId, What> {
        let unit = self.units.get(slug).ok_or_else(|| missing_or_unknown(slug))?;
        if area.is_some_and(|area| !unit.serves(area)) {
            return Err(What::Unfit { text: slug.to_owned() });
        }
        Ok(unit.id)
    }
}

/// What stands before the first space.
fn code(cell: &str) -> String {
    plain(cell).split(' ').next().unwrap_or_default().to_owned()
}

fn missing_or_unknown(text: &str) -> What {
    match text {
        "" => What::Cell(Fault::Missing),
        text => What::Unknown { text: text.chars().take(40).collect() },
    }
}
