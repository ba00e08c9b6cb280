//! Hands a request to the app's pages and sends back whole documents.

use std::{pin::Pin, sync::Arc};

use app::{app::App, kept::Kept, site::Site};
use axum::{body::Body, extract::Request, response::Response};
use futures::{Stream, StreamExt, stream};
use leptos::prelude::*;

type Chunks = Pin<Box<dyn Stream<Item = String> + Send>>;
type Answer = Pin<Box<dyn Future<Output = Response<Body>> + Send>>;

/// Renders whatever page the address names; an unknown one is the page for unknown addresses.
pub fn render(site: Arc<Site>, kept: Arc<Kept>, request: Request) -> Answer {
    let context = move || {
        app::context::provide(Arc::clone(&site));
        provide_context(Arc::clone(&kept));
    };
    leptos_axum::handle_response_inner(context, App, request, whole)
}

/// Collects a page into one piece.
///
/// The framework would add inline scripts with the data of its resources, which the content policy forbids. Our pages
/// have no such data: islands carry their own. So those chunks are left out, and no exception is needed.
fn whole<V: IntoView + 'static>(
    view: V,
    _scripts: Box<dyn FnOnce() -> Chunks + Send>,
    _out_of_order: bool,
) -> Pin<Box<dyn Future<Output = Chunks> + Send>> {
    Box::pin(async move {
        let document: String = view.to_html_stream_in_order().collect().await;
        Box::pin(stream::once(async move { document })) as Chunks
    })
}
