//! A QR code with its address in words beneath, always dark on white.

use desk::poster::Qr;
use leptos::prelude::*;

/// The drawing and its caption.
#[component]
pub fn QrCode(
    qr: Qr,
    /// What it is, read aloud.
    #[prop(into)]
    label: String,
    /// The address in words.
    #[prop(into)]
    caption: String,
) -> impl IntoView {
    view! {
        <figure class="qr">
            <svg
                viewBox=format!("0 0 {0} {0}", qr.size)
                role="img"
                aria-label=label
                shape-rendering="crispEdges"
                fill="#000"
            >
                <path d=qr.path></path>
            </svg>
            <figcaption>{caption}</figcaption>
        </figure>
    }
}

/// An address as it is written on paper: without the scheme, which nobody types.
pub fn in_words(address: &str) -> String {
    address.split_once("://").map_or(address, |(_, rest)| rest).to_owned()
}
