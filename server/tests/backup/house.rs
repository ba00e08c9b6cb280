//! An installation in real processes: a data directory, a database of its own, and people who order over the network.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use domain::RequestNumber;

use crate::database::{Database, Engine};

pub struct House {
    /// Everything of this house lies below it.
    pub dir: tempfile::TempDir,
    pub database: Database,
    server: Option<Server>,
}

/// A server process; dropped, it loses its power.
struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl House {
    /// An empty place.
    pub async fn empty(engine: Engine) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("data")).unwrap();
        fs::create_dir_all(dir.path().join("site/pkg")).unwrap();
        let manifest = r#"{"style.css":"/pkg/s.css","pictures.svg":"/pkg/p.svg","boot.js":"/pkg/b.js","desk.js":"/pkg/d.js"}"#;
        fs::write(dir.path().join("site/manifest.json"), manifest).unwrap();
        let database = Database::create(engine, &dir.path().join("data")).await;
        Self { dir, database, server: None }
    }

    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub fn sandan(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sandan"));
        command
            .env_clear()
            .env("SANDAN_DATA_DIR", self.data())
            .env("SANDAN_DATABASE_URL", self.database.url())
            .env("SANDAN_SITE_DIR", self.dir.path().join("site"))
            .env("RUST_LOG", "error")
            .stdin(Stdio::null());
        command
    }

    pub fn runs(&self, words: &[&str]) -> Output {
        self.sandan().args(words).output().unwrap()
    }

    /// Runs a command that must go well, and hands back what it said.
    pub fn does(&self, words: &[&str]) -> String {
        let output = self.runs(words);
        let (said, error) =
            (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{words:?}: {said}{error}");
        said.into_owned()
    }

    /// Runs a command that must fail and say this.
    pub fn fails(&self, words: &[&str], said: &str) {
        let output = self.runs(words);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{words:?} went well");
        assert!(
            error.contains(said) && !error.contains("panicked"),
            "{words:?}: {said:?} is not in {error:?}"
        );
    }

    pub fn opens(&mut self) {
        let mut child = self
            .sandan()
            .args(["serve", "--demo", "--addr", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        let mut lines = BufReader::new(child.stdout.as_mut().unwrap());
        while !said.contains("Ctrl-C") {
            assert_ne!(lines.read_line(&mut said).unwrap(), 0, "it ended at its start: {said}");
        }
        let address = said.split("listens on ").nth(1).unwrap().split_whitespace().next().unwrap();
        let address = address.to_owned();
        self.server = Some(Server { child, address });
    }

    fn address(&self) -> &str {
        &self.server.as_ref().unwrap().address
    }

    pub fn closes(&mut self) {
        self.server = None;
    }

    /// So many people order without pause, each slip with a picture, until they are told to stop.
    pub fn orders(&self, people: usize) -> Orders {
        let page = send(self.address(), "GET", "/demo", None, "", b"");
        let found: Vec<String> = page
            .split("name=\"person\"")
            .skip(1)
            .filter_map(|after| after.split("value=\"").nth(1)?.split('"').next().map(str::to_owned))
            .take(people)
            .collect();
        assert_eq!(found.len(), people, "{page}");
        let stop = Arc::new(AtomicBool::new(false));
        let picture = Arc::new(fs::read(self.a_picture()).unwrap());
        let people = found
            .into_iter()
            .map(|person| {
                let (stop, picture, address) =
                    (Arc::clone(&stop), Arc::clone(&picture), self.address().to_owned());
                let (told, acknowledged) = std::sync::mpsc::channel();
                let ordering = thread::spawn(move || {
                    let cookie = sign_in(&address, &person);
                    while !stop.load(Ordering::SeqCst) {
                        told.send(order(&address, &cookie, &picture)).unwrap();
                    }
                });
                (ordering, acknowledged)
            })
            .collect();
        Orders { stop, people }
    }

    /// One of the pictures of the demonstration.
    pub fn a_picture(&self) -> PathBuf {
        let folder = fs::read_dir(self.data().join("photos")).unwrap().next().unwrap().unwrap().path();
        let mut pictures = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
        pictures.find(|path| !path.to_string_lossy().contains("small")).unwrap()
    }
}

/// People who order.
pub struct Orders {
    stop: Arc<AtomicBool>,
    people: Vec<(JoinHandle<()>, std::sync::mpsc::Receiver<RequestNumber>)>,
}

impl Orders {
    /// Waits until everybody holds one more slip, and hands these back.
    pub fn one_each(&self) -> Vec<RequestNumber> {
        self.people.iter().map(|(_, acknowledged)| acknowledged.recv().unwrap()).collect()
    }

    /// How many slips were acknowledged that nobody has asked for.
    pub fn stop(self) -> usize {
        self.stop.store(true, Ordering::SeqCst);
        self.people
            .into_iter()
            .map(|(ordering, acknowledged)| {
                ordering.join().unwrap();
                acknowledged.iter().count()
            })
            .sum()
    }
}

fn sign_in(address: &str, person: &str) -> String {
    let form = "application/x-www-form-urlencoded";
    let answer = send(address, "POST", "/do/demo-sign-in", None, form, format!("person={person}").as_bytes());
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect(&answer);
    cookie.split(';').next().unwrap().to_owned()
}

fn order(address: &str, cookie: &str, picture: &[u8]) -> RequestNumber {
    let mut body = Vec::new();
    for (name, value) in [
        ("grid", "321012100001003"),
        ("service", "repair-light"),
        ("need", "楼道灯\t不亮\\N"),
        ("building", "3 幢"),
        ("door", ""),
    ] {
        let part = format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let photo = "--x\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"a.jpg\"\r\n\
         Content-Type: image/jpeg\r\n\r\n";
    body.extend_from_slice(photo.as_bytes());
    body.extend_from_slice(picture);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let answer = send(address, "POST", "/do/order", Some(cookie), "multipart/form-data; boundary=x", &body);
    let slip = answer.lines().find_map(|line| line.strip_prefix("location: /r/")).expect(&answer);
    let digits: String = slip.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

fn send(address: &str, verb: &str, path: &str, cookie: Option<&str>, kind: &str, body: &[u8]) -> String {
    let mut line = TcpStream::connect(address).unwrap();
    let cookie = cookie.map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default();
    let head = format!(
        "{verb} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{cookie}Content-Type: {kind}\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    line.write_all(head.as_bytes()).unwrap();
    line.write_all(body).unwrap();
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).replace("\r\n", "\n")
}

/// What stands in a backup, read with `tar` and `gzip` alone: the rows of each table in order, and every other part.
pub fn contents(backup: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let dir = tempfile::tempdir().unwrap();
    let mut tar = Command::new("tar");
    assert!(tar.arg("-xf").arg(backup).arg("-C").arg(dir.path()).status().unwrap().success());
    let mut contents = std::collections::BTreeMap::new();
    for table in fs::read_dir(dir.path().join("rows")).unwrap() {
        let table = table.unwrap().path();
        let script = "gzip -dc \"$0\"/*.gz | LC_ALL=C sort";
        let rows = Command::new("sh").args(["-c", script]).arg(&table).output().unwrap();
        contents.insert(table.file_name().unwrap().to_string_lossy().into_owned(), rows.stdout);
    }
    let mut folders = vec![dir.path().join("photos"), dir.path().join("holidays")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(dir.path()).unwrap().to_string_lossy().into_owned();
                contents.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    contents.insert("secret".to_owned(), fs::read(dir.path().join("secret")).unwrap());
    contents
}
