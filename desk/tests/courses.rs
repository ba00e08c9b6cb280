//! The loop as the people in it live it: how slips part, meet, wait, come back and end.

use desk::{Error, Fault, request};
use domain::{
    Minutes, RequestNumber, Unit,
    permit::Denied,
    request::{Emergency, Grade, Handover, Refusal, State},
};
use store::Db;

use crate::town::{COMMUNITY, DISTRICT, FAR_GRID, GRID, Person, TOWN, Town, on_both_engines};

/// A slip of a resident that a grid worker has verified.
async fn verified(town: &Town, service: &str) -> (RequestNumber, Person, Person) {
    let (resident, worker) = (town.resident(GRID).await, town.grid_worker(GRID).await);
    let slip = resident.orders(service).await;
    worker.verifies(slip).await.unwrap();
    (slip, resident, worker)
}

/// A slip that a volunteer has in hand.
pub async fn in_hand(town: &Town) -> (RequestNumber, Person, Person, Person) {
    let (slip, resident, worker) = verified(town, "repair-light").await;
    let volunteer = town.volunteer(GRID).await;
    worker.gives(slip, &volunteer).await.unwrap();
    volunteer.accepts(slip).await.unwrap();
    (slip, resident, worker, volunteer)
}

/// A slip whose resident was not content.
pub async fn rated_badly(town: &Town) -> (RequestNumber, Person, Person, Person) {
    let (slip, resident, worker, volunteer) = in_hand(town).await;
    volunteer.finishes(slip).await.unwrap();
    worker.checks(slip).await.unwrap();
    town.pass(Minutes(5));
    resident.rates(slip, "1").await.unwrap();
    (slip, resident, worker, volunteer)
}

/// A unit and who acts for it.
async fn unit(town: &Town, slug: &str) -> (Unit, Person) {
    let unit = town.unit(slug).await;
    let clerk = town.unit_worker(&unit).await;
    (unit, clerk)
}

/// How much was ever written down: steps, audit lines, messages, letters to other nodes, answers.
async fn written(town: &Town) -> [i64; 5] {
    let mut counts = [0; 5];
    for (count, table) in counts.iter_mut().zip(["event", "audit", "inbox_entry", "outbox", "answer"]) {
        let sentence = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
        *count = match &town.desk.db {
            Db::Sqlite { reader, .. } => sqlx::query_scalar(sentence).fetch_one(reader).await,
            Db::Postgres(lines) => {
                sqlx::query_scalar(sentence).fetch_one(lines.line().await.unwrap().connection()).await
            }
        }
        .unwrap();
    }
    counts
}

#[track_caller]
pub fn refused<T: std::fmt::Debug>(answer: desk::Result<T>, by: Refusal) {
    assert!(matches!(&answer, Err(Error::Request(refusal)) if *refusal == by), "{by:?}, but {answer:?}");
}

#[track_caller]
pub fn denied<T: std::fmt::Debug>(answer: desk::Result<T>, why: Denied) {
    assert!(matches!(&answer, Err(Error::Denied(denied)) if *denied == why), "{why:?}, but {answer:?}");
}

on_both_engines! {
    async fn two_slips_about_one_thing_go_on_as_one_until_they_are_told_apart(town: Town) {
        let (one, other) = (town.resident(GRID).await, town.resident(GRID).await);
        let worker = town.grid_worker(GRID).await;
        let earlier = one.orders("repair-light").await;
        town.pass(Minutes(3));
        let later = other.orders("repair-light").await;
        town.pass(Minutes(3));
        worker.merges(later, earlier).await.unwrap();
        assert!(matches!(town.slip(later).await.state, State::Merged { into, .. } if into == earlier));
        assert_eq!(town.slip(earlier).await.beside.joined, 1);
        refused(worker.merges(earlier, later).await, Refusal::CannotBeMerged);

        town.pass(Minutes(3));
        worker.verifies(earlier).await.unwrap();
        assert_eq!(one.heard_of(earlier).await, ["verified"]);
        assert_eq!(other.heard_of(later).await, ["merged", "verified"]);

        town.pass(Minutes(3));
        request::unmerge(&worker.ask(), later).await.unwrap();
        assert!(matches!(town.slip(later).await.state, State::Verified { .. }));
        assert_eq!(town.slip(earlier).await.beside.joined, 0);
        assert_eq!(town.steps(earlier).await, ["placed", "joined", "verified", "left"]);
        assert_eq!(town.steps(later).await, ["placed", "merged", "unmerged"]);

        town.pass(Minutes(3));
        worker.opens_to_all(earlier).await.unwrap();
        assert_eq!(one.heard_of(earlier).await, ["verified", "dispatched"]);
        assert_eq!(other.heard_of(later).await, ["merged", "verified", "unmerged"]);
        town.is_sound().await;
    }

    async fn three_slips_cannot_be_merged_in_a_circle(town: Town) {
        let (resident, worker) = (town.resident(GRID).await, town.grid_worker(GRID).await);
        let mut slips = Vec::new();
        for _ in 0..3 {
            town.pass(Minutes(1));
            slips.push(resident.orders("repair-light").await);
        }
        worker.merges(slips[2], slips[1]).await.unwrap();
        // What has taken others in stays where it is, and so does what was merged.
        refused(worker.merges(slips[1], slips[0]).await, Refusal::CannotBeMerged);
        refused(worker.merges(slips[0], slips[2]).await, Refusal::CannotBeMerged);
        let far = resident.orders_for(FAR_GRID, "repair-light").await;
        let staff = town.staff(DISTRICT).await;
        refused(staff.merges(far, slips[0]).await, Refusal::CannotBeMerged);
        town.is_sound().await;
    }

    async fn the_whole_is_closed_with_the_last_of_its_parts(town: Town) {
        let (whole, resident, worker) = verified(&town, "repair-light").await;
        let volunteer = town.volunteer(GRID).await;
        refused(worker.splits(whole, &[("换灯", "repair-light")]).await, Refusal::CannotBeSplit);
        let split = worker.splits(whole, &[("换灯", "repair-light"), ("扫楼道", "dirty-road")]).await.unwrap();
        let State::Split { parts, .. } = split.state else { panic!("{:?}", split.state) };
        let [lamp, stairs] = [parts[0].number, parts[1].number];
        assert!(resident.heard_of(whole).await.contains(&"split"));
        let again = worker.splits(lamp, &[("一", "repair-light"), ("二", "repair-light")]).await;
        refused(again, Refusal::CannotBeSplit);

        worker.opens_to_all(lamp).await.unwrap();
        volunteer.accepts(lamp).await.unwrap();
        volunteer.finishes(lamp).await.unwrap();
        worker.checks(lamp).await.unwrap();
        resident.rates(lamp, "5").await.unwrap();
        assert!(matches!(town.slip(whole).await.state, State::Split { .. }));
        request::refuse(&worker.ask(), stairs, "duplicate", "").await.unwrap();
        assert!(matches!(town.slip(whole).await.state, State::Closed { handling: None, grade: None, .. }));
        assert_eq!(resident.heard(whole, "closed").await, 1);
        assert_eq!(
            town.steps(whole).await,
            ["placed", "verified", "split", "part_over", "part_over", "closed"]
        );
        assert_eq!(town.steps(stairs).await, ["split_off", "refused"]);
        town.is_sound().await;
    }

    async fn a_unit_returns_once_and_the_level_above_decides(town: Town) {
        let (slip, _, worker) = verified(&town, "dirty-road").await;
        let (leader, (roads, clerk)) = (town.grid_leader(GRID).await, unit(&town, "roads").await);
        worker.assigns(slip, &roads, &[]).await.unwrap();
        clerk.accepts(slip).await.unwrap();
        town.pass(Minutes(5));
        clerk.returns(slip).await.unwrap();
        assert_eq!(leader.heard(slip, "returned").await, 1);
        denied(worker.decides_return(slip, "no").await, Denied::NotHighEnough);

        town.pass(Minutes(5));
        leader.decides_return(slip, "no").await.unwrap();
        assert_eq!(clerk.heard(slip, "return_decided").await, 1);
        let stands = town.slip(slip).await;
        assert!(matches!(stands.state, State::Dispatched { to: Handover::Unit(unit), .. } if unit == roads.id));
        refused(clerk.returns(slip).await, Refusal::ReturnDecided);
        clerk.accepts(slip).await.unwrap();
        refused(clerk.returns(slip).await, Refusal::ReturnDecided);
        town.is_sound().await;
    }

    async fn what_was_rightly_returned_is_dispatched_anew(town: Town) {
        let (slip, _, worker) = verified(&town, "dirty-road").await;
        let (leader, (roads, clerk)) = (town.grid_leader(GRID).await, unit(&town, "roads").await);
        let (water, other_clerk) = unit(&town, "water").await;
        worker.assigns(slip, &roads, &[]).await.unwrap();
        clerk.returns(slip).await.unwrap();
        leader.decides_return(slip, "yes").await.unwrap();
        assert!(matches!(town.slip(slip).await.state, State::Verified { .. }));
        leader.assigns(slip, &water, &[&roads]).await.unwrap();
        assert_eq!(other_clerk.heard(slip, "offered").await, 1);
        request::assist(&clerk.ask(), slip, "借出了扫路车").await.unwrap();
        other_clerk.returns(slip).await.unwrap();
        town.is_sound().await;
    }

    async fn more_time_is_asked_for_before_the_limit_and_approved_above(town: Town) {
        let (slip, _, worker, volunteer) = in_hand(&town).await;
        let leader = town.grid_leader(GRID).await;
        assert_eq!(town.slip(slip).await.limits.finish.at.to_string(), "2026-11-25 10:00");
        town.pass(Minutes(5));
        refused(volunteer.asks_for_time(slip, "2026-11-24").await, Refusal::DayOutOfReach);
        volunteer.asks_for_time(slip, "2026-11-27").await.unwrap();
        assert_eq!(leader.heard(slip, "extension_asked").await, 1);
        denied(worker.decides_extension(slip, "yes").await, Denied::NotHighEnough);
        town.pass(Minutes(5));
        leader.decides_extension(slip, "yes").await.unwrap();
        assert_eq!(volunteer.heard(slip, "extension_decided").await, 1);
        assert_eq!(town.slip(slip).await.due().unwrap().to_string(), "2026-11-27 18:00");
        refused(leader.decides_extension(slip, "no").await, Refusal::NothingOpen);

        town.pass_until("2026-11-27 18:01");
        refused(volunteer.asks_for_time(slip, "2026-11-30").await, Refusal::LimitOver);
        town.is_sound().await;
    }

    async fn what_was_parked_comes_back_on_its_day_by_itself(town: Town) {
        let (slip, resident, worker, _) = in_hand(&town).await;
        let leader = town.grid_leader(GRID).await;
        town.pass(Minutes::hours(1));
        denied(worker.parks(slip, "2026-11-30").await, Denied::NotHighEnough);
        refused(leader.parks(slip, "2026-11-20").await, Refusal::DayOutOfReach);
        leader.parks(slip, "2026-11-30").await.unwrap();
        assert_eq!(town.slip(slip).await.due(), None, "its clock stands still");
        town.pass_until("2026-11-30 17:59");
        assert_eq!(town.timers().await.steps, 0);
        town.pass_until("2026-11-30 18:00");
        assert_eq!(town.timers().await.steps, 1);
        let back = town.slip(slip).await;
        assert!(matches!(back.state, State::Verified { .. }), "{:?}", back.state);
        assert_eq!(back.limits.finish.paused(), Minutes::hours(7 * 24 + 7));
        assert_eq!(town.history(slip).await.last().unwrap().by, None);
        let heard = resident.heard_of(slip).await;
        assert!(heard.ends_with(&["parked", "resumed"]), "{heard:?}");
        worker.opens_to_all(slip).await.unwrap();
        town.is_sound().await;
    }

    async fn of_two_units_that_are_called_one_comes_late_and_is_rated(town: Town) {
        let (slip, _, worker) = verified(&town, "dirty-road").await;
        let caller = town.staff(COMMUNITY).await;
        let ((roads, prompt), (water, late)) = (unit(&town, "roads").await, unit(&town, "water").await);
        denied(worker.whistles(slip, "hard", &[&roads]).await, Denied::NotHighEnough);
        town.pass(Minutes(1));
        caller.whistles(slip, "hard", &[&roads, &water]).await.unwrap();
        assert_eq!((prompt.heard(slip, "whistled").await, late.heard(slip, "whistled").await), (1, 1));
        town.pass(Minutes(30));
        prompt.reports_in(slip).await.unwrap();
        refused(caller.rates_unit(slip, &water, "1").await, Refusal::NotNow);

        // Four working hours after a minute past ten.
        town.pass_until("2026-11-23 16:00");
        town.timers().await;
        assert_eq!(caller.heard(slip, "call_missed").await, 0);
        town.pass_until("2026-11-23 16:01");
        town.timers().await;
        town.timers().await;
        assert_eq!((caller.heard(slip, "call_missed").await, late.heard(slip, "call_missed").await), (1, 1));
        assert_eq!(prompt.heard(slip, "call_missed").await, 0);

        town.pass(Minutes(20));
        late.reports_in(slip).await.unwrap();
        caller.rates_unit(slip, &roads, "5").await.unwrap();
        caller.rates_unit(slip, &water, "2").await.unwrap();
        let whistle = town.slip(slip).await.beside.whistle.unwrap();
        let call = |unit: &Unit| *whistle.call(unit.id).unwrap();
        assert_eq!((call(&roads).missed, call(&roads).grade), (false, Some(Grade::VerySatisfied)));
        assert_eq!((call(&water).missed, call(&water).grade), (true, Some(Grade::Dissatisfied)));
        let revision = town.slip(slip).await.revision;
        refused(caller.rates_unit(slip, &water, "5").await, Refusal::AlreadyDone);
        assert_eq!(town.slip(slip).await.revision, revision, "once rated is rated");
        town.is_sound().await;
    }

    async fn whoever_supervises_is_owed_an_answer(town: Town) {
        let (slip, _, worker, volunteer) = in_hand(&town).await;
        let leader = town.grid_leader(GRID).await;
        denied(worker.supervises(slip).await, Denied::NotHighEnough);
        leader.supervises(slip).await.unwrap();
        assert_eq!(volunteer.heard(slip, "supervised").await, 1);
        denied(leader.answers_for(slip).await, Denied::OwnWork);

        // One working day: until the office closes on Tuesday.
        town.pass_until("2026-11-24 18:00");
        town.timers().await;
        assert_eq!(leader.heard(slip, "answer_missed").await, 1);
        town.pass(Minutes(10));
        volunteer.answers_for(slip).await.unwrap();
        assert_eq!(leader.heard(slip, "supervision_answered").await, 1);
        refused(volunteer.answers_for(slip).await, Refusal::NothingOpen);
        town.is_sound().await;
    }

    async fn what_was_sent_back_twice_is_supervised_by_rule(town: Town) {
        let (slip, _, worker, volunteer) = in_hand(&town).await;
        let staff = town.staff(TOWN).await;
        for round in 1..=2 {
            volunteer.finishes(slip).await.unwrap();
            town.pass(Minutes(5));
            worker.sends_back(slip).await.unwrap();
            assert_eq!(town.slip(slip).await.beside.reworked, round);
            assert_eq!(volunteer.heard(slip, "supervised").await, usize::from(round == 2));
        }
        let owed = town.slip(slip).await.beside.supervision.unwrap();
        assert_eq!((owed.by, owed.answer_by.to_string().as_str()), (None, "2026-11-24 18:00"));
        town.pass_until("2026-11-24 18:00");
        town.timers().await;
        assert_eq!(staff.heard(slip, "answer_missed").await, 1, "what a rule asks is answered to the town");
        volunteer.answers_for(slip).await.unwrap();
        volunteer.finishes(slip).await.unwrap();
        worker.checks(slip).await.unwrap();
        town.is_sound().await;
    }

    async fn a_bad_rating_that_was_justified_is_put_right_and_rated_anew(town: Town) {
        let (slip, resident, worker, volunteer) = rated_badly(&town).await;
        assert!(matches!(town.slip(slip).await.state, State::Disputed { grade: Grade::VeryDissatisfied, .. }));
        assert_eq!(worker.heard(slip, "rated_badly").await, 0, "it is about their work, too");
        assert_eq!(volunteer.heard(slip, "rated_badly").await, 0, "who rated is not shown to the handler");
        town.pass(Minutes(30));
        let leader = town.grid_leader(GRID).await;
        leader.judges(slip, "justified").await.unwrap();
        let again = town.slip(slip).await;
        assert!(matches!(again.state, State::Verified { .. }));
        assert_eq!(again.reopened, 1);
        // As long as its case type gives, which is less than fifteen working days.
        assert_eq!(again.limits.finish.at, town.now().plus(Minutes::hours(48)));

        worker.opens_to_all(slip).await.unwrap();
        volunteer.accepts(slip).await.unwrap();
        volunteer.finishes(slip).await.unwrap();
        worker.checks(slip).await.unwrap();
        resident.rates(slip, "5").await.unwrap();
        let State::Closed { grade, .. } = town.slip(slip).await.state else { panic!("it is not closed") };
        assert_eq!(grade, Some(Grade::VerySatisfied));
        let rated = town.steps(slip).await.into_iter().filter(|step| *step == "rated").count();
        assert_eq!(rated, 2, "the first rating stays in the record");
        town.is_sound().await;
    }

    async fn a_rating_that_rests_on_a_mistake_may_be_given_anew(town: Town) {
        let (slip, resident, ..) = rated_badly(&town).await;
        town.pass(Minutes(30));
        let earned = resident.points().await;
        town.grid_leader(GRID).await.judges(slip, "mistaken").await.unwrap();
        assert_eq!(resident.heard(slip, "disputed_finding").await, 1);
        resident.rates(slip, "4").await.unwrap();
        assert!(matches!(town.slip(slip).await.state, State::Closed { grade: Some(Grade::Satisfied), .. }));
        assert_eq!(resident.points().await, earned, "the second rating earns nothing");
        town.is_sound().await;
    }

    async fn it_takes_two_to_call_a_rating_malicious(town: Town) {
        let (slip, _, _, volunteer) = rated_badly(&town).await;
        let (leader, staff) = (town.grid_leader(GRID).await, town.staff(COMMUNITY).await);
        denied(volunteer.judges(slip, "malicious").await, Denied::NotYourRole);
        town.pass(Minutes(5));
        staff.judges(slip, "malicious").await.unwrap();
        assert!(matches!(town.slip(slip).await.state, State::Disputed { doubted_by: Some(by), .. } if by == staff.id));
        refused(staff.judges(slip, "malicious").await, Refusal::SecondReviewer);
        leader.judges(slip, "malicious").await.unwrap();
        let State::Closed { grade, .. } = town.slip(slip).await.state else { panic!("it is not closed") };
        assert_eq!(grade, Some(Grade::VeryDissatisfied), "the rating stays in the record");
        town.is_sound().await;
    }

    async fn a_fire_is_told_to_119_and_over(town: Town) {
        let (resident, worker) = (town.resident(GRID).await, town.grid_worker(GRID).await);
        let slip = resident.orders("hazard-gas").await;
        town.pass(Minutes(1));
        request::turn(&worker.ask(), slip, "119", "已报警").await.unwrap();
        assert!(matches!(town.slip(slip).await.state, State::Turned { to: Emergency::Fire, .. }));
        assert_eq!(resident.heard_of(slip).await, ["turned"]);
        refused(worker.verifies(slip).await, Refusal::NotNow);
        refused(resident.withdraws(slip).await, Refusal::NotNow);
        town.pass(Minutes::days(30));
        assert_eq!(town.timers().await.steps, 0);
        town.is_sound().await;
    }

    async fn of_two_who_decide_at_once_one_wins_and_the_other_is_told(town: Town) {
        let (roads, clerk) = unit(&town, "roads").await;
        let (leader, staff) = (town.grid_leader(GRID).await, town.staff(COMMUNITY).await);
        for round in 0..5 {
            let (slip, _, worker) = verified(&town, "dirty-road").await;
            worker.assigns(slip, &roads, &[]).await.unwrap();
            clerk.returns(slip).await.unwrap();
            let (leader, staff) = (leader.clone(), staff.clone());
            let one = tokio::spawn(async move { leader.decides_return(slip, "yes").await });
            let other = tokio::spawn(async move { staff.decides_return(slip, "no").await });
            let (one, other) = (one.await.unwrap(), other.await.unwrap());
            assert_ne!(one.is_ok(), other.is_ok(), "round {round}: {one:?} and {other:?}");
            let decided = town.slip(slip).await;
            assert_eq!(matches!(decided.state, State::Verified { .. }), one.is_ok());
            refused(if one.is_ok() { other } else { one }, Refusal::NotNow);
            let steps = town.steps(slip).await;
            assert_eq!(steps.into_iter().filter(|step| *step == "return_decided").count(), 1);
        }
        town.is_sound().await;
    }

    async fn of_two_who_supervise_at_once_one_does_and_the_other_is_told_so(town: Town) {
        let (slip, ..) = in_hand(&town).await;
        let (leader, staff) = (town.grid_leader(GRID).await, town.staff(COMMUNITY).await);
        let (one, other) = (leader.clone(), staff.clone());
        let one = tokio::spawn(async move { one.supervises(slip).await });
        let other = tokio::spawn(async move { other.supervises(slip).await });
        let (one, other) = (one.await.unwrap(), other.await.unwrap());
        let (does, by, is_told) = if one.is_ok() { (one, &leader, other) } else { (other, &staff, one) };
        assert_eq!(does.unwrap().beside.supervision.unwrap().by, Some(by.id));
        refused(is_told, Refusal::AlreadyDone);
        let steps = town.steps(slip).await;
        assert_eq!(steps.into_iter().filter(|step| *step == "supervised").count(), 1);
        town.is_sound().await;
    }

    async fn a_question_that_nobody_answers_holds_nothing_up_for_ever(town: Town) {
        let (resident, worker) = (town.resident(GRID).await, town.grid_worker(GRID).await);
        let slip = resident.orders("repair-light").await;
        town.pass(Minutes(60));
        request::ask_back(&worker.ask(), slip, "哪一层？").await.unwrap();
        assert_eq!(resident.heard(slip, "asked_back").await, 1);
        // Three working days.
        town.pass_until("2026-11-26 17:59");
        assert_eq!(town.timers().await.steps, 0);
        town.pass_until("2026-11-26 18:00");
        assert_eq!(town.timers().await.steps, 1);
        let slip_now = town.slip(slip).await;
        assert!(matches!(slip_now.state, State::Placed));
        // An hour of four had passed when the question was asked; the desk that has it again has all four.
        assert_eq!(slip_now.due().unwrap().to_string(), "2026-11-26 22:00");
        assert_eq!(town.steps(slip).await, ["placed", "asked_back", "unanswered"]);
        assert_eq!(worker.heard(slip, "answered").await, 1);
        town.is_sound().await;
    }

    async fn a_unit_without_people_is_given_nothing(town: Town) {
        let (slip, _, worker) = verified(&town, "dirty-road").await;
        let staff = town.staff(COMMUNITY).await;
        let (empty, (roads, clerk)) = (town.unit("empty").await, unit(&town, "roads").await);
        let faulty = |answer: desk::Result<domain::Request>, field: &str| match answer {
            Err(Error::Fields(faults)) => {
                let [fault] = faults.as_slice() else { panic!("{faults:?}") };
                assert_eq!((fault.field.as_str(), &fault.fault), (field, &Fault::NobodyInUnit));
            }
            other => panic!("{other:?}"),
        };
        faulty(worker.assigns(slip, &empty, &[]).await, "to");
        faulty(worker.assigns(slip, &roads, &[&empty]).await, "to");
        faulty(staff.whistles(slip, "hard", &[&roads, &empty]).await, "units");
        let page = desk::view::slip(&worker.ask(), slip).await.unwrap();
        let offered: Vec<_> = page.units.serving.iter().map(|unit| unit.slug.as_str()).collect();
        assert_eq!(offered, ["roads"]);
        worker.assigns(slip, &roads, &[]).await.unwrap();
        assert_eq!(clerk.heard(slip, "offered").await, 1);
        town.is_sound().await;
    }

    async fn what_is_refused_leaves_nothing_behind(town: Town) {
        let (slip, resident, worker, volunteer) = in_hand(&town).await;
        let (leader, staff) = (town.grid_leader(GRID).await, town.staff(COMMUNITY).await);
        let (elsewhere, (roads, clerk)) = (town.grid_worker(FAR_GRID).await, unit(&town, "roads").await);
        let other = resident.orders("repair-light").await;
        let (before, stood) = (written(&town).await, town.slip(slip).await);
        let answers = [
            worker.verifies(slip).await,
            worker.opens_to_all(slip).await,
            worker.merges(slip, other).await,
            worker.splits(slip, &[("一", "repair-light"), ("二", "repair-light")]).await,
            worker.parks(slip, "2026-11-30").await,
            worker.checks(slip).await,
            worker.judges(slip, "justified").await,
            elsewhere.opens_to_all(slip).await,
            leader.decides_return(slip, "yes").await,
            leader.decides_extension(slip, "yes").await,
            leader.parks(slip, "2026-11-20").await,
            leader.answers_for(slip).await,
            staff.whistles(slip, "easy", &[&roads]).await,
            staff.rates_unit(slip, &roads, "1").await,
            clerk.accepts(slip).await,
            clerk.returns(slip).await,
            clerk.reports_in(slip).await,
            volunteer.asks_for_time(slip, "2026-11-20").await,
            volunteer.answers_for(slip).await,
            volunteer.checks(slip).await,
            resident.rates(slip, "5").await,
            resident.accepts(slip).await,
        ];
        for (place, answer) in answers.iter().enumerate() {
            assert!(answer.is_err(), "the {place}th was done: {answer:?}");
        }
        assert_eq!(written(&town).await, before);
        assert_eq!(town.slip(slip).await, stood);
        town.is_sound().await;
    }
}
