"""What one organ did with its part of a matter: each fact once, for counts by organ and for the lists behind them.

Every fact is a condition on the rows of `parts()`. What becomes of a whole matter is told by `proposals.measures` from
the facts of all its parts.
"""

from collections.abc import Callable
from functools import partial

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.utils import timezone

from proposals.models import AskAnswer, Assignment, Clock, Contact, CoSignature, LimitKey, Promise, Rating, Reply, Urge

State, Part, Level, Outcome = Assignment.State, Assignment.Part, Rating.Level, Reply.Outcome
FACE_TO_FACE = (Contact.Way.IN_PERSON, Contact.Way.VISIT, Contact.Way.MEETING)

CURRENT = ~Q(state__in=[State.RELEASED, State.ENDED])
JOINT = CURRENT & Q(part=Part.JOINT)
OWING = CURRENT & ~Q(part=Part.JOINT)  # owes the deputy a reply
UNSIGNED = CURRENT & Q(signed_in_at__isnull=True)
RECEIVED = ~Q(state=State.ENDED)  # was handed over and not taken back, whether or not it was released later
RELEASED = Q(state=State.RELEASED)
REHANDLED = OWING & Q(round__gt=1)
REPLIED = OWING & Q(stands__signed_at__isnull=False)
UNANSWERED = OWING & Q(stands__signed_at__isnull=True)
CLASS_A, CLASS_B, CLASS_C = (REPLIED & Q(stands__outcome=letter) for letter in Outcome)
UNRATED = REPLIED & Q(stands__rating__isnull=True)


# A condition on parts; one that depends on the day, or asks other tables, is made when it is needed.
Fact = Q | Callable[[], Q]


def asked(fact: Fact) -> Q:
    """The condition itself."""
    return fact if isinstance(fact, Q) else fact()


def parts() -> QuerySet[Assignment]:
    """Organs' parts in matters, each with the reply that `stands`: the signed one of its present round."""
    standing = Q(replies__round=F("round"), replies__signed_at__isnull=False)
    return Assignment.objects.annotate(stands=FilteredRelation("replies", condition=standing)).order_by()


def rated() -> Q:
    """The deputy has judged the last reply; one that is handled anew stays judged until the next reply comes."""
    return OWING & Q(Exists(_last_ratings()))


def not_rated() -> Q:
    """Not that."""
    return OWING & ~Q(Exists(_last_ratings()))


def judged(level: str, *, dimension: str = "result") -> Q:
    """The deputy's word on the last reply: its result, or the process that led to it."""
    return OWING & Q(Exists(_last_ratings().filter(**{dimension: level})))


# Each once, so that counts know them again.
JUDGED: dict[tuple[str, str], Fact] = {
    (dimension, level): partial(judged, level, dimension=dimension)
    for dimension in ("process", "result")
    for level in Level.values
}


def pleased() -> Q:
    """Satisfied with the result, or mostly."""
    return OWING & Q(Exists(_last_ratings().filter(result__in=[Level.SATISFIED, Level.MOSTLY])))


def first_judged() -> Q:
    """The deputy has judged the first reply."""
    return OWING & Q(Exists(_first_ratings()))


def not_first_judged() -> Q:
    """Not that."""
    return OWING & ~Q(Exists(_first_ratings()))


def first_satisfied() -> Q:
    """He was satisfied with its result, whatever came after it."""
    return OWING & Q(Exists(_first_ratings().filter(result=Level.SATISFIED)))


def not_first_satisfied() -> Q:
    """Not that."""
    return OWING & ~Q(Exists(_first_ratings().filter(result=Level.SATISFIED)))


def answered_once() -> Q:
    """The first reply is signed, whether or not the matter is handled anew."""
    return OWING & Q(Exists(_first_replies()))


def not_answered_once() -> Q:
    """Not that."""
    return OWING & ~Q(Exists(_first_replies()))


def kept() -> Q:
    """Of class B, and all that it promised is done."""
    return CLASS_B & _word_kept()


def unkept() -> Q:
    """Of class B, and not all is done."""
    return CLASS_B & ~_word_kept()


def took_up(kind: str) -> Q:
    """Its last signed reply answers at least one ask so: 采纳, 部分采纳, 解释说明, 不采纳."""
    answers = AskAnswer.objects.filter(reply__assignment=OuterRef("pk"), reply__round=OuterRef("round"), kind=kind)
    return REPLIED & Q(Exists(answers.filter(reply__signed_at__isnull=False)))


def failed() -> Q:
    """Of class B, and something of what it promised has failed."""
    return CLASS_B & Q(Exists(_promises().filter(state=Promise.State.FAILED)))


def being_solved() -> Q:
    """Of class B, not all done and nothing failed."""
    return unkept() & ~Q(Exists(_promises().filter(state=Promise.State.FAILED)))


def solved() -> Q:
    """Of class A, or of class B and kept."""
    return CLASS_A | kept()


def unsolved() -> Q:
    """Of class C, or of class B and not kept."""
    return CLASS_C | unkept()


def late() -> Q:
    """The first reply came after its limit (with what was granted), or has not come and the limit is over."""
    return OWING & Q(Exists(_over(LimitKey.REPLY)))


def overdue() -> Q:
    """The limit of the first reply is over, and the reply has not come."""
    return OWING & Q(Exists(_over(LimitKey.REPLY).filter(stopped_on__isnull=True)))


def signed_in_late() -> Q:
    """Signed in after the limit, or not at all and the limit is over; of those who help as well."""
    return CURRENT & Q(Exists(_over(LimitKey.SIGN_IN)))


def signed_in_time() -> Q:
    """Signed in within the limit."""
    return CURRENT & Q(signed_in_at__isnull=False) & ~Q(Exists(_over(LimitKey.SIGN_IN)))


def met() -> Q:
    """Answered, and the organ met the deputy face to face: 面商, 走访 or 座谈."""
    return REPLIED & _face_to_face()


def unmet() -> Q:
    """Answered without that."""
    return REPLIED & ~_face_to_face()


def talked(how: Q) -> Q:
    """Answered, and the last contact was so."""
    return REPLIED & Q(Exists(_last_contacts().filter(how)))


def urged() -> Q:
    """Somebody asked the organ to hurry."""
    return Q(Exists(Urge.objects.filter(assignment=OuterRef("pk")).order_by()))


def with_others() -> Q:
    """Of a matter that others joined."""
    joined = CoSignature.objects.filter(proposal=OuterRef("proposal"), state=CoSignature.State.CONFIRMED)
    return OWING & Q(Exists(joined.order_by()))


def _first_replies() -> QuerySet[Reply]:
    return Reply.objects.filter(assignment=OuterRef("pk"), round=1, signed_at__isnull=False).order_by()


def _last_ratings() -> QuerySet[Rating]:
    """Of the last signed reply of a part, where the deputy has judged it."""
    later = Reply.objects.filter(
        assignment=OuterRef("reply__assignment"), round__gt=OuterRef("reply__round"), signed_at__isnull=False
    )
    return Rating.objects.filter(~Q(Exists(later.order_by())), reply__assignment=OuterRef("pk")).order_by()


def _first_ratings() -> QuerySet[Rating]:
    return Rating.objects.filter(reply__assignment=OuterRef("pk"), reply__round=1).order_by()


def _face_to_face() -> Q:
    return Q(Exists(Contact.objects.filter(assignment=OuterRef("pk"), way__in=FACE_TO_FACE).order_by()))


def _word_kept() -> Q:
    made = _promises()
    return Q(Exists(made)) & ~Q(Exists(made.exclude(state=Promise.State.DONE)))


def _promises() -> QuerySet[Promise]:
    """Those of the reply of a part's present round; of a signed one when the part is of class B."""
    return Promise.objects.filter(reply__assignment=OuterRef("pk"), reply__round=OuterRef("round")).order_by()


def _last_contacts() -> QuerySet[Contact]:
    later = Contact.objects.filter(assignment=OuterRef("assignment"), pk__gt=OuterRef("pk"))
    return Contact.objects.filter(~Q(Exists(later)), assignment=OuterRef("pk")).order_by()


def _over(limit: str) -> QuerySet[Clock]:
    """The limit of a part as it was last set, where it was not kept: stopped too late, or still running and over."""
    newer = Clock.objects.filter(assignment=OuterRef("assignment"), limit=limit, pk__gt=OuterRef("pk"))
    too_late = Q(stopped_on__gt=F("due_on")) | Q(stopped_on__isnull=True, due_on__lt=timezone.localdate())
    return Clock.objects.filter(too_late, ~Q(Exists(newer)), assignment=OuterRef("pk"), limit=limit).order_by()
