//! The desk, and an ask at it: who asks, when, with which dice, and under which key.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use domain::{Actor, PersonId, Post, Timestamp};
use rand::{Rng, RngCore, SeedableRng, rngs::StdRng};
use store::{Conn, Db, edition::Editions};
use uuid::Uuid;

use crate::{
    Client, Error, FieldFault, Result,
    calendar::{Days, Hours},
    idempotency::IdempotencyKey,
    limits::Limits,
    live::Hub,
    messenger::Messenger,
    others::Others,
    shelf::Shelves,
    tally::Tally,
    uploads::Uploads,
};

/// What every ask needs and shares.
pub struct Desk {
    pub db: Db,
    /// Signs posters' addresses and hashes codes. At least 32 bytes.
    pub secret: Vec<u8>,
    /// Where photos lie.
    pub photos: PathBuf,
    /// Files on their way in.
    pub uploads: Uploads,
    /// Which days are worked.
    pub days: Days,
    /// What is kept in memory.
    pub shelves: Shelves,
    /// Who watches what.
    pub live: Hub,
    /// The other nodes.
    pub others: Others,
    /// How often which verb was done.
    pub tally: Tally,
    /// How much is too much.
    pub limits: Limits,
    /// How sign-in codes leave the house.
    pub messenger: Messenger,
    /// How this installation is reached from outside, without a slash at the end.
    pub public_url: String,
    /// Shows the demo people and their codes. Never on a real installation.
    pub demo: bool,
    dice: Mutex<StdRng>,
}

impl Desk {
    pub fn new(
        db: Db,
        secret: Vec<u8>,
        photos: PathBuf,
        public_url: String,
        demo: bool,
        seed: [u8; 32],
    ) -> Self {
        let dice = Mutex::new(StdRng::from_seed(seed));
        Self {
            db,
            secret,
            photos,
            uploads: Uploads::within(&Limits::default()),
            days: Days::default(),
            shelves: Shelves::default(),
            live: Hub::default(),
            others: Others::default(),
            tally: Tally::default(),
            limits: Limits::default(),
            messenger: Messenger::log(),
            public_url,
            demo,
            dice,
        }
        .remembering_in_demo()
    }

    /// Codes leave through this messenger instead of the log.
    pub fn sending_through(self, messenger: Messenger) -> Self {
        Self { messenger, ..self }.remembering_in_demo()
    }

    /// With other limits than the usual ones.
    pub fn limited_by(self, limits: Limits) -> Self {
        Self { uploads: Uploads::within(&limits), limits, ..self }
    }

    fn remembering_in_demo(self) -> Self {
        if self.demo { Self { messenger: self.messenger.remembering(), ..self } } else { self }
    }

    fn throw<T>(&self, with: impl FnOnce(&mut StdRng) -> T) -> T {
        with(&mut self.dice.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The browser that asks: its session, and who is signed in there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visitor {
    /// The hash of the session cookie, the session's key in the store. `None`: no cookie yet.
    pub session: Option<Uuid>,
    pub actor: Option<Actor>,
}

impl Visitor {
    pub const STRANGER: Self = Self { session: None, actor: None };
}

/// One ask.
#[derive(Clone)]
pub struct Ask {
    pub desk: Arc<Desk>,
    pub visitor: Visitor,
    pub at: Timestamp,
    /// Where it comes from, if it came over the network.
    pub client: Option<Client>,
    /// What a browser is known by that has signed somebody in before: the hash of a cookie of its own.
    pub browser: Option<Uuid>,
    /// The editions at that time of what is kept in memory, if they are known.
    pub editions: Option<Editions>,
    /// By which sending a form twice is doing it once.
    pub key: Option<IdempotencyKey>,
    /// What is wrong with the form already, before the verb has seen it: a picture that cannot be taken. The verb says
    /// what else is wrong, and writes nothing.
    pub faults: Vec<FieldFault>,
}

impl Ask {
    pub fn new(desk: Arc<Desk>, visitor: Visitor, at: Timestamp) -> Self {
        Self { desk, visitor, at, client: None, browser: None, editions: None, key: None, faults: Vec::new() }
    }

    /// It came from there.
    pub fn from(self, client: Option<Client>, browser: Option<Uuid>) -> Self {
        Self { client, browser, ..self }
    }

    pub fn with_editions(self, editions: Option<Editions>) -> Self {
        Self { editions, ..self }
    }

    /// The same ask of the same person, acting in another post or as a resident.
    pub fn acting_in(&self, post: Option<Post>) -> Self {
        let actor = self.visitor.actor.map(|actor| Actor { post, ..actor });
        Self { visitor: Visitor { actor, ..self.visitor }, ..self.clone() }
    }

    /// The house asks, and nobody in it.
    pub fn by_itself(&self) -> Self {
        Self { visitor: Visitor::STRANGER, key: None, ..self.clone() }
    }

    pub fn with_key(self, key: Option<IdempotencyKey>) -> Self {
        Self { key, ..self }
    }

    pub fn with_faults(self, faults: Vec<FieldFault>) -> Self {
        Self { faults, ..self }
    }

    /// Was this very ask answered before, so that nothing was done this time?
    pub fn is_repeated(&self) -> bool {
        self.key.as_ref().is_some_and(IdempotencyKey::is_repeated)
    }

    /// Refuses a form that was faulty from the start.
    pub fn sound(&self) -> Result<()> {
        if self.faults.is_empty() { Ok(()) } else { Err(Error::Fields(self.faults.clone())) }
    }

    /// Who is signed in; otherwise they are asked to.
    pub fn actor(&self) -> Result<Actor> {
        self.visitor.actor.ok_or(Error::SignInFirst)
    }

    pub fn person(&self) -> Result<PersonId> {
        self.actor().map(|actor| actor.person)
    }

    /// The usual office hours by today's calendar.
    pub fn hours(&self) -> Hours {
        self.desk.days.hours()
    }

    pub async fn read(&self) -> Result<Conn> {
        Ok(self.desk.db.read().await?)
    }

    /// A fresh id of any kind.
    pub fn fresh<T: From<Uuid>>(&self) -> T {
        domain::id::fresh(self.at, self.chance()).into()
    }

    /// Bytes of chance.
    pub fn chance<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.desk.throw(|dice| dice.fill_bytes(&mut bytes));
        bytes
    }

    /// A number from 0 to `below`, which is not included.
    pub fn dice(&self, below: u64) -> u64 {
        self.desk.throw(|dice| dice.random_range(0..below))
    }
}
