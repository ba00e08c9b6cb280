//! By when something is due for whoever receives a slip, and what was promised to the resident.

use std::collections::BTreeSet;

use domain::{
    Actor, Limit, Minutes, Request, Role, Timestamp,
    calendar::{Calendar, Office, OfficeHours},
    catalogue::{Proof, Service},
    permit,
    request::{Assignment, Finding, Handling, Limits, Placing, Pressure, State},
};

use super::scene::*;

fn at(minutes: u32) -> Timestamp {
    TEN.plus(Minutes(minutes))
}

fn placed(service: &Service, at: Timestamp) -> Request {
    let Request { number, grid, need, place, .. } = slip(State::Placed);
    let placing = Placing { number, grid, need, place };
    let resident = Actor { person: RESIDENT, post: None };
    let permit = permit::file(resident, grid, service).unwrap();
    in_office(|office| Request::place(permit, placing, service, office, at)).unwrap().request
}

/// Dispatched to a unit that works day and night.
fn to_night_shift(slip: Request, at: Timestamp) -> Request {
    let (calendar, hours) = (Calendar::default(), "00:00-24:00".parse::<OfficeHours>().unwrap());
    let night = Office { calendar: &calendar, hours: &hours };
    let verified = Request { state: State::Verified { by: WORKER, at }, ..slip };
    let permit = permit::run(worker(), &verified).unwrap();
    let to = Assignment::Unit { lead: LEADING, helping: vec![], office: night };
    in_office(|office| verified.dispatch(permit, to, office, at)).unwrap().request
}

fn helper() -> Actor {
    actor(HELPER, Role::Volunteer, "321012100001003")
}

/// The helper takes it from the hall.
fn accepted(slip: Request, at: Timestamp) -> Request {
    let to = domain::request::Handover::Hall;
    let in_hall = Request { state: State::Dispatched { by: WORKER, at, to }, ..slip };
    let permit = permit::accept(helper(), &in_hall, &service()).unwrap();
    in_office(|office| in_hall.accept(permit, office, at)).unwrap().request
}

#[test]
fn a_unit_that_works_by_night_is_not_overdue_for_the_night_before() {
    let hour = Service { accept_within: Limit::working_hours(1), ..service() };
    // Placed at 21:37, due at 9:30 by office hours, given at 8:37.
    let (evening, morning) = (at(11 * 60 + 37), at(22 * 60 + 37));
    let slip = placed(&hour, evening);
    assert_eq!(slip.due().unwrap().to_string(), "2026-11-24 09:30");
    let given = to_night_shift(slip.clone(), morning);
    assert_eq!(given.due().unwrap().to_string(), "2026-11-24 09:37");
    assert_eq!(given.pressure(morning), Pressure::Calm);
    assert!(
        given.limits.finish.at >= slip.limits.finish.at,
        "and the resident waits no less for the promise"
    );
}

#[test]
fn more_time_than_the_receiver_is_given_anew_is_not_taken_away() {
    // Four hours by night end at two in the afternoon; by office hours it was four.
    let given = to_night_shift(placed(&service(), TEN), TEN);
    assert_eq!(given.due().unwrap().to_string(), "2026-11-23 16:00");
}

#[test]
fn a_slip_that_is_given_back_has_time_to_be_dispatched_again() {
    let slip = accepted(placed(&service(), TEN), at(60));
    let permit = permit::handle(helper(), &slip, &service()).unwrap();
    // Half past four, after the first four hours.
    let late = at(6 * 60 + 30);
    let back = in_office(|office| slip.give_back(permit, note(), office, late)).unwrap().request;
    assert_eq!(back.pressure(late), Pressure::Calm);
    assert_eq!(back.due().unwrap().to_string(), "2026-11-24 11:00");
}

#[test]
fn whoever_receives_what_was_due_before_has_a_limit_of_their_own() {
    let slip = placed(&service(), TEN);
    let promised = slip.limits.clone();
    // On Thursday morning; it was promised for Wednesday.
    let thursday = at(3 * 24 * 60);
    let taken = accepted(slip, thursday);
    assert_eq!(taken.pressure(thursday), Pressure::Calm);
    // As long as the milestone is given that was to come first.
    assert_eq!(taken.due().unwrap().to_string(), "2026-11-26 18:00");
    let permit = permit::handle(helper(), &taken, &service()).unwrap();
    let reached = taken.clone().reach(permit, at(3 * 24 * 60 + 30)).unwrap().request;
    assert_eq!(reached.due(), taken.due(), "the finish had passed, too");
    let until = thursday.plus(Minutes::days(4));
    assert!(
        reached.clone().ask_extension(permit, until, note(), thursday).is_ok(),
        "and more can be asked for"
    );

    let evening = at(3 * 24 * 60 + 9 * 60);
    let finished = in_office(|office| reached.finish(permit, Proof::None, None, vec![], office, evening));
    let finished = finished.unwrap().request;
    assert_eq!(finished.pressure(evening), Pressure::Calm, "who checks it was not late");
    let Limits { accept, finish, .. } = finished.limits;
    assert_eq!(
        (accept.limit, finish),
        (promised.accept.limit, promised.finish),
        "the promise stays as it was"
    );
}

/// Judged to be so at ten on Monday.
fn judged(service: &Service, slip: Request) -> Request {
    let permit = permit::judge(worker(), &slip, &BTreeSet::new()).unwrap();
    in_office(|office| slip.judge(permit, Finding::Justified, note(), service, office, TEN)).unwrap().request
}

fn disputed() -> Request {
    slip(states().into_iter().find(|(letters, _)| *letters == "Ds").unwrap().1)
}

#[test]
fn it_is_put_right_within_the_shorter_of_both_limits() {
    for (finish_within, put_right_by) in [
        (Limit::working_hours(8), "2026-11-24 10:30"),
        (Limit::working_days(5), "2026-11-30 18:00"),
        (Limit::working_days(20), "2026-12-14 18:00"),
    ] {
        let service = Service { finish_within, milestones: vec![], ..service() };
        let long_ago = TEN.minus(Minutes::days(60));
        let before = in_office(|office| Limits::promised(&service, office, long_ago));
        let again = judged(&service, Request { limits: before, ..disputed() });
        assert_eq!(again.limits.finish.at.to_string(), put_right_by, "{finish_within}");
    }
}

#[test]
fn what_is_put_right_is_not_promised_earlier_than_it_was_at_first() {
    let before = disputed();
    let promised = before.limits.clone();
    let service = Service { finish_within: Limit::round_the_clock(1), ..service() };
    let again = judged(&service, before);
    assert_eq!(again.limits.finish.at, promised.finish.at);
}

#[test]
fn an_amended_notice_counts_what_runs_anew_and_nothing_earlier() {
    use domain::{What, calendar::Notice};
    let notice = |is_off_day: bool| -> Notice {
        // Wednesday, on which it is due; or the Sunday before, on which nobody would have worked.
        let date = if is_off_day { "2026-11-25" } else { "2026-11-22" };
        let days = serde_json::json!([{ "date": date, "isOffDay": is_off_day }]);
        serde_json::from_value(serde_json::json!({ "year": 2026, "days": days })).unwrap()
    };
    let recount = |slip: &Request, notice: Notice| {
        let (calendar, hours) = (Calendar::from_iter([notice]), OfficeHours::default());
        let office = Office { calendar: &calendar, hours: &hours };
        slip.clone().recount(&office, at(60))
    };
    let handling = Handling { by: HELPER, accepted_at: TEN, unit: None };
    let slip = slip(State::Accepted { handling });
    let before = slip.limits.clone();
    let later = recount(&slip, notice(true)).unwrap();
    assert_eq!(later.request.limits.finish.at.to_string(), "2026-11-26 18:00");
    let said = What::Recounted { from: before.finish.at, to: later.request.limits.finish.at };
    assert_eq!(later.events.last().unwrap().what, said, "and the history says why");

    let mut on_friday = slip;
    on_friday.limits = in_office(|office| Limits::promised(&service(), office, TEN.minus(Minutes::days(3))));
    let promised = on_friday.limits.finish.at;
    let earlier = recount(&on_friday, notice(false));
    let finish = earlier.map_or(promised, |change| change.request.limits.finish.at);
    assert_eq!(finish, promised, "a day more of work moves no promise");
}
