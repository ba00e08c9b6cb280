//! What pages show: one file per page, everything masked that the asker may not see.

mod counter;
mod desk;
mod glance;
mod grid;
mod hall;
mod home;
mod kin;
mod mine;
mod offers;
mod order;
mod places;
mod points;
mod shop;
mod slip;
mod trace;
mod unit;
mod whose;

pub(crate) use self::places::Places;
pub use self::{
    counter::{HandedOut, handed_out_today},
    desk::{AtOnce, Board, Kind, Leaf, Limit, MOST_COUNTED, Spot, Tab, Whose, Wish, desk},
    glance::{Glance, LONG_PAGE, PAGE},
    grid::{Edition as GridEdition, GridPage, Serving, edition as grid_edition, grid},
    hall::{Hall, Work, hall, in_hand},
    home::{Home, home},
    kin::{Kin, Units},
    mine::{Mine, mine},
    offers::Offers,
    order::{Menu, Ordering, ordering},
    points::{About, Ledger, Line, ledger},
    shop::{ShopFront, ShopItem, shop_front, shop_item},
    slip::{Helper, Slip, Step, slip},
    trace::{Hand, Spent, Total, Trace, Who, trace},
    unit::{Called, UnitCounts, UnitPage, unit},
    whose::{Keeper, Reader},
};
