//! The person who asks, as they see themselves.

use domain::{
    Actor, Area, Post, PostId,
    text::{Line, Name},
};
use store::Conn;

use crate::{Ask, Error, Result, place::Seat};

/// One's own record. The name and the address are one's own to read; the phone stays masked even here, because
/// others look over shoulders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    pub name: Option<Name>,
    pub phone: String,
    pub home: Option<Area>,
    pub building: Option<Line>,
    pub door: Option<Line>,
    /// The posts held, to switch between; none of them is acted in while one is a resident.
    pub posts: Vec<HeldPost>,
}

/// A post one holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPost {
    pub id: PostId,
    pub post: Post,
    pub seat: Seat,
    pub is_acting: bool,
}

/// Reads one's own record.
pub async fn me(ask: &Ask) -> Result<Me> {
    let actor = ask.actor()?;
    let mut c = ask.read().await?;
    let person = store::person::find(&mut c, actor.person).await?.ok_or(Error::NotFound)?;
    let posts = held(&mut c, actor).await?;
    let (home, building, door) =
        person.home.map_or((None, None, None), |home| (Some(home.area), home.building, home.door));
    Ok(Me { name: person.name, phone: person.phone.masked(), home, building, door, posts })
}

/// The posts one holds, the longest held first.
pub async fn posts(ask: &Ask) -> Result<Vec<HeldPost>> {
    held(&mut ask.read().await?, ask.actor()?).await
}

async fn held(c: &mut Conn, actor: Actor) -> Result<Vec<HeldPost>> {
    let mut posts = Vec::new();
    for held in store::post::of_person(c, actor.person).await? {
        posts.push(HeldPost {
            id: held.id,
            post: held.post,
            seat: Seat::of(c, held.post).await?,
            is_acting: actor.post == Some(held.post),
        });
    }
    Ok(posts)
}
