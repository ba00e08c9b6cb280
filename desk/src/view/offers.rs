//! Which verbs a page offers: found out by trying each one, so that the buttons and the rules cannot disagree.

use std::collections::{BTreeSet, HashSet};

use domain::{
    Actor, PersonId, Request, Timestamp,
    calendar::Office,
    catalogue::{Proof, Service},
    permit,
    request::{Assignment, Difficulty, Emergency, Finding, Grade, RefusalReason, State, Verb},
    text::Note,
};

/// What this person may do to this slip now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    verbs: HashSet<Verb>,
    /// Look behind the mask, after giving a reason.
    pub contact: bool,
}

impl Offers {
    /// `earlier` is the slip it was merged into, if it was.
    pub fn of(
        actor: Actor,
        request: &Request,
        earlier: Option<&Request>,
        service: &Service,
        concerned: &BTreeSet<PersonId>,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Self {
        let trial = Trial { actor, request, earlier, service, concerned, office, at };
        let verbs = Verb::all().filter(|verb| trial.may(*verb)).collect();
        Self { verbs, contact: permit::contact(actor, request, service).is_ok() }
    }

    pub fn has(&self, verb: Verb) -> bool {
        self.verbs.contains(&verb)
    }

    /// Is there anything to do at all?
    pub fn any(&self) -> bool {
        !self.verbs.is_empty()
    }
}

struct Trial<'a> {
    actor: Actor,
    request: &'a Request,
    earlier: Option<&'a Request>,
    service: &'a Service,
    concerned: &'a BTreeSet<PersonId>,
    office: &'a Office<'a>,
    at: Timestamp,
}

impl Trial<'_> {
    /// Does the verb succeed, whatever would be typed? Pictures are asked for by the form.
    fn may(&self, verb: Verb) -> bool {
        let Self { actor, request, earlier, service, concerned, office, at } = *self;
        let Ok(words) = Note::new("…") else { return false };
        let slip = || request.clone();
        let later = || request.limits.work().at.max(at).plus_seconds(60);
        let run = || permit::run(actor, request);
        let decide = || permit::decide(actor, request);
        let handle = || permit::handle(actor, request, service);
        let check = || permit::check(actor, request);
        let own = || permit::own(actor, request);
        match verb {
            Verb::Verify => run().is_ok_and(|p| slip().verify(p, at).is_ok()),
            Verb::AskBack => run().is_ok_and(|p| slip().ask_back(p, words, office, at).is_ok()),
            Verb::Refuse => run().is_ok_and(|p| slip().refuse(p, RefusalReason::NotOurs, None, at).is_ok()),
            Verb::Turn => run().is_ok_and(|p| slip().turn(p, Emergency::Police, None, at).is_ok()),
            Verb::Merge => {
                let alone = request.beside.joined == 0 && request.beside.part_of.is_none();
                alone && run().is_ok() && request.allows(verb).is_ok()
            }
            Verb::Unmerge => run().is_ok() && request.allows(verb).is_ok(),
            Verb::Split => request.beside.part_of.is_none() && run().is_ok() && request.allows(verb).is_ok(),
            // To the hall may be done already; to somebody else it may still be.
            Verb::Dispatch => run().is_ok_and(|p| {
                slip().dispatch(p, Assignment::Hall, office, at).is_ok()
                    || matches!(request.state, State::Dispatched { .. })
            }),
            Verb::Park => decide().is_ok_and(|p| slip().park(p, words, later(), at).is_ok()),
            Verb::Resume => run().is_ok_and(|p| slip().resume(p, office, at).is_ok()),
            Verb::DecideReturn => {
                decide().is_ok_and(|p| slip().decide_return(p, true, None, office, at).is_ok())
            }
            Verb::DecideExtension => {
                decide().is_ok_and(|p| slip().decide_extension(p, true, None, at).is_ok())
            }
            Verb::Supervise => decide().is_ok_and(|p| slip().supervise(p, words, office, at).is_ok()),
            Verb::Whistle => permit::whistle(actor, request).is_ok_and(|p| {
                // Which units is typed; any will do to see whether a whistle may be blown.
                let units = vec![domain::UnitId(uuid::Uuid::nil())];
                slip().whistle(p, Difficulty::Ordinary, units, words, office, at).is_ok()
            }),
            Verb::Accept => {
                permit::accept(actor, request, service).is_ok_and(|p| slip().accept(p, office, at).is_ok())
            }
            Verb::GiveBack => handle().is_ok_and(|p| slip().give_back(p, words, office, at).is_ok()),
            Verb::Return => permit::lead(actor, request)
                .is_ok_and(|p| slip().return_to_above(p, words, office, at).is_ok()),
            Verb::Arrive => handle().is_ok_and(|p| slip().arrive(p, Proof::None, Vec::new(), at).is_ok()),
            Verb::Report => handle().is_ok_and(|p| slip().report(p, None, Vec::new(), at).is_ok()),
            Verb::Reach => handle().is_ok_and(|p| slip().reach(p, at).is_ok()),
            Verb::Finish => {
                // Where a picture from before is asked for, one has to arrive first.
                let arrived = !service.proof.asks_before() || matches!(request.state, State::Arrived { .. });
                let finish = |p| slip().finish(p, Proof::None, None, Vec::new(), office, at);
                arrived && handle().is_ok_and(|p| finish(p).is_ok())
            }
            Verb::AskExtension => handle().is_ok_and(|p| slip().ask_extension(p, later(), words, at).is_ok()),
            Verb::AnswerSupervision => permit::answer_for(actor, request, service)
                .is_ok_and(|p| slip().answer_supervision(p, words, at).is_ok()),
            Verb::Assist => permit::assist(actor, request).is_ok_and(|p| slip().assist(p, words, at).is_ok()),
            Verb::ReportIn => {
                permit::report_in(actor, request).is_ok_and(|p| slip().report_in(p, None, at).is_ok())
            }
            Verb::RateUnit => permit::whistle(actor, request).is_ok_and(|p| {
                let whistle = request.beside.whistle.iter();
                let mut called = whistle.flat_map(|whistle| whistle.calls.iter().map(|call| call.unit));
                called.any(|unit| slip().rate_unit(p, unit, Grade::Fair, None, at).is_ok())
            }),
            Verb::Check => check().is_ok_and(|p| slip().check(p, Proof::None, None, Vec::new(), at).is_ok()),
            Verb::SendBack => check().is_ok_and(|p| slip().send_back(p, words, office, at).is_ok()),
            Verb::Judge => {
                let judge = permit::judge(actor, request, concerned);
                judge.is_ok_and(|p| slip().judge(p, Finding::Justified, words, service, office, at).is_ok())
            }
            Verb::Answer => own().is_ok_and(|p| slip().answer(p, words, office, at).is_ok()),
            Verb::Withdraw => own().is_ok_and(|p| slip().withdraw(p, None, at).is_ok()),
            Verb::Rate => own().is_ok_and(|p| slip().rate(p, Grade::Satisfied, None, office, at).is_ok()),
            Verb::NotMended => earlier.is_some_and(|earlier| {
                own().is_ok_and(|p| slip().not_mended(p, earlier.clone(), None, office, at).is_ok())
            }),
        }
    }
}
