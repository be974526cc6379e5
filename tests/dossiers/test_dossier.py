"""What a dossier shows: every kind once, totals that equal its lines, to whom, in which days, as a paper too."""

import io
from collections import Counter
from datetime import date, timedelta

import pytest
from django.urls import reverse
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from congress.actors import Actor
from deputies.dossiers.compiling import entries_of, own_sources, totals_of
from deputies.duties.periods import Span
from deputies.duties.picking import OF_DOSSIERS, asked_for, neighbours, period_on
from deputies.models import Visit
from groups.models import Post
from tests.dossiers import made
from tests.places import START, signed_in, today
from tests.world import a_world

FIRST, TODAY = date(2022, 3, 15), date(2026, 11, 20)
MINE = "/dossiers/mine/"


@pytest.mark.parametrize(
    ("length", "at", "label", "days", "is_taken"),
    [
        ("", "", "2026年", ("2026-01-01", "2026-12-31"), True),
        ("year", "2022", "2022年", ("2022-01-01", "2022-12-31"), True),
        ("half", "2025-2", "2025年下半年", ("2025-07-01", "2025-12-31"), True),
        ("quarter", "2026-1", "2026年一季度", ("2026-01-01", "2026-03-31"), True),
        ("term", "", "本届以来（2022年3月起）", ("2022-03-01", "2026-11-20"), True),
        ("quarter", "2026-5", "2026年四季度", ("2026-10-01", "2026-12-31"), False),
        ("half", "２０２５-1", "2026年下半年", ("2026-07-01", "2026-12-31"), False),
        ("month", "2026-1", "2026年", ("2026-01-01", "2026-12-31"), False),
        ("year", "2021", "2026年", ("2026-01-01", "2026-12-31"), False),
        ("year", "2027", "2026年", ("2026-01-01", "2026-12-31"), False),
        ("term", "2026", "本届以来（2022年3月起）", ("2022-03-01", "2026-11-20"), False),
        ("year", "9" * 99, "2026年", ("2026-01-01", "2026-12-31"), False),
    ],
)
def test_a_period_is_read_or_a_sentence_says_why_not(length, at, label, days, is_taken):
    period, said = asked_for({"length": length, "at": at}, OF_DOSSIERS, FIRST, TODAY)
    assert (period.label, str(period.span.first), str(period.span.last)) == (label, *days)
    assert (said == "") == is_taken
    assert is_taken or f"下面是{label}的。" in said


def test_periods_lead_to_their_neighbours_within_the_term():
    before, after = neighbours(period_on("quarter", date(2022, 1, 1), FIRST, TODAY), FIRST, TODAY)
    assert before is None and after is not None and after.label == "2022年二季度"
    before, after = neighbours(period_on("year", TODAY, FIRST, TODAY), FIRST, TODAY)
    assert before is not None and before.label == "2025年" and after is None
    assert neighbours(period_on("term", TODAY, FIRST, TODAY), FIRST, TODAY) == (None, None)


def test_everything_is_there_once_and_each_line_opens_its_record(world, django_assert_max_num_queries):
    made.everything(world)
    me = signed_in(world.deputy)
    with django_assert_max_num_queries(25):
        answer = me.get(MINE)
    words = {total.source.name: total.words for total in answer.context["totals"]}
    assert words == {
        "visit": "1次，共7户（人）",
        "deputy_contact": "1次",
        "attended_activity": "1次",
        "attended_inspection": "1次",
        "reception": "1次",
        "monthly_opinion": "1件",
        "led_proposal": "1件",
        "joined_proposal": "1件",
        "joined_visit": "1次",
        "commended": "1件",
        "training_hours": "1次，共4学时",
        "lesson_hours": "1次，共2学时",
    }
    entries, page = answer.context["entries"], answer.content.decode()
    assert answer.context["number"] == len(entries) == len(words) == len({entry.kind for entry in entries})
    assert "撤回的题目" not in page and "要补正的" not in page
    addresses = {entry.line.address for entry in entries if entry.line.address}
    assert len(addresses) >= 7
    assert {address: me.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)

    narrowed = me.get(MINE, {"kind": "visit"})
    assert [entry.line.label for entry in narrowed.context["entries"]] == ["7户（东街）：看望老人"]
    nonsense = me.get(MINE, {"kind": "x", "length": "quarter", "at": "2026-9"})
    assert "没有这一类记录，下面是全部。" in nonsense.content.decode()
    assert "地址里的时段看不懂" in nonsense.content.decode()

    paper = me.get(reverse("dossiers:dossier_paper", args=[world.zhang.pk]), {"length": "term"})
    document = Document(io.BytesIO(paper.content))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said[0] == "代表履职档案" and said[1].startswith("本届以来")
    assert sum("、" in line and "：" in line and line[0] in "一二三四五六七八九十" for line in said) == len(words)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {"张某", "7户（东街）：看望老人", "1次，共4学时"} <= set(cells)
    assert [label for entry in entries if (label := entry.line.label) not in cells] == []
    month = f"{today().year}年{today().month}月"  # an opinion is of its month, not of the first of it
    assert f"{month}　月度意见</span>" in page and month in cells
    listed = me.get(reverse("duties:records"), {"duty": "monthly_opinion"}).content.decode()
    assert f'<span class="when">{month}</span>' in listed


def test_whose_dossier_is_read_by_whom(world):
    made.everything(world)
    address = reverse("dossiers:dossier", args=[world.zhang.pk])
    paper = reverse("dossiers:dossier_paper", args=[world.zhang.pk])
    desk = signed_in(world.desk).get(address)
    assert desk.context["number"] == len(made.KINDS)
    assert "只列您有权查看的记录。" in desk.content.decode()
    led = signed_in(world.li.grant).get(address)
    kinds = {total.source.name for total in led.context["totals"]}
    assert {"attended_activity", "attended_inspection"} <= kinds and not kinds & {
        "visit",
        "reception",
        "training_hours",
    }
    assert "看望老人" not in led.content.decode()
    for grant in (world.wang.grant, world.county_desk, world.handler, world.leader):
        assert signed_in(grant).get(address).status_code == signed_in(grant).get(paper).status_code == 404
    assert signed_in(world.desk).get(MINE).status_code == 403
    group = world.zhang.memberships.get().group.get_absolute_url()
    assert address in signed_in(world.li.grant).get(group).content.decode()
    assert address not in signed_in(world.wang.grant).get(group).content.decode()
    Post.objects.filter(grant=world.li.grant).update(ends_on=today(-1))
    assert signed_in(world.li.grant).get(address).status_code == 404
    assert signed_in(world.desk).get(reverse("deputies:detail", args=[world.zhang.pk])).content.decode().count(address)


class TotalsEqualTheirLines(TestCase):
    """Over random visits, some of them cancelled, of two deputies, in random days."""

    def setUp(self):
        self.world = a_world()

    @settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        rows=st.lists(st.tuples(st.booleans(), st.integers(0, 364), st.integers(1, 9), st.booleans()), max_size=12),
        begins=st.integers(0, 300),
        days=st.integers(0, 120),
        size=st.integers(1, 5),
    )
    def test_and_no_record_is_there_twice(self, rows, begins, days, size):
        world, span = self.world, Span(START + timedelta(begins), START + timedelta(begins + days))
        for is_other, after, number, is_cancelled in rows:
            seat = world.li if is_other else world.zhang
            facts = {"words": "看望", "recorded_by": seat.grant, "recorded_at": "2026-01-01T00:00:00Z"}
            if is_cancelled:
                facts |= {"cancelled_at": facts["recorded_at"], "cancelled_by": seat.grant, "cancel_reason": "错"}
            Visit.objects.create(seat=seat, day=START + timedelta(after), number=number, **facts)
        sources = own_sources(world.zhang.pk, span, Actor(world.deputy))
        [total] = [total for total in totals_of(sources) if total.records] or [None]
        pages = [entries_of(sources, at, at + size) for at in range(0, 15, size)]
        entries = [entry for page in pages for entry in page]
        wanted = Counter(
            (START + timedelta(after), number)
            for is_other, after, number, is_cancelled in rows
            if not is_other and not is_cancelled and span.first <= START + timedelta(after) <= span.last
        )
        assert Counter((entry.line.day, int(entry.line.label[0])) for entry in entries) == wanted
        assert (total.records if total else 0) == len(entries)
        assert (total.amount if total else 0) == sum(number * times for (_, number), times in wanted.items())
        assert [entry.line.day for entry in entries] == sorted((entry.line.day for entry in entries), reverse=True)
