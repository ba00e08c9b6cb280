//! Takes connections and speaks HTTP on them, within the bounds of [`crate::admission`], until it is told to stop.
//!
//! `axum::serve` waits for ever for a head that does not come, and takes as many connections as there are files.

use std::{
    io::{self, Write as _},
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use rustix::{
    net::sockopt,
    process::{Resource, Rlimit, getrlimit, setrlimit},
};
use tokio::{
    net::{TcpListener, TcpStream},
    time,
};
use tower::ServiceExt as _;

use crate::House;

/// A peer that has gone without a word is noticed after a minute and a half.
const SILENT: Duration = Duration::from_secs(60);
const PROBE: Duration = Duration::from_secs(10);
const PROBES: u32 = 3;
/// A peer that does not take what was sent is given up after this.
const UNREAD_MS: u32 = 60_000;
/// How soon somebody who was refused may come again.
const AGAIN_SECONDS: u32 = 10;
/// How many files may be open where the system sets no limit.
const PLENTY: u64 = 1 << 20;

/// Serves until `stop`, and then until the requests in flight have ended.
pub async fn serve(listener: TcpListener, router: Router, house: Arc<House>, stop: impl Future<Output = ()>) {
    if let Err(error) = notice_who_has_gone(&listener) {
        tracing::warn!(%error, "peers that are gone are noticed late");
    }
    let admission = &house.admission;
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(admission.bounds.idle);
    let refusal = refusal();
    // Once for all: a router without its state makes every route anew for each request.
    let router = router.with_state::<()>(());
    let connections = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                rest_after(&error).await;
                continue;
            }
        };
        let admitted = match admission.connection(peer.ip()) {
            Ok(admitted) => admitted,
            Err(limit) => {
                house.desk.limits.refused(limit);
                refuse(stream, &refusal);
                continue;
            }
        };
        // Without this an answer in several pieces waits 40 ms for the peer's acknowledgement.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection keeps its delay");
        }
        let asked = Arc::new(AtomicBool::new(false));
        let (router, asking) = (router.clone(), Arc::clone(&asked));
        let service = service_fn(move |request: Request<Incoming>| {
            asking.store(true, Relaxed);
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
            router.clone().oneshot(request)
        });
        let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
        let patience = admission.bounds.head;
        tokio::spawn(async move {
            tokio::select! {
                ended = connection => {
                    if let Err(error) = ended {
                        tracing::debug!(%error, "a connection broke");
                    }
                }
                () = asks_nothing(patience, &asked) => tracing::debug!("a connection asked nothing"),
            }
            drop(admitted);
        });
    }
    drop(listener);
    connections.shutdown().await;
}

/// Ends when nothing was asked in time. What is asked later is bounded by the builder.
async fn asks_nothing(patience: Duration, asked: &AtomicBool) {
    time::sleep(patience).await;
    if asked.load(Relaxed) {
        std::future::pending::<()>().await;
    }
}

/// Says that it may be tried again. Whoever does not read it is no worse off than without it.
fn refuse(stream: TcpStream, refusal: &[u8]) {
    if let Ok(mut stream) = stream.into_std() {
        let _ = stream.write_all(refusal);
    }
}

fn refusal() -> Vec<u8> {
    let words = app::page::crowded(AGAIN_SECONDS);
    let head = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; charset=utf-8\r\n\
         content-length: {}\r\nretry-after: {AGAIN_SECONDS}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n",
        words.len()
    );
    (head + &words).into_bytes()
}

/// A peer that gave up before it was taken is its own affair; anything else, such as too many open files, may pass.
async fn rest_after(error: &io::Error) {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    if !matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset) {
        tracing::error!(%error, "no connection can be taken");
        time::sleep(Duration::from_millis(100)).await;
    }
}

/// Every connection that is taken here has these from its beginning.
fn notice_who_has_gone(listener: &TcpListener) -> io::Result<()> {
    sockopt::set_socket_keepalive(listener, true)?;
    sockopt::set_tcp_keepintvl(listener, PROBE)?;
    sockopt::set_tcp_keepcnt(listener, PROBES)?;
    #[cfg(target_os = "linux")]
    {
        sockopt::set_tcp_keepidle(listener, SILENT)?;
        sockopt::set_tcp_user_timeout(listener, UNREAD_MS)?;
    }
    Ok(())
}

/// Raises the number of files that may be open to the most that the system allows, and tells it.
pub fn raise_open_files() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let most = limit.maximum.unwrap_or(PLENTY);
    match setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum: limit.maximum }) {
        Ok(()) => most,
        Err(error) => {
            tracing::warn!(%error, "the limit of open files stays as it is");
            limit.current.unwrap_or(most)
        }
    }
}
