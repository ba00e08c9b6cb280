//! What this person may do to the slip now: one main thing, what else is near at hand folded beneath it, and the rarer
//! work of the desk behind one fold more.

mod check;
mod decide;
mod handle;
mod kin;
mod own;
mod run;
mod units;

use desk::{
    Ask,
    view::{Slip, Step},
};
use domain::{
    What,
    request::{State, Verb},
};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    forms::{self, Draft},
    page::PageError,
    pages::hall,
    parts::{DoForm, FormFor, Lines},
    t, words,
};

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
    /// It is the main thing on the page.
    main: bool,
}

impl Shown<'_> {
    /// A form about the slip.
    fn form<F: ServerFn>(&self, fields: impl IntoView + 'static) -> AnyView {
        self.posting::<F>(fields, false)
    }

    /// The same, with pictures.
    fn form_with_photos<F: ServerFn>(&self, fields: impl IntoView + 'static) -> AnyView {
        self.posting::<F>(fields, true)
    }

    fn posting<F: ServerFn>(&self, fields: impl IntoView + 'static, files: bool) -> AnyView {
        let (ask, draft) = (self.ask.clone(), self.draft.clone());
        let number = self.slip.request.number.digits();
        let fields = fields.into_any();
        view! {
            <FormFor ask action={forms::url::<F>()} draft files>
                <input type="hidden" name="number" value=number />
                {fields}
            </FormFor>
        }
        .into_any()
    }

    /// A form of one button.
    fn button_form<F: ServerFn>(&self, button: impl IntoView + 'static) -> AnyView {
        let (ask, draft) = (self.ask.clone(), self.draft.clone());
        let (about, button) = (self.about(), button.into_any());
        view! { <DoForm ask action={forms::url::<F>()} draft about>{button}</DoForm> }.into_any()
    }

    /// The hidden field that says which slip it is about.
    fn about(&self) -> Vec<(&'static str, String)> {
        vec![("number", self.slip.request.number.digits())]
    }

    /// The button that sends it; the main form of a panel has the main button.
    fn button(&self, words: String) -> AnyView {
        let class = if self.main { "button button--main button--wide" } else { "button" };
        view! { <div class="actions"><button class=class>{words}</button></div> }.into_any()
    }

    /// The button of what is not undone.
    fn danger(&self, words: String) -> AnyView {
        view! { <div class="actions"><button class="button button--danger">{words}</button></div> }.into_any()
    }

    /// A moment, as it is said today.
    fn when(&self, at: domain::Timestamp) -> String {
        words::when(at, self.ask.at)
    }

    /// The last step of a kind.
    fn last(&self, kind: impl Fn(&What) -> bool) -> Option<&Step> {
        self.slip.steps.iter().rev().find(|step| kind(&step.event.what))
    }

    /// What was written with it.
    fn said(&self, kind: impl Fn(&What) -> bool) -> Option<String> {
        self.last(kind)?.said.as_ref().map(|note| note.as_str().to_owned())
    }
}

/// What somebody must know before they decide or answer, as word and value; what is not known is left out.
fn known(facts: Vec<(String, Option<String>)>) -> impl IntoView {
    let facts = facts
        .into_iter()
        .filter_map(|(word, value)| Some((word, value?)))
        .map(|(word, value)| view! { <dt>{word}</dt><dd><Lines text=value /></dd> })
        .collect_view();
    view! { <dl class="facts">{facts}</dl> }
}

/// How near at hand a form lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// The next step of the slip.
    Step,
    /// Somebody waits for it: it stands open.
    Owed,
    /// Now and then.
    Aside,
    /// Lets the slip go: after all the rest.
    Leave,
    /// The rarer work of the desk.
    Rare,
}

/// Shows a form.
type Show = Box<dyn FnOnce(Shown<'_>) -> AnyView + Send>;

/// A form that may stand on the panel: its name, what it is called while folded, and how it looks.
struct Offer {
    name: String,
    reach: Reach,
    title: String,
    show: Show,
}

impl Offer {
    fn new(
        reach: Reach,
        name: &str,
        title: String,
        show: impl FnOnce(Shown<'_>) -> AnyView + Send + 'static,
    ) -> Self {
        Self { name: name.to_owned(), reach, title, show: Box::new(show) }
    }

    /// A group of choices brings its own heading.
    fn has_heading(&self) -> bool {
        self.name == "dispatch" || self.name == "rate"
    }
}

/// What is offered now, the nearest first; within a reach in the order of the work.
fn offered(slip: &Slip) -> Vec<Offer> {
    let verbs = Verb::all().filter(|verb| slip.offers.has(*verb));
    let mut offers: Vec<Offer> = verbs.flat_map(|verb| forms_of(verb, slip)).collect();
    offers.sort_by_key(|offer| offer.reach);
    offers
}

/// The form of a verb; several where it is done to one after the other.
fn forms_of(verb: Verb, slip: &Slip) -> Vec<Offer> {
    use Reach::{Aside, Leave, Owed, Rare, Step};
    let one = match verb {
        Verb::Verify => Offer::new(Step, "verify", t!("act-verify"), run::verify),
        Verb::AskBack => Offer::new(Aside, "ask-back", t!("act-ask-back"), run::ask_back),
        Verb::Refuse => Offer::new(Rare, "refuse", t!("act-refuse"), run::refuse),
        Verb::Turn => Offer::new(Rare, "turn", t!("act-turn"), run::turn),
        Verb::Merge => Offer::new(Rare, "merge", t!("act-merge"), kin::merge),
        Verb::Unmerge => Offer::new(Aside, "unmerge", t!("act-unmerge"), kin::unmerge),
        Verb::Split => Offer::new(Rare, "split", t!("act-split"), kin::split),
        Verb::Dispatch if matches!(slip.request.state, State::Dispatched { .. }) => {
            Offer::new(Aside, "dispatch", t!("act-dispatch-anew"), run::dispatch)
        }
        Verb::Dispatch => Offer::new(Step, "dispatch", t!("act-dispatch"), run::dispatch),
        Verb::Park => Offer::new(Rare, "park", t!("act-park"), decide::park),
        Verb::Resume => Offer::new(Aside, "resume", t!("act-resume"), decide::resume),
        Verb::DecideReturn => {
            Offer::new(Step, "decide-return", t!("act-decide-return"), decide::decide_return)
        }
        Verb::DecideExtension => {
            Offer::new(Owed, "decide-extension", t!("act-decide-extension"), decide::decide_extension)
        }
        Verb::Supervise => Offer::new(Rare, "supervise", t!("act-supervise"), decide::supervise),
        Verb::Whistle => Offer::new(Rare, "whistle", t!("act-whistle"), units::whistle),
        Verb::Accept => {
            Offer::new(Step, &hall::acceptance(slip.request.number), t!("act-accept"), handle::accept)
        }
        Verb::GiveBack => Offer::new(Leave, "give-back", t!("act-give-back"), handle::give_back),
        Verb::Return => Offer::new(Leave, "return", t!("act-return"), handle::return_to_above),
        Verb::Arrive => Offer::new(Step, "arrive", t!("act-arrive"), handle::arrive),
        Verb::Report => Offer::new(Aside, "report", t!("act-report"), handle::report),
        Verb::Reach => return handle::next_milestone(slip).into_iter().collect(),
        Verb::Finish => Offer::new(Step, "finish", t!("act-finish"), handle::finish),
        Verb::AskExtension => {
            Offer::new(Aside, "ask-extension", t!("act-ask-extension"), handle::ask_extension)
        }
        Verb::AnswerSupervision => {
            Offer::new(Owed, "answer-supervision", t!("act-answer-supervision"), handle::answer_supervision)
        }
        Verb::Assist => Offer::new(Aside, "assist", t!("act-assist"), units::assist),
        Verb::ReportIn => Offer::new(Owed, "report-in", t!("act-report-in"), units::report_in),
        Verb::RateUnit => return units::ratings(slip),
        Verb::Check => Offer::new(Step, "check", t!("act-check"), check::check),
        Verb::SendBack => Offer::new(Aside, "send-back", t!("act-send-back"), check::send_back),
        Verb::Judge => Offer::new(Step, "judge", t!("act-judge"), check::judge),
        Verb::Answer => Offer::new(Step, "answer", t!("act-answer"), own::answer),
        Verb::Withdraw => Offer::new(Leave, "withdraw", t!("act-withdraw"), own::withdraw),
        Verb::Rate => Offer::new(Step, "rate", t!("act-rate"), own::rate),
        Verb::NotMended => Offer::new(Step, "not-mended", t!("act-not-mended"), own::not_mended),
    };
    vec![one]
}

pub(super) async fn actions(ask: &Ask, slip: &Slip) -> Result<Actions, PageError> {
    let offers = offered(slip);
    let forms = offers.iter().map(|offer| offer.name.clone()).collect();
    let (mut main, mut near, mut rare) = (None, Vec::new(), Vec::new());
    let mut again = false;
    for (place, offer) in offers.into_iter().enumerate() {
        let draft = Draft::of(ask, offer.name.as_str()).await?;
        let kept = draft.is_kept();
        let (reach, heading, title) = (offer.reach, !offer.has_heading(), offer.title);
        let is_main = place == 0 && reach <= Reach::Owed;
        let form = (offer.show)(Shown { ask, slip, draft, main: is_main });
        if is_main {
            let label = (!heading).then(|| title.clone());
            let heading = heading.then(|| view! { <h2>{title}</h2> });
            main = Some(view! { <section class="sheet" aria-label=label>{heading}{form}</section> });
            continue;
        }
        let form = view! { <div class="stack">{form}</div> }.into_any();
        let fold = fold(title, kept || reach == Reach::Owed, form);
        if reach == Reach::Rare {
            again |= kept;
            rare.push(fold);
        } else {
            near.push(fold);
        }
    }
    // A fold around a single one would only hide it.
    if rare.len() > 1 {
        near.push(fold(t!("act-more"), again, view! { <div>{rare}</div> }.into_any()));
    } else {
        near.append(&mut rare);
    }
    let near = (!near.is_empty()).then(|| view! { <div>{near}</div> });
    Ok(Actions { view: view! { {main}{near} }.into_any(), forms })
}

fn fold(title: String, open: bool, inside: AnyView) -> AnyView {
    view! { <details class="fold" open=open><summary>{title}</summary>{inside}</details> }.into_any()
}
