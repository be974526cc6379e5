"""The tasks people come for, each once: who does it, from which page, how, and what it may cost.

The numbers are those of the task budget: presses, fields, pages. A press is a button, a link, a choice or a key that
does something; typing and reading are free. The desk's tasks K9 to K11 begin in the queue, where the desk works, the
others on the start page of the role. One table, three ways of doing it: with a mouse, by keyboard, without a script.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from congress import attendance_codes
from congress.models import Grant, Role
from deputies.models import Visit
from proposals import drafting
from proposals.models import Assignment, Clock, Instruction, Proposal
from tests import stages, supervision
from tests.browser.visitor import Visitor
from tests.congress.made_files import pdf
from tests.groups import made as grouping
from tests.places import a_grant, an_organ
from tests.publishing import made as publishing
from tests.training import made as teaching
from tests.world import BODY, TITLE, World, the_assignment, the_proposal
from training import attending
from training.models import Attendance, HalfDay

LAMPS = "关于桓谭公园东侧步道补装路灯的建议"
LAMPS_BODY = "桓谭公园东侧步道没有路灯，晚上散步的人看不清路。建议补装路灯。"
MANY = 30
Walk = Callable[[Visitor, World], None]


@dataclass(frozen=True)
class Task:
    """One task.

    Attributes:
        who: gives the grant under which it is done, and makes ready what he finds.
        walk: how he does it, from the page `start` to the words that say it is done.
        clicks, fields, pages: at most; pages are those that a press leads to, the one that says it is done included.
    """

    number: str
    title: str
    who: Callable[[World], Grant]
    walk: Walk
    clicks: int
    fields: int
    pages: int
    start: str = "congress:home"

    def __str__(self) -> str:
        return self.number


def a_deputy(world: World) -> Grant:
    return world.deputy


def write_the_months_opinion(author: Visitor, world: World) -> None:
    author.press("反映一条").write("标题", TITLE).write("内容", BODY).press("下一步").press("确认提交")
    author.sees("已收到您的建议")
    assert the_proposal().state == Proposal.State.SUBMITTED


def who_has_just_submitted(world: World) -> Grant:
    drafting.submit(stages.drafted(world.deputy), by=stages.Actor(world.deputy), at=timezone.now())
    return world.deputy


def take_it_back(author: Visitor, world: World) -> None:
    author.press(TITLE).press("撤回修改").sees("已撤回，内容在草稿里")
    assert the_proposal().state == Proposal.State.DRAFT


def who_was_answered(world: World) -> Grant:
    stages.replied(world)
    return world.deputy


def rate_the_reply(author: Visitor, world: World) -> None:
    author.press("去评价").mark("满意", within="对办理过程（沟通联系）").mark("满意", within="对办理结果")
    author.press("提交评价").sees("评价已提交")
    assert the_assignment(world.urban).state == "rated"


def who_is_invited(world: World) -> Grant:
    stages.invited(stages.drafted(world.deputy), world.li)
    assert world.li.grant
    return world.li.grant


def join_an_opinion(joining: Visitor, world: World) -> None:
    joining.press("去看看").press("同意联名").sees("您已确认联名")


def whose_opinion_is_handled(world: World) -> Grant:
    stages.handled(world)
    return world.deputy


def see_how_far_it_is(author: Visitor, world: World) -> None:
    author.press(TITLE).sees("办理中", "市城管局", "答复期限")


def who_is_in_a_class(world: World) -> Grant:
    teaching.enrolled(world, teaching.opened(world))
    return world.deputy


def sign_in_by_the_code(student: Visitor, world: World) -> None:
    """His telephone reads the picture on the screen, which opens the page; then one press."""
    half_day, purpose = HalfDay.objects.get(), attending.IN
    token = attendance_codes.token(f"training:{purpose}", half_day.pk, timezone.now())
    student.go("training:scan", half_day.pk, purpose, token).press("签到").sees("签到成功")
    assert Attendance.objects.get().enrolment.person == world.deputy.person


def a_desk_with_one(world: World) -> Grant:
    stages.submitted(world.deputy, LAMPS, LAMPS_BODY)
    for name in ("市财政局", "市发改委", "市公安局", "市教育局", "市交通运输局", "市水务局", "市卫健委"):
        an_organ(world.city, name)
    return world.desk


def assign_as_suggested(desk: Visitor, world: World) -> None:
    """One key; one press without a script."""
    desk.sees("交市城管局")
    desk = desk.hit("1", leads=True) if desk.has_script else desk.press("交市城管局")
    desk.sees("已交办1件")
    assert the_assignment(world.urban).proposal.title == LAMPS


def a_desk_with_thirty(world: World) -> Grant:
    stages.many_submitted(world.deputy, MANY, LAMPS, LAMPS_BODY)
    return world.desk


def assign_thirty_as_suggested(desk: Visitor, world: World) -> None:
    desk.sees(f"待分办{MANY}件")
    desk = desk.tick("全选本页") if desk.has_script else desk.press("全选本页")
    desk.press("按推荐交办").sees(f"将交办{MANY}件").press("确认交办").sees(f"已交办{MANY}件")
    assert Assignment.objects.filter(organ=world.urban).count() == MANY


def assign_to_another_organ(desk: Visitor, world: World) -> None:
    """Two keys and some letters; two presses and a choice without a script."""
    if desk.has_script:
        desk.hit("e", leads=True).type("zj").sees("已选市住建局，按回车交办").hit("Enter", leads=True)
    else:
        desk.press("分办", within=LAMPS).choose("主办单位", "市住建局").press("交办")
    desk.sees("已交办")
    assert the_assignment(world.housing).proposal.title == LAMPS


def a_desk_with_three_overdue(world: World) -> Grant:
    for number in range(3):
        stages.handled(world, f"{TITLE}（{number}）")
    late = timezone.localdate() - timedelta(days=5)
    Clock.objects.running().update(started_on=late - timedelta(days=90), unrolled_on=late, due_on=late)
    return world.desk


def urge_all_that_is_overdue(desk: Visitor, world: World) -> None:
    desk.press("督办").press("催办所选").sees("将催办3件").press("催办并通知1个单位").sees("已催办3件")


def a_desk(world: World) -> Grant:
    return world.desk


def enter_a_paper_opinion(desk: Visitor, world: World) -> None:
    desk.press("分办").press("代录纸质意见")
    desk.choose("代表", "李某").write("标题", TITLE).write("内容", BODY).press("录入").sees("已录入")
    assert the_proposal().seat == world.li


def a_handler_with_three_new(world: World) -> Grant:
    for number in range(3):
        stages.assigned(world, f"{TITLE}（{number}）")
    return world.handler


def sign_for_everything_new(handler: Visitor, world: World) -> None:
    handler.press("全部签收").press("确认全部签收").sees("已签收3件")


def a_handler_with_one(world: World) -> Grant:
    stages.signed_in(world)
    return world.handler


def write_a_reply(handler: Visitor, world: World) -> None:
    paper = {"name": "答复函.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    handler.press("写答复").mark("A类：已解决或基本解决").mark("电话").write("沟通情况", "代表同意先装四盏")
    handler.attach("上传已盖章的正式文件", paper).press("核对并送领导签发").sees("已送领导签发")
    assignment = the_assignment(world.urban)
    assert (assignment.state, assignment.contacts.get().persons) == ("signing", "周某、张某")


def a_leader(world: World) -> Grant:
    stages.to_be_signed(world)
    return world.leader


def sign_the_reply(leader: Visitor, world: World) -> None:
    leader.press("看答复并签发").press("签发").sees("已签发")


def a_member_of_the_council(world: World) -> Grant:
    stages.rated(world)
    stages.submitted(world.deputy, LAMPS, LAMPS_BODY)
    return a_grant(Role.COUNCIL, world.city, name="钱某")


def take_the_months_report(desk: Visitor, world: World) -> None:
    desk.press("统计").sees("应提意见建议的代表", "月提率", "办结率")
    assert desk.take("导出月报Excel").endswith(".xlsx") and desk.take("导出月报Word").endswith(".docx")


def see_how_the_city_stands(member: Visitor, world: World) -> None:
    member.sees("今年提出", "今年提出的已办结", "马上到期", "超期")


def a_leader_of_a_key_item(world: World) -> Grant:
    supervision.key_item(world)
    return supervision.leader_of(world)


def instruct_on_a_key_item(member: Visitor, world: World) -> None:
    words = "请抓紧，年底前完成。"
    member.press(the_proposal().number or "").press("登记批示").write("批示内容", words).press("登记批示并通知")
    member.sees(words)
    assert Instruction.objects.get().assignment == the_assignment(world.urban)


def an_administrator(world: World) -> Grant:
    return a_grant(Role.SYSTEM_ADMIN, world.city, name="管某")


def let_somebody_in_again(administrator: Visitor, world: World) -> None:
    administrator.press("人员").press(world.handler.person.name)
    administrator.write("重置的原因", "本人来电，手机丢失").press("重置密码").sees("新的初始密码", "只显示这一次")


def anybody(world: World) -> Grant:
    """Of the public, where whoever is signed in counts as nobody."""
    for title in (LAMPS, TITLE):
        publishing.published(world, title)
    return world.deputy


def find_a_published_reply(citizen: Visitor, world: World) -> None:
    citizen.write("搜索标题、内容、答复", "桓谭公园").press("筛选").press(LAMPS)
    citizen.sees(f"{world.urban.name}的答复", "六盏路灯已经装好")


def a_leader_of_a_group(world: World) -> Grant:
    return grouping.group(world) and world.li.grant


def record_an_activity(leader: Visitor, world: World) -> None:
    leader.press("登记活动").mark("视察").write("一句话说明做了什么", "查看河道环境。").press("保存活动")
    leader.sees("活动已登记", "2/2人")


def record_a_visit(deputy: Visitor, world: World) -> None:
    deputy.press("补记一次接待或走访").write("走访了多少户", "3").write("一句话说明", "看望老人。").press("保存")
    deputy.sees("已登记", "3/20户（人）")
    assert Visit.objects.get().seat == world.zhang


QUEUE = "proposals:queue"
TASKS = [
    Task("K1", "the month's opinion", a_deputy, write_the_months_opinion, 3, 2, 3),
    Task("K2", "take it back within ten minutes", who_has_just_submitted, take_it_back, 2, 0, 2),
    Task("K3", "rate a reply", who_was_answered, rate_the_reply, 4, 2, 2),
    Task("K4", "record a visit", a_deputy, record_a_visit, 3, 3, 2),
    Task("K5", "join an opinion", who_is_invited, join_an_opinion, 2, 0, 2),
    Task("K6", "see how far an opinion is", whose_opinion_is_handled, see_how_far_it_is, 1, 0, 1),
    Task("K7", "sign in to a class by its code", who_is_in_a_class, sign_in_by_the_code, 1, 0, 1),
    Task("K9", "assign as suggested", a_desk_with_one, assign_as_suggested, 1, 0, 1, QUEUE),
    Task("K10", "assign thirty as suggested", a_desk_with_thirty, assign_thirty_as_suggested, 3, 0, 2, QUEUE),
    Task("K11", "assign to another organ", a_desk_with_one, assign_to_another_organ, 3, 1, 2, QUEUE),
    Task("K12", "urge all that is overdue", a_desk_with_three_overdue, urge_all_that_is_overdue, 3, 0, 3),
    Task("K13", "enter a paper opinion", a_desk, enter_a_paper_opinion, 3, 3, 3),
    Task("K14", "the month's report as a sentence, Excel and Word", a_desk, take_the_months_report, 3, 0, 1),
    Task("K15", "sign for everything new", a_handler_with_three_new, sign_for_everything_new, 2, 0, 2),
    Task("K16", "write a reply", a_handler_with_one, write_a_reply, 6, 4, 2),
    Task("K17", "sign a reply", a_leader, sign_the_reply, 2, 0, 2),
    Task("K18", "see how the city stands", a_member_of_the_council, see_how_the_city_stands, 0, 0, 0),
    Task("K19", "instruct on a key item", a_leader_of_a_key_item, instruct_on_a_key_item, 3, 1, 3),
    Task("K20", "record a group's activity", a_leader_of_a_group, record_an_activity, 3, 3, 2),
    Task("K21", "find a published reply", anybody, find_a_published_reply, 2, 1, 2, "public:suggestions"),
    Task("K22", "let somebody in again", an_administrator, let_somebody_in_again, 3, 1, 3),
]
# The others, and what brings the thing they are about.
NOT_YET = {
    "K8": "ballots: after the proposals in full",
}
