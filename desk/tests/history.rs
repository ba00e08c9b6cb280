//! A long random history of people, requests and points, after each step of which every invariant holds.
//!
//! The same seed tells the same history. It is printed; `SANDAN_TEST_SEED` chooses another.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod town;

use std::{collections::BTreeMap, fmt::Debug, io::Write};

use desk::{Ask, Error, request, request::Work, shop};
use domain::{
    Minutes, PersonId, Request, RequestNumber, VoucherId, catalogue::Service, permit, request::State,
};
use rand::{Rng, SeedableRng, rngs::StdRng};

use town::{DISTRICT, GRID, NEXT_GRID, Person, Town, on_both_engines};

const SEED: u64 = 20_261_121;
const STEPS: u32 = 2_000;

/// Everybody and everything the history is about, and the dice that drive it.
struct Course {
    town: Town,
    dice: StdRng,
    residents: Vec<Person>,
    helpers: Vec<Person>,
    desk: Vec<Person>,
    keeper: Person,
    slips: Vec<RequestNumber>,
    /// Those of them that were not over when last looked at.
    open: Vec<RequestNumber>,
    vouchers: Vec<(VoucherId, String, usize)>,
    /// How often each verb was done.
    done: BTreeMap<&'static str, u32>,
}

const ITEMS: [(&str, u32); 3] = [("soap", 10), ("rice", 25), ("umbrella", 60)];
const SERVICES: [&str; 4] = ["repair-light", "errand-medicine", "legal", "hazard-gas"];

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
        let desk =
            vec![town.grid_worker(DISTRICT).await, town.grid_leader(GRID).await, town.staff(DISTRICT).await];
        let keeper = town.shop_keeper(DISTRICT).await;
        // Who helps and who keeps the desk lives here too, and orders what everybody orders.
        residents.extend([helpers[0].at_home(), desk[0].at_home(), keeper.at_home()]);
        Self {
            town,
            dice: StdRng::seed_from_u64(seed),
            residents,
            helpers,
            desk,
            keeper,
            slips: Vec::new(),
            open: Vec::new(),
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
            0..=7 => self.order().await,
            8..=11 => self.pass().await,
            12..=17 => self.redeem().await,
            18..=20 => self.end_a_voucher().await,
            _ => self.move_a_slip().await,
        }
    }

    /// Mostly minutes, now and then days; then the timers run.
    async fn pass(&mut self) {
        let minutes = if self.chance(25) {
            self.dice.random_range(1_000..12_000)
        } else {
            self.dice.random_range(1..90)
        };
        self.town.pass(Minutes(minutes));
        let done = desk::timer::run_due(&self.town.stranger()).await.expect("the timers run");
        *self.done.entry("time passes").or_default() += 1;
        *self.done.entry("closed unrated").or_default() += done.closed;
        *self.done.entry("a voucher expires").or_default() += done.expired;
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

    /// Mostly what comes next, by somebody who may; else anything by anybody.
    async fn move_a_slip(&mut self) {
        if self.slips.is_empty() {
            return;
        }
        // Mostly one that is not over yet; what is over is tried again now and then.
        let among =
            if self.open.is_empty() || self.chance(8) { self.slips.clone() } else { self.open.clone() };
        let number = self.one(&among);
        let (slip, service) = self.look(number).await;
        if slip.state.is_over() {
            self.open.retain(|open| *open != number);
        }
        let verb = if self.chance(90) { self.next_verb(&slip) } else { self.one(&VERBS) };
        let actor = if self.chance(90) { self.fit(verb, &slip, &service) } else { self.anybody() };
        let (ask, helpers) = (actor.ask(), self.helpers.clone());
        let helper = self.one(&helpers).id;
        self.twice(verb, act(verb, &ask, number, helper), act(verb, &ask, number, helper)).await;
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

    fn next_verb(&mut self, slip: &Request) -> &'static str {
        let verbs: &[&str] = match slip.state {
            State::Placed => &["verify", "verify", "verify", "verify", "verify", "ask back", "refuse"],
            State::AskedBack { .. } => &["answer", "answer", "answer", "answer", "refuse", "withdraw"],
            State::Verified { .. } => {
                &["dispatch", "dispatch", "dispatch", "dispatch to", "dispatch to", "withdraw"]
            }
            State::Dispatched { .. } => &["accept", "accept", "accept", "accept", "dispatch", "dispatch to"],
            State::Accepted { .. } => {
                &["arrive", "arrive", "arrive", "report", "finish", "give back", "withdraw"]
            }
            State::Arrived { .. } => &["report", "finish", "finish", "finish", "give back"],
            State::Finished { .. } => &["check", "check", "check", "send back"],
            State::Checked { .. } => &["rate well", "rate well", "rate badly", "wait", "wait"],
            State::Refused { .. } | State::Withdrawn { .. } | State::Closed { .. } => &VERBS,
        };
        self.one(verbs)
    }

    /// Somebody who may do this to that slip, if there is one.
    fn fit(&mut self, verb: &str, slip: &Request, service: &Service) -> Person {
        let may = |person: &&Person| {
            let Some(actor) = person.visitor().actor else { return false };
            match verb {
                "answer" | "withdraw" | "rate well" | "rate badly" => permit::own(actor, slip).is_ok(),
                "arrive" | "report" | "finish" | "give back" => permit::handle(actor, slip).is_ok(),
                "accept" => permit::accept(actor, slip, service).is_ok(),
                "check" | "send back" => permit::check(actor, slip).is_ok(),
                _ => permit::run(actor, slip).is_ok(),
            }
        };
        let fit: Vec<_> = self.everybody().filter(may).cloned().collect();
        if fit.is_empty() { self.anybody() } else { self.one(&fit) }
    }

    fn everybody(&self) -> impl Iterator<Item = &Person> {
        self.residents.iter().chain(&self.helpers).chain(&self.desk)
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

async fn act(verb: &str, ask: &Ask, number: RequestNumber, helper: PersonId) -> desk::Result<Request> {
    let work = Work { note: "换了灯泡".to_owned(), photos: Vec::new() };
    match verb {
        "verify" => request::verify(ask, number).await,
        "ask back" => request::ask_back(ask, number, "哪一层?").await,
        "answer" => request::answer(ask, number, "三层").await,
        "refuse" => request::refuse(ask, number, "not_ours", "").await,
        "withdraw" => request::withdraw(ask, number, "").await,
        "dispatch" => request::dispatch(ask, number, None).await,
        "dispatch to" => request::dispatch(ask, number, Some(helper)).await,
        "accept" => request::accept(ask, number).await,
        "arrive" => request::arrive(ask, number).await,
        "report" => request::report(ask, number, work).await,
        "finish" => request::finish(ask, number, work).await,
        "give back" => request::give_back(ask, number, "今天来不了").await,
        "check" => request::check(ask, number, "").await,
        "send back" => request::send_back(ask, number, "还是不亮").await,
        "rate well" => request::rate(ask, number, "5", "").await,
        "rate badly" => request::rate(ask, number, "1", "").await,
        _ => Err(Error::NotFound),
    }
}

const VERBS: [&str; 16] = [
    "verify",
    "ask back",
    "answer",
    "refuse",
    "withdraw",
    "dispatch",
    "dispatch to",
    "accept",
    "arrive",
    "report",
    "finish",
    "give back",
    "check",
    "send back",
    "rate well",
    "rate badly",
];

fn seed() -> u64 {
    match std::env::var("SANDAN_TEST_SEED") {
        Ok(seed) => seed.parse().expect("SANDAN_TEST_SEED is a number"),
        Err(_) => SEED,
    }
}

on_both_engines! {
    async fn every_invariant_holds_after_each_of_two_thousand_steps(town: Town) {
        let (seed, engine) = (seed(), if town.desk.db.is_sqlite() { "SQLite" } else { "PostgreSQL" });
        // Not by a macro of the test harness, which keeps quiet when all goes well.
        let mut told = std::io::stderr();
        writeln!(told, "history on {engine}: {STEPS} steps, seed {seed}").expect("somebody listens");
        let mut course = Course::new(town.clone(), seed).await;
        for step in 1..=STEPS {
            course.step().await;
            let violations = town.violations().await;
            assert!(violations.is_empty(), "seed {seed}, step {step}: {violations:#?}");
        }
        writeln!(told, "history on {engine}: {:?}", course.done).expect("somebody listens");
        for verb in VERBS.iter().chain(&["place", "redeem", "hand out", "cancel", "a voucher expires", "closed unrated"]) {
            assert!(course.done.get(verb).is_some_and(|times| *times > 0), "seed {seed}: {verb} never happened");
        }
    }
}
