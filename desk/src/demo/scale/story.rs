//! How far a slip comes, verb after verb.

use domain::{
    Actor, Event, Minutes, PersonId, Request, RequestNumber, Timestamp, What,
    calendar::Office,
    catalogue::{Proof, Service},
    permit,
    request::{Assignment, Change, Manned, Place, Placing, RATING_PERIOD, RefusalReason, State},
    text::{Line, Note},
};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use store::request::{Hand, Whole};

use super::cast::Cast;

/// The steps of the work, one after the other.
const STEPS: u32 = 7;

pub(super) struct Story<'a> {
    pub number: RequestNumber,
    pub cast: &'a Cast,
    pub service: &'a Service,
    pub resident: PersonId,
    pub office: Office<'a>,
    pub at: Timestamp,
}

impl Story<'_> {
    /// As far as the dice let it come, a step a minute.
    pub(super) fn open(&self, dice: &mut StdRng) -> Option<Whole> {
        let helper = self.helper(dice);
        let mut course = Course::of(self.placed()?);
        for step in 0..dice.random_range(0..=STEPS) {
            let to_hall = !dice.random_bool(0.3);
            course = self.step(course, step, helper, to_hall, self.at.plus(Minutes(step + 1)))?;
        }
        Some(course.whole())
    }

    /// To its end: nine of ten were done and never rated, the others refused or taken back.
    pub(super) fn over(&self, dice: &mut StdRng) -> Option<Whole> {
        let helper = self.helper(dice);
        let course = Course::of(self.placed()?);
        let at = |step: u32| self.at.plus(Minutes(10 * (step + 1)));
        match dice.random_range(0..20) {
            0 => course.then(|slip| {
                let permit = permit::run(self.cast.desk, &slip).ok()?;
                slip.refuse(permit, RefusalReason::NotOurs, None, at(0)).ok()
            }),
            1 => course.then(|slip| {
                let resident = Actor { person: self.resident, post: None };
                let permit = permit::own(resident, &slip).ok()?;
                slip.withdraw(permit, None, at(0)).ok()
            }),
            _ => {
                // Who was on the spot and what they said meanwhile is left out.
                let done = [0, 1, 2, 5, 6];
                let work = |course, step| self.step(course, step, helper, true, at(step));
                let checked = done.into_iter().try_fold(course, work)?;
                let rest = at(STEPS).plus(RATING_PERIOD);
                checked.then(|slip| slip.wake(Manned::default(), &self.office, rest).ok())
            }
        }
        .map(Course::whole)
    }

    fn placed(&self) -> Option<Change> {
        let (need, building) = (Note::new("楼道灯不亮，请来看看。").ok()?, Line::new("3 幢").ok()?);
        let place = Place { building, door: None };
        let (number, grid) = (self.number, self.cast.grid);
        let resident = Actor { person: self.resident, post: None };
        let permit = permit::file(resident, grid, self.service).ok()?;
        let placing = Placing { number, grid, need, place };
        Request::place(permit, placing, self.service, &self.office, self.at).ok()
    }

    fn helper(&self, dice: &mut StdRng) -> Actor {
        *self.cast.helpers.choose(dice).unwrap_or(&self.cast.desk)
    }

    fn step(&self, course: Course, step: u32, helper: Actor, to_hall: bool, at: Timestamp) -> Option<Course> {
        let words = || Note::new("办好了。").ok();
        let (desk, service) = (self.cast.desk, self.service);
        course.then(|slip| {
            match step {
                0 => {
                    let permit = permit::run(desk, &slip).ok()?;
                    slip.verify(permit, at)
                }
                1 => {
                    let to = if to_hall {
                        Assignment::Hall
                    } else {
                        Assignment::Person(permit::accept(helper, &slip, service).ok()?)
                    };
                    let permit = permit::run(desk, &slip).ok()?;
                    slip.dispatch(permit, to, &self.office, at)
                }
                2 => {
                    let permit = permit::accept(helper, &slip, service).ok()?;
                    slip.accept(permit, &self.office, at)
                }
                3 => {
                    let permit = permit::handle(helper, &slip, service).ok()?;
                    slip.arrive(permit, Proof::None, Vec::new(), at)
                }
                4 => {
                    let permit = permit::handle(helper, &slip, service).ok()?;
                    slip.report(permit, words(), Vec::new(), at)
                }
                5 => {
                    let permit = permit::handle(helper, &slip, service).ok()?;
                    slip.finish(permit, Proof::None, words(), Vec::new(), &self.office, at)
                }
                _ => {
                    let permit = permit::check(self.cast.checker, &slip).ok()?;
                    slip.check(permit, Proof::None, None, Vec::new(), at)
                }
            }
            .ok()
        })
    }
}

/// A slip on its way, and who was seen having it.
struct Course {
    request: Request,
    events: Vec<Event>,
    hand: Option<Hand>,
}

impl Course {
    fn of(Change { request, events }: Change) -> Self {
        Self { request, events, hand: None }
    }

    fn then(mut self, verb: impl FnOnce(Request) -> Option<Change>) -> Option<Self> {
        let Change { request, events } = verb(self.request)?;
        if let (Some(handling), Some(accepted)) =
            (request.state.handling(), events.iter().find(|event| event.what == What::Accepted))
        {
            let (by, accepted_at, revision) = (handling.by, handling.accepted_at, accepted.revision);
            self.hand = Some(Hand { by, accepted_at, revision, ended_at: None, served: None });
        }
        if let Some(hand) = &mut self.hand {
            if let State::Checked { served, checked_at, .. } = request.state {
                hand.served = Some((served, checked_at));
            }
            hand.ended_at = events.last().filter(|_| request.state.is_over()).map(|event| event.at);
        }
        self.events.extend(events);
        Some(Self { request, ..self })
    }

    fn whole(self) -> Whole {
        Whole { request: self.request, events: self.events, hand: self.hand }
    }
}
