//! What an honest person wants besides an order while an attack runs, and must get.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use rand::{SeedableRng as _, rngs::StdRng};
use tokio::{io::AsyncWriteExt as _, time::sleep};

use super::{
    gateway::Gateway,
    honest::{address, form_with_pictures, order_form, send_order},
    sign_in::{sign_in, sign_out},
};
use crate::{browser::Browser, form::Control, load::watch::until, site::Site, source::Source};

/// What is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Somebody who has never been here signs in.
    SignIn,
    /// Somebody signs out of their browser and in again.
    SignInAgain,
    /// What somebody typed before they signed in waits for them.
    Draft,
    /// A page hears of changes, and the server says that it is well.
    Stream,
    /// A picture is added to an order.
    Picture,
}

/// How often it was tried and how often it worked.
#[derive(Debug, Clone, Default)]
pub struct Needed {
    pub tried: usize,
    pub done: usize,
    /// What stood in the way.
    pub failed: Vec<String>,
}

/// Somebody who wants it again and again, from an address of their own.
pub struct Needy {
    need: Need,
    site: Site,
    gateway: Gateway,
    grid: String,
    browser: Browser,
    dice: StdRng,
    turn: u8,
}

/// Their number among the honest, behind all who order.
const NUMBER: u8 = 90;
/// How often they try.
const EVERY: Duration = Duration::from_secs(2);

/// The number that the lock-out attack knows: it is on the door of the grid's office, say.
pub const KNOWN_PHONE: &str = "19800000001";

impl Need {
    pub fn words(self) -> &'static str {
        match self {
            Self::SignIn => "signs in for the first time",
            Self::SignInAgain => "signs in again",
            Self::Draft => "finds what was typed",
            Self::Stream => "hears of changes",
            Self::Picture => "adds a picture",
        }
    }
}

impl Needy {
    pub async fn arrives(need: Need, site: &Site, gateway: &Gateway, grid: &str) -> Result<Self> {
        let mut dice = StdRng::seed_from_u64(u64::from(NUMBER));
        let mut browser = Browser::from(site.clone(), 0, address(NUMBER));
        if matches!(need, Need::SignInAgain | Need::Picture) {
            sign_in(&mut browser, gateway, KNOWN_PHONE, &mut dice).await?;
        }
        let (site, gateway, grid) = (site.clone(), gateway.clone(), grid.to_owned());
        Ok(Self { need, site, gateway, grid, browser, dice, turn: 0 })
    }

    /// Tries until the time is over.
    pub async fn insists(mut self, lasts: Duration) -> Needed {
        let begun = Instant::now();
        let mut needed = Needed::default();
        while begun.elapsed() < lasts {
            self.turn += 1;
            needed.tried += 1;
            match self.tries().await {
                Ok(()) => needed.done += 1,
                Err(error) => needed.failed.push(format!("{}: {error:#}", self.need.words())),
            }
            sleep(EVERY.min(lasts.saturating_sub(begun.elapsed()))).await;
        }
        needed
    }

    async fn tries(&mut self) -> Result<()> {
        match self.need {
            Need::SignIn => {
                let number = NUMBER + self.turn % NUMBER;
                let mut newcomer = Browser::from(self.site.clone(), 0, address(number));
                let phone = format!("19700000{:03}", self.turn);
                sign_in(&mut newcomer, &self.gateway, &phone, &mut self.dice).await
            }
            Need::SignInAgain => {
                sign_out(&mut self.browser).await?;
                sign_in(&mut self.browser, &self.gateway, KNOWN_PHONE, &mut self.dice).await
            }
            Need::Draft => self.types_first().await,
            Need::Stream => self.listens().await,
            Need::Picture => self.adds_a_picture().await,
        }
    }

    /// Orders without having signed in, and looks whether the words are still there.
    async fn types_first(&mut self) -> Result<()> {
        let mark = format!("路灯不亮 {}", self.turn);
        let mut stranger = self.browser.stranger();
        let form = order_form(&mut stranger, &self.grid).await?;
        let answer = stranger.send(&form.fill(&mut self.dice, &mark, None), None).await?;
        let to = answer.location.context("a form leads somewhere")?;
        let query = to.split_once('?').map_or("", |(_, query)| query);
        let back = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "to");
        let back = back.with_context(|| format!("not to the form: {to}"))?.1.into_owned();
        ensure!(stranger.open(&back).await?.text().contains(&mark), "the words are gone");
        Ok(())
    }

    async fn listens(&mut self) -> Result<()> {
        let server = self.site.door(0).context("no server is there")?;
        ensure!(self.browser.look("/healthz").await?.status.is_success(), "the server is not well");
        let grid = self.grid.trim_start_matches("/g/");
        let ask = format!("GET /live?topic=grid:{grid} HTTP/1.1\r\nHost: {server}\r\n\r\n");
        let mut stream = address(NUMBER + self.turn % NUMBER).connect(server).await?;
        stream.write_all(ask.as_bytes()).await?;
        until(&mut stream, "event: hello").await
    }

    async fn adds_a_picture(&mut self) -> Result<()> {
        let mut form = form_with_pictures(&mut self.browser, &self.grid).await?;
        for control in &mut form.controls {
            if let Control::File { needed, .. } = control {
                *needed = true;
            }
        }
        let order = form.fill(&mut self.dice, &format!("墙上有洞 {}", self.turn), None);
        let slip = send_order(&mut self.browser, &order).await?;
        ensure!(self.browser.open(&slip).await?.text().contains("/photo/"), "the picture is not there");
        Ok(())
    }
}

/// Where the attackers come from who come from one address.
pub const ATTACKER: Source = Source::Own(std::net::Ipv4Addr::new(127, 200, 0, 66));
