# Tichetele, în română. Cheile sunt aceleași în fiecare limbă; un test o verifică.

place-tickets = Tichete
place-ticket = Tichet
place-ticket-form = Formular de tichet
place-answer = Cuvinte la un tichet
place-ticket-number = Alt tichet
tab-tickets = Tichete

queue-mine = Ale mele
queue-team = Echipa
queue-unassigned = Nepreluate
queue-breaching = La limită
queue-watched = Urmărite
queue-all = Toate

phase-new = Nou
phase-open = Deschis
phase-waiting = Așteaptă
phase-solved = Rezolvat
phase-closed = Închis
priority-low = scăzută
priority-normal = normală
priority-high = ridicată
priority-urgent = urgentă
channel-phone = la telefon
channel-email = prin e-mail
channel-chat = prin chat
channel-visit = personal
channel-web = pe web
channel-other = altfel

span-minutes = { $count }m
span-hours = { $count }h
span-days = { $count }z
promise-left = încă { $time }
promise-soon = curând { $time }
promise-late = trecut { $time }
promise-paused = în pauză
promise-met = la timp
promise-missed = ratat

field-subject = Subiect
field-requester = Solicitant
field-product = Produs
field-priority = Prioritate
field-channel = Cum a venit
field-time = Termen
ticket-number = Tichet
ticket-owner = Agent
ticket-queue = Coadă
ticket-sort-due = Ce expiră primul
ticket-sort-number = Număr

# Lista

tickets-search = { $key } caută, și după # cu număr
tickets-count = { $count ->
    [one] { $count } tichet
    [few] { $count } tichete
   *[other] { $count } de tichete
}
tickets-more = peste { $count } tichete
tickets-none = Niciun tichet în această coadă. Apăsați { $key } pentru coada următoare.
tickets-none-new = Niciun tichet în această coadă. Apăsați { $key } ca să deschideți unul.
tickets-none-mine = Nu aveți tichete deschise. Apăsați { $key } ca să vedeți celelalte cozi.
tickets-none-breaching = Niciun termen nu expiră curând. Apăsați { $key } pentru coada următoare.
tickets-none-found = Nimic găsit. Schimbați căutarea sau părăsiți-o cu { $key }.
tickets-none-match = Niciun tichet nu corespunde filtrului. { $key } îl scoate.
tickets-filter-wrong = Filtrul nu se poate citi. Scoateți-l cu { $key } sau schimbați-l.
ticket-none-open = { $key } deschide aici tichetul ales. Deschiderea se înregistrează.
filter-has-ticket = un tichet, oricum s-ar fi încheiat
filter-has-open-ticket = un tichet care nu e încă rezolvat
ticket-filter-example = priority:urgent status:open owner:me
ticket-filter-keys = Scrieți { $words }
ticket-filter-values = Nu există valoarea. Scrieți una din: { $words }
ticket-filter-value = Lipsește o valoare. Scrieți ca status:open sau owner:me,nobody
ticket-filter-quote = Ghilimelele nu sunt închise. Scrieți ca kind:"mai multe cuvinte"
customer-no-tickets = Acest client nu are tichete.
customer-no-tickets-new = Acest client nu are tichete. Apăsați { $key } ca să deschideți unul.

# Un tichet

ticket-no-requester = fără solicitant
ticket-hidden-requester = un client pe care nu îl puteți vedea
ticket-choose-requester = { $key } găsește clientul care cere
ticket-somebody = (altcineva)
ticket-writing = { $name } scrie
ticket-looking = { $name } se uită
ticket-respond = Primul răsp.
ticket-resolve = Rezolvare
ticket-watchers = Urmărit de
ticket-related = Înrudite
ticket-merged = Continuă aici
ticket-merged-into = Continuă în
ticket-satisfaction = Mulțumire
ticket-score = { $score } din 5
ticket-conversation = Conversația, cele noi întâi
ticket-note-public = răspuns PUBLIC
ticket-note-internal = notă internă
ticket-no-notes = Încă nu s-a spus nimic.
ticket-no-notes-add = Încă nu s-a spus nimic. Apăsați { $key } pentru o notă.
ticket-timeline = Clientul, de curând

ticket-pick-status = Starea nouă
ticket-pick-priority = Prioritate
ticket-pick-owner = Cine lucrează la el
ticket-pick-queue = În care coadă
ticket-pick-score = Cât de mulțumit a fost clientul?
ticket-pick-linked = Tichete legate de acesta
ticket-pick-change = Schimbă cele marcate
ticket-no-next = Nimic nu vă așteaptă în coada { $queue }.
ticket-created = Tichetul { $number } este deschis.
ticket-changed = Tichetul { $number } a fost schimbat. { $undo } anulează.
ticket-changed-meanwhile = Altcineva a schimbat între timp tichetul { $number }. Priviți-l cum este acum și încercați din nou.
ticket-refused = Tichetul { $number } nu poate trece acolo acum: ordinea stărilor sau rolul dumneavoastră nu permite.
ticket-same = Tichetul { $number } este deja așa.
problem-ticket-conflict = Altcineva a schimbat acest tichet de când l-ați deschis. Comparați și hotărâți.
undone-ticket = Schimbarea la tichetul #{ $number } a fost anulată.
redone-ticket = Schimbarea la tichetul #{ $number } a fost refăcută.
undone-tickets = { $count ->
    [one] Schimbarea la { $count } tichet a fost anulată.
    [few] Schimbarea la { $count } tichete a fost anulată.
   *[other] Schimbarea la { $count } de tichete a fost anulată.
}
redone-tickets = { $count ->
    [one] Schimbarea la { $count } tichet a fost refăcută.
    [few] Schimbarea la { $count } tichete a fost refăcută.
   *[other] Schimbarea la { $count } de tichete a fost refăcută.
}

# Multe

tickets-change-title = { $count ->
    [one] Schimbă { $count } tichet
    [few] Schimbă { $count } tichete
   *[other] Schimbă { $count } de tichete
}
tickets-changes = { $count ->
    [0] Nimic nu s-ar schimba.
    [one] { $count } tichet se va schimba.
    [few] { $count } tichete se vor schimba.
   *[other] { $count } de tichete se vor schimba.
}
tickets-same = { $count ->
    [one] { $count } este deja așa.
    [few] { $count } sunt deja așa.
   *[other] { $count } sunt deja așa.
}
tickets-refused = { $count ->
    [one] { $count } nu se poate: nu mai este, nu îl puteți atinge sau ordinea stărilor nu permite.
    [few] { $count } nu se pot: nu mai sunt, nu le puteți atinge sau ordinea stărilor nu permite.
   *[other] { $count } nu se pot: nu mai sunt, nu le puteți atinge sau ordinea stărilor nu permite.
}
tickets-conflicts = { $count ->
    [one] { $count } a fost schimbat între timp de altcineva: marcați-l din nou.
    [few] { $count } au fost schimbate între timp de altcineva: marcați-le din nou.
   *[other] { $count } au fost schimbate între timp de altcineva: marcați-le din nou.
}
tickets-changed = { $count ->
    [one] { $count } tichet a fost schimbat. { $undo } anulează.
    [few] { $count } tichete au fost schimbate. { $undo } anulează.
   *[other] { $count } de tichete au fost schimbate. { $undo } anulează.
}

# Alt tichet

ticket-relate-title = Tichet înrudit
ticket-merge-title = Unire cu alt tichet
ticket-relate-lead = Scrieți numărul tichetului care ține de acesta.
ticket-unrelate-preview = { $number } și { $other } sunt înrudite. Enter le desparte.
ticket-merge-lead = Scrieți numărul tichetului în care continuă acesta. Întâi se arată ce se va întâmpla.
ticket-merge-preview = { $number } continuă în { $other }: notele, urmăritorii și legăturile trec acolo, iar { $number } se închide. Enter le unește.
ticket-merge-requester = Acolo cere { $name }.
ticket-merge-conflict = Unul dintre ele a fost schimbat între timp, deci nimic nu s-a unit. Priviți și încercați din nou.
ticket-number-wrong = Acesta nu este un număr de tichet. Scrieți unul ca #1042.
ticket-number-same = Este chiar acest tichet. Scrieți numărul altuia.
ticket-number-unknown = Nu există un astfel de tichet pentru dumneavoastră. Scrieți alt număr.
ticket-related-done = { $number } și { $other } sunt acum înrudite.
ticket-unrelated-done = { $number } și { $other } nu mai sunt înrudite.
ticket-merged-done = { $number } continuă în { $other }.

# Cuvinte

answer-readers = Cine citește
answer-internal = intern: doar colegii
answer-public = PUBLIC: clientul
answer-to = Către
answer-choose-member = alegeți pe cineva
answer-no-member = Alegeți cine îl preia.
answer-snippets = Cuvinte des folosite
answer-title-internal = Notă internă: { $number }
answer-title-public = Răspuns PUBLIC: { $number }
answer-title-hand-over = Predare: { $number }
answer-internal-lead = Doar colegii citesc aceasta.
answer-public-lead = ! Clientului i se spune aceasta.
answer-hand-over-lead = Cine preia citește aceasta ca notă internă.
answer-sent = Răspunsul la { $number } este notat. { $undo } anulează.
answer-noted = Nota este în { $number }. { $undo } anulează.

# Formularul

ticket-form-new = Tichet nou
ticket-form-edit = Modificare { $number }
ticket-first-note = Prima notă, internă ({ $key } merge acolo și înapoi)
ticket-none-chosen = niciunul
ticket-own-queue = a celui care lucrează, sau a dumneavoastră
ticket-subject-needed = Este nevoie de un subiect.
ticket-conflict-lead = Altcineva a salvat acest tichet în timp ce îl modificați. Alegeți o parte pentru fiecare câmp; ce ați scris nu este salvat încă.
draft-ticket-new = Tichet nou { $name }
draft-ticket-edit = Modificare la tichetul { $name }
draft-answer = Cuvinte la tichetul { $name }

# Taste

do-search-tickets = caută
help-search-tickets = Caută tichete după cuvinte sau după # și număr
do-new-ticket = nou
help-new-ticket = Tichet nou
do-ticket-of-customer = tichet
help-ticket-of-customer = Tichet nou al acestui client
do-open-ticket = deschide
help-open-ticket = Deschide tichetul ales
do-next-queue = coada
help-next-queue = Coada următoare
help-previous-queue = Coada dinainte
do-internal-note = notă
help-internal-note = Adaugă o notă internă
do-public-answer = răspuns
help-public-answer = Răspunde clientului
do-set-status = stare
help-set-status = Schimbă starea
do-take-ticket = preia
help-take-ticket = Preia tichetul
do-take-selected = preia
help-take-selected = Preia tichetul ales
do-next-ticket = următorul
help-next-ticket = Tichetul din coadă la care e de lucrat acum
do-hand-over = predă
help-hand-over = Predă unui coleg, cu cuvinte
do-edit-ticket = modifică
help-edit-ticket = Modifică tichetul
do-ticket-customer = client
help-ticket-customer = Deschide clientul care cere
help-assign-ticket = Spune cine lucrează la tichet
do-set-priority = prioritate
help-set-priority = Schimbă prioritatea
do-move-queue = mută
help-move-queue = Mută tichetul în altă coadă
help-watch-ticket = Urmărește tichetul, sau nu mai
do-linked-tickets = legate
help-linked-tickets = Deschide un tichet înrudit sau unit
help-relate-ticket = Leagă de alt tichet, sau desparte
help-merge-ticket = Unește tichetul cu altul
do-rate-ticket = notează
help-rate-ticket = Notează cât de mulțumit a fost clientul
help-copy-ticket = Copiază tot tichetul ca text
do-change-tickets = schimbă
help-change-tickets = Schimbă toate tichetele marcate, cu previzualizare
do-mark-ticket = marchează
help-mark-ticket = Marchează tichetul pentru o schimbare în masă
help-mark-tickets = Marchează toate tichetele care corespund
do-filter-tickets = filtru
help-filter-tickets = Restrânge lista prin condiții
do-clear-ticket-filter = toate
help-clear-ticket-filter = Scoate filtrul
do-ticket-views = vederi
help-ticket-views = Vederi salvate de tichete: deschide, salvează, partajează
do-sort-tickets = ordine
help-sort-tickets = Alege ordinea
help-reverse-tickets = Inversează ordinea
do-clear-ticket-marks = demarchează
help-clear-ticket-marks = Scoate marcajele
do-clear-ticket-search = gata căutarea
help-clear-ticket-search = Părăsește căutarea
do-insert-snippet = text gata
help-insert-snippet = Inserează cuvinte des folosite
do-choose-requester = solicitant
help-choose-requester = Găsește clientul care cere
help-first-note-outside = Scrie prima notă în editorul dumneavoastră
do-find-ticket = mai departe
help-find-ticket = Ia acest număr
do-merge-now = unește
help-merge-now = Unește cum s-a arătat
do-show-tickets = tichete
help-show-tickets = Tichete
