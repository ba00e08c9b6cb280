//! What somebody was told counts as read once they open the slip, act on it, or say so of a whole heap.

use domain::{Actor, PersonId, RequestNumber, Timestamp, inbox::Heap, permit};

use crate::{Ask, Error, Result, live::Topic, writing::Writing};

/// Marks all that the asker was told of a slip as read, on the way to its page; but not while the page asks them to act in
/// another of their posts first. A slip they were told nothing of is not found.
pub async fn open(ask: &Ask, number: RequestNumber) -> Result<RequestNumber> {
    let actor = ask.actor()?;
    let mut w = ask.write("open_message").await?;
    if !store::inbox::has_any(&mut w, actor.person, number).await? {
        return Err(Error::NotFound);
    }
    if !is_for_another_post(&mut w, actor, number).await? {
        seen_by_doing(&mut w, actor.person, number).await?;
    }
    w.done().await?;
    Ok(number)
}

/// The asker may see the slip in a post they hold, and not in the one they act in.
async fn is_for_another_post(w: &mut Writing<'_>, actor: Actor, number: RequestNumber) -> Result<bool> {
    let request = store::request::find(w, number).await?.ok_or(Error::NotFound)?;
    let service = store::service::find(w, request.service).await?.ok_or(Error::NotFound)?;
    let sees = |actor: Actor| permit::see(actor, &request, &service).is_ok();
    if sees(actor) {
        return Ok(false);
    }
    let posts = store::post::of_person(w, actor.person).await?;
    Ok(posts.into_iter().any(|held| sees(Actor { post: Some(held.post), ..actor })))
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
