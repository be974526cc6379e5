"""评选依据: the numbers of the lists, small counts kept back, what speaks against an organ, one press to put it up."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from deputies.models import Delegation
from proposals.commending import measuring
from proposals.models import Candidate, Clock, Proposal
from tests import stages
from tests.commending import made
from tests.places import signed_in
from tests.supervision import committee_of, key_item

pytestmark = pytest.mark.django_db
TITLE = "关于西山路口增设夜间照明的建议"


def page_of(grant, address, **query):
    answer = signed_in(grant).get(address, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_an_organs_numbers_are_those_of_its_lists(world):
    for n in range(3):
        stages.rated(world, f"{TITLE}{n}")
    stages.replied(world, "没有评价的")
    stages.handled(world, "在办的")
    evidence = measuring.of_organs(made.opened(world))[world.urban.pk]
    words = {fact.name: fact.words for fact in evidence.facts}
    assert (words["handed"], words["answered"], words["satisfied"]) == ("5", "4", "3")
    assert words["answered_rate"] == "80.0%" and words["in_time_rate"] == "100.0%"
    client = signed_in(world.desk)
    for fact in evidence.facts:
        if fact.address:
            listed = client.get(fact.address).context["page"].paginator.count
            assert (fact.name, listed) == (fact.name, fact.value)


def test_no_satisfaction_of_fewer_than_five(world):
    commendation = made.opened(world)
    for n in range(4):
        stages.rated(world, f"{TITLE}{n}")
    few = measuring.of_organs(commendation)[world.urban.pk]
    assert few.by_name["pleased_rate"].words == "—" and "不足5件" in few.by_name["pleased_rate"].says
    stages.rated(world, "第五件")
    assert measuring.of_organs(commendation)[world.urban.pk].by_name["pleased_rate"].words == "100.0%"


def test_what_speaks_against_an_organ_is_said(world):
    stages.rated(world, TITLE)
    stages.handled(world, "逾期的")
    ago = {name: timezone.localdate() - timedelta(days=days) for name, days in (("started_on", 30), ("due_on", 1))}
    Clock.objects.filter(root__title="逾期的", limit="reply").update(**ago, unrolled_on=ago["due_on"])
    stages.disputed(world, "不满意的")
    commendation = made.opened(world)
    candidate = made.put_up(commendation, world.urban, world.desk)
    evidence = measuring.of_organs(commendation)[world.urban.pk]
    assert [fact.words for fact in evidence.warnings] == ["有逾期未办结1件", "有代表不满意、待协调1件"]
    client = signed_in(world.desk)
    for fact in evidence.warnings:
        assert client.get(fact.address).context["page"].paginator.count == 1
    for address in (candidate.get_absolute_url(), reverse("proposals:ranking", args=[candidate.award_id])):
        assert "有逾期未办结1件" in page_of(world.desk, address)
    assert "有逾期未办结1件" in page_of(world.desk, commendation.get_absolute_url())


def test_a_group_is_measured_by_its_members(world):
    stages.submitted(world.deputy, "本月第一条")
    stages.submitted(world.deputy, "本月第二条")
    evidence = measuring.of_groups(made.opened(world), timezone.localdate())
    first, second = (evidence[Delegation.objects.get(name=name).pk] for name in ("相山代表团", "杜集代表团"))
    words = {fact.name: fact.words for fact in first.facts}
    assert (words["members"], words["opinions"], words["each"]) == ("2名", "2", "1.0")
    months = timezone.localdate().month
    assert words["coverage"] == f"{1 / (2 * months):.1%}"
    assert {fact.name: fact.words for fact in second.facts}["coverage"] == "—"
    client = signed_in(world.desk)
    for fact in first.facts:
        if fact.address:
            assert client.get(fact.address).context["page"].paginator.count == fact.value


def test_a_matter_says_what_came_of_it(world):
    proposal = Proposal.objects.get(pk=stages.rated(world, TITLE).proposal_id)
    evidence = measuring.of_matters([proposal])[proposal.pk]
    words = {fact.name: fact.words for fact in evidence.facts}
    assert (words["outcome"], words["rating"], words["is_solved"]) == ("A类", "满意", "是")
    assert (words["promises"], words["urged"], words["is_key_items"]) == ("—", "0", "否")


def test_the_best_matter_is_first_and_one_press_puts_it_up(world):
    stages.replied(world, "还没有评价的")
    stages.rated(world, "评价满意的")
    commendation = made.opened(world)
    award = made.the_award(commendation, "matter")
    address = reverse("proposals:ranking", args=[award.pk])
    page = page_of(world.desk, address)
    assert page.index("评价满意的") < page.index("还没有评价的")
    number = Proposal.objects.get(title="评价满意的").number
    reason = "评选依据一览第1名：办理结果A类，结果评价满意，办成是，面商否"
    client = signed_in(world.desk)
    lines = client.get(address).context["page"].object_list
    sent = {"nominee": lines[0].sent, "reason": lines[0].reason, "ranking": "1"}
    assert lines[0].sent == number and lines[0].reason.startswith(reason[:12])
    answer = client.post(reverse("proposals:put_up", args=[award.pk]), sent)
    assert answer.status_code == 302 and answer.url == f"{address}?page=1"
    assert Candidate.objects.get().reason == lines[0].reason
    assert "待审核" in page_of(world.desk, address)


def test_a_committee_sees_the_title_of_what_it_may_read_alone(world):
    key_item(world, "本工委督办的")
    other = Proposal.objects.get(pk=stages.rated(world, "与工委无关的").proposal_id)
    commendation = made.opened(world)
    candidate = made.put_up(commendation, other, world.desk)
    committee = committee_of(world)
    for address in (commendation.get_absolute_url(), candidate.get_absolute_url()):
        page = page_of(committee, address)
        assert other.number in page and "与工委无关的" not in page
    ranking = page_of(committee, reverse("proposals:ranking", args=[candidate.award_id]))
    assert "与工委无关的" not in ranking


def test_the_ranking_costs_the_same_however_long_it_is(world, django_assert_max_num_queries):
    commendation = made.opened(world)
    stages.rated(world, TITLE)
    clients = {
        reverse("proposals:ranking", args=[award.pk]): signed_in(world.desk) for award in commendation.awards.all()
    }
    few = {}
    for address, client in clients.items():
        client.get(address)
        with django_assert_max_num_queries(25) as seen:
            client.get(address)
        few[address] = len(seen.captured_queries)
    for n in range(3):
        stages.rated(world, f"{TITLE}{n}")
        Delegation.objects.create(congress=world.city, name=f"第{n}代表团")
    for address, client in clients.items():
        with django_assert_max_num_queries(few[address]):
            assert client.get(address).status_code == 200


def test_a_page_of_nominations_stays_within_the_limit(world, django_assert_max_num_queries):
    commendation = made.opened(world, quota=5)
    proposals = [Proposal.objects.get(pk=stages.rated(world, f"{TITLE}{n}").proposal_id) for n in range(3)]
    for nominee in (*proposals, world.urban, world.housing, *Delegation.objects.all()):
        made.put_up(commendation, nominee, world.desk)
    client = signed_in(world.desk)
    client.get(commendation.get_absolute_url())
    with django_assert_max_num_queries(25):
        page = client.get(commendation.get_absolute_url()).content.decode()
    assert escape(proposals[0].title) in page
