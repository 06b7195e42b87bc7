//! Today and Admin: keys in, requests out, and what is said of the answers.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::hits::Target;
use kin::ui::*;

use crate::cast::Cast;
use crate::office::{Seat, id};
use crate::sights::{LARGE, SMALL};
use crate::staff::{chief, invited, managed, office, own_role};

const DAY: i64 = 86_400_000_000;

fn cast() -> Cast {
    Cast::usual(Lang::En, SMALL)
}

/// The act that was sent last.
#[track_caller]
fn act(seat: &Seat) -> &Manage {
    let sent = seat.asked.iter().rev().find_map(|(_, request)| match request {
        Request::Manage(act) => Some(&**act),
        _ => None,
    });
    sent.expect("an act was sent")
}

fn acts(seat: &Seat) -> usize {
    seat.asks(|request| matches!(request, Request::Manage(_)))
}

fn asked(seat: &Seat, wanted: &OfficeQuery) -> usize {
    seat.asked.iter().filter(|(_, request)| matches!(request, Request::Office(query) if query == wanted)).count()
}

fn right(seat: &mut Seat, times: usize) {
    seat.times(times, KeyCode::Right);
}

#[test]
fn digits_show_what_the_role_may_open() {
    let mut seat = cast().list();
    seat.keys("1");
    seat.shows("› Today");
    seat.keys("0");
    seat.hides("› Admin");
    seat.keys("2");
    seat.shows("1,000,000 customers");
    let mut seat = cast().arriving(SignedIn {
        rights: Rights { members: true, review: true, alerts: true, list: true, ..Rights::default() },
        ..chief()
    });
    seat.keys("0");
    seat.shows("[Members] Roles  Departments  Policy  Service  Fields  Keys  Alerts ");
    seat.keys("\t\t\t");
    seat.shows("› Admin › Policy");
    seat.press(KeyCode::BackTab);
    seat.shows("› Admin › Departments");
    seat.keys("n");
    seat.shows("Not possible here");
    let rights = Rights { alerts: true, list: true, ..Rights::default() };
    let mut seat = cast().arriving(SignedIn { rights, ..chief() });
    seat.keys("0");
    seat.shows("› Admin › Alerts");
    seat.hides("Members");
}

#[test]
fn the_palette_leads_to_the_sections_that_one_may_see() {
    let rights = Rights { alerts: true, list: true, ..Rights::default() };
    let mut seat = cast().arriving(SignedIn { rights, ..chief() });
    seat.keys(":admin");
    seat.shows("Admin: Detectors");
    seat.hides("Admin: Members");
    seat.keys(" alerts");
    seat.shows("▸ Admin: Alerts");
    seat.keys("\n");
    seat.shows("› Admin › Alerts");
    let mut seat = cast().list();
    seat.keys(":admin");
    seat.hides("Admin: ");
}

#[test]
fn what_waits_is_counted_in_the_title_and_asked_for_only_when_it_matters() {
    let mut seat = cast().chief();
    assert_eq!(asked(&seat, &OfficeQuery::Today), 1);
    seat.reply(office(OfficeAnswer::Today(Box::new(cast().today()))));
    seat.shows("1 Today: 7");
    seat.pass(120);
    assert_eq!(asked(&seat, &OfficeQuery::Today), 1, "nothing polls");
    seat.keys("1");
    assert_eq!(asked(&seat, &OfficeQuery::Today), 2);
    seat.reply(office(OfficeAnswer::Today(Box::default())));
    seat.hides("Today: ");
    seat.shows("Nothing waits for you");
    seat.shows("Press 2");
}

#[test]
fn a_request_is_decided_with_a_word_and_never_by_enter_alone() {
    let mut seat = cast().at_today(cast().today());
    seat.press(KeyCode::Down);
    seat.keys("\n\n\n");
    seat.shows("Choose first");
    assert_eq!(acts(&seat), 0);
    right(&mut seat, 2);
    seat.keys("\task the lead\n\n");
    assert!(matches!(act(&seat), Manage::Decide { request, approve: false, words }
        if *request == id(51) && words == "ask the lead"));
    assert_eq!(acts(&seat), 1, "sent once");
    seat.keys("\x1b");
    seat.shows("On its way");
    seat.reply(managed(Managed::Done));
    seat.shows("Turned down.");
    assert_eq!(asked(&seat, &OfficeQuery::Today), 3, "loaded again");
}

#[test]
fn what_waits_in_today_is_opened_by_its_row() {
    let at = |row: usize| {
        let mut seat = cast().at_today(cast().today());
        seat.times(row, KeyCode::Down);
        seat.keys("\n");
        seat
    };
    let mut seat = at(3);
    right(&mut seat, 1);
    seat.keys("\n");
    assert!(matches!(act(&seat), Manage::Second { proposal, approve: true } if *proposal == id(60)));
    let mut seat = at(4);
    seat.keys("\n");
    assert!(matches!(act(&seat), Manage::GiveKeys { member } if *member == id(12)));
    let mut seat = at(0);
    seat.shows("Slow harvesting");
    seat.shows("Taken by");
    let mut seat = at(6);
    seat.shows("› Admin › Keys");
    assert_eq!(asked(&seat, &OfficeQuery::Keys), 1);
    let seat = at(7);
    assert!(matches!(seat.last(), Request::Customer(customer) if *customer == id(1)));
    let mut seat = at(8);
    seat.shows("› Today");
    assert!(!matches!(seat.last(), Request::Customer(_)), "a denied request opens nothing");
}

#[test]
fn who_proposed_can_only_take_it_back() {
    let proposals = vec![ProposalView { mine: true, ..cast().proposal() }];
    let mut seat = cast().at_today(Today { proposals, ..Today::default() });
    seat.keys("\n");
    right(&mut seat, 1);
    seat.hides("approve ›");
    seat.keys("\n");
    assert!(matches!(act(&seat), Manage::Second { approve: false, .. }));
}

#[test]
fn the_selection_in_today_stays_on_its_row() {
    let mut seat = cast().at_today(cast().today());
    seat.times(4, KeyCode::Down);
    let before = seat.selected().1;
    assert!(before.contains("Minh Khai"), "{before}");
    seat.press(KeyCode::F(5));
    let today = Today { requests: Vec::new(), ..cast().today() };
    seat.reply(office(OfficeAnswer::Today(Box::new(today))));
    assert_eq!(seat.selected().1, before);
}

fn inviting() -> Seat {
    let mut seat = cast().at("members");
    seat.keys("n");
    seat.reply(office(cast().answer("roles")));
    seat.reply(office(cast().answer("departments")));
    seat
}

#[test]
fn an_invitation_is_typed_sent_and_its_code_shown_once() {
    let mut seat = inviting();
    seat.keys("\n");
    seat.shows("A name is needed");
    seat.keys("Nguyễn Văn Ân\t");
    seat.keys("l\t");
    seat.keys("b\t");
    right(&mut seat, 1);
    seat.keys("\t2026-12-31\n");
    let Manage::Invite { name, grant } = act(&seat) else { panic!("no invitation") };
    assert_eq!(name, "Nguyễn Văn Ân");
    assert_eq!((grant.role, grant.department, grant.limit), (Role::Lead, id(203), Scope::Own));
    // The whole of the last day, by the clock of here.
    assert_eq!(grant.expires, Some(Micros(1_798_736_400_000_000)));
    seat.reply(managed(invited("Nguyễn Văn Ân")));
    seat.shows("K 7 Q M    2 X P A    9 R T V    4 H D W");
    seat.shows("C 6 N E    Y B");
    seat.shows("25 Nov 2026");
    assert!(!format!("{:?}", seat.model).contains("K7QM"), "Debug shows nothing");
    seat.keys("\n");
    seat.shows("K 7 Q M");
    seat.keys("x");
    seat.hides("K 7 Q M");
    assert_eq!(asked(&seat, &OfficeQuery::Members), 2, "the list is loaded again");
}

#[test]
fn a_program_is_invited_as_people_are_and_joins_with_a_key_file() {
    let mut seat = inviting();
    seat.keys("exchange\ts");
    seat.keys("\n");
    assert!(matches!(act(&seat), Manage::Invite { grant, .. } if grant.role == Role::Service), "{:?}", act(&seat));
    let Managed::Invited(code) = invited("exchange") else { panic!("no code") };
    seat.reply(managed(Managed::Invited(Invited { program: true, ..code })));
    seat.shows("kin join --key-out FILE");
    seat.hides("Whoever has it can come in");
    // Nobody who is there is made one.
    let mut seat = cast().at("members");
    seat.keys("je");
    seat.reply(office(cast().answer("roles")));
    seat.reply(office(cast().answer("departments")));
    for _ in Role::BUILT_IN {
        right(&mut seat, 1);
        seat.hides("service");
    }
}

#[test]
fn a_role_is_made_one_for_programs() {
    let mut seat = cast().at("roles");
    seat.keys("jjnTổng đài\n");
    seat.times(2, KeyCode::Up);
    seat.shows("Whom it is for");
    seat.shows("people, or programs, which sign in by a key file alone");
    seat.keys(" ");
    seat.shows("programs");
    seat.send(Event::Key(Key::ctrl('s')));
    let Manage::SaveRole { rights, .. } = act(&seat) else { panic!("no role: {:?}", act(&seat)) };
    assert!(rights.program);
    seat.reply(Err(Problem::Refused("a role for programs may not hold log.view".into())));
    seat.shows("may not hold log.view");
    seat.keys("  ");
    right(&mut seat, 1);
    seat.send(Event::Key(Key::ctrl('s')));
    assert!(matches!(act(&seat), Manage::SaveRole { rights, .. } if !rights.program));
}

#[test]
fn the_code_goes_with_the_lock() {
    let mut seat = inviting();
    seat.keys("an\n");
    seat.reply(managed(invited("an")));
    seat.press(KeyCode::F(9));
    seat.keys("pw\n");
    seat.reply(Ok(Reply::Unlocked));
    seat.hides("K 7 Q M");
}

#[test]
fn nothing_typed_is_lost_by_a_refusal_or_by_esc() {
    let mut seat = inviting();
    seat.keys("an\t\t\t\tsoon\n");
    seat.shows("Write a coming day");
    assert_eq!(acts(&seat), 0);
    seat.keys("<<<<\n");
    seat.reply(Err(Problem::Refused("no power over that department".into())));
    seat.shows("no power over that department");
    seat.shows("an");
    assert!(seat.model.unsaved());
    seat.keys("\x1b");
    seat.shows("Unsaved");
    seat.keys("\x1b");
    seat.shows("Invite somebody");
    seat.keys("\x1b\n");
    seat.hides("Invite somebody");
}

#[test]
fn a_grave_act_asks_the_password_and_goes_on_by_itself() {
    let mut seat = cast().at("members");
    seat.keys("jd");
    seat.shows("Remove Nguyễn Thị Minh Khai for good?");
    seat.keys("\n");
    seat.reply(Err(Problem::ProveAgain));
    seat.shows("Is it still you?");
    seat.keys("wrong\n");
    assert!(matches!(seat.last(), Request::Prove { password } if password.expose() == "wrong"));
    seat.reply(Err(Problem::SignInRefused));
    seat.shows("wrong");
    seat.keys("right\n");
    assert_eq!(acts(&seat), 1);
    seat.reply(Ok(Reply::Proved));
    assert_eq!(acts(&seat), 2);
    assert!(matches!(act(&seat), Manage::Remove { member } if *member == id(12)));
    seat.reply(managed(Managed::Proposed(id(70))));
    seat.shows("A second person has to approve this");
    seat.hides("for good?");
}

#[test]
fn a_proof_that_is_given_up_leaves_the_form_as_it_was() {
    let mut seat = inviting();
    seat.keys("an\n");
    seat.reply(Err(Problem::ProveAgain));
    seat.keys("pw\x1b");
    seat.shows("Invite somebody");
    seat.shows("needs your password again");
    seat.keys("\n");
    assert_eq!(acts(&seat), 2);
    seat.reply(Err(Problem::ProveAgain));
    seat.keys("pw");
    seat.press(KeyCode::F(9));
    seat.keys("pw\n");
    seat.reply(Ok(Reply::Unlocked));
    seat.hides("Is it still you?");
    seat.shows("Invite somebody");
}

#[test]
fn members_are_managed_by_a_key_each() {
    for (keys, member, is) in [
        ("js\n", 12, (|act| matches!(act, Manage::Suspend { .. })) as fn(&Manage) -> bool),
        ("jjjjs\n", 15, |act| matches!(act, Manage::Reactivate { .. })),
        ("jr\n", 12, |act| matches!(act, Manage::Reset { .. })),
        ("jd\n", 12, |act| matches!(act, Manage::Remove { .. })),
        ("jK\n", 12, |act| matches!(act, Manage::GiveKeys { .. })),
    ] {
        let mut seat = cast().at("members");
        seat.keys(keys);
        assert!(is(act(&seat)), "{keys}: {:?}", act(&seat));
        assert!(format!("{:?}", act(&seat)).contains(&id(member).to_string()), "{keys}: {:?}", act(&seat));
        seat.reply(managed(Managed::Done));
        assert_eq!(asked(&seat, &OfficeQuery::Members), 2, "{keys}");
    }
    // Who was removed is past managing, and who waits for nothing needs no keys.
    for keys in ["Ge", "Gs", "Gd", "K"] {
        let mut seat = cast().at("members");
        seat.keys(keys);
        seat.shows("Not possible here");
    }
}

#[test]
fn grants_keep_what_the_member_has_and_a_stand_in_ends_by_itself() {
    let mut seat = cast().at("members");
    seat.keys("je");
    seat.reply(office(cast().answer("departments")));
    seat.reply(office(cast().answer("roles")));
    seat.keys("\n");
    let Manage::Grant { member, grant, temporary } = act(&seat) else { panic!("no grant") };
    assert_eq!((*member, *temporary), (id(12), false));
    let same = GrantDraft { role: Role::Lead, department: id(201), limit: Scope::Department, expires: None };
    assert_eq!(*grant, same);
    let mut seat = cast().at("members");
    seat.keys("jt");
    seat.keys("\n");
    seat.shows("have not come yet");
    seat.reply(office(cast().answer("roles")));
    seat.reply(office(cast().answer("departments")));
    seat.keys("\t\t\t<400\n");
    seat.shows("1 to 366");
    seat.keys("<<<14\n");
    let Manage::Grant { grant, temporary: true, .. } = act(&seat) else { panic!("no stand-in") };
    assert_eq!(grant.expires, Some(Micros(seat.now.0 + 14 * DAY)));
}

#[test]
fn a_member_is_shown_whole_and_a_session_ended() {
    let mut seat = cast().at("members");
    seat.keys("j\n");
    assert!(matches!(seat.last(), Request::Office(OfficeQuery::Member(member)) if *member == id(12)));
    seat.reply(office(OfficeAnswer::Member(Box::new(cast().member()))));
    for words in ["Stands in as", "waits for identity", "desk-3 terminal", "this one", "by thu"] {
        seat.shows(words);
    }
    seat.keys("jx\n");
    assert!(matches!(act(&seat), Manage::EndSession { session } if *session == id(31)));
    seat.reply(managed(Managed::Done));
    assert_eq!(asked(&seat, &OfficeQuery::Member(id(12))), 2, "the member is loaded again");
    // On a decision there is no session to end.
    seat.keys("jx");
    seat.shows("Not possible here");
    seat.keys("\x1b");
    seat.shows("[Members]");
}

#[test]
fn a_role_is_copied_cell_by_cell() {
    let mut seat = cast().at("roles");
    seat.keys("e");
    seat.shows("Not possible here");
    seat.keys("jjn");
    seat.send(Event::Key(Key::ctrl('s')));
    seat.shows("A name is needed");
    seat.keys("Trực đêm\n");
    // The first operation: the lead's department becomes all, then not at all.
    right(&mut seat, 1);
    seat.keys("\n");
    right(&mut seat, 2);
    // The phone: seen without a reason, copied, not edited.
    seat.times(OPERATIONS.len() - 1, KeyCode::Down);
    seat.keys(" ");
    right(&mut seat, 1);
    seat.keys(" ");
    right(&mut seat, 1);
    seat.keys(" ");
    seat.send(Event::Key(Key::ctrl('s')));
    let Manage::SaveRole { role: None, name, rights } = act(&seat) else { panic!("no role: {:?}", act(&seat)) };
    assert_eq!(name, "Trực đêm");
    assert_eq!(rights.operations.get(OPERATIONS[0]), Some(&Scope::All));
    assert_eq!(rights.operations.get(OPERATIONS[1]), None);
    assert_eq!(rights.operations.get(OPERATIONS[2]), Some(&Scope::Department));
    assert_eq!(rights.field(Field::Phone), FieldRule { view: FieldRight::Reveal, copy: true, edit: false });
    seat.reply(Err(Problem::Refused("no".into())));
    seat.shows("Trực đêm");
    seat.keys("\x1b");
    seat.shows("Unsaved");
}

#[test]
fn an_own_role_is_edited_and_removed() {
    let mut seat = cast().at("roles");
    seat.keys("Ge");
    seat.shows("Cộng tác viên");
    seat.send(Event::Key(Key::ctrl('s')));
    assert!(matches!(act(&seat), Manage::SaveRole { role: Some(role), .. } if *role == id(90)));
    let mut seat = cast().at("roles");
    seat.keys("Gd");
    seat.shows("1 member has it");
    seat.keys("\n");
    assert!(matches!(act(&seat), Manage::RemoveRole { role } if Role::Custom(*role) == own_role()));
}

#[test]
fn departments_are_added_moved_and_removed() {
    let mut seat = cast().at("departments");
    seat.keys("jnPháp chế\n");
    assert!(matches!(act(&seat), Manage::SaveDepartment { department: None, name, parent }
        if name == "Pháp chế" && *parent == Some(id(201))));
    let mut seat = cast().at("departments");
    seat.keys("j\n 2\t");
    // Neither itself nor what stands under it is offered: the top, the company, sales.
    right(&mut seat, 1);
    seat.shows("Bán hàng");
    right(&mut seat, 1);
    seat.shows("at the top");
    seat.keys("\n");
    assert!(matches!(act(&seat), Manage::SaveDepartment { department: Some(department), name, parent: None }
        if *department == id(201) && name == "Chăm sóc khách hàng 2"));
    let mut seat = cast().at("departments");
    seat.keys("Gd\n");
    assert!(matches!(act(&seat), Manage::RemoveDepartment { department } if *department == id(203)));
}

#[test]
fn the_policy_is_saved_as_one() {
    let mut seat = cast().at("policy");
    seat.keys("\n");
    seat.keys(" \t\t\t\t<<90");
    // The first manners, then the last quota.
    seat.times(4, KeyCode::Down);
    right(&mut seat, 2);
    seat.times(13, KeyCode::Up);
    seat.press(KeyCode::End);
    seat.keys("<<<<<<9/8");
    seat.send(Event::Key(Key::ctrl('s')));
    seat.shows("Write it as 20/80");
    assert_eq!(acts(&seat), 0);
    seat.keys("<<<9/18");
    seat.send(Event::Key(Key::ctrl('s')));
    let Manage::SetPolicy(policy) = act(&seat) else { panic!("no policy") };
    assert_eq!(policy.two_persons.iter().collect::<Vec<_>>(), [&Grave::ClassGrant, &Grave::Purge]);
    assert_eq!((policy.approval_minutes, policy.invite_hours), (90, 72));
    assert_eq!(policy.manners.get("phone"), Some(&EditManner::OwnerAndPermitted));
    assert_eq!(policy.quota(Role::Agent, Class::Contact), Quota { hour: 5, day: 30 });
    let set: Vec<_> = policy.quotas.values().flat_map(|classes| classes.values()).collect();
    assert!(set.contains(&&Quota { hour: 9, day: 18 }) && set.len() == 2, "what is usual is not named: {set:?}");
}

#[test]
fn keys_are_changed_and_values_sealed_anew_until_all_are() {
    let state =
        |looked| Ok(Reply::Resealed(ResealState { looked, of: 900, sealed: looked / 2, finished: looked == 900 }));
    let reseals = |seat: &Seat| seat.asks(|request| matches!(request, Request::Reseal { class: Class::Contact }));
    let mut seat = cast().at("keys");
    seat.keys("r");
    seat.shows("Said plainly: what somebody could");
    seat.keys("\n");
    assert!(matches!(act(&seat), Manage::RotateKeys { class: Class::Contact }));
    seat.reply(managed(Managed::Done));
    assert_eq!(reseals(&seat), 1);
    seat.reply(state(300));
    seat.shows("300 of 900");
    seat.reply(state(600));
    assert_eq!(reseals(&seat), 3);
    // It goes on behind other work, and the title says how far it is.
    seat.keys("\x1b");
    seat.hides("the title says how far");
    seat.shows("sealing contact 66 %");
    seat.reply(state(700));
    assert_eq!(reseals(&seat), 4);
    seat.shows("sealing contact 77 %");
    // Looked at again it is the same work, and it can be stopped.
    seat.keys("s");
    assert_eq!(reseals(&seat), 4);
    seat.shows("700 of 900");
    seat.keys("x");
    seat.shows("Press s on the class");
    seat.hides("sealing contact");
    seat.reply(state(800));
    assert_eq!(reseals(&seat), 4, "stopped");
    seat.keys("s");
    assert_eq!(reseals(&seat), 5);
    seat.reply(state(900));
    seat.shows("450 values anew");
    assert_eq!(reseals(&seat), 5, "all is done");
}

#[test]
fn decisions_come_page_by_page() {
    let page = |from: i64| {
        let rows = (0..50).map(|n| DecisionRow { sequence: from - n, ..cast().decisions()[0].clone() }).collect();
        office(OfficeAnswer::Decisions(DecisionPage { rows, next: (from > 50).then_some(from - 49) }))
    };
    let mut seat = cast().entering("decisions");
    seat.reply(page(100));
    seat.keys("G");
    assert_eq!(asked(&seat, &OfficeQuery::Decisions { before: Some(51) }), 1);
    seat.reply(page(50));
    seat.keys("G");
    seat.shows("▸ 1 ");
    let mut seat = cast().at("decisions");
    seat.keys("jj");
    seat.shows("It gives nothing: lan does not hold member.manage");
}

#[test]
fn the_review_is_narrowed_compared_and_signed() {
    let mut seat = cast().at("review");
    seat.shows("Signed by ana");
    seat.shows("3 changes since");
    seat.keys("/phone lead");
    seat.shows("Reveal: Phone");
    seat.hides("Edit the customer");
    seat.keys("\n");
    seat.keys("c");
    seat.shows("Edit the customer");
    seat.keys("o");
    seat.hides("Edit the customer");
    seat.shows("- agent");
    seat.shows("~ agent");
    seat.keys("s");
    seat.shows("5 rights");
    seat.keys("quarter\n");
    assert!(matches!(act(&seat), Manage::SignReview { words } if words == "quarter"));
}

#[test]
fn sections_and_rows_follow_the_mouse() {
    for size in [SMALL, LARGE] {
        let mut seat = Cast::usual(Lang::En, size).at("members");
        let hits = seat.frame().1.hits;
        let tab = hits.iter().find(|(_, target)| *target == Target::Tab(7)).expect("a tab").0;
        seat.mouse(tab.x + 1, tab.y, MouseWhat::Press);
        seat.shows("› Admin › Keys");
        seat.reply(office(cast().answer("keys")));
        let hits = seat.frame().1.hits;
        let row = hits.iter().find(|(_, target)| *target == Target::Row(1)).expect("a row").0;
        seat.mouse(row.x + 1, row.y, MouseWhat::Press);
        assert_eq!(seat.frame().1.cursor.map(|at| at.y), Some(row.y));
    }
}

#[test]
fn what_comes_for_a_section_that_was_left_is_dropped() {
    let mut seat = cast().entering("members");
    let ticket = seat.ticket(|request| matches!(request, Request::Office(OfficeQuery::Members)));
    seat.keys("\t\t");
    seat.reply(office(cast().answer("roles")));
    seat.reply_to(ticket, office(cast().answer("members")));
    seat.shows("› Admin › Roles");
    seat.hides("Minh Khai");
}
