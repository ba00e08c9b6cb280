//! The inbox: who is told what, when they see it, and when it counts as read.

use crate::town::{COMMUNITY, DISTRICT, GRID, Person, Town, on_both_engines};
use desk::{
    Error, Fault,
    admin::units::{self, Typed},
    inbox::{self, Delivery, Message},
    live::Topic,
    request::{self, To, Work},
    view,
};
use domain::{
    Minutes, PersonId, Request, RequestNumber, Unit,
    inbox::{Heap, News, Unread},
};

async fn slip(town: &Town, number: RequestNumber) -> Request {
    let mut conn = town.desk.db.read().await.unwrap();
    store::request::find(&mut conn, number).await.unwrap().unwrap()
}

/// Tells these people, and says who sees it at once.
async fn tells(town: &Town, message: Message, to: &[&Person]) -> Vec<PersonId> {
    let to: Vec<PersonId> = to.iter().map(|person| person.id).collect();
    let mut tx = town.desk.db.write().await.unwrap();
    let hours = store::inbox::quiet_hours(&mut tx, &to).await.unwrap();
    let Delivery { sentences, seen_by } = inbox::deliver(message, &hours, town.now());
    tx.commit_with(&sentences).await.unwrap();
    seen_by
}

/// What lies on a heap, as it is read from the top: `*` is new, `/` is settled.
async fn reads(person: &Person, heap: Heap) -> Vec<String> {
    let inbox = inbox::page(&person.ask(), Some(heap), 0).await.unwrap();
    let mark = |line: &inbox::Line| match (line.is_new, line.is_settled) {
        (true, _) => "*",
        (false, true) => "/",
        (false, false) => "",
    };
    inbox.lines.iter().map(|line| format!("{}{}", mark(line), line.news.name())).collect()
}

async fn unread(person: &Person) -> [u32; 3] {
    let Unread { needs, follows, changed } = inbox::unread(&person.ask()).await.unwrap();
    [needs, follows, changed]
}

/// A slip that somebody has in hand, and who.
async fn in_hand(town: &Town) -> (RequestNumber, Person) {
    let number = town.resident(GRID).await.orders("repair-light").await;
    let (worker, volunteer) = (town.grid_worker(GRID).await, town.volunteer(GRID).await);
    request::verify(&worker.ask(), number).await.unwrap();
    request::dispatch(&worker.ask(), number, To::Person(volunteer.id)).await.unwrap();
    assert_eq!(reads(&volunteer, Heap::Needs).await, ["*given"]);
    request::accept(&volunteer.ask(), number).await.unwrap();
    assert_eq!(reads(&volunteer, Heap::Needs).await, ["/given"]);
    (number, volunteer)
}

/// A unit of the district, and two who act for it.
async fn unit(town: &Town, admin: &Person, slug: &str) -> (Unit, [Person; 2]) {
    let typed = Typed {
        name_zh: "水务局".to_owned(),
        name_en: "Water bureau".to_owned(),
        kind: "department".to_owned(),
        hours: "8:30-12:00 14:00-18:00".to_owned(),
    };
    let unit = units::add(&admin.ask(), slug, DISTRICT, &typed).await.unwrap();
    let people = [town.unit_worker(&unit).await, town.unit_worker(&unit).await];
    (unit, people)
}

on_both_engines! {
    async fn each_heap_has_its_messages_and_a_message_says_nothing_personal(town: Town) {
        let resident = town.resident(GRID).await;
        let number = resident.orders("repair-light").await;
        let (request, worker) = (slip(&town, number).await, town.grid_worker(GRID).await);
        tells(&town, Message::needs(&request, News::Placed), &[&worker]).await;
        tells(&town, Message::follows(&request, News::Accepted), &[&worker, &resident]).await;
        tells(&town, Message::changed(&request, News::Progressed), &[&resident]).await;

        assert_eq!((unread(&worker).await, unread(&resident).await), ([1, 1, 0], [0, 1, 1]));
        let inbox = inbox::page(&worker.ask(), None, 0).await.unwrap();
        assert_eq!(inbox.heap, Heap::Needs);
        let line = inbox.lines.first().unwrap();
        assert_eq!((line.number, line.news, line.at), (number, News::Placed, town.now()));
        assert_eq!(line.service.slug, "repair-light");
        assert_eq!(line.grid, "东苑社区居委会 东苑第一网格");
        assert_eq!(line.due, request.due());
        let shown = format!("{line:?}");
        assert!(!shown.contains("楼道") && !shown.contains(resident.phone.as_str()), "{shown}");

        let first_new = inbox::page(&resident.ask(), None, 0).await.unwrap();
        assert_eq!(first_new.heap, Heap::Follows);
        assert!(matches!(inbox::unread(&town.stranger()).await, Err(Error::SignInFirst)));
        assert!(matches!(inbox::page(&town.stranger(), None, 0).await, Err(Error::SignInFirst)));
    }

    async fn nobody_is_told_the_same_thing_twice(town: Town) {
        let request = slip(&town, town.resident(GRID).await.orders("repair-light").await).await;
        let worker = town.grid_worker(GRID).await;
        for message in [Message::needs, Message::needs, Message::changed] {
            tells(&town, message(&request, News::Warned), &[&worker, &worker]).await;
        }
        assert_eq!(unread(&worker).await, [1, 0, 0]);
        let later = Request { revision: request.revision + 1, ..request };
        tells(&town, Message::needs(&later, News::Warned), &[&worker]).await;
        assert_eq!(unread(&worker).await, [2, 0, 0]);
    }

    async fn many_are_told_in_one_go(town: Town) {
        let request = slip(&town, town.resident(GRID).await.orders("repair-light").await).await;
        let mut people = Vec::new();
        for _ in 0..35 {
            people.push(town.volunteer(GRID).await);
        }
        let stranger = Person { id: town.stranger().fresh(), ..people[0].clone() };
        let mut told: Vec<&Person> = people.iter().collect();
        told.push(&stranger);
        assert_eq!(tells(&town, Message::changed(&request, News::Closed), &told).await.len(), 35);
        for person in &people {
            assert_eq!(unread(person).await, [0, 0, 1]);
        }
        assert!(tells(&town, Message::changed(&request, News::Closed), &[]).await.is_empty());
    }

    async fn quiet_hours_silence_reminders_and_hide_nothing_from_whoever_looks(town: Town) {
        let request = slip(&town, town.resident(GRID).await.orders("repair-light").await).await;
        let (worker, early_bird) = (town.grid_worker(GRID).await, town.grid_worker(GRID).await);
        inbox::set_quiet_hours(&early_bird.ask(), "1200", "300").await.unwrap();
        assert_eq!(inbox::page(&worker.ask(), None, 0).await.unwrap().quiet_until, None);

        // 22:00
        town.pass(Minutes::hours(12));
        assert!(tells(&town, Message::needs(&request, News::Warned), &[&worker, &early_bird]).await.is_empty());
        assert_eq!((unread(&worker).await, reads(&worker, Heap::Needs).await), ([1, 0, 0], vec!["*warned".to_owned()]));
        let night = inbox::page(&worker.ask(), None, 0).await.unwrap();
        assert_eq!(night.quiet_until.unwrap().to_string(), "2026-11-24 07:00");
        let seen = tells(&town, Message::needs(&request, News::Turned).urgent(), &[&worker]).await;
        assert_eq!((seen, unread(&worker).await), (vec![worker.id], [2, 0, 0]));

        // 5:00: the one is reminded again, the other not yet.
        town.pass(Minutes::hours(7));
        let seen = tells(&town, Message::changed(&request, News::Progressed), &[&worker, &early_bird]).await;
        assert_eq!(seen, [early_bird.id]);
        assert_eq!((unread(&worker).await, unread(&early_bird).await), ([2, 0, 1], [1, 0, 1]));
    }

    async fn what_was_read_in_quiet_hours_stays_read(town: Town) {
        let request = slip(&town, town.resident(GRID).await.orders("repair-light").await).await;
        let worker = town.grid_worker(GRID).await;
        town.pass(Minutes::hours(12));
        tells(&town, Message::changed(&request, News::Closed), &[&worker]).await;
        inbox::mark_all_read(&worker.ask(), Heap::Changed, town.now()).await.unwrap();
        assert_eq!(unread(&worker).await, [0, 0, 0]);
        town.pass(Minutes::hours(9));
        assert_eq!((unread(&worker).await, reads(&worker, Heap::Changed).await), ([0, 0, 0], vec!["closed".to_owned()]));
    }

    async fn quiet_hours_are_times_of_day(town: Town) {
        let resident = town.resident(GRID).await;
        let hours = inbox::quiet_hours(&resident.ask()).await.unwrap();
        assert_eq!((hours.from(), hours.until()), (Minutes(21 * 60 + 30), Minutes(7 * 60)));
        for (from, until) in [("1440", "420"), ("0", "1440"), ("", "420"), ("-1", "0"), ("22:00", "7:00")] {
            let refused = inbox::set_quiet_hours(&resident.ask(), from, until).await;
            assert!(
                matches!(&refused, Err(Error::Fields(faults)) if faults[0].fault == Fault::NotAChoice),
                "{from} to {until}: {refused:?}"
            );
        }
        inbox::set_quiet_hours(&resident.ask(), "0", "0").await.unwrap();
        let none = inbox::quiet_hours(&resident.ask()).await.unwrap();
        assert_eq!((none.from(), none.until()), (Minutes(0), Minutes(0)));
        let stranger = inbox::set_quiet_hours(&town.stranger(), "0", "0").await;
        assert!(matches!(stranger, Err(Error::SignInFirst)));
    }

    async fn opening_a_slip_reads_all_that_was_told_of_it(town: Town) {
        let resident = town.resident(GRID).await;
        let (one, other) = (resident.orders("repair-light").await, resident.orders("legal").await);
        let (request, another) = (slip(&town, one).await, slip(&town, other).await);
        let worker = town.grid_worker(GRID).await;
        tells(&town, Message::needs(&request, News::Placed), &[&worker, &resident]).await;
        tells(&town, Message::changed(&request, News::Answered), &[&worker]).await;
        tells(&town, Message::needs(&another, News::Placed), &[&worker]).await;

        let mut heard = town.desk.live.watch();
        assert_eq!(inbox::open(&worker.ask(), one).await.unwrap(), one);
        assert_eq!(heard.try_recv().unwrap(), Topic::Person(worker.id), "the other open pages count anew");
        assert_eq!((unread(&worker).await, unread(&resident).await), ([1, 0, 0], [1, 0, 0]));
        assert_eq!(reads(&worker, Heap::Changed).await, ["answered"]);
        assert_eq!(inbox::open(&worker.ask(), one).await.unwrap(), one, "once more is no harm");
        assert!(heard.try_recv().is_err(), "and no news");

        for (who, number) in [(&resident, other), (&town.resident(GRID).await, one)] {
            assert!(matches!(inbox::open(&who.ask(), number).await, Err(Error::NotFound)));
        }
        assert!(matches!(inbox::open(&town.stranger(), one).await, Err(Error::SignInFirst)));
    }

    async fn a_heap_is_marked_as_read_as_far_as_it_was_seen(town: Town) {
        let request = slip(&town, town.resident(GRID).await.orders("repair-light").await).await;
        let worker = town.grid_worker(GRID).await;
        tells(&town, Message::changed(&request, News::Accepted), &[&worker]).await;
        tells(&town, Message::needs(&request, News::Warned), &[&worker]).await;
        let seen = town.now();
        town.pass(Minutes(1));
        tells(&town, Message::changed(&request, News::Progressed), &[&worker]).await;

        inbox::mark_all_read(&worker.ask(), Heap::Changed, seen).await.unwrap();
        assert_eq!(unread(&worker).await, [1, 0, 1]);
        assert_eq!(reads(&worker, Heap::Changed).await, ["*progressed", "accepted"]);

        // What somebody claims to have seen has happened already.
        inbox::mark_all_read(&worker.ask(), Heap::Changed, town.now().plus(Minutes::days(1))).await.unwrap();
        assert_eq!(unread(&worker).await, [1, 0, 0]);
        town.pass(Minutes(1));
        tells(&town, Message::changed(&request, News::Closed), &[&worker]).await;
        assert_eq!(reads(&worker, Heap::Changed).await, ["*closed", "progressed", "accepted"]);
    }

    async fn what_somebody_else_has_done_asks_nobody_any_more(town: Town) {
        let (one, other) = (town.grid_worker(GRID).await, town.grid_worker(GRID).await);
        let number = town.resident(GRID).await.orders("repair-light").await;
        assert_eq!((unread(&one).await, unread(&other).await), ([1, 0, 0], [1, 0, 0]));

        let mut heard = town.desk.live.watch();
        request::verify(&one.ask(), number).await.unwrap();
        assert_eq!((unread(&one).await, unread(&other).await), ([0, 0, 0], [0, 0, 0]));
        assert_eq!(reads(&other, Heap::Needs).await, ["/placed"]);
        let heard = std::iter::from_fn(|| heard.try_recv().ok()).collect::<Vec<_>>();
        assert!(heard.contains(&Topic::Person(other.id)), "{heard:?}");

        // What is still asked comes before what is not, and what is new before both.
        let request = slip(&town, number).await;
        town.pass(Minutes(1));
        tells(&town, Message::needs(&request, News::NobodyThere), &[&other]).await;
        inbox::open(&other.ask(), number).await.unwrap();
        tells(&town, Message::needs(&request, News::Warned), &[&other]).await;
        assert_eq!(reads(&other, Heap::Needs).await, ["*warned", "nobody_there", "/placed"]);
    }

    async fn a_question_beside_the_slip_stays_until_it_is_decided(town: Town) {
        let (number, volunteer) = in_hand(&town).await;
        let (one, other) = (town.grid_leader(COMMUNITY).await, town.grid_leader(COMMUNITY).await);
        let due = slip(&town, number).await.due().unwrap();
        let later = due.plus(Minutes::days(1)).to_string();
        request::ask_extension(&volunteer.ask(), number, &later[..10], "等配件").await.unwrap();
        request::report(&volunteer.ask(), number, Work { note: "在等".to_owned(), ..Work::default() }).await.unwrap();
        assert_eq!((reads(&one, Heap::Needs).await, unread(&other).await), (vec!["*extension_asked".to_owned()], [1, 0, 0]));
        request::decide_extension(&one.ask(), number, "yes", "").await.unwrap();
        assert_eq!(reads(&other, Heap::Needs).await, ["/extension_asked"]);
        assert_eq!(reads(&volunteer, Heap::Changed).await, ["*extension_decided"]);

        request::supervise(&one.ask(), number, "怎么样了").await.unwrap();
        request::arrive(&volunteer.ask(), number, Work::default()).await.unwrap();
        assert_eq!(reads(&volunteer, Heap::Needs).await, ["supervised", "/given"], "an answer is owed yet");
        request::answer_supervision(&volunteer.ask(), number, "明天好").await.unwrap();
        assert_eq!(reads(&volunteer, Heap::Needs).await, ["/supervised", "/given"]);
        assert_eq!(reads(&one, Heap::Follows).await, ["*supervision_answered"]);
    }

    async fn who_has_it_next_owes_the_answer(town: Town) {
        let (number, volunteer) = in_hand(&town).await;
        let (leader, worker) = (town.grid_leader(COMMUNITY).await, town.grid_worker(GRID).await);
        request::supervise(&leader.ask(), number, "怎么样了").await.unwrap();
        request::give_back(&volunteer.ask(), number, "今天来不了").await.unwrap();
        assert!(slip(&town, number).await.beside.supervision.is_some());
        let dispatcher = slip(&town, number).await.beside.dispatcher.unwrap().by;
        assert_ne!(dispatcher, worker.id);
        let dispatcher = Person { id: dispatcher, ..worker };
        assert_eq!(reads(&dispatcher, Heap::Needs).await[..2], ["*given_back", "*supervised"]);
    }

    async fn who_had_it_sees_that_it_was_withdrawn(town: Town) {
        let resident = town.resident(GRID).await;
        let number = resident.orders("repair-light").await;
        let (worker, volunteer) = (town.grid_worker(GRID).await, town.volunteer(GRID).await);
        request::verify(&worker.ask(), number).await.unwrap();
        request::dispatch(&worker.ask(), number, To::Person(volunteer.id)).await.unwrap();
        request::accept(&volunteer.ask(), number).await.unwrap();
        request::withdraw(&resident.ask(), number, "").await.unwrap();
        assert_eq!(reads(&volunteer, Heap::Changed).await, ["*withdrawn"]);
        let page = view::slip(&volunteer.ask(), number).await.unwrap();
        assert!(page.request.state.is_over() && !page.offers.any());
        assert!(matches!(view::slip(&town.volunteer(GRID).await.ask(), number).await, Err(Error::NotFound)));
    }

    async fn a_unit_is_called_until_one_of_its_people_is_there(town: Town) {
        let (number, _) = in_hand(&town).await;
        let (caller, admin) = (town.staff(COMMUNITY).await, town.administrator(DISTRICT).await);
        let (gas, [there, colleague]) = unit(&town, &admin, "gas").await;
        let (water, [late, also_late]) = unit(&town, &admin, "water").await;
        let units = [gas.id.to_string(), water.id.to_string()];
        request::whistle(&caller.ask(), number, "ordinary", &units, "一起来看看").await.unwrap();
        for person in [&there, &colleague, &late, &also_late] {
            assert_eq!(reads(person, Heap::Needs).await, ["*whistled"]);
        }
        request::report_in(&there.ask(), number, "").await.unwrap();
        assert_eq!((unread(&colleague).await, unread(&late).await), ([0, 0, 0], [1, 0, 0]));
        assert_eq!(reads(&caller, Heap::Follows).await, ["*reported_in"]);
        request::report_in(&late.ask(), number, "").await.unwrap();
        assert_eq!(unread(&also_late).await, [0, 0, 0]);
    }

    async fn a_long_heap_is_leafed_through_and_what_was_read_long_ago_is_swept(town: Town) {
        let resident = town.resident(GRID).await;
        let mut slips = Vec::new();
        for _ in 0..inbox::PAGE + 1 {
            slips.push(slip(&town, resident.orders("repair-light").await).await);
        }
        let worker = town.grid_worker(GRID).await;
        let mut newest_first = Vec::new();
        for request in slips {
            tells(&town, Message::changed(&request, News::Closed), &[&worker]).await;
            newest_first.insert(0, request.number);
            town.pass_seconds(1);
        }
        let first = inbox::page(&worker.ask(), Some(Heap::Changed), 0).await.unwrap();
        let numbers: Vec<_> = first.lines.iter().map(|line| line.number).collect();
        assert_eq!((numbers.as_slice(), first.more), (&newest_first[..inbox::PAGE as usize], true));
        let second = inbox::page(&worker.ask(), Some(Heap::Changed), 1).await.unwrap();
        assert_eq!((second.lines.len(), second.more), (1, false));

        inbox::open(&worker.ask(), newest_first[0]).await.unwrap();
        let mut tx = town.desk.db.write().await.unwrap();
        assert_eq!(store::inbox::sweep(&mut tx, town.now(), 100).await.unwrap(), 0);
        assert_eq!(store::inbox::sweep(&mut tx, town.now().plus(Minutes(1)), 100).await.unwrap(), 1);
        tx.commit().await.unwrap();
        assert_eq!(unread(&worker).await, [0, 0, inbox::PAGE]);
    }
}
