"""Members of groups from a table: looked at first, all of it or nothing, the same table twice is once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from congress.actors import Actor
from congress.models import Event
from congress.rosters import finished
from congress.workflow import OutOfTurn
from groups import importing
from groups.keeping import establishing
from groups.member_rows import LABELS
from groups.models import Membership, Post
from tests.groups import made
from tests.groups.made import day
from tests.places import START, signed_in

FIRST, SECOND = "第一代表小组", "第二代表小组"


def rows(*lines):
    return [LABELS, *[list(line) + [""] * (5 - len(line)) for line in lines]]


def take(world, table):
    return finished(importing.taking(table, world.city, by=Actor(world.desk), on=day()))


@pytest.fixture
def groups(world):
    first = made.group(world)
    Membership.objects.filter(seat=world.zhang).delete()
    second = made.group(world, "法制小组", kind="professional")
    return first, second


def test_a_table_is_taken_whole_and_twice_is_once(world, groups):
    first, second = groups
    Membership.objects.filter(group=second).delete()
    Post.objects.filter(group=second).delete()
    start = day(-3).isoformat()
    table = rows(
        (FIRST, "张某", "", "副组长", start), (FIRST, "李某"), ("法制小组", "欧阳某", "", "组长"), ("法制小组", "李某")
    )
    found = importing.check(table, world.city, day())
    assert found.sentences() == [] and (len(found.new), len(found.changed), found.unchanged) == (3, 0, 1)
    take(world, table)
    assert first.memberships.get(seat=world.zhang).starts_on == day(-3)
    assert first.posts.get(kind="deputy_leader").grant == world.zhang.grant
    assert second.posts.get(kind="leader").grant == world.wang.grant and second.memberships.count() == 2
    assert Event.objects.filter(step="add_members", subject_id=second.pk).count() == 2
    assert Event.objects.filter(step="import_members", subject_id=world.city.pk).count() == 1
    with pytest.raises(OutOfTurn, match="没有变化"):
        take(world, table)
    only_post = rows((FIRST, "张某", "", "联络员"))
    assert [row.changes for row in importing.check(only_post, world.city, day()).changed] == [["职务"]]
    take(world, only_post)
    assert first.posts.filter(kind="contact", grant=world.zhang.grant).exists()


def test_one_line_that_is_wrong_and_nothing_is_taken(world, groups):
    first, _ = groups
    establishing.establish(kind="activity", name=SECOND, starts_on=START, by=Actor(world.desk), at=timezone.now())
    before = Membership.objects.count()
    table = rows(
        ("没有的小组", "张某"),
        (FIRST, "无此人"),
        (FIRST, "张某", "", "秘书"),
        (FIRST, "张某", "", "", "去年"),
        (FIRST, "欧阳某", "", "组长"),
        (FIRST, "张某", "", "组长"),
        (FIRST, "欧阳某"),
        (SECOND, "欧阳某"),
        (SECOND, "李某"),
        ("", "张某"),
        (FIRST, "张某", "", "", "1999-01-01"),
        (SECOND, "张某", "没有的证号"),
    )
    said = "\n".join(importing.check(table, world.city, day()).sentences())
    for sentence in (
        "第2行：没有叫“没有的小组”的小组",
        "第3行：本级在任的代表里没有无此人",
        "第4行：职务“秘书”无法识别",
        "第5行：日期“去年”无法识别",
        "第7行：一个小组只有一位组长（另一位在第6行）",
        "第8行：重复（与第6行）",
        "第9行：已经在第一代表小组，请先登记退出",
        "第10行：已经在第一代表小组",
        "第11行：请写小组",
        "第12行：加入日期不在小组存在的日期以内",
        "第13行：本级在任的代表里没有张某（证号没有的证号）",
    ):
        assert sentence in said, sentence
    with pytest.raises(OutOfTurn):
        take(world, table)
    assert Membership.objects.count() == before and first.posts.count() == 1
    assert importing.check([["姓名"]], world.city, day()).faults == ["表头缺少“小组”，请下载模板对照"]


def test_the_desk_looks_presses_and_reads_what_happened(world, groups, django_assert_max_num_queries):
    browser = signed_in(world.desk)
    table = "\n".join(",".join(line) for line in rows((FIRST, "张某"), (FIRST, "欧阳某")))
    page = browser.post(reverse("groups:import"), {"table": SimpleUploadedFile("成员.csv", table.encode())})
    with django_assert_max_num_queries(25):
        shown = browser.get(page["Location"]).content.decode()
    assert "确认导入2行" in shown and not Membership.objects.filter(seat=world.wang).exists()
    done = browser.post(page["Location"], follow=True).content.decode()
    assert "小组成员表已导入：新增2人" in done and Membership.objects.filter(seat=world.wang).count() == 1
    assert "没有重复导入" in browser.post(page["Location"], follow=True).content.decode()
    assert signed_in(world.li.grant).get(reverse("groups:import")).status_code == 403
