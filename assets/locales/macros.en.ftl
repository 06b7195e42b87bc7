# Macros: keys that are pressed again.

place-macros = Macros
macro-records = Recording keys. Press { $key } to end.
macro-empty = No key was pressed: there is nothing to keep.
macro-secret = What was typed holds a number or address that belongs into a sealed field: it was not kept.
macro-not-here = A macro holds nothing of what is typed here: recording has ended.
macro-long = This macro is too long: recording has ended.
macro-keys-only = A macro holds keys alone: recording has ended.
macro-stopped = Macro stopped.
macro-broken = This macro can't be read. Delete it, and record it anew.
macro-no-name = Type a name first.
macro-long-name = This name is too long.
macros-full = There are too many macros. Delete one first.
macro-saved = Macro { $name } saved.
macro-deleted = Macro deleted.
macro-sure = Press { $key } again to delete { $name } for good.
macros-how-open = Type to find one; Enter plays it.
macros-how-save = Type a name and press { $key } to keep what was recorded.
do-stop-macro = end macro
help-stop-macro = End the recording of a macro
help-record-macro = Record a macro
help-macros = Macros: play, delete
do-save-macro = save
help-save-macro = Save the macro under this name
do-delete-macro = delete
help-delete-macro = Delete the macro
