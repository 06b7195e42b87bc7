//! What is typed into the form, as it is kept sealed.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::extra::{ExtraDraft, Extras};
use super::{CustomerForm, KINDS, STATUSES, kind_index, place, status_index};
use crate::domain::{Customer, CustomerKind, Field, Masked, Status};
use crate::ui::widgets::input::Input;

#[derive(Serialize, Deserialize)]
pub struct FormDraft {
    base: Option<Box<Customer>>,
    masks: Vec<Masked>,
    kind: CustomerKind,
    status: Status,
    plain: [String; 5],
    sealed: Vec<(Field, Zeroizing<String>)>,
    cleared: Vec<Field>,
    /// The names of fields that may be read alone.
    #[serde(default)]
    locked: Vec<String>,
    #[serde(default)]
    extras: ExtraDraft,
}

/// Prints nothing of what was typed.
impl std::fmt::Debug for FormDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FormDraft(…)")
    }
}

impl FormDraft {
    pub fn of(form: &CustomerForm) -> Self {
        let fields = || Field::ALL.into_iter().zip(&form.sealed);
        let text = |input: &Input| Zeroizing::new(input.text().to_owned());
        let masked = |(field, mask): (Field, &String)| Masked { field, mask: mask.clone() };
        Self {
            base: form.base.clone(),
            masks: fields().map(|(field, sealed)| masked((field, &sealed.mask))).collect(),
            kind: KINDS[form.kind],
            status: STATUSES[form.status],
            plain: [0, 1, 2, 3, 4].map(|index| form.plain[index].text().to_owned()),
            sealed: fields()
                .filter(|(_, sealed)| !sealed.input.is_empty())
                .map(|(field, sealed)| (field, text(&sealed.input)))
                .collect(),
            locked: form.locked.iter().map(|row| form.name_of(*row)).collect(),
            extras: form.extras.kept(),
            cleared: fields().filter(|(_, sealed)| sealed.cleared).map(|(field, _)| field).collect(),
        }
    }

    /// What it is called in a list of drafts.
    pub fn name(&self) -> &str {
        match &self.base {
            Some(base) => &base.name,
            None => &self.plain[0],
        }
    }

    pub fn is_new(&self) -> bool {
        self.base.is_none()
    }
}

impl CustomerForm {
    /// The form as it was when the draft was kept. If the record has changed since, saving tells.
    pub fn resume(draft: FormDraft) -> Self {
        let mut form = Self::blank();
        if let Some(base) = &draft.base {
            form.begin(base, &draft.masks);
        }
        form.extras = Extras::resume(&draft.extras);
        form.locked = draft.locked.iter().flat_map(|name| form.rows_of(name)).collect();
        form.kind = kind_index(draft.kind);
        form.status = status_index(draft.status);
        for (input, text) in form.plain.iter_mut().zip(&draft.plain) {
            input.set(text);
        }
        form.take_sealed(&draft);
        form
    }

    /// Takes what was typed over sealed fields.
    pub fn take_sealed(&mut self, draft: &FormDraft) {
        for (field, value) in &draft.sealed {
            self.sealed[place(*field)].input.set(value);
        }
        for field in &draft.cleared {
            self.sealed[place(*field)].cleared = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::drafts::{self, Body};

    #[test]
    fn a_draft_comes_back_whole_and_prints_nothing() {
        let mut form = CustomerForm::blank();
        form.plain[0].set("Nguyễn Thị Hồng Đào");
        form.sealed[place(Field::Phone)].input.set("0903123567");
        let kept = drafts::written(&Body::Customer(Box::new(FormDraft::of(&form))));
        let body = drafts::read(&kept).unwrap();
        let printed = format!("{body:?}");
        assert!(!printed.contains("0903") && !printed.contains("Nguyễn"), "{printed}");
        let Body::Customer(draft) = body else { panic!("{printed}") };
        let back = CustomerForm::resume(*draft);
        assert_eq!(back.plain[0].text(), "Nguyễn Thị Hồng Đào");
        assert_eq!(back.sealed[place(Field::Phone)].input.text(), "0903123567");
    }
}
