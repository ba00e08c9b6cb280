//! Many at once, in a statement whose text is always the same. Neither engine takes the other's lists, so such a statement
//! has a number of places, and those that are left over are filled up with the first one again.

/// All of them, as many at a time as the statement has places.
pub(crate) fn places<T: Copy, const N: usize>(all: &[T]) -> impl Iterator<Item = [T; N]> {
    all.chunks(N).filter_map(|some| {
        let first = *some.first()?;
        Some(std::array::from_fn(|place| some.get(place).copied().unwrap_or(first)))
    })
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn the_last_places_are_filled_up() {
        let found: Vec<[u8; 2]> = places(&[1, 2, 3]).collect();
        assert_eq!(found, [[1, 2], [3, 3]]);
        assert_eq!(places::<u8, 2>(&[]).count(), 0);
    }
}
