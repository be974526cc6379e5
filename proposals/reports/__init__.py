"""报告: a year as a sentence, by organ, by delegation, as pictures, and frozen; all of it from the measures."""
