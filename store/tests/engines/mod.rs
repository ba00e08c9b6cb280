//! A database for one story: a file, or a database of its own on the server the tests are told of. The desk's stories
//! are told in it too.

use std::{
    path::Path,
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use store::Db;

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

impl Database {
    pub async fn create(engine: Engine, directory: &Path) -> Self {
        match engine {
            Engine::Sqlite => {
                Self::Sqlite { url: format!("sqlite:{}", directory.join("sandan.db").display()) }
            }
            Engine::Postgres => {
                static MADE: AtomicU32 = AtomicU32::new(0);
                let server = std::env::var(SERVER).unwrap_or_else(|_| {
                    panic!(
                        "{SERVER} names no PostgreSQL server: run the tests through `cargo xtask test`, or these alone \
                         through `cargo xtask postgres -- cargo test -p desk`"
                    )
                });
                let name = format!("story_{}_{}", process::id(), MADE.fetch_add(1, Ordering::SeqCst));
                say(&server, format!("CREATE DATABASE {name}")).await;
                Self::Postgres { server, name }
            }
        }
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

    pub async fn connect(&self) -> Db {
        Db::connect(&self.url()).await.expect("the database opens")
    }

    /// The file goes with its directory.
    pub async fn remove(self) {
        if let Self::Postgres { server, name } = self {
            say(&server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        }
    }
}

async fn say(server: &str, sentence: String) {
    let mut connection = PgConnection::connect(server).await.expect("the PostgreSQL server answers");
    sqlx::query(AssertSqlSafe(sentence)).execute(&mut connection).await.expect("the server obeys");
    connection.close().await.expect("the server says goodbye");
}
