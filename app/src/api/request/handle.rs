//! Who has it: 接单 accept, 到场 arrive, report, reach a milestone, ask for more time, answer to a supervisor, 办结 finish,
//! 退单 give back, and a unit's 退回 return.

use desk::request::{self, Step, Work};
use leptos::prelude::*;

use super::moves;
use crate::{
    forms::{Done, Form, Next, Spec, submit},
    notice,
};

/// A word and pictures.
pub(super) fn work(form: &Form) -> Work {
    Work { note: form.text("note"), photos: form.photos() }
}

#[server(prefix = "/do", endpoint = "request/accept")]
pub async fn accept() -> Done {
    moves(Spec::new("accept"), notice!("notice-accepted"), |ask, number, _| async move {
        request::accept(&ask, number).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/arrive")]
pub async fn arrive() -> Done {
    let spec = Spec::new("arrive").with_photos("photos").for_step(Step::Work);
    moves(spec, notice!("notice-arrived"), |ask, number, form| async move {
        request::arrive(&ask, number, work(&form)).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/report")]
pub async fn report() -> Done {
    let spec = Spec::new("report").with_photos("photos").for_step(Step::Work);
    moves(spec, notice!("notice-reported"), |ask, number, form| async move {
        request::report(&ask, number, work(&form)).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/reach")]
pub async fn reach() -> Done {
    moves(Spec::new("reach"), notice!("notice-reached"), |ask, number, _| async move {
        request::reach(&ask, number).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/finish")]
pub async fn finish() -> Done {
    let spec = Spec::new("finish").with_photos("photos").for_step(Step::Work);
    moves(spec, notice!("notice-finished"), |ask, number, form| async move {
        request::finish(&ask, number, work(&form)).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/ask-extension")]
pub async fn ask_extension() -> Done {
    moves(Spec::new("ask-extension"), notice!("notice-extension-asked"), |ask, number, form| async move {
        request::ask_extension(&ask, number, &form.text("until"), &form.text("reason")).await
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/answer-supervision")]
pub async fn answer_supervision() -> Done {
    let spec = Spec::new("answer-supervision");
    moves(spec, notice!("notice-supervision-answered"), |ask, number, form| async move {
        request::answer_supervision(&ask, number, &form.text("answer")).await
    })
    .await
}

/// The slip may be out of the helper's sight afterwards, so they go back to what they still have in hand.
#[server(prefix = "/do", endpoint = "request/give-back")]
pub async fn give_back() -> Done {
    submit(Spec::new("give-back"), |ask, form| async move {
        let slip = request::give_back(&ask, form.part("number")?, &form.text("reason")).await?;
        Ok(Next::to("/hall/mine").about(slip.number).told(notice!("notice-given-back")))
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/return")]
pub async fn return_to_above() -> Done {
    moves(Spec::new("return"), notice!("notice-returned"), |ask, number, form| async move {
        request::return_to_above(&ask, number, &form.text("reason")).await
    })
    .await
}
