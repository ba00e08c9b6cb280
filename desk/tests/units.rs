//! Responsible units, the people who act for them, and the responsibility list with its file: on both engines.

use std::{collections::HashSet, fmt::Write as _};

use crate::town::*;
use desk::{
    Error, Fault,
    admin::{
        people::{self, Grant},
        responsibility::{self, Imported},
        units::{self, Typed},
    },
    identity,
    sheet::{SheetFault, SheetFaults, What},
};
use domain::{Post, Role, Unit, permit::Denied};

fn typed(name: &str) -> Typed {
    Typed {
        name_zh: name.to_owned(),
        name_en: "A unit".to_owned(),
        kind: "department".to_owned(),
        hours: "8:30-12:00 14:00-18:00".to_owned(),
    }
}

fn fields<T: std::fmt::Debug>(answer: Result<T, Error>) -> Vec<(String, Fault)> {
    match answer {
        Err(Error::Fields(faults)) => faults.into_iter().map(|fault| (fault.field, fault.fault)).collect(),
        other => panic!("{other:?}"),
    }
}

fn denied<T: std::fmt::Debug>(answer: Result<T, Error>) -> Denied {
    match answer {
        Err(Error::Denied(denied)) => denied,
        other => panic!("{other:?}"),
    }
}

/// A unit of this short name in an area.
async fn set_up(admin: &Person, slug: &str, code: &str) -> Unit {
    units::add(&admin.ask(), slug, code, &typed(slug)).await.expect("a unit")
}

/// The same with somebody who acts for it.
async fn set_up_with_somebody(admin: &Person, slug: &str, code: &str) -> Unit {
    let unit = set_up(admin, slug, code).await;
    admin.town.unit_worker(&unit).await;
    unit
}

async fn answers(admin: &Person, service: &str, code: &str, named: &[&str]) {
    let helpers: Vec<String> = named[1..].iter().map(|slug| (*slug).to_owned()).collect();
    responsibility::set(&admin.ask(), service, area(code), named[0], &helpers).await.expect("a list");
}

/// Who answers for a type in a grid, the lead first.
async fn responsible(town: &Town, service: &str, grid: &str) -> Vec<String> {
    let mut conn = town.desk.db.read().await.expect("a reader");
    let units = store::unit::responsible(&mut conn, service, area(grid)).await.expect("an answer");
    units.into_iter().map(|unit| unit.slug).collect()
}

async fn import(admin: &Person, rows: &str) -> Result<Imported, Error> {
    responsibility::import(&admin.ask(), format!("service,area,lead,helpers\n{rows}").as_bytes()).await
}

async fn faults(admin: &Person, rows: &str) -> SheetFaults {
    match import(admin, rows).await {
        Err(Error::Sheet(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

on_both_engines! {
    async fn a_unit_is_kept_by_the_administrators_of_its_area(town: Town) {
        let (district, office) = (town.administrator(DISTRICT).await, town.administrator(TOWN).await);
        let gas = set_up(&district, "gas", DISTRICT).await;
        assert_eq!(gas.hours.to_string(), "08:30-12:00 14:00-18:00");
        set_up(&office, "safety", TOWN).await;
        assert_eq!(denied(units::add(&office.ask(), "water", DISTRICT, &typed("水务局")).await), Denied::NotYourArea);
        assert_eq!(denied(units::change(&office.ask(), "gas", &typed("煤气")).await), Denied::NotYourArea);
        assert_eq!(denied(units::retire(&office.ask(), "gas", true).await), Denied::NotYourArea);
        assert!(matches!(units::unit(&office.ask(), "gas").await, Err(Error::NotFound)));
        for somebody in [town.staff(DISTRICT).await, town.moderator(DISTRICT).await, district.at_home()] {
            assert_eq!(denied(units::list(&somebody.ask()).await), Denied::NotYourRole);
        }

        let changed = units::change(&district.ask(), "gas", &typed("燃气公司")).await.unwrap();
        assert_eq!((changed.id, changed.name_zh.as_str(), changed.area), (gas.id, "燃气公司", gas.area));
        let slugs = |listed: Vec<units::Listed>| listed.into_iter().map(|one| one.unit.slug).collect::<Vec<_>>();
        assert_eq!(slugs(units::list(&district.ask()).await.unwrap()), ["gas", "safety"]);
        assert_eq!(slugs(units::list(&office.ask()).await.unwrap()), ["safety"]);
        units::retire(&district.ask(), "gas", true).await.unwrap();
        assert_eq!(slugs(units::list(&district.ask()).await.unwrap()), ["safety", "gas"], "the retired come last");
    }

    async fn what_is_wrong_with_a_unit_is_told_at_once(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        set_up(&admin, "gas", DISTRICT).await;
        let wrong = Typed { name_en: String::new(), kind: "ministry".into(), hours: "9-5".into(), ..typed("局") };
        let found: HashSet<_> = fields(units::add(&admin.ask(), "new", "9", &wrong).await).into_iter().map(|(f, _)| f).collect();
        assert_eq!(found, ["slug", "area", "name_en", "kind", "hours"].map(str::to_owned).into());
        let twice = units::add(&admin.ask(), "gas", DISTRICT, &typed("燃气公司")).await;
        assert_eq!(fields(twice), [("slug".to_owned(), Fault::Taken)]);
        let nowhere = units::add(&admin.ask(), "water", "321012999", &typed("水务局")).await;
        assert_eq!(fields(nowhere), [("area".to_owned(), Fault::NotAChoice)]);
    }

    async fn who_is_appointed_acts_for_the_unit(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let gas = set_up(&admin, "gas", DISTRICT).await;
        let ask = admin.ask();
        let post = units::appoint(&ask, "gas", "138 1234 5678").await.unwrap();
        assert_eq!(units::appoint(&ask, "gas", "138 1234 5678").await.unwrap(), post, "the same form sent twice");
        let twice = units::appoint(&admin.ask(), "gas", "13812345678").await;
        assert_eq!(fields(twice), [("phone".to_owned(), Fault::Taken)]);

        let browser = town.browser().await.signs_in("13812345678").await;
        let actor = browser.visitor().await.actor.unwrap();
        assert_eq!((actor.post, actor.unit()), (Some(Post::in_unit(&gas)), Some(gas.id)));
        let me = identity::me(&browser.ask().await).await.unwrap();
        assert_eq!(me.posts[0].seat.unit.as_ref(), Some(&gas));

        let known = units::unit(&admin.ask(), "gas").await.unwrap();
        assert_eq!((known.people.len(), known.people[0].post), (1, post));
        assert_eq!(known.people[0].phone, "138****5678");
        assert_eq!(units::list(&admin.ask()).await.unwrap()[0].people, 1);
        people::end_post(&admin.ask(), post).await.unwrap();
        assert_eq!(browser.visitor().await.actor.unwrap().unit(), None);
        assert_eq!(units::list(&admin.ask()).await.unwrap()[0].people, 0);
    }

    async fn one_person_may_act_for_two_units_of_one_area(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        for slug in ["gas", "water"] {
            set_up(&admin, slug, DISTRICT).await;
            units::appoint(&admin.ask(), slug, "13812345678").await.unwrap();
        }
        let browser = town.browser().await.signs_in("13812345678").await;
        assert_eq!(identity::me(&browser.ask().await).await.unwrap().posts.len(), 2);
    }

    async fn a_unit_post_is_given_in_its_unit_and_nowhere_else(town: Town) {
        let (admin, somebody) = (town.administrator(DISTRICT).await, town.resident(GRID).await);
        let grant = Grant {
            person: Some(somebody.id),
            role: Role::UnitWorker.name().to_owned(),
            area: DISTRICT.to_owned(),
            ..Grant::default()
        };
        let given = people::grant_post(&admin.ask(), grant).await;
        assert_eq!(fields(given), [("role".to_owned(), Fault::NotAChoice)]);

        // And the database keeps out what no verb would write.
        let gas = set_up(&admin, "gas", DISTRICT).await;
        for post in [
            Post { role: Role::UnitWorker, area: area(DISTRICT), unit: None },
            Post { role: Role::Staff, area: area(DISTRICT), unit: Some(gas.id) },
            Post { area: area(TOWN), ..Post::in_unit(&gas) },
        ] {
            let mut tx = town.desk.db.write().await.unwrap();
            let id = town.stranger().fresh();
            let held = store::post::hold(&mut tx, id, somebody.id, post, town.now()).await;
            assert!(held.is_err(), "{post:?}");
        }
    }

    async fn the_nearest_list_up_the_tree_answers_the_lead_first(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        for (slug, code) in [("gas", DISTRICT), ("housing", DISTRICT), ("safety", TOWN), ("estate", COMMUNITY)] {
            set_up_with_somebody(&admin, slug, code).await;
        }
        assert_eq!(responsible(&town, "hazard-gas", GRID).await, [""; 0]);
        answers(&admin, "hazard-gas", DISTRICT, &["gas", "housing"]).await;
        answers(&admin, "repair-light", DISTRICT, &["housing"]).await;
        assert_eq!(responsible(&town, "hazard-gas", GRID).await, ["gas", "housing"]);
        answers(&admin, "hazard-gas", TOWN, &["safety", "gas", "safety", "gas"]).await;
        answers(&admin, "hazard-gas", COMMUNITY, &["estate"]).await;
        assert_eq!(responsible(&town, "hazard-gas", GRID).await, ["estate"]);
        assert_eq!(responsible(&town, "hazard-gas", FAR_GRID).await, ["safety", "gas"], "each once");
        assert_eq!(responsible(&town, "hazard-gas", DISTRICT).await, ["gas", "housing"]);

        // A retired unit is passed over, and a list of none but such.
        units::retire(&admin.ask(), "estate", true).await.unwrap();
        units::retire(&admin.ask(), "safety", true).await.unwrap();
        assert_eq!(responsible(&town, "hazard-gas", GRID).await, ["gas"]);
        units::retire(&admin.ask(), "estate", false).await.unwrap();
        responsibility::clear(&admin.ask(), "hazard-gas", area(COMMUNITY)).await.unwrap();
        assert_eq!(responsible(&town, "hazard-gas", GRID).await, ["gas"]);
        assert_eq!(responsible(&town, "repair-light", GRID).await, ["housing"], "other types stay");
    }

    async fn a_unit_without_people_is_passed_over_on_a_list(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let empty = set_up(&admin, "empty", DISTRICT).await;
        set_up_with_somebody(&admin, "gas", DISTRICT).await;
        answers(&admin, "hazard-gas", DISTRICT, &["gas"]).await;
        answers(&admin, "hazard-gas", TOWN, &["empty"]).await;
        answers(&admin, "legal", DISTRICT, &["empty", "gas"]).await;
        assert_eq!(responsible(&town, "hazard-gas", GRID).await, ["gas"], "the list above answers");
        assert_eq!(responsible(&town, "legal", GRID).await, ["gas"], "who helps leads");
        town.unit_worker(&empty).await;
        assert_eq!(responsible(&town, "hazard-gas", GRID).await, ["empty"]);
        assert_eq!(responsible(&town, "legal", GRID).await, ["empty", "gas"]);
    }

    async fn a_list_names_units_that_serve_its_area(town: Town) {
        let (admin, office) = (town.administrator(DISTRICT).await, town.administrator(TOWN).await);
        for (slug, code) in [("gas", DISTRICT), ("safety", TOWN), ("old", DISTRICT)] {
            set_up_with_somebody(&admin, slug, code).await;
        }
        units::retire(&admin.ask(), "old", true).await.unwrap();
        let set = async |who: &Person, code: &str, lead: &str, helper: &str| {
            responsibility::set(&who.ask(), "hazard-gas", area(code), lead, &[helper.to_owned()]).await
        };
        assert_eq!(fields(set(&admin, DISTRICT, "safety", "old").await).len(), 2);
        assert_eq!(fields(set(&admin, DISTRICT, "", "gas").await), [("lead".to_owned(), Fault::Missing)]);
        assert_eq!(denied(set(&office, DISTRICT, "gas", "gas").await), Denied::NotYourArea);
        set(&office, TOWN, "safety", "gas").await.unwrap();
        let unknown = responsibility::set(&admin.ask(), "no-such-type", area(TOWN), "gas", &[]).await;
        assert!(matches!(unknown, Err(Error::NotFound)));

        let standing = responsibility::standing(&office.ask(), "hazard-gas", area(COMMUNITY)).await.unwrap();
        let slugs = |units: &[Unit]| units.iter().map(|unit| unit.slug.clone()).collect::<Vec<_>>();
        assert_eq!((slugs(&standing.units), slugs(&standing.above)), (vec![], vec!["safety".to_owned(), "gas".to_owned()]));
        assert_eq!(slugs(&standing.choices), ["safety", "gas"], "the nearest first");
        let lists = responsibility::lists(&office.ask(), Some("hazard-gas"), Some(area(DISTRICT)), 0).await.unwrap();
        assert_eq!(lists.lines.iter().map(|line| line.area).collect::<Vec<_>>(), [area(TOWN)]);
        assert_eq!(responsibility::lists(&admin.ask(), Some("legal"), None, 0).await.unwrap().lines, []);
    }

    async fn a_file_goes_out_and_comes_back(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        for (slug, code) in [("gas", DISTRICT), ("housing", DISTRICT), ("safety", TOWN)] {
            set_up_with_somebody(&admin, slug, code).await;
        }
        answers(&admin, "hazard-gas", DISTRICT, &["gas", "housing"]).await;
        answers(&admin, "hazard-gas", GRID, &["safety", "gas", "housing"]).await;
        let file = responsibility::export(&admin.ask()).await.unwrap();
        let text = String::from_utf8(file.clone()).unwrap();
        assert_eq!(
            text,
            "\u{FEFF}service,area,lead,helpers\r\n\
             hazard-gas 燃气隐患,321012 江都区,gas gas,housing housing\r\n\
             hazard-gas 燃气隐患,321012100001001 东苑第一网格,safety safety,gas gas; housing housing\r\n"
        );
        let again = responsibility::import(&admin.ask(), &file).await.unwrap();
        assert_eq!(again, Imported { set: 0, unchanged: 2 });

        // A part of the file is changed, in the character set of spreadsheet programs; what is not in it stays.
        let row = "service,area,lead,helpers\r\nhazard-gas 燃气,321012 江都区,housing 住建局,gas；gas; ;housing\r\n";
        let (gbk, _, _) = encoding_rs::GBK.encode(row);
        assert_eq!(responsibility::import(&admin.ask(), &gbk).await.unwrap(), Imported { set: 1, unchanged: 0 });
        assert_eq!(responsible(&town, "hazard-gas", FAR_GRID).await, ["housing", "gas"]);
        assert_eq!(responsible(&town, "hazard-gas", GRID).await, ["safety", "gas", "housing"]);
    }

    async fn every_fault_of_a_file_has_its_line_and_nothing_is_half_imported(town: Town) {
        let (admin, office) = (town.administrator(DISTRICT).await, town.administrator(TOWN).await);
        for (slug, code) in [("gas", DISTRICT), ("safety", TOWN), ("old", DISTRICT)] {
            set_up(&admin, slug, code).await;
        }
        units::retire(&admin.ask(), "old", true).await.unwrap();
        let rows = "hazard-gas,321012,gas,\n\
                    hazard-gass,321012,gas,\n\
                    hazard-gas,3.21012E+14,gas,\n\
                    hazard-gas,321012100,,nobody; old\n\
                    hazard-gas,321012,safety,\n\
                    legal,321012999,gas,\n";
        let found = faults(&admin, rows).await;
        let fault = |line, column: &str, what| SheetFault { line, column: column.to_owned(), what };
        let (unknown, unfit) = (
            |text: &str| What::Unknown { text: text.to_owned() },
            |text: &str| What::Unfit { text: text.to_owned() },
        );
        assert_eq!(found.told, [
            fault(3, "service", unknown("hazard-gass")),
            fault(4, "area", unknown("3.21012E+14")),
            fault(5, "lead", What::Cell(Fault::Missing)),
            fault(5, "helpers", unknown("nobody")),
            fault(5, "helpers", unfit("old")),
            fault(6, "lead", unfit("safety")),
            fault(6, "", What::Twice { first: 2 }),
            fault(7, "area", unknown("321012999")),
        ]);
        assert_eq!(responsible(&town, "hazard-gas", GRID).await, [""; 0], "not even the line that is right");

        let elsewhere = faults(&office, "hazard-gas,321012,gas,\n").await;
        assert_eq!(elsewhere.told, [fault(2, "area", unfit("321012"))]);
        let answer = responsibility::import(&town.staff(DISTRICT).await.ask(), b"").await;
        assert_eq!(denied(answer), Denied::NotYourRole);
    }

    async fn fifty_thousand_rows_half_of_them_wrong_change_nothing(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        set_up(&admin, "gas", DISTRICT).await;
        let mut rows = String::new();
        for n in 0..25_000 {
            writeln!(rows, "hazard-gas,321012100001001,gas,\nhazard-{n},321012,gas,").unwrap();
        }
        let found = faults(&admin, &rows).await;
        // Of the right ones all but the first say the same again.
        assert_eq!((found.told.len(), found.total), (100, 25_000 + 24_999));
        assert_eq!(responsible(&town, "hazard-gas", GRID).await, [""; 0]);
        assert_eq!(responsibility::lists(&admin.ask(), None, None, 0).await.unwrap().lines, []);
    }
}
