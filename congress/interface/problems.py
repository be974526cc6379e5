"""What a system is told when something is not done: JSON after RFC 9457, with a Chinese sentence for each field."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

ROOT = "/api/"
KIND = "application/problem+json"
SAID = {
    400: "请求看不懂",
    401: "令牌无效",
    403: "不允许",
    404: "没有找到",
    405: "不支持这个方法",
    406: "只提供 application/json",
    409: "情况已经变化",
    413: "请求太大",
    415: "请求体应为 application/json",
    422: "内容不符合要求",
    429: "请求太多",
    500: "平台出错",
    503: "平台暂时不能服务",
}


class Problem(Exception):
    """The request is not done; nothing was written.

    Attributes:
        status: of HTTP.
        detail: why, as a sentence.
        errors: what is wrong with which field.
        headers: further ones of the answer.
    """

    def __init__(
        self,
        status: int,
        detail: str = "",
        *,
        errors: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail = status, detail
        self.errors, self.headers = dict(errors or {}), dict(headers or {})

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The response that says it."""
        return problem(request, self.status, self.detail, self.errors, self.headers)


def problem(
    request: HttpRequest,
    status: int,
    detail: str = "",
    errors: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer to what is not done; it names the request, by which the log knows it."""
    said: dict[str, Any] = {"title": SAID.get(status, "没有办成"), "status": status}
    if detail:
        said["detail"] = detail
    if errors:
        said["errors"] = [{"field": field, "says": says} for field, says in errors.items()]
    said["request"] = getattr(request, "number", "")
    return JsonResponse(
        said, status=status, content_type=KIND, headers=dict(headers or {}), json_dumps_params={"ensure_ascii": False}
    )


def apart(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: no cookie counts at addresses of machines, and what goes wrong there is no page.

    A browser that is led there by another site has no session, so there is nothing to forge.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ROOT):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        request.COOKIES = {}
        response = get_response(request)
        if response.status_code < 400 or "json" in response.headers.get("Content-Type", ""):
            return response
        kept = {name: response.headers[name] for name in ("Allow", "Retry-After") if name in response.headers}
        return problem(request, response.status_code, headers=kept)

    return middleware
