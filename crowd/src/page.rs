//! What a page holds for somebody without scripts: its links and its forms.

use html5gum::{HtmlString, StartTag, Token, Tokenizer};

use crate::form::{Control, Form};

/// A page that was read.
#[derive(Debug, Clone, Default)]
pub struct Page {
    pub links: Vec<String>,
    /// The link to the next leaf of a long list.
    pub next: Option<String>,
    pub forms: Vec<Form>,
}

impl Page {
    /// Reads a page. What is not well formed is left out, as a browser would.
    pub fn read(html: &str) -> Self {
        let mut page = Self::default();
        let mut open = None;
        let mut area = None;
        for Ok(token) in Tokenizer::new(html) {
            match token {
                Token::StartTag(tag) => match tag.name.as_slice() {
                    b"a" => {
                        let href = attribute(&tag, b"href");
                        if attribute(&tag, b"rel").as_deref() == Some("next") {
                            page.next.clone_from(&href);
                        }
                        page.links.extend(href);
                    }
                    b"form" => open = Some(form(&tag)),
                    b"textarea" => area = open.is_some().then(|| (attribute(&tag, b"name"), String::new())),
                    name => {
                        if let Some(form) = &mut open {
                            control(form, name, &tag);
                        }
                    }
                },
                Token::String(text) => {
                    if let Some((_, typed)) = &mut area {
                        typed.push_str(&words(&text));
                    }
                }
                Token::EndTag(tag) => match tag.name.as_slice() {
                    b"form" => page.forms.extend(open.take()),
                    b"textarea" => {
                        if let (Some(form), Some((Some(name), typed))) = (&mut open, area.take()) {
                            form.controls.push(Control::Text { name, typed });
                        }
                    }
                    _ => {}
                },
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        page
    }

    /// The links that begin so, each once.
    pub fn links_to(&self, start: &str) -> Vec<&str> {
        let mut links: Vec<&str> =
            self.links.iter().map(String::as_str).filter(|link| link.starts_with(start)).collect();
        links.sort_unstable();
        links.dedup();
        links
    }

    /// The forms that are sent there.
    pub fn forms_to<'p>(&'p self, action: &'p str) -> impl Iterator<Item = &'p Form> {
        self.forms.iter().filter(move |form| form.action == action)
    }
}

fn words(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    tag.attributes.get(name).map(|value| words(value))
}

fn form(tag: &StartTag<()>) -> Form {
    Form {
        action: attribute(tag, b"action").unwrap_or_default(),
        posts: attribute(tag, b"method").is_some_and(|method| method.eq_ignore_ascii_case("post")),
        files: attribute(tag, b"enctype").is_some_and(|kind| kind == "multipart/form-data"),
        controls: Vec::new(),
    }
}

fn control(form: &mut Form, element: &[u8], tag: &StartTag<()>) {
    if element == b"option" {
        let value = attribute(tag, b"value").unwrap_or_default();
        if let Some(Control::Choice { values, .. }) = form.controls.last_mut() {
            values.push(value);
        }
        return;
    }
    let Some(name) = attribute(tag, b"name") else { return };
    let value = attribute(tag, b"value").unwrap_or_default();
    match element {
        b"select" => form.controls.push(Control::Choice { name, values: Vec::new() }),
        b"button" => form.controls.push(Control::Button { name, value }),
        b"input" => match attribute(tag, b"type").as_deref().unwrap_or("text") {
            "hidden" => form.controls.push(Control::Hidden { name, value }),
            "radio" => radio(form, name, value),
            "checkbox" => {
                let ticked = tag.attributes.contains_key(&b"checked"[..]);
                form.controls.push(Control::Tick { name, value, ticked });
            }
            "file" => {
                let needed = tag.attributes.contains_key(&b"required"[..]);
                form.controls.push(Control::File { name, needed });
            }
            "date" => {
                let first = attribute(tag, b"min").unwrap_or(value);
                form.controls.push(Control::Day { name, first });
            }
            _ => form.controls.push(Control::Text { name, typed: value }),
        },
        _ => {}
    }
}

/// The choices of one name belong together, wherever they stand.
fn radio(form: &mut Form, name: String, value: String) {
    let known = form.controls.iter_mut().find_map(|control| match control {
        Control::Choice { name: of, values } if *of == name => Some(values),
        _ => None,
    });
    match known {
        Some(values) => values.push(value),
        None => form.controls.push(Control::Choice { name, values: vec![value] }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_a_browser_without_scripts_would() {
        let page = Page::read(
            r#"<!doctype html><a href="/r/1">1</a><a href="/r/1">again</a><a href="/me">me</a><a rel="next" href="/me?page=2">on</a>
            <form method="post" action="/do/order" enctype="multipart/form-data">
              <input type="hidden" name="key" value="a&amp;b"><input name="building" value="3">
              <input type="radio" name="service" value="lamp"><p>or</p><input type="radio" name="service" value="pipe">
              <input type="checkbox" name="remember" value="yes" checked><input type="file" name="photos" required>
              <textarea name="need">&lt;lamp&gt;</textarea><button>send</button></form>
            <form action="/r"><input name="number"></form>"#,
        );
        assert_eq!(page.links_to("/r/"), ["/r/1"]);
        assert_eq!(page.next.as_deref(), Some("/me?page=2"));
        let text = |name: &str, typed: &str| Control::Text { name: name.into(), typed: typed.into() };
        assert_eq!(
            page.forms_to("/do/order").next().unwrap().controls,
            [
                Control::Hidden { name: "key".into(), value: "a&b".into() },
                text("building", "3"),
                Control::Choice { name: "service".into(), values: vec!["lamp".into(), "pipe".into()] },
                Control::Tick { name: "remember".into(), value: "yes".into(), ticked: true },
                Control::File { name: "photos".into(), needed: true },
                text("need", "<lamp>"),
            ]
        );
        assert!(!page.forms[1].posts && page.forms[0].posts && page.forms[0].files);
    }
}
