//! `/admin/rules`: what each rule of points gives, and up to how much a day.

use desk::{Ask, admin::rules::list};
use domain::points::{Rule, Terms};
use leptos::prelude::*;

use super::crumbs;
use crate::{
    api::admin::ChangeRule,
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{Field, FormFor},
    t, words,
};

/// The rules; one of them opened for change by `?rule=`.
pub async fn rules(ask: Ask, address: Address) -> Result<Page, PageError> {
    let rules = list(&ask).await?;
    let chosen = address.query("rule").and_then(|name| Rule::from_name(&name));
    let draft = Draft::of(&ask, "change-rule").await?;
    let rows = rules.iter().map(|terms| row(*terms)).collect_view();
    let form =
        rules.into_iter().find(|terms| Some(terms.rule) == chosen).map(|terms| form(&ask, terms, draft));
    let body = view! {
        {crumbs(vec![], t!("admin-rules"))}
        <h1>{t!("admin-rules")}</h1>
        <p class="lead">{t!("admin-rules-lead")}</p>
        <table class="table cards">
            <caption>{t!("admin-rules-caption")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!("admin-rules-rule")}</th>
                    <th scope="col" class="number">{t!("admin-rules-points")}</th>
                    <th scope="col" class="number">{t!("admin-rules-cap")}</th>
                    <th scope="col"><span class="spoken">{t!("admin-change")}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {form}
    };
    Ok(Page::new(t!("admin-rules"), body))
}

fn row(terms: Terms) -> impl IntoView {
    let name = words::rule(terms.rule);
    let points = match terms.rule {
        Rule::Helped => t!("admin-rules-by-service", praise = terms.praise.get()),
        Rule::FirstOrder | Rule::Rated => terms.points.to_string(),
    };
    let change = t!("admin-change-this", what = name.as_str());
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td data-label=t!("admin-rules-points") class="number">{points}</td>
            <td data-label=t!("admin-rules-cap") class="number">{terms.daily_cap.get()}</td>
            <td><a class="button" href=format!("/admin/rules?rule={}#change", terms.rule.name()) aria-label=change>{t!("admin-change")}</a></td>
        </tr>
    }
}

fn form(ask: &Ask, terms: Terms, draft: Draft) -> impl IntoView + use<> {
    let hint = match terms.rule {
        Rule::Helped => Some(t!("admin-rules-helped-hint")),
        Rule::FirstOrder | Rule::Rated => None,
    };
    let praise = (terms.rule == Rule::Helped).then(|| {
        view! {
            <Field
                draft=draft.clone()
                name="praise"
                label=t!("admin-rules-praise")
                value=terms.praise.to_string()
                inputmode="numeric"
                class="input--short"
            />
        }
    });
    let name = words::rule(terms.rule);
    view! {
        <section id="change">
            <h2>{t!("admin-change-this", what = name)}</h2>
            {hint.map(|hint| view! { <p class="soft">{hint}</p> })}
            <FormFor ask=ask.clone() action={forms::url::<ChangeRule>()} draft=draft.clone()>
                <input type="hidden" name="rule" value=terms.rule.name() />
                <Field
                    draft=draft.clone()
                    name="points"
                    label=t!("admin-rules-points")
                    value=terms.points.to_string()
                    inputmode="numeric"
                    class="input--short"
                />
                {praise}
                <Field
                    draft
                    name="daily_cap"
                    label=t!("admin-rules-cap")
                    hint=t!("admin-rules-cap-hint")
                    value=terms.daily_cap.to_string()
                    inputmode="numeric"
                    class="input--short"
                />
                <div class="actions">
                    <button class="button button--main">{t!("admin-save")}</button>
                    <a class="button button--quiet" href="/admin/rules">{t!("admin-leave")}</a>
                </div>
            </FormFor>
        </section>
    }
}
