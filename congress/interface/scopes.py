"""权限: what a system may be allowed to do, and under which role it then acts."""

from congress.models import Role

READ, EVENTS, FILE, REPLY = "read", "events", "file", "reply"
LABELS = {
    READ: "读取建议、交办和答复",
    EVENTS: "读取变动、接收推送",
    FILE: "代代表录入建议",
    REPLY: "起草答复并送签",
}
# A system holds the least role that its work needs: one that only reads can never do a desk's work.
OF_ROLE = {
    Role.AUDITOR: (READ, EVENTS),
    Role.DESK: (READ, EVENTS, FILE),
    Role.HANDLER: (READ, EVENTS, REPLY),
}
ROLES = [
    (Role.AUDITOR, "只读：本级和下级人大的全部建议（督查员）"),
    (Role.DESK, "读取并代录：本级代表工委"),
    (Role.HANDLER, "读取并起草答复：一个承办单位（经办人）"),
]


def in_words(scopes: list[str]) -> str:
    """读取建议、交办和答复；代代表录入建议, or 没有权限."""
    return "；".join(label for scope, label in LABELS.items() if scope in scopes) or "没有权限"
