# The office itself: Today and Admin, in English.

place-today = Today
place-admin = Admin
place-members = Members
place-sessions = Sessions
place-roles = Roles
place-departments = Departments
place-policy = Policy
place-keys = Keys
place-decisions = Decisions
place-review = Review
place-backups = Backups
place-review-filter = Filter of the review
place-member = Member
place-role = Role
place-role-form = Role, being changed
place-act-form = Form of an act
place-policy-form = Change the policy
place-prove = Password
place-code = Invitation
place-reseal = Sealing anew

# Today

today-title = { $key } Today: { $count }
today-requests = Requests to decide
today-proposals = Waiting for a second person
today-waiting = Members who wait for keys
today-rotations = Keys to change
today-own = Your requests
today-rotation = somebody left who could open it: change its keys
today-none = Nothing waits for you. Have a good day.
today-next = Press { $key } to go on with the customers.
today-next-palette = Press { $key } for all that you can do.
request-export = export of the log
request-wants = Asks for
request-open = open
request-approved = approved
request-denied = denied
request-over = over
request-until = until { $moment }
proposal-by = Proposed by
proposal-until = Ends
proposal-mine = you

decide-request-title = A request
decide-proposal-title = A second person
decide-label = Your decision
decide-open = choose with ← →
decide-approve = approve
decide-deny = deny
decide-turn-down = turn down
decide-take-back = take it back
decide-first = Choose first: ← or →.
decide-request-note = An approval holds for this customer and field alone, for a set time. It is logged.
decide-proposal-note = If you approve, it is done at once, signed by both of you.
decide-proposal-mine = You proposed this. Only somebody else can approve it.
words-label = A word on it
words-needed = Write a word on it.

# Members

members-all = Who is in the office, and with which rights
members-lead = A * after the role: stands in with other rights
members-waiting = { $count ->
    [one] { $count } member waits for keys
   *[other] { $count } members wait for keys
}
members-count = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
members-none = Nobody is here yet. Press { $key } to invite somebody.
sessions-lead = Who is in now. Messages reach their screens at once.
sessions-count = { $count } in
sessions-none = Nobody is in.
message-title = Message to { $name }
message-title-all = Message to everybody who is in
message-trail = Message
message-words = Words
message-note = At most 500 characters. The log says to whom and how long, never the words.
member-role = Role
member-department = Department
member-standing = Standing
member-last = Last sign-in
member-fails = Fails
member-open = Live
member-waits = Keys
member-never = never signed in
member-failures = { $count ->
    [0] no failed try since
    [one] { $count } failed try since
   *[other] { $count } failed tries since
}
member-invited-until = Invited until
member-sessions = Sessions
member-no-sessions = no session is open
session-seen = last seen { $moment }
session-mine = this one
standing-invited = invited
standing-lapsed = lapsed
standing-active = active
standing-expired = expired
standing-suspended = suspended
standing-removed = removed

grant-invite-title = Invite somebody
grant-change-title = Grant of { $name }
grant-stand-in-title = Stand-in: { $name }
grant-invite-note = A code is shown once. With it, the person sets a password and a code app of their own.
grant-change-note = The new grant replaces the usual one. Keys that you do not hold wait for somebody who does.
grant-stand-in-note = These rights hold for so many days in place of the usual ones, then end by themselves.
grant-limit = Reaches
grant-until = Until
grant-days = For days
grant-no-end = no end
grant-bad-day = Write a coming day (2027-01-31) or nothing.
grant-bad-days = Write a number of days from 1 to 366.
grant-not-loaded = The choices have not come yet. Wait a moment.
grant-usual = Usual grant
grant-temporary = Stands in as
grant-given = Given
grant-by = by { $name }, { $moment }
grant-ends = ends { $moment }
grant-keys = Can reveal
grant-lookups = Can look up
grant-waiting = waits for { $classes }

code-title = Code for { $name }
code-lead = Hand this code over in person. Whoever has it can come in as this member.
code-lead-program = Whoever has this code makes the program's key file with it, where the program runs: kin join --key-out FILE
code-until = It holds once, until { $moment }.
code-proposed = It opens nothing until a second person has approved it in Today.
code-once = It is not shown again. If it is lost, reset the member for a new one.

prove-title = Is it still you?
prove-lead = This act is grave. Type your password, and it goes on by itself.

office-sending = On its way…
office-proposed = A second person has to approve this. It waits in Today ({ $key }) of those who may.
done-office = Done.
done-grant = The grant is signed.
done-suspend = The member is suspended: no session goes on.
done-reactivate = The member can come in again.
done-remove = The member is removed.
done-give-keys = The keys are given.
done-remove-keys = The keys are removed.
done-message = The message is sent.
done-end-session = The session is ended.
done-message = The message is sent.
done-role = The role is saved.
done-remove-role = The role is removed.
done-department = The department is saved.
done-remove-department = The department is removed.
done-policy = The policy is signed.
done-review = The review is signed.
done-approved = Approved.
done-denied = Turned down.

sure-title = Are you sure?
sure-reset = Reset the sign-in of { $name }? The old password and code app stop working at once. A new code is made, and keys must be given again by somebody who holds them.
sure-suspend = Suspend { $name }? Sessions end at the next step, and nobody comes in by this name until you let them in again.
sure-reactivate = Let { $name } in again, with the grant as it was? Keys that were changed meanwhile wait for a giver.
sure-remove = Remove { $name } for good? What { $name } did stays in the log. Change the keys of the classes that { $name } could open.
sure-give-keys = Give { $name } the keys of: { $classes }? Whoever holds a key can open all values of its class within reach.
sure-end-session = End the session of { $name } from { $origin }?
sure-remove-role = { $count ->
    [0] Remove the role { $name }? Nobody has it.
    [one] Remove the role { $name }? { $count } member has it and would have no rights left.
   *[other] Remove the role { $name }? { $count } members have it and would have no rights left.
}
sure-remove-department = Remove the department { $name }? It must be empty: no members, no customers, nothing under it.
sure-rotate = New keys for { $class }? New values are sealed with them at once, the old ones step by step. Said plainly: what somebody could read, they may have kept.

# Roles

roles-lead = { $key } shows all that a role may do
roles-count = { $count ->
    [one] { $count } role
   *[other] { $count } roles
}
role-kind = Kind
role-brought = built in
role-own = own
role-members = Members
role-opens = Can reveal
role-new = New role
role-operations = What it may do
role-reach = Reach
role-fields = Sealed fields
role-sees = sees
role-copies = copies
role-edits = edits
role-yes = yes
role-no = no
role-for = Whom it is for
role-people = people
role-programs = programs
role-built-in = This role comes with Kin and cannot be changed. Copy it to make one of your own.
role-own-lead = A role of your own office.
role-name-lead = The name that members see. Enter goes on to the rights.
role-operation-lead = ← → or Space: not at all, own customers, the department's, all.
role-program-lead = ← → or Space: people, or programs, which sign in by a key file alone.
role-field-lead = ← → go to another cell. Space changes it, Backspace goes back.

scope-none = no
scope-own = own
scope-department = department
scope-all = all
class-contact = contact
class-identity = identity
class-financial = financial
classes-none = nothing
right-none = nothing
right-masked = the mask
right-lookup = check, look up
right-reason = reveal, reason
right-reveal = reveal

# Departments

departments-lead = The tree of departments
departments-count = { $count ->
    [one] { $count } department
   *[other] { $count } departments
}
departments-none = No departments yet. Press { $key } to add the first one.
department-add-title = New department
department-change-title = Rename or move
department-under = Under
department-top = nothing: at the top

# Policy

policy-lead = Bold: not as usual
policy-persons = Two persons for
policy-one = one is enough
policy-two = two persons
policy-times = Times
policy-minutes = An approval lasts (minutes)
policy-hours = An invitation lasts (hours)
policy-months = Log kept for (months; 0: ever)
policy-for-ever = for ever
policy-unlogged = While the log cannot be written
policy-unlogged-no = nothing is shown
policy-unlogged-yes = customers are shown, masked
policy-bad-months = At least 3 months, or 0 for ever.
policy-manners = Who may edit a field
policy-quotas = Reveals without asking, in an hour / in a day
policy-quota = { $hour } / { $day }
policy-note = Space or ← → choose. A quota is two numbers: in an hour / in a day. All is saved at once.
policy-bad-number = Write a whole number above 0.
policy-bad-quota = Write it as 20/80, the smaller first.
grave-class-grant = A class key for one more member
grave-bulk-export = An export in bulk
grave-purge = Removing a member for good
grave-policy-change = A change of policy or roles
manner-permitted = whose role allows it
manner-owner-and-permitted = they, and who looks after the customer
manner-owner-only = only who looks after the customer

# Keys

keys-drilled = Recovery kit last tried: { $date }
keys-never-drilled = The recovery kit was never tried. Try it: kin keys drill
keys-generation = generation { $number }
keys-made = made { $date }
keys-fingerprint = Fingerprint
keys-holders = Can open
keys-lookups = Can look up
keys-former = Could open once
keys-kit = Recovery kit
keys-kit-yes = opens it
keys-kit-no = does not open it
keys-reseal = Sealed anew
keys-nobody = nobody
reseal-title = Sealing anew: { $class }
reseal-begins = It begins…
reseal-progress = { $looked } of { $of }
reseal-lead = It goes on while you work; the title says how far it is. It stops at a lock, and goes on later from there.
reseal-going = sealing { $class } { $percent } %
reseal-stopped = Stopped. Press { $key } on the class to go on with it.
reseal-done = { $count ->
    [one] { $class }: all is sealed under the new keys, { $count } value anew.
   *[other] { $class }: all is sealed under the new keys, { $count } values anew.
}

# Decisions and review

decisions-lead = Signed decisions, newest first
decisions-none = No decision yet.
decision-act = Decision
decision-about = About
decision-by = Signed by
decision-holds = It holds.
decision-refused = It gives nothing: { $why }
act-appoint = appointment
act-invite = invitation
act-reset = sign-in reset
act-enrol = joining
act-grant = grant
act-stand-in = stand-in
act-give-keys = keys given
act-suspend = suspension
act-reactivate = reactivation
act-remove = removal
act-role = role
act-remove-role = removal of a role
act-department = department
act-remove-department = department's removal
act-policy = policy
act-class-key = class key
act-office-key = office key
act-recovery-kit = recovery kit
act-unreadable = unreadable
act-review = review

review-last = Signed by { $name }, { $date }
review-never = Never signed yet
review-changes = { $count ->
    [0] nothing has changed since
    [one] { $count } change since
   *[other] { $count } changes since
}
review-rights = { $count ->
    [one] { $count } right
   *[other] { $count } rights
}
review-rule = Right
review-none = No right is like that. Press { $key } to see all.
review-sign-title = Sign the review
review-covers = It covers
review-since = Since the last
review-sign-note = Your signature says: I looked at who may do what, and it is right so.

# Actions

do-show-today = today
help-show-today = Today: what waits for you
do-show-admin = admin
help-show-admin = Admin: members, roles, keys and more
do-next-section = next section
help-next-section = Next section
help-previous-section = Previous section
do-invite = invite
help-invite = Invite a new member
do-edit-grant = grant
help-edit-grant = Change what the member is given
do-stand-in = stand-in
help-stand-in = Give other rights for some days
do-reset-member = reset
help-reset-member = Reset the sign-in: a new code, new keys
do-suspend-member = suspend
help-suspend-member = Suspend the member
do-reactivate = let in
help-reactivate = Let the member in again
do-remove-member = remove
help-remove-member = Remove the member for good
do-give-keys = give keys
help-give-keys = Give the keys that the member waits for
do-end-their-session = end session
help-end-their-session = End the selected session
do-tell = message
help-tell = Send words to whoever is in the selected session
do-tell-all = message to all
help-tell-all = Send words to everybody who is in
do-end-this-session = end session
help-end-this-session = End the selected session of a member
do-new-role = copy
help-new-role = A new role that begins as a copy of this one
do-edit-role = edit
help-edit-role = Change the role
do-remove-role = remove
help-remove-role = Remove the role
do-new-department = new
help-new-department = Add a department under the selected one
do-edit-department = rename, move
help-edit-department = Rename or move the department
do-remove-department = remove
help-remove-department = Remove the department
do-edit-policy = change
help-edit-policy = Change the policy
do-rotate = new keys
help-rotate = New keys for the class
do-back-up = back up
help-back-up = Make a backup now
do-try-backup = try
help-try-backup = Bring the newest backup back for a trial
do-reseal = go on sealing
help-reseal = Go on sealing values anew
do-leave-reseal = go on working
help-leave-reseal = Go on with other work; it goes on behind
do-stop-reseal = stop
help-stop-reseal = Stop; it goes on later from there
do-only-changes = changes only
help-only-changes = Show only what has changed since the last review
do-filter-review = filter
help-filter-review = Narrow the review by what you type
do-sign-review = sign
help-sign-review = Sign the review
do-confirm-act = do it
help-confirm-act = Do it
do-handed-over = I have handed it over
help-handed-over = Close: the code is not shown again

# Backups

backups-lead = The whole office, newest first
backups-making = Making a backup
backups-trying = Trying the newest one
backups-none = No backup yet.
backups-folder = Kept in { $folder }
backups-next = The next is made by itself from { $date } on
backups-by-hand = None is made by itself.
backups-tried = Last tried on { $date }
backups-never-tried = Nobody has tried yet whether one comes back whole.
backup-at = Made
backup-size = Size
backup-customers = Customers
backup-log = Log up to
backup-state = State
backup-signed = signed
backup-changed = cut or changed
backup-unsigned = not signed
backup-made = The backup is made and was read back.
backup-tried = The newest backup came back whole.
