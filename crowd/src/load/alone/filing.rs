//! The rows that filed slips have written, taken from the database they were written to, so that they can be written
//! again: every column as it is, with keys, numbers and times of their own.

use std::{collections::BTreeMap, sync::Arc};

use anyhow::{Context as _, Result};
use domain::{RequestNumber, Timestamp};
use rand::{Rng as _, rngs::StdRng};
use sqlx::AssertSqlSafe;
use store::backup::Table;
use uuid::Uuid;

use super::line::{Line, Value, on};

/// The tables a filing adds rows to, in the order in which it does, and the column that says when. That there are no
/// others is counted; see [`super::Growth`].
const WRITTEN: [(&str, &str); 6] = [
    ("request", "placed_at"),
    ("event", "at"),
    ("inbox_entry", "written_at"),
    ("audit", "at"),
    ("answer", "answered_at"),
    ("outbox", "at"),
];

/// All that was written when one slip was filed.
#[derive(Debug, Clone, Default)]
pub struct Filing {
    rows: Vec<Written>,
    /// What was counted once more.
    pub editions: Vec<String>,
}

#[derive(Debug, Clone)]
struct Written {
    insert: Arc<str>,
    parts: Vec<Part>,
}

/// What one column is written as.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Same(Value),
    /// So many microseconds after the slip was filed.
    Time(i64),
    /// The slip's number.
    Number,
    /// Words with the slip's number between them.
    Naming(String, String),
    /// An id that sorts by time, as the desk makes them.
    Id,
    /// The key of a form.
    Key,
}

impl Filing {
    /// Every filing since then.
    pub async fn all(line: &mut Line, tables: &[Table], since: i64) -> Result<Vec<Self>> {
        // Whatever one filing writes says the same microsecond.
        let mut by_time: BTreeMap<i64, (Option<i64>, Self)> = BTreeMap::new();
        for (name, when) in WRITTEN {
            let table =
                tables.iter().find(|table| table.name == name).with_context(|| format!("no table {name}"))?;
            let columns: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
            let insert: Arc<str> = insert(name, &columns).into();
            let at = place(&columns, when)?;
            for values in line.rows(name, &columns.join(", "), when, since).await? {
                let Value::Number(Some(at)) = values[at] else { continue };
                if name == "request" {
                    let Value::Number(number) = values[place(&columns, "number")?] else { continue };
                    let one = by_time.insert(at, (number, Self::default())).is_none();
                    if !one {
                        // Two slips in one microsecond: nobody can tell whose the other rows are.
                        by_time.insert(at, (None, Self::default()));
                    }
                }
                let Some((Some(number), filing)) = by_time.get_mut(&at) else { continue };
                if name == "outbox" {
                    filing.counts_editions(&columns, &values)?;
                }
                let parts =
                    columns.iter().zip(values).map(|(column, value)| part(column, value, *number, at));
                filing.rows.push(Written { insert: Arc::clone(&insert), parts: parts.collect() });
            }
        }
        Ok(by_time.into_values().filter(|(number, _)| number.is_some()).map(|(_, filing)| filing).collect())
    }

    /// Whoever is told of a grid counts its editions.
    fn counts_editions(&mut self, columns: &[&str], values: &[Value]) -> Result<()> {
        if let Value::Text(Some(topic)) = &values[place(columns, "topic")?]
            && topic.starts_with("grid:")
        {
            self.editions.push(topic.clone());
        }
        Ok(())
    }

    /// Writes the rows again, as those of another slip.
    pub async fn write(
        &self,
        line: &mut Line,
        number: RequestNumber,
        at: Timestamp,
        dice: &mut StdRng,
    ) -> Result<()> {
        for Written { insert, parts } in &self.rows {
            on!(&mut *line, |c| {
                let mut said = sqlx::query(AssertSqlSafe(Arc::clone(insert)));
                for part in parts {
                    said = match part {
                        Part::Same(Value::Number(number)) => said.bind(*number),
                        Part::Same(Value::Truth(truth)) => said.bind(*truth),
                        Part::Same(Value::Text(text)) => said.bind(text.as_deref()),
                        Part::Same(Value::Id(id)) => said.bind(*id),
                        Part::Time(after) => said.bind(at.micros() + after),
                        Part::Number => said.bind(number.value().cast_signed()),
                        Part::Naming(before, behind) => {
                            said.bind(format!("{before}{}{behind}", number.digits()))
                        }
                        Part::Id => said.bind(domain::id::fresh(at, dice.random())),
                        Part::Key => said.bind(Uuid::from_u128(dice.random())),
                    };
                }
                said.execute(c).await.map(drop)
            })?;
        }
        Ok(())
    }
}

/// Counts one more edition.
pub async fn count(line: &mut Line, relation: &str) -> Result<()> {
    let sentence = "INSERT INTO edition (relation, number) VALUES ($1, 1) \
                    ON CONFLICT (relation) DO UPDATE SET number = edition.number + 1";
    on!(line, |c| sqlx::query(sentence).bind(relation).execute(c).await.map(drop))?;
    Ok(())
}

fn place(columns: &[&str], wanted: &str) -> Result<usize> {
    columns.iter().position(|column| *column == wanted).with_context(|| format!("no column {wanted}"))
}

fn insert(table: &str, columns: &[&str]) -> String {
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("${place}")).collect();
    format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), places.join(", "))
}

/// What a column of the slip with this number, filed at this time, is for another slip.
fn part(column: &str, value: Value, number: i64, at: i64) -> Part {
    let is_time = column == "at" || column.ends_with("_at") || ["due", "wake"].contains(&column);
    match (column, &value) {
        ("id", Value::Id(Some(_))) => Part::Id,
        ("ask", Value::Id(Some(_))) => Part::Key,
        (_, Value::Number(Some(time))) if is_time => Part::Time(time - at),
        (_, Value::Number(Some(same))) if *same == number => Part::Number,
        (_, Value::Text(Some(text))) => match text.split_once(&format!("{number:013}")) {
            Some((before, behind)) => Part::Naming(before.to_owned(), behind.to_owned()),
            None => Part::Same(value),
        },
        _ => Part::Same(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_that_is_written_again_differs_in_its_keys_its_number_and_its_times_alone() {
        let at = 1_795_000_000_000_000;
        let part = |column: &str, value: Value| part(column, value, 2_632_604_829_137, at);
        let same = |column: &str, value: Value| assert_eq!(part(column, value.clone()), Part::Same(value));
        let text = |text: &str| Value::Text(Some(text.to_owned()));
        let id = Value::Id(Some(Uuid::from_u128(7)));
        assert_eq!(part("id", id.clone()), Part::Id);
        assert_eq!(part("ask", id.clone()), Part::Key);
        assert_eq!(part("due", Value::Number(Some(at + 5))), Part::Time(5));
        assert_eq!(part("request", Value::Number(Some(2_632_604_829_137))), Part::Number);
        assert_eq!(part("reply", text("\"2632604829137\"")), Part::Naming("\"".to_owned(), "\"".to_owned()));
        same("resident", id);
        same("due", Value::Number(None));
        same("district", Value::Number(Some(330_109)));
        same("need", text("楼道灯不亮"));
        same("provisional", Value::Truth(Some(false)));
    }

    #[test]
    fn a_row_is_inserted_with_all_its_columns() {
        assert_eq!(insert("outbox", &["id", "topic"]), "INSERT INTO outbox (id, topic) VALUES ($1, $2)");
    }
}
