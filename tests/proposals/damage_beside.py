"""Damage to what stands beside the matters, the shelf and the commendations, for the doctor to find."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from congress.models import Organ
from deputies.models import CouncilMembership, DeputyLink, DutyExcuse, Visit
from groups.models import Station
from proposals.models import Proposal
from tests.commending import made as commending
from tests.duties import made as duties
from tests.groups import made as grouping
from tests.places import a_congress, a_seat, an_organ
from tests.proposals.writing_past import one, write
from tests.shelf import made as shelf
from tests.stations import made as stations
from tests.world import World


def a_secret_is_on_the_shelf(world: World) -> None:
    write(shelf.shelved(world), text="内部资料，正文")


def a_proposal_is_written_from_a_case(world: World) -> None:
    write(one(Proposal, title="待审核"), topic=shelf.shelved(world, "case"))


def more_are_commended_than_may_be(world: World) -> None:
    first, second = (
        commending.put_up(commending.opened(world), organ, world.desk) for organ in (world.urban, world.housing)
    )
    commending.decide(world, commending.vet(world, first))
    commending.vet(world, second)
    decided = {"decided_on": timezone.localdate(), "decided_by": world.desk, "decided_at": timezone.now()}
    write(second, state="awarded", **decided)


def another_congress_is_put_up(world: World) -> None:
    row = commending.put_up(commending.opened(world), world.urban, world.desk)
    write(row, organ=an_organ(world.county, "县城管局"))


def a_group_is_put_up_for_an_organs_award(world: World) -> None:
    row = commending.put_up(commending.opened(world), world.urban, world.desk)
    write(row, organ=None, proposal=one(Proposal, title="已答复"))


def a_name_stays_where_it_is_withdrawn(world: World) -> None:
    commendation = commending.opened(world)
    row = commending.awarded(world, commendation, world.urban)
    write(row, called="市城管局")


def a_member_is_of_another_congress(world: World) -> None:
    row = grouping.member(world)
    write(row, seat=a_seat(world.county, name="外某", phone="13800000044", card="044"))


def a_link_outlives_its_group(world: World) -> None:
    row = grouping.link(world)
    write(row.group, ends_on=grouping.day())
    row.group.memberships.update(ends_on=grouping.day())
    row.group.posts.update(ends_on=grouping.day())


def an_activity_was_held_at_anothers_station(world: World) -> None:
    row, congress = grouping.recorded(world), a_congress("AH")
    write(row, station=Station.objects.create(congress=congress, name="别处", starts_on=grouping.day()))


def a_station_lies_in_another_congresss_street(world: World) -> None:
    street = an_organ(world.county, "东街道人大工委", Organ.Kind.STREET)
    write(stations.station(world), branch_desk=street)


def nobody_received(world: World) -> None:
    stations.reception(world).received_by.all().delete()


def a_message_is_new_and_taken_up(world: World) -> None:
    matter = stations.taken(world, stations.station(world))
    write(matter.message, state="new")


def a_matter_is_passed_to_another_level(world: World) -> None:
    write(stations.matter(world, passed_to=world.zhang), way="district")


def a_visit_is_before_the_term(world: World) -> None:
    facts = {"number": 1, "words": "看望", "recorded_by": world.deputy, "recorded_at": timezone.now()}
    Visit.objects.create(seat=world.zhang, day=world.zhang.starts_on - timedelta(days=1), **facts)


def somebody_elsewhere_is_excused(world: World) -> None:
    facts = {"starts_on": world.zhang.starts_on, "ends_on": world.zhang.starts_on, "reason": "住院"}
    facts |= {"given_by": world.desk, "given_at": timezone.now(), "subject": "seat"}
    DutyExcuse.objects.create(congress=world.county, holder=world.zhang.pk, **facts)


def somebody_contacts_who_is_no_member(world: World) -> None:
    write(duties.contact(world).member.council_memberships.get(), ends_on=duties.day(-1))


def a_member_is_to_contact_a_deputy_of_above(world: World) -> None:
    below = a_seat(world.county, name="外某", phone="13800000044", card="044")
    CouncilMembership.objects.create(seat=below, starts_on=below.starts_on)
    DeputyLink.objects.create(member=below, deputy=world.zhang, starts_on=below.starts_on)


def somebody_is_listed_who_was_no_member(world: World) -> None:
    DeputyLink.objects.create(member=world.zhang, deputy=world.li, starts_on=world.zhang.starts_on)


def a_group_elsewhere_is_excused(world: World) -> None:
    row = duties.excuse(world)
    write(row, subject="group")


DAMAGE_BESIDE: list[tuple[Callable[[World], None], str, str]] = [
    (more_are_commended_than_may_be, "commendations", "名额1个，表彰了2个"),
    (another_congress_is_put_up, "commendations", "提名的县城管局不是本级的"),
    (a_group_is_put_up_for_an_organs_award, "commendations", "提名了别的种类"),
    (a_name_stays_where_it_is_withdrawn, "commendations", "却留有公布的名称"),
    (a_member_is_of_another_congress, "groups", "不是本级人大的代表"),
    (a_link_outlives_its_group, "groups", "有一项固定联系不在小组存在的日期以内"),
    (an_activity_was_held_at_anothers_station, "groups", "记在别处人大的阵地"),
    (a_station_lies_in_another_congresss_street, "stations", "不是本级的"),
    (nobody_received, "stations", "没有接待的代表"),
    (a_message_is_new_and_taken_up, "stations", "与登记的事项不符"),
    (a_matter_is_passed_to_another_level, "stations", "不是这一级的代表"),
    (a_visit_is_before_the_term, "duties", "日期不在代表任期内"),
    (somebody_elsewhere_is_excused, "duties", "不是本级代表的"),
    (somebody_contacts_who_is_no_member, "duties", "这一天登记人不是常委会组成人员"),
    (a_member_is_to_contact_a_deputy_of_above, "duties", "联系的不是本级或者下级的代表"),
    (somebody_is_listed_who_was_no_member, "duties", "开始那天不是常委会组成人员"),
    (a_group_elsewhere_is_excused, "groups", "不是本级小组的"),
    (a_secret_is_on_the_shelf, "shelf", "不能上架"),
    (a_proposal_is_written_from_a_case, "shelf", "不是参考选题"),
]
