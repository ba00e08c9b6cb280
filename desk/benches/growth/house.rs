//! A town with so many slips, and who is who in it.

use std::{
    path::Path,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use desk::{
    Ask, Desk, Visitor, demo,
    limits::Limits,
    request::{self, Order, To},
    timer,
    view::{self, Tab, Wish},
};
use domain::{
    Actor, Area, RequestNumber, Role, Timestamp,
    area::Level,
    catalogue::{Helpers, Proof},
    person::Phone,
};
use store::{Conn, post::Server};

use crate::database::Database;

pub struct House {
    pub ask: Ask,
    servers: Vec<Server>,
    /// A resident with slips under way and more than a page of others, and one who files more.
    pub resident: Actor,
    orders: Actor,
    /// A case type that every volunteer may help with.
    service: String,
    /// Those that lie on top of the district's desk, open and over.
    pub open: Vec<RequestNumber>,
    pub over: Vec<RequestNumber>,
}

impl House {
    pub async fn of(database: &Database, dir: &Path, slips: u32) -> Self {
        let db = database.connect().await;
        store::migrate::up(&db).await.unwrap();
        let secret = b"a secret of thirty-two bytes or more".to_vec();
        let url = "https://sandan.example".to_owned();
        let desk = Desk::new(db, secret, dir.join("photos"), url, true, [7; 32]);
        let raised = |name: &str| format!("{name}=1000000").parse().unwrap();
        let raised = ["orders-per-person", "open-orders-per-person", "orders-per-grid"].map(raised);
        let desk = Arc::new(desk.limited_by(Limits::set(&raised)));
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros();
        let now = Timestamp::from_micros(i64::try_from(now).unwrap());
        demo::load(Arc::clone(&desk), now).await.unwrap();
        let known = store::person::count(&mut desk.db.read().await.unwrap()).await.unwrap();
        demo::scale(Arc::clone(&desk), slips, now, |_| ()).await.unwrap();
        let ask = Ask::new(desk, Visitor::STRANGER, now);
        while timer::run_due(&ask).await.unwrap().steps > 0 {}
        let mut conn = ask.read().await.unwrap();
        // As they come with the session of whoever asks. Nothing that is measured changes them.
        let ask = ask.with_editions(Some(store::edition::all(&mut conn).await.unwrap()));
        let mut servers = store::post::everybody(&mut conn, 10_000).await.unwrap();
        servers.sort_by_key(|server| server.post.area);
        let menu = store::service::menu(&mut conn).await.unwrap();
        let service = menu
            .into_iter()
            .find(|service| {
                let fit = service.on_menu && service.admission.is_admitted() && !service.retired;
                fit && service.helpers == Helpers::Volunteers && service.proof == Proof::None
            })
            .unwrap();
        let resident = member(&mut conn, known).await;
        let orders = member(&mut conn, known + 1).await;
        drop(conn);
        let mut house = Self {
            ask,
            servers,
            resident,
            orders,
            service: service.slug,
            open: Vec::new(),
            over: Vec::new(),
        };
        let district = house.desk_of(house.desks(Level::District)[0]);
        house.open = house.on_top(district, Tab::Open).await;
        house.over = house.on_top(district, Tab::Closed).await;
        house
    }

    async fn on_top(&self, desk: Actor, tab: Tab) -> Vec<RequestNumber> {
        let wish = Wish { tab: Some(tab), ..Wish::default() };
        let board = view::desk(&self.asks(desk), &wish).await.unwrap();
        board.slips.iter().map(|slip| slip.number).collect()
    }

    pub fn asks(&self, actor: Actor) -> Ask {
        Ask { visitor: Visitor { session: None, actor: Some(actor) }, ..self.ask.clone() }
    }

    /// The areas of a level where somebody runs the desk.
    pub fn desks(&self, level: Level) -> Vec<Area> {
        self.areas(level, Role::runs_the_desk)
    }

    /// The areas of a level where a volunteer helps.
    pub fn halls(&self, level: Level) -> Vec<Area> {
        self.areas(level, |role| role == Role::Volunteer)
    }

    fn areas(&self, level: Level, does: impl Fn(Role) -> bool) -> Vec<Area> {
        let there = self.servers.iter().map(|server| server.post).filter(|post| does(post.role));
        let mut areas: Vec<Area> = there.map(|post| post.area).filter(|area| area.level() == level).collect();
        areas.dedup();
        areas
    }

    /// Who runs the desk of this area.
    pub fn desk_of(&self, area: Area) -> Actor {
        self.who(|server| server.post.area == area && server.post.role.runs_the_desk())
    }

    /// Who helps in this area.
    pub fn volunteer_of(&self, area: Area) -> Actor {
        self.who(|server| server.post.area == area && server.post.role == Role::Volunteer)
    }

    fn who(&self, is: impl Fn(&Server) -> bool) -> Actor {
        let server = self.servers.iter().find(|server| is(server)).unwrap();
        Actor { person: server.person, post: Some(server.post) }
    }

    /// Files a slip in this grid.
    pub async fn file(&self, grid: Area) -> RequestNumber {
        let order = Order {
            grid: grid.to_string(),
            service: self.service.clone(),
            need: "楼道灯不亮，请来看看。".to_owned(),
            building: "3 幢".to_owned(),
            ..Order::default()
        };
        request::place(&self.asks(self.orders), order).await.unwrap()
    }

    /// A slip of this grid in its hall.
    pub async fn in_hall(&self, grid: Area) -> RequestNumber {
        let number = self.file(grid).await;
        let desk = self.asks(self.desk_of(grid));
        request::verify(&desk, number).await.unwrap();
        request::dispatch(&desk, number, To::Hall).await.unwrap();
        number
    }
}

/// One of the crowd; they are counted on from whoever was there before.
async fn member(conn: &mut Conn, place: u32) -> Actor {
    let phone = Phone::new(&format!("198{place:08}")).unwrap();
    let person = store::person::find_by_phone(conn, &phone).await.unwrap().unwrap();
    Actor { person: person.id, post: None }
}
