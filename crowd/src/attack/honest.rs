//! Honest residents: each has an address of their own and files an order now and then, as people do: a new connection, the
//! form, the form filled in.

use std::{net::Ipv4Addr, time::Duration};

use anyhow::{Context as _, Result, ensure};
use rand::{SeedableRng as _, rngs::StdRng};

use super::{gateway::Gateway, sign_in::sign_in};
use crate::{
    browser::Browser,
    form::{Filled, Form},
    ledger::{Promise, Said},
    load::pace::{Asker, Spell, open},
    page::Page,
    site::Site,
    source::Source,
};

/// How often one of them files an order.
pub const ORDERS_A_SECOND: f64 = 10.0;

/// One honest resident.
pub struct Resident {
    number: u8,
    browser: Browser,
    grid: String,
    dice: StdRng,
    /// The slips they were told of, with what each must say.
    filed: Vec<(String, String)>,
    /// What went wrong.
    failed: Vec<String>,
}

/// An address that nobody else in this network of 65,536 has.
pub fn address(number: u8) -> Source {
    Source::Own(Ipv4Addr::new(127, number, 1, 1))
}

impl Resident {
    /// Signs in with a phone and a code, from an address of their own.
    pub async fn arrives(site: Site, gateway: &Gateway, grid: &str, number: u8) -> Result<Self> {
        let mut dice = StdRng::seed_from_u64(u64::from(number));
        let mut browser = Browser::from(site, 0, address(number));
        sign_in(&mut browser, gateway, &format!("19900000{number:03}"), &mut dice).await?;
        let grid = grid.to_owned();
        Ok(Self { number, browser, grid, dice, filed: Vec::new(), failed: Vec::new() })
    }

    /// Files an order and is led to its slip.
    async fn order(&mut self) -> Result<()> {
        let mark = format!("楼道灯不亮 {}-{}", self.number, self.filed.len());
        let mut browser = self.browser.clone();
        let form = order_form(&mut browser, &self.grid).await?;
        let slip = send_order(&mut browser, &form.fill(&mut self.dice, &mark, None)).await?;
        self.filed.push((slip, mark));
        Ok(())
    }

    /// Looks for every slip they were told of.
    async fn look_for_slips(&mut self) {
        for (slip, mark) in &self.filed {
            let there = self.browser.open(slip).await.is_ok_and(|answer| answer.text().contains(mark));
            if !there {
                self.failed.push(format!("{slip} is not there"));
            }
        }
    }
}

impl Asker for Resident {
    async fn ask(&mut self) -> Result<()> {
        if let Err(error) = self.order().await {
            self.failed.push(format!("an order was not taken: {error:#}"));
        }
        Ok(())
    }
}

/// The form to order with, without its pictures.
pub async fn order_form(browser: &mut Browser, grid: &str) -> Result<Form> {
    let mut form = form_with_pictures(browser, grid).await?;
    form.without_pictures();
    Ok(form)
}

/// The form to order with, as somebody sees it who may add pictures.
pub async fn form_with_pictures(browser: &mut Browser, grid: &str) -> Result<Form> {
    let page = Page::read(browser.open(&format!("{grid}/order")).await?.text());
    Ok(page.forms_to("/do/order").next().context("nothing can be ordered")?.clone())
}

/// Sends an order. Hands out the address of its slip.
pub async fn send_order(browser: &mut Browser, order: &Filled) -> Result<String> {
    let answer = browser.send(order, None).await?;
    let filed = matches!(Said::by(&answer), Said::Done(Promise::Slip(_)));
    ensure!(filed, "{} {:?}", answer.status, answer.location);
    answer.location.context("a slip has an address")
}

/// All of them.
pub struct Residents(Vec<Resident>);

/// What an order took.
#[derive(Debug, Clone, Copy)]
pub struct Took {
    pub median: Duration,
    /// All but one in a hundred took no longer.
    pub most: Duration,
}

impl Residents {
    /// So many, spread over the grids.
    pub async fn arrive(site: &Site, gateway: &Gateway, grids: &[String], count: u8) -> Result<Self> {
        let mut residents = Vec::new();
        for (number, grid) in (1..=count).zip(grids.iter().cycle()) {
            residents.push(Resident::arrives(site.clone(), gateway, grid, number).await?);
        }
        Ok(Self(residents))
    }

    /// One of them files an order every tenth of a second.
    pub async fn order(&mut self, lasts: Duration) -> Result<Took> {
        let residents = std::mem::take(&mut self.0);
        let (spell, residents): (Spell, _) = open(residents, ORDERS_A_SECOND, lasts).await?;
        self.0 = residents;
        Ok(Took { median: spell.permille(500), most: spell.permille(990) })
    }

    /// How many orders were filed and are there, and what went wrong with others.
    pub async fn look_for_slips(&mut self) -> (usize, Vec<String>) {
        for resident in &mut self.0 {
            resident.look_for_slips().await;
        }
        let filed = self.0.iter().map(|resident| resident.filed.len()).sum();
        let failed = self.0.iter_mut().flat_map(|resident| std::mem::take(&mut resident.failed)).collect();
        (filed, failed)
    }
}

/// Grids in which something can be ordered, found as a stranger finds them: from the front page down.
pub async fn grids(browser: &mut Browser) -> Result<Vec<String>> {
    let mut pages = vec!["/".to_owned()];
    let mut seen = 0;
    let mut grids = Vec::new();
    while let Some(path) = pages.get(seen).cloned()
        && seen < MOST_PAGES
    {
        seen += 1;
        let page = Page::read(browser.open(&path).await?.text());
        let further = page.links_to("/?in=").into_iter().map(str::to_owned);
        pages.extend(further.filter(|link| !pages.contains(link)).collect::<Vec<_>>());
        grids.extend(page.links_to("/g/").into_iter().map(str::to_owned));
    }
    grids.sort_unstable();
    grids.dedup();
    ensure!(!grids.is_empty(), "the front page leads to no grid");
    Ok(grids)
}

const MOST_PAGES: usize = 60;
