//! Plays the stories through the desk's own verbs, each at its time, so that whatever holds of real work holds of
//! these too.

use std::collections::HashMap;

use domain::{
    Minutes, PhotoId, Rank, RequestNumber, Role, Timestamp, UnitId, VoucherId,
    request::{Emergency, Finding, Grade},
    shop::VoucherCode,
};

use super::{
    DemoError,
    course::Step,
    data::Data,
    pictures::{self, Scene},
    purchase::Errand,
    settle::District,
    story::{Cast, Deed, Slip, Story},
};
use crate::{
    Ask, Error, Result, photo,
    request::{self, Order, To, Work},
    shop,
};

/// For how long something is parked.
const PARKED: Minutes = Minutes::days(30);

/// The case type of what is split off.
const PART: &str = "road";

pub(super) async fn play(
    ask: &Ask,
    data: &Data,
    district: &District,
    story: &Story,
) -> std::result::Result<(), DemoError> {
    let mut stage = Stage {
        ask,
        data,
        district,
        story,
        numbers: HashMap::new(),
        given_back: HashMap::new(),
        vouchers: HashMap::new(),
        remarks: HashMap::new(),
    };
    for &(at, deed) in &story.deeds {
        let done = match deed {
            Deed::Slip(place, step) => stage.step(at, place, step).await,
            Deed::Shop(place, errand) => stage.errand(at, place, errand).await,
            Deed::Timer => stage.timer(at).await,
        };
        done.map_err(|source| DemoError::Step { step: format!("{deed:?} at {at}"), source })?;
    }
    Ok(())
}

struct Stage<'a> {
    ask: &'a Ask,
    data: &'a Data,
    district: &'a District,
    story: &'a Story,
    numbers: HashMap<usize, RequestNumber>,
    /// How often a slip was given back: then the other helper takes it.
    given_back: HashMap<usize, usize>,
    vouchers: HashMap<usize, (VoucherId, VoucherCode)>,
    /// Which remark of a kind comes next.
    remarks: HashMap<&'static str, usize>,
}

impl Stage<'_> {
    fn by(&self, cast: Cast, at: Timestamp) -> Ask {
        self.district.people[cast.person].asks(self.ask, Some(cast.post), at)
    }

    fn resident(&self, person: usize, at: Timestamp) -> Ask {
        self.district.people[person].asks(self.ask, None, at)
    }

    fn remark(&mut self, kind: &'static str) -> String {
        let all = self.data.remarks(kind);
        let next = self.remarks.entry(kind).or_default();
        *next += 1;
        all.get((*next - 1) % all.len().max(1)).copied().unwrap_or_default().to_owned()
    }

    async fn step(&mut self, at: Timestamp, place: usize, step: Step) -> Result<()> {
        let story = self.story;
        let slip = &story.slips[place];
        if step == Step::Place {
            let number = self.place(at, slip).await?;
            self.numbers.insert(place, number);
            return Ok(());
        }
        let number = *self.numbers.get(&place).ok_or(Error::NotFound)?;
        let helper = slip.helpers[self.given_back.get(&place).copied().unwrap_or(0) % 2];
        let desk = slip.desk.first().copied().ok_or(Error::NotFound)?;
        // Whoever did the work does not check it.
        let checker =
            slip.desk.iter().copied().find(|cast| cast.person != helper.person).ok_or(Error::NotFound)?;
        // Nor does anybody judge what they had a part in.
        let part_in = [desk.person, checker.person, slip.helpers[0].person, slip.helpers[1].person];
        let judge = slip.desk.iter().copied().find(|cast| !part_in.contains(&cast.person));
        let resident = self.resident(slip.resident, at);
        let (desk, checker, helping) = (self.by(desk, at), self.by(checker, at), self.by(helper, at));
        let person = self.district.people[helper.person].id;
        match step {
            Step::Place => return Ok(()),
            Step::AskBack => request::ask_back(&desk, number, &slip.question).await?,
            Step::Answer => request::answer(&resident, number, &slip.answer).await?,
            Step::Refuse => {
                let (reason, note) = slip.refusal.as_ref().ok_or(Error::NotFound)?;
                request::refuse(&desk, number, reason.name(), note).await?
            }
            Step::Turn => {
                let note = self.remark("turned");
                request::turn(&desk, number, Emergency::Fire.number(), &note).await?
            }
            Step::Merge => {
                let earlier =
                    slip.same_as.and_then(|earlier| self.numbers.get(&earlier)).ok_or(Error::NotFound)?;
                request::merge(&desk, number, &earlier.digits()).await?
            }
            Step::Withdraw => request::withdraw(&resident, number, &self.remark("withdrawn")).await?,
            Step::Verify => request::verify(&desk, number).await?,
            Step::Split => {
                let here = request::Part { need: slip.need.clone(), service: slip.service.clone() };
                let there = request::Part { need: self.remark("part"), service: PART.to_owned() };
                request::split(&desk, number, &[here, there]).await?
            }
            Step::Park => {
                let above = slip.desk.iter().find(|cast| cast.post.rank() >= Some(Rank::Leader));
                let above = self.by(*above.ok_or(Error::NotFound)?, at);
                let until = at.plus(PARKED).to_string();
                let (day, _) = until.split_once(' ').unwrap_or_default();
                request::park(&above, number, &self.remark("parked"), day).await?
            }
            Step::Open => request::dispatch(&desk, number, To::Hall).await?,
            Step::Give => request::dispatch(&desk, number, To::Person(person)).await?,
            Step::Assign => {
                let (lead, _) = self.unit(slip, at).await?;
                request::dispatch(&desk, number, To::Unit { lead, helping: Vec::new() }).await?
            }
            Step::Accept => request::accept(&helping, number).await?,
            Step::TakeOn => request::accept(&self.unit(slip, at).await?.1, number).await?,
            Step::Return => {
                let reason = self.remark("not_ours");
                request::return_to_above(&self.unit(slip, at).await?.1, number, &reason).await?
            }
            Step::GiveBack => {
                *self.given_back.entry(place).or_default() += 1;
                request::give_back(&helping, number, &self.remark("returned")).await?
            }
            Step::Arrive => {
                let photos = self.proof(&helping, slip, false).await?;
                request::arrive(&helping, number, Work { note: String::new(), photos }).await?
            }
            Step::Report => {
                let note = self.remark("progress");
                request::report(&helping, number, Work { note, photos: Vec::new() }).await?
            }
            Step::Finish => {
                let mut photos = self.pictures(&helping, slip, true).await?;
                if photos.is_empty() {
                    photos = self.proof(&helping, slip, true).await?;
                }
                request::finish(&helping, number, Work { note: slip.done.clone(), photos }).await?
            }
            Step::SendBack => request::send_back(&checker, number, &self.remark("sent_back")).await?,
            Step::Check => {
                let (note, photos) = (self.remark("checked"), self.proof(&checker, slip, true).await?);
                request::check(&checker, number, Work { note, photos }).await?
            }
            Step::Judge => {
                let answer = self.remark("judged");
                let judge = self.by(judge.ok_or(Error::NotFound)?, at);
                request::judge(&judge, number, Finding::Justified.name(), &answer).await?
            }
            Step::Rate(grade) => {
                let comment = self.remark(name(grade));
                request::rate(&resident, number, &grade.value().to_string(), &comment).await?
            }
        };
        Ok(())
    }

    /// The unit that answers for it, and an ask of somebody who acts for that.
    async fn unit(&self, slip: &Slip, at: Timestamp) -> Result<(UnitId, Ask)> {
        let mut conn = self.ask.read().await?;
        let units = store::unit::responsible(&mut conn, &slip.service, slip.grid).await?;
        let lead = units.first().ok_or(Error::NotFound)?.id;
        let mut others = (0..).zip(&self.district.people).filter(|&(place, _)| place != slip.resident);
        let clerk = others.find_map(|(_, person)| {
            let post = person.posts.iter().find(|post| post.unit == Some(lead))?;
            Some(person.asks(self.ask, Some(*post), at))
        });
        Ok((lead, clerk.ok_or(Error::NotFound)?))
    }

    async fn place(&self, at: Timestamp, slip: &Slip) -> Result<RequestNumber> {
        let resident = self.resident(slip.resident, at);
        let photos = self.pictures(&resident, slip, false).await?;
        let order = Order {
            grid: slip.grid.to_string(),
            service: slip.service.clone(),
            need: slip.need.clone(),
            building: slip.building.clone(),
            door: slip.door.clone(),
            photos,
        };
        request::place(&resident, order).await
    }

    async fn pictures(&self, by: &Ask, slip: &Slip, done: bool) -> Result<Vec<PhotoId>> {
        let Some(scene) = Scene::of(&slip.service).filter(|_| slip.pictures) else { return Ok(Vec::new()) };
        let picture = pictures::draw(scene, done);
        Ok(vec![photo::take(by, picture).await?])
    }

    /// The picture that proves the work, where the case type asks for one.
    async fn proof(&self, by: &Ask, slip: &Slip, done: bool) -> Result<Vec<PhotoId>> {
        let proof = self.district.services.iter().find(|service| service.slug == slip.service);
        let asks = proof
            .map(|service| service.proof)
            .is_some_and(|proof| if done { proof.asks_after() } else { proof.asks_before() });
        if !asks {
            return Ok(Vec::new());
        }
        let scene = Scene::of(&slip.service).unwrap_or(Scene::Street);
        Ok(vec![photo::take(by, pictures::draw(scene, done)).await?])
    }

    /// Whoever has not enough points by then goes home without.
    async fn errand(&mut self, at: Timestamp, place: usize, errand: Errand) -> Result<()> {
        let purchase = &self.story.purchases[place];
        let buyer = self.resident(purchase.buyer, at);
        if errand == Errand::Order {
            match shop::order(&buyer, &purchase.item).await {
                Ok(voucher) => drop(self.vouchers.insert(place, (voucher.id, voucher.code))),
                Err(Error::Shop(_)) => {}
                Err(error) => return Err(error),
            }
            return Ok(());
        }
        let Some(&(id, code)) = self.vouchers.get(&place) else { return Ok(()) };
        if errand == Errand::Cancel {
            return shop::cancel(&buyer, id).await.map(drop);
        }
        let keeper = &self.district.people[purchase.keeper];
        let keeper = keeper.asks(self.ask, keeper.post(Role::ShopKeeper), at);
        shop::hand_out(&keeper, &code.letters()).await.map(drop)
    }

    async fn timer(&self, at: Timestamp) -> Result<()> {
        let ask = Ask { at, ..self.ask.clone() };
        request::wake_all(&ask).await?;
        shop::expire_overdue(&ask).await?;
        Ok(())
    }
}

fn name(grade: Grade) -> &'static str {
    match grade {
        Grade::VeryDissatisfied => "very_dissatisfied",
        Grade::Dissatisfied => "dissatisfied",
        Grade::Fair => "fair",
        Grade::Satisfied => "satisfied",
        Grade::VerySatisfied => "very_satisfied",
    }
}
