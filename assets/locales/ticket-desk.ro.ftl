### Ce spune biroul despre tichete.

unfit-out-of-reach = nu l-ar putea vedea acolo; alegeți pe cineva din echipa lui sau treceți-l altei echipe
