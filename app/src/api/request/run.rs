//! The desk: 核实 verify, ask back, refuse, turn to 110/119/120, 派单 dispatch.

use desk::{
    Error, Fault,
    request::{self, To},
};
use leptos::prelude::*;

use super::{moves, page_of};
use crate::{
    forms::{Done, Form, Spec, submit},
    notice,
};

#[server(prefix = "/do", endpoint = "request/verify")]
pub async fn verify() -> Done {
    moves(Spec::new("verify"), notice!("notice-verified"), |ask, number, _| async move {
        request::verify(&ask, number).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/ask-back")]
pub async fn ask_back() -> Done {
    moves(Spec::new("ask-back"), notice!("notice-asked-back"), |ask, number, form| async move {
        request::ask_back(&ask, number, &form.text("question")).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/refuse")]
pub async fn refuse() -> Done {
    moves(Spec::new("refuse"), notice!("notice-refused"), |ask, number, form| async move {
        request::refuse(&ask, number, &form.text("reason"), &form.text("note")).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/turn")]
pub async fn turn() -> Done {
    moves(Spec::new("turn"), notice!("notice-turned"), |ask, number, form| async move {
        request::turn(&ask, number, &form.text("to"), &form.text("note")).await
    })
    .await
}

/// The value of the choice that opens a slip to all who may take it.
pub const HALL: &str = "hall";

/// What stands before the id of a unit, as which a slip may be given beside people.
pub const UNIT: &str = "unit-";

#[server(prefix = "/do", endpoint = "request/dispatch")]
pub async fn dispatch() -> Done {
    submit(Spec::new("dispatch"), |ask, form| async move {
        let to = to(&form)?;
        let notice = match &to {
            To::Hall => notice!("notice-dispatched-hall"),
            To::Person(_) => notice!("notice-dispatched"),
            To::Unit { helping, .. } if helping.is_empty() => notice!("notice-dispatched-unit"),
            To::Unit { .. } => notice!("notice-dispatched-units"),
        };
        let request = request::dispatch(&ask, form.part("number")?, to).await?;
        Ok(page_of(request.number).told(notice))
    })
    .await
}

/// To whom, as it was chosen. Units help only where a unit leads.
fn to(form: &Form) -> Result<To, Error> {
    let strange = |field| Error::field(field, Fault::NotAChoice);
    match form.text("to").as_str() {
        "" => Err(Error::field("to", Fault::Missing)),
        HALL => Ok(To::Hall),
        chosen => match chosen.strip_prefix(UNIT) {
            Some(unit) => {
                let helping = form.all("helping").iter().map(|unit| unit.parse()).collect();
                Ok(To::Unit {
                    lead: unit.parse().map_err(|_| strange("to"))?,
                    helping: Result::<_, uuid::Error>::map_err(helping, |_| strange("helping"))?,
                })
            }
            None => Ok(To::Person(chosen.parse().map_err(|_| strange("to"))?)),
        },
    }
}
