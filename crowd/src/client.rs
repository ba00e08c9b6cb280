//! One of the crowd: it is somebody for a moment, does what such people do, and writes down what it was told.
//!
//! A town reads far more than it writes, so each form is reached through the pages that lead to it, and now and then
//! somebody only looks. A form whose answer was lost is sent again with the same key, as a person would, until an answer
//! comes; some are sent again although one came, at times twice in the same moment, and must be answered alike.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use domain::PersonId;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use tokio::time::sleep;

use crate::{
    browser::{Browser, Cut},
    cast::{Cast, Person, Place, sign_in},
    errand::{self, Errand},
    form::{Filled, Form},
    ledger::{Ledger, Promise, Said, Sums, Told},
    page::Page,
    site::Site,
    wire::Span,
};

/// How long somebody goes on sending a form to which nobody answers.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(30);

/// One form in so many is sent again although it was answered, and one in so many is tapped twice.
const AGAIN: u32 = 8;
const TWICE: u32 = 10;

/// What those say who went to the shop, for those who stand behind its counter.
pub type Codes = Arc<Mutex<Vec<String>>>;

/// One of the crowd.
pub struct Client {
    site: Site,
    servers: usize,
    cast: Arc<Cast>,
    codes: Codes,
    dice: StdRng,
    name: String,
    marks: u32,
    browsers: HashMap<PersonId, Browser>,
    /// One form in so many is cut off on its way.
    pub cuts: Option<u32>,
    /// Nobody's session can have run out: the clock has not jumped.
    pub sessions_last: bool,
    /// So many pages are read for each form that is sent, by looking around where fewer lead to it.
    pub pages_a_form: u64,
    pub ledger: Ledger,
}

impl Client {
    pub fn new(seed: u64, number: u64, site: Site, servers: usize, cast: Arc<Cast>, codes: Codes) -> Self {
        let dice = StdRng::seed_from_u64(seed.wrapping_mul(1000).wrapping_add(number));
        let (name, browsers, ledger) = (format!("{seed}-{number}"), HashMap::new(), Ledger::default());
        Self {
            site,
            servers,
            cast,
            codes,
            dice,
            name,
            marks: 0,
            browsers,
            cuts: None,
            sessions_last: true,
            pages_a_form: 0,
            ledger,
        }
    }

    /// Another of the crowd, with chances of its own, who is signed in already wherever this one is.
    pub fn twin(&self, seed: u64, number: u64) -> Self {
        let (site, cast, codes) = (self.site.clone(), Arc::clone(&self.cast), Arc::clone(&self.codes));
        Self {
            browsers: self.browsers.clone(),
            cuts: self.cuts,
            sessions_last: self.sessions_last,
            pages_a_form: self.pages_a_form,
            ledger: Ledger { sums: self.ledger.sums, ..Ledger::default() },
            ..Self::new(seed, number, site, self.servers, cast, codes)
        }
    }

    /// Signs in as everybody there is, one after the other.
    pub async fn sign_in(&mut self) -> Result<()> {
        for person in &Arc::clone(&self.cast).people {
            self.browser(person).await?;
        }
        Ok(())
    }

    /// Does one thing. A server that is away, or a page that cannot be had, ends it: people try again later.
    pub async fn act(&mut self) {
        if self.try_to_act().await.is_err() {
            sleep(PAUSE).await;
        }
    }

    /// Does one thing, or says what stood in the way.
    pub async fn try_to_act(&mut self) -> Result<()> {
        let Sums { pages, acknowledged, refused, .. } = self.ledger.sums;
        let looks = pages < self.pages_a_form * (acknowledged + refused);
        let place = if looks { Place::Home } else { self.place() };
        match self.somebody(place) {
            Some(person) if looks => self.look_around(&person).await,
            Some(person) => self.act_as(&person).await,
            None => Ok(()),
        }
    }

    /// Residents and volunteers are many, and whoever runs a desk is busy.
    fn place(&mut self) -> Place {
        match self.dice.random_range(0..20) {
            0..6 => Place::Home,
            6..12 => Place::Hall,
            12..18 => Place::Desk,
            18 => Place::Unit,
            _ => Place::Counter,
        }
    }

    fn somebody(&mut self, place: Place) -> Option<Person> {
        let there: Vec<&Person> = self.cast.people.iter().filter(|person| person.place == place).collect();
        there.choose(&mut self.dice).map(|person| (*person).clone())
    }

    async fn act_as(&mut self, person: &Person) -> Result<()> {
        match person.place {
            Place::Home => match self.dice.random_range(0..10) {
                0..2 => self.look_around(person).await,
                2..6 => self.order(person).await,
                6 => self.redeem(person).await,
                _ => self.see_to_slips(person, "/me").await,
            },
            Place::Hall if self.dice.random_ratio(1, 2) => self.take_on(person).await,
            Place::Hall => self.see_to_slips(person, "/hall/mine").await,
            Place::Desk => self.see_to_slips(person, "/desk").await,
            Place::Unit => self.see_to_slips(person, "/unit").await,
            Place::Counter => self.hand_out(person).await,
            Place::Office => Ok(()),
        }
    }

    /// Reads what anybody may read.
    async fn look_around(&mut self, person: &Person) -> Result<()> {
        let path = *["/", "/shop", "/me/points", "/inbox", "/me/vouchers", "/hall"]
            .choose(&mut self.dice)
            .unwrap_or(&"/");
        let page = self.page(person, path).await?;
        if let Some(grid) = self.one_of(&page.links_to("/g/")) {
            self.page(person, &grid).await?;
        }
        Ok(())
    }

    async fn order(&mut self, person: &Person) -> Result<()> {
        let home = self.page(person, "/me").await?;
        let grids = home.links_to("/g/");
        let Some(grid) = self.one_of(&grids) else { return self.look_around(person).await };
        let grid = grid.trim_end_matches("/order").to_owned();
        self.page(person, &grid).await?;
        let blank = self.page(person, &format!("{grid}/order")).await?;
        let Some(form) = blank.forms_to("/do/order").next() else { return Ok(()) };
        self.marks += 1;
        let mark = format!("楼道灯不亮 {}-{}", self.name, self.marks);
        let filled = form.fill(&mut self.dice, &mark, None);
        self.send(person, filled).await
    }

    async fn redeem(&mut self, person: &Person) -> Result<()> {
        let shelf = self.page(person, "/shop").await?;
        let Some(item) = self.one_of(&shelf.links_to("/shop/")) else { return Ok(()) };
        let item = self.page(person, &item).await?;
        let Some(form) = item.forms_to("/do/redeem").next() else { return Ok(()) };
        let filled = form.fill(&mut self.dice, "", None);
        self.send(person, filled).await
    }

    async fn take_on(&mut self, person: &Person) -> Result<()> {
        let hall = self.page(person, "/hall").await?;
        let open: Vec<&Form> = hall.forms_to("/do/request/accept").collect();
        let Some(form) = open.choose(&mut self.dice) else { return Ok(()) };
        let filled = form.fill(&mut self.dice, "", None);
        self.send(person, filled).await
    }

    /// Looks at the slips of a list and takes the next step of one.
    async fn see_to_slips(&mut self, person: &Person, list: &str) -> Result<()> {
        let list = self.page(person, list).await?;
        let Some(slip) = self.one_of(&list.links_to("/r/")) else { return Ok(()) };
        let slip = self.page(person, &slip).await?;
        let offered: Vec<&Form> = slip.forms.iter().filter(|form| errand::weight(&form.action) > 0).collect();
        let Ok(form) = offered.choose_weighted(&mut self.dice, |form| errand::weight(&form.action)) else {
            return Ok(());
        };
        let filled = form.fill(&mut self.dice, "按约定办理", None);
        self.send(person, filled).await
    }

    async fn hand_out(&mut self, person: &Person) -> Result<()> {
        let code = {
            let mut codes = self.codes.lock().unwrap_or_else(PoisonError::into_inner);
            if codes.is_empty() {
                return Ok(());
            }
            let which = self.dice.random_range(0..codes.len());
            codes.swap_remove(which)
        };
        let counter = self.page(person, &format!("/counter?code={code}")).await?;
        let Some(form) = counter.forms_to("/do/hand-out").next() else { return Ok(()) };
        let filled = form.fill(&mut self.dice, "", None);
        self.send(person, filled).await
    }

    fn one_of(&mut self, links: &[&str]) -> Option<String> {
        links.choose(&mut self.dice).map(|link| (*link).to_owned())
    }

    /// Reads a page as somebody, signing in first where that is needed.
    async fn page(&mut self, person: &Person, path: &str) -> Result<Page> {
        let browser = self.browser(person).await?;
        let answer = browser.open(path).await?;
        if browser.must_sign_in() {
            self.is_signed_out(person);
            bail!("{} has to sign in again", person.id)
        }
        if !answer.is_sound() {
            bail!("{path} cannot be shown")
        }
        self.ledger.sums.pages += 1;
        Ok(Page::read(answer.text()))
    }

    /// They were told that they are signed in, and are asked to do so again.
    fn is_signed_out(&mut self, person: &Person) {
        self.browsers.remove(&person.id);
        if self.sessions_last {
            self.ledger.broken.push(format!("lost: a session of {}", person.id));
        }
    }

    async fn browser(&mut self, person: &Person) -> Result<&mut Browser> {
        if !self.browsers.contains_key(&person.id) {
            let mut browser = Browser::new(self.site.clone(), self.dice.random_range(0..self.servers));
            sign_in(&mut browser, person.id, &mut self.dice).await?;
            self.browsers.insert(person.id, browser);
        }
        match self.browsers.get_mut(&person.id) {
            Some(browser) => Ok(browser),
            None => bail!("the browser was just opened"),
        }
    }

    /// Sends a form until somebody says what became of it, and writes that down.
    async fn send(&mut self, person: &Person, form: Filled) -> Result<()> {
        let errand = Errand::of(&form);
        let since = Instant::now();
        let mut cut = self.cut(&form);
        let twice = self.dice.random_ratio(1, TWICE);
        let mut sent = 0;
        let told = loop {
            if since.elapsed() > PATIENCE {
                break Told::Nothing;
            }
            if self.site.door(0).is_none() {
                sleep(PAUSE).await;
                continue;
            }
            if sent > 0 {
                self.ledger.sums.repeats += 1;
            }
            sent += 1;
            let server = self.dice.random_range(0..self.servers);
            let heard = match self.browser(person).await {
                Err(_) => Heard::NOTHING,
                Ok(browser) if twice && sent == 1 => {
                    let mut twin = browser.twin(server);
                    let (one, other) =
                        tokio::join!(send(browser, &form, cut.take()), send(&mut twin, &form, None));
                    self.ledger.sums.repeats += 1;
                    self.must_agree("two taps", person, &errand, &one, &other);
                    if one.said == Said::Nothing { other } else { one }
                }
                Ok(browser) => send(browser, &form, cut.take()).await,
            };
            match heard.said {
                Said::Done(promise) => {
                    if self.dice.random_ratio(1, AGAIN)
                        && let Ok(browser) = self.browser(person).await
                    {
                        let again = send(browser, &form, None).await;
                        self.ledger.sums.repeats += 1;
                        self.must_agree("a repeat", person, &errand, &heard, &again);
                    }
                    break Told::Done(promise);
                }
                Said::Again => break Told::Refused,
                Said::SignInFirst => self.is_signed_out(person),
                Said::Nothing => self.ledger.sums.unknown += 1,
            }
            sleep(PAUSE).await;
        };
        let voucher = match (&errand, &told) {
            (Errand::Redeem, Told::Done(Promise::Voucher(id))) => Some(*id),
            _ => None,
        };
        self.ledger.note(person.id, errand, told);
        if let Some(id) = voucher {
            let page = self.browser(person).await?.open(&format!("/me/vouchers/{id}")).await?;
            let code =
                page.text().split_once("voucher-code\">").map(|(_, rest)| rest.chars().take(9).collect());
            self.codes.lock().unwrap_or_else(PoisonError::into_inner).extend(code);
        }
        Ok(())
    }

    /// Where a form is cut off: while it is said, while it is answered, or while it is worked on.
    fn cut(&mut self, form: &Filled) -> Option<Cut> {
        let cuts = self.cuts?;
        self.dice.random_ratio(1, cuts).then(|| match self.dice.random_range(0..3) {
            0 => Cut::At(Span { said: self.dice.random_range(0..form.body.len() + 600), ..Span::WHOLE }),
            1 => Cut::At(Span { heard: self.dice.random_range(0..100), ..Span::WHOLE }),
            _ => Cut::After(Duration::from_micros(self.dice.random_range(0..25_000))),
        })
    }

    /// Whoever heard what became of one form heard the same, and one of them at most that it was done just now.
    fn must_agree(&mut self, what: &str, person: &Person, errand: &Errand, one: &Heard, other: &Heard) {
        let done = |heard: &Heard| matches!(heard.said, Said::Done(_));
        let either = |said: Said| one.said == said || other.said == said;
        let one_was_refused = (done(one) || done(other)) && either(Said::Again);
        let done_twice = *errand != Errand::Other && !one.is_repeat() && !other.is_repeat();
        if one_was_refused || done(one) && done(other) && (one.said != other.said || done_twice) {
            let by = person.id;
            self.ledger
                .broken
                .push(format!("answers: {what} for {errand:?} by {by} got {one:?} and {other:?}"));
        }
    }
}

/// What somebody heard about a form.
#[derive(Debug)]
struct Heard {
    said: Said,
    notice: Option<String>,
}

impl Heard {
    const NOTHING: Self = Self { said: Said::Nothing, notice: None };

    /// Were they told that the form was there already?
    fn is_repeat(&self) -> bool {
        self.notice.as_ref().is_some_and(|notice| notice.starts_with("notice-again"))
    }
}

/// Sends a form once. One that comes back because of a trouble of the server's own may be done or not: nobody knows.
async fn send(browser: &mut Browser, form: &Filled, cut: Option<Cut>) -> Heard {
    let Ok(answer) = browser.send(form, cut).await else { return Heard::NOTHING };
    let said = Said::by(&answer);
    if said == Said::Again && answer.location.is_some() {
        match browser.follow().await {
            Ok(again) if again.is_sound() && !speaks_of_trouble(again.text()) => {}
            _ => return Heard::NOTHING,
        }
    }
    Heard { said, notice: answer.notice }
}

/// Does a page tell of a trouble of the server's own? It does so in these words, with a reference.
fn speaks_of_trouble(html: &str) -> bool {
    html.contains("我们这边出了问题") || html.contains("Something went wrong on our side")
}
