//! The bytes of a terminal, cut anywhere: the events are the same.
#![no_main]

use kin::term::input::{LONGEST_PASTE, Parser};
use kin::ui::Event;
use libfuzzer_sys::fuzz_target;

fn parsed<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Vec<Event> {
    let (mut parser, mut events) = (Parser::default(), Vec::new());
    parts.into_iter().for_each(|part| parser.feed(part, &mut events));
    if parser.waits() {
        parser.give_up_waiting(&mut events);
    }
    events
}

fuzz_target!(|bytes: &[u8]| {
    let whole = parsed([bytes]);
    assert!(whole.len() <= 4 * bytes.len());
    assert_eq!(whole, parsed(bytes.chunks(1)));
    for event in &whole {
        if let Event::Paste(text) = event {
            assert!(text.len() <= 3 * LONGEST_PASTE);
        }
    }
});
