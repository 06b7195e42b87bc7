//! Admin: each section full, empty and loading, and each popup over it.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;

use super::Sight;
use crate::cast::Cast;
use crate::office::{Seat, id};
use crate::staff::{invited, managed, office};

pub const SIGHTS: &[Sight] = &[
    ("members", |cast| cast.at("members")),
    ("members_loading", |cast| cast.entering("members")),
    ("members_empty", |cast| empty(cast, "members", OfficeAnswer::Members(Vec::new()))),
    ("members_failed", |cast| {
        let mut seat = cast.entering("members");
        seat.reply(Err(Problem::Busy));
        seat
    }),
    ("sessions", |cast| cast.at("sessions")),
    ("sessions_loading", |cast| cast.entering("sessions")),
    ("sessions_empty", |cast| empty(cast, "sessions", OfficeAnswer::Sessions(Vec::new()))),
    ("session_message", |cast| {
        let mut seat = pressed(cast, "sessions", "jjm");
        seat.keys(if cast.short {
            "Stop at 6."
        } else {
            "Máy chủ khởi động lại lúc 18:00, hãy lưu lại nhé."
        });
        seat
    }),
    ("session_message_all", |cast| pressed(cast, "sessions", "M\n")),
    ("session_end", |cast| pressed(cast, "sessions", "jjd")),
    ("member", member),
    ("member_decision", |cast| {
        let mut seat = member(cast);
        seat.keys("jjjj");
        seat
    }),
    ("member_invited", |cast| {
        let mut seat = cast.at("members");
        seat.keys("jjj\n");
        let row = cast.members()[3].clone();
        let (sessions, decisions) = (Vec::new(), Vec::new());
        let invited_until = Some(Micros(seat.now.0 + 7_200_000_000));
        let detail = MemberDetail { row, sessions, decisions, temporary: None, invited_until, ..cast.member() };
        seat.reply(office(OfficeAnswer::Member(Box::new(detail))));
        seat
    }),
    ("member_end_session", |cast| {
        let mut seat = member(cast);
        seat.keys("x");
        seat
    }),
    ("member_invite", |cast| {
        let mut seat = inviting(cast);
        seat.keys(if cast.short { "an" } else { "Nguyễn Văn Ân" });
        seat
    }),
    ("member_invite_loading", |cast| {
        let mut seat = cast.at("members");
        seat.keys("n");
        seat
    }),
    ("member_invite_mistake", |cast| {
        let mut seat = inviting(cast);
        seat.keys("an\t\t\t\tsoon\n");
        seat
    }),
    ("member_invite_refused", |cast| {
        let mut seat = inviting(cast);
        seat.keys("an\n");
        seat.reply(Err(Problem::Refused("no right".into())));
        seat
    }),
    ("member_code", |cast| {
        let mut seat = inviting(cast);
        seat.keys("an\n");
        seat.reply(managed(invited("an")));
        seat
    }),
    ("member_code_proposed", |cast| {
        let mut seat = inviting(cast);
        seat.keys("an\n");
        let Managed::Invited(code) = invited("an") else { return seat };
        seat.reply(managed(Managed::Invited(Invited { proposal: Some(id(70)), ..code })));
        seat
    }),
    ("member_grant", |cast| {
        let mut seat = cast.at("members");
        seat.keys("je");
        choices(cast, &mut seat);
        seat
    }),
    ("member_stand_in", |cast| {
        let mut seat = cast.at("members");
        seat.keys("jt");
        choices(cast, &mut seat);
        seat
    }),
    ("member_reset", |cast| pressed(cast, "members", "jr")),
    ("member_suspend", |cast| pressed(cast, "members", "js")),
    ("member_reactivate", |cast| pressed(cast, "members", "jjjjs")),
    ("member_remove", |cast| pressed(cast, "members", "jd")),
    ("member_prove", |cast| {
        let mut seat = pressed(cast, "members", "jd\n");
        seat.reply(Err(Problem::ProveAgain));
        seat.keys("abc");
        seat
    }),
    ("member_prove_wrong", |cast| {
        let mut seat = pressed(cast, "members", "jd\n");
        seat.reply(Err(Problem::ProveAgain));
        seat.keys("abc\n");
        seat.reply(Err(Problem::SignInRefused));
        seat
    }),
    ("member_proposed", |cast| {
        let mut seat = pressed(cast, "members", "jd\n");
        seat.reply(managed(Managed::Proposed(id(70))));
        seat.reply(office(cast.answer("members")));
        seat
    }),
    ("member_sending", |cast| pressed(cast, "members", "js\n")),
    ("roles", |cast| cast.at("roles")),
    ("role", |cast| pressed(cast, "roles", "\n")),
    ("role_fields", |cast| pressed(cast, "roles", "\nG")),
    ("role_copy", |cast| pressed(cast, "roles", "jjn")),
    ("role_edit", |cast| {
        let mut seat = pressed(cast, "roles", "Ge");
        seat.press(KeyCode::Right);
        seat
    }),
    ("role_edit_field", |cast| {
        let mut seat = pressed(cast, "roles", "Ge");
        (0..25).for_each(|_| seat.press(KeyCode::Down));
        seat
    }),
    ("role_nameless", |cast| {
        let mut seat = pressed(cast, "roles", "n");
        seat.send(Event::Key(Key::ctrl('s')));
        seat
    }),
    ("role_remove", |cast| pressed(cast, "roles", "Gd")),
    ("departments", |cast| cast.at("departments")),
    ("departments_empty", |cast| empty(cast, "departments", OfficeAnswer::Departments(Vec::new()))),
    ("department_add", |cast| pressed(cast, "departments", "jn")),
    ("department_change", |cast| pressed(cast, "departments", "j\n")),
    ("department_remove", |cast| pressed(cast, "departments", "jjd")),
    ("policy", |cast| cast.at("policy")),
    ("policy_end", |cast| pressed(cast, "policy", "G")),
    ("policy_form", |cast| pressed(cast, "policy", "e")),
    ("policy_form_end", |cast| pressed(cast, "policy", "Ge")),
    ("policy_form_mistake", |cast| {
        let mut seat = pressed(cast, "policy", "Ge");
        seat.keys("x");
        seat.send(Event::Key(Key::ctrl('s')));
        seat
    }),
    ("fields_none", |cast| cast.at("fields")),
    ("fields", fields),
    ("field_change", |cast| {
        let mut seat = fields(cast);
        seat.keys("j\n");
        seat
    }),
    ("keys", |cast| cast.at("keys")),
    ("keys_last", |cast| pressed(cast, "keys", "G")),
    ("keys_undrilled", |cast| {
        let status = KeyStatus { drilled_at: None, ..cast.keys() };
        empty(cast, "keys", OfficeAnswer::Keys(status))
    }),
    ("keys_rotate", |cast| pressed(cast, "keys", "r")),
    ("keys_reseal", |cast| {
        let mut seat = pressed(cast, "keys", "s");
        seat.reply(Ok(Reply::Resealed(ResealState { looked: 2_600, of: 4_000, sealed: 2_500, finished: false })));
        seat
    }),
    ("keys_reseal_begins", |cast| pressed(cast, "keys", "s")),
    ("decisions", |cast| cast.at("decisions")),
    ("decisions_refused", |cast| pressed(cast, "decisions", "jj")),
    ("decisions_empty", |cast| empty(cast, "decisions", OfficeAnswer::Decisions(DecisionPage::default()))),
    ("backups", |cast| cast.at("backups")),
    ("backups_empty", |cast| empty(cast, "backups", OfficeAnswer::Backups(Box::default()))),
    ("backups_overdue", |cast| {
        let shown = Backups { drill: None, next: None, drill_overdue: true, ..cast.backups() };
        empty(cast, "backups", OfficeAnswer::Backups(Box::new(shown)))
    }),
    ("backups_making", |cast| pressed(cast, "backups", "n")),
    ("backups_trying", |cast| pressed(cast, "backups", "t")),
    ("review", |cast| cast.at("review")),
    ("review_change", |cast| pressed(cast, "review", "jjj")),
    ("review_filter", |cast| pressed(cast, "review", "/lead")),
    ("review_none", |cast| pressed(cast, "review", "/zzz\n")),
    ("review_changes", |cast| pressed(cast, "review", "o")),
    ("review_never", |cast| {
        let review = Review { last: None, changes: Vec::new(), ..cast.review() };
        empty(cast, "review", OfficeAnswer::Review(Box::new(review)))
    }),
    ("review_sign", |cast| pressed(cast, "review", "s")),
];

fn fields(cast: &Cast) -> Seat {
    let mut view = cast.policy();
    view.policy.own_fields = crate::more::fields();
    let mut seat = cast.entering("fields");
    seat.reply(office(OfficeAnswer::Policy(Box::new(view))));
    seat
}

pub fn empty(cast: &Cast, section: &str, answer: OfficeAnswer) -> Seat {
    let mut seat = cast.entering(section);
    seat.reply(office(answer));
    seat
}

pub fn pressed(cast: &Cast, section: &str, keys: &str) -> Seat {
    let mut seat = cast.at(section);
    seat.keys(keys);
    seat
}

fn member(cast: &Cast) -> Seat {
    let mut seat = cast.at("members");
    seat.keys("j\n");
    seat.reply(office(OfficeAnswer::Member(Box::new(cast.member()))));
    seat
}

/// The form of an invitation, with what there is to choose from.
fn inviting(cast: &Cast) -> Seat {
    let mut seat = cast.at("members");
    seat.keys("n");
    choices(cast, &mut seat);
    seat
}

fn choices(cast: &Cast, seat: &mut Seat) {
    seat.reply(office(cast.answer("roles")));
    seat.reply(office(cast.answer("departments")));
}
