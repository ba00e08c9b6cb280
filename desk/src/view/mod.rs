//! What pages show: one file per page, everything masked that the asker may not see.

mod counter;
mod desk;
mod glance;
mod grid;
mod hall;
mod home;
mod mine;
mod offers;
mod order;
mod points;
mod shop;
mod slip;
mod whose;

pub use self::{
    counter::{HandedOut, handed_out_today},
    desk::{Board, Tab, desk},
    glance::{Glance, PAGE},
    grid::{GridPage, Serving, grid},
    hall::{Hall, Work, hall, in_hand},
    home::{Home, home},
    mine::{Mine, mine},
    offers::Offers,
    order::{Ordering, ordering},
    points::{About, Ledger, Line, ledger},
    shop::{ShopFront, ShopItem, shop_front, shop_item},
    slip::{Helper, Slip, Step, slip},
    whose::{Keeper, Reader},
};
