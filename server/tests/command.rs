//! The program on the command line: what it says when something is wrong, and that it ends as it should.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

fn sandan(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sandan"));
    command.env_clear().env("SANDAN_DATA_DIR", data).env("RUST_LOG", "warn").stdin(Stdio::null());
    command
}

fn runs(data: &Path, words: &[&str]) -> Output {
    sandan(data).args(words).output().unwrap()
}

/// It ended with an error, and this stands in what it said.
fn fails(output: &Output, said: &str) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "it ended well: {error}");
    assert!(error.contains(said), "{error}");
    assert!(!error.contains("panicked"), "{error}");
}

fn site(dir: &Path) {
    fs::create_dir_all(dir.join("pkg")).unwrap();
    let manifest = r#"{"style.css":"/pkg/s.css","pictures.svg":"/pkg/p.svg","boot.js":"/pkg/b.js","desk.js":"/pkg/d.js"}"#;
    fs::write(dir.join("manifest.json"), manifest).unwrap();
}

/// A server on a port of its own choice; what it said until it listened.
fn serves(data: &Path, words: &[&str]) -> (Child, String) {
    site(&data.join("site"));
    let mut child = sandan(data)
        .args(["serve", "--addr", "127.0.0.1:0"])
        .args(words)
        .env("SANDAN_SITE_DIR", data.join("site"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = String::new();
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap());
    while !said.contains("Ctrl-C") {
        assert_ne!(lines.read_line(&mut said).unwrap(), 0, "it ended at its start: {said}");
    }
    (child, said)
}

fn address(said: &str) -> String {
    let rest = said.split("listens on ").nth(1).unwrap();
    rest.split_whitespace().next().unwrap().to_owned()
}

fn stops(mut child: Child) -> Duration {
    let asked = Instant::now();
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    assert!(child.wait().unwrap().success(), "being told to stop is no failure");
    asked.elapsed()
}

#[test]
fn a_wrong_setting_is_named() {
    let dir = tempfile::tempdir().unwrap();
    for (words, said) in [
        (&["serve", "--addr", "nowhere"][..], "--addr"),
        (&["serve", "--public-url", "sandan.example"], "https://"),
        (&["migrate", "--database-url", "mysql://x"], "sqlite: or postgres://"),
        (&["migrate", "--secret", "short"], "at least 32 characters"),
        (&["serve", "--trusted-proxies", "10.0.0.1,x"], "--trusted-proxies"),
        (&["admin", "create", "--phone", "13812345678", "--area", "32"], "--area"),
        (&["serve", "--limit", "visits"], "NAME=NUMBER"),
        (&["serve", "--limit", "visitors=3"], "there is no limit \"visitors\""),
        (&["serve", "--limit", "visits=many"], "visits is a whole number from 1"),
        (&["fly"], "fly"),
    ] {
        fails(&runs(dir.path(), words), said);
    }
    let output = sandan(dir.path()).env("SANDAN_LOG_FORMAT", "xml").arg("migrate").output().unwrap();
    fails(&output, "--log-format");
}

#[test]
fn the_help_teaches() {
    let dir = tempfile::tempdir().unwrap();
    let help = runs(dir.path(), &["--help"]);
    assert!(help.status.success());
    let help = String::from_utf8(help.stdout).unwrap();
    for word in
        ["serve", "migrate", "demo", "admin", "import", "check", "SANDAN_DATA_DIR", "sandan serve --demo"]
    {
        assert!(help.contains(word), "{word} is missing in: {help}");
    }
    let help = String::from_utf8(runs(dir.path(), &["serve", "--help"]).stdout).unwrap();
    for word in ["SANDAN_ADDR", "SANDAN_PUBLIC_URL", "SANDAN_SITE_DIR", "SANDAN_SMS_URL", "127.0.0.1:3000"] {
        assert!(help.contains(word), "{word} is missing in: {help}");
    }
}

#[test]
fn the_limits_of_abuse_are_listed() {
    let dir = tempfile::tempdir().unwrap();
    let listed = runs(dir.path(), &["limits"]);
    assert!(listed.status.success());
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.contains("| `codes-per-phone` | 10 | codes a day |"), "{listed}");
    assert!(!dir.path().join("sandan.db").exists(), "nothing is opened for it");
}

#[test]
fn a_database_that_cannot_be_used_is_said_at_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let gone = format!("sqlite:{}/no/such/directory/sandan.db", dir.path().display());
    fails(&runs(dir.path(), &["migrate", "--database-url", &gone]), "the database cannot be used");
    fails(&runs(dir.path(), &["serve", "--database-url", &gone]), "opening the database file");
    let refused = "postgres://nobody@127.0.0.1:1/nothing";
    fails(&runs(dir.path(), &["serve", "--database-url", refused]), "connecting to PostgreSQL");
    fs::write(dir.path().join("text.db"), "this is no database, but it is long enough to look like a file")
        .unwrap();
    let text = format!("sqlite:{}/text.db", dir.path().display());
    fails(&runs(dir.path(), &["check", "--database-url", &text]), "not a database");
    fs::write(dir.path().join("file"), "").unwrap();
    fails(&runs(&dir.path().join("file"), &["migrate"]), "the data directory");
    fs::write(dir.path().join("secret"), "short").unwrap();
    fails(&runs(dir.path(), &["serve"]), "fewer than 32 bytes");
}

#[test]
fn a_site_that_was_not_built_is_said_at_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let nowhere = dir.path().join("nowhere");
    fails(&runs(dir.path(), &["serve", "--site-dir", nowhere.to_str().unwrap()]), "cargo xtask site");
}

#[test]
fn it_tells_where_it_listens_and_stops_when_told() {
    let dir = tempfile::tempdir().unwrap();
    let (child, said) = serves(dir.path(), &[]);
    let address = address(&said);
    let mut line = TcpStream::connect(&address).unwrap();
    line.write_all(b"GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");

    // An open line of live updates does not hold it up, nor does a browser that keeps its connection.
    let mut live = TcpStream::connect(&address).unwrap();
    live.write_all(b"GET /live?topic=grid:321012 HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut first = [0; 15];
    live.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");
    let _idle = TcpStream::connect(&address).unwrap();

    let again = sandan(dir.path())
        .args(["serve", "--addr", &address])
        .env("SANDAN_SITE_DIR", dir.path().join("site"))
        .output()
        .unwrap();
    fails(&again, "cannot listen on");

    let took = stops(child);
    assert!(took < Duration::from_secs(5), "it took {took:?} to stop");
}

#[test]
fn a_real_installation_is_never_opened_as_a_demo() {
    let dir = tempfile::tempdir().unwrap();
    let divisions = dir.path().join("divisions.csv");
    let csv = "code,name,level,parent_code\n321012,江都区,district,3210\n321012100,仙女镇,town,321012\n";
    fs::write(&divisions, csv).unwrap();
    let imported = runs(dir.path(), &["import", "divisions", divisions.to_str().unwrap()]);
    assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
    let made = runs(dir.path(), &["admin", "create", "--phone", "13812345678"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    fails(&runs(dir.path(), &["demo"]), "not empty");
    site(&dir.path().join("site"));
    let words =
        ["serve", "--demo", "--addr", "127.0.0.1:0", "--site-dir", dir.path().join("site").to_str().unwrap()]
            .map(str::to_owned);
    let output = sandan(dir.path()).args(words).output().unwrap();
    fails(&output, "anybody could sign in as anybody");
    let checked = runs(dir.path(), &["check"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

#[test]
fn a_refused_option_is_named_with_what_was_typed_and_why() {
    let dir = tempfile::tempdir().unwrap();
    let create = |words: &[&str]| runs(dir.path(), &[&["admin", "create"], words].concat());
    // As in the README, before there is a district to administer.
    fails(
        &create(&["--phone", "13800000000"]),
        "--area: there is no district yet: first run sandan import divisions",
    );
    fails(&create(&["--phone", "1380000000"]), "--phone 1380000000: A mobile number has 11 digits");
    let divisions = dir.path().join("divisions.csv");
    let import = |csv: &str| {
        fs::write(&divisions, csv).unwrap();
        runs(dir.path(), &["import", "divisions", divisions.to_str().unwrap()])
    };
    fails(
        &import("code,name,level,parent_code\n3210,江都区,district,32\n"),
        "line 2: \"3210\" is no division code",
    );
    let one = "code,name,level,parent_code\n321012,江都区,district,3210\n";
    assert!(import(one).status.success());
    assert!(create(&["--phone", "13800000000"]).status.success(), "as in the README, in its order");
    assert!(import(&format!("{one}330922,嵊泗县,district,3309\n")).status.success());
    fails(&create(&["--phone", "13800000000"]), "--area: there is more than one district");
    fails(
        &create(&["--phone", "13800000000", "--area", "321013"]),
        "--area 321013: no such area was imported",
    );
    assert!(create(&["--phone", "13800000000", "--area", "330922"]).status.success());
}

#[test]
fn a_catalogue_is_taken_whole_or_told_line_by_line_why_not() {
    let dir = tempfile::tempdir().unwrap();
    let catalogue = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/catalogue.csv");
    let import = |words: &[&str]| runs(dir.path(), &[&["import", "catalogue", catalogue], words].concat());
    fails(
        &import(&["--without-units"]),
        "--area: there is no district yet: first run sandan import divisions",
    );
    let divisions = dir.path().join("divisions.csv");
    fs::write(&divisions, "code,name,level,parent_code\n321012,江都区,district,3210\n").unwrap();
    assert!(runs(dir.path(), &["import", "divisions", divisions.to_str().unwrap()]).status.success());
    fails(&import(&["--area", "321013"]), "--area 321013: no such area was imported");
    fails(&import(&[]), "Line 8, units: there is no");
    for said in ["211 added", "211 as they were"] {
        let imported = import(&["--without-units", "--area", "321012"]);
        assert!(imported.status.success(), "{}", String::from_utf8_lossy(&imported.stderr));
        assert!(String::from_utf8_lossy(&imported.stdout).contains(said), "{said}");
    }
}
