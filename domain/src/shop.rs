//! The points shop (积分超市): goods and services for points, fetched at a named shop with a voucher.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{
    Area, HoldId, ItemId, Minutes, PersonId, Points, Timestamp, VoucherId, permit::MayRedeem, typed,
};

/// How long a voucher waits to be fetched. Then points and stock go back.
pub const VOUCHER_PERIOD: Minutes = Minutes::days(14);

/// A good or service on the shelf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: ItemId,
    pub slug: String,
    /// The area whose shop it stands in, and whose keepers hand it out.
    pub shop: Area,
    /// Where to fetch it: name and address of the shop.
    pub counter: String,
    pub name_zh: String,
    pub name_en: String,
    pub picture: String,
    pub price: Points,
    /// All pieces ever put on the shelf.
    pub stocked: u32,
    /// Pieces left: stocked minus live and redeemed vouchers.
    pub left: u32,
    pub retired: bool,
}

/// What a resident takes to the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voucher {
    pub id: VoucherId,
    pub code: VoucherCode,
    pub item: ItemId,
    pub owner: PersonId,
    pub price: Points,
    pub hold: HoldId,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    pub state: VoucherState,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum VoucherState {
    /// Points held, one piece set aside.
    Live,
    /// Handed out by a shop keeper; points spent.
    Redeemed { by: PersonId, at: Timestamp },
    /// Given back by its owner; points and piece returned.
    Cancelled { at: Timestamp },
    /// Not fetched in time; points and piece returned.
    Expired { at: Timestamp },
}

impl VoucherState {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Redeemed { .. } => "redeemed",
            Self::Cancelled { .. } => "cancelled",
            Self::Expired { .. } => "expired",
        }
    }
}

/// Why nothing was ordered from, or handed out by, the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum ShopRefusal {
    #[error("this is not offered any more")]
    Retired,
    #[error("nothing is left of it")]
    SoldOut,
    #[error("{short} points are missing")]
    TooFewPoints { short: u32 },
    #[error("the voucher was redeemed already")]
    AlreadyRedeemed { at: Timestamp },
    #[error("the voucher was given back")]
    AlreadyCancelled,
    #[error("the voucher has run out")]
    HasExpired,
    #[error("it is not time for the voucher to run out")]
    NotYet,
}

impl Item {
    /// May one piece go to somebody with `available` points? Stock is counted again by the store as it writes.
    pub fn offer(&self, available: Points) -> Result<(), ShopRefusal> {
        if self.retired {
            Err(ShopRefusal::Retired)
        } else if self.left == 0 {
            Err(ShopRefusal::SoldOut)
        } else if available < self.price {
            Err(ShopRefusal::TooFewPoints { short: self.price.saturating_sub(available).get() })
        } else {
            Ok(())
        }
    }
}

impl Voucher {
    /// 核销: handed out, once.
    pub fn redeem(self, permit: MayRedeem, at: Timestamp) -> Result<Self, ShopRefusal> {
        self.live()?;
        if at >= self.expires_at {
            return Err(ShopRefusal::HasExpired);
        }
        Ok(Self { state: VoucherState::Redeemed { by: permit.by(), at }, ..self })
    }

    /// Given back by its owner before it was fetched.
    pub fn cancel(self, at: Timestamp) -> Result<Self, ShopRefusal> {
        self.live()?;
        Ok(Self { state: VoucherState::Cancelled { at }, ..self })
    }

    pub fn expire(self, at: Timestamp) -> Result<Self, ShopRefusal> {
        self.live()?;
        if at < self.expires_at {
            return Err(ShopRefusal::NotYet);
        }
        Ok(Self { state: VoucherState::Expired { at }, ..self })
    }

    fn live(&self) -> Result<(), ShopRefusal> {
        match self.state {
            VoucherState::Live => Ok(()),
            VoucherState::Redeemed { at, .. } => Err(ShopRefusal::AlreadyRedeemed { at }),
            VoucherState::Cancelled { .. } => Err(ShopRefusal::AlreadyCancelled),
            VoucherState::Expired { .. } => Err(ShopRefusal::HasExpired),
        }
    }
}

/// The code on a voucher, in an alphabet without look-alikes (Crockford's base 32): `7K3M-9QTX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct VoucherCode([u8; 8]);

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a voucher code has eight letters and digits")]
pub struct VoucherCodeError;

impl VoucherCode {
    /// Forty bits of chance.
    pub fn new(chance: [u8; 8]) -> Self {
        Self(chance.map(|byte| ALPHABET[usize::from(byte % 32)]))
    }

    /// Without the dash, as it is stored.
    pub fn letters(&self) -> String {
        self.0.iter().map(|&b| char::from(b)).collect()
    }
}

impl fmt::Display for VoucherCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letters = self.letters();
        write!(f, "{}-{}", &letters[..4], &letters[4..])
    }
}

impl FromStr for VoucherCode {
    type Err = VoucherCodeError;
    /// Takes the code as people type it, in lower case too, and reads O as 0 and I, L as 1, as Crockford says.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let letters: Vec<u8> = typed::code(text)
            .chars()
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            })
            .map(|c| u8::try_from(c).ok().filter(|b| ALPHABET.contains(b)).ok_or(VoucherCodeError))
            .collect::<Result<_, _>>()?;
        letters.try_into().map(Self).map_err(|_| VoucherCodeError)
    }
}

impl Serialize for VoucherCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.letters())
    }
}

impl<'de> Deserialize<'de> for VoucherCode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voucher_code_forgives_what_people_mistype() {
        let code = VoucherCode::new([7, 0, 1, 31, 32, 20, 10, 255]);
        assert_eq!(code.to_string(), "701Z-0MAZ");
        for text in ["701z-0maz", "7OIZ OMAZ", "701Z0MAZ", "７０１ｚ－０ｍａｚ", "七零幺Z0MAZ"] {
            assert_eq!(text.parse(), Ok(code), "{text}");
        }
        for text in ["", "701Z-0MA", "701Z-0MAZ1", "701Z-0MAU", "甲01Z0MAZ"] {
            assert_eq!(text.parse::<VoucherCode>(), Err(VoucherCodeError), "{text}");
        }
    }
}
