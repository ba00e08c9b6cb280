//! What is kept of a text that somebody typed or pasted.

use domain::text::{Line, Note, TextError, is_blank};

#[test]
fn each_broken_limit_has_its_name() {
    for (raw, expected) in [
        ("修灯", Ok("修灯")),
        ("  灯不亮\u{3000}", Ok("灯不亮")),
        ("<script>alert(1)</script>", Ok("<script>alert(1)</script>")),
        (" \n ", Err(TextError::Empty)),
        ("a\u{202E}b", Err(TextError::Unprintable { place: 2, code: 0x202E })),
        ("甲乙\u{FFFE}", Err(TextError::Unprintable { place: 3, code: 0xFFFE })),
    ] {
        assert_eq!(Line::new(raw).as_ref().map(Line::as_str), expected.as_ref().copied(), "{raw:?}");
    }
    assert_eq!(Line::new(&"长".repeat(81)), Err(TextError::TooLong { has: 81, most: 80 }));
    let error = Line::new("a\u{202E}b").unwrap_err();
    assert_eq!(error.to_string(), "character 2, U+202E, cannot be shown");
}

#[test]
fn what_nobody_sees_is_left_out_of_a_text() {
    for (raw, kept) in [
        ("\u{FEFF}东苑\u{200B}小区", "东苑小区"),
        ("a\u{0}b\u{7}c\u{9F}", "abc"),
        ("soft\u{AD}ly\u{2060} \u{FFFC}read", "softly read"),
        ("\u{202D}138 0000 0000\u{202C}\u{200E}", "138 0000 0000"),
        ("one\ttwo\r\nthree\u{B}four\u{C}five\u{2028}six\u{85}seven", "one two three four five six seven"),
    ] {
        assert_eq!(Line::new(raw).as_ref().map(Line::as_str), Ok(kept), "{raw:?}");
    }
}

#[test]
fn every_line_end_is_the_same_in_a_note() {
    let note = Note::new("一\r\n二\r三\u{B}四\u{C}五\u{2028}六\u{2029}七\u{85}八\t九").map(String::from);
    assert_eq!(note.as_deref(), Ok("一\n二\n三\n四\n五\n六\n七\n八\t九"));
}

#[test]
fn what_a_text_is_made_of_survives() {
    for text in [
        "👩‍🔧 来修",
        "❤\u{FE0F} 1\u{FE0F}\u{20E3}",
        "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
        // A variant of a name's character.
        "葛\u{E0100}",
        // Mongolian with a selector and a separator of vowels, Tibetan, Uyghur with a mark of direction, Thai, Korean.
        "ᠪᠠᠶ\u{180B}\u{180E}ᠠ",
        "བོད་ཡིག",
        "ئۇيغۇرچە\u{200F}!",
        "ไทย",
        "한국\u{3164}어",
        // A new picture, and a character of a font.
        "\u{1FAFF}\u{E000}",
    ] {
        assert_eq!(Note::new(text).as_ref().map(Note::as_str), Ok(text));
    }
}

#[test]
fn marks_that_turn_the_writing_are_refused_where_they_could_turn_something() {
    for (raw, refused) in [
        ("\u{2068}东苑\u{2069}", false),
        ("\u{202D}abc\u{202C}", false),
        ("\u{2067}abc\u{2069}", true),
        ("\u{2068}ئۇيغۇر\u{2069}", true),
        ("\u{202B}abc\u{202C}", true),
    ] {
        assert_eq!(Note::new(raw).is_err(), refused, "{raw:?}");
    }
}

#[test]
fn a_text_that_shows_nothing_is_empty() {
    for blank in [
        "",
        "\u{3000}\u{A0}\n",
        "\u{200B}",
        "\u{3164}",
        "\u{2800}\u{2800}",
        "\u{115F}\u{1160}",
        "\u{FFA0}",
        "\u{E0041}\u{E007F}",
        "\u{301}\u{20DD}",
        "\u{200D}\u{FE0F}",
        "\u{FFFC}",
        "\u{FEFF}\u{0}",
    ] {
        assert!(is_blank(blank), "{blank:?}");
        assert_eq!(Line::new(blank), Err(TextError::Empty), "{blank:?}");
        assert_eq!(Note::optional(blank), Ok(None), "{blank:?}");
    }
    for seen in ["。", "1\u{20E3}", "👩", "\u{1FAFF}", "e\u{301}", "\u{600}"] {
        assert!(!is_blank(seen), "{seen:?}");
    }
}

#[test]
fn a_text_that_was_kept_is_read_as_it_is() {
    for kept in ["\u{3164}", "two\nlines", " a\u{200E}"] {
        assert_eq!(Line::try_from(kept.to_owned()).map(String::from), Ok(kept.to_owned()));
        assert_eq!(serde_json::from_value::<Line>(kept.into()).map(String::from).ok().as_deref(), Some(kept));
    }
    assert!(Line::try_from(String::new()).is_err() && Line::try_from("长".repeat(81)).is_err());
}
