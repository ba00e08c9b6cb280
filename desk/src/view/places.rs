//! Names of the grids in a list.

use std::collections::HashMap;

use domain::{Area, area::Level};
use store::Conn;

use crate::Result;

/// The names of some grids and of the communities they lie in.
pub(crate) struct Places(HashMap<Area, String>);

impl Places {
    pub(crate) async fn of(conn: &mut Conn, grids: impl Iterator<Item = Area>) -> Result<Self> {
        let mut areas: Vec<Area> =
            grids.flat_map(|grid| [Some(grid), grid.at(Level::Community)]).flatten().collect();
        areas.sort_unstable();
        areas.dedup();
        let entries = store::area::find_all(conn, &areas).await?;
        Ok(Self(entries.into_iter().map(|entry| (entry.area, entry.name)).collect()))
    }

    /// Community and grid, in words.
    pub(crate) fn named(&self, grid: Area) -> String {
        let names: Vec<&str> = [grid.at(Level::Community), Some(grid)]
            .into_iter()
            .flatten()
            .filter_map(|area| self.0.get(&area).map(String::as_str))
            .collect();
        names.join(" ")
    }
}
