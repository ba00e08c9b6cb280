//! The six-step loop as a table: every state against every verb, in `six_step_loop.txt`, which is meant to be read.
//!
//! A line says what becomes of a slip, or by which name the verb is refused. If a change is wanted, run the test with
//! `UPDATE=1` and read the difference.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use domain::{
    Actor, Area, Minutes, PersonId, Points, Post, Request, RequestNumber, Role, ServiceId, Timestamp,
    catalogue::{Class, Helpers, Service},
    permit,
    request::{Change, Grade, Handling, Handover, Limits, Place, Refusal, RefusalReason, State},
    text::{Line, Note},
};
use uuid::Uuid;

const RESIDENT: PersonId = PersonId(Uuid::from_u128(1));
const WORKER: PersonId = PersonId(Uuid::from_u128(2));
const HELPER: PersonId = PersonId(Uuid::from_u128(3));
const OTHER: PersonId = PersonId(Uuid::from_u128(4));
const NOON: Timestamp = Timestamp::from_micros(1_795_276_800_000_000);

fn grid() -> Area {
    "321012100001003".parse().unwrap()
}

fn note() -> Note {
    Note::new("一句话").unwrap()
}

fn service() -> Service {
    let text = String::new;
    Service {
        id: ServiceId(Uuid::from_u128(9)),
        slug: "repair-light".to_owned(),
        class: Class::Repair,
        name_zh: text(),
        name_en: text(),
        hint_zh: text(),
        hint_en: text(),
        picture: text(),
        accept_within: Minutes::hours(2),
        finish_within: Minutes::days(1),
        helpers: Helpers::Volunteers,
        points: Points::new(20).unwrap(),
        retired: false,
    }
}

fn slip(state: State) -> Request {
    Request {
        number: RequestNumber::new(NOON, 1),
        grid: grid(),
        service: service().id,
        resident: RESIDENT,
        need: note(),
        place: Place { building: Line::new("3 幢").unwrap(), door: None },
        placed_at: NOON,
        limits: Limits { accept_by: NOON.plus(Minutes::hours(2)), finish_by: NOON.plus(Minutes::days(1)) },
        state,
        reopened: 0,
        revision: 5,
    }
}

fn actor(person: PersonId, role: Role) -> Actor {
    Actor { person, post: Some(Post { role, area: grid() }) }
}

fn states() -> Vec<(&'static str, State)> {
    let (by, at, handling) = (WORKER, NOON, Handling { by: HELPER, accepted_at: NOON });
    let (arrived_at, served) = (NOON, Minutes(30));
    vec![
        ("placed", State::Placed),
        ("asked back", State::AskedBack { by, at, question: note() }),
        ("refused", State::Refused { by, at, reason: RefusalReason::NotOurs }),
        ("withdrawn", State::Withdrawn { at }),
        ("verified", State::Verified { by, at }),
        ("in the hall", State::Dispatched { by, at, to: Handover::Hall }),
        ("given to helper", State::Dispatched { by, at, to: Handover::Person(HELPER) }),
        ("given to other", State::Dispatched { by, at, to: Handover::Person(OTHER) }),
        ("accepted", State::Accepted { handling }),
        ("arrived", State::Arrived { handling, arrived_at }),
        ("finished", State::Finished { handling, arrived_at: Some(arrived_at), finished_at: at }),
        ("checked", State::Checked { handling, served, checked_by: by, checked_at: at }),
        ("closed", State::Closed { handling, served, grade: Some(Grade::Satisfied), at }),
        ("closed unrated", State::Closed { handling, served, grade: None, at }),
    ]
}

type Outcome = Result<Result<Change, Refusal>, permit::Denied>;

/// A verb as somebody does it.
type Act = fn(Request) -> Outcome;

fn verbs() -> Vec<(&'static str, Act)> {
    vec![
        ("worker verifies", |r| {
            permit::run(actor(WORKER, Role::GridWorker), &r).map(|p| r.verify(p, soon()))
        }),
        ("worker asks back", |r| {
            permit::run(actor(WORKER, Role::GridWorker), &r).map(|p| r.ask_back(p, note(), soon()))
        }),
        ("worker refuses", |r| {
            permit::run(actor(WORKER, Role::GridWorker), &r)
                .map(|p| r.refuse(p, RefusalReason::NotOurs, None, soon()))
        }),
        ("worker dispatches to the hall", |r| {
            permit::run(actor(WORKER, Role::GridWorker), &r).map(|p| r.dispatch(p, None, soon()))
        }),
        ("helper accepts", |r| {
            permit::accept(actor(HELPER, Role::Volunteer), &r, &service()).map(|p| r.accept(p, soon()))
        }),
        ("other accepts", |r| {
            permit::accept(actor(OTHER, Role::Volunteer), &r, &service()).map(|p| r.accept(p, soon()))
        }),
        ("helper arrives", |r| {
            permit::handle(actor(HELPER, Role::Volunteer), &r).map(|p| r.arrive(p, soon()))
        }),
        ("helper reports", |r| {
            permit::handle(actor(HELPER, Role::Volunteer), &r)
                .map(|p| r.report(p, Some(note()), vec![], soon()))
        }),
        ("helper finishes", |r| {
            permit::handle(actor(HELPER, Role::Volunteer), &r).map(|p| r.finish(p, None, vec![], soon()))
        }),
        ("helper gives back", |r| {
            permit::handle(actor(HELPER, Role::Volunteer), &r).map(|p| r.give_back(p, note(), soon()))
        }),
        ("worker checks", |r| {
            permit::check(actor(WORKER, Role::GridWorker), &r).map(|p| r.check(p, None, soon()))
        }),
        ("worker sends back", |r| {
            permit::check(actor(WORKER, Role::GridWorker), &r).map(|p| r.send_back(p, note(), soon()))
        }),
        ("resident answers", |r| {
            permit::own(actor(RESIDENT, Role::Volunteer), &r).map(|p| r.answer(p, note(), soon()))
        }),
        ("resident withdraws", |r| {
            permit::own(actor(RESIDENT, Role::Volunteer), &r).map(|p| r.withdraw(p, None, soon()))
        }),
        ("resident rates well", |r| {
            permit::own(actor(RESIDENT, Role::Volunteer), &r)
                .map(|p| r.rate(p, Grade::Satisfied, None, soon()))
        }),
        ("resident rates badly", |r| {
            permit::own(actor(RESIDENT, Role::Volunteer), &r)
                .map(|p| r.rate(p, Grade::Dissatisfied, None, soon()))
        }),
        ("timer closes, early", |r| Ok(r.close_unrated(soon()))),
        ("timer closes, in time", |r| Ok(r.close_unrated(NOON.plus(Minutes::days(8))))),
    ]
}

fn soon() -> Timestamp {
    NOON.plus(Minutes(10))
}

#[test]
fn every_state_answers_every_verb_as_the_table_says() {
    let mut table = String::new();
    for (verb, act) in verbs() {
        table.push_str(&format!("{verb}\n"));
        for (name, state) in states() {
            let before = slip(state);
            let outcome = match act(before.clone()) {
                Err(denied) => format!("denied: {}", name_of(&denied)),
                Ok(Err(refusal)) => format!("refused: {}", name_of(&refusal)),
                Ok(Ok(change)) => {
                    assert_eq!(
                        change.request.revision,
                        before.revision + u32::try_from(change.events.len()).unwrap()
                    );
                    let events: Vec<_> = change.events.iter().map(|event| event.what.name()).collect();
                    format!("{} ({})", change.request.state.name(), events.join(", "))
                }
            };
            table.push_str(&format!("    {name:<16} {outcome}\n"));
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/six_step_loop.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert!(table == expected, "the loop changed; run with UPDATE=1 and read the difference\n{table}");
}

#[test]
fn nobody_is_both_sides_of_one_request() {
    let open = slip(State::Dispatched { by: WORKER, at: NOON, to: Handover::Hall });
    for role in Role::ALL {
        let me = actor(RESIDENT, role);
        assert!(permit::accept(me, &open, &service()).is_err(), "{role:?} accepts their own");
        assert!(permit::run(me, &open).is_err(), "{role:?} runs their own");
        assert!(permit::check(me, &open).is_err(), "{role:?} checks their own");
    }
}

#[test]
fn the_handler_does_not_check_their_own_work() {
    let handling = Handling { by: WORKER, accepted_at: NOON };
    let done = slip(State::Finished { handling, arrived_at: None, finished_at: NOON });
    let denied = permit::check(actor(WORKER, Role::GridWorker), &done).err();
    assert_eq!(denied, Some(permit::Denied::OwnWork));
    assert!(permit::check(actor(OTHER, Role::GridLeader), &done).is_ok());
}

#[test]
fn time_spent_waiting_for_an_answer_is_given_back() {
    let asked = slip(State::AskedBack { by: WORKER, at: NOON, question: note() });
    let before = asked.limits;
    let permit = permit::own(actor(RESIDENT, Role::Resident), &asked).unwrap();
    let change = asked.answer(permit, note(), NOON.plus(Minutes(90))).unwrap();
    assert_eq!(change.request.limits.accept_by, before.accept_by.plus(Minutes(90)));
    assert_eq!(change.request.limits.finish_by, before.finish_by.plus(Minutes(90)));
}

/// The name of a refusal without its facts.
fn name_of(refusal: &impl std::fmt::Debug) -> String {
    format!("{refusal:?}").split(' ').next().unwrap_or_default().to_owned()
}
