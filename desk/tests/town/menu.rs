//! The case types of the town.

use domain::{
    Points, ServiceId,
    calendar::Limit,
    catalogue::{Admission, Class, Helpers, PlannedMilestone, Priority, Proof, Service, Subclass},
    text::Line,
};

/// A case type with everything that no story is about. Its limits run day and night: 4 hours and 48.
pub fn service(slug: &str, class: Class, name: &str, helpers: Helpers, points: u32) -> Service {
    let text = |text: &str| text.to_owned();
    Service {
        id: ServiceId(uuid::Uuid::nil()),
        slug: text(slug),
        version: 1,
        class,
        subclass: Subclass { slug: text("daily"), name_zh: text("日常"), name_en: text("Daily") },
        name_zh: text(name),
        name_en: text(slug),
        hint_zh: text("一句话说明"),
        hint_en: text("One sentence"),
        picture: text(slug),
        open_when: text("确有其事，且在本网格内。"),
        close_when: text("已办好，现场看过。"),
        accept_within: Limit::round_the_clock(4),
        finish_within: Limit::round_the_clock(48),
        milestones: Vec::new(),
        warn_percent: 75,
        priority: Priority::Normal,
        helpers,
        proof: Proof::None,
        points: Points::new(points).expect("an amount of points"),
        on_menu: true,
        admission: Admission::Admitted,
        retired: false,
    }
}

/// What residents order, what units are there for, whose limits run in working time, and what the grid alone files.
pub fn menu() -> Vec<Service> {
    let for_units = |slug, class, name| Service {
        accept_within: Limit::working_hours(4),
        finish_within: Limit::working_days(2),
        ..service(slug, class, name, Helpers::Units, 0)
    };
    let planned = |name: &str, within| PlannedMilestone { name: Line::new(name).expect("a name"), within };
    vec![
        service("repair-light", Class::Livelihood, "修灯", Helpers::Volunteers, 20),
        service("errand-medicine", Class::Livelihood, "代买药", Helpers::Volunteers, 10),
        service("legal", Class::Policy, "法律咨询", Helpers::PartyMembers, 30),
        service("hazard-gas", Class::Safety, "燃气隐患", Helpers::GridStaff, 10),
        for_units("dirty-road", Class::Environment, "道路不洁"),
        Service {
            finish_within: Limit::working_days(20),
            milestones: vec![
                planned("责令停工", Limit::working_hours(4)),
                planned("罚款", Limit::working_days(7)),
            ],
            ..for_units("illegal-building", Class::Environment, "违法建设")
        },
        Service {
            on_menu: false,
            ..service("stray-cable", Class::Facilities, "线缆散落", Helpers::GridStaff, 0)
        },
    ]
}
