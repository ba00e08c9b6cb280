//! People with verbs. Each has signed in from a browser of their own and acts in the post they came for.

use std::sync::atomic::Ordering;

use desk::{
    Ask, Visitor,
    identity::Token,
    request::{self, Order},
};
use domain::{
    Actor, PersonId, Post, PostId, RequestNumber, Role, Unit,
    person::Phone,
    sign_in::SESSION_PERIOD,
    text::{Line, Name},
};
use store::{person::Home, session::Beginning};

use super::{Town, area};

#[derive(Clone)]
pub struct Person {
    pub town: Town,
    pub id: PersonId,
    pub phone: Phone,
    /// The cookie of their browser.
    pub token: Token,
    pub post: Option<Post>,
    pub post_id: Option<PostId>,
}

impl Town {
    /// Somebody who lives in a grid and holds no post.
    pub async fn resident(&self, grid: &str) -> Person {
        self.somebody(grid, None).await
    }

    pub async fn volunteer(&self, code: &str) -> Person {
        self.posted(Role::Volunteer, code).await
    }

    pub async fn party_volunteer(&self, code: &str) -> Person {
        self.posted(Role::PartyVolunteer, code).await
    }

    pub async fn grid_worker(&self, code: &str) -> Person {
        self.posted(Role::GridWorker, code).await
    }

    pub async fn grid_leader(&self, code: &str) -> Person {
        self.posted(Role::GridLeader, code).await
    }

    pub async fn staff(&self, code: &str) -> Person {
        self.posted(Role::Staff, code).await
    }

    pub async fn shop_keeper(&self, code: &str) -> Person {
        self.posted(Role::ShopKeeper, code).await
    }

    pub async fn moderator(&self, code: &str) -> Person {
        self.posted(Role::Moderator, code).await
    }

    pub async fn administrator(&self, code: &str) -> Person {
        self.posted(Role::Administrator, code).await
    }

    /// Somebody who acts for a unit.
    pub async fn unit_worker(&self, unit: &Unit) -> Person {
        self.somebody(super::GRID, Some(Post::in_unit(unit))).await
    }

    /// Somebody who lives in the first grid and acts in this post.
    pub async fn posted(&self, role: Role, code: &str) -> Person {
        self.somebody(super::GRID, Some(Post::of(role, area(code)))).await
    }

    /// The same person in a second post.
    pub async fn also(&self, person: &Person, role: Role, code: &str) -> Person {
        self.holds(person, Post::of(role, area(code))).await
    }

    /// The same person as somebody who acts for a unit.
    pub async fn also_in(&self, person: &Person, unit: &Unit) -> Person {
        self.holds(person, Post::in_unit(unit)).await
    }

    /// The same person, appointed anew to the post they came for.
    pub async fn again(&self, person: &Person) -> Person {
        self.holds(person, person.post.expect("a post")).await
    }

    async fn holds(&self, person: &Person, post: Post) -> Person {
        let post_id = self.stranger().fresh::<PostId>();
        let mut tx = self.desk.db.write().await.expect("a transaction");
        store::post::hold(&mut tx, post_id, person.id, post, self.now()).await.expect("a post");
        tx.commit().await.expect("a post is given");
        Person { post: Some(post), post_id: Some(post_id), ..person.clone() }
    }

    async fn somebody(&self, grid: &str, post: Option<Post>) -> Person {
        let number = self.people.fetch_add(1, Ordering::SeqCst);
        let phone = Phone::new(&format!("139{number:08}")).expect("a phone");
        let name = Name::new(&format!("王{number}")).expect("a name");
        let building = Line::new("3 幢").expect("a building");
        let door = Line::new("1 单元 202").expect("a door");
        let home = Home { area: area(grid), building: Some(building), door: Some(door) };
        let ask = self.stranger();
        let id: PersonId = ask.fresh();
        let post_id = post.map(|_| ask.fresh::<PostId>());
        let token = Token::of(ask.chance());
        let beginning = Beginning {
            token_hash: token.hash(),
            person: Some(id),
            acting: post_id,
            agent: "a browser",
            at: ask.at,
            ends_at: ask.at.plus(SESSION_PERIOD),
        };
        let mut tx = self.desk.db.write().await.expect("a transaction");
        store::person::add(&mut tx, id, &phone, ask.at).await.expect("a person");
        store::person::set_name(&mut tx, id, Some(&name)).await.expect("a name");
        store::person::set_home(&mut tx, id, Some(&home)).await.expect("a home");
        if let (Some(post), Some(post_id)) = (post, post_id) {
            store::post::hold(&mut tx, post_id, id, post, ask.at).await.expect("a post");
        }
        store::session::begin(&mut tx, &beginning).await.expect("a session");
        tx.commit().await.expect("somebody comes to town");
        Person { town: self.clone(), id, phone, token, post, post_id }
    }
}

impl Person {
    pub fn visitor(&self) -> Visitor {
        let actor = Actor { person: self.id, post: self.post };
        Visitor { session: Some(self.token.hash()), actor: Some(actor) }
    }

    /// An ask of theirs, now, with a key of its own.
    pub fn ask(&self) -> Ask {
        self.town.ask(self.visitor())
    }

    /// The same person acting as a resident.
    pub fn at_home(&self) -> Self {
        Self { post: None, post_id: None, ..self.clone() }
    }

    /// Orders a service for the first grid, and gets it taken.
    pub async fn orders(&self, service: &str) -> RequestNumber {
        self.orders_for(super::GRID, service).await
    }

    pub async fn orders_for(&self, grid: &str, service: &str) -> RequestNumber {
        let order = Order {
            grid: grid.to_owned(),
            service: service.to_owned(),
            need: "楼道的灯不亮了".to_owned(),
            building: "3 幢".to_owned(),
            door: "1 单元 202".to_owned(),
            photos: Vec::new(),
        };
        request::place(&self.ask(), order).await.expect("an order is taken")
    }
}
