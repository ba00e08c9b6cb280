//! A PostgreSQL of one's own that keeps what it promised, and can be made to stop in the middle of everything.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::{Ipv4Addr, TcpListener},
    os::unix::process::CommandExt as _,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

use anyhow::{Context as _, Result, ensure};

/// The server lives as long as the pipe on the keeper's standard input, so it never stays behind; the words on it make
/// the server end at once, without a checkpoint, and start again from its log.
const KEEPER: &str = r#"
bin=$1 port=$2 other=$3 place=$4
dir=$(mktemp -d -p "$place" sandan-crowd.XXXXXX) || exit 1
trap 'rm -rf "$dir"' EXIT
"$bin/initdb" --pgdata "$dir/data" --username postgres --auth trust --no-sync --encoding UTF8 --locale C.UTF-8 \
    >"$dir/log" 2>&1 </dev/null || { cat "$dir/log" >&2; exit 1; }
up() {
    setsid "$bin/postgres" -D "$1" -p "$2" -k "$dir" -c listen_addresses=127.0.0.1 -c max_connections=200 \
        >>"$dir/log" 2>&1 </dev/null &
    up=$!
    while kill -0 "$up" 2>/dev/null && ! "$bin/pg_isready" -q -h 127.0.0.1 -p "$2"; do sleep 0.05; done
    kill -0 "$up" 2>/dev/null || { cat "$dir/log" >&2; exit 1; }
}
start() {
    up "$dir/data" "$port"
    server=$up
}
ask() {
    "$bin/psql" --no-psqlrc -qtA -h 127.0.0.1 -p "$port" -U postgres -c "$1" </dev/null
}
# From when it says done, nothing is acknowledged that does not lie on both.
standby() {
    "$bin/pg_basebackup" -h 127.0.0.1 -p "$port" -U postgres -D "$dir/standby" -R -X stream -c fast >>"$dir/log" 2>&1 \
        </dev/null || { cat "$dir/log" >&2; exit 1; }
    up "$dir/standby" "$other"
    standby=$up
    ask "ALTER SYSTEM SET synchronous_standby_names = '*'"
    ask "SELECT pg_reload_conf()" >>"$dir/log"
    while [ "$(ask "SELECT sync_state FROM pg_stat_replication")" != sync ]; do sleep 0.05; done
}
# The standby takes the place of the first server, whose disk nobody sees again.
failover() {
    kill -KILL -- "-$server"; wait "$server"
    "$bin/pg_ctl" -D "$dir/standby" promote -w >>"$dir/log" 2>&1 </dev/null || { cat "$dir/log" >&2; exit 1; }
    kill -INT "$standby"; wait "$standby"
    rm -rf "$dir/data"
    mv "$dir/standby" "$dir/data"
    echo "synchronous_standby_names = ''" >>"$dir/data/postgresql.auto.conf"
    start
}
start
echo done
while read -r word; do
    case $word in
    quit) kill -QUIT "$server"; wait "$server" ;;
    kill) kill -KILL -- "-$server"; wait "$server" ;;
    start) start ;;
    standby) standby ;;
    failover) failover ;;
    esac
    echo done
done
kill -INT "$server"
wait "$server"
"#;

/// A running server. Dropping it stops it.
pub struct Postgres {
    keeper: Child,
    said: BufReader<ChildStdout>,
    pub url: String,
}

impl Postgres {
    /// Starts one from the programs in `bin`, with its data below `place`.
    pub fn start(bin: &Path, place: &Path) -> Result<Self> {
        let free = || anyhow::Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port());
        let (port, other) = (free()?, free()?);
        // The server refuses to run as root; Debian's package made a user for it.
        let root = Command::new("id").arg("-u").output()?.stdout.trim_ascii() == b"0";
        let mut command = Command::new(if root { "runuser" } else { "bash" });
        if root {
            command.args(["-u", "postgres", "--", "bash"]).env_remove("TMPDIR");
        }
        command
            .args(["-c", KEEPER, "sandan-crowd"])
            .arg(bin)
            .arg(port.to_string())
            .arg(other.to_string())
            .arg(place)
            .current_dir("/");
        command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut keeper = command.spawn().context("cannot start the shell that keeps PostgreSQL")?;
        let said = BufReader::new(keeper.stdout.take().context("its output was piped")?);
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let mut server = Self { keeper, said, url };
        server.is_done()?;
        Ok(server)
    }

    /// Its first process, of which all others are children.
    pub fn process(&self) -> Option<u32> {
        let port = self.url.rsplit_once(':')?.1.split_once('/')?.0.to_owned();
        let is_it = |words: &[u8]| {
            let mut words = words.split(|byte| *byte == 0);
            words.next().is_some_and(|program| program.ends_with(b"/postgres"))
                && words.any(|word| word == port.as_bytes())
        };
        let processes = fs::read_dir("/proc").ok()?.flatten();
        let mut ids = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        ids.find(|id| fs::read(format!("/proc/{id}/cmdline")).is_ok_and(|words| is_it(&words)))
    }

    /// Stops it in the middle of everything, and starts it again.
    pub fn restart(&mut self) -> Result<()> {
        self.say("quit")?;
        self.again()
    }

    /// All its processes are gone, as if the power were.
    pub fn kill(&mut self) -> Result<()> {
        self.say("kill")
    }

    /// Starts it again.
    pub fn again(&mut self) -> Result<()> {
        self.say("start")
    }

    /// Puts a second server beside it that has whatever it acknowledges.
    pub fn has_a_standby(&mut self) -> Result<()> {
        self.say("standby")
    }

    /// It is gone for ever, and the standby is there in its place.
    pub fn fails_over(&mut self) -> Result<()> {
        self.say("failover")
    }

    fn say(&mut self, word: &str) -> Result<()> {
        writeln!(self.keeper.stdin.as_mut().context("its input was piped")?, "{word}")?;
        self.is_done()
    }

    fn is_done(&mut self) -> Result<()> {
        let mut line = String::new();
        self.said.read_line(&mut line)?;
        ensure!(line.trim() == "done", "PostgreSQL did not start; what it said stands above");
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}
