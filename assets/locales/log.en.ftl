# The log's own screens: its filter, the chart, an entry, who has seen a customer.

place-log-line = Filter of the log
place-log-views = Saved filters
place-jump-to = Go to a time
place-seen = Who has seen this customer

log-role = Role
log-customer = Customer
log-field = Field
log-since = From the time
log-until = Up to the time
log-found = Found in
log-not = not { $what }
log-of-role = role { $what }
log-of-origin = from { $what }
log-of-subject = record { $what }
log-of-session = session { $what }
log-this-hour = This hour: { $moment }
log-filter-in = Show only
log-filter-out = Leave out
log-drop = Take off a condition
log-line-example = member:lan -action:customer.view since:7d invoice
log-ago-30m = in the last half hour
log-ago-24h = in the last day
log-ago-7d = in the last week
log-ago-2w = in the last two weeks
outcome-refused = denied or failed
log-follow-on = New entries come in at the top by themselves.
log-follow-off = New entries are only counted.
log-following = Following
log-new = { $count } new
log-new-more = more than { $count } new
log-seeking = searched back to { $number }, { $key } stops
log-sought = searched back to { $number }, { $key } goes on
log-none-yet = Nothing was found so far.
filter-kept = { $count ->
    [one] One more condition stays as it is.
   *[other] { $count } more conditions stay as they are.
}

log-chart-hour = By hour
log-chart-day = By day
log-chart-member = By member, last 14 days
log-chart-unfinished = older ones not counted
log-chart-refused = { $count } refused
log-chart-small = The chart needs a higher window.

jump-forms = A day (2026-11-22), a time (14:00), both, how long ago (30m, 24h, 7d, 2w), or the number of an entry (#412).
jump-wrong = This is no time and no entry. Type 2026-11-22 14:00, 14:00, 7d or #412.

log-view-no-name = Type a name first.
log-view-long = This name is too long.
log-views-full = There are too many saved filters. Delete one first.
log-view-saved = Filter { $name } saved.
log-view-deleted = Filter deleted.
log-view-sure = Press { $key } again to delete { $name } for good.
log-views-how-open = Type to find one. To save a filter, set one first.
log-views-how-save = Type a name and press { $key } to save the filter that is on.

entry-session-since = since { $moment }, { $count ->
    [one] one entry
   *[other] { $count } entries
}
entry-hash-good = what it says matches its hash
entry-hash-bad = what it says does not match its hash
entry-link-good = bound to the entry before it
entry-link-bad = not bound to the entry before it
entry-signature-good = signed by { $name }
entry-signature-bad = not signed by { $name }
entry-checkpoint = Checkpoint
entry-covered = covered by the checkpoint at entry { $number }
entry-not-covered = not covered by a checkpoint yet

seen-title = Who has seen { $code }
seen-count = { $count ->
    [one] one member
   *[other] { $count } members
}
seen-since = in the log since { $moment }
seen-acts = Did
seen-fields = Shown
seen-reasons = Reasons

do-open-access = entry
help-open-access = Open the entry of the log
do-seen = who saw it
help-seen = Who has seen this customer, in one answer
do-log-line = filter line
help-log-line = Type the filter: member:lan -action:... since:7d words
do-their-entries = their entries
help-their-entries = The log of the selected member or session
do-stop-seeking = stop
help-stop-seeking = Stop searching further back
do-former-filter = back
help-former-filter = Back to the filter and the place before
do-filter-in = show only
help-filter-in = Narrow the log to something of this entry
do-filter-out = leave out
help-filter-out = Leave out entries like this one
help-drop-term = Take a condition of the filter off
help-drop-last = Take the last condition of the filter off
do-chart = chart
help-chart = Chart: by hour, by day, by member, none
do-go-to-time = time
help-go-to-time = Go to a day or a time
do-follow = follow
help-follow = Let new entries come in by themselves, or not
do-log-views = saved
help-log-views = Saved filters: open, save, delete
help-hour-back = An hour earlier
help-hour-on = An hour later
help-day-back = A day earlier
help-day-on = A day later
do-older-entry = older
help-older-entry = The entry below in the list
do-newer-entry = newer
help-newer-entry = The entry above in the list
do-entries-of-session = session
help-entries-of-session = All entries of this session
do-entries-of-member = member
help-entries-of-member = All entries of this member
do-entries-of-customer = subject
help-entries-of-customer = All entries about this customer or record
do-go-there = go
help-go-there = Go to this time
do-save-filter = save
help-save-filter = Save the filter that is on by this name
do-delete-filter = delete
help-delete-filter = Delete the selected filter

linear-log-filter = For a filter type = and its conditions, such as =member:lan -action:customer.view since:7d invoice.
