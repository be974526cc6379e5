"""U20: whatever the columns can hold, an SMS is one part, and it carries no link."""

from datetime import date, timedelta
from random import Random

import pytest

from congress import texts
from congress.configurable import DECLARED
from congress.models import Organ, Person
from groups.models import Activity
from proposals.models import Proposal
from tests.proof import measured, times

TRIES = times("SMS", 20)
KINDS = [kind for kind, wording in texts.WORDINGS.items() if wording.sms]
RARE = "𠮷䶮㛃·的"


def a_value(name: str, random: Random) -> object:
    """Something as long as its column, or a number as large as the portal can come to."""
    if name in ("date", "until"):
        return date(2026, 1, 1) + timedelta(days=random.randint(0, 400))
    if name in ("no", "into"):
        return f"HBSX0101-2026-{random.randint(1, 99_999):04d}"
    if name == "tel":
        return "".join(random.choices("0123456789- ", k=DECLARED["site.help_phone"].most))
    if name in texts.WHOLE:
        return "在" + "".join(random.choices(RARE, k=Activity._meta.get_field("place").max_length or 1000))
    if name in texts.CUT:
        holds = {"organ": Organ, "to": Organ, "from": Organ, "name": Person, "who": Person}.get(name, Proposal)
        field = holds._meta.get_field("title" if holds is Proposal else "name")
        return "".join(random.choices(RARE, k=field.max_length or 1000))
    if name in ("d", "n", "a", "b", "w"):
        return random.choice([0, 1, 999, 9_999])
    return texts.LONGEST[name]


@pytest.mark.parametrize("kind", KINDS)
def test_the_longest_values_of_the_database_leave_it_in_one_part(kind):
    random = Random(kind)
    for _ in range(TRIES):
        facts = {name: a_value(name, random) for name in texts.wording(kind).placeholders}
        whole = texts.Wordings().render(kind, None, facts)
        said = texts.as_sms(kind, texts.LONGEST_SIGNATURE, whole)
        assert texts.units(said) <= texts.ONE_SMS, said
        assert "http" not in said and "www" not in said
        for name in texts.wording(kind).placeholders - texts.CUT - texts.WHOLE:
            assert texts.shown(name, facts[name]) in said, "numbers and dates are never cut"
        for name in texts.wording(kind).placeholders & texts.WHOLE:
            assert facts[name] in whole and facts[name][:8] in said, "a long place is whole in the portal alone"


def test_a_number_grown_longer_takes_its_room_from_a_name():
    facts = {"organ": "宽" * 20, "no": "HBSX0101-2026-12345", "date": date(2026, 12, 28)}
    said = texts.Wordings().render("rehandle", None, facts)
    assert texts.units(texts.LONGEST_SIGNATURE + said) <= texts.ONE_SMS
    assert said.startswith("宽" * 13 + "…：") and "HBSX0101-2026-12345号" in said
    measured("U20", f"{len(KINDS)} kinds of SMS, each {TRIES} times with the longest values: 1 part each, 0 links")
