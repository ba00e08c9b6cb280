//! A voucher given back by its owner.

use domain::{VoucherId, shop::Voucher};

use super::{Redemption, take, undo};
use crate::{Ask, Error, Result, writing::begin};

/// Gives it back. Whoever it does not belong to hears what one hears of a voucher that does not exist.
pub async fn cancel(ask: &Ask, id: VoucherId) -> Result<Voucher> {
    let mut w = begin!(ask, "cancel_voucher");
    let Redemption { voucher, item } = take(&mut w, id).await?;
    if voucher.owner != ask.person()? {
        return Err(Error::NotFound);
    }
    let redemption = Redemption { voucher: voucher.cancel(ask.at)?, item };
    undo(&mut w, &redemption, ask.at).await?;
    w.reply(redemption.voucher).await
}
