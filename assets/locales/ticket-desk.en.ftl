### What the desk says about tickets.

unfit-out-of-reach = could not see it there: choose another
