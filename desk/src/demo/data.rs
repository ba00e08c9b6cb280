//! The tables of the demo district, as they stand in `data/`.

use domain::{
    Area, Points, Post, Role, Unit,
    area::GridKind,
    calendar::OfficeHours,
    person::{Phone, PublicPhone},
    request::RefusalReason,
    text::{Line, Name},
    unit::UnitKind,
};
use serde::{Deserialize, de::DeserializeOwned};

use super::DemoError;
use crate::{
    catalogue::{HEADER, Typed},
    sheet,
};

/// The district whose tree, people and work the demonstration shows.
pub(super) const DISTRICT: &str = "321012";

pub(super) struct Data {
    /// The divisions of the district, as a file of divisions.
    pub divisions: String,
    pub grids: Vec<Grid>,
    pub units: Vec<Office>,
    pub people: Vec<Member>,
    pub catalogue: Vec<Typed>,
    pub items: Vec<Goods>,
    pub needs: Vec<Need>,
    pub refusals: Vec<Refused>,
    pub remarks: Vec<Remark>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Grid {
    pub code: Area,
    pub name: String,
    pub kind: GridKind,
    pub extent: String,
    pub supervision_phone: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Office {
    pub slug: String,
    pub name_zh: String,
    pub name_en: String,
    pub kind: UnitKind,
    pub area: Area,
    pub hours: OfficeHours,
}

#[derive(Debug, Deserialize)]
pub(super) struct Member {
    pub phone: Phone,
    pub name: Name,
    pub home: Area,
    pub building: Line,
    pub door: Option<Line>,
    /// `role:area role:area`; of who acts for a unit `unit_worker:unit`.
    posts: String,
}

impl Member {
    pub fn posts(&self, units: &[Unit]) -> Result<Vec<Post>, DemoError> {
        self.posts
            .split_whitespace()
            .map(|post| post_of(post, units).ok_or_else(|| wrong("people.csv", post)))
            .collect()
    }

    /// At which everybody can call somebody who serves: as made up as all of them, and not the one they sign in with.
    pub fn public_phone(&self) -> Result<Option<PublicPhone>, DemoError> {
        let (_, own) = self.phone.as_str().split_at(7);
        PublicPhone::optional(&format!("0514-0000 {own}")).map_err(|error| wrong("people.csv", error))
    }
}

fn post_of(text: &str, units: &[Unit]) -> Option<Post> {
    let (role, held_in) = text.split_once(':')?;
    let role = Role::from_name(role)?;
    if role.for_a_unit() {
        units.iter().find(|unit| unit.slug == held_in).map(Post::in_unit)
    } else {
        Some(Post::of(role, held_in.parse().ok()?))
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Goods {
    pub slug: String,
    pub shop: Area,
    pub counter: String,
    pub name_zh: String,
    pub name_en: String,
    pub picture: String,
    pub price: Points,
    pub stock: u32,
}

/// What somebody ordered, and what came of it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Need {
    pub service: String,
    pub need: String,
    pub question: Option<String>,
    pub answer: Option<String>,
    pub done: String,
}

/// What somebody ordered that was not taken up, and why.
#[derive(Debug, Deserialize)]
pub(super) struct Refused {
    pub reason: RefusalReason,
    pub service: String,
    pub need: String,
    pub note: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Remark {
    pub kind: String,
    pub text: String,
}

/// The catalogue is read as any file of case types is.
fn catalogue() -> Result<Vec<Typed>, DemoError> {
    let rows = sheet::rows(include_bytes!("../../../data/catalogue.csv"), &HEADER)
        .map_err(|faults| wrong("catalogue.csv", format!("{:?}", faults.told)))?;
    Ok(rows.into_iter().map(|row| Typed::from(row.cells)).collect())
}

impl Data {
    pub fn read() -> Result<Self, DemoError> {
        let divisions = include_str!("../../../data/divisions.csv");
        let mut lines = divisions.lines();
        let head = lines.next().into_iter();
        let divisions: Vec<&str> = head.chain(lines.filter(|line| line.starts_with(DISTRICT))).collect();
        Ok(Self {
            divisions: divisions.join("\n"),
            grids: table("grids.csv", include_str!("../../../data/demo/grids.csv"))?,
            units: table("units.csv", include_str!("../../../data/demo/units.csv"))?,
            people: table("people.csv", include_str!("../../../data/demo/people.csv"))?,
            catalogue: catalogue()?,
            items: table("items.csv", include_str!("../../../data/demo/items.csv"))?,
            needs: table("needs.csv", include_str!("../../../data/demo/needs.csv"))?,
            refusals: table("refusals.csv", include_str!("../../../data/demo/refusals.csv"))?,
            remarks: table("remarks.csv", include_str!("../../../data/demo/remarks.csv"))?,
        })
    }

    /// The remarks of one kind, in their order.
    pub fn remarks(&self, kind: &str) -> Vec<&str> {
        self.remarks.iter().filter(|remark| remark.kind == kind).map(|remark| remark.text.as_str()).collect()
    }
}

fn table<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<Vec<T>, DemoError> {
    csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|e| wrong(file, e))
}

pub(super) fn wrong(file: &'static str, why: impl ToString) -> DemoError {
    DemoError::Data { file, why: why.to_string() }
}
