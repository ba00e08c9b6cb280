//! Somebody who serves a grid, as its notice board posts them: by name, and one tap from a call.

use desk::view::Serving;
use leptos::prelude::*;

use super::Sign;
use crate::words;

/// The card of somebody who serves. `place` says for where, if it is not the grid the page is about.
#[component]
pub fn PersonCard(serving: Serving, #[prop(optional_no_strip)] place: Option<String>) -> impl IntoView {
    let role = words::role(serving.role);
    let name = if serving.name.is_empty() { role.clone() } else { serving.name };
    let face: String = name.chars().take(1).collect();
    let role = match place {
        Some(place) => format!("{place} {role}"),
        None => role,
    };
    let phone = serving.phone.map(|phone| {
        let href = format!("tel:{}", phone.replace(' ', ""));
        view! { <a class="phone" href=href><Sign name="phone" />{spaced(&phone)}</a> }
    });
    view! {
        <article class="person">
            <span class="face" aria-hidden="true">{face}</span>
            <b>{name}</b>
            <span class="role">{role}</span>
            {phone}
        </article>
    }
}

/// A mobile number as people read it aloud: `138 1234 5678`. Anything else stays as it is.
pub fn spaced(phone: &str) -> String {
    if phone.len() == 11 && phone.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{} {} {}", &phone[..3], &phone[3..7], &phone[7..])
    } else {
        phone.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn a_mobile_number_is_spaced_and_a_landline_left_alone() {
        assert_eq!(spaced("13812345678"), "138 1234 5678");
        assert_eq!(spaced("0514-86550123"), "0514-86550123");
    }
}
