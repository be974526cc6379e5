"""Each role at its work, photographed: every picture that the README and the manual show, and no other.

`script/test tests/browser/test_pictures.py --pictures` writes them to docs/pictures; any other run to a folder of its
own. What the pages say of people is made up; the days are those around the day on which the pictures are taken.
"""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from congress import timeline
from congress.actors import Actor
from congress.models import Congress, Organ, Person, Role
from congress.pinyin import person_sort_key, sort_key
from deputies.roster_rows import LABELS
from proposals import drafting, handling, routing
from proposals.models import Proposal
from tests import stages
from tests.browser.pictures import FOLDER, Album, shown
from tests.browser.visitor import NARROW
from tests.places import a_grant, a_seat, an_organ
from tests.world import BODY, TITLE, let_the_undo_time_pass, the_proposal

ROLES = ["deputy", "desk", "organ", "leader", "admin"]
MATTERS = [
    ("关于疏浚村北排涝沟渠的建议", "村北沟渠多年没有清淤，去年汛期淹了两百多亩地。建议汛期前清淤，并配套涵闸。"),
    (
        "关于小学门口设置减速带和人行横道的建议",
        "上学放学时车流大，学生过马路不安全。建议设置人行横道、减速带和警示标志。",
    ),
    ("关于老旧小区加装电梯的建议", "小区老人多，楼龄二十年以上，上下楼困难。建议支持符合条件的单元加装电梯。"),
    ("关于整治窨井盖松动的建议", "几处窨井盖松动下沉，车辆经过响声大，也不安全。建议尽快更换，并定期巡查。"),
    ("关于加密早晚高峰公交班次的建议", "早晚高峰公交间隔超过二十分钟，学生和职工候车时间长。建议加密班次。"),
    ("关于桓谭公园东侧步道补装路灯的建议", "桓谭公园东侧步道没有路灯，晚上散步的人看不清路。建议补装路灯。"),
]
LETTER = (
    "您提出的建议收悉。我局会同街道到现场查看，西山路口东侧步道全长四百二十米，夜间确无照明。"
    "六盏路灯已于本月装好通电，台阶处另加了反光标识，请您到现场看。今后由市政科每周巡查一次。"
)


ROSTER = [
    ["孔某", "", "13800000011", "011", "相山团", "第三选区", "某小学教师", "2026-01-15", "", ""],
    ["曹某", "", "13800000012", "012", "杜集团", "第五选区", "某村村民", "2026-01-15", "", ""],
    ["张某", "", "13800000001", "001", "相山团", "第一选区", "某厂工人", "2026-01-01", "", ""],
]


@pytest.fixture
def album(pytestconfig, tmp_path):
    return Album(FOLDER if pytestconfig.getoption("pictures") else tmp_path)


@pytest.fixture
def world(world):
    """The city of the journeys under a name that reads well, with more organs."""
    Congress.objects.filter(pk=world.city.pk).update(name="淮北市人大", place="淮北市")
    Congress.objects.filter(pk=world.county.pk).update(name="相山区人大", place="相山区")
    for name, person in {"市公安局": "韩某", "市交通运输局": "蒋某", "市水务局": "沈某", "市教育局": "许某"}.items():
        a_grant(Role.HANDLER, world.city, name=person, organ=an_organ(world.city, name))
    for person in Person.objects.all():
        Person.objects.filter(pk=person.pk).update(sort_key=person_sort_key(person.name))
    for organ in Organ.objects.all():
        Organ.objects.filter(pk=organ.pk).update(sort_key=sort_key(organ.name))
    world.city.refresh_from_db()
    world.county.refresh_from_db()
    return world


def put_forward(world):
    """Each matter by another deputy, with the desk."""
    seats = [world.li, world.wang, a_seat(world.city, name="何某", phone="13800000004", card="004")]
    return [stages.submitted(seats[number % 3].grant, *matter) for number, matter in enumerate(MATTERS)]


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def assigned_then(world, grant, title, days):
    """Put forward by that deputy and handed to the urban management so many days ago."""
    at = timezone.now() - timedelta(days=days)
    with timeline.carried_over(at):
        proposal = drafting.begin(by=Actor(grant), title=title, body=dict(MATTERS).get(title, BODY))
        drafting.submit(proposal, by=Actor(grant), at=at)
        proposal.refresh_from_db()
        lane = Proposal.Lane.ORDINARY
        routing.assign(proposal, lead=world.urban, lane=lane, by=Actor(world.desk), on=timezone.localdate(at))
    return proposal.assignments.get()


def signed_in(assignment, world):
    routing.sign_in(assignment, by=Actor(world.handler), at=timezone.now())
    return assignment


def asked_for_more_time(world, assignment):
    until = assignment.clocks.running().get(limit="reply").due_on + timedelta(days=30)
    by, reason = Actor(world.handler), "要等路灯招标结束"
    handling.ask_extension(assignment, reason=reason, until=until, by=by, on=timezone.localdate())
    return assignment


def asked_for_release(world, assignment):
    by, reason = Actor(world.handler), "早市由市场开办方管理"
    routing.ask_release(assignment, reason=reason, proposed_organ=world.housing, by=by, on=timezone.localdate())
    return assignment


def checked(album, role):
    """What the pages show of this role is what was taken, each picture whole and light."""
    assert {name for name in shown() if name.startswith(f"{role}-")} == set(album.names)
    assert album.faults() == {}


def test_every_picture_is_of_somebody():
    assert {name.partition("-")[0] for name in shown()} == set(ROLES)


def test_the_deputy(world, visit, album):
    stages.answer(world, assigned_then(world, world.deputy, MATTERS[3][0], 40))
    signed_in(assigned_then(world, world.deputy, MATTERS[5][0], 33), world)
    phone = visit(world.deputy, width=NARROW).go("congress:home")
    album.take(phone, "deputy-home")
    wide = visit(world.deputy).go("congress:home")
    album.take(wide, "deputy-home")
    phone.press("反映一条").write("标题", TITLE).write("内容", BODY)
    album.take(phone, "deputy-edit")
    phone.press("下一步")
    album.take(phone, "deputy-check", tall=1240)
    proposal = the_proposal()
    wide.go("proposals:invite", proposal.pk)
    wide.page.get_by_label("邀请哪些代表联名").select_option(["李某"])
    wide.press("发出邀请").sees("还在等联名代表确认")
    album.take(wide, "deputy-invited")
    other = visit(world.li.grant, width=NARROW).go("congress:home").press("去看看")
    album.take(other, "deputy-cosign")
    other.press("同意联名").sees("您已确认联名")
    phone.go("proposals:check", proposal.pk).press("确认提交").sees("已收到您的建议")
    album.take(phone, "deputy-done")
    let_the_undo_time_pass(proposal)
    phone.go("proposals:detail", proposal.pk).press("申请撤回")
    album.take(phone, "deputy-withdraw")
    wide.go("proposals:index").press(MATTERS[5][0]).sees("办理中")
    album.take(wide, "deputy-progress")
    phone.go("congress:home").press("去评价")
    phone.mark("满意", within="对办理过程（沟通联系）").mark("基本满意", within="对办理结果")
    album.take(phone, "deputy-rate", tall=1040)
    phone.press("提交评价").sees("评价已提交")
    wide.go("proposals:index").press(MATTERS[3][0]).sees("代表评价")
    album.take(wide, "deputy-answer", of="section.card")
    wide.press("退出")
    album.take(wide, "deputy-sign-in")
    checked(album, "deputy")


def test_the_desk(world, visit, album, tmp_path):
    proposals = put_forward(world)
    release = asked_for_release(world, stages.signed_in(world, "关于清理城北早市占道的建议"))
    extension = asked_for_more_time(world, stages.handled(world))
    for title, days in {
        "关于修复东山路护栏的建议": 40,
        "关于清运建筑垃圾的建议": 33,
        "关于规范共享单车停放的建议": 26,
    }.items():
        assigned_then(world, world.li.grant, title, days)
    desk = visit(world.desk).go("congress:home")
    album.take(desk, "desk-home")
    desk.go("proposals:queue").unfold("快捷键")
    album.take(desk, "desk-queue", tall=1500)
    desk.tick("全选本页").press("按推荐交办")
    album.take(desk, "desk-batch", tall=1300)
    desk.go("proposals:assign", proposals[2].pk)
    album.take(desk, "desk-assign", tall=1300)
    desk.unfold("分办（各单位分别答复）")
    album.take(desk, "desk-parts", of="main form")
    desk.press("不予受理")
    album.take(desk, "desk-refuse")
    desk.go("proposals:decide_release", release.pk)
    album.take(desk, "desk-release")
    desk.go("proposals:decide_extension", extension.pk)
    album.take(desk, "desk-extension")
    desk.go("proposals:board")
    album.take(desk, "desk-board")
    desk.press("催办所选")
    album.take(desk, "desk-urge")
    desk.go("proposals:limits")
    desk.choose("时限", "答复").choose("办理方式（选填）", "普通").write("数量", "25").write(
        "依据", "本级办理规程第十二条"
    )
    desk.press("核对").sees("还没有登记")
    album.take(desk, "desk-limits")
    desk.go("proposals:figures")
    album.take(desk, "desk-figures")
    desk.go("deputies:import")
    roster = tmp_path / "名册.csv"
    roster.write_text("\n".join(",".join(cells) for cells in [LABELS, *ROSTER]), encoding="utf-8")
    desk.attach("表格", roster).press("核对").sees("新增", "变更")
    album.take(desk, "desk-roster")
    checked(album, "desk")


def test_the_organ(world, visit, album):
    stages.assigned(world, MATTERS[3][0])
    stages.assigned(world, MATTERS[0][0])
    signed_in(assigned_then(world, world.li.grant, MATTERS[5][0], 33), world)
    lead = stages.signed_in(world, joint=True)
    organ = visit(world.handler).go("proposals:inbox")
    album.take(organ, "organ-inbox")
    organ.press("全部签收")
    album.take(organ, "organ-sign-in")
    organ.go("proposals:detail", lead.proposal_id)
    album.take(organ, "organ-matter", tall=1500)
    organ.go("proposals:log_contact", lead.pk).mark("电话").write("沟通情况", "代表同意先装四盏，年底前装齐")
    album.take(organ, "organ-contact")
    organ.press("登记沟通").sees("沟通情况已登记")
    organ.go("proposals:ask_release", lead.pk)
    album.take(organ, "organ-release")
    organ.go("proposals:ask_extension", lead.pk)
    album.take(organ, "organ-extension")
    helper = visit(world.second_handler).go("proposals:inbox").press("签收", within=TITLE).press("写协办意见")
    helper.write("协办意见", "我局可提供小区围墙外的接电点，位置在西山路18号。")
    album.take(helper, "organ-opinion")
    helper.press("提交协办意见").sees("协办意见已送主办单位")
    organ.go("proposals:reply", lead.pk).mark("A类：已解决或基本解决").write("答复内容", LETTER)
    organ.press("存草稿").sees("答复草稿已保存")
    album.take(organ, "organ-reply", tall=2600)
    organ.press("核对并送领导签发").sees("已送领导签发")
    checked(album, "organ")


def test_the_leader(world, visit, album):
    waiting = stages.handled(world)
    stages.write_reply(world, waiting, LETTER)
    leader = visit(world.leader).go("congress:home")
    album.take(leader, "leader-home")
    leader.press("看答复并签发").unfold("退回修改")
    album.take(leader, "leader-sign")
    leader.press("代行签发").choose("请谁代行", "周某").write("到哪一天止", f"{days_ago(-7):%Y-%m-%d}")
    album.take(leader, "leader-acting")
    leader.press("请他代行签发").sees("已请周某代行签发")
    checked(album, "leader")


def test_the_administrators(world, visit, album):
    for command in ("remind", "seal_days"):
        call_command(command, verbosity=0)
    admin = visit(a_grant(Role.SYSTEM_ADMIN, world.city, name="管某")).go("congress:people").press("建账号")
    admin.write("姓名", "宋某").write("登录名", "songmou").press("建账号").sees("已给宋某建账号").press("授权")
    admin.choose("角色", "承办单位经办人").choose("单位（选填）", "淮北市：市城管局")
    album.take(admin, "admin-role")
    admin.press("授予").sees("已授予宋某")
    album.take(admin, "admin-person", tall=1200)
    admin.press("人员")
    album.take(admin, "admin-people")
    admin.press("宋某")
    admin.write("重置的原因", "本人来电，手机丢失").press("重置密码").sees("新的初始密码")
    album.take(admin, "admin-reset")
    admin.press("单位")
    album.take(admin, "admin-organs")
    admin.press("设置").press("日历")
    album.take(admin, "admin-calendar")
    admin.press("消息文字")
    album.take(admin, "admin-wordings")
    admin.press("字典").press("改", within="不予受理原因")
    album.take(admin, "admin-dictionary")
    admin.press("运行状态")
    album.take(admin, "admin-status", tall=1500)
    security = visit(a_grant(Role.SECURITY_ADMIN, world.city, name="安某")).go("congress:people").press("宋某")
    album.take(security, "admin-account")
    security.press("退出全部登录").sees("已退出宋某的")
    auditor = visit(a_grant(Role.AUDIT_ADMIN, world.city, name="审某")).go("congress:home").press("审计日志")
    album.take(auditor, "admin-audit")
    checked(album, "admin")
