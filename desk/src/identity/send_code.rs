//! Sends a code to sign in with. Whether the number is anybody's is never looked up, so no answer and no waiting time
//! can tell.

use domain::{
    Timestamp,
    person::Phone,
    sign_in::{CODE_PERIOD, CodeRefusal, MOST_TRIES, SentCode},
    text::is_blank,
};
use store::sign_in::{Earlier, Kept};
use uuid::Uuid;

use super::{known, seal};
use crate::{
    Ask, Error, Fault, Result,
    limits::{Limit, TooMuch},
    throttle::{Counter, longest},
    writing::Writing,
};

/// What the page that asks for the code can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSent {
    /// Masked.
    pub phone: String,
    /// In full, for whoever typed it and wants to type another.
    pub number: Phone,
    pub runs_out_at: Timestamp,
    /// From when on another one can be asked for.
    pub next_at: Timestamp,
    pub tries_left: u32,
}

/// Sends six digits to a phone, good for the session that asks and for no other. `wording` is the sentence of the message,
/// with `{code}` where the digits go.
///
/// Who asks from where somebody signed in with this phone before has codes of their own, which no stranger uses up. What
/// strangers ask for is bounded by phone, by address, by network and over all.
pub async fn send_code(ask: &Ask, phone: &str, wording: &str) -> Result<CodeSent> {
    let session = ask.visitor.session.ok_or(CodeRefusal::NoCode)?;
    if is_blank(phone) {
        return Err(Error::field("phone", Fault::Missing));
    }
    let phone = Phone::new(phone).map_err(|error| Error::field("phone", error.into()))?;
    let mut w = ask.write("send_code").await?;

    let codes = known::codes_of(&mut w, &phone).await?;
    // The number's own counter first: on PostgreSQL it makes two asks for one number wait for each other.
    let mut much = Counter::of(ask, codes, phone.as_str().as_bytes()).take(&mut w, 1).await?;
    let next_at = next_at(&mut w, session, &phone, codes).await?;
    if codes == Limit::CodesPerPhone {
        much = longest(much.into_iter().chain(strangers(&mut w, &phone).await?));
    }
    if let Some(much) = much {
        // What is told must be true of all that keeps them from another code.
        return Err(ask.refuse(TooMuch { again_at: much.again_at.max(next_at), ..much }));
    }
    if let Some(next_at) = next_at {
        let seconds = u32::try_from((next_at.micros_since(ask.at) + 999_999) / 1_000_000).unwrap_or(u32::MAX);
        return Err(CodeRefusal::TooSoon { seconds }.into());
    }

    let digits = format!("{:06}", ask.dice(1_000_000));
    let code = SentCode { sent_at: ask.at, tries: 0, used: false };
    let code_hash = code_hash(ask, session, &phone, &digits);
    let earlier = still_open(&mut w, session, &phone).await?;
    let kept = Kept { phone, code_hash, code, earlier };
    store::sign_in::keep(&mut w, session, &kept).await?;
    w.done().await?;

    // Should this fail, the code stays: the message may still arrive, and the gateway is given its minute's rest.
    let sent = ask.desk.messenger.send_code(&kept.phone, &digits, wording, ask.at).await;
    sent.map_err(|_| Error::NotSent)?;
    Ok(told(&kept))
}

/// What all strangers share. A code that signs somebody in is given back: see [`give_back`].
fn shared(ask: &Ask) -> [Counter; 4] {
    let (address, network) = (Limit::CodesPerAddress, Limit::CodesPerNetwork);
    let [address, network, minute] = Counter::around(ask, address, network, Limit::CodesPerMinute);
    [address, network, minute, Counter::of(ask, Limit::CodesPerDay, b"")]
}

/// Takes a code from what all strangers share. A phone that holds a post is never refused one for that: whether it does is
/// looked up only when everybody else is refused.
async fn strangers(w: &mut Writing<'_>, phone: &Phone) -> Result<Option<TooMuch>> {
    let mut met = Vec::new();
    for counter in shared(w.ask) {
        met.extend(counter.take(w, 1).await?);
    }
    let Some(much) = longest(met) else { return Ok(None) };
    Ok(if store::post::is_held_with(w, phone).await? { None } else { Some(much) })
}

/// The code was used, so that it costs nobody else one of theirs.
pub(super) async fn give_back(w: &mut Writing<'_>) -> Result<()> {
    for counter in shared(w.ask) {
        counter.give_back(w).await?;
    }
    Ok(())
}

/// The code this session waits for, if there is one that can still be typed in.
pub async fn code_sent(ask: &Ask) -> Result<Option<CodeSent>> {
    let Some(session) = ask.visitor.session else { return Ok(None) };
    let kept = store::sign_in::find(&mut ask.read().await?, session).await?;
    let usable = |kept: &Kept| !kept.code.used && ask.at < kept.code.sent_at.plus(CODE_PERIOD);
    Ok(kept.filter(usable).map(|kept| told(&kept)))
}

/// What was sent to this phone before and can still be typed in.
async fn still_open(w: &mut Writing<'_>, session: Uuid, phone: &Phone) -> Result<Vec<Earlier>> {
    let at = w.ask.at;
    let before = store::sign_in::find(w, session).await?;
    let Some(before) = before.filter(|kept| kept.phone == *phone && kept.code.is_open(at)) else {
        return Ok(Vec::new());
    };
    let last = Earlier { code_hash: before.code_hash, sent_at: before.code.sent_at };
    let mut earlier = before.earlier;
    earlier.retain(|sent| at < sent.sent_at.plus(CODE_PERIOD));
    earlier.push(last);
    Ok(earlier)
}

/// What is kept of a code.
pub(super) fn code_hash(ask: &Ask, session: Uuid, phone: &Phone, digits: &str) -> String {
    let parts = [session.as_bytes().as_slice(), phone.as_str().as_bytes(), digits.as_bytes()];
    seal(&ask.desk.secret, "sign-in code", &parts)
}

fn told(kept: &Kept) -> CodeSent {
    CodeSent {
        phone: kept.phone.masked(),
        number: kept.phone.clone(),
        runs_out_at: kept.code.sent_at.plus(CODE_PERIOD),
        next_at: kept.code.next_at(),
        tries_left: MOST_TRIES.saturating_sub(kept.code.tries),
    }
}

/// Until when another code has to wait: a minute for the browser that asks, and for the phone, whoever asks for it. Where
/// somebody signed in with the phone before, the codes that strangers ask for make nobody wait.
async fn next_at(
    w: &mut Writing<'_>,
    session: Uuid,
    phone: &Phone,
    codes: Limit,
) -> Result<Option<Timestamp>> {
    let here = store::sign_in::find(w, session).await?.map(|kept| kept.code.sent_at);
    let anywhere = match codes {
        Limit::CodesPerPhone => store::sign_in::last_sent(w, phone).await?,
        _ => None,
    };
    let next_at = here.max(anywhere).map(|sent_at| SentCode { sent_at, tries: 0, used: false }.next_at());
    Ok(next_at.filter(|next_at| *next_at > w.ask.at))
}
