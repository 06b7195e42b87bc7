# Alerts, detectors and insight, in English.

# Places

place-alerts = Alerts
place-alert = Alert
place-detectors = Detectors
place-insight = Insight
place-member-insight = A member's insight
today-alerts = Open alerts

# Alerts

alert-seen = Seen
alert-kind = Kind
alert-severity = Severity
alert-concerns = Concerns
alert-follows = Until closed
alert-taken-by = Taken by
alert-handled = Closed by
alert-new = new
alert-taken = { $name } is on it
alert-closed = closed
alert-evidence = { $count ->
    [one] Evidence: { $count } entry of the log
   *[other] Evidence: { $count } entries of the log
}
alert-entry-not-yours = not within your reach
alert-answers = Answers
alert-answer-trail = Answer
alert-answer-title = Answer to the alert
alert-answer-note = What you found, or were told. It stays with the alert.
alert-close-trail = Close
alert-close-title = Close the alert
alert-verdict = It was
alert-note = Closing ends what the alert does. Your word stays with it.
verdict-incident = an incident
verdict-explained = explained
verdict-false-alarm = a false alarm
severity-low = low
severity-medium = medium
severity-high = high
severity-critical = critical
alerts-open = Open alerts
alerts-all = All alerts
alerts-about = Alerts about { $name }
alerts-count = { $count ->
    [one] { $count } alert
   *[other] { $count } alerts
}
alerts-none = No alert is open. All is well.
alerts-never = There is no alert here.

# What an alert is called, and what was seen

seen-member-altered = Sign-in changed in file
about-member-altered = How the member signs in was changed in the file, past the log; it was not let in.
seen-member-key-swapped = Another key for a member
about-member-key-swapped = The file names another public key ({ $key }) for the member than the signed decisions.
seen-class-key-swapped = Another key for a class
about-class-key-swapped = The file names another key ({ $key }) for { $class }, generation { $generation }, than the signed decisions.
seen-key-copy-unusable = A key that opens nothing
about-key-copy-unusable = A copy of the key of { $class } lies there that does not open for the member.
seen-decision-refused = A decision without force
about-decision-refused = The decision { $decision } gives nothing: { $why }.
seen-decision-unlogged = A decision past the log
about-decision-unlogged = The log does not speak of the decision { $decision }.
seen-decisions-changed = Decisions were changed
about-decisions-changed = Nobody may act until a backup is restored: { $why }.
seen-sign-in-failures = Many failed sign-ins
about-sign-in-failures = { $failures } failed sign-ins in a row, up to entry { $entry } of the log.
seen-record-altered = A record changed in file
about-record-altered = The log does not vouch for the record as it lies in the file; it was not opened.
seen-request-altered = An approval nobody gave
about-request-altered = An approval lies in the file that nobody has given so; it lets nobody see anything.
seen-ssh-key-altered = An SSH key not enrolled
about-ssh-key-altered = An SSH key lies in the file that the member has not enrolled so; it lets nobody in.
seen-alert-altered = An alert was changed
about-alert-altered = An alert was taken out of the file or changed there; what follows from it holds until this one is closed.
seen-checkpoint-failed = A checkpoint stayed inside
about-checkpoint-failed = A checkpoint could not be carried outside (to: { $destination }). Until it can, the end of the log is not witnessed there.
seen-log-rolled-back = The log was cut or replaced
about-log-rolled-back = A checkpoint that lies outside is of { $entries } entries ({ $time }), and the log does not hold them. Run: kin log verify
seen-backup-failed = A backup failed
about-backup-failed = No backup could be made; the log says why. Run: kin backup now
seen-backup-missed = A backup was missed
about-backup-missed = No backup was made for much longer than the settings want. Run: kin backup now
seen-backup-drill-failed = A backup did not hold
about-backup-drill-failed = A backup did not prove whole when it was tried. Make another one, and try it: kin backup now, kin backup drill
seen-backup-drill-overdue = No backup was tried
about-backup-drill-overdue = No backup was tried for longer than the settings want. Run: kin backup drill
seen-office-restored = The office is a backup
about-office-restored = The office was brought back from the backup of { $time }, up to entry { $entries } of the log. What was done after it is not in it.
seen-many-reveals = Many values shown
about-many-reveals = { $count ->
    [one] { $count } value was shown or copied within { $window }.
   *[other] { $count } values were shown or copied within { $window }.
}
detector-many-reveals = One member has many values shown or copied in a short while.
seen-unlinked-reveals = Shown without a link
about-unlinked-reveals = { $count ->
    [one] { $count } value was shown within { $window } that belongs to no call and no ticket.
   *[other] { $count } values were shown within { $window } that belong to no call and no ticket.
}
detector-unlinked-reveals = Values are shown without a line of the timeline that they belong to.
seen-off-hours = Outside office hours
about-off-hours = { $count ->
    [one] { $count } value was shown, copied or exported outside the office's hours.
   *[other] { $count } values were shown, copied or exported outside the office's hours.
}
detector-off-hours = Values are shown, copied or exported outside the office's hours.
seen-outside-portfolio = Customers of others
about-outside-portfolio = { $count ->
    [one] { $count } customer was opened within { $window } that somebody else looks after.
   *[other] { $count } customers were opened within { $window } that others look after.
}
detector-outside-portfolio = A member opens many customers that others look after.
seen-slow-harvest = Slow harvesting
about-slow-harvest = { $count ->
    [one] { $count } value was shown over { $window }.
   *[other] { $count } values were shown over { $window }: never many a day, and much in all.
}
detector-slow-harvest = A few values each day, over many days: never much, and much in all.
seen-honeytoken = A honeytoken was touched
about-honeytoken = A customer who does not exist was looked at: { $code }.
detector-honeytoken = Somebody opens, looks up or exports a customer who does not exist.
seen-failed-sign-ins = Failed sign-ins
about-failed-sign-ins = { $count ->
    [one] { $count } failed sign-in within { $window }.
   *[other] { $count } failed sign-ins within { $window }.
}
detector-failed-sign-ins = Somebody tries again and again to sign in.
seen-new-origin = Sign-in from a new place
about-new-origin = A sign-in from { $place }, where the member has not come from before.
detector-new-origin = A member comes from a host or address it has not come from before.
seen-mass-export = Mass export
about-mass-export = { $count ->
    [one] { $count } record was exported within { $window }.
   *[other] { $count } records were exported within { $window }.
}
detector-mass-export = Much is exported in a short while.
seen-self-grant = Rights given to oneself
about-self-grant = The member changed what it may do itself.
detector-self-grant = A member changes what it may do itself.

# What follows

response-require-reason = Require a reason
response-second-person = A second person
response-end-sessions = End the sessions
response-lock-account = Lock the account
responses-none = only tells
follows-require-reason = Each value needs a reason.
follows-second-person = Somebody else approves each value.
follows-end-sessions = The sessions were ended.
follows-lock-account = The account is locked.
window-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
window-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
window-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

# Detectors

detectors-lead = What the log is watched for
detectors-changed = * after the limit: not as usual
detectors-count = { $on } of { $count } are on
detector-from = From
detector-on = on
detector-off = off
detector-yes = yes
detector-no = no
detector-limit = { $count } in { $window }
detector-open = { $count } open
detector-does = Does: { $responses }
detector-raised = Its alerts: { $count } in all, { $open } open, { $false } false alarms
detector-is-on = Switched on
detector-threshold = How many at least
detector-window = Within how long
detector-window-hint = 30m, 24h, 7d
detector-responses = What it does beside telling
detector-try = Try it on the past
detector-span = Over the last
detector-when = When
detector-hours = The office's hours
detector-bad-threshold = A whole number from 1 on.
detector-bad-window = Write it like 30m, 24h or 7d.
detector-usual = Usual: { $usual }
detector-trying = Reading the past, one moment.
detector-tried = { $count ->
    [one] { $entries } entries since { $date }: it would have raised { $count } alert.
   *[other] { $entries } entries since { $date }: it would have raised { $count } alerts.
}
honeytokens = Customers who do not exist
honeytokens-none = None. Make up a customer, open it and press { $key }.
honeytoken-note = Kept to see who looks: whoever opens, looks up or exports this customer raises an alert.
sure-honeytoken = Make { $code } a customer who does not exist? From then on whoever opens it raises an alert, you too.
sure-no-honeytoken = Make { $code } a customer like others again? Looking at it raises no alert any more.

# Insight

insight-lead = { $days ->
    [one] Last { $days } day: customers opened { $views }, values shown { $reveals }
   *[other] Last { $days } days: customers opened { $views }, values shown { $reveals }
}
insight-days = { $count ->
    [one] last { $count } day
   *[other] last { $count } days
}
insight-none = Nobody is within your reach.
insight-views = Opened
insight-reveals = Shown
insight-median = Median
insight-by-day = Shown by day
insight-alerts = Alerts
insight-count = Count
insight-count-views = Customers opened
insight-count-reveals = Values shown
insight-count-copies = Values copied
insight-count-checks = Checks
insight-count-lookups = Exact look-ups
insight-count-exports = Exports
insight-count-changes = Changes
insight-count-denied = Denied
insight-count-failed-sign-ins = Failed sign-ins
insight-times = { $times } times the median
insight-above = above the median
insight-same = as the median
insight-below = below the median
insight-few-peers = No median: fewer than three others have this role.
insight-by-hour = Values shown, by hour of the day
insight-by-days = Values shown, by day
insight-span = { $from } to { $until }
insight-by-class = Values shown, by class
insight-by-reason = Values shown, by reason
insight-no-reason = Without a reason: none was needed

# Done

done-take-alert = You look into it now.
done-answer-alert = The answer is kept.
done-alert = The alert is closed.
done-detector = The detector is set.
done-honeytoken = From now on looking at this customer raises an alert.
done-no-honeytoken = It is a customer like others again.

# Actions

do-all-alerts = open/all
help-all-alerts = Show open alerts only, or all
do-take-alert = take
help-take-alert = Say that you look into the alert
do-answer-alert = answer
help-answer-alert = Add what you found to the alert
do-close-alert = close the alert
help-close-alert = Close the alert with a word and a verdict
do-open-evidence = entry
help-open-evidence = Open the selected entry of the log
do-evidence-in-log = in the log
help-evidence-in-log = Show all of the evidence in the log
do-edit-detector = change
help-edit-detector = Change the detector, or try it on the past
do-remove-honeytoken = no honeytoken
help-remove-honeytoken = Make it a customer like others again
do-try-detector = try it
help-try-detector = Show what it would have raised over the past
do-days = days
help-days = Over 7, 30 or 90 days
do-their-log = in the log
help-their-log = Show these acts in the log
do-their-alerts = alerts
help-their-alerts = Show the alerts about the member
help-honeytoken = Make it a customer who does not exist, to see who looks
help-my-insight = My insight: what you did, beside what is usual
