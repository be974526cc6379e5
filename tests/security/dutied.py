"""What the actors meet of duties: visits, contacts of a member, the list of contacts, excuses, a target to come."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from congress.actors import Actor
from deputies.duties import contacting, excusing, listing, recording, targeting
from deputies.models import CouncilMembership, DeputyLink
from tests.places import START
from tests.proposals.posted_pages import TEXT, day
from tests.security.cast import Cast
from tests.security.planting import canary
from tests.security.things import Thing, _thing


def dutied(cast: Cast) -> list[Thing]:
    """The author's visits and excuses; the cosigner is a member of the Standing Committee and contacts the author."""
    desk, now, today = Actor(cast.grants["desk"]), timezone.now(), timezone.localdate()
    author, member = Actor(cast.grants["author"]), Actor(cast.grants["cosigner"])
    rows: dict[tuple[str, str], Any] = {}
    for state in ("live", "cancelled"):
        said = {"words": canary(f"{state}_visit_words"), "place": canary(f"{state}_visit_place")}
        rows["own_visit", state] = recording.record_visit(by=author, at=now, day=today, number=2, **said)
    recording.cancel_visit(rows["own_visit", "cancelled"], by=author, at=now, reason=canary("visit_cancel_reason"))
    listing.add_members([member.seat], starts_on=START, by=desk, at=now)
    listing.add_links(member.seat, [author.seat], starts_on=START, by=desk, at=now)
    for state in ("live", "cancelled"):
        facts = {"deputy": author.seat, "day": today, "words": canary(f"{state}_contact_words")}
        rows["deputy_contact", state] = contacting.record_contact(by=member, at=now, **facts)
    reason = canary("contact_cancel_reason")
    contacting.cancel_contact(rows["deputy_contact", "cancelled"], by=member, at=now, reason=reason)
    for state in ("live", "cancelled"):
        facts = {"starts_on": today, "ends_on": today + timedelta(days=3), "reason": canary(f"{state}_excuse_reason")}
        rows["excuse", state] = excusing.give_excuse("seat", author.seat, by=desk, at=now, **facts)
    excusing.cancel_excuse(rows["excuse", "cancelled"], by=desk, at=now)
    starts_on = today + timedelta(days=10)
    to_come = targeting.change_target("visit", target=32, starts_on=starts_on, by=desk, at=now)
    return [
        *[_thing(kind, state, row) for (kind, state), row in rows.items()],
        _thing("deputy_link", "city", DeputyLink.objects.get(member=member.seat)),
        _thing("council_member", "city", CouncilMembership.objects.get(seat=member.seat)),
        Thing("target", "", None, {"code": "visit"}),
        _thing("target_to_come", "city", to_come),
    ]


def sent_of_duties(cast: Cast) -> dict[str, dict[str, Any]]:
    """What somebody sensible would send to each page of duties."""
    contact = {"deputy": cast.seat("author").pk, "day": day(0), "words": TEXT, "other": "", "way": "phone"}
    colleague, reason = cast.seat("colleague").person.name, {"reason": TEXT}
    excuse = {"starts_on": day(0), "ends_on": day(9), **reason}
    return {
        "duties:record_visit": {"day": day(0), "number": "3", "words": TEXT},
        "duties:correct_visit": {"day": day(0), "number": "4", "words": TEXT, "seen": "0"},
        "duties:cancel_visit": reason,
        "duties:record_contact": contact,
        "duties:correct_contact": contact | {"seen": "0"},
        "duties:cancel_contact": reason,
        "duties:add_members": {"seats": colleague, "starts_on": day(0)},
        "duties:end_member": {"ends_on": day(0)},
        "duties:add_links": {"member": cast.seat("cosigner").pk, "deputies": colleague, "starts_on": day(0)},
        "duties:end_link": {"ends_on": day(0)},
        "duties:excuse_deputy": excuse,
        "duties:end_excuse": {"ends_on": day(1)},
        "duties:change_target": {"target": "40", "starts_on": day(20)},
        "groups:excuse_group": excuse,
    }
