"""专题行动: opened by the desk; which groups took part, what they found, what became of the opinions."""

from datetime import date, datetime

from django.db import transaction

from congress import timeline
from congress.actors import Actor
from congress.models import Congress
from congress.permissions import refuse, require
from groups.models import Topic
from groups.permissions import may_establish


@transaction.atomic
def open_topic(*, title: str, text: str, starts_on: date, ends_on: date | None, by: Actor, at: datetime) -> Topic:
    """发起专题行动 of the desk's congress; word for word the same is the same.

    Raises:
        PermissionDenied: not the desk, or the name is taken.
    """
    require(may_establish(by))
    list(Congress.objects.select_for_update(no_key=True).filter(pk=by.congress.pk).values_list("pk"))
    facts = {"title": title, "text": text, "starts_on": starts_on, "ends_on": ends_on}
    own = Topic.objects.filter(congress=by.congress)
    if found := own.filter(**facts).first():
        return found
    if own.filter(title=title).exists():
        require(refuse("已经有叫这个名称的专题行动"))
    topic = Topic.objects.create(congress=by.congress, opened_by=by.grant, **facts)
    timeline.record("open_topic", topic, by=by, note=title, at=at)
    return topic
