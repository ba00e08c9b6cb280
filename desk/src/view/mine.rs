//! A resident's own slips.

use store::request::List;

use super::glance::{Detail, Glance, PAGE, glances};
use crate::{Ask, Result};

#[derive(Debug, Clone)]
pub struct Mine {
    pub slips: Vec<Glance>,
    pub more: bool,
}

pub async fn mine(ask: &Ask, page: u32) -> Result<Mine> {
    let person = ask.person()?;
    let mut conn = ask.read().await?;
    let skip = page.saturating_mul(PAGE);
    let mut requests = store::request::list(&mut conn, List::OrderedBy(person), skip, PAGE + 1).await?;
    let more = requests.len() > PAGE as usize;
    requests.truncate(PAGE as usize);
    Ok(Mine { slips: glances(&mut conn, requests, ask.at, Some(person), Detail::Whole).await?, more })
}
