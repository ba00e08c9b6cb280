//! Forms about a slip that was placed: the desk's, the helper's, and the resident's own.

use desk::{Error, Fault, contact, request};
use domain::RequestNumber;
use leptos::prelude::*;

use crate::{
    forms::{Done, Next, Spec, submit},
    notice,
    parts::slip_path,
};

/// The page of the slip that was moved.
fn page_of(number: RequestNumber) -> Next {
    Next::to(slip_path(number))
}

// The desk.

#[server(prefix = "/do", endpoint = "request/verify")]
pub async fn verify() -> Done {
    submit(Spec::new("verify"), |ask, form| async move {
        let request = request::verify(&ask, form.part("number")?).await?;
        Ok(page_of(request.number).told(notice!("notice-verified")))
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/ask-back")]
pub async fn ask_back() -> Done {
    submit(Spec::new("ask-back"), |ask, form| async move {
        let request = request::ask_back(&ask, form.part("number")?, &form.text("question")).await?;
        Ok(page_of(request.number).told(notice!("notice-asked-back")))
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/refuse")]
pub async fn refuse() -> Done {
    submit(Spec::new("refuse"), |ask, form| async move {
        let (reason, note) = (form.text("reason"), form.text("note"));
        let request = request::refuse(&ask, form.part("number")?, &reason, &note).await?;
        Ok(page_of(request.number).told(notice!("notice-refused")))
    })
    .await
}

/// The value of the choice that opens a slip to all who may take it.
pub const HALL: &str = "hall";

#[server(prefix = "/do", endpoint = "request/dispatch")]
pub async fn dispatch() -> Done {
    submit(Spec::new("dispatch"), |ask, form| async move {
        let to = match form.text("to").as_str() {
            "" => return Err(Error::field("to", Fault::Missing)),
            HALL => None,
            person => Some(person.parse().map_err(|_| Error::field("to", Fault::NotAChoice))?),
        };
        let request = request::dispatch(&ask, form.part("number")?, to).await?;
        let notice =
            if to.is_some() { notice!("notice-dispatched") } else { notice!("notice-dispatched-hall") };
        Ok(page_of(request.number).told(notice))
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/check")]
pub async fn check() -> Done {
    submit(Spec::new("check"), |ask, form| async move {
        let request = request::check(&ask, form.part("number")?, &form.text("note")).await?;
        Ok(page_of(request.number).told(notice!("notice-checked")))
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/send-back")]
pub async fn send_back() -> Done {
    submit(Spec::new("send-back"), |ask, form| async move {
        let request = request::send_back(&ask, form.part("number")?, &form.text("reason")).await?;
        Ok(page_of(request.number).told(notice!("notice-sent-back")))
    })
    .await
}

// The helper.

#[server(prefix = "/do", endpoint = "request/accept")]
pub async fn accept() -> Done {
    submit(Spec::new("accept"), |ask, form| async move {
        let request = request::accept(&ask, form.part("number")?).await?;
        Ok(page_of(request.number).told(notice!("notice-accepted")))
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/arrive")]
pub async fn arrive() -> Done {
    submit(Spec::new("arrive"), |ask, form| async move {
        let request = request::arrive(&ask, form.part("number")?).await?;
        Ok(page_of(request.number).told(notice!("notice-arrived")))
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/report")]
pub async fn report() -> Done {
    submit(Spec::new("report").with_photos("photos"), |ask, form| async move {
        let work = request::Work { note: form.text("note"), photos: form.photos() };
        let request = request::report(&ask, form.part("number")?, work).await?;
        Ok(page_of(request.number).told(notice!("notice-reported")))
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/finish")]
pub async fn finish() -> Done {
    submit(Spec::new("finish").with_photos("photos"), |ask, form| async move {
        let work = request::Work { note: form.text("note"), photos: form.photos() };
        let request = request::finish(&ask, form.part("number")?, work).await?;
        Ok(page_of(request.number).told(notice!("notice-finished")))
    })
    .await
}

/// The slip may be out of the helper's sight afterwards, so they go back to what they still have in hand.
#[server(prefix = "/do", endpoint = "request/give-back")]
pub async fn give_back() -> Done {
    submit(Spec::new("give-back"), |ask, form| async move {
        request::give_back(&ask, form.part("number")?, &form.text("reason")).await?;
        Ok(Next::to("/hall/mine").told(notice!("notice-given-back")))
    })
    .await
}

// The resident.

#[server(prefix = "/do", endpoint = "request/answer")]
pub async fn answer() -> Done {
    submit(Spec::new("answer"), |ask, form| async move {
        let request = request::answer(&ask, form.part("number")?, &form.text("answer")).await?;
        Ok(page_of(request.number).told(notice!("notice-answered")))
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/withdraw")]
pub async fn withdraw() -> Done {
    submit(Spec::new("withdraw"), |ask, form| async move {
        let request = request::withdraw(&ask, form.part("number")?, &form.text("reason")).await?;
        Ok(page_of(request.number).told(notice!("notice-withdrawn")))
    })
    .await
}

#[server(prefix = "/do", endpoint = "request/rate")]
pub async fn rate() -> Done {
    submit(Spec::new("rate"), |ask, form| async move {
        let (grade, comment) = (form.text("grade"), form.text("comment"));
        let request = request::rate(&ask, form.part("number")?, &grade, &comment).await?;
        let notice =
            if request.state.is_over() { notice!("notice-rated") } else { notice!("notice-reopened") };
        Ok(page_of(request.number).told(notice))
    })
    .await
}

// Behind the mask.

#[server(prefix = "/do", endpoint = "request/show-contact")]
pub async fn show_contact() -> Done {
    submit(Spec::new("show-contact"), |ask, form| async move {
        let number = form.part("number")?;
        contact::show_contact(&ask, number, &form.text("reason")).await?;
        Ok(page_of(number).told(notice!("notice-contact-shown")))
    })
    .await
}
