//! A case type as it is typed into a form or stands in a row of a file: one set of rules for both.

use domain::{
    Limit, Points, ServiceId,
    catalogue::{Admission, Class, Helpers, PlannedMilestone, Priority, Proof, Service, Subclass},
    text::{Line, Note, is_blank},
};

use crate::{Fault, Result, error::Checks};

/// Every field as text. Limits are written as the field writes them: `4 工作时`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    pub slug: String,
    pub class: String,
    pub subclass: String,
    pub subclass_zh: String,
    pub subclass_en: String,
    pub name_zh: String,
    pub name_en: String,
    pub hint_zh: String,
    pub hint_en: String,
    /// The drawing, a symbol of the picture sprite.
    pub picture: String,
    pub open_when: String,
    pub close_when: String,
    pub accept_limit: String,
    pub finish_limit: String,
    /// `责令停工=4 工作时;拆除=20 工作日`
    pub milestones: String,
    pub warn_percent: String,
    pub priority: String,
    pub helpers: String,
    /// Short names of responsible units, with bars between them, the lead first. Only files have them.
    pub units: String,
    pub proof: String,
    pub points: String,
    /// `yes` or `no`
    pub menu: String,
}

macro_rules! columns {
    ($($column:ident),* $(,)?) => {
        /// The columns of a file, which are also the names of a form's fields.
        pub const HEADER: [&str; 22] = [$(stringify!($column)),*];

        impl From<[String; 22]> for Typed {
            fn from([$($column),*]: [String; 22]) -> Self {
                Self { $($column),* }
            }
        }

        impl From<Typed> for [String; 22] {
            fn from(typed: Typed) -> Self {
                [$(typed.$column),*]
            }
        }
    };
}

columns! {
    slug, class, subclass, subclass_zh, subclass_en, name_zh, name_en, hint_zh, hint_en, picture, open_when,
    close_when, accept_limit, finish_limit, milestones, warn_percent, priority, helpers, units, proof,
    points, menu,
}

/// What is not typed: which version it will be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Version {
    pub id: ServiceId,
    pub version: u32,
    pub admission: Admission,
}

impl Typed {
    /// The case type that was typed, or everything that is wrong with it.
    pub(crate) fn service(&self, version: Version) -> Result<Service> {
        let mut checks = Checks::default();
        let slug = checks.slug("slug", &self.slug);
        let class = checks.choice("class", &self.class, Class::from_name);
        let subclass = checks.slug("subclass", &self.subclass);
        let mut line = |field: &str, raw: &str| checks.take(field, Line::new(raw));
        let subclass_zh = line("subclass_zh", &self.subclass_zh);
        let subclass_en = line("subclass_en", &self.subclass_en);
        let name_zh = line("name_zh", &self.name_zh);
        let name_en = line("name_en", &self.name_en);
        let mut note = |field: &str, raw: &str| checks.take(field, Note::new(raw));
        let hint_zh = note("hint_zh", &self.hint_zh);
        let hint_en = note("hint_en", &self.hint_en);
        let open_when = note("open_when", &self.open_when);
        let close_when = note("close_when", &self.close_when);
        let picture = checks.slug("picture", &self.picture);
        let accept = checks.take("accept_limit", limit(&self.accept_limit));
        let finish = checks.take("finish_limit", limit(&self.finish_limit));
        let milestones = checks.take("milestones", milestones(&self.milestones));
        let warn = checks.number("warn_percent", &self.warn_percent, 1, 100);
        let priority = checks.choice("priority", &self.priority, Priority::from_name);
        let helpers = checks.choice("helpers", &self.helpers, Helpers::from_name);
        let proof = checks.choice("proof", &self.proof, Proof::from_name);
        let points = checks.number("points", &self.points, 0, Points::MOST);
        let points = points.and_then(|points| Points::new(points).ok());
        let on_menu = checks.choice("menu", &self.menu, |typed| match typed {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        });
        // The work cannot have to be finished before it has to be accepted.
        if let (Some(accept), Some(finish)) = (accept, finish)
            && finish.roughly() < accept.roughly()
        {
            checks.fault("finish_limit", Fault::BeforeAcceptance);
        }
        let fit = (|| {
            Some(Service {
                id: version.id,
                slug: slug?,
                version: version.version,
                class: class?,
                subclass: Subclass {
                    slug: subclass?,
                    name_zh: subclass_zh?.into(),
                    name_en: subclass_en?.into(),
                },
                name_zh: name_zh?.into(),
                name_en: name_en?.into(),
                hint_zh: hint_zh?.into(),
                hint_en: hint_en?.into(),
                picture: picture?,
                open_when: open_when?.into(),
                close_when: close_when?.into(),
                accept_within: accept?,
                finish_within: finish?,
                milestones: milestones?,
                warn_percent: u8::try_from(warn?).ok()?,
                priority: priority?,
                helpers: helpers?,
                proof: proof?,
                points: points?,
                on_menu: on_menu?,
                admission: version.admission,
                retired: false,
            })
        })();
        match fit {
            Some(service) => checks.done().map(|()| service),
            None => checks.refuse(),
        }
    }

    /// A case type as it would be typed, for changing it and for a file. Its units stand on the responsibility list.
    pub fn of(service: &Service, units: &str) -> Self {
        let milestone = |planned: &PlannedMilestone| format!("{}={}", planned.name.as_str(), planned.within);
        let Service { subclass, .. } = service;
        Self {
            slug: service.slug.clone(),
            class: service.class.name().to_owned(),
            subclass: subclass.slug.clone(),
            subclass_zh: subclass.name_zh.clone(),
            subclass_en: subclass.name_en.clone(),
            name_zh: service.name_zh.clone(),
            name_en: service.name_en.clone(),
            hint_zh: service.hint_zh.clone(),
            hint_en: service.hint_en.clone(),
            picture: service.picture.clone(),
            open_when: service.open_when.clone(),
            close_when: service.close_when.clone(),
            accept_limit: service.accept_within.to_string(),
            finish_limit: service.finish_within.to_string(),
            milestones: service.milestones.iter().map(milestone).collect::<Vec<_>>().join(";"),
            warn_percent: service.warn_percent.to_string(),
            priority: service.priority.name().to_owned(),
            helpers: service.helpers.name().to_owned(),
            units: units.to_owned(),
            proof: service.proof.name().to_owned(),
            points: service.points.get().to_string(),
            menu: if service.on_menu { "yes" } else { "no" }.to_owned(),
        }
    }
}

fn limit(raw: &str) -> std::result::Result<Limit, Fault> {
    if is_blank(raw) { Err(Fault::Missing) } else { raw.parse().map_err(Fault::Limit) }
}

/// `名称=limit` with semicolons between them, of either width.
fn milestones(raw: &str) -> std::result::Result<Vec<PlannedMilestone>, Fault> {
    let milestone = |text: &str| {
        let (name, within) = text.split_once(['=', '＝']).ok_or(Fault::Missing)?;
        Ok(PlannedMilestone { name: Line::new(name).map_err(Fault::from)?, within: limit(within)? })
    };
    raw.split([';', '；']).filter(|text| !is_blank(text)).map(milestone).collect()
}
