//! The parts of a form. Each field takes the form's [`Draft`] and shows what was typed before and what was wrong with it.

mod choices;
mod grades;
mod sheet;

use desk::Ask;
use domain::Timestamp;
use leptos::prelude::*;
use uuid::Uuid;

pub use self::{
    choices::{Choice, Choices},
    grades::Grades,
    sheet::SheetFile,
};
use super::Sign;
use crate::{
    forms::{self, Draft, Trouble},
    t,
};

/// A form that posts to a server function: `<FormFor ask action={url::<PlaceOrder>()} draft=draft.clone()>…`.
///
/// Brings the hidden fields that every form has, and the summary of what was wrong.
#[component]
pub fn FormFor(
    ask: Ask,
    action: &'static str,
    draft: Draft,
    /// It takes pictures or a table.
    #[prop(optional)]
    files: bool,
    /// Fields in columns, for staff.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    let class = if wide { "form form--wide" } else { "form" };
    let enctype = files.then_some("multipart/form-data");
    // Made first: the summary names the fields.
    let fields = children();
    view! {
        <form class=class method="post" action=action enctype=enctype>
            <Hidden ask draft=draft.clone() back=forms::back() />
            <Errors draft />
            {fields}
        </form>
    }
    .into_any()
}

/// A form of one button and what it is about in hidden fields, for a verb that needs no words.
#[component]
pub fn DoForm(
    ask: Ask,
    action: &'static str,
    draft: Draft,
    /// Hidden fields: what it is about.
    #[prop(optional)]
    about: Vec<(&'static str, String)>,
    /// The page to come back to if it is not taken, instead of this one.
    #[prop(optional, into)]
    back: Option<String>,
    /// The button.
    children: Children,
) -> impl IntoView {
    view! {
        <form method="post" action=action>
            <Hidden ask draft=draft.clone() back=back.unwrap_or_else(forms::back) />
            {about.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()}
            <Errors draft />
            {children()}
        </form>
    }
    .into_any()
}

/// Where the form stands, its name, what makes sending it twice the same as sending it once, and whether a draft of it is
/// kept.
#[component]
fn Hidden(ask: Ask, draft: Draft, back: String) -> impl IntoView {
    let key: Uuid = draft.id().unwrap_or_else(|| ask.fresh());
    let kept = draft.is_kept().then(|| view! { <input type="hidden" name=forms::KEPT value="1" /> });
    view! {
        <input type="hidden" name="back" value=back />
        <input type="hidden" name="form" value=draft.name().to_owned() />
        <input type="hidden" name="key" value=key.to_string() />
        {kept}
    }
}

/// What was wrong, each line leading to its field. Shown above the form and made after its fields; [`FormFor`] does it
/// by itself.
#[component]
pub fn Errors(draft: Draft) -> impl IntoView {
    let troubles = draft.troubles();
    let welcome = draft.welcome_back().map(|words| {
        view! {
            <div class="notice" role="status" id="errors">
                <Sign name="slip" /><div><p>{words}</p></div>
            </div>
        }
    });
    let summary = (!troubles.is_empty()).then(|| {
        // A single refusal of the whole form speaks for itself.
        let (heading, lines) = match troubles.as_slice() {
            [Trouble { field: None, words }] => (words.clone(), None),
            _ => (draft.heading(&troubles), Some(lines(&draft, troubles))),
        };
        view! {
            <div class="errors" role="alert" tabindex="-1" id="errors"><h2>{heading}</h2>{lines}</div>
        }
    });
    view! {
        {welcome}
        {summary}
    }
    .into_any()
}

/// What is wrong, line by line; a line about a field leads to it.
fn lines(draft: &Draft, troubles: Vec<Trouble>) -> impl IntoView + use<> {
    let lines = troubles
        .into_iter()
        .map(|Trouble { field, words }| match field {
            Some(field) => {
                let href = format!("#{}", id_of(draft, &field));
                view! { <li><a href=href>{words}</a></li> }.into_any()
            }
            None => view! { <li>{words}</li> }.into_any(),
        })
        .collect_view();
    view! { <ul>{lines}</ul> }
}

/// The id of a field: several forms of one page may have fields of the same name.
pub(crate) fn id_of(draft: &Draft, name: &str) -> String {
    if draft.name().is_empty() { name.to_owned() } else { format!("{}-{name}", draft.name()) }
}

/// The label, hint and fault of a field, and the ids that tie them to it.
struct Around {
    id: String,
    class: &'static str,
    label: AnyView,
    hint: Option<AnyView>,
    fault: Option<AnyView>,
    described_by: Option<String>,
    invalid: Option<&'static str>,
}

fn around(draft: &Draft, name: &str, label: String, hint: Option<String>, optional: bool) -> Around {
    draft.shows(name, &label);
    let fault = draft.fault(name);
    let id = id_of(draft, name);
    let ids = [hint.is_some().then(|| format!("{id}-hint")), fault.is_some().then(|| format!("{id}-error"))];
    let described_by = ids.iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    let class = if fault.is_some() { "field field--wrong" } else { "field" };
    let invalid = fault.is_some().then_some("true");
    let optional = optional.then(|| view! { " "<span class="optional">{t!("form-optional")}</span> });
    Around {
        class,
        label: view! { <label for=id.clone()>{label}{optional}</label> }.into_any(),
        hint: hint.map(|hint| view! { <p class="hint" id=format!("{id}-hint")>{hint}</p> }.into_any()),
        fault: fault.map(|fault| {
            view! { <p class="error" id=format!("{id}-error")><Sign name="warn" />{fault}</p> }.into_any()
        }),
        id,
        described_by: Some(described_by).filter(|ids| !ids.is_empty()),
        invalid,
    }
}

/// A line of text. `class` adds to `input`: `input--short`, `code-input`.
#[component]
pub fn Field(
    draft: Draft,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// What stands in it before anything was typed.
    #[prop(optional, into)]
    value: Option<String>,
    #[prop(optional)] optional: bool,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional)] maxlength: Option<u32>,
    /// The first and the last day that may be chosen.
    #[prop(optional)]
    days: Option<(Timestamp, Timestamp)>,
    #[prop(optional)] class: Option<&'static str>,
    /// A button that stands beside it.
    #[prop(optional)]
    button: Option<AnyView>,
) -> impl IntoView {
    let typed = draft.value(name).or(value);
    let Around { id, class: around_class, label, hint, fault, described_by, invalid } =
        around(&draft, name, label, hint, optional);
    let class = class.map_or_else(|| "input".to_owned(), |more| format!("input {more}"));
    let (first, last) = days.map(|(first, last)| (of_day(first), of_day(last))).unzip();
    let input = view! {
        <input
            class=class
            id=id
            name=name
            type=kind
            value=typed
            required=!optional
            aria-describedby=described_by
            aria-invalid=invalid
            autocomplete=autocomplete
            inputmode=inputmode
            maxlength=maxlength
            min=first
            max=last
        />
    };
    let control = match button {
        Some(button) => view! { <div class="with-button">{input}{button}</div> }.into_any(),
        None => input.into_any(),
    };
    view! { <div class=around_class>{label}{hint}{fault}{control}</div> }
}

/// The day of this instant, as a date field reads it.
fn of_day(at: Timestamp) -> String {
    at.civil().date().to_string()
}

/// Several lines of text: the only `<textarea>` there is.
///
/// Leptos 0.8 does not escape what stands between the tags of a textarea, so this does it itself and hands it over as
/// finished HTML. A test forbids any other.
#[component]
pub fn TextArea(
    draft: Draft,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    #[prop(optional)] optional: bool,
    /// The most characters, shown beneath.
    #[prop(default = 1000)]
    most: u32,
) -> impl IntoView {
    let typed = draft.value(name).or(value).unwrap_or_default();
    let Around { id, class, label, hint, fault, described_by, invalid } =
        around(&draft, name, label, hint, optional);
    view! {
        <div class=class>
            {label}{hint}{fault}
            <textarea
                class="area"
                id=id.clone()
                name=name
                maxlength=most
                required=!optional
                aria-describedby=described_by
                aria-invalid=invalid
                inner_html=escaped(&typed)
            ></textarea>
            <p class="counter" data-counter=id>{t!("form-most", most = most)}</p>
        </div>
    }
}

/// Text as it may stand between the tags of a textarea. A browser drops the first line break there, so one is added.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if text.starts_with('\n') { format!("\n{text}") } else { text }
}

/// A list to choose from: value and words; `groups` follow, each under words of its own.
#[component]
pub fn Select(
    draft: Draft,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    options: Vec<(String, String)>,
    #[prop(optional)] groups: Vec<(String, Vec<(String, String)>)>,
    /// What is chosen before anybody chose.
    #[prop(optional, into)]
    value: Option<String>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let Around { id, class, label, hint, fault, described_by, invalid } =
        around(&draft, name, label, hint, optional);
    let chosen = draft.value(name).or(value).unwrap_or_default();
    let all = |options: Vec<(String, String)>| {
        let options = options.into_iter().map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        });
        options.collect_view()
    };
    let options = all(options);
    let groups = groups
        .into_iter()
        .map(|(words, options)| view! { <optgroup label=words>{all(options)}</optgroup> })
        .collect_view();
    view! {
        <div class=class>
            {label}{hint}{fault}
            <select class="select" id=id name=name aria-describedby=described_by aria-invalid=invalid>
                {options}{groups}
            </select>
        </div>
    }
}

/// A box to tick.
#[component]
pub fn Tick(
    draft: Draft,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional)] by_default: bool,
) -> impl IntoView {
    draft.shows(name, &label);
    let id = id_of(&draft, name);
    let fault = draft.fault(name).map(|fault| {
        view! { <p class="error" id=format!("{id}-error")><Sign name="warn" />{fault}</p> }
    });
    let checked = draft.chose(name, "yes", by_default);
    view! {
        {fault}
        <label class="check"><input type="checkbox" id=id.clone() name=name value="yes" checked=checked /><span>{label}</span></label>
    }
}

/// Pictures from the phone, and those that were taken with an earlier try of the same form.
#[component]
pub fn Photos(
    draft: Draft,
    name: &'static str,
    #[prop(into)] label: String,
    /// It takes one at least.
    #[prop(optional)]
    needed: bool,
) -> impl IntoView {
    let hint = if needed {
        t!("form-photos-needed", most = forms::MOST_PHOTOS)
    } else {
        t!("form-photos-hint", most = forms::MOST_PHOTOS)
    };
    let Around { id, class, label, hint, fault, described_by, invalid } =
        around(&draft, name, label, Some(hint), !needed);
    let taken = draft.photos();
    let required = needed && taken.is_empty();
    let taken = taken
        .into_iter()
        .map(|id| {
            view! {
                <label class="check">
                    <input type="checkbox" name=name value=id.to_string() checked />
                    <img src=format!("/photo/{id}/small") alt=t!("form-photo-taken") width="96" height="96" />
                </label>
            }
        })
        .collect_view();
    view! {
        <div class=class>
            {label}{hint}{fault}
            <div class="photos">{taken}</div>
            <input
                type="file"
                accept="image/*"
                multiple
                required=required
                id=id
                name=name
                aria-describedby=described_by
                aria-invalid=invalid
            />
        </div>
    }
}

#[cfg(test)]
mod tests;
