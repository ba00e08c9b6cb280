//! The responsible units of the demo district, and what each of them answers for.

use domain::Unit;

use super::{
    DemoError,
    data::{Data, wrong},
};
use crate::{
    Error,
    admin::responsibility,
    catalogue::{self, Typed},
    writing::Writing,
};

pub(super) async fn units(w: &mut Writing<'_>, data: &Data) -> Result<Vec<Unit>, DemoError> {
    let mut units = Vec::with_capacity(data.units.len());
    for office in &data.units {
        let unit = Unit {
            id: w.ask.fresh(),
            slug: office.slug.clone(),
            name_zh: office.name_zh.clone(),
            name_en: office.name_en.clone(),
            kind: office.kind,
            area: office.area,
            hours: office.hours.clone(),
            retired: false,
        };
        if !store::unit::add(w, &unit).await.map_err(Error::from)? {
            return Err(wrong("units.csv", format!("{} stands there twice", unit.slug)));
        }
        units.push(unit);
    }
    Ok(units)
}

/// Writes the responsibility lists: what each case type says of its units.
pub(super) async fn responsible(
    w: &mut Writing<'_>,
    units: &[Unit],
    types: &[Typed],
) -> Result<(), DemoError> {
    for Typed { slug: service, units: named, .. } in types {
        let answering = catalogue::named_units(named, |slug| {
            let unit = units.iter().find(|unit| unit.slug == slug);
            unit.ok_or_else(|| wrong("units.csv", format!("{service} names {slug}")))
        })?;
        for (area, list) in catalogue::duties(&answering) {
            responsibility::put(w, service, area, list).await?;
        }
    }
    Ok(())
}
