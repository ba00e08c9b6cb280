//! Nobody can silently sit on a slip: its alarm warns, and climbs level by level, each rung once, on however many nodes
//! the timer comes round. And the year without a notice.

use std::fs;

use desk::{Error, request};
use domain::{Minutes, Rank, RequestNumber, What};
use store::Db;

use crate::town::{COMMUNITY, DISTRICT, GRID, Person, TOWN, Town, on_both_engines};

/// Who serves the grid, from the worker up to the district.
async fn levels(town: &Town) -> [Person; 5] {
    [
        town.grid_worker(GRID).await,
        town.grid_leader(GRID).await,
        town.staff(COMMUNITY).await,
        town.staff(TOWN).await,
        town.staff(DISTRICT).await,
    ]
}

/// What the timers did to a slip, with the time at which they did.
async fn by_itself(town: &Town, slip: RequestNumber) -> Vec<(String, &'static str)> {
    let history = town.history(slip).await.into_iter().filter(|event| event.by.is_none());
    history.map(|event| (event.at.to_string(), event.what.name())).collect()
}

/// Whom the alarm was told to, and whom it passed over.
async fn raised(town: &Town, slip: RequestNumber) -> Vec<(Rank, Vec<Rank>)> {
    let steps = town.history(slip).await.into_iter().map(|event| event.what);
    steps
        .filter_map(|what| if let What::Escalated { to, past } = what { Some((to, past)) } else { None })
        .collect()
}

/// The timers of both nodes come round at the same time, and once more.
async fn on_two_nodes(town: &Town, other: &Town) {
    for _ in 0..2 {
        let (one, other) = (town.clone(), other.clone());
        let one = tokio::spawn(async move { one.timers().await });
        let other = tokio::spawn(async move { other.timers().await });
        one.await.unwrap();
        other.await.unwrap();
    }
}

/// How a slip with 4 working hours to be accepted, placed on Monday at ten, rings: at three quarters of its time, at its
/// end, and after that every 4 working hours.
const WAY: [(&str, &[&str]); 7] = [
    ("2026-11-23 14:30", &["warned"]),
    ("2026-11-23 16:00", &["overdue"]),
    ("2026-11-24 10:30", &["escalated"]),
    ("2026-11-24 16:30", &["escalated"]),
    ("2026-11-25 11:00", &["escalated", "supervised"]),
    ("2026-11-25 17:00", &["escalated"]),
    ("2026-11-26 18:00", &["answer_missed"]),
];

on_both_engines! {
    async fn a_slip_left_alone_is_told_one_level_after_the_other(town: Town) {
        let resident = town.resident(GRID).await;
        let people = levels(&town).await;
        let other = town.on_another_node().await;
        let slip = resident.orders("dirty-road").await;
        let mut rung = Vec::new();
        for (moment, steps) in WAY {
            town.pass_until(moment);
            town.pass_seconds(-1);
            on_two_nodes(&town, &other).await;
            assert_eq!(by_itself(&town, slip).await, rung, "a second before {moment}");
            town.pass_seconds(1);
            on_two_nodes(&town, &other).await;
            rung.extend(steps.iter().map(|step| (moment.to_owned(), *step)));
            assert_eq!(by_itself(&town, slip).await, rung);
        }
        town.pass(Minutes::days(60));
        on_two_nodes(&town, &other).await;
        assert_eq!(by_itself(&town, slip).await, rung, "the highest level was told");

        let [worker, leader, community, staff, district] = people;
        assert_eq!(worker.heard_of(slip).await, ["placed", "warned", "overdue", "supervised"]);
        assert_eq!(leader.heard_of(slip).await, ["escalated"]);
        assert_eq!(community.heard_of(slip).await, ["escalated"]);
        assert_eq!(staff.heard_of(slip).await, ["escalated", "answer_missed"]);
        assert_eq!(district.heard_of(slip).await, ["escalated"]);
        assert_eq!(resident.heard_of(slip).await, [""; 0]);
        let all = [Rank::Leader, Rank::Community, Rank::Town, Rank::District];
        assert_eq!(raised(&town, slip).await, all.map(|rank| (rank, Vec::new())));
        town.is_sound().await;
        other.desk.db.close().await;
    }

    async fn whoever_has_it_is_warned_and_another_limit_rings_anew(town: Town) {
        let resident = town.resident(GRID).await;
        let worker = town.grid_worker(GRID).await;
        let leader = town.grid_leader(GRID).await;
        let volunteer = town.volunteer(GRID).await;
        let slip = resident.orders("repair-light").await;
        worker.verifies(slip).await.unwrap();
        worker.gives(slip, &volunteer).await.unwrap();
        town.pass_until("2026-11-23 13:00");
        town.timers().await;
        assert_eq!(volunteer.heard(slip, "warned").await, 1, "whoever it was given to answers for it");
        assert_eq!(worker.heard(slip, "warned").await, 0);
        town.pass_until("2026-11-23 14:00");
        town.timers().await;
        assert_eq!(volunteer.heard(slip, "overdue").await, 1);
        assert_eq!(worker.heard(slip, "overdue").await, 1, "the desk may give it to somebody else");
        volunteer.accepts(slip).await.unwrap();
        // Three quarters of 48 hours.
        town.pass_until("2026-11-24 22:00");
        town.timers().await;
        town.pass_until("2026-11-25 10:00");
        town.timers().await;
        assert_eq!((volunteer.heard(slip, "warned").await, volunteer.heard(slip, "overdue").await), (2, 2));
        assert_eq!((worker.heard(slip, "warned").await, worker.heard(slip, "overdue").await), (0, 1));
        // Round the clock each level has an hour.
        town.pass_until("2026-11-25 11:00");
        town.timers().await;
        assert_eq!(leader.heard(slip, "escalated").await, 1);
        volunteer.finishes(slip).await.unwrap();
        town.is_sound().await;
    }

    async fn levels_on_which_nobody_serves_are_passed_and_said_so(town: Town) {
        let resident = town.resident(GRID).await;
        let (worker, staff) = (town.grid_worker(GRID).await, town.staff(TOWN).await);
        let slip = resident.orders("dirty-road").await;
        town.pass_until("2026-11-23 16:00");
        town.timers().await;
        town.pass_until("2026-11-24 10:30");
        town.timers().await;
        assert_eq!(raised(&town, slip).await, [(Rank::Town, vec![Rank::Leader, Rank::Community])]);
        assert_eq!((staff.heard(slip, "escalated").await, worker.heard(slip, "escalated").await), (1, 0));
        // The district hears of it even where nobody is: it stands on the slip.
        town.pass(Minutes::days(7));
        town.timers().await;
        assert_eq!(raised(&town, slip).await.last(), Some(&(Rank::District, Vec::new())));
        assert_eq!(town.slip(slip).await.beside.alarm.next, None);
        town.is_sound().await;
    }

    async fn a_house_that_was_closed_for_a_week_warns_first_and_climbs_from_then_on(town: Town) {
        let resident = town.resident(GRID).await;
        let [worker, leader, ..] = levels(&town).await;
        let slip = resident.orders("dirty-road").await;
        town.pass_until("2026-11-30 10:00");
        assert_eq!(town.timers().await.steps, 2);
        assert_eq!((worker.heard(slip, "warned").await, worker.heard(slip, "overdue").await), (1, 1));
        assert_eq!(leader.heard(slip, "escalated").await, 0, "four working hours are given once more");
        town.pass_until("2026-11-30 16:00");
        assert_eq!(town.timers().await.steps, 1);
        assert_eq!(leader.heard(slip, "escalated").await, 1);
        town.is_sound().await;
    }

    async fn a_slip_that_cannot_be_read_keeps_no_other_from_ringing(town: Town) {
        let resident = town.resident(GRID).await;
        let broken = resident.orders("dirty-road").await;
        town.pass(Minutes(1));
        let sound = resident.orders("dirty-road").await;
        let sentence = sqlx::AssertSqlSafe(format!(
            "UPDATE request SET facts = 'unreadable' WHERE number = {}",
            broken.value()
        ));
        match &town.desk.db {
            Db::Sqlite { writer, .. } => sqlx::query(sentence).execute(writer.pool()).await.map(drop),
            Db::Postgres(lines) => {
                sqlx::query(sentence).execute(lines.line().await.unwrap().connection()).await.map(drop)
            },
        }
        .unwrap();
        town.pass_until("2026-11-23 17:00");
        let round = desk::timer::run_due(&town.stranger()).await;
        assert!(matches!(round, Err(Error::Store(_))), "the operator hears of it: {round:?}");
        assert_eq!(town.steps(sound).await, ["placed", "warned", "overdue"]);
    }

    async fn a_limit_over_new_year_is_counted_anew_when_the_notice_arrives(town: Town) {
        let resident = town.resident(GRID).await;
        town.pass_until("2026-12-30 10:00");
        let slip = resident.orders("dirty-road").await;
        let before = town.slip(slip).await.limits;
        assert!(before.are_provisional());
        // By the plain week: Thursday and Friday.
        assert_eq!(before.finish.at.to_string(), "2027-01-01 18:00");

        let folder = tempfile::tempdir().unwrap();
        assert!(!town.desk.days.read_folder(folder.path()).unwrap());
        assert_eq!(request::recount(&town.stranger()).await.unwrap(), 0);
        let notice = r#"{"year": 2027, "days": [
            {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
            {"name": "元旦", "date": "2027-01-03", "isOffDay": false}]}"#;
        fs::write(folder.path().join("2027.json"), notice).unwrap();
        assert!(town.desk.days.read_folder(folder.path()).unwrap());
        assert_eq!(request::recount(&town.stranger()).await.unwrap(), 1);
        let after = town.slip(slip).await.limits;
        assert!(!after.are_provisional());
        // New Year is free, the Sunday after it is worked.
        assert_eq!(after.finish.at.to_string(), "2027-01-03 18:00");
        let last = town.history(slip).await.pop().unwrap();
        assert_eq!(last.what, What::Recounted { from: before.finish.at, to: after.finish.at });
        assert_eq!(request::recount(&town.stranger()).await.unwrap(), 0);
        town.is_sound().await;
    }

    async fn a_notice_that_is_amended_while_the_house_serves_counts_what_runs_anew(town: Town) {
        let folder = tempfile::tempdir().unwrap();
        let publish = |days: &str| {
            let notice = format!(r#"{{"year": 2026, "days": [{days}]}}"#);
            fs::write(folder.path().join("2026.json"), notice).unwrap();
            assert!(town.desk.days.read_folder(folder.path()).unwrap());
        };
        publish("");
        let (resident, worker) = (town.resident(GRID).await, town.grid_worker(GRID).await);
        let roads = town.unit("roads").await;
        let clerk = town.unit_worker(&roads).await;
        let [waits, in_hand, done] =
            [resident.orders("dirty-road").await, resident.orders("dirty-road").await, resident.orders("dirty-road").await];
        worker.verifies(in_hand).await.unwrap();
        worker.assigns(in_hand, &roads, &[]).await.unwrap();
        clerk.accepts(in_hand).await.unwrap();
        resident.withdraws(done).await.unwrap();
        let before = town.slip(in_hand).await.limits;
        assert_eq!((before.finish.at.to_string().as_str(), before.are_provisional()), ("2026-11-25 18:00", false));

        // The day on which they are due is free now.
        publish(r#"{"date": "2026-11-25", "isOffDay": true}"#);
        assert_eq!(request::recount(&town.stranger()).await.unwrap(), 2);
        for slip in [waits, in_hand] {
            assert_eq!(town.slip(slip).await.limits.finish.at.to_string(), "2026-11-26 18:00");
            let last = town.history(slip).await.pop().unwrap();
            let to = town.slip(slip).await.limits.finish.at;
            assert_eq!((last.by, last.what), (None, What::Recounted { from: before.finish.at, to }));
        }
        assert_eq!(town.steps(done).await, ["placed", "withdrawn"], "what is over stays as it was");

        // It is worked after all, and what was promised stays.
        publish("");
        assert_eq!(request::recount(&town.stranger()).await.unwrap(), 0);
        assert_eq!(town.slip(waits).await.limits.finish.at.to_string(), "2026-11-26 18:00");
        town.is_sound().await;
    }
}
