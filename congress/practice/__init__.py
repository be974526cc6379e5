"""Practice rooms: a congress beside the tree for one person, in which nothing counts and from which nothing leaves."""
