//! `/admin/units`, `/admin/units/new` and `/admin/units/{slug}`: responsible units, and who acts for them.

use desk::{
    Ask,
    admin::units::{Known, Listed, Member, list, unit as find},
};
use domain::{Unit, calendar::OfficeHours, unit::UnitKind};
use leptos::prelude::*;

use super::{
    crumbs,
    edit::{EditForm, RetireFold, ShortName},
    people::{called, ending},
    spots, way,
};
use crate::{
    api::units::{AddUnit, AppointToUnit, ChangeUnit, RetireUnit},
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{Choices, Field, FormFor, Picture, Select, Sign},
    t, words,
};

/// The address of the list.
pub(super) const LIST: &str = "/admin/units";

/// The units of the administrator's area by kind; retired ones last.
pub async fn units(ask: Ask, _address: Address) -> Result<Page, PageError> {
    let (working, retired): (Vec<Listed>, Vec<Listed>) =
        list(&ask).await?.into_iter().partition(|listed| !listed.unit.retired);
    let nothing = (working.is_empty() && retired.is_empty()).then(|| {
        view! {
            <div class="empty"><Picture name="not-found" /><h2>{t!("unit-none")}</h2><p>{t!("unit-none-hint")}</p></div>
        }
    });
    let section = |heading: String, listed: Vec<Listed>| {
        (!listed.is_empty())
            .then(|| view! { <section><h2>{heading.clone()}</h2>{table(heading, listed)}</section> })
    };
    let kinds = UnitKind::ALL
        .into_iter()
        .map(|kind| {
            let of_kind = working.iter().filter(|listed| listed.unit.kind == kind).cloned().collect();
            section(words::unit_kind(kind), of_kind)
        })
        .collect_view();
    let body = view! {
        {crumbs(vec![], t!("unit-list"))}
        <h1>{t!("unit-list")}</h1>
        <p class="lead">{t!("unit-lead")}</p>
        <div class="actions"><a class="button button--main" href="/admin/units/new">{t!("unit-new")}</a></div>
        {nothing}
        {kinds}
        {section(t!("unit-retired"), retired)}
    };
    Ok(Page::new(t!("unit-list"), body))
}

fn table(caption: String, listed: Vec<Listed>) -> impl IntoView {
    let row = |Listed { unit, area_name, people }: Listed| {
        let people = if people == 0 {
            view! { <span class="tag tag--soon"><Sign name="warn" />{t!("unit-nobody")}</span> }.into_any()
        } else {
            people.into_any()
        };
        view! {
            <tr>
                <th scope="row"><a href=format!("{LIST}/{}", unit.slug)>{words::unit(&unit)}</a></th>
                <td data-label=t!("unit-area")>{area_name}</td>
                <td data-label=t!("unit-hours")>{words::office_hours(&unit.hours)}</td>
                <td data-label=t!("unit-people") class="number">{people}</td>
            </tr>
        }
    };
    view! {
        <table class="table cards">
            <caption class="spoken">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!("unit-name")}</th>
                    <th scope="col">{t!("unit-area")}</th>
                    <th scope="col">{t!("unit-hours")}</th>
                    <th scope="col" class="number">{t!("unit-people")}</th>
                </tr>
            </thead>
            <tbody>{listed.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// One unit: who acts for it, what it is, and retiring it or taking it back.
pub async fn unit(ask: Ask, address: Address) -> Result<Page, PageError> {
    let slug: String = address.part("slug")?;
    let Known { unit, path, people, duties } = find(&ask, &slug).await?;
    let draft = Draft::of(&ask, "change-unit").await?;
    let retiring = Draft::of(&ask, "retire-unit").await?;
    let title = words::unit(&unit);
    let people = acting(&ask, &unit, people).await?;
    let about = ("unit", slug);
    let retired = unit.retired;
    let (heading, hint, button) = if retired {
        (t!("unit-restore"), t!("unit-restore-hint"), t!("unit-restore-do"))
    } else {
        (t!("unit-retire"), t!("unit-retire-hint", count = duties), t!("unit-retire-do"))
    };
    let off = retired.then(|| {
        view! { <p><span class="tag tag--soon"><Sign name="warn" />{t!("unit-retired")}</span></p> }
    });
    let body = view! {
        {crumbs(vec![(LIST, t!("unit-list"))], title.clone())}
        <h1>{title.clone()}</h1>
        {off}
        <dl class="facts">
            <dt>{t!("unit-kind")}</dt><dd>{words::unit_kind(unit.kind)}</dd>
            <dt>{t!("unit-area")}</dt><dd>{way(&path)}</dd>
            <dt>{t!("unit-hours")}</dt><dd>{words::office_hours(&unit.hours)}</dd>
            <dt>{t!("unit-duties")}</dt><dd>{t!("unit-duties-count", count = duties)}</dd>
        </dl>
        {people}
        <section>
            <h2>{t!("unit-card")}</h2>
            <EditForm ask=ask.clone() action={forms::url::<ChangeUnit>()} draft=draft.clone() about=about.clone() list=LIST>
                {fields(&draft, Some(&unit))}
            </EditForm>
        </section>
        <RetireFold ask action={forms::url::<RetireUnit>()} draft=retiring about retired heading hint button />
    };
    Ok(Page::new(title, body))
}

/// Those who act for the unit, and the form that appoints somebody.
async fn acting(ask: &Ask, unit: &Unit, people: Vec<Member>) -> Result<AnyView, PageError> {
    let appointing = Draft::of(ask, "appoint-to-unit").await?;
    let mut cards = Vec::with_capacity(people.len());
    for member in people {
        let draft = Draft::of(ask, format!("end-post-{}", member.post)).await?;
        cards.push(card(ask, unit, member, draft));
    }
    let cards = if cards.is_empty() {
        view! { <p class="soft">{t!("unit-nobody-hint")}</p> }.into_any()
    } else {
        view! { <ul class="columns">{cards}</ul> }.into_any()
    };
    let slug = unit.slug.clone();
    Ok(view! {
        <section>
            <h2>{t!("unit-people")}</h2>
            {cards}
            <FormFor ask=ask.clone() action={forms::url::<AppointToUnit>()} draft=appointing.clone()>
                <input type="hidden" name="unit" value=slug />
                <Field
                    draft=appointing
                    name="phone"
                    label=t!("unit-appoint")
                    hint=t!("unit-appoint-hint")
                    kind="tel"
                    inputmode="tel"
                    autocomplete="off"
                    button=view! { <button class="button">{t!("unit-appoint-do")}</button> }.into_any()
                />
            </FormFor>
        </section>
    }
    .into_any())
}

fn card(ask: &Ask, unit: &Unit, member: Member, draft: Draft) -> impl IntoView + use<> {
    let name = called(member.name);
    let sure = t!("unit-end-sure", name = name.as_str(), unit = words::unit(unit));
    view! {
        <li class="sheet">
            <h3><a href=format!("/admin/people/{}", member.person)>{name}</a></h3>
            <p class="digits">{member.phone}</p>
            <p class="soft">{t!("admin-person-since", day = words::day(member.since, ask.at))}</p>
            {ending(ask, member.post, sure, draft)}
        </li>
    }
}

/// A new unit, for one of the administrator's areas.
pub async fn new(ask: Ask, address: Address) -> Result<Page, PageError> {
    let draft = Draft::of(&ask, "add-unit").await?;
    let (search, found) =
        spots::by_name(&ask, &address, t!("unit-find-area"), t!("admin-grant-search-hint"), None).await?;
    let choices =
        spots::and_near(&ask, found, None).await?.into_iter().map(spots::choice).collect::<Vec<_>>();
    let body = view! {
        {crumbs(vec![(LIST, t!("unit-list"))], t!("unit-new"))}
        <h1>{t!("unit-new")}</h1>
        {search}
        <EditForm ask action={forms::url::<AddUnit>()} draft=draft.clone() button=t!("unit-add") list=LIST>
            <Choices draft=draft.clone() name="area" legend=t!("unit-area") hint=t!("unit-area-hint") choices />
            <ShortName draft=draft.clone() />
            {fields(&draft, None)}
        </EditForm>
    };
    Ok(Page::new(t!("unit-new"), body))
}

/// What is written on the unit's card.
fn fields(draft: &Draft, unit: Option<&Unit>) -> impl IntoView + use<> {
    let was = |of: fn(&Unit) -> String| unit.map(of).unwrap_or_default();
    let kinds =
        UnitKind::ALL.into_iter().map(|kind| (kind.name().to_owned(), words::unit_kind(kind))).collect();
    let hours = unit.map_or_else(OfficeHours::default, |unit| unit.hours.clone());
    let draft = draft.clone();
    view! {
        <Select draft=draft.clone() name="kind" label=t!("unit-kind") options=kinds value=was(|u| u.kind.name().to_owned()) />
        <Field draft=draft.clone() name="name_zh" label=t!("admin-name-zh") value=was(|u| u.name_zh.clone()) maxlength=80 />
        <Field draft=draft.clone() name="name_en" label=t!("admin-name-en") value=was(|u| u.name_en.clone()) maxlength=80 />
        <Field
            draft
            name="hours"
            label=t!("unit-hours")
            hint=t!("unit-hours-hint")
            value=hours.to_string()
            autocomplete="off"
            maxlength=60
        />
    }
}
