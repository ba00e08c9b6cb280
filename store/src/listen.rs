//! What other nodes tell. On PostgreSQL whoever committed a change wakes all nodes ([`crate::outbox::wake`]); a SQLite
//! file has one node.

use sqlx::postgres::{PgListener, PgPoolOptions};

use crate::{Db, Result, error::Doing};

/// Hears the topics that any node committed.
pub struct Listener(PgListener);

/// Begins to listen; `None` where there is nobody else to hear.
pub async fn listen(db: &Db) -> Result<Option<Listener>> {
    let Db::Postgres(lines) = db else { return Ok(None) };
    let line = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
    let mut listener = PgListener::connect_with(&line.connect_lazy_with(lines.options()))
        .await
        .doing("listening to other nodes")?;
    listener.listen("sandan").await.doing("listening to other nodes")?;
    Ok(Some(Listener(listener)))
}

impl Listener {
    /// The next topics. `None`: the line broke and is there again; what was told meanwhile was missed.
    pub async fn next(&mut self) -> Result<Option<Vec<String>>> {
        let told = self.0.try_recv().await.doing("listening to other nodes")?;
        Ok(told.map(|told| told.payload().split(' ').map(str::to_owned).collect()))
    }
}
