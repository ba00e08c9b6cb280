//! What the pages that keep one list in order have in common: the form of one line of it, and taking the line out of
//! use and back.

use desk::Ask;
use leptos::prelude::*;

use crate::{
    forms::Draft,
    parts::{DoForm, Field, FormFor},
    t,
};

/// The form of a line, new or known: its fields, the button, and the way back to the list.
///
/// ```ignore
/// <EditForm ask action={forms::url::<ChangeItem>()} draft=draft.clone() about=("item", slug) list="/admin/shop">
///     {fields(&draft, Some(&item))}
/// </EditForm>
/// ```
#[component]
pub(super) fn EditForm(
    ask: Ask,
    action: &'static str,
    draft: Draft,
    /// The hidden field that says which line it is; a new one has none.
    #[prop(optional)]
    about: Option<(&'static str, String)>,
    /// What the button says, if it does not simply save.
    #[prop(optional, into)]
    button: Option<String>,
    /// The address of the list.
    list: &'static str,
    children: Children,
) -> impl IntoView {
    let button = button.unwrap_or_else(|| t!("admin-save"));
    view! {
        <FormFor ask action draft wide=true>
            {about.map(|(name, value)| view! { <input type="hidden" name=name value=value /> })}
            {children()}
            <div class="actions">
                <button class="button button--main">{button}</button>
                <a class="button button--quiet" href=list>{t!("admin-leave")}</a>
            </div>
        </FormFor>
    }
    .into_any()
}

/// The short name of a new line: it stands in addresses and never changes.
#[component]
pub(super) fn ShortName(draft: Draft) -> impl IntoView {
    view! {
        <Field draft name="slug" label=t!("admin-slug") hint=t!("admin-slug-hint") autocomplete="off" maxlength=40 />
    }
}

/// The fold that takes a line out of use, or puts it back. The verb reads the hidden field `retired`: `yes`, or empty.
#[component]
pub(super) fn RetireFold(
    ask: Ask,
    action: &'static str,
    draft: Draft,
    /// The hidden field that says which line it is.
    about: (&'static str, String),
    /// Is it out of use now?
    retired: bool,
    heading: String,
    hint: String,
    button: String,
) -> impl IntoView {
    let (class, retire) = if retired { ("button", "") } else { ("button button--danger", "yes") };
    let about = vec![about, ("retired", retire.to_owned())];
    let open = draft.is_kept();
    view! {
        <details class="fold" open=open>
            <summary>{heading}</summary>
            <div class="stack">
                <p>{hint}</p>
                <DoForm ask action draft about>
                    <button class=class>{button}</button>
                </DoForm>
            </div>
        </details>
    }
    .into_any()
}
