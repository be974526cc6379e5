"""What the actors meet of dossiers: every congress has opened public pages of its deputies; the author went to see people."""

from django.utils import timezone

from congress.actors import Actor
from congress.models import Setting
from deputies.duties.recording import record_visit
from tests.places import START
from tests.security.cast import Cast
from tests.security.planting import canary


def compiled(cast: Cast) -> None:
    """A visit on record, and the setting."""
    Setting.objects.create(key="dossiers.has_public_page", value=True, starts_on=START)
    now = timezone.now()
    facts = {"number": 3, "words": canary("dossier_visit"), "place": ""}
    record_visit(by=Actor(cast.grants["author"]), at=now, day=timezone.localdate(now), **facts)
