//! `sandan serve`: from settings to a listening server, and to a clean end.

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use app::site::Site;
use desk::{Ask, Desk, Visitor, demo::Progress, limits::Limits, messenger::Messenger};
use store::Db;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
    task::JoinSet,
    time,
};

use crate::{
    admission::{Admission, Bounds},
    clock,
    command::{Failure, loaded_words, say},
    config::{Config, Data},
    health, listen,
    metrics::{self, Metrics},
    router::{House, router},
    timers,
};

/// How long requests in flight may take to finish once the server was told to stop.
const LAST_WORDS: Duration = Duration::from_secs(30);

pub async fn serve(data: &Data, config: &Config) -> Result<(), Failure> {
    let open_files = listen::raise_open_files();
    let limits = Limits::set(&config.limits);
    let bounds = Bounds::of(&limits).within(open_files);
    tracing::info!(open_files, connections = bounds.connections, "so many may be open at once");
    let public_url = config.public_url();
    let db = Db::connect_naming(&data.database_url(), Duration::from_millis(config.slow_statement)).await?;
    store::migrate::up(&db).await?;
    let messenger = match &config.sms_url {
        Some(url) => Messenger::gateway(url.0.clone()),
        None => Messenger::log(),
    };
    let desk =
        Desk::new(db, data.secret()?, data.photos(), public_url.0.clone(), config.demo, clock::chance());
    let desk = Arc::new(desk.sending_through(messenger).limited_by(limits));
    if config.demo {
        load_demo(&desk).await?;
    }

    let site_dir = config.site_dir();
    let site = Arc::new(read_site(&site_dir)?);
    let (stop, stopping) = watch::channel(false);
    let clock = config.demo_clock.clone().map_or_else(clock::real, clock::ahead_by);
    let holidays = config.holidays.clone().unwrap_or_else(|| data.holidays());
    let metrics = Arc::new(Metrics::of(Arc::clone(&desk), clock::now()));
    let house = House {
        desk: Arc::clone(&desk),
        site,
        site_dir: Some(site_dir),
        secure: public_url.is_https() || public_url.is_loopback(),
        trusted_proxies: config.trusted_proxies.clone(),
        admission: Arc::new(Admission::new(bounds, config.trusted_proxies.clone())),
        clock: Arc::clone(&clock),
        metrics: Arc::clone(&metrics),
        stopping: stopping.clone(),
    };
    if !house.secure {
        tracing::warn!(
            url = public_url.0,
            "people reach this over plain http: whoever is on the line can read along. Put https in front of it"
        );
    }
    if config.sms_url.is_none() && !config.demo {
        tracing::warn!("sign-in codes go to this log, because no SMS gateway is set (--sms-url)");
    }
    let house = Arc::new(house);
    let router = router(Arc::clone(&house))?;
    let listener = TcpListener::bind(config.addr)
        .await
        .map_err(|source| Failure::Listen { addr: config.addr, source })?;
    let addr = listener.local_addr().map_err(Failure::Serve)?;
    let mut timers = timers::start(&desk, &clock, holidays, &metrics, &stopping);
    let seen_at = match config.metrics_addr {
        Some(addr) => Some(listen_for_prometheus(addr, &house, &mut timers).await?),
        None => None,
    };
    greet(addr, &public_url.0, config.demo, seen_at);

    let told = stopping.clone();
    let server = listen::serve(listener, router, Arc::clone(&house), async move {
        asked_to_stop().await;
        tracing::info!("stopping: requests in flight finish, new ones are not taken");
        let _ = stop.send(true);
    });
    tokio::select! {
        () = server => {}
        () = out_of_patience(told) => tracing::warn!("some requests were cut off"),
    }
    while timers.join_next().await.is_some() {}
    desk.db.close().await;
    tracing::info!("stopped");
    Ok(())
}

async fn load_demo(desk: &Arc<Desk>) -> Result<(), Failure> {
    let ask = Ask::new(Arc::clone(desk), Visitor::STRANGER, clock::now());
    match desk::demo::progress(&ask).await? {
        Progress::Loaded => return Ok(()),
        Progress::Other => return Err(Failure::NotADemo),
        Progress::Empty => say("The database is empty; loading the demo district."),
        Progress::BrokenOff => say("The demo district was not loaded to its end; loading it anew."),
    }
    if let Some(loaded) = desk::demo::load_once(Arc::clone(desk), ask.at).await? {
        say(&loaded_words(&loaded));
    }
    Ok(())
}

fn read_site(dir: &Path) -> Result<Site, Failure> {
    let failure =
        |source: Box<dyn std::error::Error + Send + Sync>| Failure::Site { dir: dir.to_owned(), source };
    let manifest =
        std::fs::read_to_string(dir.join("manifest.json")).map_err(|error| failure(error.into()))?;
    Site::from_manifest(&manifest).map_err(|error| failure(error.into()))
}

/// Lets the metrics be read, at an address of their own. Whether the process is alive and well can be asked there, too,
/// however many connections the public address has.
async fn listen_for_prometheus(
    addr: SocketAddr,
    house: &Arc<House>,
    timers: &mut JoinSet<()>,
) -> Result<SocketAddr, Failure> {
    let failure = |source| Failure::Listen { addr, source };
    let listener = TcpListener::bind(addr).await.map_err(failure)?;
    let addr = listener.local_addr().map_err(failure)?;
    if !addr.ip().is_loopback() {
        tracing::warn!(%addr, "whoever reaches this address can read the metrics: see to it that only Prometheus does");
    }
    let router = metrics::routes(Arc::clone(&house.metrics)).merge(health::routes(house));
    timers.spawn(timers::until_stop(house.stopping.clone(), metrics::serve(listener, router)));
    Ok(addr)
}

/// Says where to go.
fn greet(addr: SocketAddr, public_url: &str, demo: bool, metrics: Option<SocketAddr>) {
    say(&format!("Sandan listens on {addr}\n\n  the front page   {public_url}/"));
    if demo {
        say(&format!("  the demo people  {public_url}/demo   (sign in as anybody with one tap)"));
    }
    if let Some(addr) = metrics {
        say(&format!("  the metrics      http://{addr}/metrics"));
    }
    say("\nCtrl-C stops it.");
}

/// Ctrl-C, or what a service manager sends.
pub(crate) async fn asked_to_stop() {
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        tracing::error!("signals cannot be heard; only a kill stops this server");
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

async fn out_of_patience(mut stopping: watch::Receiver<bool>) {
    if stopping.wait_for(|stopping| *stopping).await.is_err() {
        return std::future::pending().await;
    }
    time::sleep(LAST_WORDS).await;
}
