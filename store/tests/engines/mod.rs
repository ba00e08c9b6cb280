//! A database for one story: a file, or a database of its own on the server the tests are told of. The desk's stories
//! are told in it too.
//!
//! The schema is made once for the whole program, and copied for each story: migrating takes longer than most of them.

use std::{
    path::Path,
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use store::{Db, migrate};
use tokio::sync::OnceCell;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

pub enum Database {
    Sqlite { url: String },
    Postgres { server: String, name: String },
}

/// The server in which the stories make databases of their own.
const SERVER: &str = "SANDAN_TEST_POSTGRES";

/// A file with the newest schema and nothing in it.
static FILE: OnceCell<Vec<u8>> = OnceCell::const_new();

/// The database with the newest schema that PostgreSQL copies, by its name.
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

impl Database {
    /// One with nothing in it, not even a schema.
    pub async fn create(engine: Engine, directory: &Path) -> Self {
        match engine {
            Engine::Sqlite => Self::file_in(directory),
            Engine::Postgres => Self::on_the_server("").await,
        }
    }

    /// One with the newest schema.
    pub async fn migrated(engine: Engine, directory: &Path) -> Self {
        match engine {
            Engine::Sqlite => {
                let file = FILE.get_or_init(migrated_file).await;
                std::fs::write(directory.join("sandan.db"), file).expect("the file is copied");
                Self::file_in(directory)
            }
            Engine::Postgres => {
                let template = TEMPLATE.get_or_init(migrated_template).await;
                Self::on_the_server(&format!(" TEMPLATE {template}")).await
            }
        }
    }

    fn file_in(directory: &Path) -> Self {
        Self::Sqlite { url: format!("sqlite:{}", directory.join("sandan.db").display()) }
    }

    async fn on_the_server(like: &str) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let server = std::env::var(SERVER).unwrap_or_else(|_| {
            panic!(
                "{SERVER} names no PostgreSQL server: run the tests through `cargo xtask test`, or these alone \
                 through `cargo xtask postgres -- cargo test -p desk`"
            )
        });
        let name = format!("story_{}_{}", process::id(), MADE.fetch_add(1, Ordering::SeqCst));
        say(&server, format!("CREATE DATABASE {name}{like}")).await;
        Self::Postgres { server, name }
    }

    pub fn url(&self) -> String {
        match self {
            Self::Sqlite { url } => url.clone(),
            Self::Postgres { server, name } => {
                let (server, _) = server.rsplit_once('/').expect("a server address that ends in /DATABASE");
                format!("{server}/{name}")
            }
        }
    }

    /// Nothing of a story outlives it, so it does not wait for the disk; the tests of faults start real servers, which do.
    pub async fn connect(&self) -> Db {
        Db::connect_without_sync(&self.url()).await.expect("the database opens")
    }

    async fn migrate(&self) {
        let db = self.connect().await;
        migrate::up(&db).await.expect("the migrations run");
        if let Db::Sqlite { writer, .. } = &db {
            // All of it into the file itself, which is copied alone.
            sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
                .execute(writer.pool())
                .await
                .expect("it is written");
        }
        db.close().await;
    }

    /// The file goes with its directory.
    pub async fn remove(self) {
        if let Self::Postgres { server, name } = self {
            say(&server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

async fn migrated_file() -> Vec<u8> {
    let directory = tempfile::tempdir().expect("a directory");
    Database::file_in(directory.path()).migrate().await;
    std::fs::read(directory.path().join("sandan.db")).expect("the file was written")
}

async fn migrated_template() -> String {
    let database = Database::on_the_server("").await;
    database.migrate().await;
    let Database::Postgres { name, .. } = database else { panic!("it lies on the server") };
    name
}

async fn say(server: &str, sentence: String) {
    let mut connection = PgConnection::connect(server).await.expect("the PostgreSQL server answers");
    sqlx::query(AssertSqlSafe(sentence)).execute(&mut connection).await.expect("the server obeys");
    connection.close().await.expect("the server says goodbye");
}
