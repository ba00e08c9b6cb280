//! A real server, a browser without scripts, and what an operator reads.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

pub struct House {
    process: Child,
    log: PathBuf,
    public: String,
    metrics: String,
}

/// The numbers as they stood when they were read.
#[derive(Debug)]
pub struct Numbers(pub String);

pub struct Browser {
    agent: ureq::Agent,
    public: String,
    cookies: BTreeMap<String, String>,
}

pub struct Answer {
    pub status: u16,
    /// The header that carries it.
    pub reference: String,
    pub location: String,
    pub body: String,
}

fn sandan(dir: &Path, database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sandan"));
    command
        .env_clear()
        .env("SANDAN_DATA_DIR", dir)
        .env("SANDAN_DATABASE_URL", database)
        .env("SANDAN_SITE_DIR", dir.join("site"))
        .env("SANDAN_LOG_FORMAT", "json")
        .stdin(Stdio::null());
    command
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into()
}

impl House {
    /// Opens with the demonstration, and names every statement as slow.
    pub fn opens(dir: &Path, database: &str) -> Self {
        fs::create_dir_all(dir.join("site/pkg")).unwrap();
        let manifest = r#"{"style.css":"/pkg/s.css","pictures.svg":"/pkg/p.svg","boot.js":"/pkg/b.js","desk.js":"/pkg/d.js"}"#;
        fs::write(dir.join("site/manifest.json"), manifest).unwrap();
        assert!(sandan(dir, database).env("RUST_LOG", "error").arg("demo").status().unwrap().success());
        let log = dir.join("log");
        let mut process = sandan(dir, database)
            .args([
                "serve",
                "--demo",
                "--addr",
                "127.0.0.1:0",
                "--metrics-addr",
                "127.0.0.1:0",
                "--slow-statement",
                "0",
            ])
            .stdout(Stdio::piped())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut lines = BufReader::new(process.stdout.as_mut().unwrap());
        while !said.contains("Ctrl-C") {
            assert_ne!(lines.read_line(&mut said).unwrap(), 0, "it ended at its start: {said}");
        }
        let after =
            |words: &str| said.split(words).nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        let (public, metrics) = (format!("http://{}", after("listens on ")), after("the metrics"));
        Self { process, log, public, metrics }
    }

    pub fn browser(&self) -> Browser {
        Browser { agent: agent(), public: self.public.clone(), cookies: BTreeMap::new() }
    }

    pub fn numbers(&self) -> Numbers {
        let mut answer = agent().get(&self.metrics).call().unwrap();
        let format = answer.headers()["content-type"].to_str().unwrap();
        assert!(format.starts_with("application/openmetrics-text"), "{format}");
        Numbers(answer.body_mut().read_to_string().unwrap())
    }

    pub fn log_text(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }

    /// Every line that was finished.
    pub fn log(&self) -> Vec<serde_json::Value> {
        let text = self.log_text();
        let (whole, _) = text.rsplit_once('\n').unwrap_or_default();
        whole.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Numbers {
    /// The number of this name and these labels; 0 if there is none yet.
    pub fn of(&self, name: &str) -> f64 {
        let line = self.0.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.map_or(0.0, |value| value.parse().unwrap())
    }
}

impl Browser {
    pub fn gets(&mut self, path: &str) -> Answer {
        let answer = self.opens(path);
        self.reads(answer)
    }

    /// An answer whose body nobody has read yet.
    pub fn opens(&self, path: &str) -> ureq::http::Response<ureq::Body> {
        let url = format!("{}{path}", self.public);
        let asks = self.agent.get(url).header("cookie", self.jar()).header("x-request-id", "from-outside");
        asks.call().unwrap()
    }

    pub fn posts(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let url = format!("{}{path}", self.public);
        let asks = self.agent.post(url).header("cookie", self.jar()).header("sec-fetch-site", "same-origin");
        let answer = asks.send_form(fields.iter().copied()).unwrap();
        self.reads(answer)
    }

    fn jar(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn reads(&mut self, mut answer: ureq::http::Response<ureq::Body>) -> Answer {
        let body = answer.body_mut().read_to_string().unwrap();
        let headers = answer.headers();
        for cookie in headers.get_all("set-cookie") {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), rest.split(';').next().unwrap().to_owned());
        }
        let header = |name| headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        Answer {
            status: answer.status().as_u16(),
            reference: header("x-request-id"),
            location: header("location"),
            body,
        }
    }
}
