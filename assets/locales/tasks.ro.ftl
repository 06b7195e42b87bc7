# Sarcini și Azi.

place-tasks = Sarcini
place-quick-add = Sarcină nouă
place-task-form = Sarcină
place-snooze = Amână până
do-show-tasks = sarcini
help-show-tasks = Sarcini: ce e de făcut și până când
do-new-task = nouă
help-new-task = Scrie o sarcină nouă pe un rând
do-task-done = gata
help-task-done = Spune că sarcina e făcută
do-task-reopen = redeschide
help-task-reopen = Spune că sarcina totuși nu e făcută
do-snooze = amână
help-snooze = Amână sarcina: o oră, mâine, săptămâna viitoare
do-task-subject = client
help-task-subject = Deschide clientul sau tichetul din sarcină
do-delete-task = șterge
help-delete-task = Șterge sarcina; anularea o aduce înapoi
do-mark-task = alege
help-mark-task = Alege sarcina, pentru a schimba mai multe deodată
do-add-task = adaugă
help-add-task = Adaugă sarcina așa cum a fost înțeleasă
do-save-task = salvează
help-save-task = Salvează sarcina
do-follow-up = sarcină
help-follow-up = Scrie o sarcină despre acest client

tasks-mine = Ale mele
tasks-given = Date
tasks-team = Echipă
tasks-all = Toate
tasks-done = Făcute
tasks-lead = { $key } și un rând: mâine 10 sună la Ion
tasks-none-mine = Nimic de făcut. O zi bună.
tasks-none-given = Nu ați dat nimănui o sarcină încă deschisă.
tasks-none-team = Nimeni de aici nu are o sarcină deschisă.
tasks-none-done = Nimic nu e făcut încă.
tasks-changed =
    { $count ->
        [one] O sarcină a fost schimbată. { $undo } anulează.
        [few] { $count } sarcini au fost schimbate. { $undo } anulează.
       *[other] { $count } de sarcini au fost schimbate. { $undo } anulează.
    }
tasks-next = Revine la { $moment }.
tasks-left =
    { $count ->
        [one] Una a rămas cum era: nu e la îndemână sau a schimbat-o altcineva.
        [few] { $count } au rămas cum erau: nu sunt la îndemână sau le-a schimbat altcineva.
       *[other] { $count } au rămas cum erau: nu sunt la îndemână sau le-a schimbat altcineva.
    }

task-group-overdue = Întârziate
task-group-today = Azi
task-group-tomorrow = Mâine
task-group-week = Săptămâna aceasta
task-group-later = Mai târziu
task-group-no-date = Fără dată
task-group-done = Făcute
task-weekday-1 = lun
task-weekday-2 = mar
task-weekday-3 = mie
task-weekday-4 = joi
task-weekday-5 = vin
task-weekday-6 = sâm
task-weekday-7 = dum
task-given-by = de la { $name }
task-snooze-hour = Peste o oră
task-snooze-tomorrow = Mâine
task-snooze-next-week = Lunea viitoare
task-reminder = E timpul: { $title } ({ $key } pentru sarcini)
task-added = Sarcina a fost adăugată. { $undo } anulează.
task-saved = Sarcina a fost salvată. { $undo } anulează.
task-merged = Altcineva a salvat sarcina. Schimbările sunt și aici; salvați din nou.
task-clash = Altcineva a schimbat același lucru: { $theirs }. Salvați din nou pentru a păstra ce ați scris.
task-heading-about = Sarcină despre { $name }
task-title = Titlu
task-when = Când
task-when-hint = mâine 9:00, vineri, 15/12, în fiecare luni
task-repeat = Se repetă
task-remind = Amintește
task-owner = Cine
task-words = Note
task-repeat-none = nu se repetă
task-repeat-day =
    { $count ->
        [one] în fiecare zi
        [few] la { $count } zile
       *[other] la { $count } de zile
    }
task-repeat-weekday = de luni până vineri
task-repeat-week =
    { $count ->
        [one] în fiecare săptămână
        [few] la { $count } săptămâni
       *[other] la { $count } de săptămâni
    }
task-repeat-month =
    { $count ->
        [one] în fiecare lună
        [few] la { $count } luni
       *[other] la { $count } de luni
    }
task-repeat-year =
    { $count ->
        [one] în fiecare an
        [few] la { $count } ani
       *[other] la { $count } de ani
    }
task-remind-none = nu
task-remind-then = la ora respectivă
task-remind-minutes =
    { $count ->
        [one] cu un minut înainte
        [few] cu { $count } minute înainte
       *[other] cu { $count } de minute înainte
    }
task-remind-hours =
    { $count ->
        [one] cu o oră înainte
        [few] cu { $count } ore înainte
       *[other] cu { $count } de ore înainte
    }
task-remind-days =
    { $count ->
        [one] cu o zi înainte
        [few] cu { $count } zile înainte
       *[other] cu { $count } de zile înainte
    }

quick-heading = Sarcină nouă
quick-heading-about = Sarcină nouă despre { $name }
quick-lead = mâine 10 sună la Ion · luni 9 · peste 3 zile · în fiecare luni · @nume o dă unui coleg · #1042 e un tichet · /KH-000123 e un client
quick-empty = Scrieți întâi ce e de făcut.
quick-title = Sarcină
quick-no-title = lipsește ce e de făcut
quick-when = Când
quick-no-date = fără dată
quick-past = care a trecut
quick-repeat = Se repetă
quick-owner = Cine
quick-about = Despre
quick-unknown = Negăsit

today-tickets = Tichete al căror timp se termină
today-overdue = Sarcini întârziate
today-tasks = Sarcini de azi

undone-tasks =
    { $count ->
        [one] Anulat: { $title }.
        [few] Anulate: { $count } sarcini.
       *[other] Anulate: { $count } de sarcini.
    }
redone-tasks =
    { $count ->
        [one] Refăcut: { $title }.
        [few] Refăcute: { $count } sarcini.
       *[other] Refăcute: { $count } de sarcini.
    }
draft-task = Sarcină: { $name }
problem-task-conflict = Altcineva a schimbat sarcina. Deschideți-o din nou și repetați schimbarea.
unfit-when = nu este o oră: scrieți ca mâine 9:00 sau 15/12
field-title = Titlu
field-due = Când
field-ticket = Tichet
