"""One task practised by a handler, from the page 学习 to 已完成 and back to his work."""

from playwright.sync_api import expect

from tests import stages
from tests.browser.visitor import NARROW, journeys
from tests.world import TITLE

pytestmark = journeys(NARROW)


def test_a_handler_tries_to_sign_something_in_and_goes_back_to_work(world, visit):
    stages.assigned(world)
    handler = visit(world.handler).go("training:index").press("练习室：试一试怎样在网上办件").sees("别人也看不见")
    banner = handler.page.get_by_text("练习室：这里的一切都不作数")
    handler.press("去练习").sees("共3项，已完成0项。")
    expect(banner).to_be_visible()
    handler.press("开始练习", within="签收一件").press("签收").sees("已签收")
    expect(banner).to_be_visible()
    handler.sees_not(TITLE).go("training:practice").sees("共3项，已完成1项。", "再练一次")
    handler.press("离开练习室").sees(TITLE)
    expect(banner).to_have_count(0)
    visit(world.leader).go("training:practice").press("谁练过哪几项").sees("周某", "1/3")
