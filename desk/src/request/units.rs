//! Several units on one case: 吹哨 whistle, 报到 report in, rate a unit, and what a helping unit did.

use domain::{
    Request, RequestNumber, UnitId, permit,
    request::{Difficulty, Grade},
    text::Note,
};

use super::moved;
use crate::{
    Ask, Error, Fault, Result,
    error::Checks,
    writing::{Writing, begin},
};

/// Somebody must act for a unit that is to do something; otherwise `field` of the form is at fault.
pub(super) async fn somebody_in(w: &mut Writing<'_>, unit: UnitId, field: &str) -> Result<()> {
    if store::unit::members(w, unit).await?.is_empty() {
        return Err(Error::field(field, Fault::NobodyInUnit));
    }
    Ok(())
}

/// Calls units for one case.
pub async fn whistle(
    ask: &Ask,
    number: RequestNumber,
    difficulty: &str,
    units: &[String],
    demand: &str,
) -> Result<Request> {
    let mut w = begin!(ask, "whistle");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::whistle)?;
    let mut checks = Checks::default();
    let difficulty = checks.take("difficulty", Difficulty::from_name(difficulty).ok_or(Fault::Missing));
    let demand = checks.take("demand", Note::new(demand));
    let mut called = Vec::with_capacity(units.len());
    for unit in units {
        let unit: Option<UnitId> = unit.parse().ok();
        let known = match unit {
            Some(unit) => store::unit::find(&mut w, unit).await?,
            None => None,
        };
        let known = known.filter(|unit| unit.serves(slip.request.grid)).ok_or(Fault::NotAChoice);
        let known = checks.take("units", known);
        if let Some(unit) = &known {
            somebody_in(&mut w, unit.id, "units").await?;
        }
        called.extend(known.map(|unit| unit.id));
    }
    if units.is_empty() {
        checks.fault("units", Fault::Missing);
    }
    let (Some(difficulty), Some(demand)) = (difficulty, demand) else {
        return checks.refuse();
    };
    checks.done()?;
    let hours = ask.hours();
    super::step(w, slip, |request| {
        request.whistle(permit, difficulty, called, demand, &hours.office(), ask.at)
    })
    .await
}

/// The unit is there.
pub async fn report_in(ask: &Ask, number: RequestNumber, note: &str) -> Result<Request> {
    let mut w = begin!(ask, "report_in");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::report_in)?;
    let note = super::optional("note", note)?;
    super::step(w, slip, |request| request.report_in(permit, note, ask.at)).await
}

/// What the caller says of a unit afterwards.
pub async fn rate_unit(
    ask: &Ask,
    number: RequestNumber,
    unit: &str,
    grade: &str,
    comment: &str,
) -> Result<Request> {
    let mut w = begin!(ask, "rate_unit");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::whistle)?;
    let unit: UnitId = unit.parse().map_err(|_| Error::field("unit", Fault::NotAChoice))?;
    let grade = grade.parse().ok().and_then(Grade::from_value);
    let grade = grade.ok_or_else(|| Error::field("grade", Fault::Missing))?;
    let comment = super::optional("comment", comment)?;
    super::step(w, slip, |request| request.rate_unit(permit, unit, grade, comment, ask.at)).await
}

/// What a helping unit did.
pub async fn assist(ask: &Ask, number: RequestNumber, note: &str) -> Result<Request> {
    let mut w = begin!(ask, "assist");
    let slip = moved::begin(&mut w, number).await?;
    let permit = slip.may(ask, permit::assist)?;
    let note = super::required("note", note)?;
    super::step(w, slip, |request| request.assist(permit, note, ask.at)).await
}
