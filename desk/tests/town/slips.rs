//! What people do to slips, and how a slip and its history look afterwards.

use desk::{
    Result, request,
    request::{To, Work},
    timer,
};
use domain::{Event, Request, RequestNumber, Unit, UnitId, calendar::OfficeHours, unit::UnitKind};

use super::{DISTRICT, Person, Town, area};

impl Town {
    /// A unit that serves the whole district.
    pub async fn unit(&self, slug: &str) -> Unit {
        self.unit_working(slug, OfficeHours::default()).await
    }

    /// A unit that works day and night.
    pub async fn night_shift(&self, slug: &str) -> Unit {
        self.unit_working(slug, "00:00-24:00".parse().expect("hours")).await
    }

    async fn unit_working(&self, slug: &str, hours: OfficeHours) -> Unit {
        let unit = Unit {
            id: self.stranger().fresh::<UnitId>(),
            slug: slug.to_owned(),
            name_zh: slug.to_owned(),
            name_en: slug.to_owned(),
            kind: UnitKind::Department,
            area: area(DISTRICT),
            hours,
            retired: false,
        };
        let mut tx = self.desk.db.write().await.expect("a transaction");
        assert!(store::unit::add(&mut tx, &unit).await.expect("a unit"), "{slug} is there already");
        tx.commit().await.expect("a unit is set up");
        unit
    }

    /// How many act for a unit.
    pub async fn workers(&self, unit: UnitId) -> usize {
        let mut conn = self.desk.db.read().await.expect("a reader");
        store::unit::members(&mut conn, unit).await.expect("an answer").len()
    }

    pub async fn slip(&self, number: RequestNumber) -> Request {
        let mut conn = self.desk.db.read().await.expect("a reader");
        store::request::find(&mut conn, number).await.expect("an answer").expect("a slip")
    }

    pub async fn history(&self, number: RequestNumber) -> Vec<Event> {
        let slip = self.slip(number).await;
        let mut conn = self.desk.db.read().await.expect("a reader");
        store::request::history(&mut conn, &slip).await.expect("a history")
    }

    /// The steps of a slip, by name.
    pub async fn steps(&self, number: RequestNumber) -> Vec<&'static str> {
        self.history(number).await.iter().map(|event| event.what.name()).collect()
    }

    /// The timers come round.
    pub async fn timers(&self) -> timer::Done {
        timer::run_due(&self.stranger()).await.expect("the timers run")
    }
}

/// Words and no pictures.
fn work(note: &str) -> Work {
    Work { note: note.to_owned(), photos: Vec::new() }
}

/// The desk and the levels above it.
impl Person {
    pub async fn verifies(&self, slip: RequestNumber) -> Result<Request> {
        request::verify(&self.ask(), slip).await
    }

    pub async fn opens_to_all(&self, slip: RequestNumber) -> Result<Request> {
        request::dispatch(&self.ask(), slip, To::Hall).await
    }

    pub async fn gives(&self, slip: RequestNumber, to: &Self) -> Result<Request> {
        request::dispatch(&self.ask(), slip, To::Person(to.id)).await
    }

    pub async fn assigns(&self, slip: RequestNumber, lead: &Unit, helping: &[&Unit]) -> Result<Request> {
        let helping = helping.iter().map(|unit| unit.id).collect();
        request::dispatch(&self.ask(), slip, To::Unit { lead: lead.id, helping }).await
    }

    pub async fn merges(&self, slip: RequestNumber, into: RequestNumber) -> Result<Request> {
        request::merge(&self.ask(), slip, &into.digits()).await
    }

    pub async fn tells_apart(&self, slip: RequestNumber) -> Result<Request> {
        request::unmerge(&self.ask(), slip).await
    }

    pub async fn splits(&self, slip: RequestNumber, parts: &[(&str, &str)]) -> Result<Request> {
        let part = |&(need, service): &(&str, &str)| request::Part {
            need: need.to_owned(),
            service: service.to_owned(),
        };
        let parts: Vec<_> = parts.iter().map(part).collect();
        request::split(&self.ask(), slip, &parts).await
    }

    pub async fn parks(&self, slip: RequestNumber, until: &str) -> Result<Request> {
        request::park(&self.ask(), slip, "等配件到货", until).await
    }

    pub async fn supervises(&self, slip: RequestNumber) -> Result<Request> {
        request::supervise(&self.ask(), slip, "进展如何？").await
    }

    pub async fn whistles(&self, slip: RequestNumber, difficulty: &str, units: &[&Unit]) -> Result<Request> {
        let units: Vec<String> = units.iter().map(|unit| unit.id.to_string()).collect();
        request::whistle(&self.ask(), slip, difficulty, &units, "请到现场").await
    }

    pub async fn rates_unit(&self, slip: RequestNumber, unit: &Unit, grade: &str) -> Result<Request> {
        request::rate_unit(&self.ask(), slip, &unit.id.to_string(), grade, "").await
    }

    /// `yes` or `no` to a unit that says it is not theirs.
    pub async fn decides_return(&self, slip: RequestNumber, verdict: &str) -> Result<Request> {
        request::decide_return(&self.ask(), slip, verdict, "").await
    }

    /// `yes` or `no` to more time.
    pub async fn decides_extension(&self, slip: RequestNumber, verdict: &str) -> Result<Request> {
        request::decide_extension(&self.ask(), slip, verdict, "").await
    }

    pub async fn checks(&self, slip: RequestNumber) -> Result<Request> {
        request::check(&self.ask(), slip, Work::default()).await
    }

    pub async fn sends_back(&self, slip: RequestNumber) -> Result<Request> {
        request::send_back(&self.ask(), slip, "还是不亮").await
    }

    pub async fn judges(&self, slip: RequestNumber, finding: &str) -> Result<Request> {
        request::judge(&self.ask(), slip, finding, "现场看过").await
    }
}

/// Whoever has it, and the units.
impl Person {
    pub async fn accepts(&self, slip: RequestNumber) -> Result<Request> {
        request::accept(&self.ask(), slip).await
    }

    pub async fn arrives(&self, slip: RequestNumber) -> Result<Request> {
        request::arrive(&self.ask(), slip, Work::default()).await
    }

    pub async fn finishes(&self, slip: RequestNumber) -> Result<Request> {
        request::finish(&self.ask(), slip, work("修好了")).await
    }

    pub async fn returns(&self, slip: RequestNumber) -> Result<Request> {
        request::return_to_above(&self.ask(), slip, "不是我们管的").await
    }

    pub async fn asks_for_time(&self, slip: RequestNumber, until: &str) -> Result<Request> {
        request::ask_extension(&self.ask(), slip, until, "要等材料").await
    }

    pub async fn answers_for(&self, slip: RequestNumber) -> Result<Request> {
        request::answer_supervision(&self.ask(), slip, "明天办完").await
    }

    pub async fn reports_in(&self, slip: RequestNumber) -> Result<Request> {
        request::report_in(&self.ask(), slip, "").await
    }
}

/// Whoever placed it.
impl Person {
    /// One of the five grades, `1` to `5`.
    pub async fn rates(&self, slip: RequestNumber, grade: &str) -> Result<Request> {
        request::rate(&self.at_home().ask(), slip, grade, "").await
    }

    /// What became of the slip theirs went into, it did not become of theirs.
    pub async fn objects(&self, slip: RequestNumber) -> Result<Request> {
        request::not_mended(&self.at_home().ask(), slip, "我这边还黑着").await
    }

    pub async fn withdraws(&self, slip: RequestNumber) -> Result<Request> {
        request::withdraw(&self.at_home().ask(), slip, "").await
    }
}
