"""For everybody, without signing in: published proposals with their replies, and the same as open data."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from congress.open_pages import open_to_everybody, too_many
from proposals.commending import reading as commended
from proposals.forms.publishing import PublicFilterForm
from proposals.models import Commendation, Publication
from proposals.publishing import open_data as data
from proposals.publishing import reading

MOST_YEAR = 9999  # more fits no column
JSON, CSV = "application/json; charset=utf-8", "text/csv; charset=utf-8"


def _of_the_list(request: HttpRequest) -> str:
    return reading.version()


def _of_one(request: HttpRequest, number: str) -> str:
    return str(Publication.objects.filter(number=number).aggregate(last=Max("changed_at"))["last"])


def _of_the_data(request: HttpRequest) -> str:
    return data.version()


def _of_the_frame(request: HttpRequest) -> str:
    return ""


@open_to_everybody(_of_the_list)
def suggestions(request: HttpRequest) -> HttpResponse:
    """代表建议公开: the newest first; words and filters stand in the address."""
    if request.GET.get("q") and (refusal := too_many(request)):
        return refusal
    found = reading.found(request.GET)
    total, answered = reading.counts(found)
    page = reading.Counted(reading.listing(found), total).get_page(request.GET.get("page"))
    form = PublicFilterForm(request.GET, choices=reading.choices())
    context = {"page": page, "total": total, "answered": answered, "filters": form}
    return render(request, "public/suggestions.html", context)


@open_to_everybody(_of_one)
def suggestion(request: HttpRequest, number: str) -> HttpResponse:
    """One of them, with the replies; what is not public is not there."""
    rows = Publication.objects.published().select_related("congress").prefetch_related("replies")
    row = get_object_or_404(rows.defer("search_text", "masked_words"), number=number)
    return render(request, "public/suggestion.html", {"row": row, "replies": row.replies.all()})


def _of_commendations(request: HttpRequest, **names: object) -> str:
    return commended.version()


@open_to_everybody(_of_commendations)
def commendations(request: HttpRequest) -> HttpResponse:
    """表彰: the years that are published, the newest first."""
    found = Commendation.objects.published().select_related("congress")
    page = Paginator(found, reading.PAGE).get_page(request.GET.get("page"))
    return render(request, "public/commendations.html", {"page": page})


@open_to_everybody(_of_commendations)
def commendation(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One of them; what is not published is not there."""
    rows = Commendation.objects.published().select_related("congress")
    row = get_object_or_404(rows, congress__code=code[:8], year=min(year, MOST_YEAR))
    return render(request, "public/commendation.html", {"row": row, "winners": commended.winners(row)})


@open_to_everybody(_of_the_frame)
def open_data(request: HttpRequest) -> HttpResponse:
    """开放数据: where it is, how to ask for it, what each field means."""
    context = {"fields": data.FIELDS, "of_a_reply": data.OF_A_REPLY, "most": data.MOST, "usual": data.USUAL}
    return render(request, "public/open_data.html", context)


@open_to_everybody(_of_the_data)
def open_data_json(request: HttpRequest) -> HttpResponse:
    """Changes in order, as JSON."""

    def said(page: data.Page, root: str, following: str) -> HttpResponse:
        rows = [data.record(row, root) for row in page.rows]
        dictionary = f"{root}{reverse('public:open_data')}"
        return _json({"dictionary": dictionary, "items": rows, "next": following or None})

    return _handed_out(request, "public:open_data_json", said)


@open_to_everybody(_of_the_data)
def open_data_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table."""

    def said(page: data.Page, root: str, following: str) -> HttpResponse:
        response = HttpResponse(data.table(page.rows, root), content_type=CSV)
        response.headers["Content-Disposition"] = 'attachment; filename="suggestions.csv"'
        return response

    return _handed_out(request, "public:open_data_csv", said)


def _handed_out(request: HttpRequest, name: str, said: Callable[[data.Page, str, str], HttpResponse]) -> HttpResponse:
    """One page of rows, and in `Link` where the next one is; 400 with a sentence for what means nothing."""
    if refusal := too_many(request):
        return refusal
    try:
        page = data.page(request.GET)
    except data.Unfit as unfit:
        return _json({"error": str(unfit)}, status=400)
    root = request.build_absolute_uri("/")[:-1]
    limit = {"limit": request.GET["limit"]} if request.GET.get("limit") else {}
    following = f"{root}{reverse(name)}?{urlencode({'after': page.after, **limit})}" if page.after else ""
    response = said(page, root, following)
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def _json(said: dict[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(json.dumps(said, ensure_ascii=False), content_type=JSON, status=status)
