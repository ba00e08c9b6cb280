//! Posts and profiles, what administrators do about them, and the demo people: on both engines.

use crate::town::*;
use desk::{
    Error, Fault,
    admin::{
        people::{self, Grant},
        units,
    },
    identity::{self, Profile},
};
use domain::{PersonId, Post, Role, catalogue::Helpers, permit::Denied, person::Phone};

fn grant(to: &Person, role: Role, code: &str) -> Grant {
    Grant { person: Some(to.id), role: role.name().to_owned(), area: code.to_owned(), ..Grant::default() }
}

/// Who asks in the browser of this person, found out anew.
async fn seen(town: &Town, person: &Person) -> Option<Post> {
    let visit = identity::visit(&town.desk, Some(&person.token.cookie()), town.now()).await.expect("a visit");
    visit.visitor.actor.expect("they are signed in").post
}

fn ids(servers: &[store::post::Server]) -> Vec<PersonId> {
    servers.iter().map(|server| server.person).collect()
}

fn fields<T: std::fmt::Debug>(answer: Result<T, Error>) -> Vec<(String, Fault)> {
    match answer {
        Err(Error::Fields(faults)) => faults.into_iter().map(|fault| (fault.field, fault.fault)).collect(),
        other => panic!("{other:?}"),
    }
}

on_both_engines! {
    async fn who_holds_one_post_acts_in_it_at_once(town: Town) {
        let worker = town.grid_worker(GRID).await;
        let browser = town.browser().await.signs_in(worker.phone.as_str()).await;
        assert_eq!(browser.visitor().await.actor.unwrap().post, worker.post);
    }

    async fn who_holds_several_chooses(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let somebody = town.volunteer(GRID).await;
        town.pass_seconds(1);
        let leader =
            people::grant_post(&admin.ask(), grant(&somebody, Role::GridLeader, GRID)).await.unwrap();
        let browser = town.browser().await.signs_in(somebody.phone.as_str()).await;
        assert_eq!(browser.visitor().await.actor.unwrap().post, None);

        let me = identity::me(&browser.ask().await).await.unwrap();
        assert_eq!(
            me.posts.iter().map(|held| held.post.role).collect::<Vec<_>>(),
            [Role::Volunteer, Role::GridLeader]
        );
        identity::switch_post(&browser.ask().await, Some(leader)).await.unwrap();
        let acting = browser.visitor().await.actor.unwrap().post;
        assert_eq!(acting, Some(Post::of(Role::GridLeader, area(GRID))));
        assert!(identity::me(&browser.ask().await).await.unwrap().posts[1].is_acting);

        identity::switch_post(&browser.ask().await, None).await.unwrap();
        assert_eq!(browser.visitor().await.actor.unwrap().post, None);
    }

    async fn nobody_acts_in_a_post_of_somebody_else(town: Town) {
        let (worker, resident) = (town.grid_worker(GRID).await, town.resident(GRID).await);
        let answer = identity::switch_post(&resident.ask(), worker.post_id).await;
        assert!(matches!(answer, Err(Error::NotFound)));
        assert_eq!(seen(&town, &resident).await, None);
    }

    async fn who_loses_a_post_is_a_resident_at_the_next_step(town: Town) {
        let (admin, worker) = (town.administrator(TOWN).await, town.grid_worker(GRID).await);
        assert_eq!(seen(&town, &worker).await, worker.post);
        people::end_post(&admin.ask(), worker.post_id.unwrap()).await.unwrap();
        assert_eq!(seen(&town, &worker).await, None);
        assert!(matches!(identity::switch_post(&worker.ask(), worker.post_id).await, Err(Error::NotFound)));
        let again = people::end_post(&admin.ask(), worker.post_id.unwrap()).await;
        assert!(matches!(again, Err(Error::ChangedMeanwhile)));
    }

    async fn posts_are_given_by_the_administrator_of_the_area(town: Town) {
        let somebody = town.resident(GRID).await;
        for (who, code, answer) in [
            (town.administrator(DISTRICT).await, TOWN, Ok(())),
            (town.administrator(TOWN).await, FAR_GRID, Ok(())),
            (town.administrator(COMMUNITY).await, COMMUNITY, Ok(())),
            (town.administrator(COMMUNITY).await, FAR_GRID, Err(Denied::NotYourArea)),
            (town.administrator(COMMUNITY).await, TOWN, Err(Denied::NotYourArea)),
            (town.administrator(COMMUNITY).await.at_home(), GRID, Err(Denied::NotYourRole)),
            (town.staff(DISTRICT).await, GRID, Err(Denied::NotYourRole)),
            (town.moderator(DISTRICT).await, GRID, Err(Denied::NotYourRole)),
            (town.grid_leader(GRID).await, GRID, Err(Denied::NotYourRole)),
            (town.resident(GRID).await, GRID, Err(Denied::NotYourRole)),
        ] {
            let given = people::grant_post(&who.ask(), grant(&somebody, Role::Volunteer, code)).await;
            match (given, answer) {
                (Ok(_), Ok(())) => {}
                (Err(Error::Denied(denied)), Err(expected)) => assert_eq!(denied, expected),
                (given, expected) => panic!("{:?} for {code}: {given:?}, expected {expected:?}", who.post),
            }
        }
        let stranger = people::grant_post(&town.stranger(), grant(&somebody, Role::Volunteer, GRID)).await;
        assert!(matches!(stranger, Err(Error::SignInFirst)));
    }

    async fn nobody_gives_themselves_a_post(town: Town) {
        let (admin, other) = (town.administrator(DISTRICT).await, town.administrator(DISTRICT).await);
        let own = grant(&admin, Role::GridLeader, GRID);
        let by_phone =
            Grant { person: None, phone: admin.phone.as_str().to_owned(), ..grant(&admin, Role::Staff, TOWN) };
        for wanted in [own.clone(), by_phone] {
            let given = people::grant_post(&admin.ask(), wanted).await;
            assert!(matches!(given, Err(Error::Denied(Denied::OwnPost))), "{given:?}");
        }
        town.unit("gas").await;
        let appointed = units::appoint(&admin.ask(), "gas", admin.phone.as_str()).await;
        assert!(matches!(appointed, Err(Error::Denied(Denied::OwnPost))), "{appointed:?}");
        people::grant_post(&other.ask(), own).await.unwrap();
    }

    async fn a_district_keeps_its_last_administrator(town: Town) {
        let (admin, of_town) = (town.administrator(DISTRICT).await, town.administrator(TOWN).await);
        let last = async |post| {
            let ended = people::end_post(&admin.ask(), post).await;
            assert!(matches!(ended, Err(Error::Denied(Denied::LastAdministrator))), "{ended:?}");
        };
        last(admin.post_id.unwrap()).await;
        people::end_post(&admin.ask(), of_town.post_id.unwrap()).await.unwrap();
        let other = town.administrator(DISTRICT).await;
        people::end_post(&admin.ask(), other.post_id.unwrap()).await.unwrap();
        last(admin.post_id.unwrap()).await;
        assert_eq!(seen(&town, &admin).await, admin.post);
    }

    async fn of_two_administrators_who_end_each_other_one_stays(town: Town) {
        for round in 0..5 {
            let (one, other) = (town.administrator(DISTRICT).await, town.administrator(DISTRICT).await);
            if round > 0 {
                // Whoever stayed in the round before goes first.
                let mut conn = town.desk.db.read().await.unwrap();
                for held in store::post::everybody(&mut conn, 100).await.unwrap() {
                    let ids = [one.id, other.id];
                    if held.post.role == Role::Administrator && !ids.contains(&held.person) {
                        let post = store::post::of_person(&mut conn, held.person).await.unwrap()[0].id;
                        people::end_post(&one.ask(), post).await.unwrap();
                    }
                }
            }
            let (first, second) = (one.ask(), other.ask());
            let (its, others) = (one.post_id.unwrap(), other.post_id.unwrap());
            let first = tokio::spawn(async move { people::end_post(&first, others).await });
            let second = tokio::spawn(async move { people::end_post(&second, its).await });
            let (first, second) = (first.await.unwrap(), second.await.unwrap());
            assert_ne!(first.is_ok(), second.is_ok(), "round {round}: {first:?} and {second:?}");
            let refused = if first.is_ok() { second } else { first };
            assert!(matches!(refused, Err(Error::Denied(Denied::LastAdministrator))), "{refused:?}");
        }
    }

    async fn posts_are_ended_by_the_administrator_of_the_area(town: Town) {
        let worker = town.grid_worker(GRID).await;
        for who in [town.administrator(FAR_COMMUNITY).await, town.staff(DISTRICT).await, worker.clone()] {
            let answer = people::end_post(&who.ask(), worker.post_id.unwrap()).await;
            assert!(matches!(answer, Err(Error::Denied(_))), "{:?}", who.post);
        }
        assert_eq!(seen(&town, &worker).await, worker.post);
    }

    async fn a_post_can_wait_for_somebody_who_never_signed_in(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let wanted = Grant {
            phone: "138 1234 5678".to_owned(),
            role: "shop_keeper".to_owned(),
            area: TOWN.to_owned(),
            ..Grant::default()
        };
        let ask = admin.ask();
        let given = people::grant_post(&ask, wanted.clone()).await.unwrap();
        assert_eq!(
            people::grant_post(&ask, wanted.clone()).await.unwrap(),
            given,
            "the same form sent twice"
        );
        let twice = people::grant_post(&admin.ask(), wanted).await;
        assert_eq!(fields(twice), [("role".to_owned(), Fault::Taken)]);

        let browser = town.browser().await.signs_in("13812345678").await;
        let acting = browser.visitor().await.actor.unwrap().post;
        assert_eq!(acting, Some(Post::of(Role::ShopKeeper, area(TOWN))));
    }

    async fn what_is_wrong_with_a_grant_is_told_at_once(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let wrong =
            Grant { phone: "12".into(), role: "resident".into(), area: "9".into(), ..Grant::default() };
        let faults = fields(people::grant_post(&admin.ask(), wrong).await);
        assert!(faults.contains(&("role".to_owned(), Fault::NotAChoice)));
        assert!(faults.contains(&("area".to_owned(), Fault::NotAChoice)));
        let nowhere = Grant {
            phone: "13812345678".into(),
            role: "staff".into(),
            area: "321012999".into(),
            ..Grant::default()
        };
        assert_eq!(
            fields(people::grant_post(&admin.ask(), nowhere).await),
            [("area".to_owned(), Fault::NotAChoice)]
        );
    }

    async fn an_administrator_finds_the_people_of_the_area(town: Town) {
        let admin = town.administrator(COMMUNITY).await;
        let (worker, near, far) =
            (town.grid_worker(GRID).await, town.resident(GRID).await, town.resident(FAR_GRID).await);
        let all = people::people(&admin.ask(), "", 0).await.unwrap();
        let ids: Vec<_> = all.lines.iter().map(|line| line.id).collect();
        assert!(ids.contains(&worker.id) && ids.contains(&near.id) && !ids.contains(&far.id));
        assert!(!all.more);

        // Names of those who serve are posted in the grid; of everybody else it is the first character.
        let line = |person: &Person| all.lines.iter().find(|line| line.id == person.id).unwrap();
        assert_eq!(line(&worker).name, "王1");
        assert_eq!(line(&near).name, "王*");
        assert!(all.lines.iter().all(|line| line.phone.contains("****")));
        assert_eq!(line(&worker).posts[0].seat.area_name, "东苑第一网格");
        assert!(line(&worker).posts[0].may_end);

        let by_phone = people::people(&admin.ask(), &near.phone.as_str()[7..], 0).await.unwrap();
        assert_eq!(by_phone.lines.iter().map(|line| line.id).collect::<Vec<_>>(), [near.id]);
        for nothing in ["%", "_", "'", "王9", "\\"] {
            assert_eq!(people::people(&admin.ask(), nothing, 0).await.unwrap().lines, [], "{nothing}");
        }

        assert_eq!(people::person(&admin.ask(), worker.id).await.unwrap().id, worker.id);
        assert!(matches!(people::person(&admin.ask(), far.id).await, Err(Error::NotFound)));
        let not_known = people::grant_post(&admin.ask(), grant(&far, Role::Volunteer, GRID)).await;
        assert!(matches!(not_known, Err(Error::NotFound)));
        assert!(matches!(
            people::people(&worker.ask(), "", 0).await,
            Err(Error::Denied(Denied::NotYourRole))
        ));
    }

    async fn who_has_just_come_is_found_by_the_district(town: Town) {
        let newcomer =
            town.browser().await.signs_in("13812345678").await.visitor().await.actor.unwrap().person;
        let (district, near) = (town.administrator(DISTRICT).await, town.administrator(TOWN).await);
        assert_eq!(people::people(&district.ask(), "5678", 0).await.unwrap().lines[0].id, newcomer);
        assert_eq!(people::people(&near.ask(), "5678", 0).await.unwrap().lines, []);
        assert!(matches!(people::person(&near.ask(), newcomer).await, Err(Error::NotFound)));
    }

    async fn a_long_list_has_pages(town: Town) {
        for _ in 0..people::PER_PAGE {
            town.resident(GRID).await;
        }
        let admin = town.administrator(DISTRICT).await;
        let first = people::people(&admin.ask(), "", 0).await.unwrap();
        let second = people::people(&admin.ask(), "", 1).await.unwrap();
        assert_eq!((first.lines.len(), first.more), (30, true));
        assert_eq!((second.lines.len(), second.more), (1, false));
    }

    async fn the_command_line_makes_the_first_administrator(town: Town) {
        let phone = "138 1234 5678";
        let person = people::create_first_administrator(&town.desk, phone, None, town.now()).await.unwrap();
        let again = people::create_first_administrator(&town.desk, phone, None, town.now()).await.unwrap();
        assert_eq!(person, again);
        let browser = town.browser().await.signs_in(phone).await;
        let acting = browser.visitor().await.actor.unwrap();
        assert_eq!(
            (acting.person, acting.post),
            (person, Some(Post::of(Role::Administrator, area(DISTRICT))))
        );

        let bad = people::create_first_administrator(&town.desk, "12", None, town.now()).await;
        assert_eq!(fields(bad), [("phone".to_owned(), Fault::Phone)]);
        let nowhere =
            people::create_first_administrator(&town.desk, phone, Some(area("330922")), town.now()).await;
        assert_eq!(fields(nowhere), [("area".to_owned(), Fault::NotAChoice)]);
    }

    async fn people_say_who_they_are_and_where_they_live(town: Town) {
        let browser = town.browser().await.signs_in("13812345678").await;
        let profile = Profile {
            name: " 王小明 ".into(),
            grid: GRID.into(),
            building: "3 幢".into(),
            door: "101".into(),
        };
        identity::set_profile(&browser.ask().await, profile.clone()).await.unwrap();
        let editions =
            async || store::edition::all(&mut town.desk.db.read().await.unwrap()).await.unwrap();
        let named = editions().await;
        let moved = Profile { door: "202".into(), ..profile };
        identity::set_profile(&browser.ask().await, moved).await.unwrap();
        assert_eq!(editions().await, named, "nobody is called anything else");
        let me = identity::me(&browser.ask().await).await.unwrap();
        assert_eq!(me.name.unwrap().as_str(), "王小明");
        assert_eq!((me.home, me.door.unwrap().as_str()), (Some(area(GRID)), "202"));
        assert_eq!(me.phone, "138****5678");

        for (profile, fault) in [
            (Profile { name: "长".repeat(41), ..Profile::default() }, "name"),
            (Profile { grid: TOWN.into(), ..Profile::default() }, "grid"),
            (Profile { grid: "321012100001999".into(), ..Profile::default() }, "grid"),
            (Profile { building: "3 幢".into(), ..Profile::default() }, "grid"),
            (Profile { grid: GRID.into(), door: "a\u{202E}b".into(), ..Profile::default() }, "door"),
        ] {
            let faults = fields(identity::set_profile(&browser.ask().await, profile).await);
            assert_eq!(faults[0].0, fault);
        }
        identity::set_profile(&browser.ask().await, Profile::default()).await.unwrap();
        assert_eq!(identity::me(&browser.ask().await).await.unwrap().home, None);
    }

    async fn a_grid_knows_who_serves_it_and_who_may_help(town: Town) {
        let leader = town.grid_leader(GRID).await;
        let staff = town.staff(TOWN).await;
        let (near, party) = (town.volunteer(GRID).await, town.party_volunteer(COMMUNITY).await);
        for elsewhere in [NEXT_GRID, FAR_GRID, FAR_COMMUNITY] {
            town.posted(Role::GridWorker, elsewhere).await;
            town.volunteer(elsewhere).await;
        }
        let mut conn = town.desk.db.read().await.unwrap();
        let serving = store::post::serving(&mut conn, area(GRID)).await.unwrap();
        assert_eq!(ids(&serving), [leader.id, staff.id]);
        for (helpers, expected) in [
            (Helpers::Volunteers, vec![leader.id, near.id, party.id]),
            (Helpers::PartyMembers, vec![leader.id, party.id]),
            (Helpers::GridStaff, vec![leader.id]),
        ] {
            let helping = store::post::helping(&mut conn, area(GRID), helpers, 10).await.unwrap();
            assert_eq!(ids(&helping), expected, "{helpers:?}");
        }
    }

    async fn many_people_are_found_by_their_ids(town: Town) {
        let mut ids = Vec::new();
        for _ in 0..20 {
            ids.push(town.resident(GRID).await.id);
        }
        ids.push(town.stranger().fresh());
        let mut conn = town.desk.db.read().await.unwrap();
        let mut found: Vec<_> = store::person::find_all(&mut conn, &ids)
            .await
            .unwrap()
            .into_iter()
            .map(|person| person.id)
            .collect();
        found.sort();
        ids.pop();
        ids.sort();
        assert_eq!(found, ids);
        assert_eq!(store::person::find_all(&mut conn, &[]).await.unwrap(), []);
    }

    async fn demo_people_are_there_for_a_demonstration_only(town: Town) {
        let (worker, resident) = (town.grid_worker(GRID).await, town.resident(GRID).await);
        assert!(matches!(identity::demo_people(&town.stranger()).await, Err(Error::NotFound)));
        assert!(matches!(identity::demo_codes(&town.stranger()), Err(Error::NotFound)));
        let answer = identity::demo_sign_in(&town.stranger(), worker.id, "").await;
        assert!(matches!(answer, Err(Error::NotFound)));

        let demo = town.as_demo();
        let people = identity::demo_people(&demo.stranger()).await.unwrap();
        assert!(people.iter().any(|line| line.person == worker.id && line.post == worker.post));
        assert!(people.iter().any(|line| line.person == resident.id && line.post.is_none()));
        let signed_in = identity::demo_sign_in(&demo.stranger(), worker.id, "").await.unwrap();
        assert_eq!(signed_in.visitor.actor.unwrap().post, worker.post);
        let visitor = demo.browser().await;
        visitor.asks_for_a_code("13812345678").await.unwrap();
        assert_eq!(identity::demo_codes(&demo.stranger()).unwrap()[0].phone, "138****5678");
        let inside = identity::demo_sign_in(&visitor.ask().await, resident.id, "").await.unwrap();
        assert_eq!(inside.person, resident.id);
        assert_eq!(visitor.visitor().await, desk::Visitor::STRANGER);
    }

    async fn a_phone_has_one_person(town: Town) {
        let resident = town.resident(GRID).await;
        let mut tx = town.desk.db.write().await.unwrap();
        let phone = Phone::new(resident.phone.as_str()).unwrap();
        let again = store::person::add(&mut tx, town.stranger().fresh(), &phone, town.now()).await;
        assert!(matches!(again, Err(store::Error::Stale)));
    }
}
