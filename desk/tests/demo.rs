//! The demo district: loads into an empty database and nowhere else, keeps every invariant, leaves no page empty.

use std::collections::HashSet;

use crate::town::{Engine, Town, area};
use desk::{
    Ask, Visitor, check,
    demo::{self, DemoError},
    place, poster,
};
use domain::{
    Actor, Minutes, Post, Role,
    area::Level,
    person::Phone,
    request::{RefusalReason, State},
};
use store::request::{By, Heap, Kind, Leaf, Search};

async fn load(town: &Town) -> demo::Loaded {
    demo::load(town.desk.clone(), town.now()).await.expect("the demo district loads")
}

/// An ask of whoever has this phone, in their first post.
async fn person(town: &Town, phone: &str) -> Ask {
    let mut conn = town.desk.db.read().await.expect("a reader");
    let person = store::person::find_by_phone(&mut conn, &Phone::new(phone).expect("a phone"))
        .await
        .expect("an answer")
        .expect("somebody");
    let post =
        store::post::of_person(&mut conn, person.id).await.expect("an answer").first().map(|held| held.post);
    let actor = Some(Actor { person: person.id, post });
    Ask::new(town.desk.clone(), Visitor { session: None, actor }, town.now())
}

macro_rules! in_the_wild {
    ($(async fn $name:ident($town:ident: Town) $body:block)*) => {$(
        mod $name {
            use super::*;

            async fn story($town: Town) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                crate::town::tell_in_the_wild(Engine::Sqlite, story).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                crate::town::tell_in_the_wild(Engine::Postgres, story).await;
            }
        }
    )*};
}

in_the_wild! {
    async fn the_demo_district_is_whole(town: Town) {
        let loaded = load(&town).await;
        assert!(loaded.areas > 352 + 60, "{loaded:?}");
        assert!(loaded.people > 120, "{loaded:?}");
        assert!(loaded.requests > 200, "{loaded:?}");
        assert_eq!(check::run(&town.stranger()).await.expect("an answer"), [], "what `sandan check` finds");

        every_state_is_there(&town).await;
        every_grid_has_its_poster_and_its_people(&town).await;
        nobody_of_the_story_meets_an_empty_page(&town).await;

        demo::scale(town.desk.clone(), 300, town.now(), |_| ()).await.expect("more slips");
        assert_eq!(check::run(&town.stranger()).await.expect("an answer"), [], "among more slips");

        let again = demo::load(town.desk.clone(), town.now()).await;
        assert!(matches!(again, Err(DemoError::NotEmpty)), "{again:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_loads_at_night_too_and_before_new_year() {
    crate::town::tell_in_the_wild(Engine::Sqlite, |town| async move {
        town.pass(Minutes(38 * 24 * 60 + 16 * 60 + 3));
        assert_eq!(town.now().to_string(), "2027-01-01 02:03");
        load(&town).await;
        assert_eq!(check::run(&town.stranger()).await.expect("an answer"), [], "what `sandan check` finds");
        every_state_is_there(&town).await;
    })
    .await;
}

async fn every_state_is_there(town: &Town) {
    let mut conn = town.desk.db.read().await.expect("a reader");
    let counts = store::request::counts(&mut conn, area("321012")).await.expect("an answer");
    let there: HashSet<&str> = counts.iter().map(|(state, _)| state.as_str()).collect();
    for state in State::NAMES {
        assert!(there.contains(state), "no slip is {state}: {counts:?}");
    }
    let refused = on_desk(&mut conn, "321012", &["refused"]).await;
    for reason in RefusalReason::ALL {
        assert!(
            refused.iter().any(|slip| matches!(slip.state, State::Refused { reason: r, .. } if r == reason)),
            "no slip was refused as {reason:?}"
        );
    }
}

async fn every_grid_has_its_poster_and_its_people(town: &Town) {
    let administrator = person(town, "19900000005").await;
    let grids = place::grids(&administrator, area("321012")).await.expect("an answer");
    assert!(grids.len() > 55, "{}", grids.len());
    for grid in grids {
        assert!(grid.extent.is_some() && grid.supervision_phone.is_some(), "{}", grid.name);
        let poster = poster::poster(&administrator, grid.area).await.expect("an answer");
        assert_eq!(poster.path.len(), 4, "{}", grid.name);
        let community = grid.area.at(Level::Community).expect("a community");
        assert!(
            poster.staff.iter().any(|server| community.covers(server.post.area)),
            "{} has nobody",
            grid.name
        );
        assert!(place::area(&administrator, grid.area).await.is_ok());
    }
}

async fn nobody_of_the_story_meets_an_empty_page(town: &Town) {
    let mut conn = town.desk.db.read().await.expect("a reader");
    let wang = person(town, "19900000001").await.person().expect("signed in");
    for over in [false, true] {
        let ordered = store::request::List::OrderedBy { person: wang, over };
        assert!(store::request::list(&mut conn, ordered, 0, 50).await.expect("an answer").len() >= 3);
    }

    let li = person(town, "19900000003").await.actor().expect("signed in");
    let Some(Post { role: Role::PartyVolunteer, area: community, .. }) = li.post else { panic!("{li:?}") };
    for list in [
        store::request::List::InHall { area: community, but: None, person: li.person },
        store::request::List::HandledBy { person: li.person, over: false },
        store::request::List::HandledBy { person: li.person, over: true },
    ] {
        let slips = store::request::list(&mut conn, list, 0, 50).await.expect("an answer");
        assert!(!slips.is_empty(), "李建国 finds nothing in {list:?}");
    }

    for states in [&["placed"], &["verified"], &["finished"]] as [&[&str]; 3] {
        assert!(!on_desk(&mut conn, "321012100001", states).await.is_empty(), "nothing is {states:?}");
    }
    assert!(
        !on_desk(&mut conn, "321012100001003", &["placed"]).await.is_empty(),
        "陈静 has nothing to verify"
    );
}

/// All that lies on the desk of an area in these states.
async fn on_desk(conn: &mut store::Conn, code: &str, states: &[&str]) -> Vec<domain::Request> {
    let search = Search {
        area: area(code),
        heap: Heap::States(states),
        kind: Kind::Any,
        due: None,
        by: By::Anybody,
        waits: None,
        words: "",
        backwards: false,
        rows: store::request::LONG_PAGE,
    };
    let (mut slips, mut leaf) = (Vec::new(), Some(Leaf::First));
    while let Some(page) = leaf {
        let found = store::request::search(conn, &search, page).await.expect("an answer");
        slips.extend(found.slips);
        leaf = found.after.map(Leaf::After);
    }
    slips
}
