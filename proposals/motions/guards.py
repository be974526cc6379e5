"""What must be in place before a step of a motion. What all kinds of papers need stands in proposals/guards.py."""

from datetime import datetime, timedelta

from django.utils import timezone

from congress import configuration
from congress.models import Congress, Session
from congress.permissions import ALLOWED, Verdict, all_of, refuse
from proposals import delegating
from proposals.guards import has_assignments, of_another_text
from proposals.models import CommitteeView, LimitKey, Proposal, ReviewSupport, Ruling

S = Proposal.State
LEADS_TO = {
    "agenda": S.ON_AGENDA,
    "refer": S.REFERRED,
    "convert": S.REGISTERED,
    "decline": S.DECLINED,
    "pass": S.PASSED,
    "reject": S.REJECTED,
    "entrust": S.HANDED,
    "next": S.SETTLED,
    "standing": S.SETTLED,
    "plan": S.SETTLED,
    "reference": S.SETTLED,
}


def sponsors_needed(proposal: Proposal) -> int:
    """How many deputies a motion needs, its author among them.

    10 in cities and counties, 5 in towns (地方组织法 art. 22); a congress may set more, never fewer.
    """
    congress, today = proposal.congress, timezone.localdate()
    if congress.level == Congress.Level.TOWN:
        return int(configuration.value("motion.sponsors_town", congress, on=today))
    return int(configuration.value("motion.sponsors", congress, on=today))


def sponsors_of(proposal: Proposal) -> int:
    """How many stand behind it as it is written now: its author, and who confirmed this text."""
    return 1 + len(proposal.co_signatories()) - len(of_another_text(proposal))


def enough_sponsors(proposal: Proposal) -> Verdict:
    """As many as the law asks for; a delegation needs none where its congress lets it."""
    if proposal.delegation_id:
        return ALLOWED
    have, need = sponsors_of(proposal), sponsors_needed(proposal)
    return ALLOWED if have >= need else refuse(f"议案要{need}名以上代表联名，现在是{have}名，还差{need - have}名。")


def too_few_sponsors(proposal: Proposal) -> Verdict:
    """Fewer than the law asks for are left."""
    return refuse("联名代表还够法定人数。") if enough_sponsors(proposal) else ALLOWED


def in_time(proposal: Proposal) -> Verdict:
    """Its session receives motions now. One that the desk has sent back was in time, and has its own limit."""
    if proposal.clocks.running().filter(limit=LimitKey.SUPPLEMENT).exists():
        return ALLOWED
    moment = proposal.submitted_at or timezone.now()
    session = proposal.session or Session.objects.receiving(proposal.congress, timezone.localdate(moment)).first()
    if session is None:
        return refuse("现在不在会议受理期间，不能提出议案，可以改为建议提出。")
    if session.takes_motions(moment):
        return ALLOWED
    until = timezone.localtime(session.motions_until or moment)
    return refuse(f"本次会议的议案收到{until.month}月{until.day}日{until:%H:%M}，时间已过，可以改为建议提出。")


def ready_to_submit(proposal: Proposal) -> Verdict:
    """案由, 案据 and 方案 are there (代表法 art. 15), in time, with enough sponsors for this very text."""
    stale = "、".join(str(row.seat) for row in of_another_text(proposal))
    is_active = proposal.seat.is_active(timezone.localdate())
    return all_of(
        ALLOWED if proposal.title.strip() else refuse("请写案由。"),
        ALLOWED if proposal.body.strip() else refuse("请写案据。"),
        ALLOWED if proposal.plan.strip() else refuse("请写方案。"),
        ALLOWED if is_active else refuse("您的代表资格目前不在任，不能提出议案。如有疑问请联系代表工委。"),
        in_time(proposal),
        delegating.stands(proposal),
        refuse(f"内容改过，要请联名代表重新确认：{stale}。") if stale else ALLOWED,
        enough_sponsors(proposal),
    )


def has_committee(proposal: Proposal) -> Verdict:
    """A committee is named."""
    return ALLOWED if proposal.committee_id else refuse("请选择承担审查的委员会。")


def view_given(proposal: Proposal) -> Verdict:
    """The committee that examines it has said what it thinks."""
    given = proposal.committee_views.filter(stage=CommitteeView.Stage.VIEW, committee=proposal.committee_id)
    return ALLOWED if given.exists() else refuse("请写审查意见。")


def report_given(proposal: Proposal) -> Verdict:
    """The committee has reported on what it was referred."""
    given = proposal.committee_views.filter(stage=CommitteeView.Stage.REPORT, committee=proposal.committee_id)
    return ALLOWED if given.exists() else refuse("请写审议结果报告。")


def last_ruling(proposal: Proposal) -> Ruling | None:
    """What was ruled last."""
    return proposal.rulings.order_by("recorded_at", "pk").last()


def ruled(proposal: Proposal) -> Verdict:
    """A ruling is on record that leads here."""
    ruling = last_ruling(proposal)
    return ALLOWED if ruling and LEADS_TO.get(ruling.way) == proposal.state else refuse("请先登记决定。")


def review_changed(proposal: Proposal) -> Verdict:
    """The presidium reviewed its ruling and changed it."""
    ruling = last_ruling(proposal)
    is_changed = ruling is not None and ruling.review == Ruling.Review.CHANGED
    return ALLOWED if is_changed else refuse("主席团没有改变原来的决定。")


def review_ends(proposal: Proposal) -> datetime | None:
    """Until when a review may be asked for: hours before the presidium's last meeting, or the closing day's end."""
    session = proposal.session
    if session is None:
        return None
    if session.presidium_at is None:
        return timezone.make_aware(datetime.combine(session.closes_on, datetime.max.time()))
    hours = configuration.value("motion.review_hours", proposal.congress, on=timezone.localdate())
    return session.presidium_at - timedelta(hours=hours)


def may_still_be_reviewed(proposal: Proposal) -> Verdict:
    """A ruling against the motion, not reviewed yet, and time is left."""
    ruling, ends = last_ruling(proposal), review_ends(proposal)
    if ruling is None or ruling.way not in Ruling.WITH_REASON or ruling.review:
        return refuse("现在没有可以要求复议的决定。")
    if ends is None or timezone.now() > ends:
        return refuse("要求复议的时间已过。")
    return ALLOWED


def review_settled(proposal: Proposal) -> Verdict:
    """Nothing more can come of a review: its time is over, or the presidium has answered."""
    if proposal.motion_number is None:
        return ALLOWED
    ruling, ends = last_ruling(proposal), review_ends(proposal)
    if ruling and ruling.review_asked_at and not ruling.review:
        return refuse("提案代表已要求复议，等主席团答复后再办。")
    if ends and timezone.now() <= ends and ruling and not ruling.review:
        return refuse(f"提案代表在{timezone.localtime(ends):%m月%d日%H:%M}前还可以要求复议，请过后再办。")
    return ALLOWED


def may_be_assigned(proposal: Proposal) -> Verdict:
    """An organ is chosen, and what was a motion will not become one again."""
    return review_settled(proposal) and has_assignments(proposal)


def supporters_needed(proposal: Proposal) -> int:
    """More than half of the sponsors, and at least as many as a motion needs."""
    sponsors = 1 + len(proposal.co_signatories())
    return max(sponsors // 2 + 1, sponsors_needed(proposal))


def supporters_of(ruling: Ruling) -> int:
    return ReviewSupport.objects.filter(ruling=ruling).count()


def withdrawal_asked(proposal: Proposal) -> Verdict:
    """Its sponsor asked for it, and the presidium agreed."""
    agreed = proposal.withdrawals.filter(is_granted=True).exists()
    return ALLOWED if agreed else refuse("领衔代表没有申请撤回，或者还没有登记主席团的决定。")
