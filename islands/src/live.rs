//! The open line to the server, and the second look at the page.
//!
//! A message says only that something changed. The page is then asked for again, with this person's own permission, and
//! every element with a `data-live` name is replaced by its newer self: unless somebody is typing in it, for what is
//! typed is worth more than what is new.

use futures::{StreamExt, channel::mpsc};
use gloo::{events::EventListener, net::http::Request, timers::callback::Timeout};
use leptos::prelude::{RwSignal, Set};
use wasm_bindgen::JsCast;
use web_sys::{Document, DomParser, Element, EventSource, NodeList, SupportedType};

/// Several changes of one moment are one look.
const PAUSE_MS: u32 = 250;
/// How soon to try again when the server refused the line.
const PATIENCE_MS: u32 = 30_000;

/// What may happen.
enum Bell {
    /// The line is open, for the first time or again.
    Hello,
    /// Something watched has changed.
    Changed,
    /// Time to look.
    Now,
    /// The line broke. The browser mends it by itself, unless the server refused it.
    Broke,
    /// Try to open it again, if anybody is looking.
    Again,
}

type Ringer = mpsc::UnboundedSender<Bell>;

/// Watches until the page is left.
pub async fn watch(topics: String, changed: String, said: RwSignal<String>) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let (ringer, mut bells) = mpsc::unbounded();
    let _typing = EventListener::new(&document, "input", |event| note_typing(event.target()));
    let _visible = rings(&document, "visibilitychange", &ringer, || Bell::Again);
    let _left = catches_up(&document, &ringer);

    let mut line = Line::open(&topics, &ringer);
    let mut greeted = false;
    let mut waiting: Option<Timeout> = None;
    let look_soon = || Some(later(PAUSE_MS, &ringer, Bell::Now));
    let mut retry = None;
    while let Some(bell) = bells.next().await {
        match bell {
            Bell::Hello if greeted => waiting = look_soon(),
            Bell::Hello => greeted = true,
            Bell::Changed => waiting = look_soon(),
            Bell::Now => {
                waiting = None;
                if let Some(news) = look_again(&document).await {
                    said.set(if news.is_empty() { changed.clone() } else { news });
                }
            }
            Bell::Broke if line.as_ref().is_some_and(Line::is_refused) => {
                line = None;
                retry = Some(later(PATIENCE_MS, &ringer, Bell::Again));
            }
            Bell::Broke => {}
            // A tab in the background gives its line back: a browser has six of them for all tabs.
            Bell::Again if document.hidden() => line = None,
            Bell::Again if line.is_none() => line = Line::open(&topics, &ringer),
            Bell::Again => {}
        }
    }
    drop((line, waiting, retry));
}

fn later(milliseconds: u32, ringer: &Ringer, bell: Bell) -> Timeout {
    let ringer = ringer.clone();
    Timeout::new(milliseconds, move || drop(ringer.unbounded_send(bell)))
}

fn rings(
    on: &web_sys::EventTarget,
    event: &'static str,
    ringer: &Ringer,
    bell: impl Fn() -> Bell + 'static,
) -> EventListener {
    let ringer = ringer.clone();
    EventListener::new(on, event, move |_| drop(ringer.unbounded_send(bell())))
}

/// A region that was left as it was because the focus was in it is looked at again when the focus leaves.
fn catches_up(document: &Document, ringer: &Ringer) -> EventListener {
    let (seen, ringer) = (document.clone(), ringer.clone());
    EventListener::new(document, "focusout", move |_| {
        if seen.query_selector(&format!("[{LATE}]")).is_ok_and(|late| late.is_some()) {
            let _ = ringer.unbounded_send(Bell::Changed);
        }
    })
}

/// The open line, closed when dropped.
struct Line {
    source: EventSource,
    _listeners: [EventListener; 3],
}

impl Line {
    fn open(topics: &str, ringer: &Ringer) -> Option<Self> {
        let source = EventSource::new(&format!("/live?{topics}")).ok()?;
        let listeners = [
            rings(&source, "hello", ringer, || Bell::Hello),
            rings(&source, "changed", ringer, || Bell::Changed),
            rings(&source, "error", ringer, || Bell::Broke),
        ];
        Some(Self { source, _listeners: listeners })
    }

    fn is_refused(&self) -> bool {
        self.source.ready_state() == EventSource::CLOSED
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.source.close();
    }
}

const REGIONS: &str = "[data-live]";
/// What the page is about, and what stands around it.
const WITHIN: [&str; 2] = ["main [data-live]", ".bar [data-live]"];
/// The words of a region that are said when it changes.
const SAID: &str = ".slip-next, [data-said]";
const TYPED_IN: &str = "data-typed";
const TYPED_IN_ANYWHERE: &str = "[data-typed]";
const LATE: &str = "data-late";

/// Marks the region in which somebody typed or chose, or outside of all regions the field itself.
fn note_typing(target: Option<web_sys::EventTarget>) {
    if let Some(field) = target.and_then(|target| target.dyn_into::<Element>().ok()) {
        let region = field.closest(REGIONS).ok().flatten();
        let _ = region.unwrap_or(field).set_attribute(TYPED_IN, "");
    }
}

/// Replaces what is new. The words to say about it; `None` if nothing is new or nothing could be had.
async fn look_again(document: &Document) -> Option<String> {
    let location = document.location()?;
    let address = format!("{}{}", location.pathname().ok()?, location.search().ok()?);
    let response = Request::get(&address).header("Accept", "text/html").send().await.ok()?;
    if matches!(response.status(), 403 | 404) {
        // It is out of this person's sight now; the page that says so says it best. What was typed is worth more.
        if elements(document.query_selector_all(TYPED_IN_ANYWHERE)).next().is_none() {
            let _ = location.reload();
        }
        return None;
    }
    if !response.ok() || response.redirected() {
        return None;
    }
    let text = response.text().await.ok()?;
    let newer = DomParser::new().ok()?.parse_from_string(&text, SupportedType::TextHtml).ok()?;
    let mut news = None;
    for region in WITHIN.iter().flat_map(|within| elements(document.query_selector_all(within))) {
        if let Some(words) = replace(document, &newer, &region) {
            let news = news.get_or_insert_with(String::new);
            if news.is_empty() {
                *news = words;
            }
        }
    }
    news
}

fn replace(document: &Document, newer: &Document, region: &Element) -> Option<String> {
    if region.has_attribute(TYPED_IN) {
        return None;
    }
    if document.active_element().is_some_and(|active| region.contains(Some(&active))) {
        let _ = region.set_attribute(LATE, "");
        return None;
    }
    let _ = region.remove_attribute(LATE);
    let name = region.get_attribute("data-live")?;
    let mut candidates = elements(newer.query_selector_all(REGIONS));
    let Some(fresh) =
        candidates.find(|candidate| candidate.get_attribute("data-live").as_deref() == Some(&name))
    else {
        region.remove();
        return None;
    };
    if plain(region) == plain(&fresh) {
        return None;
    }
    keep_open(region, &fresh);
    region.replace_with_with_node_1(&fresh).ok()?;
    let words = fresh.query_selector(SAID).ok().flatten();
    Some(words.and_then(|words| words.text_content()).unwrap_or_default())
}

/// A region as it is compared: what is hidden in its forms is new every time.
fn plain(region: &Element) -> String {
    let Some(copy) = region.clone_node_with_deep(true).ok().and_then(|copy| copy.dyn_into::<Element>().ok())
    else {
        return String::new();
    };
    for hidden in elements(copy.query_selector_all("input[type=hidden]")) {
        hidden.remove();
    }
    for open in elements(copy.query_selector_all("details[open]")) {
        let _ = open.remove_attribute("open");
    }
    copy.outer_html()
}

/// What somebody unfolded stays unfolded, as far as it is still there.
fn keep_open(old: &Element, fresh: &Element) {
    let titles: Vec<_> = elements(old.query_selector_all("details[open]")).map(|open| title(&open)).collect();
    for fold in elements(fresh.query_selector_all("details")) {
        if titles.contains(&title(&fold)) {
            let _ = fold.set_attribute("open", "");
        }
    }
}

fn title(fold: &Element) -> Option<String> {
    fold.query_selector("summary").ok()?.and_then(|summary| summary.text_content())
}

fn elements<E>(list: Result<NodeList, E>) -> impl Iterator<Item = Element> {
    let list = list.ok();
    let length = list.as_ref().map_or(0, NodeList::length);
    (0..length).filter_map(move |at| list.as_ref()?.item(at)?.dyn_into().ok())
}
