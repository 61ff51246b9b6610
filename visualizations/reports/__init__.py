"""One file per answer: what it says in every form that it has."""
