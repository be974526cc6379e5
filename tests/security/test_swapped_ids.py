"""G6: an id of one thing in the address of another gives nobody a byte that is not his, and changes nothing."""

import random
from uuid import UUID

import pytest
from django.urls import NoReverseMatch, reverse

from tests.proof import measured, times
from tests.security.matrix import leaks
from tests.security.sent import sent_to
from tests.security.walking import NO_MATTER, all_urls

pytestmark = pytest.mark.django_db
PAIRS = times("PAIRS", 150)
# To the sign-in page, no token, not yours, not there, not by this method.
SHUT = (302, 401, 403, 404, 405)


def test_swapped_ids_open_nothing(stage, policy, canaries):
    rng = random.Random(2026)
    known = [thing for thing in stage.things if isinstance(thing.arguments.get("pk"), UUID)]
    urls = [url for url in sorted(all_urls()) if policy.kinds[url] in {thing.kind for thing in known}]
    pairs, wrong = 0, []
    while pairs < PAIRS:
        url, actor, method = rng.choice(urls), rng.choice(stage.cast.actors), rng.choice(("GET", "POST"))
        own = rng.choice([thing for thing in known if thing.kind == policy.kinds[url]])
        arguments = swapped(rng, own.arguments, known)
        try:
            address = reverse(url, kwargs=arguments)
        except NoReverseMatch:
            continue
        pairs += 1
        meant = next((one for one in stage.things if (one.kind, one.arguments) == (own.kind, arguments)), None)
        allowed = (policy.expected(url, meant, method)[actor],) if meant else SHUT
        answer = stage.ask(actor, method, address, sent_to(url, meant or own, stage.cast))
        said = leaks(canaries, actor, answer)
        if answer.status not in allowed:
            said.append(f"{answer.status}, not {allowed}")
        if not meant and (written := answer.written - NO_MATTER):
            said.append(f"writes {sorted(written)}")
        wrong += [f"{method} {url} of {own}, with {arguments}: {actor} gets {what}" for what in said]
    measured("G6", f"{pairs} pairs of swapped ids: {len(wrong)} opened or changed something")
    assert wrong == []


def swapped(rng, arguments, known):
    """The same arguments, one of them, or each, taken from another thing."""
    others = rng.choice(known).arguments, rng.choice(known).arguments
    names = [name for name in arguments if rng.random() < 0.7] or ["pk"]
    return {
        name: next((other[name] for other in others if name in other), value) if name in names else value
        for name, value in arguments.items()
    }
