"""What somebody is told about his own account, whoever caused it: a browser not seen before, too many wrong tries."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate, localtime

from congress import configuration
from congress.models import KnownDevice, Person
from congress.notices import Post, post_many


def new_device(device: KnownDevice, *, at: datetime) -> None:
    """Told where the owner is known from elsewhere: the first browser of all is no news."""
    if device.person.devices.exclude(pk=device.pk).exists():
        local = localtime(at)
        _tell("new_device", f"{device.pk}", device.person, at, date=local.date(), time=f"{local:%H:%M}")


def locked(person: Person, *, at: datetime) -> None:
    """Told once a day, so that who guesses passwords cannot use it to flood a phone."""
    _tell("locked", f"{person.pk}:{localdate(at)}", person, at)


def _tell(kind: str, fact: str, person: Person, at: datetime, **facts: object) -> None:
    day = localdate(at)
    grant = person.grants.active(day).real().select_related("congress").first()
    if grant is None:
        return
    phone = configuration.value("site.help_phone", grant.congress, on=day)
    post = Post(
        key=f"{kind}:{fact}",
        kind=kind,
        to=person,
        congress=grant.congress,
        facts={"tel": phone, **facts},
        address=reverse("congress:sessions"),
        day=day,
    )
    post_many([post])
