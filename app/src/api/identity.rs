//! Forms about who one is: signing in and out.

use domain::{PersonId, Role};
use leptos::prelude::*;

use crate::{
    context::{caller, encoded},
    forms::{Done, Form, Next, Spec, submit},
    notice, t,
};

/// Sends a code to a phone.
#[server(prefix = "/do", endpoint = "send-code")]
pub async fn send_code() -> Done {
    submit(Spec::new("send-code").in_session(), |ask, form| async move {
        // The gateway's message is read on a phone that shows the number alone, so it says who sends it.
        let wording = t!("sign-in-message", code = "{code}");
        desk::identity::send_code(&ask, &form.text("phone"), &caller().address, &wording).await?;
        Ok(Next::to(format!("/signin?step=code&to={}", encoded(&to(&form)))))
    })
    .await
}

/// Signs in with the code that was sent, and goes on to where it was needed.
#[server(prefix = "/do", endpoint = "sign-in")]
pub async fn sign_in() -> Done {
    submit(Spec::new("sign-in").forgetting("code"), |ask, form| async move {
        let signed_in = desk::identity::sign_in(&ask, &form.text("code"), &caller().agent).await?;
        Ok(Next::to(to(&form)).with_session(signed_in.token))
    })
    .await
}

/// Signs out of this browser.
#[server(prefix = "/do", endpoint = "sign-out")]
pub async fn sign_out() -> Done {
    submit(Spec::new("sign-out"), |ask, _| async move {
        desk::identity::sign_out(&ask).await?;
        Ok(Next::to("/").told(notice!("notice-signed-out")).without_session())
    })
    .await
}

/// Signs in as one of the demo people, and goes to where such people work.
#[server(prefix = "/do", endpoint = "demo-sign-in")]
pub async fn demo_sign_in() -> Done {
    submit(Spec::new("demo"), |ask, form| async move {
        let person: PersonId = form.part("person")?;
        let signed_in = desk::identity::demo_sign_in(&ask, person, &caller().agent).await?;
        let role = signed_in.visitor.actor.map_or(Role::Resident, |actor| actor.role());
        Ok(Next::to(workplace(role)).with_session(signed_in.token))
    })
    .await
}

fn to(form: &Form) -> String {
    form.optional("to").unwrap_or_else(|| "/".to_owned())
}

/// Where people of a role find what waits for them.
pub fn workplace(role: Role) -> &'static str {
    match role {
        Role::Resident => "/",
        Role::Volunteer | Role::PartyVolunteer => "/hall",
        Role::GridWorker | Role::GridLeader | Role::Staff => "/desk",
        Role::ShopKeeper => "/counter",
        Role::Moderator | Role::Administrator => "/admin",
    }
}
