//! Somebody other than the handler: 核查 check on the spot, send back, judge a bad rating.

use desk::request::{self, Step};
use domain::request::State;
use leptos::prelude::*;

use super::{handle::work, moves, page_of};
use crate::{
    forms::{Done, Spec, submit},
    notice,
};

#[server(prefix = "/do", endpoint = "request/check")]
pub async fn check() -> Done {
    let spec = Spec::new("check").with_photos("photos").for_step(Step::Check);
    moves(spec, notice!("notice-checked"), |ask, number, form| async move {
        request::check(&ask, number, work(&form)).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/send-back")]
pub async fn send_back() -> Done {
    moves(Spec::new("send-back"), notice!("notice-sent-back"), |ask, number, form| async move {
        request::send_back(&ask, number, &form.text("reason")).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/judge")]
pub async fn judge() -> Done {
    submit(Spec::new("judge"), |ask, form| async move {
        let (finding, answer) = (form.text("finding"), form.text("answer"));
        let request = request::judge(&ask, form.part("number")?, &finding, &answer).await?;
        let notice = if matches!(request.state, State::Disputed { .. }) {
            notice!("notice-judged-once")
        } else {
            notice!("notice-judged")
        };
        Ok(page_of(request.number).told(notice))
    })
    .await
}
