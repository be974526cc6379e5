"""Damage to rows of training, for the doctor to find."""

from collections.abc import Callable
from datetime import timedelta

from congress.actors import Actor
from congress.models import Term
from tests.proposals.writing_past import write
from tests.training import made
from tests.world import World
from training.models import Watching
from training.practice.entering import enter_practice


def the_term_is_another_congresss(world: World) -> None:
    write(made.opened(world), term=Term.objects.get(congress=world.county))


def a_half_day_lies_outside_its_class(world: World) -> None:
    half_day = made.the_half_day(made.opened(world))
    later = timedelta(days=40)
    write(half_day, starts_at=half_day.starts_at + later, ends_at=half_day.ends_at + later)


def somebody_comes_with_anothers_seat(world: World) -> None:
    write(made.enrolled(world, made.opened(world)), seat=world.li)


def an_attendance_is_of_another_class(world: World) -> None:
    course = made.opened(world)
    row = made.signed_in(world, made.the_half_day(course), made.enrolled(world, course))
    write(row, half_day=made.the_half_day(made.opened(world, title="另一个班")))


def a_certificate_is_another_congresss(world: World) -> None:
    course = made.opened(world, days=0)
    row = made.with_certificate(world, course, made.enrolled(world, course))
    write(row.certificate, congress=world.county)


def heard_seconds_do_not_add_up(world: World) -> None:
    course = made.opened(world)
    facts = {"enrolment": made.enrolled(world, course), "reported_at": made.now(), "spans": [[0, 5]], "seconds": 9}
    Watching.objects.create(lesson=made.a_lesson(world, course), **facts)


def somebody_practises_for_another(world: World) -> None:
    write(enter_practice(by=Actor(world.handler), at=made.now()), stands_for=world.leader)


DAMAGE_OF_TRAINING: list[tuple[Callable[[World], None], str, str]] = [
    (the_term_is_another_congresss, "training", "届次或小组是另一级人大的"),
    (a_half_day_lies_outside_its_class, "training", "不在培训班的日期里"),
    (somebody_comes_with_anothers_seat, "training", "别人的代表资格"),
    (an_attendance_is_of_another_class, "training", "的签到是另一个培训班的人"),
    (somebody_practises_for_another, "practice", "练习的身份和真实的身份对不上"),
    (a_certificate_is_another_congresss, "training", "证书和培训班不是同一级人大的"),
    (heard_seconds_do_not_add_up, "training", "听过的片段和秒数对不上"),
]
