"""The OpenAPI 3.1 description, made of the operations themselves: it can't say anything else than what is checked."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.views.decorators.csrf import csrf_exempt

from congress.interface import once, scopes
from congress.interface.operations import JSON, Operation, shapes_of
from congress.interface.problems import KIND, SAID, problem
from congress.interface.shapes import things_in

PLACE = re.compile(r"<(\w+):(\w+)>")
KINDS = {"uuid": {"type": "string", "format": "uuid"}, "slug": {"type": "string"}}
ALWAYS = (400, 401, 403, 406, 422, 429, 500, 503)
OF_A_PLACE = (404,)
OF_A_BODY = (409, 413, 415)
PROBLEM = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "为什么，一句话"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "says": {"type": "string"}},
                "required": ["field", "says"],
                "additionalProperties": False,
            },
        },
        "request": {"type": "string", "description": "请求号，反映问题时请附上"},
    },
    "required": ["title", "status", "request"],
    "additionalProperties": False,
}


def describe(patterns: Iterable[URLPattern], root: str) -> dict[str, Any]:
    """The whole document.

    Args:
        patterns: the addresses of operations.
        root: what stands before each.
    """
    paths: dict[str, Any] = {}
    things: dict[str, Any] = {"Problem": PROBLEM}
    for pattern in patterns:
        operations: Mapping[str, Operation] = getattr(pattern.callback, "operations", {})
        route = str(pattern.pattern)
        for method, operation in operations.items():
            address = root + PLACE.sub(lambda found: f"{{{_named(found[2])}}}", route)
            paths.setdefault(address, {})[method.lower()] = _operation(operation, PLACE.findall(route))
            for shape in shapes_of(operation):
                things |= {thing.name: thing.whole_schema() for thing in things_in(shape)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "人大代表履职服务平台接口",
            "version": "1",
            "description": "供其他系统读取建议和办理情况、代录建议、起草答复。见 docs/interface.md。",
        },
        "paths": paths,
        "components": {
            "schemas": things,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "系统管理员发放的令牌"}},
        },
        "security": [{"token": []}],
    }


def _named(name: str) -> str:
    return "id" if name == "pk" else name


def _operation(operation: Operation, places: list[tuple[str, str]]) -> dict[str, Any]:
    parameters: list[dict[str, Any]] = [
        {"name": _named(name), "in": "path", "required": True, "schema": KINDS[kind]} for kind, name in places
    ]
    for name, member in operation.query.items():
        schema = member.shape.schema() | ({} if member.default is None else {"default": member.default})
        words = f"{member.label}。{member.says}"
        parameters.append({"name": name, "in": "query", "required": False, "description": words, "schema": schema})
    refusals: list[int] = [*ALWAYS, *(OF_A_PLACE if places else ())]
    made = {str(operation.status): _response("办好了", operation.answers.schema(), JSON)}
    if operation.body:
        schema = {"type": "string", "pattern": f"^{once.KEY}$"}
        words = "每件事一个，重发时不变：同一个键只办一次，回答相同。"
        parameters.append(
            {"name": once.HEADER, "in": "header", "required": True, "description": words, "schema": schema}
        )
        refusals += OF_A_BODY
    else:
        made["304"] = {"description": "与 If-None-Match 所指的相同"}
    refused = {"$ref": "#/components/schemas/Problem"}
    found: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.label,
        "description": f"{operation.says}需要权限：{scopes.LABELS.get(operation.scope, '任何一项')}。",
        "parameters": parameters,
        "responses": made | {str(status): _response(SAID[status], refused, KIND) for status in sorted(set(refusals))},
    }
    if operation.body:
        found["requestBody"] = {"required": True, "content": {JSON: {"schema": operation.body.schema()}}}
    return found


def _response(words: str, schema: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"description": words, "content": {kind: {"schema": schema}}}


def served(patterns: Iterable[URLPattern], root: str) -> Any:
    """The view that gives the description to anybody: it holds nothing but shapes and words."""
    known = list(patterns)

    @csrf_exempt
    @login_not_required
    def description(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return problem(request, 405, headers={"Allow": "GET, HEAD"})
        return JsonResponse(describe(known, root), json_dumps_params={"ensure_ascii": False})

    return description
