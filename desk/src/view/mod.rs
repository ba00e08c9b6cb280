//! What pages show: one file per page, everything masked that the asker may not see.

mod desk;
mod glance;
mod grid;
mod hall;
mod home;
mod mine;
mod offers;
mod slip;

pub use self::{
    desk::{Board, Tab, desk},
    glance::{Glance, PAGE},
    grid::{GridPage, Serving, grid},
    hall::{Hall, Work, hall, in_hand},
    home::{Home, home},
    mine::{Mine, mine},
    offers::Offers,
    slip::{Helper, Slip, Step, slip},
};
