//! `check` is silent on a town where all went well, and names each invariant when a hand has broken it.

use std::collections::BTreeSet;

use desk::{request, shop};
use domain::{Minutes, shop::VOUCHER_PERIOD};
use sqlx::AssertSqlSafe;
use store::Db;

use crate::town::{DISTRICT, GRID, NEXT_GRID, Town, on_both_engines};

/// A town with something of everything: slips in many states, points earned, held, spent and given back.
async fn busy(town: &Town) {
    town.offers("soap", 30, 5).await;
    let resident = town.resident(GRID).await;
    let (worker, keeper) = (town.grid_worker(GRID).await, town.shop_keeper(DISTRICT).await);
    let (volunteer, other) = (town.somebody_with(100).await, town.somebody_with(40).await);
    let redeemed = volunteer.redeems("soap").await.expect("a voucher");
    shop::hand_out(&keeper.ask(), &redeemed.code.to_string()).await.expect("handed out");
    let cancelled = volunteer.redeems("soap").await.expect("a voucher");
    shop::cancel(&volunteer.ask(), cancelled.id).await.expect("given back");
    volunteer.redeems("soap").await.expect("a voucher");
    town.pass(VOUCHER_PERIOD);
    desk::timer::run_due(&town.stranger()).await.expect("the timers run");
    other.redeems("soap").await.expect("a voucher");

    let in_hand = resident.orders("repair-light").await;
    volunteer.takes_on(in_hand).await;
    let asked_back = resident.orders("errand-medicine").await;
    request::ask_back(&worker.ask(), asked_back, "哪家药店?").await.expect("asked back");
    town.pass(Minutes(1));
    let same = resident.orders("errand-medicine").await;
    worker.merges(same, asked_back).await.expect("merged");
    let refused = resident.orders("legal").await;
    request::refuse(&worker.ask(), refused, "not_ours", "").await.expect("refused");
    let withdrawn = resident.orders("legal").await;
    request::withdraw(&resident.ask(), withdrawn, "").await.expect("withdrawn");
    let again = resident.orders("repair-light").await;
    volunteer.takes_on(again).await;
    let work = request::Work { note: "修好了".to_owned(), photos: Vec::new() };
    request::finish(&volunteer.ask(), again, work).await.expect("finished");
    request::check(&worker.ask(), again, request::Work::default()).await.expect("checked");
    request::rate(&resident.ask(), again, "2", "").await.expect("rated");
    resident.orders_for(NEXT_GRID, "repair-light").await;
}

/// One slip on which a return waits, and one on which all else does, with words that look like what is stored.
async fn everything_waits(town: &Town) {
    let (resident, worker) = (town.resident(GRID).await, town.grid_worker(GRID).await);
    let (staff, unit) = (town.staff(DISTRICT).await, town.unit("water").await);
    let clerk = town.unit_worker(&unit).await;
    let words = "\"supervision\":{ \"rung\":{\"raised\": \"reported_at\":null";
    let in_a_while = || town.now().plus(Minutes::days(40)).to_string()[..10].to_owned();
    for returns in [true, false] {
        let slip = resident.orders("repair-light").await;
        worker.verifies(slip).await.unwrap();
        worker.assigns(slip, &unit, &[]).await.unwrap();
        if returns {
            clerk.returns(slip).await.unwrap();
            continue;
        }
        clerk.accepts(slip).await.unwrap();
        request::ask_extension(&clerk.ask(), slip, &in_a_while(), words).await.unwrap();
        for _ in 0..12 {
            town.pass(Minutes::days(1));
            town.timers().await;
        }
        staff.whistles(slip, "hard", &[&unit]).await.unwrap();
        assert!(town.slip(slip).await.waits().len() > 2);
    }
    // Those very words, and nothing that they speak of.
    let slip = resident.orders("repair-light").await;
    worker.verifies(slip).await.unwrap();
    worker.assigns(slip, &unit, &[]).await.unwrap();
    clerk.accepts(slip).await.unwrap();
    request::ask_extension(&clerk.ask(), slip, &in_a_while(), words).await.unwrap();
    assert_eq!(town.slip(slip).await.waits(), [domain::request::Wait::Extension]);
}

/// Does to the data what no verb does.
async fn by_hand(town: &Town, sentences: &[&str]) {
    for sentence in sentences {
        let sentence = sentence.to_string();
        match &town.desk.db {
            Db::Sqlite { writer, .. } => sqlx::query(AssertSqlSafe(sentence.clone()))
                .execute(writer.pool())
                .await
                .map(|done| done.rows_affected()),
            Db::Postgres(lines) => sqlx::query(AssertSqlSafe(sentence.clone()))
                .execute(lines.line().await.unwrap().connection())
                .await
                .map(|done| done.rows_affected()),
        }
        .map(|rows| assert!(rows > 0 || sentence.starts_with("DROP"), "it touched nothing: {sentence}"))
        .unwrap_or_else(|error| panic!("{sentence}: {error}"));
    }
}

/// The rows of a table may be changed from now on.
async fn unlock(town: &Town, table: &str) {
    if town.desk.db.is_sqlite() {
        by_hand(
            town,
            &[&format!("DROP TRIGGER {table}_no_update"), &format!("DROP TRIGGER {table}_no_delete")],
        )
        .await;
    } else {
        by_hand(town, &[&format!("DROP TRIGGER {table}_append_only ON {table}")]).await;
    }
}

/// Breaks a busy town and says which invariants `check` names.
async fn broken(town: &Town, unlocked: &[&str], sentences: &[&str]) -> BTreeSet<u8> {
    busy(town).await;
    town.is_sound().await;
    for table in unlocked {
        unlock(town, table).await;
    }
    by_hand(town, sentences).await;
    town.violations().await.iter().map(|violation| violation.invariant).collect()
}

const RICHEST: &str =
    "(SELECT id FROM account WHERE kind = 'person' ORDER BY balance - held DESC, id LIMIT 1)";
const POOREST: &str = "(SELECT id FROM account WHERE kind = 'person' ORDER BY balance - held, id LIMIT 1)";

on_both_engines! {
    async fn a_busy_town_is_sound(town: Town) {
        busy(&town).await;
        town.is_sound().await;
    }

    async fn one_points_from_nowhere(town: Town) {
        let found = broken(&town, &[], &[&format!("UPDATE account SET balance = balance + 5 WHERE id = {RICHEST}")]).await;
        assert_eq!(found, BTreeSet::from([1, 2, 8]), "no transfer and no award says where they came from");
    }

    async fn two_a_balance_without_its_transfers(town: Town) {
        let found = broken(&town, &[], &[&format!(
            "UPDATE account SET balance = CASE WHEN id = {RICHEST} THEN balance - 5 ELSE balance + 5 END \
             WHERE id IN ({RICHEST}, {POOREST})"
        )]).await;
        assert_eq!(found, BTreeSet::from([2]));
    }

    async fn three_points_held_before_they_were_earned(town: Town) {
        let found = broken(&town, &[], &[
            "UPDATE voucher SET issued_at = issued_at - 86400000000 WHERE state = 'cancelled'",
            "UPDATE hold SET held_at = held_at - 86400000000 \
             WHERE id IN (SELECT hold FROM voucher WHERE state = 'cancelled')",
        ]).await;
        assert_eq!(found, BTreeSet::from([3]));
    }

    async fn four_an_award_taken_away(town: Town) {
        let found = broken(&town, &["award"], &["DELETE FROM award WHERE rule = 'rated'"]).await;
        assert_eq!(found, BTreeSet::from([4]));
    }

    async fn four_an_award_for_nothing(town: Town) {
        let found = broken(&town, &["award"], &[
            "UPDATE award SET request = (SELECT number FROM request WHERE state = 'refused') WHERE rule = 'first_order'",
        ]).await;
        assert_eq!(found, BTreeSet::from([4]));
    }

    async fn four_rated_work_that_earned_nothing(town: Town) {
        let found = broken(&town, &["award"], &["DELETE FROM award WHERE cause LIKE 'helped:%'"]).await;
        assert_eq!(found, BTreeSet::from([4]));
    }

    async fn four_work_that_earned_twice(town: Town) {
        let found = broken(&town, &["award"], &[
            "INSERT INTO award (cause, district, rule, person, request, asked, given, transfer, at) \
             SELECT cause || ':1', district, rule, person, request, 0, 0, NULL, at FROM award WHERE cause LIKE 'helped:%'",
        ]).await;
        assert_eq!(found, BTreeSet::from([4]));
    }

    async fn what_was_checked_before_a_check_earned_anything_is_paid_when_it_closes(town: Town) {
        let (resident, volunteer) = (town.resident(GRID).await, town.volunteer(GRID).await);
        let number = volunteer.works_for(&resident, "repair-light").await;
        for table in ["award", "transfer"] {
            unlock(&town, table).await;
        }
        by_hand(&town, &[
            "UPDATE account SET balance = balance - 20 WHERE id = (SELECT credit FROM transfer WHERE cause LIKE 'helped:%')",
            "UPDATE account SET balance = balance + 20 WHERE id = (SELECT debit FROM transfer WHERE cause LIKE 'helped:%')",
            "DELETE FROM award WHERE cause LIKE 'helped:%'",
            "DELETE FROM transfer WHERE cause LIKE 'helped:%'",
        ]).await;
        assert_eq!(volunteer.points().await, (0, 0));
        town.is_sound().await;
        town.pass(Minutes::days(8));
        town.timers().await;
        assert!(town.slip(number).await.state.is_over());
        assert_eq!(volunteer.points().await, (20, 0));
        town.is_sound().await;
    }

    async fn five_a_hold_left_past_its_time(town: Town) {
        let found = broken(&town, &[], &[
            "UPDATE voucher SET expires_at = issued_at WHERE state = 'redeemed'",
            "UPDATE hold SET held_until = held_at WHERE outcome = 'captured'",
            "UPDATE voucher SET expires_at = issued_at - 7200000000 WHERE state = 'live'",
            "UPDATE hold SET held_until = held_at - 7200000000 WHERE outcome IS NULL",
        ]).await;
        assert_eq!(found, BTreeSet::from([5]), "only an open hold can be late");
    }

    async fn five_a_hold_resolved_twice(town: Town) {
        let found = broken(&town, &[], &[
            "UPDATE account SET held = held - 1 WHERE held > 0",
        ]).await;
        assert_eq!(found, BTreeSet::from([5]));
    }

    async fn six_a_piece_lost_from_the_shelf(town: Town) {
        let found = broken(&town, &[], &["UPDATE item SET remaining = remaining - 1"]).await;
        assert_eq!(found, BTreeSet::from([6]));
    }

    async fn seven_a_step_missing_from_a_history(town: Town) {
        let found = broken(&town, &["event"], &["DELETE FROM event WHERE kind = 'dispatched'"]).await;
        assert_eq!(found, BTreeSet::from([7]));
    }

    async fn seven_a_slip_moved_without_a_step(town: Town) {
        let found = broken(&town, &[], &["UPDATE request SET revision = revision + 1 WHERE state = 'placed'"]).await;
        assert_eq!(found, BTreeSet::from([7]));
    }

    async fn seven_a_state_that_is_not_its_facts(town: Town) {
        let found = broken(&town, &[], &["UPDATE request SET state = 'verified' WHERE state = 'refused'"]).await;
        assert_eq!(found, BTreeSet::from([7]));
    }

    async fn seven_a_timer_that_would_never_come_round(town: Town) {
        let found = broken(&town, &[], &["UPDATE request SET wake = wake + 1 WHERE state = 'asked_back'"]).await;
        assert_eq!(found, BTreeSet::from([7]));
    }

    async fn seven_a_decision_that_no_queue_would_show(town: Town) {
        let found = broken(&town, &[], &["UPDATE request SET waits = 0 WHERE state = 'disputed'"]).await;
        assert_eq!(found, BTreeSet::from([7]));
    }

    async fn what_waited_before_there_was_a_queue_is_told_from_the_rows(town: Town) {
        busy(&town).await;
        everything_waits(&town).await;
        town.is_sound().await;
        let migration = include_str!("../../store/migrations/0015_waits.sql");
        let update = migration.split(';').find(|sentence| sentence.contains("UPDATE request")).unwrap();
        by_hand(&town, &["UPDATE request SET waits = 0"]).await;
        assert!(!town.violations().await.is_empty());
        by_hand(&town, &[update]).await;
        town.is_sound().await;
    }

    async fn seven_a_slip_merged_into_another_than_it_says(town: Town) {
        let found = broken(&town, &[], &["UPDATE request SET merged_into = NULL WHERE state = 'merged'"]).await;
        assert_eq!(found, BTreeSet::from([7]));
    }

    async fn seven_more_slips_merged_than_were_taken_in(town: Town) {
        let found = broken(&town, &[], &[
            "UPDATE request SET beside = '{}' WHERE number = (SELECT merged_into FROM request WHERE state = 'merged')",
        ]).await;
        assert_eq!(found, BTreeSet::from([7]));
    }

    async fn seven_a_part_that_ended_unheard(town: Town) {
        let found = broken(&town, &[], &[
            "UPDATE request SET part_of = (SELECT number FROM request WHERE state = 'refused') WHERE state = 'placed'",
        ]).await;
        assert_eq!(found, BTreeSet::from([7]));
    }

    async fn seven_work_that_nobody_has_accepted(town: Town) {
        let found = broken(&town, &[], &["UPDATE acceptance SET ended_at = accepted_at WHERE ended_at IS NULL"]).await;
        assert_eq!(found, BTreeSet::from([7]));
    }

    async fn seven_two_people_who_have_it_in_hand(town: Town) {
        let found = broken(&town, &[], &[
            "DROP INDEX acceptance_live",
            "UPDATE acceptance SET ended_at = NULL",
        ]).await;
        assert_eq!(found, BTreeSet::from([7]));
    }

    async fn seven_a_promise_that_was_lost(town: Town) {
        let found = broken(&town, &[], &[
            "UPDATE answer SET reply = '\"2632600000010\"' WHERE verb = 'place'",
        ]).await;
        assert_eq!(found, BTreeSet::from([7]));
    }

    async fn seven_a_voucher_and_its_hold_that_disagree(town: Town) {
        let found = broken(&town, &[], &[
            "UPDATE voucher SET state = 'expired' WHERE state = 'cancelled'",
            "UPDATE hold SET resolved_at = resolved_at + 1 WHERE outcome = 'released'",
        ]).await;
        assert_eq!(found, BTreeSet::from([7]));
    }

    async fn eight_points_that_expired_and_are_still_there(town: Town) {
        let fresh = if town.desk.db.is_sqlite() { "randomblob(16)" } else { "gen_random_uuid()" };
        let found = broken(&town, &[], &[
            &format!(
                "INSERT INTO transfer (id, district, cause, kind, debit, credit, points, at) \
                 VALUES ({fresh}, 321012, 'redeemed:by hand', 'expire', {RICHEST}, {POOREST}, 1, 1795399200000001)"
            ),
            &format!(
                "UPDATE account SET balance = CASE WHEN id = {RICHEST} THEN balance - 1 ELSE balance + 1 END \
                 WHERE id IN ({RICHEST}, {POOREST})"
            ),
        ]).await;
        assert_eq!(found, BTreeSet::from([8]));
    }
}
