//! Slips that were merged into an earlier one, when that one ends.

use domain::{
    Actor, Minutes, Request, Timestamp,
    calendar::Limit,
    permit,
    request::{
        Call, Difficulty, Grade, Handling, Holder, Refusal, RefusalReason, State, Supervision, Whistle,
    },
};

use super::scene::*;

/// A slip that was merged an hour after it was placed, and the earlier one.
fn merged() -> (Request, Request) {
    let later = slip(State::Placed);
    let earlier = Request { number: number(1), placed_at: TEN.minus(Minutes(5)), ..slip(State::Placed) };
    let permit = permit::run(worker(), &later).unwrap();
    let (merged, joined) = later.merge(permit, earlier, TEN.plus(Minutes(60))).unwrap();
    (merged.request, joined.request)
}

fn objects(later: Request, earlier: Request, at: Timestamp) -> Result<Request, Refusal> {
    let resident = Actor { person: RESIDENT, post: None };
    let permit = permit::own(resident, &later).unwrap();
    in_office(|office| later.not_mended(permit, earlier, Some(note()), office, at))
        .map(|(alone, _)| alone.request)
}

fn closed(at: Timestamp) -> State {
    let handling = Some(Handling { by: HELPER, accepted_at: TEN, unit: None });
    State::Closed { handling, served: Minutes(30), grade: Some(Grade::Satisfied), at }
}

#[test]
fn whoever_has_the_earlier_slip_has_what_was_merged_into_it() {
    let (later, earlier) = merged();
    assert_eq!(later.holder(), Holder::With(earlier.number));
}

#[test]
fn what_was_merged_goes_on_by_itself_when_the_earlier_slip_ends_undone() {
    let (later, earlier) = merged();
    let (promised, at) = (later.limits.clone(), TEN.plus(Minutes::days(3)));
    let permit = permit::run(worker(), &earlier).unwrap();
    let refused = earlier.refuse(permit, RefusalReason::NotFound, None, at).unwrap();
    assert!(refused.request.state.is_undone());
    let refused = refused.let_go(&[later.number], at);
    let steps: Vec<_> = refused.events.iter().map(|event| event.what.name()).collect();
    assert_eq!((steps, refused.request.beside.joined), (vec!["refused", "left"], 0));

    let alone = in_office(|office| later.release(office, at)).unwrap().request;
    assert_eq!((&alone.state, alone.holder()), (&State::Placed, Holder::Desk));
    assert_eq!(alone.limits.accept.began, at);
    assert!(alone.limits.accept.at > at && alone.limits.finish.at > promised.finish.at);
    let again = in_office(|office| alone.release(office, at));
    assert_eq!(again.err(), Some(Refusal::NotNow), "it is merged no more");
}

#[test]
fn going_on_by_itself_moves_no_promise_earlier() {
    let (mut later, _) = merged();
    let agreed = TEN.plus(Minutes::days(60));
    later.limits.finish = later.limits.finish.moved_to(agreed, TEN);
    let alone = in_office(|office| later.release(office, TEN.plus(Minutes::days(3)))).unwrap().request;
    assert_eq!(alone.limits.finish.at, agreed);
}

#[test]
fn nobody_is_late_with_what_was_owed_while_it_was_merged() {
    let (mut later, _) = merged();
    let (soon, at) = (TEN.plus(Minutes(90)), TEN.plus(Minutes::days(3)));
    later.beside.supervision = Some(Supervision { by: None, at: TEN, answer_by: soon, missed: false });
    let call = Call { unit: CALLED, report_by: soon, reported_at: None, missed: false, grade: None };
    later.beside.whistle =
        Some(Whistle { by: OTHER, at: TEN, difficulty: Difficulty::Hard, calls: vec![call] });
    assert_eq!(later.wake_at(), None, "nothing is due while it is merged");
    let alone = in_office(|office| later.release(office, at)).unwrap().request;
    assert!(alone.wake_at().is_some_and(|due| due > at), "{:?}", alone.wake_at());
    let report_by = in_office(|office| office.deadline(at, Limit::working_hours(4)).at);
    assert_eq!(alone.beside.whistle.unwrap().calls[0].report_by, report_by);
}

#[test]
fn a_resident_says_that_theirs_is_not_mended_from_the_check_until_a_week_after_the_end() {
    let end = TEN.plus(Minutes::days(1));
    let week = end.plus(Minutes::days(7));
    for (earlier, at, answer) in [
        (State::Placed, end, Err(Refusal::NotNow)),
        (State::Verified { by: WORKER, at: TEN }, end, Err(Refusal::NotNow)),
        (checked(), end, Ok(())),
        (closed(end), end, Ok(())),
        (closed(end), week, Ok(())),
        (closed(end), week.plus_seconds(1), Err(Refusal::ObjectionOver)),
        (State::Withdrawn { handling: None, at: TEN }, week.plus_seconds(1), Ok(())),
    ] {
        let (later, joined) = merged();
        let hint = format!("{earlier:?} at {at}");
        let said = objects(later, Request { state: earlier, ..joined }, at);
        assert_eq!(said.as_ref().map(|alone| drop(alone.clone())).map_err(|r| *r), answer, "{hint}");
        if let Ok(alone) = said {
            assert_eq!((alone.state, alone.limits.accept.began), (State::Placed, at), "{hint}");
        }
    }
}

#[test]
fn nobody_objects_on_another_slip_than_the_one_it_went_into() {
    let (later, joined) = merged();
    let other = Request { number: number(3), state: checked(), ..joined };
    assert_eq!(objects(later, other, TEN.plus(Minutes::days(1))).err(), Some(Refusal::CannotBeMerged));
    let alone = slip(State::Placed);
    let earlier = Request { number: number(1), state: checked(), ..slip(State::Placed) };
    assert_eq!(objects(alone, earlier, TEN).err(), Some(Refusal::NotNow));
}
