//! What others may see of a person: masks by default (`standards.md` of the field: 138****5678, first
//! character of the name, address to the building). The full value only by an explicit, logged "show".

/// `138****5678`.
pub fn phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().collect();
    match digits.len() {
        0..=7 => "****".to_owned(),
        n => digits[..3]
            .iter()
            .chain("****".chars().collect::<Vec<_>>().iter())
            .chain(&digits[n - 4..])
            .collect(),
    }
}

/// `王*`, whatever the length, so that the length gives nothing away.
pub fn name(name: &str) -> String {
    name.chars().next().map_or_else(|| "*".to_owned(), |first| format!("{first}*"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn masks_keep_what_the_norm_allows() {
        assert_eq!(super::phone("13812345678"), "138****5678");
        assert_eq!(super::phone("12345"), "****");
        assert_eq!(super::name("王小明"), "王*");
        assert_eq!(super::name("王"), "王*");
        assert_eq!(super::name(""), "*");
    }
}
