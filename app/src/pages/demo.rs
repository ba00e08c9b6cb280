//! `/demo`.

use desk::Ask;

use crate::page::{Address, Page, PageError};

pub async fn demo(_ask: Ask, _address: Address) -> Result<Page, PageError> {
    Err(desk::Error::NotFound.into())
}
