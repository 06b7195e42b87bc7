//! A department: its name, and the one it stands under.

use super::form::{ActForm, Matter};
use crate::desk::api::{DepartmentRow, Manage};
use crate::domain::Id;
use crate::ui::context::Context;
use crate::ui::widgets::fields::Fields;

#[derive(Debug)]
pub struct DepartmentMatter {
    /// `None`: a new one.
    department: Option<Id>,
    /// What it may stand under, in the order of the choice; `None`: nothing.
    parents: Vec<Option<Id>>,
}

const NAME: usize = 0;
const PARENT: usize = 1;

/// A new one under another, if one is given.
pub fn add(under: Option<Id>, all: &[DepartmentRow], cx: &Context) -> ActForm<DepartmentMatter> {
    form(None, "", under, all, cx)
}

/// Another name, or another place in the tree.
pub fn change(row: &DepartmentRow, all: &[DepartmentRow], cx: &Context) -> ActForm<DepartmentMatter> {
    form(Some(row.id), &row.name, row.parent, all, cx)
}

fn form(
    department: Option<Id>,
    name: &str,
    parent: Option<Id>,
    all: &[DepartmentRow],
    cx: &Context,
) -> ActForm<DepartmentMatter> {
    let (mut parents, mut options) = (vec![None], vec![cx.t("department-top")]);
    for row in outside(department, all) {
        parents.push(Some(row.id));
        options.push(row.name.clone());
    }
    let at = parents.iter().position(|other| *other == parent).unwrap_or(0);
    let fields = Fields::default().text(cx.t("field-name"), name).choice(cx.t("department-under"), options, at);
    ActForm::new(DepartmentMatter { department, parents }, fields)
}

/// All but the department itself and what stands under it: rows come in the tree's order.
fn outside(department: Option<Id>, all: &[DepartmentRow]) -> Vec<&DepartmentRow> {
    let mut inside: Option<u8> = None;
    let mut rows = Vec::new();
    for row in all {
        if inside.is_some_and(|depth| row.depth <= depth) {
            inside = None;
        }
        if Some(row.id) == department {
            inside = Some(row.depth);
        }
        if inside.is_none() {
            rows.push(row);
        }
    }
    rows
}

impl Matter for DepartmentMatter {
    fn title(&self, cx: &Context) -> String {
        cx.t(if self.department.is_some() { "department-change-title" } else { "department-add-title" })
    }

    fn act(&self, fields: &Fields, cx: &Context) -> Result<Manage, (usize, String)> {
        let name = fields.typed(NAME).to_owned();
        if name.is_empty() {
            return Err((NAME, cx.t("form-name-needed")));
        }
        let parent = self.parents.get(fields.chosen(PARENT)).copied().flatten();
        Ok(Manage::SaveDepartment { department: self.department, name, parent })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_department_can_not_stand_under_itself() {
        let row = |n: u8, depth: u8| DepartmentRow {
            id: Id([n; 16]),
            name: n.to_string(),
            parent: None,
            depth,
            members: 0,
            customers: 0,
        };
        let all = [row(1, 0), row(2, 1), row(3, 2), row(4, 1), row(5, 0)];
        let names = |of: u8| outside(Some(Id([of; 16])), &all).iter().map(|row| row.name.clone()).collect::<String>();
        assert_eq!([names(1), names(2), names(3), names(5), names(9)], ["5", "145", "1245", "1234", "12345"]);
    }
}
