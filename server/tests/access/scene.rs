//! The people of the table, and the things they ask about: each try gets a fresh slip, voucher or session of its own.

use std::{collections::HashMap, sync::Arc};

use app::site::Site;
use axum::Router;
use desk::{
    Visitor, admin,
    identity::Token,
    request::{self, Work},
    shop,
};
use domain::{
    PhotoId, Request, RequestNumber, Timestamp, area::Level, shop::Voucher, sign_in::SESSION_PERIOD,
};
use server::{House, router};
use store::session::Beginning;
use tokio::sync::watch;

use crate::{
    table::{Where, Who},
    town::{COMMUNITY, DISTRICT, FAR_COMMUNITY, GRID, NEXT_GRID, Person, TOWN, Town, area},
    trial::Browser,
};

/// A town of the same district that nobody's slip is in.
const OTHER_TOWN: &str = "321012101";

pub struct Scene {
    pub town: Town,
    pub router: Router,
    people: HashMap<(Who, Where), Person>,
    /// Moves slips to where they are wanted.
    clerk: Person,
}

impl Scene {
    pub async fn set(town: Town) -> Self {
        let mut tx = town.desk.db.write().await.unwrap();
        let entry = store::area::Entry {
            area: area(OTHER_TOWN),
            name: "小纪镇".to_owned(),
            grid_kind: None,
            extent: None,
            supervision_phone: None,
            valid_from: town.now(),
            valid_until: None,
        };
        store::area::add(&mut tx, &entry).await.unwrap();
        tx.commit().await.unwrap();

        let clock = town.clone();
        let (_, stopping) = watch::channel(false);
        let house = House {
            desk: Arc::clone(&town.desk),
            site: Arc::new(Site::plain()),
            site_dir: None,
            secure: false,
            trusted_proxies: Vec::new(),
            clock: Arc::new(move || clock.now()),
            stopping,
        };
        let router = router(Arc::new(house)).unwrap();
        let clerk = town.grid_worker(GRID).await;
        put_on_the_shelf(&town, "soap").await;
        Self { people: people(&town).await, clerk, router, town }
    }

    fn person(&self, who: Who, place: Where) -> &Person {
        let place = if who.is_posted() { place } else { Where::Here };
        &self.people[&(who, place)]
    }

    fn owner(&self) -> &Person {
        self.person(Who::Owner, Where::Here)
    }

    /// A browser where this person has just signed in.
    pub async fn browser(&self, who: Who, place: Where) -> Browser {
        if who == Who::Stranger {
            return Browser { token: None, visitor: Visitor::STRANGER };
        }
        let person = self.person(who, place);
        let token = self.session_of(person).await;
        let visitor = Visitor { session: Some(token.hash()), ..person.visitor() };
        Browser { token: Some(token), visitor }
    }

    async fn session_of(&self, person: &Person) -> Token {
        let ask = self.town.stranger();
        let token = Token::of(ask.chance());
        let beginning = Beginning {
            token_hash: token.hash(),
            person: Some(person.id),
            acting: person.post_id,
            agent: "a browser",
            at: ask.at,
            ends_at: ask.at.plus(SESSION_PERIOD),
        };
        let mut tx = self.town.desk.db.write().await.unwrap();
        store::session::begin(&mut tx, &beginning).await.unwrap();
        tx.commit().await.unwrap();
        token
    }

    /// A slip of the owner's that stands in this state; the helper has it in hand from acceptance on.
    pub async fn slip(&self, state: &str) -> RequestNumber {
        let number = self.owner().orders("repair-light").await;
        let path: &[&str] = match state {
            "placed" => &[],
            "asked_back" => &["ask back"],
            "verified" => &["verify"],
            "dispatched" => &["verify", "open"],
            "given" => &["verify", "give"],
            "accepted" => &["verify", "open", "accept"],
            "arrived" => &["verify", "open", "accept", "arrive"],
            "finished" => &["verify", "open", "accept", "arrive", "finish"],
            "checked" => &["verify", "open", "accept", "arrive", "finish", "check"],
            "closed" => &["verify", "open", "accept", "arrive", "finish", "check", "rate"],
            other => panic!("access.txt: no slip stands at [{other}]"),
        };
        for step in path {
            self.moves(number, step).await;
        }
        number
    }

    async fn moves(&self, number: RequestNumber, step: &str) {
        let (clerk, helper) = (self.clerk.ask(), self.person(Who::Helper, Where::Here).ask());
        let moved = match step {
            "ask back" => request::ask_back(&clerk, number, "哪一层的灯?").await,
            "verify" => request::verify(&clerk, number).await,
            "open" => request::dispatch(&clerk, number, None).await,
            "give" => request::dispatch(&clerk, number, Some(self.person(Who::Helper, Where::Here).id)).await,
            "accept" => request::accept(&helper, number).await,
            "arrive" => request::arrive(&helper, number).await,
            "finish" => request::finish(&helper, number, Work::default()).await,
            "check" => request::check(&clerk, number, "").await,
            "rate" => request::rate(&self.owner().ask(), number, "5", "").await,
            other => panic!("nobody can {other} a slip"),
        };
        moved.unwrap_or_else(|error| panic!("{step}: {error}"));
    }

    /// A picture on a slip that the helper has in hand.
    pub async fn photo(&self) -> PhotoId {
        let number = self.slip("accepted").await;
        let helper = self.person(Who::Helper, Where::Here);
        let photo = desk::photo::take(&helper.ask(), DOT.to_vec()).await.unwrap();
        let work = Work { note: String::new(), photos: vec![photo] };
        request::report(&helper.ask(), number, work).await.unwrap();
        photo
    }

    /// A voucher of the owner's.
    pub async fn voucher(&self) -> Voucher {
        shop::order(&self.owner().ask(), "soap").await.unwrap()
    }

    /// The address a poster of the grid carries.
    pub async fn poster(&self) -> String {
        let serial = desk::poster::issue(&self.administrator().ask(), area(GRID)).await.unwrap();
        desk::poster::token(&self.town.desk, area(GRID), serial)
    }

    /// The number of a poster that hangs in the grid.
    pub async fn serial(&self) -> u32 {
        desk::poster::issue(&self.administrator().ask(), area(GRID)).await.unwrap()
    }

    pub async fn hidden_photo(&self) -> PhotoId {
        let photo = self.photo().await;
        desk::photo::hide(&self.person(Who::Moderator, Where::Here).ask(), photo).await.unwrap();
        photo
    }

    /// A service that stands on the menu.
    pub async fn service(&self) -> String {
        let slug = self.new_name();
        let typed = admin::services::Typed {
            class: "repair".to_owned(),
            name_zh: "修理".to_owned(),
            name_en: "Repair".to_owned(),
            hint_zh: "一句话说明".to_owned(),
            hint_en: "One sentence".to_owned(),
            picture: "repair-light".to_owned(),
            accept_within: "60".to_owned(),
            finish_within: "600".to_owned(),
            helpers: "volunteers".to_owned(),
            points: "10".to_owned(),
        };
        admin::services::add(&self.administrator().ask(), &slug, &typed).await.unwrap().slug
    }

    /// Something on the town's shelf.
    pub async fn item(&self) -> String {
        put_on_the_shelf(&self.town, &self.new_name()).await
    }

    /// A word on the list.
    pub async fn word(&self) -> String {
        let word = self.new_name();
        admin::words::add(&self.person(Who::Moderator, Where::Here).ask(), &word).await.unwrap();
        word
    }

    /// A short name, or a word, that nothing is called yet.
    pub fn new_name(&self) -> String {
        format!("new{}", self.town.stranger().dice(1_000_000_000_000))
    }

    fn administrator(&self) -> &Person {
        self.person(Who::Admin, Where::Here)
    }

    /// Another browser of the one who asks, or for `[others]` of the owner's.
    pub async fn other_session(&self, who: Who, place: Where, state: Option<&str>) -> String {
        let person = match state {
            Some("others") => self.clerk.clone(),
            _ if who == Who::Stranger => return self.town.stranger().fresh::<uuid::Uuid>().to_string(),
            _ => self.person(who, place).clone(),
        };
        self.session_of(&person).await.hash().to_string()
    }

    /// Somebody who lives in the grid, and somebody who holds a post there.
    pub async fn somebody(&self) -> Person {
        self.town.volunteer(COMMUNITY).await
    }

    /// A phone that nobody has.
    pub fn new_phone(&self) -> String {
        format!("138{:08}", self.town.stranger().dice(100_000_000))
    }

    pub fn helper(&self) -> &Person {
        self.person(Who::Helper, Where::Here)
    }

    /// The whole slip as it stands.
    pub async fn as_it_stands(&self, number: RequestNumber) -> Request {
        let mut conn = self.town.desk.db.read().await.unwrap();
        store::request::find(&mut conn, number).await.unwrap().unwrap()
    }

    /// How many changes were written down from here on: every change of the house leaves its line.
    pub async fn changes_since(&self, from: Timestamp) -> usize {
        let filter = store::audit::Filter {
            area: area(DISTRICT),
            unplaced: true,
            verb: String::new(),
            subject: String::new(),
            from,
            before: from.plus(domain::Minutes::days(1)),
        };
        let mut conn = self.town.desk.db.read().await.unwrap();
        store::audit::filtered(&mut conn, &filter, 0, 100).await.unwrap().len()
    }
}

async fn people(town: &Town) -> HashMap<(Who, Where), Person> {
    use Where::{Elsewhere, Here};
    let mut people = HashMap::new();
    people.insert((Who::Resident, Here), town.resident(GRID).await);
    people.insert((Who::Owner, Here), town.somebody_with(100).await.at_home());
    people.insert((Who::Helper, Here), town.volunteer(COMMUNITY).await);
    for (place, community, grid, in_town, in_district) in [
        (Here, COMMUNITY, GRID, TOWN, DISTRICT),
        (Elsewhere, FAR_COMMUNITY, NEXT_GRID, OTHER_TOWN, OTHER_TOWN),
    ] {
        people.insert((Who::Volunteer, place), town.volunteer(community).await);
        people.insert((Who::Party, place), town.party_volunteer(community).await);
        people.insert((Who::Worker, place), town.grid_worker(grid).await);
        people.insert((Who::Leader, place), town.grid_leader(community).await);
        people.insert((Who::Staff, place), town.staff(in_town).await);
        people.insert((Who::Keeper, place), town.shop_keeper(in_town).await);
        people.insert((Who::Moderator, place), town.moderator(in_town).await);
        people.insert((Who::Admin, place), town.administrator(in_district).await);
    }
    assert_eq!(
        area(NEXT_GRID).at(Level::Community),
        area(GRID).at(Level::Community),
        "a neighbour is elsewhere, too"
    );
    people
}

/// Puts something for one point on the shelf of the town's shop.
async fn put_on_the_shelf(town: &Town, slug: &str) -> String {
    let soap = admin::shop::Typed {
        counter: "仙女镇积分超市".to_owned(),
        name_zh: "肥皂".to_owned(),
        name_en: "Soap".to_owned(),
        picture: "goods-soap".to_owned(),
        price: "1".to_owned(),
    };
    let administrator = town.administrator(DISTRICT).await;
    admin::shop::add(&administrator.ask(), TOWN, slug, &soap, "1000").await.unwrap().slug
}

/// A PNG of one dot.
const DOT: [u8; 67] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3A, 0x7E, 0x9B, 0x55, 0x00,
    0x00, 0x00, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x60, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01,
    0x48, 0xAF, 0xA4, 0x71, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
];
