//! 等决定: what on a slip waits for a word of somebody above or beside whoever has it. The desk has a queue for it.

use super::{Request, Rung, State};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wait {
    /// 退回: a unit says it is not theirs.
    Return,
    /// 差评: what looking into a bad rating brings out.
    Dispute,
    /// 延期: more time was asked for.
    Extension,
    /// 督办: an answer is owed to a supervisor.
    Supervision,
    /// 吹哨: a unit that was called has not reported in.
    Whistle,
    /// 上报: past its limit, and told to a level above.
    Escalation,
}

impl Wait {
    pub const ALL: [Self; 6] =
        [Self::Return, Self::Dispute, Self::Extension, Self::Supervision, Self::Whistle, Self::Escalation];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Dispute => "dispute",
            Self::Extension => "extension",
            Self::Supervision => "supervision",
            Self::Whistle => "whistle",
            Self::Escalation => "escalation",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wait| wait.name() == name)
    }
}

impl Request {
    /// All that waits on it. Nothing waits on what is over.
    pub fn waits(&self) -> Vec<Wait> {
        let waits = |wait: &Wait| {
            let beside = &self.beside;
            match wait {
                Wait::Return => matches!(self.state, State::Returned { .. }),
                Wait::Dispute => matches!(self.state, State::Disputed { .. }),
                Wait::Extension => beside.extension.is_some(),
                Wait::Supervision => beside.supervision.is_some(),
                Wait::Whistle => {
                    let mut called = beside.whistle.iter().flat_map(|whistle| &whistle.calls);
                    called.any(|call| call.reported_at.is_none())
                }
                Wait::Escalation => matches!(beside.alarm.rung, Some(Rung::Raised(_))),
            }
        };
        if self.state.is_over() { Vec::new() } else { Wait::ALL.into_iter().filter(waits).collect() }
    }
}
