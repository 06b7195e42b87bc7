//! What is known of a customer beside its row: tags, segment, employer, labels of contact points, the office's own
//! fields that are not sealed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Field, Id, Unfit, fold, scan, text};

/// Most tags of one customer.
pub const MOST_TAGS: usize = 20;
const LONGEST_TAG: usize = 40;
const LONGEST_SEGMENT: usize = 60;
const LONGEST_LABEL: usize = 30;

/// All of it, as it is kept; what is not there says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct More {
    /// As they were typed, in the order of their folded forms; no two fold to the same.
    pub tags: Vec<String>,
    pub segment: String,
    /// The company that a person works for.
    pub employer: Option<Id>,
    pub labels: BTreeMap<Field, PointLabel>,
    /// By the field's key, in the form that its kind keeps.
    pub own: BTreeMap<String, String>,
}

/// What a contact point is: `work`, `mother`; and whether it is the one to use among its like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointLabel {
    pub label: String,
    #[serde(default)]
    pub preferred: bool,
}

impl More {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The tags as they are found by.
    pub fn folded_tags(&self) -> impl Iterator<Item = String> {
        self.tags.iter().map(|tag| fold::fold(tag))
    }

    pub fn has_tag(&self, tag: &str) -> bool {
        let tag = fold::fold(tag);
        self.folded_tags().any(|other| other == tag)
    }

    /// Puts a clean tag among the others; one like it stays as it was typed first.
    pub fn add_tag(&mut self, tag: &str) {
        if !self.has_tag(tag) {
            self.tags.push(tag.to_owned());
            self.tags.sort_by_key(|tag| fold::fold(tag));
        }
    }

    /// Takes a tag off; answers it as it was typed.
    pub fn remove_tag(&mut self, tag: &str) -> Option<String> {
        let tag = fold::fold(tag);
        let at = self.tags.iter().position(|other| fold::fold(other) == tag)?;
        Some(self.tags.remove(at))
    }

    /// Labels a contact point; nothing takes its label off. The one that is preferred is so alone among its like.
    pub fn label(&mut self, field: Field, label: PointLabel) {
        if label.preferred {
            self.labels
                .iter_mut()
                .filter(|(other, _)| are_alike(**other, field))
                .for_each(|(_, one)| one.preferred = false);
        }
        if label == PointLabel::default() {
            self.labels.remove(&field);
        } else {
            self.labels.insert(field, label);
        }
        self.labels.retain(|_, label| *label != PointLabel::default());
    }
}

const fn are_alike(one: Field, other: Field) -> bool {
    (one.is_phone() && other.is_phone())
        || (one.is_email() && other.is_email())
        || (one.is_address() && other.is_address())
}

/// A tag as it is kept: one line, without `#` in front.
pub fn clean_tag(typed: &str) -> Result<String, Unfit> {
    let tag = short(typed.trim_start_matches([' ', '#']), LONGEST_TAG)?;
    if fold::fold(&tag).is_empty() { Err(Unfit::Empty) } else { Ok(tag) }
}

/// Tags as they are kept, from texts that may hold several parted by commas; like ones once.
pub fn clean_tags<'a>(typed: impl IntoIterator<Item = &'a str>) -> Result<Vec<String>, Unfit> {
    let mut more = More::default();
    for tag in typed.into_iter().flat_map(|typed| typed.split([',', ';'])).filter(|tag| !tag.trim().is_empty()) {
        more.add_tag(&clean_tag(tag)?);
    }
    if more.tags.len() > MOST_TAGS { Err(Unfit::TooMany(MOST_TAGS)) } else { Ok(more.tags) }
}

pub fn clean_segment(typed: &str) -> Result<String, Unfit> {
    short(typed, LONGEST_SEGMENT)
}

/// A label of a contact point; only those may have one.
pub fn clean_label(field: Field, typed: &PointLabel) -> Result<PointLabel, Unfit> {
    if !field.is_contact_point() {
        return Err(Unfit::NotInList);
    }
    Ok(PointLabel { label: short(&typed.label, LONGEST_LABEL)?, preferred: typed.preferred })
}

/// Some words; numbers that belong into sealed fields do not stand in them.
fn short(typed: &str, most: usize) -> Result<String, Unfit> {
    let clean = text::clean_input(typed, most + 1);
    if text::length(&clean) > most { Err(Unfit::TooLong(most)) } else { Ok(scan::mask_secrets(&clean).0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_clean_like_ones_once_and_few() {
        let tags = clean_tags(["#VIP, Khách quý", "vip", " ;hà nội"]).unwrap();
        assert_eq!(tags, ["hà nội", "Khách quý", "VIP"]);
        assert_eq!(clean_tags(["#", "-"]), Err(Unfit::Empty));
        assert_eq!(clean_tags([&*"a".repeat(41)]), Err(Unfit::TooLong(40)));
        let many: Vec<String> = (0..21).map(|n| format!("t{n}")).collect();
        assert_eq!(clean_tags(many.iter().map(String::as_str)), Err(Unfit::TooMany(20)));
        assert_eq!(clean_tags([""]), Ok(Vec::new()));
        let number = clean_tag("gọi 0903123567").unwrap();
        assert!(!number.contains("0903123"), "{number}");
    }

    #[test]
    fn a_tag_comes_and_goes_by_its_folded_form() {
        let mut more = More::default();
        more.add_tag("Quý");
        more.add_tag("an");
        more.add_tag("QUY");
        assert_eq!(more.tags, ["an", "Quý"]);
        assert_eq!(
            (more.has_tag("quy"), more.remove_tag("quy").as_deref(), more.has_tag("quý")),
            (true, Some("Quý"), false)
        );
    }

    #[test]
    fn one_of_a_kind_is_preferred() {
        let mut more = More::default();
        let label = |label: &str, preferred| PointLabel { label: label.into(), preferred };
        more.label(Field::Phone, label("work", true));
        more.label(Field::Email, label("", true));
        more.label(Field::Phone3, label("mother", true));
        assert_eq!(more.labels[&Field::Phone], label("work", false));
        assert!(more.labels[&Field::Email].preferred && more.labels[&Field::Phone3].preferred);
        more.label(Field::Email2, label("", true));
        assert!(!more.labels.contains_key(&Field::Email), "nothing is left to say of it");
        more.label(Field::Phone, PointLabel::default());
        assert!(!more.labels.contains_key(&Field::Phone));
        assert_eq!(clean_label(Field::Iban, &label("x", false)), Err(Unfit::NotInList));
    }
}
