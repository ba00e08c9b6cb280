//! Five faces to rate with.

use domain::request::Grade;
use leptos::prelude::*;

use super::id_of;
use crate::{
    forms::Draft,
    parts::{Picture, Sign},
    words,
};

/// Five faces, the best first, in the field `grade`.
#[component]
pub fn Grades(draft: Draft, #[prop(into)] legend: String) -> impl IntoView {
    draft.shows("grade", &legend);
    let id = id_of(&draft, "grade");
    let error = format!("{id}-error");
    let fault = draft.fault("grade").map(|fault| {
        view! { <p class="error" id=error.clone()><Sign name="warn" />{fault}</p> }
    });
    let wrong = fault.is_some().then_some("field--wrong");
    let described_by = fault.is_some().then_some(error);
    let faces = Grade::ALL.into_iter().rev().enumerate().map(|(place, grade)| {
        let value = grade.value().to_string();
        let checked = draft.chose("grade", &value, false);
        // The summary of faults leads to the first face.
        let id = (place == 0).then(|| id.clone());
        view! {
            <label class="grade">
                <Picture name=format!("grade-{value}") />
                <span>{words::grade(grade)}</span>
                <input type="radio" id=id name="grade" value=value checked=checked required />
            </label>
        }
    });
    view! {
        <fieldset class=wrong aria-describedby=described_by>
            <legend>{legend}</legend>
            {fault}
            <div class="grades">{faces.collect_view()}</div>
        </fieldset>
    }
}
