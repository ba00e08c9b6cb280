//! Every form, sent twice. With the same contents the second sending changes nothing, leads to where the first led, and the
//! person is told that it was handed in already. With other contents, as the browser's Back button allows, it is done, or
//! refused by its own rule: nobody is told that something was done when nothing was.

use uuid::Uuid;

use super::{
    Scene, TABLE, UNWRITTEN, VERBS, about_a_slip, form,
    table::{self, Outcome, Row, Where, Who},
    trial::{self, Browser, Sent},
};
use crate::town::{self, Engine, Town};

/// What every sending does anew: it keeps no answer, because there is none to keep or it must not lie about. Doing them twice
/// is as good as once, or is refused.
const ANEW: [&str; 10] = [
    "/do/settings",
    "/do/send-code",
    "/do/sign-in",
    "/do/sign-out",
    "/do/demo-sign-in",
    "/do/find-people",
    "/do/inbox/open",
    "/do/inbox/read-all",
    "/do/switch-post",
    "/do/end-other-sessions",
];

/// What can be done twice with different contents. All others cannot be done again to what they were just done to.
const AGAIN: [&str; 20] = [
    "/do/set-profile",
    "/do/set-quiet-hours",
    "/do/set-public-phone",
    "/do/order",
    "/do/redeem",
    "/do/request/report",
    "/do/request/assist",
    "/do/request/reach",
    "/do/request/show-contact",
    "/do/change-unit",
    "/do/retire-unit",
    "/do/import-responsibility",
    "/do/change-service",
    "/do/retire-service",
    "/do/import-services",
    "/do/change-item",
    "/do/restock-item",
    "/do/retire-item",
    "/do/change-rule",
    "/do/issue-poster",
];

/// What finds everything as it was to become, if only that is changed which makes no difference.
const SO_ALREADY: [&str; 2] = ["/do/set-responsibility", "/do/clear-responsibility"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_form_sent_twice_is_done_once_and_a_changed_one_on_its_own_merits_on_sqlite() {
    town::tell(Engine::Sqlite, send_every_form_twice).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_form_sent_twice_is_done_once_and_a_changed_one_on_its_own_merits_on_postgres() {
    town::tell(Engine::Postgres, send_every_form_twice).await;
}

async fn send_every_form_twice(town: Town) {
    let scene = Scene::set(town).await;
    let rows = table::read(TABLE);
    let mut wrong = Vec::new();
    for (path, _) in server_fn::axum::server_fn_paths() {
        let (row, who) = who_may(&rows, path);
        wrong.extend(Form::open(&scene, row, who).await.sent_twice_alike().await);
        wrong.extend(Form::open(&scene, row, who).await.sent_twice_unlike().await);
    }
    assert!(wrong.is_empty(), "{} forms are not as they should be:\n{}", wrong.len(), wrong.join("\n"));
}

/// The row of the access table by which somebody may do this; failing that, any row.
fn who_may<'r>(rows: &'r [Row], path: &str) -> (&'r Row, Who) {
    let cells = || {
        let rows = rows.iter().filter(|row| row.path == path);
        rows.flat_map(|row| Who::ALL.into_iter().zip(&row.cells).map(move |(who, cell)| (row, who, *cell)))
    };
    let may = cells().find(|(.., cell)| cell.is_some_and(|cell| cell.here == Outcome::Ok));
    let (row, who, _) =
        may.or_else(|| cells().next()).unwrap_or_else(|| panic!("access.txt has no row for {path}"));
    (row, who)
}

/// A form that was opened once and can be sent more than once.
struct Form<'s> {
    scene: &'s Scene,
    path: &'s str,
    browser: Browser,
    key: Uuid,
    fields: Vec<(&'static str, String)>,
}

impl<'s> Form<'s> {
    async fn open(scene: &'s Scene, row: &'s Row, who: Who) -> Self {
        let browser = scene.browser(who, Where::Here).await;
        let slip = match &row.state {
            Some(state) if about_a_slip(row) => Some(scene.slip(state).await),
            _ => None,
        };
        let fields = form(scene, row, who, Where::Here, slip).await;
        Form { scene, path: &row.path, browser, key: scene.town.stranger().fresh(), fields }
    }

    /// Sends it, and counts what was written down meanwhile.
    async fn send(&self, fields: &[(&'static str, String)]) -> (Sent, usize) {
        let town = &self.scene.town;
        town.pass_seconds(1);
        let began = town.now();
        let router = &self.scene.router;
        let sent = trial::sends_under(self.key, router, town, &self.browser, self.path, fields).await;
        (sent, self.scene.changes_since(began).await)
    }

    async fn sent_twice_alike(&self) -> Option<String> {
        let (first, _) = self.send(&self.fields).await;
        let (second, changes) = self.send(&self.fields).await;
        let right = match first.outcome {
            Outcome::Ok if second.outcome == Outcome::Refused => ANEW.contains(&self.path) && changes == 0,
            Outcome::Ok if ANEW.contains(&self.path) => second.leads_to == first.leads_to,
            Outcome::Ok => second.leads_to == first.leads_to && second.tells_again() && changes == 0,
            refused => second.outcome == refused && changes == 0,
        };
        (!right).then(|| self.says("alike", &first, &second, changes))
    }

    async fn sent_twice_unlike(&self) -> Option<String> {
        let (first, _) = self.send(&self.fields).await;
        let (second, changes) = self.send(&self.changed()).await;
        let is_done = second.outcome == Outcome::Ok && changes > 0 && !second.tells_again();
        let is_refused = second.outcome != Outcome::Ok && changes == 0;
        let right = if first.outcome != Outcome::Ok {
            is_refused
        } else if ANEW.contains(&self.path) {
            is_refused || is_done || UNWRITTEN.contains(&self.path)
        } else if AGAIN.contains(&self.path) {
            is_done
        } else if SO_ALREADY.contains(&self.path) {
            second.tells_again() && changes == 0
        } else {
            is_refused
        };
        (!right).then(|| self.says("unlike", &first, &second, changes))
    }

    /// What whoever leafs back may make of it: something else in a field that can hold it, or one field more.
    fn changed(&self) -> Vec<(&'static str, String)> {
        let mut fields = self.fields.clone();
        for (name, value) in &mut fields {
            let other = match *name {
                "points" => "3".to_owned(),
                "from" => "1200".to_owned(),
                "public_phone" => "12319".to_owned(),
                "name" | "name_zh" => "另一个名字".to_owned(),
                "retired" => String::new(),
                _ => value.replace("一句话", "另一句话"),
            };
            if other != *value {
                *value = other;
                return fields;
            }
        }
        fields.push(("more", "yes".to_owned()));
        fields
    }

    fn says(&self, how: &str, first: &Sent, second: &Sent, changes: usize) -> String {
        let verb = self.path.strip_prefix(VERBS).unwrap_or(self.path);
        format!("{verb} sent twice {how}: {first:?}, then {second:?}, and {changes} changes were written")
    }
}
