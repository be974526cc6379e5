"""检索: one meaning on both databases. A word is found where the normalised text contains it; each must be found."""

from proposals.searching.finding import Found, find, narrowed, numbered
from proposals.searching.words import Word, normalise, words_of

__all__ = ["Found", "Word", "find", "narrowed", "normalise", "numbered", "words_of"]
