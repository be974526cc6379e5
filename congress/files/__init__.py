"""Files from outside: recognised by their content, kept when harmless, refused in words otherwise."""

from congress.files.storing import MOST_BYTES, keep_made, keep_small, store

__all__ = ["MOST_BYTES", "keep_made", "keep_small", "store"]
