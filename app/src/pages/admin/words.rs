//! `/admin/words`: words that may not stand in public text.

use desk::{Ask, admin::words::list};
use leptos::prelude::*;

use super::crumbs;
use crate::{
    api::admin::{AddWord, RemoveWord},
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{DoForm, Field, FormFor, Sign},
    t,
};

/// The list, and adding to it.
pub async fn words(ask: Ask, _address: Address) -> Result<Page, PageError> {
    let words = list(&ask).await?;
    let draft = Draft::of(&ask, "add-word").await?;
    let removing = Draft::of(&ask, "remove-word").await?;
    let count = words.len();
    let list = if words.is_empty() {
        view! { <p class="soft">{t!("admin-words-none")}</p> }.into_any()
    } else {
        let rows = words.into_iter().map(|word| row(&ask, word, removing.clone())).collect_view();
        view! { <ul class="columns">{rows}</ul> }.into_any()
    };
    let body = view! {
        {crumbs(vec![], t!("admin-words"))}
        <h1>{t!("admin-words")}</h1>
        <p class="lead">{t!("admin-words-lead")}</p>
        <FormFor ask=ask.clone() action={forms::url::<AddWord>()} draft=draft.clone()>
            <Field
                draft
                name="word"
                label=t!("admin-words-word")
                hint=t!("admin-words-word-hint")
                autocomplete="off"
                maxlength=80
                button=view! { <button class="button button--main">{t!("admin-words-add")}</button> }.into_any()
            />
        </FormFor>
        <section><h2>{t!("admin-words-count", count = count)}</h2>{list}</section>
    };
    Ok(Page::new(t!("admin-words"), body))
}

fn row(ask: &Ask, word: String, draft: Draft) -> impl IntoView + use<> {
    let remove = t!("admin-words-remove-this", word = word.as_str());
    let about = vec![("word", word.clone())];
    view! {
        <li class="sheet row">
            <b>{word}</b>
            <div class="last">
                <DoForm ask=ask.clone() action={forms::url::<RemoveWord>()} draft about>
                    <button class="button button--sign"><Sign name="close" /><span class="spoken">{remove}</span></button>
                </DoForm>
            </div>
        </li>
    }
}
