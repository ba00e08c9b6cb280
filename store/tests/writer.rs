//! SQLite's one writer survives what takes its transaction away.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use store::Db;

/// A disk that is full, or cannot be written, makes SQLite roll back by itself; whoever writes next must not be told of
/// a transaction that nobody is in.
#[tokio::test]
async fn whoever_writes_after_the_disk_was_full_begins_anew() {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::connect(&format!("sqlite:{}", dir.path().join("sandan.db").display())).await.unwrap();
    let Db::Sqlite { writer, .. } = &db else { panic!("a file was opened") };
    sqlx::query("CREATE TABLE heap (bytes BLOB) STRICT").execute(writer).await.unwrap();
    sqlx::query("PRAGMA max_page_count = 20").execute(writer).await.unwrap();

    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let full = loop {
        let more = sqlx::query("INSERT INTO heap VALUES (zeroblob(4000))").execute(&mut *tx).await;
        if let Err(error) = more {
            break error;
        }
    };
    assert!(full.to_string().contains("full"), "{full}");
    drop(tx);

    for _ in 0..2 {
        db.write().await.unwrap().commit().await.unwrap();
    }
    let (rows,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM heap").fetch_one(writer).await.unwrap();
    assert_eq!(rows, 0, "what was not committed is not there");
}
