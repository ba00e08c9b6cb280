//! What the desk is asked for: kept in the address, said as a sentence with holes to fill, and taken back piece by piece.

use desk::view::{Board, Kind, LONG_PAGE, Leaf, Limit, Spot, Tab, Whose, Wish};
use domain::{RequestNumber, catalogue::Class, number::NumberError, request::Wait, text::is_blank};
use leptos::prelude::*;

use crate::{
    context::{encoded, locale},
    page::{Address, PageError},
    parts::Sign,
    t, words,
};

/// How the address calls the length of a page.
const ROWS: &str = "rows";

/// What the address asks for.
pub(super) struct Asked {
    pub wish: Wish,
    /// Every slip of the page is to be chosen.
    pub all: bool,
}

impl Asked {
    /// Somebody who types a number wants that slip, wherever it lies.
    pub fn of(address: &Address) -> Result<Self, PageError> {
        let words = address.query("q").unwrap_or_default();
        if !matches!(words.parse::<RequestNumber>(), Err(NumberError::Digits)) {
            return Err(PageError::SeeOther(format!("/r?number={}", encoded(&words))));
        }
        let name = |name: &str| address.query(name).unwrap_or_default();
        let leaf = match (address.queried("after"), address.queried("before")) {
            (Some(spot), _) => Leaf::After(spot),
            (None, Some(spot)) => Leaf::Before(spot),
            (None, None) => Leaf::First,
        };
        let wish = Wish {
            tab: Tab::from_name(&name("tab")),
            area: address.queried("area"),
            kind: Kind::from_name(&name("type")),
            limit: Limit::from_name(&name("limit")).unwrap_or_default(),
            whose: Whose::from_name(&name("whose")).unwrap_or_default(),
            waits: Wait::from_name(&name("waits")),
            words,
            leaf,
            long: name(ROWS) == LONG_PAGE.to_string(),
        };
        Ok(Self { wish, all: name("pick") == "all" })
    }

    /// Is anything left out but for the heap and the area?
    pub fn is_filtered(&self) -> bool {
        let Wish { kind, limit, whose, waits, words, .. } = &self.wish;
        *kind != Kind::Any
            || *limit != Limit::Any
            || *whose != Whose::Anybody
            || waits.is_some()
            || !is_blank(words)
    }

    /// The address of the first page of the same with a change.
    pub fn link(&self, change: impl FnOnce(&mut Wish)) -> String {
        let mut wish = Wish { leaf: Leaf::First, ..self.wish.clone() };
        change(&mut wish);
        let area = wish.area.map(|area| area.to_string());
        let kind = wish.kind.name();
        let (after, before) = match wish.leaf {
            Leaf::First => (None, None),
            Leaf::After(spot) => (Some(spot.to_string()), None),
            Leaf::Before(spot) => (None, Some(spot.to_string())),
        };
        let rows = wish.long.then(|| LONG_PAGE.to_string());
        let pieces = [
            ("tab", wish.tab.map(Tab::name).unwrap_or_default()),
            ("area", area.as_deref().unwrap_or_default()),
            ("type", kind.as_str()),
            ("limit", wish.limit.name()),
            ("whose", wish.whose.name()),
            ("waits", wish.waits.map(Wait::name).unwrap_or_default()),
            ("q", wish.words.trim()),
            (ROWS, rows.as_deref().unwrap_or_default()),
            ("after", after.as_deref().unwrap_or_default()),
            ("before", before.as_deref().unwrap_or_default()),
        ];
        let pieces: Vec<String> = pieces
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        if pieces.is_empty() { "/desk".to_owned() } else { format!("/desk?{}", pieces.join("&")) }
    }

    pub fn after(&self, spot: Spot) -> String {
        self.link(|wish| wish.leaf = Leaf::After(spot))
    }

    pub fn before(&self, spot: Spot) -> String {
        self.link(|wish| wish.leaf = Leaf::Before(spot))
    }

    /// The very page, with every slip on it chosen.
    pub fn picking_all(&self) -> String {
        let leaf = self.wish.leaf;
        let here = self.link(|wish| wish.leaf = leaf);
        let joint = if here.contains('?') { '&' } else { '?' };
        format!("{here}{joint}pick=all")
    }
}

fn limit_words(limit: Limit) -> String {
    match limit {
        Limit::Any => t!("desk-limit-any"),
        Limit::Overdue => t!("desk-limit-overdue"),
        Limit::Today => t!("desk-limit-today"),
        Limit::Soon => t!("desk-limit-soon"),
    }
}

fn whose_words(whose: Whose) -> String {
    match whose {
        Whose::Anybody => t!("desk-whose-anybody"),
        Whose::Mine => t!("desk-whose-mine"),
        Whose::Ours => t!("desk-whose-ours"),
    }
}

fn waits_words(waits: Option<Wait>) -> String {
    waits.map_or_else(|| t!("desk-waits-any"), words::wait)
}

fn kind_words(board: &Board, kind: &Kind) -> String {
    match kind {
        Kind::Any => t!("desk-any-kind"),
        Kind::Class(class) => words::class(*class),
        Kind::Type(slug) => {
            let service = board.services.iter().find(|service| service.slug == *slug);
            service
                .map(|service| locale().pick(&service.name_zh, &service.name_en).to_owned())
                .unwrap_or_default()
        }
    }
}

/// The question as a sentence: which slips of where.
pub(super) fn sentence(board: &Board, asked: &Asked) -> impl IntoView + use<> {
    let areas: Vec<_> = board.path.iter().chain(&board.below).collect();
    let area = if areas.len() > 1 {
        let options = areas
            .into_iter()
            .map(|entry| option(entry.area.to_string(), entry.name.clone(), entry.area == board.area.area))
            .collect_view();
        view! { <select name="area" aria-label=t!("desk-which-area")>{options}</select> }.into_any()
    } else {
        view! { <b>{board.area.name.clone()}</b> }.into_any()
    };
    let limit = board.tab.is_open().then(|| {
        let options = Limit::ALL
            .map(|limit| option(limit.name().to_owned(), limit_words(limit), limit == board.limit))
            .collect_view();
        view! { <select name="limit" aria-label=t!("desk-which-limit")>{options}</select>{t!("desk-and")} }
    });
    let whose = Whose::ALL
        .map(|whose| option(whose.name().to_owned(), whose_words(whose), whose == asked.wish.whose))
        .collect_view();
    let waits = board.tab.is_open().then(|| {
        let options = std::iter::once(None)
            .chain(Wait::ALL.map(Some))
            .map(|waits| {
                let name = waits.map(Wait::name).unwrap_or_default().to_owned();
                option(name, waits_words(waits), waits == board.waits)
            })
            .collect_view();
        view! { {t!("desk-and")}<select name="waits" aria-label=t!("desk-which-waits")>{options}</select> }
    });
    let typed = asked.wish.words.clone();
    view! {
        <details class="sift no-print">
        <summary class="button"><Sign name="filter" />{t!("desk-sift")}</summary>
        <form class="sentence" method="get" action="/desk" role="search">
            <input type="hidden" name="tab" value=board.tab.name() />
            {asked.wish.long.then(|| view! { <input type="hidden" name=ROWS value=LONG_PAGE /> })}
            <span>{t!("desk-look-at")}</span>
            {area}
            <span>{t!("desk-of")}</span>
            <select name="type" aria-label=t!("desk-which-kind")>{kinds(board)}</select>
            <span>{t!("desk-and")}</span>
            {limit}
            <select name="whose" aria-label=t!("desk-which-whose")>{whose}</select>
            {waits}
            <span>{t!("desk-slips-of")}</span>
            <span class="row">
                <input
                    type="search"
                    name="q"
                    value=typed
                    size="14"
                    maxlength="40"
                    autocomplete="off"
                    placeholder=t!("desk-words-hint")
                    aria-label=t!("desk-words")
                />
                <button class="button"><Sign name="search" />{t!("desk-look")}</button>
            </span>
        </form>
        </details>
    }
}

/// The classes of the catalogue, and under each of them its types.
fn kinds(board: &Board) -> impl IntoView + use<> {
    let choice = |kind: Kind, words: String| option(kind.name(), words, kind == board.kind);
    let one = |kind: Kind| {
        let words = kind_words(board, &kind);
        choice(kind, words)
    };
    let classes = Class::ALL.into_iter().filter_map(|class| {
        let types = board.services.iter().filter(|service| service.class == class);
        let types: Vec<_> = types.map(|service| one(Kind::Type(service.slug.clone()))).collect();
        let whole = choice(Kind::Class(class), t!("desk-whole-class", class = words::class(class)));
        (!types.is_empty()).then(|| {
            view! { <optgroup label=words::class(class)>{whole}{types}</optgroup> }
        })
    });
    view! {
        {one(Kind::Any)}
        {classes.collect_view()}
    }
}

fn option(value: String, words: String, selected: bool) -> impl IntoView {
    view! { <option value=value selected=selected>{words}</option> }
}

/// What was asked for beside heap and area, in words, each with the address of the same without it.
fn pieces(board: &Board, asked: &Asked) -> Vec<(String, String)> {
    let Wish { whose, words: typed, .. } = &asked.wish;
    let kind = (board.kind != Kind::Any)
        .then(|| (kind_words(board, &board.kind), asked.link(|wish| wish.kind = Kind::Any)));
    let limit = (board.limit != Limit::Any)
        .then(|| (limit_words(board.limit), asked.link(|wish| wish.limit = Limit::Any)));
    let whose = (*whose != Whose::Anybody)
        .then(|| (whose_words(*whose), asked.link(|wish| wish.whose = Whose::Anybody)));
    let waits = board.waits.map(|waits| (words::wait(waits), asked.link(|wish| wish.waits = None)));
    let typed = typed.trim();
    let typed = (!is_blank(typed))
        .then(|| (t!("desk-quoted", words = typed), asked.link(|wish| wish.words = String::new())));
    [kind, limit, whose, waits, typed].into_iter().flatten().collect()
}

/// The filters that hold now; a tap takes one away.
pub(super) fn chips(board: &Board, asked: &Asked) -> Option<impl IntoView + use<>> {
    let pieces = pieces(board, asked);
    (!pieces.is_empty()).then(|| {
        let several = pieces.len() > 1;
        let chips = pieces
            .into_iter()
            .map(|(words, href)| {
                view! {
                    <li>
                        <a class="chip" href=href>
                            {words}<Sign name="close" /><span class="spoken">{t!("desk-chip-off")}</span>
                        </a>
                    </li>
                }
            })
            .collect_view();
        let clear = several.then(|| {
            let bare = asked.link(|wish| {
                *wish = Wish { tab: wish.tab, area: wish.area, long: wish.long, ..Wish::default() };
            });
            view! { <li><a class="button button--quiet" href=bare>{t!("desk-clear")}</a></li> }
        });
        view! { <ul class="chips no-print" aria-label=t!("desk-chips")>{chips}{clear}</ul> }
    })
}

/// The same in words, for paper.
pub(super) fn in_words(board: &Board, asked: &Asked) -> String {
    let words: Vec<String> = pieces(board, asked).into_iter().map(|(words, _)| words).collect();
    words.join(&t!("desk-and"))
}
