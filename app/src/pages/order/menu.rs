//! Choosing what is needed: what is usual here first, all else folded under its classes, and a search without scripts.

use desk::view::Menu;
use domain::{
    Area,
    catalogue::{Branch, Class, Service, Twig, tree},
    text::is_blank,
};
use leptos::prelude::*;

use crate::{
    context::locale,
    forms::Draft,
    page::Address,
    parts::{Picture, Sign, form::id_of},
    t,
    text::Locale,
    words,
};

/// What the address says one looks for: `?find=` words, `?class=` the class that is unfolded.
pub(super) struct Looking {
    find: Option<String>,
    class: Option<Class>,
}

impl Looking {
    pub fn of(address: &Address) -> Self {
        let find = address.query("find").map(|find| find.trim().to_owned()).filter(|find| !is_blank(find));
        Self { find, class: address.query("class").and_then(|name| Class::from_name(&name)) }
    }
}

/// The field in which one says in one's own words what is needed.
pub(super) fn search(area: Area, looking: &Looking) -> impl IntoView + use<> {
    let order = format!("/g/{area}/order");
    let all = looking.find.is_some().then(|| {
        view! { <p><a href=order.clone()>{t!("order-find-all")}</a></p> }
    });
    view! {
        <form class="form" method="get" action=order role="search">
            <div class="field">
                <label for="find">{t!("order-find")}</label>
                <div class="with-button">
                    <input
                        class="input"
                        id="find"
                        name="find"
                        type="search"
                        value=looking.find.clone()
                        placeholder=t!("order-find-example")
                        maxlength="40"
                        autocomplete="off"
                    />
                    <button class="button"><Sign name="search" />{t!("order-find-do")}</button>
                </div>
            </div>
            {all}
        </form>
    }
}

/// The things to choose from, each once.
pub(super) fn services(draft: &Draft, menu: &Menu, looking: &Looking) -> impl IntoView + use<> {
    draft.shows("service", &t!("order-service"));
    let id = id_of(draft, "service");
    let error = format!("{id}-error");
    let fault = draft.fault("service");
    let (wrong, described) =
        (fault.is_some().then_some("field--wrong"), fault.is_some().then(|| error.clone()));
    let fault = fault.map(|fault| view! { <p class="error" id=error><Sign name="warn" />{fault}</p> });
    let chosen = |service: &Service| draft.chose("service", &service.slug, false);
    // The summary of faults leads to the first choice.
    let mut cards = Cards { draft, first: Some(id) };
    let choices = match &looking.find {
        Some(find) => {
            let found = menu.all().filter(|service| service.speaks_of(find) || chosen(service)).collect();
            self::found(&mut cards, find, found).into_any()
        }
        None => {
            let usual: Vec<&Service> = menu.usual().collect();
            let usual = cards.group("usual", t!("order-usual"), &usual);
            let branches = tree(menu.others());
            let folds = branches.iter().map(|branch| {
                let open = looking.class == Some(branch.class) || branch.services().any(chosen);
                cards.fold(branch, "", open)
            });
            let folds = folds.collect_view();
            let filed = filed(&mut cards, menu, looking, &chosen);
            view! { {usual}{folds}{filed} }.into_any()
        }
    };
    view! {
        <fieldset class=wrong aria-describedby=described>
            <legend>{t!("order-service")}</legend>
            {fault}
            {choices}
        </fieldset>
    }
}

/// 网格上报: what residents do not order, for those who file it.
fn filed(
    cards: &mut Cards<'_>,
    menu: &Menu,
    looking: &Looking,
    chosen: &impl Fn(&Service) -> bool,
) -> Option<AnyView> {
    menu.filed().next()?;
    let branches = tree(menu.filed());
    let folds = branches.iter().map(|branch| {
        let open = looking.class == Some(branch.class) || branch.services().any(chosen);
        cards.fold(branch, "filed-", open)
    });
    let folds = folds.collect_view();
    let said = view! { <p class="label">{t!("order-filed")}</p><p class="hint">{t!("order-filed-hint")}</p> };
    Some(view! { <div class="stack">{said}{folds}</div> }.into_any())
}

fn found(cards: &mut Cards<'_>, find: &str, services: Vec<&Service>) -> impl IntoView + use<> {
    if services.is_empty() {
        return view! {
            <div class="empty">
                <Picture name="not-found" />
                <h2>{t!("order-found-none", find = find)}</h2>
                <p>{t!("order-found-none-hint")}</p>
            </div>
        }
        .into_any();
    }
    let label = t!("order-found", count = services.len());
    cards.group("found", label, &services).into_any()
}

/// Makes the cards of one form.
struct Cards<'d> {
    draft: &'d Draft,
    first: Option<String>,
}

impl Cards<'_> {
    fn group(&mut self, id: &str, label: String, services: &[&Service]) -> impl IntoView + use<> {
        // Chinese names fit three in a row on a phone; English words would break.
        let class = match locale() {
            Locale::Zh => "choices choices--plain",
            Locale::En => "choices",
        };
        let cards = services.iter().map(|service| self.card(service)).collect_view();
        view! {
            <p class="label" id=id.to_owned()>{label}</p>
            <div class=class role="group" aria-labelledby=id.to_owned()>{cards}</div>
        }
    }

    fn card(&mut self, service: &Service) -> impl IntoView + use<> {
        let name = locale().pick(&service.name_zh, &service.name_en).to_owned();
        let checked = self.draft.chose("service", &service.slug, false);
        view! {
            <label class="choice">
                <input
                    type="radio"
                    id=self.first.take()
                    name="service"
                    value=service.slug.clone()
                    checked=checked
                    required
                />
                <Picture name=service.picture.clone() />
                <span>{name}</span>
            </label>
        }
    }

    /// A class, folded: its sub-classes one under another.
    fn fold(&mut self, branch: &Branch<'_>, kind: &str, open: bool) -> impl IntoView + use<> {
        let class = format!("{kind}{}", branch.class.name());
        let twigs = branch.twigs.iter().map(|Twig { subclass, services }| {
            let label = locale().pick(&subclass.name_zh, &subclass.name_en).to_owned();
            let group = self.group(&format!("{class}-{}", subclass.slug), label, services);
            view! { <div class="stack">{group}</div> }
        });
        let twigs = twigs.collect_view();
        view! {
            <details class="fold" id=class.clone() open=open>
                <summary>{words::class(branch.class)}" "<span class="count">{branch.services().count()}</span></summary>
                <div class="stack">{twigs}</div>
            </details>
        }
    }
}
