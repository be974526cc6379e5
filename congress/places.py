"""What the name of a congress says: the place, and the level of the place."""

LEVELS = {"市": "city", "县": "county", "区": "county", "乡": "town", "镇": "town"}
ENDINGS = ("人民代表大会常务委员会", "人民代表大会", "人大常委会", "人大")


def place_in(name: str) -> str:
    """淮北市 in 淮北市人大; nothing when the name does not end as a congress's does."""
    return next((name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)), "")


def level_of(place: str) -> str:
    """The level that the last character of a place tells; nothing for a place of none."""
    return LEVELS.get(place[-1:], "") if len(place) > 1 else ""
