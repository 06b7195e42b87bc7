//! Times what is asked, and tells it as a table.

use std::time::{Duration, Instant};

use kin::desk::Desk;
use kin::desk::api::{Problem, Reply, Request, TaskReply, TicketReply, UpkeepReply};

use crate::Seat;

/// Asks that only warm the caches up.
const WARM: usize = 20;
/// What lists, filters and counts may take, and what Today may.
pub const LIST: u64 = 50;
pub const TODAY: u64 = 100;

pub struct Table {
    runs: usize,
    only: Option<String>,
    /// What was too slow.
    slow: Vec<String>,
}

impl Table {
    pub fn new(runs: usize, only: Option<String>) -> Self {
        println!(
            "{:<84} {:>6} {:>9} {:>9} {:>9} {:>6}",
            format!("what, {runs} times"),
            "rows",
            "p50 ms",
            "p99 ms",
            "max ms",
            "limit"
        );
        Self { runs, only, slow: Vec::new() }
    }

    /// Asks again and again, each time what `next` says: it is told which time it is and what was answered before.
    pub fn ask(&mut self, seat: &mut Seat, what: &str, mut next: impl FnMut(usize, Option<&Reply>) -> Request) {
        self.ask_all(seat, what, LIST, |n, last| vec![next(n, last)]);
    }

    /// The same for screens that ask several things; the last answer is told.
    pub fn ask_all(
        &mut self,
        seat: &mut Seat,
        what: &str,
        limit: u64,
        mut next: impl FnMut(usize, Option<&Reply>) -> Vec<Request>,
    ) {
        let what = format!("{} · {what}", seat.role);
        if self.only.as_ref().is_some_and(|only| !what.contains(only.as_str())) {
            return;
        }
        let (mut last, mut rows, mut took) = (None, 0, Vec::with_capacity(self.runs));
        for n in 0..self.runs + WARM {
            let requests = next(n, last.as_ref());
            let (answers, time) = timed(&mut seat.desk, requests);
            let answers: Vec<Reply> = match answers {
                Ok(answers) => answers,
                Err(Problem::Denied { .. }) => return println!("{what:<84} no right"),
                Err(problem) => panic!("{what}: {problem}"),
            };
            rows = rows.max(answers.iter().map(rows_of).sum());
            last = answers.into_iter().next_back();
            if n >= WARM {
                took.push(time);
            }
        }
        self.tell(&what, rows, took, limit);
    }

    /// Goes on from each answer to the end once, and tells how long all of it took.
    pub fn ask_whole(&mut self, seat: &mut Seat, what: &str, next: impl Fn(Option<&Reply>) -> Option<Request>) {
        let what = format!("{} · {what}", seat.role);
        if self.only.as_ref().is_some_and(|only| !what.contains(only.as_str())) {
            return;
        }
        let (mut last, mut parts, mut rows, mut took) = (None, 0, 0, Duration::ZERO);
        while let Some(request) = next(last.as_ref()) {
            let (answers, time) = timed(&mut seat.desk, vec![request]);
            match answers {
                Ok(mut answers) => last = answers.pop(),
                Err(Problem::Denied { .. }) => return println!("{what:<84} no right"),
                Err(problem) => panic!("{what}: {problem}"),
            }
            (parts, took) = (parts + 1, took + time);
            rows += last.as_ref().map_or(0, rows_of);
        }
        println!("{what:<84} {rows:>6} in {parts} parts, {:.2} s", took.as_secs_f64());
    }

    fn tell(&mut self, what: &str, rows: usize, mut took: Vec<Duration>, limit: u64) {
        took.sort_unstable();
        let at = |share: f64| took[((took.len() as f64 * share).ceil() as usize).clamp(1, took.len()) - 1];
        let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
        let (p50, p99, max) = (ms(at(0.5)), ms(at(0.99)), ms(at(1.0)));
        let word = if p99 < limit as f64 { "ok" } else { "SLOW" };
        let line = format!("{what:<84} {rows:>6} {p50:>9.2} {p99:>9.2} {max:>9.2} {limit:>6} {word}");
        println!("{line}");
        if word == "SLOW" {
            self.slow.push(line);
        }
    }

    /// Tells again what was too slow; whether nothing was.
    pub fn end(&self) -> bool {
        if !self.slow.is_empty() {
            println!("\n{} too slow:\n{}", self.slow.len(), self.slow.join("\n"));
        }
        self.slow.is_empty()
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time")]
fn timed(desk: &mut Desk, requests: Vec<Request>) -> (Result<Vec<Reply>, Problem>, Duration) {
    let begun = Instant::now();
    let answers = requests.into_iter().map(|request| desk.ask(request)).collect();
    (answers, begun.elapsed())
}

/// How much an answer holds: its rows, or what it counted.
fn rows_of(reply: &Reply) -> usize {
    match reply {
        Reply::Customers(page) => page.rows.len(),
        Reply::Counted(counted) => counted.found as usize,
        Reply::Timeline(rows) => rows.len(),
        Reply::Report(report) => report.total() as usize,
        Reply::Access(rows) => rows.len(),
        Reply::People(people) => people.rows.len(),
        Reply::Choices(choices) => choices.cities.len(),
        Reply::Ticket(reply) => match &**reply {
            TicketReply::List(page) => page.rows.len(),
            TicketReply::Counts(counts) => counts.counts.iter().map(|(_, count)| *count as usize).sum(),
            TicketReply::OfCustomer(rows) => rows.len(),
            TicketReply::Ticket(detail) => detail.notes.len(),
            TicketReply::Next(found) | TicketReply::Found(found) => usize::from(found.is_some()),
            _ => 0,
        },
        Reply::Task(reply) => match &**reply {
            TaskReply::List(page) => page.rows.len(),
            TaskReply::Today(today) => today.rows.len(),
            TaskReply::Reminders(rows) => rows.len(),
            TaskReply::Choices(rows) => rows.len(),
            _ => 0,
        },
        Reply::Upkeep(reply) => match &**reply {
            UpkeepReply::Similar(similar) => similar.rows.len(),
            UpkeepReply::Duplicates(page) => page.rows.len(),
            UpkeepReply::Trash(page) => page.rows.len(),
            UpkeepReply::Recent(rows) => rows.len(),
            UpkeepReply::Found(page) => page.rows.len(),
            _ => 0,
        },
        _ => 0,
    }
}
