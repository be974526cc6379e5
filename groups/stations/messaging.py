"""群众留言: left without signing in, answered by the station's people, read at a private address."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localdate

from congress import timeline
from congress.actors import Actor
from congress.models import Congress, StoredFile
from congress.permissions import require
from congress.rereading import reread
from congress.workflow import OutOfTurn
from deputies.models import Seat
from groups.models import Matter, Satisfaction, Station, VisitorMessage
from groups.stations.keeping import hold_station
from groups.stations.permissions import may_record
from groups.stations.receiving import matter_of
from groups.stations.visitors import keep_visitor

State = VisitorMessage.State
SALT = "groups.stations.message"
ANSWERED_ALREADY = "这条留言刚刚已经答复，请看最新情况。"


def ticket() -> str:
    """What a form of ours carries: without one nothing is taken, and sent twice it is one message."""
    return signing.dumps(secrets.token_urlsafe(16), salt=SALT)


def key_from(ticket: str) -> str:
    """The private address that a ticket leads to; nobody makes it up who lacks the portal's key.

    Raises:
        PermissionDenied: it is none of ours.
    """
    try:
        nonce = signing.loads(ticket, salt=SALT)
    except signing.BadSignature as error:
        raise PermissionDenied("请从阵地的二维码打开留言的页面。") from error
    mac = hmac.new(settings.FIELD_KEY.encode(), f"receipt:{nonce}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:24]).decode()


def digest_of(key: str) -> str:
    """What is kept of a private address."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def leave_message(
    station: Station, *, key: str, text: str, name: str, phone: str, photo: StoredFile | None, at: datetime
) -> VisitorMessage:
    """留言. The same key is the same message.

    Raises:
        PermissionDenied: the station is closed.
    """
    if not station.is_on(localdate(at)):
        raise PermissionDenied("这个阵地已经停用，请到别的阵地留言。")
    list(Congress.objects.select_for_update(no_key=True).filter(pk=station.congress_id).values_list("pk"))
    if found := VisitorMessage.objects.filter(key_digest=digest_of(key)).first():
        return found  # pressed twice
    year = localdate(at).year
    before = VisitorMessage.objects.filter(station__congress=station.congress_id, at__year=year).count()
    message = VisitorMessage.objects.create(
        station=station,
        number=f"留{station.congress.code}-{year}-{before + 1:04}",
        key_digest=digest_of(key),
        text=text,
        photo=photo,
        at=at,
    )
    keep_visitor(message=message, name=name, phone=phone, at=at)
    timeline.record("leave_message", message, by=None, at=at, is_locked=True)
    return message


@transaction.atomic
def judge_answer(message: VisitorMessage, *, satisfaction: str, at: datetime) -> str:
    """评价答复 by whoever left it, once: gives what is on record by now, which a second press does not change.

    Args:
        satisfaction: one of Satisfaction.
    Raises:
        PermissionDenied: that is none of the words.
        OutOfTurn: it was not answered yet.
    """
    if satisfaction not in Satisfaction.values:
        raise PermissionDenied("请选满意、基本满意或者不满意。")
    hold_station(message.station)
    reread(message)
    if message.state != State.ANSWERED:
        raise OutOfTurn("这条留言还没有答复，答复以后再评价。")
    if not message.satisfaction:
        message.satisfaction = satisfaction
        message.save(update_fields=["satisfaction"])
        timeline.record("judge_answer", message, by=None, at=at, is_locked=True, satisfaction=satisfaction)
    return message.satisfaction


def _hold(message: VisitorMessage, by: Actor, at: datetime) -> None:
    require(may_record(by, message.station, localdate(at)))
    hold_station(message.station)
    reread(message)
    if message.state in VisitorMessage.OVER:
        raise OutOfTurn(ANSWERED_ALREADY)


@transaction.atomic
def take_up_message(
    message: VisitorMessage, *, way: str, category: str, passed_to: Seat | None, by: Actor, at: datetime
) -> Matter:
    """受理: it becomes a matter that goes one of the five ways.

    Raises:
        OutOfTurn: somebody took it up or answered it already.
    """
    _hold(message, by, at)
    if message.state != State.NEW:
        raise OutOfTurn("这条留言刚刚已经有人受理，请看最新情况。")
    matter = matter_of(message, way=way, category=category, passed_to=passed_to, by=by, at=at)
    VisitorMessage.objects.filter(pk=message.pk).update(state=State.TAKEN)
    timeline.record("take_up_message", message, by=by, before=State.NEW, after=State.TAKEN, at=at)
    return matter


@transaction.atomic
def answer_message(message: VisitorMessage, *, answer: str, is_declined: bool, by: Actor, at: datetime) -> None:
    """答复, or 说明不受理的原因: whoever left it reads it at his address.

    What was taken up is answered, never declined; its matter is told with it.

    Raises:
        OutOfTurn: it was answered already.
    """
    _hold(message, by, at)
    if is_declined and message.state == State.TAKEN:
        raise PermissionDenied("已经受理的留言请写办理情况，不能再说不受理。")
    before, after = message.state, State.DECLINED if is_declined else State.ANSWERED
    facts = {"state": after, "answer": answer, "answered_by": by.grant, "answered_at": at}
    VisitorMessage.objects.filter(pk=message.pk).update(**facts)
    reread(message)
    if matter := Matter.objects.filter(message=message).first():
        matter.told_on, matter.result = localdate(at), matter.result or answer
        if matter.way == Matter.Way.ON_SPOT:
            matter.settled_on = matter.settled_on or localdate(at)
        matter.save(update_fields=["told_on", "result", "settled_on"])
    step = "decline_message" if is_declined else "answer_message"
    digest = timeline.digest(answer)
    timeline.record(step, message, by=by, before=before, after=after, at=at, is_locked=True, text=digest)
