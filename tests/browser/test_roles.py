"""One person in several roles, with the mouse."""

from django.utils.timezone import localdate

from congress.models import Role
from tests import stages
from tests.browser.visitor import NARROW, journeys
from tests.places import a_grant

pytestmark = journeys(NARROW)


def switch(visitor, label):
    """Open one's name in the header and press the other role."""
    visitor.page.locator("details.who summary").click()
    visitor.look()
    return visitor.press(f"换成：{label}")


def test_a_deputy_who_is_on_the_desk_too_changes_roles_in_the_header(world, visit):
    a_grant(Role.DESK, world.city, person=world.zhang.person)

    person = visit(world.deputy).go("congress:home")
    assert person.can("我的建议") and not person.can("分办")
    switch(person, "代表工委工作人员")
    assert person.can("分办") and not person.can("我的建议")
    switch(person, "代表 ·")
    assert person.can("我的建议") and not person.can("分办")


def test_a_leader_lets_a_colleague_sign_who_changes_roles_and_signs(world, visit):
    stages.to_be_signed(world)
    leader = visit(world.leader).go("congress:home").sees("待签发").sees_not("没有需要您办的事").press("代行签发")
    leader.choose("请谁代行", "周某").write("到哪一天止", f"{localdate():%Y-%m-%d}").press("请他代行签发")
    leader.sees("已请周某代行签发")

    colleague = visit(world.handler).go("congress:home")
    switch(colleague, "承办单位负责人（代行）")
    colleague.press("看答复并签发").press("签发").sees("已签发")
    leader.press("结束").sees("周某不再代行签发", "已结束")
    colleague.go("congress:home").sees("待办")
    assert not colleague.can("代行签发")
