//! What must stay true of the tree, kept by a machine. Each failure says how to mend it; `ARCHITECTURE.md` says why.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The names under `[dependencies]` of a room's manifest.
fn dependencies(room: &str) -> Vec<String> {
    let manifest = fs::read_to_string(root().join(room).join("Cargo.toml")).unwrap();
    manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split([' ', '.', '=']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// Every file below `room` with this ending.
fn files(room: &str, ending: &str) -> Vec<PathBuf> {
    fn walk(dir: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        let Ok(entries) = fs::read_dir(dir) else { return };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() && !path.ends_with("node_modules") && !path.ends_with("target") {
                walk(&path, ending, found);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(room), ending, &mut found);
    assert!(!found.is_empty(), "{room} holds no .{ending} file; the test looks in the wrong place");
    found.sort();
    found
}

#[test]
fn arrows_only_point_down() {
    let may_know: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("domain", &[][..]),
        ("store", &["domain"][..]),
        ("desk", &["domain", "store"][..]),
        ("islands", &[][..]),
        ("app", &["domain", "desk", "islands"][..]),
        ("server", &["domain", "store", "desk", "app"][..]),
        ("crowd", &["domain", "store"][..]),
        ("xtask", &[][..]),
    ]);
    for (room, allowed) in &may_know {
        for dependency in dependencies(room) {
            if may_know.contains_key(dependency.as_str()) {
                assert!(
                    allowed.contains(&dependency.as_str()),
                    "{room} must not know {dependency}: arrows point down, see ARCHITECTURE.md, \"Rooms\""
                );
            }
        }
    }
}

#[test]
fn the_domain_is_pure() {
    // The two of ICU4X know what Unicode says of a character: tables, and nothing that runs.
    let allowed = ["icu_normalizer", "icu_properties", "jiff", "serde", "thiserror", "uuid"];
    for dependency in dependencies("domain") {
        assert!(
            allowed.contains(&dependency.as_str()),
            "domain gained {dependency}: it does no I/O, reads no clock and throws no dice; see ARCHITECTURE.md"
        );
    }
    for path in files("domain/src", "rs") {
        let text = fs::read_to_string(&path).unwrap();
        for absent in ["async fn", "std::fs", "std::net", "std::env", "SystemTime", "Instant::now"] {
            assert!(!text.contains(absent), "{}: `{absent}` has no place in domain", path.display());
        }
    }
}

#[test]
fn what_people_type_is_read_by_the_one_reader() {
    for room in ["desk/src", "app/src"] {
        for path in files(room, "rs") {
            let text = fs::read_to_string(&path).unwrap();
            for half in [".trim().parse", ".trim().is_empty()", "parse::<u8>", "parse::<u16>", "parse::<u32>"]
            {
                assert!(
                    !text.contains(half),
                    "{}: `{half}` knows nothing of full width, of spaces of all kinds and of marks that nobody sees: \
                     `domain::typed` reads what people type, and `domain::text::is_blank` says whether it shows anything",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn sql_stands_in_the_store_alone() {
    for room in ["domain/src", "desk/src", "islands/src", "app/src", "server/src"] {
        for path in files(room, "rs") {
            let text = fs::read_to_string(&path).unwrap();
            assert!(!text.contains("sqlx::"), "{}: SQL belongs to store", path.display());
        }
    }
}

#[test]
fn no_file_is_crowded() {
    for (room, ending) in [
        ("domain", "rs"),
        ("store", "rs"),
        ("desk", "rs"),
        ("islands", "rs"),
        ("app", "rs"),
        ("server", "rs"),
        ("crowd", "rs"),
        ("xtask", "rs"),
        ("style", "css"),
        ("end2end", "ts"),
    ] {
        for path in files(room, ending) {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            assert!(
                lines <= 500,
                "{} has {lines} lines: split it where a reader would look for the pieces",
                path.display()
            );
        }
    }
}

#[test]
fn every_test_file_belongs_to_a_program() {
    for room in ["domain", "store", "desk", "server"] {
        let tests = root().join(room).join("tests");
        let program = fs::read_to_string(tests.join("main.rs")).unwrap();
        let manifest = fs::read_to_string(root().join(room).join("Cargo.toml")).unwrap();
        for entry in fs::read_dir(&tests).unwrap() {
            let path = entry.unwrap().path();
            let Some(name) = path.file_stem().and_then(|name| name.to_str()) else { continue };
            if path.extension().is_none_or(|ending| ending != "rs") || name == "main" {
                continue;
            }
            let runs = program.contains(&format!("mod {name};"))
                || manifest.contains(&format!("[[test]]\nname = \"{name}\""));
            assert!(runs, "{} is never run: add `mod {name};` to {room}/tests/main.rs", path.display());
        }
    }
}

#[test]
fn every_page_and_command_of_the_readme_exists() {
    let commands = fs::read_to_string(root().join("xtask/src/main.rs")).unwrap();
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(root().join(readme)).unwrap();
        for command in
            text.split("cargo xtask ").skip(1).filter_map(|rest| rest.split([' ', '`', '\n']).next())
        {
            assert!(commands.contains(&format!("\"{command}\"")), "{readme} names `cargo xtask {command}`");
        }
    }
}
