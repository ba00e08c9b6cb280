//! Choosing an area: by its name, or among those nearest at hand.

use desk::{
    Ask, Error,
    admin::areas::{self, Spot},
};
use domain::Area;
use leptos::prelude::*;

use super::above;
use crate::{
    context,
    page::Address,
    parts::{Choice, Sign},
    t, words,
};

/// The form that looks for areas by name, and those that `?place=` found. `also` stands in the form before it.
pub(super) async fn by_name(
    ask: &Ask,
    address: &Address,
    label: String,
    hint: String,
    also: Option<AnyView>,
) -> Result<(AnyView, Vec<Spot>), Error> {
    let place = address.query("place").unwrap_or_default();
    let found = areas::named(ask, &place).await?;
    let nothing = (!place.is_empty() && found.is_empty()).then(|| {
        view! { <p class="soft">{t!("admin-grant-no-area", text = place.as_str())}</p> }
    });
    let form = view! {
        <form class="form" method="get" action=context::path()>
            {also}
            <div class="field">
                <label for="place">{label}</label>
                <p class="hint" id="place-hint">{hint}</p>
                <div class="with-button">
                    <input class="input" id="place" name="place" value=place aria-describedby="place-hint" maxlength="40" />
                    <button class="button"><Sign name="search" />{t!("admin-search")}</button>
                </div>
                {nothing}
            </div>
        </form>
    };
    Ok((form.into_any(), found))
}

/// What was found, and then what is nearest at hand: the areas that `home` lies in, or the administrator's own.
pub(super) async fn and_near(ask: &Ask, found: Vec<Spot>, home: Option<Area>) -> Result<Vec<Spot>, Error> {
    let mut spots = found;
    for spot in areas::near(ask, home).await? {
        if spots.iter().all(|known| known.entry.area != spot.entry.area) {
            spots.push(spot);
        }
    }
    Ok(spots)
}

/// Where an area lies, and its code.
pub(super) fn whereabouts(spot: &Spot) -> String {
    let above = above(&spot.path);
    if above.is_empty() {
        format!("{} · {}", words::level(spot.entry.area.level()), spot.entry.area)
    } else {
        format!("{above} · {}", spot.entry.area)
    }
}

/// An area to choose.
pub(super) fn choice(spot: Spot) -> Choice {
    Choice {
        small: Some(whereabouts(&spot)),
        value: spot.entry.area.to_string(),
        words: spot.entry.name,
        ..Choice::default()
    }
}
