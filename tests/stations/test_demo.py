"""The demo's stations: as many as the seed says, on each level, and the records agree."""

import pytest

from congress.registries import registry
from groups.models import Station, VisitorMessage
from groups.stations.counting import sums_of
from proposals.demo.load import small
from proposals.models import Proposal
from tests.world import calendar_and_limits


@pytest.mark.django_db
def test_there_are_111_rooms_and_272_points_on_each_level():
    calendar_and_limits()
    small(1)
    kinds = {kind: Station.objects.filter(kind=kind).count() for kind in ("代表活动室", "代表联系群众工作点")}

    assert kinds == {"代表活动室": 111, "代表联系群众工作点": 272}
    assert set(Station.objects.values_list("congress__level", flat=True)) == {"city", "county", "town"}
    assert Station.objects.exclude(branch_desk=None).exists()
    assert {"new", "answered"} <= set(VisitorMessage.objects.values_list("state", flat=True))
    assert Proposal.objects.filter(reception_matter__message__state="answered").count() == 1
    assert any(sums_of(row).receptions for row in Station.objects.filter(congress__level="city")[:9])
    assert list(registry.checks["stations"].find()) == []
