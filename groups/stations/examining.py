"""What the records of stations must agree on."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from congress.registries import check
from groups.models import Matter, Reception, ReceptionSeat, Station, VisitorMessage
from groups.stations.permissions import OF_A_LEVEL


@check("stations", "代表阵地")
def stations() -> Iterator[str]:
    """Groups and streets are the congress's own; somebody received; messages agree with matters."""
    astray = Station.objects.exclude(group=None).exclude(group__congress=F("congress"))
    astray |= Station.objects.exclude(branch_desk=None).exclude(branch_desk__congress=F("congress"))
    for station in astray.order_by("congress__path", "name"):
        yield f"{station}：联系的小组或者所属街道不是本级的"
    received = ReceptionSeat.objects.filter(reception=OuterRef("pk"))
    for reception in Reception.objects.filter(~Exists(received)).select_related("station").order_by("day", "pk"):
        yield f"{reception}：没有接待的代表"
    lost = Reception.objects.exclude(duty=None).exclude(duty__station=F("station"))
    for reception in lost.select_related("station").order_by("day", "pk"):
        yield f"{reception}：记在另一个阵地的值班日上"
    of_message = Matter.objects.filter(message=OuterRef("pk"))
    wrong = Q(~Exists(of_message), state="taken") | Q(Exists(of_message), state__in=["new", "declined"])
    for message in VisitorMessage.objects.filter(wrong).order_by("number"):
        yield f"{message}：{message.get_state_display()}，与登记的事项不符"
    for way, levels in OF_A_LEVEL.items():
        passed = Matter.objects.filter(way=way).exclude(passed_to=None).exclude(passed_to__congress__level__in=levels)
        for matter in passed.select_related("passed_to__person").order_by("recorded_at", "pk"):
            yield f"事项{matter.pk}：请{matter.passed_to}提，不是这一级的代表"
