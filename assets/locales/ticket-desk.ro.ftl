### Ce spune biroul despre tichete.

unfit-out-of-reach = nu l-ar putea vedea acolo: alegeți altcineva
