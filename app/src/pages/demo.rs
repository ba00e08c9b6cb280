//! `/demo`: the demo people by role, one tap to be any of them, and the codes that were sent last. Only on a server started
//! with `--demo`; everywhere else this page does not exist.

use desk::{
    Ask,
    identity::{DemoPerson, demo_people},
    messenger::LastCode,
};
use domain::Role;
use leptos::prelude::*;

use crate::{
    api::identity::DemoSignIn,
    forms::{Draft, url},
    page::{Address, Page, PageError},
    parts::FormFor,
    t, words,
};

/// So many of a role are shown at once; the others are folded away.
const SHOWN: usize = 4;

pub async fn demo(ask: Ask, _address: Address) -> Result<Page, PageError> {
    let people = demo_people(&ask).await?;
    let draft = Draft::of(&ask, "demo").await?;
    let codes = codes(&ask, ask.desk.messenger.last_codes());
    let groups = Role::ALL
        .map(|role| {
            let of_role: Vec<_> = people.iter().filter(|person| role_of(person) == role).cloned().collect();
            (!of_role.is_empty()).then(|| group(role, of_role))
        })
        .into_iter()
        .flatten()
        .collect_view();
    let body = view! {
        <h1>{t!("demo-title")}</h1>
        <p class="lead">{t!("demo-lead")}</p>
        {codes}
        <FormFor ask action={url::<DemoSignIn>()} draft>{groups}</FormFor>
    };
    Ok(Page::new(t!("demo-title"), body))
}

fn role_of(person: &DemoPerson) -> Role {
    person.post.map_or(Role::Resident, |post| post.role)
}

fn group(role: Role, mut people: Vec<DemoPerson>) -> impl IntoView {
    let rest = people.split_off(people.len().min(SHOWN));
    let more = (!rest.is_empty()).then(|| {
        let count = rest.len();
        view! {
            <details class="fold">
                <summary>{t!("demo-more", count = count)}</summary>
                <div class="row">{rest.into_iter().map(tap).collect_view()}</div>
            </details>
        }
    });
    view! {
        <section class="stack">
            <h2>{words::role(role)}</h2>
            <div class="row">{people.into_iter().map(tap).collect_view()}</div>
            {more}
        </section>
    }
}

/// One tap signs in as this person.
fn tap(person: DemoPerson) -> impl IntoView {
    view! {
        <button class="button" name="person" value=person.person.to_string()>
            {person.name}" "<small>{words::seat(&person.seat)}</small>
        </button>
    }
}

fn codes(ask: &Ask, codes: Vec<LastCode>) -> impl IntoView + use<> {
    let now = ask.at;
    (!codes.is_empty()).then(|| {
        let lines = codes
            .into_iter()
            .map(|sent| {
                view! { <dt>{sent.phone}</dt><dd><b>{sent.code}</b>" · "{words::when(sent.at, now)}</dd> }
            })
            .collect_view();
        view! { <section class="sheet"><h2>{t!("demo-codes")}</h2><dl class="facts">{lines}</dl></section> }
    })
}
