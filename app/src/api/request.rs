//! Forms about a slip that was placed, one file for each kind of asker, as in `desk::request`.

mod check;
mod decide;
mod handle;
mod kin;
mod own;
mod run;
mod units;

use desk::{Ask, Error, contact};
use domain::{Request, RequestNumber};
use leptos::prelude::*;

pub use self::{check::*, decide::*, handle::*, kin::*, own::*, run::*, units::*};
use crate::{
    forms::{Done, Form, Next, Notice, Spec, submit},
    notice,
    parts::slip_path,
};

/// The page of the slip that was moved.
fn page_of(number: RequestNumber) -> Next {
    Next::to(slip_path(number)).about(number)
}

/// Runs one verb on the slip that the form is about, and says on its page what was done.
async fn moves<Fut>(
    spec: Spec,
    notice: Notice,
    verb: impl FnOnce(Ask, RequestNumber, Form) -> Fut + Send,
) -> Done
where
    Fut: Future<Output = Result<Request, Error>> + Send,
{
    submit(spec, |ask, form| async move {
        let request = verb(ask, form.part("number")?, form).await?;
        Ok(page_of(request.number).told(notice))
    })
    .await
}

/// Behind the mask.
#[server(prefix = "/do", endpoint = "request/show-contact")]
pub async fn show_contact() -> Done {
    submit(Spec::new("show-contact"), |ask, form| async move {
        let number = form.part("number")?;
        contact::show_contact(&ask, number, &form.text("reason")).await?;
        Ok(page_of(number).told(notice!("notice-contact-shown")))
    })
    .await
}
