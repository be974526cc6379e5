"""Keeping groups: established, renamed, ended; who is in them and who has a post; links and practical matters."""
