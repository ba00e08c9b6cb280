//! The drawings a service or an item can have, with a word for each.

use crate::{parts::Choice, t};

fn choices(all: Vec<(&'static str, String)>, chosen: &str) -> Vec<Choice> {
    all.into_iter()
        .map(|(picture, words)| Choice {
            value: picture.to_owned(),
            words,
            picture: Some(picture.to_owned()),
            by_default: picture == chosen,
            ..Choice::default()
        })
        .collect()
}

/// Drawings of goods.
pub fn goods(chosen: &str) -> Vec<Choice> {
    let all = vec![
        ("goods-rice", t!("picture-rice")),
        ("goods-oil", t!("picture-oil")),
        ("goods-eggs", t!("picture-eggs")),
        ("goods-soap", t!("picture-soap")),
        ("goods-tissue", t!("picture-tissue")),
        ("goods-towel", t!("picture-towel")),
        ("goods-umbrella", t!("picture-umbrella")),
        ("goods-thermos", t!("picture-thermos")),
        ("goods-notebook", t!("picture-notebook")),
        ("goods-bag", t!("picture-bag")),
        ("goods-haircut", t!("picture-haircut")),
        ("goods-cleaning", t!("picture-cleaning")),
    ];
    choices(all, chosen)
}

/// Drawings of services.
pub fn services(chosen: &str) -> Vec<Choice> {
    let all = vec![
        ("repair-light", t!("picture-lamp")),
        ("repair-water", t!("picture-tap")),
        ("repair-lock", t!("picture-lock")),
        ("repair-appliance", t!("picture-appliance")),
        ("unblock-drain", t!("picture-drain")),
        ("errand-shop", t!("picture-basket")),
        ("errand-medicine", t!("picture-medicine")),
        ("meal", t!("picture-meal")),
        ("companionship", t!("picture-company")),
        ("phone-help", t!("picture-phone")),
        ("haircut", t!("picture-scissors")),
        ("accompany-clinic", t!("picture-clinic")),
        ("blood-pressure", t!("picture-blood-pressure")),
        ("rehabilitation", t!("picture-wheelchair")),
        ("legal", t!("picture-scales")),
        ("mediation", t!("picture-mediation")),
        ("policy", t!("picture-policy")),
        ("certificate", t!("picture-certificate")),
        ("job", t!("picture-job")),
        ("hazard-fire", t!("picture-fire")),
        ("hazard-wire", t!("picture-wire")),
        ("hazard-gas", t!("picture-gas")),
        ("hazard-building", t!("picture-building")),
        ("manhole", t!("picture-manhole")),
        ("street-light", t!("picture-street-light")),
        ("rubbish", t!("picture-rubbish")),
        ("greenery", t!("picture-greenery")),
        ("road", t!("picture-road")),
        ("parking", t!("picture-parking")),
        ("noise", t!("picture-noise")),
        ("childcare", t!("picture-childcare")),
        ("tutoring", t!("picture-tutoring")),
        ("cleaning", t!("picture-broom")),
        ("pets", t!("picture-pets")),
        ("shop", t!("picture-shop")),
        ("other", t!("picture-other")),
    ];
    choices(all, chosen)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn every_drawing_there_is_to_choose_is_drawn() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/pictures");
        for choice in super::goods("").into_iter().chain(super::services("")) {
            let file = folder.join(format!("{}.svg", choice.value));
            assert!(file.is_file(), "{} is missing; draw it or take it off the list", file.display());
        }
    }
}
