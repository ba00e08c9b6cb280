//! The person who asks, as they see themselves.

use domain::Area;
use domain::{
    Post, PostId,
    text::{Line, Name},
};

use crate::{Ask, Error, Result};

/// One's own record. The name and the address are one's own to read; the phone stays masked even here, because
/// others look over shoulders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Me {
    pub name: Option<Name>,
    pub phone: String,
    pub home: Option<Area>,
    pub building: Option<Line>,
    pub door: Option<Line>,
    pub locale: Option<String>,
    /// The posts held, to switch between; none of them is acted in while one is a resident.
    pub posts: Vec<HeldPost>,
}

/// A post one holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPost {
    pub id: PostId,
    pub post: Post,
    pub area_name: String,
    pub is_acting: bool,
}

/// Reads one's own record.
pub async fn me(ask: &Ask) -> Result<Me> {
    let actor = ask.actor()?;
    let mut c = ask.read().await?;
    let person = store::person::find(&mut c, actor.person).await?.ok_or(Error::NotFound)?;
    let mut posts = Vec::new();
    for held in store::post::of_person(&mut c, actor.person).await? {
        let area = store::area::find(&mut c, held.post.area).await?;
        posts.push(HeldPost {
            id: held.id,
            post: held.post,
            area_name: area.map_or_else(|| held.post.area.to_string(), |entry| entry.name),
            is_acting: actor.post == Some(held.post),
        });
    }
    let (home, building, door) =
        person.home.map_or((None, None, None), |home| (Some(home.area), home.building, home.door));
    Ok(Me {
        name: person.name,
        phone: person.phone.masked(),
        home,
        building,
        door,
        locale: person.locale,
        posts,
    })
}
