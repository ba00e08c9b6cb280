//! The idempotency key: what makes sending a form twice the same as sending it once.
//!
//! A repeat is the same form with the same contents. A form that was changed after it was sent, as the browser's Back
//! button allows, is another ask, which is done or refused on its own merits.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use domain::RequestNumber;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A fingerprint of what a person sent, field by field and file by file, in the order in which it came.
#[derive(Debug, Clone, Default)]
pub struct Contents(Sha256);

impl Contents {
    /// The contents of a form that is sent to this address, before its first field.
    pub fn of(address: &str) -> Self {
        let mut contents = Self::default();
        contents.add("", address.as_bytes());
        contents
    }

    /// Takes a file in.
    pub fn add_file(&mut self, name: &str, file: Fingerprint) {
        self.add(name, &file.0.finalize());
    }

    /// Takes a field in.
    pub fn add(&mut self, name: &str, value: &[u8]) {
        for bytes in [name.as_bytes(), value] {
            // Its length goes first, so that no other contents give the same bytes.
            self.0.update((bytes.len() as u64).to_be_bytes());
            self.0.update(bytes);
        }
    }
}

/// The fingerprint of a file, taken as its bytes arrive: it counts alike whether or not the file is kept.
#[derive(Debug, Clone, Default)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
}

/// The key of one ask, made of the form and its contents. All clones of an ask share it, so that whoever asked learns from
/// it whether the answer is a repeated one.
#[derive(Debug, Clone)]
pub struct IdempotencyKey {
    id: Uuid,
    repeated: Arc<AtomicBool>,
}

impl IdempotencyKey {
    /// `form` is fresh each time a form is shown.
    pub fn new(form: Uuid, contents: &Contents) -> Self {
        let digest = Sha256::new().chain_update(form.as_bytes()).chain_update(contents.0.clone().finalize());
        let mut half = [0; 16];
        half.copy_from_slice(&digest.finalize()[..16]);
        Self { id: Uuid::from_bytes(half), repeated: Arc::default() }
    }

    /// The key of that part of the ask which is about one slip of several.
    pub(crate) fn about(&self, number: RequestNumber) -> Self {
        let id = Uuid::from_u128(self.id.as_u128() ^ u128::from(number.value()));
        Self { id, repeated: Arc::default() }
    }

    /// Under which the answer is kept.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Was this ask answered before? Then nothing was done this time.
    pub fn is_repeated(&self) -> bool {
        self.repeated.load(Ordering::Relaxed)
    }

    pub(crate) fn set_repeated(&self) {
        self.repeated.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(form: u128, address: &str, fields: &[(&str, &str)]) -> Uuid {
        let mut contents = Contents::of(address);
        fields.iter().for_each(|(name, value)| contents.add(name, value.as_bytes()));
        IdempotencyKey::new(Uuid::from_u128(form), &contents).id()
    }

    #[test]
    fn the_same_form_with_the_same_contents_has_the_same_key_and_no_other_has() {
        let one = key(1, "/do/rate", &[("grade", "5"), ("comment", "")]);
        assert_eq!(key(1, "/do/rate", &[("grade", "5"), ("comment", "")]), one);
        for other in [
            key(2, "/do/rate", &[("grade", "5"), ("comment", "")]),
            key(1, "/do/check", &[("grade", "5"), ("comment", "")]),
            key(1, "/do/rate", &[("grade", "4"), ("comment", "")]),
            key(1, "/do/rate", &[("grade", "5")]),
            key(1, "/do/rate", &[("grade", "5comment"), ("", "")]),
            key(1, "/do/rate", &[("comment", ""), ("grade", "5")]),
        ] {
            assert_ne!(other, one);
        }
    }
}
