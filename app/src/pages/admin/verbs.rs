//! The desk's verbs as the audit trail says them.

use crate::t;

/// Every verb that leaves a line, with its words.
pub fn all() -> Vec<(&'static str, String)> {
    vec![
        ("place", t!("verb-place")),
        ("answer", t!("verb-answer")),
        ("withdraw", t!("verb-withdraw")),
        ("rate", t!("verb-rate")),
        ("verify", t!("verb-verify")),
        ("ask_back", t!("verb-ask-back")),
        ("refuse", t!("verb-refuse")),
        ("dispatch", t!("verb-dispatch")),
        ("accept", t!("verb-accept")),
        ("give_back", t!("verb-give-back")),
        ("arrive", t!("verb-arrive")),
        ("report", t!("verb-report")),
        ("finish", t!("verb-finish")),
        ("check", t!("verb-check")),
        ("send_back", t!("verb-send-back")),
        ("close_unrated", t!("verb-close-unrated")),
        ("show_contact", t!("verb-show-contact")),
        ("take_photo", t!("verb-take-photo")),
        ("hide_photo", t!("verb-hide-photo")),
        ("unhide_photo", t!("verb-unhide-photo")),
        ("order_voucher", t!("verb-order-voucher")),
        ("cancel_voucher", t!("verb-cancel-voucher")),
        ("hand_out", t!("verb-hand-out")),
        ("expire_voucher", t!("verb-expire-voucher")),
        ("sign_in", t!("verb-sign-in")),
        ("sign_out", t!("verb-sign-out")),
        ("end_session", t!("verb-end-session")),
        ("end_other_sessions", t!("verb-end-other-sessions")),
        ("switch_post", t!("verb-switch-post")),
        ("set_profile", t!("verb-set-profile")),
        ("create_first_administrator", t!("verb-create-first-administrator")),
        ("grant_post", t!("verb-grant-post")),
        ("end_post", t!("verb-end-post")),
        ("add_service", t!("verb-add-service")),
        ("change_service", t!("verb-change-service")),
        ("retire_service", t!("verb-retire-service")),
        ("add_item", t!("verb-add-item")),
        ("change_item", t!("verb-change-item")),
        ("restock_item", t!("verb-restock-item")),
        ("retire_item", t!("verb-retire-item")),
        ("change_rule", t!("verb-change-rule")),
        ("issue_poster", t!("verb-issue-poster")),
        ("revoke_poster", t!("verb-revoke-poster")),
        ("add_word", t!("verb-add-word")),
        ("remove_word", t!("verb-remove-word")),
        ("send_code", t!("verb-send-code")),
        ("remember_home", t!("verb-remember-home")),
        ("demo_sign_in", t!("verb-demo-sign-in")),
        ("load_demo", t!("verb-load-demo")),
        ("import_divisions", t!("verb-import-divisions")),
    ]
}

/// A verb in words; one that is not on the list stands as it is.
pub fn said(verb: &str) -> String {
    all().into_iter().find(|(name, _)| *name == verb).map_or_else(|| verb.to_owned(), |(_, words)| words)
}
