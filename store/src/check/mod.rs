//! What must always be true of the data, whatever happened: the eight invariants that `sandan check` verifies.
//!
//! 1. All accounts sum to zero.
//! 2. Each balance equals the fold of its transfers.
//! 3. No personal balance minus holds was ever below zero.
//! 4. An award has its cause, and a cause its award.
//! 5. A hold is resolved at most once, and not left past its time.
//! 6. Stock at start = stock left + vouchers live or redeemed.
//! 7. What was acknowledged is there; what was not is wholly there or wholly absent.
//! 8. Issued − spent − expired = the sum of personal balances.
//!
//! Each statement looks for rows that break one and names them by id; no row is the good answer. [`points`] and [`shop`]
//! hold the ledger, [`slip`] the requests with their history and the answers that people were given.

mod points;
mod shop;
mod slip;

use domain::{Minutes, Timestamp};
use uuid::Uuid;

use crate::{Conn, Result, db::on, error::Doing};

/// How long after its time a hold may wait for the timer that resolves it.
pub const GRACE: Minutes = Minutes::hours(1);

/// Something that must never be. Holds ids, nothing personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Its number in the list above.
    pub invariant: u8,
    pub what: String,
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "invariant {}: {}", self.invariant, self.what)
    }
}

/// Everything that is wrong at `at`; at most twenty of each kind. Wants a connection from [`crate::Db::snapshot`] if
/// anybody may be writing.
pub async fn run(conn: &mut Conn, at: Timestamp) -> Result<Vec<Violation>> {
    let mut search = Search { conn, found: Vec::new() };
    points::search(&mut search).await?;
    shop::search(&mut search, at).await?;
    slip::search(&mut search).await?;
    let mut found = search.found;
    found.sort_by_key(|violation| violation.invariant);
    Ok(found)
}

struct Search<'c> {
    conn: &'c mut Conn,
    found: Vec<Violation>,
}

impl Search<'_> {
    fn note(&mut self, invariant: u8, what: String) {
        self.found.push(Violation { invariant, what });
    }

    /// Notes the rows that `sql` names by a UUID.
    async fn ids(&mut self, invariant: u8, noun: &str, why: &str, sql: &'static str) -> Result<()> {
        let rows: Vec<(Uuid,)> =
            on!(self.conn, |c| sqlx::query_as(sql).fetch_all(c).await).doing(CHECKING)?;
        for (id,) in rows {
            self.note(invariant, format!("{noun} {id}: {why}"));
        }
        Ok(())
    }

    /// Notes the rows that `sql` names by the number of a request.
    async fn numbers(&mut self, invariant: u8, why: &str, sql: &'static str) -> Result<()> {
        let rows: Vec<(i64,)> = on!(self.conn, |c| sqlx::query_as(sql).fetch_all(c).await).doing(CHECKING)?;
        for (number,) in rows {
            self.note(invariant, format!("request {number:013}: {why}"));
        }
        Ok(())
    }

    /// Notes the rows that `sql` names by a text.
    async fn texts(&mut self, invariant: u8, noun: &str, why: &str, sql: &'static str) -> Result<()> {
        let rows: Vec<(String,)> =
            on!(self.conn, |c| sqlx::query_as(sql).fetch_all(c).await).doing(CHECKING)?;
        for (text,) in rows {
            self.note(invariant, format!("{noun} {text}: {why}"));
        }
        Ok(())
    }
}

const CHECKING: &str = "checking the invariants";
