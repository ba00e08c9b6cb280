//! The document around every page: head, top line, bar of places, foot. No inline script or style stands in it, so the
//! content policy needs no exception.

use desk::{
    Ask,
    live::{MOST_TOPICS, Topic},
};
use domain::{Actor, Role, Timestamp, inbox::Unread};
use islands::Live;
use leptos::{prelude::*, tachys::html::InertElement};

use crate::{
    api::settings::ChangeSettings,
    context::{self, encoded, path, site},
    forms::{self, Notice},
    kept::{is_of_everybody, kept},
    page::{self, Page},
    parts::{Picture, Sign},
    reader::Reader,
    t,
    text::Locale,
};

/// The whole document of a page.
pub async fn document(ask: &Ask, page: Page) -> InertElement {
    if let Some(context) = Owner::current_shared_context() {
        // Only islands wake up in the browser; the page itself carries no marks for it.
        context.set_is_hydrating(false);
    }
    let site = site();
    let title = if path() == "/" { page.title } else { format!("{} · {}", page.title, t!("shell-name")) };
    let main = if page.narrow { "page page--narrow" } else { "page" };
    let notice = Notice::take();
    let reader = Reader::of(ask).await;
    let top = top(reader, page.here);
    let bar = bar(reader);
    let topics = if page.still { None } else { topics(ask.visitor.actor, page.watches, ask.at) };
    let live = topics.clone().map(|topics| view! { <Live topics changed=t!("shell-changed") /> });
    let says_nothing_more = notice.is_none();
    let document = view! {
        <!DOCTYPE html>
        <html lang=reader.locale.tag() data-theme=reader.theme data-size=reader.size>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
                <title>{title}</title>
                <link rel="stylesheet" href=site.style.clone() />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <script type="module" src=site.boot.clone()></script>
                {page.desk_keys.then(|| view! { <script type="module" src=site.desk.clone()></script> })}
            </head>
            <body>
                <a class="skip" href="#main">{t!("shell-skip")}</a>
                {top}
                {bar}
                <main class=main id="main">
                    {notice.map(|notice| view! { <Done notice /> })}
                    {page.body}
                    {live}
                </main>
                <footer class="foot">
                    <ul>
                        <li><a href="/">{t!("shell-home")}</a></li>
                        <li><a href="/shop">{t!("shell-shop")}</a></li>
                    </ul>
                    <p>{t!("shell-foot")}</p>
                </footer>
            </body>
        </html>
    };
    let html = html(document);
    if let (Some(of), Some(topics)) = (page.kept_as, topics)
        && says_nothing_more
        && is_of_everybody(&context::here(), of.0)
    {
        kept().keep_document(of, reader, &html, &topics);
    }
    InertElement::new(html)
}

/// What leptos writes between texts and behind lists, for a browser that would wake the page itself. Ours wakes islands
/// only; in a title, marks would even be read as text. What people typed never looks like one: it is escaped.
const MARK: &str = "<!>";

/// A part of a page as it is sent.
pub(crate) fn html(part: impl IntoView) -> String {
    part.into_view().to_html().replace(MARK, "")
}

/// What a page watches, as the query of `/live`. What somebody is told of changes every page. `None`: nothing.
pub(crate) fn topics(actor: Option<Actor>, mut watches: Vec<Topic>, at: Timestamp) -> Option<String> {
    if let Some(actor) = actor {
        let own = Topic::Person(actor.person);
        watches.retain(|topic| *topic != own);
        watches.insert(0, own);
    }
    // What is too much to watch moves with the next reload.
    watches.truncate(MOST_TOPICS);
    if watches.is_empty() {
        return None;
    }
    let topics = watches.iter().map(|topic| format!("topic={}", encoded(&topic.to_string())));
    Some(topics.chain([format!("since={}", at.micros())]).collect::<Vec<_>>().join("&"))
}

/// What was done on the page before, told once.
#[component]
fn Done(notice: Notice) -> impl IntoView {
    view! {
        <div class="notice notice--done" role="status">
            <Sign name="check" />
            <div><p><b>{notice.said()}</b></p></div>
        </div>
    }
}

fn top(reader: Reader, here: Option<page::Here>) -> AnyView {
    let tool = if reader.role.is_some() {
        view! { <a class="tool" href="/me"><Sign name="person" /><span class="spoken">{t!("shell-me")}</span></a> }
            .into_any()
    } else {
        let to = encoded(&crate::context::here());
        view! {
            <a class="tool" href=format!("/signin?to={to}")>
                <Sign name="person" /><span class="spoken">{t!("shell-sign-in")}</span>
            </a>
        }
        .into_any()
    };
    let place = here.map(|here| {
        view! { <a href=format!("/g/{}", here.grid)><span>{here.above}</span>" "<b>{here.name}</b></a> }
    });
    view! {
        <header class="top">
            <a class="mark" href="/"><Picture name="mark" /><span>{t!("shell-name")}</span></a>
            <p class="where">{place}</p>
            <Settings reader />
            {tool}
        </header>
    }
    .into_any()
}

/// Size, colours and language, kept in cookies of this browser.
#[component]
fn Settings(reader: Reader) -> impl IntoView {
    let option = |value: &'static str, words: String, now: Option<&str>| {
        view! { <option value=value selected={now.unwrap_or_default() == value}>{words}</option> }
    };
    let Reader { size, theme, locale: lang, .. } = reader;
    view! {
        <details class="settings">
            <summary><Sign name="text-size" /><span class="spoken">{t!("settings-title")}</span></summary>
            <form method="post" action={forms::url::<ChangeSettings>()}>
                <input type="hidden" name="back" value=forms::back() />
                <div class="field">
                    <label for="size">{t!("settings-size")}</label>
                    <select class="select" id="size" name="size">
                        {option("", t!("settings-size-plain"), size)}
                        {option("large", t!("settings-size-large"), size)}
                        {option("elder", t!("settings-size-elder"), size)}
                        {option("max", t!("settings-size-max"), size)}
                    </select>
                </div>
                <div class="field">
                    <label for="theme">{t!("settings-theme")}</label>
                    <select class="select" id="theme" name="theme">
                        {option("", t!("settings-theme-auto"), theme)}
                        {option("light", t!("settings-theme-light"), theme)}
                        {option("dark", t!("settings-theme-dark"), theme)}
                    </select>
                </div>
                <div class="field">
                    <label for="lang">"语言 Language"</label>
                    <select class="select" id="lang" name="lang">
                        {Locale::ALL
                            .map(|one| {
                                view! {
                                    <option value=one.tag() lang=one.tag() selected={one == lang}>{one.own_name()}</option>
                                }
                            })
                            .collect_view()}
                    </select>
                </div>
                <button class="button">{t!("settings-save")}</button>
            </form>
        </details>
    }
}

/// A place of the bar: address, sign, words.
struct Place(&'static str, &'static str, String);

/// Where the inbox is.
const INBOX: &str = "/inbox";

/// Where one mainly goes, by the post acted in. Nobody signed in has one page to see, so there is no bar.
fn bar(reader: Reader) -> Option<AnyView> {
    let role = reader.role?;
    let mut places = vec![Place("/", "home", t!("bar-home"))];
    if role.helps() {
        places.push(Place("/hall", "hall", t!("bar-hall")));
    }
    if role.runs_the_desk() {
        places.push(Place("/desk", "desk", t!("bar-desk")));
    }
    match role {
        Role::UnitWorker => places.push(Place("/unit", "unit", t!("bar-unit"))),
        Role::ShopKeeper => places.push(Place("/counter", "check", t!("bar-counter"))),
        Role::Administrator | Role::Moderator => places.push(Place("/admin", "key", t!("bar-admin"))),
        Role::Resident
        | Role::Volunteer
        | Role::PartyVolunteer
        | Role::GridWorker
        | Role::GridLeader
        | Role::Staff => {}
    }
    if places.len() < 3 {
        places.push(Place("/shop", "shop", t!("bar-shop")));
    }
    places.push(Place(INBOX, "inbox", t!("bar-inbox")));
    places.push(Place("/me", "person", t!("bar-me")));
    let now = path();
    let current = |place: &str| {
        let inside = place != "/" && now.starts_with(place) && now[place.len()..].starts_with('/');
        if now == place {
            Some("page")
        } else if inside {
            Some("true")
        } else {
            None
        }
    };
    let links = places
        .into_iter()
        .map(|Place(href, sign, words)| {
            let live = (href == INBOX).then_some("inbox");
            let count = live.and_then(|_| count(reader.unread));
            view! {
                <a href=href aria-current=current(href) data-live=live>
                    <Picture name=sign /><span>{words}</span>{count}
                </a>
            }
        })
        .collect_view();
    Some(view! { <nav class="bar" aria-label=t!("bar-label")>{links}</nav> }.into_any())
}

/// How much was not read: a number to see, and words to hear. Nothing where nothing waits.
fn count(unread: Unread) -> Option<impl IntoView> {
    let all = unread.all();
    (all > 0).then(|| {
        let shown = if all > 99 { "99+".to_owned() } else { all.to_string() };
        let said = t!("shell-unread", count = all, needs = unread.needs);
        view! {
            <span class="count" aria-hidden="true">{shown}</span>
            <span class="spoken" data-said="">{said}</span>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_no_mark_of_leptos() {
        let typed = || MARK.to_owned();
        let html = html(view! { <p title=typed()>{typed()}</p><input value=typed() /> });
        assert_eq!(html, r#"<p title="&lt;!&gt;">&lt;!&gt;</p><input value="&lt;!&gt;">"#);
    }
}
