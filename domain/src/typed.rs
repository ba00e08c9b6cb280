//! The one reader for what a person types as a number, a phone, a code or a day, and the one folding for searches.
//!
//! People type in full width, paste spaces, dashes, brackets and marks that nobody sees, and speak digits that arrive as
//! Chinese characters. Every form, file, search and command reads them here, so that none refuses what another takes.

pub(crate) mod looks;

use std::{borrow::Cow, iter};

use icu_normalizer::ComposingNormalizerBorrowed;
use jiff::civil::Date;

use self::looks::{is_bracket, is_dash, is_invisible};

/// Unicode's compatibility form: one width, one character for each look.
const NFKC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfkc();

/// Why something is no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberFault {
    #[error("not a number")]
    Unreadable,
    #[error("the number is too large")]
    TooLarge,
}

/// The text in one width, with one kind of space and one kind of dash, and without what nobody sees.
pub fn plain(raw: &str) -> Cow<'_, str> {
    // As nearly everything is: stored limits are read on every page.
    if raw.chars().all(|c| matches!(c, ' '..='~' | '\u{4E00}'..='\u{9FFF}')) {
        return Cow::Borrowed(raw.trim());
    }
    let one_kind = |c: char| match c {
        c if c.is_whitespace() => Some(' '),
        c if is_dash(c) => Some('-'),
        c if is_invisible(c) => None,
        c => Some(c),
    };
    // What the compatibility form makes of a character may be a space of another kind.
    let seen = raw.chars().filter(|c| c.is_whitespace() || !is_invisible(*c));
    let plain: String = NFKC.normalize_iter(seen).filter_map(one_kind).collect();
    Cow::Owned(plain.trim().to_owned())
}

/// The letters and digits of a code. Whatever only groups them is left out, and spoken digits are digits.
pub fn code(raw: &str) -> Cow<'_, str> {
    if raw.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Cow::Borrowed(raw);
    }
    let plain = plain(raw);
    let written = plain.chars().filter(|c| !groups(*c));
    Cow::Owned(written.map(|c| digit(c).unwrap_or(c)).collect())
}

/// The digits, if they are all there is.
pub fn digits(raw: &str) -> Option<Cow<'_, str>> {
    Some(code(raw)).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The digits of a phone of this country, or of a part of one: without `+86`, `0086`, or `86` before eleven digits.
pub fn phone(raw: &str) -> Option<String> {
    let code = code(raw);
    let national = match code.strip_prefix('+') {
        Some(abroad) => abroad.strip_prefix("86")?,
        None => match code.strip_prefix("0086") {
            Some(national) => national,
            None => code.strip_prefix("86").filter(|national| national.len() == 11).unwrap_or(&code),
        },
    };
    national.bytes().all(|byte| byte.is_ascii_digit()).then(|| national.to_owned())
}

/// A whole number: `15`, `１５`, `1,500`, `十五`, `一五`.
pub fn number(raw: &str) -> Result<u32, NumberFault> {
    let plain = plain(raw);
    let text = without_thousands(&plain).ok_or(NumberFault::Unreadable)?;
    match written(&text) {
        Some(digits) => digits.parse().map_err(|_| NumberFault::TooLarge),
        None => quantity(&text),
    }
}

/// A day: `2026-11-21`, `2026/11/21`, `2026.11.21`, `20261121`, `2026年11月21日`.
pub fn day(raw: &str) -> Option<Date> {
    let plain = plain(raw);
    let parts: Vec<&str> =
        plain.split(['-', '/', '.', ' ', '年', '月', '日', '号']).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match *parts.as_slice() {
        [year, month, day] => (year, month, day),
        [whole] if whole.len() == 8 && whole.is_ascii() => (&whole[..4], &whole[4..6], &whole[6..]),
        _ => return None,
    };
    if year.chars().count() != 4 || [month, day].iter().any(|part| part.chars().count() > 3) {
        return None;
    }
    let [year, month, day] = [year, month, day].map(|part| number(part).ok());
    Date::new(i16::try_from(year?).ok()?, i8::try_from(month?).ok()?, i8::try_from(day?).ok()?).ok()
}

/// The text as a search compares it: in one width and in small letters, without what nobody sees. Spaces and dashes stand
/// only where they keep two words or two numbers apart: `东苑小区 18 幢` is `东苑小区18幢`, and `３－５０２` is `3 502`.
pub fn folded(text: &str) -> String {
    // Small letters may have another compatibility form, and that again capitals.
    let once = NFKC.normalize_iter(small(text.chars()));
    let mut folded = String::with_capacity(text.len());
    let (mut last, mut apart) = (None, false);
    for c in small(once) {
        if c.is_whitespace() || is_dash(c) {
            apart = true;
            continue;
        }
        if apart
            && let Some(side) = last.and_then(Side::of)
            && Side::of(c) == Some(side)
        {
            folded.push(' ');
        }
        folded.push(c);
        (last, apart) = (Some(c), false);
    }
    NFKC.normalize(&folded).into_owned()
}

/// A character by itself as [`folded`] has it: nothing, itself, or what its compatibility form consists of.
pub fn folded_char(c: char) -> impl Iterator<Item = char> {
    small(NFKC.normalize_iter(small(iter::once(c))))
}

fn small(chars: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    chars.filter(|c| c.is_whitespace() || !is_invisible(*c)).flat_map(char::to_lowercase)
}

/// What a space or a dash keeps apart from its like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Digit,
    Letter,
}

impl Side {
    /// The scripts from the radicals on are written without spaces.
    fn of(c: char) -> Option<Self> {
        match c {
            '\u{2E80}'.. => None,
            c if c.is_numeric() => Some(Self::Digit),
            c if c.is_alphabetic() => Some(Self::Letter),
            _ => None,
        }
    }
}

/// Only makes a long number easier to read. `plain` has made all spaces and nearly all dashes one; input methods write
/// the last of these for a dash.
fn groups(c: char) -> bool {
    matches!(c, ' ' | '-' | '.' | ',' | '/' | '_' | '~' | '·' | '•' | '・' | '─' | '━' | 'ー')
        || is_bracket(c)
}

/// The zeros of the digits in use here beside ours: Arabic, Uyghur, Tibetan, Mongolian, Dai.
const ZEROS: [char; 5] = ['\u{660}', '\u{6F0}', '\u{F20}', '\u{1810}', '\u{19D0}'];

/// The digit that a character writes, in ASCII.
fn digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '〇' | '零' | '○' => 0,
        '一' | '壹' | '幺' => 1,
        '二' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        c => ZEROS
            .iter()
            .find_map(|&zero| u32::from(c).checked_sub(zero.into()).filter(|value| *value < 10))?,
    };
    char::from_digit(value, 10)
}

/// The text in ASCII digits, if it writes digits and nothing else.
fn written(text: &str) -> Option<String> {
    if text.is_empty() { None } else { text.chars().map(digit).collect() }
}

/// `1,500` and `1 500` are one number, `15,20` and `15 20` are two.
fn without_thousands(text: &str) -> Option<String> {
    let mut groups = text.split([',', ' ']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let three = |group: &&str| group.chars().count() == 3 && written(group).is_some();
    let fits = rest.is_empty() || (first.chars().count() <= 3 && rest.iter().all(three));
    fits.then(|| rest.iter().fold(first.to_owned(), |number, group| number + group))
}

/// A quantity in Chinese words: `十五`, `两百`, `一千零五`, `三万`. One that people understand in two ways, as `一百五`, is none.
fn quantity(text: &str) -> Result<u32, NumberFault> {
    let Some((above, below)) = text.split_once(['万', '萬']) else {
        return below_ten_thousand(text, false);
    };
    let above = match written(above) {
        Some(digits) => digits.parse().map_err(|_| NumberFault::TooLarge)?,
        None => below_ten_thousand(above, false)?,
    };
    let below = if below.is_empty() { 0 } else { below_ten_thousand(below, true)? };
    above.checked_mul(10_000).and_then(|above: u32| above.checked_add(below)).ok_or(NumberFault::TooLarge)
}

/// `rest`: it follows a 万, so that a digit alone does not say what it counts.
fn below_ten_thousand(text: &str, rest: bool) -> Result<u32, NumberFault> {
    let (mut sum, mut count, mut last_unit, mut zero) = (0, None, None, false);
    for c in text.chars() {
        let unit = match c {
            '十' | '拾' => 10,
            '百' | '佰' => 100,
            '千' | '仟' => 1000,
            '两' if count.is_none() => {
                count = Some(2);
                continue;
            }
            c => match (digit(c).and_then(|digit| digit.to_digit(10)), count) {
                (Some(0), None) => {
                    zero = true;
                    continue;
                }
                (Some(digit), None) => {
                    count = Some(digit);
                    continue;
                }
                _ => return Err(NumberFault::Unreadable),
            },
        };
        // Fifteen is 十五; nothing else is counted without saying how often.
        let times = count.take().or((unit == 10).then_some(1)).ok_or(NumberFault::Unreadable)?;
        if last_unit.is_some_and(|last| unit >= last) {
            return Err(NumberFault::Unreadable);
        }
        sum += times * unit;
        (last_unit, zero) = (Some(unit), false);
    }
    match (count, last_unit) {
        (None, None) => Err(NumberFault::Unreadable),
        (None, Some(_)) => Ok(sum),
        (Some(ones), Some(10)) => Ok(sum + ones),
        (Some(ones), None) if !rest || zero => Ok(ones),
        (Some(ones), Some(_)) if zero => Ok(sum + ones),
        (Some(_), _) => Err(NumberFault::Unreadable),
    }
}
