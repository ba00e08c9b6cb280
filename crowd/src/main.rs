//! `cargo xtask torture` and `cargo xtask bench` build the server and this program, and start it.
#![allow(clippy::print_stdout, reason = "a command line tool speaks on standard output")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::UNIX_EPOCH,
};

use anyhow::{Context as _, Result, ensure};
use clap::{Parser, Subcommand, ValueEnum};
use crowd::{
    attack::{self, Attack},
    fault::{Engine, Fault},
    load, open_files,
    power::{ROWS, rows_lost},
    report::{Cells, Row, control, machine, remarks, table, together},
    torture::{self, Crowd, Plan},
};
use sqlx::{
    ConnectOptions as _, Connection as _,
    sqlite::{SqliteConnectOptions, SqliteSynchronous},
};

/// A crowd of browsers without scripts at real servers.
#[derive(Debug, Parser)]
#[command(name = "crowd")]
struct Words {
    #[command(subcommand)]
    what: What,
    /// Decides every choice of the harness [default: by the clock]
    #[arg(long, global = true)]
    seed: Option<u64>,
    /// One engine alone; may be repeated
    #[arg(long = "engine", value_enum, global = true)]
    engines: Vec<Engine>,
    /// People at work at the same time
    #[arg(long, default_value_t = 8, global = true)]
    clients: u64,
    /// Also writes what came of it to this file
    #[arg(long, value_name = "FILE", global = true)]
    write: Option<PathBuf>,
    /// The program under test
    #[arg(long, value_name = "FILE", global = true)]
    sandan: Option<PathBuf>,
    /// Where PostgreSQL's programs lie
    #[arg(long, value_name = "DIR", global = true)]
    postgres_bin: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Things happen to the servers; afterwards what people were told is compared with what is there
    Torture {
        /// Rounds of each fault on each engine [default: as many as say enough of it, 1000 of servers killed]
        #[arg(long)]
        rounds: Option<u32>,
        /// One fault alone; may be repeated
        #[arg(long = "fault", value_enum)]
        faults: Vec<Fault>,
    },
    /// How much a server does, and what it costs
    Load,
    /// What an honest person's order takes while somebody attacks the server
    Attack {
        /// One attack alone; may be repeated
        #[arg(long = "attack", value_enum)]
        attacks: Vec<Attack>,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    match crowd(Words::parse()).await {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Says whether all was well.
async fn crowd(words: Words) -> Result<bool> {
    let (rounds, faults) = match &words.what {
        What::Torture { rounds, faults } => (*rounds, faults.clone()),
        What::Load | What::Attack { .. } => (None, Vec::new()),
    };
    let plan = Plan {
        sandan: words.sandan.context("--sandan is missing")?,
        postgres_bin: words.postgres_bin.context("--postgres-bin is missing")?,
        engines: or_all(words.engines),
        faults: or_all(faults),
        rounds,
        crowd: Crowd {
            clients: words.clients,
            seed: words.seed.unwrap_or_else(|| UNIX_EPOCH.elapsed().map_or(0, |since| since.as_secs())),
        },
    };
    let about = about(&plan).await?;
    println!("{about}");
    let file = words.write.as_deref();
    match words.what {
        What::Torture { .. } => torture(&plan, &about, file).await,
        What::Load => load(&plan, &about, file).await,
        What::Attack { attacks } => attack(&plan, or_all(attacks), &about, file).await,
    }
}

/// What the file says from before.
fn written(file: Option<&Path>) -> String {
    file.map(|file| fs::read_to_string(file).unwrap_or_default()).unwrap_or_default()
}

/// Writes what came of it, if it is to be written.
fn write(file: Option<&Path>, page: &str) -> Result<()> {
    let Some(file) = file else { return Ok(()) };
    fs::write(file, page.trim_end().to_owned() + "\n")
        .with_context(|| format!("cannot write {}", file.display()))
}

fn or_all<T: ValueEnum + Clone>(chosen: Vec<T>) -> Vec<T> {
    if chosen.is_empty() { T::value_variants().to_vec() } else { chosen }
}

/// Whether all was well.
async fn load(plan: &Plan, about: &str, file: Option<&Path>) -> Result<bool> {
    open_files::as_many_as_possible();
    let mut measured = Vec::new();
    load::run(plan, |town| {
        let tables = load::tables(&town);
        println!("## {}\n\n{tables}", town.engine.name());
        measured.push((town.engine, tables));
        write(file, &load::page(about, &measured, &written(file)))
    })
    .await?;
    Ok(true)
}

/// Whether an order kept its time during each attack.
async fn attack(plan: &Plan, attacks: Vec<Attack>, about: &str, file: Option<&Path>) -> Result<bool> {
    open_files::as_many_as_possible();
    let before = written(file);
    let mut all_hold = true;
    attack::run(plan, &attacks, |rows| {
        let last = &rows[rows.len() - 1..];
        println!("{}\n{}", attack::table(last, ""), attack::remarks(last));
        all_hold &= last.iter().all(attack::Row::holds);
        write(file, &attack::page(&attack::section(about, rows, &before), &before))
    })
    .await?;
    Ok(all_hold)
}

/// Whether nothing was violated. It takes an hour and more, so what is done so far is written each time.
async fn torture(plan: &Plan, about: &str, file: Option<&Path>) -> Result<bool> {
    let written = written(file);
    let page = |cells: Vec<Cells>, rows: &[Row]| {
        format!("{TITLE}\n{about}\n{}\n{}", table(&together(cells, &written)), remarks(rows))
    };
    let cells = |rows: &[Row]| rows.iter().map(Row::cells).collect::<Vec<_>>();
    let rows = torture::run(plan, |rows| {
        println!("{}", table(&cells(&rows[rows.len() - 1..])));
        write(file, &page(cells(rows), rows))
    })
    .await?;
    let mut cells = cells(&rows);
    if rows.iter().any(|row| row.fault == Fault::PowerLoss && row.untried.is_none()) {
        cells.push(control_row().await?);
    }
    println!("{}\n{}", table(&cells), remarks(&rows));
    write(file, &page(cells, &rows))?;
    Ok(rows.iter().all(|row| row.violations.is_empty()))
}

/// The same disk under SQLite alone: it must lose rows at NORMAL, or a loss at FULL would not be seen either.
async fn control_row() -> Result<Cells> {
    let (normal, full) =
        (rows_lost(SqliteSynchronous::Normal).await?, rows_lost(SqliteSynchronous::Full).await?);
    ensure!(normal > 0, "the disk without power keeps what was never synced, so its rounds say nothing");
    ensure!(full == 0, "SQLite alone loses {full} of {ROWS} rows at synchronous=FULL");
    Ok(control(ROWS, normal))
}

const TITLE: &str = "# Under faults

A crowd of people without scripts lives the story of the town at real servers on loopback, over HTTP. Something happens
to the house in the middle of it; whoever heard no answer sends the form again with the same key. After every round
`sandan check` looks at all invariants, and everything anybody was ever told is compared with what is there. The seed
decides every choice of the harness; what the processes do in between is theirs. The last row is a control: the same loss of power
under SQLite alone, at a setting that must lose what was acknowledged, and does. Written by `cargo xtask torture --write`: each row is of
the last run that tried it.
";

/// What this run is a run of.
async fn about(plan: &Plan) -> Result<String> {
    let mut sqlite = SqliteConnectOptions::new().in_memory(true).connect().await?;
    let (version,): (String,) = sqlx::query_as("SELECT sqlite_version()").fetch_one(&mut sqlite).await?;
    sqlite.close().await?;
    let postgres =
        std::process::Command::new(plan.postgres_bin.join("postgres")).arg("--version").output()?;
    let profile = plan.sandan.parent().and_then(|dir| dir.file_name()).unwrap_or_default().display();
    Ok(format!(
        "- machine: {}\n- server: profile {profile}\n- engines: SQLite {version} (WAL, synchronous=FULL), {} (fsync on)\n- {} clients\n",
        machine(),
        String::from_utf8_lossy(&postgres.stdout).trim(),
        plan.crowd.clients,
    ))
}
