# Alerte, detectoare și activitate, în română.

# Locuri

place-alerts = Alerte
place-alert = O alertă
place-detectors = Detectoare
place-insight = Activitate
place-member-insight = Activitatea unui membru
today-alerts = Alerte deschise

# Alerte

alert-seen = Ce s-a văzut
alert-kind = Fel
alert-severity = Gravitate
alert-concerns = Privește
alert-follows = Cât e deschisă
alert-taken-by = Preluată de
alert-handled = Închisă de
alert-new = nouă
alert-taken = la { $name }
alert-closed = închisă
alert-evidence = { $count ->
    [one] Dovezi: { $count } intrare din jurnal
    [few] Dovezi: { $count } intrări din jurnal
   *[other] Dovezi: { $count } de intrări din jurnal
}
alert-entry-not-yours = în afara razei dumneavoastră
alert-answers = Răspunsuri
alert-answer-trail = Răspuns
alert-answer-title = Răspuns la alertă
alert-answer-note = Ce ați aflat sau vi s-a spus. Rămâne lângă alertă.
alert-close-trail = Închidere
alert-close-title = Închideți alerta
alert-verdict = A fost
alert-note = Închiderea oprește efectele alertei. Cuvântul rămâne lângă ea.
verdict-incident = un incident
verdict-explained = explicată
verdict-false-alarm = alarmă falsă
severity-low = mică
severity-medium = medie
severity-high = mare
severity-critical = critică
alerts-open = Alerte deschise
alerts-all = Toate alertele
alerts-about = Alerte despre { $name }
alerts-count = { $count ->
    [one] { $count } alertă
    [few] { $count } alerte
   *[other] { $count } de alerte
}
alerts-none = Nicio alertă deschisă. Totul este în regulă.
alerts-never = Aici nu este nicio alertă.

# Cum se numește o alertă și ce s-a văzut

seen-member-altered = Intrare schimbată
about-member-altered = Felul în care intră membrul a fost schimbat în fișier, pe lângă jurnal; nu a fost lăsat să intre.
seen-member-key-swapped = Altă cheie de membru
about-member-key-swapped = Fișierul numește altă cheie publică ({ $key }) pentru membru decât deciziile semnate.
seen-class-key-swapped = Altă cheie de clasă
about-class-key-swapped = Fișierul numește altă cheie ({ $key }) pentru { $class }, generația { $generation }, decât deciziile semnate.
seen-key-copy-unusable = Cheie fără folos
about-key-copy-unusable = O copie a cheii pentru { $class } nu se deschide pentru membru.
seen-decision-refused = Decizie care nu dă nimic
about-decision-refused = Decizia { $decision } nu dă nimic: { $why }.
seen-decision-unlogged = Decizie pe lângă jurnal
about-decision-unlogged = Jurnalul nu vorbește de decizia { $decision }.
seen-decisions-changed = Decizii schimbate
about-decisions-changed = Nimeni nu poate lucra până nu se restaurează o copie de rezervă: { $why }.
seen-sign-in-failures = Multe intrări greșite
about-sign-in-failures = Intrări greșite la rând: { $failures }, până la intrarea { $entry } din jurnal.
seen-record-altered = Fișă schimbată în fișier
about-record-altered = Jurnalul nu garantează fișa așa cum este în fișier; nu a fost deschisă.
seen-request-altered = Aprobare dată de nimeni
about-request-altered = În fișier este o aprobare pe care nu a dat-o nimeni; nu arată nimănui nimic.
seen-ssh-key-altered = Cheie SSH neînscrisă
about-ssh-key-altered = În fișier este o cheie SSH pe care membrul nu a înscris-o; nu lasă pe nimeni să intre.
seen-alert-altered = Alertă schimbată
about-alert-altered = O alertă a fost scoasă din fișier sau schimbată; efectele ei țin până se închide aceasta.
seen-checkpoint-failed = Punct de control rămas
about-checkpoint-failed = Un punct de control nu a putut fi dus afară (la: { $destination }). Până atunci sfârșitul jurnalului nu are martor acolo.
seen-log-rolled-back = Jurnal tăiat sau înlocuit
about-log-rolled-back = Un punct de control din afară are { $entries } intrări ({ $time }), iar jurnalul nu le are. Rulați: kin log verify
seen-backup-failed = O copie nu a reușit
about-backup-failed = Nu s-a putut face o copie de siguranță; jurnalul spune de ce. Rulați: kin backup now
seen-backup-missed = O copie a lipsit
about-backup-missed = Nu s-a mai făcut o copie de mult mai mult timp decât cer setările. Rulați: kin backup now
seen-backup-drill-failed = O copie nu este bună
about-backup-drill-failed = O copie de siguranță nu s-a dovedit întreagă la încercare. Faceți alta și încercați-o: kin backup now, kin backup drill
seen-backup-drill-overdue = Nicio copie încercată
about-backup-drill-overdue = Nu s-a mai încercat o copie de mai mult timp decât cer setările. Rulați: kin backup drill
seen-office-restored = Biroul este o copie
about-office-restored = Biroul a fost restaurat din copia de la { $time }, până la intrarea { $entries } din jurnal. Ce s-a făcut după aceea lipsește.
seen-many-reveals = Multe valori arătate
about-many-reveals = { $count ->
    [one] { $count } valoare arătată sau copiată în { $window }.
    [few] { $count } valori arătate sau copiate în { $window }.
   *[other] { $count } de valori arătate sau copiate în { $window }.
}
detector-many-reveals = Un membru vede sau copiază multe valori în scurt timp.
seen-unlinked-reveals = Valori fără legătură
about-unlinked-reveals = { $count ->
    [one] { $count } valoare arătată în { $window }, fără apel sau tichet.
    [few] { $count } valori arătate în { $window }, fără apel sau tichet.
   *[other] { $count } de valori arătate în { $window }, fără apel sau tichet.
}
detector-unlinked-reveals = Se văd valori fără un rând din istoric de care să țină.
seen-off-hours = În afara programului
about-off-hours = { $count ->
    [one] { $count } valoare arătată, copiată sau exportată în afara programului.
    [few] { $count } valori arătate, copiate sau exportate în afara programului.
   *[other] { $count } de valori arătate, copiate sau exportate în afara programului.
}
detector-off-hours = Se văd, se copiază sau se exportă valori în afara programului.
seen-outside-portfolio = Clienții altora
about-outside-portfolio = { $count ->
    [one] { $count } client deschis în { $window } de care se ocupă altcineva.
    [few] { $count } clienți deschiși în { $window } de care se ocupă alții.
   *[other] { $count } de clienți deschiși în { $window } de care se ocupă alții.
}
detector-outside-portfolio = Un membru deschide mulți clienți de care se ocupă alții.
seen-slow-harvest = Strângere pe tăcute
about-slow-harvest = { $count ->
    [one] { $count } valoare arătată în { $window }.
    [few] { $count } valori arătate în { $window }: puține pe zi, multe la un loc.
   *[other] { $count } de valori arătate în { $window }: puține pe zi, multe la un loc.
}
detector-slow-harvest = Câteva valori pe zi, multe zile la rând: la un loc, multe.
seen-honeytoken = Client-momeală atins
about-honeytoken = Cineva s-a uitat la un client care nu există: { $code }.
detector-honeytoken = Cineva deschide, caută sau exportă un client care nu există.
seen-failed-sign-ins = Intrări greșite
about-failed-sign-ins = { $count ->
    [one] { $count } intrare greșită în { $window }.
    [few] { $count } intrări greșite în { $window }.
   *[other] { $count } de intrări greșite în { $window }.
}
detector-failed-sign-ins = Cineva încearcă iar și iar să intre.
seen-new-origin = Intrare din loc nou
about-new-origin = O intrare de la { $place }, de unde membrul nu a mai venit.
detector-new-origin = Un membru vine de la o gazdă sau adresă nouă pentru el.
seen-mass-export = Export masiv
about-mass-export = { $count ->
    [one] { $count } înregistrare exportată în { $window }.
    [few] { $count } înregistrări exportate în { $window }.
   *[other] { $count } de înregistrări exportate în { $window }.
}
detector-mass-export = Se exportă mult în scurt timp.
seen-self-grant = Drepturi date sieși
about-self-grant = Membrul a schimbat ce are voie el însuși.
detector-self-grant = Un membru schimbă ce are voie el însuși.

# Ce urmează

response-require-reason = Cere un motiv
response-second-person = A doua persoană
response-end-sessions = Încheie sesiunile
response-lock-account = Blochează contul
responses-none = doar anunță
follows-require-reason = Fiecare valoare cere un motiv.
follows-second-person = Altcineva aprobă fiecare valoare.
follows-end-sessions = Sesiunile au fost încheiate.
follows-lock-account = Contul este blocat.
window-minutes = { $count ->
    [one] { $count } minut
    [few] { $count } minute
   *[other] { $count } de minute
}
window-hours = { $count ->
    [one] { $count } oră
    [few] { $count } ore
   *[other] { $count } de ore
}
window-days = { $count ->
    [one] { $count } zi
    [few] { $count } zile
   *[other] { $count } de zile
}

# Detectoare

detectors-lead = Ce se urmărește în jurnal
detectors-changed = * după limită: altfel decât de obicei
detectors-count = { $on } din { $count } active
detector-from = De la
detector-on = activ
detector-off = oprit
detector-yes = da
detector-no = nu
detector-limit = { $count } în { $window }
detector-open = { $count } desch.
detector-does = Face: { $responses }
detector-raised = Alerte: { $count } în total, { $open } deschise, { $false } false
detector-is-on = Activ
detector-threshold = De la câte
detector-window = În cât timp
detector-window-hint = 30m, 24h, 7d
detector-responses = Ce face, pe lângă anunț
detector-try = Încercare pe trecut
detector-span = Pe ultimele
detector-when = Când
detector-hours = Programul biroului
detector-bad-threshold = Un număr întreg de la 1 în sus.
detector-bad-window = Scrieți ca 30m, 24h sau 7d.
detector-usual = De obicei: { $usual }
detector-trying = Se citește trecutul, o clipă.
detector-tried = { $count ->
    [one] { $entries } intrări din { $date }: ar fi dat { $count } alertă.
    [few] { $entries } intrări din { $date }: ar fi dat { $count } alerte.
   *[other] { $entries } intrări din { $date }: ar fi dat { $count } de alerte.
}
honeytokens = Clienți-momeală (nu există)
honeytokens-none = Niciunul. Inventați unul, deschideți-l și apăsați { $key }.
honeytoken-note = Ținut ca să se vadă cine se uită: cine îl deschide, îl caută sau îl exportă dă o alertă.
sure-honeytoken = Faceți din { $code } un client-momeală? De atunci oricine îl deschide dă o alertă, și dumneavoastră.
sure-no-honeytoken = Faceți din { $code } din nou un client obișnuit? Cine se uită nu mai dă nicio alertă.

# Activitate

insight-lead = { $days ->
    [one] Ultima zi: fișe deschise { $views }, valori arătate { $reveals }
    [few] Ultimele { $days } zile: fișe deschise { $views }, valori arătate { $reveals }
   *[other] Ultimele { $days } de zile: fișe deschise { $views }, valori arătate { $reveals }
}
insight-days = { $count ->
    [one] ultima zi
    [few] ultimele { $count } zile
   *[other] ultimele { $count } de zile
}
insight-none = Nimeni nu este în raza dumneavoastră.
insight-views = Fișe
insight-reveals = Arătate
insight-median = Mediana
insight-by-day = Pe zile
insight-alerts = Alerte
insight-count = Câte
insight-count-views = Fișe deschise
insight-count-reveals = Valori arătate
insight-count-copies = Valori copiate
insight-count-checks = Verificări
insight-count-lookups = Căutări exacte
insight-count-exports = Exporturi
insight-count-changes = Schimbări
insight-count-denied = Refuzate
insight-count-failed-sign-ins = Intrări greșite
insight-times = de { $times } ori mediana
insight-above = peste mediană
insight-same = cât mediana
insight-below = sub mediană
insight-few-peers = Fără mediană: mai puțin de trei alți membri au acest rol.
insight-by-hour = Valori arătate, pe ore ale zilei
insight-by-days = Valori arătate, pe zile
insight-span = { $from } până la { $until }
insight-by-class = Valori arătate, pe clase
insight-by-reason = Valori arătate, pe motive
insight-no-reason = Fără motiv: nu era nevoie

# Făcut

done-take-alert = Acum vă ocupați de ea.
done-answer-alert = Răspunsul este păstrat.
done-alert = Alerta este închisă.
done-detector = Detectorul este stabilit.
done-honeytoken = De acum cine se uită la acest client dă o alertă.
done-no-honeytoken = Este din nou un client obișnuit.

# Acțiuni

do-all-alerts = deschise/toate
help-all-alerts = Arată doar alertele deschise, sau toate
do-take-alert = preia
help-take-alert = Spune că vă ocupați de alertă
do-answer-alert = răspunde
help-answer-alert = Adaugă la alertă ce ați aflat
do-close-alert = închide alerta
help-close-alert = Închide alerta cu un cuvânt și un verdict
do-open-evidence = intrarea
help-open-evidence = Deschide intrarea aleasă din jurnal
do-evidence-in-log = în jurnal
help-evidence-in-log = Arată toate dovezile în jurnal
do-edit-detector = schimbă
help-edit-detector = Schimbă detectorul, sau îl încearcă pe trecut
do-remove-honeytoken = fără momeală
help-remove-honeytoken = Face din el un client obișnuit
do-try-detector = încearcă
help-try-detector = Arată ce alerte ar fi dat în trecut
do-days = zile
help-days = Pe 7, 30 sau 90 de zile
do-their-log = în jurnal
help-their-log = Arată aceste acte în jurnal
do-their-alerts = alerte
help-their-alerts = Arată alertele despre membru
help-honeytoken = Face din el un client-momeală, să se vadă cine se uită
help-my-insight = Activitatea mea, față de ce se face de obicei
