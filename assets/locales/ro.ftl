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
mode-served = pe server

role-owner = proprietar
role-admin = administrator
role-lead = coordonator
role-agent = agent
role-auditor = auditor
role-service = serviciu
role-custom = rol propriu

# Sign-in

sign-in-lead = Intrați cu numele, parola și codul de unică folosință
sign-in-member = Membru
sign-in-password = Parolă
sign-in-code = Cod
sign-in-empty = Completați aici, apoi apăsați { $key }.
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
notice-few-codes = Au mai rămas { $count } coduri de recuperare.
notice-credentials = Autentificarea dumneavoastră a fost schimbată la { $moment }.
notice-refused-statements = Decizii semnate nevalabile în fișier: { $count }. Vedeți alertele.

# Lock

lock-title = Blocat: { $name }
lock-lead = Scrieți parola pentru a continua.
lock-idle = Blocat fiindcă nu s-a tastat nimic o vreme. Scrieți parola pentru a continua.
lock-refused = Parola este greșită. Încercați din nou.
lock-busy = Se deschide…
lock-unsaved = Ceva nu este salvat. Deblocați întâi, apoi salvați sau lăsați ca ciornă.

# Customers

customers-search = Apăsați { $key } pentru căutare
customers-count = { $count ->
    [one] { $count } client
    [few] { $count } clienți
   *[other] { $count } de clienți
}
customers-found = { $found } din { $total }
customers-none = Încă nu aveți clienți. Cereți unui coordonator să vă repartizeze.
customers-none-new = Niciun client încă. Apăsați { $key } ca să îl adăugați pe primul.
customers-none-found = Nu s-a găsit nimeni. Schimbați căutarea sau apăsați { $key }.
customers-lookup = Căutare exactă după telefon, e-mail sau act: scrieți tot, apoi { $key }. Se trece în jurnal.
loading = Se încarcă…
press-reload = Apăsați { $key } ca să reîncărcați.

# Customer

tab-overview = Prezentare
tab-timeline = Istoric
tab-access = Acces
detail-none = { $key } deschide aici clientul ales. Deschiderea se notează în jurnal.
detail-no-sealed = Niciun câmp sigilat încă. Apăsați { $key } ca să adăugați.
timeline-none = Încă nu s-a întâmplat nimic.
timeline-none-note = Nu s-a întâmplat nimic încă. Apăsați { $key } ca să adăugați o notă.
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
reveal-words = Detalii
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
note-lead = { $next }: rezultatul, pasul următor. Fără numere de telefon sau coduri personale, vă rugăm.
note-empty = Scrieți mai întâi ceva.
note-saved = Nota este în istoric. { $undo } anulează.
form-new = Nou
form-edit = Modificare
form-sealed = Sigilate: mascate după salvare
form-sealed-lead = Scrieți pentru a înlocui, Del pentru a șterge; altfel rămâne neschimbat.
form-choice-lead = ← → alege.
form-cleared = va fi șters
form-name-needed = Numele este necesar.
form-saving = Se salvează…
form-created = { $name } a fost adăugat.
form-saved = { $name } a fost salvat. { $undo } anulează.
form-dropped = La blocare, valorile sigilate scrise au fost șterse. Scrieți-le din nou.
conflict-title = Modificat între timp
conflict-lead = Altcineva a salvat acest client în timp ce îl modificați. Alegeți o parte pentru fiecare câmp; ce ați scris nu este salvat încă.
conflict-theirs = al lor
conflict-mine = al dumneavoastră
conflict-choice = ! schimbat de amândoi. { $key } revine la formular.
question-title = Nesalvat
question-drop = Ce ați scris nu este salvat. Renunțați?
question-quit = Ce ați scris nu este salvat. Rămâne ca ciornă și vi se oferă când reveniți. Ieșiți?

# Log

log-count = { $count ->
    [one] { $count } intrare
    [few] { $count } intrări
   *[other] { $count } de intrări
}
log-all = Cele mai noi întâi
log-none = Nicio intrare nu se potrivește. Apăsați { $key } ca să ștergeți filtrul.
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
filter-to = Până în ziua
filter-since = din { $date }
filter-until = până la { $date }
filter-bad-date = Scrieți ziua ca 2026-11-22.
filter-day = aaaa-ll-zz

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
action-ticket-view = tichet deschis
action-ticket-create = tichet creat
action-ticket-edit = tichet schimbat
action-ticket-bulk = tichete multiple
action-ticket-note = notă la tichet
action-ticket-merge = tichete unite
action-task-view = sarcini văzute
action-task-edit = sarcină editată
action-note-edit = notă schimbată
action-customer-merge = clienți uniți
action-customer-trash = coș folosit
action-note-remove = notă retrasă
action-field-reveal = dezvăluit
action-field-copy = copiat
action-field-check = verificat
action-view-save = vedere salvată
action-view-delete = vedere ștearsă
action-import-chunk = importat
action-import-revert = import anulat
action-log-view = jurnal văzut
action-log-export = jurnal exportat
action-log-verify = jurnal verificat
action-customer-share = partajat
action-request-ask = aprobare cerută
action-request-decide = cerere decisă
action-member-view = membri văzuți
action-member-manage = membru schimbat
action-member-enrol = înscris
action-member-credential = acces schimbat
action-session-end = sesiune închisă
action-role-manage = rol schimbat
action-role-preview = văzut ca rol
action-department-manage = dept. schimbat
action-policy-manage = politică nouă
action-keys-give = chei date
action-keys-rotate = chei schimbate
action-keys-reseal = resigilare
action-keys-recover = recuperat
action-host-export = secret exportat
action-host-rotate = secret schimbat
action-review-sign = revizie semnată
action-proposal-make = propus
action-proposal-end = propunere decisă
action-alert-raise = alertă
action-alert-handle = alerte tratate
action-ssh-key-add = cheie SSH nouă
action-ssh-key-remove = fără cheie SSH
action-session-view = sesiuni văzute
action-message-send = mesaj trimis
action-server-start = server pornit
action-server-stop = server oprit
action-server-reload = setări recitite
action-server-fault = eroare de server
action-checkpoint-make = punct de control
action-log-prune = jurnal curățat
action-backup-make = copie făcută
action-backup-prune = copii curățate
action-backup-drill = copie încercată
action-office-restore = birou restaurat
action-insight-view = activitate

# What went wrong and what to do

problem-sign-in-refused = Numele, parola sau codul este greșit. Scrieți-le din nou.
problem-clock-behind = Numele, parola sau codul este greșit. Ceasul acestui calculator este în urma jurnalului biroului, deci niciun cod din aplicație nu poate fi bun. Potriviți ceasul sau scrieți un cod de recuperare.
problem-not-from-here = Nu aveți voie să vă autentificați din această rețea. Întrebați cine administrează serverul.
problem-not-now = Nu aveți voie să vă autentificați la această oră. Întrebați cine administrează serverul.
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
unfit-taken = este deja folosit: alegeți altul
unfit-past = a trecut: alegeți un moment mai târziu
unfit-code = nu este codul pe care aplicația îl arată acum: așteptați-l pe următorul și introduceți-l din nou
unfit-same = trebuie să fie altul decât cel dinainte
unfit-key-unreadable = nu este o cheie publică; dați singurul rând din fișierul care se termină în .pub
unfit-key-kind = este de un fel care nu se primește; faceți una cu: ssh-keygen -t ed25519
unfit-key-private = este o cheie privată, pe care nu o poate avea nimeni altcineva; dați rândul din fișierul care se termină în .pub și faceți o pereche nouă dacă a văzut-o cineva
unfit-key-putty = este cum o salvează PuTTY; copiați rândul pe care PuTTYgen îl arată pentru authorized_keys
field-key = Cheia SSH
field-message = Mesaj
unfit-too-short =
    { $least ->
        [few] are nevoie de cel puțin { $least } caractere: câteva cuvinte la rând se țin minte ușor
       *[other] are nevoie de cel puțin { $least } de caractere: câteva cuvinte la rând se țin minte ușor
    }
unfit-too-common = este una pe care o aleg mulți sau un nume: alegeți cuvinte fără legătură cu dumneavoastră sau între ele
unfit-too-easy = este prea ușor de ghicit: adăugați un cuvânt sau două fără legătură cu celelalte
problem-conflict = Altcineva a modificat înregistrarea. Deschideți-o din nou.
problem-duplicate = { $field }: există deja la alt client.
problem-tries-used-up = Prea multe încercări. Întrebați un coordonator.
problem-quota-used-up = Ați văzut câte aveți voie fără să întrebați. Cereți aprobare.
problem-prove-again = Pentru asta este nevoie din nou de parola dumneavoastră.
problem-no-invitation = Invitația este greșită, a fost folosită sau a expirat. Cereți una nouă.
problem-program-invitation = Invitația este pentru un program. Pe calculatorul unde rulează, preluați-o cu: kin join --key-out FIȘIER
problem-refused = Nu este valabil: { $cause }.
problem-previewing = Priviți ca alt rol: nu se poate schimba nimic. Încheiați întâi previzualizarea.
problem-needs-approval = Este nevoie de aprobarea unei a doua persoane. Cereți-o întâi.
problem-closed = Deciziile semnate ale biroului au fost schimbate din afară: { $cause }. Restaurați o copie și rulați: kin log verify
unlogged = Jurnalul nu poate fi scris acum. Ce deschideți se reține și intră în jurnal de îndată ce se poate; nimic nu poate fi arătat sau schimbat.
problem-account-locked = Contul este blocat până când cineva cercetează o alertă. Întrebați pe cine se ocupă de alerte.
problem-nothing-to-undo = Nu mai este nimic de anulat sau de refăcut.
problem-busy = Biroul este ocupat. Încercați din nou peste puțin timp.
problem-no-audit = Jurnalul nu a putut fi scris, deci nu s-a arătat și nu s-a schimbat nimic: { $cause }
problem-tampered = Valoarea stocată nu este cea confirmată de jurnal. Nu se arată nimic. Spuneți proprietarului să ruleze: kin log verify
problem-store = Fișierul biroului a dat o eroare: { $cause } Încercați din nou; dacă persistă, anunțați administratorul.
toast-not-now = Nu se poate aici: { $deed }.
too-small = Fereastra este prea mică. Kin are nevoie de { $width } coloane și { $height } rânduri.

# Help

help-title = Taste
help-find = Căutați o tastă sau un cuvânt:
help-none = Nicio tastă nu face asta. Schimbați cuvintele.

do-open = deschide
do-lookup = caută exact
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
do-confirm-view = salvează
do-confirm-reveal = dezvăluie
do-confirm-field = aplică
do-save = salvează
do-next-field = câmpul următor
do-next-part = partea următoare
do-open-again = varianta lor
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
help-lookup = După //: caută exact ce s-a scris; se trece în jurnal
help-search = Caută; cu încă un /: telefon, e-mail sau act exact
help-new = Adaugă un client
help-reveal = Dezvăluie pe scurt câmpul ales, cu un motiv
help-check = Verifică ce spune clientul față de câmpul ales
help-note = Adaugă o notă în istoric
help-edit = Modifică clientul deschis
help-filter = Filtrează lista
help-clear-filter = Scoate filtrul
help-to-customer = Deschide clientul acestei intrări
help-sort = Alege ordinea listei
help-demo = Completează următorul membru demo (sau numărul lui)
help-confirm = Continuă
help-confirm-view = Salvează vederea
help-confirm-reveal = Dezvăluie valoarea, cu acest motiv
help-confirm-field = Aplică filtrul
help-save = Salvează
help-next-field = Câmpul următor
help-next-part = Partea următoare
help-previous-field = Câmpul anterior
help-previous-part = Partea anterioară
help-open-again = Deschide varianta lor și renunță la a dumneavoastră
help-end = Ascunde valoarea imediat
help-next-tab = Fila următoare
help-previous-tab = Fila anterioară
help-other-pane = Mută între listă și client
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
help-help = Aceste taste; scrieți ca să găsiți una
help-help-anywhere = Aceste taste, și în timp ce scrieți
help-lock = Blochează imediat
help-lock-anywhere = Blochează imediat, și în timp ce scrieți
help-quit = Deconectare și ieșire; întreabă dacă ceva e nesalvat
help-quit-anywhere = Ieșire, și în timp ce scrieți
help-suspend = Suspendă, înapoi în shell

# Liste, schimbări în masă, vederi, ciorne, tur

place-bulk = Schimbare în masă
place-columns = Coloane
place-drafts = Ciorne
place-list-filter = Filtru
place-palette = Paletă
place-pick = Alegere
place-settings = Setări
place-sort = Sortare după
place-view-form = Salvează vederea
place-views = Vederi
choose-empty = Încă nu este niciunul.
choose-none = Nimic nu se potrivește. Schimbați cuvintele.
filtered = Filtrat:
marked = { $count ->
    [one] { $count } marcat
    [few] { $count } marcați
   *[other] { $count } de marcați
}
marked-most = Cel mult { $count } pot fi marcați. Restrângeți lista.
customers-none-match = Nimeni nu corespunde filtrului. Apăsați { $key } ca să îl ștergeți.
columns-lead = Lista arată, de sus în jos, câte încap.
sort-ascending = { $field }, crescător
sort-descending = { $field }, descrescător
field-created = Adăugat
field-password = Parola
bulk-title = { $count ->
    [one] Schimbă { $count } client
    [few] Schimbă { $count } clienți
   *[other] Schimbă { $count } de clienți
}
bulk-changes = { $count ->
    [0] Nu s-ar schimba nimic.
    [one] { $count } client s-ar schimba.
    [few] { $count } clienți s-ar schimba.
   *[other] { $count } de clienți s-ar schimba.
}
bulk-same = { $count ->
    [one] { $count } este deja așa.
    [few] { $count } sunt deja așa.
   *[other] { $count } sunt deja așa.
}
bulk-refused = { $count ->
    [one] { $count } nu mai există sau nu este în aria dumneavoastră.
   *[other] { $count } nu mai există sau nu sunt în aria dumneavoastră.
}
bulk-conflicts = { $count ->
    [one] { $count } a fost schimbat între timp de alții: marcați-l din nou.
   *[other] { $count } au fost schimbați între timp de alții: marcați-i din nou.
}
bulk-done = { $count ->
    [one] { $count } client a fost schimbat. { $undo } anulează.
    [few] { $count } clienți au fost schimbați. { $undo } anulează.
   *[other] { $count } de clienți au fost schimbați. { $undo } anulează.
}
undone-edit = Modificarea la { $name } a fost anulată.
redone-edit = Modificarea la { $name } a fost refăcută.
undone-bulk = { $count ->
    [one] Schimbarea la { $count } client a fost anulată.
    [few] Schimbarea la { $count } clienți a fost anulată.
   *[other] Schimbarea la { $count } de clienți a fost anulată.
}
redone-bulk = { $count ->
    [one] Schimbarea la { $count } client a fost refăcută.
    [few] Schimbarea la { $count } clienți a fost refăcută.
   *[other] Schimbarea la { $count } de clienți a fost refăcută.
}
undone-note = Nota de la { $name } a fost scoasă.
redone-note = Nota de la { $name } este la loc.
undo-conflict = { $name } a fost schimbat între timp de altcineva: nu se mai poate anula.
copied = Dat clipboardului terminalului. Se șterge peste { $seconds } s.
curtain = Kin nu arată nimic cât timp fereastra nu este folosită.
editor-failed = Editorul nu a întors nimic: textul a rămas cum era. Este $EDITOR corect?
reveal-link = Ține de
reveal-link-none = nimic din istoric
conflict-typed = (scris de dumneavoastră)
conflict-same = Nimic din ce ați scris nu diferă de al lor.
drafts-lead = Scrise și nesalvate. Păstrate sigilat, doar pentru dumneavoastră.
draft-sure = Apăsați din nou { $key } ca să renunțați definitiv.
draft-new = Client nou { $name }
draft-edit = Modificare la { $name }
draft-note = Notă pentru { $name }
draft-not-kept = Ce scrieți nu poate fi păstrat ca ciornă: { $problem }
draft-gone-on = Ați scris asta înainte, nesalvat: continuați sau renunțați cu { $key }.
filter-example = city = Iași and status = active and updated > 30d
filter-is = este
filter-is-not = nu este
filter-holds = conține
filter-in = este unul din ( , )
filter-on = în ziua
filter-after = după o zi, sau mai vechi de
filter-from-on = începând cu ziua
filter-before = înainte de o zi, sau în ultimele
filter-up-to = până în ziua
filter-has = are un tichet sau o valoare la
filter-me = dumneavoastră
filter-nobody = nimeni
filter-near = Ați vrut să spuneți { $word }?
filter-mistake-unknown-field = Nu există un astfel de câmp.
filter-mistake-unknown-operator = Scrieți aici = != ~ in > < >= sau <=.
filter-mistake-operator-not-for-field = Câmpul acesta nu se compară așa.
filter-mistake-unknown-value = Câmpul acesta nu are o astfel de valoare.
filter-mistake-bad-date = Scrieți o zi (2026-11-22) sau o vechime (30d, 2w, 1y).
filter-mistake-missing-value = Lipsește o valoare aici.
filter-mistake-missing-operator = Spuneți cum se compară: = != ~ in > <.
filter-mistake-missing-field = Lipsește un câmp aici.
filter-mistake-missing-joiner = Între două condiții puneți and, or sau virgulă.
filter-mistake-unclosed-parenthesis = O paranteză nu are pereche.
filter-mistake-unclosed-quote = Ghilimelele nu sunt închise.
filter-mistake-too-deep = Prea multe paranteze una în alta.
filter-mistake-too-long = Filtrul este prea lung.
settings-lang = Limba
settings-theme = Aspect
settings-mouse = Mouse
settings-on = pornit
settings-off = oprit
settings-mono = fără culori (NO_COLOR)
settings-lead = Se aplică imediat și se păstrează. Tastele și restul sunt în config.toml.
mouse-on = Mouse-ul este pornit.
mouse-off = Mouse-ul este oprit: terminalul selectează din nou text.
views-none = Nicio vedere încă. Apăsați { $key } ca să salvați lista de acum.
view-all = Toți clienții.
view-share = Folosită de
view-private = doar dumneavoastră
view-everyone = toți
view-shared = partajată: { $roles }
view-of = de { $name }
view-saved = Vederea { $name } este salvată.
view-deleted = Vederea este ștearsă.
view-sure = Apăsați din nou { $key } ca să ștergeți definitiv { $name }.
view-unreadable = Vederea a fost salvată de un Kin mai nou: filtrul nu poate fi citit.
tour-title = Tur { $step } din { $steps }
tour-end = { $key } încheie turul
tour-search = Apăsați { $key } și scrieți un nume sau părți din el: "stefan" îl găsește pe Ștefan.
tour-open = Apăsați { $key } ca să deschideți clientul ales. Jurnalul notează cine s-a uitat.
tour-reveal = Ce e mascat e sigilat. { $key } dezvăluie câmpul ales o vreme, cu un motiv; { $other } verifică ce spune apelantul.
tour-palette = { $key } deschide paleta: acțiuni și clienți după nume. { $other } arată toate tastele.
tour-lock = { $key } blochează imediat când vă ridicați. Doar parola dumneavoastră deblochează.
do-bulk = schimbă
help-bulk = Schimbă toți clienții marcați, cu previzualizare
do-mark = marchează
help-mark = Marchează sau demarchează și mergi mai departe
help-mark-all = Marchează tot ce se potrivește
do-views = vederi
help-views = Vederi salvate: deschide, salvează, partajează
help-reverse = Sortează în ordine inversă
help-columns = Alege, ordonează și lărgește coloanele
do-copy = copiază
help-copy = Copiază valoarea dezvăluită; se notează
help-copy-code = Copiază codul clientului
help-copy-name = Copiază numele
do-confirm-bulk = aplică
help-confirm-bulk = Aplică
do-choose = alege
help-choose = Ia ce este ales
do-merge = salvează
help-merge = Salvează părțile alese
do-edit-outside = alt editor
help-edit-outside = Continuă în editorul propriu ($EDITOR)
do-save-view = salvează lista
help-save-view = Salvează lista așa cum e acum
do-share-view = partajează
help-share-view = Partajează, redenumește sau fă privată
do-delete-view = șterge
help-delete-view = Șterge vederea; mai întreabă o dată
do-delete-draft = renunță
help-delete-draft = Renunță definitiv la ciornă
do-complete = completează
help-complete = Ia propunerea
do-toggle = da/nu
help-toggle = Schimbă alegerea
do-move-up = sus
help-move-up = Mută mai sus
do-move-down = jos
help-move-down = Mută mai jos
do-narrower = mai îngust
help-narrower = Mai îngust
do-wider = mai lat
help-wider = Mai lat
do-previous = înapoi
help-previous = Alegerea dinainte
do-next = înainte
help-next = Alegerea următoare
do-yes = da
help-yes = Da: continuă
do-no = nu
help-no = Nu: rămâne cum este
do-theirs = partea lor
help-theirs = Ia partea lor
do-mine = partea mea
help-mine = Păstrează partea proprie
help-swap = Ia cealaltă parte
do-reset = implicite
help-reset = Coloanele obișnuite
do-clear-marks = scoate marcajele
help-clear-marks = Scoate toate marcajele
help-up-choice = Sus
help-down-choice = Jos
help-up-panel = Sus
help-down-panel = Jos
do-undo = anulează
help-undo = Anulează ultima modificare
help-redo = Refă ce s-a anulat
help-jump-back = Înapoi unde ați fost
help-jump-forward = Din nou înainte
do-palette = paletă
help-palette = Acțiuni și clienți după nume
help-settings = Limbă, aspect, mouse
help-drafts = Ce s-a scris și nu s-a salvat
help-tour = Începe sau încheie turul
help-mouse = Mouse pornit sau oprit

# Linear mode

linear-lead = Kin în linii simple. Scrieți un răspuns și apăsați Enter. Ctrl-C vă deconectează și închide.
linear-demo = { $name }, { $role }: parola { $password }, codul { $code }
linear-ask-member = Membru (doar Enter închide):
linear-ask-password = Parola (nu se afișează):
linear-ask-code = Codul de unică folosință:
linear-signed-in = Ați intrat ca { $name }, { $role }.
linear-clears = Când blocați sau închideți, se șterg ecranul și tot ce se poate derula înapoi.
linear-menu = Ce doriți să faceți?
linear-find = Găsește un client
linear-log = Citește jurnalul
linear-lock = Blochează
linear-leave = Închide
linear-back = Înapoi
linear-choose = Alegeți un număr (? recitește opțiunile):
linear-no-choice = Nu există aici opțiunea { $typed }.
linear-goodbye = V-ați deconectat.
linear-left = Nu era nimeni autentificat.
linear-ended = Intrarea s-a terminat. V-ați deconectat.
linear-unlocked = Deblocat. Continuați de unde ați rămas.
linear-find-lead = Scrieți un nume sau părți din el: hong dao găsește Hồng Đào.
linear-find-exact = Pentru un telefon, e-mail sau act exact scrieți / și tot restul. Se trece în jurnal.
linear-find-filter = Pentru un filtru scrieți = și filtrul, de exemplu: = city = Iași and status = active
linear-ask-find = Căutați (doar Enter merge înapoi):
linear-found = { $count ->
    [0] Nu s-a găsit nimeni.
    [one] S-a găsit { $count } client.
    [few] S-au găsit { $count } clienți.
   *[other] S-au găsit { $count } de clienți.
}
linear-found-more = { $count ->
    [one] S-a găsit peste { $count } client.
    [few] S-au găsit peste { $count } clienți.
   *[other] S-au găsit peste { $count } de clienți.
}
linear-pick = Scrieți un număr pentru a deschide sau Enter pentru înapoi:
linear-pick-more = Scrieți un număr pentru a deschide, m pentru mai mult sau Enter pentru înapoi:
linear-no-more = Nu mai este nimic.
linear-more = Scrieți m pentru mai mult sau Enter pentru înapoi:
linear-mistake = La caracterul { $at }, { $near }:
linear-mistake-end = La sfârșit:
linear-customer-menu = Ce doriți să faceți cu acest client?
linear-masked = mascat
linear-may-reveal = se poate dezvălui
linear-may-check = se poate verifica
linear-reveal = Dezvăluie un câmp
linear-check = Verifică ce spune clientul
linear-note = Adaugă o notă
linear-again = Recitește fișa
linear-which-field = Care câmp?
linear-ask-words = Cuvinte pentru jurnal (doar Enter pentru niciunul):
linear-stays = Valoarea ar rămâne în acest text: de aici Kin nu o mai poate lua înapoi.
linear-sure = O afișați totuși? (d sau n):
linear-yes = d
linear-not-shown = Nu s-a afișat nimic.
linear-hides = { $seconds ->
    [one] Enter, sau { $seconds } secundă, o șterge cu tot ecranul și ce se poate derula înapoi.
    [few] Enter, sau { $seconds } secunde, o șterg cu tot ecranul și ce se poate derula înapoi.
   *[other] Enter, sau { $seconds } de secunde, o șterg cu tot ecranul și ce se poate derula înapoi.
}
linear-ask-said = Ce spune clientul (nu se afișează):
linear-note-kind = Ce fel de notă?
linear-note-lead = Scrieți nota. Un punct singur pe linie o încheie. Fără numere de telefon sau acte, vă rugăm.
linear-ask-note = Linia următoare a notei:
linear-note-none = Nu s-a scris nimic, deci nu s-a adăugat nimic.
linear-note-saved = Nota este în istoric.
linear-log-none = Nicio intrare nu se potrivește.
linear-log-bad = Nu este de încredere
linear-log-pick = Scrieți numărul unei intrări pentru a o citi, f pentru filtru sau Enter pentru înapoi:
linear-log-pick-more = Scrieți numărul unei intrări pentru a o citi, m pentru mai mult, f pentru filtru sau Enter pentru înapoi:
linear-ask-log-member = O parte din numele membrului (doar Enter pentru oricine):
linear-ask-log-action = Ce s-a făcut, de exemplu intrare (doar Enter pentru orice):
linear-log-actions = Nimic nu se numește așa. Există: { $names }.
linear-new = Adaugă un client
linear-new-kind = Ce este clientul nou?
linear-new-clears = După salvare, ecranul se șterge de ce ați scris.
linear-new-stays = Ce scrieți acum rămâne pe acest terminal: de aici Kin nu îl mai poate lua înapoi.
linear-new-none = Fără nume nu s-a adăugat nimic.
linear-ask-field = { $field } (doar Enter pentru nimic):

# Prima pornire și asistentul unui birou nou

first-lead = Kin ține clienții în terminal: cine sunt, ce s-a spus, ce urmează.
first-sealed = Datele lor stau sigilate într-un fișier al dumneavoastră, iar un jurnal spune cine ce a văzut.
first-none = Pe acest calculator nu există încă un birou. Ar fi în { $folder }.
first-own = { "  " }{ $number }  creează aici biroul meu
first-demo = { "  " }{ $number }  arată întâi o demonstrație cu date
first-leave = { "  " }{ $number }  închide
first-ask = 1, 2 sau q:
first-again = Scrieți 1, 2 sau q, apoi Enter.
first-enter = Enter deschide biroul.
wizard-lead = Un birou nou în { $folder }. Datele lui vor fi sigilate.
wizard-step = { $number } din { $steps }  { $title }
wizard-office = Biroul
wizard-owner = Dumneavoastră, proprietarul
wizard-app = Aplicația de coduri
wizard-kit = Setul de recuperare
wizard-ask-office = Numele lui:
wizard-ask-owner = Numele cu care intrați:
wizard-needs-name = Are nevoie de un nume.
wizard-ask-password = Parola (cel puțin { $least } caractere, spațiile sunt binevenite):
wizard-again = Aceeași încă o dată:
wizard-not-same = Cele două nu sunt la fel.
wizard-scan = Scanați imaginea cu aplicația de coduri de pe telefon sau scrieți în ea acest secret:
wizard-type = Scrieți acest secret în aplicația de coduri de pe telefon (o imagine cere { $columns } coloane):
wizard-ask-code = Codul pe care îl arată acum aplicația (Enter sare peste):
wizard-code-needed = Veți avea nevoie de un cod la fiecare intrare.
wizard-right = Corect.
wizard-wrong-code = Nu acesta este codul. Este corect ceasul telefonului?
wizard-codes = Coduri de recuperare: fiecare ține locul aplicației o singură dată, dacă telefonul se pierde. Apar numai acum; păstrați-le pe hârtie.
wizard-kit-lead = Scrieți-l pe hârtie și încuiați-l. Deschide totul și se arată doar acum.
wizard-scrollback = Rămâne și în istoricul acestei ferestre până o închideți.
wizard-ask-kit = Scrieți ultimul grup de pe hârtie (Enter sare peste):
wizard-kit-needed = Fără set, o parolă sau un calculator pierdut înseamnă un birou pierdut. Enter din nou continuă fără.
wizard-wrong-kit = Nu acesta este ultimul grup.
wizard-made = Biroul este creat. Amprenta rădăcinii: { $fingerprint }
wizard-host = Secretul acestui calculator: { $path }
wizard-keep = Fără acel fișier sau setul de recuperare nimeni nu poate deschide biroul: păstrați o copie în altă parte.
wizard-open = Deschideți-l cu:  { $command }
