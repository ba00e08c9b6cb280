//! The addresses that forms post to: every server function of the app, and nothing else that changes anything.

use std::sync::Arc;

use app::{forms::Instead, site::Site};
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{Method, StatusCode, header},
    middleware,
    response::{IntoResponse as _, Response},
    routing::{MethodRouter, post},
};
use leptos::prelude::provide_context;

/// All of them post: a page that is only looked at changes nothing.
pub fn routes(site: &Arc<Site>) -> Router {
    let mut router = Router::new();
    for (path, method) in server_fn::axum::server_fn_paths() {
        assert_eq!(method, Method::POST, "{path} must post: a GET must never change anything");
        router = router.route(path, one(Arc::clone(site)));
    }
    router
        .layer(middleware::map_request(async |request: Request| app::forms::set_aside(request)))
        .layer(middleware::map_response(bare))
}

/// The answer to a form is where to go next. The framework's own body, the word "null", is nothing to anybody.
async fn bare(mut response: Response) -> Response {
    if response.status() == StatusCode::SEE_OTHER {
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.headers_mut().remove(header::CONTENT_LENGTH);
        *response.body_mut() = Body::empty();
    }
    response
}

fn one(site: Arc<Site>) -> MethodRouter {
    post(async move |request: Request| {
        let instead = Instead::default();
        let left = instead.clone();
        let context = move || {
            app::context::provide(Arc::clone(&site));
            provide_context(instead.clone());
        };
        let usual = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
        left.or(usual)
    })
}
