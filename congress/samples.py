"""Made-up data for the styleguide: one of everything that a component shows."""

from datetime import date, timedelta
from types import SimpleNamespace as Sample
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.paginator import Paginator
from django.utils.timezone import now

from congress.forms import portal_helper
from congress.registries import Tile, Todo

DUE = date(2026, 9, 28)
HERE = "#main"
TITLES = ("关于桓谭公园增设夜间照明的建议", "关于南黎路学校门口限速的建议", "关于小区电梯维修资金的建议")


class SampleFilter(forms.Form):
    q = forms.CharField(label="搜索标题、编号", required=False)
    lane = forms.ChoiceField(label="办理方式", required=False, choices=[("", "全部"), ("formal", "正式")])


class SampleForm(forms.Form):
    """A field of each kind."""

    title = forms.CharField(label="标题", max_length=60, error_messages={"required": "请写标题"})
    body = forms.CharField(
        label="内容", widget=forms.Textarea(attrs={"rows": 4}), help_text="在哪里、什么问题、怎么改"
    )
    outcome = forms.ChoiceField(
        label="办理结果",
        choices=[("A", "A类：已解决或基本解决"), ("B", "B类：正在解决或列入计划")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选择办理结果"},
    )
    on = forms.DateField(label="承诺完成时间", required=False, error_messages={"invalid": "请写日期，例如 2026-06-20"})
    is_public = forms.BooleanField(label="可以公开", required=False)

    @property
    def helper(self) -> FormHelper:
        return portal_helper("title", "body", "outcome", "on", "is_public", submit="核对并送领导签发")


def samples() -> dict[str, Any]:
    """The context of the styleguide."""
    lights = [
        Sample(colour="green", words="还剩12个工作日"),
        Sample(colour="yellow", words="还剩7个工作日"),
        Sample(colour="red", words="超期2天"),
    ]
    clock = Sample(
        get_limit_display="答复",
        due_on=DUE,
        extended_from=None,
        because="3个月，2026-06-26起算，2026-09-26期满；遇中秋放假，顺延到2026-09-28。",
        ground="代表法第五十一条",
        is_presumed=False,
    )
    files = [Sample(name="路灯1.jpg", size=1_258_291, address=HERE, remove=HERE)]
    return {
        "lights": lights,
        "clock": clock,
        "todos": _todos(),
        "tasks": [
            Sample(label="每月反映社情民意", progress="5/6", words="进行中", address=HERE),
            Sample(label="接待群众", progress="1/1", words="已完成", is_done=True),
            Sample(label="联系基层代表", words="不适用", colour="grey"),
        ],
        "tiles": [
            Tile("待分办", 34, HERE, "最早06-22"),
            Tile("退办申请", 2, HERE),
            Tile("签收超期", 0, HERE),
        ],
        "entries": _entries(),
        "files": files,
        "answers": [
            Sample(label="标题", value=TITLES[0], change=HERE),
            Sample(label="地点", value="", change=HERE),
        ],
        "undo_until": now() + timedelta(minutes=9),
        "filters": SampleFilter(),
        "rows": [
            Sample(number=f"HB-2026-031{at}", title=title, who="张某某", organ="市城管局（把握高）", light=lights[at])
            for at, title in enumerate(TITLES)
        ],
        "page": Paginator(range(240), 50).page(2),
        "form": SampleForm(initial={"title": TITLES[0]}),
        "wrong_form": SampleForm({"title": "", "body": "路灯不亮", "on": "后天"}, prefix="wrong"),
    }


def _todos() -> list[Todo]:
    return [
        Todo(date(2026, 6, 30), "6月“聚民意、惠民生”意见建议", HERE, "反映一条", "yellow", "本月未提"),
        Todo(date(2026, 6, 27), "评价市城管局的答复", HERE, "去评价", "red", "还剩3个工作日"),
    ]


def _entries() -> list[Sample]:
    began = now() - timedelta(days=3)
    return [
        Sample(label="提交", at=began, who="张某某"),
        Sample(label="交办", at=began + timedelta(days=1), who="代表工委", note="交市城管局办理", is_current=True),
        Sample(label="应答复", day=DUE, is_ahead=True, note="9月26日逢中秋，顺延"),
    ]
