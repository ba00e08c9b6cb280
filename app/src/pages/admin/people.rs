//! `/admin/people` and `/admin/people/{id}`: who there is, and the posts they hold.

use desk::{
    Ask,
    admin::people::{HeldLine, People, PersonLine, kept_search, people as find, person as one},
};
use domain::{PersonId, PostId, Role};
use leptos::prelude::*;

use super::{crumbs, spots, way};
use crate::{
    api::admin::{EndPost, FindPeople, GrantPost},
    forms::{self, Draft},
    page::{Address, Page, PageError},
    pages::me::public_phone::public_phone,
    parts::{Choices, DoForm, Field, FormFor, Pager, Picture, Select, Sign, page_of},
    t, words,
};

/// People, by name or phone. What was searched for is kept with the session, because names stand in no address.
pub async fn people(ask: Ask, address: Address) -> Result<Page, PageError> {
    let page = page_of(&address);
    let searched = match address.query("found") {
        Some(_) => kept_search(&ask).await?,
        None => String::new(),
    };
    let People { lines, more } = find(&ask, &searched, page).await?;
    let draft = Draft::of(&ask, "find-people").await?;
    let all = (!searched.is_empty()).then(|| {
        view! { <p><a href="/admin/people">{t!("admin-people-all")}</a></p> }
    });
    let list = if lines.is_empty() {
        view! {
            <div class="empty">
                <Picture name="not-found" />
                <h2>{t!("admin-people-none")}</h2>
                <p>{t!("admin-people-none-hint")}</p>
            </div>
        }
        .into_any()
    } else {
        let rows = lines.into_iter().map(row).collect_view();
        view! {
            <table class="table cards">
                <caption>{t!("admin-people-caption")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("admin-people-name")}</th>
                        <th scope="col">{t!("admin-people-phone")}</th>
                        <th scope="col">{t!("admin-people-posts")}</th>
                        <th scope="col">{t!("admin-people-joined")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <Pager page more />
        }
        .into_any()
    };
    let body = view! {
        {crumbs(vec![], t!("admin-people"))}
        <h1>{t!("admin-people")}</h1>
        <FormFor ask action={forms::url::<FindPeople>()} draft=draft.clone()>
            <Field
                draft
                name="query"
                label=t!("admin-people-search")
                hint=t!("admin-people-search-hint")
                value=searched
                optional=true
                autocomplete="off"
                maxlength=40
                button=view! { <button class="button"><Sign name="search" />{t!("admin-search")}</button> }.into_any()
            />
        </FormFor>
        <div class="row">
            {all}
            <a class="button last" href="/admin/people/new">{t!("admin-people-new")}</a>
        </div>
        <section>{list}</section>
    };
    Ok(Page::new(t!("admin-people"), body))
}

/// The name, or that none was given.
pub(super) fn called(name: String) -> String {
    if name.is_empty() { t!("admin-person-nameless") } else { name }
}

fn row(person: PersonLine) -> impl IntoView {
    let posts = if person.posts.is_empty() {
        words::role(Role::Resident)
    } else {
        let said = |held: &HeldLine| format!("{} {}", words::seat(&held.seat), words::role(held.post.role));
        person.posts.iter().map(said).collect::<Vec<_>>().join(&t!("admin-and"))
    };
    let joined = person.joined_at.civil().date().to_string();
    view! {
        <tr>
            <th scope="row"><a href=format!("/admin/people/{}", person.id)>{called(person.name)}</a></th>
            <td data-label=t!("admin-people-phone") class="digits">{person.phone}</td>
            <td data-label=t!("admin-people-posts")>{posts}</td>
            <td data-label=t!("admin-people-joined")>{joined}</td>
        </tr>
    }
}

/// One person: the posts they hold, and giving them another.
pub async fn person(ask: Ask, address: Address) -> Result<Page, PageError> {
    let id: PersonId = address.part("id")?;
    let person = one(&ask, id).await?;
    let home = match person.home {
        Some(home) => desk::place::area(&ask, home).await.ok().map(|place| way(&place.path)),
        None => None,
    };
    let mut posts = Vec::with_capacity(person.posts.len());
    for held in person.posts {
        let draft = Draft::of(&ask, format!("end-post-{}", held.id)).await?;
        posts.push(post(&ask, held, draft));
    }
    let held = if posts.is_empty() {
        view! { <p class="soft">{t!("admin-person-no-post")}</p> }.into_any()
    } else {
        view! { <ul class="columns">{posts}</ul> }.into_any()
    };
    let grant = grant(&ask, &address, person.home, Some(id)).await?;
    let public_phone = public_phone(&ask, Some(id)).await?;
    let name = called(person.name);
    let body = view! {
        {crumbs(vec![("/admin/people", t!("admin-people"))], name.clone())}
        <h1>{name.clone()}</h1>
        <dl class="facts">
            <dt>{t!("admin-people-phone")}</dt><dd class="digits">{person.phone}</dd>
            {home.map(|home| view! { <dt>{t!("admin-person-home")}</dt><dd>{home}</dd> })}
            <dt>{t!("admin-people-joined")}</dt><dd>{words::day(person.joined_at, ask.at)}</dd>
        </dl>
        <section><h2>{t!("admin-person-posts")}</h2>{held}</section>
        {public_phone}
        <section><h2>{t!("admin-person-grant")}</h2>{grant}</section>
    };
    Ok(Page::new(name, body))
}

/// A post that is held, and ending it after a second look.
fn post(ask: &Ask, held: HeldLine, draft: Draft) -> AnyView {
    let (role, seat) = (words::role(held.post.role), words::seat(&held.seat));
    let sure = t!("admin-person-end-sure", role = role.as_str(), area = seat.as_str());
    let end = held.may_end.then(|| ending(ask, held.id, sure, draft));
    view! {
        <li class="sheet">
            <h3>{role}</h3>
            <p>{seat}</p>
            <p class="soft">{t!("admin-person-since", day = words::day(held.since, ask.at))}</p>
            {end}
        </li>
    }
    .into_any()
}

/// The fold that ends a post after a second look: `sure` says what then happens.
pub(super) fn ending(ask: &Ask, post: PostId, sure: String, draft: Draft) -> impl IntoView + use<> {
    let about = vec![("post", post.to_string())];
    let open = draft.is_kept();
    view! {
        <details class="fold fold--bare" open=open>
            <summary>{t!("admin-person-end")}</summary>
            <div class="stack">
                <p>{sure}</p>
                <DoForm ask=ask.clone() action={forms::url::<EndPost>()} draft about>
                    <button class="button button--danger"><Sign name="warn" />{t!("admin-person-end-do")}</button>
                </DoForm>
            </div>
        </details>
    }
}

/// A post for a phone that may never have signed in.
pub async fn new(ask: Ask, address: Address) -> Result<Page, PageError> {
    let grant = grant(&ask, &address, None, None).await?;
    let body = view! {
        {crumbs(vec![("/admin/people", t!("admin-people"))], t!("admin-people-new"))}
        <h1>{t!("admin-people-new")}</h1>
        <p class="lead">{t!("admin-people-new-lead")}</p>
        {grant}
    };
    Ok(Page::new(t!("admin-people-new"), body).narrow())
}

/// The form that gives a post. Where: the areas nearest at hand, and those a search by name found.
async fn grant(
    ask: &Ask,
    address: &Address,
    home: Option<domain::Area>,
    person: Option<PersonId>,
) -> Result<AnyView, PageError> {
    let draft = Draft::of(ask, "grant-post").await?;
    let (search, found) =
        spots::by_name(ask, address, t!("admin-grant-search"), t!("admin-grant-search-hint"), None).await?;
    let spots = spots::and_near(ask, found, home).await?;
    let choices = spots.into_iter().map(spots::choice).collect();
    let roles = Role::ALL
        .into_iter()
        .filter(|role| *role != Role::Resident && !role.for_a_unit())
        .map(|role| (role.name().to_owned(), words::role(role)))
        .collect();
    let to = match person {
        Some(id) => view! { <input type="hidden" name="person" value=id.to_string() /> }.into_any(),
        None => view! {
            <Field
                draft=draft.clone()
                name="phone"
                label=t!("admin-grant-phone")
                hint=t!("admin-grant-phone-hint")
                kind="tel"
                inputmode="tel"
                autocomplete="off"
            />
        }
        .into_any(),
    };
    Ok(view! {
        {search}
        <FormFor ask=ask.clone() action={forms::url::<GrantPost>()} draft=draft.clone()>
            {to}
            <Select draft=draft.clone() name="role" label=t!("admin-grant-role") options=roles />
            <Choices draft name="area" legend=t!("admin-grant-area") choices class="choices--list" />
            <p class="soft">{t!("admin-grant-note")}</p>
            <div class="actions"><button class="button button--main">{t!("admin-grant-do")}</button></div>
        </FormFor>
    }
    .into_any())
}
