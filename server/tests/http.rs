//! The server as a browser meets it: what every answer is protected by, forms that lose nothing, files, live updates.

mod attacks;
mod files;
mod forms;
mod joined;
mod kept;
mod limits;
mod live;
mod posts;
mod queue;
mod repeats;
mod session;
mod shield;
mod typed;
mod uploads;
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
