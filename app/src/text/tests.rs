//! The catalogue is whole: both languages say the same things, and nothing is said that is not written.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use fluent_bundle::FluentResource;

use super::*;

/// Every key with the variables its text uses.
fn messages(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys = BTreeMap::new();
    for (area, zh, en) in AREAS {
        let text = locale.pick(zh, en);
        let resource = FluentResource::try_new(text.to_owned())
            .unwrap_or_else(|(_, errors)| panic!("{}/{area}.ftl: {errors:?}", locale.tag()));
        drop(resource);
        let mut key = String::new();
        for line in text.lines() {
            if line.starts_with(|c: char| c.is_ascii_alphabetic())
                && let Some((name, _)) = line.split_once('=')
            {
                key = name.trim().to_owned();
                let earlier = keys.insert(key.clone(), BTreeSet::new());
                assert!(earlier.is_none(), "{}/{area}.ftl: `{key}` is written twice", locale.tag());
            }
            for variable in line.split('$').skip(1) {
                let end = variable.find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
                let variable = &variable[..end.unwrap_or(variable.len())];
                keys.get_mut(&key).unwrap().insert(variable.to_owned());
            }
        }
    }
    keys
}

/// Every key that the sources name in `t!("…")`, `notice!("…")` or where something is said in every language, with the place.
fn used() -> BTreeMap<String, String> {
    fn walk(dir: &Path, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("text/tests.rs") {
                let text: String = fs::read_to_string(&path)
                    .unwrap()
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                    .flat_map(|line| [line.trim(), "\n"])
                    .collect();
                for call in ["t!(", "notice!(", "text::say(locale, "] {
                    for (place, _) in text.match_indices(call) {
                        // `format!(` ends like `t!(`.
                        let whole = !text[..place].ends_with(|c: char| c.is_ascii_alphanumeric());
                        let after = &text[place + call.len()..];
                        if let Some(literal) = after.trim_start().strip_prefix('"').filter(|_| whole)
                            && let Some((key, _)) = literal.split_once('"')
                        {
                            found.insert(key.to_owned(), path.display().to_string());
                        }
                    }
                }
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_values() {
    let (zh, en) = (messages(Locale::Zh), messages(Locale::En));
    let only = |a: &BTreeMap<String, _>, b: &BTreeMap<String, _>| -> Vec<String> {
        a.keys().filter(|key| !b.contains_key(*key)).cloned().collect()
    };
    assert_eq!(only(&zh, &en), Vec::<String>::new(), "these stand in zh-CN only; write them in en");
    assert_eq!(only(&en, &zh), Vec::<String>::new(), "these stand in en only; write them in zh-CN");
    for (key, values) in &en {
        // English may need a number that Chinese grammar does without, and the other way round, but no other names.
        let zh = &zh[key];
        assert!(
            values.is_subset(zh) || zh.is_subset(values),
            "`{key}` has values {zh:?} in zh-CN and {values:?} in en"
        );
    }
}

#[test]
fn every_message_that_is_said_is_written() {
    let written = messages(Locale::Zh);
    let missing: Vec<_> = used().into_iter().filter(|(key, _)| !written.contains_key(key)).collect();
    assert!(missing.is_empty(), "write these in app/locales/*/: {missing:#?}");
}

#[test]
fn every_message_that_is_written_is_said() {
    let used = used();
    let unused: Vec<_> = messages(Locale::Zh).into_keys().filter(|key| !used.contains_key(key)).collect();
    assert!(unused.is_empty(), "nobody says these; remove them from app/locales/*/: {unused:#?}");
}

#[test]
fn the_reader_chooses_then_the_browser_then_it_is_chinese() {
    let of = |cookie: Option<&str>, accept: Option<&str>| {
        let mut headers = HeaderMap::new();
        if let Some(cookie) = cookie {
            headers.insert(header::COOKIE, cookie.parse().unwrap());
        }
        if let Some(accept) = accept {
            headers.insert(header::ACCEPT_LANGUAGE, accept.parse().unwrap());
        }
        Locale::of(&headers)
    };
    assert_eq!(of(None, None), Locale::Zh);
    assert_eq!(of(None, Some("en-GB,en;q=0.9")), Locale::En);
    assert_eq!(of(None, Some("de,zh-TW;q=0.8,en;q=0.7")), Locale::Zh);
    assert_eq!(of(Some("a=b; lang=zh-CN"), Some("en")), Locale::Zh);
    assert_eq!(of(Some("lang=xx"), Some("en")), Locale::En);
    assert_eq!(of(None, Some("é")), Locale::Zh);
}

#[test]
fn values_come_without_invisible_marks() {
    let said = say(Locale::Zh, "error-reference", [("reference", "ab12".into())]);
    assert!(said.contains("ab12") && !said.contains('\u{2068}'), "{said:?}");
}
