# Reports: charts to look at.

place-reports = Reports
do-show-reports = reports
help-show-reports = Reports: charts of tickets and customers
do-next-chart = next chart
help-next-chart = Next chart
help-previous-chart = Chart before
help-bar-before = Bar before
help-bar-after = Next bar

reports-none = Your role may look into no list that reports are made of.
reports-counting = counting
reports-all = all
reports-tickets = Open tickets by age
reports-tickets-none = No ticket is open: nobody waits for you.
reports-promises = Promises kept, by week due
reports-promises-none = No promise was due in these weeks. What is promised stands in the rules for service.
reports-respond = first answer
reports-resolve = solution
reports-customers = New customers by month
reports-customers-none = No customer was added in these months. Bring some in with: kin import customers
reports-reveals = Values shown, by week
reports-reveals-none = No sealed value was shown in these weeks.

ticket-filter-age = Age
ticket-age-under = { $count ->
    [one] under { $count } day
   *[other] under { $count } days
}
ticket-age-between = { $count ->
    [one] { $from }–{ $count } day
   *[other] { $from }–{ $count } days
}
ticket-age-over = { $count ->
    [one] over { $count } day
   *[other] over { $count } days
}
