"""设置: what may be set by whom, within which bounds, from which day on."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.timezone import localdate

from congress import configuration
from congress.actors import Actor
from congress.configurable import DECLARED
from congress.configuration import FOLLOW
from congress.manage import configuring
from congress.models import Event, Organ, Role, Setting
from tests.places import a_congress, a_grant, an_organ, signed_in

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 20)
KEY = "opinion.undo_minutes"


@pytest.fixture
def city():
    return a_congress()


@pytest.fixture
def county(city):
    return a_congress("XS", parent=city, level="county")


@pytest.fixture
def keeper(city):
    return a_grant(Role.SYSTEM_ADMIN, city, name="钱某")


@pytest.fixture
def county_keeper(county):
    return a_grant(Role.SYSTEM_ADMIN, county, name="孙某")


def text(response):
    return response.content.decode()


def send(grant, key=KEY, **fields):
    sent = {"value": "15", "starts_on": localdate().isoformat()} | fields
    return signed_in(grant).post(reverse("congress:setting", args=[key]), sent)


@pytest.mark.parametrize("key", DECLARED)
def test_every_default_is_within_its_own_bounds_and_is_explained(key):
    declared = DECLARED[key]

    assert declared.fault(declared.default) == ""
    assert declared.label and declared.says and declared.group and declared.shown(declared.default)


def test_every_setting_that_is_read_is_declared_and_every_declared_one_is_read():
    sources = [
        path.read_text(encoding="utf-8")
        for app in ("congress", "deputies", "groups", "proposals", "training")
        for path in (ROOT / app).rglob("*.py")
    ]
    read = {key for source in sources for key in re.findall(r"""configuration\.value\(\s*f?"([^"]+)\"""", source)}
    read |= {f"retention.{name}" for source in sources for name in re.findall(r'kept_since\("(\w+)"', source)}

    assert "site.{key}" in read
    # Those of the site are read by a name that is put together; whoever reads one by its whole name must name one.
    assert read - {"site.{key}"} <= set(DECLARED)
    assert {key for key in DECLARED if not key.startswith("site.")} <= read


def roles(city, county, keeper):
    street = an_organ(city, "某街道人大工委", kind=Organ.Kind.STREET, branch=Organ.Branch.CONGRESS)
    return [
        keeper,
        a_grant(Role.SYSTEM_ADMIN, county),
        a_grant(Role.DESK, city),
        a_grant(Role.DESK, city, organ=street),
        a_grant(Role.SECURITY_ADMIN, city),
        a_grant(Role.AUDIT_ADMIN, city),
        a_grant(Role.HANDLER, city, organ=an_organ(city)),
        a_grant(Role.DEPUTY, city),
    ]


# system administrator of city and county, desk, street desk, security and audit administrators, handler, deputy
OPEN = [200, 200, 200, 403, 403, 403, 403, 403]


@pytest.mark.parametrize(
    ("page", "args"),
    [
        ("settings", []),
        ("setting", [KEY]),
        ("wordings", []),
        ("wording", ["submitted"]),
        ("dictionaries", []),
        ("dictionary", ["refusal"]),
        ("rename_word", ["refusal", "N1"]),
        ("retire_word", ["refusal", "N1"]),
    ],
)
def test_who_gets_in(page, args, city, county, keeper):
    address = reverse(f"congress:{page}", args=args)

    assert [signed_in(grant).get(address).status_code for grant in roles(city, county, keeper)] == OPEN


@pytest.mark.parametrize(
    ("page", "args"),
    [
        ("setting", ["no.such"]),
        ("wording", ["greeting"]),
        ("dictionary", ["nothing"]),
        ("rename_word", ["refusal", "N77"]),
        ("retire_word", ["nothing", "N1"]),
    ],
)
def test_what_nobody_declared_is_not_found(page, args, keeper):
    assert signed_in(keeper).get(reverse(f"congress:{page}", args=args)).status_code == 404


def test_a_value_acts_from_its_day_on_and_never_before(keeper, city):
    configuring.set_value(KEY, 15, by=Actor(keeper), starts_on=DAY, on=DAY)
    configuring.set_value(KEY, 20, by=Actor(keeper), starts_on=DAY + timedelta(days=5), on=DAY)

    days = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=4), DAY + timedelta(days=5)]
    assert [configuration.value(KEY, city, on=day) for day in days] == [10, 15, 15, 20]


def test_what_the_highest_congress_sets_is_common_until_a_lower_one_sets_its_own(keeper, county_keeper, city, county):
    configuring.set_value(KEY, 15, by=Actor(keeper), starts_on=DAY, on=DAY)
    assert configuration.value(KEY, county, on=DAY) == 15
    configuring.set_value(KEY, 5, by=Actor(county_keeper), starts_on=DAY, on=DAY)
    assert [configuration.value(KEY, place, on=DAY) for place in (city, county)] == [15, 5]
    later = DAY + timedelta(days=9)
    configuring.set_value(KEY, FOLLOW, by=Actor(county_keeper), starts_on=later, on=DAY)
    assert [configuration.value(KEY, county, on=day) for day in (DAY, later)] == [5, 15]
    configuring.set_value(KEY, FOLLOW, by=Actor(keeper), starts_on=later, on=DAY)
    assert configuration.value(KEY, county, on=later) == 10


def test_the_page_says_what_is_in_force_since_when_and_by_whom(keeper, county_keeper):
    assert send(keeper).status_code == 302
    shown = text(signed_in(keeper).get(reverse("congress:settings")))

    assert "15分钟" in shown and f"{localdate()}起，钱某" in shown
    assert "15分钟" in text(signed_in(county_keeper).get(reverse("congress:settings")))
    assert Event.objects.get(step="set_value").note.text == f"提交后多久内可以自己撤回：15分钟，自{localdate()}起"


def test_the_same_press_twice_is_one_value(keeper):
    send(keeper)
    send(keeper)

    assert Setting.objects.get().value == 15


@pytest.mark.parametrize(
    ("key", "fields", "said"),
    [
        (KEY, {"value": "61"}, "应为0到60分钟"),
        (KEY, {"value": "-1"}, "应为0到60分钟"),
        (KEY, {"value": "十"}, "请写整数"),
        (KEY, {"value": "1" * 300}, "应为0到60分钟"),
        (KEY, {"value": ""}, "请填写新的值"),
        (KEY, {"starts_on": "2020-01-01"}, "从今天或以后的一天起执行"),
        (KEY, {"starts_on": "明天"}, "请写日期"),
        (KEY, {"starts_on": ""}, "请写从哪一天起执行"),
        ("site.name_first", {"value": "宽" * 13}, "应为1到12个字"),
        ("site.help_phone", {"value": "请拨打热线电话"}, "写法不对，例如0561-3198765"),
        ("sms.signature", {"value": "淮北市人大"}, "写法不对，例如【淮北市人大】"),
        ("sms.signature", {"value": "【" + "宽" * 9 + "】"}, "应为3到10个字"),
        ("rehandle.automatic", {"value": "maybe"}, "maybe"),
        ("rehandle.automatic", {"value": ""}, "请选一个"),
        ("withdraw.allowed_until", {"value": "never"}, "never"),
        ("rehandle.max_rounds", {"value": "0"}, "应为1到5轮"),
    ],
)
def test_a_bad_value_is_refused_at_the_field_and_kept(key, fields, said, keeper):
    response = send(keeper, key, **fields)

    assert response.status_code == 200
    assert said in text(response)
    assert not Setting.objects.exists()


def test_an_own_value_is_given_up_on_the_page(county_keeper, keeper, county):
    send(keeper)
    send(county_keeper, value="5")
    assert configuration.value(KEY, county, on=localdate()) == 5

    page = text(signed_in(county_keeper).get(reverse("congress:setting", args=[KEY])))
    assert "用各级共用的值" in page
    past = send(county_keeper, **{"follow": "1", "follow-starts_on": "2020-01-01"})
    assert "从今天或以后的一天起执行" in text(past)
    assert send(county_keeper, **{"follow": "1", "follow-starts_on": localdate().isoformat()}).status_code == 302

    assert configuration.value(KEY, county, on=localdate()) == 15


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("rehandle.automatic", "no", "否"),
        ("withdraw.allowed_until", "before_reply", "答复以前"),
        ("campaign.name", "我为群众办实事", "我为群众办实事"),
        ("sms.signature", "【某市人大】", "【某市人大】"),
    ],
)
def test_each_kind_of_value_is_taken(key, value, shown, keeper, city):
    send(keeper, key, value=value)

    assert DECLARED[key].shown(configuration.value(key, city, on=localdate())) == shown


def test_the_law_is_no_setting():
    of_the_law = ("reply", "extension", "contact", "seat", "ballot")
    habits = {"reply.audience"}  # whether the lead alone or everybody who joined is written to
    assert {key for key in DECLARED if key.startswith(of_the_law)} == habits


def test_what_is_for_machines_or_for_all_is_not_set_by_desks_or_below(city, county_keeper):
    desk = a_grant(Role.DESK, city)
    assert send(desk, "sms.signature", value="【某市人大】").status_code == 403
    assert send(county_keeper, "files.megabytes_a_month", value="300").status_code == 403
    assert "由系统管理员设置" in text(signed_in(desk).get(reverse("congress:setting", args=["sms.signature"])))
    assert send(desk).status_code == 302


def test_a_value_to_come_can_be_taken_back_and_one_in_force_cannot(keeper, county_keeper):
    today = localdate()
    coming = configuring.set_value(KEY, 20, by=Actor(keeper), starts_on=today + timedelta(days=3), on=today)
    acting = configuring.set_value(KEY, 15, by=Actor(keeper), starts_on=today, on=today)
    address = reverse("congress:take_back_setting", args=[coming.pk])

    assert signed_in(county_keeper).post(address).status_code == 404
    assert signed_in(keeper).get(address).status_code == 405
    assert signed_in(keeper).post(address).status_code == 302
    assert signed_in(keeper).post(reverse("congress:take_back_setting", args=[acting.pk])).status_code == 403
    assert list(Setting.objects.values_list("value", flat=True)) == [15]


def test_a_rule_below_the_form_refuses_too(keeper):
    for value in (99, "十", True, None):
        with pytest.raises(PermissionDenied):
            configuring.set_value(KEY, value, by=Actor(keeper), starts_on=DAY, on=DAY)


@pytest.mark.parametrize("count", [1, 5])
def test_the_page_costs_the_same_whatever_was_set(count, keeper, django_assert_max_num_queries):
    for ahead in range(count):
        configuring.set_value(KEY, 15, by=Actor(keeper), starts_on=DAY + timedelta(days=ahead), on=DAY)
    client = signed_in(keeper)

    with django_assert_max_num_queries(11):
        client.get(reverse("congress:settings"))
