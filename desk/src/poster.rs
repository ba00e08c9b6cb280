//! The poster of a grid: a QR code whose short, signed address says which grid and which printing, and grants nothing.

mod qr;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{Actor, Area, Role, Timestamp, area::Level, permit};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use store::{area::Entry, post::Server};

pub use self::qr::Qr;
use crate::{Ask, Desk, Error, Result, writing::begin};

/// Seven bytes of grid, three of serial, eleven of signature: 28 letters without a spare bit, so that no other
/// spelling of a token is good.
const GRID: usize = 7;
const SERIAL: usize = 3;
const SIGNED: usize = GRID + SERIAL;
const SIGNATURE: usize = 11;
const MOST_SERIAL: u32 = (1 << (8 * SERIAL)) - 1;

/// Why a scanned address leads nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PosterFault {
    /// Not written by this house, or mistyped.
    #[error("the signature of the address does not fit")]
    Forged,
    /// Ours, but that paper is void. Its grid can say where a good one hangs.
    #[error("the poster was revoked")]
    Revoked { grid: Area },
}

/// The token in the address of a poster.
pub fn token(desk: &Desk, grid: Area, serial: u32) -> String {
    let mut bytes = Vec::with_capacity(SIGNED + SIGNATURE);
    bytes.extend(&grid.code().to_be_bytes()[8 - GRID..]);
    bytes.extend(&serial.to_be_bytes()[4 - SERIAL..]);
    let signature = signer(desk, &bytes).finalize().into_bytes();
    bytes.extend(&signature[..SIGNATURE]);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A key of another length than the block is hashed or padded, so every secret does.
fn signer(desk: &Desk, signed: &[u8]) -> Hmac<Sha256> {
    let mut signer = Hmac::<Sha256>::new_from_slice(&desk.secret).expect("HMAC takes keys of any length");
    signer.update(b"sandan poster\0");
    signer.update(signed);
    signer
}

/// Grid and serial of a token that this house signed.
fn signed(desk: &Desk, token: &str) -> Option<(Area, u32)> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (signed, signature) = bytes.split_at_checked(SIGNED)?;
    if signature.len() != SIGNATURE {
        return None;
    }
    signer(desk, signed).verify_truncated_left(signature).ok()?;
    let number = |bytes: &[u8]| bytes.iter().fold(0u64, |n, byte| n << 8 | u64::from(*byte));
    let (grid, serial) = signed.split_at(GRID);
    Some((Area::from_code(number(grid)).ok()?, u32::try_from(number(serial)).ok()?))
}

/// The grid a scanned token leads to.
pub async fn read(ask: &Ask, token: &str) -> Result<std::result::Result<Area, PosterFault>> {
    let Some((grid, serial)) = signed(&ask.desk, token) else { return Ok(Err(PosterFault::Forged)) };
    let mut conn = ask.read().await?;
    let poster = store::poster::find(&mut conn, grid, serial).await?;
    let good = poster.is_some_and(|poster| poster.revoked_at.is_none());
    let standing = store::area::find(&mut conn, grid).await?.is_some_and(|entry| entry.valid_until.is_none());
    Ok(if good && standing { Ok(grid) } else { Err(PosterFault::Revoked { grid }) })
}

/// What the printed page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poster {
    pub grid: Entry,
    /// From the district down to the grid itself.
    pub path: Vec<Entry>,
    /// Who serves the grid, the nearest first: posted in full, as every notice board does.
    pub staff: Vec<Server>,
    pub serial: u32,
    pub issued_at: Timestamp,
    /// The address under the code, for whoever cannot scan it.
    pub address: String,
    pub qr: Qr,
}

/// The newest good poster of a grid, ready to print.
pub async fn poster(ask: &Ask, grid: Area) -> Result<Poster> {
    may_print(ask.actor()?, grid)?;
    let mut conn = ask.read().await?;
    let path = store::area::path(&mut conn, grid).await?;
    let entry = path.last().filter(|entry| entry.area == grid).cloned().ok_or(Error::NotFound)?;
    let store::poster::Poster { serial, issued_at, .. } =
        store::poster::live(&mut conn, grid).await?.ok_or(Error::NotFound)?;
    let staff = store::post::serving(&mut conn, grid).await?;
    let address = format!("{}/q/{}", ask.desk.public_url, token(&ask.desk, grid, serial));
    let qr = Qr::of(&address).ok_or(Error::NotFound)?;
    Ok(Poster { grid: entry, path, staff, serial, issued_at, address, qr })
}

/// A grid and its newest good poster, as a list shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub grid: Entry,
    /// From the district down to the grid itself.
    pub path: Vec<Entry>,
    /// `None`: none is issued, or the last was revoked.
    pub live: Option<store::poster::Poster>,
}

/// The grids below an area with their posters, for whoever issues them.
pub async fn list(ask: &Ask, below: Area, skip: u32, most: u32) -> Result<Vec<Listed>> {
    may_print(ask.actor()?, below)?;
    let mut conn = ask.read().await?;
    let grids = store::area::grids(&mut conn, below).await?;
    let mut listed = Vec::new();
    for grid in grids.into_iter().skip(skip as usize).take(most as usize) {
        let path = store::area::path(&mut conn, grid.area).await?;
        let live = store::poster::live(&mut conn, grid.area).await?;
        listed.push(Listed { grid, path, live });
    }
    Ok(listed)
}

/// Issues a new poster of a grid and says its serial. Earlier ones stay good until they are revoked.
pub async fn issue(ask: &Ask, grid: Area) -> Result<u32> {
    let mut w = begin!(ask, "issue_poster");
    may_change(ask.actor()?, grid)?;
    let entry = store::area::find(&mut w, grid).await?.filter(|entry| entry.valid_until.is_none());
    if grid.level() != Level::Grid || entry.is_none() {
        return Err(Error::NotFound);
    }
    let serial = store::poster::issue(&mut w, grid, ask.at).await?;
    if serial > MOST_SERIAL {
        return Err(Error::Store(store::Error::corrupt("poster", "the serials of a grid are used up")));
    }
    w.audit(Some(grid), format!("poster:{grid}:{serial}"), None);
    w.reply(serial).await
}

/// Voids a poster: that paper leads to a page that says so.
pub async fn revoke(ask: &Ask, grid: Area, serial: u32) -> Result<()> {
    let mut w = begin!(ask, "revoke_poster");
    may_change(ask.actor()?, grid)?;
    store::poster::find(&mut w, grid, serial).await?.ok_or(Error::NotFound)?;
    store::poster::revoke(&mut w, grid, serial, ask.at).await?;
    w.audit(Some(grid), format!("poster:{grid}:{serial}"), None);
    w.reply(()).await
}

/// An administrator, or the grid's own leader.
fn may_change(actor: Actor, grid: Area) -> Result<()> {
    if actor.serves(grid, |role| role == Role::GridLeader) {
        return Ok(());
    }
    Ok(permit::administer(actor, grid).map(drop)?)
}

/// Those, and whoever runs the desk there.
fn may_print(actor: Actor, area: Area) -> Result<()> {
    if actor.serves(area, Role::runs_the_desk) { Ok(()) } else { may_change(actor, area) }
}

#[cfg(test)]
mod tests {
    use super::{GRID, MOST_SERIAL, Qr};

    #[test]
    fn every_grid_code_fits_its_place() {
        const { assert!(999_999_999_999_999_u64 < 1 << (8 * GRID)) };
        assert_eq!(MOST_SERIAL, 0xFF_FFFF);
    }

    #[test]
    fn the_code_of_an_address_stays_small_enough_to_scan_from_afar() {
        let address = format!("https://dangjian.jiangdu.gov.cn/q/{}", "A".repeat(28));
        // Version 6 is 41 modules wide; four of paper on each side.
        assert!(Qr::of(&address).unwrap().size <= 41 + 8);
    }
}
