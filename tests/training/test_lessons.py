"""Online lessons: what is really heard, pieces of a recording, a test, hours by rule."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congress.actors import Actor
from congress.workflow import OutOfTurn
from tests.places import signed_in
from tests.training import made
from tests.world import a_world
from training import exams, hours, media, watching
from training.models import Attempt, Watching

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return a_world()


@pytest.fixture
def course(world):
    return made.opened(world)


def test_spans_are_merged_and_cut_where_the_clock_says_so():
    assert watching.merged([[10, 20], [0, 5], [5, 12]]) == [[0, 20]]
    assert watching.added([[0, 10]], [(0, 10), (5, 15)], 100) == [[0, 15]]
    assert watching.added([], [(0, 100)], 15) == [[0, 15]]
    assert watching.added([[5, 8]], [(0, 20)], 6) == [[0, 9]]  # five seconds before it, one after
    assert watching.added([], [(50, 60), (0, 100)], 12) == [[0, 2], [50, 60]]
    assert watching.added([[0, 5]], [(2, 4)], 0) == [[0, 5]]


@pytest.mark.parametrize("allowed", range(0, 45, 3))
def test_no_report_adds_more_than_it_may(allowed):
    heard, said = [[3, 7], [20, 25]], [(0, 10), (5, 30), (40, 41)]
    found = watching.added(heard, said, allowed)
    assert watching.length(found) - watching.length(heard) <= allowed
    assert found == watching.merged(found)
    assert all(any(first <= a and b <= last for first, last in found) for a, b in heard)


def test_a_report_counts_no_more_than_has_passed(world, course):
    row, lesson = made.enrolled(world, course), made.a_lesson(world, course, seconds=100)
    by, start = Actor(world.deputy), made.now()

    def report(seconds, *spans, position=0):
        at = start + timedelta(seconds=seconds)
        return watching.report_watched(lesson, row, spans, position=position, by=by, at=at)

    assert report(0, (0, 100)).seconds == 0  # the first report starts the clock
    assert report(10, (0, 100)).seconds == 15
    assert report(20, (0, 10), position=90).seconds == 15  # heard again counts once
    assert report(40, (70, 100)).seconds == 45
    assert report(30, (15, 70)).seconds == 45  # a clock that goes back gives nothing
    assert report(80, (15, 59)).finished_at is None
    assert hours.of_course(course) == {}
    done = report(120, (59, 61))
    assert done.seconds == 91 and done.finished_at is not None
    assert hours.of_course(course) == {row.pk: 2}
    assert Watching.objects.count() == 1


def test_what_a_browser_sends_is_read_with_care(world, course):
    lesson = made.a_lesson(world, course, seconds=100)
    assert watching.read_spans("0-12,30-42", lesson) == [(0, 12), (30, 42)]
    assert watching.read_spans("90-500,12-3,a-b,-,1-,９-12,1-99999999", lesson) == [(90, 100)]
    client, address = signed_in(world.deputy), reverse("training:report_watched", args=[lesson.pk])
    assert client.post(address, {"spans": "0-10"}).status_code == 403  # not in the class
    made.enrolled(world, course)
    for sent in ({}, {"spans": "x", "position": "-1"}, {"spans": "0-10", "position": "5"}):
        answer = client.post(address, sent)
        assert answer.status_code == 200 and answer.json() == {"percent": 0, "is_done": False}
    assert Watching.objects.get().position == 5
    page = client.get(reverse("training:lesson", args=[lesson.pk])).content.decode()
    assert 'data-from="5"' in page and "不计学时" in page and "<noscript>" in page


def test_a_recording_comes_in_pieces_to_who_may_hear_it(world, course):
    lesson = made.a_lesson(world, course, seconds=10)
    address, size = reverse("training:recording", args=[lesson.pk]), lesson.file.size
    client = signed_in(world.deputy)
    whole = client.get(address)
    content = b"".join(whole.streaming_content)
    assert whole.status_code == 200 and len(content) == size and whole["Accept-Ranges"] == "bytes"
    for header, first, last in (
        ("bytes=0-99", 0, 99),
        ("bytes=100-", 100, size - 1),
        ("bytes=-50", size - 50, size - 1),
        (f"bytes=0-{size * 2}", 0, size - 1),
    ):
        piece = client.get(address, headers={"range": header})
        assert (piece.status_code, piece["Content-Range"]) == (206, f"bytes {first}-{last}/{size}")
        assert b"".join(piece.streaming_content) == content[first : last + 1]
        assert piece["Content-Length"] == str(last - first + 1)
        assert piece["Cache-Control"].startswith("private")
    for header in (f"bytes={size}-", "bytes=-0"):
        refused = client.get(address, headers={"range": header})
        assert (refused.status_code, refused["Content-Range"]) == (416, f"bytes */{size}")
    for header in ("bytes=5-1", "lines=0-1", "bytes=0-1,5-6", "bytes=-"):
        whole_again = client.get(address, headers={"range": header})
        assert whole_again.status_code == 200
        assert len(b"".join(whole_again.streaming_content)) == size
    stale = client.get(address, headers={"range": "bytes=0-9", "if-range": '"other"'})
    assert stale.status_code == 200
    fresh = client.get(address, headers={"range": "bytes=0-9", "if-range": whole["ETag"]})
    assert fresh.status_code == 206
    assert [len(b"".join(answer.streaming_content)) for answer in (stale, fresh)] == [size, 10]
    assert signed_in(world.handler).get(address).status_code == 404


def test_only_recordings_are_taken_in(world):
    for head, kind in (
        (b"RIFF....WAVEfmt ", "audio/wav"),
        (b"\0\0\0\x20ftypisom", "video/mp4"),
        (b"\0\0\0\x20ftypM4A ", "audio/mp4"),
        (b"\x1a\x45\xdf\xa3", "video/webm"),
        (b"ID3\x04", "audio/mpeg"),
        (b"\xff\xfb\x90", "audio/mpeg"),
    ):
        assert media.kind_of(head)[0] == kind
    for head in (b"<html>", b"RIFF....WEBP", b"PK\x03\x04", b"%PDF-1.7", b"\xff\xd8\xff\xe0"):
        assert media.kind_of(head) is None
    for upload, words in (
        (SimpleUploadedFile("a.mp4", b"<script>"), "只能上传"),
        (SimpleUploadedFile("a.mp4", b""), "是空的"),
    ):
        with pytest.raises(ValidationError, match=words):
            media.keep_recording(upload, by=world.desk.person)
    kept = media.keep_recording(made.a_wav(3), by=world.desk.person)
    with kept.content.open("rb") as content:
        assert kept.name == "讲座.wav" and media.seconds_of(content) == 3


def test_the_desk_adds_a_recording_and_is_asked_how_long_it_is(world, course):
    client, address = signed_in(world.desk), reverse("training:add_lesson", args=[course.pk])
    sent = {"title": "讲座", "hours": 2, "duration": ""}
    mp4 = SimpleUploadedFile("a.mp4", b"\0\0\0\x20ftypisom" + b"\0" * 50)
    assert "请写时长" in client.post(address, sent | {"upload": mp4}).content.decode()
    for wrong in ("十分钟", "0:00", "1:75"):
        mp4.seek(0)
        page = client.post(address, sent | {"upload": mp4, "duration": wrong}).content.decode()
        assert "请写分钟和秒" in page
    assert client.post(address, sent | {"upload": made.a_wav(7)}).status_code == 302
    lesson = course.lessons.get()
    assert (lesson.seconds, lesson.hours, lesson.is_film) == (7, 2, False)
    page = client.post(address, sent | {"upload": made.a_wav(7)}).content.decode()
    assert "这个名称的线上课已经有了" in page


def test_a_test_is_passed_and_then_the_lesson_counts(world, course):
    row, lesson = made.enrolled(world, course), made.a_lesson(world, course, seconds=10)
    exam, by = made.an_exam(world, course), Actor(world.deputy)
    for seconds, spans in ((0, ()), (10, ((0, 10),))):
        at = made.now() + timedelta(seconds=seconds)
        watching.report_watched(lesson, row, spans, position=0, by=by, at=at)
    assert hours.of_course(course) == {}
    client = signed_in(world.deputy)
    page = client.post(reverse("training:take_exam", args=[course.pk]), follow=True)
    attempt = Attempt.objects.get()
    client.post(reverse("training:take_exam", args=[course.pk]))
    assert Attempt.objects.count() == 1  # what was begun goes on
    address = reverse("training:attempt", args=[attempt.pk])
    assert "请回答这一题" in client.post(address, {}).content.decode()
    keys = [str(question.pk) for question in exams.questions_of(attempt)]
    assert len(keys) == 2 and all(key in page.content.decode() for key in keys)
    said = client.post(address, {keys[0]: "A", keys[1]: "B"}, follow=True).content.decode()
    assert "已交卷，50分，没有合格" in said and hours.of_course(course) == {}
    assert client.post(address, {}).status_code == 409
    client.post(reverse("training:take_exam", args=[course.pk]))
    second = Attempt.objects.get(handed_in_at=None)
    assert exams.hand_in(second, dict.fromkeys(keys, "A"), by=by, at=made.now()) == 100
    assert hours.of_course(course) == {row.pk: 2}
    with pytest.raises(OutOfTurn, match="已经合格"):
        exams.take_exam(exam, row, by=by, at=made.now())
    assert signed_in(world.li.grant).get(address).status_code == 404


def test_tries_are_counted(world, course):
    row, exam = made.enrolled(world, course), made.an_exam(world, course, most_attempts=1)
    by = Actor(world.deputy)
    exams.hand_in(exams.take_exam(exam, row, by=by, at=made.now()), {}, by=by, at=made.now())
    with pytest.raises(OutOfTurn, match="最多测1次"):
        exams.take_exam(exam, row, by=by, at=made.now())
    page = signed_in(world.deputy).get(reverse("training:exam", args=[course.pk])).content.decode()
    assert "次数已经用完" in page


def test_a_multiple_choice_is_right_when_all_of_it_is(world, course):
    row, exam, by = made.enrolled(world, course), made.an_exam(world, course, questions=0), Actor(world.desk)
    many = {"kind": "multiple", "text": "多选", "answers": ["甲", "乙", "丙"], "right": "CA"}
    exams.add_question(exam, by=by, at=made.now(), **many)
    attempt = exams.take_exam(exam, row, by=Actor(world.deputy), at=made.now())
    key = attempt.questions[0]
    assert exams.hand_in(attempt, {key: "A"}, by=Actor(world.deputy), at=made.now()) == 0
    attempt = exams.take_exam(exam, row, by=Actor(world.deputy), at=made.now())
    assert exams.hand_in(attempt, {key: "CA"}, by=Actor(world.deputy), at=made.now()) == 100
    client, address = signed_in(world.desk), reverse("training:add_question", args=[course.pk])
    for sent, words in (
        (many | {"answers": "甲", "text": "一"}, "选项要有2到6个"),
        (many | {"answers": "甲\n乙", "right": "C", "text": "二"}, "正确答案请写A到B"),
        (many | {"answers": "甲\n乙", "right": "AB", "kind": "single", "text": "三"}, "只有一个正确答案"),
        (many | {"answers": "甲\n乙", "right": "A"}, "已经在题库里"),
    ):
        assert words in client.post(address, sent).content.decode()
