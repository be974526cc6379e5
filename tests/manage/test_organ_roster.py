"""The roster of organs: every row checked, all or nothing, safe to repeat, exported as it is read."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from congress import spreadsheets
from congress.manage import organ_roster
from congress.manage.organ_rows import LABELS
from congress.models import Event, Organ, StoredFile
from congress.rosters import finished
from tests.manage.conftest import said
from tests.places import a_congress, a_grant, a_seat, an_organ, signed_in

pytestmark = pytest.mark.django_db
GOOD = {"单位名称": "市水务局", "简称": "水务局", "类型": "承办单位", "系统": "政府", "办公电话": "0561-3190000"}
PAGES = ["organs_import", "organs_template", "organs_export"]


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


def to(page, *keys):
    return reverse(f"congress:{page}", args=keys)


def row(**changes):
    values = dict.fromkeys(LABELS, "") | GOOD | changes
    return [values[label] for label in LABELS]


def office(name="市政科", above="市水务局", **changes):
    return row(单位名称=name, 简称="", 类型="内设科室", 上级单位=above, 办公电话="", **changes)


def table(*rows, name="单位.csv", encoding="utf-8"):
    file = io.BytesIO("\n".join(",".join(cells) for cells in [LABELS, *rows]).encode(encoding))
    file.name = name
    return file


def upload(client, *rows, **more):
    response = client.post(to("organs_import"), {"table": table(*rows, **more)})
    assert response.status_code == 302, said(response)
    return response["Location"]


def take(house, *rows):
    return finished(organ_roster.taking([LABELS, *rows], house.congress, by=None))


def sentences(house, *rows):
    return organ_roster.check([LABELS, *rows], house.congress).sentences()


# system administrator, of the county below, security, audit, handler, deputy
@pytest.mark.parametrize("page", PAGES)
def test_who_gets_in(page, city, county):
    grants = [city.system, county.system, city.security, city.audit, city.clerk, a_seat(city.congress).grant]

    assert [signed_in(grant).get(to(page)).status_code for grant in grants] == [200, 200, 403, 403, 403, 403]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_roster_is_previewed_then_taken_and_thrown_away(encoding, system, city):
    address = upload(system, office(), row(), encoding=encoding)

    assert "确认导入2行" in said(system.get(address)) and Organ.objects.count() == 1
    assert "单位名册已导入：新增2个，变更0个，0个没有变化。" in said(system.post(address, follow=True))
    organ = Organ.objects.get(name="市水务局")
    assert (str(organ), organ.sort_key, organ.phone, organ.congress) == (
        "水务局",
        "shuiwuju",
        "0561-3190000",
        city.congress,
    )
    assert Organ.objects.get(name="市政科").parent == organ
    assert StoredFile.objects.count() == 0
    event = Event.objects.get(step="import_organs")
    assert (event.facts["new"], event.facts["changed"]) == (2, 0)
    assert "没有重复导入" in said(system.post(address, follow=True)) and Organ.objects.count() == 3


def test_the_export_is_taken_again_without_a_change(system, city):
    take(city, row(), office(), row(单位名称="市法院", 类型="承办单位", 系统="法院", 简称=""))

    content = system.get(to("organs_export")).content
    cells = spreadsheets.read(io.BytesIO(content), "a.xlsx")
    assert cells[2] == LABELS and len(cells) == 3 + 4
    preview = organ_roster.check(cells, city.congress)
    assert (preview.sentences(), preview.unchanged, preview.can_be_loaded) == ([], 4, False)
    only = spreadsheets.read(io.BytesIO(system.get(to("organs_export") + "?branch=court").content), "a.xlsx")
    assert [line[0] for line in only[3:]] == ["市法院"]
    assert Event.objects.filter(step="export_organs").count() == 2


def test_what_differs_is_changed_and_named(system, city):
    take(city, row())
    changes = row(简称="水利局", 系统="国企", 办公电话="")

    preview = organ_roster.check([LABELS, changes], city.congress)
    assert [line.changes for line in preview.changed] == [["简称", "系统", "办公电话"]]
    take(city, changes)
    organ = Organ.objects.get(name="市水务局")
    assert (organ.short_name, organ.branch, organ.phone, organ.sort_key) == ("水利局", "company", "", "shuiliju")


def test_organs_of_the_levels_below_are_told_by_their_place(city, county):
    place = county.congress.place
    take(city, row(), row(所属人大=place), row(单位名称="县审计局", 简称="", 所属人大=county.congress.name))

    assert Organ.objects.filter(name="市水务局").count() == 2
    assert Organ.objects.get(name="县审计局").congress == county.congress
    assert "本级和下级人大里没有“HB地”" in sentences(county, row(所属人大="HB地"))[0]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([row(单位名称="")], "第2行：请写单位名称"),
        ([row(单位名称="局" * 61)], "第2行：单位名称最多60字，现在是61字"),
        ([row(类型="承办单")], "第2行：类型里没有“承办单”，是否指“承办单位”？"),
        ([row(系统="军队")], "第2行：系统里没有“军队”"),
        ([row(系统="")], "第2行：请写系统"),
        ([row(所属人大="月球")], "第2行：本级和下级人大里没有“月球”"),
        ([row(), row()], "第3行：单位名称重复（与第2行）"),
        ([office(above="")], "第2行：内设科室要写上级单位"),
        ([office(above="市城管局二科")], "第2行：没有上级单位“市城管局二科”，是否指“市城管局”？"),
        ([office(), row(), office()], "第4行：单位名称重复（与第2行）"),
        ([row(上级单位="市水务局")], "第2行：上级单位写成了圈，或者层次太多"),
        ([row(单位名称="市城管局", 类型="代表工作机构")], "第2行：类型不能用表格更改（现在是承办单位）"),
        ([row(单位名称="旧局")], "第2行：这个单位已停用，请先在“单位”里启用"),
        ([], "只有表头，没有单位，请填好再传"),
    ],
)
def test_what_is_wrong_is_said_by_row(rows, sentence, city):
    an_organ(city.congress, "旧局", is_active=False)

    assert sentences(city, *rows) == [sentence]
    assert Organ.objects.count() == 2


def test_a_circle_of_organs_is_no_endless_one(city):
    first, second = row(单位名称="甲局", 简称="", 上级单位="乙局"), row(单位名称="乙局", 简称="", 上级单位="甲局")

    assert len(sentences(city, first, second)) == 2


def test_offices_of_the_same_name_stand_under_different_organs(city):
    take(city, row(), office(), office(above="市城管局"))

    assert set(Organ.objects.filter(name="市政科").values_list("parent__name", flat=True)) == {"市水务局", "市城管局"}
    assert sentences(city, row(), office(), office(above="市城管局")) == []


def test_a_roster_with_problems_comes_back_with_them_and_nothing_is_taken(system):
    address = upload(system, row(), row(单位名称="市审计局", 简称="", 类型="局"))

    assert "第3行：类型里没有“局”" in said(system.get(address))
    rows = spreadsheets.read(io.BytesIO(system.get(address.replace("preview", "problems")).content), "a.xlsx")
    assert rows[0] == [*LABELS, "问题"] and rows[2][-1].startswith("类型里没有“局”")
    assert system.post(address).status_code == 409 and Organ.objects.count() == 1


def test_what_is_no_table_is_refused_at_the_field(system):
    file = io.BytesIO(b"PK\x03\x04")
    file.name = "a.xlsx"

    assert "损坏" in said(system.post(to("organs_import"), {"table": file}))
    assert "请选择文件" in said(system.post(to("organs_import")))


def test_nobody_takes_anothers_roster(system, county):
    address = upload(system, row())

    assert signed_in(county.system).post(address).status_code == 404
    assert signed_in(a_grant("system_admin", a_congress("ZZ"))).get(address).status_code == 404


def test_the_template_offers_the_words_that_may_stand_there(system):
    rows = spreadsheets.read(io.BytesIO(system.get(to("organs_template")).content), "a.xlsx")

    assert rows[0] == LABELS


def test_three_thousand_rows_are_taken_in_few_queries_and_say_how_far_they_are(
    system, city, django_assert_max_num_queries
):
    rows = [row(单位名称=f"第{n}局", 简称="") for n in range(3000)]

    with django_assert_max_num_queries(60):
        steps = list(organ_roster.taking([LABELS, *rows], city.congress, by=None))
    assert steps == [(done, 3000) for done in range(500, 3001, 500)] and Organ.objects.count() == 3001
    changed = [row(单位名称=f"第{n}局", 简称="", 办公电话="1") for n in range(3000)]
    parts = [part.decode() for part in system.post(upload(system, *changed))]
    assert len([part for part in parts if "已写入" in part]) == 6
    assert "新增0个，变更3000个，0个没有变化" in parts[-2]


def test_the_command_checks_and_loads(city, tmp_path, capsys):
    file = tmp_path / "单位.csv"
    file.write_bytes(table(row(), office(), encoding="gbk").read())

    call_command("import_organs", str(file), congress="HB", dry_run=True)
    assert Organ.objects.count() == 1 and "将导入：新增2个" in capsys.readouterr().out
    call_command("import_organs", str(file), congress="HB")
    output = capsys.readouterr()
    assert Organ.objects.count() == 3 and "已导入：新增2个" in output.out and "2/2" in output.err
    call_command("import_organs", str(file), congress="HB")
    assert "2个没有变化" in capsys.readouterr().out
    file.write_text("姓名\n张某")
    for code in ("HB", "XX"):
        with pytest.raises(CommandError) as error:
            call_command("import_organs", str(file), congress=code)
        assert error.value.returncode == 2
