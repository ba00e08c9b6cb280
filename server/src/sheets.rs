//! Tables for spreadsheet programs, for those who may see them.

use axum::{
    Extension, Router,
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use desk::{
    Ask, Error,
    admin::{responsibility, services},
    error::chain,
};

pub fn routes() -> Router {
    Router::new()
        .route("/admin/responsibility.csv", get(responsibility_lists))
        .route("/admin/services/export.csv", get(case_types))
}

async fn responsibility_lists(Extension(ask): Extension<Ask>) -> Response {
    let page = "/admin/responsibility/file";
    sheet("responsibility.csv", page, responsibility::export(&ask).await)
}

async fn case_types(Extension(ask): Extension<Ask>) -> Response {
    sheet("catalogue.csv", "/admin/services/import", services::export(&ask).await)
}

/// The table as a file of this name. Whoever is not signed in goes to the sign-in, and then to the page that offers it.
fn sheet(name: &str, page: &str, table: desk::Result<Vec<u8>>) -> Response {
    match table {
        Ok(table) => {
            let headers: [(HeaderName, String); 3] = [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
                (header::CACHE_CONTROL, "private, no-store".to_owned()),
            ];
            (headers, table).into_response()
        }
        Err(Error::SignInFirst) => Redirect::to(&format!("/signin?to={page}")).into_response(),
        Err(error @ (Error::Store(_) | Error::Files { .. })) => {
            tracing::error!(error = chain(&error), name, "a table cannot be shown");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(Error::Denied(_)) => StatusCode::FORBIDDEN.into_response(),
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
