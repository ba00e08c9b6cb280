//! The only code that runs in the browser. Every island stands in a page that works without it.

use leptos::prelude::*;

/// Looks at the page again whenever something it shows has changed, and says so to whoever listens rather than looks.
///
/// Without it a reload does the same. `topics` is the query of `/live`; `changed` is said when a change has no words of
/// its own.
#[island]
pub fn Live(topics: String, changed: String) -> impl IntoView {
    let said = RwSignal::new(String::new());
    #[cfg(feature = "hydrate")]
    leptos::task::spawn_local(live::watch(topics, changed, said));
    #[cfg(not(feature = "hydrate"))]
    drop((topics, changed));
    view! { <p class="spoken" role="status">{said}</p> }
}

#[cfg(feature = "hydrate")]
mod live;
