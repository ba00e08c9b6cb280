//! Forms about oneself: the profile, the post acted in, the browsers where one is signed in.

use desk::{
    Error,
    identity::{self, Profile},
    inbox,
};
use domain::{RequestNumber, Role};
use leptos::prelude::*;

use super::identity::landing;
use crate::{
    forms::{Done, Next, Spec, submit},
    notice,
};

/// Writes down a name and an address, as they were typed.
#[server(prefix = "/do", endpoint = "set-profile")]
pub async fn set_profile() -> Done {
    submit(Spec::new("profile"), |ask, form| async move {
        let profile = Profile {
            name: form.text("name"),
            grid: form.text("grid"),
            building: form.text("building"),
            door: form.text("door"),
        };
        identity::set_profile(&ask, profile).await?;
        Ok(Next::to("/me").told(notice!("notice-profile")))
    })
    .await
}

/// Sets the number at which everybody can call somebody who serves: oneself, or a person one administers.
#[server(prefix = "/do", endpoint = "set-public-phone")]
pub async fn set_public_phone() -> Done {
    submit(Spec::new("public-phone"), |ask, form| async move {
        let person = form.optional("person").map(|_| form.part("person")).transpose()?;
        identity::set_public_phone(&ask, person, &form.text("public_phone")).await?;
        Ok(Next::back().told(notice!("notice-public-phone")))
    })
    .await
}

/// Acts in another post from now on, or as a resident.
#[server(prefix = "/do", endpoint = "switch-post")]
pub async fn switch_post() -> Done {
    submit(Spec::new("post"), |ask, form| async move {
        let post = match form.optional("post") {
            Some(_) => Some(form.parsed("post")?),
            None => None,
        };
        let post = identity::switch_post(&ask, post).await?;
        let role = post.map_or(Role::Resident, |post| post.role);
        // On the way to a page that was for another post; a message that led there is read now.
        let to = form.optional("to").unwrap_or_else(|| landing(role).to_owned());
        if let Some(number) = slip_of(&to) {
            match inbox::open(&ask.acting_in(post), number).await {
                Ok(_) | Err(Error::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Next::to(to).told(notice!("notice-post")))
    })
    .await
}

/// The slip to whose page a path leads.
fn slip_of(path: &str) -> Option<RequestNumber> {
    path.strip_prefix("/r/")?.split(['/', '?']).next()?.parse().ok()
}

/// Ends one of the person's sessions.
#[server(prefix = "/do", endpoint = "end-session")]
pub async fn end_session() -> Done {
    submit(Spec::new("session"), |ask, form| async move {
        identity::end_session(&ask, form.part("session")?).await?;
        Ok(Next::to("/me/sessions").told(notice!("notice-session")))
    })
    .await
}

/// Ends all of them but this one.
#[server(prefix = "/do", endpoint = "end-other-sessions")]
pub async fn end_other_sessions() -> Done {
    submit(Spec::new("other-sessions"), |ask, _| async move {
        let ended = identity::end_other_sessions(&ask).await?;
        Ok(Next::to("/me/sessions").told(notice!("notice-sessions", ended = ended)))
    })
    .await
}
