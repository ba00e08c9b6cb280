//! The rules of points: what each gives, and how much of it on one day.

use domain::{
    Points,
    points::{Rule, Terms},
};

use super::district;
use crate::{Ask, Error, Result, error::Checks};

/// All rules.
pub async fn list(ask: &Ask) -> Result<Vec<Terms>> {
    district(ask)?;
    let mut c = ask.read().await?;
    Ok(store::award::all_terms(&mut c).await?)
}

/// Changes a rule from now on; what was given stays given. `praise` is asked of the rule for helpers alone.
pub async fn change(ask: &Ask, rule: &str, points: &str, daily_cap: &str, praise: &str) -> Result<Terms> {
    let mut w = ask.begin_setting("change_rule").await?;
    let district = district(ask)?;
    let rule = Rule::from_name(rule).ok_or(Error::NotFound)?;
    let mut checks = Checks::default();
    let mut amount = |field: &str, typed: &str| {
        checks.number(field, typed, 0, Points::MOST).and_then(|amount| Points::new(amount).ok())
    };
    let (points, daily_cap) = (amount("points", points), amount("daily_cap", daily_cap));
    let praise = if rule == Rule::Helped { amount("praise", praise) } else { Some(Points::ZERO) };
    let (Some(points), Some(daily_cap), Some(praise)) = (points, daily_cap, praise) else {
        return checks.refuse();
    };
    let terms = Terms { rule, points, daily_cap, praise };
    if store::award::terms(&mut w, rule).await? == terms {
        return w.unchanged(terms).await;
    }
    store::award::set_terms(&mut w, terms).await?;
    let detail = format!("points {points}, at most {daily_cap} a day, {praise} for a good rating");
    w.audit(Some(district), format!("rule:{}", rule.name()), Some(detail));
    w.done().await?;
    Ok(terms)
}
