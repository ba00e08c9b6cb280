//! Forms about who one is: signing in and out.

use desk::identity::SignedIn;
use domain::{PersonId, Role};
use leptos::prelude::*;

use super::settings::agree_on_language;
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
        desk::identity::send_code(&ask, &form.text("phone"), &wording).await?;
        Ok(Next::to(format!("/signin?step=code&to={}", encoded(&to(&form)))))
    })
    .await
}

/// Signs in with the code that was sent, and goes on to where it was needed.
#[server(prefix = "/do", endpoint = "sign-in")]
pub async fn sign_in() -> Done {
    submit(Spec::new("sign-in").forgetting("code"), |ask, form| async move {
        let signed_in = desk::identity::sign_in(&ask, &form.text("code"), &caller().agent).await?;
        agree_on_language(&ask, &signed_in).await;
        let to = form.optional("to").filter(|to| to != "/");
        let to = to.unwrap_or_else(|| landing(role(&signed_in)).to_owned());
        Ok(Next::to(to).with_session(signed_in.token).known_by(signed_in.browser))
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
        Ok(Next::to(workplace(role(&signed_in))).with_session(signed_in.token))
    })
    .await
}

fn to(form: &Form) -> String {
    form.optional("to").unwrap_or_else(|| "/".to_owned())
}

fn role(signed_in: &SignedIn) -> Role {
    signed_in.visitor.actor.map_or(Role::Resident, |actor| actor.role())
}

/// Where somebody of a role begins who was on the way to nowhere else: at the front door, but who acts for a unit has come
/// for what it was given.
pub fn landing(role: Role) -> &'static str {
    if role.for_a_unit() { workplace(role) } else { "/" }
}

/// Where people of a role find what waits for them.
pub fn workplace(role: Role) -> &'static str {
    match role {
        Role::Resident => "/",
        Role::Volunteer | Role::PartyVolunteer => "/hall",
        Role::GridWorker | Role::GridLeader | Role::Staff => "/desk",
        Role::UnitWorker => "/unit",
        Role::ShopKeeper => "/counter",
        Role::Moderator | Role::Administrator => "/admin",
    }
}
