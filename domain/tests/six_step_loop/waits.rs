//! What waits for somebody's word.

use domain::{
    Minutes, Rank, Request,
    request::{Alarm, Call, Difficulty, Extension, Rung, State, Supervision, Wait, Whistle},
};

use super::scene::*;

#[test]
fn each_thing_that_waits_is_named_and_nothing_waits_on_what_is_over() {
    let of = |state: State| slip(state).waits();
    for (letters, state) in states() {
        let waits = of(state);
        let expected = match letters {
            "Rt" => vec![Wait::Return],
            "Ds" => vec![Wait::Dispute],
            _ => Vec::new(),
        };
        assert_eq!(waits, expected, "{letters}");
    }
    let soon = TEN.plus(Minutes(10));
    let call = |reported_at| Call { unit: CALLED, report_by: soon, reported_at, missed: false, grade: None };
    let whistled = |calls| Whistle { by: OTHER, at: TEN, difficulty: Difficulty::Hard, calls };
    let mut asked = slip(states().into_iter().find(|(letters, _)| *letters == "Ac").unwrap().1);
    asked.beside.extension = Some(Extension { by: HELPER, at: TEN, until: soon, reason: note() });
    asked.beside.supervision = Some(Supervision { by: None, at: TEN, answer_by: soon, missed: true });
    asked.beside.whistle = Some(whistled(vec![call(Some(TEN)), call(None)]));
    asked.beside.alarm = Alarm { rung: Some(Rung::Raised(Rank::Leader)), ..Alarm::default() };
    assert_eq!(asked.waits(), [Wait::Extension, Wait::Supervision, Wait::Whistle, Wait::Escalation]);
    let over = Request { state: State::Withdrawn { handling: None, at: TEN }, ..asked.clone() };
    assert_eq!(over.waits(), []);

    asked.beside.whistle = Some(whistled(vec![call(Some(TEN))]));
    asked.beside.alarm.rung = Some(Rung::Overdue);
    asked.beside.supervision = None;
    assert_eq!(asked.waits(), [Wait::Extension], "all are there, and it has not gone up");
}

#[test]
fn every_name_is_its_own() {
    for wait in Wait::ALL {
        assert_eq!(Wait::from_name(wait.name()), Some(wait));
    }
    assert_eq!(Wait::from_name(""), None);
}
