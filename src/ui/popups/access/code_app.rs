//! A new secret for the code app: as a picture, as text to type, and a field for a code that proves it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::desk::api::Enrolment;
use crate::domain::Secret;
use crate::ui::context::Context;
use crate::ui::event::Key;
use crate::ui::keymap::Action;
use crate::ui::layer::Answer;
use crate::ui::widgets::input::Edit;
use crate::ui::widgets::lines::Lines;
use crate::ui::widgets::{paint, qr};

/// What code apps take for granted (Google Authenticator's "Key URI Format").
const GRANTED: [&str; 3] = ["algorithm=SHA1", "digits=6", "period=30"];

#[derive(Debug)]
pub struct CodeApp {
    offer: Box<Enrolment>,
    lines: Lines,
    error: Option<String>,
}

/// The link without what the app takes for granted, and with `bare` without the office's name too: less to draw,
/// where the whole of it has no room.
fn shorter(link: &str, bare: bool) -> Secret {
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let mut short = Secret::new(String::with_capacity(link.len()));
    let text = short.expose_mut();
    match path.rsplit_once('/') {
        Some((before, label)) if bare => text.extend([before, "/", label.rsplit(':').next().unwrap_or(label)]),
        _ => text.push_str(path),
    }
    let spare = |part: &&str| GRANTED.contains(part) || (bare && part.starts_with("issuer="));
    let kept = query.split('&').filter(|part| !spare(part));
    for (index, part) in kept.enumerate() {
        text.extend([if index == 0 { "?" } else { "&" }, part]);
    }
    short
}

/// The secret in groups of four; answers the rows it took.
fn grouped(buf: &mut Buffer, area: Rect, secret: &str, cx: &Context) -> u16 {
    let groups = (area.width + 1).checked_div(5).unwrap_or(0).clamp(1, 4);
    let mut rows = 0;
    for (index, letter) in (0u16..).zip(secret.chars()) {
        let (row, column) = (index / (4 * groups), index % (4 * groups));
        let (x, y) = (area.x + column + column / 4, area.y + row);
        rows = row + 1;
        if x < area.right() && y < area.bottom() {
            paint::grapheme(buf, x, y, letter.encode_utf8(&mut [0; 4]), cx.theme.strong());
        }
    }
    rows
}

impl CodeApp {
    pub fn new(offer: Box<Enrolment>) -> Self {
        Self { offer, lines: Lines::new(&[("sign-in-code", false)]), error: None }
    }

    /// Leaves this step; what was typed goes.
    pub fn take_back(self) -> Box<Enrolment> {
        self.offer
    }

    /// The code that was typed, without blanks; `None` and a word if there is none.
    pub fn code(&mut self, cx: &Context) -> Option<String> {
        let code: String = self.lines.text(0).split_whitespace().collect();
        self.error = code.is_empty().then(|| cx.t("app-code-needed"));
        (!code.is_empty()).then_some(code)
    }

    /// The code was not taken: the next one is typed from scratch.
    pub fn fail(&mut self, words: String) {
        self.lines.clear();
        self.error = Some(words);
    }

    pub fn act(&mut self, action: Action) -> Answer {
        // There is one field alone.
        let moves = matches!(action, Action::NextField | Action::PreviousField);
        if moves { Answer::Consumed } else { Answer::Ignored }
    }

    pub fn key(&mut self, key: Key) -> Answer {
        match self.lines.key(key) {
            Edit::Ignored => return Answer::Ignored,
            Edit::Moved => {}
            Edit::Changed => self.error = None,
        }
        Answer::Consumed
    }

    pub fn paste(&mut self, text: &str) {
        self.lines.paste(text);
        self.error = None;
    }

    /// The picture at the left, the rest beside it; where there is no room for the picture, the rest alone.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, busy: bool, cx: &Context) -> Option<Position> {
        /// The least for the words beside it.
        const WORDS: u16 = 36;
        let theme = cx.theme;
        paint::clear(buf, area, theme);
        let looks = qr::Looks { ascii: theme.ascii, colour: theme.has_colour() };
        let room = Rect { x: area.x + 1, width: area.width.saturating_sub(WORDS + 3), ..area };
        let link = self.offer.link.expose();
        let taken = qr::draw(buf, room, link, looks)
            .or_else(|| qr::draw(buf, room, shorter(link, false).expose(), looks))
            .or_else(|| qr::draw(buf, room, shorter(link, true).expose(), looks));
        let x = taken.map_or(area.x + 2, |taken| taken.right() + 2);
        let width = area.right().saturating_sub(x + 1).min(60);
        let rest = |y: u16| Rect::new(x, y, width, area.bottom().saturating_sub(y)).intersection(area);
        let about = [self.offer.name.as_str(), &self.offer.office].join(theme.between());
        paint::text(buf, x, area.y, width, &about, theme.strong());
        let lead = cx.t(if taken.is_some() { "app-scan" } else { "app-type" });
        let mut y = area.y + 2;
        y += paint::paragraph(buf, rest(y), &lead, theme.text()) + 1;
        y += grouped(buf, rest(y), self.offer.totp.expose(), cx) + 1;
        y += paint::paragraph(buf, rest(y), &cx.t("app-prove"), theme.text()) + 1;
        let cursor = self.lines.draw(buf, rest(y), 1, cx);
        if let Some(error) = &self.error {
            paint::paragraph(buf, rest(y + 2), &format!("{} {error}", theme.no()), theme.bad());
        } else if busy {
            paint::paragraph(buf, rest(y + 2), &cx.t("sign-in-busy"), theme.dim());
        }
        cursor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str =
        "otpauth://totp/Hoa%20Sen:lan?secret=JBSWY3DP&issuer=Hoa%20Sen&algorithm=SHA1&digits=6&period=30";

    #[test]
    fn a_shorter_link_says_the_same() {
        let short = |bare| shorter(LINK, bare).expose().to_owned();
        assert_eq!(short(false), "otpauth://totp/Hoa%20Sen:lan?secret=JBSWY3DP&issuer=Hoa%20Sen");
        assert_eq!(short(true), "otpauth://totp/lan?secret=JBSWY3DP");
        // What is not usual is never left out.
        let other = "otpauth://totp/lan?secret=JBSWY3DP&digits=8";
        assert_eq!(shorter(other, true).expose(), other);
        assert_eq!(shorter("nothing", true).expose(), "nothing");
    }
}
