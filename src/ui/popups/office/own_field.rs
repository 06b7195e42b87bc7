//! A field of the office's own as a form: a new one, or what of one may change.

use super::form::{ActForm, Matter};
use super::sure::Sure;
use crate::desk::api::Manage;
use crate::domain::{Class, Field, OwnField, OwnKind, SafeText};
use crate::ui::context::Context;
use crate::ui::screens::admin::words;
use crate::ui::widgets::fields::Fields;

/// The form's fields, by their place: first what may change, then what only a new one asks for.
const LABEL: usize = 0;
const OF: usize = 1;
const REQUIRED: usize = 2;
const MOST: usize = 3;
const KEY: usize = 4;
const KIND: usize = 5;
const SLOT: usize = 6;

#[derive(Debug)]
pub struct OwnFieldMatter {
    /// `None`: a new one.
    before: Option<OwnField>,
    all: Vec<OwnField>,
}

pub const fn kind_key(kind: &OwnKind) -> &'static str {
    match kind {
        OwnKind::Text => "own-kind-text",
        OwnKind::Number => "own-kind-number",
        OwnKind::Money(_) => "own-kind-money",
        OwnKind::Date => "own-kind-date",
        OwnKind::Choice(_) => "own-kind-choice",
        OwnKind::Choices(_) => "own-kind-choices",
        OwnKind::YesNo => "own-kind-yes-no",
        OwnKind::Link => "own-kind-link",
        OwnKind::Phone => "own-kind-phone",
        OwnKind::Email => "own-kind-email",
        OwnKind::Id => "own-kind-id",
    }
}

fn changeable(label: &str, of: &str, required: bool, most: u32, cx: &Context) -> Fields {
    Fields::default()
        .text(cx.t("field-field-label"), label)
        .text(cx.t("own-of"), of)
        .hint(cx.t("own-of-hint"))
        .choice(cx.t("own-required"), vec![cx.t("own-no"), cx.t("own-yes")], usize::from(required))
        .text(cx.t("own-most"), &most.to_string())
        .hint(cx.t("own-most-hint"))
}

pub fn add(all: Vec<OwnField>, cx: &Context) -> ActForm<OwnFieldMatter> {
    let kinds = OwnKind::all().iter().map(|kind| cx.t(kind_key(kind))).collect();
    let sealed =
        Class::ALL.map(|class| cx.i18n.t_with("own-sealed", &[("class", cx.t(words::class_key(class)).into())]));
    let kept = std::iter::once(cx.t("own-plain")).chain(sealed).collect();
    let fields = changeable("", "", false, 0, cx)
        .text(cx.t("field-field-key"), "")
        .choice(cx.t("field-kind"), kinds, 0)
        .choice(cx.t("field-slot"), kept, 0);
    ActForm::new(OwnFieldMatter { before: None, all }, fields)
}

pub fn change(field: &OwnField, all: Vec<OwnField>, cx: &Context) -> ActForm<OwnFieldMatter> {
    let fields = changeable(&field.label, &field.kind.of(), field.required, field.most, cx);
    ActForm::new(OwnFieldMatter { before: Some(field.clone()), all }, fields)
}

/// The question before a field is retired, or brought back.
pub fn retire(field: &OwnField, cx: &Context) -> Sure {
    let key = if field.is_live() { "sure-retire-field" } else { "sure-restore-field" };
    let words = cx.i18n.t_with(key, &[("name", SafeText::new(&field.label).as_str().to_owned().into())]);
    let field = OwnField { retired: field.is_live(), ..field.clone() };
    Sure::new(Manage::SetOwnField(Box::new(field)), words)
}

/// A sealed place of this class that no field has, retired ones included.
fn free_slot(class: Class, all: &[OwnField]) -> Option<Field> {
    let taken = |slot: Field| all.iter().any(|own| own.slot == Some(slot));
    Field::ALL.into_iter().find(|field| field.is_own() && field.class() == class && !taken(*field))
}

impl OwnFieldMatter {
    fn wanted(&self, fields: &Fields, cx: &Context) -> Result<OwnField, (usize, String)> {
        let most = fields.typed(MOST).parse().ok().ok_or_else(|| (MOST, cx.t("own-bad-most")))?;
        let label = fields.typed(LABEL).to_owned();
        let required = fields.chosen(REQUIRED) == 1;
        let of = fields.typed(OF);
        let kind = |name: &str| OwnKind::from_name(name, of).unwrap_or(OwnKind::Text);
        if let Some(before) = &self.before {
            return Ok(OwnField { label, required, most, kind: kind(before.kind.name()), ..before.clone() });
        }
        let kinds = OwnKind::all();
        let slot = match fields.chosen(SLOT).checked_sub(1) {
            None => None,
            Some(class) => {
                let class = Class::ALL[class.min(Class::ALL.len() - 1)];
                Some(free_slot(class, &self.all).ok_or_else(|| (SLOT, cx.t("own-no-slot")))?)
            }
        };
        let kind = kind(kinds[fields.chosen(KIND).min(kinds.len() - 1)].name());
        Ok(OwnField { key: fields.typed(KEY).to_owned(), label, kind, slot, required, most, retired: false })
    }
}

impl Matter for OwnFieldMatter {
    fn title(&self, cx: &Context) -> String {
        match &self.before {
            None => cx.t("own-add-title"),
            Some(field) => {
                let name = SafeText::new(&field.label).as_str().to_owned();
                cx.i18n.t_with("own-change-title", &[("name", name.into())])
            }
        }
    }

    fn about(&self, cx: &Context) -> Vec<(String, String)> {
        let Some(field) = &self.before else { return Vec::new() };
        vec![(cx.t("field-field-key"), field.key.clone()), (cx.t("field-kind"), cx.t(kind_key(&field.kind)))]
    }

    fn note(&self, cx: &Context) -> String {
        cx.t("own-note")
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        let wanted = self.wanted(fields, cx)?;
        let field = wanted.checked(&self.all).map_err(|(part, unfit)| {
            let at = match part {
                "field_key" => KEY,
                "choices" | "currency" => OF,
                "slot" => SLOT,
                "kind" => KIND,
                _ => LABEL,
            };
            (at, format!("{}: {}", cx.i18n.field(part), cx.i18n.unfit(unfit)))
        })?;
        Ok(Manage::SetOwnField(Box::new(field)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::own_field::of_slot;

    #[test]
    fn a_sealed_place_is_given_once() {
        let mut all = Vec::new();
        for expected in [Field::Own5, Field::Own6, Field::Own7, Field::Own8] {
            let slot = free_slot(Class::Identity, &all);
            assert_eq!(slot, Some(expected));
            let retired = all.len() % 2 == 0;
            let (key, label) = (format!("k{}", all.len()), String::new());
            all.push(OwnField { key, label, kind: OwnKind::Text, slot, required: false, most: 0, retired });
        }
        assert_eq!(free_slot(Class::Identity, &all), None);
        assert_eq!(free_slot(Class::Contact, &all), Some(Field::Own1));
        assert!(of_slot(&all, Field::Own5).is_none(), "a retired one holds its place, and is not shown");
    }
}
