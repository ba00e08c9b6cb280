//! What somebody was told counts as read once they open the slip, act on it, or say so of a whole heap.

use domain::{PersonId, RequestNumber, Timestamp, inbox::Heap};

use crate::{Ask, Error, Result, live::Topic, writing::Writing};

/// Marks all that the asker was told of a slip as read, on the way to its page. A slip they were told nothing of is not
/// found.
pub async fn open(ask: &Ask, number: RequestNumber) -> Result<RequestNumber> {
    let person = ask.person()?;
    let mut w = ask.write("open_message").await?;
    if !store::inbox::has_any(&mut w, person, number).await? {
        return Err(Error::NotFound);
    }
    seen_by_doing(&mut w, person, number).await?;
    w.done().await?;
    Ok(number)
}

/// Marks what the asker could see of a heap at `seen` as read: what came since stays new.
pub async fn mark_all_read(ask: &Ask, heap: Heap, seen: Timestamp) -> Result<()> {
    let person = ask.person()?;
    let mut w = ask.write("read_messages").await?;
    if store::inbox::mark_all_read(&mut w, person, heap, seen.min(ask.at), ask.at).await? > 0 {
        w.tell(Topic::Person(person));
    }
    w.done().await
}

/// Whoever acts on a slip knows what they were told of it.
pub(crate) async fn seen_by_doing(
    w: &mut Writing<'_>,
    person: PersonId,
    number: RequestNumber,
) -> Result<()> {
    let at = w.ask.at;
    if store::inbox::mark_read(w, person, number, at).await? > 0 {
        w.tell(Topic::Person(person));
    }
    Ok(())
}
