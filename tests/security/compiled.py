"""What the actors meet of dossiers: every congress has opened public pages, the author went to see people.

Who wants no name shown to organs has taken his page away.
"""

from django.utils import timezone

from congress.actors import Actor
from congress.models import Setting
from deputies.dossiers.choosing import choose_public
from deputies.duties.recording import record_visit
from tests.places import START
from tests.security.cast import Cast
from tests.security.planting import canary


def compiled(cast: Cast) -> None:
    """A visit on record, the setting, and one who does not want a page."""
    now = timezone.now()
    Setting.objects.create(key="dossiers.has_public_page", value=True, starts_on=START)
    choose_public(shows=False, by=Actor(cast.grants["unnamed"]), at=now)
    facts = {"number": 3, "words": canary("dossier_visit"), "place": ""}
    record_visit(by=Actor(cast.grants["author"]), at=now, day=timezone.localdate(now), **facts)
