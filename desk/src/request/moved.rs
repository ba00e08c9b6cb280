//! Writes what a verb changed: where the slip stands, its history, who has it in hand, what was earned, who is told.

use domain::{
    Event, Request, RequestNumber, What,
    catalogue::Service,
    points::{Cause, Rule},
    request::{Change, Refusal, State},
};

use crate::{Error, Result, live::Topic, photo, points, writing::Writing};

/// A slip that this transaction is about to move.
pub(super) struct Moving {
    pub request: Request,
    pub service: Service,
}

/// Loads a slip for change; nobody else can move it until the transaction ends.
pub(super) async fn begin(w: &mut Writing<'_>, number: RequestNumber) -> Result<Moving> {
    let request = store::request::find_for_change(w, number).await?.ok_or(Error::NotFound)?;
    let service = store::service::find(w, request.service).await?.ok_or(Error::NotFound)?;
    Ok(Moving { request, service })
}

/// Writes a whole change of a slip that stood at revision `from`.
pub(super) async fn write(
    w: &mut Writing<'_>,
    from: u32,
    service: &Service,
    change: Change,
) -> Result<Request> {
    let Change { request, events } = change;
    store::request::update(w, &request, from).await?;
    for event in &events {
        store::request::record(w, &request, event).await?;
        follow(w, &request, service, event).await?;
    }
    settle_acceptance(w, &request, &events.iter().map(|event| &event.what).collect::<Vec<_>>()).await?;
    w.audit(Some(request.grid), format!("request:{}", request.number.digits()), None).await?;
    tell(w, &request);
    Ok(request)
}

/// Who looks again after the commit: whoever watches the slip, and everybody at its grid.
pub(super) fn tell(w: &mut Writing<'_>, request: &Request) {
    w.tell(Topic::Request(request.number));
    w.tell(Topic::Grid(request.grid));
}

/// What follows from one event beyond the slip itself: photos find their slip, service time is noted, points are earned.
async fn follow(w: &mut Writing<'_>, request: &Request, service: &Service, event: &Event) -> Result<()> {
    match &event.what {
        What::Progressed { photos, .. } => photo::attach(w, photos, request).await?,
        What::Finished { photos, .. } => photo::attach(w, photos, request).await?,
        What::Verified => {
            let cause = Cause::FirstOrder { resident: request.resident };
            points::award(w, Rule::FirstOrder, request.resident, request, None, cause).await?;
        }
        What::Checked { .. } => {
            if let State::Checked { handling, served, checked_at, .. } = request.state {
                store::request::record_service_time(w, request, handling.by, served, checked_at).await?;
            }
        }
        What::Rated { .. } => {
            let cause = Cause::Rated { request: request.number, round: event.revision };
            points::award(w, Rule::Rated, request.resident, request, None, cause).await?;
            w.tell(Topic::Person(request.resident));
        }
        What::Closed => {
            if let State::Closed { handling, grade: Some(_), .. } = request.state {
                let cause = Cause::Helped { request: request.number };
                points::award(w, Rule::Helped, handling.by, request, Some(service.points), cause).await?;
                w.tell(Topic::Person(handling.by));
            }
        }
        What::Placed
        | What::AskedBack { .. }
        | What::Answered { .. }
        | What::Refused { .. }
        | What::Dispatched { .. }
        | What::Accepted
        | What::Returned { .. }
        | What::Arrived
        | What::SentBack { .. }
        | What::Reopened
        | What::Withdrawn { .. } => {}
    }
    Ok(())
}

/// Keeps the one row that says who has the slip in hand: opened by acceptance, ended by whatever takes it away.
async fn settle_acceptance(w: &mut Writing<'_>, request: &Request, steps: &[&What]) -> Result<()> {
    let at = w.ask.at;
    if steps.iter().any(|what| matches!(what, What::Accepted))
        && let Some(handling) = request.state.handling()
    {
        return Ok(store::request::open_acceptance(w, request, handling.by, handling.accepted_at).await?);
    }
    let ended = |what: &&&What| {
        matches!(what, What::Returned { .. } | What::Reopened | What::Closed | What::Withdrawn { .. })
    };
    if let Some(end) = steps.iter().find(ended) {
        let had_it = store::request::end_acceptance(w, request, at).await?;
        // Only what was withdrawn may have been in nobody's hands.
        if !had_it && !matches!(end, What::Withdrawn { .. }) {
            return Err(Error::ChangedMeanwhile);
        }
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
