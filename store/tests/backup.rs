//! Rows out of one database and into another, whichever engines they are.

use domain::{Area, PersonId, PhotoId, Timestamp, person::Phone};
use futures::TryStreamExt as _;
use store::{
    Db, Error,
    backup::{self, Filling},
    migrate,
    photo::{self, Photo},
};
use uuid::Uuid;

use crate::engines::{Database, Engine};

const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

/// An empty database, not even migrated.
async fn bare(engine: Engine, directory: &std::path::Path) -> (Database, Db) {
    let database = Database::create(engine, directory).await;
    let db = database.connect().await;
    (database, db)
}

/// Every line of every table, sorted.
async fn lines(db: &Db) -> Vec<(String, Vec<String>)> {
    let mut snapshot = db.snapshot().await.unwrap();
    let mut all = Vec::new();
    for table in backup::tables(&mut snapshot).await.unwrap() {
        let rows: Vec<Vec<u8>> =
            backup::rows(&mut snapshot, &table).await.unwrap().try_collect().await.unwrap();
        let text = String::from_utf8(rows.concat()).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        all.push((table.name, lines));
    }
    all
}

#[tokio::test]
async fn both_engines_say_the_same_rows() {
    let directory = tempfile::tempdir().unwrap();
    let mut told = Vec::new();
    for engine in ENGINES {
        let (database, db) = bare(engine, directory.path()).await;
        migrate::up(&db).await.unwrap();
        let mut tx = db.write().await.unwrap();
        let person = PersonId(Uuid::from_u128(7));
        let phone: Phone = Phone::new("13812345678").unwrap();
        store::person::add(&mut tx, person, &phone, Timestamp::from_micros(-1)).await.unwrap();
        let picture = Photo {
            id: PhotoId(Uuid::from_u128(8)),
            content: "ab".repeat(32),
            width: 1,
            height: 2,
            uploaded_by: person,
            uploaded_at: Timestamp::from_micros(i64::MAX),
            request: None,
            hidden_at: None,
        };
        photo::add(&mut tx, &picture, 2).await.unwrap();
        let another = |id| Photo { id: PhotoId(Uuid::from_u128(id)), ..picture.clone() };
        photo::add(&mut tx, &another(9), 2).await.unwrap();
        let third = photo::add(&mut tx, &another(10), 2).await;
        assert!(matches!(third, Err(store::Error::Stale)), "two may wait: {third:?}");
        store::word::add(&mut tx, "一\t\\N\\\n", Some(person), Timestamp::from_micros(0)).await.unwrap();
        tx.commit().await.unwrap();
        let pictures = photo::pictures(&mut db.read().await.unwrap()).await.unwrap();
        assert_eq!(pictures, [(picture.id, picture.content)], "one file, two photos");
        told.push(lines(&db).await);
        db.close().await;
        database.remove().await;
    }
    assert_eq!(told[0], told[1]);
    assert!(
        told[0].iter().any(|(table, rows)| table == "hidden_word" && rows[0].starts_with(r"一\t\\N\\\n"))
    );
}

#[tokio::test]
async fn an_older_schema_is_filled_and_brought_up_to_date() {
    let directory = tempfile::tempdir().unwrap();
    for engine in ENGINES {
        let (database, db) = bare(engine, directory.path()).await;
        let mut tx = db.write().await.unwrap();
        assert_eq!(backup::tables(&mut tx).await.unwrap(), []);
        let tables = backup::build(&mut tx, 4).await.unwrap();
        assert!(tables.iter().all(|table| table.name != "review"), "{engine:?} knows what came later");
        let area = tables.iter().find(|table| table.name == "area").unwrap();
        let names: Vec<_> = area.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names[..4], ["code", "level", "name", "parent"]);
        // The town before the district that it lies in, in another piece.
        let mut filling = Filling::begin(&mut tx, area).await.unwrap();
        for line in ["321012100\ttown\t仙女镇\t321012", "321012\tdistrict\t江都区\t\\N"] {
            let rest = "\t\\N".repeat(names.len() - 6);
            filling.add(format!("{line}{rest}\t0\t\\N\n").as_bytes()).await.unwrap();
        }
        assert_eq!(filling.end().await.unwrap(), 2);
        backup::modernise(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert!(migrate::is_current(&db).await.unwrap());
        let mut conn = db.read().await.unwrap();
        let town: Area = "321012100".parse().unwrap();
        assert!(store::area::find(&mut conn, town).await.unwrap().is_some());
        drop(conn);
        db.close().await;
        database.remove().await;
    }
}

#[tokio::test]
async fn the_answers_of_before_that_held_what_people_wrote_go_with_the_upgrade() {
    let directory = tempfile::tempdir().unwrap();
    for engine in ENGINES {
        let (database, db) = bare(engine, directory.path()).await;
        let mut tx = db.write().await.unwrap();
        let tables = backup::build(&mut tx, 11).await.unwrap();
        let answers = tables.iter().find(|table| table.name == "answer").unwrap();
        let mut filling = Filling::begin(&mut tx, answers).await.unwrap();
        let (person, ask) = (Uuid::from_u128(7), Uuid::from_u128(8));
        let slip = r#"{"number":"2632600000010","need":"灯不亮","place":{"building":"3 幢","door":"202"}}"#;
        filling.add(format!("{person}\t{ask}\taccept\t{slip}\t0\n").as_bytes()).await.unwrap();
        assert_eq!(filling.end().await.unwrap(), 1);
        backup::modernise(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let kept = lines(&db).await.into_iter().find(|(table, _)| table == "answer").unwrap();
        assert_eq!(kept.1, Vec::<String>::new(), "{engine:?}");
        db.close().await;
        database.remove().await;
    }
}

#[tokio::test]
async fn a_row_that_refers_to_nothing_is_not_taken() {
    let directory = tempfile::tempdir().unwrap();
    for engine in ENGINES {
        let (database, db) = bare(engine, directory.path()).await;
        let mut tx = db.write().await.unwrap();
        let tables = backup::build(&mut tx, migrate::newest()).await.unwrap();
        let poster = tables.iter().find(|table| table.name == "poster").unwrap();
        let filled = async {
            let mut filling = Filling::begin(&mut tx, poster).await?;
            filling.add(b"321012100001003\t1\t0\t\\N\n").await?;
            filling.end().await
        };
        let kept = match filled.await {
            Ok(_) => tx.commit().await,
            Err(refused) => {
                // The database closes once nobody holds it.
                drop(tx);
                Err(refused)
            }
        };
        let refused = matches!(kept, Err(Error::Database { .. } | Error::NotKept(_)));
        assert!(refused, "{engine:?}: {kept:?}");
        db.close().await;
        database.remove().await;
    }
}
