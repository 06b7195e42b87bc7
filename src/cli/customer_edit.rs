//! `kin customer add` and `edit`: values from flags, sealed ones asked for or from standard input.

use serde_json::json;

use super::args::{CustomerValues, Global};
use super::customer::{detail, find};
use super::door;
use super::output::{Failure, print_json, print_line, unexpected};
use crate::desk::Desk;
use crate::desk::api::{CustomerDetail, CustomerDraft, MoreDraft, Reply, Request};
use crate::domain::{Customer, Field, Id, OwnField, PointLabel, Secret, fold};

/// Adds a customer (`customer` is `None`) or changes one.
pub fn run(global: &Global, customer: Option<&str>, values: &CustomerValues) -> Result<(), Failure> {
    if customer.is_none() && values.name.is_none() {
        return Err(Failure::Usage("Say who it is: --name NAME".into()));
    }
    let labels = values.label.iter().map(|typed| label(typed)).collect::<Result<Vec<_>, _>>()?;
    let set = values.set.iter().map(|typed| pair(typed, "--set", "KEY=VALUE")).collect::<Result<Vec<_>, _>>()?;
    let mut desk = door::signed_in(global)?;
    let own = own_fields(&mut desk)?;
    if let Some((key, _)) = set.iter().find(|(key, _)| sealed_field(key, &own).is_some()) {
        return Err(Failure::Usage(format!(
            "{key} is sealed, and arguments are not: give its value with --sealed {key}"
        )));
    }
    let before = customer.map(|customer| detail(&mut desk, customer)).transpose()?;
    let employer = match values.employer.as_deref() {
        None => None,
        Some("") => Some(None),
        Some(code) => Some(Some(find(&mut desk, code)?)),
    };
    let more = MoreDraft {
        tags: tags(values, before.as_ref()),
        segment: values.segment.clone(),
        employer,
        labels: labels.into_iter().collect(),
        own: set.into_iter().collect(),
    };
    let sealed = sealed(values, &own)?;
    let base =
        before.map_or_else(|| Customer::blank(Id::default(), Id::default(), Id::default()), |detail| detail.customer);
    let draft = draft(base, customer.is_some(), values, sealed, (more != MoreDraft::default()).then_some(more));
    let Reply::Saved { customer, created } = desk.ask(Request::SaveCustomer(Box::new(draft)))? else {
        return Err(unexpected());
    };
    let saved = detail(&mut desk, &customer.to_string())?;
    if global.json {
        return print_json(&json!({ "customer": customer, "code": saved.customer.code, "created": created }));
    }
    let word = if created { "added" } else { "changed" };
    print_line(&format!("{}  {} is {word}.", saved.customer.code, saved.customer.name))
}

/// The fields that the office defined.
pub fn own_fields(desk: &mut Desk) -> Result<Vec<OwnField>, Failure> {
    match desk.ask(Request::OwnFields)? {
        Reply::OwnFields(fields) => Ok(fields),
        _ => Err(unexpected()),
    }
}

/// A sealed field by its name, or by the key of the office's own.
fn sealed_field(name: &str, own: &[OwnField]) -> Option<Field> {
    Field::from_name(name).or_else(|| own.iter().find(|own| own.key == name)?.slot)
}

fn draft(
    base: Customer,
    there: bool,
    values: &CustomerValues,
    sealed: Vec<(Field, Secret)>,
    more: Option<MoreDraft>,
) -> CustomerDraft {
    let text = |wanted: &Option<String>, held: String| wanted.clone().unwrap_or(held);
    CustomerDraft {
        id: there.then_some(base.id),
        version: base.version,
        kind: values.kind.unwrap_or(base.kind),
        name: text(&values.name, base.name),
        company: text(&values.company, base.company),
        city: text(&values.city, base.city),
        country: text(&values.country, base.country),
        website: text(&values.website, base.website),
        status: values.status.unwrap_or(base.status),
        sealed,
        more,
    }
}

/// All tags from now on, if any is added or taken off.
fn tags(values: &CustomerValues, before: Option<&CustomerDetail>) -> Option<Vec<String>> {
    if values.tag.is_empty() && values.untag.is_empty() {
        return None;
    }
    let gone = |tag: &String| values.untag.iter().any(|other| fold::fold(other) == fold::fold(tag));
    let held = before.map(|detail| detail.more.tags.clone()).unwrap_or_default();
    Some(held.into_iter().filter(|tag| !gone(tag)).chain(values.tag.iter().cloned()).collect())
}

/// Asks for each sealed value that was named.
fn sealed(values: &CustomerValues, own: &[OwnField]) -> Result<Vec<(Field, Secret)>, Failure> {
    let field = |name: &String| {
        sealed_field(name, own).ok_or_else(|| {
            let names = Field::BUILT_IN.iter().map(|field| field.name().to_owned());
            let keys = own.iter().filter(|own| own.slot.is_some()).map(|own| own.key.clone());
            let names: Vec<String> = names.chain(keys).collect();
            Failure::Usage(format!("No sealed field {name:?}. There are: {}.", names.join(", ")))
        })
    };
    // All are known before the first is asked for.
    let fields = values.sealed.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    fields.into_iter().map(|field| Ok((field, door::ask_secret(&format!("{}: ", field.name()))?))).collect()
}

fn pair(typed: &str, flag: &str, form: &str) -> Result<(String, String), Failure> {
    let (key, value) = typed.split_once('=').ok_or_else(|| Failure::Usage(format!("{flag}: write it like {form}")))?;
    Ok((key.trim().to_owned(), value.to_owned()))
}

fn label(typed: &str) -> Result<(Field, PointLabel), Failure> {
    let (name, label) = pair(typed, "--label", "phone=work")?;
    let field = Field::from_name(&name).filter(|field| field.is_contact_point());
    let field = field.ok_or_else(|| {
        let names: Vec<_> =
            Field::ALL.iter().filter(|field| field.is_contact_point()).map(|field| field.name()).collect();
        Failure::Usage(format!("No contact point {name:?}. There are: {}.", names.join(", ")))
    })?;
    let (label, preferred) = match label.strip_prefix('*') {
        Some(label) => (label, true),
        None => (label.as_str(), false),
    };
    Ok((field, PointLabel { label: label.to_owned(), preferred }))
}

/// What a customer holds beside its row, as lines of names and values.
pub fn lines(detail: &CustomerDetail) -> Vec<(String, String)> {
    let more = &detail.more;
    let employer = more.employer.as_ref().map(|employer| employer.name.clone()).unwrap_or_default();
    let mut lines = vec![
        ("employer".to_owned(), employer),
        ("segment".to_owned(), more.segment.clone()),
        ("tags".to_owned(), more.tags.join(", ")),
    ];
    let own = detail.own_fields.iter().filter(|own| own.slot.is_none());
    lines.extend(own.map(|own| (own.key.clone(), more.own.get(&own.key).cloned().unwrap_or_default())));
    lines.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// A sealed field as it is called: by its name, or by the key of the office's own; and what it is, where that is known.
pub fn mask_words(detail: &CustomerDetail, field: Field) -> (String, String) {
    let own = detail.own_fields.iter().find(|own| own.slot == Some(field));
    let name = own.map_or_else(|| field.name().to_owned(), |own| own.key.clone());
    let label = detail.more.labels.get(&field).map(|label| {
        let words = [label.label.as_str(), if label.preferred { "preferred" } else { "" }];
        words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
    });
    (name, label.filter(|label| !label.is_empty()).map(|label| format!("  ({label})")).unwrap_or_default())
}
