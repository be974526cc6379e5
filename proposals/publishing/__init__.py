"""公开: what leaves the portal for everybody to read, and what may not."""
