//! A slip that goes on as an earlier one.

use domain::{
    Points,
    catalogue::{Admission, Class, Helpers, Priority, Proof, Service, Subclass},
};

use super::*;

#[test]
fn who_was_merged_reads_where_the_earlier_one_stands() {
    let (by, at) = (PersonId::from(uuid::Uuid::nil()), NOW);
    let merged = State::Merged { by, at, into: RequestNumber::new(NOW, 1) };
    let earlier = earlier(State::Accepted { handling: Handling { by, accepted_at: at, unit: None } });
    for (locale, said) in [
        (
            Locale::Zh,
            "和更早的 26325-0000-0012 是同一件事，并到那一单一起办。那一单现在：志愿者已接单，预计今天 18:00 前办好",
        ),
        (
            Locale::En,
            "It is the same thing as the earlier 26325-0000-0012 and goes on there. That one: A volunteer has \
             accepted and expects to be done by 18:00 today",
        ),
    ] {
        let standing = Standing {
            state: &merged,
            due: None,
            reopened: 0,
            reader: Reader::Resident,
            keeper: None,
            handler: None,
            given_to: None,
            unit: None,
            earlier: Some(&earlier),
            now: NOW,
        };
        assert_eq!(in_words(locale, || next(standing)), said);
    }
}

/// The earlier slip, as somebody reads it who has nothing to do with it.
fn earlier(state: State) -> Glance {
    Glance {
        number: RequestNumber::new(NOW, 1),
        service: light().into(),
        grid: String::new(),
        building: String::new(),
        need: String::new(),
        placed_at: NOW,
        due: Some(NOW.plus(Minutes::hours(8))),
        pressure: domain::request::Pressure::Calm,
        state,
        waits: Vec::new(),
        reopened: 0,
        handler: None,
        given_to: None,
        unit: None,
        keeper: None,
        reader: Reader::Public,
    }
}

fn light() -> Service {
    let text = String::new;
    Service {
        id: domain::ServiceId(uuid::Uuid::nil()),
        slug: "repair-light".to_owned(),
        version: 1,
        class: Class::Livelihood,
        subclass: Subclass { slug: "repair".to_owned(), name_zh: text(), name_en: text() },
        name_zh: text(),
        name_en: text(),
        hint_zh: text(),
        hint_en: text(),
        picture: text(),
        open_when: text(),
        close_when: text(),
        accept_within: Limit::working_hours(4),
        finish_within: Limit::working_days(2),
        milestones: Vec::new(),
        warn_percent: 75,
        priority: Priority::Normal,
        helpers: Helpers::Volunteers,
        proof: Proof::None,
        points: Points::new(20).unwrap(),
        on_menu: true,
        admission: Admission::Admitted,
        retired: false,
    }
}
