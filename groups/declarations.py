"""What groups and stations add to the portal's shared places."""

from groups.stations import declaring as stations

__all__ = ["stations"]
