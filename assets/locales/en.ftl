# Texts of the screens, in English. Keys are the same in every language; a test keeps it so.

place-anywhere = Everywhere
place-sign-in = Sign in
place-lock = Locked
place-customers = Customers
place-search = Search
place-detail = Customer
place-form = Customer form
place-log = Log
place-entry = Log entry
place-reveal = Reveal
place-revealed = Revealed value
place-check = Check
place-note = New note
place-filter = Filter
place-conflict = Conflict
place-question = Question
place-help = Help

mode-local = local
mode-shared = shared

role-owner = owner
role-admin = admin
role-lead = lead
role-agent = agent
role-auditor = auditor
role-service = service

# Sign-in

sign-in-lead = Sign in with your name, password and one-time code
sign-in-member = Member
sign-in-password = Password
sign-in-code = Code
sign-in-empty = Fill this in, then press Enter.
sign-in-busy = Checking…
demo-title = Demo office: nothing here is real
demo-seconds = codes change in { $seconds } s
welcome-first = Welcome. This is your first sign-in.
welcome-last = Welcome. Last sign-in: { $moment }.
welcome-failures = { $count ->
    [one] { $count } failed try since: was it you?
   *[other] { $count } failed tries since: was it you?
}
notice-network = The office is on a network file system: slower, and only for a few people at once.

# Lock

lock-title = Locked: { $name }
lock-lead = Type your password to go on.
lock-idle = Locked because nothing was typed for a while. Type your password to go on.
lock-refused = That password is wrong. Try again.
lock-busy = Opening…
lock-unsaved = Something is unsaved. Unlock first, save it or drop it, then leave.

# Customers

customers-search = press / to search
customers-count = { $count ->
    [one] { $count } customer
   *[other] { $count } customers
}
customers-found = { $found } of { $total }
customers-none = No customers here yet. Ask a lead to assign some to you.
customers-none-new = No customers yet. Press n to add the first one.
customers-none-found = Nobody found. Change the search, or press Esc to leave it.
customers-lookup = Exact search by phone, e-mail or id: type all of it and press Enter. It is logged.
loading = Loading…
press-reload = Press F5 to try again.

# Customer

tab-overview = Overview
tab-timeline = Timeline
tab-access = Access
detail-none = Enter opens the selected customer here. Opening is logged.
detail-no-sealed = No sealed fields yet. Press e to add them.
timeline-none = Nothing has happened yet.
timeline-none-note = Nothing has happened yet. Press a to add a note.
access-none = Nobody has opened this customer yet.

field-name = Name
field-kind = Kind
field-code = Code
field-company = Company
field-city = City
field-country = Country
field-website = Website
field-since = Customer since
field-status = Status
field-owner = Owner
field-department = Department
field-updated = Changed
field-flags = To check
field-phone = Phone
field-phone2 = Second phone
field-email = E-mail
field-address = Address
field-birth-date = Birth date
field-national-id = National id
field-iban = IBAN

kind-person = Person
kind-company = Company
status-lead = Lead
status-active = Active
status-inactive = Inactive
status-blocked = Blocked
activity-note = Note
activity-call = Call
activity-email = E-mail
activity-meeting = Meeting
activity-visit = Visit

# Reveal and check

reveal-title = Reveal: { $field }
reveal-why = Why do you need it?
reveal-words = Words
reveal-logged = Who, what, when and why go into the log.
reveal-left = hidden again in { $seconds } s
reveal-over = { $field } is hidden again.
reason-call = I have to call this customer
reason-delivery = Delivery or visit
reason-billing = Invoice or payment
reason-identity = To make sure who it is
reason-complaint = A complaint
reason-legal = A legal duty
check-title = Check: { $field }
check-lead = Type what the caller says; the value stays hidden.
check-logged = Each try goes into the log.
check-match = It matches.
check-no-match = It does not match.
check-tries = { $count ->
    [0] No tries are left: ask a lead.
    [one] { $count } try is left.
   *[other] { $count } tries are left.
}

# Forms

note-title = Note: { $name }
note-lead = Tab: kind of note, then ← →. No phone numbers or ids, please.
note-empty = Write something first.
note-saved = The note is in the timeline.
form-new = New
form-edit = Edit
form-sealed = Sealed: masked once saved
form-sealed-lead = Type to replace it, Del to remove it; left alone, it stays as it is.
form-choice-lead = ← → chooses.
form-cleared = will be removed
form-name-needed = A name is needed.
form-saving = Saving…
form-created = { $name } was added.
form-saved = { $name } was saved.
form-dropped = Sealed values you had typed were dropped by the lock. Type them again.
conflict-title = Changed meanwhile
conflict-lead = Someone else saved this customer while you were editing. Nothing of yours is saved yet.
conflict-theirs = theirs
conflict-mine = yours
conflict-sealed = The plain fields are the same; a sealed field was changed.
conflict-choice = o opens theirs and drops yours. k saves yours on top. Esc goes back to the form.
question-title = Unsaved
question-drop = What you typed is not saved. Drop it?
question-quit = What you typed is not saved. Drop it and leave?

# Log

log-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
log-all = newest first
log-filtered = filtered:
log-none = No entries match. Press c to clear the filter.
log-sequence = No.
log-time = Time
log-member = Member
log-action = Action
log-subject = Subject
log-outcome = Outcome
log-verified = Verified
verified-good = good
verified-bad-hash = bad hash
verified-bad-link = bad link
verified-bad-signature = bad sign.
outcome-done = done
outcome-denied = denied
outcome-failed = failed
entry-title = Entry { $number }
entry-nobody = nobody (not signed in)
entry-reason = Reason
entry-details = Details
entry-changes = Rows written
entry-origin = From
entry-session = Session
entry-signer = Signed by
entry-previous = Previous
entry-hash = Hash
filter-title = Filter the log
filter-any = any
filter-from = From day
filter-to = To day
filter-since = from { $date }
filter-until = to { $date }
filter-bad-date = Type a day as 2026-11-22.

action-office-create = office made
action-grant-issue = key granted
action-session-sign-in = signed in
action-session-sign-out = signed out
action-session-lock = locked
action-session-unlock = unlocked
action-customer-view = opened
action-customer-lookup = looked up
action-customer-create = added
action-customer-edit = edited
action-customer-bulk = changed in bulk
action-note-add = note added
action-note-remove = note taken back
action-field-reveal = revealed
action-field-copy = copied
action-field-check = checked
action-view-save = view saved
action-view-delete = view deleted
action-import-chunk = imported
action-import-revert = import undone
action-log-view = log viewed
action-log-export = log exported
action-log-verify = log verified

# What went wrong and what to do

problem-sign-in-refused = Name, password or code is wrong. Type them again.
problem-wait = { $seconds ->
    [one] Too many failed tries. Wait { $seconds } second.
   *[other] Too many failed tries. Wait { $seconds } seconds.
}
problem-no-session = Your session has ended. Sign in again.
problem-denied = You are not allowed to do this ({ $rule }). Ask a lead.
problem-not-found = It is not there, or not in your scope.
problem-invalid = { $field }: { $message }
unfit-empty = must not be empty
unfit-not-in-list = choose one from the list
unfit-email = is not an e-mail address: write it like name@example.com
unfit-date = is not a date: write it like 31/12/1990
unfit-cccd = is not a valid CCCD: check the 12 digits
unfit-cnp = is not a valid CNP: check the 13 digits
unfit-iban = is not a valid IBAN: check it against the paper
unfit-too-long = is too long: { $most } characters are the most
unfit-too-many = are too many: { $most } are the most
problem-conflict = Someone else has changed this record. Open it again.
problem-duplicate = { $field }: another customer has it already.
problem-tries-used-up = Too many tries. Ask a lead.
problem-nothing-to-undo = There is nothing left to take back or do again.
problem-busy = The office is busy. Try again in a moment.
problem-no-audit = The log could not be written, so nothing was shown or changed: { $cause }
problem-tampered = The stored value is not what the log vouches for. Nothing is shown. Tell the owner to run: kin log verify
problem-store = The office file gave an error: { $cause } Try again; if it stays, tell the admin.
toast-not-now = Not possible here: { $deed }.
too-small = This window is too small. Kin needs { $width } columns and { $height } rows.

# Help

help-title = Keys
help-find = Find:
help-none = No key does that. Change the words.

do-open = open
do-search = search
do-new = new
do-reveal = reveal
do-check = check
do-note = note
do-edit = edit
do-filter = filter
do-clear-filter = clear filter
do-to-customer = customer
do-sort = sort
do-demo = next demo member
do-confirm = go on
do-confirm-field = apply
do-save = save
do-next-field = next field
do-next-part = next part
do-open-again = open theirs
do-keep-mine = keep mine
do-end = hide now
do-next-tab = next tab
do-other-pane = other pane
do-back = back
do-clear-search = clear search
do-cancel = cancel
do-close = close
do-show-customers = customers
do-show-log = log
do-help = help
do-lock = lock
do-quit = leave

help-open = Open what is selected
help-search = Search; after another / by exact phone, e-mail or id
help-new = Add a customer
help-reveal = Reveal the selected field briefly, with a reason
help-check = Check what the caller says against the selected field
help-note = Add a note to the timeline
help-edit = Edit the opened customer
help-filter = Filter by member, action, outcome or day
help-clear-filter = Clear the filter
help-to-customer = Open the customer this entry is about
help-sort = Sort by name or by code
help-demo = Fill in the next demo member (or type its number)
help-confirm = Go on
help-confirm-field = Apply the filter
help-save = Save
help-next-field = Next field
help-next-part = Next part of the form
help-previous-field = Previous field
help-previous-part = Previous part of the form
help-open-again = Open their version and drop yours
help-keep-mine = Save yours on top of theirs
help-end = Hide the value at once
help-next-tab = Next tab
help-previous-tab = Previous tab
help-other-pane = Between the list and the customer
help-back = One level back
help-clear-search = Clear the search
help-cancel = Leave this without doing it
help-close = Close this
help-up = Up
help-down = Down
help-up-typing = Up
help-down-typing = Down
help-page-up = A page up
help-page-down = A page down
help-first = To the first
help-last = To the last
help-reload = Load again
help-show-customers = Customers
help-show-log = Log
help-help = These keys
help-help-anywhere = These keys, while typing too
help-lock = Lock at once
help-lock-anywhere = Lock at once, while typing too
help-quit = Sign out and leave; asks if something is unsaved
help-quit-anywhere = Leave, while typing too
help-suspend = Suspend to the shell
