"""拆分诉求: who numbers what is asked, until when; what the text itself proposes; two who split at once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event, Notice
from proposals import drafting, routing, triage
from proposals.asks import splitting
from proposals.drafting import Overwritten
from proposals.models import Ask, Proposal
from tests import asked, stages
from tests.asked import ASKS
from tests.places import signed_in
from tests.world import World, a_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world()


def address(proposal: Proposal) -> str:
    return reverse("proposals:split", args=[proposal.pk])


def texts(proposal: Proposal) -> list[tuple[int, str]]:
    return list(Ask.objects.current().filter(proposal=proposal).values_list("number", "text"))


def test_a_deputy_who_writes_finds_his_wishes_ready_and_keeps_them(world):
    proposal = stages.drafted(world.deputy)
    client = signed_in(world.deputy)
    assert address(proposal) in client.get(reverse("proposals:check", args=[proposal.pk])).content.decode()
    page = client.get(address(proposal)).content.decode()
    assert "建议市城管局在步道加装六盏路灯，年底前完成</textarea>" in page
    answer = client.post(address(proposal), {"asks": "1. 加装六盏路灯\r\n\r\n（二）年底前完成\r\n", "seen": ""})
    assert answer["Location"] == reverse("proposals:check", args=[proposal.pk])
    assert texts(proposal) == [(1, "加装六盏路灯"), (2, "年底前完成")]
    assert "1. 加装六盏路灯<br>2. 年底前完成" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("情况如下。\n一、加装路灯。\n二、修好台阶；保持整洁。", ["加装路灯", "修好台阶；保持整洁"]),
        ("建议：1.加装路灯；2.修好台阶。", ["加装路灯", "修好台阶"]),
        ("为此建议：（一）装灯。（二）修台阶。", ["装灯", "修台阶"]),
        ("晚上很黑。建议装灯。希望年底前完成！路宽3.5米。", ["建议装灯", "希望年底前完成"]),
        ("晚上很黑。", []),
    ],
)
def test_what_a_text_asks_for(world, body, wanted):
    assert splitting.proposed_asks(stages.drafted(world.deputy, body=body)) == wanted


def test_the_deputy_may_until_it_is_assigned_and_the_desk_until_it_is_answered(world):
    proposal = stages.submitted(world.deputy)
    asked.split(proposal, *ASKS, by=world.deputy)
    triage.accept(proposal, by=Actor(world.desk), on=timezone.localdate())
    asked.split(proposal, ASKS[0], by=world.deputy)
    routing.assign(
        proposal, lead=world.urban, lane=Proposal.Lane.FORMAL, by=Actor(world.desk), on=timezone.localdate()
    )
    with pytest.raises(PermissionDenied, match="已经交办，诉求由代表工委调整"):
        asked.split(proposal, *ASKS, by=world.deputy)
    asked.split(proposal, *ASKS, by=world.desk)
    part = proposal.assignments.get()
    stages.talk(world, part)
    said = [(ask, "adopted", "已办好。") for ask in asked.asks_of(proposal)]
    asked.draft(part, world.handler, said)
    asked.sent(part, world.handler)
    asked.sign(part, world.leader)
    proposal.refresh_from_db()
    with pytest.raises(PermissionDenied, match="现在不能再改诉求"):
        asked.split(proposal, "别的", by=world.desk)


@pytest.mark.parametrize("who", ["handler", "leader", "county_desk"])
def test_nobody_else_splits(world, who):
    proposal = stages.assigned(world).proposal
    with pytest.raises(PermissionDenied):
        asked.split(proposal, *ASKS, by=getattr(world, who))
    other = stages.submitted(world.deputy, "关于别的")
    with pytest.raises(PermissionDenied, match="只有提出这件建议的代表"):
        asked.split(other, *ASKS, by=world.li.grant)


def test_what_is_bad_is_said_at_the_field_and_stays_typed(world):
    proposal, client = stages.submitted(world.deputy), signed_in(world.desk)
    for sent, said in (
        ("灯" * 201, "第1条有201字，每条最多200字"),
        ("\n".join(f"第{n}处" for n in range(21)), "最多20条，现在是21条"),
        (" \n ", "请写诉求，一行一条"),
    ):
        page = client.post(address(proposal), {"asks": sent, "seen": ""}).content.decode()
        assert said in page and sent.strip() in page
    assert client.post(address(proposal), {"asks": "装灯", "seen": "x"}).status_code == 200
    assert not Ask.objects.exists()


def test_pressed_twice_it_is_split_once(world):
    proposal, client = stages.submitted(world.deputy), signed_in(world.desk)
    for _ in range(2):
        assert client.post(address(proposal), {"asks": "\n".join(ASKS), "seen": ""}).status_code == 302
    assert texts(proposal) == [(1, ASKS[0]), (2, ASKS[1])]
    assert Event.objects.filter(step="split").count() == 1
    assert Event.objects.get(step="split").note.text == "共2条"


def test_of_two_who_split_at_once_the_second_is_shown_both(world):
    proposal = stages.submitted(world.deputy)
    asked.split(proposal, *ASKS, by=world.deputy)
    with pytest.raises(Overwritten):
        splitting.split(proposal, ["装灯"], by=Actor(world.desk), seen=[])
    client = signed_in(world.desk)
    answer = client.post(address(proposal), {"asks": "装灯", "seen": ""})
    page = answer.content.decode()
    assert answer.status_code == 409 and "刚才有人改过诉求" in page
    assert "\n装灯</textarea>" in page and ASKS[1] in page
    seen = ",".join(str(ask.pk) for ask in asked.asks_of(proposal))
    assert f'value="{seen}"' in page
    assert client.post(address(proposal), {"asks": "装灯", "seen": seen}).status_code == 302
    assert texts(proposal) == [(1, "装灯")]


def test_a_split_is_taken_back_and_rows_are_never_changed(world):
    proposal = stages.submitted(world.deputy)
    first, second = asked.split(proposal, *ASKS, by=world.desk)
    assert first in asked.split(proposal, ASKS[0], "修护栏", ASKS[1], by=world.desk)
    assert texts(proposal) == [(1, ASKS[0]), (2, "修护栏"), (3, ASKS[1])]
    second.refresh_from_db()
    assert (second.number, second.text) == (2, ASKS[1]) and second.retired_at
    asked.split(proposal, by=world.desk)
    assert texts(proposal) == []
    assert Event.objects.filter(step="split").last().note.text == "不再分条"


def test_the_database_keeps_a_number_once(world):
    proposal = stages.submitted(world.deputy)
    asked.split(proposal, *ASKS, by=world.desk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ask.objects.create(proposal=proposal, number=1, text="另一条")
    Ask.objects.create(proposal=proposal, number=1, text="以前的", retired_at=timezone.now())


def test_organs_that_have_to_answer_are_told_of_a_change_and_nobody_before_it_is_theirs(world):
    proposal = stages.submitted(world.deputy)
    asked.split(proposal, ASKS[0], by=world.desk)
    assert not Notice.objects.filter(kind="asks_changed").exists()
    assignment = stages.handled(world, "关于桥下照明的建议", joint=True)
    asked.split(assignment.proposal, *ASKS, by=world.desk)
    told = Notice.objects.filter(kind="asks_changed")
    assert [notice.person for notice in told] == [world.handler.person]
    assert f"{assignment.proposal.number}号建议的诉求有变动，现在2条" in told.get().text


def test_everybody_who_reads_the_text_reads_the_asks(world):
    proposal = stages.handled(world).proposal
    asked.split(proposal, *ASKS, by=world.desk)
    for grant in (world.deputy, world.desk, world.handler, world.leader):
        assert f'<li value="2">{ASKS[1]}</li>' in signed_in(grant).get(proposal.get_absolute_url()).content.decode()


def test_a_draft_is_thrown_away_with_its_asks(world):
    proposal = stages.drafted(world.deputy)
    asked.split(proposal, *ASKS, by=world.deputy)
    drafting.discard(proposal, by=Actor(world.deputy))
    assert not Ask.objects.exists()
