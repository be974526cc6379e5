"""履职参考 of the demo's city: topics of this year, cases, model texts, rules in force and one that was replaced."""

from datetime import date
from typing import Any

from django.utils import timezone

from congress.actors import Actor
from congress.models import Congress, Grant, Role
from proposals.models import Proposal, ShelfEntry
from proposals.shelf.making import make_entry, may_make_entry
from proposals.shelf.permissions import may_keep_shelf
from proposals.shelf.shelving import put_on_shelf
from proposals.shelf.writing import change_entry, write_entry

DESK = "市人大常委会代表工委"
# Title, category, what it is about.
TOPICS = (
    (
        "老旧小区加装电梯和日常养护怎么长期做下去",
        "住房保障",
        "可以了解：已经装了多少部，谁出钱、谁养护，邻里意见怎样协调。\n\n可以建议：补助标准、养护责任、议事办法。",
    ),
    (
        "采煤沉陷区治理后的水面和土地怎样用好",
        "生态环保",
        "可以了解：已经治理的地块现在怎样使用，群众有什么想法。\n\n可以建议：规划、招商、生态保护怎样结合。",
    ),
    (
        "农村寄递网点怎样方便村民",
        "农业农村",
        "可以了解：村里取件要走多远，网点开几天，农产品寄出去贵不贵。\n\n可以建议：客货邮合办、网点补助、冷链。",
    ),
    (
        "学校周边上下学时段的交通怎样更安全",
        "教育文化",
        "可以了解：哪些路口最挤，接送车停在哪里，学生走哪条路。\n\n可以建议：分时放学、临时停车、护学岗。",
    ),
    (
        "社区卫生服务中心怎样让老人少跑路",
        "卫生医疗",
        "可以了解：慢病开药、体检、家庭医生签约各要跑几趟。\n\n可以建议：长期处方、上门服务、检查结果互认。",
    ),
    (
        "新就业群体歇脚、充电、停车怎样解决",
        "社会保障",
        "可以了解：骑手和网约车司机常在哪里等单，夜里哪里有热水。\n\n可以建议：驿站布点、换电柜、小区通行。",
    ),
)
MODELS = (
    (
        "关于……路口增设夜间照明的建议（示例）",
        "",
        "一、地点和问题\n……路与……路交叉口东侧，晚上没有路灯，行人看不清台阶。今年以来我到现场看过……次，"
        "走访周边居民……户。\n\n二、影响\n每天晚上经过的约……人，多数是老人和学生。\n\n"
        "三、建议\n1. 请……单位在……加装路灯……盏，……月底前完成。\n2. 完工以前先放反光标志。",
    ),
    (
        "关于……小区停车难的建议（示例）",
        "住房保障",
        "一、情况\n……小区有住户……户，车位……个。晚上……点以后消防通道常被占用。\n\n"
        "二、原因\n周边……停车场夜间不开放；划线多年没有更新。\n\n"
        "三、建议\n1. 请……单位协调……停车场夜间错时开放。\n2. 请……单位重新划线，留出消防通道。\n"
        "3. 请在……前把办理情况告诉居民。",
    ),
)
CASES = (
    (
        "一条建议怎样带动全市公交站改造",
        "交通出行",
        "代表走访时发现，一处公交站没有雨棚，老人雨天在路边等车。建议提出前，代表量了站台，数了早晚高峰候车人数。\n\n"
        "承办单位当月到现场，先装雨棚；随后把全市同类站台查了一遍，列入当年改造计划。\n\n"
        "好在哪里：问题小而准，有数字，有地点；单位由一处想到一类。",
    ),
    (
        "把“研究研究”变成一张时间表",
        "生态环保",
        "关于河道清淤的建议第一次答复只说“正在研究”。代表评价不满意，并请单位写明每一段什么时候清。\n\n"
        "单位重新办理，列出三段河道的时间和责任人，按季度报进展，年底前全部完成，代表到场确认。\n\n"
        "好在哪里：代表评价敢说真话，并且说清楚要什么；承诺有日期，能核对。",
    ),
)
# Title, which papers, from when, until when, text. The second took the place of the last.
RULES = (
    (
        "关于代表建议办理结果评价的若干规定",
        ShelfEntry.Paper.ORDINARY,
        date(2023, 3, 1),
        None,
        "第一条 代表对办理过程和办理结果分别评价。\n\n第二条 评价分满意、基本满意、不满意。\n\n"
        "第三条 评价不满意的，承办单位应当重新办理。\n\n（演示内容，不是真实文件。）",
    ),
    (
        "代表议案建议办理工作规程",
        ShelfEntry.Paper.ANY,
        date(2024, 1, 1),
        None,
        "第一条 一事一议，一事一案。\n\n第二条 代表工委会同有关单位对建议归类，交承办单位办理。\n\n"
        "第三条 承办单位答复前应当与代表沟通。\n\n（演示内容，不是真实文件。）",
    ),
    (
        "代表议案建议办理工作规程（2019年）",
        ShelfEntry.Paper.ANY,
        date(2019, 6, 1),
        date(2024, 1, 1),
        "第一条 代表建议由代表工委统一交办。\n\n第二条 承办单位书面答复代表。\n\n（演示内容，不是真实文件。）",
    ),
)
WRITTEN_FROM_TOPICS = 2


def fill_shelf(city: Congress) -> None:
    """By the city's desk; two proposals were written from the first topic, a closed one waits to become a case."""
    grants = Grant.objects.select_related("person", "congress", "organ").filter(congress=city, role=Role.DESK)
    desk = next((grant for grant in grants.order_by("id") if may_keep_shelf(Actor(grant))), None)
    if desk is None:
        return
    by, year = Actor(desk), timezone.localdate().year
    topics = [
        _shelved("topic", by, title=title, category=category, text=text, year=year) for title, category, text in TOPICS
    ]
    for kind, rows in (("model", MODELS), ("case", CASES)):
        for title, category, text in rows:
            _shelved(kind, by, title=title, category=category, text=text)
    rules = [
        _shelved("rule", by, title=title, paper=paper, starts_on=starts_on, ends_on=ends_on, text=text)
        for title, paper, starts_on, ends_on, text in RULES
    ]
    change_entry(rules[2], seen=rules[2].version, by=by, replaced_by=rules[1])
    draft = {"title": "夜间经济集中区的噪声和油烟怎样管", "text": "还在征求意见。", "year": year, "source": DESK}
    write_entry(kind="topic", by=by, **draft)
    own = Proposal.objects.put_forward().filter(congress=city).order_by("number")
    chosen = list(own.values_list("pk", flat=True)[:WRITTEN_FROM_TOPICS])
    Proposal.objects.filter(pk__in=chosen).update(topic=topics[0])
    closed = own.closed().filter(is_public=True, holder=city, publication__state="published")
    for matter in closed[:1]:
        if may_make_entry(by, matter):
            make_entry(matter, kind="case", by=by)


def _shelved(kind: str, by: Actor, **fields: Any) -> ShelfEntry:
    entry = write_entry(kind=kind, by=by, source=DESK, **fields)
    put_on_shelf(entry, seen=entry.version, by=by)
    return entry
