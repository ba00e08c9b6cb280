//! What this person may do to the slip now: one main thing, everything else folded beneath it.

mod desk_forms;
mod helper_forms;
mod own_forms;

use desk::{Ask, view::Slip};
use domain::request::State;
use leptos::prelude::*;

use crate::{forms::Draft, page::PageError, pages::hall, t};

/// The panel beside the slip, and the names of the forms on it.
pub(super) struct Actions {
    pub view: AnyView,
    pub forms: Vec<String>,
}

/// What a form needs to be shown.
struct Shown<'s> {
    ask: &'s Ask,
    slip: &'s Slip,
    draft: Draft,
}

impl Shown<'_> {
    /// The hidden field that says which slip it is about.
    fn number(&self) -> impl IntoView + use<> {
        let number = self.slip.request.number.digits();
        view! { <input type="hidden" name="number" value=number /> }
    }

    /// The same for a form of one button.
    fn about(&self) -> Vec<(&'static str, String)> {
        vec![("number", self.slip.request.number.digits())]
    }

    /// The main form of a panel has the main button.
    fn button(&self, words: String, main: bool) -> impl IntoView + use<> {
        let class = if main { "button button--main button--wide" } else { "button" };
        view! { <div class="actions"><button class=class>{words}</button></div> }
    }
}

/// A form that may stand on the panel: its name, what it is called while folded, and how it looks.
struct Offer {
    name: String,
    title: String,
    show: Show,
}

/// Shows a form; the main one of the panel has the main button.
type Show = fn(Shown<'_>, bool) -> AnyView;

/// What is offered now, the main thing first; and whether the first is a main thing at all.
fn offered(slip: &Slip) -> (Vec<Offer>, bool) {
    let can = slip.offers;
    let mut offers = Vec::new();
    let mut offer = |may: bool, name: &str, title: String, show: Show| {
        if may {
            offers.push(Offer { name: name.to_owned(), title, show });
        }
    };
    // In the order of the work, so that the first one offered is the main thing.
    offer(can.answer, "answer", t!("act-answer"), own_forms::answer);
    offer(can.rate, "rate", t!("act-rate"), own_forms::rate);
    offer(can.accept, &hall::acceptance(slip.request.number), t!("act-accept"), helper_forms::accept);
    offer(can.arrive, "arrive", t!("act-arrive"), helper_forms::arrive);
    offer(can.finish, "finish", t!("act-finish"), helper_forms::finish);
    offer(can.verify, "verify", t!("act-verify"), desk_forms::verify);
    offer(can.check, "check", t!("act-check"), desk_forms::check);
    let anew = matches!(slip.request.state, State::Dispatched { .. });
    let title = if anew { t!("act-dispatch-anew") } else { t!("act-dispatch") };
    offer(can.dispatch, "dispatch", title, desk_forms::dispatch);
    offer(can.report, "report", t!("act-report"), helper_forms::report);
    offer(can.ask_back, "ask-back", t!("act-ask-back"), desk_forms::ask_back);
    offer(can.send_back, "send-back", t!("act-send-back"), desk_forms::send_back);
    offer(can.give_back, "give-back", t!("act-give-back"), helper_forms::give_back);
    offer(can.refuse, "refuse", t!("act-refuse"), desk_forms::refuse);
    offer(can.withdraw, "withdraw", t!("act-withdraw"), own_forms::withdraw);
    let main = can.answer || can.rate || can.accept || can.arrive || can.finish || can.verify || can.check;
    (offers, main || (can.dispatch && !anew))
}

pub(super) async fn actions(ask: &Ask, slip: &Slip) -> Result<Actions, PageError> {
    let (offers, first_is_main) = offered(slip);
    let forms = offers.iter().map(|offer| offer.name.clone()).collect();
    let mut main = None;
    let mut folded = Vec::new();
    for (place, offer) in offers.into_iter().enumerate() {
        let draft = Draft::of(ask, offer.name.as_str()).await?;
        let open = draft.is_kept();
        let is_main = place == 0 && first_is_main;
        let form = (offer.show)(Shown { ask, slip, draft }, is_main);
        if is_main {
            // A group of choices brings its own heading.
            let choices = offer.name == "dispatch" || offer.name == "rate";
            let label = choices.then(|| offer.title.clone());
            let heading = (!choices).then(|| view! { <h2>{offer.title}</h2> });
            main = Some(view! { <section class="sheet" aria-label=label>{heading}{form}</section> });
        } else {
            folded.push(view! {
                <details class="fold" open=open><summary>{offer.title}</summary><div>{form}</div></details>
            });
        }
    }
    let folded = (!folded.is_empty()).then(|| view! { <div>{folded}</div> });
    Ok(Actions { view: view! { {main}{folded} }.into_any(), forms })
}
