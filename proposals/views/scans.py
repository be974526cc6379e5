"""纸质件: a photo or scan comes in and finds its case; whoever may see it takes it out again."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from congress.codes import texts_in
from congress.downloads import respond
from congress.files import store
from congress.models import StoredFile
from congress.permissions import require
from congress.requests import PortalRequest
from congress.workflow import OutOfTurn
from proposals.forms.papers import ScanForm
from proposals.models import PaperScan, Proposal
from proposals.papers import bridging
from proposals.papers.permissions import may_file
from proposals.permissions import may_triage
from proposals.views.finding import proposal_or_404

KEPT = "scan"  # the file whose case is not known yet
NO_FILE = "请选择照片或扫描件"
NO_CODE = "图上没有认出二维码，请写编号（文件已经收下，不用再选），或者重新拍一张"
NOT_THERE = "没有编号为{number}的建议，或者不归您办理，请核对"
NOT_YOURS = "纸上的二维码是一件不归您办理的建议，没有收下"
ANOTHER = "纸上的二维码是{code}号，您写的是{number}号，请核对后再存"
NOT_A_PICTURE = "纸质件只收照片（JPG、PNG）和PDF"
TAKEN = ("image/jpeg", "image/png", "application/pdf")


@require_http_methods(["GET", "POST"])
def scan(request: PortalRequest) -> HttpResponse:
    """上传纸质件: by the code on it, or by the number that is typed."""
    require(may_triage(request.actor))
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "GET":
        request.session.pop(KEPT, None)
    if form.is_valid() and (file := _file(request, form)) and (found := _case(request, form, file)):
        proposal, kind = found
        try:
            filed = bridging.file_paper(proposal, file, kind=form.cleaned_data["kind"] or kind, by=request.actor)
        except OutOfTurn as refusal:
            form.add_error("file", str(refusal))
        else:
            request.session.pop(KEPT, None)
            messages.success(request, f"{filed.get_kind_display()}已存入{proposal.number}号。")
            return redirect(proposal)
    return render(request, "proposals/scan.html", {"form": form, "kept": _kept(request)})


def _file(request: PortalRequest, form: ScanForm) -> StoredFile | None:
    """The file that was sent, looked over and stored; or the one that came before."""
    if not (upload := form.cleaned_data["file"]):
        if not (kept := _kept(request)):
            form.add_error("file", NO_FILE)
        return kept
    request.session.pop(KEPT, None)
    try:
        file = store(upload, by=request.actor.person)
    except ValidationError as refusal:
        form.add_error("file", refusal)
        return None
    if file.media_type not in TAKEN:
        form.add_error("file", NOT_A_PICTURE)  # what was stored goes with the next sweeping
        return None
    request.session[KEPT] = str(file.pk)
    return file


def _kept(request: PortalRequest) -> StoredFile | None:
    key = request.session.get(KEPT)
    return StoredFile.objects.filter(pk=key, uploaded_by=request.actor.person).first() if key else None


def _case(request: PortalRequest, form: ScanForm, file: StoredFile) -> tuple[Proposal, str] | None:
    """The case by its code or by its number, and which form it is; says at the field why there is none."""
    number = form.cleaned_data["number"]
    try:
        with file.content.open("rb") as content:
            found = bridging.read(texts_in(content), host=request.get_host())
    except bridging.NotOurs as refusal:
        request.session.pop(KEPT, None)
        form.add_error("file", str(refusal))
        return None
    mine = Proposal.objects.visible_to(request.actor).select_related("seat", "holder")
    row = mine.filter(pk=found.proposal).first() if found else mine.filter(number=number).first() if number else None
    if row is None and not found and not number:
        form.add_error("number", NO_CODE)
    elif row is None or not may_file(request.actor, row):
        form.add_error("file", NOT_YOURS) if found else form.add_error("number", NOT_THERE.format(number=number))
    elif number and row.number != number:
        form.add_error("number", ANOTHER.format(code=row.number, number=number))
    else:
        return row, found.kind if found else PaperScan.Kind.OTHER
    return None


@require_safe
def scanned_paper(request: PortalRequest, pk: UUID, scan: int) -> HttpResponseBase:
    """One of them, for whoever may see it (PaperScan.objects.visible_to)."""
    visible = PaperScan.objects.visible_to(request.actor).select_related("file")
    row = get_object_or_404(visible, proposal=proposal_or_404(request, pk), pk=scan)
    return respond(row.file)
