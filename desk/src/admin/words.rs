//! Words that may not stand in public text: one list for the whole house, kept by its moderators.

use domain::{
    permit,
    text::{Line, Note},
    typed,
};
use store::Conn;

use crate::{Ask, Error, Fault, Result, writing::begin};

/// Letters and digits alone, folded: a word spread out by spaces and dots, or in full width, is still that word.
fn bare(text: &str) -> String {
    text.chars().flat_map(letters).collect()
}

fn letters(c: char) -> impl Iterator<Item = char> {
    typed::folded_char(c).filter(|c| c.is_alphanumeric())
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
    w.audit(None, format!("word:{word}"), None);
    w.reply(()).await
}

/// Takes a word off the list.
pub async fn remove(ask: &Ask, word: &str) -> Result<()> {
    let mut w = begin!(ask, "remove_word");
    may_moderate(ask)?;
    store::word::remove(&mut w, word).await?;
    w.audit(None, format!("word:{word}"), None);
    w.reply(()).await
}

/// The list, laid over what people wrote before others read it.
pub(crate) struct Screen(Vec<Vec<char>>);

impl Screen {
    pub(crate) async fn load(conn: &mut Conn) -> Result<Self> {
        Ok(Self(store::word::list(conn).await?.iter().map(|word| bare(word).chars().collect()).collect()))
    }

    /// The text with a star for each letter of a hidden word.
    pub(crate) fn over(&self, text: &str) -> String {
        let mut shown: Vec<char> = text.chars().collect();
        // Where each bare letter stands in the text.
        let letters: Vec<(usize, char)> = shown
            .iter()
            .enumerate()
            .flat_map(|(place, c)| letters(*c).map(move |letter| (place, letter)))
            .collect();
        for word in self.0.iter().filter(|word| !word.is_empty()) {
            for run in letters.windows(word.len()) {
                if run.iter().map(|(_, letter)| letter).eq(word) {
                    run.iter().for_each(|(place, _)| shown[*place] = '＊');
                }
            }
        }
        shown.into_iter().collect()
    }

    pub(crate) fn over_note(&self, note: &Note) -> Note {
        // As long as before and nothing but stars is new, so it is a fit note.
        Note::new(&self.over(note.as_str())).unwrap_or_else(|_| note.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::{Screen, bare};

    #[test]
    fn a_word_spread_out_is_still_that_word() {
        assert_eq!(bare("加·微 信 VX"), "加微信vx");
        assert_eq!(bare("加微\u{200B}信 ＶＸ"), "加微信vx");
    }

    #[test]
    fn a_hidden_word_is_starred_however_it_is_spread() {
        let screen = Screen(vec![bare("加微信").chars().collect(), bare("spam").chars().collect()]);
        for (text, shown) in [
            ("灯坏了", "灯坏了"),
            ("请加微信 abc", "请＊＊＊ abc"),
            ("加 微·信", "＊ ＊·＊"),
            ("加\u{200B}微信，ＳＰＡＭ", "＊\u{200B}＊＊，＊＊＊＊"),
            ("SPam, sp-am", "＊＊＊＊, ＊＊-＊＊"),
            ("", ""),
        ] {
            assert_eq!(screen.over(text), shown);
        }
    }
}
