//! The ledger: invariants 1 to 4, and 8.

use super::{CHECKING, Search};
use crate::{Result, db::on, error::Doing};

pub(super) async fn search(search: &mut Search<'_>) -> Result<()> {
    accounts(search).await?;
    awards(search).await
}

async fn accounts(search: &mut Search<'_>) -> Result<()> {
    let (sum, persons): (i64, i64) = on!(search.conn, |c| {
        sqlx::query_as(
            "SELECT CAST(COALESCE(SUM(balance), 0) AS BIGINT), \
             CAST(COALESCE(SUM(CASE WHEN kind = 'person' THEN balance ELSE 0 END), 0) AS BIGINT) FROM account",
        )
        .fetch_one(c)
        .await
    })
    .doing(CHECKING)?;
    if sum != 0 {
        search.note(1, format!("all accounts sum to {sum}, not to zero"));
    }

    search
        .ids(
            2,
            "account",
            "its balance is not the sum of its transfers",
            "SELECT a.id FROM account a LEFT JOIN (SELECT account, SUM(points) AS total FROM \
             (SELECT credit AS account, points FROM transfer UNION ALL SELECT debit, -points FROM transfer) AS moved \
             GROUP BY account) AS fold ON fold.account = a.id WHERE a.balance <> COALESCE(fold.total, 0) LIMIT 20",
        )
        .await?;

    // At one instant what comes in counts before what goes out: the ledger orders by time alone.
    search
        .ids(
            3,
            "account",
            "its balance minus its holds was below zero",
            "SELECT DISTINCT account FROM (SELECT account, SUM(points) OVER (PARTITION BY account \
             ORDER BY at, points DESC) AS free FROM (\
             SELECT credit AS account, at, points FROM transfer \
             UNION ALL SELECT debit, at, -points FROM transfer \
             UNION ALL SELECT account, held_at, -points FROM hold \
             UNION ALL SELECT account, resolved_at, points FROM hold WHERE resolved_at IS NOT NULL) AS moved) AS course \
             WHERE free < 0 AND EXISTS (SELECT 1 FROM account a WHERE a.id = course.account AND a.kind = 'person') LIMIT 20",
        )
        .await?;
    search
        .ids(
            3,
            "account",
            "its balance minus its holds is below zero",
            "SELECT id FROM account WHERE kind = 'person' AND balance < held LIMIT 20",
        )
        .await?;

    let (in_people,): (i64,) = on!(search.conn, |c| {
        sqlx::query_as(
            "SELECT CAST(COALESCE(SUM(CASE WHEN kind = 'award' THEN points ELSE -points END), 0) AS BIGINT) FROM transfer",
        )
        .fetch_one(c)
        .await
    })
    .doing(CHECKING)?;
    if in_people != persons {
        search.note(8, format!("issued − spent − expired is {in_people}, personal balances are {persons}"));
    }
    Ok(())
}

async fn awards(search: &mut Search<'_>) -> Result<()> {
    search
        .texts(
            4,
            "award",
            "the transfer it names is missing or another one",
            "SELECT a.cause FROM award a LEFT JOIN transfer t ON t.id = a.transfer LEFT JOIN account d ON d.id = t.debit \
             LEFT JOIN account p ON p.id = t.credit WHERE a.given > 0 AND (t.id IS NULL OR t.cause <> a.cause \
             OR t.points <> a.given OR t.kind <> 'award' OR d.kind <> 'issued' OR p.person IS NULL \
             OR p.person <> a.person) LIMIT 20",
        )
        .await?;
    search
        .texts(
            4,
            "transfer",
            "points were issued without an award",
            "SELECT t.cause FROM transfer t JOIN account d ON d.id = t.debit LEFT JOIN award a ON a.cause = t.cause \
             WHERE (t.kind = 'award' OR d.kind = 'issued') AND (a.cause IS NULL OR a.transfer <> t.id) LIMIT 20",
        )
        .await?;
    search
        .texts(
            4,
            "award",
            "nothing that happened to its request is its cause",
            "SELECT a.cause FROM award a JOIN request r ON r.district = a.district AND r.number = a.request WHERE \
             CASE a.rule \
             WHEN 'helped' THEN CASE WHEN a.cause LIKE 'praised:%' \
             THEN a.cause <> 'praised:' || substr(CAST(10000000000000 + r.number AS TEXT), 2) \
             OR r.state <> 'closed' OR r.handler <> a.person OR NOT EXISTS (SELECT 1 FROM event e \
             WHERE e.district = a.district AND e.request = a.request AND e.kind = 'rated') \
             ELSE (a.cause <> 'helped:' || substr(CAST(10000000000000 + r.number AS TEXT), 2) \
             AND a.cause NOT LIKE 'helped:' || substr(CAST(10000000000000 + r.number AS TEXT), 2) || ':%') \
             OR NOT EXISTS (SELECT 1 FROM service_time s WHERE s.district = a.district AND s.request = a.request \
             AND s.person = a.person) END \
             WHEN 'first_order' THEN r.resident <> a.person OR NOT EXISTS (SELECT 1 FROM event e \
             WHERE e.district = a.district AND e.request = a.request AND e.kind = 'verified') \
             ELSE r.resident <> a.person OR NOT EXISTS (SELECT 1 FROM event e WHERE e.district = a.district \
             AND e.request = a.request AND e.kind = 'rated' AND a.cause = 'rated:' || \
             substr(CAST(10000000000000 + e.request AS TEXT), 2) || ':' || CAST(e.revision AS TEXT)) END LIMIT 20",
        )
        .await?;
    search
        .numbers(
            4,
            "somebody earned for its work twice",
            "SELECT request FROM award WHERE cause LIKE 'helped:%' GROUP BY district, request, person \
             HAVING COUNT(*) > 1 LIMIT 20",
        )
        .await?;
    search
        .numbers(
            4,
            "it was rated for the first time, and no award says so",
            "SELECT e.request FROM event e LEFT JOIN award a ON a.cause = 'rated:' || \
             substr(CAST(10000000000000 + e.request AS TEXT), 2) || ':' || CAST(e.revision AS TEXT) \
             WHERE e.kind = 'rated' AND a.cause IS NULL AND NOT EXISTS (SELECT 1 FROM event f WHERE f.district = e.district \
             AND f.request = e.request AND f.revision < e.revision AND f.kind = 'rated') LIMIT 20",
        )
        .await?;
    search
        .ids(
            4,
            "person",
            "a first order was verified, and not one award says so",
            "SELECT DISTINCT r.resident FROM event e JOIN request r ON r.district = e.district AND r.number = e.request \
             WHERE e.kind = 'verified' AND (SELECT COUNT(*) FROM award a WHERE a.person = r.resident \
             AND a.rule = 'first_order') <> 1 LIMIT 20",
        )
        .await
}
