"""Papers: what is printed, signed and sealed, each made by a module named for it."""
