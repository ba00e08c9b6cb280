//! The points shop: stock and points move together, and every way out of a voucher is taken once.

use desk::{Error, Fault, shop};
use domain::{
    Minutes,
    permit::Denied,
    shop::{ShopRefusal, VOUCHER_PERIOD, VoucherState},
};

use crate::town::{COMMUNITY, DISTRICT, FAR_COMMUNITY, GRID, area, on_both_engines};

on_both_engines! {
    async fn of_twenty_redemptions_at_once_three_find_enough_points(town: Town) {
        town.offers("soap", 30, 50).await;
        let volunteer = town.somebody_with(100).await;
        let at_once: Vec<_> = (0..20)
            .map(|_| {
                let ask = volunteer.ask();
                tokio::spawn(async move { shop::order(&ask, "soap").await })
            })
            .collect();
        let (mut vouchers, mut short) = (0, 0);
        for redemption in at_once {
            match redemption.await.unwrap() {
                Ok(_) => vouchers += 1,
                Err(Error::Shop(ShopRefusal::TooFewPoints { short: 20 })) => short += 1,
                Err(error) => panic!("{error:?}"),
            }
        }
        assert_eq!((vouchers, short), (3, 17));
        assert_eq!(volunteer.points().await, (100, 90));
        assert_eq!(town.item("soap").await.left, 47);
        town.is_sound().await;
    }

    async fn the_last_piece_goes_to_one_of_many(town: Town) {
        town.offers("soap", 5, 1).await;
        let mut people = Vec::new();
        for _ in 0..6 {
            people.push(town.somebody_with(10).await);
        }
        let at_once: Vec<_> = people
            .iter()
            .map(|person| {
                let ask = person.ask();
                tokio::spawn(async move { shop::order(&ask, "soap").await })
            })
            .collect();
        let (mut vouchers, mut sold_out) = (0, 0);
        for redemption in at_once {
            match redemption.await.unwrap() {
                Ok(_) => vouchers += 1,
                Err(Error::Shop(ShopRefusal::SoldOut)) => sold_out += 1,
                Err(error) => panic!("{error:?}"),
            }
        }
        assert_eq!((vouchers, sold_out), (1, 5));
        town.is_sound().await;
    }

    async fn a_double_tap_gives_the_same_voucher(town: Town) {
        town.offers("soap", 30, 5).await;
        let volunteer = town.somebody_with(100).await;
        let ask = volunteer.ask();
        let at_once: Vec<_> = (0..5)
            .map(|_| {
                let ask = ask.clone();
                tokio::spawn(async move { shop::order(&ask, "soap").await })
            })
            .collect();
        let mut vouchers = Vec::new();
        for tap in at_once {
            vouchers.push(tap.await.unwrap().expect("each tap is answered"));
        }
        vouchers.push(shop::order(&ask, "soap").await.expect("so is the back button"));
        assert!(vouchers.windows(2).all(|two| two[0] == two[1]));
        assert_eq!(volunteer.points().await, (100, 30));
        assert_eq!(town.item("soap").await.left, 4);
        town.is_sound().await;
    }

    async fn the_keeper_hands_out_once_and_hears_when_it_was(town: Town) {
        town.offers("soap", 30, 5).await;
        let volunteer = town.somebody_with(100).await;
        let keeper = town.shop_keeper(DISTRICT).await;
        let voucher = volunteer.redeems("soap").await.unwrap();
        let typed = voucher.code.to_string().to_lowercase();

        let seen = shop::find_for_counter(&keeper.ask(), &typed).await.unwrap();
        assert_eq!((seen.redemption.voucher.state, seen.owner.as_str()), (VoucherState::Live, "王*"));
        assert_eq!(volunteer.points().await, (100, 30), "looking it up spends nothing");

        let at = town.now();
        let ask = keeper.ask();
        let handed_out = shop::hand_out(&ask, &typed).await.unwrap();
        let redeemed = VoucherState::Redeemed { by: keeper.id, at };
        assert_eq!(handed_out.redemption.voucher.state, redeemed);
        assert_eq!(volunteer.points().await, (70, 0));
        assert_eq!(town.item("soap").await.left, 4);

        town.pass(Minutes(5));
        assert_eq!(shop::hand_out(&ask, &typed).await.unwrap(), handed_out, "a lost reply is repeated");
        let again = shop::hand_out(&keeper.ask(), &typed).await;
        assert!(matches!(again, Err(Error::Shop(ShopRefusal::AlreadyRedeemed { at: when })) if when == at), "{again:?}");
        assert_eq!(volunteer.points().await, (70, 0));
        town.is_sound().await;
    }

    async fn two_keepers_at_once_hand_out_one_piece(town: Town) {
        town.offers("soap", 30, 5).await;
        let volunteer = town.somebody_with(100).await;
        let voucher = volunteer.redeems("soap").await.unwrap();
        let mut at_once = Vec::new();
        for _ in 0..4 {
            let (keeper, code) = (town.shop_keeper(DISTRICT).await, voucher.code.to_string());
            at_once.push(tokio::spawn(async move { shop::hand_out(&keeper.ask(), &code).await }));
        }
        let (mut once, mut late) = (0, 0);
        for counter in at_once {
            match counter.await.unwrap() {
                Ok(_) => once += 1,
                Err(Error::Shop(ShopRefusal::AlreadyRedeemed { .. })) => late += 1,
                Err(error) => panic!("{error:?}"),
            }
        }
        assert_eq!((once, late), (1, 3));
        town.is_sound().await;
    }

    async fn only_a_keeper_of_that_shop_and_not_of_ones_own_voucher(town: Town) {
        town.offers("soap", 30, 5).await;
        let volunteer = town.somebody_with(100).await;
        let code = volunteer.redeems("soap").await.unwrap().code.to_string();
        let own_keeper = crate::town::Person {
            post: Some(domain::Post::of(domain::Role::ShopKeeper, area(DISTRICT))),
            ..volunteer.clone()
        };
        for (who, why) in [
            (volunteer.at_home(), Denied::NotYourRole),
            (town.administrator(DISTRICT).await, Denied::NotYourRole),
            (town.shop_keeper(COMMUNITY).await, Denied::NotYourArea),
            (own_keeper, Denied::OwnRequest),
        ] {
            let looked_up = shop::find_for_counter(&who.ask(), &code).await;
            assert!(matches!(looked_up, Err(Error::Denied(denied)) if denied == why), "{looked_up:?}");
            let handed_out = shop::hand_out(&who.ask(), &code).await;
            assert!(matches!(handed_out, Err(Error::Denied(denied)) if denied == why), "{handed_out:?}");
        }
        assert!(matches!(shop::hand_out(&town.stranger(), &code).await, Err(Error::SignInFirst)));
        assert_eq!(volunteer.points().await, (100, 30));
    }

    async fn a_code_that_is_none_is_told_beside_its_field(town: Town) {
        let keeper = town.shop_keeper(DISTRICT).await;
        for (code, fault) in [
            ("", Fault::Missing),
            ("   ", Fault::Missing),
            ("701Z-0MA", Fault::NotAChoice),
            ("ZZZZ-ZZZZ", Fault::NotAChoice),
            ("<b>七</b>", Fault::NotAChoice),
        ] {
            match shop::hand_out(&keeper.ask(), code).await {
                Err(Error::Fields(faults)) => {
                    assert_eq!((faults[0].field.as_str(), &faults[0].fault), ("code", &fault), "{code:?}");
                }
                other => panic!("{code:?}: {other:?}"),
            }
        }
    }

    async fn a_voucher_given_back_gives_back_points_and_piece(town: Town) {
        town.offers("soap", 30, 1).await;
        let volunteer = town.somebody_with(100).await;
        let voucher = volunteer.redeems("soap").await.unwrap();
        assert!(matches!(volunteer.redeems("soap").await, Err(Error::Shop(ShopRefusal::SoldOut))));

        let stranger = town.resident(GRID).await;
        assert!(matches!(shop::cancel(&stranger.ask(), voucher.id).await, Err(Error::NotFound)));
        assert!(matches!(shop::voucher(&stranger.ask(), voucher.id).await, Err(Error::NotFound)));

        let at = town.now();
        let cancelled = shop::cancel(&volunteer.ask(), voucher.id).await.unwrap();
        assert_eq!(cancelled.state, VoucherState::Cancelled { at });
        assert_eq!((volunteer.points().await, town.item("soap").await.left), ((100, 0), 1));
        let again = shop::cancel(&volunteer.ask(), voucher.id).await;
        assert!(matches!(again, Err(Error::Shop(ShopRefusal::AlreadyCancelled))), "{again:?}");
        let keeper = town.shop_keeper(DISTRICT).await;
        let fetched = shop::hand_out(&keeper.ask(), &voucher.code.to_string()).await;
        assert!(matches!(fetched, Err(Error::Shop(ShopRefusal::AlreadyCancelled))), "{fetched:?}");
        town.is_sound().await;
    }

    async fn a_voucher_that_runs_out_gives_back_points_and_piece(town: Town) {
        town.offers("soap", 30, 1).await;
        let volunteer = town.somebody_with(100).await;
        let keeper = town.shop_keeper(DISTRICT).await;
        let voucher = volunteer.redeems("soap").await.unwrap();
        assert_eq!(shop::expire_overdue(&town.stranger()).await.unwrap(), 0, "it is not time yet");

        town.pass(VOUCHER_PERIOD);
        let late = shop::hand_out(&keeper.ask(), &voucher.code.to_string()).await;
        assert!(matches!(late, Err(Error::Shop(ShopRefusal::HasExpired))), "{late:?}");
        assert_eq!(shop::expire_overdue(&town.stranger()).await.unwrap(), 1);
        assert_eq!(shop::expire_overdue(&town.stranger()).await.unwrap(), 0, "safe to repeat");
        assert_eq!((volunteer.points().await, town.item("soap").await.left), ((100, 0), 1));
        let shown = shop::voucher(&volunteer.ask(), voucher.id).await.unwrap();
        assert_eq!(shown.voucher.state, VoucherState::Expired { at: town.now() });
        town.is_sound().await;
    }

    async fn who_has_too_few_points_hears_how_many_are_missing(town: Town) {
        town.offers("soap", 30, 1).await;
        let volunteer = town.somebody_with(12).await;
        let short = volunteer.redeems("soap").await;
        assert!(matches!(short, Err(Error::Shop(ShopRefusal::TooFewPoints { short: 18 }))), "{short:?}");
        let nobody = town.resident(GRID).await;
        let short = nobody.redeems("soap").await;
        assert!(matches!(short, Err(Error::Shop(ShopRefusal::TooFewPoints { short: 30 }))), "{short:?}");
        assert!(matches!(nobody.redeems("gold").await, Err(Error::NotFound)));
        assert_eq!(town.item("soap").await.left, 1);
        town.is_sound().await;
    }

    async fn the_shelf_shows_the_shops_above_and_within_an_area(town: Town) {
        town.offers("soap", 30, 1).await;
        for (at, seen) in [(GRID, 1), (COMMUNITY, 1), (DISTRICT, 1), ("330922", 0)] {
            assert_eq!(shop::shelf(&town.stranger(), area(at)).await.unwrap().len(), seen, "{at}");
        }
        let administrator = town.administrator(DISTRICT).await;
        let typed = desk::admin::shop::Typed {
            counter: "东苑兑换点".to_owned(),
            name_zh: "理发".to_owned(),
            name_en: "Haircut".to_owned(),
            picture: "scissors".to_owned(),
            price: "15".to_owned(),
        };
        desk::admin::shop::add(&administrator.ask(), COMMUNITY, "haircut", &typed, "3").await.unwrap();
        for (at, seen) in [(GRID, 2), (COMMUNITY, 2), (DISTRICT, 2), (FAR_COMMUNITY, 1)] {
            assert_eq!(shop::shelf(&town.stranger(), area(at)).await.unwrap().len(), seen, "{at}");
        }
    }

    async fn what_is_retired_is_not_taken_and_vouchers_for_it_stay_good(town: Town) {
        use desk::admin;
        town.offers("soap", 30, 2).await;
        let volunteer = town.somebody_with(100).await;
        let voucher = volunteer.redeems("soap").await.unwrap();
        let administrator = town.administrator(DISTRICT).await;
        admin::shop::retire(&administrator.ask(), "soap", true).await.unwrap();
        assert!(matches!(volunteer.redeems("soap").await, Err(Error::Shop(ShopRefusal::Retired))));
        assert!(shop::shelf(&town.stranger(), area(GRID)).await.unwrap().is_empty());
        let keeper = town.shop_keeper(DISTRICT).await;
        shop::hand_out(&keeper.ask(), &voucher.code.to_string()).await.unwrap();

        admin::shop::retire(&administrator.ask(), "soap", false).await.unwrap();
        let item = admin::shop::restock(&administrator.ask(), "soap", "10").await.unwrap();
        assert_eq!((item.stocked, item.left), (12, 11));
        town.is_sound().await;
    }

    async fn only_the_administrator_of_its_area_keeps_a_shelf(town: Town) {
        use desk::admin;
        let item = town.offers("soap", 30, 2).await;
        let typed = admin::shop::Typed {
            counter: item.counter.clone(),
            name_zh: item.name_zh.clone(),
            name_en: item.name_en.clone(),
            picture: item.picture.clone(),
            price: "1".to_owned(),
        };
        for (who, why) in [
            (town.resident(GRID).await, Denied::NotYourRole),
            (town.shop_keeper(DISTRICT).await, Denied::NotYourRole),
            (town.administrator(COMMUNITY).await, Denied::NotYourArea),
        ] {
            for refused in [
                admin::shop::change(&who.ask(), "soap", &typed).await,
                admin::shop::restock(&who.ask(), "soap", "5").await,
                admin::shop::retire(&who.ask(), "soap", true).await,
                admin::shop::add(&who.ask(), DISTRICT, "rice", &typed, "5").await,
            ] {
                assert!(matches!(refused, Err(Error::Denied(denied)) if denied == why), "{refused:?}");
            }
        }
        let administrator = town.administrator(DISTRICT).await;
        let taken = admin::shop::add(&administrator.ask(), DISTRICT, "soap", &typed, "5").await;
        assert!(matches!(&taken, Err(Error::Fields(f)) if f[0].field == "slug" && f[0].fault == Fault::Taken));
        let bad = admin::shop::Typed { price: "0".to_owned(), name_zh: String::new(), ..typed.clone() };
        match admin::shop::change(&administrator.ask(), "soap", &bad).await {
            Err(Error::Fields(faults)) => {
                assert_eq!(faults.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["name_zh", "price"]);
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(admin::shop::change(&administrator.ask(), "soap", &typed).await.unwrap().price.get(), 1);
    }
}
