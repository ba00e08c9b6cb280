//! 收件箱: what everybody is told of the slips they have to do with, on three heaps; and the hours in which they are left
//! alone: nothing reminds them then, and whoever looks sees all.
//!
//! Whoever moves a slip tells the others in the transaction of the move ([`tell`]), takes away what it asked of them
//! before ([`settle`]), and has read what they were told of it themselves ([`seen_by_doing`]). An entry says what
//! happened on which slip and holds nothing personal; it grants nothing either: the slip's page decides who may read on.

mod page;
mod quiet;
mod read;
mod settle;
mod tell;

pub use self::{
    page::{Inbox, Line, PAGE, page, unread},
    quiet::{quiet_hours, set_quiet_hours},
    read::{mark_all_read, open},
    tell::{Delivery, Message, deliver},
};
pub(crate) use self::{
    read::seen_by_doing,
    settle::settle,
    tell::{tell, tell_at},
};
