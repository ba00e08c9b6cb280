//! Bodies on their way in: so many of one host at a time, and none slower than a bad telephone line.

use std::{io, sync::Arc, time::Duration};

use axum::{
    body::{Body, BodyDataStream, Bytes, HttpBody as _},
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use desk::{Ask, shares::Share};
use futures::{Stream, StreamExt as _, stream};
use tokio::time;

use crate::{House, admission::Pace, clock};

/// How soon somebody whose host was sending as much as it may can come again.
const AGAIN_SECONDS: u32 = 10;

/// Lets the body be read, at its pace.
pub async fn pace(State(house): State<Arc<House>>, request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let admission = &house.admission;
    let client = request.extensions().get::<Ask>().and_then(|ask| ask.client);
    let share = match client {
        None => None,
        Some(client) => match admission.body(client).await {
            Ok(share) => Some(share),
            Err(limit) => {
                house.desk.limits.refused(limit);
                return crowded();
            }
        },
    };
    let pace = admission.bounds.pace;
    next.run(request.map(|body| Body::from_stream(paced(body.into_data_stream(), pace, share)))).await
}

fn crowded() -> Response {
    let again = [(header::RETRY_AFTER, AGAIN_SECONDS.to_string())];
    (StatusCode::SERVICE_UNAVAILABLE, again, app::page::crowded(AGAIN_SECONDS)).into_response()
}

struct Paced {
    body: BodyDataStream,
    received: u64,
    /// How long we have waited for it. While it waits for us, for room in memory, no time passes.
    waited: Duration,
    _share: Option<Share>,
}

fn paced(
    body: BodyDataStream,
    pace: Pace,
    share: Option<Share>,
) -> impl Stream<Item = Result<Bytes, axum::Error>> {
    let paced = Paced { body, received: 0, waited: Duration::ZERO, _share: share };
    stream::unfold(Some(paced), move |paced| async move {
        let mut paced = paced?;
        let since = clock::stopwatch();
        let left = pace.allows(paced.received).saturating_sub(paced.waited);
        let chunk = time::timeout(left, paced.body.next()).await;
        paced.waited += since.elapsed();
        match chunk {
            Ok(Some(Ok(chunk))) => {
                paced.received += chunk.len() as u64;
                Some((Ok(chunk), Some(paced)))
            }
            Ok(Some(Err(error))) => Some((Err(error), None)),
            Ok(None) => None,
            Err(_) => Some((Err(axum::Error::new(io::Error::from(io::ErrorKind::TimedOut))), None)),
        }
    })
}
