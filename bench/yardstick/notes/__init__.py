"""Rows of as many columns as a list of the portal shows."""
