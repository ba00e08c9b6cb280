//! The command line.

use std::{
    fs::File,
    io::{self, Write as _},
    path::PathBuf,
    sync::Arc,
};

use app::{text::Locale, words};
use clap::{Parser, Subcommand};
use desk::{
    Ask, Desk, Fault, FieldFault, Visitor,
    admin::{
        people,
        services::{self, Imported},
    },
    sheet::SheetFaults,
};
use domain::Area;
use store::Db;

use crate::{
    backup, clock,
    config::{Config, ConfigError, Data},
    router::RouterError,
    serve,
};

/// 三单 Sandan: residents order, the grid assigns, party members accept.
#[derive(Debug, Parser)]
#[command(name = "sandan", version, about, after_help = AFTER_HELP)]
pub struct Cli {
    #[command(flatten)]
    pub data: Data,
    #[command(subcommand)]
    pub command: Command,
}

const AFTER_HELP: &str = "\
To look around:          sandan serve --demo
To begin for real:       sandan migrate
                         sandan import divisions divisions.csv
                         sandan import catalogue catalogue.csv --without-units --area 321012
                         sandan admin create --phone 13812345678 --area 321012
                         sandan serve --public-url https://sandan.example
With one district only, --area is not needed.
Limits of abuse:         sandan limits lists them, sandan serve --limit NAME=NUMBER sets one
Behind a proxy that speaks https: pass Host and X-Forwarded-For on, and name the proxy with --trusted-proxies.
Log detail is set with RUST_LOG, for example RUST_LOG=info,sqlx=warn.";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the pages; brings the database up to date first
    Serve(Config),
    /// Brings the database up to date
    Migrate,
    /// Loads the demo district into an empty database, begins anew what was broken off, and refuses any other
    Demo {
        /// Adds so many slips to the demo district, open ones and others of past years, for measuring; loads it first if the database is empty
        #[arg(long, value_name = "SLIPS")]
        scale: Option<u32>,
    },
    /// The administrators
    #[command(subcommand)]
    Admin(Admin),
    /// Takes data in
    #[command(subcommand)]
    Import(Import),
    /// Lists the limits of abuse: name, number, what it counts, what it protects. `serve --limit` sets them
    Limits,
    /// Verifies the invariants of the data; ends with 1 and what is wrong if one is broken
    Check,
    /// Takes a backup while the server goes on working: database, photos and secret in one verified file
    Backup(backup::Backup),
    /// Restores a backup into an empty data directory and an empty database of either engine
    Restore(backup::Restore),
    /// Makes a pair of keys for backups in a new file, and says the public one, which is all the server needs
    BackupKey { file: PathBuf },
}

#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Makes the person with this phone an administrator; doing it again changes nothing
    Create {
        /// Their mobile number, with which they sign in
        #[arg(long)]
        phone: String,
        /// The area they administer, by its division code [default: the only district there is]
        #[arg(long, value_name = "CODE")]
        area: Option<Area>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Import {
    /// The tree of districts, towns and communities: a CSV file with code, name, level, parent
    Divisions { file: PathBuf },
    /// The catalogue of case types: a CSV file as an administrator's page gives it out, or data/catalogue.csv
    Catalogue {
        file: PathBuf,
        /// The district whose responsibility lists it sets [default: the only district there is]
        #[arg(long, value_name = "CODE")]
        area: Option<Area>,
        /// Leaves the units column aside: no responsibility lists are set
        #[arg(long)]
        without_units: bool,
    },
}

/// Why a command came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("the database cannot be used")]
    Database(#[from] store::Error),
    #[error("it was not done")]
    Desk(#[from] desk::Error),
    #[error("the demo district was not loaded")]
    Demo(#[from] desk::demo::DemoError),
    #[error(
        "this database holds a real installation, and with --demo anybody could sign in as anybody; \
         leave --demo out, or name another --data-dir"
    )]
    NotADemo,
    #[error("the file {file} cannot be read")]
    File {
        file: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("nothing was imported:\n{}", words::sheet_in(Locale::En, .0).join("\n"))]
    Sheet(SheetFaults),
    #[error("it was not done:\n{}", .0.join("\n"))]
    Refused(Vec<String>),
    #[error("the divisions were not imported")]
    Import(#[from] desk::import::ImportError),
    #[error(transparent)]
    Router(#[from] RouterError),
    #[error("the site in {dir} is not complete; `cargo xtask site` builds it, --site-dir says where it lies")]
    Site {
        dir: PathBuf,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    #[error("cannot listen on {addr}")]
    Listen {
        addr: std::net::SocketAddr,
        #[source]
        source: io::Error,
    },
    #[error("the server broke off")]
    Serve(#[source] io::Error),
    #[error("{0} of the invariants is broken")]
    Broken(usize),
    #[error(transparent)]
    Backup(#[from] desk::backup::BackupError),
}

/// Runs a command to its end.
pub async fn run(cli: Cli) -> Result<(), Failure> {
    let data = cli.data;
    data.make_dir()?;
    match cli.command {
        Command::Serve(config) => serve::serve(&data, &config).await,
        Command::Migrate => {
            store::migrate::up(&Db::connect(&data.database_url()).await?).await?;
            say("The database is up to date.");
            Ok(())
        }
        Command::Demo { scale } => {
            let ask = ask(&data, true).await?;
            match desk::demo::load_once(Arc::clone(&ask.desk), ask.at).await? {
                Some(loaded) => say(&loaded_words(&loaded)),
                None if scale.is_none() => return Err(desk::demo::DemoError::NotEmpty.into()),
                None => {}
            }
            if let Some(count) = scale {
                let progress = |filed: u32| {
                    if filed.is_multiple_of(10_000) || filed == count {
                        say(&format!("{filed} of {count} slips"));
                    }
                };
                desk::demo::scale(Arc::clone(&ask.desk), count, ask.at, progress).await?;
            }
            ask.desk.db.close().await;
            Ok(())
        }
        Command::Admin(Admin::Create { phone, area }) => {
            let ask = ask(&data, false).await?;
            let made = people::create_first_administrator(&ask.desk, &phone, area, ask.at).await;
            made.map_err(|error| refused(error, &[("phone", Some(phone)), ("area", area.map(code))]))?;
            say("They can sign in with this number now.");
            Ok(())
        }
        Command::Import(Import::Divisions { file }) => {
            let ask = ask(&data, false).await?;
            let csv = File::open(&file).map_err(|source| Failure::File { file, source })?;
            let done = desk::import::divisions(&ask, csv).await?;
            say(&format!("{} added, {} renamed, {} as they were.", done.added, done.renamed, done.unchanged));
            Ok(())
        }
        Command::Import(Import::Catalogue { file, area, without_units }) => {
            let ask = ask(&data, false).await?;
            let table = std::fs::read(&file).map_err(|source| Failure::File { file, source })?;
            let done = services::import_by_operator(&ask, &table, area, !without_units).await;
            let done = done.map_err(|error| match error {
                desk::Error::Sheet(faults) => Failure::Sheet(faults),
                error => refused(error, &[("area", area.map(code))]),
            })?;
            let Imported { added, changed, unchanged, lists } = done;
            say(&format!(
                "{added} added, {changed} with a new version, {unchanged} as they were; {lists} responsibility lists set."
            ));
            Ok(())
        }
        Command::Backup(wanted) => backup::take(&data, wanted).await,
        Command::Restore(wanted) => backup::restore(&data, wanted).await,
        Command::BackupKey { file } => {
            let public = desk::backup::make_key(&file)?;
            say(&format!("{public}\nThe secret key is in {}: keep it away from the server.", file.display()));
            Ok(())
        }
        Command::Limits => {
            say(desk::limits::table().trim_end());
            Ok(())
        }
        Command::Check => {
            let ask = ask(&data, false).await?;
            let violations = desk::check::run(&ask).await?;
            for violation in &violations {
                say(&violation.to_string());
            }
            if violations.is_empty() {
                say("Every invariant holds.");
                Ok(())
            } else {
                Err(Failure::Broken(violations.len()))
            }
        }
    }
}

/// What is wrong with an option that was typed, or left out: a line each, with the option, what was typed and why it cannot
/// be taken.
fn refused(error: desk::Error, typed: &[(&str, Option<String>)]) -> Failure {
    let desk::Error::Fields(faults) = error else { return Failure::Desk(error) };
    let line = |FieldFault { field, fault }: FieldFault| {
        let typed = typed.iter().find(|(name, _)| *name == field).and_then(|(_, typed)| typed.as_deref());
        let why = match (field.as_str(), typed, &fault) {
            ("area", Some(_), _) => "no such area was imported, or it is no district".to_owned(),
            ("area", None, Fault::Missing) => {
                "there is no district yet: first run sandan import divisions FILE".to_owned()
            }
            ("area", None, _) => "there is more than one district: name one by its code".to_owned(),
            (_, _, fault) => words::fault_in(Locale::En, fault),
        };
        match typed {
            Some(typed) => format!("--{field} {typed}: {why}"),
            None => format!("--{field}: {why}"),
        }
    };
    Failure::Refused(faults.into_iter().map(line).collect())
}

fn code(area: Area) -> String {
    area.to_string()
}

/// What the demo district holds.
pub(crate) fn loaded_words(loaded: &desk::demo::Loaded) -> String {
    let desk::demo::Loaded { areas, people, requests } = loaded;
    format!("The demo district is loaded: {areas} areas, {people} people, {requests} slips.")
}

/// An ask of the operator's own, on a database that is up to date.
async fn ask(data: &Data, demo: bool) -> Result<Ask, Failure> {
    let db = Db::connect(&data.database_url()).await?;
    store::migrate::up(&db).await?;
    let desk = Desk::new(db, data.secret()?, data.photos(), String::new(), demo, clock::chance());
    Ok(Ask::new(Arc::new(desk), Visitor::STRANGER, clock::now()))
}

/// A line for whoever typed the command. A closed pipe is theirs to know.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}
