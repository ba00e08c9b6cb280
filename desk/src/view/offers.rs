//! Which verbs a page offers: found out by trying each one, so that the buttons and the rules cannot disagree.

use domain::{
    Actor, Request, Timestamp,
    catalogue::Service,
    permit,
    request::{Grade, RefusalReason},
    text::Note,
};

/// What this person may do to this slip now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Offers {
    pub verify: bool,
    pub ask_back: bool,
    pub refuse: bool,
    pub dispatch: bool,
    pub check: bool,
    pub send_back: bool,
    pub accept: bool,
    pub arrive: bool,
    pub report: bool,
    pub finish: bool,
    pub give_back: bool,
    pub answer: bool,
    pub withdraw: bool,
    pub rate: bool,
    pub contact: bool,
}

impl Offers {
    pub fn of(actor: Actor, request: &Request, service: &Service, at: Timestamp) -> Self {
        let slip = || request.clone();
        let Ok(words) = Note::new("…") else {
            return Self::default();
        };
        let words = || words.clone();
        let (run, check) = (permit::run(actor, request), permit::check(actor, request));
        let (handle, own) = (permit::handle(actor, request), permit::own(actor, request));
        Self {
            verify: run.is_ok_and(|p| slip().verify(p, at).is_ok()),
            ask_back: run.is_ok_and(|p| slip().ask_back(p, words(), at).is_ok()),
            refuse: run.is_ok_and(|p| slip().refuse(p, RefusalReason::NotOurs, None, at).is_ok()),
            dispatch: run.is_ok_and(|_| {
                matches!(
                    request.state,
                    domain::request::State::Verified { .. } | domain::request::State::Dispatched { .. }
                )
            }),
            check: check.is_ok_and(|p| slip().check(p, None, at).is_ok()),
            send_back: check.is_ok_and(|p| slip().send_back(p, words(), at).is_ok()),
            accept: permit::accept(actor, request, service).is_ok_and(|p| slip().accept(p, at).is_ok()),
            arrive: handle.is_ok_and(|p| slip().arrive(p, at).is_ok()),
            report: handle.is_ok_and(|p| slip().report(p, None, Vec::new(), at).is_ok()),
            finish: handle.is_ok_and(|p| slip().finish(p, None, Vec::new(), at).is_ok()),
            give_back: handle.is_ok_and(|p| slip().give_back(p, words(), at).is_ok()),
            answer: own.is_ok_and(|p| slip().answer(p, words(), at).is_ok()),
            withdraw: own.is_ok_and(|p| slip().withdraw(p, None, at).is_ok()),
            rate: own.is_ok_and(|p| slip().rate(p, Grade::Satisfied, None, at).is_ok()),
            contact: permit::contact(actor, request).is_ok(),
        }
    }

    /// Is there anything to do at all?
    pub fn any(self) -> bool {
        self != Self { contact: self.contact, ..Self::default() }
    }
}
