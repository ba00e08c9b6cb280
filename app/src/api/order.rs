//! 点单: placing an order.

use desk::{identity, request::Order};
use leptos::prelude::*;

use crate::{
    forms::{Done, Next, Spec, submit},
    notice, page,
    parts::slip_path,
};

/// The form's name, and the field of its pictures.
pub const ORDER: Spec = Spec::new("order").with_photos("photos");

/// Files the slip, and goes to it.
#[server(prefix = "/do", endpoint = "order")]
pub async fn place_order() -> Done {
    submit(ORDER, |ask, form| async move {
        let order = Order {
            grid: form.text("grid"),
            service: form.text("service"),
            need: form.text("need"),
            building: form.text("building"),
            door: form.text("door"),
            photos: form.photos(),
        };
        let number = desk::request::place(&ask, order).await?;
        if form.ticked("remember") {
            let remembered = match form.part("grid") {
                Ok(grid) => {
                    // The form's key belongs to the order.
                    let ask = ask.clone().with_key(None);
                    identity::remember_home(&ask, grid, &form.text("building"), &form.text("door")).await
                }
                Err(error) => Err(error),
            };
            if let Err(error) = remembered {
                // The slip is filed; an address to type again is no reason to say otherwise.
                page::reference(&error);
            }
        }
        Ok(Next::to(slip_path(number)).about(number).told(notice!("notice-placed")))
    })
    .await
}
