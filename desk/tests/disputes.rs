//! Who looks into a bad rating, and how often it is called a mistake.

use domain::{Minutes, permit::Denied, request::Refusal};

use crate::{
    courses::{denied, in_hand, rated_badly, refused},
    town::{COMMUNITY, GRID, Person, TOWN, on_both_engines},
};

on_both_engines! {
    async fn a_rating_is_called_a_mistake_once(town: Town) {
        let (slip, resident, ..) = rated_badly(&town).await;
        let (leader, staff) = (town.grid_leader(GRID).await, town.staff(COMMUNITY).await);
        leader.judges(slip, "mistaken").await.unwrap();
        town.pass(Minutes(5));
        resident.rates(slip, "1").await.unwrap();
        let page = desk::view::slip(&staff.ask(), slip).await.unwrap();
        assert!(page.request.beside.explained);
        refused(staff.judges(slip, "mistaken").await, Refusal::AlreadyExplained);
        staff.judges(slip, "justified").await.unwrap();
        town.is_sound().await;
    }

    async fn a_bad_rating_is_looked_into_by_somebody_who_had_no_part_in_it(town: Town) {
        let (slip, _, worker, volunteer) = rated_badly(&town).await;
        let (leader, staff) = (town.grid_leader(GRID).await, town.staff(COMMUNITY).await);
        denied(worker.judges(slip, "justified").await, Denied::Concerned);
        denied(volunteer.judges(slip, "justified").await, Denied::NotYourRole);
        let keeper = async |reader: &Person| {
            desk::view::slip(&reader.ask(), slip).await.unwrap().keeper.map(|keeper| keeper.is_reader)
        };
        assert_eq!((keeper(&worker).await, keeper(&leader).await), (Some(false), Some(true)), "whose turn it is");
        let queue = |reader: Person| async move {
            let wish = desk::view::Wish { tab: Some(desk::view::Tab::Decide), ..Default::default() };
            desk::view::desk(&reader.ask(), &wish).await.unwrap().slips.len()
        };
        assert_eq!((queue(leader.clone()).await, queue(staff.clone()).await), (1, 1));
        leader.judges(slip, "justified").await.unwrap();
        town.is_sound().await;
    }

    async fn a_bad_rating_that_nobody_in_the_grid_may_look_into_goes_up(town: Town) {
        let (slip, resident, worker, volunteer) = in_hand(&town).await;
        let (leader, staff) = (town.grid_leader(GRID).await, town.staff(TOWN).await);
        volunteer.finishes(slip).await.unwrap();
        leader.checks(slip).await.unwrap();
        town.pass(Minutes(5));
        resident.rates(slip, "1").await.unwrap();
        let heard = async |who: &Person| who.heard(slip, "rated_badly").await;
        assert_eq!((heard(&worker).await, heard(&leader).await, heard(&staff).await), (0, 0, 1));
        denied(leader.judges(slip, "justified").await, Denied::Concerned);
        assert!(desk::view::slip(&staff.ask(), slip).await.unwrap().keeper.unwrap().is_reader);
        staff.judges(slip, "justified").await.unwrap();
        town.is_sound().await;
    }
}
