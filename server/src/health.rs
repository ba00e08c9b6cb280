//! For whoever watches over the process: is it alive, and can it work?

use std::sync::Arc;

use axum::{Router, extract::State, http::StatusCode, routing::get};
use desk::error::chain;

use crate::House;

pub fn routes(house: &Arc<House>) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .with_state(Arc::clone(house))
}

/// The database answers, and has every migration this program needs.
async fn ready(State(house): State<Arc<House>>) -> (StatusCode, &'static str) {
    match store::migrate::is_current(&house.desk.db).await {
        Ok(true) => (StatusCode::OK, "ready\n"),
        Ok(false) => {
            (StatusCode::SERVICE_UNAVAILABLE, "the database lacks migrations: run `sandan migrate`\n")
        }
        Err(error) => {
            tracing::error!(error = chain(&error), "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be reached\n")
        }
    }
}
