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

/// Changes a rule from now on; what was given stays given.
pub async fn change(ask: &Ask, rule: &str, points: &str, daily_cap: &str) -> Result<Terms> {
    let mut w = ask.begin_setting("change_rule").await?;
    let district = district(ask)?;
    let rule = Rule::from_name(rule).ok_or(Error::NotFound)?;
    let mut checks = Checks::default();
    let points = checks.number("points", points, 0, Points::MOST).and_then(|p| Points::new(p).ok());
    let daily_cap = checks.number("daily_cap", daily_cap, 0, Points::MOST).and_then(|p| Points::new(p).ok());
    let (Some(points), Some(daily_cap)) = (points, daily_cap) else { return checks.refuse() };
    let terms = Terms { rule, points, daily_cap };
    if store::award::terms(&mut w, rule).await? == terms {
        return w.unchanged(terms).await;
    }
    store::award::set_terms(&mut w, terms).await?;
    let detail = format!("points {points}, at most {daily_cap} a day");
    w.audit(Some(district), format!("rule:{}", rule.name()), Some(detail));
    w.done().await?;
    Ok(terms)
}
