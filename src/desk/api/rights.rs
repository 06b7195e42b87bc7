//! What the screens may offer.

use crate::domain::Class;

/// Which acts the role may try at all; used for hints and for what is not shown.
#[derive(Debug, Clone, Default)]
pub struct Rights {
    pub list: bool,
    pub create: bool,
    pub edit: bool,
    pub note: bool,
    pub log: bool,
    /// Whether the log shows what others did, too.
    pub insight: bool,
    pub access: bool,
    pub lookup: bool,
    pub bulk: bool,
    /// Whether some customers may be made private or shared with members.
    pub share: bool,
    pub approve: bool,
    pub members: bool,
    pub manage_members: bool,
    pub roles: bool,
    pub departments: bool,
    pub policy: bool,
    pub give_keys: bool,
    pub rotate_keys: bool,
    pub backups: bool,
    pub review: bool,
    pub alerts: bool,
    pub incidents: bool,
    /// Whether saved views may be shared with others.
    pub share_views: bool,
    pub tickets: bool,
    pub create_tickets: bool,
    pub edit_tickets: bool,
    pub bulk_tickets: bool,
    pub tasks: bool,
    pub merge: bool,
    pub trash: bool,
    pub reveal: Vec<Class>,
    pub check: Vec<Class>,
    pub copy: Vec<Class>,
}

impl Rights {
    /// Leaves what both allow.
    pub fn narrow(&mut self, other: &Self) {
        let Self {
            list,
            create,
            edit,
            note,
            log,
            insight,
            access,
            lookup,
            bulk,
            share,
            approve,
            members,
            manage_members,
            roles,
            departments,
            policy,
            give_keys,
            rotate_keys,
            backups,
            review,
            alerts,
            incidents,
            share_views,
            tickets,
            create_tickets,
            edit_tickets,
            bulk_tickets,
            tasks,
            merge,
            trash,
            reveal,
            check,
            copy,
        } = self;
        *list &= other.list;
        *create &= other.create;
        *edit &= other.edit;
        *note &= other.note;
        *log &= other.log;
        *insight &= other.insight;
        *access &= other.access;
        *lookup &= other.lookup;
        *bulk &= other.bulk;
        *share &= other.share;
        *approve &= other.approve;
        *members &= other.members;
        *manage_members &= other.manage_members;
        *roles &= other.roles;
        *departments &= other.departments;
        *policy &= other.policy;
        *give_keys &= other.give_keys;
        *rotate_keys &= other.rotate_keys;
        *backups &= other.backups;
        *review &= other.review;
        *alerts &= other.alerts;
        *incidents &= other.incidents;
        *share_views &= other.share_views;
        *tickets &= other.tickets;
        *create_tickets &= other.create_tickets;
        *edit_tickets &= other.edit_tickets;
        *bulk_tickets &= other.bulk_tickets;
        *tasks &= other.tasks;
        *merge &= other.merge;
        *trash &= other.trash;
        reveal.retain(|class| other.reveal.contains(class));
        check.retain(|class| other.check.contains(class));
        copy.retain(|class| other.copy.contains(class));
    }
}
