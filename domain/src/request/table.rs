//! The loop on one page: which verb may be done in which state, and by which name it is refused in the others.

use super::{Refusal, Request, State};

/// Everything that may happen to a slip after it was placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    // 核实立案, the desk
    Verify,
    AskBack,
    Refuse,
    Turn,
    Merge,
    Unmerge,
    Split,
    // 指挥派遣, the desk and the level above
    Dispatch,
    Park,
    Resume,
    DecideReturn,
    DecideExtension,
    Supervise,
    Whistle,
    // 处理反馈, who has it
    Accept,
    GiveBack,
    Return,
    Arrive,
    Report,
    Reach,
    Finish,
    AskExtension,
    AnswerSupervision,
    // those who help
    Assist,
    ReportIn,
    RateUnit,
    // 核查结案, somebody other than the handler
    Check,
    SendBack,
    Judge,
    // 服务评价 and what else is the resident's
    Answer,
    Withdraw,
    Rate,
    NotMended,
}

/// What a state says to a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    May,
    /// It was done already.
    Done,
    /// Somebody has it.
    Taken,
    No,
}

const STATES: usize = State::NAMES.len();
const VERBS: usize = 33;

#[rustfmt::skip]
const TABLE: [(Verb, [Says; STATES]); VERBS] = {
    use Says::{Done as D, May as M, No as o, Taken as T};
    use Verb::*;
    //                    placed           returned       checked        split      turned
    //                     | asked          | accepted     | disputed     | merged   | withdrawn
    //                     |  | verified    |  | arrived   |  | parked    |  | refused  | closed
    //                     |  |  | dispatched  |  | finished  |  |        |  |  |    |  |  |
    [
        (Verify,            [M, o, D, o, o, o, o, o, o, o, o, o, o, o, o, o, o]),
        (AskBack,           [M, D, o, o, o, o, o, o, o, o, o, o, o, o, o, o, o]),
        (Refuse,            [M, M, M, M, M, o, o, o, o, o, M, o, o, D, o, o, o]),
        (Turn,              [M, M, M, M, M, o, o, o, o, o, M, o, o, o, D, o, o]),
        (Merge,             [M, o, M, M, o, o, o, o, o, o, M, o, D, o, o, o, o]),
        (Unmerge,           [o, o, o, o, o, o, o, o, o, o, o, o, M, o, o, o, o]),
        (Split,             [o, o, M, o, o, o, o, o, o, o, o, D, o, o, o, o, o]),
        (Dispatch,          [o, o, M, M, o, T, T, o, o, o, o, o, o, o, o, o, o]),
        (Park,              [o, o, M, M, M, M, M, o, o, o, D, o, o, o, o, o, o]),
        (Resume,            [o, o, o, o, o, o, o, o, o, o, M, o, o, o, o, o, o]),
        (DecideReturn,      [o, o, o, o, M, o, o, o, o, o, o, o, o, o, o, o, o]),
        (DecideExtension,   [o, o, o, o, o, M, M, o, o, o, o, o, o, o, o, o, o]),
        (Supervise,         [M, M, M, M, M, M, M, M, o, M, M, M, o, o, o, o, o]),
        (Whistle,           [o, o, M, M, M, M, M, o, o, o, M, o, o, o, o, o, o]),
        (Accept,            [o, o, o, M, o, T, T, T, T, T, o, o, o, o, o, o, T]),
        (GiveBack,          [o, o, o, M, o, M, M, o, o, o, o, o, o, o, o, o, o]),
        (Return,            [o, o, o, M, D, M, M, o, o, o, o, o, o, o, o, o, o]),
        (Arrive,            [o, o, o, o, o, M, D, o, o, o, o, o, o, o, o, o, o]),
        (Report,            [o, o, o, o, o, M, M, o, o, o, o, o, o, o, o, o, o]),
        (Reach,             [o, o, o, o, o, M, M, o, o, o, o, o, o, o, o, o, o]),
        (Finish,            [o, o, o, o, o, M, M, D, o, o, o, o, o, o, o, o, o]),
        (AskExtension,      [o, o, o, o, o, M, M, o, o, o, o, o, o, o, o, o, o]),
        (AnswerSupervision, [M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M]),
        (Assist,            [o, o, o, M, o, M, M, o, o, o, o, o, o, o, o, o, o]),
        (ReportIn,          [M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M]),
        (RateUnit,          [M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M, M]),
        (Check,             [o, o, o, o, o, o, o, M, D, o, o, o, o, o, o, o, o]),
        (SendBack,          [o, o, o, o, o, o, o, M, o, o, o, o, o, o, o, o, o]),
        (Judge,             [o, o, o, o, o, o, o, o, o, M, o, o, o, o, o, o, o]),
        (Answer,            [o, M, o, o, o, o, o, o, o, o, o, o, o, o, o, o, o]),
        (Withdraw,          [M, M, M, M, M, M, o, o, o, o, M, o, o, o, o, D, o]),
        (Rate,              [o, o, o, o, o, o, o, o, M, D, o, o, o, o, o, o, D]),
        (NotMended,         [o, o, o, o, o, o, o, o, o, o, o, o, M, o, o, o, o]),
    ]
};

// A row stands where its verb counts, so that looking one up is an index.
const _: () = {
    let mut row = 0;
    while row < VERBS {
        assert!(TABLE[row].0 as usize == row, "the rows of the table stand in the order of the verbs");
        row += 1;
    }
};

impl Verb {
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|(verb, _)| *verb)
    }
}

impl Request {
    /// Does the state allow this verb? Whatever else the verb asks for, it asks afterwards.
    pub fn allows(&self, verb: Verb) -> Result<(), Refusal> {
        let column = State::NAMES.iter().position(|name| *name == self.state.name());
        let says = column.and_then(|column| TABLE[verb as usize].1.get(column)).copied();
        match says.unwrap_or(Says::No) {
            Says::May => Ok(()),
            Says::Done => Err(Refusal::AlreadyDone),
            Says::Taken => Err(self.handler().map_or(Refusal::NotNow, |by| Refusal::AlreadyAccepted { by })),
            Says::No => Err(Refusal::NotNow),
        }
    }
}
