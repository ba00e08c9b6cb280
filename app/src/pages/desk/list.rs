//! The slips of a heap, line by line; and what can be done to several of them at once.

use desk::{
    Ask,
    view::{AtOnce, Board, Glance, Helper, Reader},
};
use leptos::prelude::*;

use super::filters::Asked;
use crate::{
    api::{
        request::HALL,
        several::{DispatchSeveral, VerifySeveral},
    },
    forms::{self, Draft},
    page::PageError,
    parts::{DoForm, Select, SlipLine, form::id_of},
    t, words,
};

/// The lines. Where several can be moved at once, they stand in the form that does it.
pub(super) async fn form(ask: &Ask, board: Board, asked: &Asked) -> Result<AnyView, PageError> {
    let now = ask.at;
    let Some(act) = board.tab.at_once() else {
        let lines = board.slips.into_iter().map(|glance| view! { <li><SlipLine glance now /></li> });
        return Ok(view! { <ul class="slips slips--lines no-print">{lines.collect_view()}</ul> }.into_any());
    };
    let (name, action) = match act {
        AtOnce::Verify => ("verify-several", forms::url::<VerifySeveral>()),
        AtOnce::Dispatch => ("dispatch-several", forms::url::<DispatchSeveral>()),
    };
    let draft = Draft::of(ask, name).await?;
    draft.shows("number", &t!("desk-picked-slips"));
    let mut chosen = false;
    let lines = board
        .slips
        .into_iter()
        .map(|glance| {
            let checked = draft.chose("number", &glance.number.digits(), asked.all);
            // The summary of what was wrong leads to the first box.
            let id = (!std::mem::replace(&mut chosen, true)).then(|| id_of(&draft, "number"));
            view! { <li class="pick">{pick(&glance, id, checked)}<SlipLine glance now /></li> }
        })
        .collect_view();
    let bar = match act {
        AtOnce::Verify => {
            view! { <button class="button button--main">{t!("desk-verify-picked")}</button> }.into_any()
        }
        AtOnce::Dispatch => {
            draft.shows("to", &t!("desk-give-to"));
            to_whom(&draft, board.helpers)
        }
    };
    let all = asked.picking_all();
    let ask = ask.clone();
    Ok(view! {
        <DoForm ask action draft>
            <p class="pick-all no-print">
                <a class="button button--quiet" href=all data-pick-all="">{t!("desk-pick-all")}</a>
            </p>
            <ul class="slips slips--lines no-print">{lines}</ul>
            <div class="at-once no-print">
                <span data-picked=t!("desk-picked") role="status"></span>
                {bar}
            </div>
        </DoForm>
    }
    .into_any())
}

/// The box before a line. One's own slip is for others to move.
fn pick(glance: &Glance, id: Option<String>, checked: bool) -> AnyView {
    if glance.reader == Reader::Resident {
        return view! { <span></span> }.into_any();
    }
    let number = glance.number;
    view! {
        <label class="pick-box no-print">
            <input type="checkbox" id=id name="number" value=number.digits() checked=checked />
            <span class="spoken">{t!("desk-pick", number = number.to_string())}</span>
        </label>
    }
    .into_any()
}

/// To the hall, or to one of those who help in the whole area shown.
fn to_whom(draft: &Draft, helpers: Vec<Helper>) -> AnyView {
    let mut options = vec![(String::new(), t!("desk-give-choose")), (HALL.to_owned(), t!("desk-give-hall"))];
    options.extend(helpers.into_iter().map(|helper| {
        let role = words::role(helper.role);
        (helper.person.to_string(), t!("desk-give-helper", name = helper.name, role = role))
    }));
    view! {
        <Select draft=draft.clone() name="to" label=t!("desk-give-to") options />
        <button class="button button--main">{t!("desk-give-picked")}</button>
    }
    .into_any()
}

/// The keys for those who do this all day. Hidden until the script that hears them is there.
pub(super) fn keys() -> impl IntoView {
    let key = |keys: &[&'static str], words: String| {
        let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd>" " }).collect_view();
        view! { <dt>{keys}</dt><dd>{words}</dd> }
    };
    view! {
        <details class="fold no-print" id="keys" hidden>
            <summary>{t!("keys-title")}</summary>
            <div class="stack">
                <dl class="keys">
                    {key(&["j", "k"], t!("keys-move"))}
                    {key(&["Enter"], t!("keys-open"))}
                    {key(&["x"], t!("keys-pick"))}
                    {key(&["/"], t!("keys-search"))}
                    {key(&["?"], t!("keys-help"))}
                </dl>
                <label class="check"><input type="checkbox" data-keys-on="" checked /><span>{t!("keys-on")}</span></label>
            </div>
        </details>
    }
}
