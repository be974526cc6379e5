"""What the evaluation of organs counts besides: who talked how, what came of it, who was written to."""

from collections import defaultdict
from typing import Any

from django.db.models import Q
from django.utils import timezone

from congress.configurable import DECLARED
from congress.configuration import in_force
from congress.models import Setting
from congress.remembered import once
from proposals import parts
from proposals.measures import declare
from proposals.models import Contact

Rank, Way = Contact.Rank, Contact.Way
AUDIENCE = "reply.audience"

declare(
    "unanswered",
    "还没有答复的意见建议",
    "已交办，还有单位没有签发答复，或者正在重新办理。",
    lambda f: f.some(parts.UNANSWERED),
    parts.UNANSWERED,
)


def _declare_talk(name: str, label: str, says: str, how: Q) -> None:
    """Of whoever answered, how the last contact was."""

    def part() -> Q:
        return parts.talked(how)

    declare(name, f"{label}的意见建议", f"已答复的，最后一次沟通{says}。", lambda f: f.some(part), part)


for _rank in Rank:
    _declare_talk(f"talked_{_rank.value}", f"{_rank.label}沟通", f"登记为{_rank.label}沟通", Q(rank=_rank))

_declare_talk("talked_in_person", "面商沟通", "是面商", Q(way=Way.IN_PERSON))
_declare_talk("talked_visiting", "走访座谈沟通", "是走访或者座谈", Q(way__in=[Way.VISIT, Way.MEETING]))
_declare_talk("talked_by_phone", "电话沟通", "是电话", Q(way=Way.PHONE))
_declare_talk(
    "talked_otherwise",
    "其他方式沟通",
    "是别的方式",
    ~Q(way__in=[Way.IN_PERSON, Way.VISIT, Way.MEETING, Way.PHONE]),
)

declare(
    "being_solved",
    "正在解决的意见建议",
    "有B类答复，承诺还没有全部兑现，也没有认定未兑现。",
    lambda f: f.some(parts.being_solved),
    parts.being_solved,
)
declare(
    "failed",
    "承诺未兑现的意见建议",
    "有B类答复，有承诺被认定未兑现。",
    lambda f: f.some(parts.failed),
    parts.failed,
)


def _to_each() -> Q:
    """Of congresses whose organs write to everybody who joined (setting reply.audience), today."""
    today = timezone.localdate()
    rows = once(AUDIENCE, lambda: list(Setting.objects.filter(key=AUDIENCE)))
    by_congress = defaultdict(list)
    for row in rows:
        if row.starts_on <= today:
            by_congress[row.congress_id].append(row)
    acting = {key: found.value for key, known in by_congress.items() if (found := in_force(known))}
    common = acting.pop(None, DECLARED[AUDIENCE].default)
    other = [key for key, value in acting.items() if (value == "each") != (common == "each")]
    among = Q(proposal__congress__in=other)
    return (~among if common == "each" else among) & Q(proposal__is_name_hidden=False)


def _declare_joined(name: str, label: str, says: str, part: Any) -> None:
    declare(name, label, f"有联名代表，{says}。", lambda f: f.some(part), part)


_declare_joined(
    "joined_each",
    "分别答复联名代表的意见建议",
    "已答复，给每位代表各发一份",
    lambda: parts.REPLIED & parts.with_others() & _to_each(),
)
_declare_joined(
    "joined_lead",
    "只答复领衔代表的意见建议",
    "已答复，只发给领衔代表，由其转告",
    lambda: parts.REPLIED & parts.with_others() & ~_to_each(),
)
_declare_joined(
    "joined_unanswered", "联名、还没有答复的意见建议", "还没有答复", lambda: parts.UNANSWERED & parts.with_others()
)
