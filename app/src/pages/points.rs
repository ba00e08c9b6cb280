//! `/me/points`: what one has, how it came and went, and how more is earned.

use desk::{
    Ask,
    live::Topic,
    view::{About, Ledger, Line, ledger},
};
use domain::{
    RequestNumber,
    catalogue::Service,
    points::{Rule, Terms},
};
use leptos::prelude::*;

use crate::{
    context::locale,
    page::{Address, Page, PageError},
    parts::{Pager, Picture, Sign, Time, page_of},
    t,
};

/// One's points.
pub async fn points(ask: Ask, address: Address) -> Result<Page, PageError> {
    let page = page_of(&address);
    let Ledger { balance, held, available, lines, more, rules } = ledger(&ask, page).await?;
    let held = (held > 0).then(|| {
        view! { <p class="soft">{t!("points-held", held = held, balance = balance)}</p> }
    });
    let history = if lines.is_empty() {
        view! {
            <div class="empty">
                <Picture name="empty-shop" />
                <h3>{t!("points-none")}</h3>
                <p>{t!("points-none-hint")}</p>
            </div>
        }
        .into_any()
    } else {
        view! {
            <ol class="ledger">{lines.into_iter().map(|line| entry(line, &ask)).collect_view()}</ol>
            <Pager page more />
        }
        .into_any()
    };
    let body = view! {
        <ul class="crumbs"><li><a href="/me">{t!("points-me")}</a></li><li>{t!("points-title")}</li></ul>
        <h1>{t!("points-title")}</h1>
        <section class="stack" data-live="points">
            <p class="points balance"><Sign name="points" /><b>{available}</b>{t!("points-available")}</p>
            {held}
        </section>
        <div class="actions">
            <a class="button button--main" href="/shop">{t!("points-to-shop")}</a>
            <a class="button" href="/me/vouchers">{t!("points-to-vouchers")}</a>
        </div>
        <div class="split">
            <section data-live="ledger"><h2>{t!("points-history")}</h2>{history}</section>
            <section><h2>{t!("points-rules")}</h2>{terms(rules)}</section>
        </div>
    };
    Ok(Page::new(t!("points-title"), body).watching(Topic::Person(ask.person()?)))
}

/// How points are earned, as sentences.
fn terms(rules: Vec<Terms>) -> impl IntoView {
    let said = |rule: Terms| {
        let (points, cap) = (rule.points.get(), rule.daily_cap.get());
        let words = match rule.rule {
            Rule::Helped => t!("points-rule-helped", praise = rule.praise.get(), cap = cap),
            Rule::FirstOrder => t!("points-rule-first-order", points = points),
            Rule::Rated => t!("points-rule-rated", points = points, cap = cap),
        };
        view! { <li>{words}</li> }
    };
    // A rule that gives nothing is not told.
    let rules = rules.into_iter().filter(|rule| rule.daily_cap.get() > 0 && rule.points.get() > 0);
    view! {
        <div class="prose">
            <ul>{rules.map(said).collect_view()}</ul>
            <p>{t!("points-rule-spend")}</p>
        </div>
    }
}

/// A line of the ledger: why, how much, when, and what stood there afterwards.
fn entry(line: Line, ask: &Ask) -> impl IntoView + use<> {
    let Line { entry, about } = line;
    let change = entry.change;
    let why = why(&about);
    let short = entry.asked.filter(|asked| i64::from(asked.get()) > change && change >= 0).map(|asked| {
        view! { <small>{t!("points-capped", asked = asked.get())}</small> }
    });
    let class = (change > 0).then_some("plus");
    let amount = if change < 0 { format!("−{}", change.unsigned_abs()) } else { format!("+{change}") };
    view! {
        <li>
            <span>{why}{short.map(|short| view! { <br />{short} })}</span>
            <b class=class>{amount}</b>
            <Time at=entry.at now=ask.at />
            <span class="rest">{t!("points-rest", rest = entry.balance)}</span>
        </li>
    }
}

fn why(about: &About) -> AnyView {
    let named = |service: &Option<Service>, request: RequestNumber| match service {
        Some(service) => locale().pick(&service.name_zh, &service.name_en).to_owned(),
        None => request.to_string(),
    };
    let (href, words) = match about {
        About::Helped { request, service } => {
            (format!("/r/{}", request.digits()), t!("points-why-helped", what = named(service, *request)))
        }
        About::Praised { request, service } => {
            (format!("/r/{}", request.digits()), t!("points-why-praised", what = named(service, *request)))
        }
        About::Rated { request, service } => {
            (format!("/r/{}", request.digits()), t!("points-why-rated", what = named(service, *request)))
        }
        About::FirstOrder => return t!("points-why-first-order").into_any(),
        About::Goods { voucher, item } => {
            let what = item.as_ref().map(|item| locale().pick(&item.name_zh, &item.name_en).to_owned());
            (format!("/me/vouchers/{voucher}"), t!("points-why-goods", what = what.unwrap_or_default()))
        }
    };
    view! { <a href=href>{words}</a> }.into_any()
}
