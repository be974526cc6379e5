"""How deputies are called in public: as their congress decided, and never those who want no name shown."""

from datetime import date

from congress import configuration
from proposals.models import Proposal

FULL, SURNAME, NONE = "full", "surname", "none"
UNNAMED = "某某"
# Of two characters; the others of the 百家姓 have one.
SURNAMES = frozenset(
    "欧阳 上官 司马 诸葛 夏侯 东方 皇甫 尉迟 公孙 令狐 慕容 长孙 宇文 司徒 司空 端木 百里 南宫 西门 申屠 太史 独孤 "
    "轩辕 呼延 闻人 淳于 单于 澹台 公冶 宗政 濮阳 太叔 仲孙 钟离 鲜于 闾丘 亓官 巫马 公西 漆雕 乐正 壤驷 拓跋 夹谷 "
    "宰父 谷梁 段干 东郭 南门 羊舌 微生 梁丘 左丘 第五".split()
)


def short(name: str) -> str:
    """张某某 for 张建国: as long for everybody, so that a length tells nothing."""
    surname = name[:2] if name[:2] in SURNAMES and len(name) > 2 else name[:1]
    return f"{surname}某某"


def _way(proposal: Proposal, on: date) -> str:
    if proposal.is_name_hidden:
        return NONE
    return str(configuration.value("publishing.names", proposal.congress, on=on))


def author_in_public(proposal: Proposal, *, on: date) -> str:
    """张某某等3名代表; a delegation by its name; empty where nobody is named."""
    way = _way(proposal, on)
    if proposal.delegation and not proposal.is_name_hidden:
        return str(proposal.delegation)
    if way == NONE:
        return ""
    name = proposal.seat.person.name
    joined = len(proposal.co_signatories())
    return f"{name if way == FULL else short(name)}{f'等{joined + 1}名' if joined else ''}代表"


def names_to_mask(proposal: Proposal, *, on: date) -> dict[str, str]:
    """Names of its deputies that its texts and replies must not say, each with what is said instead."""
    way = _way(proposal, on)
    if way == FULL:
        return {}
    people = [proposal.seat.person, *(row.seat.person for row in proposal.asked_to_join())]
    names = sorted({person.name for person in people if len(person.name) > 1}, key=len, reverse=True)
    return {name: UNNAMED if way == NONE else short(name) for name in names}
