"""The demo congress: places, people and opinions, invented, the same for the same seed."""
