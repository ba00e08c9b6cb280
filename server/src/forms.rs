//! The addresses that forms post to: every server function of the app, and nothing else that changes anything.

use std::sync::Arc;

use app::site::Site;
use axum::{
    Router,
    extract::Request,
    http::Method,
    middleware,
    routing::{MethodRouter, post},
};

/// All of them post: a page that is only looked at changes nothing.
pub fn routes(site: &Arc<Site>) -> Router {
    let mut router = Router::new();
    for (path, method) in server_fn::axum::server_fn_paths() {
        assert_eq!(method, Method::POST, "{path} must post: a GET must never change anything");
        router = router.route(path, one(Arc::clone(site)));
    }
    router.layer(middleware::map_request(async |request: Request| app::forms::set_aside(request)))
}

fn one(site: Arc<Site>) -> MethodRouter {
    post(async move |request: Request| {
        let context = move || app::context::provide(Arc::clone(&site));
        leptos_axum::handle_server_fns_with_context(context, request).await
    })
}
