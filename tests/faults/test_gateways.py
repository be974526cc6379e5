"""What the portal makes of each answer of a gateway: taken, refused, not taken, or nobody knows."""

import socket

import pytest

from congress import gateways
from congress.gateways import Refused, Unconfirmed, Unreachable
from tests.faults.servers import babbles, drips, hangs_up, is_silent, says


def test_an_sms_is_sent_as_documented(sms):
    gateways.send_sms("13900000001", "【某市人大】赵明代表，您好。", message_id="4a")

    ((path, headers, body),) = sms.requests
    assert path == "/send"
    assert body == {"id": "4a", "to": "13900000001", "text": "【某市人大】赵明代表，您好。"}
    assert headers["Authorization"] == "Bearer a-token"
    assert headers["Content-Type"] == "application/json; charset=utf-8"


def test_a_group_is_told_as_documented(wecom):
    gateways.send_wecom("赵明：\n一句话")

    ((path, headers, body),) = wecom.requests
    assert path == "/send?key=a-key"
    assert body == {"msgtype": "text", "text": {"content": "赵明：\n一句话"}}
    assert "Authorization" not in headers


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (says(400), Refused),
        (says(401), Refused),
        (says(404), Refused),
        (says(302, Location="http://127.0.0.1:9/"), Refused),
        (says(408), Unreachable),
        (says(429), Unreachable),
        (says(503), Unreachable),
        (says(500), Unconfirmed),
        (says(502), Unconfirmed),
        (says(504), Unconfirmed),
        (is_silent, Unconfirmed),
        (hangs_up, Unconfirmed),
        (babbles, Unconfirmed),
    ],
)
def test_what_an_answer_means(sms, answer, outcome):
    sms.answers = [answer]
    with pytest.raises(outcome):
        gateways.send_sms("13900000001", "一句话", message_id="4a")
    assert len(sms.requests) == 1


def test_a_gateway_that_drips_is_cut_off(sms, monkeypatch):
    monkeypatch.setattr(gateways, "SECONDS_IN_ALL", 0.6)
    sms.answers = [drips]
    with pytest.raises(Unconfirmed):
        gateways.send_sms("13900000001", "一句话", message_id="4a")


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (b'{"errcode": 45009, "errmsg": "too many"}', Unreachable),
        (b'{"errcode": 93000, "errmsg": "invalid webhook"}', Refused),
        (b"<html>", Unconfirmed),
        (b"[0]", Unconfirmed),
        (b"\xff\xfe", Unconfirmed),
    ],
)
def test_what_the_words_of_a_webhook_mean(wecom, body, outcome):
    wecom.answers = [says(200, body)]
    with pytest.raises(outcome):
        gateways.send_wecom("一句话")


@pytest.mark.parametrize("body", [b'{"errcode": 0}', b"", b"{}"])
def test_a_webhook_that_is_content(wecom, body):
    wecom.answers = [says(200, body)]
    gateways.send_wecom("一句话")
    assert len(wecom.requests) == 1


def test_nobody_listens(settings):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening
        settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with pytest.raises(Unreachable):
            gateways.send_sms("13900000001", "一句话", message_id="4a")


@pytest.mark.parametrize("url", ["", "ftp://127.0.0.1/", "file:///etc/passwd", "http://"])
def test_an_address_that_is_none_is_refused(settings, url):
    settings.SMS_GATEWAY_URL = url
    with pytest.raises(Refused):
        gateways.send_sms("13900000001", "一句话", message_id="4a")


def test_a_mail_arrives_with_its_words(mail):
    gateways.send_email("zhao@example.org", "履职服务平台：\n新交办", "一句话\n\n请登录查看。")

    (sent,) = mail.mails
    assert (sent["To"], sent["Subject"]) == ("zhao@example.org", "履职服务平台： 新交办")
    assert sent.get_content().split() == ["一句话", "请登录查看。"]


@pytest.mark.parametrize(
    ("on_recipient", "on_data", "outcome"),
    [
        ("550 no such person", "250 yes", Refused),
        ("450 mailbox busy", "250 yes", Unreachable),
        ("250 yes", "451 try later", Unreachable),
        ("", "250 yes", Unreachable),
        ("250 yes", "", Unreachable),
    ],
)
def test_what_a_mail_servers_answer_means(mail, on_recipient, on_data, outcome):
    mail.on_recipient, mail.on_data = on_recipient, on_data
    with pytest.raises(outcome):
        gateways.send_email("zhao@example.org", "新交办", "一句话")
    assert mail.mails == []
