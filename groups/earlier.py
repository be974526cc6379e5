"""Which earlier words of groups and stations are read, and by whom: whoever reads the record itself.

Why a record was sent back, and who recorded it, are not among them: not everybody who reads the record reads those.
"""

from congress.earlier import Kept, keep_readable
from groups.models import Activity, Matter, PracticalMatter, Reception, Station, Topic, YearPlan
from groups.models import Group as GroupRow

STATION = (
    "kind",
    "name",
    "place",
    "address",
    "hours",
    "head",
    "deputy_head",
    "contact",
    "phone",
    "starts_on",
    "ends_on",
)
DONE = ("title", "text", "beneficiaries", "place", "cost", "starts_on", "done_on", "confirmed_by", "confirmed_on")

keep_readable(
    Activity,
    Kept(
        "小组活动",
        lambda actor: Activity.objects.visible_to(actor),
        ("kind", "day", "begins_at", "title", "place", "station", "invited", "summary", "problems", "topic"),
        words={"kind": "activity_kind"},
    ),
)
keep_readable(
    YearPlan,
    Kept(
        "年度计划",
        lambda actor: YearPlan.objects.filter(group__in=GroupRow.objects.visible_to(actor)).select_related("group"),
        ("number", "text"),
        page=lambda plan: str(plan.group.get_absolute_url()),
    ),
)
keep_readable(
    Topic, Kept("专题行动", lambda actor: Topic.objects.visible_to(actor), ("title", "text", "starts_on", "ends_on"))
)
keep_readable(PracticalMatter, Kept("实事", lambda actor: PracticalMatter.objects.visible_to(actor), DONE))
keep_readable(
    Reception, Kept("接待", lambda actor: Reception.objects.visible_to(actor), ("day", "visitors", "summary"))
)
keep_readable(
    Matter,
    Kept(
        "群众反映的事项",
        lambda actor: Matter.objects.visible_to(actor),
        ("result", "settled_on", "told_on", "satisfaction"),
    ),
)
keep_readable(
    Station,
    Kept("代表阵地", lambda actor: Station.objects.visible_to(actor), STATION, words={"kind": "station_kind"}),
)
