//! Writes what a verb changed: where the slip stands, its history, who has it in hand, which units it concerns, what was
//! earned, who is told.

use std::sync::Arc;

use domain::{
    Actor, Event, PersonId, Post, Request, RequestNumber, UnitId, What,
    catalogue::Service,
    permit::{self, Denied},
    points::{Cause, Rule},
    request::{Change, Leaving, Refusal, State},
};
use store::post::Server;

use super::told;
use crate::{Ask, Error, Result, calendar::Hours, inbox, live::Topic, photo, points, writing::Writing};

/// A slip that this transaction is about to move.
pub(super) struct Moving {
    pub request: Request,
    pub service: Service,
    /// Who serves its grid, where that is known already.
    pub serving: Option<Arc<[Server]>>,
}

/// Loads a slip for change; nobody else can move it until the transaction ends.
pub(super) async fn begin(w: &mut Writing<'_>, number: RequestNumber) -> Result<Moving> {
    let request = store::request::find_for_change(w, number).await?.ok_or(Error::NotFound)?;
    let service = store::service::find(w, request.service).await?.ok_or(Error::NotFound)?;
    Ok(Moving { request, service, serving: None })
}

impl Moving {
    /// The asker's permission. Whoever may not even see a slip hears what one hears of a number that does not exist.
    pub(super) fn may<P>(
        &self,
        ask: &Ask,
        permit: impl FnOnce(Actor, &Request) -> std::result::Result<P, Denied>,
    ) -> Result<P> {
        let actor = ask.actor()?;
        permit(actor, &self.request).map_err(|denied| {
            if permit::see(actor, &self.request, &self.service).is_ok() {
                Error::Denied(denied)
            } else {
                Error::NotFound
            }
        })
    }

    /// The same, where the case type has a say in it.
    pub(super) fn may_with<P>(
        &self,
        ask: &Ask,
        permit: impl FnOnce(Actor, &Request, &Service) -> std::result::Result<P, Denied>,
    ) -> Result<P> {
        self.may(ask, |actor, request| permit(actor, request, &self.service))
    }

    /// Loads the posts that somebody holds, and asks what that means for this slip.
    pub(super) async fn left_by(
        &self,
        w: &mut Writing<'_>,
        person: PersonId,
        request: Request,
    ) -> Result<Option<Change>> {
        let held = store::post::of_person(w, person).await?;
        let still: Vec<Post> = held.into_iter().map(|held| held.post).collect();
        let (leaving, hours) = (Leaving { person, still: &still }, w.ask.hours());
        Ok(request.leave(leaving, &self.service, &hours.office(), w.ask.at).ok())
    }
}

/// The working hours of the unit that has a slip, or the usual ones where none has.
pub(super) async fn hours(w: &mut Writing<'_>, unit: Option<UnitId>) -> Result<Hours> {
    let Some(unit) = unit else { return Ok(w.ask.hours()) };
    let unit = store::unit::find(w, unit).await?.ok_or(Error::NotFound)?;
    Ok(w.ask.desk.days.hours_of(unit.hours))
}

/// Writes a whole change of a loaded slip, of what was merged into it and goes on by itself now, and of the whole it is the
/// last open part of.
pub(super) async fn write(w: &mut Writing<'_>, before: &Moving, change: Change) -> Result<Request> {
    let change = given_back(w, before, change).await?;
    let ended = change.request.state.is_over() && !before.request.state.is_over();
    let left = left_alone(w, &change.request, ended).await?;
    let change = change.let_go(&left, w.ask.at);
    let request = write_one(w, before, change).await?;
    for slip in left {
        let slip = begin(w, slip).await?;
        let hours = w.ask.hours();
        let released = slip.request.clone().release(&hours.office(), w.ask.at);
        write_one(w, &slip, released.map_err(Error::Request)?).await?;
    }
    if let Some(whole) = request.beside.part_of.filter(|_| ended) {
        let whole = begin(w, whole).await?;
        if let Ok(change) = whole.request.clone().end_part(request.number, w.ask.at) {
            write_one(w, &whole, change).await?;
        }
    }
    Ok(request)
}

/// Whoever has work again that was sent back may have left meanwhile: then it is the desk's.
async fn given_back(w: &mut Writing<'_>, before: &Moving, change: Change) -> Result<Change> {
    let sent_back = change.events.iter().any(|event| matches!(event.what, What::SentBack { .. }));
    let Some(handler) = change.request.handler().filter(|_| sent_back) else { return Ok(change) };
    match before.left_by(w, handler, change.request.clone()).await? {
        Some(next) => Ok(change.and(|_| Ok(next))),
        None => Ok(change),
    }
}

/// What was merged into a slip that ended without the work being done: none of it ends with that one.
async fn left_alone(w: &mut Writing<'_>, request: &Request, ended: bool) -> Result<Vec<RequestNumber>> {
    if !ended || !request.state.is_undone() || request.beside.joined == 0 {
        return Ok(Vec::new());
    }
    let joined = store::request::joined(w, request.number).await?;
    Ok(joined.into_iter().map(|slip| slip.number).collect())
}

async fn write_one(w: &mut Writing<'_>, before: &Moving, change: Change) -> Result<Request> {
    let Change { request, events } = change;
    store::request::update(w, &request, before.request.revision).await?;
    inbox::settle(w, &before.request, &request).await?;
    for event in &events {
        w.say([store::request::record(&request, event)?]);
        follow(w, &request, &before.service, event).await?;
        told::tell(w, before, &request, event).await?;
    }
    told::tell_what_is_owed(w, before, &request).await?;
    settle_acceptance(w, &before.request, &request, &events).await?;
    settle_units(w, &before.request, &request).await?;
    if let Some(actor) = w.ask.visitor.actor {
        inbox::seen_by_doing(w, actor.person, request.number).await?;
    }
    w.audit(Some(request.grid), format!("request:{}", request.number.digits()), None);
    tell(w, &request).await?;
    Ok(request)
}

/// Files a new slip with its history. A number that is taken is found out when it is said: [`store::Error::Stale`].
pub(super) async fn file(
    w: &mut Writing<'_>,
    service: &Service,
    change: &Change,
    serving: Option<Arc<[Server]>>,
) -> Result<()> {
    let request = &change.request;
    w.say([store::request::file(request)?]);
    let before = Moving { request: request.clone(), service: service.clone(), serving };
    for event in &change.events {
        w.say([store::request::record(request, event)?]);
        told::tell(w, &before, request, event).await?;
    }
    w.audit(Some(request.grid), format!("request:{}", request.number.digits()), None);
    tell(w, request).await
}

/// Who looks again after the commit: whoever watches the slip or one that was merged into it, and everybody at its grid.
async fn tell(w: &mut Writing<'_>, request: &Request) -> Result<()> {
    w.tell(Topic::Request(request.number));
    w.tell(Topic::Grid(request.grid));
    if request.beside.joined > 0 {
        for slip in store::request::joined(w, request.number).await? {
            w.tell(Topic::Request(slip.number));
        }
    }
    Ok(())
}

/// What follows from one event beyond the slip itself: photos find their slip, service time is noted, points are earned.
async fn follow(w: &mut Writing<'_>, request: &Request, service: &Service, event: &Event) -> Result<()> {
    photo::attach(w, event.what.photos(), request).await?;
    match &event.what {
        What::Verified => {
            let cause = Cause::FirstOrder { resident: request.resident };
            points::award(w, Rule::FirstOrder, request.resident, request, None, cause).await?;
        }
        What::Checked { .. } => {
            if let State::Checked { handling, served, checked_at, .. } = request.state {
                store::request::record_service_time(w, request, handling.by, served, checked_at).await?;
                pay_helper(w, request, service, handling.by).await?;
            }
        }
        // A rating earns something once, however often it is explained and given again.
        What::Rated { .. } if request.reopened == 0 && !request.beside.explained => {
            let cause = Cause::Rated { request: request.number, round: event.revision };
            points::award(w, Rule::Rated, request.resident, request, None, cause).await?;
            w.tell(Topic::Person(request.resident));
        }
        What::Closed => {
            if let State::Closed { handling: Some(handling), grade, .. } = request.state {
                // What was checked before the check earned anything is paid now.
                pay_helper(w, request, service, handling.by).await?;
                if grade.is_some_and(|grade| !grade.is_bad()) {
                    points::praise(w, handling.by, request).await?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

/// Who did the work of a slip earns for it once, also if they have to put it right. What was earned stays, whatever the
/// resident says of the work later: a bad rating opens it again, and takes nothing.
async fn pay_helper(
    w: &mut Writing<'_>,
    request: &Request,
    service: &Service,
    helper: PersonId,
) -> Result<()> {
    if !store::award::helped(w, request, helper).await? {
        let cause = Cause::Helped { request: request.number, round: request.reopened };
        points::award(w, Rule::Helped, helper, request, Some(service.points), cause).await?;
    }
    Ok(())
}

/// Keeps the one row that says who has the slip in hand: opened by acceptance, ended by whatever takes it away.
async fn settle_acceptance(
    w: &mut Writing<'_>,
    before: &Request,
    request: &Request,
    events: &[Event],
) -> Result<()> {
    let in_hand = |slip: &Request| slip.state.handling().filter(|_| !slip.state.is_over());
    let accepted = events.iter().any(|event| event.what == What::Accepted);
    if let Some(handling) = in_hand(request).filter(|_| accepted) {
        return Ok(store::request::open_acceptance(w, request, handling.by, handling.accepted_at).await?);
    }
    let (at, taken_away) = (w.ask.at, in_hand(before).is_some() && in_hand(request).is_none());
    if taken_away && !store::request::end_acceptance(w, request, at).await? {
        return Err(Error::ChangedMeanwhile);
    }
    Ok(())
}

/// Keeps the lists of the units: in each what it leads, helps with or was called for, and since when that is over.
async fn settle_units(w: &mut Writing<'_>, before: &Request, request: &Request) -> Result<()> {
    let (at, had, have) = (w.ask.at, before.units(), request.units());
    for unit in had.difference(&have) {
        store::request::release(w, request, *unit).await?;
    }
    for unit in have.difference(&had) {
        store::request::involve(w, request, *unit, at).await?;
    }
    let over = request.state.is_over();
    if over != before.state.is_over() && !have.is_empty() {
        store::request::end_for_units(w, request, over.then_some(at)).await?;
    }
    Ok(())
}

/// A verb's refusal as the person hears it. Whoever has the slip is named by a mask only.
pub(super) async fn refused(w: &mut Writing<'_>, refusal: Refusal) -> Error {
    let Refusal::AlreadyAccepted { by } = refusal else {
        return Error::Request(refusal);
    };
    match store::person::find(w, by).await {
        Ok(person) => {
            let name = person.and_then(|person| person.name);
            Error::Taken { by: domain::mask::name(name.as_ref().map_or("", |name| name.as_str())) }
        }
        Err(error) => error.into(),
    }
}
