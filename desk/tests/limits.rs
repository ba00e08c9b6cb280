//! What strangers and neighbours can do without end, tried: each limit holds, tells the truth, and lets honest people through.

use crate::town::{FAR_GRID, GRID, Person, Town, area, on_both_engines};
use desk::{
    Error, draft, identity,
    limits::{Limit, TooMuch},
    request::{self, Order},
    timer,
};
use domain::{Minutes, RequestNumber, sign_in::CodeRefusal};

const PHONE: &str = "13812345678";

/// The limit that was met, or what came instead.
fn met<T>(answer: Result<T, Error>) -> Result<TooMuch, String> {
    match answer {
        Err(Error::TooMuch(much)) => Ok(much),
        Err(other) => Err(other.to_string()),
        Ok(_) => Err("taken".to_owned()),
    }
}

fn order() -> Order {
    Order {
        grid: GRID.to_owned(),
        service: "repair-light".to_owned(),
        need: "楼道的灯不亮了".to_owned(),
        building: "3 幢".to_owned(),
        ..Order::default()
    }
}

async fn places(person: &Person) -> Result<RequestNumber, Error> {
    request::place(&person.ask(), order()).await
}

/// Asks for codes with this many numbers from addresses that `address` makes up, and says how many were sent.
async fn floods(town: &Town, many: u32, address: impl Fn(u32) -> String) -> u32 {
    let mut sent = 0;
    for n in 0..many {
        let browser = town.browser().await.at_address(&address(n));
        match browser.asks_for_a_code(&format!("136{n:08}")).await {
            Ok(_) => sent += 1,
            Err(Error::TooMuch(_)) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    sent
}

on_both_engines! {
    async fn strangers_do_not_lock_a_known_number_out(town: Town) {
        let town = town.limited_by(&[]);
        let owner = town.browser().await.signs_in(PHONE).await;
        town.pass(Minutes(1));
        let mut sent = 0;
        let mut refusal = None;
        for n in 0..20 {
            let thief = town.browser().await.at_address(&format!("198.51.{n}.7"));
            match met(thief.asks_for_a_code(PHONE).await) {
                Ok(much) => refusal = Some(much),
                Err(taken) => {
                    assert_eq!(taken, "taken");
                    sent += 1;
                    assert!(thief.types(&town.wrong_code()).await.is_err());
                }
            }
            town.pass(Minutes(1));
        }
        // The owner's own first code was one of ten.
        assert_eq!((sent, refusal.unwrap().limit), (9, Limit::CodesPerPhone));

        let elsewhere = owner.comes_back().await.at_address("203.0.113.9");
        elsewhere.signs_in(PHONE).await;
        // And without the cookie, where they signed in before.
        town.browser().await.signs_in(PHONE).await;

        // What strangers are told is true.
        let again_at = refusal.unwrap().again_at.unwrap();
        let thief = town.browser().await.at_address("198.51.200.7");
        assert_eq!(met(thief.asks_for_a_code(PHONE).await).unwrap().again_at, Some(again_at));
        town.pass(again_at.minutes_since(town.now()));
        town.pass_seconds(60);
        assert!(town.browser().await.at_address("198.51.200.7").asks_for_a_code(PHONE).await.is_ok());
    }

    async fn strangers_make_no_known_browser_wait(town: Town) {
        let owner = town.browser().await.signs_in(PHONE).await;
        town.pass(Minutes(1));
        let owner = owner.comes_back().await;
        let thief = town.browser().await.at_address("198.51.100.7");
        thief.asks_for_a_code(PHONE).await.unwrap();
        owner.asks_for_a_code(PHONE).await.unwrap();
        let code = town.last_code();
        // Wrong codes are tried where they were asked for, and spoil nobody else's.
        for _ in 0..6 {
            assert!(thief.types(&town.wrong_code()).await.is_err());
        }
        assert!(owner.types(&code).await.is_ok());
        // A known browser is asked to wait for its own codes, like every other.
        let again = owner.comes_back().await;
        again.asks_for_a_code(PHONE).await.unwrap();
        let waits = again.asks_for_a_code(PHONE).await;
        assert!(matches!(waits, Err(Error::Code(CodeRefusal::TooSoon { seconds: 60 }))), "{waits:?}");
    }

    async fn a_flood_of_strangers_keeps_no_known_browser_out(town: Town) {
        let town = town.limited_by(&["visits=5", "codes-per-minute=5"]);
        let owner = town.browser().await.signs_in(PHONE).await;
        let floods = async || {
            let mut begun = 0;
            for n in 0..20 {
                let client = desk::Client::at(format!("198.51.{n}.1").parse().unwrap());
                let ask = town.stranger().from(Some(client), None);
                begun += u32::from(identity::begin_visit(&ask, "a browser").await.is_ok());
            }
            begun
        };
        town.pass(Minutes(1));
        assert_eq!(floods().await, 5);
        owner.comes_back().await.at_address("203.0.113.9").signs_in(PHONE).await;
        // A cookie that was made up is a stranger's, and the flood is over with the minute.
        let made_up = Some(identity::Token::of([7; 32]).hash());
        let much = met(identity::begin_visit(&town.stranger().from(None, made_up), "a browser").await).unwrap();
        assert_eq!((much.limit, much.again_at), (Limit::Visits, Some(town.now().plus(Minutes(1)))));
        town.pass(Minutes(1));
        identity::begin_visit(&town.stranger(), "a browser").await.unwrap();
    }

    async fn wrong_codes_leave_nothing_behind(town: Town) {
        let browser = town.browser().await;
        browser.asks_for_a_code(PHONE).await.unwrap();
        for _ in 0..5 {
            assert!(browser.types(&town.wrong_code()).await.is_err());
        }
        let mut conn = town.desk.db.read().await.unwrap();
        let trail = store::audit::page(&mut conn, 0, 100).await.unwrap();
        assert!(trail.is_empty(), "{trail:?}");
    }

    async fn a_64_is_one_address_and_a_48_one_network(town: Town) {
        let town = town.limited_by(&["codes-per-address=5", "codes-per-network=12", "visits-per-address=1000"]);
        assert_eq!(floods(&town, 20, |n| format!("2001:db8:1:1::{n:x}")).await, 5);
        town.pass(Minutes(1));
        assert_eq!(floods(&town, 20, |n| format!("2001:db8:1:{:x}::1", n + 2)).await, 7);
        town.pass(Minutes(1));
        assert_eq!(floods(&town, 20, |n| format!("198.51.100.{n}")).await, 12);
        let honest = town.browser().await.at_address("2001:db8:2::1");
        assert!(honest.asks_for_a_code(PHONE).await.is_ok());
        let counted = town.desk.limits.refusals().find(|(limit, _)| *limit == Limit::CodesPerNetwork);
        assert_eq!(counted, Some((Limit::CodesPerNetwork, 13 + 8)));
    }

    async fn a_town_behind_one_carrier_address_signs_in_on_the_first_day(town: Town) {
        let town = town.limited_by(&["codes-per-address=8", "codes-per-network=8", "codes-per-day=8", "visits-per-address=8", "visits=8"]);
        let mut refused = 0;
        for n in 0..50 {
            let browser = town.browser().await;
            match browser.asks_for_a_code(&format!("137{n:08}")).await {
                // Every tenth of them puts the phone away.
                Ok(_) if n % 10 == 9 => {}
                Ok(_) => assert!(browser.types(&town.last_code()).await.is_ok()),
                Err(_) => refused += 1,
            }
            town.pass_seconds(30);
        }
        assert_eq!(refused, 0, "who signs in makes room for the next");
        // The numbers that come with the house are enough for five thousand in one hour, when every tenth gives up and codes are
        // under way for five minutes.
        for limit in [Limit::CodesPerAddress, Limit::CodesPerNetwork, Limit::VisitsPerAddress] {
            assert!(limit.default_number() >= 5_000 / 10 + 5_000 / 12, "{limit:?}");
        }
    }

    async fn whoever_holds_a_post_signs_in_while_strangers_use_up_all_codes(town: Town) {
        let town = town.limited_by(&["codes-per-minute=5", "codes-per-day=9"]);
        let worker = town.grid_worker(GRID).await;
        let resident = town.resident(GRID).await;
        assert_eq!(floods(&town, 20, |n| format!("198.51.{n}.1")).await, 5);
        let browser = town.browser().await.at_address("203.0.113.9");
        let much = met(browser.asks_for_a_code(resident.phone.as_str()).await).unwrap();
        assert_eq!((much.limit, much.again_at), (Limit::CodesPerMinute, Some(town.now().plus(Minutes(1)))));
        browser.asks_for_a_code(worker.phone.as_str()).await.unwrap();
        browser.types(&town.last_code()).await.unwrap();
        town.pass(Minutes(1));
        floods(&town, 20, |n| format!("198.51.{}.1", n + 100)).await;
        let browser = town.browser().await.at_address("203.0.113.10");
        let much = met(browser.asks_for_a_code(resident.phone.as_str()).await).unwrap();
        assert_eq!(much.limit, Limit::CodesPerDay, "the limit that holds longest is told");
        assert!(much.again_at.unwrap() > town.now().plus(Minutes::hours(1)));
    }

    async fn strangers_fill_no_disk(town: Town) {
        let town = town.limited_by(&[
            "draft-bytes-of-stranger=4000", "draft-bytes-per-address=20000", "draft-bytes-per-network=50000",
            "draft-bytes-of-strangers=70000", "visits-per-address=15",
        ]);
        let keeps = async |address: &str, length: usize| {
            let client = desk::Client::at(address.parse().unwrap());
            let ask = town.stranger().from(Some(client), None);
            draft::keep(&ask, "a browser", "order /g/1/order", &"x".repeat(length)).await
        };
        // Too long a text is refused whole, and neither session nor draft is there.
        let much = met(keeps("198.51.100.1", 255_000).await).unwrap();
        assert_eq!((much.limit, much.again_at), (Limit::DraftBytesOfStranger, None));
        assert_eq!(weight(&town).await, (0, 0, 0));
        // Many from one /64, from one network, from everywhere.
        for n in 0..30 {
            let _ = keeps(&format!("2001:db8:1:1::{n:x}"), 3_500).await;
        }
        assert_eq!(weight(&town).await, (5, 5, 17_500));
        for n in 0..60 {
            let _ = keeps(&format!("2001:db8:1:{:x}::1", n % 20 + 2), 3_500).await;
        }
        assert_eq!(weight(&town).await, (14, 14, 49_000));
        for n in 0..60 {
            let _ = keeps(&format!("198.{n}.100.1"), 3_500).await;
        }
        assert_eq!(weight(&town).await, (20, 20, 70_000));
        // One that is small costs a session, of which an address has so many.
        town.pass(Minutes::days(1));
        for _ in 0..40 {
            let _ = keeps("198.51.100.1", 1).await;
        }
        assert_eq!(weight(&town).await, (35, 35, 70_015));
        let much = met(keeps("198.51.100.1", 1).await).unwrap();
        assert_eq!((much.limit, much.again_at), (Limit::VisitsPerAddress, Some(town.now().plus(Minutes::hours(1)))));
        // After a day nothing is left of all that.
        town.pass(Minutes::days(2));
        timer::run_due(&town.stranger()).await.unwrap();
        assert_eq!(weight(&town).await, (0, 0, 0));
    }

    async fn a_browser_keeps_its_newest_drafts(town: Town) {
        let town = town.limited_by(&["drafts-per-browser=3", "draft-bytes-per-person=100", "draft-bytes=40"]);
        let resident = town.resident(GRID).await;
        for n in 0..5 {
            draft::keep(&resident.ask(), "", &format!("form {n}"), "need=灯").await.unwrap();
            town.pass_seconds(1);
        }
        let mut kept = Vec::new();
        for n in 0..5 {
            kept.push(draft::find(&resident.ask(), &format!("form {n}")).await.unwrap().is_some());
        }
        assert_eq!(kept, [false, false, true, true, true]);
        let much = met(draft::keep(&resident.ask(), "", "long", &"x".repeat(41)).await).unwrap();
        assert_eq!(much.limit, Limit::DraftBytes);
        draft::keep(&resident.ask(), "", "long", &"x".repeat(40)).await.unwrap();
        let much = met(draft::keep(&resident.ask(), "", "more", &"x".repeat(40)).await).unwrap();
        assert_eq!((much.limit, much.again_at.is_some()), (Limit::DraftBytesPerPerson, true));
    }

    async fn what_is_over_is_swept_in_portions(town: Town) {
        for _ in 0..25 {
            town.browser().await;
        }
        town.pass(Minutes::days(2));
        let mut tx = town.desk.db.write().await.unwrap();
        let mut swept = Vec::new();
        for _ in 0..4 {
            swept.push(store::session::sweep(&mut tx, town.now(), 10).await.unwrap());
        }
        tx.commit().await.unwrap();
        assert_eq!(swept, [10, 10, 5, 0]);
    }

    async fn one_resident_files_no_ten_thousand_slips(town: Town) {
        let town = town.limited_by(&["orders-per-person=5", "open-orders-per-person=8"]);
        let resident = town.resident(GRID).await;
        // All at once, so that none of them sees the others.
        let all: Vec<_> = (0..40).map(|_| {
            let ask = resident.ask();
            tokio::spawn(async move { request::place(&ask, order()).await })
        }).collect();
        let mut placed = Vec::new();
        for one in all {
            match one.await.unwrap() {
                Ok(number) => placed.push(number),
                other => {
                    let much = met(other).unwrap();
                    assert_eq!((much.limit, much.again_at), (Limit::OrdersPerPerson, Some(town.now().plus(Minutes::hours(1)))));
                }
            }
        }
        assert_eq!(placed.len(), 5);
        town.pass(Minutes::hours(1));
        let kept = resident.ask();
        let number = request::place(&kept, order()).await.unwrap();
        for _ in 0..2 {
            places(&resident).await.unwrap();
        }
        let much = met(places(&resident).await).unwrap();
        assert_eq!((much.limit, much.again_at), (Limit::OpenOrdersPerPerson, None));
        // The same form again is no slip more, and is answered as before.
        assert_eq!(request::place(&kept, order()).await.unwrap(), number);
        request::withdraw(&resident.ask(), number, "").await.unwrap();
        places(&resident).await.unwrap();
    }

    async fn a_flood_in_a_grid_keeps_nobody_from_their_first_slip(town: Town) {
        let town = town.limited_by(&["orders-per-grid=6"]);
        let (one, two) = (town.resident(GRID).await, town.resident(GRID).await);
        for _ in 0..3 {
            places(&one).await.unwrap();
            places(&two).await.unwrap();
        }
        let much = met(places(&one).await).unwrap();
        assert_eq!((much.limit, much.again_at), (Limit::OrdersPerGrid, Some(town.now().plus(Minutes::hours(1)))));
        let honest = town.resident(GRID).await;
        places(&honest).await.unwrap();
        assert_eq!(met(places(&honest).await).unwrap().limit, Limit::OrdersPerGrid);
        let worker = town.grid_worker(GRID).await;
        for _ in 0..12 {
            places(&worker).await.unwrap();
        }
        let elsewhere = Order { grid: FAR_GRID.to_owned(), ..order() };
        request::place(&one.ask(), elsewhere).await.unwrap();
    }

    async fn a_grid_shows_public_phones_and_never_the_one_somebody_signs_in_with(town: Town) {
        let (worker, resident) = (town.grid_worker(GRID).await, town.resident(GRID).await);
        let shown = async || desk::view::grid(&town.stranger(), area(GRID)).await.unwrap().serving[0].phone.clone();
        assert_eq!(shown().await, None);
        let own = async |person: &Person, phone: &str| identity::set_public_phone(&person.ask(), None, phone).await;
        own(&worker, "0514-8655 0123").await.unwrap();
        assert_eq!(shown().await.as_deref(), Some("0514-8655 0123"));
        assert!(matches!(own(&worker, "call me").await, Err(Error::Fields(_))));
        assert!(matches!(own(&resident, "12345").await, Err(Error::Denied(_))));
        // Whoever administers the post sets it too, and nobody else does.
        let administrator = town.administrator(GRID).await;
        let of_worker = async |by: &Person| identity::set_public_phone(&by.ask(), Some(worker.id), "").await;
        assert!(matches!(of_worker(&resident).await, Err(Error::Denied(_))));
        assert!(matches!(of_worker(&town.administrator(FAR_GRID).await).await, Err(Error::Denied(_))));
        of_worker(&administrator).await.unwrap();
        assert_eq!(shown().await, None);
        let nobody = identity::set_public_phone(&administrator.ask(), Some(resident.id), "12345").await;
        assert!(matches!(nobody, Err(Error::NotFound)));
    }
}

/// How many sessions and drafts there are, and how many bytes the drafts hold.
async fn weight(town: &Town) -> (u64, u64, u64) {
    let mut conn = town.desk.db.read().await.unwrap();
    let (drafts, bytes) = store::draft::weight(&mut conn).await.unwrap();
    (store::session::count(&mut conn).await.unwrap(), drafts, bytes)
}
