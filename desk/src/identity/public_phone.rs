//! At which number everybody can call somebody who runs a desk. They say so themselves, or whoever administers their post does.

use domain::{
    Actor, PersonId,
    permit::{self, Denied},
    person::PublicPhone,
};
use store::Conn;

use crate::{Ask, Error, Result};

/// Whose number it is, if whoever asks may set it: their own, or that of `person`.
async fn whose(conn: &mut Conn, actor: Actor, person: Option<PersonId>) -> Result<PersonId> {
    let person = person.unwrap_or(actor.person);
    let posts = store::post::of_person(conn, person).await?;
    let mut posts = posts.iter().filter(|held| held.post.role.runs_the_desk());
    if person == actor.person {
        return if posts.next().is_some() { Ok(person) } else { Err(Error::Denied(Denied::NotYourRole)) };
    }
    let first = posts.next().ok_or(Error::NotFound)?;
    if posts.any(|held| permit::administer(actor, held.post.area).is_ok()) {
        return Ok(person);
    }
    permit::administer(actor, first.post.area)?;
    Ok(person)
}

/// The number of somebody who may be asked for theirs. `None`: they have none, or do not need one.
pub async fn public_phone(ask: &Ask, person: Option<PersonId>) -> Result<Option<Option<String>>> {
    let mut conn = ask.read().await?;
    match whose(&mut conn, ask.actor()?, person).await {
        Ok(person) => Ok(Some(store::person::public_phone(&mut conn, person).await?)),
        Err(Error::NotFound | Error::Denied(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Sets the number, or takes it away if nothing is typed: one's own, or that of `person`.
pub async fn set_public_phone(ask: &Ask, person: Option<PersonId>, phone: &str) -> Result<()> {
    let mut w = ask.begin_setting("set_public_phone").await?;
    let person = whose(&mut w, ask.actor()?, person).await?;
    let phone =
        PublicPhone::optional(phone).map_err(|_| Error::field("public_phone", crate::Fault::PublicPhone))?;
    let known = store::person::public_phone(&mut w, person).await?;
    if known.as_deref() == phone.as_ref().map(PublicPhone::as_str) {
        return w.unchanged(()).await;
    }
    store::person::set_public_phone(&mut w, person, phone.as_ref()).await?;
    w.audit(None, format!("person:{person}"), None);
    w.done().await
}
