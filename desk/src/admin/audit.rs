//! The trail of who changed what, for the administrators of an area.

use domain::{Minutes, PersonId, RequestNumber, Timestamp, area::Level, mask, permit, typed::plain};
use store::audit::{Filter, Line};

use crate::{Ask, Result};

/// Lines on a page.
pub const PER_PAGE: u32 = 40;

/// What whoever reads the trail looks for. Everything may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    pub verb: String,
    /// What the subject begins with: `request:26325…`, `item:`; or the number of a slip.
    pub subject: String,
    /// Midnight of a day.
    pub day: Option<Timestamp>,
}

/// A line of the trail with names for its ids.
#[derive(Debug, Clone)]
pub struct Told {
    pub line: Line,
    /// Masked; `None`: a timer, a visitor, or the command line.
    pub who: Option<String>,
    pub area_name: Option<String>,
}

/// A page of the trail.
#[derive(Debug, Clone)]
pub struct Trail {
    /// Newest first.
    pub lines: Vec<Told>,
    pub more: bool,
}

fn subject(typed: &str) -> String {
    match typed.parse::<RequestNumber>() {
        Ok(number) => format!("request:{}", number.digits()),
        Err(_) => plain(typed).into_owned(),
    }
}

/// Page `page` (the first is 0) of what was changed in the area of whoever asks.
pub async fn trail(ask: &Ask, look: Look, page: u32) -> Result<Trail> {
    let actor = ask.actor()?;
    let area = actor.post.ok_or(permit::Denied::NotYourRole)?.area;
    permit::administer(actor, area)?;
    let (from, before) = match look.day {
        Some(day) => (day, day.plus(Minutes::days(1))),
        None => (Timestamp::from_micros(0), Timestamp::from_micros(i64::MAX)),
    };
    let unplaced = area.level() == Level::District;
    let filter = Filter { area, unplaced, verb: look.verb, subject: subject(&look.subject), from, before };
    let mut conn = ask.read().await?;
    let skip = page.saturating_mul(PER_PAGE);
    let mut lines = store::audit::filtered(&mut conn, &filter, skip, PER_PAGE + 1).await?;
    let more = lines.len() > PER_PAGE as usize;
    lines.truncate(PER_PAGE as usize);

    let mut people: Vec<PersonId> = lines.iter().filter_map(|line| line.person).collect();
    people.sort_unstable();
    people.dedup();
    let people = store::person::find_all(&mut conn, &people).await?;
    let mut areas: Vec<_> = lines.iter().filter_map(|line| line.area).collect();
    areas.sort_unstable();
    areas.dedup();
    let areas = store::area::find_all(&mut conn, &areas).await?;
    let told = |line: Line| {
        let who = line.person.map(|id| {
            let name = people.iter().find(|person| person.id == id).and_then(|person| person.name.as_ref());
            mask::name(name.map_or("", |name| name.as_str()))
        });
        let area_name = line.area.map(|area| {
            areas
                .iter()
                .find(|entry| entry.area == area)
                .map_or_else(|| area.to_string(), |entry| entry.name.clone())
        });
        Told { line, who, area_name }
    };
    Ok(Trail { lines: lines.into_iter().map(told).collect(), more })
}
