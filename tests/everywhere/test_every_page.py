"""U15, U19: a deputy reads plain Chinese on every page, and the help phone stands at the same place on all pages."""

import re

import pytest

from congress.models import Congress, Organ
from proposals.models import Proposal, Reply
from tests.access.failing import failing_pages
from tests.access.sights import NO_PAGES, Sight, looks
from tests.access.window import STANDARD, ask, is_page
from tests.everywhere.reading import joined, read, sentences
from tests.proof import measured, times

pytestmark = pytest.mark.django_db
EVERYTHING = times("EVERYTHING", 0) == 1
DEPUTIES = ("author", "co_signer", "deputy")
# Programs and kinds of files whose names everybody knows by these letters; units of size.
KNOWN = {"Excel", "Word", "WPS", "PDF", "OFD", "MB", "KB", "GB"}
# Of interest to whoever writes programs, and written for him.
FOR_PROGRAMMERS = {"public:open_data"}
NEVER = ("操作成功", "操作失败", "非法", "系统异常", "联系管理员", "参数错误", "null", "None", "undefined")
NUMBER = re.compile(r"[A-Z]{2,8}-\d{4}-\d{4,}")
PLANTED = re.compile(r"cn[0-9a-f]{6,}(\.\w+)?|[0-9a-f]{12,}|[A-Z2-7]{26,}")  # the last: to be typed into a telephone
LATIN = re.compile(r"[A-Za-z]{2,}|\b[A-Za-z]\d+\b")
CHARACTER = re.compile(r"[0-9A-Za-z.:-]+|\S")  # as word processors count: a number or a date is one
LONGEST_ON_AVERAGE = 20


def every_deputys_page(stage, policy) -> list[Sight]:
    """Each page that one of the deputies may open, in each state (in the suite in the first)."""
    found = []
    for url, kind in policy.kinds.items():
        for thing in stage.of_kind(kind) if url not in {*NO_PAGES, *FOR_PROGRAMMERS} else ():
            answers = policy.expected(url, thing, "GET")
            if who := next((actor for actor in DEPUTIES if answers.get(actor) == 200), None):
                found.append(Sight(url, who, stage.address(url, thing), thing.state if thing else ""))
                if not EVERYTHING:
                    break
    return found


def typed_by_people() -> list[str]:
    """What is shown as it was entered: titles, texts, names of places and organs; the longest first."""
    rows = [Proposal.objects.values_list("title", "body", "place"), Reply.objects.values_list("text")]
    rows += [Congress.objects.values_list("name", "place"), Organ.objects.values_list("name")]
    return sorted({text for some in rows for row in some for text in row if text}, key=len, reverse=True)


def our_own(said: list[str], typed: list[str]) -> list[str]:
    """These lines without what people typed and what is planted to be found."""
    left = []
    for line in said:
        for text in typed:
            line = line.replace(" ".join(text.split()), "")
        left.append(PLANTED.sub("", NUMBER.sub("", line)))
    return left


def test_a_deputy_reads_no_english_no_codes_and_short_sentences(stage, policy):
    typed, wrong, said = typed_by_people(), [], set()
    todo = every_deputys_page(stage, policy)
    assert len(todo) > 15
    for sight in todo:
        answer = ask(stage, sight, STANDARD)
        assert answer.status == 200 and is_page(answer), sight
        page = read(answer.body.decode())
        seen = our_own(joined(page.lines), typed)
        own = seen + our_own(joined(page.aside), typed)
        wrong += [f"{sight}: {word} in “{line}”" for line in own for word in LATIN.findall(line) if word not in KNOWN]
        wrong += [f"{sight}: {word}" for line in own for word in NEVER if word in line]
        said.update(sentences(seen))
    assert wrong == []
    average = sum(len(CHARACTER.findall(sentence)) for sentence in said) / len(said)
    assert average <= LONGEST_ON_AVERAGE, sorted(said, key=len)[-20:]
    measured("U15", f"{len(todo)} pages: 0 words in Latin letters but {len(KNOWN)} names of files, programs and units")
    measured(
        "U15", f"{len(said)} sentences of {average:.1f} characters on average; none of {len(NEVER)} empty phrases"
    )


def test_the_help_phone_is_at_the_same_place_on_every_page(stage, policy):
    places: dict[tuple[str, ...], list[str]] = {}
    number = 0
    for sight in looks(stage, policy, every_state=EVERYTHING):
        answer = ask(stage, sight, STANDARD)
        places.setdefault(place_of(answer), []).append(str(sight))
        number += 1
    for name, answer in failing_pages(stage, STANDARD).items():
        places.setdefault(place_of(answer), []).append(name)
        number += 1
    assert list(places) == [("html", "body", "footer", "div", "p")], places
    measured("U19", f"{number} pages of all roles, those that say what went wrong included: 1 place")


def place_of(answer) -> tuple[str, ...]:
    """Where the page says whom to ring: the tags around it, of the only one."""
    found = read(answer.body.decode()).found
    assert answer.body.decode().count("有问题请打") == len(found) <= 1
    return found[0] if found else ()
