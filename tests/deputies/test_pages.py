"""The pages of the roster: who gets in, what is shown, what changes."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from congress import spreadsheets
from congress.models import Event, Organ, Role, StoredFile
from deputies.models import Seat
from deputies.roster_rows import LABELS
from tests.places import START, a_congress, a_grant, a_seat, an_organ, signed_in

pytestmark = pytest.mark.django_db
ROW = ["张某", "", "13800000001", "001", "杜集团", "第一选区", "某厂工人", "2026-01-15", "", ""]


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    return tmp_path


@pytest.fixture
def city():
    return a_congress()


@pytest.fixture
def county(city):
    return a_congress("SX", city, "county")


@pytest.fixture
def desk(city):
    return signed_in(a_grant(Role.DESK, city, name="钱某"))


def table(*rows, name="名册.csv"):
    file = io.BytesIO("\n".join(",".join(cells) for cells in [LABELS, *rows]).encode())
    file.name = name
    return file


def upload(client, *rows):
    response = client.post(reverse("deputies:import"), {"table": table(*rows)})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def text(response):
    return response.content.decode()


# page: desk of the congress, of the county below, of a county beside, street desk, council, auditor, handler, deputy
ACCESS = [
    ("index", [200, 200, 200, 200, 200, 200, 403, 403]),
    ("export", [200, 200, 200, 200, 200, 200, 403, 403]),
    ("import", [200, 200, 200, 403, 403, 403, 403, 403]),
    ("template", [200, 200, 200, 403, 403, 403, 403, 403]),
    ("export_phones", [200, 200, 200, 403, 403, 403, 403, 403]),
    ("delegations", [200, 200, 200, 403, 403, 403, 403, 403]),
    ("detail", [200, 200, 404, 404, 200, 200, 404, 404]),
    ("suspend", [403, 200, 404, 404, 403, 403, 404, 404]),
    ("end", [403, 200, 404, 404, 403, 403, 404, 404]),
    ("resume", [403, 403, 404, 404, 403, 403, 404, 404]),
]


@pytest.mark.parametrize(("page", "expected"), ACCESS)
def test_who_gets_in(page, expected, city, county):
    seat = a_seat(county)
    beside = a_congress("XS", city, "county")
    street = an_organ(city, "东山街道", kind=Organ.Kind.STREET, branch="congress")
    grants = [
        a_grant(Role.DESK, city),
        a_grant(Role.DESK, county),
        a_grant(Role.DESK, beside),
        a_grant(Role.DESK, city, organ=street),
        a_grant(Role.COUNCIL, city),
        a_grant(Role.AUDITOR, city),
        a_grant(Role.HANDLER, city, organ=an_organ(city)),
        seat.grant,
    ]
    arguments = [seat.pk] if page in ("detail", "suspend", "end", "resume") else []
    address = reverse(f"deputies:{page}", args=arguments)

    assert [signed_in(grant).get(address).status_code for grant in grants] == expected


def test_a_street_sees_the_deputies_of_its_street(city):
    street = an_organ(city, "东山街道", kind=Organ.Kind.STREET, branch="congress")
    a_seat(city, branch_desk=street)
    a_seat(city, name="李某", phone="13800000002", card="002")

    shown = text(signed_in(a_grant(Role.DESK, city, organ=street)).get(reverse("deputies:index")))
    assert "张某" in shown and "李某" not in shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(count, desk, city, django_assert_max_num_queries):
    for number in range(count):
        a_seat(city, name=f"代表{number}", phone=f"1380000000{number}", card=str(number))

    with django_assert_max_num_queries(16):
        assert desk.get(reverse("deputies:index")).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=张", ["张某"]),
        ("q=002", ["李某"]),
        ("q=13800000002", ["李某"]),
        ("q=zhang", ["张某"]),
        ("state=serving", ["张某", "李某"]),
        ("state=ended", []),
        ("congress=garbage&state=x&delegation=1x", ["张某", "李某"]),
    ],
)
def test_the_list_is_searched_and_filtered_and_exported_as_shown(query, found, desk, city):
    seat = a_seat(city)
    seat.person.sort_key = "zhangmou"
    seat.person.save()
    a_seat(city, name="李某", phone="13800000002", card="002")

    shown = text(desk.get(reverse("deputies:index") + "?" + query))
    assert [name for name in ("张某", "李某") if f">{name}</a>" in shown] == found
    assert "13800000001" not in shown
    content = desk.get(reverse("deputies:export") + "?" + query).content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sorted(row[0] for row in sheet.iter_rows(min_row=4, values_only=True)) == sorted(found)


def test_exports_are_masked_counted_and_kept_in_the_log(desk, city):
    a_seat(city)

    response = desk.get(reverse("deputies:export"))
    rows = spreadsheets.read(io.BytesIO(response.content), "a.xlsx")
    assert rows[3][:4] == ["张某", None, "138****0001", "001"]
    assert "filename*=UTF-8''%E4%BB%A3" in response["Content-Disposition"]
    assert "请写明理由" in text(desk.post(reverse("deputies:export_phones"), {"reason": ""}))
    response = desk.post(reverse("deputies:export_phones"), {"reason": "电话通知开会"})
    assert spreadsheets.read(io.BytesIO(response.content), "a.xlsx")[3][2] == "13800000001"
    last = Event.objects.order_by("-id")[0]
    assert (last.step, last.facts["phones"], last.note.text) == ("export_deputies", True, "电话通知开会")
    codes = [desk.get(reverse("deputies:export")).status_code for _ in range(9)]
    assert codes == [200] * 8 + [409]


def test_a_roster_is_previewed_then_taken_and_thrown_away(desk, city, files):
    address = upload(desk, ROW)

    shown = text(desk.get(address))
    assert "确认导入1行" in shown and "将新建代表团：杜集团" in shown and Seat.objects.count() == 0
    response = desk.post(address, follow=True)
    assert "名册已导入：新增1人，变更0人，0人没有变化。" in text(response)
    assert Seat.objects.get().person.phone == "13800000001"
    assert StoredFile.objects.count() == 0
    assert "没有重复导入" in text(desk.post(address, follow=True))
    assert Seat.objects.count() == 1


def test_a_roster_with_problems_comes_back_with_them(desk):
    address = upload(desk, ROW, [*ROW[:3], "002", *ROW[4:]])

    shown = text(desk.get(address))
    assert "第3行：手机号重复（与第2行）" in shown and "确认导入" not in shown
    rows = spreadsheets.read(io.BytesIO(desk.get(address + "problems/").content), "a.xlsx")
    assert rows[0] == [*LABELS, "问题"]
    assert rows[2][-1] == "手机号重复（与第2行）"
    assert desk.post(address).status_code == 409
    assert Seat.objects.count() == 0


def many(count):
    return [[*ROW[:2], str(13900000000 + n), f"{n:04}", *ROW[4:]] for n in range(count)]


def test_a_long_roster_says_how_far_it_is_while_its_page_arrives(desk, city):
    address = upload(desk, *many(1200))

    parts = [part.decode() for part in desk.post(address)]
    said = [part for part in parts if "已写入" in part]
    assert said == [f"<li>已写入{done}行，共1200行</li>" for done in (500, 1000, 1200)]
    assert "正在导入代表名册" in parts[0] and "代表名册已导入：新增1200人" in parts[-2] and "</html>" in parts[-1]
    assert Seat.objects.count() == 1200 and StoredFile.objects.count() == 0
    assert "没有重复导入" in text(desk.post(address, follow=True))


def test_a_long_roster_that_no_longer_fits_says_so_on_its_page(desk, city):
    address = upload(desk, *many(600))
    a_seat(city, card="0007")

    shown = b"".join(desk.post(address)).decode()
    assert "没有导入" in shown and f'href="{address}"' in shown and Seat.objects.count() == 1


def test_nobody_takes_anothers_roster_nor_under_another_role(desk, city, county):
    address = upload(desk, ROW)
    other = signed_in(a_grant(Role.DESK, county, name="孙某"))

    assert other.post(address).status_code == 404
    below = a_grant(Role.DESK, county, person=StoredFile.objects.get().uploaded_by)
    desk.post(reverse("congress:switch"), {"grant": str(below.pk)})
    assert desk.post(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"PK\x03\x04", "损坏"),
        ("a.pdf", b"%PDF", "只能上传"),
        ("a.csv", b"", "空的"),
        ("a.csv", b"\x00\xff", "编码"),
    ],
)
def test_what_is_no_table_is_refused_at_the_field(name, content, sentence, desk):
    file = io.BytesIO(content)
    file.name = name

    response = desk.post(reverse("deputies:import"), {"table": file})
    assert response.status_code == 200 and sentence in text(response)
    assert "请选择文件" in text(desk.post(reverse("deputies:import")))


def test_the_export_can_be_filled_in_and_imported(desk, city):
    upload_of = upload(desk, ROW)
    desk.post(upload_of)
    content = desk.post(reverse("deputies:export_phones"), {"reason": "核对全部名册"}).content
    file = io.BytesIO(content)
    file.name = "代表名册.xlsx"

    response = desk.post(reverse("deputies:import"), {"table": file}, follow=True)
    assert "完全一样" in text(response)


def test_a_seat_is_suspended_resumed_and_ended_on_a_ground_of_the_law(desk, city):
    seat = a_seat(city)
    days = [START + timedelta(days=30 * n) for n in (1, 2, 3)]
    ground = "代表法第六十一条：因刑事案件被羁押，正在受侦查、起诉、审判"

    response = desk.post(reverse("deputies:suspend", args=[seat.pk]), {"starts_on": days[0]})
    assert "请选择法定情形" in text(response)
    address = reverse("deputies:suspend", args=[seat.pk])
    response = desk.post(address, {"starts_on": days[0], "ground": ground, "detail": "公告第3号"}, follow=True)
    assert "起暂停执行职务。" in text(response) and "公告第3号" in text(response)
    assert not Seat.objects.active(days[0]).exists() and Seat.objects.active(START).exists()
    assert desk.post(address, {"starts_on": days[1], "ground": ground}).status_code == 403
    desk.post(reverse("deputies:resume", args=[seat.pk]), {"starts_on": days[1]})
    assert Seat.objects.active(days[1]).exists()
    early = {"starts_on": START, "ground": "代表法第六十二条：被罢免"}
    assert desk.post(reverse("deputies:end", args=[seat.pk]), early).status_code == 409
    desk.post(reverse("deputies:end", args=[seat.pk]), {"starts_on": days[2], "ground": "代表法第六十二条：被罢免"})
    seat.refresh_from_db()
    seat.grant.refresh_from_db()
    assert seat.ends_on == seat.grant.ends_on == days[2] - timedelta(days=1)
    assert [row.state for row in seat.states.all()] == ["serving", "suspended", "serving", "ended"]
    assert list(Event.objects.filter(subject_id=seat.pk).values_list("step", flat=True)) == [
        "suspend",
        "resume",
        "end",
    ]


@pytest.mark.parametrize("day", ["", "明天", "2026-02-30"])
def test_a_day_that_is_none_is_said_at_the_field(day, desk, city):
    seat = a_seat(city)

    response = desk.post(reverse("deputies:end", args=[seat.pk]), {"starts_on": day, "ground": "x"})
    assert response.status_code == 200 and "请写日期" in text(response)


def test_foreign_and_unknown_seats_are_the_same_404(desk):
    other = a_seat(a_congress("ZZ"))
    unknown = "00000000-0000-4000-8000-000000000000"

    answers = [desk.get(reverse("deputies:detail", args=[pk])) for pk in (other.pk, unknown)]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_delegation_is_made_and_renamed_once_a_name(desk, city, county):
    address = reverse("deputies:delegations")
    assert "已登记相山团" in text(desk.post(address, {"name": "相山团"}, follow=True))
    made = city.delegations.get()
    rename = reverse("deputies:rename_delegation", args=[made.pk])

    for sent, sentence in (({"name": ""}, "请填写代表团名称"), ({"name": "相山团"}, "已经有这个代表团")):
        assert sentence in text(desk.post(address, sent))
    city.delegations.create(name="杜集团")
    assert "已经有这个代表团" in text(desk.post(rename, {"name": "杜集团"}))
    assert desk.post(rename, {"name": "相山区团"}).status_code == 302
    assert list(city.delegations.order_by("pk").values_list("name", flat=True)) == ["相山区团", "杜集团"]
    assert list(Event.objects.values_list("step", flat=True)) == ["add_delegation", "rename_delegation"]
    below = signed_in(a_grant(Role.DESK, county, name="孙某"))
    assert below.post(rename, {"name": "抢来的团"}).status_code == 404
    assert below.post(address, {"name": "相山区团"}).status_code == 302
