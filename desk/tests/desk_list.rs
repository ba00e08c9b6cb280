//! The desk's list: what is due comes first, filters leave out what was not asked for, one leafs both ways, and several
//! slips are moved at once.

use std::collections::BTreeSet;

use crate::town::{
    COMMUNITY, DISTRICT, FAR_GRID, GRID, NEXT_GRID, Person, TOWN, Town, area, on_both_engines,
};
use desk::{
    Error, Fault,
    identity::{self, Profile},
    request::{self, To},
    several::{self, Act, Outcome, Why, outcome, several},
    view::{self, Board, Kind, Leaf, Limit, Spot, Tab, Whose, Wish},
};
use domain::{
    Minutes, RequestNumber,
    catalogue::Class,
    permit::Denied,
    request::{Refusal, State, Wait},
};
use store::area::Entry;

fn heap(tab: Tab) -> Wish {
    Wish { tab: Some(tab), ..Wish::default() }
}

async fn board(person: &Person, wish: &Wish) -> Board {
    view::desk(&person.ask(), wish).await.unwrap()
}

async fn numbers(person: &Person, wish: &Wish) -> Vec<RequestNumber> {
    board(person, wish).await.slips.into_iter().map(|slip| slip.number).collect()
}

/// An order of a resident's own words.
async fn placed(person: &Person, service: &str, need: &str, building: &str) -> RequestNumber {
    let order = request::Order {
        grid: GRID.to_owned(),
        service: service.to_owned(),
        need: need.to_owned(),
        building: building.to_owned(),
        ..request::Order::default()
    };
    request::place(&person.ask(), order).await.unwrap()
}

async fn state(town: &Town, number: RequestNumber) -> State {
    let mut conn = town.desk.db.read().await.unwrap();
    store::request::find(&mut conn, number).await.unwrap().unwrap().state
}

/// Leafs from the first page to the last, and back again to the first.
async fn leafed(person: &Person, tab: Tab) -> (Vec<Vec<RequestNumber>>, Vec<Vec<RequestNumber>>) {
    let (mut forth, mut back) = (Vec::new(), Vec::new());
    let mut leaf = Leaf::First;
    let mut last: Option<Spot>;
    loop {
        let board = board(person, &Wish { leaf, ..heap(tab) }).await;
        assert_eq!(board.before.is_some(), leaf != Leaf::First);
        forth.push(board.slips.iter().map(|slip| slip.number).collect());
        last = board.before;
        let Some(after) = board.after else { break };
        leaf = Leaf::After(after);
    }
    while let Some(before) = last {
        let board = board(person, &Wish { leaf: Leaf::Before(before), ..heap(tab) }).await;
        back.push(board.slips.iter().map(|slip| slip.number).collect());
        last = board.before;
    }
    back.reverse();
    (forth, back)
}

on_both_engines! {
    async fn what_is_due_comes_first_and_one_leafs_both_ways(town: Town) {
        let resident = town.resident(GRID).await;
        let staff = town.staff(DISTRICT).await;
        let mut placed = Vec::new();
        for (round, grid) in (0..45).zip([GRID, NEXT_GRID, FAR_GRID].into_iter().cycle()) {
            // Three at the same moment, so that what is due together has an order too.
            if round % 3 == 0 {
                town.pass(Minutes(1));
            }
            placed.push(resident.orders_for(grid, "repair-light").await);
        }
        let (forth, back) = leafed(&staff, Tab::Verify).await;
        assert_eq!(forth.iter().map(Vec::len).collect::<Vec<_>>(), [20, 20, 5]);
        let all = forth.concat();
        let moment = |number: &RequestNumber| placed.iter().position(|other| other == number).unwrap() / 3;
        assert!(all.iter().map(moment).is_sorted(), "the first placed is due first");
        assert_eq!(BTreeSet::from_iter(&all), BTreeSet::from_iter(&placed), "each of them once");
        assert_eq!(all.len(), placed.len());
        assert_eq!(back, forth[..2], "the way back shows the same pages");

        // What was leafed to is gone by now: the first page.
        let far = Leaf::After("4000000000000000000.1".parse().unwrap());
        let there = board(&staff, &Wish { leaf: far, ..heap(Tab::Verify) }).await;
        assert_eq!(there.slips.len(), 20);
        assert!(there.before.is_none() && there.after.is_some());

        let board = board(&staff, &heap(Tab::Verify)).await;
        assert!(board.counts.contains(&(Tab::Verify, 45)) && board.counts.contains(&(Tab::Open, 45)));

        let long = numbers(&staff, &Wish { long: true, ..heap(Tab::Verify) }).await;
        assert_eq!(long, all, "all of them on one page");
    }

    async fn several_states_are_one_list(town: Town) {
        let (resident, other) = (town.resident(GRID).await, town.resident(GRID).await);
        let (staff, volunteer) = (town.staff(DISTRICT).await, town.volunteer(GRID).await);
        for round in 0..45 {
            town.pass(Minutes(1));
            let number = if round % 2 == 0 { &resident } else { &other }.orders("repair-light").await;
            if round % 3 > 0 {
                staff.verifies(number).await.unwrap();
            }
            if round % 3 > 1 {
                staff.opens_to_all(number).await.unwrap();
            }
            if round % 9 > 7 {
                volunteer.accepts(number).await.unwrap();
            }
        }
        let long = board(&staff, &Wish { long: true, ..heap(Tab::Open) }).await;
        assert!(long.slips.is_sorted_by_key(|slip| (slip.due, slip.number)));
        assert_eq!(BTreeSet::from_iter(long.slips.iter().map(|slip| slip.state.name())).len(), 4);
        let (forth, back) = leafed(&staff, Tab::Open).await;
        assert_eq!(forth.concat(), long.slips.iter().map(|slip| slip.number).collect::<Vec<_>>());
        assert_eq!(forth.iter().map(Vec::len).collect::<Vec<_>>(), [20, 20, 5]);
        assert_eq!(back, forth[..2]);
    }

    async fn what_is_over_shows_the_newest_first(town: Town) {
        let resident = town.resident(GRID).await;
        let worker = town.grid_worker(GRID).await;
        let mut withdrawn = Vec::new();
        for _ in 0..23 {
            town.pass(Minutes(1));
            let number = resident.orders("repair-light").await;
            request::withdraw(&resident.ask(), number, "").await.unwrap();
            withdrawn.push(number);
        }
        withdrawn.reverse();
        let (forth, back) = leafed(&worker, Tab::Withdrawn).await;
        assert_eq!(forth.concat(), withdrawn);
        assert_eq!(back, forth[..1]);
    }

    async fn each_level_sees_its_own_and_what_lies_below(town: Town) {
        let resident = town.resident(GRID).await;
        let (mine, next, far) = (
            resident.orders_for(GRID, "repair-light").await,
            resident.orders_for(NEXT_GRID, "repair-light").await,
            resident.orders_for(FAR_GRID, "repair-light").await,
        );
        for (code, sees) in [
            (GRID, vec![mine]),
            (COMMUNITY, vec![mine, next]),
            (TOWN, vec![mine, next, far]),
            (DISTRICT, vec![mine, next, far]),
        ] {
            let staff = town.staff(code).await;
            let seen = numbers(&staff, &heap(Tab::Verify)).await;
            assert_eq!(BTreeSet::from_iter(seen), BTreeSet::from_iter(sees), "{code}");
        }
        let staff = town.staff(COMMUNITY).await;
        let narrowed = Wish { area: Some(area(NEXT_GRID)), ..heap(Tab::Verify) };
        assert_eq!(numbers(&staff, &narrowed).await, [next]);
        let elsewhere = Wish { area: Some(area(FAR_GRID)), ..heap(Tab::Verify) };
        let denied = view::desk(&staff.ask(), &elsewhere).await;
        assert!(matches!(denied, Err(Error::Denied(Denied::NotYourArea))), "{denied:?}");
    }

    async fn filters_leave_out_what_was_not_asked_for(town: Town) {
        let resident = town.resident(GRID).await;
        let (worker, other) = (town.grid_worker(GRID).await, town.staff(COMMUNITY).await);
        // Limits are four hours and two days; it is ten in the morning.
        let lamp = placed(&resident, "repair-light", "三楼的灯不亮了,50% 的时候闪", "文昌花园 6 幢").await;
        let pills = placed(&resident, "errand-medicine", "帮忙买一盒降压药", "3 幢").await;
        for number in [lamp, pills] {
            request::verify(&worker.ask(), number).await.unwrap();
        }
        let verified = heap(Tab::Dispatch);

        for (kind, found) in [
            (Kind::Type("repair-light".to_owned()), vec![lamp]),
            (Kind::Class(Class::Livelihood), vec![lamp, pills]),
            (Kind::Class(Class::Safety), vec![]),
            // Nobody knows this one: it leaves everything in, and the sentence says so.
            (Kind::Type("made-up".to_owned()), vec![lamp, pills]),
        ] {
            let board = board(&worker, &Wish { kind: kind.clone(), ..verified.clone() }).await;
            let seen = board.slips.iter().map(|slip| slip.number);
            assert_eq!(BTreeSet::from_iter(seen), BTreeSet::from_iter(found), "{kind:?}");
            assert_eq!(board.kind == kind, kind != Kind::Type("made-up".to_owned()));
        }
        for (words, found) in [
            ("灯", vec![lamp]),
            ("三楼 不亮", vec![lamp]),
            ("文昌", vec![lamp]),
            ("不亮 三楼", vec![]),
            ("50%", vec![lamp]),
            ("5%0", vec![]),
            ("", vec![lamp, pills]),
        ] {
            let wish = Wish { words: words.to_owned(), ..verified.clone() };
            let seen = numbers(&worker, &wish).await;
            assert_eq!(BTreeSet::from_iter(seen), BTreeSet::from_iter(found), "{words}");
        }

        request::dispatch(&other.ask(), pills, To::Hall).await.unwrap();
        for (person, whose, found) in [
            (&worker, Whose::Mine, vec![lamp, pills]),
            (&other, Whose::Mine, vec![pills]),
            (&worker, Whose::Ours, vec![lamp, pills]),
            (&other, Whose::Ours, vec![pills]),
            (&town.grid_leader(GRID).await, Whose::Mine, vec![]),
            // Posted to the same grid as the worker.
            (&town.grid_leader(GRID).await, Whose::Ours, vec![lamp, pills]),
        ] {
            let seen = numbers(person, &Wish { whose, ..heap(Tab::Open) }).await;
            assert_eq!(BTreeSet::from_iter(seen), BTreeSet::from_iter(found), "{whose:?}");
        }

        let due = async |limit| numbers(&worker, &Wish { limit, ..verified.clone() }).await;
        assert_eq!((due(Limit::Today).await, due(Limit::Soon).await), (vec![lamp], vec![lamp]));
        assert_eq!(due(Limit::Overdue).await, []);
        town.pass(Minutes::hours(5));
        let due = async |limit| numbers(&worker, &Wish { limit, ..verified.clone() }).await;
        assert_eq!((due(Limit::Today).await, due(Limit::Overdue).await), (vec![lamp], vec![lamp]));
        assert_eq!(due(Limit::Soon).await, []);
        town.pass(Minutes::days(1));
        let due = async |limit| numbers(&worker, &Wish { limit, ..verified.clone() }).await;
        assert_eq!((due(Limit::Today).await, due(Limit::Overdue).await), (vec![], vec![lamp]));
    }

    async fn whatever_waits_for_a_word_stands_in_one_queue_and_can_be_looked_for(town: Town) {
        let resident = town.resident(GRID).await;
        let (worker, leader, staff) =
            (town.grid_worker(GRID).await, town.grid_leader(GRID).await, town.staff(TOWN).await);
        let (volunteer, unit) = (town.volunteer(GRID).await, town.unit("water").await);
        let clerk = town.unit_worker(&unit).await;
        let mut slips = Vec::new();
        for _ in 0..6 {
            town.pass_seconds(1);
            let slip = resident.orders("repair-light").await;
            worker.verifies(slip).await.unwrap();
            slips.push(slip);
        }
        let [returned, disputed, asks, supervised, whistled, calm] = slips[..] else { unreachable!() };
        worker.assigns(returned, &unit, &[]).await.unwrap();
        clerk.returns(returned).await.unwrap();
        for slip in [disputed, asks] {
            worker.gives(slip, &volunteer).await.unwrap();
            volunteer.accepts(slip).await.unwrap();
        }
        volunteer.finishes(disputed).await.unwrap();
        worker.checks(disputed).await.unwrap();
        resident.rates(disputed, "1").await.unwrap();
        volunteer.asks_for_time(asks, "2026-12-20").await.unwrap();
        leader.supervises(supervised).await.unwrap();
        staff.whistles(whistled, "hard", &[&unit]).await.unwrap();

        let queue = heap(Tab::Decide);
        let waiting = |mut of: Vec<RequestNumber>| { of.sort_unstable(); of };
        let all = vec![returned, disputed, asks, supervised, whistled];
        for person in [&worker, &staff] {
            assert_eq!(waiting(numbers(person, &queue).await), waiting(all.clone()));
            assert!(board(person, &queue).await.counts.contains(&(Tab::Decide, 5)));
        }
        for (wait, slip) in [
            (Wait::Return, returned),
            (Wait::Dispute, disputed),
            (Wait::Extension, asks),
            (Wait::Supervision, supervised),
            (Wait::Whistle, whistled),
        ] {
            for tab in [Tab::Decide, Tab::Open] {
                let found = board(&worker, &Wish { waits: Some(wait), ..heap(tab) }).await;
                assert_eq!(found.slips.len(), 1, "{wait:?}");
                assert_eq!((found.slips[0].number, found.slips[0].waits.as_slice()), (slip, &[wait][..]));
            }
        }
        assert_eq!(numbers(&worker, &Wish { waits: Some(Wait::Escalation), ..queue.clone() }).await, []);
        assert_eq!(board(&worker, &Wish { waits: Some(Wait::Return), ..heap(Tab::Closed) }).await.waits, None);

        // A word, and it stands there no more.
        leader.decides_extension(asks, "yes").await.unwrap();
        worker.answers_for(supervised).await.unwrap();
        clerk.reports_in(whistled).await.unwrap();
        assert_eq!(waiting(numbers(&worker, &queue).await), waiting(vec![returned, disputed]));

        // What was left alone goes up, and stands there until somebody acts.
        for _ in 0..8 {
            town.pass(Minutes::days(1));
            town.timers().await;
        }
        let escalated = Wish { waits: Some(Wait::Escalation), ..queue };
        assert!(numbers(&worker, &escalated).await.contains(&calm));
        worker.opens_to_all(calm).await.unwrap();
        volunteer.accepts(calm).await.unwrap();
        town.is_sound().await;
    }

    async fn several_are_verified_at_once_and_each_failure_has_its_reason(town: Town) {
        let resident = town.resident(GRID).await;
        let worker = town.grid_worker(GRID).await;
        let (one, two) = (resident.orders("repair-light").await, resident.orders("errand-medicine").await);
        let refused = resident.orders("legal").await;
        request::refuse(&worker.ask(), refused, "not_ours", "").await.unwrap();
        let own = worker.orders("repair-light").await;
        let far = resident.orders_for(FAR_GRID, "repair-light").await;

        let ask = worker.ask();
        let form = [two, one, refused, own, far, one];
        let came = several(&ask, Act::Verify, &form).await.unwrap();
        let mut done = vec![one, two];
        done.sort_unstable();
        assert_eq!(came.done, done);
        let why = |number| came.left.iter().find(|(other, _)| *other == number).map(|(_, why)| why.clone());
        assert_eq!(why(refused), Some(Why::Refused(Refusal::NotNow)));
        assert_eq!(why(own), Some(Why::Denied(Denied::OwnRequest)));
        assert_eq!(why(far), Some(Why::NotFound));
        assert_eq!(came.left.len(), 3);
        assert!(matches!(state(&town, one).await, State::Verified { .. }));
        assert!(matches!(state(&town, own).await, State::Placed));

        // The same form again: the same answer, and nothing twice.
        assert!(!ask.is_repeated());
        assert_eq!(several(&ask, Act::Verify, &form).await.unwrap(), came);
        assert!(ask.is_repeated());
        let key = ask.key.as_ref().unwrap().id();
        assert_eq!(outcome(&worker.ask(), key).await.unwrap(), Some(came));
        assert_eq!(outcome(&resident.ask(), key).await.unwrap(), None, "nobody else's business");
        let mut conn = town.desk.db.read().await.unwrap();
        let slip = store::request::find(&mut conn, one).await.unwrap().unwrap();
        assert_eq!(store::request::history(&mut conn, &slip).await.unwrap().len(), 2);
    }

    async fn several_are_given_to_one_helper_who_may_take_them(town: Town) {
        let resident = town.resident(GRID).await;
        let worker = town.grid_worker(GRID).await;
        let volunteer = town.volunteer(COMMUNITY).await;
        let lamp = resident.orders("repair-light").await;
        let gas = resident.orders("hazard-gas").await;
        let taken = resident.orders("repair-light").await;
        for number in [lamp, gas, taken] {
            request::verify(&worker.ask(), number).await.unwrap();
        }
        request::dispatch(&worker.ask(), taken, To::Hall).await.unwrap();
        request::accept(&town.volunteer(GRID).await.ask(), taken).await.unwrap();

        let offered = board(&worker, &heap(Tab::Dispatch)).await.helpers;
        assert!(offered.iter().any(|helper| helper.person == volunteer.id), "{offered:?}");
        let to = Act::Dispatch(Some(volunteer.id));
        let Outcome { done, left, .. } = several(&worker.ask(), to, &[lamp, gas, taken]).await.unwrap();
        assert_eq!(done, [lamp]);
        assert!(left.contains(&(gas, Why::NotForThem)), "{left:?}");
        assert!(left.iter().any(|(number, why)| *number == taken && matches!(why, Why::Taken(_))), "{left:?}");

        let all_the_same = several(&worker.ask(), to, &[gas]).await;
        assert!(matches!(&all_the_same, Err(Error::Fields(faults)) if faults[0].fault == Fault::NotAChoice));
        let came = several(&worker.ask(), Act::Dispatch(None), &[lamp, gas]).await.unwrap();
        assert_eq!(came.done.len(), 2);
    }

    async fn only_the_desk_moves_several_and_not_too_many(town: Town) {
        let resident = town.resident(GRID).await;
        let worker = town.grid_worker(GRID).await;
        let number = resident.orders("repair-light").await;
        for person in [&resident, &town.volunteer(GRID).await] {
            let came = several(&person.ask(), Act::Verify, &[number]).await;
            assert!(matches!(came, Err(Error::Denied(Denied::NotYourRole))), "{came:?}");
        }
        let far = town.grid_worker(FAR_GRID).await;
        let came = several(&far.ask(), Act::Verify, &[number]).await;
        assert!(matches!(came, Err(Error::NotFound)), "{came:?}");
        let came = several(&worker.ask(), Act::Verify, &[]).await;
        assert!(matches!(&came, Err(Error::Fields(faults)) if faults[0].fault == Fault::Missing), "{came:?}");
        let many: Vec<_> = (0..=u64::from(several::MOST)).map(|chance| RequestNumber::new(town.now(), chance)).collect();
        let came = several(&worker.ask(), Act::Verify, &many).await;
        assert!(matches!(&came, Err(Error::Fields(_))), "{came:?}");
        assert!(matches!(state(&town, number).await, State::Placed));
    }

    async fn names_that_another_node_changes_are_seen_at_the_next_look(town: Town) {
        let (resident, volunteer) = (town.resident(GRID).await, town.volunteer(GRID).await);
        let staff = town.staff(TOWN).await;
        let slip = resident.orders("repair-light").await;
        let line = async || board(&staff, &heap(Tab::Open)).await.slips.remove(0);
        assert_eq!(line().await.keeper, None);
        let worker = town.grid_worker(GRID).await;
        assert!(line().await.keeper.is_some());
        worker.verifies(slip).await.unwrap();
        worker.gives(slip, &volunteer).await.unwrap();
        volunteer.accepts(slip).await.unwrap();
        let before = line().await;

        let elsewhere = town.on_another_node().await;
        town.pass(Minutes(1));
        let substitute = town.grid_worker(GRID).await;
        assert_eq!(line().await.keeper, before.keeper, "whoever serves longest");
        for (person, name) in [(&worker, "陈新静"), (&volunteer, "李新国")] {
            let there = Person { town: elsewhere.clone(), ..person.clone() };
            let profile = Profile {
                name: name.to_owned(),
                grid: GRID.to_owned(),
                building: "3 幢".to_owned(),
                door: "202".to_owned(),
            };
            identity::set_profile(&there.ask(), profile).await.unwrap();
        }
        let mut tx = elsewhere.desk.db.write().await.unwrap();
        let entry = store::area::find(&mut tx, area(GRID)).await.unwrap().unwrap();
        store::area::update(&mut tx, &Entry { name: "新网格".to_owned(), ..entry }).await.unwrap();
        tx.commit().await.unwrap();

        let after = line().await;
        assert_ne!(before.handler, after.handler);
        assert_eq!(after.handler.as_deref(), Some("李新国"));
        assert_eq!(after.keeper.unwrap().name, "陈新静");
        assert!(after.grid.ends_with("新网格"), "{}", after.grid);

        let mut tx = elsewhere.desk.db.write().await.unwrap();
        let post = store::post::of_person(&mut tx, worker.id).await.unwrap().remove(0).id;
        store::post::end(&mut tx, post, town.now()).await.unwrap();
        tx.commit().await.unwrap();
        let keeper = board(&substitute, &heap(Tab::Open)).await.slips.remove(0).keeper.unwrap();
        assert!(keeper.is_reader, "{keeper:?}");
    }
}
