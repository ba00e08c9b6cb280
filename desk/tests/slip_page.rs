//! The page of a slip: which steps each reader follows, which units and slips belong to it; and tracing, for the desk alone.

use crate::town::{FAR_GRID, GRID, NEXT_GRID, Person, TOWN, on_both_engines};
use desk::{
    Error, request,
    view::{self, Reader, Slip},
};
use domain::{
    Minutes, RequestNumber,
    permit::Denied,
    request::{Holder, Phase},
};

async fn page(reader: &Person, slip: RequestNumber) -> Slip {
    view::slip(&reader.ask(), slip).await.unwrap()
}

/// The steps somebody reads; those with words on them are marked.
async fn reads(reader: &Person, slip: RequestNumber) -> Vec<String> {
    let steps = page(reader, slip).await.steps;
    let named = steps.iter().map(|step| {
        let words = if step.said.is_some() { "*" } else { "" };
        format!("{}{words}", step.event.what.name())
    });
    named.collect()
}

on_both_engines! {
    async fn each_reader_follows_the_steps_that_concern_them(town: Town) {
        let (resident, worker, leader) =
            (town.resident(GRID).await, town.grid_worker(GRID).await, town.grid_leader(GRID).await);
        let unit = town.unit("water").await;
        let (staff, clerk) = (town.staff(TOWN).await, town.unit_worker(&unit).await);
        let slip = resident.orders("repair-light").await;
        worker.verifies(slip).await.unwrap();
        worker.assigns(slip, &unit, &[]).await.unwrap();
        assert_eq!(page(&clerk, slip).await.reader, Reader::Unit(unit.id));
        clerk.accepts(slip).await.unwrap();
        clerk.asks_for_time(slip, "2026-12-20").await.unwrap();
        leader.decides_extension(slip, "no").await.unwrap();
        staff.supervises(slip).await.unwrap();
        clerk.answers_for(slip).await.unwrap();
        staff.whistles(slip, "hard", &[&unit]).await.unwrap();
        clerk.reports_in(slip).await.unwrap();
        clerk.finishes(slip).await.unwrap();
        worker.checks(slip).await.unwrap();
        resident.rates(slip, "1").await.unwrap();
        let chief = town.staff(TOWN).await;
        chief.judges(slip, "malicious").await.unwrap();

        assert_eq!(
            reads(&resident, slip).await,
            [
                "placed", "verified", "dispatched", "accepted", "supervised", "whistled", "reported_in",
                "finished*", "checked", "rated", "disputed",
            ]
        );
        assert_eq!(
            reads(&clerk, slip).await,
            [
                "placed", "verified", "dispatched", "accepted", "extension_asked*", "extension_decided",
                "supervised*", "supervision_answered*", "whistled*", "reported_in", "finished*", "checked",
                "disputed",
            ]
        );
        assert_eq!(
            reads(&leader, slip).await,
            [
                "placed", "verified", "dispatched", "accepted", "extension_asked*", "extension_decided",
                "supervised*", "supervision_answered*", "whistled*", "reported_in", "finished*", "checked", "rated",
                "disputed", "judged*",
            ]
        );
        leader.judges(slip, "malicious").await.unwrap();
        let read = reads(&resident, slip).await;
        assert_eq!(read[11..], ["judged*", "closed"], "only the judgement that closed it is told");
        let page = page(&resident, slip).await;
        assert_eq!(page.units.get(unit.id).map(|unit| unit.slug.as_str()), Some("water"));
    }

    async fn tracing_says_who_had_it_and_how_long(town: Town) {
        let (resident, worker, volunteer) =
            (town.resident(GRID).await, town.grid_worker(GRID).await, town.volunteer(GRID).await);
        let slip = resident.orders("repair-light").await;
        // From ten in the morning on, two working days and two nights.
        town.pass(Minutes::days(2));
        worker.verifies(slip).await.unwrap();
        town.pass(Minutes(30));
        worker.gives(slip, &volunteer).await.unwrap();
        town.pass(Minutes(60));
        volunteer.accepts(slip).await.unwrap();
        town.pass(Minutes(10));

        let trace = view::trace(&worker.ask(), slip).await.unwrap();
        let hands: Vec<_> = trace
            .hands
            .iter()
            .map(|hand| (hand.phase, hand.spent.clock.0, hand.spent.working.0, hand.until.is_none()))
            .collect();
        assert_eq!(
            hands,
            [
                (Phase::Verify, 2880, 900, false),
                (Phase::Dispatch, 30, 30, false),
                (Phase::Accept, 60, 60, false),
                (Phase::Handle, 10, 10, true),
            ]
        );
        // The desk of the grid, whoever sat there; and the volunteer, from when it was given to them.
        let totals: Vec<_> = trace.totals.iter().map(|total| total.spent.working.0).collect();
        assert_eq!(totals, [930, 70]);
        assert_eq!(trace.totals[0].who.holder, Holder::Desk);
        assert_eq!(trace.totals[1].who.holder, Holder::Person(volunteer.id));
        assert!(trace.hands[2].who.name == trace.hands[3].who.name && !trace.hands[3].who.name.is_empty());
    }

    async fn tracing_is_for_those_who_run_the_desk(town: Town) {
        let (resident, worker, volunteer) =
            (town.resident(GRID).await, town.grid_worker(GRID).await, town.volunteer(GRID).await);
        let slip = resident.orders("repair-light").await;
        worker.verifies(slip).await.unwrap();
        worker.gives(slip, &volunteer).await.unwrap();
        assert!(view::trace(&town.staff(TOWN).await.ask(), slip).await.is_ok());
        let denied = view::trace(&volunteer.ask(), slip).await;
        assert!(matches!(denied, Err(Error::Denied(Denied::NotYourRole))), "{denied:?}");
        let denied = view::trace(&resident.ask(), slip).await;
        assert!(matches!(denied, Err(Error::Denied(_))), "{denied:?}");
        for stranger in [town.resident(GRID).await, town.grid_worker(NEXT_GRID).await, town.staff(FAR_GRID).await] {
            let hidden = view::trace(&stranger.ask(), slip).await;
            assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
        }
    }

    async fn parts_are_the_residents_as_the_whole_is(town: Town) {
        let (resident, worker, volunteer) =
            (town.resident(GRID).await, town.grid_worker(GRID).await, town.volunteer(GRID).await);
        let whole = resident.orders("repair-light").await;
        worker.verifies(whole).await.unwrap();
        worker.splits(whole, &[("换灯", "repair-light"), ("买药", "errand-medicine")]).await.unwrap();
        let part = page(&resident, whole).await.kin.parts[0].number;
        worker.gives(part, &volunteer).await.unwrap();
        volunteer.accepts(part).await.unwrap();
        for reader in [&resident, &worker] {
            let kin = page(reader, whole).await.kin;
            assert!(kin.parts.iter().any(|glance| glance.number == part && glance.handler.is_some()));
        }
        assert_eq!(page(&volunteer, part).await.kin.part_of, Some(whole));
        let earlier = town.resident(GRID).await.orders("repair-light").await;
        town.pass(Minutes(1));
        let later = resident.orders("repair-light").await;
        worker.merges(later, earlier).await.unwrap();
        let merged = page(&resident, later).await.kin.merged_into.unwrap();
        assert_eq!((merged.reader, merged.building.as_str(), merged.keeper), (Reader::Public, "", None));
        assert!(!page(&resident, later).await.kin.may_see_earlier && page(&worker, later).await.kin.may_see_earlier);
        request::unmerge(&worker.ask(), later).await.unwrap();
        assert!(page(&resident, later).await.kin.merged_into.is_none());
    }
}
