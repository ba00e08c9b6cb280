//! The demo people: who they are, and one-tap sign-in. In a real installation neither exists.

use domain::{PersonId, Post, mask, text::Name};

use super::{SignedIn, sign_in::enter};
use crate::{Ask, Error, Result, messenger::LastCode, place::Seat};

/// Somebody to sign in as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    pub person: PersonId,
    /// `None`: a resident without a post.
    pub post: Option<Post>,
    /// Of the post, or where they live.
    pub seat: Seat,
    pub name: String,
    /// Masked.
    pub phone: String,
}

/// The most people a page of them shows.
const MOST: u32 = 500;
/// So many of them hold no post.
const RESIDENTS: u32 = 12;

/// The demo people by role: those with posts, then some residents.
pub async fn demo_people(ask: &Ask) -> Result<Vec<DemoPerson>> {
    only_in_demo(ask)?;
    let mut c = ask.read().await?;
    let mut people = Vec::new();
    for server in store::post::everybody(&mut c, MOST).await? {
        people.push(DemoPerson {
            person: server.person,
            post: Some(server.post),
            seat: Seat::of(&mut c, server.post).await?,
            name: called(server.name.as_ref()),
            phone: server.phone.masked(),
        });
    }
    for resident in store::person::without_post(&mut c, RESIDENTS).await? {
        let home = match &resident.home {
            Some(home) => store::area::find(&mut c, home.area).await?,
            None => None,
        };
        people.push(DemoPerson {
            person: resident.id,
            post: None,
            seat: Seat { area_name: home.map_or_else(String::new, |entry| entry.name), unit: None },
            name: called(resident.name.as_ref()),
            phone: resident.phone.masked(),
        });
    }
    Ok(people)
}

/// Signs in as a demo person without a code.
pub async fn demo_sign_in(ask: &Ask, person: PersonId, agent: &str) -> Result<SignedIn> {
    only_in_demo(ask)?;
    let mut w = ask.write("demo_sign_in").await?;
    let known = store::person::find(&mut w, person).await?.ok_or(Error::NotFound)?;
    let (token, visitor) = enter(&mut w, person, ask.visitor.session, agent).await?;
    w.done().await?;
    Ok(SignedIn { token, browser: None, visitor, person, newcomer: false, locale: known.locale })
}

/// The codes that were sent last, the newest first.
pub fn demo_codes(ask: &Ask) -> Result<Vec<LastCode>> {
    only_in_demo(ask)?;
    Ok(ask.desk.messenger.last_codes())
}

fn only_in_demo(ask: &Ask) -> Result<()> {
    if ask.desk.demo { Ok(()) } else { Err(Error::NotFound) }
}

/// They are nobody, so their names are not masked.
fn called(name: Option<&Name>) -> String {
    name.map_or_else(|| mask::name(""), ToString::to_string)
}
