//! Attacks on signing in, and the crowd that only looks like one.

use std::{
    net::{IpAddr, Ipv6Addr},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering::Relaxed},
    },
};

use anyhow::Result;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use uuid::Uuid;

use super::{
    Target,
    honest::{order_form, send_order},
    needs::{ATTACKER, KNOWN_PHONE},
    sign_in::{code_was_sent, guess, sign_in},
    tally::{Attacker, Outcome},
};
use crate::{browser::Browser, form::Form, source::Source};

/// Asks for codes to one number, each time from another address and in another browser, and guesses.
pub struct LocksOut {
    browser: Browser,
    blank: Form,
    dice: StdRng,
}

/// So many wrong codes for each code that was sent.
const GUESSES: u32 = 5;

impl LocksOut {
    pub fn new(target: &Target, number: u64) -> Self {
        let (browser, blank) = (target.stranger(Source::Default), target.code_form.clone());
        Self { browser, blank, dice: StdRng::seed_from_u64(number) }
    }
}

impl Attacker for LocksOut {
    async fn attempt(&mut self) -> Result<Outcome> {
        self.browser.forget();
        self.browser.moves_to(Source::Proxied(IpAddr::V4(self.dice.random::<u32>().into())));
        let sent = ask_for_code(&mut self.browser, &mut self.blank, KNOWN_PHONE, &mut self.dice).await?;
        for _ in 0..GUESSES {
            self.browser.send(&guess("000000"), None).await?;
        }
        Ok(sent)
    }
}

/// Asks for codes to ever other numbers, each time from another address of one IPv6 network.
pub struct OneNetwork {
    browser: Browser,
    blank: Form,
    dice: StdRng,
}

/// What a provider gives to one subscriber: a /64.
const NETWORK: u128 = 0x2001_0db8_0000_0066 << 64;

impl OneNetwork {
    pub fn new(target: &Target, number: u64) -> Self {
        let (browser, blank) = (target.stranger(Source::Default), target.code_form.clone());
        Self { browser, blank, dice: StdRng::seed_from_u64(number) }
    }
}

impl Attacker for OneNetwork {
    async fn attempt(&mut self) -> Result<Outcome> {
        self.browser.forget();
        let host = u128::from(self.dice.random::<u64>());
        self.browser.moves_to(Source::Proxied(IpAddr::V6(Ipv6Addr::from(NETWORK | host))));
        let phone = format!("196{:08}", self.dice.random_range(0..100_000_000));
        ask_for_code(&mut self.browser, &mut self.blank, &phone, &mut self.dice).await
    }
}

/// Sends the form as if it had just been read.
async fn ask_for_code(
    browser: &mut Browser,
    blank: &mut Form,
    phone: &str,
    dice: &mut StdRng,
) -> Result<Outcome> {
    blank.rekey(&Uuid::from_u128(dice.random()).to_string());
    let answer = browser.send(&blank.fill(dice, phone, None), None).await?;
    Ok(if code_was_sent(&answer) { Outcome::Taken } else { Outcome::Refused })
}

/// Somebody else each time, honest, behind the address that a carrier gives to all of them: signs in, and one in five files
/// an order.
pub struct Newcomers {
    target: Target,
    /// How many have come, counted by all who bring them.
    come: Arc<AtomicU32>,
    dice: StdRng,
}

const ONE_ORDERS: u32 = 5;

impl Newcomers {
    pub fn new(target: &Target, number: u64, come: &Arc<AtomicU32>) -> Self {
        Self { target: target.clone(), come: Arc::clone(come), dice: StdRng::seed_from_u64(number) }
    }

    async fn serve(&mut self, number: u32) -> Result<()> {
        let target = &self.target;
        let mut browser = target.stranger(ATTACKER);
        sign_in(&mut browser, &target.gateway, &format!("195{number:08}"), &mut self.dice).await?;
        if number.is_multiple_of(ONE_ORDERS) {
            let grid = &target.grids[number as usize / ONE_ORDERS as usize % target.grids.len()];
            let form = order_form(&mut browser, grid).await?;
            send_order(&mut browser, &form.fill(&mut self.dice, "楼下路灯不亮", None)).await?;
        }
        Ok(())
    }
}

impl Attacker for Newcomers {
    async fn attempt(&mut self) -> Result<Outcome> {
        let number = self.come.fetch_add(1, Relaxed);
        // A refusal at any step means that this person was not served.
        Ok(if self.serve(number).await.is_ok() { Outcome::Taken } else { Outcome::Refused })
    }
}
