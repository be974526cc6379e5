"""What training adds to the portal's shared places: navigation, start pages, words, deeds."""

from datetime import date

from congress.models import ADMINISTRATORS, Role
from congress.practice import grounds
from congress.registries import Dictionary, Entry, deeds, dictionary, page, waiting
from deputies.permissions import is_branch_desk
from training import counting, demo, earlier, examining, todos
from training.practice.tasks import ROLES

__all__ = ["counting", "demo", "earlier", "examining"]

SINCE = date(2022, 1, 1)
KINDS = (
    ("first", "初任培训"),
    ("regular", "履职培训"),
    ("topic", "专题培训"),
    ("online", "线上培训"),
    ("before", "会前培训"),
)
STAFF = (Role.COUNCIL, Role.AUDITOR)
TAKE_PART = tuple(role for role in Role if role not in (*ADMINISTRATORS, Role.DESK, *STAFF))
OF_DEPUTIES = (Role.DEPUTY, Role.GROUP_LEADER, Role.GROUP_CONTACT)
OTHERS = tuple(role for role in TAKE_PART if role not in OF_DEPUTIES)

page("学习", "training:index", *OF_DEPUTIES, order=24)
page("学习", "training:index", *OTHERS, order=58)
page("培训", "training:courses", Role.DESK, *STAFF, order=52, hides_from=is_branch_desk)

waiting(todos.own_classes, todos.participant_todos)
waiting(todos.leave_asked, todos.desk_todos)
grounds.home("training:practice")
grounds.pages("training:begin_task", "training:enter_practice", "congress:leave_practice")
page("练习室", "training:practice", *ROLES, order=10, hides_from=lambda actor: not actor.congress.is_practice)
deeds("practice", {"enter_practice": "进入练习室"})


dictionary(
    Dictionary(
        "course_kind",
        "培训班的种类",
        "办培训班时选择，培训班按种类列出。",
        tuple(Entry(code, label, SINCE) for code, label in KINDS),
        prefix="K",
        longest=10,
    )
)

deeds(
    "congress",
    {
        "export_roster": "导出培训花名册",
        "export_attendance": "导出签到表",
        "export_hours": "导出年度学时",
        "export_statistics": "导出培训统计",
    },
)
deeds(
    "course",
    {
        "plan_course": "办培训班",
        "change_course": "修改培训班",
        "open_course": "发布培训班",
        "cancel_course": "取消培训班",
        "invite_audience": "按范围邀请参加培训",
        "issue_certificates": "颁发结业证书",
        "remove_half_day": "删去半天",
        "remove_material": "删去培训资料",
        "remove_lesson": "删去线上课",
        "remove_question": "删去试题",
    },
)
deeds("halfday", {"add_half_day": "安排半天", "change_half_day": "修改半天", "load_sheet": "导入签到表"})
deeds("material", {"add_material": "加培训资料"})
deeds("lesson", {"add_lesson": "加线上课", "close_lesson": "停用线上课"})
deeds("exam", {"set_exam": "设置测验"})
deeds("question", {"add_question": "出题"})
deeds("attempt", {"take_exam": "开始测验", "hand_in": "交卷"})
deeds("watching", {"finish_lesson": "听完线上课"})
deeds(
    "enrolment",
    {
        "invite_person": "邀请参加培训",
        "enrol": "报名培训",
        "ask_leave": "培训请假",
        "take_back_leave": "撤回培训请假",
        "decide_leave": "处理培训请假",
        "strike_off": "移出花名册",
    },
)
deeds("attendance", {"sign_in": "签到", "sign_out": "签退", "void_attendance": "取消签到"})
