//! `kin customer find`, `trash`, `restore`, `merge` and `duplicates`.

use super::args::{Find, Global, Upkeep};
use super::customer::{find, rows_of};
use super::door;
use super::output::{Failure, counted, moment, print_json, print_line, print_table, unexpected};
use crate::desk::Desk;
use crate::desk::api::{
    CustomerRow, DuplicateRow, Likeness, MergePreview, Reply, Request, Side, TrashRow, UpkeepReply, UpkeepRequest,
};
use crate::domain::{AnyField, Field, Id, SafeText};

pub fn run(global: &Global, command: Upkeep) -> Result<(), Failure> {
    match command {
        Upkeep::Find(which) => find_by(global, &which),
        Upkeep::Trash { customers, dry_run } => trash(global, &mut *door::signed_in(global)?, &customers, dry_run),
        Upkeep::Trashed { limit } => trashed(global, &mut *door::signed_in(global)?, limit),
        Upkeep::Restore { customer } => restore(global, &mut *door::signed_in(global)?, &customer),
        Upkeep::Merge { keep, gone, take, dry_run } => {
            let take = named_fields(&take)?;
            merge(global, &mut *door::signed_in(global)?, [&keep, &gone], take, dry_run)
        }
        Upkeep::Duplicates { limit, not } => {
            let mut desk = door::signed_in(global)?;
            match &not[..] {
                [one, other] => not_duplicates(&mut desk, one, other),
                _ => duplicates(global, &mut desk, limit),
            }
        }
    }
}

fn named_fields(names: &[String]) -> Result<Vec<AnyField>, Failure> {
    let one = |name: &String| {
        AnyField::from_name(name).ok_or_else(|| {
            let all: Vec<&str> = AnyField::all().map(AnyField::name).collect();
            Failure::Usage(format!("No field {name:?}. There are: {}.", all.join(", ")))
        })
    };
    names.iter().map(one).collect()
}

fn ask(desk: &mut Desk, request: UpkeepRequest) -> Result<UpkeepReply, Failure> {
    match desk.ask(Request::Upkeep(Box::new(request)))? {
        Reply::Upkeep(reply) => Ok(*reply),
        _ => Err(unexpected()),
    }
}

/// A screen-pop: who calls, in one line of JSON each.
fn find_by(global: &Global, which: &Find) -> Result<(), Failure> {
    let field = match which {
        Find { phone: Some(_), .. } => Field::Phone,
        Find { email: Some(_), .. } => Field::Email,
        Find { national_id: Some(_), .. } => Field::NationalId,
        _ => Field::Iban,
    };
    let mut desk = door::signed_in(global)?;
    let value = door::ask_secret(&format!("{}: ", field.name()))?;
    if value.expose().trim().is_empty() {
        return Err(Failure::Usage("The value to find is missing. Write it to standard input, one line.".into()));
    }
    match ask(&mut desk, UpkeepRequest::Find { field, value })? {
        UpkeepReply::Found(page) => rows_of(global, &page.rows),
        _ => Err(unexpected()),
    }
}

/// A customer with the version that it has now. Opening it is in the log.
fn versioned(desk: &mut Desk, customer: &str) -> Result<(Id, i64), Failure> {
    let id = find(desk, customer)?;
    match desk.ask(Request::Customer(id))? {
        Reply::Customer(detail) => Ok((id, detail.customer.version)),
        _ => Err(unexpected()),
    }
}

fn trash(global: &Global, desk: &mut Desk, customers: &[String], dry_run: bool) -> Result<(), Failure> {
    let customers = customers.iter().map(|customer| versioned(desk, customer)).collect::<Result<Vec<_>, _>>()?;
    let UpkeepReply::Trashed(done) = ask(desk, UpkeepRequest::Trash { customers, dry_run })? else {
        return Err(unexpected());
    };
    if global.json {
        return print_json(&serde_json::json!({
            "trashed": done.changed, "refused": done.refused, "conflicts": done.conflicts, "dry_run": dry_run,
        }));
    }
    let what = if dry_run { "would go to the trash" } else { "in the trash" };
    print_line(&format!("{} {what}", counted(done.changed, "customer", "customers")))?;
    let left = done.refused + done.conflicts;
    if left > 0 {
        return Err(Failure::Other(format!("{} not: not yours to move, or just changed.", counted(left, "is", "are"))));
    }
    Ok(())
}

fn trash_rows(desk: &mut Desk, most: usize, keep: impl Fn(&TrashRow) -> bool) -> Result<Vec<TrashRow>, Failure> {
    let mut rows = Vec::new();
    let mut before = None;
    loop {
        let UpkeepReply::Trash(page) = ask(desk, UpkeepRequest::Trashed { before, limit: 200 })? else {
            return Err(unexpected());
        };
        rows.extend(page.rows.into_iter().filter(&keep));
        before = page.next;
        if rows.len() >= most || before.is_none() {
            rows.truncate(most);
            return Ok(rows);
        }
    }
}

fn trashed(global: &Global, desk: &mut Desk, limit: u16) -> Result<(), Failure> {
    let rows = trash_rows(desk, usize::from(limit), |_| true)?;
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let cells = rows.into_iter().map(|row| {
        let into = if row.merged_into.is_empty() { String::new() } else { format!("part of {}", row.merged_into) };
        [row.code, row.name, row.city, moment(row.at), row.by, into]
    });
    print_table(["code", "name", "city", "since", "by", "merged"], &cells.collect::<Vec<_>>())
}

fn restore(global: &Global, desk: &mut Desk, customer: &str) -> Result<(), Failure> {
    let id = match customer.parse() {
        Ok(id) => id,
        Err(_) => {
            let found = trash_rows(desk, 1, |row| row.code.eq_ignore_ascii_case(customer))?;
            found.first().map(|row| row.id).ok_or_else(|| {
                Failure::Other(format!(
                    "There is no customer {customer:?} in the trash. Give a code as `kin customer trashed` shows it."
                ))
            })?
        }
    };
    let UpkeepReply::Restored(id) = ask(desk, UpkeepRequest::Restore { customer: id })? else {
        return Err(unexpected());
    };
    if global.json {
        return print_json(&serde_json::json!({ "restored": id }));
    }
    print_line("The customer is back.")
}

fn merge(
    global: &Global,
    desk: &mut Desk,
    [keep, gone]: [&str; 2],
    take: Vec<AnyField>,
    dry_run: bool,
) -> Result<(), Failure> {
    let (one, other) = (find(desk, keep)?, find(desk, gone)?);
    let UpkeepReply::MergePreview(preview) = ask(desk, UpkeepRequest::MergePreview { one, other })? else {
        return Err(unexpected());
    };
    if dry_run {
        return if global.json { print_json(&preview) } else { show_preview(&preview) };
    }
    let request = UpkeepRequest::Merge {
        keep: (one, preview.one.customer.version),
        gone: (other, preview.other.customer.version),
        take: take.into_iter().map(|field| (field, Side::Gone)).collect(),
    };
    let UpkeepReply::Merged(kept) = ask(desk, request)? else { return Err(unexpected()) };
    if global.json {
        return print_json(&serde_json::json!({ "kept": kept, "gone": other }));
    }
    let code = |customer: &str| SafeText::new(customer);
    print_line(&format!(
        "{} is now part of {}.",
        code(&preview.other.customer.code).as_str(),
        code(&preview.one.customer.code).as_str()
    ))
}

/// The fields that are not the same, side by side.
fn show_preview(preview: &MergePreview) -> Result<(), Failure> {
    let value = |side: &crate::desk::api::MergeSide, field: AnyField| -> String {
        match field {
            AnyField::Sealed(field) => {
                let masked = side.masked.iter().find(|masked| masked.field == field);
                masked.map(|masked| masked.mask.clone()).unwrap_or_default()
            }
            AnyField::Plain(field) => {
                let plain = serde_json::to_value(&side.customer).unwrap_or_default();
                match field.name() {
                    "owner" => side.owner.clone(),
                    "department" => side.department.clone(),
                    name => plain[name].as_str().unwrap_or_default().to_owned(),
                }
            }
        }
    };
    let rows = preview.fields.iter().filter(|field| field.same != Some(true)).map(|field| {
        let may = if field.may_take { "yes" } else { "no" };
        let sides = [value(&preview.one, field.field), value(&preview.other, field.field)];
        let [one, other] = sides;
        [field.field.name().to_owned(), one, other, may.to_owned()]
    });
    let rows: Vec<[String; 4]> = rows.filter(|[_, one, other, _]| !one.is_empty() || !other.is_empty()).collect();
    let headings = ["field", &preview.one.customer.code, &preview.other.customer.code, "may be taken"];
    print_table(headings, &rows)
}

fn duplicates(global: &Global, desk: &mut Desk, limit: u16) -> Result<(), Failure> {
    let limit = usize::from(limit);
    let mut rows: Vec<DuplicateRow> = Vec::new();
    let mut from = None;
    loop {
        let UpkeepReply::Duplicates(page) = ask(desk, UpkeepRequest::Duplicates { from, limit: 100 })? else {
            return Err(unexpected());
        };
        rows.extend(page.rows);
        from = page.next;
        if rows.len() >= limit || from.is_none() {
            break;
        }
    }
    rows.truncate(limit);
    if global.json {
        return rows.iter().try_for_each(print_json);
    }
    let one = |row: &CustomerRow| format!("{} {}", row.code, row.name);
    let cells = rows.iter().map(|pair| {
        let why = match pair.why {
            Likeness::Value(field) => format!("same {}", field.name()),
            why => why.key().to_owned(),
        };
        [one(&pair.one), one(&pair.other), why, pair.sure.key().to_owned()]
    });
    print_table(["customer", "other", "alike by", "sure"], &cells.collect::<Vec<_>>())
}

fn not_duplicates(desk: &mut Desk, one: &str, other: &str) -> Result<(), Failure> {
    let (one, other) = (find(desk, one)?, find(desk, other)?);
    match ask(desk, UpkeepRequest::NotDuplicates { one, other })? {
        UpkeepReply::NotDuplicates => print_line("They will not be shown as the same again."),
        _ => Err(unexpected()),
    }
}
