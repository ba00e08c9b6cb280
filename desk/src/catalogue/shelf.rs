//! The catalogue in memory: most pages show some of it, and it changes a few times a year.

use std::sync::{Arc, PoisonError, RwLock};

use domain::catalogue::Service;
use store::Conn;

use crate::{Ask, Result};

/// What was read last, and of which edition it is. Every look asks the database for its edition, so that no node shows
/// what another has changed.
#[derive(Default)]
pub struct Shelf(RwLock<Option<(i64, Arc<[Service]>)>>);

impl Ask {
    /// Every case type in its order, those that are retired last: the version in force, or the newest of one that is not.
    pub(crate) async fn menu(&self, conn: &mut Conn) -> Result<Arc<[Service]>> {
        let edition = store::edition::of_catalogue(conn).await?;
        let Shelf(shelf) = &self.desk.catalogue;
        if let Some((of, menu)) = &*shelf.read().unwrap_or_else(PoisonError::into_inner)
            && *of == edition
        {
            return Ok(Arc::clone(menu));
        }
        // Whoever changes it in between makes a newer edition, and this one is read again at the next look.
        let menu: Arc<[Service]> = store::service::menu(conn).await?.into();
        *shelf.write().unwrap_or_else(PoisonError::into_inner) = Some((edition, Arc::clone(&menu)));
        Ok(menu)
    }
}
