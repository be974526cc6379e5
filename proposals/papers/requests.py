"""退办申请表 and 延期申请表: what an organ asked the desk, to be signed and sealed, with what the desk said."""

from datetime import date

from django.utils import timezone

from congress.dictionaries import words
from congress.documents import Paper
from proposals.models import Assignment, Clock, Extension, LimitKey, PaperScan, Release
from proposals.papers.bridging import code_of
from proposals.papers.wording import clock_time, on, ticked

TO_SIGN = "\n\n\n　　　　　　　　签名（盖章）：\n　　　　　　　　　　　　年　　月　　日"
AGREED = (("True", "同意"), ("False", "不同意"))


def release_form(release: Release, *, site: str) -> bytes:
    """The .docx form of a request to be released: reason and ground, to whom it should go instead, the decision."""
    proposal = release.assignment.proposal
    asked = timezone.localdate(release.asked_at)
    reason = words("release", proposal.holder).label(release.code, asked) if release.code else "—"
    rows = [
        ("退办原因", reason),
        ("理由和依据", release.reason),
        ("建议改由", str(release.proposed_organ or "由代表工委确定")),
    ]
    return _form("退办申请表", release, PaperScan.Kind.RELEASE, rows, site)


def extension_form(extension: Extension, *, site: str) -> bytes:
    """The .docx form of a request for more time: why, until when, the decision."""
    rows = [
        ("原答复期限", on(_due(extension))),
        ("申请延期至", on(extension.until)),
        ("延期理由", extension.reason),
    ]
    return _form("延期申请表", extension, PaperScan.Kind.EXTENSION, rows, site)


def request_name(request: Release | Extension) -> str:
    """退办申请表_HB-2026-0312_市城管局.docx, or 延期申请表."""
    what = "退办申请表" if isinstance(request, Release) else "延期申请表"
    return f"{what}_{request.assignment.proposal.number}_{request.assignment.organ}.docx"


def _form(title: str, request: Release | Extension, kind: str, rows: list[tuple[str, str]], site: str) -> bytes:
    assignment = request.assignment
    paper = Paper(f"代表建议{title}", author=assignment.organ.name)
    paper.code(code_of(assignment.proposal, kind, site=site))
    paper.title(f"代表建议{title}")
    paper.blank()
    paper.form(
        [
            *_about(assignment),
            *rows,
            ("经办人、申请时间", f"{request.asked_by.name}　{clock_time(request.asked_at)}"),
            ("承办单位负责人意见", TO_SIGN),
            ("代表工作机构意见", _decision(request)),
        ],
        [3, 9],
    )
    paper.number_pages()
    return paper.content()


def _about(assignment: Assignment) -> list[tuple[str, str]]:
    proposal = assignment.proposal
    return [
        ("申请单位", f"{assignment.organ}（{assignment.get_part_display()}）"),
        ("编号", f"{proposal.number}"),
        ("标题", proposal.title),
        ("交办日期", on(assignment.assigned_on)),
        ("签收时间", clock_time(assignment.signed_in_at) or "未签收"),
    ]


def _decision(request: Release | Extension) -> str:
    """What the desk said and when; blank to be written while it has not."""
    if request.is_granted is None:
        return f"{ticked(AGREED)}{TO_SIGN}"
    said = ticked(AGREED, str(request.is_granted))
    return f"{said}\n{request.answer}\n{request.decided_by}　{clock_time(request.decided_at)}"


def _due(extension: Extension) -> date | None:
    """The last day for the reply before it was extended, if it was."""
    clocks = Clock.objects.filter(assignment=extension.assignment, limit=LimitKey.REPLY).order_by("-pk")
    clock = clocks.first()
    return (clock.extended_from or clock.due_on) if clock else None
