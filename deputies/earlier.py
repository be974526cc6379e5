"""Which earlier words of what deputies record are read, and by whom: whoever reads the record itself."""

from django.urls import reverse

from congress.earlier import Kept, keep_readable
from deputies.models import Visit

keep_readable(
    Visit,
    Kept(
        "走访",
        lambda actor: Visit.objects.visible_to(actor).select_related("seat__person"),
        ("day", "number", "unit", "place", "words"),
        page=lambda visit: reverse("congress:home"),
    ),
)
