"""Pages of groups: K20's three fields, a late second editor, who sees what, statements that stay constant."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from groups.models import Activity
from tests.congress.made_files import photo_with_place
from tests.groups import made
from tests.places import signed_in


def a_photo():
    return SimpleUploadedFile("a.jpg", photo_with_place())


def text(answer):
    return answer.content.decode()


def test_three_fields_record_an_activity_of_everybody(world):
    group = made.group(world)
    client = signed_in(world.li.grant)
    assert "一季度没有登记" in text(client.get(group.get_absolute_url()))
    home = text(client.get("/"))
    address = reverse("groups:record_activity", args=[group.pk])
    assert f'href="{address}"' in home and "还没有登记活动" in home
    sent = {"kind": "视察", "day": made.day(), "summary": made.SAID, "photos": [a_photo(), a_photo()]}
    answer = client.post(address, sent, follow=True)
    row = Activity.objects.get()
    assert answer.redirect_chain == [(row.get_absolute_url(), 302)]
    assert "2/2人" in text(answer) and row.photos.count() == 2
    assert "还没有登记活动" not in text(client.get("/"))
    small = reverse("groups:photo", args=[row.photos.first().pk]) + "?small=1"
    assert f'<img src="{small}" alt="活动照片1" width="320" height="240" loading="lazy">' in text(answer)
    with Image.open(io.BytesIO(b"".join(client.get(small).streaming_content))) as shown:
        assert shown.size == (320, 240) and not shown.getexif() and "comment" not in shown.info
    assert signed_in(world.handler).get(small).status_code == 404


def test_a_second_editor_keeps_what_he_typed(world):
    row = made.recorded(world)
    client, address = signed_in(world.li.grant), reverse("groups:record", args=[row.pk])
    sent = {"kind": "学习", "day": made.day(), "summary": "第一位写的", "version": 1}
    assert client.post(address, sent).status_code == 302
    late = client.post(address, sent | {"summary": "第二位写的"})
    assert late.status_code == 409
    assert "第二位写的" in text(late) and "第一位写的" in text(late) and "刚刚有人登记或者更正过" in text(late)
    assert client.post(address, sent | {"summary": "第二位写的", "version": 2}).status_code == 302


def test_bad_input_is_answered_at_the_field(world):
    group = made.group(world)
    client, address = signed_in(world.li.grant), reverse("groups:record_activity", args=[group.pk])
    answer = text(client.post(address, {"day": made.day(1), "summary": "写过的话"}))
    assert "请选活动类型" in answer and "日期不能晚于今天" in answer and "写过的话" in answer
    fake = client.post(
        address, {"kind": "视察", "day": made.day(), "summary": "有", "photos": SimpleUploadedFile("a.txt", b"x")}
    )
    assert fake.status_code == 200 and not Activity.objects.exists()


def test_deputies_read_and_do_not_act_for_a_group_and_organs_see_none(world):
    row = made.recorded(world)
    reader, organ = signed_in(world.wang.grant), signed_in(world.handler)
    page = text(reader.get(row.group.get_absolute_url()))
    assert "登记一次活动" not in page and "管理成员" not in page
    assert reader.post(reverse("groups:record", args=[row.pk]), {}).status_code == 403
    assert organ.get(row.group.get_absolute_url()).status_code == 404
    assert organ.get(reverse("groups:index")).status_code == 403


@pytest.mark.parametrize("page", ["groups:index", "groups:activities", "groups:matters", "groups:topics"])
def test_lists_take_as_many_statements_however_many_rows(world, page):
    made.group(world)
    client = signed_in(world.desk)
    client.get(reverse(page))
    numbers = []
    for days in (0, -1, -2, -3):
        topic = made.topic(world, f"专题{-days}")
        made.recorded(world, days, topic=topic)
        made.matter(world, title=f"第{days}件")
        made.group(world, f"第{-days}专业小组", kind="professional")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(page)).status_code == 200
        numbers.append(len(asked))
    assert len(set(numbers[1:])) == 1 and numbers[-1] <= 25


def test_a_topic_sums_up_who_took_part(world):
    topic = made.topic(world)
    made.recorded(world, topic=topic, problems="排水口没有盖")
    page = text(signed_in(world.desk).get(topic.get_absolute_url()))
    assert "<strong>1</strong>个小组参加（活动小组共1个）" in page and "排水口没有盖" in page


def test_the_screen_shows_a_code_that_signs_in(world):
    row = made.planned(world)
    screen = signed_in(world.li.grant).get(reverse("groups:sign_in_code", args=[row.pk]))
    assert screen.status_code == 200 and screen["Refresh"].isdecimal()
    digits = screen.context["digits"]
    assert f'<p class="digits">{digits}</p>' in text(screen), "to be read from the last row"
    client, address = signed_in(world.deputy), reverse("groups:sign_in", args=[row.pk])
    assert "签到码不对" in text(client.post(address, {"digits": "000000" if digits != "000000" else "111111"}))
    assert client.post(address, {"digits": digits}).status_code == 302
