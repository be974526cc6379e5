"""`manage.py doctor`: what the steps make is in order, and every kind of damage is found and named."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from congress.models import Delivery, Event, Notice, StoredFile
from congress.registries import registry
from deputies.models import SeatState
from proposals.models import (
    Assignment,
    Attachment,
    Clock,
    Contact,
    Dispute,
    Escalation,
    KeyItem,
    Override,
    Promise,
    PromiseReport,
    Proposal,
    PublishedReply,
    Release,
    SearchText,
    Serial,
)
from tests import asked, promises, stages, supervision
from tests.history import unlocked
from tests.proposals.damage_beside import DAMAGE_BESIDE
from tests.proposals.writing_past import checks_off, one, write
from tests.publishing import made as publishing
from tests.systems import a_machine
from tests.training.damage import DAMAGE_OF_TRAINING
from tests.world import World, a_world

pytestmark = pytest.mark.django_db


def examined(*options: str) -> tuple[int, str]:
    """The exit code and what was printed."""
    output, code = io.StringIO(), 0
    try:
        call_command("doctor", *options, stdout=output, stderr=io.StringIO())
    except SystemExit as end:
        code = int(str(end.code))
    return code, output.getvalue()


def an_event_is_changed(world: World) -> None:
    with unlocked():
        write(one(Event), step="forged")


def a_row_points_at_nothing(world: World) -> None:
    write(one(Contact), logged_by_id="00000000-0000-4000-8000-000000000000")


def a_delivery_is_nobodys(world: World) -> None:
    notice = one(Notice)
    Delivery.objects.create(notice=notice, channel="email", state="sending", due_at=timezone.now())


def a_content_is_missing(world: World) -> None:
    stored = a_file(world)
    write(stored, uploaded_at=timezone.now() - timedelta(days=2))
    stored.content.storage.delete(stored.content.name)


def a_content_is_changed(world: World) -> None:
    stored = a_file(world)
    stored.content.storage.delete(stored.content.name)
    stored.content.storage.save(stored.content.name, ContentFile(b"another"))


def a_scan_is_another_file(world: World) -> None:
    facts = {"file": a_file(world), "kind": "sheet", "fingerprint": "f" * 64, "filed_by": world.desk}
    one(Proposal, title="待审核").scans.create(**facts)


def a_seat_is_under_anothers_grant(world: World) -> None:
    write(world.zhang.grant, person=world.li.person)


def a_seat_is_in_a_term_of_elsewhere(world: World) -> None:
    write(world.zhang, term=world.county.terms.get())


def a_seat_is_stateless(world: World) -> None:
    SeatState.objects.filter(seat=world.wang).delete()


def a_state_is_not_that_of_the_last_event(world: World) -> None:
    write(one(Proposal, title="已答复"), state="answered")
    write(one(Assignment, proposal__title="待签收"), state="handling", signed_in_at=timezone.now())


def a_state_was_never_recorded(world: World) -> None:
    with unlocked():
        Event.objects.filter(subject_kind="proposal", subject_id=one(Proposal, title="待审核").pk).delete()


def a_state_does_not_fit_the_assignments(world: World) -> None:
    write(one(Proposal, title="已答复"), state="closed", closed_on=timezone.localdate())


def a_merger_leads_nowhere(world: World) -> None:
    draft = stages.drafted(world.deputy, "草稿")
    write(one(Proposal, title="待审核"), state="merged", merged_into=draft)


def a_clock_is_nobodys(world: World) -> None:
    with checks_off(Clock):
        write(one(Clock, proposal__title="待审核"), proposal=None)


def a_clock_counts_for_another_matter(world: World) -> None:
    write(one(Clock, assignment__proposal__title="待签收"), root=one(Proposal, title="待审核"))


def a_clock_runs_at_another_level(world: World) -> None:
    write(one(Clock, proposal__title="待审核"), holder=world.county)


def a_clock_runs_on(world: World) -> None:
    write(one(Clock, assignment__proposal__title="已答复", limit="reply"), stopped_on=None)


def nothing_limits_an_assignment(world: World) -> None:
    write(one(Clock, assignment__proposal__title="待签收", limit="reply"), stopped_on=timezone.localdate())


def nothing_limits_a_rating(world: World) -> None:
    write(one(Clock, reply__assignment__proposal__title="已答复"), stopped_on=timezone.localdate())


def a_request_is_left_open(world: World) -> None:
    row = one(Assignment, proposal__title="待签收")
    Release.objects.create(assignment=row, code="other", reason="不属于本单位", asked_by=world.handler.person)


def a_signature_is_missing(world: World) -> None:
    row = one(Assignment, proposal__title="已答复")
    row.replies.update(signed_at=None, signed_by=None)


def a_number_would_be_given_again(world: World) -> None:
    Serial.objects.update(last=0)


def a_promise_is_not_that_of_its_last_event(world: World) -> None:
    write(one(Promise), state="reported")


def a_promise_runs_to_another_day(world: World) -> None:
    write(one(Promise), due_on=timezone.localdate() + timedelta(days=200))


def a_promise_is_done_without_the_desk(world: World) -> None:
    write(one(Promise), state="done", settled_on=timezone.localdate())
    PromiseReport.objects.create(
        promise=one(Promise), text="已装好。", reported_on=timezone.localdate(), reported_by=world.handler
    )


def a_reply_of_class_b_promises_nothing(world: World) -> None:
    one(Assignment, proposal__title="已答复").replies.update(outcome="B")


def a_mark(world: World) -> KeyItem:
    return supervision.mark(world, Proposal.objects.get(title="待签收"))


def a_key_item_is_withdrawn(world: World) -> None:
    Proposal.objects.filter(pk=a_mark(world).proposal_id).update(state="withdrawn")


def a_handler_leads_a_key_item(world: World) -> None:
    write(a_mark(world), leader=world.handler)


def nobody_supervises_a_key_item(world: World) -> None:
    Proposal.objects.filter(pk=a_mark(world).proposal_id).update(committee=None)


def a_rung_is_taken_before_its_limit_began(world: World) -> None:
    clock = Clock.objects.running().filter(assignment__proposal__title="待签收").first()
    day = clock.started_on - timedelta(days=1)
    Escalation.objects.create(clock=clock, rung="officer", told="officer", people=1, on=day)


def a_file(world: World) -> StoredFile:
    stored = StoredFile(name="附图.txt", media_type="text/plain", size=3, sha256="0" * 64)
    stored.uploaded_by = world.deputy.person
    stored.content.save("x", ContentFile(b"abc"), save=False)
    stored.save(force_insert=True)
    return stored


def a_text_is_searched_for_other_words(world: World) -> None:
    write(one(SearchText, source="case", proposal__title="待审核"), text="别的字")


def a_draft_reply_can_be_found(world: World) -> None:
    a_signature_is_missing(world)


def a_paper_is_searched_for_other_words(world: World) -> None:
    proposal = one(Proposal, title="待审核")
    paper = Attachment.objects.create(proposal=proposal, file=a_file(world))
    SearchText.objects.create(proposal=proposal, source="paper", attachment=paper, part=0, text="别的字")


def a_telephone_number_is_public(world: World) -> None:
    write(publishing.publish(world, one(Proposal, title="已答复")), body="请打13900001234")


def a_public_number_is_another(world: World) -> None:
    write(publishing.publish(world, one(Proposal, title="已答复")), number="HB-1999-0001")


def a_reply_stays_public(world: World) -> None:
    row = publishing.publish(world, one(Proposal, title="已答复"))
    publishing.unpublish(world, row)
    on = timezone.localdate()
    PublishedReply.objects.create(
        publication=row, position=1, organ="市城管局", outcome="A", text="已修", signed_on=on
    )


def somebody_could_sign_in_as_a_system(world: World) -> None:
    write(a_machine(world.city).system.grant.person, is_active=True)


def a_system_may_more_than_its_role(world: World) -> None:
    write(a_machine(world.city).system, scopes=["read", "file"])


def a_token_outlives_its_system(world: World) -> None:
    write(a_machine(world.city).system, closed_at=timezone.now())


def a_dispute_waits_without_a_limit(world: World) -> None:
    proposal = one(Proposal, title="待审核")
    Dispute.objects.create(proposal=proposal, reason="都说不归自己管")


def an_ask_is_missing(world):
    first, _ = asked.split(Proposal.objects.get(title="待审核"), *asked.ASKS, by=world.desk)
    first.delete()


def a_draft_was_signed_in_spite_of_a_fault(world):
    reply = asked.draft(stages.handled(world, "在办"), world.handler)
    Override.objects.create(reply=reply, fault="name", found="称呼", reason="照旧", signed_by=world.leader)


DAMAGE: list[tuple[Callable[[World], None], str, str]] = [
    *DAMAGE_BESIDE,
    *DAMAGE_OF_TRAINING,
    (a_scan_is_another_file, "scans", "与它的文件指纹不同"),
    (an_event_is_changed, "timeline", "内容被改动"),
    (a_row_points_at_nothing, "rows", "沟通记录的“登记人”指向不存在的行，共1条"),
    (a_delivery_is_nobodys, "deliveries", "发送中，没有时间"),
    (a_content_is_missing, "files", "缺少内容"),
    (a_content_is_changed, "contents", "与上传时不同"),
    (somebody_could_sign_in_as_a_system, "systems", "应当停用"),
    (a_system_may_more_than_its_role, "systems", "权限file与身份不符"),
    (a_token_outlives_its_system, "systems", "没有作废"),
    (a_seat_is_under_anothers_grant, "seats", "授权不是这个人"),
    (a_seat_is_in_a_term_of_elsewhere, "seats", "届次或代表团不是本级人大的"),
    (a_seat_is_stateless, "seats", "没有资格状态"),
    (a_state_is_not_that_of_the_last_event, "matters", "最后一条记录为"),
    (a_state_was_never_recorded, "matters", "没有办理记录"),
    (a_state_does_not_fit_the_assignments, "matters", "状态为closed，应为answered"),
    (a_merger_leads_nowhere, "matters", "并入的建议状态为draft"),
    (a_clock_is_nobodys, "clocks", "没有主人"),
    (a_clock_counts_for_another_matter, "clocks", "不算在它所属的建议上"),
    (a_clock_runs_at_another_level, "clocks", "在另一个层级运行"),
    (a_clock_runs_on, "matters", "还在运行时限['reply']"),
    (nothing_limits_an_assignment, "matters", "没有办理时限"),
    (nothing_limits_a_rating, "matters", "评价时限没有运行"),
    (a_request_is_left_open, "matters", "退办申请[None]"),
    (a_signature_is_missing, "matters", "没有签发的答复"),
    (a_number_would_be_given_again, "numbers", "会再发一次"),
    (a_promise_is_not_that_of_its_last_event, "promises", "最后一条记录为open"),
    (a_promise_runs_to_another_day, "promises", "运行的时限为"),
    (a_promise_is_done_without_the_desk, "promises", "代表工委没有核实"),
    (a_reply_of_class_b_promises_nothing, "promises", "B类已签发，没有承诺"),
    (a_key_item_is_withdrawn, "supervision", "状态为withdrawn，还是重点督办件"),
    (a_handler_leads_a_key_item, "supervision", "领办领导不是本级主任会议成员"),
    (nobody_supervises_a_key_item, "supervision", "没有督办工委"),
    (a_rung_is_taken_before_its_limit_began, "supervision", "早于时限的起算日期"),
    (a_dispute_waits_without_a_limit, "disputes", "没有裁定的时限"),
    (an_ask_is_missing, "asks", "诉求1条，最大序号2"),
    (a_draft_was_signed_in_spite_of_a_fault, "asks", "答复没有签发"),
    (a_telephone_number_is_public, "publications", "公开的内容里有电话号码"),
    (a_public_number_is_another, "publications", "公开的编号与建议的编号"),
    (a_reply_stays_public, "publications", "却留有公开的答复"),
    (a_text_is_searched_for_other_words, "search", "与内容不一致"),
    (a_draft_reply_can_be_found, "search", "与答复不一致"),
    (a_paper_is_searched_for_other_words, "papers", "与文件里的文字不一致"),
]


@pytest.fixture
def world():
    made = a_world()
    stages.submitted(made.deputy, "待审核")
    stages.assigned(made, "待签收")
    stages.replied(made, "已答复")
    promises.owed(made, "承诺")
    return made


def test_a_world_made_by_its_steps_is_in_order(world):
    code, output = examined("--read-files")
    assert code == 0, output
    assert output.splitlines() == [f"{declared.label}：完好" for declared in registry.checks.values()]


def test_files_are_read_only_when_asked_for(world):
    a_content_is_changed(world)
    assert examined()[0] == 0
    assert "附件的指纹：1处问题" in examined("--read-files")[1]


@pytest.mark.parametrize(("damage", "name", "words"), DAMAGE, ids=lambda one: getattr(one, "__name__", ""))
def test_every_kind_of_damage_is_found(world, damage, name, words):
    with transaction.atomic():
        damage(world)
        found = list(registry.checks[name].find())
        transaction.set_rollback(True)

    assert [sentence for sentence in found if words in sentence], found
    assert list(registry.checks[name].find()) == []


def test_every_check_is_tried_here():
    assert {name for _, name, _ in DAMAGE} == set(registry.checks)
