//! `/signin`: a phone, then the code that was sent to it. Knows only whether this browser waits for a code, so the answer
//! is the same for every number.

use desk::{
    Ask,
    identity::{CodeSent, code_sent},
};
use leptos::prelude::*;

use crate::{
    api::identity::{SendCode, SignIn},
    context::{encoded, local_path},
    forms::{Draft, url},
    page::{Address, Page, PageError},
    parts::{Field, FormFor},
    t, words,
};

pub async fn sign_in(ask: Ask, address: Address) -> Result<Page, PageError> {
    let asked = address.query("to");
    let to = asked.as_deref().and_then(local_path).unwrap_or("/").to_owned();
    if ask.visitor.actor.is_some() {
        return Err(PageError::SeeOther(to));
    }
    let step = match code_sent(&ask).await? {
        // Whoever wants to change the number changes the one they typed.
        Some(sent) if address.query("step").as_deref() == Some("phone") => {
            phone(&ask, to.clone(), sent.number.into()).await?
        }
        Some(sent) => code(&ask, sent, to.clone()).await?,
        None => phone(&ask, to.clone(), String::new()).await?,
    };
    // Somebody who is sent here from a form or a page wants to know why.
    let typed = to.contains("again=");
    let why = (to != "/").then(|| if typed { t!("sign-in-why-typed") } else { t!("sign-in-why") });
    let why = why.map(|why| view! { <p class="lead">{why}</p> });
    let body = view! {
        <h1>{t!("sign-in-title")}</h1>
        {why}
        {step}
    };
    Ok(Page::new(t!("sign-in-title"), body).narrow())
}

async fn phone(ask: &Ask, to: String, typed: String) -> Result<AnyView, PageError> {
    let draft = Draft::of(ask, "send-code").await?;
    let demo = ask.desk.demo.then(|| view! { <p><a href="/demo">{t!("sign-in-demo")}</a></p> });
    let form = view! {
        <FormFor ask=ask.clone() action={url::<SendCode>()} draft=draft.clone()>
            <input type="hidden" name="to" value=to />
            <Field
                draft
                name="phone"
                label=t!("sign-in-phone")
                hint=t!("sign-in-phone-hint")
                value=typed
                kind="tel"
                inputmode="tel"
                autocomplete="tel-national"
                maxlength=40
            />
            <div class="actions"><button class="button button--main button--wide">{t!("sign-in-send")}</button></div>
        </FormFor>
        {demo}
    };
    Ok(form.into_any())
}

async fn code(ask: &Ask, sent: CodeSent, to: String) -> Result<AnyView, PageError> {
    let draft = Draft::of(ask, "sign-in").await?;
    // Rounded up: a minute that has begun is still good.
    let minutes = words::length(sent.runs_out_at.plus_seconds(59).minutes_since(ask.at));
    let again = format!("/signin?step=phone&to={}", encoded(&to));
    let demo = ask.desk.demo.then(|| view! { <p><a href="/demo">{t!("sign-in-demo-codes")}</a></p> });
    let form = view! {
        <p>{t!("sign-in-sent", phone = sent.phone, minutes = minutes)}</p>
        <FormFor ask=ask.clone() action={url::<SignIn>()} draft=draft.clone()>
            <input type="hidden" name="to" value=to />
            <Field
                draft
                name="code"
                label=t!("sign-in-code")
                class="code-input"
                inputmode="numeric"
                autocomplete="one-time-code"
                maxlength=40
            />
            <div class="actions">
                <button class="button button--main">{t!("sign-in-enter")}</button>
                <a class="button button--quiet" href=again>{t!("sign-in-again")}</a>
            </div>
        </FormFor>
        {demo}
    };
    Ok(form.into_any())
}
