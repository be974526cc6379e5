"""The portal's daily jobs as requests: who asks for what, on which rows. Django is set up; the database is filled."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Count, F
from django.utils import timezone

from bench.speed.clients import Asked
from congress.actors import Actor
from congress.models import Congress, Grant, Role
from congress.pinyin import initials, person_initials, person_sort_key
from deputies.models import Seat
from proposals import handling
from proposals.models import Assignment, Contact, Proposal
from tests.places import signed_in

HOUR = timedelta(hours=1)
TOKEN = "a" * 32  # a CSRF secret: the cookie and the form agree


@dataclass(frozen=True)
class Job:
    """A name, and its requests without end or until its rows are used up."""

    name: str
    asked: Iterator[Asked]
    yardstick: str  # the yardstick's page that it is held against
    uses_up: bool = False  # each request takes a row that only one can take


class Visitors:
    """Sessions of the people of one city in the middle of the database."""

    def __init__(self) -> None:
        self.city = list(Congress.objects.filter(level=Congress.Level.CITY).order_by("path")[:2])[-1]
        self.year = timezone.localdate().year
        self.desk = Grant.objects.filter(congress=self.city, role=Role.DESK, organ__kind="desk").first()
        self.seats = list(Seat.objects.filter(congress=self.city).select_related("grant__person", "term")[:40])
        handling = Assignment.objects.filter(organ__congress=self.city, state=Assignment.State.HANDLING)
        busiest = handling.values("organ").annotate(n=Count("pk")).order_by("-n")[0]["organ"]
        self.handler = Grant.objects.get(organ=busiest, role=Role.HANDLER)
        self.cookies = {grant.pk: _cookies(grant) for grant in [self.desk, self.handler]}
        self.cookies |= {seat.grant_id: _cookies(seat.grant) for seat in self.seats}

    def asks(self, grant: Grant, path: str, **form: str) -> Asked:
        """A page, or with fields a form."""
        cookies = f"{self.cookies[grant.pk]}; csrftoken={TOKEN}"
        return Asked(path, cookies, urlencode({"csrfmiddlewaretoken": TOKEN, **form}) if form else None)

    def posts(self, grant: Grant, path: str) -> Asked:
        return self.asks(grant, path, sure="1")


def _cookies(grant: Grant) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in signed_in(grant).cookies.items())


def reading(who: Visitors) -> list[Job]:
    """The pages people look at, of one congress and one year where they ask for one."""
    mine = f"/proposals/?congress={who.city.code}&year={who.year}"
    page = min(100, Proposal.objects.filter(congress=who.city, submitted_at__year=who.year).count() // 50 or 1)
    keys = list(
        Proposal.objects.filter(congress=who.city, state=Proposal.State.CLOSED).values_list("pk", flat=True)[:500]
    )
    details = itertools.cycle([who.asks(who.desk, f"/proposals/{key}/") for key in keys])
    words = ["路灯", "公交", "学校门口", "沟渠", "停车", "老年助餐", "垃圾分类", "窨井盖"]
    searches = [who.asks(who.desk, f"{mine}&{urlencode({'q': word})}") for word in words]
    return [
        *searching(who),
        Job("newest list", itertools.repeat(who.asks(who.desk, mine)), "list"),
        Job(f"list, page {page}", itertools.repeat(who.asks(who.desk, f"{mine}&page={page}")), "list"),
        Job("filtered list", itertools.repeat(who.asks(who.desk, f"{mine}&state=closed&lane=ordinary")), "list"),
        Job("one with its history", details, "list"),
        Job("search", itertools.cycle(searches), "list"),
        Job("deputy's start page", itertools.cycle([who.asks(seat.grant, "/") for seat in who.seats]), "list"),
        Job("desk's start page", itertools.repeat(who.asks(who.desk, "/")), "list"),
        Job("triage queue", itertools.repeat(who.asks(who.desk, "/proposals/queue/")), "list"),
        Job("inbox", itertools.repeat(who.asks(who.handler, "/proposals/inbox/")), "list"),
        Job("board", itertools.repeat(who.asks(who.desk, "/proposals/board/")), "list"),
        Job("figures", itertools.repeat(who.asks(who.desk, "/proposals/figures/")), "list"),
    ]


# What is typed, of each kind: rare and common, in titles and in papers.
TYPED = {
    "two characters": ["路灯", "公交", "沟渠", "停车"],
    "four and more": ["学校门口", "老年助餐", "垃圾分类", "东侧步道"],
    "common words": ["建议", "群众", "代表", "工作"],
    "several words": ["路灯 步道", "公交 站台", "停车 小区 收费", "学校 斑马线"],
    "quoted": ["“夜间照明”", "「垃圾 分类」", '"窨井盖"'],
    "what is nowhere": ["㐀㐁", "没有这样的词", "路灯 㐀㐁"],
}


def searching(who: Visitors) -> list[Job]:
    """Page 1 of searches by the desk of a city in all that it sees, whatever the year and the congress below."""
    name = who.seats[0].person.name
    pinyin = person_sort_key(name)
    organ = who.handler.organ.name if who.handler.organ else "城管"
    typed = TYPED | {"a deputy or an organ": [name, pinyin, person_initials(name), organ, initials(organ)]}
    number = Proposal.objects.filter(congress=who.city, number__isnull=False).values_list("number", flat=True)[0]
    typed |= {"a number": [str(number)]}
    jobs = []
    for kind, queries in typed.items():
        asked = [who.asks(who.desk, f"/proposals/?{urlencode({'q': query})}") for query in queries]
        jobs.append(Job(f"search: {kind}", itertools.cycle(asked), "list"))
    return jobs


def submitting(who: Visitors, number: int) -> Job:
    """Drafts, complete, each sent once by its author."""
    text = Proposal.objects.filter(congress=who.city).exclude(body="").values_list("title", "body")[:50]
    sources = itertools.cycle(list(text))
    drafts = []
    for seat, (title, body) in zip(itertools.cycle(who.seats), itertools.islice(sources, number), strict=False):
        same = {"congress": who.city, "holder": who.city, "term": seat.term, "seat": seat}
        drafts.append(Proposal(title=title[:60], body=body, **same))
    Proposal.objects.bulk_create(drafts, batch_size=1000)
    asked = [who.posts(draft.seat.grant, f"/proposals/{draft.pk}/check/") for draft in drafts]
    return Job("submit", iter(asked), "insert", uses_up=True)


def assigning(who: Visitors, number: int) -> Job:
    """What was submitted goes to the handler's organ, one after the other; the minutes of undo are made to be over."""
    waiting = Proposal.objects.filter(holder=who.city, state=Proposal.State.SUBMITTED, entered_by=None)
    waiting.filter(submitted_at__gt=timezone.now() - HOUR).update(submitted_at=F("submitted_at") - HOUR)
    rows = waiting.order_by("-submitted_at").values_list("pk", "version")[:number]
    fields = {"lead": str(who.handler.organ_id), "lane": "ordinary"}
    asked = [who.asks(who.desk, f"/proposals/{key}/assign/", version=str(version), **fields) for key, version in rows]
    return Job("assign", iter(asked), "insert", uses_up=True)


def signing_in(who: Visitors, number: int) -> Job:
    """The organ takes what was assigned to it."""
    asked = [who.posts(who.handler, f"/proposals/assignments/{key}/sign-in/") for key in _in(who, "assigned", number)]
    return Job("sign in", iter(asked), "insert", uses_up=True)


def replying(who: Visitors, number: int) -> Job:
    """A reply is written and sent for signing; contact was recorded before."""
    by, asked = Actor(who.handler), []
    today = timezone.localdate()
    for key in _in(who, "handling", number):
        assignment = Assignment.objects.select_related("proposal", "organ").get(pk=key)
        if not assignment.contacts.exists():
            handling.log_contact(
                assignment, on=today, way=Contact.Way.PHONE, persons="两人", result="同意办理意见", by=by
            )
        fields = {"outcome": "A", "text": "路灯已经装好，请您到现场看。" * 10, "version": "1", "send": "1"}
        fields |= {"contact_name": "某某", "contact_phone": "0561-0000000"}
        asked.append(who.asks(who.handler, f"/proposals/assignments/{key}/reply/", **fields))
    return Job("reply", iter(asked), "insert", uses_up=True)


def _in(who: Visitors, state: str, number: int) -> list[object]:
    rows = Assignment.objects.filter(organ=who.handler.organ, state=state, part=Assignment.Part.LEAD, replies=None)
    return list(rows.order_by("-assigned_on", "pk").values_list("pk", flat=True)[:number])


WRITING: list[Callable[[Visitors, int], Job]] = [submitting, assigning, signing_in, replying]
