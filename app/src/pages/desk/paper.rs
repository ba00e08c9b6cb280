//! The list on paper: a table for the round through the grid. Times are said in full there, because paper does not know
//! what day it is.

use desk::view::{Board, Glance};
use domain::{Timestamp, area::Level};
use leptos::prelude::*;

use super::filters::{Asked, in_words};
use crate::{context::locale, t};

pub(super) fn table(board: &Board, asked: &Asked, now: Timestamp) -> Option<AnyView> {
    if board.slips.is_empty() {
        return None;
    }
    // Where everything lies in one grid, the heading names it.
    let one_grid = board.area.area.level() >= Level::Grid;
    let rows = board.slips.iter().map(|glance| row(glance, one_grid)).collect_view();
    let (filters, printed) = (in_words(board, asked), t!("time-printed", at = now.to_string()));
    let caption =
        if filters.is_empty() { printed } else { t!("desk-caption", filters = filters, printed = printed) };
    Some(
        view! {
            <table class="table print-only">
                <caption>{caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t!("desk-column-number")}</th>
                        <th scope="col">{t!("desk-column-type")}</th>
                        <th scope="col">{t!("desk-column-need")}</th>
                        <th scope="col">{t!("desk-column-place")}</th>
                        <th scope="col">{t!("desk-column-due")}</th>
                        <th scope="col">{t!("desk-column-who")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any(),
    )
}

fn row(glance: &Glance, one_grid: bool) -> impl IntoView + use<> {
    let place =
        if one_grid { glance.building.clone() } else { format!("{} {}", glance.grid, glance.building) };
    let due = glance.due.map(|due| due.to_string());
    view! {
        <tr>
            <td class="digits unbroken">{glance.number.to_string()}</td>
            <th scope="row">{locale().pick(&glance.service.name_zh, &glance.service.name_en).to_owned()}</th>
            <td>{glance.need.clone()}</td>
            <td>{place}</td>
            <td class="digits unbroken">{due}</td>
            <td>{who(glance)}</td>
        </tr>
    }
}

/// Who has it, or else whose move it is.
fn who(glance: &Glance) -> Option<String> {
    let keeper = || glance.keeper.as_ref().map(|keeper| keeper.name.clone());
    glance.handler.clone().or_else(|| glance.given_to.clone()).or_else(keeper)
}
