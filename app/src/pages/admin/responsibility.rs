//! `/admin/responsibility` and what lies below it: which unit leads and which help, by case type and area; and the same as a
//! file for a spreadsheet program.

use desk::{
    Ask,
    admin::responsibility::{CaseType, HEADER, Listed, Lists, Standing, case_types, lists, standing},
    sheet::MOST_ROWS,
};
use domain::{Area, Unit};
use leptos::prelude::*;

use super::{above, crumbs, spots, way};
use crate::{
    api::units::{ClearResponsibility, ImportResponsibility, SetResponsibility},
    context::locale,
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{Choice, Choices, DoForm, FormFor, Pager, Picture, Select, SheetFile, Sign, page_of},
    t, words,
};

/// The address of the lists.
pub(super) const LIST: &str = "/admin/responsibility";

fn name(one: &CaseType) -> String {
    locale().pick(&one.name_zh, &one.name_en).to_owned()
}

fn address_of(service: &str, area: Area) -> String {
    format!("{LIST}/{service}/{area}")
}

/// Every type as an option of a select.
fn options(types: &[CaseType], chosen: Option<&str>) -> impl IntoView + use<> {
    types
        .iter()
        .map(|one| {
            let selected = chosen == Some(one.slug.as_str());
            view! { <option value=one.slug.clone() selected=selected>{name(one)}</option> }
        })
        .collect_view()
}

/// The lists of the administrator's area; `?service=` and `?area=` narrow it.
pub async fn responsibility(ask: Ask, address: Address) -> Result<Page, PageError> {
    let page = page_of(&address);
    let (service, area) = (address.query("service"), address.queried::<Area>("area"));
    let Lists { lines, more } = lists(&ask, service.as_deref(), area, page).await?;
    let filter = filter(&ask, service.as_deref(), area).await?;
    let list = if lines.is_empty() {
        view! {
            <div class="empty"><Picture name="not-found" /><h2>{t!("duty-none")}</h2><p>{t!("duty-none-hint")}</p></div>
        }
        .into_any()
    } else {
        view! {
            <table class="table cards">
                <caption>{t!("duty-caption")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("duty-type")}</th>
                        <th scope="col">{t!("duty-area")}</th>
                        <th scope="col">{t!("duty-lead")}</th>
                        <th scope="col">{t!("duty-helpers")}</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(row).collect_view()}</tbody>
            </table>
            <Pager page more />
        }
        .into_any()
    };
    let body = view! {
        {crumbs(vec![], t!("duty-list"))}
        <h1>{t!("duty-list")}</h1>
        <p class="lead">{t!("duty-lead-in")}</p>
        <div class="actions">
            <a class="button button--main" href="/admin/responsibility/new">{t!("duty-new")}</a>
            <a class="button" href="/admin/responsibility/file">{t!("duty-file")}</a>
        </div>
        {filter}
        <section>{list}</section>
    };
    Ok(Page::new(t!("duty-list"), body))
}

async fn filter(ask: &Ask, service: Option<&str>, area: Option<Area>) -> Result<AnyView, PageError> {
    let own = ask.actor()?.post.map(|post| post.area);
    let mut places = Vec::new();
    if let Some(own) = own {
        let place = desk::place::area(ask, own).await?;
        places.push(place.entry);
        places.extend(place.children);
    }
    let places = places
        .into_iter()
        .map(|entry| {
            let selected = area == Some(entry.area);
            view! { <option value=entry.area.to_string() selected=selected>{entry.name}</option> }
        })
        .collect_view();
    let types = case_types(ask).await?;
    Ok(view! {
        <form class="sentence" method="get" action=LIST>
            {t!("duty-see")}
            <select name="area" aria-label=t!("duty-area")>{places}</select>
            {t!("duty-of")}
            <select name="service" aria-label=t!("duty-type")>
                <option value="">{t!("duty-any")}</option>
                {options(&types, service)}
            </select>
            <button class="button">{t!("admin-see")}</button>
        </form>
    }
    .into_any())
}

fn row(listed: Listed) -> impl IntoView {
    let mut units = listed.units.iter().map(called);
    let lead = units.next();
    let helpers: Vec<String> = units.collect();
    let helpers = if helpers.is_empty() { "—".to_owned() } else { helpers.join(&t!("duty-and")) };
    view! {
        <tr>
            <th scope="row">
                <a href=address_of(&listed.case_type.slug, listed.area)>{name(&listed.case_type)}</a>
            </th>
            <td data-label=t!("duty-area")>{listed.area_name}</td>
            <td data-label=t!("duty-lead")>{lead}</td>
            <td data-label=t!("duty-helpers")>{helpers}</td>
        </tr>
    }
}

/// The unit's name; one that is passed over says so.
fn called(unit: &Unit) -> String {
    let name = words::unit(unit);
    if unit.retired { t!("duty-retired-unit", unit = name) } else { name }
}

/// The units in a line, the lead named as such.
fn in_words(units: &[Unit]) -> Option<String> {
    let (lead, helpers) = units.split_first()?;
    let lead = called(lead);
    if helpers.is_empty() {
        return Some(t!("duty-leads", lead = lead));
    }
    let helpers: Vec<String> = helpers.iter().map(called).collect();
    Some(t!("duty-leads-with", lead = lead, helpers = helpers.join(&t!("duty-and"))))
}

/// Which type, and where: the way to a list that is not there yet.
pub async fn new(ask: Ask, address: Address) -> Result<Page, PageError> {
    let service = address.query("service");
    let types = case_types(&ask).await?;
    let chosen = types.iter().find(|one| service.as_deref() == Some(one.slug.as_str())).cloned();
    let select = view! {
        <div class="field">
            <label for="service">{t!("duty-type")}</label>
            <select class="select" id="service" name="service">{options(&types, service.as_deref())}</select>
        </div>
    };
    let select = Some(select.into_any());
    let (search, found) =
        spots::by_name(&ask, &address, t!("duty-find-area"), t!("duty-find-area-hint"), select).await?;
    let places = match chosen {
        None => None,
        Some(one) => {
            let spots = spots::and_near(&ask, found, None).await?;
            let links = spots
                .into_iter()
                .map(|spot| {
                    let href = address_of(&one.slug, spot.entry.area);
                    let small = spots::whereabouts(&spot);
                    view! { <li class="sheet"><h3><a href=href>{spot.entry.name}</a></h3><p class="soft">{small}</p></li> }
                })
                .collect_view();
            let heading = t!("duty-where", what = name(&one));
            Some(view! { <section><h2>{heading}</h2><ul class="columns">{links}</ul></section> })
        }
    };
    let body = view! {
        {crumbs(vec![(LIST, t!("duty-list"))], t!("duty-new"))}
        <h1>{t!("duty-new")}</h1>
        {search}
        {places}
    };
    Ok(Page::new(t!("duty-new"), body))
}

/// One type in one area: who answers now, and who shall.
pub async fn list(ask: Ask, address: Address) -> Result<Page, PageError> {
    let (service, area): (String, Area) = (address.part("service")?, address.part("area")?);
    let Standing { case_type, path, units, above: inherited, choices } =
        standing(&ask, &service, area).await?;
    let draft = Draft::of(&ask, "set-responsibility").await?;
    let clearing = Draft::of(&ask, "clear-responsibility").await?;
    let here = path.last().map_or_else(String::new, |entry| entry.name.clone());
    let title = t!("duty-title", what = name(&case_type), area = here.as_str());
    let now = match (in_words(&units), in_words(&inherited)) {
        (Some(own), _) => own,
        (None, Some(above)) => t!("duty-inherited", units = above),
        (None, None) => t!("duty-nobody"),
    };
    let about = vec![("service", service), ("area", area.to_string())];
    let back = in_words(&inherited);
    let clear = (!units.is_empty()).then(|| clear(&ask, clearing, about.clone(), back));
    let hidden = about
        .iter()
        .map(|(field, value)| view! { <input type="hidden" name=*field value=value.clone() /> })
        .collect_view();
    let body = view! {
        {crumbs(vec![(LIST, t!("duty-list"))], title.clone())}
        <h1>{title.clone()}</h1>
        <p class="lead">{above(&path)}</p>
        <p>{now}</p>
        <FormFor ask=ask.clone() action={forms::url::<SetResponsibility>()} draft=draft.clone() wide=true>
            {hidden}
            {fields(&draft, &units, choices)}
            <div class="actions">
                <button class="button button--main">{t!("admin-save")}</button>
                <a class="button button--quiet" href=LIST>{t!("admin-leave")}</a>
            </div>
        </FormFor>
        {clear}
    };
    Ok(Page::new(title, body))
}

fn fields(draft: &Draft, units: &[Unit], choices: Vec<Unit>) -> impl IntoView + use<> {
    let lead = units.first().map(|unit| unit.slug.clone()).unwrap_or_default();
    let none = (String::new(), t!("duty-choose"));
    let leads = choices.iter().map(|unit| (unit.slug.clone(), words::unit(unit)));
    let leads: Vec<_> = std::iter::once(none).chain(leads).collect();
    let helpers = choices
        .iter()
        .map(|unit| Choice {
            value: unit.slug.clone(),
            words: words::unit(unit),
            small: Some(words::unit_kind(unit.kind)),
            by_default: units.iter().skip(1).any(|helper| helper.id == unit.id),
            ..Choice::default()
        })
        .collect();
    view! {
        <Select draft=draft.clone() name="lead" label=t!("duty-lead") hint=t!("duty-lead-hint") options=leads value=lead />
        <Choices
            draft=draft.clone()
            name="helpers"
            legend=t!("duty-helpers")
            hint=t!("duty-helpers-hint")
            choices=helpers
            many=true
            optional=true
        />
    }
}

/// The fold that takes the area's own list away. `back`: who then answers.
fn clear(
    ask: &Ask,
    draft: Draft,
    about: Vec<(&'static str, String)>,
    back: Option<String>,
) -> impl IntoView + use<> {
    let hint = match back {
        Some(units) => t!("duty-clear-hint", units = units),
        None => t!("duty-clear-nobody"),
    };
    let open = draft.is_kept();
    view! {
        <details class="fold" open=open>
            <summary>{t!("duty-clear")}</summary>
            <div class="stack">
                <p>{hint}</p>
                <DoForm ask=ask.clone() action={forms::url::<ClearResponsibility>()} draft about>
                    <button class="button button--danger"><Sign name="warn" />{t!("duty-clear-do")}</button>
                </DoForm>
            </div>
        </details>
    }
}

/// The lists as a file: taking it away, and handing it in.
pub async fn file(ask: Ask, _address: Address) -> Result<Page, PageError> {
    let own = ask.actor()?.post.map(|post| post.area);
    let known = lists(&ask, None, None, 0).await?;
    let place = match own {
        Some(own) => way(&desk::place::area(&ask, own).await?.path),
        None => String::new(),
    };
    let export = (!known.lines.is_empty()).then(|| {
        view! { <a class="button" href="/admin/responsibility.csv" download>{t!("duty-export")}</a> }
    });
    let draft = Draft::of(&ask, "import-responsibility").await?;
    let body = view! {
        {crumbs(vec![(LIST, t!("duty-list"))], t!("duty-file"))}
        <h1>{t!("duty-file")}</h1>
        <p class="lead">{t!("duty-file-lead", area = place)}</p>
        <div class="actions">{export}</div>
        <section>
            <h2>{t!("duty-import")}</h2>
            <FormFor ask action={forms::url::<ImportResponsibility>()} draft=draft.clone() files=true>
                <SheetFile draft name="file" label=t!("duty-import-file") hint=t!("duty-import-hint", most = MOST_ROWS) />
                <div class="actions"><button class="button button--main">{t!("duty-import-do")}</button></div>
            </FormFor>
        </section>
        <section class="prose">
            <h2>{t!("duty-columns")}</h2>
            <p>{t!("duty-columns-hint", header = HEADER.join(","))}</p>
            <p>{t!("duty-columns-rule")}</p>
        </section>
    };
    Ok(Page::new(t!("duty-file"), body).narrow())
}
