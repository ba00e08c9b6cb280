//! Everything that has an address, and what each request passes on its way.

use std::{io, net::IpAddr, path::PathBuf, sync::Arc, time::Duration};

use app::{kept::Kept, site::Site};
use axum::{Router, extract::Request, http::StatusCode, middleware, routing::get};
use desk::Desk;
use tokio::sync::watch;
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer};

use crate::{
    admission::Admission, assets, bodies, clock::Clock, forms, grids, health, live, metrics::Metrics, pages,
    photos, reference, session, sheets, shield,
};

/// A page is slower than this only if something is broken.
const PAGE_TIMEOUT: Duration = Duration::from_secs(30);

/// What the routes need.
pub struct House {
    pub desk: Arc<Desk>,
    pub site: Arc<Site>,
    /// Where the built site lies; `None`: its files are served by somebody else.
    pub site_dir: Option<PathBuf>,
    /// Cookies go over https only.
    pub secure: bool,
    pub trusted_proxies: Vec<IpAddr>,
    pub admission: Arc<Admission>,
    pub clock: Clock,
    pub metrics: Arc<Metrics>,
    /// Turns true when the server is about to stop: live streams end, everything else finishes.
    pub stopping: watch::Receiver<bool>,
}

#[derive(Debug, thiserror::Error)]
pub enum RouterError {
    #[error("the built site cannot be read in {dir}")]
    Site {
        dir: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("the public address {url} is not one that browsers could name as an origin")]
    PublicUrl {
        url: String,
        #[source]
        source: tower_http::csrf::ConfigError,
    },
}

/// All of it. Outermost first: every request gets its reference and its line in the log, panics are answered, answers
/// shielded, other sites' posts refused.
pub fn router(house: Arc<House>) -> Result<Router, RouterError> {
    let same_site_only = shield::same_site_only(&house.desk.public_url)
        .map_err(|source| RouterError::PublicUrl { url: house.desk.public_url.clone(), source })?;

    let site = Arc::clone(&house.site);
    let kept = Arc::<Kept>::default();
    let of_grids = (Arc::clone(&house), Arc::clone(&kept));
    let render = move |request: Request| pages::render(Arc::clone(&site), Arc::clone(&kept), request);
    let mut shown = Router::new();
    for page in leptos_axum::generate_route_list(app::app::App) {
        shown = shown.route(page.path(), get(render.clone()));
    }
    let shown = shown
        .merge(photos::routes())
        .merge(sheets::routes())
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PAGE_TIMEOUT));
    let posted =
        forms::routes(&house.site).layer(middleware::from_fn_with_state(Arc::clone(&house), bodies::pace));
    let of_somebody = Router::new()
        .merge(shown)
        .merge(posted)
        .merge(live::routes(&house))
        .fallback(render)
        .layer(middleware::from_fn_with_state(Arc::clone(&house), session::identify))
        .layer(middleware::from_fn_with_state(of_grids, grids::send_kept))
        .layer(CompressionLayer::new());

    let mut router = Router::new().merge(of_somebody).merge(health::routes(&house));
    if let Some(dir) = &house.site_dir {
        let files = assets::routes(dir).map_err(|source| RouterError::Site { dir: dir.clone(), source })?;
        router = router.merge(files);
    }
    Ok(router
        .layer(same_site_only)
        .layer(middleware::from_fn(shield::headers))
        .layer(CatchPanicLayer::custom(shield::panicked))
        .layer(middleware::from_fn_with_state(house, reference::give)))
}
