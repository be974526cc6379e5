"""阵地海报: who is there and when, and the code that leads the public to the page on which they write."""

from congress import codes
from congress.documents import BOLD, Paper
from groups.models import DutyDay, Station


def poster(station: Station, days: list[DutyDay], *, address: str) -> bytes:
    """The poster as a .docx file.

    Args:
        days: the next days on which somebody receives.
        address: the page that the code leads to.
    """
    paper = Paper(f"{station}海报", author=station.congress.name)
    paper.code(codes.picture_of(address))
    paper.title(f"{station.name}\n有话对代表说")
    paper.blank()
    paper.line("扫右上角的二维码，给代表留言。", font=BOLD)
    paper.text(
        "不用登录，姓名和电话可以不留，可以附一张照片。提交以后得到一个回执号和一个只有您知道的地址，在那里看答复。"
        "留下的姓名和电话只用来告知办理结果，加密保存，到期删除，不公开。"
    )
    paper.text("正在诉讼、行政复议、仲裁的事项，以及个人的涉法案件，请向有关机关和信访部门反映。")
    paper.blank()
    paper.line(f"地址：{station.address}")
    for label, words in (("开放时间", station.hours), ("站长", station.head), ("联络员", station.contact)):
        if words:
            paper.line(f"{label}：{words}")
    if station.phone:
        paper.line(f"办公电话：{station.phone}")
    if days:
        paper.blank()
        paper.line("近期接待日", font=BOLD)
        heading = ("日期", "时间", "接待代表", "主题")
        rows = [
            (
                f"{duty.day}{'（改期）' if duty.is_moved else ''}",
                f"{duty.starts_at:%H:%M}—{duty.ends_at:%H:%M}",
                "、".join(row.seat.person.name for row in duty.on_duty.all()),
                duty.theme,
            )
            for duty in days
        ]
        paper.table([heading, *rows], (26, 26, 30, 18))
    return paper.content()


def poster_name(station: Station) -> str:
    """The file's name."""
    return f"{station.name}海报.docx"
