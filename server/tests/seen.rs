//! What the operator sees of a server at work: its numbers, its log, and the reference a person tells of a failure. And what
//! neither shows: anything about a person.

mod house;

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use self::house::{Browser, House};
use crate::database::{Database, Engine};
use crowd::postgres::Postgres;
use domain::{Timestamp, request::State};
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use store::Db;

/// As long as a machine under load may take.
const PATIENCE: Duration = Duration::from_secs(60);

const PHONE: &str = "13912345678";
const NEED: &str = "厨房漏水玛瑙七号";
const BUILDING: &str = "翡翠苑九幢";
const KEY: &str = "018f3a52-7c1e-7000-8000-0000000000aa";

/// A grid of the demonstration, and something that can be ordered there.
async fn on_offer(db: &Db) -> (String, String) {
    let mut conn = db.read().await.unwrap();
    let far = Timestamp::from_micros(i64::MAX);
    for number in store::request::due_to_wake(&mut conn, far, 1000).await.unwrap() {
        let slip = store::request::find(&mut conn, number).await.unwrap().unwrap();
        if slip.state == State::Placed {
            let service = store::service::find(&mut conn, slip.service).await.unwrap().unwrap();
            return (slip.grid.to_string(), service.slug);
        }
    }
    panic!("the demonstration has a fresh slip");
}

/// Somebody with the rights of a superuser makes a table unfindable.
async fn hides(db: &Db, table: &str) {
    let sentence = AssertSqlSafe(format!("ALTER TABLE {table} RENAME TO {table}_hidden"));
    match db {
        Db::Sqlite { writer, .. } => sqlx::query(sentence).execute(writer.pool()).await.map(drop),
        Db::Postgres(lines) => {
            sqlx::query(sentence).execute(lines.line().await.unwrap().connection()).await.map(drop)
        }
    }
    .unwrap();
}

/// Reads the numbers until the one of this name is `enough`.
fn waits_for(house: &House, name: &str, enough: impl Fn(f64) -> bool) {
    let since = Instant::now();
    while !enough(house.numbers().of(name)) {
        assert!(since.elapsed() < PATIENCE, "{name} is {}", house.numbers().of(name));
        thread::sleep(Duration::from_millis(50));
    }
}

fn signs_in(house: &House, browser: &mut Browser) {
    browser.posts("/do/send-code", &[("phone", PHONE)]);
    let sent = house.log().into_iter().rfind(|line| line["message"] == "a sign-in code").unwrap();
    assert_eq!(sent["phone"], "139****5678");
    let answer = browser.posts("/do/sign-in", &[("code", sent["code"].as_str().unwrap())]);
    assert_eq!(answer.status, 303, "{}", answer.body);
}

async fn story(engine: Engine) {
    let dir = tempfile::tempdir().unwrap();
    let database = Database::create(engine, dir.path()).await;
    let db = database.connect().await;
    let house = House::opens(dir.path(), &database.url());
    let (grid, service) = on_offer(&db).await;

    let mut browser = house.browser();
    signs_in(&house, &mut browser);
    let before = house.numbers();
    assert_eq!(before.of("sandan_ledger_imbalance_points"), 0.0);
    let order = |need| {
        [("grid", grid.as_str()), ("service", &service), ("need", need), ("building", BUILDING), ("key", KEY)]
    };
    let refused = browser.posts("/do/order", &order(""));
    assert!(refused.location.contains("again="), "{}", refused.location);
    let page = browser.posts("/do/order", &order(NEED)).location;
    let number = page.strip_prefix("/r/").unwrap().to_owned();
    assert_eq!(browser.posts("/do/order", &order(NEED)).location, page, "the same key, the same slip");
    assert_eq!(browser.gets(&page).status, 200);
    assert_eq!(browser.gets(&format!("/no/such/{PHONE}")).status, 404);
    let line = browser.opens(&format!("/live?topic=grid:{grid}"));

    waits_for(&house, "sandan_live_watchers", |watchers| watchers == 1.0);
    waits_for(&house, r#"sandan_timer_rounds_total{outcome="done"}"#, |rounds| rounds >= 1.0);
    drop(line);
    let after = house.numbers();
    for (name, more) in [
        (r#"sandan_http_requests_total{route="/do/order",class="3xx"}"#, 3.0),
        (r#"sandan_http_request_seconds_count{route="/do/order"}"#, 3.0),
        (r#"sandan_http_request_seconds_bucket{le="+Inf",route="/do/order"}"#, 3.0),
        (r#"sandan_http_requests_total{route="/r/{number}",class="2xx"}"#, 1.0),
        (r#"sandan_http_requests_total{route="none",class="4xx"}"#, 1.0),
        (r#"sandan_http_requests_total{route="/live",class="2xx"}"#, 1.0),
        (r#"sandan_verbs_total{verb="place",outcome="done"}"#, 1.0),
        (r#"sandan_verbs_total{verb="place",outcome="repeated"}"#, 1.0),
        (r#"sandan_verbs_total{verb="place",outcome="undone"}"#, 1.0),
        (r#"sandan_refused_total{limit="orders-per-person"}"#, 0.0),
        (r#"sandan_log_lines_total{level="error"}"#, 0.0),
    ] {
        assert_eq!(after.of(name) - before.of(name), more, "{name} in {after:?}");
    }
    for name in [
        "sandan_slow_statements_total",
        r#"sandan_store_wait_seconds_count{to="write"}"#,
        r#"sandan_store_wait_seconds_bucket{le="+Inf",to="read"}"#,
        "sandan_timer_last_round_timestamp_seconds",
        "process_resident_memory_bytes",
        "process_start_time_seconds",
    ] {
        assert!(after.of(name) > 0.0, "{name} in {after:?}");
    }
    assert!(after.0.contains("\nsandan_store_connections{pool="), "{after:?}");
    if engine == Engine::Sqlite {
        assert!(after.of("sandan_store_commit_changes_count") > 0.0, "{after:?}");
    }
    assert!(!after.0.contains("sandan_replica"), "there is none");
    assert!(after.0.ends_with("# EOF\n"), "it is whole");
    assert_eq!(house.browser().gets("/metrics").status, 404, "the public address has no numbers");

    // Now a page fails, and a form; and then everything.
    hides(&db, "event").await;
    let broken = browser.gets(&page);
    assert_eq!(broken.status, 500);
    assert!(broken.body.contains(&format!("编号 {}", broken.reference)), "{}", broken.body);
    let form = format!("/g/{grid}/order");
    let [grid, service, need, building, _] = order(NEED);
    let failed = browser.posts("/do/order", &[grid, service, need, building, ("back", &form)]);
    let again = browser.gets(failed.location.strip_suffix("#errors").unwrap());
    assert!(again.body.contains(&format!("编号 {}", failed.reference)), "{}", again.body);
    hides(&db, "session").await;
    let sorry = browser.gets("/");
    assert_eq!(sorry.status, 503);
    assert!(sorry.body.contains(&format!("编号 {}", sorry.reference)), "{}", sorry.body);
    assert!(sorry.body.contains(&format!("the reference {}", sorry.reference)), "{}", sorry.body);

    let log = house.log();
    for told in [&broken.reference, &failed.reference, &sorry.reference] {
        let cause = |line: &Value| line["level"] == "ERROR" && line["span"]["reference"] == told.as_str();
        assert!(log.iter().any(cause), "{told} is not in the log");
    }
    assert!(house.numbers().of(r#"sandan_log_lines_total{level="error"}"#) >= 3.0);
    let of_page = |line: &&Value| line["target"] == "sqlx::query" && line["span"]["route"] == "/r/{number}";
    let slow = log.iter().find(of_page).expect("a slow statement is named, under the request it belongs to");
    assert!(slow.to_string().contains("$1"), "it is named by its text: {slow}");

    let all = house.log_text() + &house.numbers().0;
    for secret in [PHONE, NEED, BUILDING, &number, "from-outside"] {
        assert!(!all.contains(secret), "{secret} is in the log or among the numbers");
    }
    drop(house);
    db.close().await;
    database.remove().await;
}

/// A standby of PostgreSQL is seen, and how far it is behind.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_replica_is_seen() {
    let dir = tempfile::tempdir().unwrap();
    let database = Database::create(Engine::Postgres, dir.path()).await;
    let mut connection = PgConnection::connect(&database.url()).await.unwrap();
    let (programs,): (String,) = sqlx::query_as("SELECT setting FROM pg_config WHERE name = 'BINDIR'")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    database.remove().await;

    let mut postgres = Postgres::start(Path::new(&programs), &std::env::temp_dir()).unwrap();
    postgres.has_a_standby().unwrap();
    let house = House::opens(dir.path(), &postgres.url);
    let of_it = r#"{replica="walreceiver@127.0.0.1",kind="synchronous"}"#;
    waits_for(&house, &format!("sandan_replica_connected{of_it}"), |connected| connected == 1.0);
    // It is known for a while how far behind it was, when something was written.
    let since = Instant::now();
    loop {
        house.browser().posts("/do/send-code", &[("phone", PHONE)]);
        let numbers = house.numbers();
        let told = |name: &str| numbers.0.contains(&format!("\n{name}{of_it} "));
        if told("sandan_replica_behind_bytes") && told("sandan_replica_lag_seconds") {
            return;
        }
        assert!(since.elapsed() < PATIENCE, "{numbers:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_over_sqlite_tells_its_operator_everything_but_about_people() {
    story(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_over_postgresql_tells_its_operator_everything_but_about_people() {
    story(Engine::Postgres).await;
}
