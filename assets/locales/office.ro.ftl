# Biroul însuși: Azi și Administrare, în română.

place-today = Azi
place-admin = Administrare
place-members = Membri
place-sessions = Sesiuni
place-roles = Roluri
place-departments = Departamente
place-policy = Reguli
place-keys = Chei
place-decisions = Decizii
place-review = Revizie
place-backups = Copii
place-review-filter = Filtrul reviziei
place-member = Membru
place-role = Rol
place-role-form = Rol, în modificare
place-act-form = Formular
place-policy-form = Modificarea regulilor
place-prove = Parola
place-code = Invitație
place-reseal = Resigilare

# Azi

today-title = { $key } Azi: { $count }
today-requests = Cereri de decis
today-proposals = Așteaptă a doua persoană
today-waiting = Membri care așteaptă chei
today-rotations = Chei de schimbat
today-own = Cererile dumneavoastră
today-rotation = a plecat cineva care o putea deschide: schimbați cheile
today-none = Nu vă așteaptă nimic. O zi bună!
today-next = Apăsați { $key } ca să continuați cu clienții.
today-next-palette = Apăsați { $key } pentru tot ce puteți face.
request-export = exportul jurnalului
request-wants = Cere
request-open = deschisă
request-approved = aprobată
request-denied = respinsă
request-over = încheiată
request-until = până la { $moment }
proposal-by = Propus de
proposal-until = Expiră
proposal-mine = dumneavoastră

decide-request-title = O cerere
decide-proposal-title = A doua persoană
decide-label = Decizia
decide-open = alegeți cu ← →
decide-approve = aprob
decide-deny = resping
decide-turn-down = resping
decide-take-back = retrag
decide-first = Alegeți întâi: ← sau →.
decide-request-note = Aprobarea ține doar pentru acest client și câmp, un timp stabilit. Se trece în jurnal.
decide-proposal-note = Dacă aprobați, se face imediat, cu semnătura amândurora.
decide-proposal-mine = Dumneavoastră ați propus asta. Doar altcineva o poate aproba.
words-label = Un cuvânt
words-needed = Scrieți un cuvânt despre asta.

# Membri

members-all = Cine este în birou și cu ce drepturi
members-lead = * după rol: înlocuiește cu alte drepturi
members-waiting = { $count ->
    [one] { $count } membru așteaptă chei
    [few] { $count } membri așteaptă chei
   *[other] { $count } de membri așteaptă chei
}
members-count = { $count ->
    [one] { $count } membru
    [few] { $count } membri
   *[other] { $count } de membri
}
members-none = Încă nu e nimeni. Apăsați { $key } ca să invitați pe cineva.
sessions-lead = Cine este conectat. Mesajele apar imediat pe ecrane.
sessions-count = { $count } conectați
sessions-none = Nu este nimeni conectat.
message-title = Mesaj pentru { $name }
message-title-all = Mesaj pentru toți cei conectați
message-trail = Mesaj
message-words = Text
message-note = Cel mult 500 de caractere. Jurnalul spune cui și cât de lung, niciodată textul.
member-role = Rol
member-department = Secție
member-standing = Starea
member-last = Ultima oară
member-fails = Erori
member-open = Sesiuni
member-waits = Chei
member-never = nu s-a autentificat niciodată
member-failures = { $count ->
    [0] nicio încercare greșită de atunci
    [one] { $count } încercare greșită de atunci
    [few] { $count } încercări greșite de atunci
   *[other] { $count } de încercări greșite de atunci
}
member-invited-until = Invitat până la
member-sessions = Sesiuni
member-no-sessions = nicio sesiune deschisă
session-seen = văzut la { $moment }
session-mine = aceasta
standing-invited = invitat
standing-lapsed = depășit
standing-active = activ
standing-expired = expirat
standing-suspended = suspendat
standing-removed = eliminat

grant-invite-title = Invitați pe cineva
grant-change-title = Drepturile lui { $name }
grant-stand-in-title = Înlocuire: { $name }
grant-invite-note = Se arată o singură dată un cod. Cu el, persoana își alege parola și aplicația de coduri.
grant-change-note = Noile drepturi le înlocuiesc pe cele obișnuite. Cheile pe care nu le aveți așteaptă pe cineva care le are.
grant-stand-in-note = Drepturile acestea țin atâtea zile în locul celor obișnuite, apoi încetează singure.
grant-limit = Ajunge la
grant-until = Până la
grant-days = Câte zile
grant-no-end = fără termen
grant-bad-day = Scrieți o zi viitoare (2027-01-31) sau nimic.
grant-bad-days = Scrieți un număr de zile de la 1 la 366.
grant-not-loaded = Opțiunile nu au sosit încă. Așteptați puțin.
grant-usual = Drepturi
grant-temporary = Înlocuiește ca
grant-given = Acordate
grant-by = de { $name }, { $moment }
grant-ends = până la { $moment }
grant-keys = Poate dezvălui
grant-lookups = Poate căuta
grant-waiting = așteaptă { $classes }

code-title = Codul pentru { $name }
code-lead = Predați codul personal. Oricine îl are poate intra cu numele acestui membru.
code-lead-program = Cine are codul creează cu el fișierul-cheie al programului, acolo unde rulează: kin join --key-out FIȘIER
code-until = Este valabil o dată, până la { $moment }.
code-proposed = Nu deschide nimic până nu îl aprobă o a doua persoană în Azi.
code-once = Nu se mai arată. Dacă se pierde, resetați membrul pentru unul nou.

prove-title = Sunteți tot dumneavoastră?
prove-lead = Acțiunea este gravă. Scrieți parola și ea continuă de la sine.

office-sending = Pe drum…
office-proposed = O a doua persoană trebuie să aprobe. Așteaptă în Azi ({ $key }) la cine are dreptul.
done-office = Gata.
done-grant = Drepturile sunt semnate.
done-suspend = Membrul este suspendat: nicio sesiune nu continuă.
done-reactivate = Membrul poate intra din nou.
done-remove = Membrul este eliminat.
done-give-keys = Cheile sunt predate.
done-remove-keys = Cheile au fost șterse.
done-message = Mesajul a fost trimis.
done-end-session = Sesiunea este încheiată.
done-message = Mesajul a fost trimis.
done-role = Rolul este salvat.
done-remove-role = Rolul este eliminat.
done-department = Departamentul este salvat.
done-remove-department = Departamentul este eliminat.
done-policy = Regulile sunt semnate.
done-review = Revizia este semnată.
done-approved = Aprobat.
done-denied = Respins.

sure-title = Sigur?
sure-reset = Resetați autentificarea lui { $name }? Parola și aplicația de coduri vechi nu mai merg. Se face un cod nou, iar cheile trebuie predate din nou de cineva care le are.
sure-suspend = Suspendați pe { $name }? Sesiunile se încheie la pasul următor și nimeni nu mai intră cu acest nume până nu îl reprimiți.
sure-reactivate = Reprimiți pe { $name }, cu drepturile de dinainte? Cheile schimbate între timp așteaptă pe cineva care le predă.
sure-remove = Eliminați definitiv pe { $name }? Ce a făcut { $name } rămâne în jurnal. Schimbați cheile claselor pe care le putea deschide { $name }.
sure-give-keys = Predați lui { $name } cheile pentru: { $classes }? Cine are cheia poate deschide toate valorile clasei la care ajunge.
sure-end-session = Încheiați sesiunea lui { $name } de la { $origin }?
sure-remove-role = { $count ->
    [0] Eliminați rolul { $name }? Nu îl are nimeni.
    [one] Eliminați rolul { $name }? Îl are { $count } membru, care ar rămâne fără drepturi.
    [few] Eliminați rolul { $name }? Îl au { $count } membri, care ar rămâne fără drepturi.
   *[other] Eliminați rolul { $name }? Îl au { $count } de membri, care ar rămâne fără drepturi.
}
sure-remove-department = Eliminați departamentul { $name }? Trebuie să fie gol: fără membri, fără clienți, fără altele sub el.
sure-rotate = Chei noi pentru { $class }? Valorile noi se sigilează cu ele imediat, cele vechi treptat. Spus deschis: ce a putut citi cineva, poate că a păstrat.

# Roluri

roles-lead = { $key } arată tot ce poate face un rol
roles-count = { $count ->
    [one] { $count } rol
    [few] { $count } roluri
   *[other] { $count } de roluri
}
role-kind = Fel
role-brought = inclus
role-own = propriu
role-members = Membri
role-opens = Poate dezvălui
role-new = Rol nou
role-operations = Ce poate face
role-reach = Până unde
role-fields = Câmpuri sigilate
role-sees = vede
role-copies = copiază
role-edits = modifică
role-yes = da
role-no = nu
role-for = Pentru cine este
role-people = persoane
role-programs = programe
role-built-in = Rolul vine cu Kin și nu poate fi modificat. Copiați-l ca să faceți unul propriu.
role-own-lead = Un rol propriu al biroului.
role-name-lead = Numele pe care îl văd membrii. Enter trece la drepturi.
role-operation-lead = ← → sau Space: deloc, clienții proprii, ai departamentului, toți.
role-program-lead = ← → sau Space: persoane, sau programe, care intră doar cu un fișier-cheie.
role-field-lead = ← → trec la altă celulă. Space o schimbă, Backspace înapoi.

scope-none = nu
scope-own = proprii
scope-department = departament
scope-all = toate
class-contact = contact
class-identity = identitate
class-financial = financiar
classes-none = nimic
right-none = nimic
right-masked = masca
right-lookup = verifică, caută
right-reason = dezvăluie, motiv
right-reveal = dezvăluie

# Departamente

departments-lead = Arborele departamentelor
departments-count = { $count ->
    [one] { $count } departament
    [few] { $count } departamente
   *[other] { $count } de departamente
}
departments-none = Încă niciun departament. Apăsați { $key } ca să îl adăugați pe primul.
department-add-title = Departament nou
department-change-title = Nume și loc
department-under = Sub
department-top = nimic: în vârf

# Reguli

policy-lead = Îngroșat: altfel decât de obicei
policy-persons = Două persoane pentru
policy-one = una ajunge
policy-two = două persoane
policy-times = Termene
policy-minutes = O aprobare ține (minute)
policy-hours = O invitație ține (ore)
policy-months = Jurnal păstrat (luni; 0: mereu)
policy-for-ever = mereu
policy-unlogged = Cât nu se poate scrie jurnalul
policy-unlogged-no = nu se arată nimic
policy-unlogged-yes = clienții apar mascați
policy-bad-months = Cel puțin 3 luni, sau 0 pentru totdeauna.
policy-manners = Cine poate modifica un câmp
policy-quotas = Dezvăluiri fără cerere, pe oră / pe zi
policy-quota = { $hour } / { $day }
policy-note = Space sau ← → aleg. O cotă are două numere: pe oră / pe zi. Totul se salvează deodată.
policy-bad-number = Scrieți un număr întreg peste 0.
policy-bad-quota = Scrieți ca 20/80, cel mic întâi.
grave-class-grant = Cheia clasei pentru încă cineva
grave-bulk-export = Un export în masă
grave-purge = Eliminarea unui membru
grave-policy-change = Schimbarea regulilor, rolurilor
manner-permitted = al căror rol o permite
manner-owner-and-permitted = ei, și cine răspunde de client
manner-owner-only = doar cine răspunde de client

# Chei

keys-drilled = Setul de recuperare încercat ultima oară: { $date }
keys-never-drilled = Setul de recuperare nu a fost încercat. Încercați: kin keys drill
keys-generation = generația { $number }
keys-made = făcută { $date }
keys-fingerprint = Amprentă
keys-holders = O pot deschide
keys-lookups = Pot căuta
keys-former = Au putut cândva
keys-kit = Set recuperare
keys-kit-yes = o deschide
keys-kit-no = nu o deschide
keys-reseal = Resigilat
keys-nobody = nimeni
reseal-title = Resigilare: { $class }
reseal-begins = Începe…
reseal-progress = { $looked } din { $of }
reseal-lead = Continuă cât lucrați; titlul arată cât s-a făcut. La blocare se oprește și continuă mai târziu de acolo.
reseal-going = resigilare { $class } { $percent } %
reseal-stopped = Oprit. Apăsați { $key } pe clasă ca să continuați.
reseal-done = { $count ->
    [one] { $class }: totul este sub cheile noi, { $count } valoare resigilată.
    [few] { $class }: totul este sub cheile noi, { $count } valori resigilate.
   *[other] { $class }: totul este sub cheile noi, { $count } de valori resigilate.
}

# Decizii și revizie

decisions-lead = Decizii semnate, cele mai noi întâi
decisions-none = Încă nicio decizie.
decision-act = Decizie
decision-about = Despre
decision-by = Semnat de
decision-holds = Este valabilă.
decision-refused = Nu dă nimic: { $why }
act-appoint = numire
act-invite = invitație
act-reset = resetarea intrării
act-enrol = înrolare
act-grant = drepturi
act-stand-in = înlocuire
act-give-keys = predare de chei
act-suspend = suspendare
act-reactivate = reprimire
act-remove = eliminare
act-role = rol
act-remove-role = eliminarea rolului
act-department = departament
act-remove-department = departament eliminat
act-policy = reguli
act-class-key = cheie de clasă
act-office-key = cheia biroului
act-recovery-kit = set de recuperare
act-unreadable = ilizibilă
act-review = revizie

review-last = Semnat de { $name }, { $date }
review-never = Nesemnată încă
review-changes = { $count ->
    [0] nimic schimbat de atunci
    [one] { $count } schimbare de atunci
    [few] { $count } schimbări de atunci
   *[other] { $count } de schimbări de atunci
}
review-rights = { $count ->
    [one] { $count } drept
    [few] { $count } drepturi
   *[other] { $count } de drepturi
}
review-rule = Drept
review-none = Niciun drept nu e așa. Apăsați { $key } ca să le vedeți pe toate.
review-sign-title = Semnarea reviziei
review-covers = Cuprinde
review-since = De la ultima
review-sign-note = Semnătura spune: am văzut cine ce poate face, și este bine așa.

# Acțiuni

do-show-today = azi
help-show-today = Azi: ce vă așteaptă
do-show-admin = administrare
help-show-admin = Administrare: membri, roluri, chei și altele
do-next-section = altă secțiune
help-next-section = Secțiunea următoare
help-previous-section = Secțiunea anterioară
do-invite = invită
help-invite = Invită un membru nou
do-edit-grant = drepturi
help-edit-grant = Schimbă drepturile membrului
do-stand-in = înlocuire
help-stand-in = Dă alte drepturi pentru câteva zile
do-reset-member = resetează
help-reset-member = Resetează autentificarea: cod nou, chei noi
do-suspend-member = suspendă
help-suspend-member = Suspendă membrul
do-reactivate = reprimește
help-reactivate = Reprimește membrul
do-remove-member = elimină
help-remove-member = Elimină membrul definitiv
do-give-keys = predă chei
help-give-keys = Predă cheile pe care le așteaptă membrul
do-end-their-session = încheie
help-end-their-session = Încheie sesiunea aleasă
do-tell = mesaj
help-tell = Trimite un mesaj celui din sesiunea selectată
do-tell-all = mesaj tuturor
help-tell-all = Trimite un mesaj tuturor celor conectați
do-end-this-session = încheie
help-end-this-session = Încheie sesiunea selectată a unui membru
do-new-role = copiază
help-new-role = Un rol nou, la început o copie a acestuia
do-edit-role = modifică
help-edit-role = Modifică rolul
do-remove-role = elimină
help-remove-role = Elimină rolul
do-new-department = nou
help-new-department = Adaugă un departament sub cel ales
do-edit-department = nume, loc
help-edit-department = Redenumește sau mută departamentul
do-remove-department = elimină
help-remove-department = Elimină departamentul
do-edit-policy = schimbă
help-edit-policy = Schimbă regulile
do-rotate = chei noi
help-rotate = Chei noi pentru clasă
do-back-up = copie acum
help-back-up = Face acum o copie de siguranță
do-try-backup = încearcă
help-try-backup = Restaurează de probă cea mai nouă copie
do-reseal = continuă
help-reseal = Continuă resigilarea valorilor
do-leave-reseal = alte treburi
help-leave-reseal = Continuați alte treburi; aceasta merge mai departe
do-stop-reseal = oprește
help-stop-reseal = Oprește; continuă mai târziu de acolo
do-only-changes = doar schimbări
help-only-changes = Arată doar ce s-a schimbat de la ultima revizie
do-filter-review = filtru
help-filter-review = Restrânge revizia după ce scrieți
do-sign-review = semnează
help-sign-review = Semnează revizia
do-confirm-act = execută
help-confirm-act = Execută
do-handed-over = l-am predat
help-handed-over = Închide: codul nu se mai arată

# Backups

backups-lead = Tot biroul, cele mai noi întâi
backups-making = Se face o copie
backups-trying = Se încearcă cea mai nouă
backups-none = Încă nicio copie.
backups-folder = Păstrate în { $folder }
backups-next = Următoarea se face singură din { $date }
backups-by-hand = Nu se face singură nicio copie.
backups-tried = Încercată ultima dată pe { $date }
backups-never-tried = Nimeni nu a încercat încă dacă o copie se restaurează întreagă.
backup-at = Făcută
backup-size = Mărime
backup-customers = Clienți
backup-log = Jurnal la
backup-state = Stare
backup-signed = semnată
backup-changed = tăiată sau schimbată
backup-unsigned = nesemnată
backup-made = Copia este făcută și recitită.
backup-tried = Cea mai nouă copie s-a restaurat întreagă.
