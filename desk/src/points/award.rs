//! A rule gives points to somebody, within its daily cap, once for each cause.

use domain::{
    PersonId, Points, Request,
    points::{Account, Awarded, Cause, Rule, within_cap},
};
use store::{award::Award, transfer::Transfer};

use super::{account_of, organiser};
use crate::{Result, live::Topic, writing::Writing};

/// Applies `rule` in the transaction of the verb that earned it; `asked` is how many points, if not what the rule says.
/// What the daily cap cuts off lapses, and the award says so. Repeating a cause changes nothing.
pub(crate) async fn award(
    w: &mut Writing<'_>,
    rule: Rule,
    to: PersonId,
    request: &Request,
    asked: Option<Points>,
    cause: Cause,
) -> Result<Awarded> {
    let (at, district) = (w.ask.at, request.grid.district());
    // The organiser's account first: a verb that awards two people locks them both behind it.
    let issued = organiser(w, district, Account::Issued).await?;
    let account = account_of(w, to, district).await?;
    if store::award::exists(w, cause).await? {
        return Ok(Awarded::AlreadyGiven);
    }
    let terms = store::award::terms(w, rule).await?;
    let asked = asked.unwrap_or(terms.points);
    let today = store::award::given_since(w, to, rule, at.start_of_day()).await?;
    let given = within_cap(asked, today, terms.daily_cap);

    let mut transfer = None;
    if given > Points::ZERO {
        let id = w.ask.fresh();
        let movement =
            Transfer { id, district, cause, debit: issued.id, credit: account.id, points: given, at };
        if !store::transfer::record(w, &movement).await? {
            return Ok(Awarded::AlreadyGiven);
        }
        store::account::issue(w, issued.id, given).await?;
        store::account::credit(w, account.id, given).await?;
        transfer = Some(id);
    }
    store::award::record(w, &Award { cause, rule, to, request, asked, given, transfer, at }).await?;
    w.tell(Topic::Person(to));
    Ok(if given == asked { Awarded::Now(given) } else { Awarded::Capped(given) })
}

/// What a good rating adds for who did the work, where the rule adds anything.
pub(crate) async fn praise(w: &mut Writing<'_>, to: PersonId, request: &Request) -> Result<()> {
    let praise = store::award::terms(w, Rule::Helped).await?.praise;
    if praise > Points::ZERO {
        let cause = Cause::Praised { request: request.number };
        award(w, Rule::Helped, to, request, Some(praise), cause).await?;
    }
    Ok(())
}
