"""承办单位办理情况表 and 办理情况评估表: which columns each has."""

from proposals.reports.asked import Asked
from proposals.reports.comparing import SHARE, compared
from proposals.reports.tables import Heading, Table

OF_ORGANS, OF_EVALUATION = "承办单位办理情况表", "办理情况评估表"
ORGANS = {
    "handed": "主办数",
    "joint": "会办数",
    "answered": "已答复",
    "in_time": "按时",
    "late": "超期",
    "class_a": "A",
    "class_b": "B",
    "class_c": "C",
    "satisfied": "满意",
    "mostly": "基本满意",
    "dissatisfied": "不满意",
    "rehandled": "重办",
    "turned": "承诺兑现",
    "in_time_rate": "按时率",
    "pleased_rate": "满意率",
}
CLASSES = {"class_a": "A类", "class_b": "B类", "class_c": "C类", "unanswered": "未答复"}
# The groups of the wide table after the classes; with 序号 and 单位 it has 37 columns.
EVALUATED = {
    "面商人": {
        "talked_head": "主要负责人",
        "talked_deputy_head": "分管负责人",
        "talked_section_head": "科室负责人",
        "talked_officer": "经办人员",
    },
    "协商形式": {
        "talked_in_person": "面商",
        "talked_visiting": "走访座谈",
        "talked_by_phone": "电话",
        "talked_otherwise": "其他",
    },
    "解决情况": {"solved": "已解决", "being_solved": "正在解决", "failed": "承诺未兑现", "class_c": "暂不能解决"},
    "采纳情况": {
        "adopted": "采纳",
        "partly_adopted": "部分采纳",
        "explained": "解释说明",
        "not_adopted": "不采纳",
    },
    "办理工作": {"process_satisfied": "满意", "process_mostly": "基本满意", "process_dissatisfied": "不满意"},
    "办理结果": {"satisfied": "满意", "mostly": "基本满意", "dissatisfied": "不满意", "unrated": "未评价"},
    "联名代表答复": {"joined_each": "分别答复", "joined_lead": "答复领衔", "joined_unanswered": "未答复"},
}


def organ_table(asked: Asked) -> Table:
    """What each organ led and helped with, how fast, with what result."""
    return compared(
        asked, OF_ORGANS, [Heading(name, label, is_rate=name.endswith("_rate")) for name, label in ORGANS.items()]
    )


def evaluation_table(asked: Asked) -> Table:
    """The wide table: classes with their shares, who talked how, what came of it, both ratings, who was answered."""
    headings = [Heading("handed", "主办数")]
    for name, label in CLASSES.items():
        headings += [Heading(name, "件数", label), Heading(f"{name}{SHARE}", "占比", label, is_rate=True)]
    for group, columns in EVALUATED.items():
        headings += [Heading(name, label, group) for name, label in columns.items()]
    return compared(asked, OF_EVALUATION, headings)
