//! Points: earned by rules, within a day's cap, once for each cause, and told to their owner.

use desk::{
    Error, Fault,
    admin::{self, services::Filter},
    catalogue::Typed,
    points,
};
use domain::{
    Limit, Minutes, Points,
    catalogue::{Class, Helpers},
    permit::Denied,
    points::{Cause, Rule},
};

use crate::town::{COMMUNITY, DISTRICT, GRID, on_both_engines};

on_both_engines! {
    async fn work_that_was_rated_well_earns_both_sides_points(town: Town) {
        let (resident, volunteer) = (town.resident(GRID).await, town.volunteer(GRID).await);
        let request = volunteer.helps(&resident, "repair-light").await;

        let earned = points::mine(&volunteer.ask(), 0).await.unwrap();
        assert_eq!((earned.balance, earned.available, earned.more), (25, 25, false));
        let causes: Vec<_> = earned.entries.iter().map(|entry| (entry.cause, entry.change)).collect();
        assert!(causes.contains(&(Cause::Helped { request, round: 0 }, 20)), "{causes:?}");
        assert!(causes.contains(&(Cause::Praised { request }, 5)), "{causes:?}");

        let told = points::mine(&resident.ask(), 0).await.unwrap();
        assert_eq!(told.balance, 12, "10 for the first order, 2 for rating");
        let [rated, first_order] = told.entries[..] else { panic!("{:?}", told.entries) };
        assert!(matches!(rated.cause, Cause::Rated { request: of, .. } if of == request), "{rated:?}");
        assert_eq!((rated.change, rated.balance), (2, 12));
        assert_eq!(first_order.cause, Cause::FirstOrder { resident: resident.id });
        assert_eq!((first_order.change, first_order.balance), (10, 10));
        town.is_sound().await;
    }

    async fn a_second_order_is_no_first_one(town: Town) {
        let (resident, volunteer) = (town.resident(GRID).await, town.volunteer(GRID).await);
        volunteer.helps(&resident, "repair-light").await;
        volunteer.helps(&resident, "repair-light").await;
        assert_eq!(resident.points().await, (10 + 2 + 2, 0));
        assert_eq!(volunteer.points().await, (50, 0));
        town.is_sound().await;
    }

    async fn work_that_was_checked_earns_also_where_nobody_rates_it(town: Town) {
        let (resident, volunteer) = (town.resident(GRID).await, town.volunteer(GRID).await);
        let number = volunteer.works_for(&resident, "repair-light").await;
        assert_eq!(volunteer.points().await, (20, 0));
        town.pass(Minutes::days(8));
        town.timers().await;
        assert!(town.slip(number).await.state.is_over());
        assert_eq!(volunteer.points().await, (20, 0), "once");
        town.is_sound().await;
    }

    async fn a_bad_rating_adds_nothing_and_takes_nothing(town: Town) {
        let (resident, volunteer) = (town.resident(GRID).await, town.volunteer(GRID).await);
        let number = volunteer.works_for(&resident, "repair-light").await;
        resident.rates(number, "1").await.unwrap();
        assert_eq!(volunteer.points().await, (20, 0));
        assert_eq!(resident.points().await, (12, 0));
        town.is_sound().await;
    }

    async fn who_puts_their_own_work_right_was_paid_and_who_takes_it_over_is(town: Town) {
        let (resident, first) = (town.resident(GRID).await, town.volunteer(GRID).await);
        let (second, worker) = (town.volunteer(GRID).await, town.grid_worker(GRID).await);
        let judge = town.staff(DISTRICT).await;
        let number = first.works_for(&resident, "repair-light").await;
        for helper in [&first, &second, &first] {
            resident.rates(number, "2").await.unwrap();
            judge.judges(number, "justified").await.unwrap();
            worker.opens_to_all(number).await.unwrap();
            helper.accepts(number).await.unwrap();
            helper.finishes(number).await.unwrap();
            town.pass(Minutes(1));
            worker.checks(number).await.unwrap();
            town.is_sound().await;
        }
        resident.rates(number, "5").await.unwrap();
        assert_eq!(second.points().await, (20, 0));
        assert_eq!(first.points().await, (25, 0), "who brought it to a good end hears so");
        town.is_sound().await;
    }

    async fn a_day_gives_no_more_than_its_cap_and_the_ledger_says_so(town: Town) {
        let administrator = town.administrator(DISTRICT).await;
        admin::rules::change(&administrator.ask(), "helped", "20", "50", "0").await.unwrap();
        let (resident, volunteer) = (town.resident(GRID).await, town.volunteer(GRID).await);
        for _ in 0..4 {
            volunteer.helps(&resident, "repair-light").await;
            town.pass(Minutes(10));
        }
        let mine = points::mine(&volunteer.ask(), 0).await.unwrap();
        let lines: Vec<_> = mine.entries.iter().map(|e| (e.change, e.asked.map(|p| p.get()), e.balance)).collect();
        assert_eq!(lines, [(0, Some(20), 50), (10, Some(20), 50), (20, Some(20), 40), (20, Some(20), 20)]);

        town.pass(Minutes::days(1));
        volunteer.helps(&resident, "repair-light").await;
        assert_eq!(volunteer.points().await, (70, 0), "a new day begins at local midnight");
        town.is_sound().await;
    }

    async fn the_history_comes_in_pages_and_its_balance_runs_on(town: Town) {
        let administrator = town.administrator(DISTRICT).await;
        admin::rules::change(&administrator.ask(), "helped", "20", "1000", "0").await.unwrap();
        let (resident, volunteer) = (town.resident(GRID).await, town.volunteer(GRID).await);
        for _ in 0..points::PAGE + 2 {
            volunteer.helps(&resident, "repair-light").await;
            town.pass(Minutes(1));
        }
        let (first, second) =
            (points::mine(&volunteer.ask(), 0).await.unwrap(), points::mine(&volunteer.ask(), 1).await.unwrap());
        assert_eq!((first.entries.len(), first.more, second.entries.len(), second.more), (20, true, 2, false));
        assert_eq!((first.entries[0].balance, second.entries[0].balance, second.entries[1].balance), (440, 40, 20));
        assert!(points::mine(&volunteer.ask(), u32::MAX).await.unwrap().entries.is_empty());
    }

    async fn spending_stands_in_the_history(town: Town) {
        town.offers("soap", 30, 5).await;
        let volunteer = town.somebody_with(100).await;
        let voucher = volunteer.redeems("soap").await.unwrap();
        town.pass(Minutes(1));
        let keeper = town.shop_keeper(DISTRICT).await;
        desk::shop::hand_out(&keeper.ask(), &voucher.code.to_string()).await.unwrap();
        let mine = points::mine(&volunteer.ask(), 0).await.unwrap();
        let newest = mine.entries[0];
        assert_eq!((newest.cause, newest.change, newest.balance), (Cause::Redeemed { voucher: voucher.id }, -30, 70));
    }

    async fn whoever_never_earned_any_has_none(town: Town) {
        let resident = town.resident(GRID).await;
        let mine = points::mine(&resident.ask(), 0).await.unwrap();
        assert_eq!((mine.balance, mine.held, mine.available, mine.entries.len()), (0, 0, 0, 0));
        assert!(matches!(points::mine(&town.stranger(), 0).await, Err(Error::SignInFirst)));
    }

    async fn only_the_district_changes_rules_and_menu(town: Town) {
        for (who, why) in [
            (town.resident(GRID).await, Denied::NotYourRole),
            (town.grid_leader(GRID).await, Denied::NotYourRole),
            (town.administrator(COMMUNITY).await, Denied::NotYourArea),
        ] {
            let rule = admin::rules::change(&who.ask(), "rated", "1", "1", "").await;
            assert!(matches!(rule, Err(Error::Denied(denied)) if denied == why), "{rule:?}");
            let service = admin::services::retire(&who.ask(), "legal", true).await;
            assert!(matches!(service, Err(Error::Denied(denied)) if denied == why), "{service:?}");
            let list = admin::services::list(&who.ask(), &Filter::default(), 0).await;
            assert!(matches!(list, Err(Error::Denied(denied)) if denied == why));
        }
        let administrator = town.administrator(DISTRICT).await;
        let terms = admin::rules::change(&administrator.ask(), "rated", "3", "9", "").await.unwrap();
        assert!(admin::rules::list(&administrator.ask()).await.unwrap().contains(&terms));
        assert_eq!(terms.rule, Rule::Rated);
        let wrong = admin::rules::change(&administrator.ask(), "rated", "many", "100001", "").await;
        assert!(matches!(&wrong, Err(Error::Fields(faults)) if faults.len() == 2), "{wrong:?}");
        let praise = admin::rules::change(&administrator.ask(), "helped", "20", "100", "7").await.unwrap().praise;
        assert_eq!(praise, Points::new(7).unwrap());
        let volunteer = town.volunteer(GRID).await;
        volunteer.helps(&town.resident(GRID).await, "repair-light").await;
        assert_eq!(volunteer.points().await, (27, 0));
    }

    async fn a_service_is_changed_and_leaves_the_menu(town: Town) {
        let administrator = town.administrator(DISTRICT).await;
        let planned = crate::town::service("legal", Class::Policy, "法律咨询", Helpers::PartyMembers, 30);
        let typed = Typed { finish_limit: "1 工作时".to_owned(), ..Typed::of(&planned, "") };
        match admin::services::change(&administrator.ask(), "legal", &typed, None).await {
            Err(Error::Fields(faults)) => assert_eq!(faults[0].fault, Fault::BeforeAcceptance),
            other => panic!("work cannot be due before it is accepted: {other:?}"),
        }
        let typed = Typed { finish_limit: "5 工作日".to_owned(), ..typed };
        let changed = admin::services::change(&administrator.ask(), "legal", &typed, None).await.unwrap();
        assert_eq!((changed.slug.as_str(), changed.version), ("legal", 2));
        assert_eq!(changed.finish_within, Limit::working_days(5));

        admin::services::retire(&administrator.ask(), "legal", true).await.unwrap();
        let menu = admin::services::list(&administrator.ask(), &Filter::default(), 0).await.unwrap();
        let legal = menu.services.iter().find(|service| service.slug == "legal");
        assert!(legal.is_some_and(|legal| legal.retired && legal.version == 2), "{legal:?}");
        let taken = admin::services::add(&administrator.ask(), &typed, None).await;
        assert!(matches!(&taken, Err(Error::Fields(faults)) if faults[0].field == "slug"), "{taken:?}");
    }
}
