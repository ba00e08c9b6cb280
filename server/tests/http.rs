//! The server as a browser meets it: what every answer is protected by, forms that lose nothing, files, live updates.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "http/files.rs"]
mod files;
#[path = "http/forms.rs"]
mod forms;
#[path = "http/kept.rs"]
mod kept;
#[path = "http/live.rs"]
mod live;
#[path = "http/session.rs"]
mod session;
#[path = "http/shield.rs"]
mod shield;
#[path = "../../desk/tests/town/mod.rs"]
mod town;
#[path = "http/uploads.rs"]
mod uploads;
#[path = "http/web.rs"]
mod web;

/// Tells a story in a town of its own. What HTTP does is the same over both engines; the access table goes through it on
/// each.
macro_rules! stories {
    ($($(#[$attribute:meta])* async fn $name:ident($town:ident: Town) $body:block)*) => {$(
        $(#[$attribute])*
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            async fn story($town: crate::town::Town) $body
            crate::town::tell(crate::town::Engine::Sqlite, story).await;
        }
    )*};
}
pub(crate) use stories;
