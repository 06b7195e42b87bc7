//! Markdown shown plainly: headings, lists, emphasis, code, quotes, links with their addresses, tables as text.
//!
//! A line break that was typed stays one: notes are written line by line.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::SafeText;
use crate::ui::theme::Theme;

/// Narrower than this no text is broken.
const NARROWEST: usize = 8;

/// The lines of a text, at most so wide.
pub fn lines(text: &str, width: u16, theme: Theme) -> Vec<Line<'static>> {
    let safe = SafeText::multiline(text);
    let mut page = Page::new(usize::from(width).max(NARROWEST), theme);
    for event in Parser::new_ext(safe.as_str(), Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        page.take(event);
    }
    page.flush();
    page.out
}

/// The first line of a text without its marks, for a list.
pub fn first_line(text: &str) -> String {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let words = |event| match event {
        Event::Text(words) | Event::Code(words) => Some(words.into_string()),
        _ => None,
    };
    Parser::new_ext(first, Options::ENABLE_STRIKETHROUGH).filter_map(words).collect()
}

/// Draws the lines from one on; answers the rows used.
pub fn draw(buf: &mut Buffer, area: Rect, lines: &[Line], from: usize) -> u16 {
    let shown = lines.iter().skip(from).take(usize::from(area.height));
    let mut used = 0;
    for line in shown {
        buf.set_line(area.x, area.y + used, line, area.width);
        used += 1;
    }
    used
}

type Run = Vec<(String, Style)>;

struct Page {
    theme: Theme,
    width: usize,
    out: Vec<Line<'static>>,
    /// What waits to be broken into lines.
    run: Run,
    styles: Vec<Style>,
    /// What stands before each line, from the outside in.
    margins: Vec<String>,
    /// Stands in the place of the last margin, once.
    bullet: Option<String>,
    /// The number of the next item; `None` where items have none.
    lists: Vec<Option<u64>>,
    /// Where the text of a link or picture begins, and its address.
    links: Vec<(usize, String)>,
    table: Option<Vec<Vec<String>>>,
    code: bool,
    /// The last line is the blank one between two blocks.
    gapped: bool,
}

impl Page {
    fn new(width: usize, theme: Theme) -> Self {
        Self {
            theme,
            width,
            out: Vec::new(),
            run: Vec::new(),
            styles: vec![theme.text()],
            margins: Vec::new(),
            bullet: None,
            lists: Vec::new(),
            links: Vec::new(),
            table: None,
            code: false,
            gapped: false,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.push(&text),
            Event::Code(code) => self.push(&format!("`{code}`")),
            Event::SoftBreak | Event::HardBreak => self.push("\n"),
            Event::Rule => {
                self.gap();
                self.push(&self.theme.horizontal().repeat(self.width.min(20)));
                self.flush();
            }
            _ => {}
        }
    }

    fn begin(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.gap(),
            Tag::Heading { .. } => {
                self.gap();
                self.styles.push(self.theme.heading());
            }
            Tag::BlockQuote(_) => {
                self.gap();
                self.margins.push(format!("{} ", self.theme.vertical()));
            }
            Tag::CodeBlock(_) => {
                self.gap();
                self.margins.push("  ".into());
                self.code = true;
            }
            Tag::List(first) => {
                self.gap();
                self.lists.push(first);
            }
            Tag::Item => self.begin_item(),
            Tag::Emphasis => self.style(Modifier::ITALIC),
            Tag::Strong => self.style(Modifier::BOLD),
            Tag::Strikethrough => self.style(Modifier::CROSSED_OUT),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push((self.run.len(), dest_url.into_string()));
            }
            Tag::Table(_) => {
                self.gap();
                self.table = Some(Vec::new());
            }
            Tag::TableHead | Tag::TableRow => self.table.iter_mut().for_each(|rows| rows.push(Vec::new())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.flush(),
            TagEnd::Heading(_) => {
                self.flush();
                self.styles.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.margins.pop();
            }
            TagEnd::CodeBlock => {
                self.flush();
                self.margins.pop();
                self.code = false;
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Item => {
                self.flush();
                self.margins.pop();
                self.bullet = None;
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.styles.pop();
            }
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::TableCell => {
                let cell: String = self.run.drain(..).map(|(text, _)| text).collect();
                if let Some(row) = self.table.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(cell.replace('\n', " "));
                }
            }
            TagEnd::Table => self.end_table(),
            _ => {}
        }
    }

    fn style(&mut self, modifier: Modifier) {
        self.styles.push(self.now().add_modifier(modifier));
    }

    fn now(&self) -> Style {
        self.styles.last().copied().unwrap_or_default()
    }

    /// Made safe once more: what is written as `&#27;` is a control character only now.
    fn push(&mut self, text: &str) {
        let style = self.now();
        self.run.push((SafeText::multiline(text).as_str().to_owned(), style));
    }

    /// A blank line between two blocks; the parts of a list stand together.
    fn gap(&mut self) {
        self.flush();
        if !self.out.is_empty() && self.lists.is_empty() && !self.gapped {
            self.gapped = true;
            let margin = self.margins.concat();
            self.out.push(Line::styled(margin.trim_end().to_owned(), self.theme.dim()));
        }
    }

    fn begin_item(&mut self) {
        self.flush();
        let bullet = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "• ".to_owned(),
        };
        self.margins.push(" ".repeat(bullet.width()));
        self.bullet = Some(bullet);
    }

    /// The address behind its words, unless they are the address.
    fn end_link(&mut self) {
        let Some((start, address)) = self.links.pop() else { return };
        let words: String = self.run.iter().skip(start).map(|(text, _)| text.as_str()).collect();
        if words.is_empty() {
            self.push(&address);
        } else if words != address && !address.is_empty() {
            self.push(&format!(" ({address})"));
        }
    }

    /// Columns where they fit, else the cells of a row one behind the other.
    fn end_table(&mut self) {
        let rows = self.table.take().unwrap_or_default();
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
        let widths: Vec<usize> = (0..columns).map(|column| widest(column).unwrap_or(0)).collect();
        let between = format!(" {} ", self.theme.vertical());
        let room = self.width.saturating_sub(self.margins.concat().width());
        let fits = widths.iter().sum::<usize>() + 3 * columns.saturating_sub(1) <= room;
        for (index, row) in rows.iter().enumerate() {
            let cells = row.iter().zip(&widths);
            let line = match fits {
                true => cells.map(|(cell, width)| SafeText::new(cell).pad(*width)).collect::<Vec<_>>().join(&between),
                false => row.join(self.theme.between()),
            };
            let style = if index == 0 { self.theme.heading() } else { self.theme.text() };
            self.run.push((line, style));
            self.flush();
        }
    }

    /// Breaks what waits into lines.
    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        if run.iter().all(|(text, _)| text.trim().is_empty()) {
            return;
        }
        let room = self.width.saturating_sub(self.margins.concat().width()).max(NARROWEST);
        let mut lines = broken(run, room, self.code);
        while lines.last().is_some_and(Vec::is_empty) {
            lines.pop();
        }
        self.gapped = false;
        for line in lines {
            let mut margin = self.margins.concat();
            if let Some(bullet) = self.bullet.take() {
                let outer = self.margins.split_last().map(|(_, outer)| outer.concat()).unwrap_or_default();
                margin = outer + &bullet;
            }
            let spans = line.into_iter().map(|(text, style)| Span::styled(text, style));
            self.out.push(std::iter::once(Span::styled(margin, self.theme.dim())).chain(spans).collect());
        }
    }
}

/// Lines of at most so many columns, broken at spaces; `hard`: anywhere, as nothing of code is moved.
fn broken(run: Run, width: usize, hard: bool) -> Vec<Run> {
    let mut lines: Vec<Run> = vec![Vec::new()];
    let mut used = 0;
    for (text, style) in run {
        for (index, piece) in text.split('\n').enumerate() {
            if index > 0 {
                lines.push(Vec::new());
                used = 0;
            }
            for word in piece.split_inclusive(' ') {
                if !hard && used > 0 && used + word.trim_end().width() > width {
                    lines.push(Vec::new());
                    used = 0;
                }
                for letter in word.graphemes(true) {
                    if used + letter.width() > width {
                        // The blank behind a word needs no room.
                        if letter == " " {
                            continue;
                        }
                        lines.push(Vec::new());
                        used = 0;
                    }
                    used += letter.width();
                    put(&mut lines, letter, style);
                }
            }
        }
    }
    lines
}

fn put(lines: &mut [Run], letter: &str, style: Style) {
    let Some(line) = lines.last_mut() else { return };
    match line.last_mut() {
        Some((text, same)) if *same == style => text.push_str(letter),
        _ => line.push((letter.to_owned(), style)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Palette;

    fn theme() -> Theme {
        Theme { palette: Palette::default(), ascii: false }
    }

    fn shown(text: &str, width: u16) -> Vec<String> {
        let lines = lines(text, width, theme());
        lines.iter().map(|line| line.to_string().trim_end().to_owned()).collect()
    }

    #[test]
    fn blocks_stand_apart_and_marks_are_gone() {
        let text = "# Hóa đơn\nGọi **lại** _chiều_ mai.\nSau 17 giờ.\n\n- một\n- hai `x`\n  - ba\n\n1. a\n2. b\n\n> trích\n\n---\n";
        assert_eq!(
            shown(text, 40),
            [
                "Hóa đơn",
                "",
                "Gọi lại chiều mai.",
                "Sau 17 giờ.",
                "",
                "• một",
                "• hai `x`",
                "  • ba",
                "",
                "1. a",
                "2. b",
                "",
                "│ trích",
                "",
                "────────────────────",
            ]
        );
    }

    #[test]
    fn emphasis_is_a_style_and_links_have_their_address() {
        let lines = lines("**đậm** thường", 40, theme());
        let bold = |span: &Span| span.style.add_modifier.contains(Modifier::BOLD);
        let parts: Vec<(String, bool)> =
            lines[0].spans.iter().skip(1).map(|span| (span.content.to_string(), bold(span))).collect();
        assert_eq!(parts, [("đậm".to_owned(), true), (" thường".to_owned(), false)]);
        assert_eq!(shown("[giá](https://kin.example/gia)", 60), ["giá (https://kin.example/gia)"]);
        assert_eq!(shown("<https://kin.example>", 60), ["https://kin.example"]);
        assert_eq!(shown("![ảnh](a.png)", 60), ["ảnh (a.png)"]);
    }

    #[test]
    fn tables_are_columns_where_they_fit() {
        let table = "| Món | Giá |\n|---|---|\n| Trà | 10 |\n| Cà phê | 25 |";
        assert_eq!(shown(table, 40), ["Món    │ Giá", "Trà    │ 10", "Cà phê │ 25"]);
        assert_eq!(shown(table, 9), ["Món · Giá", "Trà · 10", "Cà phê ·", "25"]);
    }

    #[test]
    fn lines_break_and_code_stays_as_it_is() {
        assert_eq!(shown("one two three", 8), ["one two", "three"]);
        assert_eq!(shown("- one two three", 9), ["• one two", "  three"]);
        assert_eq!(shown("```\nlet  x = 1;\n\nend\n```", 40), ["  let  x = 1;", "", "  end"]);
        assert_eq!(shown("漢字漢字漢字", 8), ["漢字漢字", "漢字"]);
        assert_eq!(shown("> a b c d e f g", 10), ["│ a b c d", "│ e f g"]);
    }

    #[test]
    fn plain_words_stay_plain_and_no_escape_gets_through() {
        for text in ["1.500.000 đ cho 12 cái", "#1042 và KH-000123", "5 * 3 = 15", "+84 ••• ••• 567", "<b>", "a_b_c"]
        {
            assert_eq!(shown(text, 60), [text], "{text}");
        }
        assert_eq!(shown("", 60), Vec::<String>::new());
        for text in ["\u{1b}[31mred", "`\u{1b}]52;c;x\u{7}`", "[x](\u{1b}[2J)", "&#27;[31m"] {
            let all = shown(text, 60).join("\n");
            assert!(!all.contains(['\u{1b}', '\u{7}']), "{all:?}");
        }
        let deep = "> ".repeat(200) + "x";
        assert!(!shown(&deep, 20).is_empty());
        assert_eq!(first_line("\n## **Hóa đơn**\nx"), "Hóa đơn");
        assert_eq!(first_line("Khách **rất gấp**: `#12`, [thư](https://a.vn)"), "Khách rất gấp: #12, thư");
        assert_eq!([first_line("- một\n- hai"), first_line("2 * 3 * 4"), first_line("")], ["một", "2 * 3 * 4", ""]);
    }
}
