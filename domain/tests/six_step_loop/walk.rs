//! Random courses of a slip, with whatever may happen to it in whatever order, and what holds after each step.

use std::collections::BTreeSet;

use domain::{
    Minutes, Timestamp,
    request::{Holder, Limits, Pressure, trace},
};

use super::trace::{Course, act, told};

const VERBS: [&str; 24] = [
    "ask back",
    "answer",
    "verify",
    "refuse",
    "to the hall",
    "to the helper",
    "to the unit",
    "to the night shift",
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

/// Does this after each step of many courses: with the verb, and with how it stood before and stands now.
fn walk(mut holds: impl FnMut(&str, &Course, &Course)) {
    let mut dice: u64 = 7;
    let mut rolled = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(dice >> 33).unwrap() % sides
    };
    let mut seen = BTreeSet::new();
    for _ in 0..1_500 {
        let mut course = Course::begins();
        for _ in 0..60 {
            let mut next = course.clone();
            // Now and then days pass, so that every limit runs out somewhere.
            let minutes = if rolled(8) == 0 { rolled(5_000) } else { rolled(300) };
            next.at = next.at.plus(Minutes(u32::try_from(minutes).unwrap()));
            course.at = next.at;
            // Most histories end too soon if everything is tried equally often.
            let verb = VERBS[rolled(VERBS.len())];
            if verb == "refuse" && rolled(10) > 0 {
                continue;
            }
            let Ok(change) = act(verb, next.slip, next.at) else { continue };
            seen.insert(verb);
            next.slip = change.request;
            next.history.extend(change.events);
            holds(verb, &course, &next);
            course = next;
        }
    }
    assert_eq!(seen.len(), VERBS.len(), "only {seen:?} ever happened");
}

/// The ends of what a slip promises: the acceptance, the finish, each milestone.
fn promised(limits: &Limits) -> Vec<Timestamp> {
    let milestones = limits.milestones.iter().map(|milestone| milestone.deadline.at);
    [limits.accept.at, limits.finish.at].into_iter().chain(milestones).collect()
}

#[test]
fn a_promise_never_moves_earlier() {
    walk(|verb, before, after| {
        let (was, is) = (promised(&before.slip.limits), promised(&after.slip.limits));
        assert!(was.iter().zip(&is).all(|(was, is)| is >= was), "{verb}: from {was:?} to {is:?}");
    });
}

#[test]
fn nobody_is_overdue_when_they_receive_it() {
    walk(|verb, before, after| {
        if before.slip.holder() != after.slip.holder() {
            assert_ne!(after.slip.pressure(after.at), Pressure::Overdue, "{verb} at {}", after.at);
        }
    });
}

#[test]
fn the_last_hands_of_any_history_are_those_that_the_slip_names() {
    walk(|verb, _, course| {
        let traced = trace(&course.slip, &course.history);
        let last = traced.last().unwrap();
        let holder = if last.until.is_some() { Holder::Nobody } else { last.who };
        let told = || traced.iter().map(|held| told(held, course.at)).collect::<Vec<_>>();
        assert_eq!(holder, course.slip.holder(), "after {verb}: {:?}", told());
        assert!(traced.windows(2).all(|pair| pair[0].until == Some(pair[1].from)), "a gap: {:?}", told());
    });
}
