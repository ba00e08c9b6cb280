//! How people come by points, and what the town's shop has on its shelf.

use desk::{admin, catalogue::Typed, shop};
use domain::{
    Points, RequestNumber, Role,
    catalogue::{Class, Helpers},
    shop::{Item, Voucher},
};

use super::{DISTRICT, GRID, Person, Town};

impl Town {
    /// Puts `pieces` of something for `price` points on the shelf of the district's shop.
    pub async fn offers(&self, slug: &str, price: u32, pieces: u32) -> Item {
        let typed = admin::shop::Typed {
            counter: "仙女镇积分超市".to_owned(),
            name_zh: "洗衣液".to_owned(),
            name_en: "Detergent".to_owned(),
            picture: slug.to_owned(),
            price: price.to_string(),
        };
        let administrator = self.administrator(DISTRICT).await;
        admin::shop::add(&administrator.ask(), DISTRICT, slug, &typed, &pieces.to_string())
            .await
            .expect("an item is put on the shelf")
    }

    /// The item as it stands on the shelf now.
    pub async fn item(&self, slug: &str) -> Item {
        shop::item(&self.stranger(), slug).await.expect("an item")
    }

    /// A volunteer who has earned so many points by one piece of work.
    pub async fn somebody_with(&self, points: u32) -> Person {
        let volunteer = self.volunteer(GRID).await;
        let service = format!("work-{points}-{}", volunteer.phone.as_str());
        let planned = super::service(&service, Class::Livelihood, "修理", Helpers::Volunteers, points);
        let administrator = self.administrator(DISTRICT).await;
        admin::services::add(&administrator.ask(), &Typed::of(&planned, ""), None).await.expect("a service");
        let resident = self.resident(GRID).await;
        volunteer.works_for(&resident, &service).await;
        assert_eq!(volunteer.points().await, (i64::from(points), 0));
        volunteer
    }

    /// What is wrong with the data, each by its number.
    pub async fn violations(&self) -> Vec<desk::check::Violation> {
        desk::check::run(&self.stranger()).await.expect("the check runs")
    }

    /// All invariants are kept.
    pub async fn is_sound(&self) {
        assert_eq!(self.violations().await, [], "the data broke an invariant");
    }
}

impl Person {
    /// Balance, and what of it is held.
    pub async fn points(&self) -> (i64, i64) {
        let mine = desk::points::mine(&self.ask(), 0).await.expect("one's points");
        (mine.balance, mine.held)
    }

    /// Takes something from the shelf.
    pub async fn redeems(&self, slug: &str) -> desk::Result<Voucher> {
        shop::order(&self.at_home().ask(), slug).await
    }

    /// Does a whole piece of work for a resident, who is very satisfied.
    pub async fn helps(&self, resident: &Person, service: &str) -> RequestNumber {
        let number = self.works_for(resident, service).await;
        resident.rates(number, "5").await.expect("rated");
        number
    }

    /// Does a whole piece of work for a resident, and a grid worker checks it.
    pub async fn works_for(&self, resident: &Person, service: &str) -> RequestNumber {
        let number = resident.orders(service).await;
        self.takes_on(number).await;
        self.arrives(number).await.expect("arrived");
        self.finishes(number).await.expect("finished");
        let worker = self.town.posted(Role::GridWorker, GRID).await;
        worker.checks(number).await.expect("checked");
        number
    }

    /// Takes on what a grid worker verified and put into the hall.
    pub async fn takes_on(&self, number: RequestNumber) {
        let worker = self.town.posted(Role::GridWorker, GRID).await;
        worker.verifies(number).await.expect("verified");
        worker.opens_to_all(number).await.expect("dispatched");
        self.accepts(number).await.expect("accepted");
    }
}

/// So many points.
pub fn points(raw: u32) -> Points {
    Points::new(raw).expect("an amount of points")
}
