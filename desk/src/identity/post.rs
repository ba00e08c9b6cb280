//! Switching between the posts one holds.

use domain::{Post, PostId};

use crate::{Ask, Error, Result};

/// Lets the person act in one of the posts they hold, or (`None`) as a resident, in this browser from now on. Gives the
/// post they act in then.
pub async fn switch_post(ask: &Ask, to: Option<PostId>) -> Result<Option<Post>> {
    let mut w = ask.begin_setting("switch_post").await?;
    let (person, session) = (ask.person()?, ask.visitor.session.ok_or(Error::SignInFirst)?);
    let mut post = None;
    if let Some(id) = to {
        let held = store::post::of_person(&mut w, person).await?;
        let held = held.into_iter().find(|held| held.id == id).ok_or(Error::NotFound)?;
        post = Some(held.post);
    }
    store::session::act_in(&mut w, session, person, to).await?;
    let subject = to.map_or_else(|| format!("person:{person}"), |id| format!("post:{id}"));
    w.audit(post.map(|post| post.area), subject, None);
    w.done().await?;
    Ok(post)
}
