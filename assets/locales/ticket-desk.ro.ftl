### Ce spune biroul despre tichete.

problem-ticket-conflict = Altcineva a modificat tichetul #{ $number }. Deschideți-l din nou.
unfit-out-of-reach = nu l-ar putea vedea acolo; alegeți pe cineva din echipa lui sau treceți-l altei echipe
undone-ticket = Anulat: tichetul #{ $number }
redone-ticket = Refăcut: tichetul #{ $number }
undone-tickets = { $count ->
    [one] Anulat: { $count } tichet
    [few] Anulat: { $count } tichete
   *[other] Anulat: { $count } de tichete
}
redone-tickets = { $count ->
    [one] Refăcut: { $count } tichet
    [few] Refăcut: { $count } tichete
   *[other] Refăcut: { $count } de tichete
}
