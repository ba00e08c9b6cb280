//! The servers under test: real processes on one database, which can be killed, and whose data can be checked.

use std::{
    fs,
    fs::File,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use anyhow::{Context as _, Result, bail, ensure};

use crate::site::Site;

/// The people of the crowd file more slips than residents do.
const RAISED: [&str; 6] = [
    "orders-per-person",
    "open-orders-per-person",
    "orders-per-worker",
    "open-orders-per-worker",
    "orders-per-grid",
    "draft-bytes-per-person",
];

/// A house with its servers.
pub struct House {
    sandan: PathBuf,
    dir: PathBuf,
    url: String,
    pub site: Site,
    /// What `sandan serve` is told besides.
    options: Vec<String>,
    servers: Vec<Option<Server>>,
}

struct Server {
    process: Child,
    /// Read no more, and kept open: a server whose output goes nowhere would be another fault.
    _said: BufReader<ChildStdout>,
}

/// What the servers wrote, below the house's directory.
const LOG: &str = "sandan.log";

/// The last backup, below the house's directory.
const BACKUP: &str = "backup";

/// Pages name their style and drawings by it; nobody here fetches them.
const MANIFEST: &str =
    r#"{"style.css":"/pkg/s.css","pictures.svg":"/pkg/p.svg","boot.js":"/pkg/b.js","desk.js":"/pkg/d.js"}"#;

/// The options that raise them as far as they go.
fn raised() -> Vec<String> {
    RAISED.iter().flat_map(|name| ["--limit".to_owned(), format!("{name}=1000000000000")]).collect()
}

impl House {
    /// A house in a directory, with the demo district and so many slips more in its database, and no server yet.
    pub fn build(sandan: &Path, dir: &Path, url: String, more: u32) -> Result<Self> {
        fs::create_dir_all(dir.join("site/pkg"))?;
        fs::write(dir.join("site/manifest.json"), MANIFEST)?;
        let house = Self {
            sandan: sandan.to_owned(),
            dir: dir.to_owned(),
            url,
            site: Site::default(),
            options: raised(),
            servers: Vec::new(),
        };
        house.must("demo", &[Path::new("--scale"), Path::new(&more.to_string())])?;
        Ok(house)
    }

    /// Servers that are started from now on get these options, and no limits raised.
    pub fn serves_with(&mut self, options: Vec<String>) {
        self.options = options;
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn servers(&self) -> usize {
        self.servers.len()
    }

    /// The process of a server, while it runs.
    pub fn process(&self, server: usize) -> Option<u32> {
        self.servers.get(server)?.as_ref().map(|server| server.process.id())
    }

    fn command(&self, word: &str) -> Result<Command> {
        let log = File::options().create(true).append(true).open(self.dir.join(LOG))?;
        let mut command = Command::new(&self.sandan);
        command
            .arg(word)
            .env_clear()
            .env("SANDAN_DATA_DIR", self.dir.join("data"))
            .env("SANDAN_DATABASE_URL", &self.url)
            .env("SANDAN_SITE_DIR", self.dir.join("site"))
            .env("SANDAN_DEMO_CLOCK", self.dir.join("ahead"))
            .env("RUST_LOG", "error")
            .stdin(Stdio::null())
            .stderr(log);
        Ok(command)
    }

    /// Starts a server, one more or the one that was killed, and waits until it listens.
    pub fn open(&mut self, server: usize) -> Result<()> {
        let mut command = self.command("serve")?;
        command.args(["--demo", "--addr", "127.0.0.1:0"]).args(&self.options).stdout(Stdio::piped());
        let mut process = command.spawn().context("cannot start sandan")?;
        let mut said = BufReader::new(process.stdout.take().context("its output was piped")?);
        let mut address = None;
        let mut line = String::new();
        while !line.contains("Ctrl-C") {
            line.clear();
            if said.read_line(&mut line)? == 0 {
                let status = process.wait()?;
                bail!("the server ended at its start with {status}: {}", self.log());
            }
            if let Some(listens) = line.strip_prefix("Sandan listens on ") {
                address = Some(listens.trim().parse::<SocketAddr>()?);
            }
        }
        if self.servers.len() <= server {
            self.servers.resize_with(server + 1, || None);
        }
        self.servers[server] = Some(Server { process, _said: said });
        self.site.set(server, address);
        Ok(())
    }

    /// Kills a server, as a power cut would.
    pub fn kill(&mut self, server: usize) -> Result<()> {
        if let Some(mut gone) = self.servers.get_mut(server).and_then(Option::take) {
            gone.process.kill()?;
            gone.process.wait()?;
        }
        self.site.set(server, None);
        Ok(())
    }

    /// The servers' clock is ahead of the machine's by so many minutes. Never half written: a server looks at any moment.
    pub fn is_ahead(&self, minutes: u64) -> Result<()> {
        fs::write(self.dir.join("ahead.new"), minutes.to_string())?;
        Ok(fs::rename(self.dir.join("ahead.new"), self.dir.join("ahead"))?)
    }

    /// Takes a backup in the place of the last one, encrypted, while the servers go on.
    pub fn back_up(&self) -> Result<()> {
        let (key, backup) = (self.dir.join("key"), self.dir.join(BACKUP));
        if !key.exists() {
            self.must("backup-key", &[&key])?;
        }
        if backup.exists() {
            fs::remove_file(&backup)?;
        }
        self.must("backup", &[&backup, Path::new("--key-file"), &key])
    }

    /// Another house, restored from this one's last backup into a SQLite file, without a server.
    pub fn restored(&self, dir: &Path) -> Result<Self> {
        let house = Self {
            sandan: self.sandan.clone(),
            dir: dir.to_owned(),
            url: format!("sqlite:{}", dir.join("restored.db").display()),
            site: Site::default(),
            options: raised(),
            servers: Vec::new(),
        };
        house.must("restore", &[&self.dir.join(BACKUP), Path::new("--key-file"), &self.dir.join("key")])?;
        Ok(house)
    }

    fn must(&self, word: &str, rest: &[&Path]) -> Result<()> {
        let done = self.command(word)?.args(rest).output().context("cannot start sandan")?;
        ensure!(done.status.success(), "sandan {word} ended with {}: {}", done.status, self.log());
        Ok(())
    }

    /// What `sandan check` finds wrong. Nothing is the good answer.
    pub fn check(&self) -> Result<Vec<String>> {
        let check = self.command("check")?.output().context("cannot start sandan")?;
        let said = String::from_utf8_lossy(&check.stdout).into_owned();
        if check.status.success() {
            return Ok(Vec::new());
        }
        let broken: Vec<String> =
            said.lines().filter(|line| line.starts_with("invariant")).map(str::to_owned).collect();
        ensure!(!broken.is_empty(), "the data cannot be checked: {said}{}", self.log());
        Ok(broken)
    }

    /// How often a server panicked.
    pub fn panics(&self) -> usize {
        let log = fs::read_to_string(self.dir.join(LOG)).unwrap_or_default();
        log.lines().filter(|line| line.contains("panicked") || line.contains("ended in a panic")).count()
    }

    /// The servers that have ended, and nobody killed them.
    pub fn ended(&mut self) -> Result<Vec<String>> {
        let mut ended = Vec::new();
        for server in self.servers.iter_mut().flatten() {
            if let Some(status) = server.process.try_wait()? {
                ended.push(format!("a server has ended by itself, with {status}"));
            }
        }
        Ok(ended)
    }

    /// The end of what the servers wrote.
    fn log(&self) -> String {
        let log = fs::read_to_string(self.dir.join(LOG)).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(8)..].join("\n")
    }
}

impl Drop for House {
    fn drop(&mut self) {
        for server in 0..self.servers.len() {
            let _ = self.kill(server);
        }
    }
}
