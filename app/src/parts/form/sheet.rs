//! The field for a table.

use leptos::prelude::*;

use super::{Around, around};
use crate::forms::Draft;

/// A table from a spreadsheet program, as CSV. What is wrong with it line by line stands in the summary above the form.
#[component]
pub fn SheetFile(
    draft: Draft,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    let Around { id, class, label, hint, fault, described_by, invalid } =
        around(&draft, name, label, hint, false);
    view! {
        <div class=class>
            {label}{hint}{fault}
            <input
                type="file"
                accept=".csv,text/csv"
                required
                id=id
                name=name
                aria-describedby=described_by
                aria-invalid=invalid
            />
        </div>
    }
}
