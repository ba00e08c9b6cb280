//! The open line: who may watch what, what is told, and that it ends when the server does.

use std::time::Duration;

use axum::{body::BodyDataStream, http::StatusCode};
use futures::StreamExt as _;
use tokio::time::timeout;

use super::{stories, web::Web};
use crate::town::{GRID, NEXT_GRID};

async fn hears(line: &mut BodyDataStream) -> Option<String> {
    let piece = timeout(Duration::from_secs(5), line.next()).await.expect("something is told in time");
    piece.map(|piece| String::from_utf8(piece.unwrap().to_vec()).unwrap())
}

stories! {
    async fn who_watches_a_slip_hears_of_each_step_of_it_alone(town: Town) {
        let (owner, worker) = (town.resident(GRID).await, town.grid_worker(GRID).await);
        let slip = owner.orders("repair-light").await;
        let other = owner.orders("errand-medicine").await;
        let web = Web::of(&town);
        let response = web.browser_of(&owner).open(&format!("/live?topic=request:{}", slip.digits())).await;
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert!(!response.headers().contains_key("content-encoding"), "compression would hold events back");
        let mut line = response.into_body().into_data_stream();
        assert!(hears(&mut line).await.unwrap().contains("event: hello"));
        desk::request::verify(&worker.ask(), other).await.unwrap();
        desk::request::verify(&worker.ask(), slip).await.unwrap();
        let told = hears(&mut line).await.unwrap();
        assert!(told.contains("event: changed") && told.contains(&slip.digits()), "{told}");
        assert!(!told.contains(&other.digits()), "{told}");
    }

    async fn nobody_watches_what_they_may_not_see(town: Town) {
        let (owner, other) = (town.resident(GRID).await, town.resident(NEXT_GRID).await);
        let slip = owner.orders("repair-light").await;
        let web = Web::of(&town);
        let request = format!("/live?topic=request:{}", slip.digits());
        let person = format!("/live?topic=person:{}", owner.id);
        for (browser, address, status) in [
            (web.browser_of(&owner), request.as_str(), StatusCode::OK),
            (web.browser_of(&owner), &person, StatusCode::OK),
            (web.browser(), &format!("/live?topic=grid:{GRID}"), StatusCode::OK),
            (web.browser_of(&other), &request, StatusCode::NOT_FOUND),
            (web.browser_of(&other), &person, StatusCode::NOT_FOUND),
            (web.browser(), &request, StatusCode::NOT_FOUND),
            (web.browser(), &person, StatusCode::NOT_FOUND),
            (web.browser_of(&other), &format!("/live?topic=grid:{GRID}&topic=request:{}", slip.digits()), StatusCode::NOT_FOUND),
            (web.browser(), "/live", StatusCode::BAD_REQUEST),
            (web.browser(), "/live?topic=everything", StatusCode::BAD_REQUEST),
            (web.browser(), "/live?topic=grid:321012&topic=x", StatusCode::BAD_REQUEST),
        ] {
            assert_eq!(browser.open(address).await.status(), status, "{address}");
        }
    }

    async fn the_line_ends_when_the_server_stops(town: Town) {
        let web = Web::of(&town);
        let mut line = web.browser().open(&format!("/live?topic=grid:{GRID}")).await.into_body().into_data_stream();
        assert!(hears(&mut line).await.unwrap().contains("event: hello"));
        web.stop.send(true).unwrap();
        assert_eq!(hears(&mut line).await, None);
    }
}

/// On SQLite there is one node and nothing to hear.
mod what_one_node_commits_is_told_on_the_others {
    use super::*;
    use crate::town::{Engine, Town, tell};

    async fn story(town: Town) {
        // The same town behind a second desk: another process on the same database.
        let other = town.as_demo();
        let web = Web::of(&other);
        let clock = other.clone();
        let clock: server::clock::Clock = std::sync::Arc::new(move || clock.now());
        let metrics = server::metrics::Metrics::of(std::sync::Arc::clone(&other.desk), other.now());
        let mut timers = server::timers::start(
            &other.desk,
            &clock,
            "no/such/folder".into(),
            &std::sync::Arc::new(metrics),
            &web.stop.subscribe(),
        );
        let address = format!("/live?topic=grid:{GRID}");
        let mut line = web.browser().open(&address).await.into_body().into_data_stream();
        assert!(hears(&mut line).await.unwrap().contains("event: hello"));
        let resident = town.resident(GRID).await;
        let mut told = None;
        // The other node may still be picking up its receiver.
        for _ in 0..50 {
            resident.orders("repair-light").await;
            if let Ok(piece) = timeout(Duration::from_millis(200), line.next()).await {
                told = piece;
                break;
            }
        }
        let told = String::from_utf8(told.expect("something is told").unwrap().to_vec()).unwrap();
        assert!(told.contains("event: changed") && told.contains(GRID), "{told}");
        web.stop.send(true).unwrap();
        while timers.join_next().await.is_some() {}
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        tell(Engine::Postgres, story).await;
    }
}
