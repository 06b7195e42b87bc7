# Texts of the screens, in Romanian.

place-anywhere = Oriunde
place-sign-in = Autentificare
place-lock = Blocat
place-customers = Clienți
place-search = Căutare
place-detail = Client
place-form = Formularul clientului
place-log = Jurnal
place-entry = Intrare din jurnal
place-reveal = Dezvăluire
place-revealed = Valoare dezvăluită
place-check = Verificare
place-note = Notă nouă
place-filter = Filtru
place-conflict = Conflict
place-question = Întrebare
place-help = Ajutor

mode-local = local
mode-shared = partajat

role-owner = proprietar
role-admin = administrator
role-lead = coordonator
role-agent = agent
role-auditor = auditor
role-service = serviciu

# Sign-in

sign-in-lead = Intrați cu numele, parola și codul de unică folosință
sign-in-member = Membru
sign-in-password = Parolă
sign-in-code = Cod
sign-in-empty = Completați aici, apoi apăsați Enter.
sign-in-busy = Se verifică…
demo-title = Birou demonstrativ: nimic nu este real
demo-seconds = coduri noi în { $seconds } s
welcome-first = Bun venit. Este prima dumneavoastră autentificare.
welcome-last = Bun venit. Ultima autentificare: { $moment }.
welcome-failures = { $count ->
    [one] De atunci, o încercare eșuată: ați fost dumneavoastră?
    [few] De atunci, { $count } încercări eșuate: ați fost dumneavoastră?
   *[other] De atunci, { $count } de încercări eșuate: ați fost dumneavoastră?
}
notice-network = Biroul se află pe un disc de rețea: mai lent și doar pentru câteva persoane deodată.

# Lock

lock-title = Blocat: { $name }
lock-lead = Scrieți parola pentru a continua.
lock-idle = Blocat fiindcă nu s-a tastat nimic o vreme. Scrieți parola pentru a continua.
lock-refused = Parola este greșită. Încercați din nou.
lock-busy = Se deschide…
lock-unsaved = Aveți ceva nesalvat. Deblocați, salvați sau renunțați, apoi ieșiți.

# Customers

customers-search = apăsați / pentru căutare
customers-count = { $count ->
    [one] { $count } client
    [few] { $count } clienți
   *[other] { $count } de clienți
}
customers-found = { $found } din { $total }
customers-none = Încă nu aveți clienți. Cereți unui coordonator să vă repartizeze.
customers-none-new = Încă nu există clienți. Apăsați n pentru a-l adăuga pe primul.
customers-none-found = Nu s-a găsit nimeni. Schimbați căutarea sau apăsați Esc.
customers-lookup = Căutare exactă după telefon, e-mail sau act: scrieți tot, apoi Enter. Se trece în jurnal.
loading = Se încarcă…
press-reload = Apăsați F5 pentru a încerca din nou.

# Customer

tab-overview = Prezentare
tab-timeline = Istoric
tab-access = Acces
detail-none = Enter deschide aici clientul ales. Deschiderea se trece în jurnal.
detail-no-sealed = Niciun câmp sigilat încă. Apăsați e pentru a adăuga.
timeline-none = Încă nu s-a întâmplat nimic.
timeline-none-note = Încă nu s-a întâmplat nimic. Apăsați a pentru o notă.
access-none = Nimeni nu a deschis încă acest client.

field-name = Nume
field-kind = Tip
field-code = Cod
field-company = Firmă
field-city = Oraș
field-country = Țară
field-website = Site
field-since = Client din
field-status = Stare
field-owner = Responsabil
field-department = Departament
field-updated = Modificat
field-flags = De verificat
field-phone = Telefon
field-phone2 = Alt telefon
field-email = E-mail
field-address = Adresă
field-birth-date = Data nașterii
field-national-id = CNP
field-iban = IBAN

kind-person = Persoană
kind-company = Firmă
status-lead = Potențial
status-active = Activ
status-inactive = Inactiv
status-blocked = Blocat
activity-note = Notă
activity-call = Apel
activity-email = E-mail
activity-meeting = Întâlnire
activity-visit = Vizită

# Reveal and check

reveal-title = Dezvăluire: { $field }
reveal-why = De ce aveți nevoie?
reveal-words = Cuvinte
reveal-logged = Cine, ce, când și de ce se trec în jurnal.
reveal-left = se ascunde în { $seconds } s
reveal-over = { $field }: ascuns din nou.
reason-call = Trebuie să sun clientul
reason-delivery = Livrare sau vizită
reason-billing = Factură sau plată
reason-identity = Confirmarea identității
reason-complaint = O reclamație
reason-legal = O obligație legală
check-title = Verificare: { $field }
check-lead = Scrieți ce spune clientul. Valoarea rămâne ascunsă.
check-logged = Fiecare încercare se trece în jurnal.
check-match = Se potrivește.
check-no-match = Nu se potrivește.
check-tries = { $count ->
    [0] Nu mai aveți încercări: întrebați un coordonator.
    [one] Mai aveți o încercare.
    [few] Mai aveți { $count } încercări.
   *[other] Mai aveți { $count } de încercări.
}

# Forms

note-title = Notă: { $name }
note-lead = Tab: tipul notei, apoi ← →. Fără numere de telefon sau acte, vă rugăm.
note-empty = Scrieți mai întâi ceva.
note-saved = Nota a fost adăugată în istoric.
form-new = Nou
form-edit = Modificare
form-sealed = Sigilate: mascate după salvare
form-sealed-lead = Scrieți pentru a înlocui, Del pentru a șterge; altfel rămâne neschimbat.
form-choice-lead = ← → alege.
form-cleared = va fi șters
form-name-needed = Numele este necesar.
form-saving = Se salvează…
form-created = { $name } a fost adăugat.
form-saved = { $name } a fost salvat.
form-dropped = La blocare, valorile sigilate scrise au fost șterse. Scrieți-le din nou.
conflict-title = Modificat între timp
conflict-lead = Altcineva a salvat acest client în timp ce îl modificați. Ce ați scris nu este salvat încă.
conflict-theirs = al lor
conflict-mine = al dumneavoastră
conflict-sealed = Câmpurile simple sunt la fel; s-a schimbat un câmp sigilat.
conflict-choice = o deschide varianta lor. k o salvează pe a dumneavoastră peste ea. Esc revine la formular.
question-title = Nesalvat
question-drop = Ce ați scris nu este salvat. Renunțați?
question-quit = Ce ați scris nu este salvat. Renunțați și ieșiți?

# Log

log-count = { $count ->
    [one] { $count } intrare
    [few] { $count } intrări
   *[other] { $count } de intrări
}
log-all = cele mai noi întâi
log-filtered = filtrat:
log-none = Nicio intrare nu se potrivește. Apăsați c pentru a scoate filtrul.
log-sequence = Nr.
log-time = Ora
log-member = Membru
log-action = Acțiune
log-subject = Subiect
log-outcome = Rezultat
log-verified = Verificat
verified-good = bun
verified-bad-hash = hash
verified-bad-link = legătură
verified-bad-signature = semnătură
outcome-done = făcut
outcome-denied = refuzat
outcome-failed = eșuat
entry-title = Intrarea { $number }
entry-nobody = nimeni (neautentificat)
entry-reason = Motiv
entry-details = Detalii
entry-changes = Rânduri
entry-origin = De la
entry-session = Sesiune
entry-signer = Semnat de
entry-previous = Anterior
entry-hash = Hash
filter-title = Filtrul jurnalului
filter-any = oricare
filter-from = Din ziua
filter-to = Până în
filter-since = din { $date }
filter-until = până la { $date }
filter-bad-date = Scrieți ziua ca 2026-11-22.

action-office-create = birou creat
action-grant-issue = cheie acordată
action-session-sign-in = intrare
action-session-sign-out = ieșire
action-session-lock = blocare
action-session-unlock = deblocare
action-customer-view = deschis
action-customer-lookup = căutat exact
action-customer-create = adăugat
action-customer-edit = modificat
action-customer-bulk = modificat în lot
action-note-add = notă adăugată
action-note-remove = notă retrasă
action-field-reveal = dezvăluit
action-field-copy = copiat
action-field-check = verificat
action-view-save = listă salvată
action-view-delete = listă ștearsă
action-import-chunk = importat
action-import-revert = import anulat
action-log-view = jurnal văzut
action-log-export = jurnal exportat
action-log-verify = jurnal verificat

# What went wrong and what to do

problem-sign-in-refused = Numele, parola sau codul este greșit. Scrieți-le din nou.
problem-wait = { $seconds ->
    [one] Prea multe încercări eșuate. Așteptați o secundă.
    [few] Prea multe încercări eșuate. Așteptați { $seconds } secunde.
   *[other] Prea multe încercări eșuate. Așteptați { $seconds } de secunde.
}
problem-no-session = Sesiunea s-a încheiat. Autentificați-vă din nou.
problem-denied = Nu aveți voie să faceți asta ({ $rule }). Întrebați un coordonator.
problem-not-found = Nu există sau nu este în aria dumneavoastră.
problem-invalid = { $field }: { $message }
unfit-empty = nu poate fi gol
unfit-not-in-list = alegeți ceva din listă
unfit-email = nu este o adresă de e-mail: scrieți ca nume@example.com
unfit-date = nu este o dată: scrieți ca 31.12.1990
unfit-cccd = nu este un CCCD valid: verificați cele 12 cifre
unfit-cnp = nu este un CNP valid: verificați cele 13 cifre
unfit-iban = nu este un IBAN valid: comparați-l cu documentul
unfit-too-long = este prea lung: cel mult { $most } de caractere
unfit-too-many = sunt prea multe: cel mult { $most }
problem-conflict = Altcineva a modificat înregistrarea. Deschideți-o din nou.
problem-duplicate = { $field }: există deja la alt client.
problem-tries-used-up = Prea multe încercări. Întrebați un coordonator.
problem-nothing-to-undo = Nu mai este nimic de anulat sau de refăcut.
problem-busy = Biroul este ocupat. Încercați din nou imediat.
problem-no-audit = Jurnalul nu a putut fi scris, deci nu s-a arătat și nu s-a schimbat nimic: { $cause }
problem-tampered = Valoarea stocată nu este cea confirmată de jurnal. Nu se arată nimic. Spuneți proprietarului să ruleze: kin log verify
problem-store = Fișierul biroului a dat o eroare: { $cause } Încercați din nou; dacă persistă, anunțați administratorul.
toast-not-now = Nu se poate aici: { $deed }.
too-small = Fereastra este prea mică. Kin are nevoie de { $width } coloane și { $height } rânduri.

# Help

help-title = Taste
help-find = Caută:
help-none = Nicio tastă nu face asta. Schimbați cuvintele.

do-open = deschide
do-search = caută
do-new = nou
do-reveal = dezvăluie
do-check = verifică
do-note = notă
do-edit = modifică
do-filter = filtru
do-clear-filter = fără filtru
do-to-customer = clientul
do-sort = sortează
do-demo = următorul membru
do-confirm = continuă
do-confirm-field = aplică
do-save = salvează
do-next-field = câmpul următor
do-next-part = partea următoare
do-open-again = varianta lor
do-keep-mine = varianta mea
do-end = ascunde acum
do-next-tab = altă filă
do-other-pane = alt panou
do-back = înapoi
do-clear-search = fără căutare
do-cancel = renunță
do-close = închide
do-show-customers = clienți
do-show-log = jurnal
do-help = ajutor
do-lock = blochează
do-quit = ieșire

help-open = Deschide ce este ales
help-search = Caută; cu încă un /: telefon, e-mail sau act exact
help-new = Adaugă un client
help-reveal = Dezvăluie pe scurt câmpul ales, cu un motiv
help-check = Verifică ce spune clientul față de câmpul ales
help-note = Adaugă o notă în istoric
help-edit = Modifică clientul deschis
help-filter = Filtrează după membru, acțiune, rezultat sau zi
help-clear-filter = Scoate filtrul
help-to-customer = Deschide clientul acestei intrări
help-sort = Sortează după nume sau după cod
help-demo = Completează următorul membru demo (sau numărul lui)
help-confirm = Continuă
help-confirm-field = Aplică filtrul
help-save = Salvează
help-next-field = Câmpul următor
help-next-part = Partea următoare
help-previous-field = Câmpul anterior
help-previous-part = Partea anterioară
help-open-again = Deschide varianta lor și renunță la a dumneavoastră
help-keep-mine = Salvează varianta dumneavoastră peste a lor
help-end = Ascunde valoarea imediat
help-next-tab = Fila următoare
help-previous-tab = Fila anterioară
help-other-pane = Între listă și client
help-back = Un nivel înapoi
help-clear-search = Renunță la căutare
help-cancel = Renunță, fără a face nimic
help-close = Închide
help-up = Sus
help-down = Jos
help-up-typing = Sus
help-down-typing = Jos
help-page-up = O pagină sus
help-page-down = O pagină jos
help-first = La primul
help-last = La ultimul
help-reload = Încarcă din nou
help-show-customers = Clienți
help-show-log = Jurnal
help-help = Aceste taste
help-help-anywhere = Aceste taste, și în timp ce scrieți
help-lock = Blochează imediat
help-lock-anywhere = Blochează imediat, și în timp ce scrieți
help-quit = Deconectare și ieșire; întreabă dacă ceva e nesalvat
help-quit-anywhere = Ieșire, și în timp ce scrieți
help-suspend = Suspendă, înapoi în shell
