//! Sends a code to sign in with. Whether the number is anybody's is never looked up, so no answer and no waiting time
//! can tell.

use domain::{
    Timestamp,
    person::Phone,
    sign_in::{
        CODE_PERIOD, CodeRefusal, MOST_TRIES, OVER_ALL, PER_ADDRESS, PER_PHONE, RESEND_AFTER_SECONDS,
        SentCode,
    },
};
use store::sign_in::Kept;
use uuid::Uuid;

use super::seal;
use crate::{Ask, Error, Fault, Result, throttle::Limit, writing::Writing};

/// What the page that asks for the code can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSent {
    /// Masked.
    pub phone: String,
    pub runs_out_at: Timestamp,
    /// From when on another one can be asked for.
    pub next_at: Timestamp,
    pub tries_left: u32,
}

/// Sends six digits to a phone, good for the session that asks and for no other. `address` is where the ask comes
/// from; `wording` the sentence of the message, with `{code}` where the digits go.
pub async fn send_code(ask: &Ask, phone: &str, address: &str, wording: &str) -> Result<CodeSent> {
    let session = ask.visitor.session.ok_or(CodeRefusal::NoCode)?;
    if phone.trim().is_empty() {
        return Err(Error::field("phone", Fault::Missing));
    }
    let phone = Phone::new(phone).map_err(|error| Error::field("phone", error.into()))?;
    let mut w = ask.write("send_code").await?;

    // The number's own counter first: on PostgreSQL it makes two asks for one number wait for each other.
    take(&mut w, Limit { what: "code/phone", who: phone.as_str().as_bytes(), rate: PER_PHONE }).await?;
    may_follow(&mut w, session, &phone).await?;
    take(&mut w, Limit { what: "code/address", who: address.as_bytes(), rate: PER_ADDRESS }).await?;
    take(&mut w, Limit { what: "code/all", who: b"", rate: OVER_ALL }).await?;

    let digits = format!("{:06}", ask.dice(1_000_000));
    let code = SentCode { sent_at: ask.at, tries: 0, used: false };
    let code_hash = code_hash(ask, session, &phone, &digits);
    let kept = Kept { phone, code_hash, code };
    store::sign_in::keep(&mut w, session, &kept).await?;
    w.audit(None, format!("session:{session}"), None);
    w.done().await?;

    // Should this fail, the code stays: the message may still arrive, and the gateway is given its minute's rest.
    let sent = ask.desk.messenger.send_code(&kept.phone, &digits, wording, ask.at).await;
    sent.map_err(|_| Error::NotSent)?;
    Ok(told(&kept))
}

/// The code this session waits for, if there is one that can still be typed in.
pub async fn code_sent(ask: &Ask) -> Result<Option<CodeSent>> {
    let Some(session) = ask.visitor.session else { return Ok(None) };
    let kept = store::sign_in::find(&mut ask.read().await?, session).await?;
    let usable = |kept: &Kept| !kept.code.used && ask.at < kept.code.sent_at.plus(CODE_PERIOD);
    Ok(kept.filter(usable).map(|kept| told(&kept)))
}

/// What is kept of a code.
pub(super) fn code_hash(ask: &Ask, session: Uuid, phone: &Phone, digits: &str) -> String {
    let parts = [session.as_bytes().as_slice(), phone.as_str().as_bytes(), digits.as_bytes()];
    seal(&ask.desk.secret, "sign-in code", &parts)
}

fn told(kept: &Kept) -> CodeSent {
    CodeSent {
        phone: kept.phone.masked(),
        runs_out_at: kept.code.sent_at.plus(CODE_PERIOD),
        next_at: kept.code.sent_at.plus_seconds(RESEND_AFTER_SECONDS),
        tries_left: MOST_TRIES.saturating_sub(kept.code.tries),
    }
}

/// A minute between two codes, for the browser that asks and for the phone they go to.
async fn may_follow(w: &mut Writing<'_>, session: Uuid, phone: &Phone) -> Result<()> {
    let at = w.ask.at;
    if let Some(kept) = store::sign_in::find(w, session).await? {
        kept.code.may_follow(at)?;
    }
    if let Some(sent_at) = store::sign_in::last_sent(w, phone).await? {
        SentCode { sent_at, tries: 0, used: false }.may_follow(at)?;
    }
    Ok(())
}

async fn take(w: &mut Writing<'_>, limit: Limit<'_>) -> Result<()> {
    if limit.take(w).await? { Ok(()) } else { Err(CodeRefusal::TooMany.into()) }
}
