"""Sorting keys: how a Chinese name is spelled.

The dictionary takes half a second to read; it is read when a name is first spelled (the web reads it at its start).
"""

from functools import lru_cache

# Surnames that are read in a way of their own.
SURNAMES = {
    "单": "shan", "解": "xie", "仇": "qiu", "曾": "zeng", "查": "zha", "区": "ou", "朴": "piao", "盖": "ge",
    "任": "ren", "华": "hua", "翟": "zhai", "缪": "miao", "尉迟": "yuchi", "万俟": "moqi", "长孙": "zhangsun",
    "乐": "yue", "覃": "qin", "冼": "xian", "晁": "chao", "洗": "xian", "逄": "pang", "郗": "xi", "召": "shao",
}  # fmt: skip


def sort_key(name: str) -> str:
    """The name spelled without tones, for columns called sort_key."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name)).lower()


@lru_cache(maxsize=20_000)
def person_sort_key(name: str) -> str:
    """The same for a person, whose surname may be read in its own way."""
    for length in (2, 1):
        if name[:length] in SURNAMES:
            return SURNAMES[name[:length]] + sort_key(name[length:])
    return sort_key(name)


@lru_cache(maxsize=10_000)
def initials(name: str) -> str:
    """The first letters, as one types them to find a name: scgj for 市城管局."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()


@lru_cache(maxsize=20_000)
def person_initials(name: str) -> str:
    """The same for a person, whose surname may be read in its own way: sw for 单伟."""
    for length in (2, 1):
        if name[:length] in SURNAMES:
            return SURNAMES[name[:length]][0] + initials(name[1:])
    return initials(name)


@lru_cache(maxsize=10_000)
def endings(name: str) -> tuple[str, ...]:
    """The name spelled from each of its characters on: shichengguanju, chengguanju, guanju, ju."""
    from pypinyin import lazy_pinyin

    syllables = [syllable.lower() for syllable in lazy_pinyin(name)]
    return tuple("".join(syllables[at:]) for at in range(len(syllables)))
