//! 准入、联审: a new duty waits until everybody who was named as its reviewer has agreed to it.

use std::collections::HashMap;

use domain::{
    PersonId, ServiceId, Timestamp,
    area::Level,
    catalogue::{Admission, Review, Said, Service, Verdict},
    permit,
    person::Phone,
    text::Note,
};
use store::Conn;

use crate::{
    Ask, Error, Fault, Result,
    live::Topic,
    writing::{Writing, begin},
};

/// A new duty, or a change of one, as its reviewers see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub service: Service,
    /// The version in force, which it would follow.
    pub before: Option<Service>,
    pub told: Told,
}

/// A review with names for its ids: everybody in it holds a post, so they are named in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub proposer: String,
    pub asked_at: Option<Timestamp>,
    pub reviewers: Vec<(String, Option<Said>)>,
}

/// What waits for the verdict of whoever asks, the oldest first.
pub async fn waiting(ask: &Ask) -> Result<Vec<Waiting>> {
    let person = ask.person()?;
    let mut c = ask.read().await?;
    let mut waiting = Vec::new();
    for id in store::review::waiting(&mut c, person).await? {
        let (Some(service), Some(told)) = (store::service::find(&mut c, id).await?, told(&mut c, id).await?)
        else {
            continue;
        };
        let before = store::service::find_by_slug(&mut c, &service.slug).await?;
        let before = before.filter(|before| before.id != id && !before.retired);
        waiting.push(Waiting { service, before, told });
    }
    Ok(waiting)
}

/// How much waits for the verdict of whoever asks.
pub async fn count(ask: &Ask) -> Result<usize> {
    let mut c = ask.read().await?;
    Ok(store::review::waiting(&mut c, ask.person()?).await?.len())
}

/// The review of a version, if it had one.
pub(crate) async fn told(c: &mut Conn, service: ServiceId) -> Result<Option<Told>> {
    let Some(review) = store::review::find(c, service).await? else { return Ok(None) };
    let ids: Vec<PersonId> =
        review.reviewers().iter().map(|one| one.person).chain([review.proposer]).collect();
    let names: HashMap<PersonId, String> = store::person::find_all(c, &ids)
        .await?
        .into_iter()
        .map(|person| (person.id, person.name.map_or_else(String::new, Into::into)))
        .collect();
    let name = |person: PersonId| names.get(&person).cloned().unwrap_or_default();
    Ok(Some(Told {
        proposer: name(review.proposer),
        asked_at: domain::id::made_at(service.0),
        reviewers: review.reviewers().iter().map(|one| (name(one.person), one.said.clone())).collect(),
    }))
}

/// The people whose phones were typed into the field `reviewers`, as a review that is proposed by whoever asks.
pub(crate) async fn panel(w: &mut Writing<'_>, phones: &str) -> Result<Review> {
    let fault = |fault: Fault| Error::field("reviewers", fault);
    let mut named = Vec::new();
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
    for phone in phones.split(apart).filter(|phone| !phone.is_empty()) {
        let phone = Phone::new(phone).map_err(|error| fault(error.into()))?;
        let person =
            store::person::find_by_phone(w, &phone).await?.ok_or_else(|| fault(Fault::NobodyInPost))?;
        if store::post::of_person(w, person.id).await?.is_empty() {
            return Err(fault(Fault::NobodyInPost));
        }
        named.push(person.id);
    }
    Review::ask(w.ask.person()?, &named).map_err(|refusal| fault(refusal.into()))
}

/// Asks the reviewers of a version that was just written.
pub(crate) async fn ask_for(w: &mut Writing<'_>, service: &Service, review: &Review) -> Result<()> {
    store::review::ask(w, service.id, review).await?;
    for reviewer in review.reviewers() {
        w.tell(Topic::Person(reviewer.person));
    }
    Ok(())
}

/// A reviewer agrees to a new duty, or objects with a reason. The last to agree puts it in force in the place of the version
/// before it; one objection declines it.
pub async fn judge(ask: &Ask, service: ServiceId, verdict: &str, reason: &str) -> Result<Admission> {
    let mut w = begin!(ask, "judge_service");
    let review = store::review::find_for_change(&mut w, service).await?.ok_or(Error::NotFound)?;
    let permit = permit::review(ask.actor()?, &review).map_err(|_| Error::NotFound)?;
    let verdict = match verdict {
        "agrees" => Verdict::Agrees,
        "objects" => {
            let reason = Note::new(reason).map_err(|error| Error::field("reason", error.into()))?;
            Verdict::Objects { reason }
        }
        "" => return Err(Error::field("verdict", Fault::Missing)),
        _ => return Err(Error::field("verdict", Fault::NotAChoice)),
    };
    let service = store::service::find(&mut w, service).await?.ok_or(Error::NotFound)?;
    let review = review.judge(permit, verdict.clone(), ask.at)?;
    if service.retired {
        return Err(domain::catalogue::ReviewRefusal::Over.into());
    }
    store::review::record(&mut w, service.id, permit.by(), &Said { verdict, at: ask.at }).await?;
    let outcome = review.outcome();
    settle(&mut w, &service, outcome).await?;
    let district = ask.actor()?.post.and_then(|post| post.area.at(Level::District));
    let said = review.reviewers().iter().filter(|reviewer| reviewer.said.is_some()).count();
    let detail = format!(
        "version {}: {}, {said} of {} said",
        service.version,
        outcome.name(),
        review.reviewers().len()
    );
    w.audit(district, format!("service:{}", service.slug), Some(detail));
    w.tell(Topic::Person(permit.by()));
    w.reply(outcome).await
}

async fn settle(w: &mut Writing<'_>, service: &Service, outcome: Admission) -> Result<()> {
    let settled = match outcome {
        Admission::InReview => return Ok(()),
        Admission::Declined => Service { admission: outcome, retired: true, ..service.clone() },
        Admission::Admitted => {
            let before = store::service::find_by_slug(w, &service.slug).await?;
            if let Some(before) = before.filter(|before| before.id != service.id && !before.retired) {
                store::service::settle(w, &Service { retired: true, ..before }).await?;
            }
            Service { admission: outcome, ..service.clone() }
        }
    };
    Ok(store::service::settle(w, &settled).await?)
}
