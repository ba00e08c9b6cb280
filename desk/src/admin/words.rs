//! Words that may not stand in public text: one list for the whole house, kept by its moderators.

use domain::{
    permit,
    text::{Line, Note},
};
use store::Conn;

use crate::{Ask, Error, Fault, Result, writing::begin};

/// Letters and digits alone, in lower case: a word spread out by spaces and dots is still that word.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn may_moderate(ask: &Ask) -> Result<()> {
    let actor = ask.actor()?;
    let post = actor.post.ok_or(permit::Denied::NotYourRole)?;
    Ok(permit::moderate(actor, post.area).map(drop)?)
}

/// All of them.
pub async fn list(ask: &Ask) -> Result<Vec<String>> {
    may_moderate(ask)?;
    let mut conn = ask.read().await?;
    Ok(store::word::list(&mut conn).await?)
}

/// Adds a word.
pub async fn add(ask: &Ask, word: &str) -> Result<()> {
    let mut w = begin!(ask, "add_word");
    may_moderate(ask)?;
    let word = Line::new(word).map_err(|error| Error::field("word", Fault::from(error)))?;
    let word = bare(word.as_str());
    if word.is_empty() {
        return Err(Error::field("word", Fault::Missing));
    }
    if !store::word::add(&mut w, &word, Some(ask.person()?), ask.at).await? {
        return Err(Error::field("word", Fault::Taken));
    }
    w.audit(None, format!("word:{word}"), None).await?;
    w.reply(()).await
}

/// Takes a word off the list.
pub async fn remove(ask: &Ask, word: &str) -> Result<()> {
    let mut w = begin!(ask, "remove_word");
    may_moderate(ask)?;
    store::word::remove(&mut w, word).await?;
    w.audit(None, format!("word:{word}"), None).await?;
    w.reply(()).await
}

/// Does a text hold a hidden word? It then waits for a moderator.
pub async fn screen(conn: &mut Conn, text: &Note) -> Result<bool> {
    let text = bare(text.as_str());
    Ok(store::word::list(conn).await?.iter().any(|word| text.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_word_spread_out_is_still_that_word() {
        assert_eq!(bare("加·微 信 VX"), "加微信vx");
    }
}
