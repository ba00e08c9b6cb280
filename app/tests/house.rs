//! Rules of this room that a machine keeps.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Every source file of the room, with its text.
fn sources() -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 30, "the sources were not found");
    found
}

/// The lines of code that hold `what`, as `file:line`. Comments and tests may say what they like.
fn places(what: &str) -> Vec<String> {
    let mut places = Vec::new();
    for (path, text) in sources() {
        if path.ends_with("tests.rs") {
            continue;
        }
        let code = text.split("#[cfg(test)]").next().unwrap();
        for (at, line) in code.lines().enumerate() {
            if line.contains(what) && !line.trim_start().starts_with("//") {
                places.push(format!(
                    "{}:{}",
                    path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().display(),
                    at + 1
                ));
            }
        }
    }
    places
}

#[test]
fn there_is_one_textarea() {
    let places = places("<textarea");
    let ours = |place: &String| place.starts_with("src/parts/form.rs:");
    assert!(
        places.len() == 1 && places.iter().all(ours),
        "leptos 0.8 does not escape what stands in a <textarea>, so anybody's text could become a script: \
         use parts::TextArea, the only one that escapes by itself. Found: {places:#?}"
    );
}

#[test]
fn finished_html_comes_from_nobody_else() {
    let ours = |place: &String| {
        ["src/parts/form.rs:", "src/parts/qr.rs:"].iter().any(|file| place.starts_with(file))
    };
    let strange: Vec<_> = places("inner_html").into_iter().filter(|place| !ours(place)).collect();
    assert!(
        strange.is_empty(),
        "inner_html shows text without escaping it; put the text in braces instead. Found: {strange:#?}"
    );
}

#[test]
fn no_page_needs_an_exception_from_the_content_policy() {
    for (what, instead) in [
        (" style=", "write a class in style/"),
        (" style:width", "write a class in style/"),
        ("<style", "write a class in style/"),
        (" onclick=", "an island listens, a form works without"),
        ("javascript:", "there is no honest use for it"),
    ] {
        let places = places(what);
        assert!(
            places.is_empty(),
            "`{what}` is blocked by the content policy; {instead}. Found: {places:#?}"
        );
    }
}

#[test]
fn links_and_forms_are_plain() {
    for (what, why) in [
        ("<A ", "the router's links need its scripts; write <a href>"),
        ("<ActionForm", "it loses what was typed; write parts::FormFor"),
        ("Resource::new", "its data would need an inline script; await in the page function"),
    ] {
        let places = places(what);
        assert!(places.is_empty(), "{why}. Found `{what}` in {places:#?}");
    }
}

#[test]
fn every_server_function_has_an_address_of_its_own() {
    for (path, text) in sources() {
        for (at, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("#[server") {
                assert!(
                    line.contains(r#"prefix = "/do""#) && line.contains("endpoint = "),
                    "{}:{}: without `prefix = \"/do\", endpoint = \"…\"` the address would change with the directory \
                     of the build",
                    path.display(),
                    at + 1
                );
            }
        }
    }
}

#[test]
fn chinese_text_has_chinese_punctuation() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/zh-CN");
    let mut narrow = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        for (at, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let mut before = ' ';
            for c in line.chars() {
                if ",;:?!".contains(c)
                    && ('\u{4e00}'..='\u{9fff}').contains(&before)
                    && !line.starts_with('#')
                {
                    narrow.push(format!("{}:{}: {line}", path.file_name().unwrap().display(), at + 1));
                    break;
                }
                before = c;
            }
        }
    }
    assert!(narrow.is_empty(), "write ， ； ： ？ ！ in full width: {narrow:#?}");
}
