//! Who orders what in the demo district, who helps, and how it ends: the same stories every time.

use domain::{
    Area, Minutes, Post, Role, Timestamp,
    area::{GridKind, Level},
    catalogue::{Class, Helpers, Service},
    request::{Grade, RefusalReason},
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};

use super::{
    DemoError,
    course::{Course, End, Step},
    data::{Data, Need, wrong},
    purchase::{self, Errand},
    settle::District,
};

/// Somebody in one of their posts: the place among the people, and the post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cast {
    pub person: usize,
    pub post: Post,
}

/// A slip before it is placed.
#[derive(Clone)]
pub(super) struct Slip {
    pub resident: usize,
    pub grid: Area,
    pub building: String,
    pub door: String,
    pub service: String,
    pub need: String,
    pub question: String,
    pub answer: String,
    pub done: String,
    pub refusal: Option<(RefusalReason, String)>,
    /// Who takes it on, and who does after it was given back.
    pub helpers: [Cast; 2],
    /// Who runs the desk there, the nearest first.
    pub desk: Vec<Cast>,
    pub pictures: bool,
    /// The place of the slip into which it is merged.
    pub same_as: Option<usize>,
}

/// What happens at one moment.
#[derive(Debug, Clone, Copy)]
pub(super) enum Deed {
    Slip(usize, Step),
    Shop(usize, Errand),
    /// The timer comes round.
    Timer,
}

pub(super) struct Story {
    pub slips: Vec<Slip>,
    pub purchases: Vec<purchase::Purchase>,
    /// In the order of time.
    pub deeds: Vec<(Timestamp, Deed)>,
}

/// How many slips end how, and how far back they may lie, in days.
const ENDS: [(End, u32, std::ops::RangeInclusive<u32>); 18] = [
    (End::Rated(Grade::VerySatisfied), 50, 1..=58),
    (End::Rated(Grade::Satisfied), 28, 1..=57),
    (End::Rated(Grade::Fair), 7, 3..=50),
    (End::Unrated, 12, 12..=55),
    (End::PutRight(Grade::Satisfied), 4, 8..=45),
    (End::PutRight(Grade::VerySatisfied), 2, 8..=40),
    (End::Refused, 12, 1..=50),
    (End::Withdrawn, 7, 1..=50),
    (End::Reopened, 3, 2..=3),
    (End::Checked, 11, 1..=4),
    (End::Finished, 9, 0..=0),
    (End::Arrived, 6, 0..=0),
    (End::Accepted, 11, 0..=0),
    (End::Given, 5, 0..=0),
    (End::InHall, 14, 0..=0),
    (End::Verified, 7, 0..=0),
    (End::Placed, 11, 0..=0),
    (End::AskedBack, 5, 0..=0),
];

/// The same of what takes more than a helper, or was not in order: units, returns, plans, parts, bad ratings.
const DETOURS: [(End, u32, std::ops::RangeInclusive<u32>); 7] = [
    (End::Offered, 4, 0..=0),
    (End::OfUnit, 4, 0..=0),
    (End::Returned, 3, 0..=0),
    (End::Split, 2, 0..=0),
    (End::Parked, 3, 1..=6),
    (End::Turned, 2, 2..=40),
    (End::Disputed, 3, 2..=4),
];

/// How often a neighbour orders what somebody has ordered already.
const DOUBLES: usize = 3;

/// How long the district has been working when the demonstration begins.
const DAYS: u32 = 60;

/// The slips of 王桂芳, whom the first page of the demonstration follows, with the days since.
const WANG: [(&str, End, u32); 10] = [
    ("repair-water", End::Rated(Grade::VerySatisfied), 52),
    ("errand-medicine", End::Rated(Grade::VerySatisfied), 44),
    ("phone-help", End::Rated(Grade::Satisfied), 37),
    ("meal", End::Rated(Grade::VerySatisfied), 30),
    ("errand-shop", End::Rated(Grade::Satisfied), 23),
    ("cleaning", End::PutRight(Grade::VerySatisfied), 17),
    ("haircut", End::Rated(Grade::VerySatisfied), 9),
    ("blood-pressure", End::Checked, 1),
    ("repair-lock", End::Accepted, 0),
    ("companionship", End::AskedBack, 0),
];

/// The places of 王桂芳 and 李建国 among the people.
pub(super) const WANG_GUIFANG: usize = 0;
pub(super) const LI_JIANGUO: usize = 2;

pub(super) fn write(data: &Data, district: &District, now: Timestamp) -> Result<Story, DemoError> {
    let mut writer = Writer {
        data,
        district,
        now,
        dice: StdRng::seed_from_u64(321_012),
        slips: Vec::new(),
        deeds: Vec::new(),
        in_hall: Vec::new(),
    };
    for (slug, end, days) in WANG {
        writer.for_wang(slug, end, days)?;
    }
    for (end, count, days) in ENDS {
        for nth in 0..count {
            writer.somebody_orders(end, days.clone(), nth)?;
        }
    }
    for day in (0..DAYS).rev() {
        let three_at_night = now.minus(Minutes::days(day)).start_of_day().plus(Minutes::hours(3));
        if three_at_night < now {
            writer.deeds.push((three_at_night, Deed::Timer));
        }
    }
    let purchases = purchase::plan(district, now, &mut writer.dice, &mut writer.deeds);
    for (end, count, days) in DETOURS {
        for nth in 0..count {
            writer.somebody_orders(end, days.clone(), nth)?;
        }
    }
    let doubles: Vec<_> =
        writer.in_hall.iter().filter_map(|&slip| Some((slip, writer.neighbour(slip)?))).collect();
    for (earlier, neighbour) in doubles.into_iter().take(DOUBLES) {
        writer.orders_it_too(neighbour, earlier);
    }
    let Writer { slips, mut deeds, .. } = writer;
    deeds.sort_by_key(|&(at, _)| at);
    Ok(Story { slips, purchases, deeds })
}

struct Writer<'d> {
    data: &'d Data,
    district: &'d District,
    now: Timestamp,
    dice: StdRng,
    slips: Vec<Slip>,
    deeds: Vec<(Timestamp, Deed)>,
    /// Slips that wait in the hall.
    in_hall: Vec<usize>,
}

/// Is this a story of such work?
fn fits(end: End, service: &Service) -> bool {
    match end {
        End::Offered | End::OfUnit | End::Returned => service.helpers == Helpers::Units,
        End::Turned => matches!(service.slug.as_str(), "hazard-fire" | "hazard-gas"),
        End::Split => service.slug == "standing-water",
        End::Parked => service.slug == "road",
        _ => service.helpers != Helpers::Units,
    }
}

/// What is ordered, and where.
struct Order<'d> {
    resident: usize,
    grid: Area,
    building: String,
    door: String,
    service: &'d Service,
    need: Need,
    refusal: Option<(RefusalReason, String)>,
}

impl Writer<'_> {
    fn for_wang(&mut self, slug: &str, end: End, days: u32) -> Result<(), DemoError> {
        let asks = end == End::AskedBack;
        let needs = self.data.needs.iter().rev().filter(|need| need.service == slug);
        let mut needs = needs.filter(|need| !asks || need.question.is_some());
        let need = needs.next().or_else(|| self.need(slug));
        let mut need = need.cloned().ok_or_else(|| wrong("needs.csv", format!("nothing for {slug}")))?;
        if asks && need.question.is_none() {
            need.question = Some("您平时什么时间方便？上午还是下午？".to_owned());
        }
        let order = self.at_home(WANG_GUIFANG, need, None)?;
        let helper = self.district.people[LI_JIANGUO].post(Role::PartyVolunteer);
        let helper = helper.map(|post| Cast { person: LI_JIANGUO, post });
        self.order(order, end, days..=days, false, helper)
    }

    fn service(&self, slug: &str) -> Option<&Service> {
        self.district.services.iter().find(|service| service.slug == slug)
    }

    fn area_of_story(&self, nth: u32) -> Option<Area> {
        let home = self.district.people[WANG_GUIFANG].home;
        match nth {
            0 => Some(home),
            1 => home.at(Level::Community),
            _ => None,
        }
    }

    fn need(&self, slug: &str) -> Option<&Need> {
        self.data.needs.iter().find(|need| need.service == slug)
    }

    fn somebody_orders(
        &mut self,
        end: End,
        days: std::ops::RangeInclusive<u32>,
        nth: u32,
    ) -> Result<(), DemoError> {
        let (need, refusal) = if end == End::Refused {
            let refused = &self.data.refusals[nth as usize % self.data.refusals.len()];
            let need = Need {
                service: refused.service.clone(),
                need: refused.need.clone(),
                question: None,
                answer: None,
                done: String::new(),
            };
            (need, Some((refused.reason, refused.note.clone())))
        } else {
            let asks = end == End::AskedBack;
            let needs = self.data.needs.iter().filter(|need| !asks || need.question.is_some());
            let needs = needs.filter(|need| self.service(&need.service).is_some_and(|s| fits(end, s)));
            let needs: Vec<&Need> = needs.collect();
            let need = needs.choose(&mut self.dice).ok_or_else(|| wrong("needs.csv", "nothing there"))?;
            ((*need).clone(), None)
        };
        // Mostly people without a post; now and then somebody who helps on other days.
        let mut residents: Vec<usize> = (WANG_GUIFANG + 1..self.district.people.len())
            .filter(|&person| self.district.people[person].posts.is_empty() || self.dice.random_bool(0.12))
            .collect();
        // Of every kind one in 陈静's grid and one in the community of 李建国: their pages are the first that are seen.
        if let Some(near) = self.area_of_story(nth) {
            residents.retain(|&person| near.covers(self.district.people[person].home));
        }
        let &resident =
            residents.choose(&mut self.dice).ok_or_else(|| wrong("people.csv", "nobody to order"))?;
        let has_no_post = self.district.people[resident].posts.is_empty();
        let of_the_place = self
            .service(&need.service)
            .is_some_and(|s| matches!(s.class, Class::Environment | Class::Facilities | Class::Safety));
        let order =
            if refusal.is_none() && nth > 0 && has_no_post && of_the_place && self.dice.random_bool(0.4) {
                self.at_market(resident, need)?
            } else {
                self.at_home(resident, need, refusal)?
            };
        // One in five of what waits has waited too long already.
        let overdue = end.is_open() && end != End::AskedBack && nth % 5 == 4;
        self.order(order, end, days, overdue, None)
    }
}

impl<'d> Writer<'d> {
    fn at_home(
        &self,
        resident: usize,
        need: Need,
        refusal: Option<(RefusalReason, String)>,
    ) -> Result<Order<'d>, DemoError> {
        let person = &self.district.people[resident];
        let district: &'d District = self.district;
        let service = district.services.iter().find(|service| service.slug == need.service);
        Ok(Order {
            resident,
            grid: person.home.at(Level::Grid).unwrap_or(person.home),
            building: person.building.to_string(),
            door: person.door.as_ref().map(ToString::to_string).unwrap_or_default(),
            service: service.ok_or_else(|| wrong("catalogue.csv", format!("{} is missing", need.service)))?,
            need,
            refusal,
        })
    }

    /// In a market or park of the resident's community, if it has one.
    fn at_market(&self, resident: usize, need: Need) -> Result<Order<'d>, DemoError> {
        let home = self.at_home(resident, need, None)?;
        let community = home.grid.at(Level::Community);
        let grid = self.data.grids.iter().find(|grid| {
            grid.kind == GridKind::Exclusive && community.is_some_and(|community| community.covers(grid.code))
        });
        Ok(match grid {
            Some(grid) => {
                Order { grid: grid.code, building: grid.extent.clone(), door: String::new(), ..home }
            }
            None => home,
        })
    }

    fn order(
        &mut self,
        order: Order<'d>,
        end: End,
        days: std::ops::RangeInclusive<u32>,
        overdue: bool,
        helper: Option<Cast>,
    ) -> Result<(), DemoError> {
        let asks = order.need.question.is_some();
        let mut course = Course::to(end, asks, &mut self.dice);
        if !overdue {
            course.hurry(order.service);
        }
        let steps = if end.is_open() {
            let age = self.dice.random_range(4..=70);
            course.under_way(end, age, order.service, overdue, self.now)
        } else {
            let day = self.now.minus(Minutes::days(self.dice.random_range(days))).start_of_day();
            let minute = self.dice.random_range(7 * 60 + 20..=18 * 60);
            course.some_days_ago(day.plus(Minutes(minute)), self.now)
        };
        let slip = self.slips.len();
        if end == End::InHall {
            self.in_hall.push(slip);
        }
        self.deeds.extend(steps.into_iter().map(|(at, step)| (at, Deed::Slip(slip, step))));
        let cast = self.cast(&order, helper)?;
        self.slips.push(cast);
        Ok(())
    }

    /// Who runs the desk there and who helps: never the resident.
    fn cast(&mut self, order: &Order<'d>, helper: Option<Cast>) -> Result<Slip, DemoError> {
        let mut there: Vec<Cast> = Vec::new();
        for (person, somebody) in
            self.district.people.iter().enumerate().filter(|&(p, _)| p != order.resident)
        {
            there.extend(
                somebody
                    .posts
                    .iter()
                    .filter(|post| post.area.covers(order.grid))
                    .map(|&post| Cast { person, post }),
            );
        }
        there.sort_by_key(|cast| (std::cmp::Reverse(cast.post.area.level()), cast.post.role));
        let desk: Vec<Cast> = there.iter().copied().filter(|cast| cast.post.role.runs_the_desk()).collect();
        let may: Vec<Cast> =
            there.iter().copied().filter(|cast| order.service.helpers.include(cast.post.role)).collect();
        let volunteers: Vec<Cast> =
            may.iter().copied().filter(|cast| !cast.post.role.runs_the_desk()).collect();
        let helpers = if order.service.helpers == Helpers::GridStaff || volunteers.is_empty() {
            may
        } else {
            volunteers
        };
        let first = helper.or_else(|| helpers.choose(&mut self.dice).copied());
        let first = first.ok_or_else(|| wrong("people.csv", format!("nobody helps in {}", order.grid)))?;
        let others: Vec<Cast> = helpers.into_iter().filter(|cast| cast.person != first.person).collect();
        let second = others.choose(&mut self.dice).copied().unwrap_or(first);
        Ok(Slip {
            resident: order.resident,
            grid: order.grid,
            building: order.building.clone(),
            door: order.door.clone(),
            service: order.service.slug.clone(),
            need: order.need.need.clone(),
            question: order.need.question.clone().unwrap_or_default(),
            answer: order.need.answer.clone().unwrap_or_default(),
            done: order.need.done.clone(),
            refusal: order.refusal.clone(),
            helpers: [first, second],
            desk,
            pictures: self.dice.random_bool(0.12) || order.resident == WANG_GUIFANG,
            same_as: None,
        })
    }

    /// Somebody without a post who lives in the community where this was ordered.
    fn neighbour(&self, slip: usize) -> Option<usize> {
        let known = &self.slips[slip];
        let near = known.grid.at(Level::Community).unwrap_or(known.grid);
        (WANG_GUIFANG + 1..self.district.people.len()).find(|&place| {
            let person = &self.district.people[place];
            place != known.resident && person.posts.is_empty() && near.covers(person.home)
        })
    }

    /// About what waits in the hall already; the desk sees that it is the same.
    fn orders_it_too(&mut self, resident: usize, earlier: usize) {
        let known = &self.slips[earlier];
        let slip = Slip { resident, pictures: false, same_as: Some(earlier), ..known.clone() };
        let placed = self.deeds.iter().find_map(|&(at, deed)| match deed {
            Deed::Slip(place, Step::Place) if place == earlier => Some(at),
            _ => None,
        });
        let placed = placed.unwrap_or(self.now);
        let third = self.now.micros_since(placed) / 3;
        for (thirds, step) in [(1, Step::Place), (2, Step::Merge)] {
            self.deeds.push((placed.plus_micros(thirds * third), Deed::Slip(self.slips.len(), step)));
        }
        self.slips.push(slip);
    }
}
