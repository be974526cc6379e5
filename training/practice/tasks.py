"""What may be practised under which role, and by which step of the timeline it is done.

A step counts when the person took it himself under his grant in the room. What a task begins with is laid out by the
app in which it is done, on a ground of the same name (congress/practice/grounds.py).
"""

from dataclasses import dataclass

from congress.models import Role


@dataclass(frozen=True)
class Task:
    """One thing to try.

    Attributes:
        name: of its ground.
        says: what to do.
        steps: kinds and steps of events, any of which does it.
    """

    name: str
    role: str
    label: str
    says: str
    steps: frozenset[tuple[str, str]]


def _task(name: str, role: str, label: str, says: str, kind: str, *steps: str) -> Task:
    return Task(name, role, label, says, frozenset((kind, step) for step in steps))


TASKS = (
    _task(
        "send_opinion",
        Role.DEPUTY,
        "送一条意见",
        "写标题和内容，点下一步核对，再提交。",
        "proposal",
        "submit",
    ),
    _task(
        "rate_reply",
        Role.DEPUTY,
        "评价一份答复",
        "看承办单位的答复，选办理过程和办理结果怎么样，再提交。",
        "assignment",
        "rate",
    ),
    _task("sign_in", Role.HANDLER, "签收一件", "看清要办什么，点签收。", "assignment", "sign_in"),
    _task(
        "ask_release",
        Role.HANDLER,
        "退办一件",
        "这一件不该由本单位办：写明理由，申请退办。",
        "assignment",
        "ask_release",
    ),
    _task(
        "write_reply",
        Role.HANDLER,
        "写一份答复",
        "选办理结果，写答复，核对以后送领导签发。",
        "assignment",
        "send_for_signing",
    ),
    _task(
        "sign_reply",
        Role.ORGAN_LEADER,
        "签发一份答复",
        "左边看建议，右边看答复，点签发。",
        "assignment",
        "sign",
    ),
    _task(
        "send_back_reply",
        Role.ORGAN_LEADER,
        "退回一份答复",
        "答复没有写清楚：写明怎么改，退回经办人。",
        "assignment",
        "send_back_reply",
    ),
    _task(
        "assign",
        Role.DESK,
        "登记分办一件",
        "看清建议，选主办单位，交办。",
        "proposal",
        "assign",
    ),
    _task(
        "send_back",
        Role.DESK,
        "退回补充一件",
        "内容不够具体：写明要补充什么，退回代表。",
        "proposal",
        "send_back",
    ),
    _task(
        "decide_release",
        Role.DESK,
        "处理一份退办申请",
        "看承办单位的理由，决定同意还是不同意。",
        "assignment",
        "grant_release",
        "refuse_release",
    ),
)
BY_NAME = {task.name: task for task in TASKS}
ROLES = tuple(dict.fromkeys(task.role for task in TASKS))


def tasks_of(role: str) -> list[Task]:
    """In the order in which they are shown."""
    return [task for task in TASKS if task.role == role]
