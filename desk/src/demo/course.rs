//! How one slip goes: its steps and the minutes between them.

use domain::{Minutes, Timestamp, catalogue::Service, request::Grade};
use rand::{Rng, rngs::StdRng};

/// What somebody does to a slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Place,
    AskBack,
    Answer,
    Refuse,
    /// Told to 119.
    Turn,
    /// It is the same as an earlier one.
    Merge,
    Withdraw,
    Verify,
    Split,
    Park,
    /// Dispatched to the hall.
    Open,
    /// Dispatched to one person.
    Give,
    /// Dispatched to the unit that answers for it.
    Assign,
    Accept,
    /// Accepted by somebody of the unit.
    TakeOn,
    GiveBack,
    /// The unit says it is not theirs.
    Return,
    Arrive,
    Report,
    Finish,
    SendBack,
    Check,
    Rate(Grade),
    /// A bad rating is looked into, and found to be so.
    Judge,
}

/// Where a slip stands when the demonstration begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Placed,
    AskedBack,
    Refused,
    Turned,
    Withdrawn,
    Verified,
    Split,
    Parked,
    InHall,
    Given,
    /// A unit may take it.
    Offered,
    Returned,
    Accepted,
    /// Somebody of a unit has it.
    OfUnit,
    Arrived,
    Finished,
    Checked,
    /// Closed by the timer, since nobody rated it.
    Unrated,
    Rated(Grade),
    /// Rated badly, and not looked into yet.
    Disputed,
    /// Rated badly, done again, rated well.
    PutRight(Grade),
    /// Rated badly and in hand again.
    Reopened,
}

impl End {
    /// Is somebody still waiting for the next step? Then it goes on now and not some weeks ago.
    pub fn is_open(self) -> bool {
        match self {
            Self::Placed
            | Self::AskedBack
            | Self::Verified
            | Self::Split
            | Self::InHall
            | Self::Given
            | Self::Offered
            | Self::Returned
            | Self::Accepted
            | Self::OfUnit
            | Self::Arrived
            | Self::Finished => true,
            Self::Refused
            | Self::Turned
            | Self::Withdrawn
            | Self::Parked
            | Self::Disputed
            | Self::Checked
            | Self::Unrated
            | Self::Rated(_)
            | Self::PutRight(_)
            | Self::Reopened => false,
        }
    }

    fn waits_for_acceptance(self) -> bool {
        matches!(
            self,
            Self::Placed
                | Self::Verified
                | Self::Split
                | Self::InHall
                | Self::Given
                | Self::Offered
                | Self::Returned
        )
    }
}

/// The steps of a slip, each with the minutes since the one before.
pub(super) struct Course {
    steps: Vec<(u32, Step)>,
}

impl Course {
    /// `asks`: the grid asks back before it verifies.
    pub fn to(end: End, asks: bool, dice: &mut StdRng) -> Self {
        let mut course = Self { steps: vec![(0, Step::Place)] };
        course.report(end, asks, dice);
        course
    }

    fn then(&mut self, minutes: std::ops::RangeInclusive<u32>, step: Step, dice: &mut StdRng) {
        self.steps.push((dice.random_range(minutes), step));
    }

    fn report(&mut self, end: End, asks: bool, dice: &mut StdRng) {
        match end {
            End::Placed => return,
            End::AskedBack => return self.then(10..=50, Step::AskBack, dice),
            End::Refused => return self.then(15..=150, Step::Refuse, dice),
            End::Turned => return self.then(2..=9, Step::Turn, dice),
            _ if asks => {
                self.then(10..=50, Step::AskBack, dice);
                self.then(15..=180, Step::Answer, dice);
            }
            _ => {}
        }
        if end == End::Withdrawn && dice.random_bool(0.5) {
            return self.then(10..=90, Step::Withdraw, dice);
        }
        self.then(6..=60, Step::Verify, dice);
        match end {
            End::Verified => {}
            End::Split => self.then(5..=30, Step::Split, dice),
            End::Parked => self.then(20..=90, Step::Park, dice),
            End::Offered => self.then(3..=25, Step::Assign, dice),
            End::OfUnit => {
                self.then(3..=25, Step::Assign, dice);
                self.then(10..=60, Step::TakeOn, dice);
            }
            End::Returned => {
                self.then(3..=25, Step::Assign, dice);
                self.then(10..=60, Step::Return, dice);
            }
            End::Given => self.then(3..=25, Step::Give, dice),
            End::InHall => self.then(3..=25, Step::Open, dice),
            End::Withdrawn => {
                self.then(3..=25, Step::Open, dice);
                self.then(10..=120, Step::Withdraw, dice);
            }
            _ => self.handle(end, dice),
        }
    }

    fn handle(&mut self, end: End, dice: &mut StdRng) {
        let dispatch = if dice.random_bool(0.3) { Step::Give } else { Step::Open };
        self.then(3..=25, dispatch, dice);
        self.then(4..=100, Step::Accept, dice);
        if end == End::Accepted {
            return;
        }
        if !end.is_open() && dice.random_bool(0.09) {
            self.then(10..=60, Step::GiveBack, dice);
            self.then(5..=40, Step::Open, dice);
            self.then(5..=80, Step::Accept, dice);
        }
        self.then(15..=150, Step::Arrive, dice);
        if end == End::Arrived {
            return;
        }
        if dice.random_bool(0.4) {
            self.then(5..=25, Step::Report, dice);
        }
        self.then(12..=80, Step::Finish, dice);
        if end == End::Finished {
            return;
        }
        if dice.random_bool(0.07) {
            self.then(20..=90, Step::SendBack, dice);
            self.then(30..=120, Step::Arrive, dice);
            self.then(12..=60, Step::Finish, dice);
        }
        self.then(15..=200, Step::Check, dice);
        self.rate(end, dice);
    }

    fn rate(&mut self, end: End, dice: &mut StdRng) {
        match end {
            End::Rated(grade) => self.then(20..=1500, Step::Rate(grade), dice),
            End::PutRight(grade) => {
                self.again(dice);
                self.then(20..=120, Step::Arrive, dice);
                self.then(20..=80, Step::Finish, dice);
                self.then(15..=120, Step::Check, dice);
                self.then(60..=900, Step::Rate(grade), dice);
            }
            End::Reopened => self.again(dice),
            End::Disputed => self.complain(dice),
            _ => {}
        }
    }

    fn complain(&mut self, dice: &mut StdRng) {
        let bad = if dice.random_bool(0.3) { Grade::VeryDissatisfied } else { Grade::Dissatisfied };
        self.then(120..=900, Step::Rate(bad), dice);
    }

    /// A bad rating, and in hand once more.
    fn again(&mut self, dice: &mut StdRng) {
        self.complain(dice);
        self.then(20..=90, Step::Judge, dice);
        self.then(15..=60, Step::Open, dice);
        self.then(10..=60, Step::Accept, dice);
    }

    /// Shortens the waits until acceptance and finish keep within the limits of the service.
    pub fn hurry(&mut self, service: &Service) {
        let accepted = self.steps.iter().position(|(_, step)| matches!(step, Step::Accept | Step::TakeOn));
        let finished = self.steps.iter().position(|(_, step)| *step == Step::Finish);
        let accepted = accepted.unwrap_or(self.steps.len() - 1);
        shorten(&mut self.steps[..=accepted], service.accept_within.roughly().0 * 3 / 4);
        if let Some(finished) = finished.filter(|&finished| finished > accepted) {
            let left =
                service.finish_within.roughly().0.saturating_sub(service.accept_within.roughly().0) * 3 / 4;
            shorten(&mut self.steps[accepted + 1..=finished], left.max(30));
        }
    }

    /// The steps of a slip that is over or nearly so, beginning at `from`; nobody is woken at night for them.
    pub fn some_days_ago(&self, from: Timestamp, now: Timestamp) -> Vec<(Timestamp, Step)> {
        let mut at = from;
        let mut steps: Vec<(Timestamp, Step)> = Vec::with_capacity(self.steps.len());
        for &(minutes, step) in &self.steps {
            at = by_day(at.plus(Minutes(minutes)));
            steps.push((at, step));
        }
        while steps.last().is_some_and(|&(last, _)| last > now.minus(Minutes(5))) {
            for (at, _) in &mut steps {
                *at = at.minus(Minutes::days(1));
            }
        }
        steps
    }

    /// The steps of a slip that is under way, the last of them `age` minutes ago at most. Unless it is to be overdue,
    /// its next limit has not passed.
    pub fn under_way(
        &self,
        end: End,
        age: u32,
        service: &Service,
        overdue: bool,
        now: Timestamp,
    ) -> Vec<(Timestamp, Step)> {
        let total: u32 = self.steps.iter().map(|(minutes, _)| minutes).sum();
        let limit = if end.waits_for_acceptance() { service.accept_within } else { service.finish_within };
        let limit = limit.roughly().0;
        // Whatever days off lie between, it has waited too long.
        let age = if overdue { limit * 2 + LONG_WEEKEND + age * 7 } else { age };
        let fits = if overdue { total + age } else { (limit * 3 / 4).max(2).min(total + age) };
        let scaled = |minutes: u32| {
            Minutes(
                u32::try_from(u64::from(minutes) * u64::from(fits) / u64::from((total + age).max(1)))
                    .unwrap_or(0),
            )
        };
        let mut at = now.minus(scaled(total + age));
        self.steps
            .iter()
            .enumerate()
            .map(|(place, &(minutes, step))| {
                // A second between steps that fall into one minute keeps them in their order.
                at = at.plus(scaled(minutes)).plus_seconds(i64::from(place > 0));
                (at, step)
            })
            .collect()
    }
}

/// No holiday is longer.
const LONG_WEEKEND: u32 = 9 * 24 * 60;

/// Shares `most` minutes among the waits if they are longer together.
fn shorten(steps: &mut [(u32, Step)], most: u32) {
    let total: u32 = steps.iter().map(|(minutes, _)| minutes).sum();
    if total > most {
        for (minutes, _) in steps.iter_mut().filter(|(minutes, _)| *minutes > 0) {
            *minutes = (*minutes * most / total).max(1);
        }
    }
}

/// What would fall into the night is done the next morning.
fn by_day(at: Timestamp) -> Timestamp {
    const MORNING: u32 = 7 * 60;
    const NIGHT: u32 = 21 * 60 + 30;
    let midnight = at.start_of_day();
    let minute = at.minutes_since(midnight).0;
    let morning = midnight.plus(Minutes(MORNING + minute % 80));
    match minute {
        0..MORNING => morning,
        MORNING..NIGHT => at,
        _ => morning.plus(Minutes::days(1)),
    }
}
