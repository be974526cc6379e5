"""One operation of one address: what it asks for, what it answers; and the view that serves it.

Every request goes the same way: method, token, requests of the minute, scope, size and kind of what is sent, its
shape, the deed, the answer.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from congress.interface import once
from congress.interface.callers import Caller, caller_of
from congress.interface.problems import Problem
from congress.interface.shapes import Member, Shape, Thing, Unfit
from congress.workflow import OutOfTurn

JSON = "application/json"
LARGEST = 256 * 1024  # bytes of a body
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Asked:
    """What a request asks for: the words of its address, its query and its body, each as Python has it."""

    caller: Caller
    place: dict[str, Any]
    query: dict[str, Any]
    sent: dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """What one method does at one address.

    Attributes:
        name: its name in the description.
        label, says: what it is, and what one should know of it.
        scope: what the system must be allowed; empty for any.
        run: gives the answer.
        answers: its shape.
        query, body: what may be sent.
        status: when it is done.
    """

    name: str
    label: str
    scope: str
    run: Callable[[Asked], dict[str, Any]]
    answers: Thing
    says: str = ""
    query: Mapping[str, Member] = field(default_factory=dict)
    body: Thing | None = None
    status: int = 200


def endpoint(**operations: Operation) -> View:
    """The view of one address, with an operation for each method it knows."""

    def view(request: HttpRequest, **place: Any) -> HttpResponse:
        try:
            return _serve(request, operations, place)
        except Problem as found:
            return found.answer(request)
        except Http404:
            return Problem(404, "没有这一件，或者不在这个系统的范围内。").answer(request)
        except OutOfTurn as refusal:
            return Problem(409, str(refusal)).answer(request)
        except PermissionDenied as refusal:
            return Problem(403, str(refusal)).answer(request)

    view.operations = operations  # type: ignore[attr-defined]
    view.login_required = False  # type: ignore[attr-defined]
    view.csrf_exempt = True  # type: ignore[attr-defined]
    return view


def _serve(request: HttpRequest, operations: Mapping[str, Operation], place: dict[str, Any]) -> HttpResponse:
    method = "GET" if request.method == "HEAD" else str(request.method)
    if method not in operations:
        known = [*operations, *(["HEAD"] if "GET" in operations else [])]
        raise Problem(405, headers={"Allow": ", ".join(known)})
    operation = operations[method]
    caller = caller_of(request, at=timezone.now())
    request.actor = caller.actor  # type: ignore[attr-defined]  # the log says under which grant
    caller.require(operation.scope)
    _accepts_json(request)
    query = _query(request, operation.query)
    if operation.body is None:
        asked = Asked(caller, place, query, {})
        return _answer(request, operation.status, operation.run(asked))
    key, sent = once.key_of(request), _body(request)
    read, errors = operation.body.read_all(sent)
    if errors:
        raise Problem(422, "有的内容不符合要求，都没有保存。", errors=errors)
    asked = Asked(caller, place, query, read)

    def deed() -> once.Answer:
        answer = json.loads(json.dumps(operation.run(asked), cls=DjangoJSONEncoder))
        return operation.status, answer

    (status, answer), is_again = once.once(caller, key, once.fingerprint(request, sent), deed)
    response = _answer(request, status, answer)
    if is_again:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def _accepts_json(request: HttpRequest) -> None:
    if not request.accepts(JSON):
        raise Problem(406)


def _query(request: HttpRequest, members: Mapping[str, Member]) -> dict[str, Any]:
    """Each parameter, given once; its default where it was left out. Raises Problem for what is wrong with any."""
    errors = {name: f"没有“{name}”这个参数" for name in request.GET if name not in members}
    found: dict[str, Any] = {}
    for name, member in members.items():
        values = request.GET.getlist(name)
        found[name] = member.default
        if len(values) > 1:
            errors[name] = f"{member.label}只能写一次"
        elif values:
            try:
                found[name] = member.shape.read_text(values[0])
            except Unfit as unfit:
                errors[name] = f"{member.label}{unfit}"
    if errors:
        raise Problem(422, "参数不符合要求。", errors=errors)
    return found


def _body(request: HttpRequest) -> Any:
    """What was sent, as JSON of one meaning only. Raises Problem."""
    if request.content_type != JSON or request.content_params.get("charset", "utf-8").lower() != "utf-8":  # type: ignore[union-attr]
        raise Problem(415)
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise Problem(413, f"最多{LARGEST // 1024} KB。")
    try:
        text = request.body.decode("utf-8")
        sent = json.loads(text, object_pairs_hook=_each_once, parse_constant=_no_number)
        json.dumps(sent, ensure_ascii=False).encode("utf-8")  # half a character can be said in JSON and stored nowhere
    except (ValueError, RecursionError):
        raise Problem(400, "请求体不是完整的 JSON，或者有重复的项、不能保存的字符。") from None
    return sent


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a member stands twice")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is no number of JSON")


def _answer(request: HttpRequest, status: int, answer: Any) -> HttpResponse:
    """The answer, with a fingerprint; nothing but the word that it is the same when the system has that already."""
    body = json.dumps(answer, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if status == 200 and request.method in ("GET", "HEAD"):
        known = [each.strip().removeprefix("W/") for each in request.headers.get("If-None-Match", "").split(",")]
        if tag in known:
            return HttpResponse(status=304, headers={"ETag": tag})
    return HttpResponse(body, status=status, content_type=JSON, headers={"ETag": tag})


def shapes_of(operation: Operation) -> list[Shape]:
    """Everything that an operation takes and gives."""
    return [operation.answers, *([operation.body] if operation.body else [])]
