//! What is kept in memory of a grid's page is never older than what happened, on this node or another.

use std::io::Read as _;

use axum::http::{HeaderValue, header};
use desk::{admin, identity, live::Topic};
use flate2::read::GzDecoder;

use super::web::Web;
use crate::town::{Engine, GRID, Person, Town, tell};

async fn story(town: Town) {
    let nodes = [Web::of(&town), Web::of(&town.on_another_node().await)];
    let page = async || {
        let address = format!("/g/{GRID}");
        let (one, other) =
            (nodes[0].browser().get(&address).await.text(), nodes[1].browser().get(&address).await.text());
        assert_eq!(one, other, "the nodes say the same");
        assert_eq!(one, nodes[0].browser().get(&address).await.text(), "and say it again");
        one
    };
    let under_way = |slips: u32| format!("<a href=\"#doing\">{slips}</a>");
    let (owner, admin) = (town.resident(GRID).await, town.administrator("321012").await);
    let worker = town.grid_worker(GRID).await;

    let first = page().await;
    assert!(first.contains(&under_way(0)) && first.contains("修灯"), "{first}");
    let slip = owner.orders("repair-light").await;
    assert!(page().await.contains(&under_way(1)), "a slip was placed");
    desk::request::withdraw(&owner.ask(), slip, "").await.unwrap();
    assert!(page().await.contains(&under_way(0)), "it was withdrawn");

    let profile = identity::Profile { name: "欧阳春".to_owned(), ..identity::Profile::default() };
    assert!(!first.contains(&profile.name));
    identity::set_profile(&worker.ask(), profile.clone()).await.unwrap();
    assert!(page().await.contains(&profile.name), "the worker has another name");
    let post = worker.post_id.unwrap();
    admin::people::end_post(&admin.ask(), post).await.unwrap();
    assert!(!page().await.contains(&profile.name), "and serves here no longer");

    admin::services::retire(&admin.ask(), "repair-light", true).await.unwrap();
    assert!(!page().await.contains("修灯"), "it cannot be ordered any more");
}

/// What is kept in memory of case types, grids and who serves them is as true on the node that takes an order.
async fn orders(town: Town) {
    let node = town.on_another_node().await;
    let web = Web::of(&node);
    let (owner, admin) = (town.resident(GRID).await, town.administrator("321012").await);
    let mut browser = web.browser_of(&owner);
    let mut orders = 0;
    let mut order = async || {
        let form = format!("/g/{GRID}/order");
        orders += 1;
        let key = uuid::Uuid::from_u128(orders).to_string();
        let fields = [
            ("back", form.as_str()),
            ("key", &key),
            ("grid", GRID),
            ("service", "repair-light"),
            ("need", "灯不亮"),
            ("building", "3 幢"),
            ("door", ""),
        ];
        browser.post("/do/order", &fields).await.leads_to().starts_with("/r/")
    };
    let told = async |person: &Person| desk::inbox::unread(&person.ask()).await.unwrap().needs;

    let first = town.grid_worker(GRID).await;
    assert!(order().await);
    assert_eq!(told(&first).await, 1);
    let second = town.grid_worker(GRID).await;
    assert!(order().await);
    assert_eq!((told(&first).await, told(&second).await), (2, 1), "there is another worker");
    desk::inbox::set_quiet_hours(&second.ask(), "0", "1439").await.unwrap();
    let mut heard = node.desk.live.watch();
    assert!(order().await);
    let heard: Vec<Topic> = std::iter::from_fn(|| heard.try_recv().ok()).collect();
    let reminded = [&first, &second].map(|person| heard.contains(&Topic::Person(person.id)));
    assert_eq!(reminded, [true, false], "who wants to be left alone now");
    assert_eq!((told(&first).await, told(&second).await), (3, 2), "and reads it all the same");
    admin::people::end_post(&admin.ask(), first.post_id.unwrap()).await.unwrap();
    assert!(order().await);
    assert_eq!(told(&first).await, 3, "one serves here no longer");
    admin::services::retire(&admin.ask(), "repair-light", true).await.unwrap();
    assert!(!order().await, "it cannot be ordered any more");
}

/// What a server that has shown the page before sends to each reader is what a server makes that never has.
async fn readers(town: Town) {
    let used = Web::of(&town);
    let (owner, neighbour) = (town.resident(GRID).await, town.resident(GRID).await);
    let worker = town.grid_worker(GRID).await;
    let read = async |web: &Web, who: Option<&Person>, cookies: &str| {
        let mut browser = who.map_or_else(|| web.browser(), |person| web.browser_of(person));
        for (name, value) in cookies.split(' ').filter_map(|cookie| cookie.split_once('=')) {
            browser.cookies.insert(name.to_owned(), value.to_owned());
        }
        let address = format!("/g/{GRID}");
        browser.headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        let packed = browser.clone().get(&address).await;
        assert_eq!(packed.header(header::CONTENT_ENCODING), "gzip");
        let mut unpacked = String::new();
        GzDecoder::new(&*packed.body).read_to_string(&mut unpacked).unwrap();
        browser.headers.clear();
        let answer = browser.get(&address).await;
        assert_eq!(unpacked, answer.text());
        let headers = [header::CACHE_CONTROL, header::VARY, header::CONTENT_TYPE]
            .map(|name| answer.header(name).to_owned());
        (answer.text(), headers)
    };
    for step in 0..4 {
        let slip = owner.orders("repair-light").await;
        for cookies in ["", "size=elder", "theme=dark lang=en", "notice=notice-settings"] {
            for who in [None, Some(&owner), Some(&neighbour), Some(&worker)] {
                let kept = read(&used, who, cookies).await;
                let made = read(&Web::of(&town), who, cookies).await;
                assert_eq!(kept, made, "{cookies:?}, step {step}");
                let own = who.map(|person| format!("person%3A{}", person.id));
                assert!(own.is_none_or(|own| kept.0.contains(&own)), "it watches for its own reader");
            }
        }
        // What the owner is told of changes their page alone.
        worker.verifies(slip).await.unwrap();
        if step % 2 == 0 {
            desk::inbox::open(&owner.ask(), slip).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite() {
    tell(Engine::Sqlite, story).await;
    tell(Engine::Sqlite, readers).await;
    tell(Engine::Sqlite, orders).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres() {
    tell(Engine::Postgres, story).await;
    tell(Engine::Postgres, readers).await;
    tell(Engine::Postgres, orders).await;
}
