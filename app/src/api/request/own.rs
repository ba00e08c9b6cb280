//! The resident's own: answer, 撤单 withdraw, 评价 rate, say that theirs is not done.

use desk::request;
use leptos::prelude::*;

use super::{moves, page_of};
use crate::{
    forms::{Done, Spec, submit},
    notice,
};

#[server(prefix = "/do", endpoint = "request/answer")]
pub async fn answer() -> Done {
    moves(Spec::new("answer"), notice!("notice-answered"), |ask, number, form| async move {
        request::answer(&ask, number, &form.text("answer")).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/withdraw")]
pub async fn withdraw() -> Done {
    moves(Spec::new("withdraw"), notice!("notice-withdrawn"), |ask, number, form| async move {
        request::withdraw(&ask, number, &form.text("reason")).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/not-mended")]
pub async fn not_mended() -> Done {
    moves(Spec::new("not-mended"), notice!("notice-not-mended"), |ask, number, form| async move {
        request::not_mended(&ask, number, &form.text("note")).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/rate")]
pub async fn rate() -> Done {
    submit(Spec::new("rate"), |ask, form| async move {
        let (grade, comment) = (form.text("grade"), form.text("comment"));
        let request = request::rate(&ask, form.part("number")?, &grade, &comment).await?;
        let notice =
            if request.state.is_over() { notice!("notice-rated") } else { notice!("notice-disputed") };
        Ok(page_of(request.number).told(notice))
    })
    .await
}
