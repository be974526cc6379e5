"""A visit in three fields, the strip, the board, and the records behind a number."""

from django.urls import reverse

from deputies.models import Visit
from tests.places import signed_in, today

SENT = {"day": "", "number": "3", "words": "看望老人"}


def recorded(world):
    client = signed_in(world.deputy)
    return client, client.post(reverse("duties:record_visit"), SENT | {"day": today()})


def test_a_visit_is_recorded_once(world):
    client, answer = recorded(world)
    client.post(reverse("duties:record_visit"), SENT | {"day": today()})
    assert answer.status_code == 302
    assert [visit.number for visit in Visit.objects.all()] == [3]
    assert "3/20户（人）" in client.get(reverse("congress:home")).content.decode()


def test_a_day_to_come_is_refused_at_its_field(world):
    answer = signed_in(world.deputy).post(reverse("duties:record_visit"), SENT | {"day": today(1)})
    assert "走访的日期不能晚于今天。" in answer.content.decode()
    assert "看望老人" in answer.content.decode()
    assert not Visit.objects.exists()


def test_the_boards_number_opens_its_records(world, django_assert_max_num_queries):
    recorded(world)
    desk = signed_in(world.desk)
    for rows in ("part", "congress", "level"):
        with django_assert_max_num_queries(25):
            answer = desk.get(reverse("duties:board"), {"rows": rows})
        column = next(at for at, duty in enumerate(answer.context["duties"]) if duty.code == "visit")
        [cell] = [row.cells[column] for row in answer.context["rows"] if row.cells[column].counted]
        opened = desk.get(cell.address)
        assert cell.counted == opened.context["amount"] == 3
        assert "看望老人" in opened.content.decode()


def test_another_deputy_sees_none_of_them(world):
    recorded(world)
    answer = signed_in(world.li.grant).get(reverse("duties:records"), {"duty": "visit", "holder": world.zhang.pk})
    assert answer.context["number"] == 0
    assert signed_in(world.handler).get(reverse("duties:board")).status_code == 403
