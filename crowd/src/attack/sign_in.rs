//! Signing in with a phone and a code, through the forms on the page.

use anyhow::{Context as _, Result, ensure};
use rand::{SeedableRng as _, rngs::StdRng};

use super::gateway::Gateway;
use crate::{
    browser::{Answer, Browser},
    form::{Control, Filled, Form},
    page::Page,
};

const SEND_CODE: &str = "/do/send-code";
const SIGN_IN: &str = "/do/sign-in";
const SIGN_OUT: &str = "/do/sign-out";

/// The form that asks for a code, as it stands on its page.
pub async fn blank(browser: &mut Browser) -> Result<Form> {
    let page = Page::read(browser.open("/signin?step=phone").await?.text());
    Ok(page.forms_to(SEND_CODE).next().context("there is no place for a phone")?.clone())
}

/// Was a code sent? Then the next page is the one where it is typed in.
pub fn code_was_sent(answer: &Answer) -> bool {
    answer.location.as_deref().is_some_and(|to| to.starts_with("/signin?step=code"))
}

/// Asks for a code, waits for it and signs in with it.
pub async fn sign_in(browser: &mut Browser, gateway: &Gateway, phone: &str, dice: &mut StdRng) -> Result<()> {
    let form = blank(browser).await?;
    let answer = browser.send(&form.fill(dice, phone, None), None).await?;
    ensure!(code_was_sent(&answer), "no code was sent: {} {:?}", answer.status, answer.location);
    let page = Page::read(browser.follow().await?.text());
    let form = page.forms_to(SIGN_IN).next().context("there is no place for the code")?;
    let answer = browser.send(&form.fill(dice, &gateway.code(phone)?, None), None).await?;
    let to = answer.location.as_deref().unwrap_or_default();
    let done = answer.status.is_redirection() && !to.is_empty() && !to.starts_with("/signin");
    ensure!(done, "the code was not taken: {} {to:?}", answer.status);
    Ok(())
}

/// Signs out and stays the browser that has signed in before.
pub async fn sign_out(browser: &mut Browser) -> Result<()> {
    let answer = browser.send(&bare(SIGN_OUT, &[]), None).await?;
    ensure!(answer.status.is_redirection(), "nobody was signed out: {}", answer.status);
    Ok(())
}

/// A code that is guessed.
pub fn guess(code: &str) -> Filled {
    bare(SIGN_IN, &[("code", code)])
}

/// A form that was never on a page.
fn bare(action: &str, fields: &[(&str, &str)]) -> Filled {
    let field = |(name, value): &(&str, &str)| Control::Hidden {
        name: (*name).to_owned(),
        value: (*value).to_owned(),
    };
    let controls = fields.iter().map(field).collect();
    let form = Form { action: action.to_owned(), posts: true, files: false, controls };
    form.fill(&mut StdRng::seed_from_u64(0), "", None)
}
