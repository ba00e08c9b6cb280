//! Are the invariants of the data kept? For the command line, and for whoever doubts.

pub use store::check::Violation;

use crate::{Ask, Result};

/// Everything that is wrong, as it stood at one instant; nothing is the good answer.
pub async fn run(ask: &Ask) -> Result<Vec<Violation>> {
    let mut snapshot = ask.desk.db.snapshot().await?;
    Ok(store::check::run(&mut snapshot, ask.at).await?)
}
