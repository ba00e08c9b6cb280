//! Forms about the catalogue of case types and the reviews of new duties.

use desk::{
    admin::services,
    catalogue::{Typed, review},
};
use domain::{
    ServiceId,
    catalogue::{Admission, Service},
};
use leptos::prelude::*;

use crate::{
    forms::{Done, Form, Next, Notice, Spec, submit},
    notice,
};

/// The fields are called as the columns of the file are.
fn typed(form: &Form) -> Typed {
    Typed {
        slug: form.text("slug"),
        class: form.text("class"),
        subclass: form.text("subclass"),
        subclass_zh: form.text("subclass_zh"),
        subclass_en: form.text("subclass_en"),
        name_zh: form.text("name_zh"),
        name_en: form.text("name_en"),
        hint_zh: form.text("hint_zh"),
        hint_en: form.text("hint_en"),
        picture: form.text("picture"),
        open_when: form.text("open_when"),
        close_when: form.text("close_when"),
        accept_limit: form.text("accept_limit"),
        finish_limit: form.text("finish_limit"),
        milestones: form.text("milestones"),
        warn_percent: form.text("warn_percent"),
        priority: form.text("priority"),
        helpers: form.text("helpers"),
        units: String::new(),
        proof: form.text("proof"),
        points: form.text("points"),
        menu: form.text("menu"),
    }
}

/// The reviewers' phones, if it is to be reviewed.
fn reviewers(form: &Form) -> Option<String> {
    form.ticked("review").then(|| form.text("reviewers"))
}

fn written(service: &Service) -> Notice {
    match service.admission {
        Admission::InReview => notice!("notice-type-in-review"),
        Admission::Admitted | Admission::Declined => {
            notice!("notice-type-written", version = service.version)
        }
    }
}

/// Adds a case type.
#[server(prefix = "/do", endpoint = "add-service")]
pub async fn add_service() -> Done {
    submit(Spec::new("add-service"), |ask, form| async move {
        let service = services::add(&ask, &typed(&form), reviewers(&form).as_deref()).await?;
        Ok(Next::to(format!("/admin/services/{}", service.slug)).told(written(&service)))
    })
    .await
}

/// Writes a new version of a case type.
#[server(prefix = "/do", endpoint = "change-service")]
pub async fn change_service() -> Done {
    submit(Spec::new("change-service"), |ask, form| async move {
        let (slug, reviewers) = (form.text("service"), reviewers(&form));
        let service = services::change(&ask, &slug, &typed(&form), reviewers.as_deref()).await?;
        Ok(Next::back().told(written(&service)))
    })
    .await
}

/// Takes a case type out of force, or puts it back.
#[server(prefix = "/do", endpoint = "retire-service")]
pub async fn retire_service() -> Done {
    submit(Spec::new("retire-service"), |ask, form| async move {
        let service = services::retire(&ask, &form.text("service"), form.ticked("retired")).await?;
        Ok(Next::back().told(if service.retired {
            notice!("notice-type-retired")
        } else {
            notice!("notice-type-restored")
        }))
    })
    .await
}

/// Takes back the version that waits for its review.
#[server(prefix = "/do", endpoint = "take-back-service")]
pub async fn take_back_service() -> Done {
    submit(Spec::new("take-back-service"), |ask, form| async move {
        services::take_back(&ask, &form.text("service")).await?;
        Ok(Next::back().told(notice!("notice-type-taken-back")))
    })
    .await
}

/// Takes every case type of a file.
#[server(prefix = "/do", endpoint = "import-services")]
pub async fn import_services() -> Done {
    submit(Spec::new("import-services").with_sheet("file", services::may_import), |ask, form| async move {
        let done = services::import(&ask, form.sheet()).await?;
        let notice = notice!(
            "notice-types-imported",
            added = done.added,
            changed = done.changed,
            unchanged = done.unchanged,
            lists = done.lists,
        );
        Ok(Next::to("/admin/services").told(notice))
    })
    .await
}

/// A reviewer's verdict on a new duty.
#[server(prefix = "/do", endpoint = "judge-service")]
pub async fn judge_service() -> Done {
    submit(Spec::new("judge-service"), |ask, form| async move {
        let (service, verdict) = (form.part::<ServiceId>("service")?, form.text("verdict"));
        let notice = match review::judge(&ask, service, &verdict, &form.text("reason")).await? {
            Admission::InReview => notice!("notice-review-said"),
            Admission::Admitted => notice!("notice-review-admitted"),
            Admission::Declined => notice!("notice-review-declined"),
        };
        Ok(Next::to("/reviews").told(notice))
    })
    .await
}
