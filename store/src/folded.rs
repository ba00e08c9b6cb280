//! What a search finds a slip, a person or an area by: its words, folded, in a column beside them.

use domain::typed;
use uuid::Uuid;

use crate::{Db, Result, Sentence, Tx, db::on, error::Doing, sentence};

/// So many rows of a table are filled in one transaction.
const PORTION: i64 = 500;

/// What a slip is found by. A line end keeps the two apart, as it stands in no folded text.
pub(crate) fn of_request(need: &str, building: &str) -> String {
    format!("{}\n{}", typed::folded(need), typed::folded(building))
}

pub(crate) fn of_person(name: Option<&str>) -> String {
    name.map(typed::folded).unwrap_or_default()
}

pub(crate) fn of_area(name: &str, extent: Option<&str>) -> String {
    typed::folded(&format!("{name} {}", extent.unwrap_or_default()))
}

/// The pattern that finds a folded text holding these words in their order.
pub(crate) fn pattern(text: &str) -> String {
    let mut pattern = String::from("%");
    for word in text.split_whitespace().map(typed::folded).filter(|word| !word.is_empty()) {
        pattern += &literal(&word);
        pattern.push('%');
    }
    pattern
}

/// The text as a pattern that means nothing but it.
pub(crate) fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            literal.push('!');
        }
        literal.push(c);
    }
    literal
}

/// Fills what an older program left, a portion at a time, so that nobody waits long for the writer.
pub(crate) async fn fill_all(db: &Db) -> Result<()> {
    loop {
        let mut tx = db.write().await?;
        let filled = fill(&mut tx).await?;
        tx.commit().await?;
        if filled == 0 {
            return Ok(());
        }
    }
}

/// On PostgreSQL others may be filling too, or moving a slip: rows are held in the order in which everybody holds them, and
/// whoever refers to one does not wait.
macro_rules! missing {
    ($tx:expr, $select:literal) => {
        on!(
            $tx,
            sqlite(c) => { sqlx::query_as(concat!($select, " LIMIT $1")).bind(PORTION).fetch_all(c).await },
            postgres(c) => {
                sqlx::query_as(concat!($select, " LIMIT $1 FOR NO KEY UPDATE")).bind(PORTION).fetch_all(c).await
            }
        )
        .doing("looking for rows to fold")?
    };
}

/// Fills a portion of each table. Returns how many rows there were.
pub(crate) async fn fill(tx: &mut Tx) -> Result<usize> {
    let requests: Vec<(i64, String, String)> =
        missing!(tx, "SELECT number, need, building FROM request WHERE folded IS NULL ORDER BY number");
    let people: Vec<(Uuid, Option<String>)> =
        missing!(tx, "SELECT id, name FROM person WHERE folded IS NULL ORDER BY id");
    let areas: Vec<(i64, String, Option<String>)> =
        missing!(tx, "SELECT code, name, extent FROM area WHERE folded IS NULL ORDER BY code");
    let requests = requests.iter().map(|(number, need, building)| {
        let folded = of_request(need, building);
        Sentence::new(
            "UPDATE request SET folded = ? WHERE number = ?",
            [folded.as_str().into(), (*number).into()],
        )
    });
    let people = people.iter().map(|(id, name)| {
        let folded = of_person(name.as_deref());
        Sentence::new("UPDATE person SET folded = ? WHERE id = ?", [folded.as_str().into(), (*id).into()])
    });
    let areas = areas.iter().map(|(code, name, extent)| {
        let folded = of_area(name, extent.as_deref());
        Sentence::new("UPDATE area SET folded = ? WHERE code = ?", [folded.as_str().into(), (*code).into()])
    });
    let sentences: Vec<Sentence> = requests.chain(people).chain(areas).collect();
    sentence::say(tx, &sentences).await?;
    Ok(sentences.len())
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn what_is_typed_is_searched_as_words_and_never_as_a_pattern() {
        for (typed, searched) in [
            ("东苑", "%东苑%"),
            (" 东苑  三 ", "%东苑%三%"),
            ("１８幢\u{3000}３－２", "%18幢%3 2%"),
            ("100%", "%100!%%"),
            ("A_b!", "%a!_b!!%"),
            ("－ \u{200B}", "%"),
            ("", "%"),
        ] {
            assert_eq!(pattern(typed), searched, "{typed}");
        }
    }
}
