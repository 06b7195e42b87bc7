# Textele întreținerii clienților (dubluri, uniri, coș, stele), în română. Cheile sunt aceleași în toate limbile.

place-duplicates = Poate aceiași
place-merge = Doi într-unul
place-trash = Coș
do-trash = la coș
help-trash = Mută la coș clientul sau tot ce e marcat
do-merge-marked = unește
help-merge-marked = Unește cei doi clienți marcați
help-star = Pune o stea clientului, sau ia-o
help-recent = Ce ați deschis ultima dată
help-duplicates = Clienți care poate apar de două ori
help-trash-list = Ce e în coș
do-merge-pair = compară
help-merge-pair = Compară-i pe cei doi și unește-i
do-not-duplicates = nu sunt aceiași
help-not-duplicates = Nu sunt aceiași: nu-i mai arăta
do-restore = restaurează
help-restore = Scoate din coș
do-merge-customers = unește
help-merge-customers = Fă-i unul singur
do-take-left = stânga
help-take-left = Păstrează ce are cel din stânga
do-take-right = dreapta
help-take-right = Păstrează ce are cel din dreapta
help-take-other = Păstrează ce are celălalt
do-keep-other = păstrează celălalt
help-keep-other = Celălalt client rămâne, acesta pleacă
alike-value = același câmp: { $field }
alike-name = același nume
alike-reordered = aceleași cuvinte în nume
alike-near = aproape același nume
alike-company = aceeași firmă, același oraș
sure-high = probabil
sure-medium = poate
sure-low = puțin probabil
form-similar = Există deja?
form-similar-lead = Enter deschide clientul acesta. Puteți salva oricum.
question-open-instead = Deschideți celălalt client? Ce ați scris aici se pierde.
duplicates-none = Nimeni nu pare să apară de două ori.
duplicates-count = { $count ->
    [one] { $count } pereche. Au același nume sau aceeași valoare.
    [few] { $count } perechi. Au același nume sau aceeași valoare.
   *[other] { $count } de perechi. Au același nume sau aceeași valoare.
}
duplicates-more = { $count ->
    [one] { $count } pereche până acum; mai jos vin altele.
    [few] { $count } perechi până acum; mai jos vin altele.
   *[other] { $count } de perechi până acum; mai jos vin altele.
}
duplicates-dismissed = Nu vor mai fi arătați drept aceiași.
merge-kept = rămâne
merge-gone = pleacă la coș
merge-activities = { $count ->
    [one] { $count } rând în cronologie
    [few] { $count } rânduri în cronologie
   *[other] { $count } de rânduri în cronologie
}
merge-lead = Alegeți ce rămâne. Cronologia, partajările și etichetele ambilor trec la cel care rămâne.
merge-locked = Nu aveți voie să mutați valoarea acestui câmp: fiecare o păstrează pe a sa.
merge-same = Nimic nu diferă. Cronologia, partajările și etichetele ambilor trec la cel care rămâne.
merge-done = Cei doi sunt acum unul. { $undo } anulează.
merge-conflict = Cineva tocmai l-a modificat pe unul dintre ei. Priviți din nou, apoi uniți.
trash-title = La coș?
trash-ask = Mutați la coș: { $name }? Acolo nu-l vede nimeni și îl puteți restaura.
trash-ask-many = { $count ->
    [one] Mutați { $count } client la coș? Îl puteți restaura.
    [few] Mutați { $count } clienți la coș? Îi puteți restaura.
   *[other] Mutați { $count } de clienți la coș? Îi puteți restaura.
}
trash-not = { $count ->
    [one] { $count } rămâne: nu e al dumneavoastră sau tocmai s-a schimbat.
    [few] { $count } rămân: nu sunt ai dumneavoastră sau tocmai s-au schimbat.
   *[other] { $count } rămân: nu sunt ai dumneavoastră sau tocmai s-au schimbat.
}
trash-done = { $count ->
    [one] { $count } client este în coș. { $undo } anulează.
    [few] { $count } clienți sunt în coș. { $undo } anulează.
   *[other] { $count } de clienți sunt în coș. { $undo } anulează.
}
trash-restored = { $name } a revenit.
trash-merged = face parte din { $code }
trash-empty = Coșul este gol.
trash-lead = Codurile lor rămân rezervate.
turned-into-trash = { $count ->
    [one] { $count } client este din nou în coș.
    [few] { $count } clienți sunt din nou în coș.
   *[other] { $count } de clienți sunt din nou în coș.
}
turned-out-of-trash = { $count ->
    [one] { $count } client a revenit din coș.
    [few] { $count } clienți au revenit din coș.
   *[other] { $count } de clienți au revenit din coș.
}
undone-merge = Unirea este anulată: { $name } și celălalt sunt iar doi.
redone-merge = Cei doi sunt din nou unul: { $name }.
recent-title = Deschiși ultima dată
star-on = Marcat cu o stea. Filtru: starred
star-off = Steaua a fost luată.
filter-quiet = nu s-a mai întâmplat nimic de atâta timp
filter-tag = o etichetă
filter-segment = segmentul
filter-activity = când s-a întâmplat ultima dată ceva
filter-starred = l-ați marcat cu o stea
filter-recent = l-ați deschis de curând
