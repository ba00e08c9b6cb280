//! Who lives and works in the demo district: everybody who can be signed in as, and where they are led then.

use anyhow::{Context as _, Result, bail, ensure};
use domain::PersonId;
use rand::rngs::StdRng;

use crate::{
    browser::{Answer, Browser},
    form::Control,
    page::Page,
    site::Site,
};

const DEMO: &str = "/demo";

/// Somebody a browser can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub place: Place,
}

/// Where such people are led after they signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Home,
    Hall,
    Desk,
    Unit,
    Counter,
    /// Where nothing of a slip's story happens.
    Office,
}

/// Everybody.
#[derive(Debug, Clone)]
pub struct Cast {
    pub people: Vec<Person>,
}

impl Cast {
    /// Signs in as each of the demo people once, to see where they are led.
    pub async fn gather(site: &Site, dice: &mut StdRng) -> Result<Self> {
        let mut browser = Browser::new(site.clone(), 0);
        let page = Page::read(browser.open(DEMO).await?.text());
        let form = page.forms_to("/do/demo-sign-in").next().context("/demo offers nobody to be")?;
        let named = form.controls.iter().filter_map(|control| match control {
            Control::Button { name, value } if name == "person" => Some(value.clone()),
            _ => None,
        });
        let mut people = Vec::new();
        for id in named {
            let mut browser = Browser::new(site.clone(), 0);
            let led = browser.send(&form.fill(dice, "", Some(&id)), None).await?;
            let place = place(&led).with_context(|| format!("{id} cannot sign in: {}", led.status))?;
            people.push(Person { id: PersonId(id.parse()?), place });
        }
        for place in [Place::Home, Place::Hall, Place::Desk, Place::Counter] {
            ensure!(people.iter().any(|person| person.place == place), "nobody is led to {place:?}");
        }
        Ok(Self { people })
    }
}

fn place(led: &Answer) -> Option<Place> {
    Some(match led.location.as_deref()? {
        "/" => Place::Home,
        "/hall" => Place::Hall,
        "/desk" => Place::Desk,
        "/unit" => Place::Unit,
        "/counter" => Place::Counter,
        "/admin" => Place::Office,
        _ => return None,
    })
}

/// Signs a browser in as somebody.
pub async fn sign_in(browser: &mut Browser, person: PersonId, dice: &mut StdRng) -> Result<()> {
    browser.forget();
    let page = Page::read(browser.open(DEMO).await?.text());
    let form = page.forms_to("/do/demo-sign-in").next().context("/demo offers nobody to be")?;
    let led = browser.send(&form.fill(dice, "", Some(&person.to_string())), None).await?;
    if place(&led).is_none() {
        bail!("{person} cannot sign in: {} {:?}", led.status, led.location);
    }
    Ok(())
}
