//! `/hall` and `/hall/mine`.

use desk::Ask;

use crate::page::{Address, Page, PageError};

pub async fn hall(_ask: Ask, _address: Address) -> Result<Page, PageError> {
    Err(desk::Error::NotFound.into())
}

pub async fn mine(_ask: Ask, _address: Address) -> Result<Page, PageError> {
    Err(desk::Error::NotFound.into())
}
