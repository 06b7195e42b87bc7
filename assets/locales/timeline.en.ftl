# The timeline, in English.

# Places

place-note-edit = Change a note
place-note-view = A line of the timeline
place-snippets = Usual words
place-timeline-kind = Show which

# What happened

activity-chat = Chat
direction-none = -
direction-in = incoming
direction-out = outgoing
came-none = -
came-reached = reached
came-no-answer = no answer
came-busy = busy
came-voicemail = voicemail
came-wrong-number = wrong number
came-done = done
came-other = other
field-text = Text
field-outcome = Outcome
field-direction = Direction
field-minutes = Minutes
field-next-step = Next step
field-next-at = When
timeline-all = Everything
timeline-only = Only: { $kind }. { $key } chooses another kind.
timeline-none-kind = Nothing of this kind.

# The form

note-edit-title = Change a note: { $name }
note-when-hint = 28/11 14:30, 3d, 2w
note-when-unread = No day. Write it like 28/11/2026 14:30, or 3d for three days from now.
note-minutes-unread = Write whole minutes, such as 5.
note-changed = The note was changed. { $undo } takes it back.
note-removed = The note is gone from the timeline. { $undo } puts it back.
note-not-mentioned = Not told, as they may not see this customer or are nobody here: { $names }.
note-mention = { $key } completes: { $names }
snippets-none = The office has no usual words yet. Whoever may change the policy can add them.

# One line

note-took = { $minutes } min
note-next = Next: { $words }
note-edited = Changed { $moment } by { $name }. { $key } shows what it was.
note-edited-mark = changed
note-version = Version { $version }, { $moment }, { $name }
note-version-now = Now
note-clash-title = Changed meanwhile: { $name }
note-clash-lead = Someone else changed this note while you were writing. Choose a side; theirs stays in its history either way.

# Problems

problem-note-conflict = Someone else has changed this note. Open it again.
undo-note-conflict = This note was changed by someone since: this can no longer be taken back.
undone-note-edit = The change of a note for { $name } is taken back.
redone-note-edit = The change of a note for { $name } is done again.
unfit-holds-password = holds a password: take it out, have it changed
unfit-holds-one-time-code = holds a one-time code: take it out, never ask for one
unfit-holds-card-code = holds a card's code: take it out, keep it nowhere
unfit-holds-pin = holds a PIN: take it out, have it changed

# Keys

do-open-note = whole
help-open-note = Read the selected line and what it was before
do-log-call = call
help-log-call = Log a call
do-edit-note = change
help-edit-note = Change the selected line of the timeline
do-remove-note = remove
help-remove-note = Take one's own line off the timeline
do-filter-kind = kind
help-filter-kind = Show one kind of lines in the timeline
do-next-kind = kind
help-next-kind = The next kind: note, call, e-mail ...
do-snippet = usual words
help-snippet = Put in one of the office's usual texts
do-earlier-version = earlier
help-earlier-version = What it was before, beside what it is
do-later-version = later
help-later-version = The version after this one
today-escalated = Told to leads
today-mentions = You are mentioned
do-customer-of-note = customer
help-customer-of-note = Open the customer of the line
