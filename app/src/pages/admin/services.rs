//! `/admin/services`, `/admin/services/new` and `/admin/services/{slug}`: the menu.

use desk::{
    Ask, Error,
    admin::{rules, services::list},
};
use domain::{
    catalogue::{Class, Helpers, Service},
    points::Rule,
};
use leptos::prelude::*;

use super::{crumbs, pictures};
use crate::{
    api::admin::{AddService, ChangeService, RetireService},
    context::locale,
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{Choices, DoForm, Field, FormFor, Picture, Select, Sign},
    t, words,
};

fn name(service: &Service) -> String {
    locale().pick(&service.name_zh, &service.name_en).to_owned()
}

/// The menu by class; what was taken off it last.
pub async fn services(ask: Ask, _address: Address) -> Result<Page, PageError> {
    let (offered, retired): (Vec<Service>, Vec<Service>) =
        list(&ask).await?.into_iter().partition(|service| !service.retired);
    let classes = Class::ALL
        .into_iter()
        .filter_map(|class| {
            let services: Vec<Service> =
                offered.iter().filter(|service| service.class == class).cloned().collect();
            (!services.is_empty()).then(|| {
                view! { <section><h2>{words::class(class)}</h2>{table(words::class(class), services)}</section> }
            })
        })
        .collect_view();
    let retired = (!retired.is_empty()).then(|| {
        view! {
            <section><h2>{t!("admin-services-retired")}</h2>{table(t!("admin-services-retired"), retired)}</section>
        }
    });
    let body = view! {
        {crumbs(vec![], t!("admin-services"))}
        <h1>{t!("admin-services")}</h1>
        <p class="lead">{t!("admin-services-lead")}</p>
        <div class="actions"><a class="button button--main" href="/admin/services/new">{t!("admin-services-new")}</a></div>
        {classes}
        {retired}
    };
    Ok(Page::new(t!("admin-services"), body))
}

fn table(caption: String, services: Vec<Service>) -> impl IntoView {
    let row = |service: Service| {
        let title = name(&service);
        view! {
            <tr>
                <th scope="row">
                    <span class="row"><Picture name=service.picture /><a href=format!("/admin/services/{}", service.slug)>{title}</a></span>
                </th>
                <td data-label=t!("admin-service-accept")>{words::length(service.accept_within)}</td>
                <td data-label=t!("admin-service-finish")>{words::length(service.finish_within)}</td>
                <td data-label=t!("admin-service-helpers")>{words::helpers(service.helpers)}</td>
                <td data-label=t!("admin-service-points") class="number">{service.points.get()}</td>
            </tr>
        }
    };
    view! {
        <table class="table cards">
            <caption class="spoken">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!("admin-service-name")}</th>
                    <th scope="col">{t!("admin-service-accept")}</th>
                    <th scope="col">{t!("admin-service-finish")}</th>
                    <th scope="col">{t!("admin-service-helpers")}</th>
                    <th scope="col" class="number">{t!("admin-service-points")}</th>
                </tr>
            </thead>
            <tbody>{services.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// One service: its line of the menu, and taking it off or putting it back.
pub async fn service(ask: Ask, address: Address) -> Result<Page, PageError> {
    let slug: String = address.part("slug")?;
    let service =
        list(&ask).await?.into_iter().find(|service| service.slug == slug).ok_or(Error::NotFound)?;
    let draft = Draft::of(&ask, "change-service").await?;
    let retiring = Draft::of(&ask, "retire-service").await?;
    let title = name(&service);
    let about = vec![
        ("service", service.slug.clone()),
        ("retired", if service.retired { String::new() } else { "yes".to_owned() }),
    ];
    let (heading, hint, button) = if service.retired {
        (t!("admin-service-restore"), t!("admin-service-restore-hint"), t!("admin-service-restore-do"))
    } else {
        (t!("admin-service-retire"), t!("admin-service-retire-hint"), t!("admin-service-retire-do"))
    };
    let class = if service.retired { "button" } else { "button button--danger" };
    let off = service.retired.then(|| {
        view! { <p><span class="tag tag--soon"><Sign name="warn" />{t!("admin-services-retired")}</span></p> }
    });
    let open = retiring.is_kept();
    let body = view! {
        {crumbs(vec![("/admin/services", t!("admin-services"))], title.clone())}
        <h1>{title.clone()}</h1>
        {off}
        <FormFor ask=ask.clone() action={forms::url::<ChangeService>()} draft=draft.clone() wide=true>
            <input type="hidden" name="service" value=service.slug.clone() />
            {fields(&draft, Some(&service), String::new())}
            <div class="actions">
                <button class="button button--main">{t!("admin-save")}</button>
                <a class="button button--quiet" href="/admin/services">{t!("admin-leave")}</a>
            </div>
        </FormFor>
        <details class="fold" open=open>
            <summary>{heading}</summary>
            <div class="stack">
                <p>{hint}</p>
                <DoForm ask action={forms::url::<RetireService>()} draft=retiring about>
                    <button class=class>{button}</button>
                </DoForm>
            </div>
        </details>
    };
    Ok(Page::new(title, body))
}

/// A new line of the menu.
pub async fn new(ask: Ask, _address: Address) -> Result<Page, PageError> {
    let helped = rules::list(&ask).await?.into_iter().find(|terms| terms.rule == Rule::Helped);
    let usual = helped.map(|terms| terms.points.to_string()).unwrap_or_default();
    let draft = Draft::of(&ask, "add-service").await?;
    let body = view! {
        {crumbs(vec![("/admin/services", t!("admin-services"))], t!("admin-services-new"))}
        <h1>{t!("admin-services-new")}</h1>
        <FormFor ask action={forms::url::<AddService>()} draft=draft.clone() wide=true>
            <Field
                draft=draft.clone()
                name="slug"
                label=t!("admin-slug")
                hint=t!("admin-slug-hint")
                autocomplete="off"
                maxlength=40
            />
            {fields(&draft, None, usual)}
            <div class="actions">
                <button class="button button--main">{t!("admin-services-add")}</button>
                <a class="button button--quiet" href="/admin/services">{t!("admin-leave")}</a>
            </div>
        </FormFor>
    };
    Ok(Page::new(t!("admin-services-new"), body))
}

/// Everything of a service but its short name. `usual` is what a new one begins with in points.
fn fields(draft: &Draft, service: Option<&Service>, usual: String) -> impl IntoView + use<> {
    let was = |of: fn(&Service) -> String| service.map(of).unwrap_or_default();
    let classes =
        Class::ALL.into_iter().map(|class| (class.name().to_owned(), words::class(class))).collect();
    let helpers = Helpers::ALL.into_iter().map(|one| (one.name().to_owned(), words::helpers(one))).collect();
    let chosen = service.map_or("other", |service| service.picture.as_str());
    let draft = draft.clone();
    view! {
        <Select draft=draft.clone() name="class" label=t!("admin-service-class") options=classes value=was(|s| s.class.name().to_owned()) />
        <Field draft=draft.clone() name="name_zh" label=t!("admin-name-zh") value=was(|s| s.name_zh.clone()) maxlength=80 />
        <Field draft=draft.clone() name="name_en" label=t!("admin-name-en") value=was(|s| s.name_en.clone()) maxlength=80 />
        <div class="wide">
            <Field draft=draft.clone() name="hint_zh" label=t!("admin-service-hint-zh") value=was(|s| s.hint_zh.clone()) maxlength=80 />
        </div>
        <div class="wide">
            <Field draft=draft.clone() name="hint_en" label=t!("admin-service-hint-en") value=was(|s| s.hint_en.clone()) maxlength=80 />
        </div>
        <Field
            draft=draft.clone()
            name="accept_within"
            label=t!("admin-service-accept")
            hint=t!("admin-service-minutes")
            value=was(|s| s.accept_within.0.to_string())
            inputmode="numeric"
            class="input--short"
        />
        <Field
            draft=draft.clone()
            name="finish_within"
            label=t!("admin-service-finish")
            hint=t!("admin-service-minutes")
            value=was(|s| s.finish_within.0.to_string())
            inputmode="numeric"
            class="input--short"
        />
        <Select draft=draft.clone() name="helpers" label=t!("admin-service-helpers") options=helpers value=was(|s| s.helpers.name().to_owned()) />
        <Field
            draft=draft.clone()
            name="points"
            label=t!("admin-service-points")
            hint=t!("admin-service-points-hint")
            value=service.map_or(usual, |service| service.points.to_string())
            inputmode="numeric"
            class="input--short"
        />
        <Choices draft name="picture" legend=t!("admin-picture") choices=pictures::services(chosen) />
    }
}
