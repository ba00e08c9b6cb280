//! What the operator's Prometheus reads: `GET /metrics` on an address of its own, never on the public one. README.md says
//! what each number means and when to wake somebody.
//!
//! What happens is counted here when it happens; how things stand is looked at when somebody reads ([`readings`],
//! [`process`]). Labels are routes, verbs and other words of the program, never anything that was sent.

mod process;
mod readings;

use std::{
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};

use axum::{
    Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use desk::{Desk, timer::Done};
use domain::Timestamp;
use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};
use tokio::net::TcpListener;

use crate::reference;
use readings::Readings;

/// OpenMetrics 1.0, the standard form of Prometheus' own text format.
const FORMAT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// From a page of a small grid to the longest a page may take, in seconds.
const LATENCIES: [f64; 14] =
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 30.0];

pub struct Metrics {
    registry: Registry,
    readings: Arc<Readings>,
    requests: Family<Answered, Counter>,
    seconds: Family<Route, Histogram>,
    rounds: Family<Round, Counter>,
    steps: Counter,
    late: Gauge<f64, AtomicU64>,
    last_round: Gauge<f64, AtomicU64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: String,
    class: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Round {
    outcome: &'static str,
}

impl Metrics {
    /// The numbers of this desk, and of the process that runs it since `at`.
    pub fn of(desk: Arc<Desk>, at: Timestamp) -> Self {
        let readings = Arc::new(Readings::of(desk));
        let requests = Family::default();
        let seconds = Family::<Route, Histogram>::new_with_constructor(|| Histogram::new(LATENCIES));
        let (rounds, steps) = (Family::default(), Counter::default());
        let (late, last_round) = (Gauge::default(), Gauge::default());

        let mut registry = Registry::default();
        let ours = registry.sub_registry_with_prefix("sandan");
        ours.register("http_requests", "Requests answered, by route and class of status", requests.clone());
        let help = "From a request to the beginning of its answer";
        ours.register_with_unit("http_request", help, Unit::Seconds, seconds.clone());
        ours.register("timer_rounds", "Rounds of the timers, done whole or failed in part", rounds.clone());
        ours.register("timer_steps", "Steps that slips took because time had passed", steps.clone());
        let help = "How long the first step of the last round had been due; 0 if none was";
        ours.register_with_unit("timer_late", help, Unit::Seconds, late.clone());
        let help = "When the last round of the timers ended, since 1970";
        ours.register_with_unit("timer_last_round_timestamp", help, Unit::Seconds, last_round.clone());
        ours.register_collector(Box::new(Arc::clone(&readings)));
        registry.register_collector(Box::new(process::Process { since: at }));
        Self { registry, readings, requests, seconds, rounds, steps, late, last_round }
    }

    /// A request was answered.
    pub fn answered(&self, route: &str, status: StatusCode, took: Duration) {
        let (route, class) = (route.to_owned(), reference::class(status));
        self.seconds.get_or_create(&Route { route: route.clone() }).observe(took.as_secs_f64());
        self.requests.get_or_create(&Answered { route, class }).inc();
    }

    /// A round of the timers ended; `None`: not all of it could be done.
    pub fn round(&self, done: Option<&Done>, at: Timestamp) {
        let outcome = if done.is_some() { "done" } else { "failed" };
        self.rounds.get_or_create(&Round { outcome }).inc();
        self.steps.inc_by(done.map_or(0, |done| done.steps.into()));
        self.late.set(seconds(done.map_or(0, |done| done.late)));
        self.last_round.set(seconds(at.micros()));
    }

    /// All of it, as Prometheus reads it.
    pub async fn read(&self) -> Result<String, std::fmt::Error> {
        self.readings.ask().await;
        let mut all = String::new();
        text::encode(&mut all, &self.registry)?;
        Ok(all)
    }
}

/// Microseconds as Prometheus counts time.
fn seconds(micros: i64) -> f64 {
    micros as f64 / 1e6
}

pub fn routes(metrics: Arc<Metrics>) -> Router {
    Router::new().route("/metrics", get(read)).with_state(metrics)
}

/// Lets them be read.
pub async fn serve(listener: TcpListener, router: Router) {
    if let Err(error) = axum::serve(listener, router).await {
        tracing::error!(%error, "the metrics can no longer be read");
    }
}

async fn read(State(metrics): State<Arc<Metrics>>) -> Response {
    match metrics.read().await {
        Ok(all) => ([(header::CONTENT_TYPE, FORMAT)], all).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
