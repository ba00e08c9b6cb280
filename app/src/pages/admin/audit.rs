//! `/admin/audit`: who changed what, newest first; the filter stays in the address.

use desk::{
    Ask,
    admin::audit::{Look, Told, Trail, trail},
};
use domain::Timestamp;
use leptos::prelude::*;

use super::{crumbs, verbs};
use crate::{
    context::encoded,
    page::{Address, Page, PageError},
    parts::{Pager, Picture, Time, page_of},
    t, words,
};

/// The trail of the administrator's area.
pub async fn audit(ask: Ask, address: Address) -> Result<Page, PageError> {
    let page = page_of(&address);
    let (verb, subject, day) = (address.query("verb"), address.query("subject"), address.query("day"));
    let look = Look {
        verb: verb.clone().unwrap_or_default(),
        subject: subject.clone().unwrap_or_default(),
        day: day.as_deref().and_then(Timestamp::of_day),
    };
    let asked = look != Look::default();
    let Trail { lines, more } = trail(&ask, look, page).await?;
    let list = if lines.is_empty() {
        view! {
            <div class="empty"><Picture name="not-found" /><h2>{t!("admin-audit-none")}</h2></div>
        }
        .into_any()
    } else {
        let rows = lines.into_iter().map(|told| row(told, ask.at)).collect_view();
        view! {
            <table class="table cards">
                <caption>{t!("admin-audit-caption")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("admin-audit-what")}</th>
                        <th scope="col">{t!("admin-audit-when")}</th>
                        <th scope="col">{t!("admin-audit-who")}</th>
                        <th scope="col">{t!("admin-audit-where")}</th>
                        <th scope="col">{t!("admin-audit-subject")}</th>
                        <th scope="col">{t!("admin-audit-detail")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <Pager page more />
        }
        .into_any()
    };
    let options = verbs::all()
        .into_iter()
        .map(|(name, words)| {
            let selected = verb.as_deref() == Some(name);
            view! { <option value=name selected=selected>{words}</option> }
        })
        .collect_view();
    let body = view! {
        {crumbs(vec![], t!("admin-audit"))}
        <h1>{t!("admin-audit")}</h1>
        <p class="lead">{t!("admin-audit-lead")}</p>
        <form class="sentence" method="get" action="/admin/audit">
            {t!("admin-audit-see")}
            <input type="date" name="day" value=day aria-label=t!("admin-audit-day") />
            {t!("admin-audit-done")}
            <select name="verb" aria-label=t!("admin-audit-what")>
                <option value="">{t!("admin-audit-any")}</option>
                {options}
            </select>
            {t!("admin-audit-about")}
            <input
                name="subject"
                value=subject
                placeholder=t!("admin-audit-anything")
                aria-label=t!("admin-audit-subject")
                maxlength="60"
            />
            <button class="button">{t!("admin-see")}</button>
            {asked.then(|| view! { <a class="button button--quiet" href="/admin/audit">{t!("admin-audit-all")}</a> })}
        </form>
        <section>{list}</section>
    };
    Ok(Page::new(t!("admin-audit"), body))
}

fn row(told: Told, now: Timestamp) -> impl IntoView {
    let Told { line, who, area_name } = told;
    let who = match who {
        Some(name) => format!("{name} · {}", words::role(line.role)),
        None => t!("admin-audit-nobody"),
    };
    let same = format!("/admin/audit?subject={}", encoded(&line.subject));
    view! {
        <tr>
            <th scope="row">{verbs::said(&line.verb)}</th>
            <td data-label=t!("admin-audit-when")><Time at=line.at now /></td>
            <td data-label=t!("admin-audit-who")>{who}</td>
            <td data-label=t!("admin-audit-where")>{area_name}</td>
            <td data-label=t!("admin-audit-subject")><a class="digits" href=same>{subject(&line.subject)}</a></td>
            <td data-label=t!("admin-audit-detail")>{line.detail}</td>
        </tr>
    }
}

/// An id is long; its last letters tell it from the others on the page.
fn subject(subject: &str) -> String {
    match subject.split_once(':') {
        Some((kind, id)) if id.len() == 36 => format!("{kind}:…{}", &id[28..]),
        _ => subject.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_id_is_shortened_and_a_number_is_not() {
        for (whole, short) in [
            ("person:0193a7c0-0000-7000-8000-0123456789ab", "person:…456789ab"),
            ("request:2632504829137", "request:2632504829137"),
            ("service:repair-light", "service:repair-light"),
        ] {
            assert_eq!(super::subject(whole), short);
        }
    }
}
