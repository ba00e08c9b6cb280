//! Who is told of a step, and on which heap of their inbox it lands.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    Event, PersonId, Rank, Request, UnitId, What,
    catalogue::Priority,
    inbox::News,
    request::{Difficulty, Finding, Handover, Holder, State, concerned},
};
use store::post::Server;

use super::moved::Moving;
use crate::{
    Result,
    inbox::{self, Message},
    writing::Writing,
};

/// Tells everybody whom one step concerns.
pub(super) async fn tell(
    w: &mut Writing<'_>,
    before: &Moving,
    request: &Request,
    event: &Event,
) -> Result<()> {
    let told = Telling { before, request };
    match &event.what {
        // To whoever must act.
        What::Placed => told.desk(w, News::Placed).await,
        What::Answered { .. } | What::Unanswered => told.desk(w, News::Answered).await,
        What::Finished { .. } => told.desk(w, News::Finished).await,
        What::Disputed => told.desk(w, News::RatedBadly).await,
        What::NotMended { .. } => told.desk(w, News::NotMended).await,
        What::AskedBack { .. } => told.needs(w, News::AskedBack, &[request.resident]).await,
        What::SentBack { .. } => told.needs(w, News::SentBack, &told.handler()).await,
        What::GivenBack { .. } => told.holder(w, News::GivenBack).await,
        What::HandedBack { unit: None } => told.desk(w, News::HandedBack).await,
        What::HandedBack { unit: Some(_) } => told.desk(w, News::NobodyThere).await,
        What::Returned { .. } => told.above(w, News::Returned).await,
        What::ExtensionAsked { .. } => told.above(w, News::ExtensionAsked).await,
        What::Warned => told.holder(w, News::Warned).await,
        What::Overdue => told.overdue(w).await,
        What::Supervised { .. } => told.answering(w, News::Supervised).await,
        What::Escalated { to, .. } => told.nearest_from(w, *to, News::Escalated).await,
        What::Dispatched { to, helping } => {
            told.resident(w, News::Dispatched).await?;
            told.given(w, *to, helping).await
        }
        What::ReturnDecided { .. } => {
            let unit = before.request.unit().into_iter().chain(request.unit());
            told.units(w, News::ReturnDecided, &unit.collect::<Vec<_>>()).await
        }
        What::Whistled { units, .. } => told.units(w, News::Whistled, units).await,
        What::CallMissed { unit } => {
            told.needs(w, News::CallMissed, &told.caller()).await?;
            told.units(w, News::CallMissed, &[*unit]).await
        }
        What::AnswerMissed => match told.supervisor().as_slice() {
            // A rule asks for the town.
            [] => told.nearest_from(w, Rank::Town, News::AnswerMissed).await,
            supervisor => told.needs(w, News::AnswerMissed, supervisor).await,
        },
        What::Judged { finding: Finding::Malicious, .. } => told.desk(w, News::DisputedFinding).await,
        What::Judged { finding: Finding::Mistaken, .. } => {
            told.needs(w, News::DisputedFinding, &[request.resident]).await
        }

        // To whoever waits for it.
        What::Accepted => {
            told.resident(w, News::Accepted).await?;
            let dispatcher = request.beside.dispatcher.map(|dispatcher| dispatcher.by);
            inbox::tell(w, Message::follows(request, News::Accepted), dispatcher.as_slice()).await
        }
        What::ReportedIn { .. } => {
            inbox::tell(w, Message::follows(request, News::ReportedIn), &told.caller()).await
        }
        What::SupervisionAnswered { .. } => {
            let message = Message::follows(request, News::SupervisionAnswered);
            inbox::tell(w, message, &told.supervisor()).await
        }
        What::Withdrawn { .. } => {
            let had_it: Vec<PersonId> = before.request.handler().into_iter().collect();
            inbox::tell(w, Message::changed(request, News::Withdrawn), &had_it).await
        }
        What::ExtensionDecided { .. } => {
            inbox::tell(w, Message::changed(request, News::ExtensionDecided), &told.handler()).await
        }
        What::Closed => match told.handler().as_slice() {
            // All parts of it are over.
            [] => {
                told.splitter(w, News::Closed).await?;
                told.resident(w, News::Closed).await
            }
            handler => {
                inbox::tell(w, Message::changed(request, News::Closed), handler).await?;
                told.joined(w, News::Closed).await
            }
        },
        // With the last part the whole is closed, and the residents hear that.
        What::PartOver { .. } if request.state.is_over() => Ok(()),
        What::PartOver { .. } => {
            told.splitter(w, News::PartOver).await?;
            told.resident(w, News::PartOver).await
        }
        What::Checked { .. } => {
            inbox::tell(w, Message::changed(request, News::Checked), &told.handler()).await?;
            inbox::tell(w, Message::changed(request, News::Checked), &[request.resident]).await?;
            told.joined(w, News::Mended).await
        }
        What::Released { .. } => {
            told.desk(w, News::Released).await?;
            told.resident(w, News::Released).await
        }
        What::Resumed => {
            told.holder(w, News::Resumed).await?;
            told.resident(w, News::Resumed).await
        }
        What::Assisted { .. } => {
            inbox::tell(w, Message::changed(request, News::Progressed), &told.handler()).await
        }
        What::Verified => told.resident(w, News::Verified).await,
        What::Refused { .. } => told.resident(w, News::Refused).await,
        What::Turned { .. } => told.resident(w, News::Turned).await,
        What::Merged { .. } => told.resident(w, News::Merged).await,
        What::Unmerged { .. } => told.resident(w, News::Unmerged).await,
        What::Split { .. } => told.resident(w, News::Split).await,
        What::Parked { .. } => told.resident(w, News::Parked).await,
        What::Arrived { .. } | What::Progressed { .. } | What::Reached { .. } => {
            told.resident(w, News::Progressed).await
        }
        What::Judged { finding: Finding::Justified, .. } => told.resident(w, News::Verified).await,

        // Who rated, and how, is told to nobody; the rest is told with another step.
        What::Rated { .. }
        | What::UnitRated { .. }
        | What::SplitOff { .. }
        | What::Joined { .. }
        | What::Left { .. }
        | What::Reopened
        | What::Recounted { .. } => Ok(()),
    }
}

/// Tells whoever has the slip from now on that a supervisor waits for an answer.
pub(super) async fn tell_what_is_owed(w: &mut Writing<'_>, before: &Moving, request: &Request) -> Result<()> {
    let passed_on = answering(&before.request) != answering(request);
    if passed_on && request.beside.supervision.is_some() {
        Telling { before, request }.answering(w, News::Supervised).await?;
    }
    Ok(())
}

/// Who has no say in what the desk does next: whose need it is, who did the work, and of a bad rating everybody whose work
/// it is about.
pub(super) async fn sides(w: &mut Writing<'_>, request: &Request) -> Result<BTreeSet<PersonId>> {
    let mut sides = if matches!(request.state, State::Disputed { .. }) {
        concerned(&store::request::history(w, request).await?)
    } else {
        BTreeSet::new()
    };
    sides.extend([request.resident].into_iter().chain(request.handler()));
    Ok(sides)
}

/// Who owes a supervisor the answer: until somebody has accepted it, the desk.
fn answering(request: &Request) -> Holder {
    match request.holder() {
        Holder::Unit(_) => Holder::Desk,
        Holder::Person(_) if request.handler().is_none() => Holder::Desk,
        holder => holder,
    }
}

struct Telling<'a> {
    before: &'a Moving,
    request: &'a Request,
}

impl Telling<'_> {
    fn handler(&self) -> Vec<PersonId> {
        self.request.handler().into_iter().collect()
    }

    fn caller(&self) -> Vec<PersonId> {
        self.request.beside.whistle.iter().map(|whistle| whistle.by).collect()
    }

    fn supervisor(&self) -> Vec<PersonId> {
        let slips = [&self.before.request, self.request];
        slips.into_iter().find_map(|slip| slip.beside.supervision.as_ref()?.by).into_iter().collect()
    }

    /// An emergency wakes people.
    fn message(&self, news: News) -> Message {
        let message = Message::needs(self.request, news);
        let whistle = self.request.beside.whistle.as_ref();
        let called_at_once =
            news == News::Whistled && whistle.is_some_and(|whistle| whistle.difficulty == Difficulty::Urgent);
        if called_at_once || self.before.service.priority == Priority::Urgent {
            message.urgent()
        } else {
            message
        }
    }

    async fn needs(&self, w: &mut Writing<'_>, news: News, to: &[PersonId]) -> Result<()> {
        inbox::tell(w, self.message(news), to).await
    }

    /// Whoever placed it, and whoever placed a slip that was merged into it.
    async fn resident(&self, w: &mut Writing<'_>, news: News) -> Result<()> {
        let message = Message::changed(self.request, news);
        inbox::tell(w, message, &[self.request.resident]).await?;
        self.joined(w, news).await
    }

    /// Whoever placed a slip that was merged into it, each on their own.
    async fn joined(&self, w: &mut Writing<'_>, news: News) -> Result<()> {
        if self.request.beside.joined > 0 {
            let message = Message::changed(self.request, news);
            for slip in store::request::joined(w, self.request.number).await? {
                inbox::tell(w, message.on_joined(slip), &[slip.resident]).await?;
            }
        }
        Ok(())
    }

    /// Whoever split it, and answers for the whole.
    async fn splitter(&self, w: &mut Writing<'_>, news: News) -> Result<()> {
        let by: Vec<PersonId> = match self.before.request.state {
            State::Split { by, .. } => vec![by],
            _ => Vec::new(),
        };
        inbox::tell(w, Message::follows(self.request, news), &by).await
    }

    /// Those who run the desk of its grid, but not who did the work.
    async fn desk(&self, w: &mut Writing<'_>, news: News) -> Result<()> {
        self.nearest_from(w, Rank::Worker, news).await
    }

    /// The level above whoever dispatched it.
    async fn above(&self, w: &mut Writing<'_>, news: News) -> Result<()> {
        let rank = self.request.beside.dispatcher.map_or(Rank::Worker, |dispatcher| dispatcher.rank);
        self.nearest_from(w, rank.above().unwrap_or(Rank::District), news).await
    }

    /// The lowest level from `rank` on where somebody serves who is not a side of it.
    async fn nearest_from(&self, w: &mut Writing<'_>, rank: Rank, news: News) -> Result<()> {
        let sides = sides(w, self.request).await?;
        let serving = match &self.before.serving {
            Some(serving) => Arc::clone(serving),
            None => store::post::serving(w, self.request.grid).await?.into(),
        };
        let people = Rank::ALL.into_iter().filter(|level| *level >= rank).map(|level| {
            let there =
                |server: &&Server| server.post.rank() == Some(level) && !sides.contains(&server.person);
            serving.iter().filter(there).map(|server| (server.person, server.quiet)).collect::<Vec<_>>()
        });
        let nearest = people.into_iter().find(|people| !people.is_empty()).unwrap_or_default();
        inbox::tell_at(w, self.message(news), nearest);
        Ok(())
    }

    /// Whoever must act next.
    async fn holder(&self, w: &mut Writing<'_>, news: News) -> Result<()> {
        self.hands(w, self.request.holder(), news).await
    }

    async fn answering(&self, w: &mut Writing<'_>, news: News) -> Result<()> {
        self.hands(w, answering(self.request), news).await
    }

    async fn hands(&self, w: &mut Writing<'_>, whose: Holder, news: News) -> Result<()> {
        match whose {
            Holder::Person(person) => self.needs(w, news, &[person]).await,
            Holder::Unit(unit) => self.units(w, news, &[unit]).await,
            Holder::Desk => self.desk(w, news).await,
            Holder::Above => self.above(w, news).await,
            Holder::Resident | Holder::With(_) | Holder::Nobody => Ok(()),
        }
    }

    /// Whoever has let the time pass; and the desk, which may give it to others, as long as nobody has accepted it.
    async fn overdue(&self, w: &mut Writing<'_>) -> Result<()> {
        self.holder(w, News::Overdue).await?;
        if matches!(self.request.state, State::Dispatched { to: Handover::Person(_) | Handover::Unit(_), .. })
        {
            self.desk(w, News::Overdue).await?;
        }
        Ok(())
    }

    /// To whom it was dispatched.
    async fn given(&self, w: &mut Writing<'_>, to: Handover, helping: &[UnitId]) -> Result<()> {
        match to {
            Handover::Hall => {}
            Handover::Person(person) => self.needs(w, News::Given, &[person]).await?,
            Handover::Unit(unit) => self.units(w, News::Offered, &[unit]).await?,
        }
        self.units(w, News::Offered, helping).await
    }

    async fn units(&self, w: &mut Writing<'_>, news: News, units: &[UnitId]) -> Result<()> {
        let mut people = Vec::new();
        for unit in units {
            people.extend(store::unit::members(w, *unit).await?.into_iter().map(|held| held.person));
        }
        self.needs(w, news, &people).await
    }
}
