"""指标: the counts of the main job. Each is a query over what an actor may see, and opens the list it counts."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from congress.registries import measure
from proposals.models import Escalation, Override, Promise, Proposal, ProposalQuerySet, Reply, Rung, Urge


@measure("opinions", "提出的月度意见", "congress")
def opinions(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Sent to the desk and not withdrawn, whatever became of it."""
    return seen.put_forward().filter(kind=Proposal.Kind.OPINION)


@measure("opinions_done", "办结的月度意见", "congress")
def opinions_done(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of those put forward, the closed: answered and rated. What the organs promised may still be open."""
    return opinions(seen).closed()


@measure("proposals", "提出的意见建议", "congress")
def proposals(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of every kind, sent and not withdrawn."""
    return seen.put_forward()


@measure("proposals_done", "办结的意见建议", "congress")
def proposals_done(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of every kind, closed."""
    return proposals(seen).closed()


def _last_replies() -> QuerySet[Reply]:
    """Of each organ that owes a reply, the one that stands now."""
    owing = ~Q(assignment__state__in=["released", "ended"]) & ~Q(assignment__part="joint")
    signed = Reply.objects.filter(owing, signed_at__isnull=False, round=F("assignment__round"))
    return signed.filter(assignment__proposal=OuterRef("pk"))


def _keeps_its_word() -> Q:
    """Of a reply: it promised something, and all of it is done."""
    promises = Promise.objects.filter(reply=OuterRef("pk"))
    return Q(Exists(promises)) & ~Q(Exists(promises.exclude(state=Promise.State.DONE)))


@measure("answered", "已答复的意见建议", "congress")
def answered(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Every organ that owes a reply has given it, and none handles it anew."""
    return proposals(seen).filter(state__in=[Proposal.State.ANSWERED, Proposal.State.CLOSED])


@measure("solved", "办成的意见建议", "congress")
def solved(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of those answered, the ones of which every reply is of class A, or of class B and kept."""
    done = Q(outcome=Reply.Outcome.A) | Q(outcome=Reply.Outcome.B) & _keeps_its_word()
    return answered(seen).filter(~Exists(_last_replies().filter(~done)))


@measure("class_b", "B类答复的意见建议", "congress")
def class_b(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of those answered, the ones with a reply of class B, as it was signed."""
    return answered(seen).filter(Exists(_last_replies().filter(outcome=Reply.Outcome.B)))


@measure("turned", "B类转A类的意见建议", "congress")
def turned(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of those of class B, the ones whose promises are all done: counted apart, the letters keep their class."""
    in_class_b = _last_replies().filter(outcome=Reply.Outcome.B)
    return class_b(seen).filter(~Exists(in_class_b.filter(~_keeps_its_word())))


@measure("cleared", "销号的意见建议", "congress")
def cleared(seen: ProposalQuerySet) -> ProposalQuerySet:
    """办结, and nothing that was promised is still open."""
    return proposals_done(seen).filter(~Exists(_unsettled()))


@measure("promising", "办结、承诺还没有了结的意见建议", "congress")
def promising(seen: ProposalQuerySet) -> ProposalQuerySet:
    """办结, and something that was promised is still open."""
    return proposals_done(seen).filter(Exists(_unsettled()))


def _unsettled() -> QuerySet[Promise]:
    return Promise.objects.unsettled().filter(reply__assignment__proposal=OuterRef("pk"))


@measure("key_items", "重点督办件", "congress")
def key_items(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of every kind, put forward and marked now; a mark that was taken off does not count."""
    return proposals(seen).key()


@measure("key_items_done", "办结的重点督办件", "congress")
def key_items_done(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of the key items, the closed."""
    return key_items(seen).closed()


@measure("urged", "催办过的意见建议", "congress")
def urged(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of every kind, those for which anybody urged an organ, however often."""
    return proposals(seen).filter(Exists(Urge.objects.filter(assignment__proposal=OuterRef("pk"))))


@measure("escalated", "提醒到主要负责人或督办工委的意见建议", "congress")
def escalated(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of every kind, those of which a limit climbed the ladder to the organ's head or beyond."""
    above = Escalation.objects.filter(clock__root=OuterRef("pk"), rung__in=[Rung.HEAD, Rung.COMMITTEE])
    return proposals(seen).filter(Exists(above))


@measure("overridden", "带问题签发答复的意见建议", "congress")
def overridden(seen: ProposalQuerySet) -> ProposalQuerySet:
    """Of every kind, those with a reply that was signed though the check found a fault, with a reason."""
    return proposals(seen).filter(Exists(Override.objects.filter(reply__assignment__proposal=OuterRef("pk"))))
