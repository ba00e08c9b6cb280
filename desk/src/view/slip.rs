//! The page of one slip, for whoever may see it: what it is, where, who has it, what happened, what may be done now.

use std::collections::HashMap;

use domain::{
    Area, Event, PersonId, PhotoId, Request, RequestNumber, Role, What,
    catalogue::Service,
    permit,
    request::{Finding, Handover, Pressure, State, Verb, concerned},
    text::Note,
};
use store::{Conn, area::Entry};

use super::{
    Offers,
    kin::{Kin, Units},
    whose::{Keeper, Keepers, Reader, given_to},
};
use crate::{
    Ask, Error, Result,
    admin::words::Screen,
    contact::{Contact, contact},
};

#[derive(Debug, Clone)]
pub struct Slip {
    pub request: Request,
    pub service: Service,
    /// From the district down to the grid.
    pub path: Vec<Entry>,
    /// The resident, masked unless the asker is the resident or showed a reason.
    pub resident: Contact,
    pub reader: Reader,
    /// Who verifies, assigns and checks it.
    pub keeper: Option<Keeper>,
    /// Who has it in hand, by full name.
    pub handler: Option<String>,
    /// To whom it was given and who has not accepted yet.
    pub given_to: Option<String>,
    pub steps: Vec<Step>,
    /// Pictures that came with the order.
    pub photos: Vec<PhotoId>,
    pub offers: Offers,
    /// To whom it can be given, if the asker may dispatch.
    pub helpers: Vec<Helper>,
    pub units: Units,
    pub kin: Kin,
    pub pressure: Pressure,
}

/// A step of the history, with a name for the one who took it.
#[derive(Debug, Clone)]
pub struct Step {
    pub event: Event,
    /// Helpers and staff by full name, the resident masked; `None`: a timer.
    pub by: Option<String>,
    /// What was written with it, as this reader may read it.
    pub said: Option<Note>,
    /// Whose name is in `event.what`, if any: to whom it was given.
    pub to: Option<String>,
    pub photos: Vec<PhotoId>,
}

/// Somebody a slip can be given to.
#[derive(Debug, Clone)]
pub struct Helper {
    pub person: PersonId,
    pub name: String,
    pub role: Role,
    /// For which area they serve: the nearer the better.
    pub area: Area,
}

/// The most helpers offered at once.
const MOST_HELPERS: u32 = 30;

/// The slip with this number; what does not exist and what is not the asker's to see get the same answer.
pub async fn slip(ask: &Ask, number: RequestNumber) -> Result<Slip> {
    let actor = ask.actor()?;
    let mut conn = ask.read().await?;
    let mut request = store::request::find(&mut conn, number).await?.ok_or(Error::NotFound)?;
    let service = store::service::find(&mut conn, request.service).await?.ok_or(Error::NotFound)?;
    permit::see(actor, &request, &service).map_err(|_| Error::NotFound)?;

    let path = store::area::path(&mut conn, request.grid).await?;
    let history = store::request::history(&mut conn, &request).await?;
    let concerned = concerned(&history);
    let names = names(&mut conn, &request, &history).await?;
    let name = |id: PersonId| names.get(&id).cloned();
    let reader = Reader::of(actor, &request);

    let shown: Vec<PhotoId> = store::photo::of(&mut conn, &request)
        .await?
        .into_iter()
        .filter(|p| p.hidden_at.is_none())
        .map(|p| p.id)
        .collect();
    let last_words: Vec<u32> = deciding(&history);
    let mut steps: Vec<Step> = history
        .into_iter()
        .filter(|event| concerns(event, reader, &last_words))
        .map(|event| step(event, &request, reader, &shown, &names))
        .collect();
    if permit::read(actor, &request, &service).is_err() {
        let screen = Screen::load(&mut conn).await?;
        request.need = screen.over_note(&request.need);
        for note in steps.iter_mut().filter_map(|step| step.event.what.note_mut()) {
            *note = screen.over_note(note);
        }
    }
    for step in steps.iter_mut().filter(|step| hears(&step.event.what, reader)) {
        step.said = step.event.what.note_mut().cloned();
    }
    let in_steps: Vec<PhotoId> = steps.iter().flat_map(|step| step.photos.iter().copied()).collect();
    let photos = shown.into_iter().filter(|photo| !in_steps.contains(photo)).collect();

    let earlier = match request.state {
        State::Merged { into, .. } => {
            Some(store::request::find(&mut conn, into).await?.ok_or(Error::NotFound)?)
        }
        _ => None,
    };
    let hours = ask.hours();
    let offers = Offers::of(actor, &request, earlier.as_ref(), &service, &concerned, &hours.office(), ask.at);
    let dispatches = offers.has(Verb::Dispatch);
    let helpers = if dispatches { helpers(&mut conn, &request, &service).await? } else { Vec::new() };
    let units = Units::of(&mut conn, &request, &service, &steps, &offers).await?;
    let kin = Kin::of(ask, &mut conn, &request, earlier, &offers).await?;
    let resident = contact(ask, &mut conn, &request, &service).await?;
    let keepers = Keepers::of(ask, &mut conn, std::slice::from_ref(&request)).await?;
    Ok(Slip {
        handler: request.handler().and_then(name),
        given_to: given_to(&request.state).and_then(name),
        keeper: keepers.keeper(&request, Some(actor.person)),
        pressure: request.pressure(ask.at),
        path,
        resident,
        reader,
        steps,
        photos,
        offers,
        helpers,
        units,
        kin,
        service,
        request,
    })
}

/// The judgements after which a slip was closed: what a first reviewer suspects is nobody's business but the desk's.
fn deciding(history: &[Event]) -> Vec<u32> {
    let pairs = history.windows(2).filter(|pair| matches!(pair[1].what, What::Closed));
    pairs.map(|pair| pair[0].revision).collect()
}

/// Is this step for this reader? Who rated, and how, is not shown to those who did the work; reminders, more time that was
/// asked for, and what staff owe each other are not the resident's to follow.
fn concerns(event: &Event, reader: Reader, deciding: &[u32]) -> bool {
    let helps = matches!(reader, Reader::Handler | Reader::Unit(_));
    match &event.what {
        What::Rated { .. } => !helps,
        What::Judged { finding: Finding::Malicious, .. } => {
            reader == Reader::Staff || deciding.contains(&event.revision)
        }
        What::Warned
        | What::ExtensionAsked { .. }
        | What::ExtensionDecided { approved: false, .. }
        | What::SupervisionAnswered { .. }
        | What::AnswerMissed
        | What::CallMissed { .. }
        | What::UnitRated { .. } => reader != Reader::Resident,
        _ => true,
    }
}

/// Is what was written with this step for this reader? An answer to the resident may repeat what the resident said; what
/// was asked of staff and units is for them.
const fn hears(what: &What, reader: Reader) -> bool {
    let at_work = matches!(reader, Reader::Handler | Reader::Unit(_));
    let of_staff =
        matches!(what, What::Supervised { .. } | What::Whistled { .. } | What::ExtensionDecided { .. });
    !(at_work && matches!(what, What::Judged { .. }) || of_staff && matches!(reader, Reader::Resident))
}

/// One step with the names that belong to it.
fn step(
    event: Event,
    request: &Request,
    reader: Reader,
    shown: &[PhotoId],
    names: &HashMap<PersonId, String>,
) -> Step {
    let by = event.by.map(|person| {
        let name = names.get(&person).map_or("", String::as_str);
        if person == request.resident && reader != Reader::Resident {
            domain::mask::name(name)
        } else {
            name.to_owned()
        }
    });
    let to = match &event.what {
        What::Dispatched { to: Handover::Person(person), .. } => names.get(person).cloned(),
        _ => None,
    };
    let photos = event.what.photos().iter().copied().filter(|photo| shown.contains(photo)).collect();
    Step { event, by, said: None, to, photos }
}

/// The names of everybody in the history, in one statement.
async fn names(conn: &mut Conn, request: &Request, history: &[Event]) -> Result<HashMap<PersonId, String>> {
    let mut people: Vec<PersonId> = history.iter().filter_map(|event| event.by).collect();
    people.extend(request.handler());
    people.extend(history.iter().filter_map(|event| match event.what {
        What::Dispatched { to: Handover::Person(person), .. } => Some(person),
        _ => None,
    }));
    people.sort_unstable();
    people.dedup();
    let people = store::person::find_all(conn, &people).await?;
    Ok(people.into_iter().filter_map(|person| Some((person.id, person.name?.as_str().to_owned()))).collect())
}

async fn helpers(conn: &mut Conn, request: &Request, service: &Service) -> Result<Vec<Helper>> {
    let mut helpers: Vec<Helper> = Vec::new();
    for server in store::post::helping(conn, request.grid, service.helpers, MOST_HELPERS).await? {
        let known = helpers.iter().any(|helper| helper.person == server.person);
        if server.person != request.resident && !known {
            helpers.push(Helper {
                person: server.person,
                name: server.name.map_or_else(|| server.phone.masked(), |name| name.as_str().to_owned()),
                role: server.post.role,
                area: server.post.area,
            });
        }
    }
    Ok(helpers)
}
