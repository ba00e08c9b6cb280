//! The site's files. What lies in `pkg/` has a hash in its name and never changes, so browsers keep it for a year; the
//! few others are asked for again after an hour. Each goes out in the smallest form the browser takes.

use std::{fs, io, path::Path};

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::Response,
    routing::get_service,
};
use tower_http::services::{ServeDir, ServeFile};

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// Files at the top that are not for browsers.
const NOT_SERVED: [&str; 1] = ["manifest.json"];

/// Routes for the files that lie in `site` now. A name that is not there gets a plain 404, never a page.
pub fn routes(site: &Path) -> io::Result<Router> {
    let pkg = ServeDir::new(site.join("pkg"))
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    let mut router = Router::new().nest_service("/pkg", keep(get_service(pkg), FOR_EVER));
    for entry in fs::read_dir(site)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let served = entry.file_type()?.is_file()
            && !NOT_SERVED.contains(&name.as_str())
            && ![".br", ".gz", ".new"].iter().any(|ending| name.ends_with(ending));
        if served {
            let file = ServeFile::new(entry.path()).precompressed_br().precompressed_gzip();
            router = router.route_service(&format!("/{name}"), keep(get_service(file), AN_HOUR));
        }
    }
    Ok(router)
}

/// Says how long what was found may be kept.
fn keep(service: axum::routing::MethodRouter, how_long: HeaderValue) -> axum::routing::MethodRouter {
    service.layer(middleware::from_fn(move |request: Request, next: Next| {
        let how_long = how_long.clone();
        async move {
            let mut response: Response = next.run(request).await;
            let status = response.status();
            if status.is_success() || status == StatusCode::NOT_MODIFIED {
                response.headers_mut().insert(header::CACHE_CONTROL, how_long);
            }
            response
        }
    }))
}
