//! What keys do at one's own sign-in and at what one may not do: the requests that go out, and what is forgotten.

use kin::desk::api::*;
use kin::domain::*;
use kin::ui::*;
use qrcode::{EcLevel, QrCode};

use crate::cast::Cast;
use crate::office::*;
use crate::shelf::*;
use crate::sights::{self, KEY_LINE};

const PASSWORD: &str = "lotus rain ladder ocean plum nine";

fn cast() -> Cast {
    Cast::usual(Lang::En, sights::SMALL)
}

fn sight(name: &str) -> Seat {
    sights::find(name).1(&cast())
}

/// What was asked for, without the secrets.
fn printed(seat: &Seat) -> String {
    format!("{:?} {:?}", seat.model, seat.asked)
}

#[test]
fn an_invited_member_comes_in() {
    let mut seat = cast().seat();
    seat.ctrl('n');
    seat.keys("\n");
    seat.shows("Type the code of the invitation first.");
    seat.send(Event::Paste(" KIN-7Q2W-x1\n".into()));
    seat.keys("\n");
    assert!(matches!(seat.last(), Request::OpenInvitation { code } if code.expose() == "KIN-7Q2W-x1"));
    seat.reply(Ok(Reply::Invitation(Box::new(cast().enrolment()))));
    seat.shows("Welcome to Hoa Sen Travel, hạnh");
    seat.keys("short\nshort\n");
    seat.shows("at least 15 characters");
    seat.keys("\x1b");
    seat.reply(Ok(Reply::Invitation(Box::new(cast().enrolment()))));
    seat.shows("An invitation");
    seat.keys("KIN-7Q2W-x1\n");
    seat.reply(Ok(Reply::Invitation(Box::new(cast().enrolment()))));
    seat.send(Event::Paste(PASSWORD.into()));
    seat.keys("\n");
    seat.send(Event::Paste(PASSWORD.into()));
    seat.hides("lotus");
    seat.keys("\n");
    seat.shows("JBSW Y3DP EHPK 3PXP");
    seat.keys("123 456\n");
    let Request::Enrol { code, password, totp } = seat.last() else { panic!("not enrolled") };
    assert_eq!((code.expose(), password.expose(), totp.as_str()), ("KIN-7Q2W-x1", PASSWORD, "123456"));
    seat.reply(Ok(Reply::Enrolled(codes())));
    seat.shows("k0mf-7q2w-x9c0");
    seat.shows("k9mf-7q2w-x9c9");
    // Nothing but the key that says so takes them away.
    seat.keys("\x1b\n q");
    seat.shows("k0mf-7q2w-x9c0");
    let told = printed(&seat);
    for secret in ["k0mf", "JBSWY3DP", "lotus", "KIN-7Q2W"] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
    seat.keys("x");
    seat.hides("k0mf");
    seat.shows("Sign in now");
    seat.keys("pw\t1\n");
    let Request::SignIn { name, .. } = seat.last() else { panic!("not signed in") };
    assert_eq!(name, "hạnh");
}

#[test]
fn a_suggested_password_is_shown_and_filled_in_twice() {
    let mut seat = sight("enrol_password");
    seat.ctrl('g');
    assert!(matches!(seat.last(), Request::SuggestPassword));
    seat.reply(Ok(Reply::SuggestedPassword(Secret::new(PASSWORD))));
    seat.shows(PASSWORD);
    seat.shows("strong");
    assert!(!printed(&seat).contains("lotus"));
    seat.keys("\n");
    seat.hides(PASSWORD);
    seat.shows("six digits");
    seat.keys("1\n");
    assert!(matches!(seat.last(), Request::Enrol { password, .. } if password.expose() == PASSWORD));
}

#[test]
fn an_invitation_that_ended_begins_again_and_a_pause_drops_it() {
    let mut seat = sight("enrol_app");
    seat.keys("123456\n");
    seat.reply(Err(Problem::NoInvitation));
    seat.shows("An invitation");
    seat.shows("has ended");
    seat.hides("JBSW");
    // Nobody is signed in, so no lock would come.
    for name in ["enrol_app", "enrol_suggested", "recovery_codes"] {
        let mut seat = sight(name);
        seat.pass(299);
        assert!(!seat.screen().contains("one-time code"), "{name}");
        seat.pass(1);
        seat.shows("Sign in with your name");
        for secret in ["JBSW", "lotus", "k0mf"] {
            seat.hides(secret);
        }
    }
}

#[test]
fn a_slow_answer_to_an_invitation_that_was_left_is_dropped() {
    let mut seat = cast().seat();
    seat.ctrl('n');
    seat.keys("KIN\n\x1b");
    seat.shows("Sign in with your name");
    seat.reply(Ok(Reply::Invitation(Box::new(cast().enrolment()))));
    seat.hides("Welcome to");
}

/// The modules of the picture on a screen, by its half blocks.
fn picture(seat: &mut Seat) -> Vec<Vec<bool>> {
    let (buffer, _) = seat.frame();
    let symbol = |x: u16, y: u16| buffer[(x, y)].symbol().to_owned();
    let light = |symbol: &str| ["█", "▀", "▄"].contains(&symbol);
    let rows: Vec<u16> = (2..22).filter(|y| light(&symbol(1, *y))).collect();
    let width = (1..80).take_while(|x| light(&symbol(*x, rows[0]))).count();
    let mut modules = Vec::new();
    for y in rows {
        let pair = (0..width).map(|x| symbol(1 + u16::try_from(x).unwrap(), y));
        let (upper, lower) = pair.map(|s| (!"█▀".contains(&s) || s == " ", !"█▄".contains(&s) || s == " ")).unzip();
        modules.extend([upper, lower]);
    }
    modules.truncate(width);
    modules
}

#[test]
fn the_picture_fits_the_smallest_usual_screen_and_says_what_is_needed() {
    let mut seat = sight("enrol_app");
    let drawn = picture(&mut seat);
    let fits = |link: &str| {
        let code = QrCode::with_error_correction_level(link, EcLevel::L).unwrap();
        let quiet = (drawn.len() - code.width()) / 2;
        let same = |x: usize, y: usize| drawn[y + quiet][x + quiet] == (code[(x, y)] == qrcode::Color::Dark);
        drawn.len() > code.width() && (0..code.width()).all(|y| (0..code.width()).all(|x| same(x, y)))
    };
    let secret = "secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    let office = "Hoa%20Sen%20Travel";
    let whole = format!("otpauth://totp/{office}:hanh?{secret}&issuer={office}");
    let bare = format!("otpauth://totp/hanh?{secret}");
    assert!(fits(&whole) || fits(&bare), "{}", seat.screen());
    // Where a picture has no room the text says so.
    let mut poor = sights::find("enrol_app").1(&cast().with(|start| start.ascii = true));
    poor.shows("there is a picture to scan");
    let mut large = sights::find("enrol_app").1(&Cast::usual(Lang::En, (150, 60)).with(|start| start.ascii = true));
    large.shows("Scan the picture");
}

#[test]
fn one_ends_another_session_of_ones_own() {
    let mut seat = sight("my_sign_in");
    seat.shows("8 recovery codes are left.");
    let ends = |seat: &Seat| seat.asks(|ask| matches!(ask, Request::Manage(_)));
    seat.keys("d");
    seat.shows("Not possible here");
    assert_eq!(ends(&seat), 0, "this one is left by signing out");
    seat.keys("jd");
    let Request::Manage(manage) = seat.last() else { panic!("not ended") };
    assert!(matches!(**manage, Manage::EndSession { session } if session == id(221)));
    seat.reply(Ok(Reply::Managed(Managed::Done)));
    seat.shows("The session is ended.");
    assert!(matches!(seat.last(), Request::Office(OfficeQuery::Own)), "what is left is asked for");
}

#[test]
fn a_key_is_added_with_the_password_where_that_is_asked() {
    let mut seat = sights::find("key_form").1(&cast());
    seat.keys("\n");
    let sent = |seat: &Seat| match seat.last() {
        Request::AddKey { line, label } => (line.clone(), label.clone()),
        other => panic!("{other:?}"),
    };
    let wanted = (KEY_LINE.to_owned(), "máy bàn".to_owned());
    assert_eq!(sent(&seat), wanted);
    seat.reply(Err(Problem::ProveAgain));
    seat.keys("my password\n");
    assert!(matches!(seat.last(), Request::Prove { password } if password.expose() == "my password"));
    seat.reply(Ok(Reply::Proved));
    assert_eq!(sent(&seat), wanted, "the same once more");
    seat.reply(Ok(Reply::KeyAdded(Box::new(cast().own(8).keys.remove(0)))));
    seat.shows("The key is added");
    assert!(matches!(seat.last(), Request::Office(OfficeQuery::Own)), "the keys are loaded again");
    // A private key does not stay on the screen.
    let mut seat = sights::find("key_form").1(&cast());
    seat.keys("\n");
    seat.reply(Err(Problem::Invalid { field: "key".into(), unfit: Unfit::KeyPrivate }));
    seat.shows("a private key");
    seat.hides("AAAAC3Nz");
    // Others stay, to be put right.
    let mut seat = sights::find("key_form").1(&cast());
    seat.keys("\n");
    seat.reply(Err(Problem::Invalid { field: "key".into(), unfit: Unfit::KeyKind }));
    seat.shows("ssh-keygen -t ed25519");
    seat.shows("lan@laptop");
}

#[test]
fn a_key_is_removed_when_that_was_asked_twice() {
    let mut seat = sight("my_sign_in");
    let removes = |seat: &Seat| seat.asks(|ask| matches!(ask, Request::RemoveKey { .. }));
    seat.keys("jjd");
    seat.shows("ends your other sessions");
    seat.keys("jd");
    assert_eq!(removes(&seat), 0, "another key is another question");
    seat.keys("d");
    assert!(matches!(seat.last(), Request::RemoveKey { key } if *key == id(231)));
    seat.reply(Err(Problem::ProveAgain));
    seat.keys("my password\n");
    seat.reply(Ok(Reply::Proved));
    assert!(matches!(seat.last(), Request::RemoveKey { key } if *key == id(231)));
    assert_eq!(removes(&seat), 2);
    seat.reply(Ok(Reply::KeyRemoved));
    seat.shows("The key is removed.");
    assert!(matches!(seat.last(), Request::Office(OfficeQuery::Own)));
}

#[test]
fn the_password_is_changed_with_the_current_one() {
    let mut seat = sight("my_sign_in");
    seat.keys(&format!("pold one\n{PASSWORD}\nother\n"));
    seat.shows("The two are not the same.");
    seat.hides("lotus");
    seat.ctrl('u');
    seat.keys(&format!("{PASSWORD}\n"));
    let Request::ChangePassword { current, new } = seat.last() else { panic!("not changed") };
    assert_eq!((current.expose(), new.expose()), ("old one", PASSWORD));
    seat.reply(Err(Problem::SignInRefused));
    seat.shows("That password is wrong.");
    seat.keys("\n");
    seat.reply(Ok(Reply::PasswordChanged));
    seat.shows("The password is changed.");
    seat.shows("Open sessions");
}

#[test]
fn a_new_code_app_takes_the_password_first_and_gives_new_codes() {
    let mut seat = sight("my_sign_in");
    seat.keys("apw\n");
    assert!(
        matches!(seat.last(), Request::ChangeFactor { password, totp } if password.expose() == "pw" && totp.is_empty())
    );
    seat.reply(Ok(Reply::FactorOffered(Box::new(cast().enrolment()))));
    seat.shows("JBSW Y3DP");
    seat.keys("654321\n");
    assert!(
        matches!(seat.last(), Request::ChangeFactor { password, totp } if password.expose() == "pw" && totp == "654321")
    );
    seat.reply(Ok(Reply::FactorChanged(codes())));
    seat.shows("k0mf-7q2w-x9c0");
    // The lock takes them, and they do not come back with it.
    seat.press(KeyCode::F(9));
    seat.keys("pw\n");
    seat.reply(Ok(Reply::Unlocked));
    seat.hides("k0mf");
    seat.shows("Open sessions");
}

#[test]
fn the_lock_takes_what_is_secret_in_every_step() {
    for name in ["password_change", "app_change", "app_offered"] {
        let mut seat = sight(name);
        seat.keys("abcdef");
        seat.press(KeyCode::F(9));
        seat.keys("pw\n");
        seat.reply(Ok(Reply::Unlocked));
        seat.hides("JBSW");
        seat.shows("Open sessions");
    }
}

#[test]
fn what_must_not_be_missed_stays_until_it_is_seen() {
    let mut seat = sight("notices");
    seat.pass(100);
    seat.shows("3 failed tries since: was it you?");
    seat.shows("Your sign-in was changed");
    seat.shows("do not hold: 2");
    seat.keys("M");
    assert!(matches!(seat.last(), Request::Office(OfficeQuery::Own)));
    seat.keys("\x1b\n");
    seat.hides("failed tries");
    // Nothing grave: a word that passes.
    let mut seat = sight("welcome");
    seat.shows("Last sign-in");
    seat.pass(30);
    seat.hides("Last sign-in");
}

#[test]
fn drafts_are_offered_once_the_notices_are_seen() {
    let mut seat = cast().arriving(SignedIn { failures_since: 1, ..who(Role::Agent) });
    let mut other = sight("note");
    other.pass(2);
    let Some((_, Request::SaveDraft { key, body })) = other.asked.pop() else { panic!("nothing was kept") };
    seat.reply(Ok(Reply::Drafts(vec![Draft { key, at: NOW, body }])));
    seat.shows("was it you?");
    seat.keys("\n");
    seat.shows("Typed and never saved");
}

#[test]
fn what_one_may_not_see_is_asked_for() {
    let mut seat = cast().opened();
    seat.press(KeyCode::End);
    seat.keys("r");
    seat.reply(Ok(Reply::Timeline(cast().timeline())));
    seat.press(KeyCode::Down);
    seat.keys("\tphải giao hôm nay\t \n");
    let Request::AskFor(Wanted::Reveal { customer, field, reason }) = seat.last() else { panic!("not asked") };
    assert_eq!((*customer, *field), (id(1), Field::NationalId));
    assert_eq!(
        (reason.key.as_str(), reason.words.as_str(), reason.link),
        ("delivery", "phải giao hôm nay", Some(id(11)))
    );
    seat.reply(Ok(Reply::AskedFor(id(80))));
    seat.shows("Those who may approve it see it in Today.");
    assert_eq!(seat.asks(|ask| matches!(ask, Request::Reveal { .. })), 0);
}

#[test]
fn over_the_quota_the_same_reason_asks_for_more() {
    let mut seat = cast().opened();
    seat.keys("r");
    seat.press(KeyCode::Down);
    seat.keys("\tgiao gấp\n");
    seat.reply(Err(Problem::QuotaUsedUp));
    seat.shows("Ask to see: Phone");
    seat.shows("giao gấp");
    seat.keys("\n");
    let Request::AskFor(Wanted::Reveal { field, reason, .. }) = seat.last() else { panic!("not asked") };
    assert_eq!((*field, reason.key.as_str(), reason.words.as_str()), (Field::Phone, "delivery", "giao gấp"));
}

fn rules(seat: &Seat) -> Vec<String> {
    let asked = seat.asked.iter().filter_map(|(_, request)| match request {
        Request::Why(query) => Some(query.rule.clone()),
        _ => None,
    });
    asked.collect()
}

#[test]
fn why_asks_for_the_rules_of_what_is_selected() {
    let mut seat = cast().opened();
    seat.keys("jw");
    let asked = rules(&seat);
    for rule in ["field.reveal email", "field.check email", "field.copy email", "field.edit email", "customer.edit"] {
        assert!(asked.iter().any(|asked| asked == rule), "{rule} in {asked:?}");
    }
    assert!(matches!(seat.last(), Request::Why(query) if query.customer == Some(id(1))));
    let mut seat = cast().list();
    seat.keys("w");
    let asked = rules(&seat);
    for rule in ["customer.list", "customer.lookup", "customer.create", "customer.bulk"] {
        assert!(asked.iter().any(|asked| asked == rule), "{rule} in {asked:?}");
    }
}

#[test]
fn why_says_what_allows_and_what_upholds_it() {
    let mut seat = sight("why_field_refused");
    seat.shows("You may not do this.");
    seat.shows("granted:");
    seat.shows("20 of 20 in an");
    seat.shows("Upheld by cryptography");
    let mut seat = sight("why_list");
    seat.shows("You may do this.");
    seat.shows("Upheld by this program alone");
}

#[test]
fn after_a_refusal_why_is_about_it() {
    let mut seat = sight("denied");
    seat.shows("w says why.");
    seat.keys("w");
    assert_eq!(rules(&seat).first().map(String::as_str), Some("customer.list"));
    // What was refused in a popup is asked about after it.
    let mut seat = cast().opened();
    seat.keys("r\n");
    seat.reply(Err(Problem::Denied { rule: "field.reveal phone".into() }));
    seat.keys("\x1bjw");
    assert_eq!(rules(&seat)[0], "field.reveal phone");
    let mut seat = cast().opened();
    seat.press(KeyCode::F(5));
    seat.fail(|ask| matches!(ask, Request::Customer(_)), Problem::Denied { rule: "keys.rotate".into() });
    seat.keys("w");
    seat.shows("Change keys");
    assert_eq!(rules(&seat)[0], "keys.rotate");
    // Once asked, or long after, it is about what is selected alone.
    seat.keys("\x1bw");
    assert_eq!(rules(&seat).iter().filter(|rule| *rule == "keys.rotate").count(), 1);
}

#[test]
fn a_preview_shows_another_roles_screens_until_it_is_ended() {
    let mut seat = cast().admin();
    seat.keys("P");
    assert!(matches!(seat.last(), Request::Office(OfficeQuery::Roles)));
    seat.reply(Ok(Reply::Office(OfficeAnswer::Roles(cast().roles()))));
    seat.shows("Lễ tân buổi tối");
    seat.press(KeyCode::Down);
    seat.keys("\n");
    assert!(matches!(seat.last(), Request::PreviewRole(Some(Role::Agent))));
    let pages = seat.asks(is_page);
    let rights = Rights { list: true, ..Rights::default() };
    seat.reply(Ok(Reply::Previewing { role: Some("agent".into()), rights: Box::new(rights) }));
    assert_eq!(seat.asks(is_page), pages + 1, "the list is loaded again");
    seat.shows("! as role: agent");
    seat.reply(Ok(Reply::Customers(page(people()))));
    seat.keys("n");
    seat.shows("Not possible here");
    seat.keys("P");
    assert!(matches!(seat.last(), Request::PreviewRole(None)));
    seat.reply(Ok(Reply::Previewing { role: None, rights: Box::new(who(Role::Admin).rights) }));
    seat.hides("as role");
    // Who has nothing to do with roles has no preview.
    let mut agent = cast().list();
    let before = agent.asked.len();
    agent.keys("P");
    assert_eq!(agent.asked.len(), before);
}

#[test]
fn a_customer_is_made_private_shared_and_taken_back() {
    let mut seat = sight("sharing_none");
    seat.keys(" ");
    assert!(matches!(seat.last(), Request::Share { change: SharingChange::Private(true), .. }));
    seat.reply(Ok(Reply::Sharing(cast().sharing())));
    seat.shows("Nguyễn Thị Minh Khai");
    seat.keys("n");
    seat.keys("ana\t");
    seat.press(KeyCode::Right);
    seat.keys("\t0\n");
    seat.shows("Type whole days");
    seat.keys("<14\n");
    let Request::Share { customer, change } = seat.last() else { panic!("not shared") };
    let until = Some(Micros(seat.now.0 + 14 * 86_400_000_000));
    assert_eq!((*customer, change), (id(1), &SharingChange::Share { member: id(203), level: ShareLevel::Edit, until }));
    seat.reply(Ok(Reply::Sharing(Sharing { private: true, members: cast().sharing().members[1..].to_vec() })));
    seat.shows("It is shared.");
    seat.hides("minh ");
    seat.keys("d");
    assert!(
        matches!(seat.last(), Request::Share { change: SharingChange::Unshare { member }, .. } if *member == id(203))
    );
    // Where one may not share, nothing is offered.
    let mut seat = cast().list();
    cast().open(&mut seat, CustomerDetail { may_share: false, ..cast().detail() });
    let before = seat.asked.len();
    seat.keys("s");
    assert_eq!(seat.asked.len(), before);
}

#[test]
fn a_locked_field_is_read_and_not_written() {
    let mut seat = sight("form_locked");
    seat.keys("xyz");
    seat.send(Event::Paste("pasted".into()));
    seat.hides("xyz");
    seat.hides("pasted");
    seat.shows("You may not change this field.");
    seat.keys("w");
    assert_eq!(rules(&seat), ["field.edit name", "customer.edit"]);
    seat.keys("\x1b");
    // The sealed one keeps what it holds, and the choice stays.
    seat.times(5, KeyCode::Down);
    seat.press(KeyCode::Right);
    seat.press(KeyCode::Down);
    seat.press(KeyCode::Delete);
    seat.keys("0903");
    assert!(!seat.model.unsaved(), "{}", seat.screen());
    seat.press(KeyCode::Down);
    seat.press(KeyCode::Down);
    seat.keys("a@b.vn");
    assert!(seat.model.unsaved());
}

#[test]
fn tries_are_said_to_be_limited_by_the_program_alone() {
    for name in ["check", "lookup"] {
        for mode in [Mode::Local, Mode::Shared] {
            let mut seat = sights::find(name).1(&cast().with(|start| start.mode = mode));
            seat.shows("only this program limits the tries");
        }
        let rows = vec![people().remove(0)];
        let mut served = Seat::served(who(Role::Lead), rows);
        served.keys(if name == "check" { "\n" } else { "//0903" });
        if name == "check" {
            served.reply(Ok(Reply::Customer(Box::new(detail()))));
            served.keys("v");
        }
        served.hides("only this program limits the tries");
    }
}
