//! The only code that runs in the browser. Every island stands in a page that works without it.
//!
//! The server draws an island with its page; the feature `hydrate` makes it move. Nothing of the house is seen from
//! here: an island gets plain words, and asks the server what anybody may ask.

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

/// What the browser calls first, once the WebAssembly is there: prepares for the islands of the page, which
/// `public/boot.js` then wakes one by one.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
