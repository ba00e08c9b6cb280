//! Access ends with the post (`ended.txt`): what the holder of each post reaches before its end, afterwards in the session that
//! was open, and in a new one.

use std::fmt::Write as _;

use desk::{
    Visitor, admin, identity,
    request::{self, Order, To},
};
use domain::{Actor, PhotoId, RequestNumber};

use super::{
    scene::{DOT, Scene, unit},
    table::{Outcome, Who},
    trial::{self, Browser},
};
use crate::town::{COMMUNITY, DISTRICT, Engine, GRID, Person, TOWN, Town};

const TABLE: &str = include_str!("ended.txt");

/// Somebody in a post, and the slip they have to do with.
struct Holder {
    who: Who,
    person: Person,
    slip: RequestNumber,
    photo: PhotoId,
}

impl Holder {
    async fn of(scene: &Scene, who: Who) -> Self {
        let town = &scene.town;
        let person = match who {
            Who::Volunteer => town.volunteer(COMMUNITY).await,
            Who::Party => town.party_volunteer(COMMUNITY).await,
            Who::Worker => town.grid_worker(GRID).await,
            Who::Leader => town.grid_leader(COMMUNITY).await,
            Who::Staff => town.staff(TOWN).await,
            Who::Unit => town.unit_worker(&unit(town, TOWN).await).await,
            Who::Keeper => town.shop_keeper(TOWN).await,
            Who::Moderator => town.moderator(TOWN).await,
            Who::Admin => town.administrator(DISTRICT).await,
            Who::Stranger | Who::Resident | Who::Owner | Who::Helper => panic!("{who:?} holds no post"),
        };
        let photo = desk::photo::take(&scene.owner().ask(), DOT.to_vec()).await.unwrap();
        let order = Order {
            grid: GRID.to_owned(),
            service: "repair-light".to_owned(),
            need: "楼道的灯不亮了".to_owned(),
            building: "3 幢".to_owned(),
            door: String::new(),
            photos: vec![photo],
        };
        let slip = request::place(&scene.owner().ask(), order).await.unwrap();
        let holder = Self { who, person, slip, photo };
        holder.takes_part(scene).await;
        holder
    }

    /// Who helps has it in hand, who runs the desk has verified it, and nobody else has anything to do with it.
    async fn takes_part(&self, scene: &Scene) {
        let (clerk, asks) = (scene.clerk.ask(), self.person.ask());
        match self.who {
            Who::Volunteer | Who::Party | Who::Unit => {
                let to = match self.person.post.and_then(|post| post.unit) {
                    Some(lead) => To::Unit { lead, helping: Vec::new() },
                    None => To::Person(self.person.id),
                };
                scene.moves(self.slip, "verify").await;
                request::dispatch(&clerk, self.slip, to).await.unwrap();
                request::accept(&asks, self.slip).await.unwrap();
            }
            Who::Worker | Who::Leader | Who::Staff => {
                request::verify(&asks, self.slip).await.unwrap();
            }
            _ => {}
        }
    }

    /// Where people of this post work.
    fn workplace(&self) -> &'static str {
        match self.who {
            Who::Volunteer | Who::Party => "/hall",
            Who::Worker | Who::Leader | Who::Staff => "/desk",
            Who::Unit => "/unit",
            Who::Keeper => "/counter",
            _ => "/admin",
        }
    }

    /// What they do with the slip.
    fn verb(&self) -> (&'static str, &'static str, &'static str) {
        match self.who {
            Who::Volunteer | Who::Party | Who::Unit => ("/do/request/report", "note", "快了"),
            _ => ("/do/request/dispatch", "to", "hall"),
        }
    }

    /// What each thing is answered.
    async fn tries(&self, scene: &Scene, browser: &Browser) -> Vec<(&'static str, Outcome)> {
        let digits = self.slip.digits();
        let pages = [
            ("/r/{number}", format!("/r/{digits}")),
            ("/r/{number}/trace", format!("/r/{digits}/trace")),
            ("/photo/{id}", format!("/photo/{}", self.photo)),
            ("/live", format!("/live?topic=request:{digits}")),
            (self.workplace(), self.workplace().to_owned()),
        ];
        let mut tried = Vec::new();
        for (name, address) in pages {
            tried.push((name, trial::opens(&scene.router, browser, &address).await));
        }
        let (verb, field, typed) = self.verb();
        for (verb, field, typed) in
            [("/do/request/show-contact", "reason", "上门前联系"), (verb, field, typed)]
        {
            scene.town.pass_seconds(1);
            let fields = [("number", digits.clone()), (field, typed.to_owned())];
            tried.push((verb, trial::sends(&scene.router, &scene.town, browser, verb, &fields).await));
        }
        tried
    }
}

/// A browser as the server sees it now.
async fn browser(scene: &Scene, person: &Person) -> Browser {
    let token = scene.session_of(person).await;
    let actor = Some(Actor { person: person.id, post: person.post });
    Browser { visitor: Visitor { session: Some(token.hash()), actor }, token: Some(token) }
}

async fn story(town: Town) {
    let scene = Scene::set(town).await;
    let mut table = String::new();
    for who in Who::ALL.into_iter().filter(|who| who.is_posted()) {
        let holder = Holder::of(&scene, who).await;
        let old = browser(&scene, &holder.person).await;
        let before = holder.tries(&scene, &old).await;
        let post = holder.person.post_id.unwrap();
        let ended_by = scene.town.administrator(DISTRICT).await;
        admin::people::end_post(&ended_by.ask(), post).await.unwrap();
        assert!(identity::posts(&holder.person.at_home().ask()).await.unwrap().is_empty());
        let after = holder.tries(&scene, &old).await;
        let anew = holder.tries(&scene, &browser(&scene, &holder.person.at_home()).await).await;
        for (((what, before), (_, after)), (_, anew)) in before.into_iter().zip(after).zip(anew) {
            let who = format!("{who:?}").to_lowercase();
            let (before, after) = (before.to_string(), after.to_string());
            writeln!(table, "{who:<10} {what:<25} {before:<7} {after:<7} {anew}").unwrap();
        }
    }
    let expected: Vec<&str> =
        TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    assert!(
        table.lines().collect::<Vec<_>>() == expected,
        "server/tests/access/ended.txt is not so:\n{table}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn access_ends_with_the_post() {
    crate::town::tell(Engine::Sqlite, story).await;
}
