//! The slips, people and units that the tests of the loop play with.

use domain::{
    Actor, Area, Minutes, PersonId, Points, Post, Rank, Request, RequestNumber, Role, ServiceId, Timestamp,
    UnitId,
    calendar::{Calendar, Limit, Office, OfficeHours},
    catalogue::{Admission, Class, Helpers, PlannedMilestone, Priority, Proof, Service, Subclass},
    request::{
        Beside, Dispatcher, Emergency, Grade, Handling, Handover, Limits, Part, Place, RefusalReason, State,
    },
    text::{Line, Note},
};
use uuid::Uuid;

pub const RESIDENT: PersonId = PersonId(Uuid::from_u128(1));
pub const WORKER: PersonId = PersonId(Uuid::from_u128(2));
pub const HELPER: PersonId = PersonId(Uuid::from_u128(3));
pub const OTHER: PersonId = PersonId(Uuid::from_u128(4));
pub const CLERK: PersonId = PersonId(Uuid::from_u128(5));
pub const LEADING: UnitId = UnitId(Uuid::from_u128(101));
pub const CALLED: UnitId = UnitId(Uuid::from_u128(102));

/// 2026-11-23, a Monday, 10:00.
pub const TEN: Timestamp = Timestamp::from_micros(1_795_399_200_000_000);

pub fn area(code: &str) -> Area {
    code.parse().unwrap()
}

pub fn note() -> Note {
    Note::new("一句话").unwrap()
}

/// The plain week and the usual hours.
pub fn in_office<T>(with: impl FnOnce(&Office<'_>) -> T) -> T {
    let (calendar, hours) = (Calendar::default(), OfficeHours::default());
    with(&Office { calendar: &calendar, hours: &hours })
}

pub fn service() -> Service {
    let text = String::new;
    Service {
        id: ServiceId(Uuid::from_u128(9)),
        slug: "repair-light".to_owned(),
        version: 1,
        class: Class::Livelihood,
        subclass: Subclass { slug: "repair".to_owned(), name_zh: text(), name_en: text() },
        name_zh: text(),
        name_en: text(),
        hint_zh: text(),
        hint_en: text(),
        picture: text(),
        open_when: text(),
        close_when: text(),
        accept_within: Limit::working_hours(4),
        finish_within: Limit::working_days(2),
        milestones: vec![PlannedMilestone {
            name: Line::new("到场查看").unwrap(),
            within: Limit::working_hours(6),
        }],
        warn_percent: 75,
        priority: Priority::Normal,
        helpers: Helpers::Volunteers,
        proof: Proof::None,
        points: Points::new(20).unwrap(),
        on_menu: true,
        admission: Admission::Admitted,
        retired: false,
    }
}

pub fn number(sequence: u64) -> RequestNumber {
    RequestNumber::new(TEN, sequence)
}

/// A slip of a resident, placed at ten on Monday and dispatched, if it was, by the grid worker.
pub fn slip(state: State) -> Request {
    Request {
        number: number(7),
        grid: area("321012100001003"),
        service: service().id,
        resident: RESIDENT,
        need: note(),
        place: Place { building: Line::new("3 幢").unwrap(), door: None },
        placed_at: TEN,
        limits: in_office(|office| Limits::promised(&service(), office, TEN)),
        state,
        beside: Beside {
            dispatcher: Some(Dispatcher { by: WORKER, rank: Rank::Worker }),
            ..Beside::default()
        },
        reopened: 0,
        revision: 5,
    }
}

pub fn actor(person: PersonId, role: Role, code: &str) -> Actor {
    Actor { person, post: Some(Post { role, area: area(code), unit: None }) }
}

/// Somebody who acts for a unit of the district.
pub fn clerk(person: PersonId, unit: UnitId) -> Actor {
    let post = Post { role: Role::UnitWorker, area: area("321012"), unit: Some(unit) };
    Actor { person, post: Some(post) }
}

pub fn worker() -> Actor {
    actor(WORKER, Role::GridWorker, "321012100001003")
}

/// The work was seen to be done.
pub fn checked() -> State {
    let handling = Handling { by: HELPER, accepted_at: TEN, unit: None };
    State::Checked { handling, served: Minutes(30), checked_by: WORKER, checked_at: TEN }
}

/// Every state, some of them in more than one way, with two letters for the head of a column.
pub fn states() -> Vec<(&'static str, State)> {
    let (by, at) = (WORKER, TEN);
    let handling = Handling { by: HELPER, accepted_at: at, unit: None };
    let of_unit = Handling { by: CLERK, accepted_at: at, unit: Some(LEADING) };
    let (arrived_at, served) = (at, Minutes(30));
    let answer_by = in_office(|office| office.deadline(at, Limit::working_days(15)));
    let given = |to| State::Dispatched { by, at, to };
    vec![
        ("Pl", State::Placed),
        ("As", State::AskedBack { by, at, question: note(), until: TEN.plus(Minutes::days(3)) }),
        ("Ve", State::Verified { by, at }),
        ("Dh", given(Handover::Hall)),
        ("Dp", given(Handover::Person(HELPER))),
        ("Du", given(Handover::Unit(LEADING))),
        ("Rt", State::Returned { by: CLERK, at, unit: LEADING }),
        ("Ac", State::Accepted { handling }),
        ("Au", State::Accepted { handling: of_unit }),
        ("Ar", State::Arrived { handling, arrived_at }),
        ("Fi", State::Finished { handling, arrived_at: Some(arrived_at), finished_at: at }),
        ("Ch", checked()),
        (
            "Ds",
            State::Disputed { handling, served, grade: Grade::Dissatisfied, at, answer_by, doubted_by: None },
        ),
        ("Pk", State::Parked { by, at, plan: note(), until: TEN.plus(Minutes::days(30)) }),
        (
            "Sp",
            State::Split { by, at, parts: [8, 9].map(|n| Part { number: number(n), over: false }).to_vec() },
        ),
        ("Me", State::Merged { by, at, into: number(1) }),
        ("Re", State::Refused { by, at, reason: RefusalReason::NotOurs }),
        ("Tu", State::Turned { by, at, to: Emergency::Fire }),
        ("Wi", State::Withdrawn { handling: None, at }),
        ("Cl", State::Closed { handling: Some(handling), served, grade: Some(Grade::Satisfied), at }),
        ("Cu", State::Closed { handling: Some(handling), served, grade: None, at }),
    ]
}
