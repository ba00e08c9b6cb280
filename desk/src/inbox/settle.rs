//! What a slip asks of people until somebody has done it.

use std::collections::BTreeMap;

use domain::{PersonId, Request, inbox::News};

use crate::{Result, live::Topic, writing::Writing};

/// A slip went from `before` to `after`: what is done by that, or asked of others now, counts as read by everybody of whom
/// it was asked, whoever did it.
pub(crate) async fn settle(w: &mut Writing<'_>, before: &Request, after: &Request) -> Result<()> {
    let at = w.ask.at;
    let asked = store::inbox::asked(w, after.number).await?;
    let mut there = Vec::new();
    if asked.iter().any(|(_, news)| news.is_a_call()) {
        for call in after.beside.whistle.iter().flat_map(|whistle| &whistle.calls) {
            if call.reported_at.is_some() {
                there.extend(store::unit::members(w, call.unit).await?.into_iter().map(|held| held.person));
            }
        }
    }
    let mut settled: BTreeMap<News, Vec<PersonId>> = BTreeMap::new();
    for (person, news) in asked {
        if news.is_settled(before, after) || (news.is_a_call() && there.contains(&person)) {
            settled.entry(news).or_default().push(person);
        }
    }
    for (news, people) in settled {
        store::inbox::settle(w, after.number, news, &people, at).await?;
        for person in people {
            w.tell(Topic::Person(person));
        }
    }
    Ok(())
}
