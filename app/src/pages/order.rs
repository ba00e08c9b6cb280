//! `/g/{grid}/order`: the blank slip. Works before anybody signs in; what was typed waits until they did.

use desk::{Ask, view};
use domain::{
    Area, Minutes,
    catalogue::{Class, Service},
    request::Stage,
    text::{Line, Note},
};
use leptos::prelude::*;

use super::grid::{above, by_class};
use crate::{
    api::order::PlaceOrder,
    context::locale,
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{Field, FormFor, Photos, Picture, Sign, TextArea, Tick, form::id_of},
    t,
    text::Locale,
    words,
};

/// The order form of a grid. `?service=` has chosen already.
pub async fn order(ask: Ask, address: Address) -> Result<Page, PageError> {
    let area: Area = address.part("grid")?;
    let facts = view::ordering(&ask, area).await?;
    let draft = Draft::of(&ask, "order").await?;
    let asked = address.query("service");
    let chosen = facts.menu.iter().find(|service| Some(&service.slug) == asked.as_ref()).cloned();
    let signed_in = ask.visitor.actor.is_some();

    let danger = chosen.as_ref().is_some_and(|service| service.class == Class::Hazard);
    let limits = Limits::of(chosen.as_ref(), &facts.menu);
    let reader = facts.receiver.filter(|reader| !reader.name.is_empty());
    let reader = match reader {
        Some(reader) => t!("order-next-read", role = words::role(reader.role), name = reader.name.as_str()),
        None => t!("order-next-read-nobody"),
    };
    let service = match chosen {
        Some(service) => chosen_service(area, service).into_any(),
        None => services(&draft, &facts.menu).into_any(),
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

/// The service that was chosen on the way here, as the head of the slip.
fn chosen_service(area: Area, service: Service) -> impl IntoView {
    let name = locale().pick(&service.name_zh, &service.name_en).to_owned();
    let hint = locale().pick(&service.hint_zh, &service.hint_en).to_owned();
    view! {
        <article class="slip slip--card">
            <header class="slip-head">
                <Picture name=service.picture />
                <h2 class="slip-title">{name}</h2>
            </header>
            <p class="slip-place">{hint}</p>
            <hr class="tear" />
            <div class="slip-foot">
                <p class="left">
                    <Sign name="clock" />
                    <span>{t!("order-accepted-within", length = words::length(service.accept_within))}</span>
                </p>
                <a class="button button--quiet last" href=format!("/g/{area}/order")>{t!("order-service-change")}</a>
            </div>
            <input type="hidden" name="service" value=service.slug />
        </article>
    }
}

/// All services to choose from, under their classes.
fn services(draft: &Draft, menu: &[Service]) -> impl IntoView + use<> {
    let fault = draft.fault("service");
    let id = id_of(draft, "service");
    let error = format!("{id}-error");
    let (wrong, described) =
        (fault.is_some().then_some("field--wrong"), fault.is_some().then(|| error.clone()));
    let fault = fault.map(|fault| view! { <p class="error" id=error><Sign name="warn" />{fault}</p> });
    // Chinese names fit three in a row on a phone; English words would break.
    let choices = match locale() {
        Locale::Zh => "choices choices--plain",
        Locale::En => "choices",
    };
    // The summary of faults leads to the first choice.
    let mut first = Some(id);
    let groups = by_class(menu)
        .map(|(class, services)| {
            let cards = services
                .into_iter()
                .map(|service| {
                    let name = locale().pick(&service.name_zh, &service.name_en).to_owned();
                    let checked = draft.chose("service", &service.slug, false);
                    view! {
                        <label class="choice">
                            <input type="radio" id=first.take() name="service" value=service.slug.clone() checked=checked required />
                            <Picture name=service.picture.clone() />
                            <span>{name}</span>
                        </label>
                    }
                })
                .collect_view();
            let id = format!("class-{}", class.name());
            view! {
                <p class="label" id=id.clone()>{words::class(class)}</p>
                <div class=choices role="group" aria-labelledby=id>{cards}</div>
            }
        })
        .collect_view();
    view! {
        <fieldset class=wrong aria-describedby=described>
            <legend>{t!("order-service")}</legend>
            {fault}
            {groups}
        </fieldset>
    }
}

/// Until when somebody has accepted it and until when it is done, as far as that is known before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limits {
    accept: (Minutes, Minutes),
    finish: (Minutes, Minutes),
}

impl Limits {
    /// Those of the chosen service; without one, from the shortest to the longest of the menu.
    fn of(chosen: Option<&Service>, menu: &[Service]) -> Self {
        let services = chosen.map_or(menu, std::slice::from_ref);
        let span = |limit: fn(&Service) -> Minutes| {
            let limits = services.iter().map(limit);
            (limits.clone().min().unwrap_or_default(), limits.max().unwrap_or_default())
        };
        Self { accept: span(|service| service.accept_within), finish: span(|service| service.finish_within) }
    }

    fn accept_words(self) -> String {
        match self.accept {
            (least, most) if least == most => t!("order-next-accept", length = words::length(most)),
            (least, most) => {
                t!("order-next-accept-span", least = words::length(least), most = words::length(most))
            }
        }
    }

    fn finish_words(self) -> String {
        match self.finish {
            (least, most) if least == most => t!("order-next-finish", length = words::length(most)),
            (least, most) => {
                t!("order-next-finish-span", least = words::length(least), most = words::length(most))
            }
        }
    }
}

/// What happens once it is sent, until when, and who will see what.
fn next(reader: String, limits: Limits) -> impl IntoView {
    let step = |stage: Stage, words: String| {
        let (character, _) = words::stage(stage);
        view! { <li><span class="stamp" aria-hidden="true"><b>{character}</b></span><div><p>{words}</p></div></li> }
    };
    view! {
        <section class="stack">
            <h2>{t!("order-next")}</h2>
            <ol class="timeline">
                {step(Stage::Verify, reader)}
                {step(Stage::Handle, limits.accept_words())}
                {step(Stage::Check, limits.finish_words())}
                {step(Stage::Rate, t!("order-next-rate"))}
            </ol>
            <p class="soft">{t!("order-privacy")}</p>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use domain::{Points, ServiceId, catalogue::Helpers};

    use super::*;

    fn service(accept: u32, finish: u32) -> Service {
        Service {
            id: ServiceId::from(uuid::Uuid::nil()),
            slug: "repair-light".to_owned(),
            class: Class::Repair,
            name_zh: "修灯".to_owned(),
            name_en: "Lights".to_owned(),
            hint_zh: String::new(),
            hint_en: String::new(),
            picture: "repair-light".to_owned(),
            accept_within: Minutes::hours(accept),
            finish_within: Minutes::hours(finish),
            helpers: Helpers::Volunteers,
            points: Points::ZERO,
            retired: false,
        }
    }

    #[test]
    fn the_limits_said_are_those_of_the_chosen_service_or_of_the_whole_menu() {
        let menu = [service(2, 24), service(4, 72), service(1, 24)];
        let one = Limits::of(menu.get(1), &menu);
        assert!(one.accept_words().contains("4 小时"), "{}", one.accept_words());
        assert!(one.finish_words().contains("3 天"), "{}", one.finish_words());
        let all = Limits::of(None, &menu);
        assert!(all.accept_words().contains("1 小时") && all.accept_words().contains("4 小时"));
        assert!(all.finish_words().contains("1 天") && all.finish_words().contains("3 天"));
    }
}
