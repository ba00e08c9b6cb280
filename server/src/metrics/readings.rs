//! How the desk and its store stand at the moment somebody reads.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError, atomic::Ordering::Relaxed},
    time::{Duration, Instant},
};

use desk::{Desk, error::chain, tally::Ending};
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric as _, MetricEncoder, NoLabelSet},
    metrics::{MetricType, counter::ConstCounter, gauge::ConstGauge},
    registry::Unit,
};
use store::{
    histogram::Past,
    replica::Replica,
    waits::{self, Waits},
    writer::GROUPS,
};
use tokio::time;

use crate::{clock, log};

/// How long a sum of all accounts is good for. Adding them up costs a third of a second at a million.
const SUM_KEPT: Duration = Duration::from_secs(300);
/// Prometheus gives up after ten seconds, and then knows nothing at all.
const PATIENCE: Duration = Duration::from_secs(5);

pub struct Readings {
    desk: Arc<Desk>,
    /// What the accounts hold together, and when they were added up.
    sum: Mutex<Option<(Instant, i64)>>,
    replicas: Mutex<Vec<Replica>>,
}

impl fmt::Debug for Readings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Readings")
    }
}

impl Readings {
    pub fn of(desk: Arc<Desk>) -> Self {
        Self { desk, sum: Mutex::default(), replicas: Mutex::default() }
    }

    fn sum(&self) -> Option<(Instant, i64)> {
        *self.sum.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the store, before somebody reads. Of what it does not answer, nothing is told.
    pub async fn ask(&self) {
        let replicas = answer("the replicas", async {
            store::replica::connected(&mut self.desk.db.read().await?).await
        });
        *self.replicas.lock().unwrap_or_else(PoisonError::into_inner) = replicas.await.unwrap_or_default();
        if self.sum().is_none_or(|(since, _)| since.elapsed() >= SUM_KEPT) {
            let sum = answer("the sum of the accounts", async {
                store::account::imbalance(&mut self.desk.db.read().await?).await
            });
            let sum = sum.await.map(|sum| (clock::stopwatch(), sum));
            *self.sum.lock().unwrap_or_else(PoisonError::into_inner) = sum;
        }
    }
}

/// What the store answers, if it does in time.
async fn answer<T>(what: &str, asked: impl Future<Output = store::Result<T>>) -> Option<T> {
    match time::timeout(PATIENCE, asked).await {
        Ok(Ok(answer)) => Some(answer),
        Ok(Err(error)) => {
            tracing::error!(error = chain(&error), what, "the store does not answer");
            None
        }
        Err(_) => {
            tracing::error!(what, "the store did not answer in time");
            None
        }
    }
}

impl Collector for Readings {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let build = [
            ("version", env!("CARGO_PKG_VERSION")),
            ("engine", if self.desk.db.is_sqlite() { "sqlite" } else { "postgresql" }),
        ];
        encoder.encode_descriptor("build", "What runs here.", None, MetricType::Info)?.encode_info(&build)?;

        let mut verbs = counters(&mut encoder, "verbs", "Verbs begun at the desk, and how they ended.")?;
        for ((verb, ending), count) in self.desk.tally.read() {
            let ending = match ending {
                Ending::Done => "done",
                Ending::Repeated => "repeated",
                Ending::Undone => "undone",
            };
            let labels = [("verb", verb), ("outcome", ending)];
            ConstCounter::new(count).encode(verbs.encode_family(&labels)?)?;
        }

        let help = "What was refused because it was more than a limit allows.";
        let mut refused = counters(&mut encoder, "refused", help)?;
        for (limit, count) in self.desk.limits.refusals() {
            ConstCounter::new(count).encode(refused.encode_family(&[("limit", limit.name())])?)?;
        }

        let watchers = ConstGauge::new(self.desk.live.watchers());
        watchers.encode(gauges(&mut encoder, "live_watchers", "Pages that are open and watch.")?)?;

        if let Some((_, sum)) = self.sum() {
            let help = "What all accounts hold together: anything but 0 is a fault.";
            ConstGauge::new(sum).encode(gauges(&mut encoder, "ledger_imbalance_points", help)?)?;
        }

        let mut lines = counters(&mut encoder, "log_lines", "Lines logged that somebody should read.")?;
        for (level, written) in [("error", &log::ERRORS), ("warn", &log::WARNINGS)] {
            ConstCounter::new(written.load(Relaxed)).encode(lines.encode_family(&[("level", level)])?)?;
        }
        let slow = ConstCounter::new(log::SLOW_STATEMENTS.load(Relaxed));
        slow.encode(counters(&mut encoder, "slow_statements", "Statements that took too long.")?)?;

        store(&self.desk.db, &mut encoder)?;
        replicas(&self.replicas.lock().unwrap_or_else(PoisonError::into_inner), &mut encoder)
    }
}

/// The copies of the database. Without one, nothing is said of them.
fn replicas(replicas: &[Replica], encoder: &mut DescriptorEncoder<'_>) -> fmt::Result {
    if replicas.is_empty() {
        return Ok(());
    }
    let labels = |replica: &Replica| {
        let kind = if replica.synchronous { "synchronous" } else { "asynchronous" };
        [("replica", replica.name.clone()), ("kind", kind.to_owned())]
    };
    let mut connected = gauges(encoder, "replica_connected", "Servers that keep a copy of the database.")?;
    for replica in replicas {
        ConstGauge::new(1_i64).encode(connected.encode_family(&labels(replica))?)?;
    }
    let help = "Log that cannot be read at the replica yet.";
    let mut behind =
        encoder.encode_descriptor("replica_behind", help, Some(&Unit::Bytes), MetricType::Gauge)?;
    for (replica, bytes) in replicas.iter().filter_map(|replica| Some((replica, replica.behind?))) {
        ConstGauge::new(bytes).encode(behind.encode_family(&labels(replica))?)?;
    }
    let help = "From a commit until it can be read at the replica; nothing while nothing is written.";
    let mut lag = encoder.encode_descriptor("replica_lag", help, Some(&Unit::Seconds), MetricType::Gauge)?;
    for (replica, seconds) in replicas.iter().filter_map(|replica| Some((replica, replica.lag?))) {
        ConstGauge::new(seconds).encode(lag.encode_family(&labels(replica))?)?;
    }
    Ok(())
}

/// The way into the store: who waits for it, how long, and what is open.
fn store(db: &store::Db, encoder: &mut DescriptorEncoder<'_>) -> fmt::Result {
    let ways: [(&str, &Waits); 2] = [("read", &waits::READING), ("write", &waits::WRITING)];
    let mut now =
        gauges(encoder, "store_waiting", "Who waits at this moment for a connection to read or write.")?;
    for (way, waits) in ways {
        ConstGauge::new(waits.now()).encode(now.encode_family(&[("to", way)])?)?;
    }
    let help = "How long was waited for a connection to read or write.";
    let mut past =
        encoder.encode_descriptor("store_wait", help, Some(&Unit::Seconds), MetricType::Histogram)?;
    for (way, waits) in ways {
        histogram(past.encode_family(&[("to", way)])?, &waits.past(), MICROS)?;
    }
    let mut connections = gauges(encoder, "store_connections", "Connections to the database.")?;
    for pool in db.pools() {
        let open = usize::try_from(pool.open).unwrap_or(usize::MAX);
        for (state, count) in [("idle", pool.idle), ("used", open.saturating_sub(pool.idle))] {
            let labels = [("pool", pool.name), ("state", state)];
            ConstGauge::new(count).encode(connections.encode_family(&labels)?)?;
        }
    }
    if db.is_sqlite() {
        let help = "How many changes became durable together, by one sync.";
        let groups = encoder.encode_descriptor("store_commit_changes", help, None, MetricType::Histogram)?;
        histogram(groups, &GROUPS.past(), 1.0)?;
    }
    Ok(())
}

/// So many of the store's units are one of Prometheus'.
const MICROS: f64 = 1e6;

fn histogram<const N: usize>(mut encoder: MetricEncoder<'_>, past: &Past<N>, units: f64) -> fmt::Result {
    let bounds = past.bounds.iter().map(|bound| *bound as f64 / units).chain([f64::INFINITY]);
    let counts = past.up_to.into_iter().chain([past.beyond]);
    let buckets: Vec<(f64, u64)> = bounds.zip(counts).collect();
    let count = buckets.iter().map(|(_, count)| count).sum();
    encoder.encode_histogram::<NoLabelSet>(past.sum as f64 / units, count, &buckets, None)
}

fn counters<'e>(
    encoder: &'e mut DescriptorEncoder<'_>,
    name: &'e str,
    help: &str,
) -> Result<MetricEncoder<'e>, fmt::Error> {
    encoder.encode_descriptor(name, help, None, MetricType::Counter)
}

fn gauges<'e>(
    encoder: &'e mut DescriptorEncoder<'_>,
    name: &'e str,
    help: &str,
) -> Result<MetricEncoder<'e>, fmt::Error> {
    encoder.encode_descriptor(name, help, None, MetricType::Gauge)
}
