//! The contact on a slip: masked, until somebody who may see it says why; then whole, for half an hour.

use domain::{Minutes, PersonId, Request, RequestNumber, catalogue::Service, mask, permit, text::Line};
use store::{Conn, look::Look};

use crate::{Ask, Error, Fault, Result, live::Topic};

/// How long a look lasts.
pub const LOOK_LASTS: Minutes = Minutes(30);

/// The resident's contact as this person sees it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// `王*`, or the whole name. Empty: never said.
    pub name: String,
    /// `138****5678`, or the whole number.
    pub phone: String,
    /// To the door, if it is said and shown.
    pub door: Option<String>,
    pub whole: bool,
    /// May this person ask for the whole of it?
    pub may_show: bool,
}

/// Shows the contact behind the mask for half an hour. The reason and the look are kept, and the resident can read them. While it
/// is shown for a reason, the same reason shows nothing more.
pub async fn show_contact(ask: &Ask, number: RequestNumber, reason: &str) -> Result<()> {
    let mut w = ask.begin_setting("show_contact").await?;
    let actor = ask.actor()?;
    let request = store::request::find(&mut w, number).await?.ok_or(Error::NotFound)?;
    let service = store::service::find(&mut w, request.service).await?.ok_or(Error::NotFound)?;
    let permit = match permit::contact(actor, &request, &service) {
        Ok(permit) => permit,
        Err(denied) if permit::see(actor, &request, &service).is_ok() => return Err(denied.into()),
        Err(_) => return Err(Error::NotFound),
    };
    let reason = Line::new(reason).map_err(|error| Error::field("reason", Fault::from(error)))?;
    let since = ask.at.minus(LOOK_LASTS);
    let last = store::look::latest(&mut w, permit.by(), number, since).await?;
    if last.as_deref() == Some(reason.as_str()) {
        return w.unchanged(()).await;
    }
    let look = Look {
        id: ask.fresh(),
        viewer: permit.by(),
        subject: request.resident,
        request: Some(number),
        reason: reason.as_str().to_owned(),
        at: ask.at,
    };
    store::look::record(&mut w, &look).await?;
    w.audit(Some(request.grid), format!("request:{}", number.digits()), None);
    w.tell(Topic::Person(request.resident));
    w.done().await
}

/// The contact as this person sees it: the resident their own, others a mask, and whoever looked just now and still
/// may, the whole.
pub async fn contact(ask: &Ask, conn: &mut Conn, request: &Request, service: &Service) -> Result<Contact> {
    let actor = ask.actor()?;
    let person = store::person::find(conn, request.resident).await?.ok_or(Error::NotFound)?;
    let may_show = permit::contact(actor, request, service).is_ok();
    let looked = may_show
        && store::look::latest(conn, actor.person, request.number, ask.at.minus(LOOK_LASTS)).await?.is_some();
    let whole = looked || request.resident == actor.person;
    let name = person.name.as_ref().map_or("", |name| name.as_str());
    let handles = may_show && request.handler() == Some(actor.person);
    let door = request.place.door.as_ref().filter(|_| whole || handles).map(|door| door.as_str().to_owned());
    Ok(Contact {
        name: if whole || name.is_empty() { name.to_owned() } else { mask::name(name) },
        phone: if whole { person.phone.as_str().to_owned() } else { person.phone.masked() },
        door,
        whole,
        may_show: may_show && !whole,
    })
}

/// A look at a person, as they read it: who (masked), on which slip, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedAt {
    pub look: Look,
    pub viewer: String,
}

/// Who looked at my contact, newest first.
pub async fn looks(ask: &Ask, skip: u32, most: u32) -> Result<Vec<LookedAt>> {
    let me: PersonId = ask.person()?;
    let mut conn = ask.read().await?;
    let mut looks = Vec::new();
    for look in store::look::at_subject(&mut conn, me, skip, most).await? {
        let viewer = store::person::find(&mut conn, look.viewer).await?.and_then(|person| person.name);
        let viewer = mask::name(viewer.as_ref().map_or("", |name| name.as_str()));
        looks.push(LookedAt { look, viewer });
    }
    Ok(looks)
}
