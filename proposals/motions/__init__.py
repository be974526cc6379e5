"""议案: from the sponsors' draft to the presidium's ruling and what follows from it."""
