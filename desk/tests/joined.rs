//! Slips that were merged into an earlier one live on: nobody's slip ends with somebody else's.

use desk::{Error, request, view};
use domain::{
    Minutes, RequestNumber, Timestamp, What,
    request::{Holder, Pressure, Refusal, State, Verb},
};

use crate::town::{COMMUNITY, GRID, Person, Town, on_both_engines};

/// Two residents, each with a slip about the same lamp, merged a minute after the second was placed.
struct Scene {
    one: Person,
    other: Person,
    worker: Person,
    volunteer: Person,
    earlier: RequestNumber,
    later: RequestNumber,
}

impl Scene {
    async fn set(town: &Town) -> Self {
        let (one, other) = (town.resident(GRID).await, town.resident(GRID).await);
        let (worker, volunteer) = (town.grid_worker(GRID).await, town.volunteer(GRID).await);
        let earlier = one.orders("repair-light").await;
        town.pass(Minutes(1));
        let later = other.orders("repair-light").await;
        town.pass(Minutes(1));
        worker.merges(later, earlier).await.unwrap();
        town.pass(Minutes(1));
        Self { one, other, worker, volunteer, earlier, later }
    }

    /// The work on the earlier slip is done, and was checked.
    async fn mends(&self, town: &Town) {
        self.worker.verifies(self.earlier).await.unwrap();
        town.pass(Minutes(1));
        self.worker.gives(self.earlier, &self.volunteer).await.unwrap();
        town.pass(Minutes(1));
        self.volunteer.accepts(self.earlier).await.unwrap();
        town.pass(Minutes(30));
        self.volunteer.finishes(self.earlier).await.unwrap();
        self.worker.checks(self.earlier).await.unwrap();
        town.pass(Minutes(1));
    }

    async fn may_object(&self) -> bool {
        view::slip(&self.other.ask(), self.later).await.unwrap().offers.has(Verb::NotMended)
    }
}

#[track_caller]
fn refused<T: std::fmt::Debug>(answer: desk::Result<T>, by: Refusal) {
    assert!(matches!(&answer, Err(Error::Request(refusal)) if *refusal == by), "{by:?}, but {answer:?}");
}

/// It waits for the desk, with a limit that begins now.
async fn goes_on_by_itself(town: &Town, slip: RequestNumber, since: Timestamp) {
    let slip = town.slip(slip).await;
    assert_eq!((&slip.state, slip.holder()), (&State::Placed, Holder::Desk));
    assert_eq!(slip.limits.accept.began, since);
    assert_eq!(slip.pressure(town.now()), Pressure::Calm);
}

on_both_engines! {
    async fn a_slip_outlives_the_one_it_was_merged_into(town: Town) {
        for end in ["withdrawn", "refused", "turned"] {
            let scene = Scene::set(&town).await;
            // Longer than either of them was promised.
            town.pass(Minutes::days(5));
            let (worker, leader, since) = (&scene.worker, town.grid_leader(GRID).await, town.now());
            match end {
                "withdrawn" => scene.one.withdraws(scene.earlier).await.unwrap(),
                "refused" => request::refuse(&leader.ask(), scene.earlier, "not_found", "").await.unwrap(),
                _ => request::turn(&leader.ask(), scene.earlier, "119", "").await.unwrap(),
            };
            goes_on_by_itself(&town, scene.later, since).await;
            assert_eq!(town.steps(scene.later).await, ["placed", "merged", "released"]);
            assert_eq!(town.steps(scene.earlier).await[2..], [end, "left"]);
            assert_eq!(town.slip(scene.earlier).await.beside.joined, 0);
            assert_eq!(scene.other.heard_of(scene.later).await, ["merged", "released"]);
            assert_eq!(worker.heard(scene.later, "released").await, 1, "somebody sees to it");

            // It is a slip like any other, and may be merged into another one.
            worker.verifies(scene.later).await.unwrap();
            town.pass(Minutes(1));
            let third = scene.one.orders("repair-light").await;
            worker.merges(third, scene.later).await.unwrap();
            scene.other.withdraws(scene.later).await.unwrap();
            goes_on_by_itself(&town, third, town.now()).await;
            town.is_sound().await;
        }
    }

    async fn each_resident_hears_of_the_end_and_may_say_that_theirs_is_not_mended(town: Town) {
        let scene = Scene::set(&town).await;
        assert!(!scene.may_object().await);
        refused(scene.other.objects(scene.later).await, Refusal::NotNow);
        scene.mends(&town).await;
        assert_eq!(
            scene.other.heard_of(scene.later).await,
            ["merged", "verified", "dispatched", "accepted", "mended"]
        );
        scene.one.rates(scene.earlier, "5").await.unwrap();
        assert_eq!(scene.other.heard(scene.later, "closed").await, 1);

        town.pass(Minutes::days(6));
        assert!(scene.may_object().await);
        for somebody in [&scene.one, &scene.volunteer] {
            assert!(matches!(somebody.objects(scene.later).await, Err(Error::NotFound)));
        }
        let since = town.now();
        scene.other.objects(scene.later).await.unwrap();
        goes_on_by_itself(&town, scene.later, since).await;
        assert_eq!(scene.worker.heard(scene.later, "not_mended").await, 1);
        assert_eq!(town.steps(scene.later).await, ["placed", "merged", "not_mended"]);
        let left = town.history(scene.earlier).await.pop().unwrap();
        assert_eq!((left.what, left.by), (What::Left { by_slip: scene.later }, None), "nobody learns whose it was");
        refused(scene.other.objects(scene.later).await, Refusal::NotNow);
        town.is_sound().await;
    }

    async fn a_week_after_the_end_it_is_too_late_to_object(town: Town) {
        let scene = Scene::set(&town).await;
        scene.mends(&town).await;
        scene.one.rates(scene.earlier, "5").await.unwrap();
        town.pass(Minutes::days(8));
        assert!(!scene.may_object().await);
        refused(scene.other.objects(scene.later).await, Refusal::ObjectionOver);
    }

    async fn who_was_left_behind_before_slips_were_let_go_may_still_object(town: Town) {
        let scene = Scene::set(&town).await;
        // As it was done once: the earlier slip ends, and what was merged into it stays there.
        let before = town.slip(scene.earlier).await;
        let permit = domain::permit::own(scene.one.visitor().actor.unwrap(), &before).unwrap();
        let change = before.clone().withdraw(permit, None, town.now()).unwrap();
        let mut tx = town.desk.db.write().await.unwrap();
        store::request::update(&mut tx, &change.request, before.revision).await.unwrap();
        let step = store::request::record(&change.request, &change.events[0]).unwrap();
        tx.commit_with(&[step]).await.unwrap();
        town.is_sound().await;

        town.pass(Minutes::days(60));
        assert!(scene.may_object().await);
        let since = town.now();
        scene.other.objects(scene.later).await.unwrap();
        goes_on_by_itself(&town, scene.later, since).await;
        town.is_sound().await;
    }

    async fn what_was_told_of_the_earlier_slip_hides_nothing_of_ones_own(town: Town) {
        let scene = Scene::set(&town).await;
        let third = scene.one.orders("repair-light").await;
        scene.worker.merges(third, scene.earlier).await.unwrap();
        // The fourth step of the earlier slip, and the fourth of the other one later.
        scene.worker.verifies(scene.earlier).await.unwrap();
        assert_eq!(scene.other.heard(scene.later, "verified").await, 1);
        town.pass(Minutes(1));
        scene.one.withdraws(scene.earlier).await.unwrap();
        town.pass(Minutes(1));
        let verified = scene.worker.verifies(scene.later).await.unwrap();
        assert_eq!(verified.revision, 4);
        assert_eq!(scene.other.heard(scene.later, "verified").await, 2);
    }

    async fn who_split_a_slip_and_whoever_was_merged_into_it_hear_of_its_parts(town: Town) {
        let scene = Scene::set(&town).await;
        let (worker, leader) = (&scene.worker, town.grid_leader(COMMUNITY).await);
        worker.verifies(scene.earlier).await.unwrap();
        let split = leader.splits(scene.earlier, &[("换灯", "repair-light"), ("扫楼道", "dirty-road")]).await.unwrap();
        let State::Split { parts, .. } = split.state else { panic!("{:?}", split.state) };
        town.pass(Minutes(1));
        request::refuse(&worker.ask(), parts[0].number, "duplicate", "").await.unwrap();
        for (person, slip) in [(&leader, scene.earlier), (&scene.one, scene.earlier), (&scene.other, scene.later)] {
            assert_eq!((person.heard(slip, "part_over").await, person.heard(slip, "closed").await), (1, 0));
        }
        town.pass(Minutes(1));
        request::refuse(&worker.ask(), parts[1].number, "duplicate", "").await.unwrap();
        for (person, slip) in [(&leader, scene.earlier), (&scene.one, scene.earlier), (&scene.other, scene.later)] {
            assert_eq!((person.heard(slip, "part_over").await, person.heard(slip, "closed").await), (1, 1));
        }
        assert!(scene.may_object().await, "all its parts are over");
        town.is_sound().await;
    }

    async fn merging_while_the_earlier_slip_is_withdrawn_leaves_nobody_behind(town: Town) {
        for _ in 0..12 {
            let (one, other) = (town.resident(GRID).await, town.resident(GRID).await);
            let (worker, leader) = (town.grid_worker(GRID).await, town.grid_leader(GRID).await);
            let earlier = one.orders("repair-light").await;
            town.pass_seconds(1);
            let (later, third) = (other.orders("repair-light").await, other.orders("repair-light").await);
            leader.merges(third, earlier).await.unwrap();
            let (merged, withdrawn, apart, crosswise) = tokio::join!(
                worker.merges(later, earlier),
                one.withdraws(earlier),
                leader.tells_apart(third),
                worker.merges(earlier, later),
            );
            withdrawn.unwrap();
            for tried in [merged, apart, crosswise] {
                assert!(!matches!(tried, Err(Error::Store(_))), "{tried:?}");
            }
            for slip in [later, third] {
                let slip = town.slip(slip).await;
                assert!(!slip.state.is_over(), "{:?}", slip.state);
            }
        }
        town.is_sound().await;
    }
}
