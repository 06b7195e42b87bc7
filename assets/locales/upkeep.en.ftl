# Texts of the upkeep of customers (duplicates, merges, the trash, stars), in English. Keys are the same in every language.

place-duplicates = Perhaps the same
place-merge = Two into one
place-trash = Trash
do-trash = trash
help-trash = Move the customer, or all marked, to the trash
do-merge-marked = merge
help-merge-marked = Make the two marked customers one
help-star = Mark the customer with a star, or take it away
help-recent = What you opened last
help-duplicates = Customers who may be there twice
help-trash-list = What is in the trash
do-merge-pair = compare
help-merge-pair = Compare the two, and make them one
do-not-duplicates = not the same
help-not-duplicates = They are not the same: do not show them again
do-restore = put back
help-restore = Take it out of the trash
do-merge-customers = merge
help-merge-customers = Make them one
do-take-left = left
help-take-left = Keep what the left one has
do-take-right = right
help-take-right = Keep what the right one has
help-take-other = Keep what the other one has
do-keep-other = keep the other
help-keep-other = The other customer stays, and this one goes
alike-value = same { $field }
alike-name = same name
alike-reordered = same words in the name
alike-near = nearly the same name
alike-company = same company and city
sure-high = likely
sure-medium = perhaps
sure-low = hardly
form-similar = Already there?
form-similar-lead = Enter opens this customer instead. You can save all the same.
question-open-instead = Open that customer instead? What you have typed here is lost.
duplicates-none = Nobody seems to be there twice.
duplicates-count = { $count ->
    [one] { $count } pair. They share a name or a value.
   *[other] { $count } pairs. They share a name or a value.
}
duplicates-more = { $count ->
    [one] { $count } pair so far; more come as you go down.
   *[other] { $count } pairs so far; more come as you go down.
}
duplicates-dismissed = They will not be shown as the same again.
merge-kept = stays
merge-gone = goes to the trash
merge-activities = { $count ->
    [one] { $count } line in the timeline
   *[other] { $count } lines in the timeline
}
merge-lead = Choose what stays. The timeline, shares and tags of both go to the one that stays.
merge-locked = You may not move this field's value, so each keeps its own.
merge-same = Nothing differs. The timeline, shares and tags of both go to the one that stays.
merge-done = The two are one now. { $undo } takes it back.
merge-conflict = Somebody has just changed one of them. Look again, then merge.
trash-title = Into the trash?
trash-ask = Move { $name } to the trash? Nobody sees the customer there, and you can put it back.
trash-ask-many = { $count ->
    [one] Move { $count } customer to the trash? You can put it back.
   *[other] Move { $count } customers to the trash? You can put them back.
}
trash-not = { $count ->
    [one] { $count } stays: not yours to move, or just changed.
   *[other] { $count } stay: not yours to move, or just changed.
}
trash-done = { $count ->
    [one] { $count } customer is in the trash. { $undo } takes it back.
   *[other] { $count } customers are in the trash. { $undo } takes it back.
}
trash-restored = { $name } is back.
trash-merged = now part of { $code }
trash-empty = The trash is empty.
trash-lead = Their codes stay reserved.
turned-into-trash = { $count ->
    [one] { $count } customer is in the trash again.
   *[other] { $count } customers are in the trash again.
}
turned-out-of-trash = { $count ->
    [one] { $count } customer is back from the trash.
   *[other] { $count } customers are back from the trash.
}
undone-merge = The merge is taken back: { $name } and the other are two again.
redone-merge = The two are one again: { $name }.
recent-title = Opened last
star-on = Marked with a star. Filter by: starred
star-off = The star is taken away.
filter-quiet = nothing has happened for so long
filter-tag = a tag
filter-segment = the segment
filter-activity = when something last happened
filter-starred = you marked it with a star
filter-recent = you opened it lately
