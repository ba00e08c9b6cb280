//! A private PostgreSQL for tests: its own directory, its own port on loopback, gone when we are.

use crate::{need, say, tree};
use anyhow::{Context, Result, bail};
use std::{
    io::{BufRead as _, BufReader},
    net::{Ipv4Addr, TcpListener},
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Tests read it to find the database server in which they make databases of their own.
pub const URL_VARIABLE: &str = "SANDAN_TEST_POSTGRES";

/// The server lives as long as the pipe on its standard input. It closes when we drop it, and the kernel closes it
/// when we are killed, so the server and its directory never stay behind.
const KEEPER: &str = r#"
bin=$1 port=$2
dir=$(mktemp -d -t sandan-postgres.XXXXXX) || exit 1
trap 'rm -rf "$dir"' EXIT
"$bin/initdb" --pgdata "$dir/data" --username postgres --auth trust --no-sync --encoding UTF8 --locale C.UTF-8 \
    >"$dir/log" 2>&1 </dev/null || { cat "$dir/log" >&2; exit 1; }
"$bin/postgres" -D "$dir/data" -p "$port" -k "$dir" -c listen_addresses=127.0.0.1 -c max_connections=200 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off >>"$dir/log" 2>&1 </dev/null &
server=$!
while kill -0 "$server" 2>/dev/null && ! "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do sleep 0.05; done
kill -0 "$server" 2>/dev/null || { cat "$dir/log" >&2; exit 1; }
echo ready
read -r _
kill -INT "$server"
wait "$server"
"#;

/// A running server. Dropping it stops it.
pub struct Postgres {
    keeper: Child,
    pub url: String,
}

impl Postgres {
    /// Starts one, installing PostgreSQL first when it is missing.
    pub fn start() -> Result<Self> {
        let bin = need::postgres()?;
        say::step("starting a private PostgreSQL", || {
            // Another program may take the free port before the server does, so a failure is worth a second try.
            Self::on_a_free_port(&bin).or_else(|_| Self::on_a_free_port(&bin))
        })
    }

    fn on_a_free_port(bin: &Path) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        // The server refuses to run as root; Debian's package made a user for it.
        let mut command = match need::is_root() {
            true => tree::command("runuser"),
            false => tree::command("sh"),
        };
        if need::is_root() {
            command.args(["-u", "postgres", "--", "sh"]).env_remove("TMPDIR");
        }
        command.args(["-c", KEEPER, "sandan-postgres"]).arg(bin).arg(port.to_string());
        // Not our directory, which that user may not enter; not our group, where Ctrl-C would reach it before the tests
        // that use it have ended.
        command.current_dir("/").process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut keeper = command.spawn().context("cannot start the shell that keeps PostgreSQL")?;

        let mut answer = String::new();
        if let Some(stdout) = keeper.stdout.take() {
            BufReader::new(stdout).read_line(&mut answer)?;
        }
        let server = Self { keeper, url: format!("postgres://postgres@127.0.0.1:{port}/postgres") };
        if answer.trim() != "ready" {
            bail!("PostgreSQL did not start; what it said stands above");
        }
        Ok(server)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let patience = Instant::now() + Duration::from_secs(20);
        while Instant::now() < patience {
            if !matches!(self.keeper.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        eprintln!("! PostgreSQL has not stopped yet; process {} is waiting for it", self.keeper.id());
    }
}

/// `cargo xtask postgres -- COMMAND`
pub fn beside(words: &[String]) -> Result<()> {
    let Some((program, arguments)) = words.split_first() else {
        bail!("which command? For example: cargo xtask postgres -- cargo test -p store");
    };
    let postgres = Postgres::start()?;
    println!("▸ {URL_VARIABLE}={}", postgres.url);
    // Where the developer stands, not at the top of the checkout.
    let mut command = tree::command(program);
    command.current_dir(std::env::current_dir()?);
    tree::must(command.args(arguments).env(URL_VARIABLE, &postgres.url))
}
