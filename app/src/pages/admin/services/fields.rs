//! The form of a case type, in groups. The fields are called as the columns of the file are.

use desk::catalogue::Typed;
use domain::{
    catalogue::{Class, Helpers, Priority, Proof},
    text::{Line, Note},
};
use leptos::prelude::*;

use super::super::{edit::ShortName, pictures};
use crate::{
    forms::Draft,
    parts::{Choices, Field, Select, TextArea, Tick},
    t, words,
};

/// Everything of a case type, as it is now. A new one has its short name to type, too.
pub(super) fn fields(draft: &Draft, was: Typed, new: bool) -> impl IntoView + use<> {
    view! {
        {named(draft, &was, new)}
        {opened(draft, &was)}
        {limited(draft, &was)}
        {worked(draft, &was)}
        {reviewed(draft)}
    }
}

fn options<T: Copy, const N: usize>(
    all: [T; N],
    name: fn(T) -> &'static str,
    words: fn(T) -> String,
) -> Vec<(String, String)> {
    all.into_iter().map(|one| (name(one).to_owned(), words(one))).collect()
}

/// What it is called, and where in the tree it stands.
fn named(draft: &Draft, was: &Typed, new: bool) -> impl IntoView + use<> {
    let short = new.then(|| view! { <ShortName draft=draft.clone() /> });
    let classes = options(Class::ALL, Class::name, words::class);
    let picture = if was.picture.is_empty() { "other" } else { was.picture.as_str() };
    let pictures = pictures::services(picture);
    let d = || draft.clone();
    view! {
        <fieldset class="form form--wide">
            <legend>{t!("type-named")}</legend>
            {short}
            <Field draft=d() name="name_zh" label=t!("admin-name-zh") value=was.name_zh.clone() maxlength=Line::MOST />
            <Field draft=d() name="name_en" label=t!("admin-name-en") value=was.name_en.clone() maxlength=Line::MOST />
            <Select draft=d() name="class" label=t!("type-class") options=classes value=was.class.clone() />
            <Field
                draft=d()
                name="subclass"
                label=t!("type-subclass")
                hint=t!("type-subclass-hint")
                value=was.subclass.clone()
                autocomplete="off"
                maxlength=40
            />
            <Field draft=d() name="subclass_zh" label=t!("type-subclass-zh") value=was.subclass_zh.clone() maxlength=Line::MOST />
            <Field draft=d() name="subclass_en" label=t!("type-subclass-en") value=was.subclass_en.clone() maxlength=Line::MOST />
            <TextArea draft=d() name="hint_zh" label=t!("type-hint-zh") value=was.hint_zh.clone() most=Note::MOST />
            <TextArea draft=d() name="hint_en" label=t!("type-hint-en") value=was.hint_en.clone() most=Note::MOST />
            <div class="wide">
                <details class="fold">
                    <summary>{t!("admin-picture")}</summary>
                    <div><Choices draft=d() name="picture" legend=t!("admin-picture") choices=pictures /></div>
                </details>
            </div>
        </fieldset>
    }
}

/// When a case is opened, and when it may be closed.
fn opened(draft: &Draft, was: &Typed) -> impl IntoView + use<> {
    view! {
        <fieldset class="form form--wide">
            <legend>{t!("type-opened")}</legend>
            <TextArea draft=draft.clone() name="open_when" label=t!("type-open-when") value=was.open_when.clone() most=Note::MOST />
            <TextArea draft=draft.clone() name="close_when" label=t!("type-close-when") value=was.close_when.clone() most=Note::MOST />
        </fieldset>
    }
}

fn limited(draft: &Draft, was: &Typed) -> impl IntoView + use<> {
    let priorities = options(Priority::ALL, Priority::name, words::priority);
    let or = |typed: &str, otherwise: &str| {
        if typed.is_empty() { otherwise.to_owned() } else { typed.to_owned() }
    };
    let d = || draft.clone();
    view! {
        <fieldset class="form form--wide">
            <legend>{t!("type-limited")}</legend>
            <Field
                draft=d()
                name="accept_limit"
                label=t!("type-accept")
                hint=t!("type-limit-hint")
                value=was.accept_limit.clone()
                autocomplete="off"
            />
            <Field
                draft=d()
                name="finish_limit"
                label=t!("type-finish")
                hint=t!("type-limit-hint")
                value=was.finish_limit.clone()
                autocomplete="off"
            />
            <Field
                draft=d()
                name="milestones"
                label=t!("type-milestones")
                hint=t!("type-milestones-hint")
                value=was.milestones.clone()
                autocomplete="off"
                optional=true
            />
            <Field
                draft=d()
                name="warn_percent"
                label=t!("type-warn")
                hint=t!("type-warn-hint")
                value=or(&was.warn_percent, "75")
                inputmode="numeric"
                class="input--short"
            />
            <Select draft=d() name="priority" label=t!("type-priority") options=priorities value=or(&was.priority, "normal") />
        </fieldset>
    }
}

/// Who does it, how the work is proved, and what it earns.
fn worked(draft: &Draft, was: &Typed) -> impl IntoView + use<> {
    let helpers = options(Helpers::ALL, Helpers::name, words::helpers);
    let proofs = options(Proof::ALL, Proof::name, words::proof);
    let menu = vec![("yes".to_owned(), t!("type-menu-yes")), ("no".to_owned(), t!("type-menu-no"))];
    let d = || draft.clone();
    view! {
        <fieldset class="form form--wide">
            <legend>{t!("type-worked")}</legend>
            <Select draft=d() name="menu" label=t!("type-menu") options=menu value=was.menu.clone() />
            <Select draft=d() name="helpers" label=t!("type-helpers") options=helpers value=was.helpers.clone() />
            <Select draft=d() name="proof" label=t!("type-proof") options=proofs value=was.proof.clone() />
            <Field
                draft=d()
                name="points"
                label=t!("type-points")
                hint=t!("type-points-hint")
                value=was.points.clone()
                inputmode="numeric"
                class="input--short"
            />
        </fieldset>
    }
}

/// Whether it waits for a review.
fn reviewed(draft: &Draft) -> impl IntoView + use<> {
    view! {
        <fieldset class="form form--wide">
            <legend>{t!("type-reviewed")}</legend>
            <div class="wide"><Tick draft=draft.clone() name="review" label=t!("type-review") /></div>
            <div class="wide">
                <Field
                    draft=draft.clone()
                    name="reviewers"
                    label=t!("type-reviewers")
                    hint=t!("type-reviewers-hint")
                    autocomplete="off"
                    optional=true
                />
            </div>
        </fieldset>
    }
}
