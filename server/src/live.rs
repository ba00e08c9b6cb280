//! Live updates: a page that watches a topic is told *that* something changed, and looks again by itself, with its own
//! permission. `GET /live?topic=request:2632504829137&topic=grid:321012100001003&since=1795226400000000`, where `since`
//! is when the page was read, in microseconds: what moved before the line was open is told at once.

use std::{collections::HashSet, convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Extension, Router,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
    routing::get,
};
use desk::{
    Ask, Error,
    error::chain,
    live::{MOST_TOPICS, Topic},
};
use domain::Timestamp;
use futures::{Stream, StreamExt, stream};
use tokio::sync::{broadcast, watch};
use tokio_stream::wrappers::{BroadcastStream, WatchStream};

use crate::House;

/// How soon a browser tries again after the line broke.
const RETRY: Duration = Duration::from_secs(3);
/// How soon a page that has as many lines as it may tries again.
const AGAIN_SECONDS: &str = "30";
/// Proxies cut a line that stays silent for a minute.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

pub fn routes(house: &Arc<House>) -> Router {
    Router::new().route("/live", get(live)).with_state(Arc::clone(house))
}

async fn live(
    State(house): State<Arc<House>>,
    Extension(ask): Extension<Ask>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Response {
    let topics: Option<HashSet<Topic>> =
        asked.iter().filter(|(name, _)| name == "topic").map(|(_, topic)| topic.parse().ok()).collect();
    let Some(topics) = topics.filter(|topics| (1..=MOST_TOPICS).contains(&topics.len())) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let admitted = match house.admission.line(&ask) {
        Ok(admitted) => admitted,
        Err(limit) => {
            house.desk.limits.refused(limit);
            return crowded();
        }
    };
    // From before the look at the permissions: nothing that happens meanwhile is missed.
    let heard = ask.desk.live.watch();
    for topic in &topics {
        match desk::live::may_watch(&ask, topic).await {
            Ok(()) => {}
            Err(error @ (Error::Store(_) | Error::Files { .. })) => {
                tracing::error!(error = chain(&error), "nothing can be watched");
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            }
            Err(_) => return StatusCode::NOT_FOUND.into_response(),
        }
    }
    let since = asked.iter().find(|(name, _)| name == "since").and_then(|(_, since)| since.parse().ok());
    let moved = match since {
        Some(since) => desk::live::has_moved(&ask, &topics, Timestamp::from_micros(since))
            .await
            .unwrap_or_else(|error| {
                tracing::error!(error = chain(&error), "what moved meanwhile is not known");
                true
            }),
        None => false,
    };
    let events = events(heard, topics, moved, house.stopping.clone()).inspect(move |_| {
        // Held until the line ends.
        let _ = &admitted;
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response()
}

/// The page does without, and tries again by itself.
fn crowded() -> Response {
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, AGAIN_SECONDS)]).into_response()
}

fn events(
    heard: broadcast::Receiver<Topic>,
    topics: HashSet<Topic>,
    moved: bool,
    stopping: watch::Receiver<bool>,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let hello = stream::once(async { Event::default().retry(RETRY).event("hello").data("") });
    let missed = moved.then(|| Event::default().event("changed").data("meanwhile"));
    let changes = BroadcastStream::new(heard).filter_map(move |heard| {
        let told = match heard {
            Ok(told) => topics.iter().any(|topic| topic.hears(&told)).then(|| told.to_string()),
            // Too much happened at once; it may have been ours.
            Err(_) => Some("many".to_owned()),
        };
        async move { told.map(|topic| Event::default().event("changed").data(topic)) }
    });
    let stop = WatchStream::new(stopping).filter(|stopping| std::future::ready(*stopping)).into_future();
    hello.chain(stream::iter(missed)).chain(changes).map(Ok).take_until(stop)
}
