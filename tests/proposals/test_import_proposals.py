"""Published proposals become assigned ones, once, outside reminders and figures unless they are live."""

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate

from congress import timeline
from congress.models import Notice, Organ
from congress.registries import registry
from congress.reminding import rehearse
from proposals.models import Assignment, Proposal
from tests.places import an_organ, signed_in
from tests.world import a_world

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).resolve().parents[1] / "fixtures" / "real_proposals_sample.csv"


@pytest.fixture
def world():
    return a_world()


def imported(*options, file=SAMPLE):
    call_command("import_proposals", str(file), *options)
    return Proposal.objects.filter(seat__is_placeholder=True)


def a_file(folder, *lines, name="公开建议.csv", code="utf-8"):
    file = folder / name
    file.write_text("\n".join(["title,lead_organ,co_organs,assigned_on,id", *lines]), encoding=code)
    return file


def test_rows_are_filed_as_assigned_under_a_placeholder(world):
    rows = imported("--add-organs")

    assert rows.count() == len(SAMPLE.read_text(encoding="utf-8").splitlines()) - 1 > 5
    assert set(rows.values_list("state", "kind", "is_live")) == {("in_hand", "suggestion", False)}
    assert set(Assignment.objects.values_list("state", "assigned_on")) == {("assigned", localdate())}
    assert rows.values("seat__person__name").distinct().get() == {"seat__person__name": "公开建议"}
    assert list(timeline.faults()) == []
    page = signed_in(world.desk).get(rows[0].get_absolute_url()).content.decode()
    assert rows[0].title in page and "公开建议" in page


def test_they_stay_out_of_messages_reminders_and_figures(world):
    imported("--add-organs")

    assert not Notice.objects.exists()
    assert rehearse(date(2027, 3, 31), names=["not_signed", "limits"]) == []
    assert not Proposal.objects.put_forward().exists()
    assert not registry.measures["proposals"].records(Proposal.objects.all()).exists()


def test_live_ones_count(world):
    assert imported("--add-organs", "--live").put_forward().count() > 5


def test_the_same_file_again_adds_nothing(world):
    before = imported("--add-organs").count()
    assert imported("--add-organs").count() == before
    assert Organ.objects.filter(name="交通运输局").count() == 1


def test_an_organ_is_found_by_its_duties_and_joint_ones_stand_beside_it(world, tmp_path):
    roads = an_organ(world.city, "某市交通运输局")
    file = a_file(tmp_path, "关于修路的建议,交通局,住建局;交通运输局,2026-03-05,R1")

    proposal = imported(file=file).get()

    organs = {(row.organ, row.part) for row in proposal.assignments.all()}
    assert organs == {(roads, "lead"), (world.housing, "joint")}
    assert proposal.assigned_on == date(2026, 3, 5)
    assert proposal.number.startswith("HB-2026-")


def test_a_day_before_all_limits_is_filed_today_and_gbk_is_read(world, tmp_path):
    file = a_file(tmp_path, "关于修路的建议,住建局,,2012-03-01,R1", code="gbk")
    assert imported(file=file).get().assigned_on == localdate()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("关于修路的建议,没有的局,,,R1", "第2行：本级没有“没有的局”，请先登记这个单位"),
        ("关于修路的建议,,,,R1", "第2行：标题和主办单位都要填"),
        (",住建局,,,R1", "第2行：标题和主办单位都要填"),
        ("关于修路的建议,住建局,,三月,R1", "第2行：交办日期“三月”看不懂"),
    ],
)
def test_one_bad_row_and_nothing_is_filed(world, tmp_path, line, sentence):
    file = a_file(tmp_path, line, "关于路灯的建议,城管局,,,R2")
    with pytest.raises(CommandError, match=sentence) as refusal:
        imported(file=file)
    assert refusal.value.returncode == 2
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("options", [["--congress", "ZZ"], []])
def test_what_cannot_be_read_is_said(world, tmp_path, options):
    (tmp_path / "bad.csv").write_text("甲,乙\n1,2", encoding="utf-8")
    with pytest.raises(CommandError, match="没有编号前缀为“ZZ”的人大" if options else "表头要有标题"):
        imported(*options, file=tmp_path / "bad.csv")
    with pytest.raises(CommandError, match="无法读取"):
        imported(file=tmp_path / "missing.csv")


def test_a_rehearsal_writes_nothing(world):
    assert not imported("--add-organs", "--dry-run").exists()
    assert not Organ.objects.filter(name="交通运输局").exists()
