//! The catalogue of case types: its file, its versions, and the review that a new duty passes: on both engines.

use crate::town::*;
use desk::{
    Error, Fault,
    admin::services::{self, Filter, Imported},
    catalogue::{HEADER, Typed, review},
    request::{self, Order},
    sheet::{self, SheetFault, SheetFaults, What},
    view,
};
use domain::{
    Minutes, Points,
    calendar::{Limit, LimitError},
    catalogue::{Admission, ReviewRefusal, Service, Standing, Verdict},
    permit::Denied,
    request::Refusal,
    text::Note,
};

/// A case type that can be added as it is.
fn typed(slug: &str) -> Typed {
    let text = str::to_owned;
    Typed {
        slug: text(slug),
        class: text("facilities"),
        subclass: text("amenities"),
        subclass_zh: text("便民设施"),
        subclass_en: text("Amenities"),
        name_zh: text("长椅维修"),
        name_en: text("Bench repair"),
        hint_zh: text("长椅断了、松了。"),
        hint_en: text("A broken or loose bench."),
        picture: text("other"),
        open_when: text("公共场所的长椅损坏，不能坐人。"),
        close_when: text("长椅修好，坐上去稳当。"),
        accept_limit: text("4 工作时"),
        finish_limit: text("2 工作日"),
        milestones: text("围起来=4 工作时"),
        warn_percent: text("75"),
        priority: text("normal"),
        helpers: text("volunteers"),
        units: String::new(),
        proof: text("after"),
        points: text("5"),
        menu: text("yes"),
    }
}

/// A file with these rows.
fn file(rows: impl IntoIterator<Item = Typed>) -> Vec<u8> {
    sheet::written(&HEADER, rows.into_iter().map(Into::into)).expect("a table")
}

async fn import(admin: &Person, rows: impl IntoIterator<Item = Typed>) -> Result<Imported, Error> {
    services::import(&admin.ask(), &file(rows)).await
}

fn faults(answer: Result<Imported, Error>) -> SheetFaults {
    match answer {
        Err(Error::Sheet(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

fn field<T: std::fmt::Debug>(answer: Result<T, Error>) -> (String, Fault) {
    match answer {
        Err(Error::Fields(mut faults)) if faults.len() == 1 => {
            let fault = faults.remove(0);
            (fault.field, fault.fault)
        }
        other => panic!("{other:?}"),
    }
}

async fn known(admin: &Person, slug: &str) -> services::Known {
    services::known(&admin.ask(), slug).await.expect("a case type")
}

async fn count(admin: &Person) -> usize {
    services::list(&admin.ask(), &Filter::default(), 0).await.expect("the catalogue").found
}

async fn orders(resident: &Person, service: &str) -> Result<domain::RequestNumber, Error> {
    let order = Order {
        grid: GRID.to_owned(),
        service: service.to_owned(),
        need: "长椅断了".to_owned(),
        building: "3 幢".to_owned(),
        ..Order::default()
    };
    request::place(&resident.ask(), order).await
}

fn phones(people: &[&Person]) -> String {
    people.iter().map(|person| person.phone.as_str()).collect::<Vec<_>>().join(" ")
}

on_both_engines! {
    async fn a_file_is_taken_whole_and_again_changes_nothing(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let (gas, housing) = (town.unit("gas").await, town.unit("housing").await);
        for unit in [&gas, &housing] {
            town.unit_worker(unit).await;
        }
        let before = count(&admin).await;
        let bench = Typed { units: "gas|housing".to_owned(), ..typed("bench") };
        let done = import(&admin, [bench.clone(), typed("fountain")]).await.unwrap();
        assert_eq!(done, Imported { added: 2, changed: 0, unchanged: 0, lists: 1 });
        assert_eq!(count(&admin).await, before + 2);
        let mut conn = town.desk.db.read().await.unwrap();
        let units = store::unit::responsible(&mut conn, "bench", area(GRID)).await.unwrap();
        assert_eq!(units.iter().map(|unit| unit.slug.as_str()).collect::<Vec<_>>(), ["gas", "housing"]);
        assert_eq!(units[0].id, gas.id);

        // The same again, as spreadsheet programs save it.
        let bytes = file([bench.clone(), typed("fountain")]);
        let text = String::from_utf8(bytes.clone()).unwrap();
        let (gbk, _, lossy) = encoding_rs::GBK.encode(text.trim_start_matches('\u{FEFF}'));
        assert!(!lossy);
        let unchanged = Imported { unchanged: 2, ..Imported::default() };
        for bytes in [bytes.as_slice(), text.trim_start_matches('\u{FEFF}').as_bytes(), &gbk] {
            assert_eq!(services::import(&admin.ask(), bytes).await.unwrap(), unchanged);
        }

        // A limit is changed, and the units are left as they are.
        let slower = Typed { finish_limit: "5 工作日".to_owned(), ..typed("bench") };
        assert_eq!(import(&admin, [slower]).await.unwrap(), Imported { changed: 1, ..Imported::default() });
        let services::Known { service, versions } = known(&admin, "bench").await;
        assert_eq!((service.version, service.finish_within), (2, Limit::working_days(5)));
        assert_eq!(versions.iter().map(|one| one.service.retired).collect::<Vec<_>>(), [false, true]);
        assert_eq!(versions[0].at.map(|at| at.to_string()), Some(town.now().to_string()));

        // What is exported is what is imported.
        let all = services::export(&admin.ask()).await.unwrap();
        let again = services::import(&admin.ask(), &all).await.unwrap();
        assert_eq!((again.added, again.changed, again.lists), (0, 0, 0));
        assert_eq!(again.unchanged as usize, count(&admin).await);
    }

    async fn every_fault_of_a_file_has_its_line_and_its_column_and_nothing_is_half_imported(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let before = count(&admin).await;
        services::retire(&admin.ask(), "legal", true).await.unwrap();
        let rows = [
            typed("bench"),
            Typed { class: "furniture".to_owned(), points: "many".to_owned(), ..typed("table") },
            Typed { accept_limit: "4 天".to_owned(), ..typed("chair") },
            Typed { finish_limit: "1 工作时".to_owned(), ..typed("fountain") },
            Typed { units: "nobody".to_owned(), ..typed("lamp") },
            typed("bench"),
            typed("legal"),
        ];
        let fault = |line, column: &str, what| SheetFault { line, column: column.to_owned(), what };
        let cell = |line, column: &str, one| fault(line, column, What::Cell(one));
        let expected = vec![
            cell(3, "class", Fault::NotAChoice),
            cell(3, "points", Fault::OutOfRange { least: 0, most: Points::MOST }),
            cell(4, "accept_limit", Fault::Limit(LimitError::Unreadable)),
            cell(5, "finish_limit", Fault::BeforeAcceptance),
            fault(6, "units", What::Unknown { text: "nobody".to_owned() }),
            fault(7, "", What::Twice { first: 2 }),
            fault(8, "slug", What::Unfit { text: "legal".to_owned() }),
        ];
        let told = faults(import(&admin, rows).await);
        assert_eq!(told, SheetFaults { total: 7, told: expected });
        assert_eq!(count(&admin).await, before, "nothing was half imported");

        let half = (0..2_000).map(|n| {
            let right = typed(&format!("bench-{n}"));
            if n % 2 == 0 { right } else { Typed { helpers: "everybody".to_owned(), ..right } }
        });
        assert_eq!(faults(import(&admin, half).await).total, 1_000);
        assert_eq!(count(&admin).await, before, "nothing was half imported");

        let line = "bench,facilities\n";
        let long = format!("{}\n{}", HEADER.join(","), line.repeat(50_001));
        let told = faults(services::import(&admin.ask(), long.as_bytes()).await);
        assert_eq!(told.told[0].what, What::TooManyRows { most: 50_000 });

        let many = import(&admin, (0..2_000).map(|n| typed(&format!("bench-{n}")))).await.unwrap();
        assert_eq!((many.added, count(&admin).await), (2_000, before + 2_000));
        for person in [town.administrator(TOWN).await, town.staff(DISTRICT).await] {
            let answer = import(&person, [typed("well")]).await;
            assert!(matches!(answer, Err(Error::Denied(Denied::NotYourRole | Denied::NotYourArea))), "{answer:?}");
        }
    }

    async fn a_slip_keeps_the_version_under_which_it_was_placed(town: Town) {
        let (admin, resident) = (town.administrator(DISTRICT).await, town.resident(GRID).await);
        services::add(&admin.ask(), &typed("bench"), None).await.unwrap();
        let old = town.slip(orders(&resident, "bench").await.unwrap()).await;
        let slower = Typed { finish_limit: "5 工作日".to_owned(), ..typed("bench") };
        let changed = services::change(&admin.ask(), "bench", &slower, None).await.unwrap();
        assert_eq!(changed.version, 2);
        // What changes nothing makes no version.
        assert_eq!(services::change(&admin.ask(), "bench", &slower, None).await.unwrap().id, changed.id);
        let new = town.slip(orders(&resident, "bench").await.unwrap()).await;
        assert_eq!(new.service, changed.id);
        let old_again = town.slip(old.number).await;
        assert_eq!((old_again.service, &old_again.limits), (old.service, &old.limits));
        assert_ne!(old.limits, new.limits);

        // Retired while the form was open.
        services::retire(&admin.ask(), "bench", true).await.unwrap();
        let answer = orders(&resident, "bench").await;
        assert!(matches!(answer, Err(Error::Request(Refusal::ServiceRetired))), "{answer:?}");
        services::change(&admin.ask(), "bench", &typed("bench"), None).await.unwrap();
        assert!(orders(&resident, "bench").await.is_err(), "a change does not put it back");
        services::retire(&admin.ask(), "bench", false).await.unwrap();
        assert_eq!(known(&admin, "bench").await.service.version, 3);
        orders(&resident, "bench").await.unwrap();
    }

    async fn what_another_node_changes_is_seen_at_the_next_look(town: Town) {
        let (admin, resident) = (town.administrator(DISTRICT).await, town.resident(GRID).await);
        let elsewhere = Person { town: town.on_another_node().await, ..admin.clone() };
        let offered = async |reader: &Person| {
            let form = view::ordering(&reader.ask(), area(GRID)).await.unwrap();
            form.menu.all().any(|service| service.slug == "bench")
        };
        assert!(!offered(&resident).await);
        services::add(&elsewhere.ask(), &typed("bench"), None).await.unwrap();
        assert!(offered(&resident).await);
        services::retire(&elsewhere.ask(), "bench", true).await.unwrap();
        assert!(!offered(&resident).await);
        services::retire(&elsewhere.ask(), "bench", false).await.unwrap();
        assert!(offered(&resident).await);
    }

    async fn a_slip_of_an_earlier_version_waits_in_the_hall_too(town: Town) {
        let (admin, resident) = (town.administrator(DISTRICT).await, town.resident(GRID).await);
        let (worker, volunteer) = (town.grid_worker(GRID).await, town.volunteer(GRID).await);
        services::add(&admin.ask(), &typed("bench"), None).await.unwrap();
        let slip = orders(&resident, "bench").await.unwrap();
        worker.verifies(slip).await.unwrap();
        worker.opens_to_all(slip).await.unwrap();
        let slower = Typed { finish_limit: "5 工作日".to_owned(), ..typed("bench") };
        services::change(&admin.ask(), "bench", &slower, None).await.unwrap();
        let hall = view::hall(&volunteer.ask(), 0).await.unwrap();
        assert_eq!(hall.open.iter().map(|glance| glance.number).collect::<Vec<_>>(), [slip]);
    }

    async fn a_new_duty_is_used_once_all_its_reviewers_agree(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let (first, second) = (town.staff(TOWN).await, town.grid_leader(COMMUNITY).await);
        let resident = town.resident(GRID).await;
        let add = async |slug: &str, reviewers: &str| {
            services::add(&admin.ask(), &typed(slug), Some(reviewers)).await
        };
        for (reviewers, fault) in [
            (phones(&[&first]), Fault::Review(ReviewRefusal::TooFew { least: 2 })),
            (phones(&[&first, &first]), Fault::Review(ReviewRefusal::TooFew { least: 2 })),
            (phones(&[&first, &admin]), Fault::Review(ReviewRefusal::OwnProposal)),
            (phones(&[&first, &resident]), Fault::NobodyInPost),
            ("13900000000000".to_owned(), Fault::Phone),
            ("13999999999".to_owned(), Fault::NobodyInPost),
        ] {
            assert_eq!(field(add("bench", &reviewers).await), ("reviewers".to_owned(), fault));
        }
        let bench = add("bench", &phones(&[&first, &second])).await.unwrap();
        assert_eq!(bench.standing(), Standing::InReview);
        let answer = orders(&resident, "bench").await;
        assert!(matches!(answer, Err(Error::Request(Refusal::NotAdmitted))), "{answer:?}");
        let told = faults(import(&admin, [typed("bench")]).await);
        assert_eq!(told.told[0].what, What::Cell(Fault::Review(ReviewRefusal::UnderWay)));

        let waiting = async |person: &Person| -> Vec<Service> {
            review::waiting(&person.ask()).await.unwrap().into_iter().map(|one| one.service).collect()
        };
        assert_eq!(waiting(&first).await, std::slice::from_ref(&bench));
        assert_eq!(waiting(&admin).await, []);
        let judge = async |person: &Person, verdict: &str, reason: &str| {
            review::judge(&person.ask(), bench.id, verdict, reason).await
        };
        assert!(matches!(judge(&admin, "agrees", "").await, Err(Error::NotFound)));
        assert_eq!(field(judge(&first, "", "").await), ("verdict".to_owned(), Fault::Missing));
        assert_eq!(judge(&first, "agrees", "").await.unwrap(), Admission::InReview);
        assert!(matches!(judge(&first, "objects", "改主意").await, Err(Error::Review(ReviewRefusal::AlreadySaid))));
        assert_eq!(waiting(&first).await, []);
        assert_eq!(judge(&second, "agrees", "").await.unwrap(), Admission::Admitted);
        let old = town.slip(orders(&resident, "bench").await.unwrap()).await;
        assert_eq!(old.service, bench.id);

        // A change in review leaves the version before it in force until it is admitted.
        let slower = Typed { finish_limit: "5 工作日".to_owned(), ..typed("bench") };
        let both = phones(&[&first, &second]);
        let change = services::change(&admin.ask(), "bench", &slower, Some(&both)).await.unwrap();
        let again = services::change(&admin.ask(), "bench", &typed("bench"), None).await;
        assert!(matches!(again, Err(Error::Review(ReviewRefusal::UnderWay))), "{again:?}");
        assert_eq!(town.slip(orders(&resident, "bench").await.unwrap()).await.service, bench.id);
        for person in [&first, &second] {
            review::judge(&person.ask(), change.id, "agrees", "").await.unwrap();
        }
        assert_eq!(town.slip(orders(&resident, "bench").await.unwrap()).await.service, change.id);
    }

    async fn one_objection_declines_a_new_duty_with_its_reason(town: Town) {
        let admin = town.administrator(DISTRICT).await;
        let (first, second) = (town.staff(TOWN).await, town.grid_leader(COMMUNITY).await);
        let resident = town.resident(GRID).await;
        let both = phones(&[&first, &second]);
        let bench = services::add(&admin.ask(), &typed("bench"), Some(&both)).await.unwrap();
        let answer = review::judge(&first.ask(), bench.id, "objects", "  ").await;
        assert_eq!(field(answer), ("reason".to_owned(), Fault::Missing));
        town.pass(Minutes(5));
        let outcome = review::judge(&first.ask(), bench.id, "objects", "没有单位管").await.unwrap();
        assert_eq!(outcome, Admission::Declined);
        let late = review::judge(&second.ask(), bench.id, "agrees", "").await;
        assert!(matches!(late, Err(Error::Review(ReviewRefusal::Over))), "{late:?}");
        assert!(review::waiting(&second.ask()).await.unwrap().is_empty());
        assert!(orders(&resident, "bench").await.is_err());

        let services::Known { service, versions } = known(&admin, "bench").await;
        assert_eq!(service.standing(), Standing::Declined);
        let told = versions[0].review.clone().unwrap();
        let said: Vec<Verdict> = told.reviewers.into_iter().filter_map(|(_, said)| Some(said?.verdict)).collect();
        assert_eq!(said, [Verdict::Objects { reason: Note::new("没有单位管").unwrap() }]);
        let back = services::retire(&admin.ask(), "bench", false).await;
        assert!(matches!(back, Err(Error::Review(ReviewRefusal::Declined))), "{back:?}");

        // It can be proposed again, and taken back.
        let next = services::change(&admin.ask(), "bench", &typed("bench"), Some(&both)).await.unwrap();
        assert_eq!((next.version, next.standing()), (2, Standing::InReview));
        services::take_back(&admin.ask(), "bench").await.unwrap();
        assert!(review::waiting(&second.ask()).await.unwrap().is_empty());
        let over = review::judge(&second.ask(), next.id, "agrees", "").await;
        assert!(matches!(over, Err(Error::Review(ReviewRefusal::Over))), "{over:?}");
        let last = services::change(&admin.ask(), "bench", &typed("bench"), None).await.unwrap();
        assert_eq!(last.version, 3);
    }
}
