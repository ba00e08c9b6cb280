//! Forms of the inbox: opening a message, marking a heap as read, quiet hours.

use desk::{Error, inbox};
use domain::{Timestamp, inbox::Heap};
use leptos::prelude::*;

use crate::{
    forms::{Done, Next, Spec, submit},
    notice,
    parts::slip_path,
};

/// Goes to the slip of a message, which is read from then on.
#[server(prefix = "/do", endpoint = "inbox/open")]
pub async fn open_message() -> Done {
    submit(Spec::new("open"), |ask, form| async move {
        let number = inbox::open(&ask, form.part("number")?).await?;
        Ok(Next::to(slip_path(number)))
    })
    .await
}

/// Marks a heap as read, as far as it was on the page.
#[server(prefix = "/do", endpoint = "inbox/read-all")]
pub async fn read_all() -> Done {
    submit(Spec::new("read-all"), |ask, form| async move {
        let heap = Heap::from_name(&form.text("heap")).ok_or(Error::NotFound)?;
        let seen = Timestamp::from_micros(form.part("seen")?);
        inbox::mark_all_read(&ask, heap, seen).await?;
        Ok(Next::back().told(notice!("notice-read-all")))
    })
    .await
}

/// Changes when one wants to be left alone.
#[server(prefix = "/do", endpoint = "set-quiet-hours")]
pub async fn set_quiet_hours() -> Done {
    submit(Spec::new("quiet"), |ask, form| async move {
        inbox::set_quiet_hours(&ask, &form.text("from"), &form.text("until")).await?;
        Ok(Next::to("/inbox").told(notice!("notice-quiet")))
    })
    .await
}
