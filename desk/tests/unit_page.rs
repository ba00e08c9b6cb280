//! What somebody who acts for a unit finds: calls first, then what is to be accepted, in hand and helped with, the most
//! urgent before the others; and what is over.

use crate::town::{DISTRICT, GRID, Person, TOWN, Town, on_both_engines};
use desk::{
    Error,
    view::{self, Glance, UnitCounts, UnitPage, unit},
};
use domain::{Minutes, RequestNumber, Unit, permit::Denied, request::Pressure};

/// People who dispatch and call, and two units with somebody in each.
struct Scene {
    resident: Person,
    worker: Person,
    leader: Person,
    staff: Person,
    housing: Unit,
    gas: Unit,
    of_housing: Person,
    of_gas: Person,
}

impl Scene {
    async fn set(town: &Town) -> Self {
        let (housing, gas) = (town.unit("housing").await, town.unit("gas").await);
        Self {
            resident: town.resident(GRID).await,
            worker: town.grid_worker(GRID).await,
            leader: town.grid_leader(GRID).await,
            staff: town.staff(TOWN).await,
            of_housing: town.unit_worker(&housing).await,
            of_gas: town.unit_worker(&gas).await,
            housing,
            gas,
        }
    }

    async fn verified(&self, service: &str) -> RequestNumber {
        let slip = self.resident.orders(service).await;
        self.worker.verifies(slip).await.unwrap();
        slip
    }

    /// A slip that housing leads.
    async fn assigned(&self) -> RequestNumber {
        let slip = self.verified("repair-light").await;
        self.worker.assigns(slip, &self.housing, &[]).await.unwrap();
        slip
    }

    async fn closed(&self) -> RequestNumber {
        let slip = self.assigned().await;
        self.of_housing.accepts(slip).await.unwrap();
        self.of_housing.arrives(slip).await.unwrap();
        self.of_housing.finishes(slip).await.unwrap();
        self.worker.checks(slip).await.unwrap();
        self.resident.rates(slip, "5").await.unwrap();
        slip
    }
}

async fn page(person: &Person) -> UnitPage {
    unit(&person.ask(), 0).await.unwrap()
}

fn numbers(slips: &[Glance]) -> Vec<RequestNumber> {
    slips.iter().map(|glance| glance.number).collect()
}

/// Everything on a page that is under way.
fn under_way(page: &UnitPage) -> Vec<RequestNumber> {
    let called = page.called.iter().map(|called| called.glance.number);
    let parts = [&page.to_accept, &page.in_hand, &page.waiting, &page.helping];
    called.chain(parts.into_iter().flat_map(|slips| numbers(slips))).collect()
}

on_both_engines! {
    async fn each_slip_stands_where_it_must_be_looked_for(town: Town) {
        let scene = Scene::set(&town).await;
        let empty = page(&scene.of_housing).await;
        assert_eq!((empty.unit.slug.as_str(), empty.area_name.as_str()), ("housing", "江都区"));
        assert_eq!((under_way(&empty), empty.over.len(), empty.more), (vec![], 0, false));

        let first = scene.assigned().await;
        town.pass(Minutes(5));
        let (second, third, helped) = (scene.assigned().await, scene.assigned().await, scene.verified("repair-light").await);
        scene.worker.assigns(helped, &scene.gas, &[&scene.housing]).await.unwrap();
        scene.of_housing.accepts(third).await.unwrap();
        let seen = page(&scene.of_housing).await;
        assert_eq!(seen.to_accept.first().map(|glance| glance.number), Some(first), "due first");
        assert_eq!(numbers(&seen.to_accept).len(), 2);
        assert_eq!(numbers(&seen.in_hand), [third]);
        assert_eq!(numbers(&seen.helping), [helped]);
        assert_eq!((seen.called.len(), seen.waiting.len()), (0, 0));
        assert_eq!(numbers(&page(&scene.of_gas).await.to_accept), [helped], "who leads accepts, who helps does not");

        // What others must do next waits below.
        scene.of_housing.arrives(third).await.unwrap();
        scene.of_housing.finishes(third).await.unwrap();
        scene.of_housing.returns(second).await.unwrap();
        let seen = page(&scene.of_housing).await;
        assert_eq!((numbers(&seen.to_accept), numbers(&seen.in_hand)), (vec![first], vec![]));
        assert!(numbers(&seen.waiting).contains(&second) && numbers(&seen.waiting).contains(&third));
        // 首页
        let home = view::home(&scene.of_housing.ask()).await.unwrap();
        assert_eq!(home.unit, Some(UnitCounts { called: 0, to_accept: 1, in_hand: 0 }));
        assert_eq!(view::home(&scene.worker.ask()).await.unwrap().unit, None);
    }

    async fn a_call_comes_first_until_the_unit_is_there(town: Town) {
        let scene = Scene::set(&town).await;
        let (hard, urgent) = (scene.verified("repair-light").await, scene.assigned().await);
        scene.staff.whistles(hard, "hard", &[&scene.housing, &scene.gas]).await.unwrap();
        scene.staff.whistles(urgent, "urgent", &[&scene.housing]).await.unwrap();
        let seen = page(&scene.of_housing).await;
        let called: Vec<_> = seen.called.iter().map(|called| (called.glance.number, called.pressure)).collect();
        assert_eq!(called, [(urgent, Pressure::Calm), (hard, Pressure::Calm)], "whoever must be there first");
        assert!(seen.called[0].report_by < seen.called[1].report_by);
        assert_eq!(under_way(&seen).len(), 2, "a slip that it leads and is called for stands there once");

        town.pass(Minutes(61));
        assert_eq!(page(&scene.of_housing).await.called[0].pressure, Pressure::Overdue);
        scene.of_housing.reports_in(urgent).await.unwrap();
        scene.of_housing.reports_in(hard).await.unwrap();
        let seen = page(&scene.of_housing).await;
        assert_eq!((numbers(&seen.to_accept), numbers(&seen.helping)), (vec![urgent], vec![hard]));
        assert_eq!(page(&scene.of_gas).await.called.len(), 1, "the other unit is still missing");
    }

    async fn a_unit_keeps_what_it_has_to_do_with_and_nothing_else(town: Town) {
        let scene = Scene::set(&town).await;
        let slip = scene.assigned().await;
        scene.of_housing.returns(slip).await.unwrap();
        assert_eq!(under_way(&page(&scene.of_housing).await), [slip], "until the level above has decided");
        scene.leader.decides_return(slip, "yes").await.unwrap();
        assert_eq!(under_way(&page(&scene.of_housing).await), []);
        scene.worker.assigns(slip, &scene.gas, &[]).await.unwrap();
        assert_eq!(under_way(&page(&scene.of_gas).await), [slip]);
        scene.resident.withdraws(slip).await.unwrap();
        let seen = page(&scene.of_gas).await;
        assert_eq!((under_way(&seen), numbers(&seen.over)), (vec![], vec![]), "nobody there may open it any more");
        let answer = view::slip(&scene.of_gas.ask(), slip).await;
        assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");

        let helped = scene.verified("repair-light").await;
        scene.worker.assigns(helped, &scene.gas, &[&scene.housing]).await.unwrap();
        scene.resident.withdraws(helped).await.unwrap();
        assert_eq!(numbers(&page(&scene.of_housing).await.over), [helped]);
        assert_eq!(numbers(&page(&scene.of_gas).await.over), []);
        view::slip(&scene.of_housing.ask(), helped).await.unwrap();
    }

    async fn what_is_over_is_leafed_through_from_what_ended_last(town: Town) {
        let scene = Scene::set(&town).await;
        let mut closed = Vec::new();
        for _ in 0..22 {
            town.pass(Minutes(1));
            closed.push(scene.closed().await);
        }
        closed.reverse();
        let first = page(&scene.of_housing).await;
        assert_eq!((numbers(&first.over), first.more), (closed[..20].to_vec(), true));
        let second = unit(&scene.of_housing.ask(), 1).await.unwrap();
        assert_eq!((numbers(&second.over), second.more), (closed[20..].to_vec(), false));
        let mut conn = town.desk.db.read().await.unwrap();
        let slip = store::request::find(&mut conn, closed[0]).await.unwrap().unwrap();
        assert_eq!(store::request::units(&mut conn, &slip).await.unwrap(), [scene.housing.id]);
    }

    async fn what_was_merged_comes_back_when_the_merge_is_undone(town: Town) {
        let scene = Scene::set(&town).await;
        let earlier = scene.verified("repair-light").await;
        town.pass(Minutes(1));
        let slip = scene.verified("repair-light").await;
        scene.worker.assigns(slip, &scene.gas, &[&scene.housing]).await.unwrap();
        scene.worker.merges(slip, earlier).await.unwrap();
        let seen = page(&scene.of_housing).await;
        assert_eq!((under_way(&seen), numbers(&seen.over)), (vec![], vec![slip]));
        desk::request::unmerge(&scene.worker.ask(), slip).await.unwrap();
        let seen = page(&scene.of_housing).await;
        assert_eq!((under_way(&seen), numbers(&seen.over)), (vec![slip], vec![]));
    }

    async fn it_is_for_those_who_act_for_a_unit(town: Town) {
        let scene = Scene::set(&town).await;
        let slip = scene.assigned().await;
        for somebody in [scene.staff.clone(), scene.worker.clone(), town.volunteer(DISTRICT).await, scene.of_housing.at_home()] {
            let answer = unit(&somebody.ask(), 0).await;
            assert!(matches!(answer, Err(Error::Denied(Denied::NotYourRole))), "{answer:?}");
        }
        let answer = view::slip(&scene.of_gas.ask(), slip).await;
        assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
    }
}
