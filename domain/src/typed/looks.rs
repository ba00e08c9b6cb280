//! How a character looks, by what Unicode says of it: whether anybody sees it, and what becomes of it in a text that is kept.

use icu_properties::{
    CodePointMapData, CodePointMapDataBorrowed, CodePointSetData, CodePointSetDataBorrowed,
    props::{BidiClass, Dash, DefaultIgnorableCodePoint, GeneralCategory, NoncharacterCodePoint},
};

const CATEGORY: CodePointMapDataBorrowed<'static, GeneralCategory> = CodePointMapData::new();
const DIRECTION: CodePointMapDataBorrowed<'static, BidiClass> = CodePointMapData::new();
/// Joiners, selectors, fillers, tags, directions: what is there to change others.
const IGNORABLE: CodePointSetDataBorrowed<'static> = CodePointSetData::new::<DefaultIgnorableCodePoint>();
const DASH: CodePointSetDataBorrowed<'static> = CodePointSetData::new::<Dash>();
const NO_CHARACTER: CodePointSetDataBorrowed<'static> = CodePointSetData::new::<NoncharacterCodePoint>();

/// What becomes of a character in a text that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Kept,
    EndsLine,
    /// Nobody sees that it is gone.
    Dropped,
    /// It has no place in a text, and leaving it out might change how the rest reads.
    Unfit,
}

/// `leftward`: something in the text runs from right to left, so that marks of direction matter.
pub fn fate(c: char, leftward: bool) -> Fate {
    match c {
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::EndsLine,
        '\t' => Fate::Kept,
        // A single mark of direction ends with the next letter; the others turn all that follows, perhaps beyond the text.
        '\u{200E}' | '\u{200F}' | '\u{61C}' if leftward => Fate::Kept,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' if leftward => Fate::Unfit,
        // Joiners, the Mongolian separator and the tags of flags shape what stands beside them.
        '\u{200C}' | '\u{200D}' | '\u{180E}' | '\u{E0020}'..='\u{E007F}' => Fate::Kept,
        // Notes between the lines, and the place of a picture that was not pasted along.
        '\u{FFF9}'..='\u{FFFC}' => Fate::Dropped,
        c if c.is_control() => Fate::Dropped,
        c if NO_CHARACTER.contains(c) => Fate::Unfit,
        c if IGNORABLE.contains(c) && CATEGORY.get(c) == GeneralCategory::Format => Fate::Dropped,
        _ => Fate::Kept,
    }
}

/// A letter of a script that runs from right to left, or a mark that makes others run so.
pub fn runs_leftward(c: char) -> bool {
    let direction = DIRECTION.get(c);
    matches!(c, '\u{202B}' | '\u{202E}' | '\u{2067}')
        || (c != '\u{200F}' && c != '\u{61C}')
            && (direction == BidiClass::RightToLeft || direction == BidiClass::ArabicLetter)
}

/// Has no look of its own.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || IGNORABLE.contains(c)
        || NO_CHARACTER.contains(c)
        || matches!(c, '\u{FFF9}'..='\u{FFFC}')
}

/// Shows something by itself. What may be a new picture is thought to be one.
pub fn shows(c: char) -> bool {
    let category = CATEGORY.get(c);
    !(c.is_whitespace()
        || is_invisible(c)
        // The empty pattern of braille, and a note without its head.
        || matches!(c, '\u{2800}' | '\u{1D159}')
        || category == GeneralCategory::NonspacingMark
        || category == GeneralCategory::EnclosingMark)
}

pub fn is_dash(c: char) -> bool {
    DASH.contains(c)
}

pub fn is_bracket(c: char) -> bool {
    matches!(CATEGORY.get(c), GeneralCategory::OpenPunctuation | GeneralCategory::ClosePunctuation)
}
