"""Counts that congresses published, entered as rows: the rates must come out as arithmetic says, not as was printed.

X1 to X24 are published totals of Huaibei and other congresses. The portal has three classes; a fourth (D) of another
city stands with C here. What it has no rows for yet (stations, visits, training) is not among them.
"""

import pytest
from django.utils import timezone

from congress.actors import Actor
from deputies.models import Seat
from proposals.coverage import owing
from proposals.figures import Figures
from proposals.models import Proposal, Rating
from proposals.reports.asked import Asked
from proposals.reports.year import YearReport
from tests.counted import Case, enter, more_deputies
from tests.motions import a_session
from tests.places import an_organ
from tests.world import World, a_world

pytestmark = pytest.mark.django_db
OPINION, MOTION = Proposal.Kind.OPINION, Proposal.Kind.MOTION


@pytest.fixture
def world() -> World:
    return a_world()


def report(world, **parameters):
    today = timezone.localdate()
    return YearReport(Asked.read(Actor(world.desk), parameters, today), today=today)


def rates(world, *names, **parameters):
    """What the page prints, by the name of the rate."""
    printed = {row.rate.name: row.value for row in report(world, **parameters).rows}
    return [printed[name] for name in names]


def test_x1_the_year_of_the_seed(world):
    """2,921 deputies of all levels, 15,757 opinions, 11,311 done: 71.78 %, 5.39 each."""
    more_deputies(world, 2921 - 3)
    enter(world, [Case(11_311, kind=OPINION, is_bare=True)])
    enter(
        world,
        [Case(number, "", kind=OPINION, is_bare=True, is_handed=n == 0) for n, number in enumerate([4_217, 229])],
    )
    found = report(world)
    assert found.numbers["proposals"] == 15_757 == 11_311 + 4_217 + 229
    assert (found.numbers["proposals_done"], found.numbers["in_hand"], found.numbers["not_handed"]) == (
        11_311,
        4_217,
        229,
    )
    year, words = timezone.localdate().year, found.text
    assert f"2921名各级人大代表，{year}年共提出意见建议15757条（人均5.39条）" in words
    assert "已办结11311件，办结率71.8%" in words
    assert round(11_311 / 15_757 * 100, 2) == 71.78


def test_x2_all_in_time(world):
    enter(world, [Case(273)])
    assert rates(world, "in_time_rate", "answered_rate") == ["100.0%", "100.0%"]
    assert report(world).text.endswith("其中议案建议273件，均已在规定时限内答复代表。")
    Proposal.objects.filter(pk=Proposal.objects.first().pk).update(is_live=False)
    enter(world, [Case(1, is_late=True)])
    assert rates(world, "in_time_rate") == ["99.6%"], "one of 273 was late"
    assert "均已在规定时限内" not in report(world).text


def test_x3_one_a_deputy_and_month(world):
    """479 deputies, 5,748 in twelve months: every month everybody."""
    assert 479 * 12 == 5_748
    more_deputies(world, 476)
    seats, month = list(Seat.objects.all()), timezone.localdate().replace(day=1)
    enter(world, [Case(1, kind=OPINION, seat=seat, outcome="") for seat in seats])
    line = Figures(Actor(world.desk), world.city, month.year, until=timezone.localdate()).by_month()[-1]
    assert (line.put_forward, line.heard, line.serving, line.coverage) == (479, 479, 479, "100.0%")
    assert not owing(Seat.objects.all(), month).exists()


def test_x5_a_town_in_may(world):
    enter(world, [Case(30, kind=OPINION), Case(11 + 62 - 30, kind=OPINION, outcome="")])
    assert report(world).numbers["proposals"] == 73
    assert rates(world, "done_rate") == ["41.1%"]


def test_x6_and_x22_what_was_solved(world):
    """A station: 82 opinions, 73 solved, 89 %; the province's 12,066 of 20,666 is the same sum."""
    enter(world, [Case(73, kind=OPINION), Case(9, outcome="C", kind=OPINION)])
    assert rates(world, "solved_rate") == ["89.0%"]


@pytest.mark.parametrize(
    ("total", "theirs", "printed"), [(1_505, 1_401, "93.1%"), (209, 197, "94.3%"), (272, 251, "92.3%")]
)
def test_x7_x10_x11_the_share_of_one_organ(world, total, theirs, printed):
    """What the government handled: the number under its name over the whole."""
    government = an_organ(world.city, "市政府办")
    enter(world, [Case(theirs, organ=government, outcome=""), Case(total - theirs, outcome="")])
    of_it, whole = report(world, organ=str(government.pk)).numbers, report(world).numbers
    assert (of_it["handed"], whole["handed"]) == (theirs, total)
    assert f"{of_it['handed'] / whole['handed']:.1%}" == printed


# Classes, and satisfied / mostly / dissatisfied of all rated: the shares that the portal prints.
PUBLISHED = {
    "X8": ({"A": 162, "B": 105, "C": 12}, (0, 270, 9), "96.8%", ["58.1%", "37.6%", "4.3%"]),
    "X9": ({"A": 178, "B": 153, "C": 20}, (350, 0, 1), "99.7%", ["50.7%", "43.6%", "5.7%"]),
    "X10": ({"A": 259, "B": 5, "C": 8}, (266, 3, 3), "98.9%", ["95.2%", "1.8%", "2.9%"]),
    "X11": ({"A": 80, "B": 117}, (197, 0, 0), "100.0%", ["40.6%", "59.4%", "0.0%"]),
    "X13": ({"A": 54, "B": 33, "C": 2 + 4}, (86, 7, 0), "100.0%", ["58.1%", "35.5%", "6.5%"]),
    "X14": ({"A": 64, "B": 38, "C": 21 + 5}, (128, 0, 0), "100.0%", ["50.0%", "29.7%", "20.3%"]),
    "X15": ({"A": 734}, (711, 0, 23), "96.9%", ["100.0%", "0.0%", "0.0%"]),
    "X16": ({"A": 150, "B": 238, "C": 446 - 150 - 238}, (446, 0, 0), "100.0%", ["33.6%", "53.4%", "13.0%"]),
    "X19": ({"A": 52, "B": 33, "C": 1}, (86, 0, 0), "100.0%", ["60.5%", "38.4%", "1.2%"]),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_classes_and_satisfaction(world, name):
    classes, ratings, pleased, shares = PUBLISHED[name]
    assert sum(classes.values()) == sum(ratings)
    levels = [level for level, number in zip(Rating.Level.values, ratings, strict=True) for _ in range(number)]
    letters = [letter for letter, number in classes.items() for _ in range(number)]
    enter(world, [Case(1, outcome=letter, result=level) for letter, level in zip(letters, levels, strict=True)])
    found = report(world).numbers
    assert [found[f"class_{letter}"] for letter in "abc"] == [classes.get(letter, 0) for letter in "ABC"]
    assert [f"{found[f'class_{letter}'] / found['answered']:.1%}" for letter in "abc"] == shares
    assert tuple(found[level] for level in Rating.Level.values) == ratings
    assert rates(world, "pleased_rate") == [pleased]


def test_x10_print_can_be_wrong(world):
    """The report prints 97.6 % satisfied and 1.2 % dissatisfied; its own counts say otherwise."""
    enter(world, [Case(266), Case(3, result="mostly"), Case(3, result="dissatisfied")])
    assert rates(world, "satisfied_rate", "pleased_rate") == ["97.8%", "98.9%"]
    found = report(world).numbers
    assert f"{found['dissatisfied'] / found['rated']:.1%}" == "1.1%"


def test_x10_the_rate_of_what_was_done(world):
    enter(world, [Case(259), Case(5, outcome="B"), Case(8, outcome="C")])
    assert rates(world, "solved_rate") == ["95.2%"]


def test_x13_satisfied_the_first_time(world):
    """86 of 93 satisfied at once, 7 mostly; handled again, the first word stays the first."""
    enter(world, [Case(86), Case(7, rounds=2, first="mostly")])
    assert rates(world, "first_satisfied_rate", "satisfied_rate") == ["92.5%", "100.0%"]


def test_x17_rounds(world):
    """220: in September 215 satisfied with the process and 198 with the result, in December 220 and 218."""
    september = [
        Case(198),
        Case(17, result="mostly", process="satisfied"),
        Case(5, result="mostly", process="mostly"),
    ]
    enter(world, september)
    found = report(world).numbers
    assert (found["rated"], found["process_satisfied"], found["satisfied"]) == (220, 215, 198)
    Proposal.objects.update(is_live=False)
    december = [
        Case(198),
        Case(20, rounds=2, first="mostly"),
        Case(2, rounds=2, first="mostly", result="mostly", process="satisfied"),
    ]
    enter(world, december)
    found = report(world).numbers
    assert (found["rated"], found["process_satisfied"], found["satisfied"]) == (220, 220, 218)
    assert (found["rehandled"], found["first_satisfied"]) == (22, 198)


@pytest.mark.parametrize(
    ("name", "by_category"),
    [
        ("X13", [25, 26, 13, 19, 4, 6]),
        ("X14", [20, 7, 32, 44, 25]),
        ("X18", [56, 20, 8, 14, 7, 18, 6, 6]),
        ("X21", [41, 23, 42, 91, 13, 10]),
    ],
)
def test_categories_sum_up(world, name, by_category):
    words = ["城乡建设", "交通出行", "教育文化", "卫生医疗", "农业农村", "社会保障", "生态环保", "其他"]
    enter(world, [Case(number, category=word, outcome="") for number, word in zip(by_category, words, strict=False)])
    found = [report(world, category=word).numbers["proposals"] for word, _ in zip(words, by_category, strict=False)]
    assert found == by_category
    assert report(world).numbers["proposals"] == sum(by_category)


def test_x12_many_organs(world):
    """171 over 66 organs, each counted once."""
    organs = [an_organ(world.city, f"单位{number:02}") for number in range(66)]
    enter(world, [Case(1, organ=organs[number % 66], outcome="") for number in range(171)])
    assert report(world).numbers["handed"] == 171
    assert [report(world, organ=str(organs[at].pk)).numbers["handed"] for at in (0, 65)] == [3, 2]


@pytest.mark.parametrize(("name", "motions", "suggestions"), [("X20", 2, 79 + 66), ("X21", 24, 196), ("X24", 6, 69)])
def test_kinds(world, name, motions, suggestions):
    session = a_session(world)
    made = enter(world, [Case(suggestions, outcome=""), Case(motions, outcome="", kind=OPINION, is_handed=False)])
    keys = [row.pk for row in made if row.kind == OPINION]
    Proposal.objects.filter(pk__in=keys).update(kind=MOTION, plan="方案", session=session, month=None)
    counted = {kind: report(world, kind=kind).numbers["proposals"] for kind in ("motion", "suggestion", "formal")}
    assert counted == {"motion": motions, "suggestion": suggestions, "formal": motions + suggestions}


def test_x23_few_opinions_have_no_rate_of_satisfaction(world):
    """Of fewer than five no satisfaction is told."""
    enter(world, [Case(4, kind=OPINION), Case(9, kind=OPINION, outcome="")])
    assert report(world).numbers["proposals"] == 13
    assert rates(world, "satisfied_rate", "pleased_rate") == ["—", "—"]
    enter(world, [Case(1, kind=OPINION)])
    assert rates(world, "satisfied_rate") == ["100.0%"]


def test_the_other_rates(world):
    """签收及时率, 退办率, 面商率, 按时率 with what is overdue."""
    enter(
        world,
        [
            Case(6, way="in_person"),
            Case(1, way="visit", signed_in_late=True),
            Case(2, is_late=True),
            Case(1, outcome="", is_late=True),
            Case(10, outcome=""),
        ],
    )
    names = ("sign_in_rate", "met_rate", "in_time_rate", "release_rate", "answered_rate")
    assert rates(world, *names) == ["95.0%", "77.8%", "70.0%", "0.0%", "45.0%"]
