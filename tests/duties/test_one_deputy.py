"""One deputy's duties: for himself and his desk with the records, for the leader of his group the numbers alone."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from deputies.duties.periods import period_at
from deputies.models import Visit
from groups.keeping import establishing, membership
from tests.duties import made
from tests.groups import made as groups
from tests.places import START, signed_in, today


def read(answer):
    return answer.content.decode()


def test_each_number_opens_the_records_it_counts(world, django_assert_max_num_queries):
    for number in range(1, 13):
        made.visit(world, number=number, words=f"第{number}次看望")
    made.contact(world)
    own, page = signed_in(world.deputy), reverse("duties:deputy", args=[world.zhang.pk])
    with django_assert_max_num_queries(25):
        answer = own.get(page)
    rows = {row.line.progress.asked.code: row for row in answer.context["rows"]}
    assert len(rows) == 5 and "78/20户（人）" in read(answer)
    assert len(rows["visit"].records) == 10 and "全部12条" in read(answer)
    opened = own.get(rows["visit"].line.address)
    assert opened.context["number"] == 12 and opened.context["amount"] == 78
    for line in (*rows["visit"].records, *rows["deputy_contact"].records):
        assert own.get(line.address).status_code == 200
    before = period_at("year", today()).first - timedelta(days=1)
    for query in (f"?length=month&at={today():%Y-%m}", "?length=quarter", f"?length=year&at={before.year}", "?at=无"):
        assert own.get(page + query).status_code == 200
    assert f"{today().year}年1月1日起算" in read(own.get(f"{page}?length=month"))
    assert "78/20" not in read(own.get(f"{page}?length=year&at={before.year}"))
    assert f"地址里的时段看不懂，下面是{today().year}年的。" in read(own.get(f"{page}?at=无"))


def test_the_page_of_a_duty_is_turned_to_other_periods(world):
    """The number on it is that of the records that it lists, whoever's and whichever days they are."""
    first = today().replace(day=1)
    for number, day in ((4, today()), (5, first - timedelta(days=1)), (6, first - timedelta(days=100))):
        Visit.objects.create(
            seat=world.zhang, day=day, number=number, words="看望",
            recorded_by=world.deputy, recorded_at=timezone.now(),
        )  # fmt: skip
    own, page = signed_in(world.deputy), reverse("duties:records")
    answer = own.get(page, {"duty": "visit", "holder": world.zhang.pk})
    by_length = {link.label: link.address for link in answer.context["picker"].lengths}
    month = own.get(page + by_length["月份"])
    assert (month.context["number"], month.context["amount"]) == (1, 4)
    assert f"{first.year}年{first.month}月，共1条，合计4户（人）" in read(month)
    assert f"张某，{first.year}年" in read(month) and "返回首页" in read(month)
    desk = signed_in(world.desk)
    for query, back in (
        ({"holder": world.zhang.pk}, reverse("duties:deputy", args=[world.zhang.pk])),
        ({"level": "city"}, f"{reverse('duties:board')}?kind=deputy&amp;year={today().year}"),
    ):
        assert f'<a class="back" href="{back}' in read(desk.get(page, {"duty": "visit", **query}))
    before = own.get(page + month.context["picker"].before.address)
    assert [line.day for line in before.context["lines"]] == [first - timedelta(days=1)]
    for address in by_length.values():
        shown = own.get(page + address).context
        assert shown["span"].first <= today() <= shown["span"].last
        days = Visit.objects.filter(day__gte=shown["span"].first, day__lte=shown["span"].last)
        assert shown["amount"] == sum(days.values_list("number", flat=True)) >= 4


def test_who_looks_at_whose(world):
    made.visit(world)
    page = reverse("duties:deputy", args=[world.zhang.pk])
    leader, other = signed_in(world.li.grant), signed_in(world.wang.grant)
    assert leader.get(page).status_code == 404
    group = groups.group(world)
    told = leader.get(page)
    assert "3/20户（人）" in read(told) and made.SAID not in read(told)
    assert not any(row.records for row in told.context["rows"])
    dossier = reverse("dossiers:dossier", args=[world.zhang.pk])
    assert dossier in read(leader.get(group.get_absolute_url()))
    assert page in read(leader.get(dossier))
    assert other.get(page).status_code == 404, "a member of no post"
    assert made.SAID in read(signed_in(world.desk).get(page))
    assert signed_in(world.county_desk).get(page).status_code == 404
    ended = group.memberships.get(seat=world.zhang)
    type(ended).objects.filter(pk=ended.pk).update(ends_on=today(-1))
    assert leader.get(page).status_code == 404, "he left the group"


def test_who_changes_groups_in_mid_quarter_changes_nothing_in_what_either_did(world, django_assert_max_num_queries):
    by, at = Actor(world.desk), timezone.now()
    first = groups.group(world)
    second = establishing.establish(kind="activity", name="第二代表小组", starts_on=START, by=by, at=at)
    groups.recorded(world)
    made.visit(world)
    own = reverse("duties:deputy", args=[world.zhang.pk])
    desk = signed_in(world.desk)

    def numbers(group):
        with django_assert_max_num_queries(25):
            lines = [duty.line for duty in desk.get(group.get_absolute_url()).context["duties"]]
        return {line.progress.asked.code: line.progress.counted for line in lines}

    before, deputy = (numbers(first), numbers(second)), read(desk.get(own)).count("3/20户（人）")
    membership.end_member(first.memberships.get(seat=world.zhang), ends_on=today(-1), by=by, at=at)
    membership.add_members(second, [world.zhang], starts_on=today(), by=by, at=at)
    assert (numbers(first), numbers(second)) == before
    assert before[0]["group_activity"] == 1 and before[1]["group_activity"] == 0
    assert read(desk.get(own)).count("3/20户（人）") == deputy == 1
