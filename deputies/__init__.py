"""Seats: who is a deputy, of which congress, from when to when."""
