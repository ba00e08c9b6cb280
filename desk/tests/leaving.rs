//! Work and access end with the post.

use desk::{Error, admin::people, contact, identity, inbox, request, request::Work, view};
use domain::{RequestNumber, Role, inbox::Heap, permit::Denied, request::State};

use crate::town::{
    COMMUNITY, DISTRICT, FAR_GRID, GRID, NEXT_GRID, Person, TOWN, Town, area, on_both_engines,
};

/// An administrator ends the post somebody came for.
async fn ends(admin: &Person, whose: &Person) {
    people::end_post(&admin.ask(), whose.post_id.unwrap()).await.unwrap();
}

/// A slip that was verified by the worker.
async fn verified(worker: &Person, service: &str) -> RequestNumber {
    let slip = worker.town.resident(GRID).await.orders(service).await;
    worker.verifies(slip).await.unwrap();
    slip
}

/// Whoever asks hears what one hears of a slip that does not exist.
async fn sees_nothing(who: &Person, slip: RequestNumber) {
    let page = view::slip(&who.ask(), slip).await;
    assert!(matches!(page, Err(Error::NotFound)), "the page: {page:?}");
    let shown = contact::show_contact(&who.ask(), slip, "问路").await;
    assert!(matches!(shown, Err(Error::NotFound)), "the contact: {shown:?}");
    for done in [who.arrives(slip).await, who.finishes(slip).await, who.accepts(slip).await] {
        assert!(matches!(done, Err(Error::NotFound)), "a verb: {done:?}");
    }
    assert!(desk::live::may_watch(&who.ask(), &desk::live::Topic::Request(slip)).await.is_err());
}

async fn stands(town: &Town, slip: RequestNumber) -> &'static str {
    town.slip(slip).await.state.name()
}

/// Where it stands when it is back with the desk.
const BACK: &str = "verified";

on_both_engines! {
    async fn what_a_volunteer_had_in_hand_goes_back_and_they_see_it_no_more(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let (worker, volunteer) = (town.grid_worker(GRID).await, town.volunteer(GRID).await);
        let slip = verified(&worker, "repair-light").await;
        worker.gives(slip, &volunteer).await.unwrap();
        volunteer.accepts(slip).await.unwrap();
        contact::show_contact(&volunteer.ask(), slip, "上门前联系").await.unwrap();
        volunteer.arrives(slip).await.unwrap();
        let given = verified(&worker, "repair-light").await;
        worker.gives(given, &volunteer).await.unwrap();

        ends(&admin, &volunteer).await;
        assert_eq!((stands(&town, slip).await, stands(&town, given).await), (BACK, BACK));
        assert_eq!(town.steps(slip).await.last(), Some(&"handed_back"));
        assert_eq!((worker.heard(slip, "handed_back").await, worker.heard(given, "handed_back").await), (1, 1));
        // In the old session, too, they are a resident.
        let cookie = volunteer.token.cookie();
        let visitor = identity::visit(&town.desk, Some(&cookie), town.now()).await.unwrap().visitor;
        assert_eq!(visitor.actor, volunteer.at_home().visitor().actor);
        sees_nothing(&volunteer.at_home(), slip).await;
        let asked = town.volunteer(GRID).await;
        worker.gives(slip, &asked).await.unwrap();
        asked.accepts(slip).await.unwrap();
        assert_eq!(town.timers().await.handed_over, 0, "it was done at once");
        town.is_sound().await;
    }

    async fn another_post_that_serves_keeps_the_work_and_must_be_acted_in(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let (worker, volunteer) = (town.grid_worker(GRID).await, town.volunteer(GRID).await);
        let wider = town.also(&volunteer, Role::PartyVolunteer, COMMUNITY).await;
        let elsewhere = town.also(&volunteer, Role::Volunteer, FAR_GRID).await;
        let slip = verified(&worker, "repair-light").await;
        worker.gives(slip, &volunteer).await.unwrap();
        volunteer.accepts(slip).await.unwrap();
        ends(&admin, &volunteer).await;
        assert_eq!(stands(&town, slip).await, "accepted");
        for who in [&volunteer.at_home(), &elsewhere] {
            sees_nothing(who, slip).await;
        }
        wider.arrives(slip).await.unwrap();
        ends(&admin, &wider).await;
        assert_eq!(stands(&town, slip).await, BACK);
        sees_nothing(&elsewhere, slip).await;
        town.is_sound().await;
    }

    async fn finished_work_is_checked_and_earns_and_sent_back_it_is_the_desks(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let (worker, resident) = (town.grid_worker(GRID).await, town.resident(GRID).await);
        let mut slips = Vec::new();
        let volunteer = town.volunteer(GRID).await;
        for _ in 0..2 {
            let slip = resident.orders("repair-light").await;
            worker.verifies(slip).await.unwrap();
            worker.gives(slip, &volunteer).await.unwrap();
            volunteer.accepts(slip).await.unwrap();
            volunteer.finishes(slip).await.unwrap();
            slips.push(slip);
        }
        ends(&admin, &volunteer).await;
        let [done, faulty] = slips[..] else { panic!("two slips") };
        assert_eq!(stands(&town, done).await, "finished", "the work is done and waits for its check");
        sees_nothing(&volunteer.at_home(), done).await;
        worker.checks(done).await.unwrap();
        resident.rates(done, "5").await.unwrap();
        worker.sends_back(faulty).await.unwrap();
        assert_eq!(stands(&town, faulty).await, BACK);
        assert_eq!(&town.steps(faulty).await[5..], ["sent_back", "handed_back"]);
        let another = town.volunteer(GRID).await;
        worker.gives(faulty, &another).await.unwrap();
        town.is_sound().await;
    }

    async fn nothing_is_earned_for_what_was_not_finished_in_the_post(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let (worker, volunteer) = (town.grid_worker(GRID).await, town.volunteer(GRID).await);
        let slip = verified(&worker, "repair-light").await;
        worker.gives(slip, &volunteer).await.unwrap();
        volunteer.accepts(slip).await.unwrap();
        volunteer.arrives(slip).await.unwrap();
        ends(&admin, &volunteer).await;
        assert!(volunteer.finishes(slip).await.is_err());
        assert_eq!(volunteer.at_home().points().await, (0, 0));
        town.is_sound().await;
    }

    async fn a_unit_that_empties_sends_its_slips_to_the_desk(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let worker = town.grid_worker(GRID).await;
        let roads = town.unit("roads").await;
        let (first, last) = (town.unit_worker(&roads).await, town.unit_worker(&roads).await);
        let (waits, taken) = (verified(&worker, "dirty-road").await, verified(&worker, "dirty-road").await);
        for slip in [waits, taken] {
            worker.assigns(slip, &roads, &[]).await.unwrap();
        }
        first.accepts(taken).await.unwrap();
        ends(&admin, &first).await;
        assert_eq!(stands(&town, waits).await, "dispatched", "somebody is there still");
        assert_eq!(stands(&town, taken).await, BACK);
        sees_nothing(&first.at_home(), taken).await;
        ends(&admin, &last).await;
        assert_eq!(stands(&town, waits).await, BACK);
        assert_eq!(worker.heard(waits, "nobody_there").await, 1);
        town.is_sound().await;
    }

    async fn a_return_is_not_decided_back_to_a_unit_without_people(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let (worker, leader) = (town.grid_worker(GRID).await, town.grid_leader(GRID).await);
        let roads = town.unit("roads").await;
        let clerk = town.unit_worker(&roads).await;
        let slip = verified(&worker, "dirty-road").await;
        worker.assigns(slip, &roads, &[]).await.unwrap();
        clerk.returns(slip).await.unwrap();
        ends(&admin, &clerk).await;
        assert!(matches!(leader.decides_return(slip, "no").await, Err(Error::Fields(_))));
        leader.decides_return(slip, "yes").await.unwrap();
    }

    async fn what_was_left_behind_before_is_handed_over_by_the_timer(town: Town) {
        let (worker, volunteer) = (town.grid_worker(GRID).await, town.volunteer(GRID).await);
        let colleague = town.grid_worker(GRID).await;
        let slip = verified(&worker, "repair-light").await;
        worker.gives(slip, &volunteer).await.unwrap();
        volunteer.accepts(slip).await.unwrap();
        // As an older house ended posts, or one that was killed at this moment.
        let mut tx = town.desk.db.write().await.unwrap();
        for whose in [&volunteer, &worker] {
            store::post::end(&mut tx, whose.post_id.unwrap(), town.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(town.timers().await.handed_over, 1);
        assert_eq!(stands(&town, slip).await, BACK);
        assert_eq!(colleague.heard(slip, "handed_back").await, 1);
        assert_eq!(town.timers().await.handed_over, 0, "once");
        town.is_sound().await;
    }

    async fn the_place_of_work_shows_what_was_done_in_the_post_acted_in(town: Town) {
        let (worker, volunteer) = (town.grid_worker(GRID).await, town.volunteer(GRID).await);
        let elsewhere = town.also(&volunteer, Role::Volunteer, NEXT_GRID).await;
        let slip = verified(&worker, "repair-light").await;
        worker.gives(slip, &volunteer).await.unwrap();
        volunteer.accepts(slip).await.unwrap();
        assert_eq!(view::in_hand(&volunteer.ask(), 0).await.unwrap().in_hand.len(), 1);
        assert_eq!(view::in_hand(&elsewhere.ask(), 0).await.unwrap().in_hand.len(), 0);
        let at_home = view::in_hand(&volunteer.at_home().ask(), 0).await;
        assert!(matches!(at_home, Err(Error::Denied(Denied::NotYourRole))));
        request::report(&volunteer.ask(), slip, Work { note: "快了".to_owned(), photos: Vec::new() })
            .await
            .unwrap();
        let reported = elsewhere.finishes(slip).await;
        assert!(matches!(reported, Err(Error::NotFound)), "{reported:?}");
    }

    async fn a_message_for_another_post_is_not_read_before_it_is_seen(town: Town) {
        let worker = town.grid_worker(GRID).await;
        let slip = town.resident(GRID).await.orders("repair-light").await;
        let unread = async || inbox::unread(&worker.ask()).await.unwrap().on(Heap::Needs);
        assert_eq!(unread().await, 1);
        inbox::open(&worker.at_home().ask(), slip).await.unwrap();
        assert_eq!(unread().await, 1, "the page asks to act in the post first");
        let posts = identity::posts(&worker.at_home().ask()).await.unwrap();
        assert_eq!(posts.len(), 1);
        inbox::open(&worker.ask(), slip).await.unwrap();
        assert_eq!(unread().await, 0);
        // What no post of theirs opens any more does not stay new for ever.
        let (admin, next) = (town.administrator(DISTRICT).await, town.staff(TOWN).await);
        let other = town.resident(GRID).await.orders("repair-light").await;
        ends(&admin, &worker).await;
        inbox::open(&worker.at_home().ask(), other).await.unwrap();
        assert_eq!(unread().await, 0);
        assert_eq!(next.post.map(|post| post.area), Some(area(TOWN)));
        assert!(matches!(town.slip(other).await.state, State::Placed));
    }
}
