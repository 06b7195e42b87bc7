# Rapoarte: diagrame de privit.

place-reports = Rapoarte
do-show-reports = rapoarte
help-show-reports = Rapoarte: diagrame cu tichete și clienți
do-next-chart = altă diagramă
help-next-chart = Diagrama următoare
help-previous-chart = Diagrama dinainte
help-bar-before = Bara dinainte
help-bar-after = Bara următoare

reports-none = Rolul dumneavoastră nu poate vedea nicio listă din care se fac rapoarte.
reports-counting = se numără
reports-all = toate
reports-tickets = Tichete după vechime
reports-tickets-none = Niciun tichet nu e deschis: nimeni nu așteaptă.
reports-promises = Promisiuni ținute
reports-promises-none = Nicio promisiune nu a avut termen în aceste săptămâni. Ce se promite stă în regulile serviciului.
reports-respond = prim răspuns
reports-resolve = rezolvare
reports-customers = Clienți noi, pe luni
reports-customers-none = Niciun client nu a fost adăugat în aceste luni. Aduceți-i cu: kin import customers
reports-reveals = Valori afișate săptămânal
reports-reveals-none = Nicio valoare sigilată nu a fost afișată în aceste săptămâni.

ticket-filter-age = Vechime
ticket-age-under = { $count ->
    [one] sub o zi
    [few] sub { $count } zile
   *[other] sub { $count } de zile
}
ticket-age-between = { $count ->
    [one] { $from }–{ $count } zi
    [few] { $from }–{ $count } zile
   *[other] { $from }–{ $count } de zile
}
ticket-age-over = { $count ->
    [one] > o zi
    [few] > { $count } zile
   *[other] > { $count } de zile
}
