//! A group of choices, as cards to tap.

use leptos::prelude::*;

use super::{Around, around};
use crate::{forms::Draft, parts::Picture, t};

/// One of a group of choices.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    pub value: String,
    pub words: String,
    pub small: Option<String>,
    /// A drawing's name.
    pub picture: Option<String>,
    /// Chosen before anybody chose.
    pub by_default: bool,
}

/// A group of choices, one of which may be taken, or with `many` several. `class` adds to `choices`: `choices--plain`
/// narrower, `choices--list` one under another.
#[component]
pub fn Choices(
    draft: Draft,
    name: &'static str,
    #[prop(into)] legend: String,
    #[prop(optional, into)] hint: Option<String>,
    choices: Vec<Choice>,
    /// Rarer ones, folded away under words of their own unless one of them was chosen.
    #[prop(optional)]
    folded: Vec<(String, Vec<Choice>)>,
    #[prop(optional)] many: bool,
    #[prop(optional)] class: Option<&'static str>,
    #[prop(optional)] optional: bool,
) -> impl IntoView {
    let Around { id, hint, fault, described_by, .. } = around(&draft, name, legend.clone(), hint, optional);
    let wrong = fault.is_some().then_some("field--wrong");
    let optional = optional.then(|| view! { " "<span class="optional">{t!("form-optional")}</span> });
    let class = class.map_or_else(|| "choices".to_owned(), |more| format!("choices {more}"));
    let chose = |choice: &Choice| draft.chose(name, &choice.value, choice.by_default);
    // The summary of faults leads to the first choice.
    let mut id = Some(id);
    let mut card = |choice: Choice| {
        let kind = if many { "checkbox" } else { "radio" };
        let checked = chose(&choice);
        view! {
            <label class="choice">
                <input type=kind id=id.take() name=name value=choice.value checked=checked />
                {choice.picture.map(|picture| view! { <Picture name=picture /> })}
                <span>{choice.words}</span>
                {choice.small.map(|small| view! { <small>{small}</small> })}
            </label>
        }
    };
    let cards = choices.into_iter().map(&mut card).collect_view();
    let folds = folded
        .into_iter()
        .filter(|(_, choices)| !choices.is_empty())
        .map(|(words, choices)| {
            let open = choices.iter().any(chose);
            let cards = choices.into_iter().map(&mut card).collect_view();
            view! {
                <details class="fold fold--bare" open=open>
                    <summary>{words}</summary>
                    <div class=class.clone()>{cards}</div>
                </details>
            }
        })
        .collect_view();
    view! {
        <fieldset class=wrong aria-describedby=described_by>
            <legend>{legend}{optional}</legend>
            {hint}{fault}
            <div class=class.clone()>{cards}</div>
            {folds}
        </fieldset>
    }
}
