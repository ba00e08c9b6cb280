//! Attacks with forms: far too much text, far too many orders, and pictures made to be expensive.

use std::sync::Arc;

use anyhow::Result;
use bytes::Bytes;
use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use uuid::Uuid;

use super::{
    Target,
    needs::ATTACKER,
    tally::{Attacker, Outcome},
};
use crate::{
    browser::{Answer, Browser},
    form::{Filled, Form},
    ledger::{Promise, Said},
    source::Source,
};

/// Nearly as much text as any form may carry, and nearly as much as the server keeps for a stranger.
const LONGEST: usize = 255_000;
const KEPT: usize = 30_000;

/// Sends orders full of text without ever having signed in, in a new browser each time: the server is to keep the text
/// until somebody signs in.
pub struct Strangers {
    browser: Browser,
    order: Filled,
    /// Half of them come from a new address each time, with less text.
    wanders: bool,
    dice: StdRng,
}

impl Strangers {
    pub fn new(target: &Target, number: u64) -> Self {
        let wanders = !number.is_multiple_of(2);
        let grid = target.grids[0].trim_start_matches("/g/");
        let body = format!("grid={grid}&need={}", "x".repeat(if wanders { KEPT } else { LONGEST }));
        let order = Filled {
            action: "/do/order".to_owned(),
            fields: Vec::new(),
            content_type: "application/x-www-form-urlencoded".to_owned(),
            body: body.into(),
        };
        let dice = StdRng::seed_from_u64(number);
        Self { browser: target.stranger(ATTACKER), order, wanders, dice }
    }
}

impl Attacker for Strangers {
    async fn attempt(&mut self) -> Result<Outcome> {
        self.browser.forget();
        if self.wanders {
            self.browser.moves_to(Source::Proxied(self.dice.random::<[u8; 4]>().into()));
        }
        let answer = self.browser.send(&self.order, None).await?;
        let kept = answer.location.is_some_and(|to| to.contains("again"));
        Ok(if kept { Outcome::Taken } else { Outcome::Refused })
    }
}

/// Files one order after the other, signed in.
pub struct Orders {
    browser: Browser,
    order: Form,
    dice: StdRng,
}

impl Orders {
    pub fn new(target: &Target, number: u64) -> Self {
        let mut order = target.order_form.clone();
        order.without_pictures();
        Self { browser: target.resident.clone(), order, dice: StdRng::seed_from_u64(number) }
    }
}

impl Attacker for Orders {
    async fn attempt(&mut self) -> Result<Outcome> {
        self.order.rekey(&Uuid::from_u128(self.dice.random()).to_string());
        let words = format!("又一单 {}", self.dice.random::<u32>());
        Ok(filed(&self.browser.send(&self.order.fill(&mut self.dice, &words, None), None).await?))
    }
}

fn filed(answer: &Answer) -> Outcome {
    if matches!(Said::by(answer), Said::Done(Promise::Slip(_))) { Outcome::Taken } else { Outcome::Refused }
}

/// Adds to an order what costs much to decode, or cannot be decoded, signed in.
pub struct Pictures {
    browser: Browser,
    order: Form,
    pictures: Arc<Vec<Bytes>>,
    dice: StdRng,
}

impl Pictures {
    pub fn new(target: &Target, number: u64, pictures: &Arc<Vec<Bytes>>) -> Self {
        Self {
            browser: target.resident.clone(),
            order: target.order_form.clone(),
            pictures: Arc::clone(pictures),
            dice: StdRng::seed_from_u64(number),
        }
    }
}

impl Attacker for Pictures {
    async fn attempt(&mut self) -> Result<Outcome> {
        self.order.rekey(&Uuid::from_u128(self.dice.random()).to_string());
        let words = format!("墙皮脱落 {}", self.dice.random::<u32>());
        let order = self.order.fill_with(&mut self.dice, &words, &self.pictures);
        Ok(filed(&self.browser.send(&order, None).await?))
    }
}

/// A picture of one colour: few bytes, and this many pixels each way.
pub fn bomb(side: u32) -> Result<Bytes> {
    let pixels = vec![0; side as usize * side as usize * 3];
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(&pixels, side, side, ExtendedColorType::Rgb8)?;
    Ok(png.into())
}

/// So many parts that begin as pictures do and are none.
pub fn undecodable(count: usize) -> Vec<Bytes> {
    let mut dice = StdRng::seed_from_u64(0);
    let part = |_| {
        let noise = (0..2000).map(|_| dice.random::<u8>());
        b"\x89PNG\r\n\x1a\n".iter().copied().chain(noise).collect()
    };
    (0..count).map(part).collect()
}
