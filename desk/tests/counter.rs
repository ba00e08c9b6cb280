//! What the shop, the counter and the administrators' pages show, on both engines.

use crate::town::{COMMUNITY, DISTRICT, FAR_GRID, GRID, Person, TOWN, Town, area, on_both_engines, points};
use desk::{
    Error, Fault, admin,
    limits::Limit,
    shop,
    view::{self, About},
};
use domain::{Minutes, Timestamp, permit::Denied};

/// Something on the shelf of the shop of an area.
async fn stocked(town: &Town, place: &str, slug: &str) {
    let typed = admin::shop::Typed {
        counter: format!("{place} 积分超市"),
        name_zh: "毛巾".to_owned(),
        name_en: "Towel".to_owned(),
        picture: "goods-towel".to_owned(),
        price: "10".to_owned(),
    };
    let administrator = town.administrator(DISTRICT).await;
    admin::shop::add(&administrator.ask(), place, slug, &typed, "5").await.unwrap();
}

async fn shown(person: &Person, asked: Option<&str>) -> Vec<String> {
    let front = view::shop_front(&person.ask(), asked.map(area)).await.unwrap();
    front.items.into_iter().map(|item| item.slug).collect()
}

fn subjects(trail: admin::audit::Trail) -> Vec<String> {
    trail.lines.into_iter().map(|told| told.line.subject).collect()
}

on_both_engines! {
    async fn one_finds_the_shop_nearest_to_home_first(town: Town) {
        let nobody_yet = view::shop_front(&town.stranger(), None).await.unwrap();
        assert_eq!((nobody_yet.shop, nobody_yet.items.len(), nobody_yet.available), (None, 0, None));

        stocked(&town, DISTRICT, "soap").await;
        stocked(&town, COMMUNITY, "towel").await;
        let resident = town.resident(GRID).await;
        assert_eq!(shown(&resident, None).await, ["towel"]);
        assert_eq!(shown(&resident, Some(DISTRICT)).await, ["soap"]);
        assert_eq!(shown(&resident, Some(TOWN)).await, ["towel"], "an area without a shop is as good as none");
        assert_eq!(shown(&town.resident(FAR_GRID).await, None).await, ["soap"]);

        let visitor = view::shop_front(&town.stranger(), None).await.unwrap();
        assert_eq!((visitor.shops.len(), visitor.available), (2, None));
        assert_eq!(visitor.shop.unwrap().area, area(DISTRICT));
    }

    async fn each_line_of_the_ledger_says_what_it_was_about(town: Town) {
        town.offers("soap", 30, 5).await;
        let volunteer = town.somebody_with(40).await;
        let voucher = volunteer.redeems("soap").await.unwrap();
        let keeper = town.shop_keeper(DISTRICT).await;
        town.pass(Minutes(1));
        shop::hand_out(&keeper.ask(), &voucher.code.to_string()).await.unwrap();

        let ledger = view::ledger(&volunteer.ask(), 0).await.unwrap();
        assert_eq!((ledger.balance, ledger.held, ledger.available, ledger.rules.len()), (10, 0, 10, 3));
        match &ledger.lines[0].about {
            About::Goods { voucher: id, item } => {
                assert_eq!((*id, item.as_ref().unwrap().slug.as_str()), (voucher.id, "soap"));
            }
            other => panic!("{other:?}"),
        }
        match &ledger.lines[1].about {
            About::Helped { service, .. } => assert_eq!(service.as_ref().unwrap().points, points(40)),
            other => panic!("{other:?}"),
        }
    }

    async fn the_price_that_was_read_is_the_price_that_is_paid(town: Town) {
        town.offers("soap", 30, 5).await;
        let volunteer = town.somebody_with(40).await;
        let dearer = shop::order_at(&volunteer.ask(), "soap", Some(points(20))).await;
        assert!(matches!(dearer, Err(Error::ChangedMeanwhile)), "{dearer:?}");
        assert_eq!(volunteer.points().await, (40, 0));
        shop::order_at(&volunteer.ask(), "soap", Some(points(30))).await.unwrap();
        assert_eq!(volunteer.points().await, (40, 30));
    }

    async fn a_keeper_sees_what_they_handed_out_today(town: Town) {
        town.offers("soap", 10, 5).await;
        let volunteer = town.somebody_with(40).await;
        let (keeper, colleague) = (town.shop_keeper(DISTRICT).await, town.shop_keeper(DISTRICT).await);
        let voucher = volunteer.redeems("soap").await.unwrap();
        shop::hand_out(&keeper.ask(), &voucher.code.to_string()).await.unwrap();

        let today = view::handed_out_today(&keeper.ask()).await.unwrap();
        assert_eq!(today.len(), 1);
        assert_eq!((today[0].voucher.code, today[0].item.slug.as_str(), today[0].owner.as_str()), (voucher.code, "soap", "王*"));
        assert!(view::handed_out_today(&colleague.ask()).await.unwrap().is_empty());
        town.pass(Minutes::days(1));
        assert!(view::handed_out_today(&keeper.at_home().ask()).await.is_err());
        assert!(view::handed_out_today(&keeper.ask()).await.unwrap().is_empty());
        let curious = view::handed_out_today(&volunteer.ask()).await;
        assert!(matches!(curious, Err(Error::Denied(Denied::NotYourRole))), "{curious:?}");
    }

    async fn a_keeper_who_types_too_many_wrong_codes_waits(town: Town) {
        let town = town.limited_by(&[]);
        town.offers("soap", 10, 5).await;
        let code = town.somebody_with(40).await.redeems("soap").await.unwrap().code.to_string();
        let (keeper, colleague) = (town.shop_keeper(DISTRICT).await, town.shop_keeper(DISTRICT).await);
        let wrong = |nth: u32| format!("0000-{nth:04}");
        let most = u32::try_from(Limit::WrongVoucherCodes.default_number()).unwrap();
        for nth in 0..most {
            shop::find_for_counter(&keeper.ask(), "0000").await.expect_err("too short to be counted");
            let answer = if nth % 2 == 0 {
                shop::find_for_counter(&keeper.ask(), &wrong(nth)).await
            } else {
                shop::hand_out(&keeper.ask(), &wrong(nth)).await
            };
            assert!(matches!(&answer, Err(Error::Fields(faults)) if faults[0].fault == Fault::NotAChoice), "{answer:?}");
        }
        for typed in [&wrong(most), &code] {
            for answer in [
                shop::find_for_counter(&keeper.ask(), typed).await,
                shop::hand_out(&keeper.ask(), typed).await,
            ] {
                assert!(matches!(&answer, Err(Error::TooMuch(much)) if much.limit == Limit::WrongVoucherCodes), "{answer:?}");
            }
        }
        shop::find_for_counter(&colleague.ask(), &code).await.expect("others go on");
        town.pass(Minutes::hours(1));
        shop::hand_out(&keeper.ask(), &code).await.expect("after a while so does who waited");
    }

    async fn right_codes_are_not_counted(town: Town) {
        let town = town.limited_by(&[]);
        town.offers("soap", 10, 5).await;
        let code = town.somebody_with(40).await.redeems("soap").await.unwrap().code.to_string();
        let keeper = town.shop_keeper(DISTRICT).await;
        for _ in 0..=Limit::WrongVoucherCodes.default_number() {
            shop::find_for_counter(&keeper.ask(), &code).await.unwrap();
        }
    }

    async fn the_trail_is_read_by_verb_subject_and_day(town: Town) {
        let number = town.resident(GRID).await.orders("repair-light").await;
        let here = town.grid_worker(GRID).await;
        desk::request::verify(&here.ask(), number).await.unwrap();
        let administrator = town.administrator(DISTRICT).await;
        let subject = format!("request:{}", number.digits());
        let look = |verb: &str, subject: &str, day| {
            admin::audit::Look { verb: verb.to_owned(), subject: subject.to_owned(), day }
        };
        let read = async |look, who: &Person| subjects(admin::audit::trail(&who.ask(), look, 0).await.unwrap());
        assert_eq!(read(look("verify", "", None), &administrator).await, [subject.as_str()]);
        assert_eq!(read(look("", &subject, None), &administrator).await.len(), 2);
        assert_eq!(read(look("", "re%t", None), &administrator).await, [""; 0], "it is no pattern");
        let today = Timestamp::of_day("2026-11-23");
        assert_eq!(read(look("verify", "", today), &administrator).await.len(), 1);
        let yesterday = Timestamp::of_day("2026-11-22");
        assert_eq!(read(look("", "", yesterday), &administrator).await, [""; 0]);

        let elsewhere = town.administrator(FAR_GRID).await;
        assert_eq!(read(look("", "", None), &elsewhere).await, [""; 0]);
        let worker = admin::audit::trail(&here.ask(), look("", "", None), 0).await;
        assert!(matches!(worker, Err(Error::Denied(Denied::NotYourRole))));
    }

    async fn an_administrator_finds_areas_of_their_own_by_name(town: Town) {
        let names = |spots: Vec<admin::areas::Spot>| {
            spots.into_iter().map(|spot| spot.entry.area.to_string()).collect::<Vec<_>>()
        };
        let district = town.administrator(DISTRICT).await;
        assert_eq!(names(admin::areas::named(&district.ask(), "东苑 第一").await.unwrap()), [GRID]);
        assert_eq!(names(admin::areas::named(&district.ask(), TOWN).await.unwrap()), [TOWN]);
        assert_eq!(names(admin::areas::named(&district.ask(), " ").await.unwrap()), [""; 0]);
        assert_eq!(
            names(admin::areas::near(&district.ask(), Some(area(GRID))).await.unwrap()),
            [DISTRICT, TOWN, COMMUNITY, GRID]
        );
        let community = town.administrator(COMMUNITY).await;
        assert_eq!(names(admin::areas::named(&community.ask(), "龙川").await.unwrap()), [""; 0]);
        assert_eq!(names(admin::areas::near(&community.ask(), Some(area(FAR_GRID))).await.unwrap()), [COMMUNITY]);
    }

    async fn what_was_searched_for_stays_with_the_session(town: Town) {
        let administrator = town.administrator(DISTRICT).await;
        assert_eq!(admin::people::kept_search(&administrator.ask()).await.unwrap(), "");
        admin::people::keep_search(&administrator.ask(), " 1390 ").await.unwrap();
        assert_eq!(admin::people::kept_search(&administrator.ask()).await.unwrap(), "1390");
        let curious = admin::people::keep_search(&town.resident(GRID).await.ask(), "王").await;
        assert!(matches!(curious, Err(Error::Denied(Denied::NotYourRole))));
    }
}
