//! Drawings, by the name of their file in `public/pictures/`. Words beside them carry the meaning.

use leptos::prelude::*;

use crate::context::site;

/// A drawing: a service, a face, goods. `large` for goods and empty places.
#[component]
pub fn Picture(#[prop(into)] name: String, #[prop(optional)] large: bool) -> impl IntoView {
    drawn(&name, if large { "picture picture--large" } else { "picture" })
}

/// A sign in a line with words. `lit` inks a star.
#[component]
pub fn Sign(#[prop(into)] name: String, #[prop(optional)] lit: bool) -> impl IntoView {
    drawn(&name, if lit { "picture picture--sign lit" } else { "picture picture--sign" })
}

fn drawn(name: &str, class: &'static str) -> AnyView {
    let href = format!("{}#{name}", site().pictures);
    view! { <svg class=class aria-hidden="true"><use href=href></use></svg> }.into_any()
}
