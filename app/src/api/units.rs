//! Forms about responsible units and what they answer for.

use desk::admin::{responsibility, units};
use domain::Area;
use leptos::prelude::*;

use crate::{
    forms::{Done, Form, Next, Spec, submit},
    notice,
};

fn unit_of(form: &Form) -> units::Typed {
    units::Typed {
        name_zh: form.text("name_zh"),
        name_en: form.text("name_en"),
        kind: form.text("kind"),
        hours: form.text("hours"),
    }
}

/// Sets up a unit.
#[server(prefix = "/do", endpoint = "add-unit")]
pub async fn add_unit() -> Done {
    submit(Spec::new("add-unit"), |ask, form| async move {
        let (slug, area) = (form.text("slug"), form.text("area"));
        let unit = units::add(&ask, &slug, &area, &unit_of(&form)).await?;
        Ok(Next::to(format!("/admin/units/{}", unit.slug)).told(notice!("notice-unit-added")))
    })
    .await
}

/// Rewrites a unit.
#[server(prefix = "/do", endpoint = "change-unit")]
pub async fn change_unit() -> Done {
    submit(Spec::new("change-unit"), |ask, form| async move {
        units::change(&ask, &form.text("unit"), &unit_of(&form)).await?;
        Ok(Next::back().told(notice!("notice-saved")))
    })
    .await
}

/// Retires a unit, or takes it back.
#[server(prefix = "/do", endpoint = "retire-unit")]
pub async fn retire_unit() -> Done {
    submit(Spec::new("retire-unit"), |ask, form| async move {
        let unit = units::retire(&ask, &form.text("unit"), form.ticked("retired")).await?;
        Ok(Next::back().told(if unit.retired {
            notice!("notice-unit-retired")
        } else {
            notice!("notice-unit-restored")
        }))
    })
    .await
}

/// Lets somebody act for a unit.
#[server(prefix = "/do", endpoint = "appoint-to-unit")]
pub async fn appoint_to_unit() -> Done {
    submit(Spec::new("appoint-to-unit"), |ask, form| async move {
        units::appoint(&ask, &form.text("unit"), &form.text("phone")).await?;
        Ok(Next::back().told(notice!("notice-post-granted")))
    })
    .await
}

/// Says who answers for a case type in an area.
#[server(prefix = "/do", endpoint = "set-responsibility")]
pub async fn set_responsibility() -> Done {
    submit(Spec::new("set-responsibility"), |ask, form| async move {
        let (service, area): (String, Area) = (form.text("service"), form.part("area")?);
        responsibility::set(&ask, &service, area, &form.text("lead"), &form.all("helpers")).await?;
        Ok(Next::back().told(notice!("notice-saved")))
    })
    .await
}

/// Takes an area's own list away.
#[server(prefix = "/do", endpoint = "clear-responsibility")]
pub async fn clear_responsibility() -> Done {
    submit(Spec::new("clear-responsibility"), |ask, form| async move {
        responsibility::clear(&ask, &form.text("service"), form.part::<Area>("area")?).await?;
        Ok(Next::back().told(notice!("notice-duty-cleared")))
    })
    .await
}

/// Sets every list of a file.
#[server(prefix = "/do", endpoint = "import-responsibility")]
pub async fn import_responsibility() -> Done {
    submit(
        Spec::new("import-responsibility").with_sheet("file", responsibility::may_import),
        |ask, form| async move {
            let imported = responsibility::import(&ask, form.sheet()).await?;
            let notice = notice!("notice-duty-imported", set = imported.set, unchanged = imported.unchanged);
            Ok(Next::to("/admin/responsibility").told(notice))
        },
    )
    .await
}
