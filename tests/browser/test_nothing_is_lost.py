"""What somebody typed outlives the end of his session, a broken network, a server error and a second window."""

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from proposals.models import Reply
from tests import stages
from tests.browser.visitor import NARROW
from tests.world import BODY, TITLE, the_proposal

ADDED = f"{BODY}另请修好坏了的护栏。"


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
    assert author.page.get_by_label("内容").input_value() == ADDED
    assert the_proposal().body == ADDED


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
    assert the_proposal().body == ADDED


@pytest.mark.parametrize("status", [500, 413])
def test_an_error_on_the_way_leaves_the_text_in_the_page(world, visit, status):
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, width=NARROW).go("proposals:edit", draft.pk)
    author.page.route("**/autosave/", lambda route: route.fulfill(status=status, body=""))
    type_into(author, ADDED)
    expect(status_of(author)).to_contain_text("没有保存" if status == 413 else "还没保存")
    author.page.unroute("**/autosave/")
    author.faults.clear()
    assert author.page.get_by_label("内容").input_value() == ADDED
    author.press("存草稿").sees("草稿已保存")
    assert the_proposal().body == ADDED


def test_two_windows_show_both_texts_and_lose_none(world, visit):
    draft = stages.drafted(world.deputy)
    here, there = visit(world.deputy), visit(world.deputy, width=NARROW)
    here.go("proposals:edit", draft.pk)
    there.go("proposals:edit", draft.pk).write("内容", f"{BODY}在手机上写的。").press("存草稿").sees("草稿已保存")
    type_into(here, ADDED)
    expect(status_of(here)).to_contain_text("在另一个窗口里改过")
    here.press("存草稿").sees("什么都没有丢", "在手机上写的")
    assert here.page.get_by_label("内容").input_value() == ADDED
    here.press("保存您刚才写的").sees("草稿已保存")
    draft.refresh_from_db()
    assert (draft.body, draft.is_public) == (ADDED, True)


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
    assert author.page.get_by_label("内容").input_value() == ADDED


def test_an_unfit_file_is_named_and_the_text_is_kept(world, visit, tmp_path):
    picture = tmp_path / "路灯.gif"
    picture.write_bytes(b"GIF89a" + b"\0" * 40)
    draft = stages.drafted(world.deputy)
    author = visit(world.deputy, width=NARROW).go("proposals:edit", draft.pk).write("内容", ADDED)
    author.page.locator("input[type=file]").set_input_files(picture)
    author.press("上传所选文件").sees("路灯.gif：请把图片另存为 JPG 或 PNG 再传")
    assert the_proposal().body == ADDED
