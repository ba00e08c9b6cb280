//! What follows when somebody sits on a slip: warned, overdue, one level up after the other, and supervised by rule; and
//! what a whistle that is not answered leads to.

use domain::{
    Actor, Minutes, Rank, Request, Role, Timestamp, What, permit,
    request::{Difficulty, Grade, Manned, Refusal, State},
};

use super::scene::*;

const ALL: Manned = Manned { leader: true, community: true, town: true, district: true };

/// Everything that happens to a slip that is left alone for a month, with the instant of each.
fn left_alone(mut slip: Request, manned: Manned) -> Vec<(Timestamp, What)> {
    let mut happened = Vec::new();
    while let Some(at) = slip.wake_at().filter(|at| *at < TEN.plus(Minutes::days(30))) {
        let change = in_office(|office| {
            let too_early = slip.clone().wake(manned, office, at.minus(Minutes(1)));
            assert_eq!(too_early, Err(Refusal::NotNow), "before {at}");
            slip.wake(manned, office, at).unwrap()
        });
        happened.extend(change.events.into_iter().map(|event| (event.at, event.what)));
        slip = change.request;
    }
    happened
}

fn placed() -> Request {
    let number = number(7);
    let Request { grid, resident, need, place, .. } = slip(State::Placed);
    let placing = domain::request::Placing { number, grid, need, place };
    let permit = permit::file(Actor { person: resident, post: None }, grid, &service()).unwrap();
    in_office(|office| Request::place(permit, placing, &service(), office, TEN)).unwrap().request
}

#[test]
fn nobody_can_silently_sit_on_it() {
    let happened = left_alone(placed(), ALL);
    let told: Vec<_> = happened.iter().map(|(at, what)| (at.to_string(), what.name())).collect();
    let told: Vec<_> = told.iter().map(|(at, what)| (at.as_str(), *what)).collect();
    assert_eq!(
        told[..8],
        [
            // Four working hours from ten, with two hours of noon between.
            ("2026-11-23 14:30", "warned"),
            ("2026-11-23 16:00", "overdue"),
            ("2026-11-24 10:30", "escalated"),
            ("2026-11-24 16:30", "escalated"),
            ("2026-11-25 11:00", "escalated"),
            ("2026-11-25 11:00", "supervised"),
            ("2026-11-25 17:00", "escalated"),
            ("2026-11-26 18:00", "answer_missed"),
        ]
    );
    let levels: Vec<_> = happened
        .iter()
        .filter_map(|(_, what)| if let What::Escalated { to, .. } = what { Some(*to) } else { None })
        .collect();
    assert_eq!(levels, [Rank::Leader, Rank::Community, Rank::Town, Rank::District]);
    assert_eq!(told.len(), 8, "and then it is with those who can decide: {told:?}");
}

#[test]
fn a_level_with_nobody_is_passed_and_named() {
    let manned = Manned { leader: false, community: false, town: true, district: false };
    let happened = left_alone(placed(), manned);
    let climbed: Vec<_> =
        happened.iter().map(|(_, what)| what).filter(|what| matches!(what, What::Escalated { .. })).collect();
    assert_eq!(
        climbed,
        [
            &What::Escalated { to: Rank::Town, past: vec![Rank::Leader, Rank::Community] },
            &What::Escalated { to: Rank::District, past: vec![] },
        ]
    );
}

#[test]
fn another_limit_is_another_alarm() {
    let mut slip = placed();
    for _ in 0..3 {
        let at = slip.wake_at().unwrap();
        slip = in_office(|office| slip.wake(ALL, office, at)).unwrap().request;
    }
    assert!(slip.beside.alarm.rung.is_some());
    let at = slip.wake_at().unwrap().minus(Minutes(1));
    let permit = permit::run(worker(), &slip).unwrap();
    let verified = slip.verify(permit, at).unwrap().request;
    assert!(verified.beside.alarm.rung.is_some(), "verified is still the same limit");
    let to_hall = domain::request::Assignment::Hall;
    let hall = in_office(|office| verified.dispatch(permit, to_hall, office, at)).unwrap().request;
    assert_eq!(hall.beside.alarm.rung, None, "in the hall there is time again");
    let helper = permit::accept(actor(HELPER, Role::Volunteer, "321012100001003"), &hall, &service());
    let accepted = in_office(|office| hall.accept(helper.unwrap(), office, at)).unwrap().request;
    assert_eq!(accepted.beside.alarm.rung, None, "accepted is another one");
    assert_eq!(accepted.beside.alarm.due, accepted.due());
}

#[test]
fn clocks_that_jump_do_no_step_twice() {
    let mut slip = placed();
    let far = TEN.plus(Minutes::days(29));
    let mut steps = 0;
    while let Ok(change) = in_office(|office| slip.clone().wake(ALL, office, far)) {
        slip = change.request;
        steps += 1;
        assert!(steps < 4, "every level has its time, even after a jump");
    }
    assert_eq!(steps, 2, "warned and overdue; the next level hears of it later");
    assert_eq!(in_office(|office| slip.clone().wake(ALL, office, TEN)), Err(Refusal::NotNow), "and back");
}

#[test]
fn a_unit_that_does_not_come_is_named_and_rated() {
    let slip = slip(State::Verified { by: WORKER, at: TEN });
    let town = actor(OTHER, Role::Staff, "321012100");
    let permit = permit::whistle(town, &slip).unwrap();
    let units = vec![CALLED, LEADING, CALLED];
    let blown = in_office(|office| slip.whistle(permit, Difficulty::Hard, units, note(), office, TEN));
    let blown = blown.unwrap().request;
    let here = permit::report_in(clerk(CLERK, LEADING), &blown).unwrap();
    let reported = blown.report_in(here, None, TEN.plus(Minutes(30))).unwrap().request;
    let second = in_office(|office| {
        reported.clone().whistle(permit, Difficulty::Urgent, vec![CALLED], note(), office, TEN)
    });
    assert_eq!(second, Err(Refusal::AlreadyDone), "one unit is still called");
    let early = reported.clone().rate_unit(permit, CALLED, Grade::Fair, None, TEN);
    assert_eq!(early, Err(Refusal::NotNow));
    let late = reported.beside.whistle.as_ref().unwrap().call(CALLED).unwrap().report_by;
    let mut slip = reported;
    let missed = loop {
        let change = in_office(|office| slip.wake(ALL, office, late)).unwrap();
        slip = change.request;
        if matches!(change.events[0].what, What::CallMissed { .. }) {
            break change.events[0].what.clone();
        }
    };
    assert_eq!(missed, What::CallMissed { unit: CALLED });
    let rated = slip.rate_unit(permit, CALLED, Grade::Dissatisfied, None, late).unwrap().request;
    assert_eq!(rated.clone().rate_unit(permit, CALLED, Grade::Fair, None, late), Err(Refusal::AlreadyDone));
}
