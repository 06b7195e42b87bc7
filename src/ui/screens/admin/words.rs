//! What the office's own things are called on screens: standings, reaches, classes, rights, operations, decisions.

use ratatui::style::Style;

use crate::desk::api::{MemberStanding, RequestStanding};
use crate::domain::{Class, EditManner, Field, FieldRight, Grave, Role, SafeText, Scope};
use crate::ui::context::Context;
pub use crate::ui::popups::why::rule_words as rule;

pub const fn standing_key(standing: MemberStanding) -> &'static str {
    match standing {
        MemberStanding::Invited => "standing-invited",
        MemberStanding::Lapsed => "standing-lapsed",
        MemberStanding::Active => "standing-active",
        MemberStanding::Expired => "standing-expired",
        MemberStanding::Suspended => "standing-suspended",
        MemberStanding::Removed => "standing-removed",
    }
}

/// A member's standing with a mark, so that colour is not needed to tell it.
pub fn standing(standing: MemberStanding, cx: &Context) -> (String, Style) {
    let theme = cx.theme;
    let (mark, style) = match standing {
        MemberStanding::Active => (theme.yes(), theme.good()),
        MemberStanding::Invited => (theme.dot(), theme.text()),
        MemberStanding::Lapsed | MemberStanding::Expired => ("!", theme.warn()),
        MemberStanding::Suspended => (theme.no(), theme.bad()),
        MemberStanding::Removed => (theme.no(), theme.dim()),
    };
    (format!("{mark} {}", cx.t(standing_key(standing))), style)
}

pub fn request_standing(standing: RequestStanding, cx: &Context) -> (String, Style) {
    let theme = cx.theme;
    let (mark, key, style) = match standing {
        RequestStanding::Open => (theme.dot(), "request-open", theme.text()),
        RequestStanding::Approved => (theme.yes(), "request-approved", theme.good()),
        RequestStanding::Denied => (theme.no(), "request-denied", theme.bad()),
        RequestStanding::Over => ("!", "request-over", theme.dim()),
    };
    (format!("{mark} {}", cx.t(key)), style)
}

pub const fn scope_key(scope: Scope) -> &'static str {
    match scope {
        Scope::Own => "scope-own",
        Scope::Department => "scope-department",
        Scope::All => "scope-all",
    }
}

pub const fn class_key(class: Class) -> &'static str {
    match class {
        Class::Contact => "class-contact",
        Class::Identity => "class-identity",
        Class::Financial => "class-financial",
    }
}

/// Classes in words, or a word for none.
pub fn classes(classes: &[Class], cx: &Context) -> String {
    if classes.is_empty() {
        return cx.t("classes-none");
    }
    classes.iter().map(|class| cx.t(class_key(*class))).collect::<Vec<_>>().join(", ")
}

pub const fn right_key(right: FieldRight) -> &'static str {
    match right {
        FieldRight::None => "right-none",
        FieldRight::Masked => "right-masked",
        FieldRight::Lookup => "right-lookup",
        FieldRight::RevealWithReason => "right-reason",
        FieldRight::Reveal => "right-reveal",
    }
}

pub const fn grave_key(grave: Grave) -> &'static str {
    match grave {
        Grave::ClassGrant => "grave-class-grant",
        Grave::BulkExport => "grave-bulk-export",
        Grave::Purge => "grave-purge",
        Grave::PolicyChange => "grave-policy-change",
    }
}

pub const fn manner_key(manner: EditManner) -> &'static str {
    match manner {
        EditManner::Permitted => "manner-permitted",
        EditManner::OwnerAndPermitted => "manner-owner-and-permitted",
        EditManner::OwnerOnly => "manner-owner-only",
    }
}

/// The text of a kind of thing with a stable name, or the name where there is none.
fn named(kind: &str, name: &str, cx: &Context) -> String {
    let key = format!("{kind}-{}", name.replace(['.', '_', ' '], "-"));
    cx.i18n.find(&key, &[]).unwrap_or_else(|| SafeText::new(name).as_str().to_owned())
}

/// What a decision does.
pub fn act(name: &str, cx: &Context) -> String {
    named("act", name, cx)
}

/// What an alert is about.
pub fn alert(kind: &str, cx: &Context) -> String {
    named("seen", kind, cx)
}

/// A role by its key, and by its name where it is one of the office's own.
pub fn role(role: Role, name: &str, cx: &Context) -> String {
    match role {
        Role::Custom(_) => name.to_owned(),
        role => cx.role(role),
    }
}

/// What a request is for: the customer's code and the field, or the log's export.
pub fn wanted(code: &str, field: Option<Field>, cx: &Context) -> String {
    match field {
        Some(field) => [code, &cx.i18n.field(field.name())].join(cx.theme.between()),
        None => cx.t("request-export"),
    }
}

/// What the desk sees by itself, beside the detectors.
#[cfg(test)]
pub const SEEN: [&str; 19] = [
    "member-altered",
    "member-key-swapped",
    "class-key-swapped",
    "key-copy-unusable",
    "decision-refused",
    "decision-unlogged",
    "decisions-changed",
    "sign-in-failures",
    "record-altered",
    "request-altered",
    "ssh-key-altered",
    "alert-altered",
    "checkpoint-failed",
    "log-rolled-back",
    "backup-failed",
    "backup-missed",
    "backup-drill-failed",
    "backup-drill-overdue",
    "office-restored",
];

/// The keys that are put together from names.
#[cfg(test)]
pub fn made() -> Vec<String> {
    const ACTS: [&str; 20] = [
        "appoint",
        "invite",
        "reset",
        "enrol",
        "grant",
        "stand-in",
        "give-keys",
        "suspend",
        "reactivate",
        "remove",
        "role",
        "remove-role",
        "department",
        "remove-department",
        "policy",
        "class-key",
        "office-key",
        "review",
        "recovery-kit",
        "unreadable",
    ];
    let named = ACTS.map(|act| format!("act-{act}")).into_iter().chain(SEEN.map(|kind| format!("seen-{kind}")));
    named.collect()
}
