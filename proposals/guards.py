"""What must be in place before a step. Who may take it is another question (permissions.py)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from congress import clock_skew, configuration, timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, all_of, refuse
from proposals import delegating
from proposals.classifying.guards import not_bound_by_decision
from proposals.models import Assignment, Clock, Contact, CoSignature, LimitKey, Proposal, Rating, Reply, rounds_of
from proposals.promises.guards import lines_complete


def ready_to_submit(proposal: Proposal) -> Verdict:
    """Written, the seat active today, everybody who was invited has answered."""
    if not proposal.title.strip():
        return refuse("请写标题。")
    if not proposal.body.strip():
        return refuse("请写建议内容。")
    if not proposal.seat.is_active(timezone.localdate()):
        return refuse("您的代表资格目前不在任，不能提交建议。如有疑问请联系代表工委。")
    waiting = [row for row in proposal.asked_to_join() if row.state == CoSignature.State.INVITED]
    if names := "、".join(str(row.seat) for row in waiting):
        return refuse(f"还在等联名代表确认：{names}。")
    if not (may := delegating.stands(proposal)):
        return may
    names = "、".join(str(row.seat) for row in of_another_text(proposal))
    return refuse(f"内容改过，要请联名代表重新确认：{names}。") if names else ALLOWED


def of_another_text(proposal: Proposal) -> list[CoSignature]:
    """Who joined on a text that has been changed since: it may no longer be what he wants."""
    return [row for row in proposal.co_signatories() if row.confirmed_text != proposal.text_digest]


def undo_window_open(proposal: Proposal) -> Verdict:
    """Within the minutes in which a deputy may take a submission back by himself."""
    minutes = configuration.value("opinion.undo_minutes", proposal.congress, on=timezone.localdate())
    ends = undo_ends(proposal)
    if ends and clock_skew.is_before(ends):
        return ALLOWED
    return refuse(f"已超过{minutes}分钟，如需修改请点“申请撤回”。")


def undo_ends(proposal: Proposal) -> datetime | None:
    """The moment at which the undo window closes; None before submission."""
    if proposal.submitted_at is None:
        return None
    minutes = configuration.value("opinion.undo_minutes", proposal.congress, on=timezone.localdate())
    return proposal.submitted_at + timedelta(minutes=minutes)


def undo_window_over(proposal: Proposal) -> Verdict:
    """Its author can no longer take it back by himself; what the desk entered from paper he never sent."""
    ends = undo_ends(proposal)
    if proposal.entered_by_id or ends is None or timezone.now() >= ends:
        return ALLOWED
    return refuse(f"代表在{timezone.localtime(ends):%H:%M}前还可以撤回修改，请过后再办。")


def carries_nobody(proposal: Proposal) -> Verdict:
    """No other deputy's proposal was merged into it: theirs would end with it."""
    numbers = "、".join(row.number or "" for row in proposal.followers())
    return refuse(f"{numbers}号已并入这一件，要一起办理，不能单独退出。") if numbers else ALLOWED


def may_leave_the_desk(proposal: Proposal) -> Verdict:
    """Past the minutes of undo, nobody else's matter hangs on it, and it is no key item."""
    return undo_window_over(proposal) and carries_nobody(proposal) and is_no_key_item(proposal)


def is_no_key_item(proposal: Proposal) -> Verdict:
    """A key item leaves the desk only after the 主任会议 has taken the mark off."""
    if not proposal.key_items.current().exists():
        return ALLOWED
    return refuse("这一件是重点督办件，请先登记取消重点督办。")


def may_be_transferred(proposal: Proposal) -> Verdict:
    """Past the minutes of undo, and no key item of this congress."""
    return undo_window_over(proposal) and is_no_key_item(proposal)


def may_still_be_withdrawn(proposal: Proposal) -> Verdict:
    """Until assignment, or until the first reply where the congress allows that (withdraw.allowed_until)."""
    if proposal.assigned_on is None:
        return carries_nobody(proposal)
    until = configuration.value("withdraw.allowed_until", proposal.congress, on=timezone.localdate())
    if until == "before_assign":
        return refuse("建议已经交办，不能自行撤回。如需撤回请与代表工委联系。")
    if proposal.assignments.current().filter(replied_on__isnull=False).exists():
        return refuse("已有承办单位答复，不能再撤回。")
    return carries_nobody(proposal)


def mergeable(proposal: Proposal) -> Verdict:
    """Past the minutes of undo; the target is itself handled, not merged away or refused."""
    if not (over := undo_window_over(proposal)):
        return over
    target = proposal.merged_into
    if target is None:
        return refuse("请选择并入哪一件。")
    if Proposal.Kind.MOTION in (proposal.kind, target.kind):
        return _motions_join(proposal, target)
    if target.state not in (Proposal.State.REGISTERED, Proposal.State.IN_HAND):
        return refuse("只能并入已登记或办理中的建议。")
    return is_no_key_item(proposal)


def _motions_join(motion: Proposal, target: Proposal) -> Verdict:
    """Of one session, until the presidium rules on the one that stays."""
    if motion.kind != target.kind or motion.session_id != target.session_id:
        return refuse("议案只能并入同一次会议的议案。")
    registered = target.state in Proposal.BEFORE_THE_PRESIDIUM and target.motion_number is not None
    return ALLOWED if registered else refuse("只能并入已登记、主席团还没有决定的议案。")


def has_assignments(proposal: Proposal) -> Verdict:
    """At least one organ owes a reply."""
    owed = proposal.assignments.current().replying().exists()
    return ALLOWED if owed else refuse("请选择主办或分办单位。")


def has_no_assignments(proposal: Proposal) -> Verdict:
    """Every organ has been released."""
    left = proposal.assignments.current().exists()
    return refuse("还有承办单位在办理。") if left else ALLOWED


def all_replied(proposal: Proposal) -> Verdict:
    """Every organ that owes a reply has given it."""
    done = [
        Assignment.State.REPLIED,
        Assignment.State.RATED,
        Assignment.State.LAPSED,
        Assignment.State.DISPUTED,
    ]
    owing = proposal.assignments.current().replying()
    if owing.exists() and not owing.exclude(state__in=done).exists():
        return ALLOWED
    return refuse("还有承办单位没有答复。")


def all_rated(proposal: Proposal) -> Verdict:
    """Every reply was rated, or its time for rating is over; what stays disputed waits for the desk."""
    done = [Assignment.State.RATED, Assignment.State.LAPSED]
    owing = proposal.assignments.current().replying()
    return refuse("还有答复没有评价。") if owing.exclude(state__in=done).exists() else ALLOWED


def may_still_be_released(assignment: Assignment) -> Verdict:
    """Within the limit for asking to be released, before it ever replied, not again after the desk refused."""
    if assignment.round > 1:
        return refuse("贵单位已经答复过这件建议，不能再申请退办。")
    clock = assignment.clocks.filter(limit=LimitKey.RELEASE).order_by("-started_on").first()
    if clock and timezone.localdate(timeline.moment()) > clock.due_on:
        return refuse(f"申请退办的期限（{clock.due_on:%Y-%m-%d}）已过，请按期办理。")
    if not (free := not_bound_by_decision(assignment)):
        return free
    refused = assignment.releases.filter(is_granted=False).exists()
    return refuse("代表工委已不同意退办，请按期办理。") if refused else ALLOWED


def contacts_of_round(assignment: Assignment) -> list[Contact]:
    """What is on record of this round."""
    return [contact for contact in assignment.contacts.all() if contact.round == assignment.round]


def contact_recorded(assignment: Assignment) -> Verdict:
    """代表法 art. 51: the organ talks with the deputy before it replies, in every round."""
    return ALLOWED if contacts_of_round(assignment) else refuse("还没有与代表沟通的记录，请先记一次再送签。")


def reply_of(assignment: Assignment) -> Reply | None:
    """The reply of the current round, signed or not."""
    return assignment.replies.select_related("file").filter(round=assignment.round).first()


def parts_of_reply(assignment: Assignment, reply: Reply | None = None) -> dict[str, Verdict]:
    """An outcome is chosen, its promises say what and until when, the letter is there: each by its name.

    Args:
        reply: of this round, where the caller has it.
    """
    reply = reply or reply_of(assignment) or Reply(assignment=assignment)
    return {
        "outcome": ALLOWED if reply.outcome else refuse("请选择办理结果（A、B、C）。"),
        "promise": lines_complete(reply),
        "letter": ALLOWED if reply.says_something else refuse("请上传正式答复文件，或在页面上写答复内容。"),
    }


def reply_complete(assignment: Assignment) -> Verdict:
    """All parts of the reply are there. Names all that is missing."""
    return all_of(*parts_of_reply(assignment).values())


def joint_parts(assignment: Assignment) -> QuerySet[Any]:
    """The joint organs of the same proposal, each with `is_awaited`: its time for an opinion is not over."""
    joint = assignment.proposal.assignments.current().filter(part=Assignment.Part.JOINT).select_related("organ")
    in_time = Clock.objects.running().filter(limit=LimitKey.OPINION, due_on__gte=timezone.localdate(timeline.moment()))
    return joint.annotate(is_awaited=Exists(in_time.filter(assignment=OuterRef("pk"))))


def silent_joint(assignment: Assignment, joint: Iterable[Any] | None = None) -> list[Any]:
    """Those that have not given their opinion to the lead.

    Args:
        joint: the joint organs, where the caller has them.
    """
    if assignment.part != Assignment.Part.LEAD:
        return []
    return [
        row for row in (joint_parts(assignment) if joint is None else joint) if row.state != Assignment.State.GIVEN
    ]


def joint_opinions_in(assignment: Assignment, joint: Iterable[Any] | None = None) -> Verdict:
    """Every joint organ gave its opinion, or its time for it is over."""
    names = "、".join(str(row.organ) for row in silent_joint(assignment, joint) if row.is_awaited)
    return refuse(f"协办单位还没有提交意见：{names}。") if names else ALLOWED


def needed_for_signing(
    assignment: Assignment, reply: Reply | None = None, joint: Iterable[Any] | None = None
) -> dict[str, Verdict]:
    """The contact, the parts of the reply, the joint opinions in or overdue: each by its name."""
    return {
        "contact": contact_recorded(assignment),
        **parts_of_reply(assignment, reply),
        "opinion": joint_opinions_in(assignment, joint),
    }


def ready_for_signing(assignment: Assignment) -> Verdict:
    """All of that is in place. Names all that is missing."""
    return all_of(*needed_for_signing(assignment).values())


def lead_is_at_work(assignment: Assignment) -> Verdict:
    """The lead organ has still to reply; afterwards an opinion helps nobody any more."""
    lead = assignment.proposal.assignments.current().filter(part=Assignment.Part.LEAD)
    return ALLOWED if lead.filter(state__in=Assignment.AT_WORK).exists() else refuse("主办单位已经答复，不用再退回。")


def opinion_given(assignment: Assignment) -> Verdict:
    """The joint organ has written something."""
    return ALLOWED if assignment.joint_opinions.exists() else refuse("请写协办意见。")


def rating_given(assignment: Assignment) -> Verdict:
    """The reply of this round has a rating."""
    given = assignment.replies.filter(round=assignment.round, rating__isnull=False).exists()
    return ALLOWED if given else refuse("请先评价。")


def may_be_urged(assignment: Assignment, by: Actor, on: date) -> Verdict:
    """It is at work. A deputy urges once in a period (setting urge.every_days), everybody else once a day."""
    if assignment.state not in Assignment.AT_WORK:
        return refuse("承办单位现在没有要办的，不用催办。")
    days = 1
    if by.seat:
        days = configuration.value("urge.every_days", assignment.proposal.holder, on=on)
    latest = max((urge.on for urge in assignment.urges.all() if urge.by_id == by.grant.pk), default=None)
    again = latest + timedelta(days=days) if latest else on
    return ALLOWED if on >= again else refuse(f"{latest:%Y-%m-%d}催过一次，{again:%Y-%m-%d}起可以再催。")


def last_rating(assignment: Assignment) -> Rating | None:
    """The deputy's latest word on this organ's replies."""
    rated = [reply for reply in rounds_of(assignment) if hasattr(reply, "rating")]
    return max(rated, key=lambda reply: reply.round).rating if rated else None


def rating_change_ends(rating: Rating) -> datetime:
    """Until when the deputy may change it by himself: setting rating.change_minutes."""
    congress = rating.reply.assignment.proposal.holder
    minutes = configuration.value("rating.change_minutes", congress, on=timezone.localdate(rating.rated_at))
    return rating.rated_at + timedelta(minutes=minutes)


def rating_may_change(assignment: Assignment) -> Verdict:
    """Within the first minutes, while nothing was done in a new round and nobody else acted on it."""
    rating = last_rating(assignment)
    if rating is None or not clock_skew.is_before(rating_change_ends(rating)):
        return refuse("可以修改评价的时间已过，如需更正请与代表工委联系。")
    later = rating.reply.round + 1
    begun = any(reply.round == later for reply in rounds_of(assignment))
    begun = begun or any(contact.round == later for contact in assignment.contacts.all())
    judged_at = rating.changed_at or rating.rated_at
    reopened = timeline.of(assignment.proposal_id).filter(subject_id=assignment.pk, step="reopen", at__gte=judged_at)
    if begun or reopened.exists():
        return refuse("承办单位已经开始重新办理，不能再改评价。")
    concluded = any(one.round == rating.reply.round for one in assignment.conclusions.all())
    return refuse("代表工委已经协调办结，不能再改评价。") if concluded else ALLOWED


def conclusion_recorded(assignment: Assignment) -> Verdict:
    """Both sides met, or experts were heard, and the desk wrote down what came of it."""
    recorded = assignment.conclusions.filter(round=assignment.round).exists()
    return ALLOWED if recorded else refuse("请先登记协调情况。")


def rating_overdue(assignment: Assignment) -> Verdict:
    """The time for rating is over. Silence is never 满意: it is 未评价."""
    clock = assignment.replies.filter(round=assignment.round, clocks__limit=LimitKey.RATE).values_list(
        "clocks__due_on", flat=True
    )
    due = max(clock, default=None)
    if due is not None and timezone.localdate() > due:
        return ALLOWED
    return refuse("评价期限还没有到。")
