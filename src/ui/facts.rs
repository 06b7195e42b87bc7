//! What can be done here now: by it the table of actions is judged.

use crate::desk::api::CustomerDetail;

/// What the table of actions is judged by: what can be done here now.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    pub signed_in: bool,
    pub demo: bool,
    pub wide: bool,
    pub may_list: bool,
    pub may_create: bool,
    pub may_log: bool,
    pub may_reports: bool,
    pub row: bool,
    /// What is written has a kind, and usual words for it.
    pub kinds: bool,
    pub searched: bool,
    /// An exact search is typed and not asked for yet.
    pub lookup: bool,
    /// Keys are recorded for a macro.
    pub recording: bool,
    /// Rows are marked for an act on many.
    pub marked: bool,
    pub may_bulk: bool,
    pub may_share: bool,
    pub may_delete: bool,
    /// An SSH key of one's own is selected.
    pub own_key: bool,
    pub may_copy: bool,
    pub may_undo: bool,
    pub may_redo: bool,
    pub may_jump_back: bool,
    pub may_jump_forward: bool,
    /// Drafts wait to be gone on with.
    pub drafts: bool,
    pub detail: bool,
    pub may_edit: bool,
    pub may_note: bool,
    /// The timeline is shown; a line of it is selected, and it may be changed or taken away.
    pub timeline: bool,
    pub line: bool,
    pub may_edit_line: bool,
    pub may_remove_line: bool,
    /// There is an earlier version of what is shown, and a later one.
    pub earlier: bool,
    pub later: bool,
    /// Its customer is not the one below it.
    pub other_customer: bool,
    pub may_reveal: bool,
    pub may_check: bool,
    pub filtered: bool,
    /// Of an opened entry: its customer may be opened; its session, member or customer has entries of its own; it is one
    /// of a list.
    pub entry_customer: bool,
    pub entry_session: bool,
    pub entry_member: bool,
    pub entry_subject: bool,
    pub listed: bool,
    /// The log is being searched for what is rare, or was narrowed otherwise before.
    pub seeking: bool,
    pub former: bool,
    /// What is selected has entries of its own in the log.
    pub entries: bool,
    /// Somebody who works for the opened company is selected.
    pub person_row: bool,
    /// An access of the opened customer is selected, and who has seen the customer may be told.
    pub access_row: bool,
    pub may_see: bool,
    /// Some section of the office is open to this member, and what may be changed in which.
    pub may_admin: bool,
    pub may_members: bool,
    pub may_roles: bool,
    pub may_departments: bool,
    pub may_policy: bool,
    pub may_keys: bool,
    pub may_rotate: bool,
    pub may_sign: bool,
    /// What this section shows may be changed.
    pub may_change: bool,
    /// The selected member may be managed, is suspended, or waits for keys that one can give.
    pub may_manage: bool,
    pub suspended: bool,
    pub may_give: bool,
    /// A session of a member is selected.
    pub session: bool,
    /// The selected role is one of the office's own.
    pub own_role: bool,
    /// Values of the selected class wait to be sealed anew.
    pub resealing: bool,
    /// Rights have changed since the last review.
    pub changes: bool,
    /// The selected field may be asked for.
    pub may_ask: bool,
    pub may_share_this: bool,
    pub may_suggest: bool,
    pub may_preview: bool,
    pub may_alerts: bool,
    /// The alert that is shown is open; somebody else, or nobody, looks into it; what its evidence says is known.
    pub alert_open: bool,
    pub may_take: bool,
    pub evidence: bool,
    /// The incident that is shown is open; Kin can do at once what its selected step says.
    pub incident_open: bool,
    pub step_act: bool,
    /// A customer who does not exist is selected.
    pub honeytoken: bool,
    /// To the list that is selected something can be added, and what is selected can be taken out of it.
    pub may_add: bool,
    pub may_remove: bool,
    /// What stands in the form can be tried before it is done.
    pub may_try: bool,
    /// One looks as another role.
    pub previewing: bool,
    /// Tickets: what the role may, what the office asks, and what may be done with the one that is opened.
    pub may_tickets: bool,
    pub may_create_tickets: bool,
    pub may_edit_tickets: bool,
    pub may_bulk_tickets: bool,
    pub ticket: bool,
    pub may_merge_ticket: bool,
    pub may_rate: bool,
    pub linked: bool,
    pub has_customer: bool,
    /// A ticket of the opened customer is selected.
    pub ticket_row: bool,
    pub snippets: bool,
    pub may_choose_requester: bool,
    /// There are words of several lines in the form.
    pub words: bool,
    pub may_tasks: bool,
    /// The selected task is about a customer or a ticket that can be opened; it is done.
    pub task_subject: bool,
    pub task_done: bool,
    /// Customers may go into the trash; two may be made one; exactly two are marked.
    pub may_trash: bool,
    pub may_merge: bool,
    pub pair: bool,
}

impl Facts {
    /// Adds what may be done with an opened customer and its selected field.
    pub fn with_detail(mut self, detail: &CustomerDetail, field: Option<crate::domain::Field>) -> Self {
        self.detail = true;
        self.may_edit = detail.may_edit;
        self.may_note = detail.may_note;
        self.may_reveal = field.is_some_and(|field| detail.may_reveal.contains(&field));
        self.may_check = field.is_some_and(|field| detail.may_check.contains(&field));
        self.may_ask = field.is_some() && !self.may_reveal && !self.previewing;
        self.may_share_this = detail.may_share;
        self
    }
}
