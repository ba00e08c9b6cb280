//! How the engines find the answers of the desk's list, of the hall, of a unit's and of a resident's list: along an index, whatever lies there.

use crate::engines::{Database, Engine};
use domain::{
    Area, PersonId, Points, ServiceId, Timestamp, Unit, UnitId,
    area::{GridKind, Level},
    calendar::OfficeHours,
    catalogue::{Admission, Class, Helpers, Priority, Proof, Service, Subclass},
    person::Phone,
    unit::UnitKind,
};
use sqlx::{AssertSqlSafe, Row};
use store::{
    Db, area, person,
    request::{given, in_hall, of_unit, ordered, placed_in, statements, waiting},
    service,
};
use uuid::Uuid;

const AT: Timestamp = Timestamp::from_micros(1_795_226_400_000_000);
const GRID: &str = "321012100001001";
const NOBODY: Uuid = Uuid::from_u128(1);

/// Twenty thousand slips of one grid and its neighbours: as in life, most of them closed, and those have no limit.
const SLIPS: &str = "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 20000) \
     INSERT INTO request (district, number, grid, service, resident, need, building, placed_at, limits, state, \
     facts, beside, due, provisional, reopened, revision, waits) \
     SELECT 321012, i, 321012100001001 + i % 20, $1, $1, 'need', 'building', i, '', \
     CASE i / 20 % 20 WHEN 0 THEN 'placed' WHEN 1 THEN 'verified' WHEN 2 THEN 'dispatched' ELSE 'closed' END, '', '', \
     CASE WHEN i / 20 % 20 > 2 THEN NULL ELSE i * 7919 % 20000 END, $2, 0, 1, \
     CASE i / 20 % 40 WHEN 2 THEN 32 ELSE 0 END FROM n";

/// Each of two hundred units has to do with a hundred of them, and most of those are over.
const OF_UNITS: &str = "INSERT INTO request_unit (unit, district, request, since, ended_at) \
     SELECT unit.id, district, number, 0, CASE WHEN state = 'closed' THEN number END \
     FROM request JOIN unit ON unit.slug = CAST(number / 7 % 200 AS TEXT)";

async fn load(db: &Db) {
    let mut tx = db.write().await.unwrap();
    let grid: Area = GRID.parse().unwrap();
    for level in [Level::District, Level::Town, Level::Community] {
        add(&mut tx, grid.at(level).unwrap()).await;
    }
    for sequence in 1..=20 {
        add(&mut tx, grid.at(Level::Community).unwrap().divided(sequence).unwrap()).await;
    }
    person::add(&mut tx, PersonId(NOBODY), &Phone::new("13900000000").unwrap(), AT).await.unwrap();
    let light = Service {
        id: ServiceId(NOBODY),
        slug: "repair-light".to_owned(),
        version: 1,
        class: Class::Facilities,
        subclass: Subclass {
            slug: "light".to_owned(),
            name_zh: "照明".to_owned(),
            name_en: "Light".to_owned(),
        },
        name_zh: "修灯".to_owned(),
        name_en: "Light".to_owned(),
        hint_zh: String::new(),
        hint_en: String::new(),
        picture: String::new(),
        open_when: String::new(),
        close_when: String::new(),
        accept_within: "4 工作时".parse().unwrap(),
        finish_within: "5 工作日".parse().unwrap(),
        milestones: Vec::new(),
        warn_percent: 80,
        priority: Priority::Normal,
        helpers: Helpers::Volunteers,
        proof: Proof::None,
        points: Points::new(1).unwrap(),
        on_menu: true,
        admission: Admission::Admitted,
        retired: false,
    };
    service::add(&mut tx, &light, 1).await.unwrap();
    for number in 0..200 {
        let unit = Unit {
            id: UnitId(Uuid::from_u128(1000 + number)),
            slug: number.to_string(),
            name_zh: "单位".to_owned(),
            name_en: "Unit".to_owned(),
            kind: UnitKind::Department,
            area: grid.at(Level::District).unwrap(),
            hours: OfficeHours::default(),
            retired: false,
        };
        assert!(store::unit::add(&mut tx, &unit).await.unwrap());
    }
    tx.commit().await.unwrap();
    match db {
        Db::Sqlite { writer, .. } => {
            sqlx::query(SLIPS).bind(NOBODY).bind(false).execute(writer.pool()).await.unwrap();
            sqlx::query(OF_UNITS).execute(writer.pool()).await.unwrap();
        }
        Db::Postgres(lines) => {
            let mut line = lines.line().await.unwrap();
            sqlx::query(SLIPS).bind(NOBODY).bind(false).execute(line.connection()).await.unwrap();
            sqlx::query(OF_UNITS).execute(line.connection()).await.unwrap();
        }
    }
}

async fn add(tx: &mut store::Tx, area: Area) {
    let entry = area::Entry {
        area,
        name: area.to_string(),
        grid_kind: (area.level() == Level::Grid).then_some(GridKind::Comprehensive),
        extent: None,
        supervision_phone: None,
        valid_from: AT,
        valid_until: None,
    };
    area::add(tx, &entry).await.unwrap();
}

/// In how many states one looks at slips: in one, which most pages do, in a few, and in all that are open.
const STATES: [usize; 3] = [1, 3, 12];

/// What stands for the values of a page, of one on which something is looked for, and of a count: their types and what they
/// are, in the words of both engines.
fn asked(states: usize) -> [(String, String); 3] {
    let names = ["placed", "verified", "dispatched"].into_iter().chain((3..).map(|_| "asked"));
    let names: String = names.take(states).map(|name| format!(", '{name}'")).collect();
    let texts = ", text".repeat(states);
    let page = (
        format!("bigint, bigint, bigint, bigint, bigint{texts}"),
        format!("0, -1, 9223372036854775807, -1{names}"),
    );
    let sought = (
        format!("{}, text, text, uuid, bigint, text, bigint", page.0),
        format!("{}, NULL, NULL, NULL, NULL, NULL, NULL", page.1),
    );
    [page, sought, (format!("bigint{texts}"), names.trim_start_matches(", ").to_owned())]
}

/// The plan of a statement as the engine tells it: PostgreSQL's is the one it settles on after having run it for a while.
async fn plan(db: &Db, area: Area, statement: &str, asked: (&str, &str)) -> String {
    plan_of(db, &area.to_string(), statement, asked).await
}

async fn plan_of(db: &Db, first: &str, statement: &str, (types, values): (&str, &str)) -> String {
    match db {
        // Its plans do not depend on the values.
        Db::Sqlite { reader, .. } => {
            let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
            let rows = sqlx::query(explain).fetch_all(reader).await.unwrap();
            rows.iter().map(|row| row.get::<String, _>("detail")).collect::<Vec<_>>().join("\n")
        }
        Db::Postgres(lines) => {
            let mut line = lines.line().await.unwrap();
            let conn = line.connection();
            let prepare = format!("DEALLOCATE ALL; PREPARE asked ({types}) AS {statement}");
            sqlx::raw_sql(AssertSqlSafe(prepare)).execute(&mut *conn).await.unwrap();
            let explain = format!("EXPLAIN EXECUTE asked ({first}, {values})");
            let mut rows = Vec::new();
            for _ in 0..8 {
                rows = sqlx::raw_sql(AssertSqlSafe(explain.clone())).fetch_all(&mut *conn).await.unwrap();
            }
            rows.iter().map(|row| row.get::<String, _>(0)).collect::<Vec<_>>().join("\n")
        }
    }
}

/// Whether the engine puts into order what it has read; merging what comes in order is none of it.
fn sorts(plan: &str) -> bool {
    plan.contains("Sort  (cost") || plan.contains("TEMP B-TREE FOR ORDER BY")
}

async fn every_level_reads_its_index_in_order(db: &Db, when: &str) {
    let grid: Area = GRID.parse().unwrap();
    for (level, states) in [Level::District, Level::Town, Level::Community, Level::Grid]
        .into_iter()
        .flat_map(|level| STATES.map(|states| (level, states)))
    {
        let index = format!("request_desk_{}", level.name());
        let [page, sought, backwards, sought_backwards, count] = statements(level, states, !db.is_sqlite());
        let [of_page, of_sought, of_count] = asked(states);
        for (what, statement, (types, values)) in [
            ("page", page, &of_page),
            ("page of what is looked for", sought, &of_sought),
            ("page read backwards", backwards, &of_page),
            ("page of what is looked for read backwards", sought_backwards, &of_sought),
            ("count", count, &of_count),
        ] {
            let plan = plan(db, grid.at(level).unwrap(), &statement, (types, values)).await;
            let hint = format!(
                "a {what} of {states} states of a {} {when} must come along {index}, from its spot on, without sorting; \
                 see store/migrations/0004_desk_list.sql\n{plan}",
                level.name()
            );
            assert!(plan.contains(&index), "{hint}");
            assert!(!sorts(&plan), "{hint}");
            assert!(!plan.contains("Seq Scan on request") && !plan.contains("SCAN request"), "{hint}");
            let spot = ["(due_order,number)>(?,?)", "ROW(due_order, number) > ROW("];
            assert!(what == "count" || spot.iter().any(|spot| plan.contains(spot)), "{hint}");
        }
    }
}

/// What waits for a decision comes along an index that holds nothing else, in its order, whatever its state.
async fn what_waits_has_indexes_of_its_own(db: &Db) {
    let grid: Area = GRID.parse().unwrap();
    for level in [Level::District, Level::Town, Level::Community, Level::Grid] {
        let index = format!("request_waits_{}", level.name());
        let [page, sought, backwards, sought_backwards] = waiting(level);
        let [of_page, of_sought, _] = asked(0);
        let [.., count] = statements(level, 1, !db.is_sqlite());
        let [.., of_count] = asked(1);
        for (what, statement, (types, values)) in [
            ("page", page, &of_page),
            ("page of what is looked for", sought, &of_sought),
            ("page read backwards", backwards, &of_page),
            ("page of what is looked for read backwards", sought_backwards, &of_sought),
            ("count", count, &of_count),
        ] {
            let plan = plan(db, grid.at(level).unwrap(), &statement, (types, values)).await;
            let hint = format!(
                "a {what} of what waits in a {} must come along {index} without sorting; see \
                 store/migrations/0015_waits.sql\n{plan}",
                level.name()
            );
            assert!(plan.contains(&index), "{hint}");
            assert!(!sorts(&plan), "{hint}");
            assert!(!plan.contains("Seq Scan on request") && !plan.contains("SCAN request"), "{hint}");
        }
    }
}

/// The list of a unit comes along its own index: what is over in its order, so that a page costs the same however much
/// the unit has done in its life; what is under way without looking at what is over.
async fn a_unit_reads_its_own_list(db: &Db) {
    let unit = format!("'{}'", Uuid::from_u128(1001));
    for over in [true, false] {
        let plan = plan_of(db, &unit, of_unit(over), ("uuid, bigint, bigint", "21, 0")).await;
        let hint = format!(
            "the list of a unit (over: {over}) must come along request_unit_list and then each slip by its key; see \
             store/migrations/0001_main_job.sql\n{plan}"
        );
        assert!(plan.contains("request_unit_list"), "{hint}");
        assert!(!plan.contains("Seq Scan on request") && !plan.contains("SCAN request"), "{hint}");
        assert_eq!(sorts(&plan), !over, "{hint}");
    }
}

/// The hall comes along the index of its level, the most urgent first, and stops when it has a page.
async fn a_hall_reads_its_index_in_order(db: &Db) {
    let grid: Area = GRID.parse().unwrap();
    for level in [Level::District, Level::Town, Level::Community, Level::Grid] {
        let values = (
            "bigint, uuid, bigint, bigint, bigint, bigint",
            "'00000000-0000-0000-0000-000000000009', 0, 0, 21, 0",
        );
        let plan = plan(db, grid.at(level).unwrap(), in_hall(level), values).await;
        let index = format!("request_desk_{}", level.name());
        let hint = format!("the hall of a {} must come along {index} without sorting\n{plan}", level.name());
        assert!(plan.contains(&index), "{hint}");
        assert!(!sorts(&plan), "{hint}");
    }
}

/// What is under way is found in its order without walking through what is over: somebody's, a grid's, a helper's.
async fn what_is_open_has_indexes_of_its_own(db: &Db) {
    let somebody =
        (format!("'{NOBODY}'"), ordered(), ("uuid, bigint, bigint", "50, 0"), "request_resident_open");
    let grid = (
        GRID.to_owned(),
        placed_in(),
        ("bigint, bigint, bigint, bigint, bigint", "0, 20000, 16, 0"),
        "request_placed_open",
    );
    let helper = (format!("'{NOBODY}'"), given(), ("uuid, bigint, bigint", "21, 0"), "request_given");
    for (first, statement, asked, index) in [somebody, grid, helper] {
        let plan = plan_of(db, &first, statement, asked).await;
        let hint = format!(
            "what is under way must come along {index} without sorting; see store/migrations/0009_years.sql\n{plan}"
        );
        assert!(plan.contains(index), "{hint}");
        assert!(!sorts(&plan), "{hint}");
    }
}

async fn story(engine: Engine) {
    let directory = tempfile::tempdir().unwrap();
    let database = Database::migrated(engine, directory.path()).await;
    let db = database.connect().await;
    load(&db).await;
    every_level_reads_its_index_in_order(&db, "before the engine took stock").await;
    db.analyze().await.unwrap();
    every_level_reads_its_index_in_order(&db, "after the engine took stock").await;
    what_waits_has_indexes_of_its_own(&db).await;
    a_unit_reads_its_own_list(&db).await;
    a_hall_reads_its_index_in_order(&db).await;
    what_is_open_has_indexes_of_its_own(&db).await;
    db.close().await;
    database.remove().await;
}

#[tokio::test]
async fn a_page_of_the_desk_costs_the_same_however_much_lies_there_sqlite() {
    story(Engine::Sqlite).await;
}

#[tokio::test]
async fn a_page_of_the_desk_costs_the_same_however_much_lies_there_postgres() {
    story(Engine::Postgres).await;
}
