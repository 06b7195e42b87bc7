//! Two people on one record: theirs and mine field by field, and the form on top of what was chosen.

use super::extra::TAGS;
use super::{CustomerForm, KINDS, PLAIN, STATUSES, kind_index, status_index, texts_of};
use crate::desk::api::CustomerDetail;
use crate::domain::{Customer, Field};
use crate::ui::context::Context;
use crate::ui::popups::conflict::{Conflict, Merge, Side};
use crate::ui::screens::detail_view::{kind_key, status_key};

impl CustomerForm {
    /// What differs between their version and this form.
    pub(super) fn conflict(&self, theirs: Box<CustomerDetail>, cx: &Context) -> Conflict {
        let mine = self.shown(cx);
        let other = shown_of(&theirs.customer, cx);
        let base = self.base.as_ref().map(|base| shown_of(base, cx)).unwrap_or_default();
        let mut sides = Vec::new();
        for index in 0..PLAIN.len() {
            if mine[index] != other[index] {
                sides.push(Side {
                    row: index,
                    label: cx.i18n.field(PLAIN[index]),
                    theirs: other[index].clone(),
                    mine: mine[index].clone(),
                    // Whoever left a field alone does not overrule who changed it.
                    keep_mine: base[index] != mine[index],
                    both: base[index] != mine[index] && base[index] != other[index],
                });
            }
        }
        for (index, field) in Field::ALL.into_iter().enumerate() {
            let sealed = &self.sealed[index];
            let mask = theirs.masked.iter().find(|masked| masked.field == field).map_or("", |masked| &masked.mask);
            let typed = !sealed.input.is_empty() || sealed.cleared;
            if mask != sealed.mask || typed {
                let mine = if sealed.cleared {
                    cx.t("form-cleared")
                } else if typed {
                    cx.t("conflict-typed")
                } else {
                    sealed.mask.clone()
                };
                sides.push(Side {
                    row: PLAIN.len() + index,
                    label: cx.i18n.field(field.name()),
                    theirs: mask.to_owned(),
                    mine,
                    keep_mine: typed,
                    both: typed && mask != sealed.mask,
                });
            }
        }
        let before = self.extras.texts_of(self.extras.base());
        for ((row, other), (_, base)) in self.extras.texts_of(&theirs.more).into_iter().zip(before) {
            let mine = self.extras.text(row);
            if mine != other {
                let changed = base != mine;
                let (label, both) = (self.label_of(row, cx), changed && base != other);
                sides.push(Side { row, label, theirs: other, mine, keep_mine: changed, both });
            }
        }
        Conflict::new(theirs, sides)
    }

    /// Takes their side where it was chosen, and stands on their version.
    pub(super) fn merge(&mut self, merge: &Merge) {
        let customer = &merge.theirs.customer;
        let texts = texts_of(customer);
        for row in &merge.take_theirs {
            match *row {
                0 => self.kind = kind_index(customer.kind),
                6 => self.status = status_index(customer.status),
                row if row < PLAIN.len() => self.plain[row - 1].set(texts[row - 1]),
                row if row >= TAGS => self.extras.take(row, &merge.theirs.more),
                row => {
                    let sealed = &mut self.sealed[row - PLAIN.len()];
                    sealed.input.clear();
                    sealed.cleared = false;
                }
            }
        }
        self.begin(customer, &merge.theirs.masked);
        self.extras.stand_on(&merge.theirs.more);
        self.lock_rows(&merge.theirs.locked);
    }

    /// The plain fields as they are shown, in the order of `PLAIN`.
    fn shown(&self, cx: &Context) -> [String; 7] {
        let [name, company, city, country, website] = self.texts();
        let (kind, status) = (cx.t(kind_key(KINDS[self.kind])), cx.t(status_key(STATUSES[self.status])));
        [kind, name, company, city, country, website, status]
    }
}

fn shown_of(customer: &Customer, cx: &Context) -> [String; 7] {
    let [name, company, city, country, website] = texts_of(customer).map(str::to_owned);
    [cx.t(kind_key(customer.kind)), name, company, city, country, website, cx.t(status_key(customer.status))]
}
