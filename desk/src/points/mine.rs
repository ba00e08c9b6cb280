//! What somebody has earned and spent, for their eyes alone.

use serde::{Deserialize, Serialize};
use store::transfer::Entry;

use crate::{Ask, Result};

/// Lines of a page of the history.
pub const PAGE: u32 = 20;

/// A person's points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mine {
    pub balance: i64,
    /// Set aside for vouchers that wait to be fetched.
    pub held: i64,
    /// What may be spent.
    pub available: i64,
    /// Newest first.
    pub entries: Vec<Entry>,
    /// There is an older page.
    pub more: bool,
}

/// The points of whoever asks, with page `page` (the first is 0) of where they came from and went.
pub async fn mine(ask: &Ask, page: u32) -> Result<Mine> {
    let person = ask.person()?;
    let mut c = ask.read().await?;
    let Some(account) = store::account::of_person(&mut c, person).await? else {
        return Ok(Mine { balance: 0, held: 0, available: 0, entries: Vec::new(), more: false });
    };
    let skip = page.saturating_mul(PAGE);
    let mut entries = store::transfer::history(&mut c, person, account.id, skip, PAGE + 1).await?;
    let more = entries.len() > PAGE as usize;
    entries.truncate(PAGE as usize);
    let (balance, held) = (account.balance, account.held);
    Ok(Mine { balance, held, available: balance - held, entries, more })
}
