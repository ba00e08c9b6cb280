//! Every verb × everybody × every state.

use std::fmt::Write as _;

use domain::{
    Actor, Minutes, Request, Role,
    catalogue::Proof,
    permit::{self, Denied},
    request::{
        Assignment, Call, Change, Difficulty, Emergency, Extension, Finding, Grade, Refusal, RefusalReason,
        Splitting, State, Supervision, Verb, Whistle,
    },
};

use super::scene::*;

const LEGEND: &str = "\
The six-step loop: what becomes of a slip when somebody does something to it.

A cell is where the slip stands afterwards, or why nothing was done:
  -  not theirs to do            .  not while it stands there
  =  done already                !  somebody has it
  0  nothing of the kind open    o  the time for it is over

Pl placed      As asked back   Ve verified    Dh in the hall  Dp given to the volunteer  Du given to the unit
Rt returned    Ac accepted     Au accepted by the unit        Ar arrived      Fi finished     Ch checked
Ds disputed    Pk parked       Sp split       Me merged       Re refused      Tu turned to 110, 119, 120
Wi withdrawn   Cl closed       Cu closed unrated

The volunteer is the one who has it where a person has it, the unit worker where the unit has it. The grid worker has
dispatched it.
";

/// Everybody there is: each role, on each level it is held.
fn everybody() -> Vec<(&'static str, Actor)> {
    const GRID: &str = "321012100001003";
    vec![
        ("resident", Actor { person: RESIDENT, post: None }),
        ("volunteer", actor(HELPER, Role::Volunteer, GRID)),
        ("other volunteer", actor(OTHER, Role::Volunteer, GRID)),
        ("party volunteer", actor(OTHER, Role::PartyVolunteer, GRID)),
        ("grid worker", worker()),
        ("other grid's worker", actor(OTHER, Role::GridWorker, "321012100001004")),
        ("grid leader", actor(OTHER, Role::GridLeader, GRID)),
        ("community staff", actor(OTHER, Role::Staff, "321012100001")),
        ("town staff", actor(OTHER, Role::Staff, "321012100")),
        ("district staff", actor(OTHER, Role::Staff, "321012")),
        ("unit worker", clerk(CLERK, LEADING)),
        ("called unit's worker", clerk(OTHER, CALLED)),
        ("shop keeper", actor(OTHER, Role::ShopKeeper, "321012")),
        ("moderator", actor(OTHER, Role::Moderator, "321012")),
        ("administrator", actor(OTHER, Role::Administrator, "321012")),
    ]
}

enum Outcome {
    Denied,
    Refused(Refusal),
    Moved(Box<Change>),
}

fn act<P>(permit: Result<P, Denied>, verb: impl FnOnce(P) -> Result<Change, Refusal>) -> Outcome {
    match permit.map(verb) {
        Err(_) => Outcome::Denied,
        Ok(Err(refusal)) => Outcome::Refused(refusal),
        Ok(Ok(change)) => Outcome::Moved(Box::new(change)),
    }
}

/// Has what each verb asks for: something asked, something owed, somebody called.
fn ready(verb: Verb, mut r: Request) -> Request {
    let soon = TEN.plus(Minutes(10));
    match verb {
        Verb::DecideExtension => {
            let until = r.limits.finish.at.plus(Minutes::days(1));
            r.beside.extension = Some(Extension { by: HELPER, at: TEN, until, reason: note() });
        }
        Verb::AnswerSupervision => {
            r.beside.supervision = Some(Supervision { by: None, at: TEN, answer_by: soon, missed: false });
        }
        Verb::ReportIn | Verb::RateUnit => {
            let missed = verb == Verb::RateUnit;
            let call = Call { unit: CALLED, report_by: soon, reported_at: None, missed, grade: None };
            let difficulty = Difficulty::Hard;
            r.beside.whistle = Some(Whistle { by: OTHER, at: TEN, difficulty, calls: vec![call] });
        }
        Verb::Assist => r.beside.helping = vec![CALLED],
        _ => {}
    }
    r
}

fn does(verb: Verb, who: Actor, r: Request) -> Outcome {
    let soon = TEN.plus(Minutes(10));
    let service = service();
    let earlier = || Request { number: number(1), placed_at: TEN.minus(Minutes(30)), ..slip(State::Placed) };
    in_office(|office| match verb {
        Verb::Verify => act(permit::run(who, &r), |p| r.verify(p, soon)),
        Verb::AskBack => act(permit::run(who, &r), |p| r.ask_back(p, note(), office, soon)),
        Verb::Refuse => act(permit::run(who, &r), |p| r.refuse(p, RefusalReason::NotOurs, None, soon)),
        Verb::Turn => act(permit::run(who, &r), |p| r.turn(p, Emergency::Fire, None, soon)),
        Verb::Merge => act(permit::run(who, &r), |p| Ok(r.merge(p, earlier(), soon)?.0)),
        Verb::Unmerge => act(permit::run(who, &r), |p| Ok(r.unmerge(p, earlier(), office, soon)?.0)),
        Verb::Split => act(permit::run(who, &r), |p| {
            let part = |n| Splitting { number: number(n), need: note(), service: &service };
            Ok(r.split(p, &[part(8), part(9)], office, soon)?.0)
        }),
        Verb::Dispatch => act(permit::run(who, &r), |p| r.dispatch(p, Assignment::Hall, office, soon)),
        Verb::Park => act(permit::decide(who, &r), |p| r.park(p, note(), soon.plus(Minutes::days(30)), soon)),
        Verb::Resume => act(permit::run(who, &r), |p| r.resume(p, office, soon)),
        Verb::DecideReturn => act(permit::decide(who, &r), |p| r.decide_return(p, true, None, office, soon)),
        Verb::DecideExtension => act(permit::decide(who, &r), |p| r.decide_extension(p, true, None, soon)),
        Verb::Supervise => act(permit::decide(who, &r), |p| r.supervise(p, note(), office, soon)),
        Verb::Whistle => act(permit::whistle(who, &r), |p| {
            r.whistle(p, Difficulty::Hard, vec![CALLED], note(), office, soon)
        }),
        Verb::Accept => act(permit::accept(who, &r, &service), |p| r.accept(p, office, soon)),
        Verb::GiveBack => act(permit::handle(who, &r, &service), |p| r.give_back(p, note(), office, soon)),
        Verb::Return => act(permit::lead(who, &r), |p| r.return_to_above(p, note(), office, soon)),
        Verb::Arrive => act(permit::handle(who, &r, &service), |p| r.arrive(p, Proof::None, vec![], soon)),
        Verb::Report => act(permit::handle(who, &r, &service), |p| r.report(p, Some(note()), vec![], soon)),
        Verb::Reach => act(permit::handle(who, &r, &service), |p| r.reach(p, soon)),
        Verb::Finish => {
            act(permit::handle(who, &r, &service), |p| r.finish(p, Proof::None, None, vec![], office, soon))
        }
        Verb::AskExtension => act(permit::handle(who, &r, &service), |p| {
            let until = r.limits.finish.at.plus(Minutes::days(1));
            r.ask_extension(p, until, note(), soon)
        }),
        Verb::AnswerSupervision => {
            act(permit::answer_for(who, &r, &service), |p| r.answer_supervision(p, note(), soon))
        }
        Verb::Assist => act(permit::assist(who, &r), |p| r.assist(p, note(), soon)),
        Verb::ReportIn => act(permit::report_in(who, &r), |p| r.report_in(p, None, soon)),
        Verb::RateUnit => act(permit::whistle(who, &r), |p| r.rate_unit(p, CALLED, Grade::Fair, None, soon)),
        Verb::Check => act(permit::check(who, &r), |p| r.check(p, Proof::None, None, vec![], soon)),
        Verb::SendBack => act(permit::check(who, &r), |p| r.send_back(p, note(), office, soon)),
        Verb::Judge => {
            let concerned = [WORKER, HELPER].into();
            act(permit::judge(who, &r, &concerned), |p| {
                r.judge(p, Finding::Justified, note(), &service, office, soon)
            })
        }
        Verb::Answer => act(permit::own(who, &r), |p| r.answer(p, note(), office, soon)),
        Verb::Withdraw => act(permit::own(who, &r), |p| r.withdraw(p, None, soon)),
        Verb::Rate => act(permit::own(who, &r), |p| r.rate(p, Grade::Satisfied, None, office, soon)),
        Verb::NotMended => {
            let done = Request { state: checked(), ..earlier() };
            act(permit::own(who, &r), |p| Ok(r.not_mended(p, done, None, office, soon)?.0))
        }
    })
}

/// The two letters of a state, told apart as the columns are.
fn letters(state: &State) -> &'static str {
    let same = |known: &State| match (known, state) {
        (State::Dispatched { to: a, .. }, State::Dispatched { to: b, .. }) => a == b,
        (State::Accepted { handling: a }, State::Accepted { handling: b }) => {
            a.unit.is_some() == b.unit.is_some()
        }
        (State::Closed { grade: a, .. }, State::Closed { grade: b, .. }) => a.is_some() == b.is_some(),
        _ => known.name() == state.name(),
    };
    states().into_iter().find(|(_, known)| same(known)).unwrap().0
}

fn cell(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Denied => " -",
        Outcome::Moved(change) => letters(&change.request.state),
        Outcome::Refused(refusal) => match refusal {
            Refusal::NotNow => " .",
            Refusal::AlreadyDone => " =",
            Refusal::AlreadyAccepted { .. } => " !",
            Refusal::NothingOpen => " 0",
            Refusal::RatingOver => " o",
            other => panic!("no sign for {other:?}"),
        },
    }
}

#[test]
fn every_verb_by_everybody_in_every_state_is_as_the_table_says() {
    let mut table = LEGEND.to_owned();
    for verb in Verb::all() {
        let heads: Vec<_> = states().into_iter().map(|(letters, _)| letters).collect();
        writeln!(table, "\n{:<22} {}", format!("{verb:?}"), heads.join(" ")).unwrap();
        for (name, who) in everybody() {
            write!(table, "  {name:<20}").unwrap();
            for (_, state) in states() {
                let before = ready(verb, slip(state));
                let outcome = does(verb, who, before.clone());
                if let Outcome::Moved(change) = &outcome {
                    let steps = u32::try_from(change.events.len()).unwrap();
                    assert!(steps > 0, "{verb:?} leaves no trace");
                    assert_eq!(change.request.revision, before.revision + steps, "{verb:?}");
                }
                write!(table, " {}", cell(&outcome)).unwrap();
            }
            table.push('\n');
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/six_step_loop/table.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert!(table == expected, "the loop changed; run with UPDATE=1 and read the difference\n{table}");
}

#[test]
fn nobody_is_both_sides_of_one_request() {
    for (name, state) in states() {
        let before = slip(state);
        for role in Role::ALL.into_iter().filter(|role| *role != Role::UnitWorker) {
            let me = actor(RESIDENT, role, "321012100001003");
            assert!(permit::accept(me, &before, &service()).is_err(), "{role:?} accepts their own {name}");
            assert!(permit::run(me, &before).is_err(), "{role:?} runs their own {name}");
            assert!(permit::check(me, &before).is_err(), "{role:?} checks their own {name}");
            assert!(permit::decide(me, &before).is_err(), "{role:?} decides about their own {name}");
        }
    }
}
