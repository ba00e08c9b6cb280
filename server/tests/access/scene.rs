//! The people of the table, and the things they ask about: each try gets a fresh slip, voucher or session of its own.

use std::{collections::HashMap, sync::Arc};

use app::site::Site;
use axum::Router;
use desk::{
    Visitor, admin,
    catalogue::{HEADER, Typed},
    identity::Token,
    inbox::{self, Message},
    request::{self, To, Work},
    shop,
};
use domain::{
    PhotoId, Request, RequestNumber, Timestamp, Unit, UnitId,
    area::Level,
    catalogue::{Review, Reviewer, Service},
    inbox::News,
    shop::Voucher,
    sign_in::SESSION_PERIOD,
};
use server::{House, metrics::Metrics, router};
use store::session::Beginning;
use tokio::sync::watch;

use super::{
    table::{Where, Who},
    trial::Browser,
};
use crate::town::{COMMUNITY, DISTRICT, FAR_COMMUNITY, GRID, NEXT_GRID, Person, TOWN, Town, area};

/// A town of the same district that nobody's slip is in.
const OTHER_TOWN: &str = "321012101";

pub struct Scene {
    pub town: Town,
    pub router: Router,
    people: HashMap<(Who, Where), Person>,
    /// Moves slips to where they are wanted.
    pub clerk: Person,
    /// Stands above the clerk, and is nobody of the table.
    chief: Person,
    /// A slip that was placed before all others.
    earlier: RequestNumber,
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
            admission: Arc::default(),
            clock: Arc::new(move || clock.now()),
            metrics: Arc::new(Metrics::of(Arc::clone(&town.desk), town.now())),
            stopping,
        };
        let router = router(Arc::new(house)).unwrap();
        let clerk = town.grid_worker(GRID).await;
        let chief = town.staff(TOWN).await;
        let earlier = town.resident(GRID).await.orders("repair-light").await;
        put_on_the_shelf(&town, "soap").await;
        Self { people: people(&town).await, clerk, chief, earlier, router, town }
    }

    fn person(&self, who: Who, place: Where) -> &Person {
        let place = if who.is_posted() { place } else { Where::Here };
        &self.people[&(who, place)]
    }

    pub fn owner(&self) -> &Person {
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

    pub async fn session_of(&self, person: &Person) -> Token {
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

    /// A slip of the owner's that stands in this state; the helper has it in hand from acceptance on, or the unit of the
    /// table where it was assigned.
    pub async fn slip(&self, state: &str) -> RequestNumber {
        if state == "mended" {
            return self.mended().await;
        }
        let path: &[&str] = match state {
            "placed" => &[],
            "asked_back" => &["ask back"],
            "verified" => &["verify"],
            "merged" => &["merge"],
            "parked" => &["verify", "park"],
            "dispatched" => &["verify", "open"],
            "given" => &["verify", "give"],
            "assigned" => &["verify", "assign"],
            "returned" => &["verify", "assign", "return"],
            "taken" => &["verify", "assign", "take"],
            "helped" => &["verify", "call for help"],
            "whistled" => &["verify", "whistle"],
            "reported" => &["verify", "whistle", "report in"],
            "accepted" => &["verify", "open", "accept"],
            "extension" => &["verify", "open", "accept", "ask for time"],
            "supervised" => &["verify", "open", "accept", "supervise"],
            "arrived" => &["verify", "open", "accept", "arrive"],
            "finished" => &["verify", "open", "accept", "arrive", "finish"],
            "checked" => &["verify", "open", "accept", "arrive", "finish", "check"],
            "disputed" => &["verify", "open", "accept", "arrive", "finish", "check", "complain"],
            "closed" => &["verify", "open", "accept", "arrive", "finish", "check", "rate"],
            other => panic!("access.txt: no slip stands at [{other}]"),
        };
        // The one with milestones is for units.
        let service = if state == "taken" { "illegal-building" } else { "repair-light" };
        let number = self.owner().orders(service).await;
        for step in path {
            self.moves(number, step).await;
        }
        number
    }

    /// One that was merged into a slip on which the work is done.
    async fn mended(&self) -> RequestNumber {
        let earlier = self.owner().orders("repair-light").await;
        self.town.pass_seconds(1);
        let number = self.owner().orders("repair-light").await;
        request::merge(&self.clerk.ask(), number, &earlier.digits()).await.unwrap();
        for step in ["verify", "open", "accept", "finish", "check"] {
            self.moves(earlier, step).await;
        }
        number
    }

    pub async fn moves(&self, number: RequestNumber, step: &str) {
        let (clerk, chief, owner) = (self.clerk.ask(), self.chief.ask(), self.owner().ask());
        let helper = self.helper().ask();
        let acts = self.person(Who::Unit, Where::Here).ask();
        let unit = self.called();
        let moved = match step {
            "ask back" => request::ask_back(&clerk, number, "哪一层的灯？").await,
            "verify" => request::verify(&clerk, number).await,
            "merge" => request::merge(&clerk, number, &self.earlier()).await,
            "park" => request::park(&chief, number, "等配件到货", &self.later()).await,
            "open" => request::dispatch(&clerk, number, To::Hall).await,
            "give" => request::dispatch(&clerk, number, To::Person(self.helper().id)).await,
            "assign" => request::dispatch(&clerk, number, To::Unit { lead: unit, helping: Vec::new() }).await,
            "call for help" => {
                let lead = self::unit(&self.town, TOWN).await;
                self.town.unit_worker(&lead).await;
                let to = To::Unit { lead: lead.id, helping: vec![unit] };
                request::dispatch(&clerk, number, to).await
            }
            "take" => request::accept(&acts, number).await,
            "return" => request::return_to_above(&acts, number, "不归我们").await,
            "whistle" => request::whistle(&chief, number, "ordinary", &[unit.to_string()], "请到现场").await,
            "report in" => request::report_in(&acts, number, "").await,
            "supervise" => request::supervise(&chief, number, "进展如何？").await,
            "accept" => request::accept(&helper, number).await,
            "ask for time" => request::ask_extension(&helper, number, &self.later(), "等材料").await,
            "arrive" => request::arrive(&helper, number, Work::default()).await,
            "finish" => request::finish(&helper, number, Work::default()).await,
            "check" => request::check(&clerk, number, Work::default()).await,
            "complain" => request::rate(&owner, number, "1", "").await,
            "rate" => request::rate(&owner, number, "5", "").await,
            other => panic!("nobody can {other} a slip"),
        };
        moved.unwrap_or_else(|error| panic!("{step}: {error}"));
    }

    /// The unit of the table.
    pub fn called(&self) -> UnitId {
        self.person(Who::Unit, Where::Here).post.and_then(|post| post.unit).unwrap()
    }

    /// The number of a slip into which any other may be merged.
    pub fn earlier(&self) -> String {
        self.earlier.digits()
    }

    /// A day within reach of whatever is put off.
    pub fn later(&self) -> String {
        self.town.now().plus(domain::Minutes::days(60)).civil().date().to_string()
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

    /// A case type in force.
    pub async fn service(&self) -> String {
        let typed = case_type(&self.new_name());
        admin::services::add(&self.administrator().ask(), &typed, None).await.unwrap().slug
    }

    /// A case type that waits for its review by the one who asks, or for `[others]` by others alone.
    pub async fn in_review(&self, who: Who, place: Where, state: Option<&str>) -> Service {
        let (first, second) = (self.town.grid_leader(COMMUNITY).await, self.town.staff(TOWN).await);
        let phones = format!("{} {}", first.phone.as_str(), second.phone.as_str());
        let proposer = self.town.administrator(DISTRICT).await;
        let typed = case_type(&self.new_name());
        let service = admin::services::add(&proposer.ask(), &typed, Some(&phones)).await.unwrap();
        if state == Some("own") && who != Who::Stranger {
            let reviewer = Reviewer { person: self.person(who, place).id, said: None };
            let mut tx = self.town.desk.db.write().await.unwrap();
            let review = Review::kept(proposer.id, vec![reviewer]);
            store::review::ask(&mut tx, service.id, &review).await.unwrap();
            tx.commit().await.unwrap();
        }
        service
    }

    /// A unit of the town.
    pub async fn unit(&self) -> String {
        unit(&self.town, TOWN).await.slug
    }

    /// A case type that the unit of this short name answers for in the town.
    pub async fn duty_of(&self, unit: &str) -> String {
        let service = self.service().await;
        let asks = self.administrator().ask();
        admin::responsibility::set(&asks, &service, area(TOWN), unit, &[]).await.unwrap();
        service
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

    pub fn administrator(&self) -> &Person {
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

    /// The slip of a message to the one who asks, or for `[others]` to somebody else.
    pub async fn message(&self, who: Who, place: Where, state: Option<&str>) -> String {
        // Of the slip that was there before them, nobody of the table has heard.
        let (reader, number) = match state {
            Some("own") if who != Who::Stranger => (self.person(who, place), self.slip("placed").await),
            _ => (&self.clerk, self.earlier),
        };
        let request = self.as_it_stands(number).await;
        let message = Message::changed(&request, News::Placed);
        let mut tx = self.town.desk.db.write().await.unwrap();
        let hours = store::inbox::quiet_hours(&mut tx, &[reader.id]).await.unwrap();
        let told = inbox::deliver(message, &hours, self.town.now());
        tx.commit_with(&told.sentences).await.unwrap();
        request.number.digits()
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

/// What the form of a case type holds.
pub const CASE_TYPE: [(&str, &str); 20] = [
    ("class", "livelihood"),
    ("subclass", "repair"),
    ("subclass_zh", "居家维修"),
    ("subclass_en", "Home repairs"),
    ("name_zh", "修理"),
    ("name_en", "Repair"),
    ("hint_zh", "一句话说明"),
    ("hint_en", "One sentence"),
    ("picture", "repair-light"),
    ("open_when", "家里的东西坏了。"),
    ("close_when", "修好了，居民试过。"),
    ("accept_limit", "4 工作时"),
    ("finish_limit", "2 工作日"),
    ("milestones", ""),
    ("warn_percent", "75"),
    ("priority", "normal"),
    ("helpers", "volunteers"),
    ("proof", "none"),
    ("points", "10"),
    ("menu", "yes"),
];

/// A case type of this short name.
pub fn case_type(slug: &str) -> Typed {
    let value = |column: &str| {
        let typed = CASE_TYPE.iter().find(|(name, _)| *name == column);
        typed.map_or_else(String::new, |(_, value)| (*value).to_owned())
    };
    Typed { slug: slug.to_owned(), ..Typed::from(HEADER.map(value)) }
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
        people.insert((Who::Unit, place), town.unit_worker(&unit(town, in_town).await).await);
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

/// Sets up a unit for an area.
pub async fn unit(town: &Town, code: &str) -> Unit {
    let typed = admin::units::Typed {
        name_zh: "应急办".to_owned(),
        name_en: "Safety office".to_owned(),
        kind: "town_office".to_owned(),
        hours: "00:00-24:00".to_owned(),
    };
    let slug = format!("unit{}", town.stranger().dice(1_000_000_000_000));
    let administrator = town.administrator(DISTRICT).await;
    admin::units::add(&administrator.ask(), &slug, code, &typed).await.unwrap()
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
pub const DOT: [u8; 67] = [
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3A, 0x7E, 0x9B, 0x55, 0x00,
    0x00, 0x00, 0x0A, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x60, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01,
    0x48, 0xAF, 0xA4, 0x71, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
];
