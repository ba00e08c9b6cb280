//! The access table (`access.txt`): who may open which page and do which verb. Two things are kept by a machine: the
//! table names everything that has an address, and every cell of it is really so. What is refused leaves the slip, and
//! everything else, as it was.
//!
//! Here stands what is asked for in each row; `access/scene.rs` has the people, `access/trial.rs` the asking.

mod ended;
mod repeats;
mod scene;
mod table;
mod trial;

use std::{collections::BTreeSet, fs, path::Path};

use desk::catalogue::HEADER;
use domain::RequestNumber;

use self::scene::{CASE_TYPE, Scene, case_type};
use self::table::{Outcome, Row, Where, Who};
use crate::town::{COMMUNITY, Engine, GRID, TOWN, Town};

const TABLE: &str = include_str!("access.txt");

/// Addresses that forms post to begin so.
const VERBS: &str = "/do/";

/// Change only what this browser shows, or what one has read, or nothing at all where nobody was signed in: nobody
/// else's business.
const UNWRITTEN: [&str; 6] = [
    "/do/settings",
    "/do/send-code",
    "/do/sign-out",
    "/do/find-people",
    "/do/inbox/open",
    "/do/inbox/read-all",
];

#[test]
fn everything_that_has_an_address_stands_in_the_table() {
    let rows = table::read(TABLE);
    let listed: BTreeSet<String> = rows.iter().map(|row| row.path.clone()).collect();
    let mut there: BTreeSet<String> =
        leptos_axum::generate_route_list(app::app::App).iter().map(|route| route.path().to_owned()).collect();
    there.extend(server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()));
    there.extend(plain_routes());
    assert!(there.len() > 40, "only {} addresses were found; the test looks in the wrong place", there.len());

    let missing: Vec<_> = there.difference(&listed).collect();
    assert!(
        missing.is_empty(),
        "these have an address and no row in server/tests/access.txt: {missing:#?}\n\
         Decide for each column who may, add the row, and for a verb say in server/tests/access.rs what its form holds."
    );
    let gone: Vec<_> = listed.difference(&there).collect();
    assert!(gone.is_empty(), "these rows of server/tests/access.txt have no address any more: {gone:#?}");
}

/// The routes that the server adds by hand, as its source names them. Metrics are read at an address of their own.
fn plain_routes() -> Vec<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut routes = Vec::new();
    let files = fs::read_dir(source).unwrap().map(|file| file.unwrap().path());
    for file in files.filter(|file| file.is_file() && !file.ends_with("metrics.rs")) {
        let text = fs::read_to_string(file).unwrap();
        for after in text.split(".route(\"").skip(1) {
            routes.extend(after.split('"').next().map(str::to_owned));
        }
    }
    assert!(routes.contains(&"/live".to_owned()), "the routes are written differently now: {routes:?}");
    routes
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_cell_is_really_so() {
    crate::town::tell(Engine::Sqlite, try_every_cell).await;
}

async fn try_every_cell(town: Town) {
    let scene = Scene::set(town).await;
    let mut wrong = Vec::new();
    for row in table::read(TABLE) {
        let found = found(&scene, &row).await;
        if found.cells != row.cells {
            wrong.push((row, found));
        }
    }
    for (row, found) in &wrong {
        println!("line {:>3} says  {row}\n         but is  {found}", row.line);
    }
    assert!(
        wrong.is_empty(),
        "{} rows of server/tests/access.txt are not so. If the house is right, write its line into the table; if the \
         table is right, a permit is missing or asked of the wrong person in desk/.",
        wrong.len()
    );
}

/// The row as it really is. Who only looks, or is refused, leaves the slip as it was, so the next one tries the same slip.
async fn found(scene: &Scene, row: &Row) -> Row {
    let mut found = row.clone();
    let mut untouched = None;
    for (who, cell) in Who::ALL.into_iter().zip(&mut found.cells) {
        let Some(cell) = cell else { continue };
        let places: &[Where] =
            if who.is_posted() { &[Where::Here, Where::Elsewhere] } else { &[Where::Here] };
        for &place in places {
            let slip = match (&row.state, untouched) {
                (Some(state), None) if about_a_slip(row) => Some(scene.slip(state).await),
                (_, slip) => slip,
            };
            let outcome = tried(scene, row, who, place, slip).await;
            untouched = slip.filter(|_| outcome != Outcome::Ok || !row.path.starts_with(VERBS));
            *cell = cell.with(place, outcome);
            if !who.is_posted() {
                *cell = cell.with(Where::Elsewhere, outcome);
            }
        }
    }
    found
}

/// One person tries it.
async fn tried(scene: &Scene, row: &Row, who: Who, place: Where, slip: Option<RequestNumber>) -> Outcome {
    let browser = scene.browser(who, place).await;
    if !row.path.starts_with(VERBS) {
        let address = address(scene, row, slip).await;
        return trial::opens(&scene.router, &browser, &address).await;
    }
    let fields = form(scene, row, who, place, slip).await;
    let before = match slip {
        Some(number) => Some(scene.as_it_stands(number).await),
        None => None,
    };
    scene.town.pass_seconds(1);
    let began = scene.town.now();
    let outcome = trial::sends(&scene.router, &scene.town, &browser, &row.path, &fields).await;

    let changes = scene.changes_since(began).await;
    let what = format!("{} by {who:?} ({place:?})", row.path);
    if outcome == Outcome::Ok {
        assert!(
            changes > 0 || UNWRITTEN.contains(&row.path.as_str()),
            "{what} was done and not written down"
        );
    } else {
        assert_eq!(changes, 0, "{what} was answered {outcome}, and yet something was written");
        if let (Some(before), Some(number)) = (before, slip) {
            assert_eq!(
                scene.as_it_stands(number).await,
                before,
                "{what} was answered {outcome}, and yet the slip moved"
            );
        }
    }
    outcome
}

fn about_a_slip(row: &Row) -> bool {
    row.path.starts_with("/do/request/") || row.path.starts_with("/r/") || row.path == "/live"
}

/// The address of a page, with something real in the place of each name.
async fn address(scene: &Scene, row: &Row, slip: Option<RequestNumber>) -> String {
    let digits = slip.map(RequestNumber::digits).unwrap_or_default();
    let mut address = row.path.replace("{grid}", GRID).replace("{number}", &digits).replace("{item}", "soap");
    if address.contains("{token}") {
        address = address.replace("{token}", &scene.poster().await);
    }
    if address.starts_with("/photo/") {
        address = address.replace("{id}", &scene.photo().await.to_string());
    }
    if address.starts_with("/me/vouchers/") {
        address = address.replace("{id}", &scene.voucher().await.id.to_string());
    }
    if address.starts_with("/admin/people/") {
        address = address.replace("{id}", &scene.somebody().await.id.to_string());
    }
    if address.starts_with("/admin/units/{") {
        address = address.replace("{slug}", &scene.unit().await);
    }
    if address.starts_with("/admin/responsibility/{") {
        let service = scene.duty_of(&scene.unit().await).await;
        address = address.replace("{service}", &service).replace("{area}", TOWN);
    }
    if address.starts_with("/admin/services/") {
        address = address.replace("{slug}", &scene.service().await);
    }
    if address.starts_with("/admin/shop/") {
        address = address.replace("{slug}", &scene.item().await);
    }
    if address.starts_with("/admin/posters/") {
        scene.serial().await;
    }
    if address == "/live" {
        address = format!("/live?topic=request:{digits}");
    }
    assert!(
        !address.contains([':', '{']) || address.contains("topic="),
        "{address}: say in access.rs what stands there"
    );
    address
}

/// What is typed into the form of a verb.
async fn form(
    scene: &Scene,
    row: &Row,
    who: Who,
    place: Where,
    slip: Option<RequestNumber>,
) -> Vec<(&'static str, String)> {
    let number = || ("number", slip.map(RequestNumber::digits).unwrap_or_default());
    let words = |name: &'static str| (name, "写一句话".to_owned());
    let chosen = |name: &'static str, choice: &str| (name, choice.to_owned());
    let verb = row.path.strip_prefix(VERBS).unwrap_or_default();
    match verb {
        "settings" => vec![chosen("theme", "dark")],
        "send-code" => vec![("phone", scene.new_phone())],
        "sign-in" => vec![chosen("code", "000000")],
        "sign-out" | "end-other-sessions" | "switch-post" => vec![],
        "demo-sign-in" => vec![("person", scene.helper().id.to_string())],
        "set-profile" => vec![chosen("name", "王小明")],
        "set-public-phone" if row.state.as_deref() == Some("own") => vec![chosen("public_phone", "12345")],
        "set-public-phone" => {
            let person = scene.town.staff(COMMUNITY).await.id;
            vec![("person", person.to_string()), chosen("public_phone", "12345")]
        }
        "set-quiet-hours" => vec![chosen("from", "1320"), chosen("until", "360")],
        "inbox/open" => vec![("number", scene.message(who, place, row.state.as_deref()).await)],
        "inbox/read-all" => vec![chosen("heap", "changed"), ("seen", scene.town.now().micros().to_string())],
        "end-session" => vec![("session", scene.other_session(who, place, row.state.as_deref()).await)],
        "judge-service" => {
            let service = scene.in_review(who, place, row.state.as_deref()).await;
            vec![("service", service.id.to_string()), chosen("verdict", "agrees")]
        }
        "order" => vec![
            chosen("grid", GRID),
            chosen(
                "service",
                if row.state.as_deref() == Some("filed") { "stray-cable" } else { "repair-light" },
            ),
            words("need"),
            chosen("building", "3 幢"),
        ],
        "redeem" => vec![chosen("item", "soap"), chosen("price", "1")],
        "cancel-voucher" => vec![("voucher", scene.voucher().await.id.to_string())],
        "hand-out" => vec![("code", scene.voucher().await.code.letters())],
        "request/verify" | "request/verify-several" | "request/accept" | "request/arrive" => vec![number()],
        "request/ask-back" => vec![number(), words("question")],
        "request/refuse" => vec![number(), chosen("reason", "not_ours")],
        "request/dispatch" | "request/dispatch-several" => vec![number(), chosen("to", "hall")],
        "request/unmerge" | "request/resume" | "request/reach" => vec![number()],
        "request/turn" => vec![number(), chosen("to", "119")],
        "request/merge" => vec![number(), ("typed", scene.earlier())],
        "request/split" => vec![
            number(),
            words("need-0"),
            chosen("service-0", "repair-light"),
            words("need-1"),
            chosen("service-1", "legal"),
        ],
        "request/park" => vec![number(), words("plan"), ("until", scene.later())],
        "request/ask-extension" => vec![number(), ("until", scene.later()), words("reason")],
        "request/decide-return" | "request/decide-extension" => vec![number(), chosen("verdict", "yes")],
        "request/supervise" => vec![number(), words("demand")],
        "request/whistle" => vec![
            number(),
            chosen("difficulty", "hard"),
            ("units", scene.called().to_string()),
            words("demand"),
        ],
        "request/rate-unit" => vec![number(), ("unit", scene.called().to_string()), chosen("grade", "5")],
        "request/judge" => vec![number(), chosen("finding", "justified"), words("answer")],
        "request/answer-supervision" => vec![number(), words("answer")],
        "request/check" | "request/report" | "request/finish" | "request/report-in" | "request/assist"
        | "request/not-mended" => vec![number(), words("note")],
        "request/send-back"
        | "request/give-back"
        | "request/return"
        | "request/withdraw"
        | "request/show-contact" => vec![number(), words("reason")],
        "request/answer" => vec![number(), words("answer")],
        "request/rate" => vec![number(), chosen("grade", "5")],
        _ => return form_of_administration(scene, verb).await,
    }
}

/// The same for what administrators and moderators do.
async fn form_of_administration(scene: &Scene, verb: &str) -> Vec<(&'static str, String)> {
    let chosen = |name: &'static str, choice: &str| (name, choice.to_owned());
    let service = || CASE_TYPE.map(|(name, value)| (name, value.to_owned())).to_vec();
    let unit = || {
        vec![
            chosen("name_zh", "应急中心"),
            chosen("name_en", "Emergency centre"),
            chosen("kind", "town_office"),
            chosen("hours", "00:00-24:00"),
        ]
    };
    let item = || {
        vec![
            chosen("counter", "仙女镇积分超市"),
            chosen("name_zh", "毛巾"),
            chosen("name_en", "Towel"),
            chosen("picture", "goods-towel"),
            chosen("price", "5"),
        ]
    };
    let and = |mut fields: Vec<(&'static str, String)>, more: &[(&'static str, String)]| {
        fields.extend_from_slice(more);
        fields
    };
    match verb {
        "find-people" => vec![chosen("query", "王")],
        "grant-post" => {
            vec![("phone", scene.new_phone()), chosen("role", "volunteer"), chosen("area", COMMUNITY)]
        }
        "end-post" => vec![("post", scene.somebody().await.post_id.unwrap().to_string())],
        "add-unit" => and(unit(), &[("slug", scene.new_name()), chosen("area", TOWN)]),
        "change-unit" => and(unit(), &[("unit", scene.unit().await)]),
        "retire-unit" => vec![("unit", scene.unit().await), chosen("retired", "yes")],
        "appoint-to-unit" => vec![("unit", scene.unit().await), ("phone", scene.new_phone())],
        "set-responsibility" => {
            let (service, lead) = (scene.service().await, scene.unit().await);
            vec![("service", service), chosen("area", TOWN), ("lead", lead)]
        }
        "clear-responsibility" => {
            vec![("service", scene.duty_of(&scene.unit().await).await), chosen("area", TOWN)]
        }
        "import-responsibility" => {
            let (service, lead) = (scene.service().await, scene.unit().await);
            vec![("file", format!("service,area,lead,helpers\n{service},{TOWN},{lead},\n"))]
        }
        "add-service" => and(service(), &[("slug", scene.new_name())]),
        // The first value of a field counts, and what changes nothing is not written down.
        "change-service" => and(vec![("service", scene.service().await), chosen("points", "20")], &service()),
        "retire-service" => vec![("service", scene.service().await), chosen("retired", "yes")],
        "take-back-service" => {
            vec![("service", scene.in_review(Who::Stranger, Where::Here, None).await.slug)]
        }
        "import-services" => {
            let row: [String; 22] = case_type(&scene.new_name()).into();
            vec![("file", format!("{}\n{}\n", HEADER.join(","), row.join(",")))]
        }
        "add-item" => and(item(), &[("slug", scene.new_name()), chosen("shop", TOWN), chosen("pieces", "5")]),
        "change-item" => and(item(), &[("item", scene.item().await)]),
        "restock-item" => vec![("item", scene.item().await), chosen("pieces", "5")],
        "retire-item" => vec![("item", scene.item().await), chosen("retired", "yes")],
        "change-rule" => vec![chosen("rule", "rated"), chosen("points", "2"), chosen("daily_cap", "500")],
        "issue-poster" => vec![chosen("grid", GRID)],
        "revoke-poster" => vec![chosen("grid", GRID), ("serial", scene.serial().await.to_string())],
        "hide-photo" => vec![("photo", scene.photo().await.to_string())],
        "unhide-photo" => vec![("photo", scene.hidden_photo().await.to_string())],
        "add-word" => vec![("word", scene.new_name())],
        "remove-word" => vec![("word", scene.word().await)],
        other => panic!("{VERBS}{other} stands in access.txt: say in access.rs what its form holds"),
    }
}
