"""What the demo shows of dossiers: the city has opened public pages; what is in a dossier other parts of it made."""

from congress.models import Congress, Setting
from congress.registries import demo


@demo
def open_pages(city: Congress) -> None:
    """From the beginning of the term."""
    term = city.terms.order_by("-number")[0]
    Setting.objects.get_or_create(
        key="dossiers.has_public_page", congress=city, starts_on=term.starts_on, defaults={"value": True}
    )
