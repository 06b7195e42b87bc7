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
mode-served = served

role-owner = owner
role-admin = admin
role-lead = lead
role-agent = agent
role-auditor = auditor
role-service = service
role-custom = own role

# Sign-in

sign-in-lead = Sign in with your name, password and one-time code
sign-in-member = Member
sign-in-password = Password
sign-in-code = Code
sign-in-empty = Fill this in, then press { $key }.
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
notice-few-codes = Only { $count } recovery codes are left.
notice-credentials = Your sign-in was changed on { $moment }.
notice-refused-statements = Signed decisions in the file do not hold: { $count }. See the alerts.

# Lock

lock-title = Locked: { $name }
lock-lead = Type your password to go on.
lock-idle = Locked because nothing was typed for a while. Type your password to go on.
lock-refused = That password is wrong. Try again.
lock-busy = Opening…
lock-unsaved = Something is unsaved. Unlock first, then save it or leave it as a draft.

# Customers

customers-search = Press { $key } to search
customers-count = { $count ->
    [one] { $count } customer
   *[other] { $count } customers
}
customers-found = { $found } of { $total }
customers-none = No customers here yet. Ask a lead to assign some to you.
customers-none-new = No customers yet. Press { $key } to add the first one.
customers-none-found = Nobody found. Change the search, or press { $key } to leave it.
customers-lookup = Exact search by phone, e-mail or id: type all of it and press { $key }. It is logged.
loading = Loading…
press-reload = Press { $key } to load it again.

# Customer

tab-overview = Overview
tab-timeline = Timeline
tab-access = Access
detail-none = { $key } opens the selected customer here. Opening is logged.
detail-no-sealed = No sealed fields yet. Press { $key } to add them.
timeline-none = Nothing has happened yet.
timeline-none-note = Nothing has happened yet. Press { $key } to add a note.
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
reveal-words = Details
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
note-lead = { $next }: outcome, next step. No phone numbers or ids, please.
note-empty = Write something first.
note-saved = The note is in the timeline. { $undo } takes it back.
form-new = New
form-edit = Edit
form-sealed = Sealed: masked once saved
form-sealed-lead = Type to replace it, Del to remove it; left alone, it stays as it is.
form-choice-lead = ← → chooses.
form-cleared = will be removed
form-name-needed = A name is needed.
form-saving = Saving…
form-created = { $name } was added.
form-saved = { $name } was saved. { $undo } takes it back.
form-dropped = Sealed values you had typed were dropped by the lock. Type them again.
conflict-title = Changed meanwhile
conflict-lead = Someone else saved this customer while you were editing. Choose a side for each field; nothing of yours is saved yet.
conflict-theirs = theirs
conflict-mine = yours
conflict-choice = ! changed by both. { $key } goes back to the form.
question-title = Unsaved
question-drop = What you typed is not saved. Drop it?
question-quit = What you typed is not saved. It is kept as a draft and offered when you come back. Leave?

# Log

log-count = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
log-all = Newest first
log-none = No entries match. Press { $key } to clear the filter.
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
verified-bad-signature = signature
outcome-done = done
outcome-denied = denied
outcome-failed = failed
entry-title = Entry { $number }
entry-nobody = nobody (not signed in)
entry-reason = Reason
entry-details = Details
entry-changes = Rows
entry-origin = Came from
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
filter-day = yyyy-mm-dd

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
action-ticket-view = ticket opened
action-ticket-create = ticket created
action-ticket-edit = ticket changed
action-ticket-bulk = tickets changed
action-ticket-note = ticket noted
action-ticket-merge = tickets merged
action-task-view = tasks seen
action-task-edit = task changed
action-note-edit = note changed
action-customer-merge = customers merged
action-customer-trash = trash used
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
action-customer-share = shared
action-request-ask = approval asked
action-request-decide = request decided
action-member-view = members viewed
action-member-manage = member managed
action-member-enrol = joined
action-member-credential = sign-in changed
action-session-end = session ended
action-role-manage = role changed
action-role-preview = looked as a role
action-department-manage = department set
action-policy-manage = policy changed
action-keys-give = keys given
action-keys-rotate = keys changed
action-keys-reseal = values resealed
action-keys-recover = recovered
action-host-export = secret exported
action-host-rotate = secret changed
action-review-sign = review signed
action-proposal-make = proposed
action-proposal-end = proposal decided
action-alert-raise = alert
action-alert-handle = alerts handled
action-ssh-key-add = SSH key added
action-ssh-key-remove = SSH key removed
action-session-view = sessions viewed
action-message-send = message sent
action-server-start = server started
action-server-stop = server stopped
action-server-reload = server reloaded
action-server-fault = server fault
action-checkpoint-make = checkpoint made
action-log-prune = log pruned
action-backup-make = backup made
action-backup-prune = backups cleared
action-backup-drill = backup tried
action-office-restore = office restored
action-insight-view = insight viewed

# What went wrong and what to do

problem-sign-in-refused = Name, password or code is wrong. Type them again.
problem-clock-behind = Name, password or code is wrong. This computer's clock is behind the office's log, so no app's code can be right. Set the clock, or type a recovery code.
problem-not-from-here = You may not sign in from this network. Ask whoever runs the server.
problem-not-now = You may not sign in at this hour. Ask whoever runs the server.
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
unfit-email = not an e-mail address: write it like name@example.com
unfit-date = not a date: write it like 31/12/1990
unfit-cccd = not a valid CCCD: check the 12 digits
unfit-cnp = not a valid CNP: check the 13 digits
unfit-iban = not a valid IBAN: check it against the paper
unfit-too-long = too long: { $most } characters are the most
unfit-too-many = too many: { $most } are the most
unfit-taken = already used: choose another one
unfit-past = over already: choose a later time
unfit-code = not the code that the app shows now: wait for the next one and type it again
unfit-same = must be another one than before
unfit-key-unreadable = not a public key; give the one line of the file that ends in .pub
unfit-key-kind = a kind of key that is not taken; make one with: ssh-keygen -t ed25519
unfit-key-private = a private key, which nobody but you may have; give the line of the file that ends in .pub, and make a new pair if somebody has seen this one
unfit-key-putty = as PuTTY saves it; copy the one line that PuTTYgen shows for pasting into authorized_keys
field-key = SSH key
field-message = Message
unfit-too-short = at least { $least } characters are needed: a few words in a row are easy to remember
unfit-too-common = many people take it, or it is a name: take words that have nothing to do with you or each other
unfit-too-easy = too easy to guess: add a word or two that have nothing to do with the others
problem-conflict = Someone else has changed this record. Open it again.
problem-duplicate = { $field }: another customer has it already.
problem-tries-used-up = Too many tries. Ask a lead.
problem-quota-used-up = You have seen as many of these as you may without asking. Ask for approval.
problem-prove-again = This needs your password again.
problem-no-invitation = The invitation is wrong, was used, or has ended. Ask for a new one.
problem-program-invitation = This invitation is for a program. Where the program runs, take it up with: kin join --key-out FILE
problem-refused = That does not hold: { $cause }.
problem-previewing = You are looking as another role: nothing can be changed. End the preview first.
problem-needs-approval = A second person has to approve this. Ask for it first.
problem-closed = The office's signed decisions were changed from outside: { $cause }. Restore a backup, and run: kin log verify
unlogged = The log cannot be written now. What you open is noted, and enters the log as soon as it can; nothing can be shown or changed.
problem-account-locked = Your account is locked until somebody has looked into an alert. Ask whoever handles alerts.
problem-nothing-to-undo = There is nothing left to take back or do again.
problem-busy = The office is busy. Try again in a moment.
problem-no-audit = The log could not be written, so nothing was shown or changed: { $cause }
problem-tampered = The stored value is not what the log vouches for. Nothing is shown. Tell the owner to run: kin log verify
problem-store = The office file gave an error: { $cause } Try again; if it stays, tell the admin.
toast-not-now = Not possible here: { $deed }.
too-small = This window is too small. Kin needs { $width } columns and { $height } rows.

# Help

help-title = Keys
help-find = Find a key or a word:
help-none = No key does that. Change the words.

do-open = open
do-lookup = look up
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
do-confirm-view = save
do-confirm-reveal = reveal
do-confirm-field = apply
do-save = save
do-next-field = next field
do-next-part = next part
do-open-again = open theirs
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
help-lookup = After //: look up exactly what is typed; logged
help-search = Search; after another / by exact phone, e-mail or id
help-new = Add a customer
help-reveal = Reveal the selected field briefly, with a reason
help-check = Check what the caller says against the selected field
help-note = Add a note to the timeline
help-edit = Edit the opened customer
help-filter = Filter the list
help-clear-filter = Clear the filter
help-to-customer = Open the customer this entry is about
help-sort = Choose the order of the list
help-demo = Fill in the next demo member (or type its number)
help-confirm = Go on
help-confirm-view = Save the view
help-confirm-reveal = Reveal the value, with this reason
help-confirm-field = Apply the filter
help-save = Save
help-next-field = Next field
help-next-part = Next part of the form
help-previous-field = Previous field
help-previous-part = Previous part of the form
help-open-again = Open their version and drop yours
help-end = Hide the value at once
help-next-tab = Next tab
help-previous-tab = Previous tab
help-other-pane = Move between the list and the customer
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
help-help = These keys; type to find one
help-help-anywhere = These keys, while typing too
help-lock = Lock at once
help-lock-anywhere = Lock at once, while typing too
help-quit = Sign out and leave; asks if something is unsaved
help-quit-anywhere = Leave, while typing too
help-suspend = Suspend to the shell

# Lists, bulk acts, views, drafts, tour

place-bulk = Change many
place-columns = Columns
place-drafts = Drafts
place-list-filter = Filter
place-palette = Palette
place-pick = Choice
place-settings = Settings
place-sort = Sort by
place-view-form = Save the view
place-views = Views
choose-empty = There is none yet.
choose-none = Nothing matches. Change the words.
filtered = Filtered:
marked = { $count ->
    [one] { $count } marked
   *[other] { $count } marked
}
marked-most = { $count } are the most that can be marked. Narrow the list.
customers-none-match = Nobody matches the filter. Press { $key } to clear it.
columns-lead = The list shows as many as fit, from the top.
sort-ascending = { $field }, upwards
sort-descending = { $field }, downwards
field-created = Added
field-password = Password
bulk-title = { $count ->
    [one] Change { $count } customer
   *[other] Change { $count } customers
}
bulk-changes = { $count ->
    [0] Nothing would change.
    [one] { $count } customer would change.
   *[other] { $count } customers would change.
}
bulk-same = { $count ->
    [one] { $count } is so already.
   *[other] { $count } are so already.
}
bulk-refused = { $count ->
    [one] { $count } is not there or not in your scope.
   *[other] { $count } are not there or not in your scope.
}
bulk-conflicts = { $count ->
    [one] { $count } was changed by others meanwhile: mark it again.
   *[other] { $count } were changed by others meanwhile: mark them again.
}
bulk-done = { $count ->
    [one] { $count } customer was changed. { $undo } takes it back.
   *[other] { $count } customers were changed. { $undo } takes it back.
}
undone-edit = The edit of { $name } is taken back.
redone-edit = The edit of { $name } is done again.
undone-bulk = { $count ->
    [one] The change of { $count } customer is taken back.
   *[other] The change of { $count } customers is taken back.
}
redone-bulk = { $count ->
    [one] The change of { $count } customer is done again.
   *[other] The change of { $count } customers is done again.
}
undone-note = The note for { $name } is taken back.
redone-note = The note for { $name } is back.
undo-conflict = { $name } was changed by someone since: this can no longer be taken back.
copied = Given to your terminal's clipboard. It is taken off again in { $seconds } s.
curtain = Kin shows nothing while this window is not in use.
editor-failed = The editor gave nothing back: the text is as it was. Is $EDITOR set right?
reveal-link = Belongs to
reveal-link-none = nothing in the timeline
conflict-typed = (typed by you)
conflict-same = Nothing that you typed differs from theirs.
drafts-lead = Typed and never saved. Kept sealed, for you alone.
draft-sure = Press { $key } again to drop it for good.
draft-new = New customer { $name }
draft-edit = Edit of { $name }
draft-note = Note for { $name }
draft-not-kept = What you type cannot be kept as a draft: { $problem }
draft-gone-on = This was typed before and never saved: go on with it, or drop it with { $key }.
filter-example = city = Huế and status = active and updated > 30d
filter-is = is
filter-is-not = is not
filter-holds = holds
filter-in = is one of ( , )
filter-on = on the day
filter-after = after a day, or longer ago than
filter-from-on = from a day on
filter-before = before a day, or within the last
filter-up-to = up to a day
filter-has = has a ticket, or a value in
filter-me = you
filter-nobody = nobody
filter-near = Did you mean { $word }?
filter-mistake-unknown-field = There is no such field.
filter-mistake-unknown-operator = Write = != ~ in > < >= or <= here.
filter-mistake-operator-not-for-field = This field cannot be compared so.
filter-mistake-unknown-value = This field has no such value.
filter-mistake-bad-date = Write a day (2026-11-22) or an age (30d, 2w, 1y).
filter-mistake-missing-value = A value is missing here.
filter-mistake-missing-operator = Say how to compare: = != ~ in > <.
filter-mistake-missing-field = A field is missing here.
filter-mistake-missing-joiner = Put and, or, or a comma between two conditions.
filter-mistake-unclosed-parenthesis = A bracket has no partner.
filter-mistake-unclosed-quote = The quote has no end.
filter-mistake-too-deep = Too many brackets within brackets.
filter-mistake-too-long = The filter is too long.
settings-lang = Language
settings-theme = Looks
settings-mouse = Mouse
settings-on = on
settings-off = off
settings-mono = without colour (NO_COLOR)
settings-lead = It holds at once and is kept for you. Keys and more stand in config.toml.
mouse-on = The mouse is on.
mouse-off = The mouse is off: the terminal selects text again.
views-none = No views yet. Press { $key } to save the list as it is now.
view-all = All customers.
view-share = Used by
view-private = you alone
view-everyone = everyone
view-shared = shared: { $roles }
view-of = by { $name }
view-saved = The view { $name } is saved.
view-deleted = The view is deleted.
view-sure = Press { $key } again to delete { $name } for good.
view-unreadable = This view was saved by a newer Kin: its filter cannot be read.
tour-title = Tour { $step } of { $steps }
tour-end = { $key } ends the tour
tour-search = Press { $key } and type a name, or only parts of it: "hong dao" finds Hồng Đào.
tour-open = Press { $key } to open the selected customer. The log notes who looked.
tour-reveal = What is masked is sealed. { $key } reveals the selected field for a while, with a reason; { $other } checks what a caller says.
tour-palette = { $key } opens the palette: actions and customers by name. { $other } lists every key.
tour-lock = { $key } locks at once when you get up. Only your password opens it again.
do-bulk = change
help-bulk = Change all marked customers, with a preview
do-mark = mark
help-mark = Mark or unmark, and go on
help-mark-all = Mark all that match
do-views = views
help-views = Saved views: open, save, share
help-reverse = Sort the other way round
help-columns = Choose, order and widen the columns
do-copy = copy
help-copy = Copy the revealed value; logged
help-copy-code = Copy the customer code
help-copy-name = Copy the name
do-confirm-bulk = do it
help-confirm-bulk = Do it
do-choose = choose
help-choose = Take what is selected
do-merge = save
help-merge = Save the sides that are chosen
do-edit-outside = your editor
help-edit-outside = Go on in your own editor ($EDITOR)
do-save-view = save this list
help-save-view = Save the list as it is now
do-share-view = share
help-share-view = Share, rename or make private
do-delete-view = delete
help-delete-view = Delete the view; asks once more
do-delete-draft = drop
help-delete-draft = Drop the draft for good
do-complete = complete
help-complete = Take the proposal
do-toggle = on/off
help-toggle = Change what is chosen
do-move-up = up
help-move-up = Move it up
do-move-down = down
help-move-down = Move it down
do-narrower = narrower
help-narrower = Narrower
do-wider = wider
help-wider = Wider
do-previous = before
help-previous = The choice before
do-next = next
help-next = The next choice
do-yes = yes
help-yes = Yes: do it
do-no = no
help-no = No: leave it as it is
do-theirs = theirs
help-theirs = Take their side
do-mine = yours
help-mine = Keep your side
help-swap = Take the other side
do-reset = usual
help-reset = The usual columns
do-clear-marks = clear marks
help-clear-marks = Take all marks away
help-up-choice = Up
help-down-choice = Down
help-up-panel = Up
help-down-panel = Down
do-undo = undo
help-undo = Take back the last edit
help-redo = Do again what was taken back
help-jump-back = Back to where you were
help-jump-forward = Forward again
do-palette = palette
help-palette = Actions and customers by name
help-settings = Language, looks, mouse
help-drafts = What was typed and never saved
help-tour = Begin or end the tour
help-mouse = Mouse on or off

# Linear mode

linear-lead = Kin in plain lines. Type an answer and press Enter. Ctrl-C signs out and leaves.
linear-demo = { $name }, { $role }: password { $password }, code { $code }
linear-ask-member = Member (Enter alone leaves):
linear-ask-password = Password (it is not shown):
linear-ask-code = One-time code:
linear-signed-in = You are signed in as { $name }, { $role }.
linear-clears = When you lock or leave, the screen and what can be scrolled back are cleared.
linear-menu = What do you want to do?
linear-find = Find a customer
linear-log = Read the log
linear-lock = Lock
linear-leave = Leave
linear-back = Back
linear-choose = Choose a number (? reads the choices):
linear-no-choice = There is no choice { $typed } here.
linear-goodbye = You are signed out.
linear-left = Nobody was signed in.
linear-ended = The input has ended. You are signed out.
linear-unlocked = Unlocked. Go on where you were.
linear-find-lead = Type a name or parts of it: hong dao finds Hồng Đào.
linear-find-exact = For an exact phone, e-mail or id type / and all of it. It is logged.
linear-find-filter = For a filter type = and the filter, such as: = city = Huế and status = active
linear-ask-find = Find (Enter alone goes back):
linear-found = { $count ->
    [0] Nobody found.
    [one] { $count } customer found.
   *[other] { $count } customers found.
}
linear-found-more = { $count ->
    [one] More than { $count } customer found.
   *[other] More than { $count } customers found.
}
linear-pick = Type a number to open, or Enter to go back:
linear-pick-more = Type a number to open, m for more, or Enter to go back:
linear-no-more = There are no more.
linear-more = Type m for more, or Enter to go back:
linear-mistake = At character { $at }, { $near }:
linear-mistake-end = At the end:
linear-customer-menu = What do you want to do with this customer?
linear-masked = masked
linear-may-reveal = can be revealed
linear-may-check = can be checked
linear-reveal = Reveal a field
linear-check = Check what the caller says
linear-note = Add a note
linear-again = Read the record again
linear-which-field = Which field?
linear-ask-words = Words for the log (Enter alone for none):
linear-stays = The value would stay in this output: Kin cannot take it back here.
linear-sure = Show it all the same? (y or n):
linear-yes = y
linear-not-shown = Nothing was shown.
linear-hides = { $seconds ->
    [one] Enter, or { $seconds } second, clears it with the whole screen and what can be scrolled back.
   *[other] Enter, or { $seconds } seconds, clears it with the whole screen and what can be scrolled back.
}
linear-ask-said = What the caller says (it is not shown):
linear-note-kind = What kind of note?
linear-note-lead = Type the note. A full stop alone on a line ends it. No phone numbers or ids, please.
linear-ask-note = Next line of the note:
linear-note-none = Nothing was typed, so nothing was added.
linear-note-saved = The note is in the timeline.
linear-log-none = No entries match.
linear-log-bad = Not to be trusted
linear-log-pick = Type an entry's number to read it, f to filter, or Enter to go back:
linear-log-pick-more = Type an entry's number to read it, m for more, f to filter, or Enter to go back:
linear-ask-log-member = Part of a member's name (Enter alone for anybody):
linear-ask-log-action = What was done, such as revealed (Enter alone for anything):
linear-log-actions = Nothing is called so. There are: { $names }.
linear-new = Add a customer
linear-new-kind = What is the new customer?
linear-new-clears = Once it is saved, the screen is cleared of what you typed.
linear-new-stays = What you type now stays on this terminal: Kin cannot take it back here.
linear-new-none = Without a name nothing was added.
linear-ask-field = { $field } (Enter alone for none):

# The first run and the wizard of a new office

first-lead = Kin keeps customers in the terminal: who they are, what was said, what is next.
first-sealed = Their data lie sealed in a file of your own, and a log tells who saw what.
first-none = There is no office on this computer yet. It would be in { $folder }.
first-own = { "  " }{ $number }  make my own office here
first-demo = { "  " }{ $number }  look at a filled demo first
first-leave = { "  " }{ $number }  leave
first-ask = 1, 2 or q:
first-again = Type 1, 2 or q, then Enter.
first-enter = Enter opens the office.
wizard-lead = A new office in { $folder }. Its data will be sealed.
wizard-step = { $number } of { $steps }  { $title }
wizard-office = The office
wizard-owner = You, its owner
wizard-app = Your code app
wizard-kit = The recovery kit
wizard-ask-office = Its name:
wizard-ask-owner = Your name for signing in:
wizard-needs-name = It needs a name.
wizard-ask-password = Password (at least { $least } characters, spaces are welcome):
wizard-again = The same once more:
wizard-not-same = The two are not the same.
wizard-scan = Scan the picture with the code app on your phone, or type this secret into it:
wizard-type = Type this secret into the code app on your phone (a picture needs { $columns } columns):
wizard-ask-code = The code that the app shows now (Enter to skip):
wizard-code-needed = You will need a code each time you sign in.
wizard-right = Right.
wizard-wrong-code = That is not the code. Is the clock of the phone right?
wizard-codes = Recovery codes: each opens once in place of the app, if the phone is lost. They are shown this once; keep them on paper.
wizard-kit-lead = Write it on paper and lock it away. It opens everything, and is shown this once.
wizard-scrollback = It also stands in this window's scrollback until you close the window.
wizard-ask-kit = Type its last group from your paper (Enter to skip):
wizard-kit-needed = Without the kit, a lost password or computer means a lost office. Enter again goes on without.
wizard-wrong-kit = That is not its last group.
wizard-made = The office is made. Its root fingerprint: { $fingerprint }
wizard-host = This computer's host secret: { $path }
wizard-keep = Without that file, or the recovery kit, nobody can open the office: keep a copy elsewhere.
wizard-open = Now open it:  { $command }
