//! Telling people of a slip.

use std::collections::BTreeMap;

use domain::{
    PersonId, Request, RequestNumber, Timestamp,
    inbox::{Heap, News, QuietHours},
};
use store::{Sentence, request::Joined};

use crate::{
    Result,
    live::Topic,
    writing::{Told, Writing},
};

/// Something to tell of a slip, as it stands after the step that is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    request: RequestNumber,
    revision: u32,
    heap: Heap,
    news: News,
    urgent: bool,
}

impl Message {
    /// The readers are to do something.
    pub const fn needs(request: &Request, news: News) -> Self {
        Self::on(Heap::Needs, request, news)
    }

    /// The readers answer for it or wait for it; others have it in hand.
    pub const fn follows(request: &Request, news: News) -> Self {
        Self::on(Heap::Follows, request, news)
    }

    /// The readers may want to know.
    pub const fn changed(request: &Request, news: News) -> Self {
        Self::on(Heap::Changed, request, news)
    }

    const fn on(heap: Heap, request: &Request, news: News) -> Self {
        Self { request: request.number, revision: request.revision, heap, news, urgent: false }
    }

    /// The same, told on a slip that was merged into it. How far that one had come itself stands before its own revision,
    /// so that nothing that happens to it later is taken for the same.
    pub const fn on_joined(self, slip: Joined) -> Self {
        let revision = slip.revision.saturating_mul(1 << 16).saturating_add(self.revision);
        Self { request: slip.number, revision, ..self }
    }

    fn told(&self) -> Told {
        (self.request, self.revision, self.news)
    }

    /// An emergency: it reminds people in their quiet hours, too.
    pub const fn urgent(self) -> Self {
        Self { urgent: true, ..self }
    }
}

/// Tells these people, and their open pages count anew. Nobody is told what they have just done themselves, and nobody
/// the same thing twice: who is told on two heaps has it on the first.
pub(crate) async fn tell(w: &mut Writing<'_>, message: Message, to: &[PersonId]) -> Result<()> {
    let doer = w.ask.visitor.actor.map(|actor| actor.person);
    let others: Vec<PersonId> = to.iter().copied().filter(|person| Some(*person) != doer).collect();
    let hours = store::inbox::quiet_hours(w, &others).await?;
    tell_at(w, message, hours);
    Ok(())
}

/// The same, for people of whom it is known when they want to be left alone.
pub(crate) fn tell_at(w: &mut Writing<'_>, message: Message, mut to: Vec<(PersonId, QuietHours)>) {
    let (at, doer) = (w.ask.at, w.ask.visitor.actor.map(|actor| actor.person));
    to.retain(|(person, _)| Some(*person) != doer && w.tells_first(*person, message.told()));
    let Delivery { sentences, seen_by } = deliver(message, &to, at);
    w.say(sentences);
    for person in seen_by {
        w.tell(Topic::Person(person));
    }
}

/// What lays a message into inboxes.
#[derive(Debug)]
pub struct Delivery {
    pub sentences: Vec<Sentence>,
    /// Whose open pages count anew at once.
    pub seen_by: Vec<PersonId>,
}

/// Lays a message into the inboxes of these people, and reminds each when their quiet hours allow: an open page is left
/// alone in them.
pub fn deliver(message: Message, to: &[(PersonId, QuietHours)], at: Timestamp) -> Delivery {
    let Message { request, revision, heap, news, urgent } = message;
    let message = store::inbox::Message { request, revision, heap, news, written_at: at };
    let mut by_time: BTreeMap<Timestamp, Vec<PersonId>> = BTreeMap::new();
    for (person, quiet) in to {
        let from = if urgent { at } else { quiet.reminds_from(at) };
        by_time.entry(from).or_default().push(*person);
    }
    let sentences = by_time.iter().flat_map(|(from, people)| store::inbox::put(&message, *from, people));
    Delivery { sentences: sentences.collect(), seen_by: by_time.remove(&at).unwrap_or_default() }
}
