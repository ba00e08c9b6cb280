//! The catalogue as a file: taking it away, and handing it in.

use desk::{Ask, admin::services::Filter, catalogue::HEADER, sheet::MOST_ROWS};
use leptos::prelude::*;

use super::{LIST, crumbs, list};
use crate::{
    api::services::ImportServices,
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{FormFor, SheetFile},
    t,
};

pub async fn file(ask: Ask, _address: Address) -> Result<Page, PageError> {
    let known = list(&ask, &Filter::default(), 0).await?.found;
    let draft = Draft::of(&ask, "import-services").await?;
    let export = (known > 0).then(|| {
        view! { <a class="button" href="/admin/services/export.csv" download>{t!("type-export")}</a> }
    });
    let body = view! {
        {crumbs(vec![(LIST, t!("type-list"))], t!("type-file"))}
        <h1>{t!("type-file")}</h1>
        <p class="lead">{t!("type-file-lead")}</p>
        <div class="actions">{export}</div>
        <section>
            <h2>{t!("type-import")}</h2>
            <FormFor ask action={forms::url::<ImportServices>()} draft=draft.clone() files=true>
                <SheetFile draft name="file" label=t!("type-import-file") hint=t!("type-import-hint", most = MOST_ROWS) />
                <div class="actions"><button class="button button--main">{t!("type-import-do")}</button></div>
            </FormFor>
        </section>
        <section class="prose">
            <h2>{t!("type-columns")}</h2>
            <p>{t!("type-columns-hint", header = HEADER.join(", "))}</p>
            <p>{t!("type-columns-limits")}</p>
            <p>{t!("type-columns-choices")}</p>
            <p>{t!("type-columns-units")}</p>
        </section>
    };
    Ok(Page::new(t!("type-file"), body).narrow())
}
