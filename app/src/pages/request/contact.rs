//! Who ordered, behind a mask; and the form that asks why somebody wants to see the whole of it.

use desk::{
    Ask,
    view::{Reader, Slip},
};
use leptos::prelude::*;

use crate::{
    api::request::ShowContact,
    forms::{self, Draft},
    page::PageError,
    parts::{FormFor, Select, Sign, person::spaced},
    t, words,
};

/// The resident's name and phone as this person may see them. Nothing for residents themselves.
pub(super) async fn contact(ask: &Ask, slip: &Slip) -> Result<Option<AnyView>, PageError> {
    if slip.reader == Reader::Resident {
        return Ok(None);
    }
    let resident = slip.resident.clone();
    let name = Some(resident.name).filter(|name| !name.is_empty()).unwrap_or_else(|| t!("role-resident"));
    let phone = if resident.whole {
        let href = format!("tel:{}", resident.phone);
        view! { <a class="phone" href=href><Sign name="phone" />{spaced(&resident.phone)}</a> }.into_any()
    } else {
        view! { <span class="phone"><Sign name="phone" />{resident.phone}</span> }.into_any()
    };
    let face: String = name.chars().take(1).collect();
    let show = if resident.may_show { Some(show(ask, slip).await?) } else { None };
    let until = resident.whole.then(|| view! { <p class="hint">{t!("contact-for-a-while")}</p> });
    Ok(Some(
        view! {
            <hr class="tear" />
            <section class="stack" aria-label=t!("contact-title")>
                <div class="person person--bare">
                    <span class="face" aria-hidden="true">{face}</span>
                    <b>{name}</b>
                    <span class="role">{t!("contact-role")}</span>
                    {phone}
                </div>
                {until}
                {show}
            </section>
        }
        .into_any(),
    ))
}

async fn show(ask: &Ask, slip: &Slip) -> Result<AnyView, PageError> {
    let draft = Draft::of(ask, "show-contact").await?;
    let open = draft.is_kept();
    let ask = ask.clone();
    let number = slip.request.number.digits();
    let mut options = vec![(String::new(), t!("contact-choose"))];
    options.extend(words::LOOK_REASONS.map(|reason| (reason.to_owned(), words::look_reason(reason))));
    Ok(view! {
        <details class="fold fold--bare" open=open>
            <summary>{t!("contact-show")}</summary>
            <div>
                <FormFor ask action={forms::url::<ShowContact>()} draft=draft.clone()>
                    <input type="hidden" name="number" value=number />
                    <Select
                        draft=draft.clone()
                        name="reason"
                        label=t!("contact-reason")
                        hint=t!("contact-logged")
                        options
                    />
                    <div class="actions"><button class="button">{t!("contact-show-now")}</button></div>
                </FormFor>
            </div>
        </details>
    }
    .into_any())
}
