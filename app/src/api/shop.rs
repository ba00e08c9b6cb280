//! Forms of the points shop and its counter.

use domain::{Points, VoucherId};
use leptos::prelude::*;

use crate::{
    forms::{Done, Next, Spec, submit},
    notice,
};

/// Takes something from the shelf, at the price that was read.
#[server(prefix = "/do", endpoint = "redeem")]
pub async fn redeem() -> Done {
    submit(Spec::new("redeem"), |ask, form| async move {
        let price = form.parsed::<u32>("price").ok().and_then(|price| Points::new(price).ok());
        let voucher = desk::shop::order_at(&ask, &form.text("item"), price).await?;
        Ok(Next::to(format!("/me/vouchers/{}", voucher.id)).told(notice!("notice-redeemed")))
    })
    .await
}

/// Gives a voucher back.
#[server(prefix = "/do", endpoint = "cancel-voucher")]
pub async fn cancel_voucher() -> Done {
    submit(Spec::new("cancel-voucher"), |ask, form| async move {
        let voucher = desk::shop::cancel(&ask, form.part::<VoucherId>("voucher")?).await?;
        Ok(Next::back().told(notice!("notice-voucher-cancelled", points = voucher.price)))
    })
    .await
}

/// Hands out what a voucher promises.
#[server(prefix = "/do", endpoint = "hand-out")]
pub async fn hand_out() -> Done {
    submit(Spec::new("hand-out"), |ask, form| async move {
        let handed = desk::shop::hand_out(&ask, &form.text("code")).await?;
        Ok(Next::to("/counter").told(notice!("notice-handed-out", code = handed.redemption.voucher.code)))
    })
    .await
}
