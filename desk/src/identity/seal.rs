//! A keyed hash of what must be recognised and must not be read.

use hmac::{Hmac, Mac};
use sha2::Sha256;

/// HMAC-SHA256 in hex. `purpose` keeps what is sealed for one use from passing for another, and each part carries its
/// length, so that no two lists of parts are the same message.
pub(crate) fn seal(secret: &[u8], purpose: &str, parts: &[&[u8]]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes a key of any length");
    for part in std::iter::once(&purpose.as_bytes()).chain(parts) {
        mac.update(&part.len().to_be_bytes());
        mac.update(part);
    }
    let digest = mac.finalize().into_bytes();
    let mut hex = String::with_capacity(2 * digest.len());
    for byte in digest {
        hex.push_str(&format!("{byte:02x}"));
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::seal;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let sealed = seal(b"secret", "code", &[b"ab", b"c"]);
        assert_eq!(sealed.len(), 64);
        assert_eq!(sealed, seal(b"secret", "code", &[b"ab", b"c"]));
        assert_ne!(sealed, seal(b"secret", "code", &[b"a", b"bc"]));
        assert_ne!(sealed, seal(b"secret", "cod", &[b"eab", b"c"]));
        assert_ne!(sealed, seal(b"secret", "phone", &[b"ab", b"c"]));
        assert_ne!(sealed, seal(b"other", "code", &[b"ab", b"c"]));
    }
}
