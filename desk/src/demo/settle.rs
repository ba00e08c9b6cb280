//! The district before anything happens in it: divisions and grids, units, people in their posts, the menu, the shelves.

use domain::{
    Actor, Area, PersonId, Post, Role, Timestamp, Unit,
    catalogue::{Admission, Service},
    shop::Item,
    text::Line,
};
use store::{area::Entry, person::Home};

use super::{
    DemoError,
    data::{Data, wrong},
    units,
};
use crate::{Ask, Error, Visitor, admin::words, catalogue::Version, import, poster, writing::Writing};

/// Somebody of the demo district.
pub(super) struct Person {
    pub id: PersonId,
    pub home: Area,
    pub building: Line,
    pub door: Option<Line>,
    pub posts: Vec<Post>,
}

impl Person {
    /// An ask of this person in this post, at the time of `ask`.
    pub fn asks(&self, ask: &Ask, post: Option<Post>, at: Timestamp) -> Ask {
        let actor = Some(Actor { person: self.id, post });
        Ask::new(ask.desk.clone(), Visitor { session: None, actor }, at)
    }

    /// The post with this role.
    pub fn post(&self, role: Role) -> Option<Post> {
        self.posts.iter().copied().find(|post| post.role == role)
    }
}

/// Everybody and everything that the stories need.
pub(super) struct District {
    pub people: Vec<Person>,
    pub services: Vec<Service>,
    pub items: Vec<Item>,
}

/// What the audit trail of a demo district begins with, and of no other.
pub(super) const BEGUN: &str = "settle_demo";

/// Settles the district in one transaction; posters and hidden words follow as their verbs.
pub(super) async fn settle(ask: &Ask, data: &Data) -> Result<District, DemoError> {
    let mut w = ask.write(BEGUN).await?;
    let divisions = import::read(data.divisions.as_bytes()).map_err(|e| wrong("divisions.csv", e))?;
    import::write(&mut w, &divisions).await.map_err(|e| wrong("divisions.csv", e))?;
    grids(&mut w, data).await?;
    let units = units::units(&mut w, data).await?;
    let people = people(&mut w, data, &units).await?;
    let services = catalogue(&mut w, data).await?;
    units::responsible(&mut w, &units, &data.catalogue).await?;
    let items = shelves(&mut w, data).await?;
    w.audit(None, "demo".to_owned(), None);
    w.reply(()).await?;

    let district = District { people, services, items };
    posters(ask, data, &district).await?;
    for word in data.remarks("hidden_word") {
        words::add(&district.holder(ask, Role::Moderator)?, word).await?;
    }
    Ok(district)
}

impl District {
    /// An ask of the first person who holds a post of this role.
    fn holder(&self, ask: &Ask, role: Role) -> Result<Ask, DemoError> {
        self.people
            .iter()
            .find_map(|person| person.post(role).map(|post| person.asks(ask, Some(post), ask.at)))
            .ok_or_else(|| wrong("people.csv", format!("nobody is {}", role.name())))
    }
}

async fn grids(w: &mut Writing<'_>, data: &Data) -> Result<(), Error> {
    let valid_from = w.ask.at;
    for grid in &data.grids {
        let entry = Entry {
            area: grid.code,
            name: grid.name.clone(),
            grid_kind: Some(grid.kind),
            extent: Some(grid.extent.clone()),
            supervision_phone: Some(grid.supervision_phone.clone()),
            valid_from,
            valid_until: None,
        };
        store::area::add(w, &entry).await?;
    }
    Ok(())
}

async fn people(w: &mut Writing<'_>, data: &Data, units: &[Unit]) -> Result<Vec<Person>, DemoError> {
    let begun = w.ask.at;
    let mut people = Vec::with_capacity(data.people.len());
    for (place, member) in (0..).zip(&data.people) {
        // One just after another, so that lists show them in the order of the file.
        let at = Timestamp::from_micros(begun.micros() + place);
        let id: PersonId = w.ask.fresh();
        store::person::add(w, id, &member.phone, at).await.map_err(Error::from)?;
        store::person::set_name(w, id, Some(&member.name)).await.map_err(Error::from)?;
        let home =
            Home { area: member.home, building: Some(member.building.clone()), door: member.door.clone() };
        store::person::set_home(w, id, Some(&home)).await.map_err(Error::from)?;
        let posts = member.posts(units)?;
        if posts.iter().any(|post| post.role.runs_the_desk()) {
            let phone = member.public_phone()?;
            store::person::set_public_phone(w, id, phone.as_ref()).await.map_err(Error::from)?;
        }
        for &post in &posts {
            let held = w.ask.fresh();
            store::post::hold(w, held, id, post, at).await.map_err(Error::from)?;
        }
        let Home { area: home, .. } = home;
        let (building, door) = (member.building.clone(), member.door.clone());
        people.push(Person { id, home, building, door, posts });
    }
    Ok(people)
}

async fn catalogue(w: &mut Writing<'_>, data: &Data) -> Result<Vec<Service>, DemoError> {
    let mut services = Vec::with_capacity(data.catalogue.len());
    for (position, typed) in (1..).zip(&data.catalogue) {
        let version = Version { id: w.ask.fresh(), version: 1, admission: Admission::Admitted };
        let service = typed.service(version).map_err(|error| match error {
            Error::Fields(faults) => wrong("catalogue.csv", format!("{}: {faults:?}", typed.slug)),
            error => DemoError::from(error),
        })?;
        store::service::add(w, &service, position).await.map_err(Error::from)?;
        services.push(service);
    }
    Ok(services)
}

async fn shelves(w: &mut Writing<'_>, data: &Data) -> Result<Vec<Item>, DemoError> {
    let mut items = Vec::with_capacity(data.items.len());
    for (position, goods) in (1..).zip(&data.items) {
        let item = Item {
            id: w.ask.fresh(),
            slug: goods.slug.clone(),
            shop: goods.shop,
            counter: goods.counter.clone(),
            name_zh: goods.name_zh.clone(),
            name_en: goods.name_en.clone(),
            picture: goods.picture.clone(),
            price: goods.price,
            stocked: goods.stock,
            left: goods.stock,
            retired: false,
        };
        if !store::shop::add(w, &item, position).await.map_err(Error::from)? {
            return Err(wrong("items.csv", format!("{} stands there twice", item.slug)));
        }
        items.push(item);
    }
    Ok(items)
}

async fn posters(ask: &Ask, data: &Data, district: &District) -> Result<(), DemoError> {
    let administrator = district.holder(ask, Role::Administrator)?;
    for grid in data.grids.iter().filter(|grid| grid.code.level() == domain::area::Level::Grid) {
        poster::issue(&administrator, grid.code).await?;
    }
    Ok(())
}
