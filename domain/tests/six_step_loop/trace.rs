//! Tracing: who had a slip when, told from its history.

use std::collections::BTreeSet;

use domain::{
    Actor, Event, Minutes, Rank, Request, Role, Timestamp,
    calendar::{Office, OfficeHours},
    catalogue::Proof,
    permit,
    request::{
        Assignment, Change, Finding, Grade, Held, Holder, Manned, Phase, Placing, Refusal, State, trace,
    },
};

use super::scene::*;

/// A slip whose history is kept.
#[derive(Clone)]
pub struct Course {
    pub slip: Request,
    pub history: Vec<Event>,
    pub at: Timestamp,
}

type Done = Result<Change, Refusal>;

fn leader() -> Actor {
    actor(OTHER, Role::GridLeader, "321012100001003")
}

fn resident() -> Actor {
    Actor { person: RESIDENT, post: None }
}

fn helper() -> Actor {
    actor(HELPER, Role::Volunteer, "321012100001003")
}

impl Course {
    /// Placed at ten on Monday: accepted by four in the afternoon, done by six on Wednesday.
    pub fn begins() -> Self {
        let Request { number, grid, need, place, .. } = slip(State::Placed);
        let placing = Placing { number, grid, need, place };
        let permit = permit::file(resident(), grid, &service()).unwrap();
        let change = in_office(|office| Request::place(permit, placing, &service(), office, TEN)).unwrap();
        Self { slip: change.request, history: change.events, at: TEN }
    }

    /// So many minutes later somebody did this.
    fn then(mut self, minutes: u32, verb: &str) -> Self {
        self.at = self.at.plus(Minutes(minutes));
        let change = act(verb, self.slip, self.at).unwrap_or_else(|refusal| panic!("{verb}: {refusal}"));
        self.slip = change.request;
        self.history.extend(change.events);
        self
    }

    fn told(&self) -> Vec<String> {
        trace(&self.slip, &self.history).iter().map(|held| told(held, self.at)).collect()
    }
}

/// The slip before it was given to anybody.
fn placed(slip: &Request) -> Request {
    Request { state: State::Placed, ..slip.clone() }
}

/// Does a verb by whoever is there to do it.
pub fn act(verb: &str, slip: Request, at: Timestamp) -> Done {
    let no = |_| Refusal::NotNow;
    let service = service();
    let manned = Manned { leader: true, ..Manned::default() };
    in_office(|office| match verb {
        "ask back" => slip.clone().ask_back(permit::run(worker(), &slip).map_err(no)?, note(), office, at),
        "answer" => slip.clone().answer(permit::own(resident(), &slip).map_err(no)?, note(), office, at),
        "verify" => slip.clone().verify(permit::run(worker(), &slip).map_err(no)?, at),
        "refuse" => {
            let reason = domain::request::RefusalReason::NotFound;
            slip.clone().refuse(permit::run(worker(), &slip).map_err(no)?, reason, None, at)
        }
        "to the hall" => {
            slip.clone().dispatch(permit::run(worker(), &slip).map_err(no)?, Assignment::Hall, office, at)
        }
        "to the helper" => {
            let to = Assignment::Person(permit::accept(helper(), &placed(&slip), &service).map_err(no)?);
            slip.clone().dispatch(permit::run(worker(), &slip).map_err(no)?, to, office, at)
        }
        "to the unit" | "to the night shift" => {
            let night: OfficeHours = "00:00-24:00".parse().unwrap();
            let hours = if verb == "to the unit" { office.hours } else { &night };
            let to = Assignment::Unit { lead: LEADING, helping: vec![], office: Office { hours, ..*office } };
            slip.clone().dispatch(permit::run(leader(), &slip).map_err(no)?, to, office, at)
        }
        "accept" => {
            let by = if slip.unit().is_some() { clerk(CLERK, LEADING) } else { helper() };
            slip.clone().accept(permit::accept(by, &slip, &service).map_err(no)?, office, at)
        }
        "give back" => {
            slip.clone().give_back(permit::handle(helper(), &slip, &service).map_err(no)?, note(), office, at)
        }
        "return" => {
            let permit = permit::lead(clerk(CLERK, LEADING), &slip).map_err(no)?;
            slip.clone().return_to_above(permit, note(), office, at)
        }
        "uphold" | "settle" => {
            let permit = permit::decide(actor(WORKER, Role::Staff, "321012"), &slip).map_err(no)?;
            slip.clone().decide_return(permit, verb == "uphold", None, office, at)
        }
        "park" => {
            let until = at.plus(Minutes::days(2));
            slip.clone().park(permit::decide(leader(), &slip).map_err(no)?, note(), until, at)
        }
        "resume" => slip.clone().resume(permit::run(worker(), &slip).map_err(no)?, office, at),
        "finish" => {
            let by = if slip.unit().is_some() { clerk(CLERK, LEADING) } else { helper() };
            let permit = permit::handle(by, &slip, &service).map_err(no)?;
            slip.clone().finish(permit, Proof::None, None, vec![], office, at)
        }
        "send back" => {
            slip.clone().send_back(permit::check(worker(), &slip).map_err(no)?, note(), office, at)
        }
        "check" => {
            slip.clone().check(permit::check(worker(), &slip).map_err(no)?, Proof::None, None, vec![], at)
        }
        "rate well" | "rate badly" => {
            let grade = if verb == "rate well" { Grade::Satisfied } else { Grade::Dissatisfied };
            slip.clone().rate(permit::own(resident(), &slip).map_err(no)?, grade, None, office, at)
        }
        "justified" | "mistaken" | "malicious" => {
            let finding = Finding::from_name(verb).unwrap();
            let permit = permit::judge(worker(), &slip, &BTreeSet::new()).map_err(no)?;
            slip.clone().judge(permit, finding, note(), &service, office, at)
        }
        "time" => slip.clone().wake(manned, office, at),
        other => panic!("nobody can {other}"),
    })
}

/// `desk verify, 20 min` and how much of it after the limit.
pub fn told(held: &Held, now: Timestamp) -> String {
    let who = match held.who {
        Holder::Desk => "desk",
        Holder::Above => "above",
        Holder::Resident => "resident",
        Holder::With(_) => "another slip",
        Holder::Nobody => "nobody",
        Holder::Unit(_) => "the unit",
        Holder::Person(WORKER) => "worker",
        Holder::Person(OTHER) => "leader",
        Holder::Person(HELPER) => "helper",
        Holder::Person(CLERK) => "clerk",
        Holder::Person(_) => "somebody",
    };
    let unit = if held.unit.is_some() { " of the unit" } else { "" };
    let length = held.end(now).minutes_since(held.from).0;
    let still = if held.until.is_none() { " so far" } else { "" };
    let late = held.after_limit(now).map_or(0, |(from, to)| to.minutes_since(from).0);
    let late = if late > 0 { format!(", {late} after the limit") } else { String::new() };
    format!("{who}{unit}: {:?}, {length} min{still}{late}", held.phase)
}

#[test]
fn each_step_hands_it_on_and_the_clock_goes_with_it() {
    let course = Course::begins()
        .then(20, "verify")
        .then(10, "to the hall")
        .then(90, "accept")
        .then(60, "finish")
        .then(30, "send back")
        .then(45, "finish")
        .then(15, "check")
        .then(600, "rate well");
    assert_eq!(
        course.told(),
        [
            "desk: Verify, 20 min",
            "desk: Dispatch, 10 min",
            "desk: Accept, 90 min",
            "helper: Handle, 60 min",
            "desk: Check, 30 min",
            "helper: Handle, 45 min",
            "desk: Check, 15 min",
            "resident: Rate, 600 min",
        ]
    );
}

#[test]
fn what_lies_after_the_limit_is_told_of_whoever_had_it_then() {
    // Each of them has four working hours: from three in the afternoon to half past nine the next morning.
    let course = Course::begins()
        .then(300, "verify")
        .then(0, "to the unit")
        .then(840, "time")
        .then(270, "time")
        .then(60, "return")
        .then(50, "settle")
        .then(10, "accept")
        .then(30, "finish");
    assert_eq!(
        course.told(),
        [
            "desk: Verify, 300 min",
            "desk: Dispatch, 0 min",
            "the unit: Accept, 1170 min, 60 after the limit",
            "above: Decide, 50 min",
            "the unit: Accept, 10 min",
            "clerk of the unit: Handle, 30 min",
            "desk: Check, 0 min so far",
        ]
    );
}

#[test]
fn whoever_is_to_accept_it_answers_for_the_wait() {
    let course = Course::begins()
        .then(10, "verify")
        .then(5, "to the helper")
        .then(30, "give back")
        .then(10, "to the unit")
        .then(20, "to the hall");
    assert_eq!(
        course.told(),
        [
            "desk: Verify, 10 min",
            "desk: Dispatch, 5 min",
            "helper: Accept, 30 min",
            "desk: Dispatch, 10 min",
            "the unit: Accept, 20 min",
            "desk: Accept, 0 min so far",
        ]
    );
}

#[test]
fn nobody_answers_for_the_time_in_which_the_clock_stands_still() {
    let course = Course::begins()
        .then(30, "ask back")
        .then(600, "answer")
        .then(5, "verify")
        .then(5, "park")
        .then(2880, "time")
        .then(5, "to the hall");
    let trace = trace(&course.slip, &course.history);
    let stood = |held: &&Held| matches!(held.phase, Phase::Answer | Phase::Parked);
    assert_eq!(trace.iter().filter(stood).map(|held| held.limit).collect::<Vec<_>>(), [None, None]);
    assert!(trace.iter().all(|held| held.after_limit(course.at).is_none()), "{:?}", course.told());
}

#[test]
fn the_limit_of_an_earlier_round_is_known_by_its_alarm() {
    let alarmed = |course: Course| course.then(2880, "time").then(2880, "time");
    let course = Course::begins().then(10, "verify").then(0, "to the hall").then(5, "accept");
    let course =
        alarmed(course).then(60, "finish").then(0, "check").then(1, "rate badly").then(5, "justified");
    let told = course.told();
    assert_eq!(told[3], "helper: Handle, 5820 min, 60 after the limit", "{told:?}");
    assert_eq!(told.last().unwrap(), "desk: Dispatch, 0 min so far");
    assert_eq!(course.slip.beside.dispatcher.map(|dispatcher| dispatcher.rank), Some(Rank::Worker));
}
