//! By when something is due for whoever receives a slip, and what the trace says of them.

use desk::{request, view};
use domain::{
    Minutes, RequestNumber, Timestamp,
    request::{Holder, Pressure},
};

use crate::town::{GRID, Person, Town, on_both_engines};

/// Nobody is late with it at this moment.
async fn is_calm(town: &Town, slip: RequestNumber) {
    assert_eq!(town.slip(slip).await.pressure(town.now()), Pressure::Calm);
}

async fn promise(town: &Town, slip: RequestNumber) -> Timestamp {
    town.slip(slip).await.limits.finish.at
}

/// Who had it, one after the other, and how many minutes of it after the limit.
async fn hands(by: &Person, slip: RequestNumber) -> Vec<(Holder, u32)> {
    let trace = view::trace(&by.ask(), slip).await.unwrap();
    trace.hands.into_iter().map(|hand| (hand.who.holder, hand.spent.late.0)).collect()
}

on_both_engines! {
    async fn a_unit_that_works_by_night_is_given_all_its_time(town: Town) {
        let (resident, worker) = (town.resident(GRID).await, town.grid_worker(GRID).await);
        let water = town.night_shift("water").await;
        let clerk = town.unit_worker(&water).await;
        town.pass_until("2026-11-23 21:37");
        let slip = resident.orders("dirty-road").await;
        let promised = promise(&town, slip).await;
        assert_eq!(town.slip(slip).await.due().unwrap().to_string(), "2026-11-24 14:30");
        town.pass_until("2026-11-24 13:30");
        worker.verifies(slip).await.unwrap();
        worker.assigns(slip, &water, &[]).await.unwrap();
        is_calm(&town, slip).await;
        assert_eq!(town.slip(slip).await.due().unwrap().to_string(), "2026-11-24 17:30");
        assert!(promise(&town, slip).await >= promised);
        clerk.accepts(slip).await.unwrap();
        assert!(promise(&town, slip).await >= promised);
        town.is_sound().await;
    }

    async fn whoever_gets_a_late_slip_next_is_not_late(town: Town) {
        let (resident, worker) = (town.resident(GRID).await, town.grid_worker(GRID).await);
        let (leader, volunteer) = (town.grid_leader(GRID).await, town.volunteer(GRID).await);
        let roads = town.unit("roads").await;
        let clerk = town.unit_worker(&roads).await;
        let slip = resident.orders("repair-light").await;
        let promised = promise(&town, slip).await;
        let later = async || {
            for _ in 0..5 {
                town.pass(Minutes::hours(1));
                town.timers().await;
            }
        };
        worker.verifies(slip).await.unwrap();
        later().await;
        worker.gives(slip, &volunteer).await.unwrap();
        is_calm(&town, slip).await;
        later().await;
        request::give_back(&volunteer.ask(), slip, "今天来不了").await.unwrap();
        is_calm(&town, slip).await;
        later().await;
        worker.assigns(slip, &roads, &[]).await.unwrap();
        is_calm(&town, slip).await;
        later().await;
        clerk.returns(slip).await.unwrap();
        is_calm(&town, slip).await;
        later().await;
        leader.decides_return(slip, "no").await.unwrap();
        is_calm(&town, slip).await;
        later().await;
        let desk = Holder::Desk;
        assert_eq!(
            hands(&worker, slip).await,
            [
                (desk, 0),
                (desk, 60),
                (Holder::Person(volunteer.id), 60),
                (desk, 60),
                (Holder::Unit(roads.id), 60),
                (Holder::Above, 60),
                (Holder::Unit(roads.id), 60),
            ]
        );
        // Two days are over before anybody has taken it on.
        town.pass(Minutes::days(1));
        clerk.accepts(slip).await.unwrap();
        is_calm(&town, slip).await;
        clerk.finishes(slip).await.unwrap();
        is_calm(&town, slip).await;
        worker.sends_back(slip).await.unwrap();
        is_calm(&town, slip).await;
        assert_eq!(promise(&town, slip).await, promised, "and the promise stays for all to see");
        town.is_sound().await;
    }
}
