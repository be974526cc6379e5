"""A form that did not come from a page of ours changes nothing, wherever it is sent."""

from django.test import Client
from django.urls import reverse

from congress.models import Grant, Notice, Person, Role
from tests.everywhere.addresses import addresses
from tests.places import a_congress, a_grant
from tests.world import BODY

FOR_MACHINES = "interface:"  # tokens in place of sessions (docs/interface.md)


def test_no_address_takes_a_post_without_its_token(db):
    grant = a_grant(Role.DESK, a_congress())
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(grant.person)
    answered = {
        name: browser.post(address, {"grant": str(grant.pk)}).status_code for name, address in addresses().items()
    }
    machines = {name: status for name, status in answered.items() if name.startswith(FOR_MACHINES)}
    assert {name: status for name, status in answered.items() if status != 403 and name not in machines} == {}
    assert set(machines.values()) == {401, 405}, "there the session counts for nothing"


def test_no_button_of_ours_works_by_a_mere_link(db):
    """What only takes a POST says so to a GET, and does nothing."""
    grant = a_grant(Role.DESK, a_congress())
    browser = Client()
    browser.force_login(grant.person)
    for name, address in addresses().items():
        answer = browser.get(address)
        known = (200, 401, 405) if name.startswith(FOR_MACHINES) else (200, 302, 403, 404, 405)
        assert answer.status_code in known, (name, answer.status_code)
    assert (Person.objects.count(), Grant.objects.count(), Notice.objects.count()) == (1, 1, 0)
    assert browser.get(reverse("congress:home")).status_code in (200, 302)


def test_words_of_a_forged_form_can_be_copied_but_not_sent(db):
    grant = a_grant(Role.DESK, a_congress())
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(grant.person)
    page = browser.post(reverse("proposals:record"), {"body": BODY, "csrfmiddlewaretoken": "x" * 64}).content.decode()
    assert BODY in page and 'name="body"' not in page
