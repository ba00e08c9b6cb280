//! What is wrong with a table, line by line, and how to put it right.

use desk::sheet::{SheetFault, SheetFaults, What};

use leptos::prelude::{Owner, provide_context};

use super::fault;
use crate::{t, text::Locale};

/// Each fault that is told, and how many more there are.
pub fn sheet(faults: &SheetFaults) -> Vec<String> {
    let mut said: Vec<String> = faults.told.iter().map(line).collect();
    let more = faults.total.saturating_sub(u32::try_from(said.len()).unwrap_or(u32::MAX));
    if more > 0 {
        said.push(t!("sheet-more", count = more));
    }
    said
}

/// The same where nobody reads a page: on the command line.
pub fn sheet_in(locale: Locale, faults: &SheetFaults) -> Vec<String> {
    Owner::new().with(|| {
        provide_context(locale);
        sheet(faults)
    })
}

fn line(fault: &SheetFault) -> String {
    let what = what(&fault.what);
    match (fault.line, fault.column.as_str()) {
        (0, _) => what,
        (line, "") => t!("sheet-line", line = line, what = what),
        (line, column) => t!("sheet-cell", line = line, column = column, what = what),
    }
}

fn what(what: &What) -> String {
    match what {
        What::Unreadable => t!("sheet-unreadable"),
        What::Header { expected } => t!("sheet-header", expected = expected.as_str()),
        What::Empty => t!("sheet-empty"),
        What::TooManyRows { most } => t!("sheet-too-many-rows", most = *most),
        What::Columns { has, expected } => t!("sheet-columns", has = *has, expected = *expected),
        What::Cell(one) => fault(one),
        What::Unknown { text } if is_spoilt(text) => t!("sheet-spoilt", text = text.as_str()),
        What::Unknown { text } => t!("sheet-unknown", text = text.as_str()),
        What::Unfit { text } => t!("sheet-unfit", text = text.as_str()),
        What::Twice { first } => t!("sheet-twice", first = *first),
    }
}

/// A long code that a spreadsheet program took for a number: `3.21012E+14`.
fn is_spoilt(text: &str) -> bool {
    text.split_once("E+").is_some_and(|(number, power)| {
        number.parse::<f64>().is_ok() && power.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_says_where_and_what_to_do() {
        let mut faults = SheetFaults::default();
        faults.add(3, "area", What::Unknown { text: "3.21012E+14".to_owned() });
        faults.add(4, "", What::Twice { first: 2 });
        faults.total += 7;
        let said = sheet(&faults);
        assert_eq!(
            said,
            [
                "第 3 行 area：“3.21012E+14”是被表格软件改坏的代码，请把这一列设成“文本”，再填一次",
                "第 4 行：和第 2 行重复",
                "另外还有 7 处。",
            ]
        );
        assert_eq!(sheet_in(Locale::En, &faults).len(), said.len());
        assert_ne!(sheet_in(Locale::En, &faults), said);
        assert!(!is_spoilt("E+") && !is_spoilt("gas") && !is_spoilt("SIZE+1x"));
    }
}
