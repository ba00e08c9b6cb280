//! Who answers for a case type, as its row in a file says it: the short names of units with bars between them, the lead
//! first, as in `gas-company|housing|xiannv-office`.

use domain::{Area, Unit, UnitId};

/// The units that a cell names, each once, or what is wrong with the first that cannot be named.
pub(crate) fn named_units<'t, 'u, E>(
    cell: &'t str,
    mut find: impl FnMut(&'t str) -> Result<&'u Unit, E>,
) -> Result<Vec<&'u Unit>, E> {
    let mut units: Vec<&Unit> = Vec::new();
    for slug in cell.split(['|', '｜']).map(str::trim).filter(|slug| !slug.is_empty()) {
        let unit = find(slug)?;
        if units.iter().all(|known| known.id != unit.id) {
            units.push(unit);
        }
    }
    Ok(units)
}

/// The responsibility lists that follow. A town whose own office is among them gets a list of its own, on which the units
/// of the district keep their places.
pub(crate) fn duties(answering: &[&Unit]) -> Vec<(Area, Vec<UnitId>)> {
    let mut areas: Vec<Area> = answering.iter().map(|unit| unit.area).collect();
    areas.sort_unstable();
    areas.dedup();
    let serving =
        |area: Area| answering.iter().filter(|unit| unit.serves(area)).map(|unit| unit.id).collect();
    areas.into_iter().map(|area| (area, serving(area))).collect()
}
