//! What people type, paste and say, and what is read of it.

use domain::{
    Limit, Timestamp,
    text::{Line, Note},
    typed::{NumberFault, code, digits, folded, folded_char, number, phone, plain},
};

#[test]
fn a_phone_is_read_however_it_came() {
    for typed in [
        "13800000000",
        "138 0000 0000",
        "１３８００００００００",
        "+86 138-0000-0000",
        "＋８６１３８００００００００",
        "0086 13800000000",
        "8613800000000",
        "(+86) 138 0000 0000",
        "（138）0000—0000",
        "138.0000.0000",
        "138\u{A0}0000\u{2009}0000",
        "138‑0000‒0000",
        "138ー0000─0000",
        "\u{202D}138 0000 0000\u{202C}",
        "\u{2068}138\u{200B}00000000\u{2069}\u{FEFF}",
        "138\u{AD}0000\u{FE0F}0000",
        "一三八零零〇〇零零零零",
        "幺三八00000000",
        "١٣٨٠٠٠٠٠٠٠٠",
        "༡༣༨༠༠༠༠༠༠༠༠",
        "\t13800000000\r\n",
    ] {
        assert_eq!(phone(typed).as_deref(), Some("13800000000"), "{typed:?}");
    }
    for typed in ["+1 3800000000", "138000000OO", "13800000000#1", "138****0000", "电话13800000000"] {
        assert_eq!(phone(typed), None, "{typed:?}");
    }
    assert_eq!(phone("+86 138").as_deref(), Some("138"), "a part of one, as a search has it");
}

#[test]
fn a_code_is_read_however_it_came() {
    for typed in [
        "123456",
        " 123 456\n",
        "123-456",
        "１２３４５６",
        "一二三四五六",
        "123\u{200B}456",
        "【123456】",
        "①②③④⑤⑥",
    ] {
        assert_eq!(digits(typed).as_deref(), Some("123456"), "{typed:?}");
    }
    assert_eq!(code("7k3m－9qtx"), "7k3m9qtx");
    assert_eq!(code("12345x"), "12345x");
    assert_eq!(digits("12345x"), None);
    assert_eq!(digits(" \u{3000}\u{200B}").as_deref(), Some(""));
}

#[test]
fn a_number_is_read_however_it_came() {
    for (typed, read) in [
        ("15", 15),
        (" １５ ", 15),
        ("\u{200E}15\u{FEFF}", 15),
        ("015", 15),
        ("1,500", 1500),
        ("１，５００", 1500),
        ("1 500 000", 1_500_000),
        ("零", 0),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("九十九", 99),
        ("一五", 15),
        ("一百", 100),
        ("一百零五", 105),
        ("一百一十五", 115),
        ("两百", 200),
        ("三千零五十", 3050),
        ("一万", 10_000),
        ("5万", 50_000),
        ("十二万三千", 123_000),
        ("一万零五", 10_005),
        ("4294967295", u32::MAX),
    ] {
        assert_eq!(number(typed), Ok(read), "{typed:?}");
    }
    for typed in [
        "",
        " ",
        "十五个",
        "15.5",
        "-5",
        "+5",
        "1,50",
        "15 20",
        "一百五",
        "一万五",
        "百",
        "万",
        "十十",
        "百十千",
        "1十2十",
    ] {
        assert_eq!(number(typed), Err(NumberFault::Unreadable), "{typed:?}");
    }
    for typed in ["4294967296", "９９９９９９９９９９９９", "99999999万"] {
        assert_eq!(number(typed), Err(NumberFault::TooLarge), "{typed:?}");
    }
}

#[test]
fn a_day_is_read_however_it_came() {
    let day = Timestamp::of_day("2026-11-21");
    assert!(day.is_some());
    for typed in [
        "２０２６－１１－２１",
        "2026/11/21",
        "2026.11.21",
        "2026 11 21",
        "20261121",
        "2026年11月21日",
        "二〇二六年十一月二十一日",
        "\u{200E}2026\u{2010}11\u{2010}21\u{200B}",
    ] {
        assert_eq!(Timestamp::of_day(typed), day, "{typed:?}");
    }
    for typed in ["26-11-21", "11-21", "2026-13-01", "2026-02-30", "2026-11-21 10:00", "21.11.2026", "今天"]
    {
        assert_eq!(Timestamp::of_day(typed), None, "{typed:?}");
    }
}

#[test]
fn a_search_does_not_mind_how_either_side_was_typed() {
    for (sought, said) in [
        ("3号楼", "３号楼"),
        ("东苑小区18幢", "东苑小区 18 幢"),
        ("东苑小区　18　幢", "东苑小区18幢"),
        ("3-502", "３－５０２"),
        ("3 - 502", "3—502"),
        ("A座", "ａ 座"),
        ("B3", "b 3"),
        ("东苑", "东\u{200B}苑"),
        ("wi-fi", "Wi‑Fi"),
        ("cafe\u{301}", "CAFÉ"),
        ("㎡", "m2"),
        ("ﾃﾚﾋﾞ", "テレビ"),
    ] {
        assert_eq!(folded(sought), folded(said), "{sought} {said}");
    }
    for (one, other) in [("3 502", "3502"), ("wi fi", "wifi"), ("1幢", "11幢")] {
        assert_ne!(folded(one), folded(other), "{one} {other}");
    }
    assert_eq!(folded("Ｗｉ-Ｆｉ  坏了 - 3 楼 "), "wi fi坏了3楼");
}

/// Texts of characters from all over Unicode, the troublesome ones often.
fn any_texts() -> impl Iterator<Item = String> {
    const TROUBLE: &[char] = &[
        ' ',
        '-',
        '0',
        '9',
        '.',
        ',',
        '+',
        '\r',
        '\n',
        '\t',
        '\0',
        '\u{B}',
        '\u{AD}',
        '\u{200B}',
        '\u{200D}',
        '\u{200E}',
        '\u{202E}',
        '\u{2066}',
        '\u{2800}',
        '\u{3000}',
        '\u{3164}',
        '\u{115F}',
        '\u{1161}',
        '\u{301}',
        '\u{345}',
        '\u{FE0F}',
        '\u{FEFF}',
        '\u{FFFC}',
        '\u{E0041}',
        'İ',
        'Σ',
        'ẞ',
        'ſ',
        'Å',
        'ﬁ',
        '１',
        'Ａ',
        '－',
        '一',
        '十',
        '百',
        '万',
        '两',
        '零',
        '幺',
        '楼',
        'א',
        'ئ',
        '٣',
        '🏴',
        '👩',
    ];
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap()
    };
    (0..40_000).map(move |_| {
        let length = next(12);
        (0..length)
            .filter_map(|_| match next(3) {
                0 => char::from_u32(u32::try_from(next(0x11_0000)).unwrap()),
                1 => char::from_u32(u32::try_from(next(0x3400)).unwrap()),
                _ => Some(TROUBLE[next(TROUBLE.len())]),
            })
            .collect()
    })
}

#[test]
fn reading_twice_is_reading_once_whatever_was_typed() {
    let each = (0..0x11_0000).filter_map(char::from_u32).map(String::from);
    for text in each.chain(any_texts()) {
        let once = plain(&text);
        assert_eq!(plain(&once), once, "{text:?}");
        let once = folded(&text);
        assert_eq!(folded(&once), once, "{text:?}");
        if let Some(read) = digits(&text) {
            assert_eq!(digits(&read), Some(read.clone()), "{text:?}");
        }
        if let Some(phone) = phone(&text) {
            assert!(phone.bytes().all(|byte| byte.is_ascii_digit()), "{text:?}");
        }
        if let Ok(read) = number(&text) {
            assert_eq!(number(&read.to_string()), Ok(read), "{text:?}");
        }
        if let Some(day) = Timestamp::of_day(&text) {
            assert_eq!(Timestamp::of_day(&day.civil().date().to_string()), Some(day), "{text:?}");
        }
        if let Ok(limit) = text.parse::<Limit>() {
            assert_eq!(limit.to_string().parse(), Ok(limit), "{text:?}");
        }
        if let Ok(line) = Line::new(&text) {
            assert_eq!(Line::new(line.as_str()), Ok(line), "{text:?}");
        }
        if let Ok(note) = Note::new(&text) {
            assert_eq!(Note::new(note.as_str()), Ok(note), "{text:?}");
        }
    }
}

#[test]
fn a_character_by_itself_folds_as_it_does_in_a_text() {
    for c in "Ａａ１①㎡灯ﾃ😀\u{200B}".chars() {
        assert_eq!(folded_char(c).collect::<String>(), folded(&c.to_string()), "{c:?}");
    }
}
