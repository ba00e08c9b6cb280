//! A long random history of people, requests and points, after each step of which every invariant holds.
//!
//! The same seed tells the same history. It is printed; `SANDAN_TEST_SEED` chooses another, and `SANDAN_HISTORY_STEPS` how
//! long it is.

mod seen;
mod verbs;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Debug,
    fs,
    io::Write,
};

use desk::{Error, admin::people, request, shop};
use domain::{
    Actor, Minutes, Request, RequestNumber, Timestamp, UnitId, VoucherId,
    catalogue::Service,
    permit,
    request::{Handover, Holder, State},
};
use rand::{Rng, SeedableRng, rngs::StdRng};

use self::{
    seen::Seen,
    verbs::{VERBS, With, act},
};
use crate::town::{COMMUNITY, DISTRICT, GRID, NEXT_GRID, Person, TOWN, Town, on_both_engines};

const SEED: u64 = 20_261_121;
/// So many, unless somebody wants more: enough for everything to have happened once.
const STEPS: u32 = 2_000;

/// Everybody and everything the history is about, and the dice that drive it.
struct Course {
    town: Town,
    dice: StdRng,
    residents: Vec<Person>,
    helpers: Vec<Person>,
    desk: Vec<Person>,
    /// Two units, and who acts for them.
    units: Vec<UnitId>,
    clerks: Vec<Person>,
    keeper: Person,
    admin: Person,
    slips: Vec<RequestNumber>,
    /// Those of them that were not over when last looked at.
    open: Vec<RequestNumber>,
    /// Each as it stood when last looked at.
    seen: Seen,
    vouchers: Vec<(VoucherId, String, usize)>,
    /// How often each verb was done.
    done: BTreeMap<&'static str, u32>,
}

const ITEMS: [(&str, u32); 3] = [("soap", 10), ("rice", 25), ("umbrella", 60)];
/// The last is there twice: it alone has milestones.
const SERVICES: [&str; 7] = [
    "repair-light",
    "errand-medicine",
    "legal",
    "hazard-gas",
    "dirty-road",
    "illegal-building",
    "illegal-building",
];

/// What time alone brings about.
const BY_ITSELF: [&str; 11] = [
    "unanswered",
    "resumed",
    "warned",
    "overdue",
    "escalated",
    "supervised",
    "answer_missed",
    "call_missed",
    "part_over",
    "released",
    "recounted",
];

/// The notice that arrives in the middle of the history: New Year is free, the Sunday after is worked.
const NOTICE: &str = r#"{"year": 2027, "days": [
    {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-03", "isOffDay": false},
    {"name": "元旦", "date": "2027-01-04", "isOffDay": true}]}"#;

/// The same, amended some days later: the days after New Year are free, too, and no Sunday is worked for them.
const AMENDED: &str = r#"{"year": 2027, "days": [
    {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-04", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-05", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-06", "isOffDay": true}]}"#;

impl Course {
    async fn new(town: Town, seed: u64) -> Self {
        for (slug, price) in ITEMS {
            town.offers(slug, price, 8).await;
        }
        let mut residents = Vec::new();
        for grid in [GRID, GRID, NEXT_GRID, NEXT_GRID] {
            residents.push(town.resident(grid).await);
        }
        let helpers = vec![
            town.volunteer(GRID).await,
            town.party_volunteer(DISTRICT).await,
            town.party_volunteer(GRID).await,
            town.volunteer(DISTRICT).await,
        ];
        let desk = vec![
            town.grid_worker(DISTRICT).await,
            town.grid_leader(GRID).await,
            town.staff(COMMUNITY).await,
            town.staff(TOWN).await,
            town.staff(DISTRICT).await,
            town.staff(DISTRICT).await,
        ];
        let (roads, water) = (town.unit("roads").await, town.night_shift("water").await);
        let clerks = vec![
            town.unit_worker(&roads).await,
            town.unit_worker(&roads).await,
            town.unit_worker(&water).await,
        ];
        let keeper = town.shop_keeper(DISTRICT).await;
        let admin = town.administrator(DISTRICT).await;
        // Who helps and who keeps the desk lives here too, and orders what everybody orders.
        residents.extend([helpers[0].at_home(), desk[0].at_home(), keeper.at_home()]);
        Self {
            town,
            dice: StdRng::seed_from_u64(seed),
            residents,
            helpers,
            desk,
            units: vec![roads.id, water.id],
            clerks,
            keeper,
            admin,
            slips: Vec::new(),
            open: Vec::new(),
            seen: Seen::default(),
            vouchers: Vec::new(),
            done: BTreeMap::new(),
        }
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.dice.random_range(0..of.len())].clone()
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.dice.random_range(0..100) < percent
    }

    async fn step(&mut self) {
        self.town.pass_seconds(self.dice.random_range(1..60));
        match self.dice.random_range(0..100) {
            0..=4 => self.order().await,
            5..=8 => self.pass().await,
            9..=14 => self.redeem().await,
            15..=16 => self.end_a_voucher().await,
            _ => self.move_a_slip().await,
        }
    }

    /// Mostly minutes, now and then days.
    async fn pass(&mut self) {
        let minutes =
            if self.chance(20) { self.dice.random_range(500..9_000) } else { self.dice.random_range(1..90) };
        self.wait(Minutes(minutes)).await;
    }

    /// Time passes, and nobody does anything; then the timers run.
    async fn wait(&mut self, length: Minutes) {
        self.town.pass(length);
        let done = self.town.timers().await;
        self.look_at(self.open.clone()).await;
        *self.done.entry("time passes").or_default() += 1;
        *self.done.entry("a slip moves by itself").or_default() += done.steps;
        *self.done.entry("a voucher expires").or_default() += done.expired;
    }

    /// A notice for the next year is laid into the folder; the limits that run are counted anew.
    async fn publish(&mut self, notice: &str) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("2027.json"), notice).expect("a notice");
        self.town.desk.days.read_folder(folder.path()).expect("a notice");
        request::recount(&self.town.stranger()).await.expect("the limits are counted anew");
        self.look_at(self.open.clone()).await;
    }

    /// Compares these slips with how they stood when last looked at.
    async fn look_at(&mut self, slips: Vec<RequestNumber>) {
        for number in slips {
            let (slip, _) = self.look(number).await;
            self.seen.look_at(slip, self.town.now());
        }
    }

    async fn order(&mut self) {
        let residents = self.residents.clone();
        let ask = self.one(&residents).ask();
        let order = request::Order {
            grid: self.one(&[GRID, NEXT_GRID]).to_owned(),
            service: self.one(&SERVICES).to_owned(),
            need: "楼道的灯不亮了".to_owned(),
            building: "3 幢".to_owned(),
            door: String::new(),
            photos: Vec::new(),
        };
        let placed = self
            .twice("place", request::place(&ask, order.clone()), request::place(&ask, order.clone()))
            .await;
        self.slips.extend(placed);
        self.open.extend(placed);
    }

    async fn redeem(&mut self) {
        let mut people = self.residents.clone();
        people.extend(self.helpers.clone());
        let which = self.dice.random_range(0..people.len());
        let (slug, _) = self.one(&ITEMS);
        let ask = people[which].at_home().ask();
        let voucher = self.twice("redeem", shop::order(&ask, slug), shop::order(&ask, slug)).await;
        self.vouchers.extend(voucher.map(|voucher| (voucher.id, voucher.code.to_string(), which)));
    }

    async fn end_a_voucher(&mut self) {
        if self.vouchers.is_empty() {
            return;
        }
        // The young ones mostly: the others have ended, and are tried again now and then.
        let from = if self.chance(80) { self.vouchers.len().saturating_sub(4) } else { 0 };
        let (id, code, owner) = self.vouchers[self.dice.random_range(from..self.vouchers.len())].clone();
        match self.dice.random_range(0..10) {
            0..=4 => {
                let ask = self.keeper.ask();
                self.twice("hand out", shop::hand_out(&ask, &code), shop::hand_out(&ask, &code)).await;
            }
            5..=6 => {
                let owner = self.residents.iter().chain(&self.helpers).nth(owner).expect("an owner").clone();
                let ask = owner.at_home().ask();
                self.twice("cancel", shop::cancel(&ask, id), shop::cancel(&ask, id)).await;
            }
            _ => {}
        }
    }

    /// No post, no access: somebody's post ends, and nothing is in their hands or theirs to see. Then they are appointed anew.
    async fn end_a_post(&mut self, turn: u32) {
        let which = turn as usize % (self.helpers.len() + self.clerks.len());
        let mut those = self.helpers.iter_mut().chain(&mut self.clerks);
        let person = those.nth(which).expect("one of them");
        people::end_post(&self.admin.ask(), person.post_id.expect("a post")).await.expect("it ends");
        let left = Actor { person: person.id, post: None };
        let unit = person.post.and_then(|post| post.unit);
        *person = self.town.again(person).await;
        let (town, open) = (self.town.clone(), self.open.clone());
        for number in open {
            let (slip, service) = self.look(number).await;
            let own = slip.resident == left.person;
            assert!(permit::handle(left, &slip, &service).is_err(), "{number} is in their hands");
            assert!(permit::contact(left, &slip, &service).is_err(), "{number} shows its contact");
            assert_eq!(permit::see(left, &slip, &service).is_ok(), own, "{number} can be seen");
            let theirs = match &slip.state {
                State::Accepted { handling } | State::Arrived { handling, .. } => handling.by == left.person,
                State::Dispatched { to: Handover::Person(given), .. } => *given == left.person,
                State::Dispatched { to: Handover::Unit(of), .. } => {
                    Some(*of) == unit && town.workers(*of).await == 1
                }
                _ => false,
            };
            assert!(!theirs, "{number} did not go back to the desk: {:?}", slip.state);
            self.seen.look_at(slip, town.now());
        }
        *self.done.entry("a post ends").or_default() += 1;
    }

    /// Mostly what comes next, by somebody who may; else anything by anybody.
    async fn move_a_slip(&mut self) {
        if self.slips.is_empty() {
            return;
        }
        // Mostly a young one that is not over yet; what is over is tried again now and then.
        let young = self.open.len().saturating_sub(if self.chance(80) { 10 } else { self.open.len() });
        let among = if self.open.is_empty() || self.chance(8) {
            self.slips.clone()
        } else {
            self.open[young..].to_vec()
        };
        let number = self.one(&among);
        let (slip, service) = self.look(number).await;
        self.somebody_answers_for(&slip).await;
        if slip.state.is_over() && !matches!(slip.state, State::Merged { .. }) {
            self.open.retain(|open| *open != number);
        }
        let verb = if self.chance(90) { self.next_verb(&slip) } else { self.one(&VERBS) };
        let actor = if self.chance(90) { self.fit(verb, &slip, &service) } else { self.anybody() };
        let (ask, with) = (actor.ask(), self.with(&slip));
        let moved = self.twice(verb, act(verb, &ask, number, &with), act(verb, &ask, number, &with)).await;
        if let Some(State::Split { parts, .. }) = moved.map(|slip| slip.state) {
            self.slips.extend(parts.iter().map(|part| part.number));
            self.open.extend(parts.iter().map(|part| part.number));
        }
        let (whole, joined) = (slip.beside.part_of, self.seen.joined(number));
        self.look_at([number, with.earlier].into_iter().chain(whole).chain(joined).collect()).await;
    }

    /// Nothing that was merged ends with the slip it went into: that one goes on in somebody's hands, or its work was done.
    async fn somebody_answers_for(&self, slip: &Request) {
        let earlier = match slip.state {
            State::Merged { into, .. } => self.look(into).await.0,
            _ => slip.clone(),
        };
        let mut conn = self.town.desk.db.read().await.expect("a connection");
        let joined = store::request::joined(&mut conn, earlier.number).await.expect("an answer");
        let done = matches!(earlier.state, State::Closed { .. });
        let answers = done || earlier.holder() != Holder::Nobody;
        assert!(answers || joined.is_empty(), "{} ended and left {joined:?} behind", earlier.number);
        if let State::Merged { .. } = slip.state {
            assert_eq!(slip.holder(), Holder::With(earlier.number));
            assert!(joined.iter().any(|other| other.number == slip.number));
        }
    }

    /// What a verb is done with: among it another slip, mostly one that goes on.
    fn with(&mut self, slip: &Request) -> With {
        let (helpers, mut units, open) = (self.helpers.clone(), self.units.clone(), self.open.clone());
        if self.chance(50) {
            units.reverse();
        }
        if self.chance(50) {
            units.truncate(1);
        }
        let day = |from: Timestamp, days| from.plus(Minutes::days(days)).to_string()[..10].to_owned();
        With {
            helper: self.one(&helpers).id,
            units,
            earlier: if open.is_empty() { slip.number } else { self.one(&open) },
            verdict: self.one(&["yes", "no"]),
            soon: day(self.town.now(), self.dice.random_range(0..9)),
            later: day(slip.limits.finish.at, self.dice.random_range(0..9)),
        }
    }

    async fn look(&self, number: RequestNumber) -> (Request, Service) {
        let mut conn = self.town.desk.db.read().await.expect("a connection");
        let slip = store::request::find(&mut conn, number)
            .await
            .expect("an answer")
            .expect("what was placed is there");
        let service =
            store::service::find(&mut conn, slip.service).await.expect("an answer").expect("a service");
        (slip, service)
    }

    /// What never came up before is preferred half of the time, so that a history of this length knows every verb.
    fn next_verb(&mut self, slip: &Request) -> &'static str {
        let aside = !slip.state.is_over() && self.chance(25);
        let offered = if aside { verbs::beside(slip, self.town.now()) } else { verbs::next(slip) };
        let is_new = |verb: &&str| VERBS.contains(verb) && !self.done.contains_key(verb);
        let new: Vec<_> = offered.iter().copied().filter(is_new).collect();
        if !new.is_empty() && self.chance(50) { self.one(&new) } else { self.one(offered) }
    }

    /// Somebody who may do this to that slip, if there is one.
    fn fit(&mut self, verb: &str, slip: &Request, service: &Service) -> Person {
        let may = |person: &&Person| {
            person.visitor().actor.is_some_and(|actor| verbs::may(verb, actor, slip, service))
        };
        let fit: Vec<_> = self.everybody().filter(may).cloned().collect();
        if fit.is_empty() { self.anybody() } else { self.one(&fit) }
    }

    fn everybody(&self) -> impl Iterator<Item = &Person> {
        self.residents.iter().chain(&self.helpers).chain(&self.desk).chain(&self.clerks)
    }

    fn anybody(&mut self) -> Person {
        let everybody: Vec<_> = self.everybody().cloned().collect();
        self.one(&everybody)
    }

    /// Does a verb, and one time in six sends the same ask `again`: it must give the same answer.
    async fn twice<T: Debug + PartialEq>(
        &mut self,
        verb: &'static str,
        once: impl Future<Output = desk::Result<T>>,
        again: impl Future<Output = desk::Result<T>>,
    ) -> Option<T> {
        match once.await {
            Ok(reply) => {
                if self.chance(16) {
                    let repeated = again.await.expect("a repeated ask is answered");
                    assert_eq!(repeated, reply, "{verb}: the same ask, another answer");
                    *self.done.entry("the same ask again").or_default() += 1;
                }
                *self.done.entry(verb).or_default() += 1;
                Some(reply)
            }
            Err(
                Error::NotFound
                | Error::Denied(_)
                | Error::Fields(_)
                | Error::Taken { .. }
                | Error::Request(_)
                | Error::Shop(_),
            ) => {
                *self.done.entry("refused").or_default() += 1;
                None
            }
            Err(error) => panic!("{verb}: nobody else was there, and yet {error:?}"),
        }
    }
}

/// A number that somebody chose for this run, or the usual one.
fn chosen<N: std::str::FromStr>(variable: &str, usual: N) -> N {
    std::env::var(variable).map_or(usual, |number| {
        number.parse().unwrap_or_else(|_| panic!("{variable} is no number: {number}"))
    })
}

on_both_engines! {
    async fn every_invariant_holds_after_each_step(town: Town) {
        let (seed, steps) = (chosen("SANDAN_TEST_SEED", SEED), chosen("SANDAN_HISTORY_STEPS", STEPS));
        let engine = if town.desk.db.is_sqlite() { "SQLite" } else { "PostgreSQL" };
        // Not by a macro of the test harness, which keeps quiet when all goes well.
        let mut told = std::io::stderr();
        writeln!(told, "history on {engine}: {steps} steps, seed {seed}").expect("somebody listens");
        let mut course = Course::new(town.clone(), seed).await;
        for step in 1..=steps {
            course.step().await;
            if step % 100 == 0 {
                course.end_a_post(step / 100).await;
            }
            if step == steps / 2 {
                course.publish(NOTICE).await;
            } else if step == steps * 3 / 5 {
                course.publish(AMENDED).await;
            }
            let violations = town.violations().await;
            assert!(violations.is_empty(), "seed {seed}, step {step}: {violations:#?}");
        }
        // At last everybody rests, until nothing more comes about by itself.
        for _ in 0..15 {
            course.wait(Minutes::days(1)).await;
        }
        assert_eq!(town.violations().await, [], "seed {seed}, in the end");
        writeln!(told, "history on {engine}: {:?}", course.done).expect("somebody listens");
        for verb in VERBS.iter().chain(&["place", "redeem", "hand out", "cancel", "a voucher expires", "a post ends"]) {
            assert!(course.done.get(verb).is_some_and(|times| *times > 0), "seed {seed}: {verb} never happened");
        }
        let mut steps = BTreeSet::new();
        for slip in &course.slips {
            course.somebody_answers_for(&course.look(*slip).await.0).await;
            steps.extend(town.steps(*slip).await);
        }
        for step in BY_ITSELF {
            assert!(steps.contains(step), "seed {seed}: {step} never happened");
        }
    }
}
