"""What somebody typed outlives an ended session, a broken network, a server error, a second window, the way back."""

from contextlib import contextmanager

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from playwright.sync_api import expect

from proposals.models import Reply
from tests import stages
from tests.browser.visitor import NARROW
from tests.faults.processes import until
from tests.proof import measured
from tests.world import BODY, TITLE, the_proposal

ADDED = f"{BODY}另请修好坏了的护栏。"


def nothing_lost(how, typed, *kept):
    """Every place that should hold what was typed holds it whole."""
    assert kept == (typed,) * len(kept)
    measured("U13", f"{how}: 0 of {len(typed)} characters lost")


def text_of(visitor):
    return visitor.page.get_by_label("内容").input_value()


@contextmanager
def broken():
    """The portal does not find a table: every page that asks for it fails."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE proposals_proposal RENAME TO away")
        try:
            yield
        finally:
            cursor.execute("ALTER TABLE away RENAME TO proposals_proposal")


def end_the_session():
    """The server no longer knows who is before it."""
    assert Session.objects.all().delete()[0]


def sign_in_again(visitor, grant):
    """What the sign-in page does: the anonymous session of this window becomes the person's."""
    name = settings.SESSION_COOKIE_NAME
    key = next((c["value"] for c in visitor.page.context.cookies() if c["name"] == name), None)
    session = SessionStore(key)
    session[SESSION_KEY] = str(grant.person_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = grant.person.get_session_auth_hash()
    session.save()
    visitor.page.context.add_cookies([{"name": name, "value": session.session_key, "url": visitor.base}])


def status_of(visitor):
    return visitor.page.locator("[data-autosave-status]")


def leave_the_field(visitor):
    visitor.page.keyboard.press("Tab")


def type_into(visitor, text):
    visitor.write("内容", text)
    leave_the_field(visitor)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no_script"])
def test_the_text_is_there_after_signing_in_again(world, visit, script):
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, width=NARROW, script=script).go("proposals:edit", draft.pk)
    end_the_session()
    if script:
        type_into(author, ADDED)
        expect(status_of(author)).to_contain_text("您需要重新登录")
        author.press("重新登录")
    else:
        author.write("内容", ADDED).press("存草稿")
    assert "/accounts/" in author.page.url
    sign_in_again(author, world.deputy)
    author.go("proposals:edit", draft.pk).sees("您刚才写的内容已恢复，并已保存为草稿")
    how = "session ended" if script else "session ended, no script"
    nothing_lost(how, ADDED, text_of(author), the_proposal().body)


def test_the_words_of_one_are_not_shown_to_another_who_signs_in_there(world, visit):
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, script=False).go("proposals:edit", draft.pk)
    end_the_session()
    author.write("内容", ADDED).press("存草稿")
    sign_in_again(author, world.li.grant)
    author.go("proposals:edit", draft.pk).sees("没有这个页面，或者您不能查看").sees_not("护栏")
    assert the_proposal().body == BODY


def test_a_reply_is_there_after_signing_in_again(world, visit):
    assignment = stages.handled(world)
    handler = visit(world.handler).go("proposals:reply", assignment.pk)
    end_the_session()
    handler.write("答复内容", stages.LETTER).press("核对并送领导签发")
    handler.page.wait_for_url("**/accounts/**")
    sign_in_again(handler, world.handler)
    handler.go("proposals:reply", assignment.pk).sees("您刚才写的内容已恢复")
    assert Reply.objects.get(assignment=assignment).text == stages.LETTER


def test_what_was_typed_without_a_network_is_saved_when_it_is_back(world, visit):
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, width=NARROW).go("proposals:edit", draft.pk)
    author.page.context.set_offline(True)
    type_into(author, ADDED)
    expect(status_of(author)).to_have_text("网络断开，最近的内容还没保存，请不要关闭页面")
    assert the_proposal().body == BODY
    author.page.context.set_offline(False)
    expect(status_of(author)).to_have_text("已恢复连接，内容已保存")
    nothing_lost("network cut while typing", ADDED, text_of(author), the_proposal().body)


def test_a_press_without_a_network_keeps_the_page_and_the_text(world, visit):
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, width=NARROW).go("proposals:edit", draft.pk)
    author.page.context.set_offline(True)
    author.write("内容", ADDED).button("存草稿").click(no_wait_after=True)
    expect(status_of(author)).to_have_text("网络断开，最近的内容还没保存，请不要关闭页面")
    assert text_of(author) == ADDED
    author.page.context.set_offline(False)
    expect(status_of(author)).to_have_text("已恢复连接，内容已保存")
    nothing_lost("network cut at the press", ADDED, text_of(author), the_proposal().body)


@pytest.mark.parametrize("status", [500, 413])
def test_an_error_on_the_way_leaves_the_text_in_the_page(world, visit, status):
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, width=NARROW).go("proposals:edit", draft.pk)
    author.page.route("**/autosave/", lambda route: route.fulfill(status=status, body=""))
    type_into(author, ADDED)
    expect(status_of(author)).to_contain_text("没有保存" if status == 413 else "还没保存")
    author.page.unroute("**/autosave/")
    author.faults.clear()
    assert text_of(author) == ADDED
    author.press("存草稿").sees("草稿已保存")
    nothing_lost(f"{status} to a save", ADDED, the_proposal().body)


def test_a_refusal_after_a_broken_network_does_not_end_the_saving(world, visit):
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, width=NARROW).go("proposals:edit", draft.pk)
    author.page.context.set_offline(True)
    type_into(author, ADDED)
    expect(status_of(author)).to_contain_text("网络断开")
    author.page.route("**/autosave/", lambda route: route.fulfill(status=413, body=""))
    author.page.context.set_offline(False)
    expect(status_of(author)).to_contain_text("没有保存：内容太长")
    author.page.unroute("**/autosave/")
    author.faults.clear()
    type_into(author, f"{ADDED}请尽快。")
    expect(status_of(author)).to_contain_text("自动保存草稿")
    nothing_lost("network cut, then 413", f"{ADDED}请尽快。", text_of(author), the_proposal().body)


def test_what_is_too_long_for_its_field_is_said_while_it_is_typed(world, visit):
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, width=NARROW).go("proposals:edit", draft.pk)
    author.write("标题", "路" * 61).write("内容", ADDED)
    leave_the_field(author)
    expect(status_of(author)).to_have_text("最近的内容没有保存：标题最多60字，现在是61字")
    author.write("标题", "路" * 60)
    leave_the_field(author)
    expect(status_of(author)).to_contain_text("自动保存草稿")
    author.faults.clear()
    draft.refresh_from_db()
    nothing_lost("a title too long, then shortened", ADDED, text_of(author), draft.body)


@pytest.mark.parametrize("status", [413, 502])
def test_a_bare_page_instead_of_an_answer_leads_back_to_the_text(world, visit, status):
    """As the web server in front has it: an upload too large for it, the portal away. Nothing of ours was asked."""
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, width=NARROW).go("proposals:index").go("proposals:edit", draft.pk)
    bare = {"status": status, "body": "<h1>nginx</h1>", "content_type": "text/html"}
    author.page.route(
        "**/proposals/**",
        lambda route: route.fulfill(**bare) if route.request.method == "POST" else route.continue_(),
    )
    author.write("内容", ADDED)
    leave_the_field(author)
    expect(status_of(author)).to_contain_text("没有保存" if status == 413 else "还没保存")
    author.press("存草稿")
    assert author.page.get_by_label("内容").count() == 0
    author.page.unroute("**/proposals/**")
    author.faults.clear()
    author.page.go_back()
    assert text_of(author) == ADDED
    expect(status_of(author)).to_contain_text("自动保存草稿")
    nothing_lost(f"{status} to the press, then back", ADDED, text_of(author), the_proposal().body)


def test_a_fault_of_ours_shows_the_text_to_be_sent_again(world, visit):
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, width=NARROW, script=False).go("proposals:edit", draft.pk)
    author.write("内容", ADDED)
    with broken():
        author.press("存草稿")
        kept = author.page.locator("textarea[name=body]").input_value()
    assert any(fault.startswith("500") for fault in author.faults)
    author.faults.clear()
    author.press("再试一次").sees("草稿已保存")
    nothing_lost("500 to the press", ADDED, kept, text_of(author), the_proposal().body)


def test_the_way_back_and_forth_finds_the_text(world, visit):
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, width=NARROW).go("proposals:index").go("proposals:edit", draft.pk)
    author.write("内容", ADDED).page.go_back()
    author.page.go_forward()
    until(lambda: the_proposal().body == ADDED)
    nothing_lost("back button while typing", ADDED, text_of(author), the_proposal().body)
    author.write("内容", f"{ADDED}再装两盏。").press("下一步").page.go_back()
    nothing_lost("back button after the next page", f"{ADDED}再装两盏。", text_of(author), the_proposal().body)


def test_two_windows_show_both_texts_and_lose_none(world, visit):
    draft = stages.drafted(world.deputy)
    here, there = visit(world.deputy), visit(world.deputy, width=NARROW)
    here.go("proposals:edit", draft.pk)
    there.go("proposals:edit", draft.pk).write("内容", f"{BODY}在手机上写的。").press("存草稿").sees("草稿已保存")
    type_into(here, ADDED)
    expect(status_of(here)).to_contain_text("在另一个窗口里改过")
    here.press("存草稿").sees("什么都没有丢", "在手机上写的")
    assert text_of(here) == ADDED
    here.press("保存您刚才写的").sees("草稿已保存")
    draft.refresh_from_db()
    assert draft.is_public
    nothing_lost("409", ADDED, text_of(here), draft.body)


def test_a_page_of_before_signing_in_elsewhere_still_saves(world, visit):
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy).go("proposals:edit", draft.pk)
    cookie = next(c for c in author.page.context.cookies() if c["name"] == settings.CSRF_COOKIE_NAME)
    author.page.context.add_cookies([{"name": cookie["name"], "value": "b" * 32, "url": author.base}])
    type_into(author, ADDED)
    expect(status_of(author)).to_contain_text("自动保存草稿")
    assert the_proposal().body == ADDED


def test_leaving_the_page_saves_the_last_words(world, visit):
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy).go("proposals:edit", draft.pk).write("内容", ADDED)
    author.go("proposals:index").press(TITLE, within=TITLE).press("接着写")
    assert text_of(author) == ADDED


def test_an_unfit_file_is_named_and_the_text_is_kept(world, visit, tmp_path):
    picture = tmp_path / "路灯.gif"
    picture.write_bytes(b"GIF89a" + b"\0" * 40)
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, width=NARROW).go("proposals:edit", draft.pk).write("内容", ADDED)
    author.page.locator("input[type=file]").set_input_files(picture)
    author.press("上传所选文件").sees("路灯.gif：请把图片另存为 JPG 或 PNG 再传")
    nothing_lost("a file refused", ADDED, text_of(author), the_proposal().body)


def test_a_file_that_is_too_large_is_named_and_the_text_is_kept(world, visit, tmp_path):
    scan = tmp_path / "现场.pdf"
    with scan.open("wb") as file:
        file.write(b"%PDF-1.4")
        file.truncate(21 * 1024 * 1024)
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, width=NARROW).go("proposals:edit", draft.pk).write("内容", ADDED)
    author.page.locator("input[type=file]").set_input_files(scan)
    author.press("上传所选文件").sees("现场.pdf：")
    nothing_lost("a file too large", ADDED, text_of(author), the_proposal().body)
