//! Slips that belong together: merge and undo it, split.

use desk::{
    Error,
    request::{self, Part},
};
use leptos::prelude::*;

use super::moves;
use crate::{
    forms::{Done, Spec},
    notice,
};

/// The earlier slip is one of those offered, or its number was typed; what was typed goes first.
#[server(prefix = "/do", endpoint = "request/merge")]
pub async fn merge() -> Done {
    moves(Spec::new("merge"), notice!("notice-merged"), |ask, number, form| async move {
        let typed = form.optional("typed");
        let into = typed.clone().unwrap_or_else(|| form.text("into"));
        request::merge(&ask, number, &into).await.map_err(|error| match error {
            Error::Fields(mut faults) if typed.is_some() => {
                for fault in &mut faults {
                    "typed".clone_into(&mut fault.field);
                }
                Error::Fields(faults)
            }
            error => error,
        })
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/unmerge")]
pub async fn unmerge() -> Done {
    moves(Spec::new("unmerge"), notice!("notice-unmerged"), |ask, number, _| async move {
        request::unmerge(&ask, number).await
    })
    .await
}

/// The fields of each part: what is to be done, and its case type.
pub const PARTS: [(&str, &str); 5] = [
    ("need-0", "service-0"),
    ("need-1", "service-1"),
    ("need-2", "service-2"),
    ("need-3", "service-3"),
    ("need-4", "service-4"),
];

#[server(prefix = "/do", endpoint = "request/split")]
pub async fn split() -> Done {
    moves(Spec::new("split"), notice!("notice-split"), |ask, number, form| async move {
        let parts = PARTS.map(|(need, service)| Part { need: form.text(need), service: form.text(service) });
        request::split(&ask, number, &parts).await
    })
    .await
}
