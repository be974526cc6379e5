"""Text size and contrast: on the account and in a cookie, for whoever is signed in and for whoever is not yet."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.places import a_congress, a_seat, signed_in

pytestmark = pytest.mark.django_db
HOME, SIGN_IN, PAGE = reverse("congress:home"), reverse("account_login"), reverse("congress:preferences")


def classes(client, address):
    return client.get(address).content.decode().partition("<html")[2].partition(">")[0]


def test_a_size_and_a_contrast_are_kept_on_the_account_and_in_the_browser():
    grant = a_seat(a_congress()).grant
    client = signed_in(grant)

    assert client.post(PAGE, {"text_size": "large", "next": HOME}).url == HOME
    client.post(PAGE, {"contrast": "1"})
    assert 'class="large contrast"' in classes(client, HOME)
    assert 'class="large contrast"' in classes(signed_in(grant), HOME)
    client.post(reverse("account_logout"))
    assert 'class="large contrast"' in classes(client, SIGN_IN)
    client = signed_in(grant)
    client.post(PAGE, {"text_size": ""})
    client.post(PAGE, {"contrast": "0"})
    assert "class" not in classes(client, HOME)


def test_whoever_is_not_signed_in_keeps_them_in_the_browser():
    client = Client()

    client.post(PAGE, {"text_size": "xlarge", "next": SIGN_IN})
    assert 'class="xlarge"' in classes(client, SIGN_IN)


def test_the_browser_keeps_them_for_https_where_the_portal_is_served_so(settings):
    for is_secure in (False, True):
        settings.SESSION_COOKIE_SECURE = is_secure
        kept = Client().post(PAGE, {"text_size": "large", "contrast": "1"}).cookies
        assert [bool(kept[name]["secure"]) for name in ("text_size", "contrast")] == [is_secure, is_secure]


@pytest.mark.parametrize("sent", [{"text_size": "huge"}, {"contrast": "2"}, {}, {"next": "https://example.cn/"}])
def test_what_is_no_choice_changes_nothing(sent):
    client = signed_in(a_seat(a_congress()).grant)

    assert client.post(PAGE, sent).url == "/"
    assert "class" not in classes(client, HOME) and client.get(PAGE).status_code == 405
