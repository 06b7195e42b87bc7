### What the desk says about tickets.

unfit-out-of-reach = could not see it there; choose somebody of its team, or hand it to another team
