//! The verbs of somebody other than the handler: 核查 check on the spot, send back, and judge a bad rating.

use super::{Change, Refusal};
use crate::{
    Minutes, PhotoId, Request, Timestamp, What,
    calendar::Office,
    catalogue::{Proof, Service},
    permit::{MayCheck, MayJudge},
    request::{Finding, State, Verb},
    text::Note,
};

/// Sent back this often, it is supervised by rule.
const REWORK_SUPERVISED: u32 = 2;

impl Request {
    /// 核查: it is done, says somebody other than the handler, who saw it on the spot or asked the resident. Where pictures
    /// prove the work, a picture from there shows it, or a word says how the resident was asked.
    pub fn check(
        self,
        permit: MayCheck,
        proof: Proof,
        note: Option<Note>,
        photos: Vec<PhotoId>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::Check)?;
        let State::Finished { handling, arrived_at, finished_at } = self.state else {
            return Err(Refusal::NotNow);
        };
        if proof.asks_after() && photos.is_empty() && note.is_none() {
            return Err(Refusal::ProofMissing);
        }
        let served = arrived_at.map_or(Minutes(0), |arrived| finished_at.minutes_since(arrived));
        let state = State::Checked { handling, served, checked_by: permit.by(), checked_at: at };
        Ok(self.step(at, Some(permit.by()), permit.role(), What::Checked { note, photos }, state))
    }

    /// 返工: not done yet, says the check. The handler goes on; it is counted, and the second time supervised.
    pub fn send_back(
        mut self,
        permit: MayCheck,
        reason: Note,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::SendBack)?;
        let State::Finished { handling, .. } = self.state else { return Err(Refusal::NotNow) };
        self.beside.reworked += 1;
        let again = self.beside.reworked >= REWORK_SUPERVISED;
        let state = State::Accepted { handling };
        let what = What::SentBack { reason };
        let change = self.hand(office, at, Some(permit.by()), permit.role(), what, state);
        Ok(if again { change.supervised(office, at) } else { change })
    }

    /// What came of looking into a bad rating, and the answer to the resident. Justified: the work is done again within a
    /// new limit. Mistaken, which is said once: it may be rated again. Malicious, if two reviewers say so: closed. The first rating stays in
    /// the history.
    pub fn judge(
        mut self,
        permit: MayJudge,
        finding: Finding,
        answer: Note,
        service: &Service,
        office: &Office<'_>,
        at: Timestamp,
    ) -> Result<Change, Refusal> {
        self.allows(Verb::Judge)?;
        let State::Disputed { handling, served, grade, at: disputed_at, ref answer_by, doubted_by } =
            self.state
        else {
            return Err(Refusal::NotNow);
        };
        let (by, role) = (Some(permit.by()), permit.role());
        let judged = What::Judged { finding, answer };
        match finding {
            Finding::Justified => {
                let limits = self.limits.clone().put_right(service, office, at);
                let state = State::Verified { by: permit.by(), at };
                let again = Self { limits, reopened: self.reopened + 1, ..self };
                let change = again.hand(office, at, by, role, judged, state.clone());
                Ok(change.then(at, None, role, What::Reopened, state))
            }
            Finding::Mistaken if self.beside.explained => Err(Refusal::AlreadyExplained),
            Finding::Mistaken => {
                self.beside.explained = true;
                let state = State::Checked { handling, served, checked_by: permit.by(), checked_at: at };
                Ok(self.step(at, by, role, judged, state))
            }
            Finding::Malicious => match doubted_by {
                Some(first) if first == permit.by() => Err(Refusal::SecondReviewer),
                Some(_) => {
                    let state = State::Closed { handling: Some(handling), served, grade: Some(grade), at };
                    let change = self.step(at, by, role, judged, state.clone());
                    Ok(change.then(at, None, role, What::Closed, state))
                }
                None => {
                    let (answer_by, doubted_by) = (answer_by.clone(), by);
                    let at_first = disputed_at;
                    let state =
                        State::Disputed { handling, served, grade, at: at_first, answer_by, doubted_by };
                    Ok(self.step(at, by, role, judged, state))
                }
            },
        }
    }
}
