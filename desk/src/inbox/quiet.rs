//! 免打扰: when somebody wants to be left alone.

use domain::{Minutes, inbox::QuietHours, typed};

use crate::{Ask, Error, Fault, Result, error::Checks};

/// The asker's quiet hours: those they chose, or those of the house.
pub async fn quiet_hours(ask: &Ask) -> Result<QuietHours> {
    let person = ask.person()?;
    let hours = store::inbox::quiet_hours(&mut ask.read().await?, &[person]).await?;
    hours.first().map(|(_, hours)| *hours).ok_or(Error::NotFound)
}

/// Changes them from now on, each as minutes after midnight; what waits already keeps its time.
pub async fn set_quiet_hours(ask: &Ask, from: &str, until: &str) -> Result<()> {
    let mut w = ask.begin_setting("set_quiet_hours").await?;
    let person = ask.person()?;
    let mut checks = Checks::default();
    let from = checks.take("from", minute(from));
    let until = checks.take("until", minute(until));
    let (Some(from), Some(until)) = (from, until) else { return checks.refuse() };
    let hours = QuietHours::new(from, until).ok_or_else(|| Error::field("from", Fault::NotAChoice))?;
    let known = store::inbox::quiet_hours(&mut w, &[person]).await?;
    if known.contains(&(person, hours)) {
        return w.unchanged(()).await;
    }
    store::inbox::set_quiet_hours(&mut w, person, hours).await?;
    w.audit(None, format!("person:{person}"), None);
    w.done().await
}

fn minute(raw: &str) -> std::result::Result<Minutes, Fault> {
    typed::number(raw).map(Minutes).map_err(|_| Fault::NotAChoice)
}
