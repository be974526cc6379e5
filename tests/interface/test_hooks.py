"""What systems are told: signed, at least once, with patience, and never into our own network unless it is named."""

import hashlib
import hmac
import json
import socket
from datetime import timedelta
from ipaddress import ip_address

import pytest
from django.urls import reverse
from django.utils import timezone

from congress import delivery, gateways
from congress.actors import Actor
from congress.gateways import Refused, Unreachable
from congress.interface import hooks, outgoing, scopes, systems
from congress.models import Call, Delivery, Grant, Role, Subscription
from proposals import triage
from tests import stages
from tests.faults.servers import drips, hangs_up, is_silent, running, says
from tests.interface.receiver import Receiver, certificate
from tests.places import signed_in
from tests.systems import a_machine
from tests.world import TITLE

State = Delivery.State
KINDS = ["proposal.submit", "proposal.accept", "assignment.sign"]


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def receiver(pem, settings, monkeypatch):
    """Within a network that the operator named, trusted by its certificate, under a patience of half a second."""
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    monkeypatch.setattr(gateways, "SECONDS", 0.5)
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    with running(Receiver(pem)) as found:
        yield found


def administrator() -> Actor:
    return Actor(Grant.objects.filter(role=Role.SYSTEM_ADMIN).first())


@pytest.fixture
def key(world, reader, receiver) -> str:
    """The reader listens."""
    return systems.subscribe(reader.system, by=administrator(), address=receiver.url, kinds=KINDS)


def later(**time: int):
    return lambda: timezone.now() + timedelta(**time)


def test_a_step_is_told_with_ids_alone_and_signed(world, key, receiver):
    proposal = stages.submitted(world.deputy)
    assert delivery.deliver() == 1

    ((path, headers, body),) = receiver.requests
    assert path == "/hook?from=portal"
    assert set(body) == {"id", "event", "kind", "at", "proposal", "assignment"}
    assert (body["kind"], body["proposal"], body["assignment"]) == ("proposal.submit", str(proposal.pk), None)
    assert TITLE not in json.dumps(body, ensure_ascii=False) and headers["Portal-Delivery"] == body["id"]
    said = headers["Portal-Timestamp"].encode() + b"." + json.dumps(body, ensure_ascii=False).encode()
    assert headers["Portal-Signature"] == "v1=" + hmac.new(key.encode(), said, hashlib.sha256).hexdigest()
    assert delivery.deliver() == 0 and len(receiver.requests) == 1


def test_the_signing_key_is_kept_sealed(key):
    row = Subscription.objects.get()
    assert key not in row.key_sealed and key not in str(Subscription.objects.values())


def test_only_what_was_asked_for_and_may_be_seen_is_told(world, receiver, office):
    by = administrator()
    systems.subscribe(office.system, by=by, address=receiver.url, kinds=KINDS)
    stages.submitted(world.deputy, "与本单位无关")
    stages.replied(world, "交本单位办")
    delivery.deliver()
    told = [body["kind"] for _, _, body in receiver.requests]
    assert told[0] == "proposal.submit" and told[-1] == "assignment.sign"
    assert {body["proposal"] for _, _, body in receiver.requests} == {str(Call.objects.last().event.root_id)}


def test_what_happened_before_is_not_told(world, reader, receiver):
    stages.submitted(world.deputy)
    systems.subscribe(reader.system, by=administrator(), address=receiver.url, kinds=KINDS)
    assert delivery.deliver() == 0


def test_without_the_right_to_hear_nothing_is_told(world, reader, key, receiver):
    by = Actor(Grant.objects.get(role=Role.SECURITY_ADMIN))
    systems.grant_scopes(reader.system, [scopes.READ], by=by)
    stages.submitted(world.deputy)
    assert delivery.deliver() == 0 and receiver.requests == []


@pytest.mark.parametrize(
    "answer", [says(500), says(503), says(404), says(302, Location="https://127.0.0.1/"), is_silent, hangs_up]
)
def test_what_is_not_taken_is_tried_again_after_ever_longer_pauses(world, key, receiver, answer):
    receiver.answers = [answer]
    stages.submitted(world.deputy)
    assert delivery.deliver() == 0
    row, subscription = Delivery.objects.get(channel="hook"), Subscription.objects.get()
    assert (row.state, row.attempts, subscription.failures) == (State.WAITING, 1, 1)
    first = row.due_at - row.claimed_at
    delivery.deliver(clock=later(minutes=2))
    row.refresh_from_db()
    assert row.attempts == 2 and row.due_at - row.claimed_at > 2 * first
    receiver.answers = [says(204)]
    assert delivery.deliver(clock=later(minutes=20)) == 1
    assert {body["id"] for _, _, body in receiver.requests} == {str(row.notice_id)}
    subscription.refresh_from_db()
    assert (subscription.failures, subscription.rests_until) == (0, None)


def test_one_that_drips_is_cut_off(world, key, receiver, monkeypatch):
    monkeypatch.setattr(gateways, "SECONDS_IN_ALL", 0.6)
    receiver.answers = [drips]
    stages.submitted(world.deputy)
    delivery.deliver()
    assert Delivery.objects.get(channel="hook").state == State.WAITING


def test_a_receiver_that_is_away_keeps_nobody_waiting(world, key, receiver, pem):
    """Its other steps rest with the first; another system's are told."""
    receiver.answers = [says(500)]
    for number in range(3):
        stages.submitted(world.deputy, f"第{number}件")
    other = a_machine(world.city, name="另一个平台")
    with running(Receiver(pem)) as healthy:
        systems.subscribe(other.system, by=administrator(), address=healthy.url, kinds=KINDS)
        stages.submitted(world.deputy, "第四件")
        assert delivery.deliver() == 1
        assert len(receiver.requests) == 1 and len(healthy.requests) == 1
    assert Delivery.objects.filter(channel="hook", state=State.WAITING).count() == 4
    receiver.answers = [says(200)]
    assert delivery.deliver(clock=later(minutes=2)) == 4


def test_after_three_days_it_is_given_up_and_the_administrator_sees_it(world, key, receiver, reader):
    receiver.answers = [says(500)]
    stages.submitted(world.deputy)
    delivery.deliver()
    delivery.deliver(clock=later(days=3, hours=1))
    row = Delivery.objects.get(channel="hook")
    assert row.state == State.DEAD
    admin = signed_in(administrator().grant)
    status = admin.get(reverse("congress:status")).content.decode()
    page = admin.get(reverse("congress:system", args=[reader.system.pk])).content.decode()
    assert "省人大代表平台" in status and "接口推送" in status and "发送失败" in page and "送不到" in page
    receiver.answers = [says(200)]
    assert admin.post(reverse("congress:send_again", args=[row.pk])).status_code == 302
    assert delivery.deliver() == 1, Delivery.objects.filter(pk=row.pk).values()


def test_a_worker_that_dies_tells_it_again(world, key, receiver):
    stages.submitted(world.deputy)
    hooks.collect(at=timezone.now())
    parcel = delivery.claim("hook", timezone.now())
    hooks.send(parcel.rows[0], at=timezone.now())  # and no record of it
    assert delivery.deliver(clock=later(minutes=2)) == 1
    assert len({body["id"] for _, _, body in receiver.requests}) == 1 and len(receiver.requests) == 2


def test_an_ended_subscription_and_a_closed_system_hear_no_more(world, key, receiver, reader):
    stages.submitted(world.deputy)
    hooks.collect(at=timezone.now())
    systems.end_subscription(Subscription.objects.get(), by=administrator(), at=timezone.now())
    stages.submitted(world.deputy, "后来的")
    assert delivery.deliver() == 0
    assert Delivery.objects.get(channel="hook").state == State.DROPPED
    systems.subscribe(reader.system, by=administrator(), address=receiver.url, kinds=KINDS)
    systems.close(reader.system, by=administrator(), at=timezone.now())
    stages.submitted(world.deputy, "再后来的")
    assert delivery.deliver() == 0 and receiver.requests == []


def test_a_step_taken_while_none_listened_long_is_told_in_order(world, key, receiver):
    proposal = stages.submitted(world.deputy)
    triage.accept(proposal, by=Actor(world.desk), on=timezone.localdate())
    delivery.deliver()
    assert [body["kind"] for _, _, body in receiver.requests] == ["proposal.submit", "proposal.accept"]


# Where nothing may be sent


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:10.1.2.3",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::a01:203",
        "2002:a01:203::1",
    ],
)
def test_our_own_network_is_not_spoken_to(settings, address):
    settings.WEBHOOK_NETWORKS = []
    assert not outgoing.is_allowed(ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(Refused):
        outgoing.post(f"https://{host}/", b"{}", {})


def test_the_open_network_may_be_and_a_named_one(settings):
    settings.WEBHOOK_NETWORKS = ["10.1.0.0/16"]
    assert all(outgoing.is_allowed(ip_address(a)) for a in ("8.8.8.8", "2400:3200::1", "10.1.2.3", "::ffff:10.1.2.3"))
    assert not outgoing.is_allowed(ip_address("10.2.0.1"))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https://user:word@example.org/",
        "https://example.org/#x",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://example.org/a b",
        "https://example.org/推送",
        "https://example.org/\r\nX: y",
        f"https://example.org/{'x' * 300}",
        "https://[::1",
    ],
)
def test_an_address_that_is_none_is_refused(url):
    assert outgoing.fault(url)
    with pytest.raises(Refused):
        outgoing.post(url, b"{}", {})


def test_a_name_is_judged_when_sending_by_every_address_it_has(settings, monkeypatch):
    """A name that led elsewhere when it was entered, or leads to two machines of which one is ours."""
    settings.WEBHOOK_NETWORKS = []
    asked = []

    def answers(host, port, **options):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in ("93.184.215.14", "192.168.0.7")]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    assert outgoing.fault("https://rebinding.example/") == ""
    with pytest.raises(Refused, match="内部网络"):
        outgoing.post("https://rebinding.example/", b"{}", {})
    assert asked == ["rebinding.example"]


def test_a_certificate_of_somebody_else_is_not_trusted(receiver, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(Unreachable):
        outgoing.post(receiver.url, b"{}", {})
    assert receiver.requests == []


def test_a_redirect_is_not_followed(receiver, pem):
    with running(Receiver(pem)) as other:
        receiver.answers = [says(307, Location=other.url)]
        with pytest.raises(Refused):
            outgoing.post(receiver.url, b"{}", {})
        assert len(receiver.requests) == 1 and other.requests == []
