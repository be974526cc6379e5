"""Proposals for other systems: the same rules as on the pages, in JSON (docs/interface.md)."""
