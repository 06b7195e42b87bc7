# Istoricul, în română.

# Locuri

place-note-edit = Modifică o notă
place-note-view = Un rând din istoric
place-snippets = Texte uzuale
place-timeline-kind = Ce se arată

# Ce s-a întâmplat

activity-chat = Chat
direction-none = -
direction-in = primit
direction-out = efectuat
came-none = -
came-reached = a răspuns
came-no-answer = nu răspunde
came-busy = ocupat
came-voicemail = mesagerie vocală
came-wrong-number = număr greșit
came-done = rezolvat
came-other = altceva
field-text = Text
field-outcome = Rezultat
field-direction = Sens
field-minutes = Minute
field-next-step = Pasul următor
field-next-at = Când
timeline-all = Tot
timeline-only = Doar: { $kind }. { $key } alege alt fel.
timeline-none-kind = Nimic de acest fel.

# Formularul

note-edit-title = Modifică o notă: { $name }
note-when-hint = 28.11 14:30, 3d, 2w
note-when-unread = Nu e o zi. Scrieți 28.11.2026 14:30 sau 3d pentru peste trei zile.
note-minutes-unread = Scrieți minute întregi, de pildă 5.
note-changed = Nota a fost modificată. { $undo } anulează.
note-removed = Nota a fost scoasă din istoric. { $undo } o pune la loc.
note-not-mentioned = Nu au fost anunțați, fiindcă nu pot vedea clientul sau nu există: { $names }.
note-mention = { $key } completează: { $names }
snippets-none = Biroul nu are încă texte uzuale. Le poate adăuga cine are voie să schimbe regulile.

# Un rând

note-took = { $minutes } min
note-next = Urmează: { $words }
note-edited = Modificat { $moment } de { $name }. { $key } arată ce a fost.
note-edited-mark = modificat
note-version = Versiunea { $version }, { $moment }, { $name }
note-version-now = Acum
note-clash-title = Modificat între timp: { $name }
note-clash-lead = Altcineva a modificat nota cât timp scriați. Alegeți o parte; a celuilalt rămâne oricum în istoric.

# Probleme

problem-note-conflict = Altcineva a modificat această notă. Deschideți-o din nou.
undo-note-conflict = Nota a fost modificată între timp de altcineva: nu se mai poate anula.
undone-note-edit = Modificarea unei note pentru { $name } a fost anulată.
redone-note-edit = Modificarea unei note pentru { $name } a fost refăcută.
unfit-holds-password = conține o parolă: scoateți-o și cereți schimbarea ei
unfit-holds-one-time-code = conține un cod unic: scoateți-l, nu-l cereți niciodată
unfit-holds-card-code = conține codul cardului: scoateți-l, nu se păstrează
unfit-holds-pin = conține un PIN: scoateți-l și cereți schimbarea lui

# Taste

do-open-note = întreg
help-open-note = Citește rândul ales și ce a fost înainte
do-log-call = apel
help-log-call = Notează un apel
do-edit-note = modifică
help-edit-note = Modifică rândul ales din istoric
do-remove-note = scoate
help-remove-note = Scoate din istoric un rând propriu
do-filter-kind = fel
help-filter-kind = Arată un singur fel de rânduri din istoric
do-next-kind = fel
help-next-kind = Felul următor: notă, apel, e-mail ...
do-snippet = texte uzuale
help-snippet = Inserează un text uzual al biroului
do-earlier-version = înainte
help-earlier-version = Ce a fost înainte, lângă ce este acum
do-later-version = după
help-later-version = Versiunea de după aceasta
today-escalated = Anunțate șefilor
today-mentions = Sunteți menționat
do-customer-of-note = client
help-customer-of-note = Deschide clientul rândului
