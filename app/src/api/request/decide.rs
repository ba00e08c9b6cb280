//! The level above: decide about a return and about more time, 挂账 park and take up again, 督办 supervise.

use desk::request;
use leptos::prelude::*;

use super::{moves, page_of};
use crate::{
    forms::{Done, Spec, submit},
    notice,
};

#[server(prefix = "/do", endpoint = "request/decide-return")]
pub async fn decide_return() -> Done {
    submit(Spec::new("decide-return"), |ask, form| async move {
        let (verdict, note) = (form.text("verdict"), form.text("note"));
        let request = request::decide_return(&ask, form.part("number")?, &verdict, &note).await?;
        let notice =
            if verdict == "yes" { notice!("notice-return-upheld") } else { notice!("notice-return-denied") };
        Ok(page_of(request.number).told(notice))
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/decide-extension")]
pub async fn decide_extension() -> Done {
    submit(Spec::new("decide-extension"), |ask, form| async move {
        let (verdict, note) = (form.text("verdict"), form.text("note"));
        let request = request::decide_extension(&ask, form.part("number")?, &verdict, &note).await?;
        let notice = if verdict == "yes" {
            notice!("notice-extension-approved")
        } else {
            notice!("notice-extension-denied")
        };
        Ok(page_of(request.number).told(notice))
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/park")]
pub async fn park() -> Done {
    moves(Spec::new("park"), notice!("notice-parked"), |ask, number, form| async move {
        request::park(&ask, number, &form.text("plan"), &form.text("until")).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/resume")]
pub async fn resume() -> Done {
    moves(Spec::new("resume"), notice!("notice-resumed"), |ask, number, _| async move {
        request::resume(&ask, number).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/supervise")]
pub async fn supervise() -> Done {
    moves(Spec::new("supervise"), notice!("notice-supervised"), |ask, number, form| async move {
        request::supervise(&ask, number, &form.text("demand")).await
    })
    .await
}
