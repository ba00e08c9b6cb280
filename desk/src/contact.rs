//! How to reach the resident of a slip: masked, until whoever needs it says why. Every look is logged.

use domain::{Minutes, Request, RequestNumber, mask, permit};
use store::{Conn, look::Look};

use crate::{Ask, Error, Fault, Result, error::Checks, writing::begin};

/// How long the whole contact stays in view after a reason was given.
const IN_VIEW: Minutes = Minutes(30);

/// The resident's name, phone and door as this asker may see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contact {
    Masked { name: String, phone: String },
    /// The asker is the resident, or gave a reason within the last half hour.
    Whole { name: String, phone: String, door: Option<String> },
}

/// Why somebody needs the contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// To arrange when to come.
    Arrange,
    /// To find the door.
    FindTheDoor,
    /// To ask what is not clear.
    Ask,
    /// To hear how it went.
    CallBack,
}

impl Reason {
    pub const ALL: [Self; 4] = [Self::Arrange, Self::FindTheDoor, Self::Ask, Self::CallBack];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Arrange => "arrange",
            Self::FindTheDoor => "find_the_door",
            Self::Ask => "ask",
            Self::CallBack => "call_back",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// The contact on a slip, for somebody who may see the slip.
pub(crate) async fn contact(ask: &Ask, conn: &mut Conn, request: &Request) -> Result<Contact> {
    let actor = ask.actor()?;
    let resident = store::person::find(conn, request.resident).await?.ok_or(Error::NotFound)?;
    let name = resident.name.as_ref().map_or("", |name| name.as_str());
    let is_own = actor.person == request.resident;
    let in_view = permit::contact(actor, request).is_ok()
        && store::look::latest(conn, actor.person, request.number, ask.at.minus(IN_VIEW)).await?.is_some();
    Ok(if is_own || in_view {
        Contact::Whole {
            name: name.to_owned(),
            phone: resident.phone.as_str().to_owned(),
            door: request.place.door.as_ref().map(|door| door.as_str().to_owned()),
        }
    } else {
        Contact::Masked { name: mask::name(name), phone: resident.phone.masked() }
    })
}

/// Shows the contact for half an hour, for a reason that is written down with who looked.
pub async fn show_contact(ask: &Ask, number: RequestNumber, reason: &str) -> Result<()> {
    let mut w = begin!(ask, "show_contact");
    let request = store::request::find(&mut w, number).await?.ok_or(Error::NotFound)?;
    let permit = permit::contact(ask.actor()?, &request).map_err(|_| Error::NotFound)?;
    let mut checks = Checks::default();
    let Some(reason) = checks.take("reason", Reason::from_name(reason).ok_or(Fault::Missing)) else {
        return checks.refuse();
    };
    let look = Look {
        id: ask.fresh(),
        viewer: permit.by(),
        subject: request.resident,
        request: Some(number),
        reason: reason.name().to_owned(),
        at: ask.at,
    };
    store::look::record(&mut w, &look).await?;
    w.audit(Some(request.grid), format!("request:{}", number.digits()), Some(reason.name().to_owned())).await?;
    w.reply(()).await
}
