//! `/inbox`: what one is told of the slips one has to do with: what needs me, what I follow, what changed.

use desk::{
    Ask,
    catalogue::review,
    inbox::{self, Inbox, Line},
};
use domain::{
    Timestamp,
    inbox::{Heap, QuietHours, Unread},
};
use leptos::prelude::*;

use crate::{
    api::inbox::{OpenMessage, ReadAll},
    context::locale,
    forms::{self, Draft},
    page::{Address, Page, PageError},
    parts::{DoForm, Pager, Picture, Sign, Time, page_of},
    t,
    words::{self, Told},
};

/// One heap: `?heap=`, or the first with something new on it.
pub async fn inbox(ask: Ask, address: Address) -> Result<Page, PageError> {
    let heap = address.query("heap").and_then(|name| Heap::from_name(&name));
    let Inbox { heap, unread, lines, page, more, quiet, quiet_until } =
        inbox::page(&ask, heap, page_of(&address)).await?;
    let none = lines.is_empty();
    let mut messages = Vec::new();
    for line in lines {
        let draft = Draft::of(&ask, format!("open-{}", line.number.digits())).await?;
        messages.push(message(&ask, heap, line, draft));
    }
    let messages = if none { empty(heap) } else { view! { <ul class="messages">{messages}</ul> }.into_any() };
    let read_all = read_all(&ask, heap, unread).await?;
    let reviews = review::count(&ask).await?;
    let reviews = (reviews > 0).then(|| {
        view! { <p><a class="button" href="/reviews">{t!("review-count", count = reviews)}</a></p> }
    });
    let held = quiet_until.map(|until| held(until, ask.at));
    let body = view! {
        <h1>{t!("inbox-title")}</h1>
        <div data-live="reviews">{reviews}</div>
        <div data-live="heaps">{tabs(heap, unread)}</div>
        <section class="stack">
            <h2 class="spoken">{name(heap)}</h2>
            {held}
            <div class="stack" data-live="messages">{read_all}{messages}<Pager page more /></div>
        </section>
        {hours(quiet)}
    };
    Ok(Page::new(t!("inbox-title"), body).narrow())
}

fn name(heap: Heap) -> String {
    match heap {
        Heap::Needs => t!("inbox-needs"),
        Heap::Follows => t!("inbox-follows"),
        Heap::Changed => t!("inbox-changed"),
    }
}

/// The heaps with what is new on them.
fn tabs(shown: Heap, unread: Unread) -> impl IntoView {
    let links = Heap::ALL
        .map(|heap| {
            let current = (heap == shown).then_some("page");
            let count = unread.on(heap);
            let count = (count > 0).then(|| {
                view! {
                    " "<span class="count" aria-hidden="true">{count}</span>
                    <span class="spoken">{t!("inbox-unread", count = count)}</span>
                }
            });
            view! { <a href=format!("/inbox?heap={}", heap.name()) aria-current=current>{name(heap)}{count}</a> }
        })
        .collect_view();
    view! { <nav class="tabs" aria-label=t!("inbox-tabs")>{links}</nav> }
}

/// A message: one large button that leads to its slip.
fn message(ask: &Ask, heap: Heap, line: Line, draft: Draft) -> impl IntoView + use<> {
    let (ask, now) = (ask.clone(), ask.at);
    let service = locale().pick(&line.service.name_zh, &line.service.name_en);
    let Line { is_settled, due, news, .. } = line;
    let said = words::news(Told { news, heap, is_settled, service, due, now });
    let tag = if line.is_new {
        Some(view! { <span class="tag">{t!("inbox-new")}</span> }.into_any())
    } else if is_settled {
        Some(
            view! { <span class="tag tag--done"><Sign name="check" />{t!("inbox-settled")}</span> }
                .into_any(),
        )
    } else {
        None
    };
    let class = if line.is_new { "message message--new" } else { "message" };
    view! {
        <li>
            <DoForm ask action={forms::url::<OpenMessage>()} draft about=vec![("number", line.number.digits())]>
                <button class=class>
                    <Picture name=line.service.picture.clone() />
                    <span class="message-said">{said}</span>
                    {tag}
                    <span class="message-about">{line.grid}" · "<Time at=line.at now /></span>
                    <span class="slip-number">{line.number.to_string()}</span>
                </button>
            </DoForm>
        </li>
    }
}

/// Nothing on a heap, and what would lie there.
fn empty(heap: Heap) -> AnyView {
    let (title, hint) = match heap {
        Heap::Needs => (t!("inbox-needs-empty"), t!("inbox-needs-empty-hint")),
        Heap::Follows => (t!("inbox-follows-empty"), t!("inbox-follows-empty-hint")),
        Heap::Changed => (t!("inbox-changed-empty"), t!("inbox-changed-empty-hint")),
    };
    view! { <div class="empty"><Picture name="empty-inbox" large=true /><h3>{title}</h3><p>{hint}</p></div> }
        .into_any()
}

/// Marks what lies here as read; what comes in after this page was made stays new.
async fn read_all(ask: &Ask, heap: Heap, unread: Unread) -> Result<Option<AnyView>, PageError> {
    if unread.on(heap) == 0 {
        return Ok(None);
    }
    let draft = Draft::of(ask, "read-all").await?;
    let about = vec![("heap", heap.name().to_owned()), ("seen", ask.at.micros().to_string())];
    let form = view! {
        <div class="row">
            <div class="last">
                <DoForm ask=ask.clone() action={forms::url::<ReadAll>()} draft about>
                    <button class="button button--quiet">{t!("inbox-read-all")}</button>
                </DoForm>
            </div>
        </div>
    };
    Ok(Some(form.into_any()))
}

/// It is quiet now, and what comes in waits.
fn held(until: Timestamp, now: Timestamp) -> impl IntoView {
    let words = t!("inbox-quiet-now", when = words::when(until, now));
    view! { <div class="notice"><Sign name="clock" /><div><p>{words}</p></div></div> }
}

/// The quiet hours, and the way to change them.
fn hours(quiet: QuietHours) -> impl IntoView {
    let words = if quiet.from() == quiet.until() {
        t!("inbox-quiet-none")
    } else {
        t!("inbox-quiet", from = words::clock(quiet.from()), until = words::clock(quiet.until()))
    };
    view! { <p class="soft">{words}" · "<a href="/me/quiet">{t!("inbox-quiet-change")}</a></p> }
}
