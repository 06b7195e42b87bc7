//! A report in Markdown as one page of HTML that needs nothing beside it. Markdown that somebody typed is shown as text:
//! no tag of it gets into the page.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html::push_html};

use crate::domain::Lang;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}\
table{border-collapse:collapse}th,td{border:1px solid #ccc;padding:.2rem .6rem;text-align:left}\
h1,h2{line-height:1.2}@media print{body{margin:0}}";

pub(super) fn html(markdown: &str, lang: Lang) -> String {
    let parser = || Parser::new_ext(markdown, Options::ENABLE_TABLES);
    let mut title = String::new();
    push_html(&mut title, heading(parser()).into_iter());
    let mut body = String::new();
    push_html(&mut body, parser().map(inert));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        lang.name()
    )
}

/// A tag that was typed, and where a link or a picture leads to, as mere text.
fn inert(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Link { .. } | Tag::Image { .. }) => Event::Start(Tag::Emphasis),
        Event::End(TagEnd::Link | TagEnd::Image) => Event::End(TagEnd::Emphasis),
        event => event,
    }
}

/// The text of the first heading.
fn heading<'a>(events: impl Iterator<Item = Event<'a>>) -> Vec<Event<'a>> {
    let inside = events.skip_while(|event| !matches!(event, Event::Start(Tag::Heading { .. })));
    let inside = inside.take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    inside
        .filter_map(|event| match event {
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
            Event::SoftBreak => Some(Event::Text(CowStr::Borrowed(" "))),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_typed_becomes_a_tag() {
        let typed = "# Report <b>&\n\nA <script>alert(1)</script> and <img src=x onerror=y>\n\n<iframe src=\"//x\"></iframe>\n\n\
                     [go](javascript:alert(1)) ![p](http://x/y.png)\n\n| a |\n|---|\n| <i>cell</i> |\n";
        let page = html(typed, Lang::Vi);
        assert!(page.contains("<title>Report &lt;b&gt;&amp;</title>"), "{page}");
        let body = page.split("<body>").nth(1).unwrap();
        for tag in ["<script", "<img", "<iframe", "<i>", "<a ", "href", "<b>"] {
            assert!(!body.contains(tag), "{tag}: {body}");
        }
        assert!(
            body.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && body.contains("<td>&lt;i&gt;cell&lt;/i&gt;</td>")
        );
        assert!(page.contains("<html lang=\"vi\">"));
    }
}
