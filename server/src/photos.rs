//! Photos of slips, for those who may see them. For everybody else they do not exist.

use axum::{
    Extension, Router,
    extract::Path,
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use desk::{Ask, Error, error::chain};

pub fn routes() -> Router {
    Router::new()
        .route("/photo/{id}", get(async |ask, id| photo(ask, id, false).await))
        .route("/photo/{id}/small", get(async |ask, id| photo(ask, id, true).await))
}

async fn photo(Extension(ask): Extension<Ask>, Path(id): Path<String>, small: bool) -> Response {
    let Ok(id) = id.parse() else { return StatusCode::NOT_FOUND.into_response() };
    match desk::photo::picture(&ask, id, small).await {
        Ok(picture) => {
            let headers: [(HeaderName, &str); 3] = [
                (header::CONTENT_TYPE, "image/jpeg"),
                // A moderator may hide it, so a browser's copy is good for minutes only.
                (header::CACHE_CONTROL, "private, max-age=300"),
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
            ];
            (headers, picture).into_response()
        }
        Err(error @ (Error::Store(_) | Error::Files { .. })) => {
            tracing::error!(error = chain(&error), "a photo cannot be shown");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
