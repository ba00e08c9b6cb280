//! One verb to several slips of the desk: each in a transaction of its own, by the verb that does it to a single one. What
//! cannot be done to one is no reason to leave the others; the outcome says of each what came of it.

use domain::{PersonId, RequestNumber, permit::Denied, request::Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Ask, Error, Fault, Result,
    request::{self, To},
    writing::Begun,
};

/// How many slips one form may hold: a whole page, however long.
pub const MOST: u32 = store::request::LONG_PAGE;

/// The name under which the outcome is kept for whoever sends the form again, and for the page that tells it.
const VERB: &str = "several";

/// What is to be done to each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    Verify,
    /// To the hall, or to one helper.
    Dispatch(Option<PersonId>),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    pub act: Act,
    pub done: Vec<RequestNumber>,
    /// What was left as it was, and why.
    pub left: Vec<(RequestNumber, Why)>,
}

/// Why a slip was left as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    NotFound,
    Denied(Denied),
    /// Somebody has taken it on. The name is masked.
    Taken(String),
    Refused(Refusal),
    /// The helper may not take this one.
    NotForThem,
    Changed,
}

impl Why {
    /// The reason, if this failure is about one slip and not about the house.
    fn of(error: Error) -> Result<Self> {
        match error {
            Error::NotFound => Ok(Self::NotFound),
            Error::Denied(denied) => Ok(Self::Denied(denied)),
            Error::Taken { by } => Ok(Self::Taken(by)),
            Error::Request(refusal) => Ok(Self::Refused(refusal)),
            Error::Fields(_) => Ok(Self::NotForThem),
            Error::ChangedMeanwhile => Ok(Self::Changed),
            error => Err(error),
        }
    }

    pub fn error(self) -> Error {
        match self {
            Self::NotFound => Error::NotFound,
            Self::Denied(denied) => Error::Denied(denied),
            Self::Taken(by) => Error::Taken { by },
            Self::Refused(refusal) => Error::Request(refusal),
            Self::NotForThem => Error::field("to", Fault::NotAChoice),
            Self::Changed => Error::ChangedMeanwhile,
        }
    }
}

/// Does it to each of them, at most [`MOST`]. If all were left for one and the same reason, nothing was done at all, and
/// that is the answer. Sent again with the same slips, nothing is done twice and the answer is the same.
pub async fn several(ask: &Ask, act: Act, numbers: &[RequestNumber]) -> Result<Outcome> {
    let actor = ask.actor()?;
    if !actor.role().runs_the_desk() {
        return Err(Error::Denied(Denied::NotYourRole));
    }
    let mut chosen: Vec<RequestNumber> = numbers.to_vec();
    chosen.sort_unstable();
    chosen.dedup();
    if chosen.is_empty() {
        return Err(Error::field("number", Fault::Missing));
    }
    if chosen.len() > MOST as usize {
        return Err(Error::field("number", Fault::OutOfRange { least: 1, most: MOST }));
    }
    if let Some(key) = &ask.key
        && let Some(outcome) = outcome(ask, key.id()).await?
    {
        key.set_repeated();
        return Ok(outcome);
    }
    let mut outcome = Outcome { act, done: Vec::new(), left: Vec::new() };
    for number in chosen {
        match one(ask, act, number).await {
            Ok(()) => outcome.done.push(number),
            Err(error) => outcome.left.push((number, Why::of(error)?)),
        }
    }
    if outcome.done.is_empty()
        && let Some((_, why)) = outcome.left.first()
        && outcome.left.iter().all(|(_, other)| other == why)
    {
        return Err(why.clone().error());
    }
    // Only now, when the single verbs have had their turn: they write, and there may be one writer.
    match ask.begin(VERB).await? {
        Begun::Fresh(w) => w.reply(outcome).await,
        Begun::Repeated(earlier) => Ok(earlier),
    }
}

async fn one(ask: &Ask, act: Act, number: RequestNumber) -> Result<()> {
    // Each slip of a form has a key of its own, the same whenever the form is sent with the same contents.
    let ask = ask.clone().with_key(ask.key.as_ref().map(|key| key.about(number)));
    match act {
        Act::Verify => request::verify(&ask, number).await.map(drop),
        Act::Dispatch(to) => {
            let to = to.map_or(To::Hall, To::Person);
            request::dispatch(&ask, number, to).await.map(drop)
        }
    }
}

/// What came of the form with this key that the asker sent, as long as it is kept.
pub async fn outcome(ask: &Ask, key: Uuid) -> Result<Option<Outcome>> {
    let person = ask.person()?;
    let mut conn = ask.read().await?;
    let kept = store::answer::find(&mut conn, person, key, VERB).await?;
    kept.map(|reply| serde_json::from_str(&reply))
        .transpose()
        .map_err(|error| Error::Store(store::Error::corrupt("answer", error)))
}

/// By name, to whom they were given.
pub async fn helper(ask: &Ask, outcome: &Outcome) -> Result<Option<String>> {
    let Act::Dispatch(Some(person)) = outcome.act else { return Ok(None) };
    let mut conn = ask.read().await?;
    let person = store::person::find(&mut conn, person).await?;
    Ok(person
        .map(|person| person.name.map_or_else(|| person.phone.masked(), |name| name.as_str().to_owned())))
}
