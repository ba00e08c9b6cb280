//! Many at once, in a statement whose text is always the same. Neither engine takes the other's lists, so such a statement
//! has a number of places, and those that are left over are filled up with the first one again.

/// So many places are enough for what is on a page, so that it is looked up in one go.
pub(crate) const MANY: usize = 32;

/// Their names in a statement.
macro_rules! many {
    () => {
        "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, \
         $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32"
    };
}
pub(crate) use many;

/// All of them, as many at a time as the statement has places.
pub(crate) fn places<T: Copy, const N: usize>(all: &[T]) -> impl Iterator<Item = [T; N]> {
    all.chunks(N).filter_map(|some| {
        let first = *some.first()?;
        Some(std::array::from_fn(|place| some.get(place).copied().unwrap_or(first)))
    })
}

#[cfg(test)]
mod tests {
    use super::{MANY, places};

    #[test]
    fn each_place_has_a_name() {
        assert!(many!().ends_with(&format!(", ${MANY}")));
        assert_eq!(many!().split(", ").count(), MANY);
    }

    #[test]
    fn the_last_places_are_filled_up() {
        let found: Vec<[u8; 2]> = places(&[1, 2, 3]).collect();
        assert_eq!(found, [[1, 2], [3, 3]]);
        assert_eq!(places::<u8, 2>(&[]).count(), 0);
    }
}
