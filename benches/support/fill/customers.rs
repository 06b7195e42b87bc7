//! Customers as they are after years: owners, teams, tags, the trash, stars; and all that happened with them.

use fastrand::Rng;
use kin::desk::office::OfficePaths;
use kin::domain::{Id, Micros};
use rusqlite::{Connection, Transaction, params};

use super::{DAY, HUGE, SPAN, Staff, before, id_at, open, skewed, staff, weighted};
use crate::Sizes;

const TAGS: [&str; 12] = [
    "regular",
    "Zalo",
    "newsletter",
    "wholesale",
    "abroad",
    "Tết gift",
    "VIP",
    "school",
    "hotel",
    "late payer",
    "partner",
    "press",
];
const RARE: &str = "rare";
const SEGMENTS: [(&str, u8); 4] = [("Retail", 60), ("SME", 25), ("Enterprise", 10), ("Public", 5)];
const KINDS: [(&str, u8); 5] = [("call", 45), ("note", 25), ("email", 20), ("meeting", 6), ("visit", 4)];
const LINES: [&str; 8] = [
    "Hỏi về hóa đơn tháng này, đã giải thích và gửi lại bản mới qua thư.",
    "Khách quen, thích liên lạc buổi sáng; hẹn gọi lại sau khi có giá.",
    "Báo giao hàng chậm hai ngày, đã xin lỗi và giảm phí vận chuyển.",
    "A cerut oferta pentru anul viitor; revine după ce vorbește cu colegii.",
    "Factura a fost retrimisă, clientul confirmă primirea.",
    "Asked about the delivery to the second address, all is well now.",
    "Wants the contract in two languages before signing; sent a draft.",
    "Đổi địa chỉ nhận hàng, đã kiểm tra với kho và xác nhận lại.",
];
/// So many people of the largest company, and stars and shares of a member.
const PEOPLE: usize = 5_000;
const STARS: usize = 200;
/// So many that were opened last are known.
const RECENT: usize = 50;

/// A customer of the demo, on the way to what it is after years.
struct Row {
    id: Id,
    company: bool,
    last: i64,
}

pub fn fill(paths: &OfficePaths, sizes: Sizes, now: Micros) {
    let mut conn = open(paths);
    // A run that is cut off is made again from the start: no journal is needed.
    conn.execute_batch("PRAGMA journal_mode = OFF").expect("no journal");
    let (staff, random) = (staff(&conn), &mut Rng::with_seed(7));
    let mut rows = rows(&conn);
    let huge = super::id(&conn, "SELECT id FROM customer WHERE code = ?1", HUGE);
    let huge = rows.iter().position(|row| row.id == huge).expect("a customer");
    let transaction = conn.transaction().expect("a transaction");
    activities(&transaction, &mut rows, huge, &staff, sizes.activities, now.0, random);
    println!("activities are there");
    let company = rows.iter().position(|row| row.company).expect("a company");
    let trashed = customers(&transaction, &rows, &[huge, company], &staff, now.0, random);
    more(&transaction, &rows, random);
    own(&transaction, &rows, &staff, now.0, random);
    transaction
        .execute_batch(
            "DELETE FROM customer_word WHERE customer IN (SELECT id FROM customer WHERE trashed_at IS NOT NULL);
             DELETE FROM customer_count;
             INSERT INTO customer_count (department, count, private)
               SELECT department, count(*), sum(private) FROM customer WHERE trashed_at IS NULL GROUP BY department",
        )
        .expect("counted");
    transaction.commit().expect("committed");
    println!("customers are spread, {trashed} of them in the trash");
}

/// All customers, and when something last happened with each.
#[expect(clippy::disallowed_types, reason = "the whole file is filled here")]
fn rows(conn: &Connection) -> Vec<Row> {
    let sql = "SELECT id, kind = 'company', last_activity FROM customer ORDER BY rowid";
    let mut statement = conn.prepare(sql).expect("sql");
    let row = |row: &rusqlite::Row| Ok(Row { id: row.get(0)?, company: row.get(1)?, last: row.get(2)? });
    statement.query_map([], row).expect("rows").collect::<Result<_, _>>().expect("customers")
}

/// Adds activities until there are so many, in the order of time; a part of them are one customer's.
fn activities(
    conn: &Transaction,
    rows: &mut [Row],
    huge: usize,
    staff: &Staff,
    wanted: usize,
    now: i64,
    random: &mut Rng,
) {
    let there: i64 = conn.query_row("SELECT count(*) FROM activity", [], |row| row.get(0)).expect("a count");
    let count = wanted.saturating_sub(there as usize);
    let of_huge = (wanted / 100).min(20_000);
    let mut insert = conn
        .prepare(
            "INSERT INTO activity (id, customer, kind, member, at, text, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)",
        )
        .expect("sql");
    for n in 0..count {
        let at = now - SPAN + SPAN / count as i64 * n as i64;
        let of = if n % (count / of_huge.max(1)).max(1) == 0 { huge } else { skewed(random, rows.len()) };
        let member = staff.agents[skewed(random, staff.agents.len())];
        let text = format!("{} {}", LINES[random.usize(..8)], LINES[random.usize(..8)]);
        let (id, kind) = (id_at(at, random), weighted(random, &KINDS));
        insert.execute(params![id, rows[of].id, kind, member, at, text]).expect("an activity");
        rows[of].last = rows[of].last.max(at);
    }
}

/// Gives each an owner, a team and times of its own, and to the first agent those that everybody asks for; answers how
/// many are in the trash.
fn customers(conn: &Transaction, rows: &[Row], known: &[usize], staff: &Staff, now: i64, random: &mut Rng) -> usize {
    let mut update = conn
        .prepare(
            "UPDATE customer SET owner = ?2, department = ?3, private = ?4, updated_at = ?5, last_activity = ?6,
               trashed_at = ?7, trashed_by = ?8 WHERE id = ?1",
        )
        .expect("sql");
    let teams: Vec<(Id, u8)> = staff.departments.iter().copied().zip([40, 25, 15, 12, 8]).collect();
    let mut trashed = 0;
    for (n, row) in rows.iter().enumerate() {
        let owner = (random.u8(..100) < 65).then(|| staff.agents[skewed(random, staff.agents.len())]);
        let is_known = known.contains(&n);
        let owner = if is_known { Some(staff.agents[0]) } else { owner };
        let department = if is_known { staff.departments[0] } else { weighted(random, &teams) };
        let private = !is_known && owner.is_some() && random.u8(..200) == 0;
        let gone = (!is_known && random.u8(..200) == 0).then(|| before(random, now, 90 * DAY));
        trashed += usize::from(gone.is_some());
        let by = gone.map(|_| staff.agents[1]);
        let updated = before(random, now, SPAN);
        update.execute(params![row.id, owner, department, private, updated, row.last, gone, by]).expect("a customer");
    }
    trashed
}

/// Tags, segments, and who works for whom.
fn more(conn: &Transaction, rows: &[Row], random: &mut Rng) {
    let mut insert = conn
        .prepare(
            "INSERT INTO customer_more (customer, segment, segment_folded, employer, body, audit_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, 1)",
        )
        .expect("sql");
    let mut tag = conn.prepare("INSERT OR IGNORE INTO customer_tag (tag, customer) VALUES (?1, ?2)").expect("sql");
    let companies: Vec<Id> = rows.iter().filter(|row| row.company).map(|row| row.id).collect();
    let largest = rows.len() / PEOPLE.min(rows.len() / 20).max(1);
    for (n, row) in rows.iter().enumerate() {
        let mut tags: Vec<&str> = Vec::new();
        if random.u8(..100) < 30 {
            tags = (0..random.usize(1..=2)).map(|_| TAGS[skewed(random, TAGS.len())]).collect();
            tags.dedup();
        }
        if n % 10_000 == 5 {
            tags.push(RARE);
        }
        let segment = if random.u8(..100) < 25 { weighted(random, &SEGMENTS) } else { "" };
        let employed = !row.company && random.u8(..100) < 8;
        let employer = match companies.as_slice() {
            [first, ..] if !row.company && n % largest == 1 => Some(*first),
            [_, others @ ..] if employed && !others.is_empty() => Some(others[random.usize(..others.len())]),
            _ => None,
        };
        if tags.is_empty() && segment.is_empty() && employer.is_none() {
            continue;
        }
        let body = if tags.is_empty() { "{}".into() } else { serde_json::json!({ "tags": tags }).to_string() };
        let folded = kin::domain::fold::fold(segment);
        insert.execute(params![row.id, segment, folded, employer, body]).expect("more");
        for text in tags {
            tag.execute(params![kin::domain::fold::fold(text), row.id]).expect("a tag");
        }
    }
}

/// What is shared with the agents, and what each member marked.
fn own(conn: &Transaction, rows: &[Row], staff: &Staff, now: i64, random: &mut Rng) {
    let mut share = conn
        .prepare(
            "INSERT OR IGNORE INTO customer_share (customer, member, level, until, by, at, audit_seq)
             VALUES (?1, ?2, 'view', NULL, ?3, ?4, 1)",
        )
        .expect("sql");
    let mut star = conn.prepare("INSERT OR IGNORE INTO star (member, customer) VALUES (?1, ?2)").expect("sql");
    let mut recent =
        conn.prepare("INSERT OR IGNORE INTO recent (member, customer, at) VALUES (?1, ?2, ?3)").expect("sql");
    for member in &staff.agents {
        let mut any = || rows[random.usize(..rows.len())].id;
        for n in 0..STARS {
            star.execute(params![member, any()]).expect("a star");
            share.execute(params![any(), member, staff.owner, now]).expect("a share");
            if n < RECENT {
                recent.execute(params![member, any(), now - n as i64]).expect("one opened");
            }
        }
    }
}
