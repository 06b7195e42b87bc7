# Tasks and Today.

place-tasks = Tasks
place-quick-add = New task
place-task-form = Task
place-snooze = Put off until
do-show-tasks = tasks
help-show-tasks = Tasks: what is to do, and by when
do-new-task = new
help-new-task = Type a new task in one line
do-task-done = done
help-task-done = Say that the task is done
do-task-reopen = open again
help-task-reopen = Say that the task is not done after all
do-snooze = put off
help-snooze = Put the task off: an hour, tomorrow, next week
do-task-subject = customer
help-task-subject = Open the customer or ticket that the task is about
do-delete-task = delete
help-delete-task = Delete the task; undo brings it back
do-mark-task = select
help-mark-task = Select the task, to change several at once
do-add-task = add
help-add-task = Add the task as it was understood
do-save-task = save
help-save-task = Save the task
do-follow-up = follow up
help-follow-up = Type a task about this customer

tasks-mine = Mine
tasks-given = Given
tasks-team = Team
tasks-all = All
tasks-done = Done
tasks-lead = { $key } and a line: call Ana fri 14:00
tasks-none-mine = Nothing to do. Have a good day.
tasks-none-given = You have given nobody a task that is still open.
tasks-none-team = Nobody here has an open task.
tasks-none-done = Nothing is done yet.
tasks-changed =
    { $count ->
        [one] 1 task was changed. { $undo } takes it back.
       *[other] { $count } tasks were changed. { $undo } takes it back.
    }
tasks-next = It comes again on { $moment }.
tasks-left =
    { $count ->
        [one] 1 was left as it is: out of reach, or changed by somebody else.
       *[other] { $count } were left as they are: out of reach, or changed by somebody else.
    }

task-group-overdue = Overdue
task-group-today = Today
task-group-tomorrow = Tomorrow
task-group-week = This week
task-group-later = Later
task-group-no-date = No date
task-group-done = Done
task-weekday-1 = Mon
task-weekday-2 = Tue
task-weekday-3 = Wed
task-weekday-4 = Thu
task-weekday-5 = Fri
task-weekday-6 = Sat
task-weekday-7 = Sun
task-given-by = from { $name }
task-snooze-hour = In an hour
task-snooze-tomorrow = Tomorrow
task-snooze-next-week = Next Monday
task-reminder = It is time: { $title } ({ $key } for the tasks)
task-added = The task was added. { $undo } takes it back.
task-saved = The task was saved. { $undo } takes it back.
task-merged = Somebody else has saved this task. Their changes are here too; save again.
task-clash = Somebody else has changed the same: { $theirs }. Save again to keep yours.
task-heading-about = Task about { $name }
task-title = Title
task-when = When
task-when-hint = tomorrow 9:00, fri, 15/12, every monday
task-repeat = Repeats
task-remind = Reminds
task-owner = Who
task-words = Notes
task-repeat-none = does not repeat
task-repeat-day =
    { $count ->
        [one] every day
       *[other] every { $count } days
    }
task-repeat-weekday = Monday to Friday
task-repeat-week =
    { $count ->
        [one] every week
       *[other] every { $count } weeks
    }
task-repeat-month =
    { $count ->
        [one] every month
       *[other] every { $count } months
    }
task-repeat-year =
    { $count ->
        [one] every year
       *[other] every { $count } years
    }
task-remind-none = no
task-remind-then = at the time
task-remind-minutes =
    { $count ->
        [one] 1 minute before
       *[other] { $count } minutes before
    }
task-remind-hours =
    { $count ->
        [one] 1 hour before
       *[other] { $count } hours before
    }
task-remind-days =
    { $count ->
        [one] 1 day before
       *[other] { $count } days before
    }

quick-heading = New task
quick-heading-about = New task about { $name }
quick-lead = call Ana fri 14:00 · tomorrow 9am · in 3 days · every monday · @name gives it to a colleague · #1042 is a ticket · /KH-000123 is a customer
quick-empty = Type what is to be done first.
quick-title = Task
quick-no-title = what is to be done is missing
quick-when = When
quick-no-date = no date
quick-past = which is over
quick-repeat = Repeats
quick-owner = Who
quick-about = About
quick-unknown = Not found

today-tickets = Tickets whose time runs out
today-overdue = Overdue tasks
today-tasks = Tasks of today

undone-tasks =
    { $count ->
        [one] Taken back: { $title }.
       *[other] Taken back: { $count } tasks.
    }
redone-tasks =
    { $count ->
        [one] Done again: { $title }.
       *[other] Done again: { $count } tasks.
    }
draft-task = Task: { $name }
problem-task-conflict = Somebody else has changed this task. Open it again and repeat your change.
unfit-when = not a time: write it like tomorrow 9:00 or 15/12
field-title = Title
field-due = When
field-ticket = Ticket
