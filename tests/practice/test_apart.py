"""Nothing leaves a practice room, nothing in it counts, nobody else is in it, and it ends."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from congress import delivery, gateways
from congress.actors import Actor
from congress.gauges import in_prometheus_words
from congress.models import Congress, Delivery, Event, EventNote, Grant, Notice, Person, Role
from congress.notices import Post, post_many
from congress.practice.grounds import grounds, works_here
from congress.purging import purge_all
from congress.registries import registry
from proposals import recounting
from proposals.interface import feed
from proposals.models import Assignment, Clock, Contact, Proposal, Reply, SearchText
from tests import stages
from tests.everywhere.addresses import addresses, patterns
from tests.faults.servers import Gateway, MailSink, running
from tests.places import a_grant, signed_in
from tests.practice.made import in_room, laid
from tests.world import a_world
from training.models import Practice

pytestmark = pytest.mark.django_db
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce-\S+|\d\d:\d\d')
NOT_HERE = "练习室里没有这一页"
# What needs no role: one's account, one's messages, what is for machines.
OPEN = {f"congress:{name}" for name in "home switch messages read read_all privacy sessions end_others".split()}
OPEN |= {f"congress:{name}" for name in "preferences healthz readyz metrics".split()} | {"training:scan"}
SHUT = ["proposals:publish", "proposals:figures", "proposals:export", "congress:settings", "deputies:import"]


@pytest.fixture
def world():
    return a_world()


def test_every_other_page_is_shut_in_a_room(world):
    actor = in_room(world.desk)
    views = {name: pattern.callback for name, pattern in patterns(get_resolver()) if ":" in name}
    needs_a_role = {
        name
        for name, view in views.items()
        if getattr(view, "login_required", True) and not getattr(view, "role_not_required", False)
    }
    assert set(views) - needs_a_role >= OPEN
    assert {
        name for name in set(views) - needs_a_role if name.partition(":")[0] not in ("public", "interface")
    } <= OPEN
    shut = {name for name in needs_a_role if not works_here(actor, name)}
    assert shut == needs_a_role - grounds.pages and len(shut) > 200
    assert all(works_here(Actor(world.desk), name) for name in needs_a_role)

    client = signed_in(actor.grant)
    where = addresses()
    for name in SHUT:
        for send in (client.get, client.post):
            answer = send(where[name])
            assert answer.status_code == 403 and NOT_HERE in answer.content.decode(), (name, answer.status_code)


def test_nothing_said_in_a_room_leaves_it(world, settings, monkeypatch):
    monkeypatch.setattr(gateways, "SECONDS", 0.5)
    person = world.handler.person
    person.set_phone("13900000001")
    person.email = "zhou@example.org"
    person.save()
    by = in_room(world.handler)

    def tell(key, congress):
        facts = {
            "kind": "new_assignment",
            "to": person,
            "congress": congress,
            "facts": {},
            "day": timezone.localdate(),
        }
        return post_many([Post(key=key, text="一句话", **facts)])

    with running(Gateway()) as sms, running(Gateway()) as wecom, running(MailSink()) as mail:
        settings.SMS_GATEWAY_URL, settings.WECOM_WEBHOOK_URL = sms.url, wecom.url
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", mail.port, 1
        assert tell("in:1", by.congress) == 1
        laid(world.handler, "write_reply")
        laid(world.deputy, "rate_reply")
        later = timezone.now() + timedelta(days=40)
        gone = timezone.localdate() - timedelta(days=3)
        Clock.objects.filter(root__congress__practice_of=world.city).update(
            started_on=gone, unrolled_on=gone, due_on=gone
        )
        rates = Clock.objects.filter(limit="rate", root__congress__practice_of=world.city)
        assert rates.running().count() == 1
        for post in registry.reminders.values():
            post(timezone.localdate())
        assert not Delivery.objects.filter(notice__congress__practice_of__isnull=False).exists()
        assert rates.running().count() == 1  # nothing lapses there either
        Delivery.objects.all().delete()  # what others were told of their real work
        with pytest.raises(DatabaseError, match="practice_never_leaves"), transaction.atomic():
            Delivery.objects.create(notice=Notice.objects.get(key="in:1"), channel="sms", due_at=later)
        delivery.deliver(clock=lambda: later)
        assert (sms.requests, wecom.requests, mail.mails) == ([], [], [])

        assert tell("out:1", world.city) == 1  # the same to the same person outside goes out by all three
        assert Delivery.objects.filter(notice__key="out:1").count() == 3

    inside, outside = signed_in(by.grant), signed_in(world.handler)
    assert Notice.objects.filter(congress__practice_of=world.city).get().key == "in:1"
    for client, key in ((inside, "in:1"), (outside, "out:1")):
        shown = [row.key for row in client.get(reverse("congress:messages")).context["page"]]
        assert shown == [key]
        assert client.get(reverse("training:practice")).context["unread"] == 1


LOOKED_AT = {
    "desk": "proposals:figures proposals:monthly_report proposals:index proposals:queue proposals:organ_figures "
    "deputies:index duties:board training:hours",
    "system_admin": "congress:people congress:congresses",
    "nobody": "public:suggestions public:open_data",
}


def everything_seen(world, admin):
    clients = {"desk": signed_in(world.desk), "system_admin": signed_in(admin), "nobody": Client()}
    seen = {}
    for who, names in LOOKED_AT.items():
        for name in names.split():
            answer = clients[who].get(reverse(name))
            assert answer.status_code == 200, name
            seen[name] = CHANGING.sub("", answer.content.decode())
    steady = [line for line in in_prometheus_words().splitlines() if "clocks{" in line or "deliveries{" in line]
    return seen | {"gauges": "\n".join(steady)}


def test_what_is_practised_is_in_no_figure_list_or_public_page(world):
    stages.replied(world)
    admin = a_grant(Role.SYSTEM_ADMIN, world.city, name="管某")
    before, newest = everything_seen(world, admin), Event.objects.latest("id").pk
    for grant, name in ((world.deputy, "rate_reply"), (world.handler, "write_reply"), (world.desk, "decide_release")):
        laid(grant, name)
    after = everything_seen(world, admin)
    assert feed.since(Actor(world.desk), newest, 500)[0] == []
    assert [name for name in before if before[name] != after[name]] == []
    assert not Proposal.objects.filter(congress__practice_of__isnull=False, is_live=True).exists()

    assert {clock.root.congress for clock in recounting._running(timezone.localdate().year)} == {world.city}

    numbers = Proposal.objects.filter(congress=world.city, number__isnull=False).count()
    assert stages.submitted(world.deputy).number.endswith(f"-{numbers + 1:04}")


def test_a_room_shows_its_person_alone_what_is_his(world):
    mine, others = laid(world.handler, "sign_in"), laid(world.second_handler, "sign_in")
    real = stages.assigned(world).proposal
    inside = signed_in(in_room(world.handler).grant)
    for matter, status in ((mine, 200), (others, 404), (real, 404)):
        assert inside.get(reverse("proposals:detail", args=[matter.pk])).status_code == status
    task = others.assignments.get()
    assert inside.post(reverse("proposals:sign_in", args=[task.pk])).status_code == 404
    for grant in (world.handler, world.desk, world.deputy):
        for matter in (mine, others):
            assert signed_in(grant).get(reverse("proposals:detail", args=[matter.pk])).status_code == 404
    stranger = signed_in(world.second_handler)
    session = stranger.session
    session["acting_under"] = str(in_room(world.handler).grant.pk)
    session.save()
    assert stranger.get(reverse("proposals:detail", args=[mine.pk])).status_code == 404
    figures = Person.objects.filter(name__startswith="练习", login=None, phone_index=None)
    assert figures.count() == 4 and not any(person.has_usable_password() for person in figures)


def test_the_database_keeps_a_room_apart(world):
    by = in_room(world.deputy)
    room, day = by.congress, timezone.localdate()
    matter = laid(world.deputy, "rate_reply")
    refused = {
        "practice_is_not_live": lambda: Proposal.objects.filter(pk=matter.pk).update(is_live=True),
        "practice_room_stays_apart": lambda: Congress.objects.filter(pk=room.pk).update(
            practice_of=None, practised_by=None
        ),
        "stays_apart": lambda: Congress.objects.filter(pk=room.pk).update(practice_of=world.county),
        "room_stays_apart": lambda: Congress.objects.create(
            name="下级", place="某", code="XJ", level="town", parent=room
        ),
        "practice_room_is_its_persons": lambda: Grant.objects.create(
            person=by.person, role=Role.SYSTEM_ADMIN, congress=room, starts_on=day
        ),
        "is_its_persons": lambda: Grant.objects.create(
            person=world.li.person, role=Role.DESK, congress=room, organ=room.organs.first(), starts_on=day
        ),
    }
    for name, write in refused.items():
        with pytest.raises(DatabaseError, match=name), transaction.atomic():
            write()


def test_what_was_practised_is_cleared_away_and_results_stay(world):
    real = stages.replied(world).proposal
    matters = [
        laid(world.deputy, "rate_reply"),
        laid(world.handler, "write_reply"),
        laid(world.desk, "decide_release"),
    ]
    assert stages.submitted(world.deputy) and Practice.objects.count() == 3
    call_command("doctor")
    real_rows = [model.objects.filter(**{f"{where}": world.city}).count() for model, where in KEPT.items()]
    at = timezone.now()

    assert purge_all(at=at + timedelta(days=29))["practice"] == 0
    assert purge_all(at=at + timedelta(days=31), dry_run=True)["practice"] == len(matters)
    assert Proposal.objects.filter(congress__practice_of__isnull=False).count() == len(matters)
    assert purge_all(at=at + timedelta(days=31))["practice"] == len(matters)

    for model, where in KEPT.items():
        assert not model.objects.filter(**{f"{where}__practice_of__isnull": False}).exists(), model
    assert real_rows == [model.objects.filter(**{f"{where}": world.city}).count() for model, where in KEPT.items()]
    roots = [matter.pk for matter in matters]
    assert Event.objects.filter(root_id__in=roots).exists()
    assert not EventNote.objects.filter(event__root_id__in=roots).exists()
    assert EventNote.objects.filter(event__root_id=real.pk).exists() and Practice.objects.count() == 3
    call_command("doctor")
    assert laid(world.desk, "assign").number


KEPT = {
    Proposal: "congress",
    Assignment: "proposal__congress",
    Reply: "assignment__proposal__congress",
    Contact: "assignment__proposal__congress",
    Clock: "root__congress",
    SearchText: "proposal__congress",
}
