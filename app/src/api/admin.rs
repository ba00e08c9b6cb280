//! Forms of administration.

use desk::admin::{
    people::{self, Grant},
    rules, shop, words,
};
use domain::{Area, PhotoId, PostId};
use leptos::prelude::*;

use crate::{
    forms::{Done, Form, Next, Spec, submit},
    notice,
};

/// Looks for people by name or phone.
#[server(prefix = "/do", endpoint = "find-people")]
pub async fn find_people() -> Done {
    submit(Spec::new("find-people"), |ask, form| async move {
        people::keep_search(&ask, &form.text("query")).await?;
        Ok(Next::to(if form.ticked("query") { "/admin/people?found=yes" } else { "/admin/people" }))
    })
    .await
}

/// Gives somebody a post.
#[server(prefix = "/do", endpoint = "grant-post")]
pub async fn grant_post() -> Done {
    submit(Spec::new("grant-post"), |ask, form| async move {
        let person = form.optional("person").map(|_| form.part("person")).transpose()?;
        let (phone, role, area) = (form.text("phone"), form.text("role"), form.text("area"));
        people::grant_post(&ask, Grant { phone, person, role, area }).await?;
        let next = if person.is_some() { Next::back() } else { Next::to("/admin/people") };
        Ok(next.told(notice!("notice-post-granted")))
    })
    .await
}

/// Ends a post.
#[server(prefix = "/do", endpoint = "end-post")]
pub async fn end_post() -> Done {
    submit(Spec::new("end-post"), |ask, form| async move {
        people::end_post(&ask, form.part::<PostId>("post")?).await?;
        Ok(Next::back().told(notice!("notice-post-ended")))
    })
    .await
}

fn item_of(form: &Form) -> shop::Typed {
    shop::Typed {
        counter: form.text("counter"),
        name_zh: form.text("name_zh"),
        name_en: form.text("name_en"),
        picture: form.text("picture"),
        price: form.text("price"),
    }
}

/// Puts a new item on a shelf.
#[server(prefix = "/do", endpoint = "add-item")]
pub async fn add_item() -> Done {
    submit(Spec::new("add-item"), |ask, form| async move {
        let (area, slug, pieces) = (form.text("shop"), form.text("slug"), form.text("pieces"));
        let item = shop::add(&ask, &area, &slug, &item_of(&form), &pieces).await?;
        Ok(Next::to(format!("/admin/shop?shop={}", item.shop)).told(notice!("notice-item-added")))
    })
    .await
}

/// Rewrites the label of an item.
#[server(prefix = "/do", endpoint = "change-item")]
pub async fn change_item() -> Done {
    submit(Spec::new("change-item"), |ask, form| async move {
        shop::change(&ask, &form.text("item"), &item_of(&form)).await?;
        Ok(Next::back().told(notice!("notice-saved")))
    })
    .await
}

/// Brings new pieces.
#[server(prefix = "/do", endpoint = "restock-item")]
pub async fn restock_item() -> Done {
    submit(Spec::new("restock-item"), |ask, form| async move {
        let item = shop::restock(&ask, &form.text("item"), &form.text("pieces")).await?;
        Ok(Next::back().told(notice!("notice-restocked", left = item.left)))
    })
    .await
}

/// Takes an item off the shelf, or offers it again.
#[server(prefix = "/do", endpoint = "retire-item")]
pub async fn retire_item() -> Done {
    submit(Spec::new("retire-item"), |ask, form| async move {
        let item = shop::retire(&ask, &form.text("item"), form.ticked("retired")).await?;
        Ok(Next::back().told(if item.retired {
            notice!("notice-item-retired")
        } else {
            notice!("notice-item-restored")
        }))
    })
    .await
}

/// Changes what a rule of points gives.
#[server(prefix = "/do", endpoint = "change-rule")]
pub async fn change_rule() -> Done {
    submit(Spec::new("change-rule"), |ask, form| async move {
        let [rule, points, cap, praise] =
            ["rule", "points", "daily_cap", "praise"].map(|name| form.text(name));
        rules::change(&ask, &rule, &points, &cap, &praise).await?;
        Ok(Next::to("/admin/rules").told(notice!("notice-saved")))
    })
    .await
}

/// Issues a new poster of a grid.
#[server(prefix = "/do", endpoint = "issue-poster")]
pub async fn issue_poster() -> Done {
    submit(Spec::new("issue-poster"), |ask, form| async move {
        let serial = desk::poster::issue(&ask, form.part::<Area>("grid")?).await?;
        Ok(Next::back().told(notice!("notice-poster-issued", serial = serial)))
    })
    .await
}

/// Voids a poster.
#[server(prefix = "/do", endpoint = "revoke-poster")]
pub async fn revoke_poster() -> Done {
    submit(Spec::new("revoke-poster"), |ask, form| async move {
        let serial = form.part("serial")?;
        desk::poster::revoke(&ask, form.part::<Area>("grid")?, serial).await?;
        Ok(Next::back().told(notice!("notice-poster-revoked", serial = serial)))
    })
    .await
}

/// Hides a picture from everybody but moderators.
#[server(prefix = "/do", endpoint = "hide-photo")]
pub async fn hide_photo() -> Done {
    submit(Spec::new("hide-photo"), |ask, form| async move {
        desk::photo::hide(&ask, form.part::<PhotoId>("photo")?).await?;
        Ok(Next::back().told(notice!("notice-photo-hidden")))
    })
    .await
}

/// Shows it again.
#[server(prefix = "/do", endpoint = "unhide-photo")]
pub async fn unhide_photo() -> Done {
    submit(Spec::new("unhide-photo"), |ask, form| async move {
        desk::photo::unhide(&ask, form.part::<PhotoId>("photo")?).await?;
        Ok(Next::back().told(notice!("notice-photo-shown")))
    })
    .await
}

/// Adds a word that may not stand in public text.
#[server(prefix = "/do", endpoint = "add-word")]
pub async fn add_word() -> Done {
    submit(Spec::new("add-word"), |ask, form| async move {
        words::add(&ask, &form.text("word")).await?;
        Ok(Next::back().told(notice!("notice-word-added")))
    })
    .await
}

/// Takes a word off the list.
#[server(prefix = "/do", endpoint = "remove-word")]
pub async fn remove_word() -> Done {
    submit(Spec::new("remove-word"), |ask, form| async move {
        words::remove(&ask, &form.text("word")).await?;
        Ok(Next::back().told(notice!("notice-word-removed")))
    })
    .await
}
