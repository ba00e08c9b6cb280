//! Courses of a slip that the table cannot tell: more than one step, and what the second one is refused for.

use std::collections::BTreeSet;

use domain::{
    Actor, Event, Minutes, PersonId, Post, Rank, Request, Role, What,
    catalogue::{Admission, Helpers, Proof, Service},
    permit::{self, Denied},
    request::{
        Assignment, Change, Dispatcher, Emergency, Finding, Grade, Handling, Handover, Holder, Leaving,
        Manned, Placing, Refusal, Splitting, State, concerned,
    },
    text::Line,
};

use super::scene::*;

fn leader() -> Actor {
    actor(OTHER, Role::GridLeader, "321012100001003")
}

fn placing() -> Placing {
    let Request { number, grid, need, place, .. } = slip(State::Placed);
    Placing { number, grid, need, place }
}

fn given_to_unit() -> Request {
    let permit = permit::run(worker(), &slip(State::Placed)).unwrap();
    let verified = slip(State::Verified { by: WORKER, at: TEN });
    in_office(|office| {
        let to = Assignment::Unit { lead: LEADING, helping: vec![CALLED, LEADING], office: *office };
        verified.dispatch(permit, to, office, TEN).unwrap().request
    })
}

#[test]
fn time_spent_waiting_for_an_answer_is_given_back() {
    let until = TEN.plus(Minutes::days(3));
    let asked = slip(State::AskedBack { by: WORKER, at: TEN, question: note(), until });
    let permit = permit::own(Actor { person: RESIDENT, post: None }, &asked).unwrap();
    let before = asked.limits.clone();
    let change = in_office(|office| asked.answer(permit, note(), office, TEN.plus(Minutes(90)))).unwrap();
    // Four working hours from ten: until five in the afternoon, and half past six is the next morning.
    assert_eq!(before.accept.at.to_string(), "2026-11-23 16:00");
    assert_eq!(change.request.limits.accept.at.to_string(), "2026-11-23 17:30");
    assert_eq!(change.request.limits.accept.paused(), Minutes(90));
}

#[test]
fn a_question_nobody_answers_does_not_hold_a_slip_for_ever() {
    let until = TEN.plus(Minutes::days(3));
    let asked = slip(State::AskedBack { by: WORKER, at: TEN, question: note(), until });
    assert_eq!(asked.wake_at(), Some(until));
    in_office(|office| {
        let early = asked.clone().wake(Manned::default(), office, TEN);
        assert_eq!(early, Err(Refusal::NotNow));
        let change = asked.wake(Manned::default(), office, until).unwrap();
        assert_eq!(change.request.state, State::Placed);
        assert!(change.request.limits.accept.at > until);
    });
}

#[test]
fn a_part_ends_the_whole_only_when_it_is_the_last() {
    let whole = slip(State::Verified { by: WORKER, at: TEN });
    let permit = permit::run(worker(), &whole).unwrap();
    let service = service();
    let part = |n| Splitting { number: number(n), need: note(), service: &service };
    let (whole, parts) =
        in_office(|office| whole.clone().split(permit, &[part(8), part(9)], office, TEN)).unwrap();
    assert!(parts.iter().all(|part| part.request.beside.part_of == Some(whole.request.number)));
    let once = whole.request.end_part(number(8), TEN).unwrap().request;
    assert_eq!(once.clone().end_part(number(8), TEN), Err(Refusal::AlreadyDone));
    assert_eq!(once.clone().end_part(number(5), TEN), Err(Refusal::NothingOpen));
    let Change { request, events } = once.end_part(number(9), TEN).unwrap();
    assert!(matches!(request.state, State::Closed { handling: None, grade: None, .. }));
    assert_eq!(events.len(), 2);
    let again = in_office(|office| parts[0].request.clone().split(permit, &[part(1), part(2)], office, TEN));
    assert_eq!(again, Err(Refusal::CannotBeSplit));
}

#[test]
fn slips_are_merged_into_earlier_ones_and_never_in_a_circle() {
    let later = slip(State::Placed);
    let earlier = Request { number: number(1), placed_at: TEN.minus(Minutes(5)), ..slip(State::Placed) };
    let permit = permit::run(worker(), &later).unwrap();
    assert_eq!(
        earlier.clone().merge(permit, later.clone(), TEN).err(),
        Some(Refusal::CannotBeMerged),
        "into a later one"
    );
    let (merged, joined) = later.clone().merge(permit, earlier.clone(), TEN).unwrap();
    assert_eq!(joined.request.beside.joined, 1);
    let earliest = Request { number: number(2), placed_at: TEN.minus(Minutes(9)), ..slip(State::Placed) };
    let chain = joined.request.clone().merge(permit, earliest, TEN);
    assert_eq!(chain.err(), Some(Refusal::CannotBeMerged), "one that has taken others in");
    let next = Request { number: number(3), placed_at: TEN.plus(Minutes(1)), ..slip(State::Placed) };
    let into_merged = next.merge(permit, merged.request.clone(), TEN);
    assert_eq!(into_merged.err(), Some(Refusal::CannotBeMerged), "into one that was merged itself");

    let later_on = TEN.plus(Minutes(60));
    let (alone, left) =
        in_office(|office| merged.request.unmerge(permit, joined.request, office, later_on)).unwrap();
    assert!(matches!(alone.request.state, State::Verified { .. }));
    assert_eq!(alone.request.limits.accept.began, later_on, "its limits begin when it goes on by itself");
    assert_eq!(left.request.beside.joined, 0);
}

#[test]
fn a_return_is_decided_once() {
    let given = given_to_unit();
    assert_eq!(given.beside.helping, [CALLED], "the unit that leads does not help itself");
    let permit = permit::lead(clerk(CLERK, LEADING), &given).unwrap();
    let back = |slip: Request| in_office(|office| slip.return_to_above(permit, note(), office, TEN));
    let returned = back(given).unwrap().request;
    assert!(permit::decide(worker(), &returned).is_err(), "who dispatched it does not decide");
    let above = permit::decide(leader(), &returned).unwrap();
    let decide =
        |slip: Request, upheld| in_office(|office| slip.decide_return(above, upheld, None, office, TEN));
    let stays = decide(returned.clone(), false).unwrap().request;
    assert_eq!(back(stays.clone()), Err(Refusal::ReturnDecided));
    assert_eq!(decide(stays, true), Err(Refusal::NotNow), "two decide at once");
    let upheld = decide(returned, true).unwrap().request;
    assert!(matches!(upheld.state, State::Verified { .. }));
}

#[test]
fn the_highest_level_decides_with_four_eyes() {
    let mut returned = slip(State::Returned { by: CLERK, at: TEN, unit: LEADING });
    returned.beside.dispatcher = Some(Dispatcher { by: OTHER, rank: Rank::District });
    assert!(permit::decide(actor(OTHER, Role::Staff, "321012"), &returned).is_err());
    assert!(permit::decide(actor(WORKER, Role::Staff, "321012"), &returned).is_ok());
    assert!(permit::decide(actor(WORKER, Role::Staff, "321012100"), &returned).is_err());
}

#[test]
fn more_time_is_asked_for_once_before_the_limit_and_for_a_day_ahead() {
    let handling = Handling { by: HELPER, accepted_at: TEN, unit: None };
    let accepted = slip(State::Accepted { handling });
    let permit =
        permit::handle(actor(HELPER, Role::Volunteer, "321012100001003"), &accepted, &service()).unwrap();
    let limit = accepted.limits.finish.at;
    let ask = |slip: &Request, until, at| slip.clone().ask_extension(permit, until, note(), at);
    assert_eq!(ask(&accepted, limit.plus(Minutes(60)), limit.plus(Minutes(1))), Err(Refusal::LimitOver));
    assert_eq!(ask(&accepted, limit, TEN), Err(Refusal::DayOutOfReach));
    assert_eq!(ask(&accepted, limit.plus(Minutes::days(366)), TEN), Err(Refusal::DayOutOfReach));
    let asked = ask(&accepted, limit.plus(Minutes::days(2)), TEN).unwrap().request;
    assert_eq!(ask(&asked, limit.plus(Minutes::days(3)), TEN), Err(Refusal::AlreadyDone));
    let above = permit::decide(leader(), &asked).unwrap();
    let granted = asked.clone().decide_extension(above, true, None, TEN).unwrap().request;
    assert_eq!(granted.limits.finish.at, limit.plus(Minutes::days(2)));
    let denied = asked.decide_extension(above, false, None, TEN).unwrap().request;
    assert_eq!(denied.limits.finish.at, limit);
    assert_eq!(denied.decide_extension(above, true, None, TEN), Err(Refusal::NothingOpen));
}

#[test]
fn a_parked_slip_comes_back_on_its_day_with_the_time_it_had_left() {
    let verified = slip(State::Verified { by: WORKER, at: TEN });
    let permit = permit::decide(leader(), &verified).unwrap();
    let until = TEN.plus(Minutes::days(30));
    assert_eq!(verified.clone().park(permit, note(), TEN, TEN), Err(Refusal::DayOutOfReach));
    let parked = verified.park(permit, note(), until, TEN).unwrap().request;
    assert_eq!((parked.due(), parked.wake_at()), (None, Some(until)));
    let back = in_office(|office| parked.wake(Manned::default(), office, until)).unwrap().request;
    assert!(matches!(back.state, State::Verified { by, .. } if by == WORKER || by == OTHER));
    assert!(back.limits.accept.at > until);
}

#[test]
fn the_second_time_it_is_sent_back_it_is_supervised_by_rule() {
    let handling = Handling { by: HELPER, accepted_at: TEN, unit: None };
    let finished = || State::Finished { handling, arrived_at: None, finished_at: TEN };
    let mut slip = slip(finished());
    let permit = permit::check(worker(), &slip).unwrap();
    for (reworked, supervised) in [(1, false), (2, true), (3, true)] {
        let change = in_office(|office| slip.send_back(permit, note(), office, TEN)).unwrap();
        assert_eq!(change.request.beside.reworked, reworked);
        assert_eq!(change.request.beside.supervision.is_some(), supervised, "after {reworked}");
        slip = Request { state: finished(), ..change.request };
    }
}

#[test]
fn what_became_of_a_bad_rating() {
    let disputed = states().into_iter().find(|(letters, _)| *letters == "Ds").unwrap().1;
    let disputed = slip(disputed);
    let service = service();
    let judge = |slip: &Request, who: Actor, finding| {
        let permit = permit::judge(who, slip, &BTreeSet::new()).unwrap();
        in_office(|office| slip.clone().judge(permit, finding, note(), &service, office, TEN))
    };
    let again = judge(&disputed, worker(), Finding::Justified).unwrap().request;
    assert!(matches!(again.state, State::Verified { .. }));
    assert_eq!(again.reopened, 1);
    let explained = judge(&disputed, worker(), Finding::Mistaken).unwrap().request;
    assert!(matches!(explained.state, State::Checked { .. }));
    let disputed_again = Request { state: disputed.state.clone(), ..explained };
    assert_eq!(judge(&disputed_again, leader(), Finding::Mistaken), Err(Refusal::AlreadyExplained));
    assert!(judge(&disputed_again, leader(), Finding::Justified).is_ok());
    let doubted = judge(&disputed, worker(), Finding::Malicious).unwrap().request;
    assert!(matches!(doubted.state, State::Disputed { .. }));
    assert_eq!(judge(&doubted, worker(), Finding::Malicious), Err(Refusal::SecondReviewer));
    let closed = judge(&doubted, leader(), Finding::Malicious).unwrap().request;
    assert!(matches!(closed.state, State::Closed { grade: Some(Grade::Dissatisfied), .. }));
}

#[test]
fn some_kinds_of_work_are_proved_by_pictures() {
    let handling = Handling { by: HELPER, accepted_at: TEN, unit: None };
    let accepted = slip(State::Accepted { handling });
    let permit =
        permit::handle(actor(HELPER, Role::Volunteer, "321012100001003"), &accepted, &service()).unwrap();
    let photo = || vec![domain::PhotoId(uuid::Uuid::from_u128(1))];
    let arrive = |photos| accepted.clone().arrive(permit, Proof::BeforeAfter, photos, TEN);
    assert_eq!(arrive(vec![]), Err(Refusal::PictureMissing));
    let arrived = arrive(photo()).unwrap().request;
    let finish = |slip: &Request, proof, photos| {
        in_office(|office| slip.clone().finish(permit, proof, None, photos, office, TEN))
    };
    assert_eq!(
        finish(&accepted, Proof::BeforeAfter, photo()),
        Err(Refusal::PictureMissing),
        "none from before"
    );
    assert_eq!(finish(&arrived, Proof::BeforeAfter, vec![]), Err(Refusal::PictureMissing), "none from after");
    let finished = finish(&arrived, Proof::BeforeAfter, photo()).unwrap().request;
    let check = permit::check(worker(), &finished).unwrap();
    let checked = |word, photos| finished.clone().check(check, Proof::After, word, photos, TEN);
    assert_eq!(checked(None, vec![]), Err(Refusal::ProofMissing));
    assert!(checked(None, photo()).is_ok(), "seen on the spot");
    assert!(checked(Some(note()), vec![]).is_ok(), "or the resident was asked");
}

#[test]
fn only_what_is_admitted_and_in_force_is_placed() {
    let place = |service: &Service| {
        let resident = Actor { person: RESIDENT, post: None };
        let permit = permit::file(resident, placing().grid, service).unwrap();
        in_office(|office| Request::place(permit, placing(), service, office, TEN))
    };
    assert!(place(&service()).is_ok());
    let retired = Service { retired: true, ..service() };
    assert_eq!(place(&retired), Err(Refusal::ServiceRetired));
    for admission in [Admission::InReview, Admission::Declined] {
        assert_eq!(place(&Service { admission, ..service() }), Err(Refusal::NotAdmitted));
    }
}

#[test]
fn whoever_received_it_answers_until_another_has() {
    let given = |to| slip(State::Dispatched { by: WORKER, at: TEN, to });
    assert_eq!(given(Handover::Hall).holder(), Holder::Desk);
    assert_eq!(given(Handover::Person(HELPER)).holder(), Holder::Person(HELPER));
    assert_eq!(given_to_unit().holder(), Holder::Unit(LEADING));
    let permit = permit::accept(clerk(CLERK, LEADING), &given_to_unit(), &service()).unwrap();
    let accepted = in_office(|office| given_to_unit().accept(permit, office, TEN)).unwrap().request;
    assert_eq!((accepted.holder(), accepted.unit()), (Holder::Person(CLERK), Some(LEADING)));
    assert_eq!(Emergency::from_number("119"), Some(Emergency::Fire));
    assert!(Line::new("x").is_ok());
}

#[test]
fn what_is_not_on_the_menu_is_filed_by_the_desk_of_the_grid() {
    let on_menu = service();
    let off_menu = Service { on_menu: false, ..service() };
    let (here, elsewhere) = ("321012100001003", "321012100001004");
    for (who, expected) in [
        (Actor { person: RESIDENT, post: None }, Err(Denied::NotYourRole)),
        (actor(HELPER, Role::Volunteer, here), Err(Denied::NotYourRole)),
        (clerk(CLERK, LEADING), Err(Denied::NotYourRole)),
        (actor(OTHER, Role::Administrator, "321012"), Err(Denied::NotYourRole)),
        (actor(OTHER, Role::GridWorker, elsewhere), Err(Denied::NotYourArea)),
        (worker(), Ok(Role::GridWorker)),
        (leader(), Ok(Role::GridLeader)),
        (actor(OTHER, Role::Staff, "321012100"), Ok(Role::Staff)),
    ] {
        let role = |service| permit::file(who, area(here), service).map(|permit| permit.role());
        assert_eq!(role(&off_menu), expected, "{who:?}");
        assert_eq!(role(&on_menu), Ok(Role::Resident), "{who:?}");
    }
}

#[test]
fn who_had_a_part_in_it_does_not_judge() {
    let disputed = states().into_iter().find(|(letters, _)| *letters == "Ds").unwrap().1;
    let disputed = slip(disputed);
    let step =
        |by: PersonId, what: What| Event { revision: 1, at: TEN, by: Some(by), role: Role::Staff, what };
    let looked_at = step(OTHER, What::Supervised { demand: None, answer_by: TEN });
    let may = |what: Option<What>| {
        let steps = what.map(|what| step(OTHER, what));
        let history: Vec<Event> = steps.into_iter().chain([looked_at.clone()]).collect();
        permit::judge(leader(), &disputed, &concerned(&history)).is_ok()
    };
    assert!(may(None), "somebody who only asked how it stands");
    for what in [
        What::Verified,
        What::Dispatched { to: Handover::Hall, helping: Vec::new() },
        What::ReturnDecided { upheld: false, note: None },
        What::Accepted,
        What::Finished { note: None, photos: Vec::new() },
        What::SentBack { reason: note() },
        What::Checked { note: None, photos: Vec::new() },
    ] {
        assert!(!may(Some(what.clone())), "{what:?}");
    }
}

#[test]
fn work_in_hand_goes_back_to_the_desk_when_the_post_ends() {
    let after = |before: &Request, person: PersonId, still: &[Post]| {
        let leaving = Leaving { person, still };
        let change = in_office(|office| before.clone().leave(leaving, &service(), office, TEN)).ok()?;
        assert_eq!(change.request.revision, before.revision + 1);
        Some(change.request.state.name())
    };
    for (letters, state) in states() {
        let before = slip(state);
        let expected = matches!(letters, "Dp" | "Ac" | "Ar").then_some("verified");
        assert_eq!(after(&before, HELPER, &[]), expected, "{letters} after the volunteer");
        let here = Post::of(Role::Volunteer, area("321012100001003"));
        let elsewhere = Post::of(Role::Volunteer, area("321012100001004"));
        assert_eq!(after(&before, HELPER, &[here]), None, "{letters} with another post there");
        assert_eq!(after(&before, HELPER, &[elsewhere]), expected, "{letters} with a post elsewhere");
        let of_unit = (letters == "Au").then_some("verified");
        assert_eq!(after(&before, CLERK, &[]), of_unit, "{letters} after the unit's worker");
        let colleague = clerk(CLERK, LEADING).post.unwrap();
        assert_eq!(after(&before, CLERK, &[colleague]), None, "{letters} with a post in the unit");
        assert_eq!(after(&before, OTHER, &[]), None, "{letters} after somebody else");
    }
}

#[test]
fn a_post_that_the_case_type_does_not_admit_does_not_keep_the_work() {
    let handling = Handling { by: HELPER, accepted_at: TEN, unit: None };
    let accepted = slip(State::Accepted { handling });
    let for_members = Service { helpers: Helpers::PartyMembers, ..service() };
    let still = [Post::of(Role::Volunteer, accepted.grid)];
    let leaving = Leaving { person: HELPER, still: &still };
    let leaves =
        |service: &Service| in_office(|office| accepted.clone().leave(leaving, service, office, TEN));
    assert!(leaves(&for_members).is_ok());
    assert_eq!(leaves(&service()), Err(Refusal::NotNow));
}

#[test]
fn what_waits_for_a_unit_without_people_goes_back_to_the_desk() {
    let waits = given_to_unit();
    let leaves = |unit| in_office(|office| waits.clone().leave_unit(unit, CLERK, office, TEN));
    assert_eq!(leaves(CALLED), Err(Refusal::NotNow));
    let back = leaves(LEADING).unwrap().request;
    assert_eq!((back.state.name(), back.unit()), ("verified", None));
}
