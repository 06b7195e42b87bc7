//! The checks beside what standards and law ask for: a page to hand over, without a claim of certification.

use std::fmt::Write;

use jiff::Timestamp;

use super::{Check, Layer, Report, State};

/// A control or a duty, and the checks that show a part of it.
type Row = (&'static str, &'static str, &'static [&'static str]);

/// ISO/IEC 27001:2022, Annex A.
const ISO: [Row; 22] = [
    ("A.5.3", "Segregation of duties", &["broad_members", "broad_roles"]),
    ("A.5.15", "Access control", &["signed_grants", "scope_rules", "decisions"]),
    ("A.5.16", "Identity management", &["stale_members"]),
    ("A.5.17", "Authentication information", &["totp", "argon2", "ssh_key"]),
    ("A.5.18", "Access rights", &["broad_members", "stale_members"]),
    ("A.5.28", "Collection of evidence", &["chain", "checkpoints", "checkpoints_outside"]),
    ("A.5.33", "Protection of records", &["chain", "signed_log", "integrity"]),
    ("A.5.34", "Privacy and protection of personal data", &["sealed_fields", "own_fields", "reveal_rules"]),
    ("A.7.10", "Storage media", &["mount", "disk_encryption"]),
    ("A.8.1", "User end point devices", &["idle_lock", "core_dumps", "secret_mode"]),
    ("A.8.2", "Privileged access rights", &["broad_members", "broad_roles", "session_rules"]),
    ("A.8.3", "Information access restriction", &["scope_rules", "sealed_fields", "folder_mode", "database_mode"]),
    ("A.8.5", "Secure authentication", &["totp", "argon2", "lifetime"]),
    ("A.8.6", "Capacity management", &["room"]),
    ("A.8.9", "Configuration management", &["config_mode"]),
    ("A.8.11", "Data masking", &["reveal_rules", "own_fields"]),
    ("A.8.12", "Data leakage prevention", &["reveal_rules", "alerts"]),
    ("A.8.13", "Information backup", &["backup", "backup_drill", "kit_copy", "kit_drill"]),
    ("A.8.15", "Logging", &["log_rules", "signed_log", "chain"]),
    ("A.8.16", "Monitoring activities", &["alerts"]),
    ("A.8.17", "Clock synchronization", &["clock", "time_service"]),
    ("A.8.24", "Use of cryptography", &["sealed_file", "sealed_fields", "class_keys", "host_rotation", "secret_place"]),
];

/// Regulation (EU) 2016/679, article 32, paragraph 1.
const GDPR: [Row; 4] = [
    (
        "Art. 32 (1) (a)",
        "pseudonymisation and encryption",
        &["sealed_file", "sealed_fields", "class_keys", "disk_encryption"],
    ),
    (
        "Art. 32 (1) (b)",
        "confidentiality, integrity, availability and resilience",
        &["secret_mode", "scope_rules", "integrity", "chain", "room", "backup"],
    ),
    ("Art. 32 (1) (c)", "restoring availability in time", &["backup", "kit_copy", "kit_drill"]),
    ("Art. 32 (1) (d)", "regular testing and evaluating", &["backup_drill", "kit_drill", "checkpoints", "alerts"]),
];

/// The page, in Markdown.
pub fn compliance(report: &Report) -> String {
    let at = Timestamp::from_microsecond(report.at.0).unwrap_or_default().strftime("%Y-%m-%d %H:%M UTC");
    let mut page = format!(
        "# What the checks show of controls and duties\n\nMade by `kin doctor --compliance`, {at}. Mode: {}.\n\n\
         **This is no certification, and no statement of conformity.** It sets technical checks of one office on one \
         machine beside the controls and duties that they are a part of. Organisation, people and law are not looked \
         at, and a check that is good shows no more than its sentence says. Have it judged by whoever is competent.\n",
        report.mode.name()
    );
    table(&mut page, "ISO/IEC 27001:2022, Annex A", "control", &ISO, report);
    table(&mut page, "GDPR, article 32 (1)", "duty", &GDPR, report);
    page.push_str("\n## The eight layers\n\n| layer | check | state | kept | why |\n|---|---|---|---|---|\n");
    for layer in Layer::ALL {
        for Check { what, state, enforced, why, .. } in report.of(layer) {
            let kept = enforced.map_or("", |enforced| enforced.name());
            let _ = writeln!(page, "| {} | {what} | {} | {kept} | {} |", layer.name(), state.name(), cell(why));
        }
    }
    page
}

fn table(page: &mut String, title: &str, first: &str, rows: &[Row], report: &Report) {
    let _ = write!(page, "\n## {title}\n\n| {first} | | worst | checks |\n|---|---|---|---|\n");
    for (number, words, keys) in rows {
        let found: Vec<&Check> = keys.iter().filter_map(|key| report.find(key)).collect();
        let worst = found.iter().map(|check| check.state).max();
        let worst = worst.map_or("not looked at", State::name);
        let listed: Vec<String> =
            found.iter().map(|check| format!("{} ({})", check.what, check.state.name())).collect();
        let _ = writeln!(page, "| {number} | {words} | {worst} | {} |", cell(&listed.join(", ")));
    }
}

/// Nothing that would end a cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
