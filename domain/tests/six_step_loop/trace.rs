//! Tracing: who had a slip when, told from its history.

use std::collections::BTreeSet;

use domain::{
    Actor, Event, Minutes, Rank, Request, Role, Timestamp,
    catalogue::Proof,
    permit,
    request::{
        Assignment, Change, Finding, Grade, Held, Holder, Manned, Phase, Placing, Refusal, State, trace,
    },
};

use super::scene::*;

/// A slip whose history is kept.
struct Course {
    slip: Request,
    history: Vec<Event>,
    at: Timestamp,
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
    fn begins() -> Self {
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

/// Does a verb by whoever is there to do it.
fn act(verb: &str, slip: Request, at: Timestamp) -> Done {
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
            slip.clone().dispatch(permit::run(worker(), &slip).map_err(no)?, Assignment::Hall, at)
        }
        "to the unit" => {
            let to = Assignment::Unit { lead: LEADING, helping: vec![], office: *office };
            slip.clone().dispatch(permit::run(leader(), &slip).map_err(no)?, to, at)
        }
        "accept" => {
            let by = if slip.unit().is_some() { clerk(CLERK, LEADING) } else { helper() };
            slip.clone().accept(permit::accept(by, &slip, &service).map_err(no)?, at)
        }
        "give back" => {
            slip.clone().give_back(permit::handle(helper(), &slip, &service).map_err(no)?, note(), at)
        }
        "return" => {
            slip.clone().return_to_above(permit::lead(clerk(CLERK, LEADING), &slip).map_err(no)?, note(), at)
        }
        "uphold" | "settle" => {
            let permit = permit::decide(actor(WORKER, Role::Staff, "321012"), &slip).map_err(no)?;
            slip.clone().decide_return(permit, verb == "uphold", None, at)
        }
        "park" => {
            let until = at.plus(Minutes::days(2));
            slip.clone().park(permit::decide(leader(), &slip).map_err(no)?, note(), until, at)
        }
        "resume" => slip.clone().resume(permit::run(worker(), &slip).map_err(no)?, office, at),
        "finish" => {
            let by = if slip.unit().is_some() { clerk(CLERK, LEADING) } else { helper() };
            let permit = permit::handle(by, &slip, &service).map_err(no)?;
            slip.clone().finish(permit, Proof::None, None, vec![], at)
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
fn told(held: &Held, now: Timestamp) -> String {
    let who = match held.who {
        Holder::Desk => "desk",
        Holder::Above => "above",
        Holder::Resident => "resident",
        Holder::With(_) => "another slip",
        Holder::Nobody => "nobody",
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
            "worker: Dispatch, 10 min",
            "worker: Accept, 90 min",
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
    // Four in the afternoon is 360 minutes after ten.
    let course = Course::begins()
        .then(300, "verify")
        .then(0, "to the unit")
        .then(100, "return")
        .then(50, "settle")
        .then(10, "accept")
        .then(30, "finish");
    assert_eq!(
        course.told(),
        [
            "desk: Verify, 300 min",
            "worker: Dispatch, 0 min",
            "leader of the unit: Accept, 100 min, 40 after the limit",
            "above of the unit: Decide, 50 min, 50 after the limit",
            "worker of the unit: Accept, 10 min, 10 after the limit",
            "clerk of the unit: Handle, 30 min",
            "desk: Check, 0 min so far",
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
    let stood: Vec<_> = trace.iter().filter(|held| held.limit.is_none()).map(|held| held.phase).collect();
    assert_eq!(stood, [Phase::Answer, Phase::Parked]);
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
    assert_eq!(told.last().unwrap(), "worker: Dispatch, 0 min so far");
    assert_eq!(course.slip.beside.dispatcher.map(|dispatcher| dispatcher.rank), Some(Rank::Worker));
}

#[test]
fn the_last_hands_of_any_history_are_those_that_the_slip_names() {
    const VERBS: [&str; 22] = [
        "ask back",
        "answer",
        "verify",
        "refuse",
        "to the hall",
        "to the unit",
        "accept",
        "give back",
        "return",
        "uphold",
        "settle",
        "park",
        "resume",
        "finish",
        "send back",
        "check",
        "rate well",
        "rate badly",
        "justified",
        "mistaken",
        "malicious",
        "time",
    ];
    let mut dice: u64 = 7;
    let mut rolled = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).unwrap() % sides
    };
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..1_500 {
        let mut course = Course::begins();
        for _ in 0..60 {
            course.at = course.at.plus(Minutes(u32::try_from(rolled(300)).unwrap()));
            // Most histories end too soon if everything is tried equally often.
            let verb = VERBS[rolled(VERBS.len())];
            if verb == "refuse" && rolled(10) > 0 {
                continue;
            }
            let Ok(change) = act(verb, course.slip.clone(), course.at) else { continue };
            seen.insert(verb);
            course.slip = change.request;
            course.history.extend(change.events);
            let traced = trace(&course.slip, &course.history);
            let last = traced.last().unwrap();
            let holder = if last.until.is_some() { Holder::Nobody } else { last.who };
            assert_eq!(holder, course.slip.holder(), "after {verb}: {:?}", course.told());
            assert!(
                traced.windows(2).all(|pair| pair[0].until == Some(pair[1].from)),
                "a gap: {:?}",
                course.told()
            );
        }
    }
    assert_eq!(seen.len(), VERBS.len(), "only {seen:?} ever happened");
}
