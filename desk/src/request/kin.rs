//! Slips that belong together: merge into an earlier one and undo it, say that one's own is not mended, split into parts.

use domain::{
    Request, RequestNumber,
    catalogue::Service,
    number::NumberError,
    permit,
    request::{Refusal, Splitting, State},
    text::{Note, is_blank},
};

use super::moved::{self, Moving};
use crate::{
    Ask, Error, Fault, Result,
    error::Checks,
    writing::{Writing, begin},
};

/// The most parts at once.
const MOST_PARTS: usize = 8;

/// How often a number is thrown again when it is taken.
const THROWS: u32 = 20;

/// Loads a slip and the earlier one for change. The earlier one goes first, as it does where that one ends and lets go what
/// was merged into it: so nobody waits for somebody who waits for them.
async fn both(w: &mut Writing<'_>, slip: RequestNumber, earlier: RequestNumber) -> Result<(Moving, Moving)> {
    let earlier = moved::begin(w, earlier).await?;
    let slip = moved::begin(w, slip).await?;
    Ok((slip, earlier))
}

/// Which slip this one went into: not yet kept from others, who may tell them apart meanwhile.
async fn went_into(w: &mut Writing<'_>, number: RequestNumber) -> Result<Option<RequestNumber>> {
    let slip = store::request::find(w, number).await?.ok_or(Error::NotFound)?;
    Ok(if let State::Merged { into, .. } = slip.state { Some(into) } else { None })
}

/// The same thing as an earlier slip, whose number was typed.
pub async fn merge(ask: &Ask, number: RequestNumber, into: &str) -> Result<Request> {
    let mut w = begin!(ask, "merge");
    let into = match into.parse::<RequestNumber>() {
        Ok(into) => into,
        Err(NumberError::CheckDigit) => return Err(Error::field("into", Fault::CheckDigit)),
        Err(NumberError::Digits) => return Err(Error::field("into", Fault::Missing)),
    };
    if into == number {
        return Err(Error::field("into", Fault::NotAChoice));
    }
    let Some(named) = store::request::find(&mut w, into).await? else {
        return Err(Error::field("into", Fault::NotAChoice));
    };
    let slip = store::request::find(&mut w, number).await?.ok_or(Error::NotFound)?;
    let is_earlier = (named.placed_at, named.number) < (slip.placed_at, slip.number);
    // Two who merge crosswise load both in one order, too.
    let (slip, earlier) = if is_earlier {
        both(&mut w, number, into).await?
    } else {
        let (earlier, slip) = both(&mut w, into, number).await?;
        (slip, earlier)
    };
    let permit = slip.may(ask, permit::run)?;
    earlier.may(ask, permit::run)?;
    match slip.request.clone().merge(permit, earlier.request.clone(), ask.at) {
        Ok((merged, joined)) => {
            moved::write(&mut w, &earlier, joined).await?;
            let merged = moved::write(&mut w, &slip, merged).await?;
            w.reply(merged).await
        }
        Err(refusal) => Err(moved::refused(&mut w, refusal).await),
    }
}

/// They were two things after all.
pub async fn unmerge(ask: &Ask, number: RequestNumber) -> Result<Request> {
    let mut w = begin!(ask, "unmerge");
    let Some(into) = went_into(&mut w, number).await? else {
        let slip = moved::begin(&mut w, number).await?;
        slip.may(ask, permit::run)?;
        return Err(Error::Request(Refusal::NotNow));
    };
    let (slip, earlier) = both(&mut w, number, into).await?;
    let permit = slip.may(ask, permit::run)?;
    let hours = ask.hours();
    match slip.request.clone().unmerge(permit, earlier.request.clone(), &hours.office(), ask.at) {
        Ok((alone, left)) => {
            moved::write(&mut w, &earlier, left).await?;
            let alone = moved::write(&mut w, &slip, alone).await?;
            w.reply(alone).await
        }
        Err(refusal) => Err(moved::refused(&mut w, refusal).await),
    }
}

/// The earlier slip is done, and the resident of this one says that theirs is not mended: it goes on by itself.
pub async fn not_mended(ask: &Ask, number: RequestNumber, note: &str) -> Result<Request> {
    let mut w = begin!(ask, "not_mended");
    let Some(into) = went_into(&mut w, number).await? else {
        let slip = moved::begin(&mut w, number).await?;
        slip.may(ask, permit::own)?;
        return Err(Error::Request(Refusal::NotNow));
    };
    let (slip, earlier) = both(&mut w, number, into).await?;
    let permit = slip.may(ask, permit::own)?;
    let note = super::optional("note", note)?;
    let hours = ask.hours();
    let objected =
        slip.request.clone().not_mended(permit, earlier.request.clone(), note, &hours.office(), ask.at);
    match objected {
        Ok((alone, left)) => {
            moved::write(&mut w, &earlier, left).await?;
            let alone = moved::write(&mut w, &slip, alone).await?;
            w.reply(alone).await
        }
        Err(refusal) => Err(moved::refused(&mut w, refusal).await),
    }
}

/// A part as it was typed: what is to be done, and the short name of its case type.
#[derive(Debug, Clone, Default)]
pub struct Part {
    pub need: String,
    pub service: String,
}

/// Goes on as parts. Fields that were left empty are no part.
pub async fn split(ask: &Ask, number: RequestNumber, parts: &[Part]) -> Result<Request> {
    let mut w = begin!(ask, "split");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::run)?;
    let typed: Vec<(usize, &Part)> = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| !is_blank(&part.need) || !part.service.is_empty())
        .take(MOST_PARTS)
        .collect();
    let mut checks = Checks::default();
    let mut known: Vec<(Note, Service)> = Vec::with_capacity(typed.len());
    for (place, part) in typed {
        let need = checks.take(&format!("need-{place}"), Note::new(&part.need));
        let service = store::service::find_by_slug(&mut w, &part.service).await?;
        let service = service.filter(|service| !service.retired && service.admission.is_admitted());
        let service = checks.take(&format!("service-{place}"), service.ok_or(Fault::Missing));
        known.extend(need.zip(service));
    }
    checks.done()?;
    if known.len() < 2 {
        return Err(Error::Request(Refusal::CannotBeSplit));
    }
    let hours = ask.hours();
    let mut numbers = Vec::with_capacity(known.len());
    for _ in 0..THROWS {
        let thrown = RequestNumber::new(ask.at, ask.dice(u64::from(u32::MAX)));
        let taken = numbers.contains(&thrown) || store::request::find(&mut w, thrown).await?.is_some();
        if !taken {
            numbers.push(thrown);
        }
        if numbers.len() == known.len() {
            break;
        }
    }
    if numbers.len() < known.len() {
        return Err(Error::ChangedMeanwhile);
    }
    let parts: Vec<Splitting<'_>> = known
        .iter()
        .zip(numbers)
        .map(|((need, service), number)| Splitting { number, need: need.clone(), service })
        .collect();
    match slip.request.clone().split(permit, &parts, &hours.office(), ask.at) {
        Ok((whole, children)) => {
            for (part, child) in parts.iter().zip(&children) {
                moved::file(&mut w, part.service, child, None).await?;
            }
            let whole = moved::write(&mut w, &slip, whole).await?;
            w.reply(whole).await
        }
        Err(refusal) => Err(moved::refused(&mut w, refusal).await),
    }
}
