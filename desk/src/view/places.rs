//! Names of the grids in a list.

use std::{collections::BTreeMap, sync::Arc};

use domain::{Area, area::Level};
use store::Conn;

use crate::{Ask, Result};

/// The names of some grids and of the communities they lie in.
pub(crate) struct Places(BTreeMap<Area, Arc<str>>);

impl Places {
    pub(crate) async fn of(ask: &Ask, conn: &mut Conn, grids: impl Iterator<Item = Area>) -> Result<Self> {
        let mut areas: Vec<Area> =
            grids.flat_map(|grid| [Some(grid), grid.at(Level::Community)]).flatten().collect();
        areas.sort_unstable();
        areas.dedup();
        Ok(Self(ask.areas(conn, &areas).await?))
    }

    /// Community and grid, in words.
    pub(crate) fn named(&self, grid: Area) -> String {
        let names: Vec<&str> = [grid.at(Level::Community), Some(grid)]
            .into_iter()
            .flatten()
            .filter_map(|area| self.0.get(&area).map(AsRef::as_ref))
            .collect();
        names.join(" ")
    }
}
