"""评选: opened, put up, vetted on frozen evidence, decided within the quota, published and withdrawn."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Event, Notice, Organ, Role, Word
from congress.workflow import OutOfTurn
from deputies.models import Delegation
from proposals.commending import opening
from proposals.commending.awards import offered
from proposals.models import Candidate, Commendation, Proposal
from tests import stages
from tests.commending import made
from tests.places import START, a_grant, an_organ, signed_in
from tests.supervision import committee_of

pytestmark = pytest.mark.django_db


def matter(world, title="关于西山路口增设夜间照明的建议") -> Proposal:
    return Proposal.objects.get(pk=stages.rated(world, title).proposal_id)


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__name", flat=True))


def test_a_years_life_from_opening_to_publication(world):
    commendation, proposal = made.opened(world), matter(world)
    group = Delegation.objects.get(name="相山代表团")
    for nominee in (proposal, group, world.urban):
        made.awarded(world, commendation, nominee)
    made.publish(world, commendation)
    year = commendation.year
    assert Notice.objects.get(kind="matter_commended").text == (
        f"张某代表，您的{proposal.number}号建议受到表彰：{year}年优秀意见建议。"
    )
    assert told("organ_commended") == {"周某", "吴某"} and told("group_commended") == {"张某", "李某"}
    steps = [event.step for event in timeline.of(commendation.pk)]
    assert steps == ["open_commendation", *["put_up", "pass_candidate", "award_candidate"] * 3, "publish_commendation"]
    assert "commend" in [event.step for event in timeline.of(proposal.pk)]


def test_what_is_awarded_are_words_of_the_congress(world):
    today = timezone.localdate()
    assert [row.name for row in offered(world.city, today)] == [
        "优秀意见建议",
        "先进代表小组",
        "意见建议办理工作先进单位",
    ]
    Word.objects.create(
        dictionary="award_organ", code="D1", congress=world.county, label="满意单位", starts_on=START, order=10
    )
    assert [row.name for row in offered(world.county, today)][2] == "满意单位"
    assert [row.name for row in offered(world.city, today)][2] == "意见建议办理工作先进单位"


def test_the_quotas_of_last_year_are_offered_again(world):
    made.opened(world, quota=7, year=timezone.localdate().year - 1)
    assert {row.quota for row in offered(world.city, timezone.localdate())} == {7}


@pytest.mark.parametrize("who", ["deputy", "handler", "leader", "street"])
def test_the_desk_alone_opens_a_year(world, who):
    if who == "street":
        street = an_organ(world.city, "东街道人大工委", Organ.Kind.STREET, Organ.Branch.CONGRESS)
        grant = a_grant(Role.DESK, world.city, name="戚某", organ=street)
    else:
        grant = getattr(world, who)
    today = timezone.localdate()
    awards = dict.fromkeys(offered(world.city, today), 1)
    facts = {"year": today.year, "awards": awards, "nominations_end": today, "on": today, "at": timezone.now()}
    with pytest.raises(PermissionDenied):
        opening.open_commendation(**facts, by=Actor(grant))
    assert signed_in(grant).get(reverse("proposals:open_commendation")).status_code == 403


def test_a_year_is_opened_once(world):
    first = made.opened(world)
    assert made.opened(world) == first  # pressed twice
    with pytest.raises(OutOfTurn, match="已经开始"):
        made.opened(world, days=20)
    with pytest.raises(IntegrityError), transaction.atomic():
        Commendation.objects.create(
            congress=world.city,
            year=first.year,
            nominations_end=first.nominations_end,
            opened_by=world.desk,
            opened_at=timezone.now(),
            changed_at=timezone.now(),
        )


def test_committees_put_up_and_the_desk_is_told(world):
    commendation = made.opened(world)
    committee = committee_of(world)
    candidate = made.put_up(commendation, world.urban, committee)
    assert candidate.state == "waiting" and told("put_up") == {"赵某"}
    assert made.put_up(commendation, world.urban, committee) == candidate  # pressed twice
    with pytest.raises(OutOfTurn, match="只提名一次"):
        made.put_up(commendation, world.urban, world.desk)
    made.vet(world, candidate, passes=False, words="逾期较多")
    assert told("turned_down") == {"孔某"}
    assert Notice.objects.get(kind="turned_down").text.endswith("没有通过审核：逾期较多。")


def test_the_database_keeps_a_nominee_to_one_nomination(world):
    candidate = made.put_up(made.opened(world), world.urban, world.desk)
    facts = {"reason": "又", "put_up_by": world.desk, "put_up_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        candidate.award.candidates.create(organ=world.urban, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        candidate.award.candidates.create(**facts)


@pytest.mark.parametrize("who", ["deputy", "handler", "county_desk"])
def test_nobody_else_puts_up(world, who):
    commendation = made.opened(world)
    with pytest.raises(PermissionDenied, match="本级代表工委和督办工委"):
        made.put_up(commendation, world.urban, getattr(world, who))


def test_whoever_is_of_elsewhere_or_not_answered_cannot_be_put_up(world):
    commendation = made.opened(world)
    elsewhere = an_organ(world.county, "县城管局")
    unanswered = stages.submitted(world.deputy, "还没有答复")
    other = Delegation.objects.create(congress=world.county, name="县代表团")
    for nominee in (elsewhere, other, unanswered):
        with pytest.raises(PermissionDenied, match="请选本级"):
            made.put_up(commendation, nominee, world.desk)
    last_year = made.opened(world, year=commendation.year - 1)
    with pytest.raises(PermissionDenied, match="当年提出"):
        made.put_up(last_year, matter(world), world.desk)


def test_after_the_last_day_nobody_is_put_up(world):
    commendation = made.opened(world)
    Commendation.objects.update(nominations_end=timezone.localdate() - timedelta(days=1))
    with pytest.raises(PermissionDenied, match="截止日期已过"):
        made.put_up(commendation, world.urban, world.desk)


def test_evidence_is_frozen_when_the_review_is_handed_in(world):
    matter(world)
    candidate = made.vet(world, made.put_up(made.opened(world), world.urban, world.desk))
    kept = {row["name"]: row for row in candidate.evidence["facts"]}
    assert kept["answered"]["words"] == "1" and kept["answered"]["says"].startswith("应答复的单位都已签发答复")
    matter(world, "关于另一条路的建议")
    page = signed_in(world.desk).get(candidate.get_absolute_url()).content.decode()
    assert made.again(candidate).evidence == candidate.evidence
    assert '<td data-label="审核时" class="number">1</td>' in page and 'aria-label="已答复2">2</a>' in page


def test_turning_down_needs_a_reason_and_may_be_thought_over(world):
    candidate = made.put_up(made.opened(world), world.urban, world.desk)
    with pytest.raises(PermissionDenied, match="请写不通过的理由"):
        made.vet(world, candidate, passes=False)
    assert made.vet(world, candidate, passes=False, words="材料不全").state == "turned_down"
    with pytest.raises(PermissionDenied, match="审核通过以后"):
        made.decide(world, candidate)
    assert made.vet(world, candidate).state == "passed"


def test_no_more_than_the_quota(world):
    commendation = made.opened(world)
    first, second = (made.put_up(commendation, organ, world.desk) for organ in (world.urban, world.housing))
    for one in (first, second):
        made.vet(world, one)
    assert made.decide(world, first).state == "awarded"
    with pytest.raises(PermissionDenied, match="名额是1个，已经用完"):
        made.decide(world, second)
    assert made.again(second).state == "passed"
    assert made.decide(world, second, awards=False, note="名额有限").state == "declined"
    with pytest.raises(OutOfTurn, match="刚刚已经登记"):
        made.decide(world, second)
    assert made.decide(world, first) == first  # pressed twice
    assert Event.objects.filter(step="award_candidate").count() == 1


def test_quotas_change_but_not_below_what_was_awarded(world):
    commendation = made.opened(world, quota=3)
    made.awarded(world, commendation, world.urban)
    made.awarded(world, commendation, world.housing)
    award = made.the_award(commendation, "organ")
    facts = {"nominations_end": commendation.nominations_end, "by": Actor(world.desk)}
    facts |= {"on": timezone.localdate(), "at": timezone.now()}
    with pytest.raises(PermissionDenied, match="不能少于2个"):
        opening.change_commendation(commendation, quotas={award.pk: 1}, **facts)
    opening.change_commendation(commendation, quotas={award.pk: 2}, **facts)
    award.refresh_from_db()
    assert award.quota == 2


def test_publishing_waits_until_everything_is_decided(world):
    commendation = made.opened(world)
    with pytest.raises(PermissionDenied, match="还没有决定表彰的"):
        made.publish(world, commendation)
    made.awarded(world, commendation, world.urban)
    waiting = made.put_up(commendation, world.housing, world.desk)
    with pytest.raises(PermissionDenied, match="还有1个提名"):
        made.publish(world, commendation)
    made.vet(world, waiting, passes=False, words="不符合")
    assert made.publish(world, commendation).is_public
    with pytest.raises(PermissionDenied, match="已经公布"):
        made.put_up(commendation, Delegation.objects.first(), world.desk)


def test_withdrawn_it_is_gone_and_may_be_decided_anew(world):
    commendation = made.opened(world)
    candidate = made.awarded(world, commendation, matter(world))
    made.awarded(world, commendation, world.urban)
    made.publish(world, commendation)
    assert made.again(candidate).called == "张某某代表"
    made.unpublish(world, commendation, "名单有误")
    assert not Candidate.objects.exclude(called="").exists()
    assert made.decide(world, candidate, awards=False, note="复核后取消").state == "declined"
    made.publish(world, commendation)
    assert Notice.objects.filter(kind="matter_commended").count() == 1
    steps = [event.step for event in timeline.of(candidate.proposal_id)]
    assert steps[-2:] == ["commend", "uncommend"]


def test_another_congress_does_not_reach_it(world):
    commendation = made.opened(world)
    candidate = made.put_up(commendation, world.urban, world.desk)
    client = signed_in(world.county_desk)
    assert client.get(commendation.get_absolute_url()).status_code == 404
    assert client.get(candidate.get_absolute_url()).status_code == 404
    assert client.post(reverse("proposals:vet_candidate", args=[candidate.pk]), {"words": ""}).status_code == 404
    assert client.get(reverse("proposals:ranking", args=[candidate.award_id])).status_code == 404
