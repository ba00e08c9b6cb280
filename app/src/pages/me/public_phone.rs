//! The number at which everybody can call somebody who serves, and the form that sets it.

use desk::{Ask, identity};
use domain::PersonId;
use leptos::prelude::*;

use crate::{
    api::me::SetPublicPhone,
    forms::{self, Draft},
    page::PageError,
    parts::{Field, FormFor},
    t,
};

/// A section with the form, if whoever asks may set this number: their own, or that of `person`.
pub async fn public_phone(ask: &Ask, person: Option<PersonId>) -> Result<Option<AnyView>, PageError> {
    let Some(kept) = identity::public_phone(ask, person).await? else { return Ok(None) };
    let draft = Draft::of(ask, "public-phone").await?;
    let person =
        person.map(|person| view! { <input type="hidden" name="person" value=person.to_string() /> });
    let form = view! {
        <section>
            <h2>{t!("me-public-phone")}</h2>
            <FormFor ask=ask.clone() action={forms::url::<SetPublicPhone>()} draft=draft.clone()>
                {person}
                <Field
                    draft
                    name="public_phone"
                    label=t!("me-public-phone-label")
                    hint=t!("me-public-phone-hint")
                    value=kept.unwrap_or_default()
                    kind="tel"
                    inputmode="tel"
                    maxlength=40
                    optional=true
                />
                <div class="actions"><button class="button">{t!("me-public-phone-save")}</button></div>
            </FormFor>
        </section>
    };
    Ok(Some(form.into_any()))
}
