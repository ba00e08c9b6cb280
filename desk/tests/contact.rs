//! Contacts behind their mask, places found by name, words that may not stand in public.

use crate::town::{COMMUNITY, DISTRICT, FAR_GRID, GRID, Person, TOWN, area, on_both_engines};
use desk::{
    Error, Fault,
    admin::words,
    contact::{self, LOOK_LASTS},
    place, request, view,
};
use domain::{Minutes, RequestNumber};

async fn sees(person: &Person, number: RequestNumber) -> contact::Contact {
    let ask = person.ask();
    let mut conn = ask.read().await.expect("a reader");
    let request = store::request::find(&mut conn, number).await.expect("an answer").expect("the slip");
    let service =
        store::service::find(&mut conn, request.service).await.expect("an answer").expect("a service");
    contact::contact(&ask, &mut conn, &request, &service).await.expect("a contact")
}

on_both_engines! {
    async fn a_contact_is_masked_until_somebody_says_why_and_only_for_a_while(town: Town) {
        let resident = town.resident(GRID).await;
        let worker = town.grid_worker(GRID).await;
        let leader = town.grid_leader(COMMUNITY).await;
        let number = resident.orders("repair-light").await;

        let masked = sees(&worker, number).await;
        assert!(masked.phone.contains("****") && masked.name.ends_with('*') && masked.may_show && !masked.whole);
        assert_eq!(masked.door, None);
        assert_eq!(sees(&resident, number).await.phone, resident.phone.as_str());

        let refused = contact::show_contact(&worker.ask(), number, " ").await;
        assert!(matches!(&refused, Err(Error::Fields(f)) if f[0].fault == Fault::Missing), "{refused:?}");
        contact::show_contact(&worker.ask(), number, "约上门时间").await.unwrap();
        assert_eq!(sees(&worker, number).await.phone, resident.phone.as_str());
        assert!(!sees(&leader, number).await.whole, "a look is one person's own");

        town.pass(Minutes(LOOK_LASTS.0 + 1));
        assert!(!sees(&worker, number).await.whole);

        let looks = contact::looks(&resident.ask(), 0, 10).await.unwrap();
        assert_eq!(looks.len(), 1);
        assert_eq!(looks[0].look.reason, "约上门时间");
        assert_eq!(looks[0].look.viewer, worker.id);
        assert_eq!(looks[0].viewer, "王*");
    }

    async fn a_form_that_back_brings_shows_the_contact_again_after_its_while(town: Town) {
        let resident = town.resident(GRID).await;
        let worker = town.grid_worker(GRID).await;
        let number = resident.orders("repair-light").await;
        let form = worker.ask();
        contact::show_contact(&form, number, "约上门时间").await.unwrap();
        contact::show_contact(&form, number, "约上门时间").await.unwrap();
        assert!(form.is_repeated());
        assert_eq!(contact::looks(&resident.ask(), 0, 10).await.unwrap().len(), 1);

        town.pass(Minutes(LOOK_LASTS.0 + 1));
        let later = desk::Ask { at: town.now(), ..form };
        contact::show_contact(&later, number, "约上门时间").await.unwrap();
        assert!(sees(&worker, number).await.whole);
        assert_eq!(contact::looks(&resident.ask(), 0, 10).await.unwrap().len(), 2);
    }

    async fn whoever_may_not_see_the_slip_is_told_that_there_is_none(town: Town) {
        let number = town.resident(GRID).await.orders("repair-light").await;
        for stranger in [town.grid_worker(FAR_GRID).await, town.resident(GRID).await, town.administrator(DISTRICT).await] {
            let refused = contact::show_contact(&stranger.ask(), number, "看看").await;
            assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
            assert!(!sees(&stranger, number).await.may_show);
        }
    }

    async fn a_grid_is_found_by_what_people_call_their_home(town: Town) {
        let ask = town.stranger();
        let found = |text: &'static str| {
            let ask = ask.clone();
            async move {
                let found = place::search(&ask, text).await.unwrap();
                found.iter().map(|found| found.grid.name.clone()).collect::<Vec<_>>()
            }
        };
        assert_eq!(found("东苑").await, ["东苑第一网格", "东苑第二网格"]);
        assert_eq!(found("东苑 第二").await, ["东苑第二网格"]);
        assert_eq!(found("龙川社区").await, ["龙川第一网格", "龙川第二网格"]);
        assert_eq!(found(GRID).await, ["东苑第一网格"]);
        for nothing in ["", "  ", "%", "_", "' OR 1=1 --", "没有这里"] {
            assert!(found(nothing).await.is_empty(), "{nothing}");
        }

        let page = place::area(&ask, area(COMMUNITY)).await.unwrap();
        assert_eq!(page.path.len(), 3);
        assert_eq!(page.children.len(), 2);
        assert!(matches!(place::area(&ask, area("321012999")).await, Err(Error::NotFound)));
        assert!(matches!(place::area(&ask, area("321012100001999")).await, Err(Error::NotFound)));
    }

    async fn a_hidden_word_is_starred_for_all_but_its_writer_and_those_who_work_on_the_slip(town: Town) {
        let moderator = town.moderator(DISTRICT).await;
        words::add(&moderator.ask(), "高利贷").await.unwrap();
        let twice = words::add(&moderator.ask(), "高 利 贷").await;
        assert!(matches!(&twice, Err(Error::Fields(f)) if f[0].fault == Fault::Taken), "{twice:?}");
        assert_eq!(words::list(&moderator.ask()).await.unwrap(), ["高利贷"]);

        let resident = town.resident(GRID).await;
        let order = request::Order {
            grid: GRID.to_owned(),
            service: "repair-light".to_owned(),
            need: "家里灯坏了。办高-利.贷找我".to_owned(),
            building: "3 幢".to_owned(),
            ..request::Order::default()
        };
        let number = request::place(&resident.ask(), order).await.expect("a number");
        let need = async |reader: &Person| view::slip(&reader.ask(), number).await.expect("the slip").request.need;
        assert_eq!(need(&resident).await.as_str(), "家里灯坏了。办高-利.贷找我", "whoever wrote it reads it");
        let worker = town.grid_worker(GRID).await;
        assert_eq!(need(&worker).await.as_str(), "家里灯坏了。办高-利.贷找我", "who runs its desk must know what it is about");
        let on_desk = view::desk(&worker.ask(), &view::Wish::default()).await.unwrap().slips;
        assert_eq!(on_desk[0].need, "家里灯坏了。办高-利.贷找我", "on the list of the desk, too");
        let (volunteer, unit) = (town.volunteer(GRID).await, town.unit("water").await);
        let (clerk, called) = (town.unit_worker(&unit).await, town.unit("gas").await);
        let gas = town.unit_worker(&called).await;
        worker.verifies(number).await.unwrap();
        worker.opens_to_all(number).await.unwrap();
        assert_eq!(need(&volunteer).await.as_str(), "家里灯坏了。办＊-＊.＊找我", "who only looks for work does not");
        worker.gives(number, &volunteer).await.unwrap();
        assert_eq!(need(&volunteer).await.as_str(), "家里灯坏了。办高-利.贷找我", "to whom it was given");
        worker.assigns(number, &unit, &[]).await.unwrap();
        town.staff(TOWN).await.whistles(number, "hard", &[&called]).await.unwrap();
        for who in [&clerk, &gas] {
            assert_eq!(need(who).await.as_str(), "家里灯坏了。办高-利.贷找我", "a unit that works on it");
        }
        words::remove(&moderator.ask(), "高利贷").await.unwrap();
        assert!(words::list(&moderator.ask()).await.unwrap().is_empty());

        assert!(matches!(words::add(&resident.ask(), "x").await, Err(Error::Denied(_))));
        assert!(matches!(words::list(&resident.ask()).await, Err(Error::Denied(_))));
    }
}
