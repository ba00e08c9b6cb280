//! What people see: pages, the parts they are made of, forms, and the words in both languages.
//!
//! Everything works as plain HTML over plain requests; what moves in the browser is a room of its own, [`islands`]. No
//! rule of the house lives here: a page shows what `desk::view` gives, a form hands what was typed to a verb of the desk.
//!
//! # A page
//!
//! One file in [`pages`], one line in [`app`]. A page is an async function from who asks and the address to a
//! [`page::Page`]; `?` on anything of the desk makes the right answer (404 for what is not there or not theirs, a way
//! to sign in, 403, or an apology with a reference).
//!
//! ```ignore
//! pub async fn grid(ask: Ask, address: Address) -> Result<Page, PageError> {
//!     let grid = desk::view::grid(&ask, address.part("grid")?).await?;   // `:grid` of the path; unreadable is 404
//!     let q = address.query("q");                                        // `?q=`; `queried::<u32>("page")` parses
//!     let heading = grid.entry.name.clone();
//!     let body = view! {
//!         <h1>{heading.clone()}</h1>
//!         <section data-live="doing">…</section>                         // replaced when a watched topic changes
//!     };
//!     Ok(Page::new(heading, body)                                        // `.narrow()` for a single form
//!         .in_grid(area, "仙女镇 东苑社区", "第三网格")                       // the line at the top
//!         .watching(Topic::Grid(area)))                                  // live; a reload does the same
//! }
//! // app.rs:  <Route path=path!("/g/:grid") view=|| page(grid::grid) ssr=SsrMode::Async />
//! ```
//!
//! Elsewhere: `Err(PageError::SeeOther("/g/…".to_owned()))`. HTML as in `style/README.md`; `<Picture name="repair-light" />`,
//! `<Sign name="clock" />`. Values in braces are escaped; never `inner_html`. Links are plain `<a href>`. No `style=`, no
//! `on:`; a generic call in an attribute stands in braces.
//!
//! # A form
//!
//! Three pieces: a server function in [`api`], a [`forms::Draft`] read by the page, and [`parts::form`] in its view.
//!
//! ```ignore
//! // api/request.rs. The body is one call. `form` has what was typed; nothing in it can fail to decode.
//! #[server(prefix = "/do", endpoint = "request/rate")]
//! pub async fn rate_request() -> Done {
//!     submit(Spec::new("rate"), |ask, form| async move {
//!         let number = form.part("number")?;                             // hidden field: unreadable is "not found"
//!         desk::request::rate(&ask, number, &form.text("grade"), &form.text("comment")).await?;
//!         Ok(Next::back().told(notice!("notice-rated")))                 // or Next::to(format!("/r/{}", …))
//!     })
//!     .await
//! }
//!
//! // the page
//! let draft = Draft::of(&ask, "rate").await?;       // empty, or what was typed with its faults
//! view! {
//!     <FormFor ask=ask.clone() action={url::<RateRequest>()} draft=draft.clone()>
//!         <input type="hidden" name="number" value=number.digits() />
//!         <TextArea draft=draft.clone() name="comment" label=t!("rate-comment") optional=true />
//!         <div class="actions"><button class="button button--main">{t!("rate-send")}</button></div>
//!     </FormFor>
//! }
//! ```
//!
//! - The field names are those of the desk's `FieldFault`s, so the words appear beside the right field. Several forms
//!   of one kind on one page: `Draft::of(&ask, format!("dispatch-{}", number.digits()))` with `Spec::new("dispatch")`.
//! - The parts tell the draft their labels, by which the summary of faults names the fields; a page that draws a field of
//!   its own does the same: `draft.shows("grade", &t!("act-rate-legend"))`.
//! - A verb without words: `<DoForm ask draft action about=vec![("number", …)]><button …/></DoForm>`.
//! - `FormFor` and `DoForm` bring the hidden fields `back`, `form` and `key`: the ask carries the key with a fingerprint of what
//!   was sent, so the verb is done once however often the same is sent, and the page says so. `Next::about` names the slip there. A failure goes back to `?again=<form>#errors`; nobody signed in goes to `/signin` and back.
//! - Pictures: `Spec::new("finish").with_photos("photos")`, `<FormFor … files=true>`, `<Photos draft name="photos" … />`,
//!   then `form.photos()`. They are stored already, and a form that comes back still has them.
//! - `Spec::new("sign-in").forgetting("code")` keeps a secret out of the draft; `.in_session()` gives a visitor a session first.
//! - `form.optional(name)`, `form.all(name)`, `form.ticked(name)`, `form.choice(name, Grade::from_name)?`, `form.parsed::<u32>(name)?`.
//!
//! # What moves by itself
//!
//! `.watching(topic)` on the page, and `data-live="name"` on each element that may change. [`islands::Live`] asks for the
//! same page again when the topic moves and puts the newer elements in place, except where somebody is typing. A region
//! that may come and go keeps its element and changes what is inside. The first `.slip-next` of what changed is read
//! aloud. Every page of somebody signed in watches their inbox, too, whose count stands in the bar.
//!
//! # A text
//!
//! `locales/zh-CN/<area>.ftl` and the same key in `locales/en/<area>.ftl`, then `t!("rate-send")` or `t!("left", hours = 3)`; the key is a
//! literal. `notice!("notice-rated", number = n)` is said on the next page and must begin with `notice-`. Text from the database in two
//! languages: `locale().pick(&service.name_zh, &service.name_en)`. Names of roles, states, grades, times: [`words`]
//! (`words::role(r)`, `words::state(&s)`, `words::stage(s)`, `words::when(at, ask.at)`, `words::left(due, ask.at)`).
//! Tests fail for a key in one language only, one that is used but not written, and one that is written but not used.

pub mod api;
pub mod app;
pub mod context;
pub mod forms;
pub mod kept;
pub mod page;
pub mod pages;
pub mod parts;
pub mod reader;
pub mod shell;
pub mod site;
pub mod text;
pub mod words;
