### What the desk says about tickets.

problem-ticket-conflict = Someone else has changed ticket #{ $number }. Open it again.
unfit-out-of-reach = could not see it there; choose somebody of its team, or hand it to another team
undone-ticket = Taken back: ticket #{ $number }
redone-ticket = Done again: ticket #{ $number }
undone-tickets = { $count ->
    [one] Taken back: { $count } ticket
   *[other] Taken back: { $count } tickets
}
redone-tickets = { $count ->
    [one] Done again: { $count } ticket
   *[other] Done again: { $count } tickets
}
