//! A change under way: one transaction with its audit lines, its topics and its answer.

use std::{
    collections::BTreeSet,
    mem,
    ops::{Deref, DerefMut},
};

use domain::{Actor, Area, PersonId, RequestNumber, inbox::News};
use store::{Sentence, Tx};

use crate::{
    Ask, Error, Result,
    answer::Answer,
    live::Topic,
    others,
    tally::{self, Ending},
};

/// Either a fresh transaction, or the answer this very ask was given before.
pub enum Begun<'a, T> {
    Fresh(Writing<'a>),
    Repeated(T),
}

/// Which message of a slip: what it tells of which of its revisions.
pub(crate) type Told = (RequestNumber, u32, News);

pub struct Writing<'a> {
    pub ask: &'a Ask,
    attempt: tally::Attempt<'a>,
    /// Another attempt follows if what this one says is there already.
    is_first: bool,
    tx: Tx,
    /// Said at the end, all in one go.
    last: Vec<Sentence>,
    /// Who is told what.
    told: BTreeSet<(PersonId, Told)>,
    topics: Vec<Topic>,
}

/// Begins a verb that makes or moves something, or returns from it with the answer given before.
macro_rules! begin {
    ($ask:expr, $verb:literal) => {
        match $ask.begin($verb).await? {
            $crate::writing::Begun::Fresh(writing) => writing,
            $crate::writing::Begun::Repeated(reply) => return Ok(reply),
        }
    };
}
pub(crate) use begin;

impl Ask {
    /// Begins a change that a signed-in person asked for. Looks for the answer to the same key first, in its turn, so that
    /// two taps cannot both find nothing.
    pub(crate) async fn begin<T: Answer>(&self, verb: &'static str) -> Result<Begun<'_, T>> {
        let person = self.person()?;
        let mut writing = self.write(verb).await?;
        if let Some(key) = &self.key {
            store::answer::take_turn(&mut writing, person, key.id()).await?;
            if let Some(kept) = store::answer::find(&mut writing, person, key.id(), verb).await? {
                let kept = serde_json::from_str(&kept)
                    .map_err(|e| Error::Store(store::Error::corrupt("answer", e)))?;
                let reply = T::again(kept, &mut writing).await?;
                writing.attempt.ending = Some(Ending::Repeated);
                // Whoever asked first may still be on the way to the disk.
                writing.tx.commit().await?;
                key.set_repeated();
                return Ok(Begun::Repeated(reply));
            }
        }
        Ok(Begun::Fresh(writing))
    }

    /// Begins a verb that sets something to what was typed. Sent again it sets it again, whatever it was set to meanwhile;
    /// where everything is so already, the verb ends with [`Writing::unchanged`].
    pub(crate) async fn begin_setting(&self, verb: &'static str) -> Result<Writing<'_>> {
        let person = self.person()?;
        let mut writing = self.write(verb).await?;
        if let Some(key) = &self.key {
            store::answer::take_turn(&mut writing, person, key.id()).await?;
        }
        Ok(writing)
    }

    /// Begins a change whoever asks: visitors, timers, the command line.
    pub(crate) async fn write(&self, verb: &'static str) -> Result<Writing<'_>> {
        let tx = self.desk.db.write().await?;
        let attempt = tally::Attempt { tally: &self.desk.tally, verb, ending: Some(Ending::Undone) };
        Ok(Writing {
            ask: self,
            attempt,
            is_first: false,
            tx,
            last: Vec::new(),
            told: BTreeSet::new(),
            topics: Vec::new(),
        })
    }
}

impl Writing<'_> {
    /// Makes it a first attempt: if what it says is there already another one follows, and that is the one that counts.
    pub fn first(mut self) -> Self {
        self.is_first = true;
        self
    }

    pub fn actor(&self) -> Result<Actor> {
        self.ask.actor()
    }

    /// After the commit, whoever watches this looks again.
    pub fn tell(&mut self, topic: Topic) {
        if !self.topics.contains(&topic) {
            self.topics.push(topic);
        }
    }

    /// To be said at the end.
    pub fn say(&mut self, sentences: impl IntoIterator<Item = Sentence>) {
        self.last.extend(sentences);
    }

    /// Says what is to be said at the end already now: what comes next rests on it.
    pub async fn say_now(&mut self) -> Result<()> {
        Ok(store::say(&mut self.tx, &mem::take(&mut self.last)).await?)
    }

    /// Is this the first time that this change tells them that?
    pub fn tells_first(&mut self, person: PersonId, told: Told) -> bool {
        self.told.insert((person, told))
    }

    /// Writes down who did this verb to what. Ids only, nothing personal.
    pub fn audit(&mut self, area: Option<Area>, subject: String, detail: Option<String>) {
        let actor = self.ask.visitor.actor;
        let line = store::audit::Line {
            id: self.ask.fresh(),
            at: self.ask.at,
            person: actor.map(|actor| actor.person),
            role: actor.map_or(domain::Role::Resident, Actor::role),
            area,
            verb: self.attempt.verb.to_owned(),
            subject,
            detail,
        };
        self.last.push(store::audit::write(&line));
    }

    /// Keeps the reply for a repeat of this ask, commits, and tells who watches.
    pub async fn reply<T: Answer>(mut self, reply: T) -> Result<T> {
        if let (Some(key), Some(actor)) = (&self.ask.key, self.ask.visitor.actor) {
            let kept = serde_json::to_string(&reply.kept())
                .map_err(|e| Error::Store(store::Error::corrupt("answer", e)))?;
            self.last.push(store::answer::keep(
                actor.person,
                key.id(),
                self.attempt.verb,
                &kept,
                self.ask.at,
            ));
        }
        self.done().await?;
        Ok(reply)
    }

    /// Ends a verb that finds everything as it was to become: nothing is written, and the person is told so.
    pub async fn unchanged<T>(mut self, reply: T) -> Result<T> {
        self.ask.sound()?;
        self.attempt.ending = Some(Ending::Repeated);
        // Whoever made it so may still be on the way to the disk.
        self.tx.commit().await?;
        if let Some(key) = &self.ask.key {
            key.set_repeated();
        }
        Ok(reply)
    }

    /// Commits and tells who watches, and keeps no reply: for what every sending of a form does anew, as a try at a
    /// code, and for replies that must not lie about, as a cookie. A form that was faulty from the start ends here.
    pub async fn done(mut self) -> Result<()> {
        self.ask.sound()?;
        // In one order: two that tell of the same two grids must not wait for each other.
        self.topics.sort_unstable_by_key(Topic::to_string);
        let mut grids = Vec::new();
        for topic in &self.topics {
            self.last.push(store::outbox::put(self.ask.fresh(), &topic.to_string(), self.ask.at));
            if let Topic::Grid(grid) = topic {
                grids.push(*grid);
            }
        }
        if !grids.is_empty() {
            self.last.push(store::edition::count(&grids));
        }
        if let Err(error) = self.tx.commit_with(&self.last).await {
            if self.is_first && matches!(error, store::Error::Stale) {
                self.attempt.ending = None;
            }
            return Err(error.into());
        }
        self.attempt.ending = Some(Ending::Done);
        others::tell(&self.ask.desk, self.topics.iter().map(Topic::to_string));
        for topic in self.topics {
            self.ask.desk.live.tell(topic);
        }
        Ok(())
    }
}

impl Deref for Writing<'_> {
    type Target = Tx;
    fn deref(&self) -> &Tx {
        &self.tx
    }
}

impl DerefMut for Writing<'_> {
    fn deref_mut(&mut self) -> &mut Tx {
        &mut self.tx
    }
}
