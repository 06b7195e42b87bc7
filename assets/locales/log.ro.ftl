# Ecranele jurnalului: filtrul, graficul, o intrare, cine a văzut un client.

place-log-line = Filtrul jurnalului
place-log-views = Filtre salvate
place-jump-to = La un moment
place-seen = Cine a văzut clientul

log-role = Rol
log-customer = Client
log-field = Câmp
log-since = De la ora
log-until = Până la ora
log-found = Găsit în
log-not = fără { $what }
log-of-role = rolul { $what }
log-of-origin = de la { $what }
log-of-subject = înregistrarea { $what }
log-of-session = sesiunea { $what }
log-this-hour = Ora aceasta: { $moment }
log-filter-in = Arată doar
log-filter-out = Lasă afară
log-drop = Scoate o condiție
log-line-example = member:lan -action:customer.view since:7d factură
log-ago-30m = în ultima jumătate de oră
log-ago-24h = în ultima zi
log-ago-7d = în ultima săptămână
log-ago-2w = în ultimele două săptămâni
outcome-refused = refuzat sau eșuat
log-follow-on = Intrările noi apar singure sus.
log-follow-off = Intrările noi sunt doar numărate.
log-following = Se urmărește
log-new = { $count ->
    [one] o intrare nouă
    [few] { $count } intrări noi
   *[other] { $count } de intrări noi
}
log-new-more = { $count ->
    [one] peste o intrare nouă
    [few] peste { $count } intrări noi
   *[other] peste { $count } de intrări noi
}
log-seeking = căutat înapoi până la { $number }, { $key } oprește
log-sought = căutat înapoi până la { $number }, { $key } continuă
log-none-yet = Până acum nu s-a găsit nimic.
filter-kept = { $count ->
    [one] Încă o condiție rămâne cum este.
    [few] Încă { $count } condiții rămân cum sunt.
   *[other] Încă { $count } de condiții rămân cum sunt.
}

log-chart-hour = Pe ore
log-chart-day = Pe zile
log-chart-member = Pe membri, ultimele 14 zile
log-chart-unfinished = cele mai vechi nenumărate
log-chart-refused = { $count ->
    [one] { $count } refuzată
    [few] { $count } refuzate
   *[other] { $count } refuzate
}
log-chart-small = Graficul are nevoie de o fereastră mai înaltă.

jump-forms = O zi (2026-11-22), o oră (14:00), ambele, de cât timp (30m, 24h, 7d, 2w), sau numărul unei intrări (#412).
jump-wrong = Nu este nici moment, nici intrare. Scrieți 2026-11-22 14:00, 14:00, 7d sau #412.

log-view-no-name = Scrieți întâi un nume.
log-view-long = Numele este prea lung.
log-views-full = Sunt prea multe filtre salvate. Ștergeți întâi unul.
log-view-saved = Filtrul { $name } este salvat.
log-view-deleted = Filtrul este șters.
log-view-sure = Apăsați din nou { $key } ca să ștergeți definitiv { $name }.
log-views-how-open = Scrieți ca să căutați. Ca să salvați un filtru, puneți întâi unul.
log-views-how-save = Scrieți un nume și apăsați { $key } ca să salvați filtrul.

entry-session-since = din { $moment }, { $count ->
    [one] o intrare
    [few] { $count } intrări
   *[other] { $count } de intrări
}
entry-hash-good = conținutul corespunde hashului
entry-hash-bad = conținutul nu corespunde hashului
entry-link-good = legată de intrarea dinainte
entry-link-bad = nu este legată de intrarea dinainte
entry-signature-good = semnată de { $name }
entry-signature-bad = nu este semnată de { $name }
entry-checkpoint = Control
entry-covered = cuprinsă în punctul de control de la intrarea { $number }
entry-not-covered = încă necuprinsă într-un punct de control

seen-title = Cine a văzut { $code }
seen-count = { $count ->
    [one] un membru
    [few] { $count } membri
   *[other] { $count } de membri
}
seen-since = după jurnal, din { $moment }
seen-acts = A făcut
seen-fields = Arătate
seen-reasons = Motive

do-open-access = intrarea
help-open-access = Deschide intrarea din jurnal
do-seen = cine a văzut
help-seen = Cine a văzut acest client, într-un răspuns
do-log-line = scrie filtrul
help-log-line = Scrie filtrul: member:lan -action:... since:7d cuvinte
do-their-entries = jurnalul lor
help-their-entries = Jurnalul membrului sau al sesiunii alese
do-stop-seeking = oprește
help-stop-seeking = Oprește căutarea mai departe în trecut
do-former-filter = înapoi
help-former-filter = Înapoi la filtrul și locul dinainte
do-filter-in = doar
help-filter-in = Restrânge jurnalul la ceva din intrarea aceasta
do-filter-out = fără
help-filter-out = Lasă afară intrările ca aceasta
help-drop-term = Scoate o condiție din filtru
help-drop-last = Scoate ultima condiție din filtru
do-chart = grafic
help-chart = Grafic: pe ore, pe zile, pe membri, fără
do-go-to-time = moment
help-go-to-time = La o zi sau o oră
do-follow = urmărește
help-follow = Intrările noi apar singure, sau nu
do-log-views = salvate
help-log-views = Filtre salvate: deschide, salvează, șterge
help-hour-back = Cu o oră mai devreme
help-hour-on = Cu o oră mai târziu
help-day-back = Cu o zi mai devreme
help-day-on = Cu o zi mai târziu
do-older-entry = mai veche
help-older-entry = Intrarea de mai jos din listă
do-newer-entry = mai nouă
help-newer-entry = Intrarea de mai sus din listă
do-entries-of-session = sesiunea
help-entries-of-session = Toate intrările sesiunii
do-entries-of-member = membrul
help-entries-of-member = Toate intrările membrului
do-entries-of-customer = subiectul
help-entries-of-customer = Toate intrările despre acest client sau subiect
do-go-there = mergi
help-go-there = Mergi la acest moment
do-save-filter = salvează
help-save-filter = Salvează filtrul sub acest nume
do-delete-filter = șterge
help-delete-filter = Șterge filtrul ales

linear-log-filter = Pentru un filtru scrieți = și condițiile, de exemplu =member:lan -action:customer.view since:7d factură.
