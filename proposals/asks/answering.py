"""逐条答复: what a reply must answer, what it does answer, and what it answered to an earlier split."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, F, Q

from proposals.models import Ask, AskAnswer, Assignment, Proposal, Reply

# By the key of an ask: what becomes of it, and the words.
Answers = Mapping[int, tuple[str, str]]


def asks_of(assignment: Assignment) -> list[Ask]:
    """What the organ's reply has to answer: the asks of the proposal, then of those merged into it."""
    own = Q(proposal=assignment.proposal_id)
    merged = Q(proposal__merged_into=assignment.proposal_id, proposal__state=Proposal.State.MERGED)
    found = Ask.objects.current().filter(own | merged).select_related("proposal")
    return sorted(found, key=lambda ask: (ask.proposal_id != assignment.proposal_id, ask.proposal.number, ask.number))


def name_of(ask: Ask, assignment: Assignment) -> str:
    """诉求2; of what was merged into the matter, with its number: HB-2026-0312 诉求2."""
    before = "" if ask.proposal_id == assignment.proposal_id else f"{ask.proposal.number} "
    return f"{before}诉求{ask.number}"


def kinds_for(assignment: Assignment) -> list[tuple[str, str]]:
    """What may become of an ask; only one of several separate organs may leave it to another."""
    left_out = () if assignment.part == Assignment.Part.SEPARATE else (AskAnswer.Kind.ELSEWHERE,)
    return [(kind.value, str(kind.label)) for kind in AskAnswer.Kind if kind not in left_out]


def answers_of(reply: Reply) -> list[AskAnswer]:
    """All that it says, to whichever ask, with the ask and its proposal; nothing of one that is not kept yet."""
    if reply._state.adding:
        return []
    return list(AskAnswer.objects.filter(reply=reply).select_related("ask__proposal"))


def stored_answers(reply: Reply) -> dict[int, tuple[str, str]]:
    """As they were last saved."""
    return {row.ask_id: (row.kind, row.words) for row in AskAnswer.objects.filter(reply=reply)}


def says_the_same(reply: Reply, answers: Answers) -> bool:
    """Whether these answers are the stored ones; an empty one is none."""
    stored = stored_answers(reply)
    return all(stored.get(key, ("", "")) == said for key, said in answers.items())


def keep_answers(reply: Reply, answers: Answers) -> None:
    """Write what was typed, in the transaction of the reply's new version.

    What was typed to an ask that was changed meanwhile is kept too: its writer may want the words.
    """
    of_the_matter = Q(proposal=reply.assignment.proposal_id) | Q(proposal__merged_into=reply.assignment.proposal_id)
    known = Ask.objects.filter(of_the_matter | Q(answers__reply=reply), pk__in=list(answers))
    there = set(known.values_list("pk", flat=True))
    stored = stored_answers(reply)
    for key, (kind, words) in answers.items():
        if key not in there or stored.get(key, ("", "")) == (kind, words):
            continue
        if kind or words:
            AskAnswer.objects.update_or_create(reply=reply, ask_id=key, defaults={"kind": kind, "words": words})
        else:
            AskAnswer.objects.filter(reply=reply, ask=key).delete()


def named_answers(assignment: Assignment, reply: Reply | None) -> list[tuple[str, Ask, AskAnswer | None]]:
    """Each ask by its name, with what the reply says to it so far."""
    asks = asks_of(assignment)
    said = {row.ask_id: row for row in answers_of(reply)} if asks and reply else {}
    return [(name_of(ask, assignment), ask, said.get(ask.pk)) for ask in asks]


def left_over(asks: Sequence[Ask], answers: Sequence[AskAnswer]) -> list[AskAnswer]:
    """What was answered to asks that are asked no more: changed, or of a proposal that was parted again."""
    asked = {ask.pk for ask in asks}
    return [row for row in answers if row.ask_id not in asked]


def drop_left_over(reply: Reply) -> None:
    """What is signed answers what is asked; words to asks that were changed were only kept for its writer."""
    asked = [ask.pk for ask in asks_of(reply.assignment)]
    AskAnswer.objects.filter(reply=reply).exclude(ask__in=asked).delete()


def unanswered(assignment: Assignment, asks: Sequence[Ask], answers: Sequence[AskAnswer]) -> list[Ask]:
    """Those without an answer; to leave one to others is none unless this is one of several separate organs."""
    kinds = dict(kinds_for(assignment))
    whole = {row.ask_id for row in answers if row.is_whole and row.kind in kinds}
    return [ask for ask in asks if ask.pk not in whole]


def left_by_all(assignment: Assignment, asks: Sequence[Ask], answers: Sequence[AskAnswer]) -> list[Ask]:
    """Those that this separate organ leaves to the others, and each of the others leaves to somebody else."""
    elsewhere = AskAnswer.Kind.ELSEWHERE
    left = [row.ask_id for row in answers if row.kind == elsewhere]
    if not left:
        return []
    others = Assignment.objects.current().replying().filter(proposal=assignment.proposal_id).exclude(pk=assignment.pk)
    theirs = AskAnswer.objects.filter(
        reply__assignment__in=others.order_by(), reply__round=F("reply__assignment__round"), kind=elsewhere
    )
    number = others.count()
    counted = theirs.filter(ask__in=left).order_by().values("ask").annotate(number=Count("pk"))
    by_all = {row["ask"] for row in counted if row["number"] == number} if number else set(left)
    return [ask for ask in asks if ask.pk in by_all]


def share_answers(reply: Reply, own: Reply) -> None:
    """Give a reply's answers to the asks of what was merged into its matter to that one's own copy."""
    theirs = AskAnswer.objects.filter(reply=reply, ask__proposal=own.assignment.proposal_id)
    AskAnswer.objects.bulk_create(
        AskAnswer(reply=own, ask_id=row.ask_id, kind=row.kind, words=row.words)
        for row in theirs.filter(ask__retired_at__isnull=True)
    )
