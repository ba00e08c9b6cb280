//! Area codes as they are stored.

use domain::{Area, area::Level};

use crate::{Error, Result};

/// The area a stored code names.
pub(crate) fn area(code: i64) -> Result<Area> {
    Area::from_code(code.unsigned_abs()).map_err(|e| Error::corrupt("area", format!("{code}: {e}")))
}

/// Numbers of 18 digits and less fit; the domain makes no others.
pub(crate) fn code(area: Area) -> i64 {
    area.code().cast_signed()
}

/// The codes of an area and of the areas it lies in; the area's own again for the levels below it.
pub(crate) fn upwards(area: Area) -> [i64; 5] {
    Level::ALL.map(|level| code(area.at(level).unwrap_or(area)))
}

/// First and last grid of an area. Slips are filed under grids; of a micro-grid it is the grid it lies in.
pub(crate) fn grids(area: Area) -> Result<(i64, i64)> {
    let area = area.at(Level::Grid).unwrap_or(area);
    let (first, last) = area
        .range(Level::Grid)
        .ok_or_else(|| Error::corrupt("area", format!("{area} has no grids below it")))?;
    Ok((first.cast_signed(), last.cast_signed()))
}
