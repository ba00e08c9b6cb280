//! `/g/{grid}/order`: the blank slip. Works before anybody signs in; what was typed waits until they did.

mod menu;

use desk::{Ask, view};
use domain::{
    Area,
    calendar::Limit,
    catalogue::{Class, Priority, Service},
    request::Stage,
    text::{Line, Note},
};
use leptos::prelude::*;

use self::menu::Looking;
use super::grid::above;
use crate::{
    api::order::PlaceOrder,
    context::locale,
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{Field, FormFor, Photos, Picture, Sign, TextArea, Tick},
    t, words,
};

/// The order form of a grid. `?service=` has chosen already, `?find=` looks for it.
pub async fn order(ask: Ask, address: Address) -> Result<Page, PageError> {
    let area: Area = address.part("grid")?;
    let facts = view::ordering(&ask, area).await?;
    let draft = Draft::of(&ask, "order").await?;
    let asked = address.query("service");
    let chosen = facts.menu.all().find(|service| Some(&service.slug) == asked.as_ref()).cloned();
    let gone = (asked.is_some() && chosen.is_none()).then(gone);
    let looking = Looking::of(&address);
    let search = chosen.is_none().then(|| menu::search(area, &looking));
    let signed_in = ask.visitor.actor.is_some();

    let danger = chosen
        .as_ref()
        .is_some_and(|service| service.class == Class::Safety || service.priority == Priority::Urgent);
    let limits = match &chosen {
        Some(service) => Limits::of(std::iter::once(service)),
        None => Limits::of(facts.menu.all()),
    };
    let reader = facts.receiver.filter(|reader| !reader.name.is_empty());
    let reader = match reader {
        Some(reader) => t!("order-next-read", role = words::role(reader.role), name = reader.name.as_str()),
        None => t!("order-next-read-nobody"),
    };
    let service = match chosen {
        Some(service) => chosen_service(area, service).into_any(),
        None => menu::services(&draft, &facts.menu, &looking).into_any(),
    };
    let remember = facts.building.is_none().then(|| {
        view! { <Tick draft=draft.clone() name="remember" label=t!("order-remember") /> }
    });
    let photos = if signed_in {
        view! { <Photos draft=draft.clone() name="photos" label=t!("order-photos") /> }.into_any()
    } else {
        view! {
            <div class="notice">
                <Sign name="key" />
                <div><p>{t!("order-signed-out")}</p></div>
            </div>
        }
        .into_any()
    };
    let send = if signed_in { t!("order-send") } else { t!("order-send-signed-out") };
    let body = view! {
        <h1>{t!("order-title")}</h1>
        <p class="lead">{t!("order-lead")}</p>
        {danger.then(emergency)}
        {gone}
        {search}
        <FormFor ask action={forms::url::<PlaceOrder>()} draft=draft.clone() files=true>
            <input type="hidden" name="grid" value=area.to_string() />
            {service}
            <TextArea draft=draft.clone() name="need" label=t!("order-need") hint=t!("order-need-hint") most=Note::MOST />
            <Field
                draft=draft.clone()
                name="building"
                label=t!("order-building")
                hint=t!("order-building-hint")
                value=facts.building.unwrap_or_default()
                maxlength=Line::MOST
                autocomplete="address-line1"
            />
            <div class="stack">
                <Field
                    draft=draft.clone()
                    name="door"
                    label=t!("order-door")
                    hint=t!("order-door-hint")
                    value=facts.door.unwrap_or_default()
                    maxlength=Line::MOST
                    autocomplete="address-line2"
                    optional=true
                />
                {remember}
            </div>
            {photos}
            {next(reader, limits)}
            <div class="actions">
                <button class="button button--main">{send}</button>
                <a class="button button--quiet" href=format!("/g/{area}")>{t!("order-back")}</a>
            </div>
        </FormFor>
        {(!danger).then(emergency)}
    };
    let name = facts.entry.name;
    Ok(Page::new(t!("order-page", grid = name.as_str()), body).narrow().in_grid(
        area,
        above(&facts.path),
        name,
    ))
}

/// What cannot wait for a slip.
fn emergency() -> impl IntoView {
    view! { <div class="notice notice--warn"><Sign name="warn" /><div><p>{t!("order-emergency")}</p></div></div> }
}

/// What an old link or paper names cannot be ordered any more.
fn gone() -> impl IntoView {
    view! { <div class="notice notice--warn"><Sign name="warn" /><div><p>{t!("order-gone")}</p></div></div> }
}

/// The service that was chosen on the way here, as the head of the slip: what comes with it, who helps, how long it takes.
fn chosen_service(area: Area, service: Service) -> impl IntoView {
    let name = locale().pick(&service.name_zh, &service.name_en).to_owned();
    let hint = locale().pick(&service.hint_zh, &service.hint_en).to_owned();
    let limits = t!(
        "order-limits",
        accept = words::limit(service.accept_within),
        finish = words::limit(service.finish_within),
    );
    view! {
        <article class="slip slip--card">
            <header class="slip-head">
                <Picture name=service.picture />
                <h2 class="slip-title">{name}</h2>
            </header>
            <p>{hint}</p>
            <p class="slip-place">{words::helpers(service.helpers)}</p>
            <hr class="tear" />
            <div class="slip-foot">
                <p class="left"><Sign name="clock" /><span>{limits}</span></p>
                <a class="button button--quiet last" href=format!("/g/{area}/order")>{t!("order-service-change")}</a>
            </div>
            <input type="hidden" name="service" value=service.slug />
        </article>
    }
}

/// Until when somebody has accepted it and until when it is done, as far as that is known before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limits {
    accept: (Limit, Limit),
    finish: (Limit, Limit),
}

impl Limits {
    /// Those of the chosen service; without one, from the shortest to the longest of the menu. `None`: nothing can be ordered.
    fn of<'s>(services: impl Iterator<Item = &'s Service> + Clone) -> Option<Self> {
        let span = |limit: fn(&Service) -> Limit| {
            let limits = services.clone().map(limit);
            let least = limits.clone().min_by_key(|limit| limit.roughly())?;
            Some((least, limits.max_by_key(|limit| limit.roughly())?))
        };
        Some(Self {
            accept: span(|service| service.accept_within)?,
            finish: span(|service| service.finish_within)?,
        })
    }

    fn accept_words(self) -> String {
        match self.accept {
            (least, most) if least == most => t!("order-next-accept", length = words::limit(most)),
            (least, most) => {
                t!("order-next-accept-span", least = words::limit(least), most = words::limit(most))
            }
        }
    }

    fn finish_words(self) -> String {
        match self.finish {
            (least, most) if least == most => t!("order-next-finish", length = words::limit(most)),
            (least, most) => {
                t!("order-next-finish-span", least = words::limit(least), most = words::limit(most))
            }
        }
    }
}

/// What happens once it is sent, until when, and who will see what.
fn next(reader: String, limits: Option<Limits>) -> impl IntoView {
    let step = |stage: Stage, words: String| {
        let (character, _) = words::stage(stage);
        view! { <li><span class="stamp" aria-hidden="true"><b>{character}</b></span><div><p>{words}</p></div></li> }
    };
    view! {
        <section class="stack">
            <h2>{t!("order-next")}</h2>
            <ol class="timeline">
                {step(Stage::Verify, reader)}
                {limits.map(|limits| step(Stage::Handle, limits.accept_words()))}
                {limits.map(|limits| step(Stage::Check, limits.finish_words()))}
                {step(Stage::Rate, t!("order-next-rate"))}
            </ol>
            <p class="soft">{t!("order-privacy")}</p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_said_are_those_of_the_chosen_service_or_of_the_whole_menu() {
        let one = Limits {
            accept: (Limit::working_hours(4), Limit::working_hours(4)),
            finish: (Limit::working_days(2), Limit::working_days(2)),
        };
        assert!(one.accept_words().contains("4 个工作小时"), "{}", one.accept_words());
        assert!(one.finish_words().contains("2 个工作日"), "{}", one.finish_words());
        let all = Limits {
            accept: (Limit::round_the_clock(1), Limit::working_days(1)),
            finish: (Limit::round_the_clock(4), Limit::working_days(20)),
        };
        assert!(all.accept_words().contains("1 小时") && all.accept_words().contains("1 个工作日"));
        assert!(all.finish_words().contains("4 小时") && all.finish_words().contains("20 个工作日"));
    }
}
