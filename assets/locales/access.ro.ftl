# Texts of one's own sign-in, of requests, sharing and why, in Romanian. Keys are the same in every language.

# Invitation, password, code app, recovery codes

place-enrol = Invitație
place-credentials = Parolă și aplicația de coduri
place-codes = Coduri de recuperare
place-my-sign-in = Autentificarea mea
place-notices = Atenție
enrol-title = O invitație
enrol-lead = Scrieți sau lipiți codul primit. E bun pentru o singură persoană și o singură dată.
enrol-code = Codul invitației
enrol-code-needed = Scrieți mai întâi codul invitației.
enrol-welcome = Bun venit la { $office }, { $name }
enrol-over = Nu s-a scris nimic o vreme, așa că tot ce era secret a fost șters. Începeți din nou cu invitația.
enrolled = V-ați alăturat. Autentificați-vă cu parola și un cod.
password-title = Schimbarea parolei
password-lead = Alegeți o parolă de cel puțin { $least } caractere. Câteva cuvinte la rând se țin minte ușor; se poate și lipi.
password-current = Parola actuală
password-new = Parola nouă
password-again = Încă o dată
password-length = { $count } din cel puțin { $least } caractere
password-weak = ușor de ghicit
password-fair = ar putea fi mai bună
password-good = bună
password-strong = puternică
password-suggested = Propusă și deja completată. Notați-o până o știți:
password-changed = Parola a fost schimbată.
key-title = Adăugați o cheie SSH
key-lead = Lipiți singurul rând din fișierul care se termină în .pub, de pildă ~/.ssh/id_ed25519.pub. O cheie nouă: ssh-keygen -t ed25519. PuTTYgen arată rândul în fereastra sa.
key-line = Cheia publică
key-label = Etichetă
key-added = Cheia a fost adăugată: de acum intrați cu ea.
app-title = O nouă aplicație de coduri
app-lead = Codurile aplicației de acum încetează, la fel și codurile de recuperare: primiți altele noi.
app-scan = Scanați imaginea cu aplicația de coduri din telefon sau scrieți în ea acest secret:
app-type = Scrieți acest secret în aplicația de coduri din telefon. Într-o fereastră mai mare apare o imagine de scanat.
app-prove = Apoi scrieți cele șase cifre pe care le arată acum aplicația:
app-code-needed = Scrieți mai întâi cele șase cifre.
app-changed = Aplicația de coduri a fost schimbată.
codes-lead = Fiecare vă lasă să intrați o dată, în locul unui cod din aplicație, dacă pierdeți telefonul. Scrieți-le pe hârtie și încuiați-o. Nu mai apar încă o dată.
codes-written = Când sunt pe hârtie, apăsați { $key }.

# My sign-in

own-codes = { $count ->
    [0] Nu mai aveți coduri de recuperare: refaceți aplicația de coduri.
    [one] A mai rămas { $count } cod de recuperare.
    [few] Au mai rămas { $count } coduri de recuperare.
   *[other] Au mai rămas { $count } de coduri de recuperare.
}
own-sessions = Sesiuni deschise
own-since = Din
own-seen = Ultima dată
own-from = De pe
own-keys = Chei SSH
own-added = Adăugată
own-used = Folosită
own-never = niciodată
own-fingerprint = Amprentă
own-no-keys = Niciuna încă. Cu o cheie intrați prin rețea.
own-key-sure = Ștergerea cheii { $name } încheie celelalte sesiuni ale dumneavoastră. Apăsați { $key } încă o dată.
own-key-removed = Cheia a fost ștearsă.
own-events = În ultima vreme
own-this = aceasta
own-other = alta
own-ended = Sesiunea a fost încheiată.
notices-not-you = Dacă nu ați fost dumneavoastră: { $key } arată sesiunile și schimbă parola. Anunțați și administratorul.

# Asking for more, sharing, looking as a role

place-ask = Cerere
ask-title = Cerere de a vedea: { $field }
ask-who = Cei care pot aproba o văd în Astăzi. Cererea intră în jurnal.
asked = Cererea e trimisă. Cei care pot aproba o văd în Astăzi.
place-sharing = Partajare
place-share-form = Partajare cu
share-private = Privat: numai responsabilul și membrii de mai jos văd acest client.
share-open = Nu e privat: îl vede oricine ajunge la el prin rol.
share-none = Nu e partajat cu nimeni. { $key } îl partajează cu un membru.
share-view-only = numai citire
share-edit = citire și editare
share-level = Poate
share-days = Zile
share-days-lead = gol: până la retragere
share-bad-days = Scrieți zile întregi, cel mult { $most }, sau nimic.
share-done = A fost partajat.
form-locked = Nu puteți schimba acest câmp. { $key } spune de ce.
limits-by-program = În acest mod doar programul limitează încercările: cine are cheile fișierului ar putea încerca numere fără el.
place-preview = Privește ca rol
preview-title = ca rol: { $role }
preview-begun = Priviți ca { $role }, fără mai mult decât drepturile proprii. Nimic nu se poate schimba. { $key } încheie.
preview-ended = Priviți din nou ca dumneavoastră.

# Why

place-why = De ce
denied-why = { $key } spune de ce.
why-allowed = Aveți voie.
why-refused = Nu aveți voie.
why-role = Rolul { $role } o dă { $reach }.
why-reach-none = deloc
why-reach-own = pentru clienții proprii
why-reach-department = pentru departament
why-reach-all = pentru toți clienții
why-field-none = Rolul nu vede deloc acest câmp.
why-field-masked = Rolul vede masca acestui câmp.
why-field-lookup = Rolul poate verifica acest câmp și căuta după el.
why-field-reason = Rolul vede acest câmp cu un motiv.
why-field-reveal = Rolul vede acest câmp.
why-grant = Acordarea nr. { $number } de la { $issuer } e valabilă { $reach }.
why-stand-in = Țineți locul cuiva, prin acordarea nr. { $number } de la { $issuer }, { $reach }.
why-until = Se încheie la { $moment }.
why-key-held = Aveți cheia clasei { $class }.
why-key-waiting = Cheia clasei { $class } e acordată: cineva care o are trebuie încă s-o dea.
why-key-none = Nu aveți cheia clasei { $class }.
why-lookup-held = Aveți cheia de căutare a clasei { $class }.
why-lookup-waiting = Cheia de căutare a clasei { $class } e acordată: cineva care o are trebuie încă s-o dea.
why-lookup-none = Nu aveți cheia de căutare a clasei { $class }.
why-record-mine = Clientul e al dumneavoastră.
why-record-department = Clientul ține de { $department }, unde sunteți.
why-record-other = Clientul ține de { $department }, unde nu sunteți.
why-record-private = E privat.
why-record-shared-view = E partajat cu dumneavoastră pentru citire.
why-record-shared-edit = E partajat cu dumneavoastră pentru editare.
why-manner-permitted = Câmpul e editat de membrii al căror rol permite.
why-manner-owner-and-permitted = Câmpul e editat de responsabilul clientului și de membrii al căror rol permite.
why-manner-owner-only = Câmpul e editat numai de responsabilul clientului.
why-quota = Văzute fără cerere: { $hour } din { $hours } într-o oră, { $day } din { $days } într-o zi.
why-approval = { $name } a aprobat cererea, până la { $moment }.
why-two-persons = A doua persoană trebuie să aprobe.
why-preview = Priviți ca { $role }: nimic nu se poate schimba.
why-by-cryptography = Apărat prin criptografie: fără cheie nimeni nu citește.
why-by-server = Apărat de server: nimeni altcineva nu atinge fișierul.
why-by-program = Apărat numai de acest program: cine are cheia fișierului l-ar putea ocoli.
why-rule-customer-list = Vede lista
why-rule-customer-view = Deschide clientul
why-rule-customer-lookup = Caută exact
why-rule-customer-create = Adaugă un client
why-rule-customer-edit = Editează clientul
why-rule-customer-bulk = Schimbă mai mulți
why-rule-customer-share = Partajează clientul
why-rule-note-add = Adaugă o notă
why-rule-ticket-list = Listează tichetele
why-rule-ticket-view = Deschide un tichet
why-rule-ticket-create = Creează un tichet
why-rule-ticket-edit = Modifică un tichet
why-rule-ticket-bulk = Modifică mai multe tichete împreună
why-rule-ticket-note = Adaugă o notă la un tichet
why-rule-ticket-merge = Unește tichete
why-rule-task-view = Vede sarcinile
why-rule-task-edit = Adaugă și modifică sarcini
why-rule-note-edit = Modifică o notă
why-rule-customer-merge = Unește clienți
why-rule-customer-trash = Folosește coșul
why-rule-backup-manage = Face și încearcă copii de siguranță
why-rule-field-view = Vede
why-rule-field-edit = Editează
why-rule-field-reveal = Dezvăluie
why-rule-field-copy = Copiază
why-rule-field-check = Verifică
why-rule-view-share = Partajează vederi
why-rule-access-view = Vede cine a privit
why-rule-log-view = Citește jurnalul
why-rule-log-export = Exportă jurnalul
why-rule-import-run = Importă
why-rule-import-revert = Anulează un import
why-rule-request-approve = Aprobă cereri
why-rule-member-view = Vede membrii
why-rule-member-manage = Administrează membri
why-rule-role-manage = Administrează roluri
why-rule-department-manage = Departamente
why-rule-policy-manage = Stabilește politica
why-rule-keys-give = Dă chei
why-rule-keys-rotate = Schimbă chei
why-rule-review-sign = Semnează revizia
why-rule-alert-handle = Tratează alerte

# Hints and help

do-end-preview = încheie
help-end-preview = Privește din nou ca tine
help-preview = Privește totul ca alt rol
do-ask-more = cere
help-ask-more = Cere să vezi câmpul selectat
do-share-customer = partajează
help-share-customer = Clientul: privat sau partajat cu membri
do-enrol = invitație
help-enrol = Prima intrare, cu o invitație
do-suggest = propune
help-suggest = Cere o propunere de parolă
do-written = sunt pe hârtie
help-written = Sunt notate: ascunde-le definitiv
do-understood = am înțeles
help-understood = Am văzut
do-confirm-ask = cere
help-confirm-ask = Cere, cu acest motiv
do-confirm-share = partajează
help-confirm-share = Partajează clientul astfel
do-share-with = partajează
help-share-with = Partajează cu încă un membru
do-private = privat
help-private = Privat sau nu
do-end-share = retrage
help-end-share = Nu mai partaja cu acest membru
do-password = parola
help-password = Schimbă parola
do-code-app = aplicația de coduri
help-code-app = O nouă aplicație de coduri; coduri noi
do-add-key = adaugă o cheie
help-add-key = Adaugă o cheie SSH a dumneavoastră
do-remove-key = șterge cheia
help-remove-key = Șterge cheia SSH selectată
do-end-session = încheie
help-end-session = Încheie sesiunea selectată
do-why = de ce
help-why = De ce ceva e permis, mascat sau refuzat
do-my-sign-in = autentificarea mea
help-my-sign-in = Sesiunile, parola, aplicația și codurile mele

# The line of a server ends
farewell-ended = Sesiunea dvs. a fost încheiată de un administrator. Ce scriați este păstrat ca schiță.
farewell-over = Sesiunea dvs. s-a încheiat: era prea veche sau drepturile dvs. s-au schimbat. Conectați-vă din nou pentru a vă autentifica. Ce scriați este păstrat ca schiță.
farewell-idle = Nimeni nu a folosit această sesiune mult timp, așa că a fost încheiată. Ce scriați este păstrat ca schiță.
farewell-stopped = Serverul a fost oprit. Ce scriați este păstrat ca schiță: conectați-vă din nou când revine.
farewell-fault = Kin s-a oprit din cauza unei erori proprii. Ce a fost salvat este în siguranță. Conectați-vă din nou; dacă se repetă, anunțați administratorul.
server-stops = Serverul se oprește în câteva secunde. Ce scrieți este păstrat ca schiță.
farewell-joined = V-ați alăturat. Conectați-vă din nou cu numele dvs. pentru a vă autentifica.
farewell-not-joined = Invitația nu a fost folosită. Conectați-vă din nou ca join când sunteți gata.
message-from = { $name } la { $time }: { $text }
