//! The log: lines on standard error, for people or as JSON, and a count of those that somebody should read.

use std::{
    io::{self, IsTerminal as _},
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use store::db::STATEMENTS;
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::{
    EnvFilter, Layer, fmt,
    layer::{Context, SubscriberExt as _},
    util::SubscriberInitExt as _,
};

use crate::config::LogFormat;

/// Lines at `error` since the start.
pub static ERRORS: AtomicU64 = AtomicU64::new(0);
/// Lines at `warn` since the start, without those about slow statements.
pub static WARNINGS: AtomicU64 = AtomicU64::new(0);
/// Statements since the start that took longer than the operator wants them to.
pub static SLOW_STATEMENTS: AtomicU64 = AtomicU64::new(0);

/// Begins to log. `RUST_LOG` says how much.
pub fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = fmt::layer().with_ansi(io::stderr().is_terminal()).with_writer(io::stderr);
    let lines = match format {
        LogFormat::Text => lines.with_target(false).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
    };
    tracing_subscriber::registry().with(filter).with(lines).with(Counting).init();
}

struct Counting;

impl<S: Subscriber> Layer<S> for Counting {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let counter = match *event.metadata().level() {
            Level::ERROR => &ERRORS,
            Level::WARN if event.metadata().target() == STATEMENTS => &SLOW_STATEMENTS,
            Level::WARN => &WARNINGS,
            _ => return,
        };
        counter.fetch_add(1, Relaxed);
    }
}
