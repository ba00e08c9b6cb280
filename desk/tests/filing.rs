//! What residents do not order: the grid files it, and somebody else checks it.

use desk::{
    Error, Fault,
    request::{self, Order},
    view,
};
use domain::{Role, permit::Denied};

use crate::town::{COMMUNITY, GRID, NEXT_GRID, Person, TOWN, area, on_both_engines};

/// A case type that is not on the menu.
const BY_GRID: &str = "stray-cable";

fn order() -> Order {
    Order {
        grid: GRID.to_owned(),
        service: BY_GRID.to_owned(),
        need: "线缆垂到路上".to_owned(),
        building: "路口".to_owned(),
        ..Order::default()
    }
}

/// What the order form of the grid offers beyond the menu.
async fn offered(reader: &Person) -> Vec<String> {
    let page = view::ordering(&reader.ask(), area(GRID)).await.unwrap();
    page.menu.filed().map(|service| service.slug.clone()).collect()
}

on_both_engines! {
    async fn a_hand_made_order_of_what_is_not_on_the_menu_is_refused(town: Town) {
        for who in [
            town.resident(GRID).await,
            town.volunteer(GRID).await,
            town.administrator(TOWN).await,
            town.grid_worker(NEXT_GRID).await,
            town.grid_worker(GRID).await.at_home(),
        ] {
            assert_eq!(offered(&who).await, [""; 0], "{:?}", who.post);
            match request::place(&who.ask(), order()).await {
                Err(Error::Fields(faults)) => {
                    assert_eq!(faults.len(), 1, "{faults:?}");
                    assert_eq!((faults[0].field.as_str(), &faults[0].fault), ("service", &Fault::NotAChoice));
                }
                other => panic!("{:?}: {other:?}", who.post),
            }
        }
    }

    async fn those_who_run_the_desk_file_it_and_somebody_else_checks_it(town: Town) {
        let (worker, leader) = (town.grid_worker(GRID).await, town.grid_leader(GRID).await);
        let helper = town.grid_worker(COMMUNITY).await;
        assert_eq!(offered(&worker).await, [BY_GRID]);
        let page = view::ordering(&worker.ask(), area(GRID)).await.unwrap();
        let receiver = page.receiver.map(|receiver| receiver.person);
        assert_ne!(receiver, Some(worker.id), "the page names somebody else as its first reader");

        let slip = request::place(&worker.ask(), order()).await.unwrap();
        assert_eq!(town.history(slip).await[0].role, Role::GridWorker);
        assert_eq!((worker.heard(slip, "placed").await, helper.heard(slip, "placed").await), (0, 1));
        let own = worker.verifies(slip).await;
        assert!(matches!(own, Err(Error::Denied(Denied::OwnRequest))), "{own:?}");
        leader.verifies(slip).await.unwrap();
        leader.gives(slip, &helper).await.unwrap();
        helper.accepts(slip).await.unwrap();
        helper.finishes(slip).await.unwrap();
        leader.checks(slip).await.unwrap();
        worker.rates(slip, "5").await.unwrap();
        town.is_sound().await;
    }
}
