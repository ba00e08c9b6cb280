//! One case type: what is in force, its versions, changing it, retiring it; and a new one.

use desk::{
    Ask,
    admin::{
        rules,
        services::{Known, Written, known},
    },
    catalogue::{Typed, review::Told},
};
use domain::{
    Timestamp,
    catalogue::{Standing, Verdict},
    points::Rule,
};
use leptos::prelude::*;

use super::{
    super::{
        crumbs,
        edit::{EditForm, RetireFold},
    },
    LIST,
    fields::fields,
    limits, name, tags,
};
use crate::{
    api::services::{AddService, ChangeService, RetireService, TakeBackService},
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{DoForm, Time},
    t, words,
};

/// One case type.
pub async fn service(ask: Ask, address: Address) -> Result<Page, PageError> {
    let slug: String = address.part("slug")?;
    let Known { service, versions } = known(&ask, &slug).await?;
    let draft = Draft::of(&ask, "change-service").await?;
    let retiring = Draft::of(&ask, "retire-service").await?;
    let title = name(&service);
    let about = ("service", slug.clone());
    let retired = service.retired;
    let (heading, hint, button) = if retired {
        (t!("type-restore"), t!("type-restore-hint"), t!("type-restore-do"))
    } else {
        (t!("type-retire"), t!("type-retire-hint"), t!("type-retire-do"))
    };
    let waits = versions.iter().any(|version| version.service.standing() == Standing::InReview);
    let take_back = if waits { Some(take_back(&ask, &slug).await?) } else { None };
    let typed = Typed::of(&service, "");
    let change = (!waits).then(|| {
        view! {
            <section>
                <h2>{t!("type-change")}</h2>
                <p>{t!("type-change-hint")}</p>
                <EditForm ask=ask.clone() action={forms::url::<ChangeService>()} draft=draft.clone() about=about.clone() list=LIST>
                    {fields(&draft, typed, false)}
                </EditForm>
            </section>
        }
    });
    let retire = (service.standing() != Standing::Declined).then(|| {
        view! {
            <RetireFold
                ask=ask.clone()
                action={forms::url::<RetireService>()}
                draft=retiring
                about
                retired
                heading
                hint
                button
            />
        }
    });
    let tags = tags(&service, waits);
    let duties = format!("/admin/responsibility?service={slug}");
    let body = view! {
        {crumbs(vec![(LIST, t!("type-list"))], title.clone())}
        <h1>{title.clone()}</h1>
        <p class="row"><span class="tag tag--line">{t!("type-version", version = service.version)}</span>{tags}</p>
        <dl class="facts">
            <dt>{t!("type-accept")}</dt><dd>{words::limit(service.accept_within)}</dd>
            <dt>{t!("type-finish")}</dt><dd>{words::limit(service.finish_within)}</dd>
            <dt>{t!("type-helpers")}</dt><dd>{words::helpers(service.helpers)}</dd>
            <dt>{t!("type-open-when")}</dt><dd>{service.open_when.clone()}</dd>
            <dt>{t!("type-close-when")}</dt><dd>{service.close_when.clone()}</dd>
            <dt>{t!("duty-list")}</dt><dd><a href=duties>{t!("type-duties")}</a></dd>
        </dl>
        {take_back}
        {history(versions, ask.at)}
        {change}
        {retire}
    };
    Ok(Page::new(title, body))
}

/// The fold that takes back what waits for its review.
async fn take_back(ask: &Ask, slug: &str) -> Result<impl IntoView + use<>, PageError> {
    let draft = Draft::of(ask, "take-back-service").await?;
    let about = vec![("service", slug.to_owned())];
    let open = draft.is_kept();
    Ok(view! {
        <details class="fold" open=open>
            <summary>{t!("type-take-back")}</summary>
            <div class="stack">
                <p>{t!("type-take-back-hint")}</p>
                <DoForm ask=ask.clone() action={forms::url::<TakeBackService>()} draft about>
                    <button class="button button--danger">{t!("type-take-back-do")}</button>
                </DoForm>
            </div>
        </details>
    })
}

/// The versions, and what their reviewers said.
fn history(versions: Vec<Written>, now: Timestamp) -> impl IntoView {
    let lines = versions
        .into_iter()
        .map(|Written { service, at, review }| {
            let standing = match service.standing() {
                Standing::Retired => t!("type-superseded"),
                standing @ (Standing::InForce | Standing::InReview | Standing::Declined) => {
                    words::standing_of_type(standing)
                }
            };
            let limits = limits(&service);
            view! {
                <li class="sheet">
                    <h3>{t!("type-version", version = service.version)}" · "{standing}</h3>
                    <p class="soft">{at.map(|at| view! { <Time at now />" · " })}{limits}</p>
                    {review.map(|told| verdicts(told, now))}
                </li>
            }
        })
        .collect_view();
    view! { <section><h2>{t!("type-versions")}</h2><ol class="stack">{lines}</ol></section> }
}

/// Who proposed it, and what each reviewer said.
pub fn verdicts(told: Told, now: Timestamp) -> impl IntoView {
    let lines = told
        .reviewers
        .into_iter()
        .map(|(name, said)| match said {
            None => view! { <li>{t!("review-waits-for", name = name)}</li> }.into_any(),
            Some(said) => {
                let words = match said.verdict {
                    Verdict::Agrees => t!("review-agreed", name = name),
                    Verdict::Objects { reason } => {
                        t!("review-objected", name = name, reason = reason.as_str())
                    }
                };
                view! { <li>{words}" "<span class="soft"><Time at=said.at now /></span></li> }.into_any()
            }
        })
        .collect_view();
    view! { <p>{t!("review-proposed", name = told.proposer)}</p><ul>{lines}</ul> }
}

/// A new case type.
pub async fn new(ask: Ask, _address: Address) -> Result<Page, PageError> {
    let helped = rules::list(&ask).await?.into_iter().find(|terms| terms.rule == Rule::Helped);
    let points = helped.map(|terms| terms.points.to_string()).unwrap_or_default();
    let draft = Draft::of(&ask, "add-service").await?;
    let body = view! {
        {crumbs(vec![(LIST, t!("type-list"))], t!("type-new"))}
        <h1>{t!("type-new")}</h1>
        <EditForm ask action={forms::url::<AddService>()} draft=draft.clone() button=t!("type-add") list=LIST>
            {fields(&draft, Typed { points, ..Typed::default() }, true)}
        </EditForm>
    };
    Ok(Page::new(t!("type-new"), body))
}
