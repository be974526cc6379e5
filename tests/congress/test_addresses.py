"""Addresses of rows in lists are those that the routes give."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse

from congress.addresses import address_of


@pytest.mark.parametrize("name", ["proposals:detail", "proposals:assign", "deputies:detail"])
def test_the_address_is_the_routes(name):
    for key in (uuid4(), uuid4()):
        assert address_of(name, key) == reverse(name, args=[key])


def test_an_unknown_name_is_an_error_and_no_address():
    with pytest.raises(NoReverseMatch):
        address_of("proposals:no_such_page", uuid4())
