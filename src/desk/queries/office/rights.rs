//! Roles, departments and the policy, as they are decided.

use super::super::super::Desk;
use super::super::super::api::{DepartmentRow, PolicyView, Problem, RoleRow};
use super::super::super::rights::Standing;
use crate::domain::{Id, Role, fold};

impl Desk {
    pub(super) fn role_rows(&self) -> Vec<RoleRow> {
        let members = |role: Role| {
            let has = self
                .rights
                .members()
                .filter(|(_, known)| known.standing != Standing::Removed && known.usual.role == role);
            u32::try_from(has.count()).unwrap_or(u32::MAX)
        };
        let row = |role: Role| {
            let rights = self.rights.role(role)?;
            Some(RoleRow {
                role,
                name: self.rights.role_name(role),
                built_in: !matches!(role, Role::Custom(_)),
                rights: (*rights).clone(),
                members: members(role),
            })
        };
        self.all_roles().into_iter().filter_map(row).collect()
    }

    /// The built-in ones, then the office's own by name.
    pub(in crate::desk) fn all_roles(&self) -> Vec<Role> {
        let mut own: Vec<_> = self.rights.custom_roles().map(|(id, role)| (fold::fold(&role.name), id)).collect();
        own.sort();
        Role::BUILT_IN.into_iter().chain(own.into_iter().map(|(_, id)| Role::Custom(id))).collect()
    }

    /// In the order of the tree, each level by name.
    pub(super) fn department_rows(&mut self) -> Result<Vec<DepartmentRow>, Problem> {
        let mut rows = Vec::new();
        self.branch(None, 0, &mut rows);
        let permit = self.session()?.actor.clone();
        let counts = self.store.read(|snapshot| {
            rows.iter().map(|row| Ok(snapshot.customers_in(row.id)?)).collect::<Result<Vec<u64>, Problem>>()
        })?;
        // How many customers others have is for who may list them.
        let listed = crate::policy::scope_of(&permit, crate::policy::Operation::ListCustomers);
        let seen = |id: Id| match listed {
            Some(crate::domain::Scope::All) => true,
            Some(crate::domain::Scope::Department) => permit.departments.contains(&id),
            _ => false,
        };
        for (row, count) in rows.iter_mut().zip(counts) {
            row.customers = if seen(row.id) { count } else { 0 };
        }
        Ok(rows)
    }

    fn branch(&self, parent: Option<Id>, depth: u8, rows: &mut Vec<DepartmentRow>) {
        let mut here: Vec<_> = self.rights.departments().filter(|(_, node)| node.parent == parent).collect();
        here.sort_by_cached_key(|(_, node)| fold::fold(&node.name));
        for (id, node) in here {
            let members = self.rights.members_of(&[id]).len();
            rows.push(DepartmentRow {
                id,
                name: node.name.clone(),
                parent,
                depth,
                members: u32::try_from(members).unwrap_or(u32::MAX),
                customers: 0,
            });
            self.branch(Some(id), depth.saturating_add(1), rows);
        }
    }

    /// Who may not see detectors does not learn of them.
    pub(super) fn policy_view(&self) -> Result<PolicyView, Problem> {
        let roles = self.all_roles().into_iter().map(|role| (role, self.rights.role_name(role))).collect();
        let mut policy = (**self.rights.policy()).clone();
        if !self.sees_detectors()? {
            policy.detectors.clear();
            policy.honeytokens.clear();
        }
        Ok(PolicyView { policy, roles })
    }
}
