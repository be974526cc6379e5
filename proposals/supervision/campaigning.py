"""督办行动: 专题督 over key suggestions, 分类督 over what has a category in common, 合力督 by several together."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Congress, Grant, Organ, Role
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.workflow import OutOfTurn
from proposals.models import Campaign, Proposal, Remark
from proposals.supervision import telling

Form = Campaign.Form


def may_open_campaign(actor: Actor) -> Verdict:
    """The desk of a congress."""
    is_street = actor.organ is not None and actor.organ.kind == Organ.Kind.STREET
    return ALLOWED if actor.is_desk and not is_street else refuse("督办行动由代表工委登记。")


def campaigns_for(actor: Actor) -> QuerySet[Campaign]:
    """Those of his congress for who looks at the whole; a committee those it takes part in."""
    own = Campaign.objects.filter(congress=actor.congress)
    if actor.oversees:
        return own
    if actor.role == Role.COMMITTEE:
        return own.filter(committees=actor.organ)
    return Campaign.objects.none()


def campaigns_of(proposal: Proposal, actor: Actor) -> QuerySet[Campaign]:
    """Those that this matter is in and that the reader may open."""
    of_its_kind = Q(category=proposal.category, congress=proposal.holder_id) & ~Q(category="")
    return campaigns_for(actor).filter(Q(proposals=proposal) | of_its_kind).distinct()


def fits(form: str, proposals: Sequence[Proposal], category: str, committees: Sequence[Organ]) -> Verdict:
    """What each of the three forms needs."""
    if not committees:
        return refuse("请选择督办工委。")
    if form == Form.TOPIC and not proposals:
        return refuse("专题督办请选择建议。")
    if form == Form.KIND and not category:
        return refuse("分类督办请选择类别。")
    if form == Form.JOINT and len(committees) < 2:
        return refuse("合力督办请选择两个以上督办工委。")
    return ALLOWED if proposals or category else refuse("请选择建议或者类别。")


@transaction.atomic
def open_campaign(
    *,
    form: str,
    title: str,
    proposals: Sequence[Proposal],
    category: str,
    committees: Sequence[Organ],
    leader: Grant | None,
    starts_on: date,
    ends_on: date,
    plan: str,
    by: Actor,
    on: date,
) -> Campaign:
    """登记督办行动; the committees and the leader are told."""
    require(may_open_campaign(by) and fits(form, proposals, category, committees))
    own = all(organ.congress_id == by.congress.pk and organ.kind == Organ.Kind.COMMITTEE for organ in committees)
    require(ALLOWED if own else refuse("请选择本级的督办工委。"))
    held = all(proposal.holder_id == by.congress.pk for proposal in proposals)
    require(ALLOWED if held else refuse("只能选本级办理的建议。"))
    leads = leader is None or (leader.role == Role.COUNCIL and leader.congress_id == by.congress.pk)
    require(ALLOWED if leads else refuse("牵头领导应是本级主任会议成员。"))
    require(ALLOWED if starts_on <= ends_on else refuse("结束日期不能早于开始日期。"))
    list(Congress.objects.select_for_update(no_key=True).filter(pk=by.congress.pk).values_list("pk"))
    facts = {
        "congress": by.congress,
        "form": form,
        "title": title,
        "category": category,
        "leader": leader,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "plan": plan,
        "opened_by": by.grant,
    }
    if same := Campaign.objects.filter(**facts, closed_at__isnull=True).first():
        return same  # pressed twice
    campaign = Campaign.objects.create(**facts)
    campaign.committees.set(committees)
    campaign.proposals.set(proposals)
    timeline.record("open_campaign", campaign, by=by)
    for proposal in proposals:
        timeline.record("join_campaign", proposal, by=by, campaign=str(campaign.pk))
    telling.campaign_opened(campaign, list(campaign.matters().select_related("holder")), on=on)
    return campaign


def may_note_campaign(actor: Actor, campaign: Campaign) -> Verdict:
    """The desk, the committees that take part, the leader; until it is over."""
    is_desk = actor.congress.pk == campaign.congress_id and bool(may_open_campaign(actor))
    committee = actor.organ if actor.role == Role.COMMITTEE else None
    takes_part = committee is not None and committee in campaign.committees.all()
    leader = campaign.leader if actor.role == Role.COUNCIL else None
    leads = leader is not None and leader.person_id == actor.person.pk
    if not (is_desk or takes_part or leads):
        return refuse("只有参加这次督办行动的可以登记。")
    return refuse("这次督办行动已经结束。") if campaign.closed_at else ALLOWED


def may_close_campaign(actor: Actor, campaign: Campaign) -> Verdict:
    """The desk."""
    return may_open_campaign(actor) and may_note_campaign(actor, campaign)


@transaction.atomic
def note_campaign(campaign: Campaign, *, text: str, by: Actor) -> Remark:
    """登记督办情况 of the whole."""
    list(Campaign.objects.select_for_update(no_key=True).filter(pk=campaign.pk).values_list("pk"))
    campaign.refresh_from_db()
    require(may_note_campaign(by, campaign))
    said = {"text": text, "written_by": by.grant}
    if same := campaign.remarks.filter(**said, written_at__date=timezone.localdate()).first():
        return same  # pressed twice
    made = campaign.remarks.create(**said)
    timeline.record("note_campaign", campaign, by=by, remark=made.pk)
    return made


@transaction.atomic
def close_campaign(campaign: Campaign, *, summary: str, by: Actor) -> None:
    """结束督办行动, with its summary.

    Raises:
        OutOfTurn: when somebody has just done so.
    """
    require(may_close_campaign(by, campaign))
    facts = {"summary": summary, "closed_by": by.grant, "closed_at": timezone.now()}
    if not Campaign.objects.filter(pk=campaign.pk, closed_at__isnull=True).update(**facts):
        raise OutOfTurn("这次督办行动刚刚已经结束。")
    timeline.record("close_campaign", campaign, by=by)
    campaign.refresh_from_db()
