"""Who keeps a station, who records what was said there, who answers."""

from datetime import date

from congress.actors import Actor
from congress.models import Congress
from congress.permissions import ALLOWED, Verdict, refuse
from deputies.models import Seat
from deputies.permissions import is_branch_desk
from groups.models import DutySeat, Matter, Reception, Station, StationSeat
from groups.models.groups import on_a_day
from groups.models.stations import REMEMBERED

OF_A_LEVEL = {
    Matter.Way.DISTRICT: (Congress.Level.COUNTY, Congress.Level.TOWN),
    Matter.Way.CITY: (Congress.Level.CITY,),
}


def may_read_stations(actor: Actor) -> Verdict:
    """Deputies and whoever oversees."""
    return ALLOWED if actor.oversees or actor.seat else refuse("代表阵地的页面供代表和代表工作机构使用。")


def may_open_station(actor: Actor) -> Verdict:
    """The desk of a congress; a street's branch desk for its own."""
    return ALLOWED if actor.is_desk else refuse("阵地由代表工作机构登记。")


def keeps(actor: Actor, station: Station) -> Verdict:
    """代表工作机构 of its congress, or of its street: people, roster, records, messages."""
    if is_branch_desk(actor):
        own = actor.organ is not None and station.branch_desk_id == actor.organ.pk
    else:
        own = actor.is_desk and actor.congress.pk == station.congress_id
    return ALLOWED if own else refuse(f"{station}由管理它的代表工作机构办理。")


def belongs(seat: Seat | None, station: Station, on: date) -> bool:
    """Attached on that day, or on duty there within the month before it or later."""
    if seat is None:
        return False
    attached = StationSeat.objects.filter(on_a_day(on), station=station, seat=seat)
    duty = DutySeat.objects.filter(day__station=station, seat=seat, day__is_cancelled=False)
    return attached.exists() or duty.filter(day__day__gte=on - REMEMBERED).exists()


def may_record(actor: Actor, station: Station, on: date) -> Verdict:
    """Put a reception and its matters on record, answer what the public writes: its deputies and its desk."""
    if keeps(actor, station) or belongs(actor.seat, station, on):
        return ALLOWED
    return refuse(f"{station}的接待由进站代表、值班代表或者代表工作机构登记。")


def may_withdraw(actor: Actor, reception: Reception) -> Verdict:
    """Whoever entered it, and the desk that keeps the station."""
    if keeps(actor, reception.station) or reception.recorded_by_id == actor.grant.pk:
        return ALLOWED
    return refuse("接待记录由登记的人或者管理阵地的代表工作机构撤销。")


def may_follow(actor: Actor, matter: Matter, on: date) -> Verdict:
    """Say what became of a matter and that the visitor was told: also the deputy to whom it was passed."""
    if actor.seat and actor.seat.pk == matter.passed_to_id:
        return ALLOWED
    return may_record(actor, matter.station, on)


def may_put_forward(actor: Actor, matter: Matter, on: date) -> Verdict:
    """Make an opinion of what stands: a deputy of the level that its way names, asked or of the station."""
    if matter.is_withdrawn:
        return refuse("这次接待已经撤销。")
    if actor.seat is None or matter.way not in OF_A_LEVEL:
        return refuse("去向是由代表提建议的，才由代表提出。")
    if actor.congress.level not in OF_A_LEVEL[Matter.Way(matter.way)]:
        return refuse(f"这一件{matter.get_way_display()}。")
    if matter.passed_to_id and matter.passed_to_id != actor.seat.pk:
        return refuse("这一件已经请另一位代表提出。")
    return may_follow(actor, matter, on)
