"""由办结件整理: a closed matter becomes a model case or a model text, with nothing of anybody in it."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.permissions import ALLOWED, Verdict, refuse, require
from congress.templatetags.portal import cn_date
from proposals.holding import take_hold
from proposals.models import Proposal, Publication, ShelfEntry
from proposals.publishing.copying import BODY, PLAN, TITLE, answers_of, copy_of
from proposals.publishing.deciding import is_clean
from proposals.publishing.names import names_to_mask
from proposals.shelf.fitness import consented, names_in, public_copy
from proposals.shelf.permissions import may_keep_shelf
from proposals.shelf.writing import digest_of
from proposals.supervision.supervisors import is_whole_desk

MADE_HERE = "本级办结的代表建议"


def may_make_entry(actor: Actor | None, proposal: Proposal) -> Verdict:
    """The desk of the congress that holds it, once it is closed."""
    if not may_keep_shelf(actor):
        return may_keep_shelf(actor)
    if not is_whole_desk(actor, proposal):
        return is_whole_desk(actor, proposal)
    if not proposal.is_live:
        return refuse("这一件是试运行的数据，不整理。")
    return ALLOWED if proposal.state == Proposal.State.CLOSED else refuse("办结以后才能整理成履职参考。")


@transaction.atomic
def make_entry(proposal: Proposal, *, kind: str, by: Actor) -> ShelfEntry:
    """A draft for the desk to look over: the public copy where there is one, else one that is masked now.

    Args:
        kind: a case (with the organs' replies) or a model text (what the deputy wrote).
    Raises:
        PermissionDenied: not closed, not agreed to by its deputy, or not to be made fit by masking.
    """
    require(may_make_entry(by, proposal))
    if kind not in ShelfEntry.MADE:
        require(refuse("办结的建议可以整理成优秀案例或者范文。"))
    take_hold(proposal)
    require(may_make_entry(by, proposal))
    made = ShelfEntry.objects.filter(proposal=proposal, kind=kind).exclude(state=ShelfEntry.State.REMOVED)
    if found := made.first():
        return found  # pressed twice
    public = public_copy(proposal)
    require(consented(proposal, public))
    title, parts = _of_public(public) if public else _masked(proposal)
    shown = parts if kind == ShelfEntry.Kind.CASE else [part for part in parts if part[0] in ("建议内容", "方案")]
    plain = kind == ShelfEntry.Kind.MODEL and len(shown) == 1
    text = shown[0][1] if plain else "\n\n".join(f"【{label}】\n{words}" for label, words in shown)
    is_motion = proposal.kind == Proposal.Kind.MOTION
    entry = ShelfEntry.objects.create(
        congress=by.congress,
        kind=kind,
        title=title[:100],
        text=text,
        paper=ShelfEntry.Paper.MOTION if is_motion else ShelfEntry.Paper.ORDINARY,
        category=proposal.category,
        source=MADE_HERE,
        proposal=proposal,
        written_by=by.grant,
        changed_at=timezone.now(),
    )
    timeline.record("make_entry", entry, by=by, proposal=str(proposal.pk), text=digest_of(entry))
    return entry


Parts = list[tuple[str, str]]


def _of_public(public: Publication) -> tuple[str, Parts]:
    replies = [(f"{row.organ}答复（{cn_date(row.signed_on)}）", row.text) for row in public.replies.all()]
    return public.title, [*_of_deputy(public.body, public.plan), *replies]


def _masked(proposal: Proposal) -> tuple[str, Parts]:
    """With names masked even where the congress shows them in public: nobody was asked whether he wants to be a model.

    The reply of an organ that does not want it public stays away.
    """
    replies = [reply for reply in answers_of(proposal) if reply.is_public]
    names = names_to_mask(proposal, on=timezone.localdate())
    copy = copy_of(proposal, replies, [] if names else names_in(proposal))
    require(is_clean(copy))
    answers = [(f"{each.organ}答复（{cn_date(each.signed_on)}）", each.part.masked) for each in copy.answers]
    return copy.text(TITLE), [*_of_deputy(copy.text(BODY), copy.text(PLAN)), *answers]


def _of_deputy(body: str, plan: str) -> Iterator[tuple[str, str]]:
    yield "建议内容", body
    if plan:
        yield "方案", plan
