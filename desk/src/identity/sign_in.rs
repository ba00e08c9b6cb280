//! Signing in with the code that was sent: a new session under a new cookie, and the old one is over.

use domain::{
    Actor, PersonId,
    person::Phone,
    sign_in::{CODE_PERIOD, CodeRefusal},
    typed,
};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::{
    Token, known,
    send_code::{code_hash, give_back},
    visit::{begin, sign_ins_give_back},
};
use crate::{Ask, Error, Fault, Result, Visitor, limits::Limit, writing::Writing};

/// Somebody has signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The new cookie.
    pub token: Token,
    /// Another cookie, by which the browser is known from now on; `None`: it has one.
    pub browser: Option<Token>,
    /// Who asks from now on.
    pub visitor: Visitor,
    pub person: PersonId,
    /// Nobody had this phone before.
    pub newcomer: bool,
    /// The tag of the language they chose to read, in whatever browser.
    pub locale: Option<String>,
}

/// Signs in with the code of this session. Whatever comes of it, the try is counted.
pub async fn sign_in(ask: &Ask, code: &str, agent: &str) -> Result<SignedIn> {
    let session = ask.visitor.session.ok_or(CodeRefusal::NoCode)?;
    let digits = digits(code);
    if digits.is_empty() {
        return Err(Error::field("code", Fault::Missing));
    }
    let mut w = ask.write("sign_in").await?;
    let kept = store::sign_in::find(&mut w, session).await?.ok_or(CodeRefusal::NoCode)?;
    let hash = code_hash(ask, session, &kept.phone, &digits);
    let is = |sent: &str| bool::from(hash.as_bytes().ct_eq(sent.as_bytes()));
    let earlier = kept.earlier.iter().filter(|sent| ask.at < sent.sent_at.plus(CODE_PERIOD));
    let matches = earlier.fold(is(&kept.code_hash), |matches, sent| is(&sent.code_hash) | matches);
    let (after, outcome) = kept.code.attempt(matches, ask.at);
    if after != kept.code {
        // Two tries at once: the one that comes second learns nothing, not even whether it was right.
        store::sign_in::record_try(&mut w, session, kept.code, after).await?;
    }
    if let Err(refusal) = outcome {
        // No line in the trail, which is kept for ever: anybody can type a wrong code.
        w.done().await?;
        return Err(refusal.into());
    }
    let Holder { person, newcomer, locale } = holder(&mut w, &kept.phone).await?;
    let (token, visitor) = enter(&mut w, person, Some(session), agent).await?;
    // Only what strangers share is given back to them.
    if known::codes_of(&mut w, &kept.phone).await? == Limit::CodesPerPhone {
        give_back(&mut w).await?;
    }
    if !known::is_known(&mut w).await? {
        sign_ins_give_back(&mut w).await?;
    }
    let browser = known::remember(&mut w, &kept.phone).await?;
    w.done().await?;
    Ok(SignedIn { token, browser, visitor, person, newcomer, locale })
}

struct Holder {
    person: PersonId,
    newcomer: bool,
    locale: Option<String>,
}

/// The person with this phone, who may be new.
async fn holder(w: &mut Writing<'_>, phone: &Phone) -> Result<Holder> {
    if let Some(known) = store::person::find_by_phone(w, phone).await? {
        return Ok(Holder { person: known.id, newcomer: false, locale: known.locale });
    }
    let (person, at) = (w.ask.fresh(), w.ask.at);
    store::person::add(w, person, phone, at).await?;
    Ok(Holder { person, newcomer: true, locale: None })
}

/// Begins a person's session in the place of the browser's earlier one, whose drafts it inherits. They act in the one
/// post they hold; with several or none, as a resident until they choose.
pub(super) async fn enter(
    w: &mut Writing<'_>,
    person: PersonId,
    earlier: Option<Uuid>,
    agent: &str,
) -> Result<(Token, Visitor)> {
    let posts = store::post::of_person(w, person).await?;
    let acting = if let [only] = posts.as_slice() { Some(*only) } else { None };
    let token = begin(w, Some(person), acting.map(|held| held.id), agent).await?;
    if let Some(earlier) = earlier {
        store::draft::hand_over(w, earlier, token.hash()).await?;
        let (at, before) = (w.ask.at, w.ask.visitor.actor.map(|actor| actor.person));
        store::session::end(w, earlier, before, at).await?;
    }
    w.audit(None, format!("person:{person}"), None);
    let actor = Actor { person, post: acting.map(|held| held.post) };
    Ok((token.clone(), Visitor { session: Some(token.hash()), actor: Some(actor) }))
}

/// The digits of a code as people paste, type and speak it.
fn digits(raw: &str) -> String {
    typed::code(raw).chars().take(64).collect()
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn a_code_is_taken_as_people_paste_it() {
        for raw in ["123456", " 123 456\n", "123-456", "１２３４５６", "１２３\u{3000}４５６"] {
            assert_eq!(digits(raw), "123456", "{raw:?}");
        }
        assert_eq!(digits("12345x"), "12345x");
        assert_eq!(digits(" \u{3000}"), "");
    }
}
