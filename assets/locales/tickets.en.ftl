# Tickets, in English. Keys are the same in every language; a test keeps it so.

place-tickets = Tickets
place-ticket = Ticket
place-ticket-form = Ticket form
place-answer = Words on a ticket
place-ticket-number = Another ticket
tab-tickets = Tickets

queue-mine = Mine
queue-team = Team
queue-unassigned = Unassigned
queue-breaching = Breaching
queue-watched = Watched
queue-all = All

phase-new = New
phase-open = Open
phase-waiting = Waiting
phase-solved = Solved
phase-closed = Closed
priority-low = low
priority-normal = normal
priority-high = high
priority-urgent = urgent
channel-phone = by phone
channel-email = by e-mail
channel-chat = by chat
channel-visit = in person
channel-web = on the web
channel-other = otherwise

span-minutes = { $count }m
span-hours = { $count }h
span-days = { $count }d
promise-left = { $time } left
promise-soon = soon { $time }
promise-late = late { $time }
promise-paused = paused
promise-met = met
promise-missed = missed

field-subject = Subject
field-requester = Requester
field-product = Product
field-priority = Priority
field-channel = How it came
field-time = Time
ticket-number = Ticket
ticket-owner = Owner
ticket-queue = Queue
ticket-sort-due = What runs out first
ticket-sort-number = Number

# The list

tickets-search = Press { $key } to search, # and a number too
tickets-count = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
tickets-more = { $count }+ tickets
tickets-none = No tickets in this queue. Press { $key } for the next queue.
tickets-none-new = No tickets in this queue. Press { $key } to open one.
tickets-none-mine = You have no open tickets. Press { $key } to see the other queues.
tickets-none-breaching = No promise runs out soon. Press { $key } for the next queue.
tickets-none-found = Nothing found. Change the search, or press { $key } to leave it.
tickets-none-match = No ticket matches the filter. Press { $key } to take it off.
tickets-filter-wrong = The filter cannot be read. Press { $key } to take it off, or change it.
ticket-none-open = { $key } opens the selected ticket here. Opening is logged.
filter-has-ticket = a ticket, whatever became of it
filter-has-open-ticket = a ticket that is not solved yet
ticket-filter-example = priority:urgent status:open owner:me
ticket-filter-keys = Begin with { $words }
ticket-filter-values = There is no such value. Write one of: { $words }
ticket-filter-value = A value is missing. Write it like status:open or owner:me,nobody
ticket-filter-quote = The quote has no end. Write it like kind:"a few words"
customer-no-tickets = This customer has no tickets.
customer-no-tickets-new = This customer has no tickets. Press { $key } to open one.

# One ticket

ticket-no-requester = nobody asks
ticket-hidden-requester = a customer out of your sight
ticket-choose-requester = { $key } finds the customer who asks
ticket-somebody = (somebody else)
ticket-writing = { $name } is writing
ticket-looking = { $name } is looking
ticket-respond = First answer
ticket-resolve = Solution
ticket-watchers = Watched by
ticket-related = Related
ticket-merged = Goes on here
ticket-merged-into = Goes on in
ticket-satisfaction = Satisfaction
ticket-score = { $score } of 5
ticket-conversation = Conversation, newest first
ticket-note-public = PUBLIC answer
ticket-note-internal = internal note
ticket-no-notes = Nothing was said yet.
ticket-no-notes-add = Nothing was said yet. Press { $key } to add a note.
ticket-timeline = The customer of late

ticket-pick-status = New status
ticket-pick-priority = Priority
ticket-pick-owner = Who works on it
ticket-pick-queue = Into which queue
ticket-pick-score = How content was the customer?
ticket-pick-linked = Tickets that belong to it
ticket-pick-change = Change the marked ones
ticket-no-next = Nothing waits for you in the queue { $queue }.
ticket-created = Ticket { $number } is open.
ticket-changed = Ticket { $number } was changed. { $undo } takes it back.
ticket-changed-meanwhile = Somebody else has changed ticket { $number } meanwhile. Look at it as it is now, then try again.
ticket-refused = Ticket { $number } may not go there now: the order of statuses, or your role, does not allow it.
ticket-same = Ticket { $number } is so already.
problem-ticket-conflict = Someone else has changed this ticket since you opened it. Compare, and decide.
undone-ticket = The change of ticket #{ $number } is taken back.
redone-ticket = The change of ticket #{ $number } is done again.
undone-tickets = { $count ->
    [one] The change of { $count } ticket is taken back.
   *[other] The change of { $count } tickets is taken back.
}
redone-tickets = { $count ->
    [one] The change of { $count } ticket is done again.
   *[other] The change of { $count } tickets is done again.
}

# Many

tickets-change-title = { $count ->
    [one] Change { $count } ticket
   *[other] Change { $count } tickets
}
tickets-changes = { $count ->
    [0] Nothing would change.
    [one] { $count } ticket will change.
   *[other] { $count } tickets will change.
}
tickets-same = { $count ->
    [one] { $count } is so already.
   *[other] { $count } are so already.
}
tickets-refused = { $count ->
    [one] { $count } cannot: gone, out of your reach, or not in the order of statuses.
   *[other] { $count } cannot: gone, out of your reach, or not in the order of statuses.
}
tickets-conflicts = { $count ->
    [one] { $count } was changed by somebody else meanwhile: mark it again.
   *[other] { $count } were changed by somebody else meanwhile: mark them again.
}
tickets-changed = { $count ->
    [one] { $count } ticket was changed. { $undo } takes it back.
   *[other] { $count } tickets were changed. { $undo } takes it back.
}

# Another ticket

ticket-relate-title = Related ticket
ticket-merge-title = Merge into another ticket
ticket-relate-lead = Type the number of the ticket that belongs to this one.
ticket-unrelate-preview = { $number } and { $other } are related. Enter ends that.
ticket-merge-lead = Type the number of the ticket that this one goes on in. What will happen is shown first.
ticket-merge-preview = { $number } goes on in { $other }: notes, watchers and relations are there from then on, and { $number } is closed. Enter merges.
ticket-merge-requester = There { $name } asks.
ticket-merge-conflict = One of the two was changed meanwhile, so nothing was merged. Look, then try again.
ticket-number-wrong = That is no number of a ticket. Type one such as #1042.
ticket-number-same = That is this ticket. Type the number of another one.
ticket-number-unknown = There is no such ticket in your reach. Type another number.
ticket-related-done = { $number } and { $other } are related now.
ticket-unrelated-done = { $number } and { $other } are no longer related.
ticket-merged-done = { $number } goes on in { $other }.

# Words

answer-readers = Who reads it
answer-internal = internal: only colleagues
answer-public = PUBLIC: the customer
answer-to = To
answer-choose-member = choose somebody
answer-no-member = Choose who takes it over.
answer-snippets = Words that are often needed
answer-title-internal = Internal note: { $number }
answer-title-public = PUBLIC answer: { $number }
answer-title-hand-over = Hand over: { $number }
answer-internal-lead = Only colleagues read this.
answer-public-lead = ! The customer is told this.
answer-hand-over-lead = Whoever takes over reads this as an internal note.
answer-sent = The answer to { $number } is noted. { $undo } takes it back.
answer-noted = The note is in { $number }. { $undo } takes it back.

# The form

ticket-form-new = New ticket
ticket-form-edit = Edit { $number }
ticket-first-note = First note, internal ({ $key } goes there and back)
ticket-none-chosen = none
ticket-own-queue = the owner's, or your own
ticket-subject-needed = A subject is needed.
ticket-conflict-lead = Someone else saved this ticket while you were editing. Choose a side for each field; nothing of yours is saved yet.
draft-ticket-new = New ticket { $name }
draft-ticket-edit = Edit of ticket { $name }
draft-answer = Words on ticket { $name }

# Keys

do-search-tickets = search
help-search-tickets = Search tickets by words or by # and number
do-new-ticket = new
help-new-ticket = New ticket
do-ticket-of-customer = ticket
help-ticket-of-customer = New ticket of this customer
do-open-ticket = open
help-open-ticket = Open the selected ticket
do-next-queue = queue
help-next-queue = The next queue
help-previous-queue = The queue before
do-internal-note = note
help-internal-note = Add an internal note
do-public-answer = answer
help-public-answer = Answer the customer
do-set-status = status
help-set-status = Change the status
do-take-ticket = take
help-take-ticket = Take the ticket for yourself
do-take-selected = take
help-take-selected = Take the selected ticket for yourself
do-next-ticket = next
help-next-ticket = The ticket of the queue to work on next
do-hand-over = hand over
help-hand-over = Hand over to a colleague, with words
do-edit-ticket = edit
help-edit-ticket = Edit the ticket
do-ticket-customer = customer
help-ticket-customer = Open the customer who asks
help-assign-ticket = Say who works on the ticket
do-set-priority = priority
help-set-priority = Change the priority
do-move-queue = move
help-move-queue = Move the ticket into another queue
help-watch-ticket = Watch the ticket, or no longer
do-linked-tickets = linked
help-linked-tickets = Open a related or merged ticket
help-relate-ticket = Relate another ticket, or no longer
help-merge-ticket = Merge the ticket into another one
do-rate-ticket = rate
help-rate-ticket = Note how content the customer was
help-copy-ticket = Copy the whole ticket as text
do-change-tickets = change
help-change-tickets = Change all marked tickets, with a preview
do-mark-ticket = mark
help-mark-ticket = Mark the ticket for one change to many
help-mark-tickets = Mark all tickets that match
do-filter-tickets = filter
help-filter-tickets = Narrow the list by conditions
do-clear-ticket-filter = all
help-clear-ticket-filter = Take the filter off
do-ticket-views = views
help-ticket-views = Saved views of tickets: open, save, share
do-sort-tickets = sort
help-sort-tickets = Choose the order
help-reverse-tickets = Turn the order
do-clear-ticket-marks = unmark
help-clear-ticket-marks = Take the marks away
do-clear-ticket-search = end search
help-clear-ticket-search = Leave the search
do-insert-snippet = snippet
help-insert-snippet = Insert words that are often needed
do-choose-requester = requester
help-choose-requester = Find the customer who asks
help-first-note-outside = Write the first note in your editor
do-find-ticket = go on
help-find-ticket = Take this number
do-merge-now = merge
help-merge-now = Merge as shown
do-show-tickets = tickets
help-show-tickets = Tickets
