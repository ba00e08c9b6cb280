//! Rows that an older program wrote are found like those of this one, and texts it took are still read.

use domain::{Area, PersonId, Timestamp, person::Phone};
use sqlx::AssertSqlSafe;
use store::{Db, area, migrate, person};
use uuid::Uuid;

use crate::engines::{Database, Engine};

const AT: Timestamp = Timestamp::from_micros(0);

async fn say(db: &Db, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    match db {
        Db::Sqlite { writer, .. } => sqlx::query(sql).execute(writer.pool()).await.map(drop).unwrap(),
        Db::Postgres(lines) => {
            let mut line = lines.line().await.unwrap();
            sqlx::query(sql).execute(line.connection()).await.map(drop).unwrap();
        }
    }
}

#[tokio::test]
async fn what_an_older_program_wrote_is_filled_at_the_next_start() {
    let directory = tempfile::tempdir().unwrap();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = Database::create(engine, directory.path()).await;
        let db = database.connect().await;
        migrate::up(&db).await.unwrap();
        let mut tx = db.write().await.unwrap();
        let district: Area = "321012".parse().unwrap();
        let named = |name: &str| area::Entry {
            area: district,
            name: name.to_owned(),
            grid_kind: None,
            extent: None,
            supervision_phone: None,
            valid_from: AT,
            valid_until: None,
        };
        area::add(&mut tx, &named("江都区")).await.unwrap();
        // More than are filled at once.
        for number in 0..700 {
            let phone = Phone::new(&format!("138{number:08}")).unwrap();
            person::add(&mut tx, PersonId(Uuid::from_u128(number)), &phone, AT).await.unwrap();
        }
        tx.commit().await.unwrap();
        say(&db, "UPDATE area SET name = 'Ｊ 江都区', folded = NULL").await;
        say(&db, "UPDATE person SET name = '王Ａ1', folded = NULL").await;
        say(&db, "UPDATE person SET name = '\u{3164}' WHERE phone = '13800000000'").await;

        let found = async |text: &str| {
            let mut conn = db.read().await.unwrap();
            let areas = area::named(&mut conn, district, text, 9).await.unwrap().len();
            (areas, person::search(&mut conn, district, text, true, 0, 1000).await.unwrap().len())
        };
        assert_eq!((found("j江").await, found("王a1").await), ((0, 0), (0, 0)));
        migrate::up(&db).await.unwrap();
        assert_eq!(found("j江").await, (1, 0), "{engine:?}");
        assert_eq!(found("王a1").await, (0, 699), "{engine:?}");
        assert_eq!(found("").await, (1, 700), "whoever has a name that shows nothing is still read");
        db.close().await;
        database.remove().await;
    }
}
