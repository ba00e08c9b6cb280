//! What is kept of an answer, so that a repeat of its ask can be given it again: as little as finds it, and nothing that
//! people wrote.

use domain::{
    ItemId, PostId, Request, RequestNumber, ServiceId, Unit, UnitId, VoucherId,
    catalogue::{Admission, Service},
    shop::{Item, Voucher},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use store::Conn;

use crate::{
    Error, Result,
    admin::{responsibility, services},
    several::Outcome,
    shop::{self, AtCounter},
};

pub(crate) trait Answer: Sized {
    /// What is kept, as it is read again.
    type Kept: DeserializeOwned + Send;

    fn kept(&self) -> impl Serialize;

    /// What was answered, as it stands now.
    fn again(kept: Self::Kept, conn: &mut Conn) -> impl Future<Output = Result<Self>> + Send;
}

/// Numbers, ids and names of the house's own say nothing about anybody: these answers are kept whole.
macro_rules! kept_whole {
    ($($answer:ty),+ $(,)?) => {$(
        impl Answer for $answer {
            type Kept = Self;

            fn kept(&self) -> impl Serialize {
                self
            }

            async fn again(kept: Self, _: &mut Conn) -> Result<Self> {
                Ok(kept)
            }
        }
    )+};
}

kept_whole!((), u32, RequestNumber, PostId, Admission, Outcome, services::Imported, responsibility::Imported,);

/// A slip. Its revision is there for `sandan check`, which looks whether every step that was answered for is there.
#[derive(Serialize, Deserialize)]
pub(crate) struct Slip {
    number: RequestNumber,
    revision: u32,
}

impl Answer for Request {
    type Kept = Slip;

    fn kept(&self) -> impl Serialize {
        Slip { number: self.number, revision: self.revision }
    }

    async fn again(kept: Slip, conn: &mut Conn) -> Result<Self> {
        store::request::find(conn, kept.number).await?.ok_or(Error::NotFound)
    }
}

/// A voucher. Its code, for which goods are handed out, is not kept.
#[derive(Serialize, Deserialize)]
pub(crate) struct Issued {
    voucher: VoucherId,
}

impl Answer for Voucher {
    type Kept = Issued;

    fn kept(&self) -> impl Serialize {
        Issued { voucher: self.id }
    }

    async fn again(kept: Issued, conn: &mut Conn) -> Result<Self> {
        store::voucher::find(conn, kept.voucher).await?.ok_or(Error::NotFound)
    }
}

impl Answer for AtCounter {
    type Kept = Issued;

    fn kept(&self) -> impl Serialize {
        self.redemption.voucher.kept()
    }

    async fn again(kept: Issued, conn: &mut Conn) -> Result<Self> {
        let voucher = Voucher::again(kept, conn).await?;
        shop::at_counter(conn, voucher).await
    }
}

impl Answer for Service {
    type Kept = ServiceId;

    fn kept(&self) -> impl Serialize {
        self.id
    }

    async fn again(kept: ServiceId, conn: &mut Conn) -> Result<Self> {
        store::service::find(conn, kept).await?.ok_or(Error::NotFound)
    }
}

impl Answer for Unit {
    type Kept = UnitId;

    fn kept(&self) -> impl Serialize {
        self.id
    }

    async fn again(kept: UnitId, conn: &mut Conn) -> Result<Self> {
        store::unit::find(conn, kept).await?.ok_or(Error::NotFound)
    }
}

impl Answer for Item {
    type Kept = ItemId;

    fn kept(&self) -> impl Serialize {
        self.id
    }

    async fn again(kept: ItemId, conn: &mut Conn) -> Result<Self> {
        store::shop::find(conn, kept).await?.ok_or(Error::NotFound)
    }
}
