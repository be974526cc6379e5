"""开放数据: every change once and in order, the same ids for ever, tombstones, pages, nothing that runs."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from congress import timeline
from proposals.models import Publication
from proposals.publishing import open_data
from tests.publishing import made

pytestmark = pytest.mark.django_db
JSON, CSV = "/public/open-data/json/", "/public/open-data/csv/"


def fetch(address: str = JSON, **parameters: object) -> dict:
    response = Client().get(address, parameters)
    assert response.status_code == 200
    return response.json()


def table(**parameters: object) -> list[dict[str, str]]:
    text = Client().get(CSV, parameters).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_has_every_field_of_the_dictionary_and_no_other(world):
    row = made.published(world)
    (item,) = fetch()["items"]
    assert list(item) == [field.name for field in open_data.FIELDS]
    assert list(item["replies"][0]) == [field.name for field in open_data.OF_A_REPLY]
    assert (item["id"], item["number"], item["state"]) == (str(row.pk), row.number, "published")
    assert item["url"] == f"http://testserver/public/suggestions/{row.number}/"
    assert made.PHONE not in str(item)
    page = Client().get("/public/open-data/").content.decode()
    assert all(f.name in page and f.says in page for f in (*open_data.FIELDS, *open_data.OF_A_REPLY))


def test_csv_and_json_say_the_same(world):
    made.published(world)
    (item,), (line,) = fetch()["items"], table()
    assert {name: line[name] for name in item if name != "replies"} == {
        name: str(value) for name, value in item.items() if name != "replies"
    }
    assert line["reply_text"].replace("\r\n", "\n") == item["replies"][0]["text"]


def test_what_is_withdrawn_is_told_without_words(world):
    row = made.published(world)
    made.unpublish(world, row, reason="漏遮了手机号")
    (item,), (line,) = fetch()["items"], table()
    assert sorted(item) == sorted(field.name for field in open_data.FIELDS if field.is_lasting)
    assert (item["id"], item["state"], line["state"], line["title"]) == (str(row.pk), "withdrawn", "withdrawn", "")
    assert "漏遮" not in str(item)


def test_pages_give_each_change_once(world):
    for n in range(5):
        made.published(world, f"关于第{n}条路的建议")
    Publication.objects.update(changed_at=timezone.now() - timedelta(hours=1))  # all in the same moment
    seen, response = [], Client().get(JSON, {"limit": 2})
    while True:
        seen += [item["id"] for item in response.json()["items"]]
        following = response.json()["next"]
        assert (f'<{following}>; rel="next"' == response.headers.get("Link")) is (following is not None)
        if following is None:
            break
        response = Client().get(following)
    assert sorted(seen) == sorted(str(key) for key in Publication.objects.values_list("pk", flat=True))
    assert len(table(limit=2)) == 2


def test_only_what_has_changed_since(world):
    old, new = made.published(world, "旧的"), made.published(world, "新的")
    at = timezone.now() - timedelta(days=3)
    Publication.objects.filter(pk=old.pk).update(changed_at=at)
    since = timezone.localtime() - timedelta(days=1)
    for said in (since.isoformat(), f"{since:%Y-%m-%d}", f"{since:%Y-%m-%dT%H:%M:%S}"):
        assert [item["id"] for item in fetch(since=said)["items"]] == [str(new.pk)]
    made.unpublish(world, Publication.objects.get(pk=old.pk))
    assert [item["state"] for item in fetch(since=since.isoformat())["items"]] == ["published", "withdrawn"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"limit": "0"},
        {"limit": "501"},
        {"limit": "二"},
        {"limit": "9" * 4000},
        {"since": "昨天"},
        {"since": "2026-13-01"},
        {"since": "0000-00-00"},
        {"since": "9999-12-31T23:59:59-23:59"},
        {"after": "1"},
        {"after": "2026-01-01~x"},
    ],
)
def test_what_means_nothing_is_told(world, parameters):
    for address in (JSON, CSV):
        response = Client().get(address, parameters)
        assert response.status_code == 400 and response.json()["error"].endswith("。")


def test_what_may_still_be_overtaken_waits(world, monkeypatch):
    monkeypatch.setattr(timeline, "IN_FLIGHT", timedelta(minutes=2))
    row = made.published(world)
    assert fetch()["items"] == []
    Publication.objects.update(changed_at=timezone.now() - timedelta(minutes=3))
    assert [item["id"] for item in fetch()["items"]] == [str(row.pk)]


@pytest.mark.parametrize("sign", [*"=+-@", "＝", "\t="])
def test_nothing_runs_as_a_formula(sign):
    assert open_data.harmless(f"{sign}cmd") == f"'{sign}cmd" and open_data.harmless("路灯=好") == "路灯=好"


def test_a_title_like_a_formula_is_text_in_the_table(world):
    made.published(world, '=HYPERLINK("http://x")')
    assert table()[0]["title"].startswith("'=")


def test_unchanged_is_said_by_304(world):
    made.published(world)
    for address in (JSON, CSV):
        first = Client().get(address)
        again = Client().get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
