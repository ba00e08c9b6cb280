//! The tables of the demo district, as they stand in `data/`.

use domain::{
    Area, Minutes, Points, Post, Role,
    area::GridKind,
    catalogue::{Class, Helpers},
    person::Phone,
    request::RefusalReason,
    text::{Line, Name},
};
use serde::{Deserialize, de::DeserializeOwned};

use super::DemoError;

/// The district whose tree, people and work the demonstration shows.
pub(super) const DISTRICT: &str = "321012";

pub(super) struct Data {
    /// The divisions of the district, as a file of divisions.
    pub divisions: String,
    pub grids: Vec<Grid>,
    pub people: Vec<Member>,
    pub services: Vec<Offer>,
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
pub(super) struct Member {
    pub phone: Phone,
    pub name: Name,
    pub home: Area,
    pub building: Line,
    pub door: Option<Line>,
    /// `role:area role:area`
    posts: String,
}

impl Member {
    pub fn posts(&self) -> Result<Vec<Post>, DemoError> {
        self.posts
            .split_whitespace()
            .map(|post| post_of(post).ok_or_else(|| wrong("people.csv", post)))
            .collect()
    }
}

fn post_of(text: &str) -> Option<Post> {
    let (role, area) = text.split_once(':')?;
    Some(Post { role: Role::from_name(role)?, area: area.parse().ok()? })
}

#[derive(Debug, Deserialize)]
pub(super) struct Offer {
    pub slug: String,
    pub class: Class,
    pub name_zh: String,
    pub name_en: String,
    pub hint_zh: String,
    pub hint_en: String,
    pub picture: String,
    pub accept_within: Minutes,
    pub finish_within: Minutes,
    pub helpers: Helpers,
    pub points: Points,
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

impl Data {
    pub fn read() -> Result<Self, DemoError> {
        let divisions = include_str!("../../../data/divisions.csv");
        let mut lines = divisions.lines();
        let head = lines.next().into_iter();
        let divisions: Vec<&str> = head.chain(lines.filter(|line| line.starts_with(DISTRICT))).collect();
        Ok(Self {
            divisions: divisions.join("\n"),
            grids: table("grids.csv", include_str!("../../../data/demo/grids.csv"))?,
            people: table("people.csv", include_str!("../../../data/demo/people.csv"))?,
            services: table("services.csv", include_str!("../../../data/services.csv"))?,
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
