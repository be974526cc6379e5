"""U16: light and days left are the same wherever one item is shown at one moment: drawn at random, role by role."""

import re
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from congress import notices
from congress.actors import Actor
from congress.calendar_table import current_calendar
from congress.models import Grant
from proposals import board, exporting, triage
from proposals.clocks import Light
from proposals.models import Clock, Proposal
from proposals.reminders.organs import limits
from tests import stages
from tests.places import signed_in
from tests.proof import measured, times
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
ROUNDS = times("ROUNDS", 1)
Shown = dict[str, str]


@pytest.fixture
def world() -> World:
    """One item at each stage at which something runs."""
    made = a_world()
    stages.submitted(made.deputy, "关于待审核的建议")
    waiting = stages.submitted(made.deputy, "关于待交办的建议")
    triage.accept(waiting, by=Actor(made.desk), on=timezone.localdate())
    stages.assigned(made, "关于待签收的建议", lane="ordinary")
    stages.handled(made, "关于办理中的建议")
    stages.handled(made, "关于协办的建议", joint=True)
    stages.to_be_signed(made, "关于待签发的建议")
    stages.replied(made, "关于待评价的建议")
    stages.rated(made, "关于重新办理的建议", result="dissatisfied", reason="北段仍然很暗")
    return made


def on_list(client: Client) -> Shown:
    rows = client.get(reverse("proposals:index")).context["rows"]
    return {row.proposal.title: said(row.light) for row in rows}


def on_detail(client: Client, titles: Shown) -> Shown:
    found = {}
    for proposal in Proposal.objects.filter(title__in=titles):
        page = client.get(proposal.get_absolute_url())
        found[proposal.title] = said(page.context["light"])
        assert page.context["light"] is None or page.context["light"].words in page.content.decode()
    return found


def in_workbook(grant: Grant) -> Shown:
    rows = exporting._rows(Proposal.objects.visible_to(Actor(grant)), Actor(grant), today=timezone.localdate())
    headings = [column.label for column in exporting.COLUMNS]
    return {row[headings.index("标题")]: row[headings.index("剩余")] for row in rows}


def said(light: Light | None) -> str:
    return light.words if light else ""


def days_of(text: str) -> str:
    """What a message says, as lights say it."""
    if found := re.search(r"还有(\d+)个工作日", text):
        return f"还剩{found[1]}个工作日"
    if found := re.search(r"已超期(\d+)天", text):
        return f"超期{found[1]}天"
    found = re.search(r"(今天|\d+月\d+日)到期", text)
    assert found, text
    return found[0]


@pytest.mark.parametrize("reader", ["desk", "deputy", "handler", "leader", "second_handler"])
def test_one_item_says_the_same_everywhere(reader, world):
    random = Random(reader)
    items = messages = 0
    for _ in range(ROUNDS):
        with transaction.atomic():  # each round is the first of its day: nobody was told before
            seen, said_in_messages = a_round(random, world, getattr(world, reader))
            items, messages = items + seen, messages + said_in_messages
            transaction.set_rollback(True)
    assert items >= ROUNDS and messages > 0
    measured("U16", f"{items} random items as the {reader} has them and {messages} messages: 0 differ")


def a_round(random: Random, world: World, grant: Grant) -> tuple[int, int]:
    """Every clock runs to another day.

    Returns:
        How many items this reader sees, on list, page, inbox, board and in Excel, and how many messages were sent.
    """
    today = timezone.localdate()
    for clock in Clock.objects.order_by("pk"):
        due = today + timedelta(days=random.randint(-40, 100))
        start = min(due, today) - timedelta(days=random.randint(0, 120))
        Clock.objects.filter(pk=clock.pk).update(started_on=start, unrolled_on=due, due_on=due)
    client = signed_in(grant)
    listed = on_list(client)
    assert listed
    assert on_detail(client, listed) == listed
    assert in_workbook(grant) == listed
    if grant in (world.handler, world.leader, world.second_handler):
        for state in ("", "replied"):
            for item in client.get(reverse("proposals:inbox"), {"state": state}).context["page"]:
                assert said(item.light) == listed[item.assignment.proposal.title]
    of_the_desk(world, today)
    return len(listed), messages_say_the_same(today)


def of_the_desk(world: World, today: date) -> None:
    """Each light of the board is the clock's own, and its numbers are theirs."""
    found = board.Listing(board.running_for(Actor(world.desk)), today)
    lights = [Light(clock, today, current_calendar()) for clock in Clock.objects.running()]
    cells = Counter(
        (name, board.band(light))
        for light in lights
        if (name := board.stage(light.clock.limit, light.clock.assignment and light.clock.assignment.state))
    )
    assert +found.board.cells == +cells
    words = {light.clock.pk: (light.words, light.colour) for light in lights}
    for light in found[0 : len(found)]:
        assert (light.words, light.colour) == words[light.clock.pk]


def messages_say_the_same(today: date) -> int:
    """How many speak of one limit, each as its light does."""
    with notices.watched() as told:
        limits(today)
    keys = [notice.key.split(":") for notice in told]
    of_one = [(notice, key[1]) for notice, key in zip(told, keys, strict=True) if key[0] != "organ_digest"]
    for notice, clock in of_one:
        light = Light(Clock.objects.get(pk=clock), today, current_calendar())
        assert days_of(notice.text) == light.words
    return len(of_one)
