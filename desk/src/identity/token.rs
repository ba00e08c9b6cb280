//! The session cookie: 32 bytes of chance, in an alphabet fit for cookies.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What the browser keeps. Whoever has it is whoever signed in with it, so it is in no log and no table.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; 32]);

impl Token {
    pub const fn of(chance: [u8; 32]) -> Self {
        Self(chance)
    }

    /// Reads a cookie. `None`: no token was ever written like this.
    pub fn read(cookie: &str) -> Option<Self> {
        URL_SAFE_NO_PAD.decode(cookie).ok()?.try_into().ok().map(Self)
    }

    /// The value of the cookie.
    pub fn cookie(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// The key of the session in the store: half of a SHA-256.
    pub fn hash(&self) -> Uuid {
        let digest = Sha256::digest(self.0);
        let mut half = [0; 16];
        half.copy_from_slice(&digest[..16]);
        Uuid::from_bytes(half)
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The key of the session that a cookie stands for, if it is a cookie of ours at all.
pub fn token_hash(cookie: &str) -> Option<Uuid> {
    Token::read(cookie).map(|token| token.hash())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_read_as_it_was_written_and_no_other_way() {
        let token = Token::of([0xA7; 32]);
        let cookie = token.cookie();
        assert_eq!(Token::read(&cookie), Some(token.clone()));
        assert_eq!(token_hash(&cookie), Some(token.hash()));
        for forged in ["", "x", "not base64!", &cookie[1..], &format!("{cookie}A"), &format!("{cookie}=")] {
            assert_eq!(token_hash(forged), None, "{forged:?}");
        }
        assert_eq!(format!("{token:?}"), "Token(…)");
    }
}
